"""Pages about the ledger: the proof that no number is missing, and what has not come back."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.issue import VOID
from exports.ledger import Proof, prefixes, proof, states_of, title_of, waiting
from exports.prints.base import (
    Band,
    Cell,
    Document,
    FormFooter,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    render,
    render_many,
)
from models.entities.office import OfficeProfile
from models.errors import UserError

ACROSS, MOST = 20, 600
"""Numbers in a row of the page; beyond so many only what is void or missing is listed."""


def proof_pdf(year: int, code: str = "", *, today: date | None = None) -> bytes:
    """A page for each kind of a year that has numbers, or for one kind. UserError without any."""
    codes = [c for c, prefix in prefixes(code).items() if proof(year, prefix).count]
    if not codes:
        raise UserError(f"{year} 年还没有出具文件，没有可核对的编号。", "请换一个年度或文种。")
    return render_many([proof_document(year, each, today=today) for each in codes])


def proof_document(year: int, code: str, *, today: date | None = None) -> Document:
    """编号连续性核对表 of one kind and year: every number, what is void and why, what is missing."""
    prefix = prefixes(code).get(code, code)
    found, states = proof(year, prefix), states_of(year, prefix)
    office, day = OfficeProfile.current(), today or date.today()
    last = max(states, default=0)
    blocks: list[Any] = [
        Title("编号连续性核对表", size=18, role="hei", after=2),
        Paragraph(f"{office.school_name or ''}　{title_of(code)}　{year} 年", size=11, indent=0,
                  align="center", after=3),
        _summary(found, prefix, last),
    ]
    if 0 < last <= MOST:
        blocks.append(_grid(states, last))
        legend = "√ 有效　× 作废　缺 缺号；每行 20 号，行首为该行第一个号。"
        blocks.append(Paragraph(legend, size=9, indent=0, leading=1.4))
    blocks += [_reasons(states, found), _signatures(found)]
    title = f"编号连续性核对表 {prefix} {year}"
    footer = FormFooter("编号台账", day.isoformat())
    return Document(title, office.school_name or "", (Page(tuple(blocks)),), footer=footer,
                    made_on=day)


def _summary(found: Proof, prefix: str, last: int) -> Table:
    span = f"{prefix}-{found.year}-0001 至 {prefix}-{found.year}-{last:04}" if last else "尚未出具"
    pairs = (
        ("编号范围", span), ("已用号数", f"{found.count} 号，其中作废 {found.void} 号"),
        ("缺号", f"{len(found.missing)} 个" if found.missing else "无缺号"),
    )
    rows = tuple(
        Row((Cell(name, align="center", role="label", label=True), Cell(words)), 8)
        for name, words in pairs
    )
    return Table((Band((30, None), rows),), after=3)


def _grid(states: dict[int, tuple[str, str]], last: int) -> Table:
    """One small cell for each number: · valid, × void, 缺 missing."""
    rows = []
    for start in range(1, last + 1, ACROSS):
        cells = [Cell(f"{start:04}", align="center", role="label", size=9, label=True)]
        for number in range(start, start + ACROSS):
            state = states.get(number, ("", ""))[0]
            mark = "缺" if number <= last and not state else "×" if state == VOID else "√"
            cells.append(Cell(mark if number <= last else "", align="center", size=9))
        rows.append(Row(tuple(cells), 5.6))
    columns: tuple[float | None, ...] = (None, *(7.6,) * ACROSS)
    return Table((Band(columns, tuple(rows)),), after=1.5)


def _reasons(states: dict[int, tuple[str, str]], found: Proof) -> Paragraph:
    """What is void with its reason, and what is missing."""
    void = [
        f"{number:04}（{reason}）" for number, (state, reason) in states.items() if state == VOID
    ]
    parts: list[str] = []
    if void:
        parts.append(f"作废：{'；'.join(void)}。")
    if found.missing:
        parts.append(f"缺号：{'、'.join(f'{n:04}' for n in found.missing)}。")
    return Paragraph("".join(parts), size=9, indent=0, leading=1.5, after=3)


def _signatures(found: Proof) -> Table:
    said = "经核对，以上编号连续，无缺号。" if found.is_whole else "以上缺号原因："
    cells = (
        Cell("核对意见", align="center", role="label", label=True),
        Cell(said),
    )
    names = tuple(
        Cell(words, align="center" if is_label else "left", role="label", label=is_label)
        for words, is_label in (("经办人", True), ("", False), ("负责人", True), ("", False),
                                ("日期", True), ("", False))
    )
    return Table((
        Band((24, None), (Row(cells, 18),)),
        Band((24, 34, 20, 34, 16, None), (Row(names, 11),)),
    ))


def waiting_pdf(*, today: date | None = None) -> bytes:
    """签字件待回传清单: what is out to be signed, oldest first. UserError when all is back."""
    day = today or date.today()
    found = waiting(day)
    if not found:
        raise UserError("没有待回传的签字件。")
    office = OfficeProfile.current()
    heads = ("编号", "文件", "出具对象", "出具日期", "已出", "催办记录")
    rows = [Row(tuple(Cell(h, align="center", role="label", label=True) for h in heads), 8)]
    for line in found:
        paper = line.paper
        words = (paper.number, paper.title or "", paper.holder_name or "", str(paper.issued_on),
                 f"{line.days} 天", "")
        rows.append(Row(tuple(Cell(each, size=9.5) for each in words), 8, grow=True))
    table = Table((Band((32, 40, None, 22, 15, 26), tuple(rows), head=1),))
    blocks = (
        Title("签字件待回传清单", size=18, role="hei", after=2),
        Paragraph(f"{office.school_name or ''}　共 {len(found)} 件　截至 {day.isoformat()}", size=11,
                  indent=0, align="center", after=3),
        table,
    )
    return render(Document(
        "签字件待回传清单", office.school_name or "", (Page(blocks),),
        footer=FormFooter("编号台账", day.isoformat()), made_on=day,
    ))
