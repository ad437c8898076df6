"""Published standards of lodging, meals and sundries abroad, by country and city.

Only the rows that ship with the program (marked 已核 or 单源) and those the office typed or imported
are standards: a place without a row has none, and none is ever guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from models.codes import FOLDER, countries
from models.entities.kept_settings import SubsistenceRate

NO_STANDARD = "无标准"
IMPORTED = "用户导入"
"""The status of a row that the office imported or typed: as good as checked."""
CHECKED = ("已核", IMPORTED)
OTHER_CITIES = "其他城市"
ITEMS = (("住宿费", "lodging"), ("伙食费", "meals"), ("公杂费", "misc"))
"""What is paid by a standard; every other item is paid as it comes."""
_CITY_SEPARATORS = "、，,/／;； "


@dataclass(frozen=True)
class Standard:
    """One row of the published table, per person and day in its currency.

    status: 已核 (two sources agree or the office checked it), 单源 (one source only) or 用户导入.
    cities: empty for the whole country; 其他城市 for every city not named. row_id: of the office's
    own row, None for a shipped one.
    """

    country: str
    cities: tuple[str, ...]
    currency: str
    lodging: Decimal
    meals: Decimal
    misc: Decimal
    status: str
    source: str
    effective_from: date
    row_id: int | None = None

    @property
    def place(self) -> str:
        """日本（其他城市）."""
        name = countries().name_of(self.country)
        return f"{name}（{'、'.join(self.cities)}）" if self.cities else name

    def amount(self, item: str) -> Decimal | None:
        """The standard of one budget item; None for items that are paid as they come."""
        for name, attribute in ITEMS:
            if name == item:
                amount: Decimal = getattr(self, attribute)
                return amount
        return None


@dataclass(frozen=True)
class Match:
    """The standard for a place, or why there is none (a Chinese clause)."""

    standard: Standard | None
    reason: str = ""


def standards() -> tuple[Standard, ...]:
    """The shipped table with the rows that the office imported; a newer day counts."""
    return (*shipped_standards(), *(
        Standard(
            row.country, _named(row.cities or ""), row.currency,
            Decimal(str(row.lodging)), Decimal(str(row.meals)), Decimal(str(row.misc)), IMPORTED,
            row.source, row.effective_from, row.id,
        )
        for row in SubsistenceRate.active() if isinstance(row.effective_from, date)
    ))


def _named(cities: str) -> tuple[str, ...]:
    return tuple(city for city in cities.split("、") if city)


@cache
def shipped_standards() -> tuple[Standard, ...]:
    """The table as shipped: 42 rows of Asia, from resources/codes/subsistence_rates.csv."""
    path = FOLDER / "subsistence_rates.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_standard(row) for row in csv.DictReader(file))


def _standard(row: Mapping[str, str]) -> Standard:
    cities = row["cities"].partition("(")[0].partition("（")[0]
    return Standard(
        row["country"], _named(cities), row["currency"],
        Decimal(row["lodging"]), Decimal(row["meals"]), Decimal(row["misc"]), row["status"],
        row["source"], date.fromisoformat(row["effective_from"]),
    )


def standard_for(country: str | None, city: str | None = None, *, on: date | None = None) -> Match:
    """The standard of a place on a day (None = now): the city, else 其他城市, else the country.

    A country with rows by city needs its city; several cities in one word must agree. The rows of
    a country with the newest day replace its older ones; of one day, the office's go first.
    """
    name = countries().name_of(country or "") or "未填国家"
    today = on or date.today()
    valid = [s for s in standards() if s.country == country and s.effective_from <= today]
    if not valid:
        return Match(None, f"{name}{city or ''}：{NO_STANDARD}")
    newest = max(s.effective_from for s in valid)
    own = [s for s in valid if s.effective_from == newest and s.status == IMPORTED]
    shipped = [s for s in valid if s.effective_from == newest and s.status != IMPORTED]
    # A row for the whole country says that its cities are no longer told apart.
    rows = own if any(not s.cities for s in own) else [*own, *shipped]
    whole = next((s for s in rows if not s.cities), None)
    cities = _cities(city)
    if not cities:
        return Match(whole, "" if whole else f"{name}按城市分列标准，行程未填城市")
    found = [_row_of(rows, each) or whole for each in cities]
    if any(row is None for row in found):
        return Match(None, f"{name}{city}：{NO_STANDARD}")
    if len(set(found)) > 1:
        return Match(None, f"“{city}”的几个城市标准不同，请分段填写行程")
    return Match(found[0])


def _cities(words: str | None) -> list[str]:
    text = words or ""
    for mark in _CITY_SEPARATORS:
        text = text.replace(mark, "\n")
    return [part for part in text.split("\n") if part]


def _row_of(rows: Sequence[Standard], city: str) -> Standard | None:
    plain = _without_suffix(city)
    for row in rows:
        if any(_without_suffix(name) == plain for name in row.cities):
            return row
    return next((row for row in rows if OTHER_CITIES in row.cities), None)


def _without_suffix(city: str) -> str:
    return city[:-1] if len(city) > 2 and city[-1] in "市都府" else city
