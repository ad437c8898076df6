"""国别, 洲别 and region as dimensions; 港澳台 are never countries, 国内 is never abroad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peewee import Case

from models.codes import HMT, HOME, continent, countries
from models.indicators.base import Dimension, Figure, Query, values_of

REGIONS = ("外国", "港澳", "台湾", "国内")
"""Every place is one of these; a blank is 未归类."""

CONTINENTS = ("亚洲", "非洲", "欧洲", "北美洲", "南美洲", "大洋洲")


def region_of(code: str | None) -> str | None:
    """外国, 港澳, 台湾 or 国内; None for a blank."""
    if code is None:
        return None
    return {"HKG": "港澳", "MAC": "港澳", "TWN": "台湾", HOME: "国内"}.get(code, "外国")


def in_region(column: Any, region: str | None) -> Any:
    """SQL: the place lies in a region."""
    if region is None:
        return column.is_null()
    codes = {"港澳": HMT[:2], "台湾": HMT[2:], "国内": (HOME,)}.get(region)
    return column.not_in((*HMT, HOME)) if codes is None else column.in_(codes)


def in_continent(column: Any, name: str | None) -> Any:
    """SQL: the place lies in a continent (港澳台 and 国内 stand as such in the code list)."""
    if name is None:
        return column.is_null()
    return column.in_(countries().codes_where("continent", name))


def region_sql(column: Any) -> Any:
    """SQL: the region of a place; NULL for a blank."""
    return Case(None, [(in_region(column, name), name) for name in REGIONS], None)


def continent_sql(column: Any) -> Any:
    """SQL: the continent of a place (港澳台 and 国内 stand as such); NULL for a blank."""
    names = dict.fromkeys(entry.facts.get("continent", "") for entry in countries().entries)
    return Case(None, [(in_continent(column, name), name) for name in names], None)


def is_foreign(column: Any) -> Any:
    """SQL: 国外, blanks excluded."""
    return column.not_in((*HMT, HOME))


def not_known_as_ours(column: Any) -> Any:
    """SQL: foreign, or blank and therefore shown as 未归类; never 港澳台 or 国内."""
    return column.is_null() | column.not_in((*HMT, HOME))


def is_hmt(column: Any) -> Any:
    """SQL: 港澳台."""
    return column.in_(HMT)


def show_country(code: str | None) -> str:
    """The name of a country or region, 未归类 for a blank."""
    return "未归类" if code is None else countries().name_of(code)


def place_dimensions(column: Any, prefix: str = "") -> tuple[Dimension, ...]:
    """country, continent and region of one column, which the indicator's query can reach."""

    def codes(query: Query) -> list[str | None]:
        return [row[0] for row in query.select(column).distinct().tuples()]

    def grouped(of: Callable[[str | None], str | None]) -> Callable[[Query], list[Any]]:
        return lambda query: list(dict.fromkeys(of(code) for code in codes(query)))

    def unless_blank(text: str) -> str | None:
        return None if text == "未归类" else text

    return (
        Dimension(
            f"{prefix}country", "国别（地区）",
            lambda code: column.is_null() if code is None else column == code,
            codes, show_country,
            lambda text: None if text == "未归类" else countries().code_of(text),
            expression=lambda: column,
        ),
        Dimension(
            f"{prefix}continent", "洲别", lambda name: in_continent(column, name),
            grouped(lambda code: continent(code) or None), parse=unless_blank,
            expression=lambda: continent_sql(column),
        ),
        Dimension(
            f"{prefix}region", "外国/港澳/台湾/国内", lambda name: in_region(column, name),
            grouped(region_of), parse=unless_blank, expression=lambda: region_sql(column),
        ),
    )


def occurring(key: str, *figures: Figure) -> list[Any]:
    """Values of a dimension in any of the figures, largest first in the first figure.

    A place may have days of a trip in the period without the trip itself (it came back later).
    """
    found: dict[Any, None] = {}
    for place, figure in enumerate(figures):
        parts = figure.split(key)
        numbers = values_of(parts.values()) if place else {}
        found |= dict.fromkeys(
            value for value, part in parts.items() if not place or numbers[part]
        )
    return list(found)
