"""Subsistence rates from the ministry's annex, as file or text: shown, then kept in one batch.

The annex merges cells: a row without country goes on with the country above, and with its currency,
meals and sundries where those are blank too. Lodging is never taken over, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models import cells, store
from models.codes import countries
from models.entities.kept_settings import SubsistenceRate
from models.errors import UserError
from models.intake.workbook import read_tables
from models.subsistence import Standard

_HEADS: dict[str, tuple[str, ...]] = {
    "country": ("国家", "国家（地区）", "国家(地区)", "国别", "国家或地区", "国家和地区", "国家、地区"),
    "cities": ("城市", "地区城市", "城市名称"), "currency": ("币种", "货币"),
    "lodging": ("住宿费", "住宿", "住宿费标准"), "meals": ("伙食费", "伙食", "伙食费标准"),
    "misc": ("公杂费", "公杂", "公杂费标准"), "source": ("文号", "依据", "来源"),
    "effective_from": ("执行日期", "生效日期", "起始日期"),
}
_AMOUNTS = ("lodging", "meals", "misc")
_CARRIED = ("currency", "meals", "misc")
_CURRENCIES = {
    "USD": "美元", "EUR": "欧元", "JPY": "日元", "GBP": "英镑", "HKD": "港币", "港元": "港币",
    "CHF": "瑞士法郎", "CAD": "加拿大元", "AUD": "澳元",
}
_UNIT = re.compile(r"[（(]?每人每[天日晚][）)]?")
_NO_COLUMNS = "表头应有 国家、城市、币种、住宿费、伙食费、公杂费；文号和执行日期可以在核对时填写。"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class RatePlan:
    """What an import would keep: unsaved rows, how many replace an earlier one, and refusals.

    carried: rows that took country, currency or amounts from the row above (merged cells).
    """

    rows: list[SubsistenceRate] = field(default_factory=list)
    replaced: int = 0
    refused: list[str] = field(default_factory=list)
    carried: int = 0

    @property
    def lacks_source(self) -> bool:
        """Whether 文号 or 执行日期 must still be given for some row."""
        return any(not row.source or row.effective_from is None for row in self.rows)


def read(path: Path) -> RatePlan:
    """Read a workbook or csv with 国家, 城市, 币种, 住宿费, 伙食费, 公杂费 and perhaps 文号, 执行日期.

    Nothing is written. Raises UserError when the file holds no such table.
    """
    words = frozenset(word for heads in _HEADS.values() for word in heads)
    found: list[tuple[int, dict[str, Any]]] = []
    for table in read_tables(path, vocabulary=words):
        columns = _columns({heading.label: heading.column for heading in table.headings})
        if "country" in columns and "lodging" in columns:
            found += [(number, {name: values[at] for name, at in columns.items()})
                      for number, values in table.rows]
    plan = _plan(found)
    if not plan.rows and not plan.refused:
        raise UserError("文件里没有找到出访费用标准表。", _NO_COLUMNS)
    return plan


def read_text(text: str) -> RatePlan:
    """The same from text copied out of the annex: a table with tabs, or lines of a PDF.

    Without a header a line is [no] [country] [cities] currency lodging meals misc. Raises UserError
    when no line says a standard.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    grid = [line.split("\t") for line in lines]
    head = next((at for at, row in enumerate(grid) if _is_head(row)), None)
    if head is None:
        plan = _plan([(number, values) for number, line in enumerate(lines, start=1)
                      if (values := _of_line(line))])
    else:
        columns = _columns({words: at for at, words in enumerate(grid[head])})
        plan = _plan([
            (number, {name: row[at] if at < len(row) else "" for name, at in columns.items()})
            for number, row in enumerate(grid[head + 1:], start=head + 2)
        ])
    if not plan.rows and not plan.refused:
        raise UserError("粘贴的文字里没有找到出访费用标准。", _NO_COLUMNS)
    return plan


def _label(words: str) -> str:
    return _UNIT.sub("", cells.compact(words))


def _columns(labels: dict[str, int]) -> dict[str, int]:
    """Which column says what; units behind the heading (每人每天) do not count."""
    by_label = {_label(words): at for words, at in labels.items()}
    return {
        name: at for name, heads in _HEADS.items()
        if (at := next((by_label[w] for w in map(cells.compact, heads) if w in by_label), None))
        is not None
    }


def _is_head(row: Sequence[str]) -> bool:
    found = _columns({words: at for at, words in enumerate(row)})
    return "country" in found and "lodging" in found


def _of_line(line: str) -> dict[str, Any]:
    """A line of a PDF: three numbers at its end, before them the currency, before it the place."""
    words = re.split(r"[\s,，|]+", line.strip())
    if len(words) < 4 or not all(_NUMBER.fullmatch(word) for word in words[-3:]):
        return {}
    place = words[:-4]
    if place and _NUMBER.fullmatch(place[0].rstrip(".、")):
        place = place[1:]
    country, cities = "", place
    if place and (len(place) > 1 or _is_country(place[0])):
        country, cities = place[0], place[1:]
    return {
        "country": country, "cities": "、".join(cities), "currency": words[-4],
        **dict(zip(_AMOUNTS, words[-3:], strict=True)),
    }


def _is_country(word: str) -> bool:
    try:
        countries().code_of(word)
    except ValueError:
        return False
    return True


def _plan(found: Iterable[tuple[int, dict[str, Any]]]) -> RatePlan:
    rows: list[SubsistenceRate] = []
    refused: list[str] = []
    above: dict[str, Any] = {}
    numbers: dict[tuple[Any, ...], int] = {}
    carried = 0
    for number, said in found:
        if all(cells.is_blank(said.get(name)) or _UNIT.fullmatch(cells.compact(str(said[name])))
               for name in _AMOUNTS):
            continue  # a continent, or the units under the heading
        values = _carried(said, above)
        carried += values != said
        above = values
        try:
            row = _row(values)
            key = (row.country, row.cities, row.effective_from)
            if key in numbers:
                raise ValueError(f"与第{numbers[key]}行重复")
        except (ValueError, UserError) as error:
            refused.append(f"第{number}行：{error}")
            continue
        numbers[key] = number
        rows.append(row)
    return RatePlan(rows, sum(_same(row) is not None for row in rows), refused, carried)


def _carried(said: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """With what a merged cell of the row above says; nothing where the row names its country."""
    if not cells.is_blank(said.get("country")) or cells.is_blank(said.get("cities")):
        return said
    names = ("country", *_CARRIED)
    taken = {name: above.get(name) for name in names if cells.is_blank(said.get(name))}
    return {**said, **taken}


def _row(values: dict[str, Any]) -> SubsistenceRate:
    row = SubsistenceRate()
    for name, raw in values.items():
        setattr(row, name, SubsistenceRate.field_named(name).parse(raw))
    row.cities = joined(row.cities)
    row.currency = _CURRENCIES.get(cells.compact(row.currency or "").upper(), row.currency)
    lacks = {"source": row.source, "effective_from": row.effective_from}
    given = row if all(lacks.values()) else SubsistenceRate(**{
        **row.__data__, "source": row.source or "—",
        "effective_from": row.effective_from or date.min,
    })
    if problems := given.problems():
        raise ValueError("；".join(problems))
    return row


def joined(cities: str | None) -> str | None:
    """Cities in the one way in which they are kept: 首尔、釜山."""
    parts = [part.strip() for part in re.split(r"[、，,；;/／\n]", cities or "")]
    return "、".join(part for part in parts if part) or None


def complete(plan: RatePlan, source: str, effective_from: date) -> RatePlan:
    """The plan with 文号 and 执行日期 for the rows that do not say their own."""
    for row in plan.rows:
        row.source = row.source or source.strip()
        row.effective_from = row.effective_from or effective_from
    return replace(plan, replaced=sum(_same(row) is not None for row in plan.rows))


def _same(row: SubsistenceRate) -> SubsistenceRate | None:
    cities = SubsistenceRate.cities
    found: SubsistenceRate | None = SubsistenceRate.active().where(
        (SubsistenceRate.country == row.country)
        & (cities.is_null() if row.cities is None else cities == row.cities)
        & (SubsistenceRate.effective_from == row.effective_from)
    ).first() if row.effective_from is not None else None
    return found


def keep(plan: RatePlan, *, source: str) -> int:
    """Keep the rows of a plan in one batch that can be undone; how many changed.

    Raises UserError while a row has no 文号 or 执行日期.
    """
    if plan.lacks_source:
        raise UserError("标准没有文号或执行日期，不能导入。", "请填写标准的文号和开始执行的日期。")
    changed = 0
    names = ("currency", "lodging", "meals", "misc", "source")
    with store.batch("导入出访费用标准", source=source):
        for row in plan.rows:
            kept = _same(row)
            if kept is not None:
                for name in names:
                    setattr(kept, name, getattr(row, name))
            changed += store.save(kept or row, source=source)
    return changed


# ---- one row by hand ----

FIELDS = (
    "country", "cities", "currency", "lodging", "meals", "misc", "source", "effective_from",
)
"""What is asked for one row, in its order."""


def own_row(standard: Standard | None) -> SubsistenceRate:
    """The office's own row of a standard; for a shipped one an unsaved copy, blank for None."""
    if standard is None:
        return SubsistenceRate()
    if standard.row_id is not None:
        found: SubsistenceRate = SubsistenceRate.get_by_id(standard.row_id)
        return found
    return SubsistenceRate(
        country=standard.country, cities="、".join(standard.cities) or None,
        currency=standard.currency, source=standard.source, effective_from=standard.effective_from,
        **{name: _plain(getattr(standard, name)) for name in _AMOUNTS},
    )


def _plain(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def keep_row(row: SubsistenceRate) -> bool:
    """Keep one row that was typed; it goes before a shipped row of the same place and day.

    Raises UserError with what is wrong, also where another own row has the same place and day.
    """
    row.cities = joined(row.cities)
    same = _same(row)
    if same is not None and same.id != row.id:
        raise UserError("同一国家、城市和执行日期已有一行标准。", "请修改那一行，或填写新的执行日期。")
    return store.save(row, label="修改出访费用标准" if row.id else "新增出访费用标准")


def remove_row(standard: Standard) -> None:
    """Move an own row to the recycle bin; the shipped one, if any, counts again."""
    if standard.row_id is None:
        raise UserError("随程序的标准不能删除。", "需要改的，修改该行，另存为本单位的标准。")
    store.retire(own_row(standard))
