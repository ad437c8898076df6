"""The 指标口径 manual: every indicator with unit, definition and source, generated from INDICATORS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.indicators import THEMES, Figure, Indicator
from models.indicators.base import dimensions_of


@dataclass(frozen=True)
class Definition:
    """One entry of the manual. breakdowns: names of the splits that are listed beside the total."""

    theme: str
    id: str
    label: str
    unit: str
    definition: str
    source: str
    period_kind: str
    scope: str
    breakdowns: tuple[str, ...]


def _definition(theme: str, indicator: Indicator) -> Definition:
    dimensions = dimensions_of(indicator.entity)
    return Definition(
        theme, indicator.id, indicator.label, indicator.unit, indicator.definition,
        indicator.source, indicator.period_kind, indicator.scope,
        tuple(dimensions[key].label for key in indicator.breakdowns),
    )


def manual() -> list[Definition]:
    """Every indicator, by theme."""
    return [_definition(theme, indicator) for theme, group in THEMES for indicator in group]


def definitions_for(figures: Iterable[Figure]) -> list[Definition]:
    """The entries that some figures need, each once, in the order of first use."""
    indicators = dict.fromkeys(figure.indicator.id for figure in figures)
    by_id = {entry.id: entry for entry in manual()}
    return [by_id[id] for id in indicators]


def to_workbook() -> bytes:
    """The manual as an .xlsx: one sheet for each theme, and the counting parameters."""
    from exports.sheets import as_bytes, new_workbook, write_table
    from models.indicators.rules import parameters

    workbook = new_workbook()
    entries = manual()
    for theme, _ in THEMES:
        rows = tuple(
            (number, e.label, e.unit, e.definition, e.period_kind, e.scope or "不分",
             "、".join(e.breakdowns),
             e.source)
            for number, e in enumerate((e for e in entries if e.theme == theme), 1)
        )
        write_table(
            workbook, theme, title=f"指标口径：{theme}",
            headers=("序号", "指标", "计量单位", "口径", "统计期", "范围", "可分列", "来源"),
            rows=rows, widths=(5.5, 26, 9, 62, 8, 9, 20, 28),
        )
    write_table(
        workbook, "计数参数", title="计数参数（可随当地规定修改）",
        headers=("序号", "参数", "取值", "可信度", "来源"),
        rows=tuple(
            (number, p.meaning, p.value.replace("|", "、"), p.certainty, p.source)
            for number, p in enumerate(parameters().values(), 1)
        ),
        widths=(5.5, 56, 26, 36, 28),
    )
    return as_bytes(workbook)
