"""How a place and a finding are said to people: which paragraph, which cell, which words."""

from __future__ import annotations

from pathlib import Path

from exports.proofreading.base import Finding, Place, Report, Verdict
from models.errors import UserError

SIGNS = {Verdict.DIFFERS: "✕", Verdict.UNREAD: "?", Verdict.UNKNOWN: "○", Verdict.AGREES: "✓"}
"""A sign beside each verdict, in the order in which they want attention."""


def where(place: Place) -> str:
    """第3段, 第5段（表格第2行第3列); headings and tables are counted as paragraphs."""
    cell = f"（表格第{place.row + 1}行第{place.column + 1}列）" if place.row >= 0 else ""
    return f"第{place.block + 1}段{cell}"


def words_at(report: Report, place: Place) -> str:
    """The words that stand at a place."""
    block = report.blocks[place.block]
    text = block.rows[place.row][place.column] if place.row >= 0 else block.text
    return text[place.start:place.end]


def in_order(findings: tuple[Finding, ...]) -> list[Finding]:
    """What wants attention first, each group in reading order."""
    order = list(SIGNS)
    return sorted(findings, key=lambda one: order.index(one.verdict))


def check_target(report: Path, copy: Path) -> None:
    """Raises UserError where the copy would replace the report or is no Word file by its name."""
    if copy.suffix.lower() != ".docx":
        raise UserError("批注副本是Word文档。", "请把文件名改成以 .docx 结尾。")
    if copy.resolve() == report.resolve():
        raise UserError("批注副本不能写在原文件上。", "请换一个文件名，原文件不改动。")
