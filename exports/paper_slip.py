"""缺件单: what a person or trip has handed in and what is still to be brought, on one A4 page.

For foreigners it is bilingual. It takes no number: it is a note, not a paper of the college.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exports.prints.blocks import (
    Band,
    Block,
    Document,
    Margins,
    Page,
    Paragraph,
    Row,
    Space,
    Table,
    Title,
    Value,
    label,
    value,
)
from exports.wording import date_chinese, date_english
from models import papers
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.errors import UserError

if TYPE_CHECKING:
    from models.jobs import Progress

TITLE, TITLE_ENGLISH = "材料交存通知单", "Checklist of Papers"
_MARGINS = Margins(18, 20, 16, 20)
_MARKS = {papers.HELD: "☑ 已交", papers.LACKING: "□ 缺", papers.OPTIONAL: "□ 视情况"}
_MARKS_ENGLISH = {
    papers.HELD: "received", papers.LACKING: "missing", papers.OPTIONAL: "if applicable",
}


@dataclass(frozen=True)
class Wish:
    """What the slip should say. case: one case of papers only, "" = all. bring_by: until when.

    is_short: only what is lacking, without what was handed in. lacking_only: no slip at all for
    those who need bring nothing.
    """

    case: str = ""
    bring_by: date | None = None
    is_short: bool = False
    lacking_only: bool = False
    issued_on: date | None = None


def slip(record: Entity, wish: Wish | None = None) -> bytes:
    """The slip of one record as a PDF."""
    return slips([papers.checklist(record)], wish).pdf


@dataclass(frozen=True)
class Slips:
    """The slips of some records in one PDF. count: how many of the records have one."""

    pdf: bytes
    count: int


def slips(
    checklists: Sequence[papers.Checklist], wish: Wish | None = None,
    progress: Progress | None = None,
) -> Slips:
    """One slip each, in one PDF. Raises UserError when the rules want no paper of any of them."""
    from exports.prints.base import render_many

    documents = [d for each in checklists if (d := document(each, wish or Wish())) is not None]
    if not documents:
        raise UserError("没有可打印的材料单：这类记录没有材料清单，或没有缺件。")
    return Slips(render_many(documents, progress), len(documents))


def document(found: papers.Checklist, wish: Wish) -> Document | None:
    """The slip of one checklist; None when there is nothing to list."""
    rows = [row for row in found.of_case(wish.case) if row.state in _MARKS]
    if papers.is_bilingual(rows):
        rows = [row for row in rows if not row.paper.by_office]
    if wish.lacking_only and not any(row.state == papers.LACKING for row in rows):
        return None
    if wish.is_short:
        rows = [row for row in rows if not row.is_held]
    if not rows:
        return None
    office, both = OfficeProfile.current(), papers.is_bilingual(rows)
    day = wish.issued_on or date.today()
    blocks = (
        Title(TITLE, english=TITLE_ENGLISH if both else "", size=20, role="hei", after=3),
        *_about(found.record, wish, both=both), _table(rows, both=both),
        *_closing(rows, wish, office, both=both), Space(5),
        *_signed(office, day, both=both),
    )
    page = Page(blocks, margins=_MARGINS, shrink=True)
    return Document(
        TITLE, str(office.school_name or "外事台账"), (page,), person=str(found.record), made_on=day
    )


def _about(record: Entity, wish: Wish, *, both: bool) -> tuple[Block, ...]:
    holder = Value(str(record), record.label)
    english = " / Name" if both else ""
    words = (f"{record.label}{english}：", holder, f"　　办理事项：{wish.case}" if wish.case else "")
    return (Paragraph(words, size=12, indent=0, align="left", after=2, leading=1.3),)


def _table(rows: Sequence[papers.Row], *, both: bool) -> Table:
    head = Row((
        label("序号\nNo." if both else "序号"), label("材料\nPaper" if both else "材料"),
        label("状态\nStatus" if both else "状态"), label("说明\nNote" if both else "说明"),
    ), 11 if both else 8)
    lines = tuple(
        Row((
            value(str(number), align="center"), value(_name(row, both=both)),
            value(_state(row, both=both), align="center"), value(_note(row)),
        ), 10.5 if both else 7.5, grow=True)
        for number, row in enumerate(rows, 1)
    )
    return Table((Band((12, None, 34, 50), (head, *lines), head=1),), after=3)


def _name(row: papers.Row, *, both: bool) -> str:
    return f"{row.paper.name}\n{row.paper.english}" if both else row.paper.name


def _state(row: papers.Row, *, both: bool) -> str:
    return f"{_MARKS[row.state]}\n{_MARKS_ENGLISH[row.state]}" if both else _MARKS[row.state]


def _note(row: papers.Row) -> str:
    """When it is wanted; what is on paper only; the date of what was handed in."""
    if row.state == papers.OPTIONAL:
        return row.paper.only_if
    dates = [type(each).dated_on.show(each.dated_on) for each in row.files if each.dated_on]
    return row.reason if row.is_held and row.reason else "、".join(dates)


def _closing(
    rows: Sequence[papers.Row], wish: Wish, office: OfficeProfile, *, both: bool,
) -> tuple[Block, ...]:
    lacking = sum(row.state == papers.LACKING for row in rows)
    place = str(office.office_name or "外事部门") + (f"（{office.address}）" if office.address else "")
    found: list[Block] = []
    if not lacking:
        found.append(Paragraph("所需材料已齐。", size=12, indent=0, leading=1.35))
        if both:
            words = "All required papers have been received."
            found.append(Paragraph(words, english=True, size=11))
        return tuple(found)
    until = f"于 {date_chinese(wish.bring_by)} 前" if wish.bring_by else "尽快"
    found.append(Paragraph(
        f"尚缺 {lacking} 件。请{until}将标“□ 缺”的材料交至{place}；标“□ 视情况”的，符合说明的才交。",
        size=12, indent=0, leading=1.35,
    ))
    if both:
        by = f"by {date_english(wish.bring_by)}" if wish.bring_by else "as soon as possible"
        where = office.office_name_en or "our office"
        address = f" ({office.address_en})" if office.address_en else ""
        count = "1 paper is" if lacking == 1 else f"{lacking} papers are"
        found.append(Paragraph(
            f"{count} still missing. Please bring what is marked “missing” to {where}{address}"
            f" {by}. What is marked “if applicable” is needed only in the case stated.",
            english=True, size=11, leading=1.3,
        ))
    return tuple(found)


def _signed(office: OfficeProfile, day: date, *, both: bool) -> tuple[Block, ...]:
    contact = [w for w in (office.contact_name, office.phone, office.email) if w]
    found: list[Block] = []
    if contact:
        name = "联系 / Contact：" if both else "联系："
        found.append(Paragraph(name + "　".join(contact), size=11, indent=0, align="left"))
    issuer = " ".join(str(w) for w in (office.school_name, office.office_name) if w)
    for words in (issuer, date_chinese(day)):
        if words:
            found.append(Paragraph(words, size=12, indent=0, align="right", leading=1.3))
    return tuple(found)
