"""S2: the list of the unit's projects, from the registers of programmes, sites and achievements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.drafts.blocks import Content, Table
from exports.drafts.phrases import place_name, printed
from exports.drafts.tokens import Facts, Token
from models.partial_date import chinese

COLUMNS = ("序号", "类别", "项目名称", "合作方", "国家（地区）", "起始时间")
WIDTHS = (11.0, 24.0, 47.0, 34.0, 19.0, 21.0)
MOST = 30
"""So many achievements of one kind are listed; the register has the others."""


def project_list(facts: Facts) -> Iterator[Table]:
    """Programmes and sites that run at the year's end, achievements adopted in its 学年."""
    rows: list[tuple[str, ...]] = []
    for token, kind, party, day in (
        ("influence.joint_programme_count", "中外合作办学", "partner_name", "recruits_from"),
        ("influence.sites", "境外办学点", "host", "opened_on"),
        ("influence.standards", "标准采用", "adopted_by", "adopted_on"),
        ("influence.resources", "资源采用", "adopted_by", "adopted_on"),
        ("influence.equipment", "装备采用", "adopted_by", "adopted_on"),
    ):
        records = facts.figure(Token.parse(token)).records()
        rows += [_row(record, kind, party, day) for record in records[:MOST]]
    if rows:
        body: tuple[tuple[Content, ...], ...] = tuple(
            (str(number), *row) for number, row in enumerate(rows, 1))
        yield Table(
            COLUMNS, body, WIDTHS, "国际化项目清单",
            note="合作办学和境外办学点取年末在办的；成果采用按学年列示。", small=True,
            alignments=("center", "center", "left", "left", "center", "center"),
        )


def _row(record: Any, kind: str, party: str, day: str) -> tuple[str, ...]:
    began = getattr(record, day)
    return (
        kind, printed(str(record.title)), printed(getattr(record, party) or "—"),
        place_name(record.country) if record.country else "—", chinese(began) if began else "—",
    )
