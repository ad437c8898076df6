"""Subsistence rates from the office's own table: read, shown, then kept in one batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import cells, store
from models.entities.kept_settings import SubsistenceRate
from models.errors import UserError
from models.intake.workbook import read_tables

_HEADS: dict[str, tuple[str, ...]] = {
    "country": ("国家", "国家（地区）", "国家(地区)", "国别", "国家或地区"),
    "cities": ("城市", "地区城市", "城市名称"), "currency": ("币种", "货币"),
    "lodging": ("住宿费", "住宿", "住宿费标准"), "meals": ("伙食费", "伙食", "伙食费标准"),
    "misc": ("公杂费", "公杂", "公杂费标准"), "source": ("文号", "依据", "来源"),
    "effective_from": ("执行日期", "生效日期", "起始日期"),
}


@dataclass(frozen=True)
class RatePlan:
    """What an import would keep: unsaved rows, how many replace an earlier one, and refusals."""

    rows: list[SubsistenceRate] = field(default_factory=list)
    replaced: int = 0
    refused: list[str] = field(default_factory=list)


def read(path: Path) -> RatePlan:
    """Read a workbook or csv with 国家, 城市, 币种, 住宿费, 伙食费, 公杂费, 文号, 执行日期.

    Nothing is written. Raises UserError when the file holds no such table.
    """
    words = frozenset(word for heads in _HEADS.values() for word in heads)
    rows: list[SubsistenceRate] = []
    refused: list[str] = []
    for table in read_tables(path, vocabulary=words):
        labels = {cells.compact(h.label): h.column for h in table.headings}
        columns = {
            name: next((labels[w] for w in map(cells.compact, heads) if w in labels), None)
            for name, heads in _HEADS.items()
        }
        if columns["country"] is None or columns["lodging"] is None:
            continue
        for number, values in table.rows:
            try:
                rows.append(_row({n: values[c] for n, c in columns.items() if c is not None}))
            except (ValueError, UserError) as error:
                refused.append(f"第{number}行：{error}")
    if not rows and not refused:
        raise UserError(
            "文件里没有找到出访费用标准表。", "表头应有 国家、城市、币种、住宿费、伙食费、公杂费、文号、执行日期。",
        )
    return RatePlan(rows, sum(_same(row) is not None for row in rows), refused)


def _row(values: dict[str, Any]) -> SubsistenceRate:
    row = SubsistenceRate()
    for name, raw in values.items():
        setattr(row, name, SubsistenceRate.field_named(name).parse(raw))
    if row.cities:
        parts = [p for p in row.cities.replace("，", "、").replace(",", "、").split("、") if p.strip()]
        row.cities = "、".join(p.strip() for p in parts)
    if problems := row.problems():
        raise ValueError("；".join(problems))
    return row


def _same(row: SubsistenceRate) -> SubsistenceRate | None:
    cities = SubsistenceRate.cities
    found: SubsistenceRate | None = SubsistenceRate.active().where(
        (SubsistenceRate.country == row.country)
        & (cities.is_null() if row.cities is None else cities == row.cities)
        & (SubsistenceRate.effective_from == row.effective_from)
    ).first()
    return found


def keep(plan: RatePlan, *, source: str) -> int:
    """Keep the rows of a plan in one batch that can be undone; how many changed."""
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
