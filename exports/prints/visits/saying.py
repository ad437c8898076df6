"""How the forms of this room say things: days, places, money, ticks, papers, what rules find."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from exports.prints.blocks import (
    Block,
    Document,
    FormFooter,
    Page,
    Paragraph,
    SideBySide,
    Space,
    Table,
    Title,
    checkboxes,
)
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date, office_missing
from exports.prints.texts import Texts, texts_of
from exports.wording import period_chinese
from models.checks.before_printing import review, said
from models.codes import HMT, HOME, countries
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.papers import checklist
from models.partial_date import OPEN_ENDED, Day, chinese

YES_NO = ("是", "否")
ROOM = 259.0 - 13.5
"""Millimetres that a form's first page has below its title of one line."""
PAGE = 259.0
"""Millimetres of a form's further pages."""
LINE = 4.2
"""Millimetres of one line of the notes below a form."""
HALF_SIGNS = 21
"""Characters of the line above a form that fit on its left or right half."""
WIDE_SIGNS = 38.5
"""Characters of boxes with their words that fit on one line of a value as wide as the form;
what stands between two counts as half a character.
"""
NOTE_SIGNS = 52
"""Characters of a note that fit on one line."""


def form_options(*more: Option) -> tuple[Option, ...]:
    """The questions of every form, with its own between them."""
    return (
        issue_date(), *more,
        Option("with_footer", "页脚印表号和页码", "flag", False, help="上报版一般不印"),
    )


def form_facts(record: Entity, wishes: Wishes, *, holder: str) -> Facts:
    """What every snapshot of a form holds."""
    office = OfficeProfile.current()
    return {
        "holder": holder, "tail": str(record.id), "period": str(record.id), "purpose": "",
        "issued_on": str(wishes["issued_on"]), "record": f"{type(record).label} {record.id}",
        "school": office.school_name or "", "with_footer": bool(wishes["with_footer"]),
        "office_name": office.office_name or "",
    }


def form_missing(record: Entity, *names: str) -> list[Missing]:
    """The school's name, and the named fields of the record that are blank."""
    found = office_missing("school_name")
    for name in names:
        kind = type(record).field_named(name)
        if kind.read(record) in (None, ""):
            found.append(Missing(kind.label, record, name))
    return found


def texts_for(code: str, wishes: Wishes) -> Texts:
    """The texts of a paper in the year of its date of issue."""
    return texts_of(code, int(str(wishes["issued_on"])[:4]))


def findings(record: Entity) -> list[str]:
    """What the rules say of the record, answered ones left out."""
    return [said(found) for found in review([record]).found if not found.answer]


def document(facts: Facts, title: str, *pages: Page) -> Document:
    """The form with the footer it was asked for."""
    code = facts["code"]
    footer = FormFooter(code, facts["issued_on"], facts["record"]) if facts["with_footer"] else None
    return Document(title, facts["school"], pages, person=facts["holder"], footer=footer)


def first_page(texts: Texts, table: Table, facts: Facts, *, title: str = "") -> Page:
    """Title (that of the texts), the line above the table, the table, and notes if any."""
    blocks: list[Block] = [Title(title or texts["title"], size=20, role="hei", after=4)]
    blocks += above(texts, facts)
    return Page((*blocks, table, *notes(texts)))


def above(texts: Texts, facts: Mapping[str, Any]) -> list[Block]:
    """填报部门 on the left and 填报日期 on the right, where the texts have them."""
    left, right = texts.get("above"), texts.get("above_right")
    if not left and not right:
        return []
    said = [
        Paragraph(words.format(**facts["boxes"]), size=10.5, indent=0, leading=1.3,
                  align=side)  # type: ignore[arg-type]
        for words, side in ((left, "left"), (right, "right"))
    ]
    if not right:
        return [said[0], Space(1.5)]
    return [SideBySide((said[0],), (said[1],)), Space(1.5)]


def notes(texts: Texts) -> list[Block]:
    """备注 or 填表说明 in small print below the table."""
    note = texts.get("note")
    if not note:
        return []
    return [Paragraph(note, size=9, indent=0, before=1.5, leading=1.3, align="left")]


def room_below_title(texts: Texts, facts: Mapping[str, Any]) -> float:
    """Millimetres for the table of the first page."""
    said = [texts.get(key).format(**facts["boxes"]) for key in ("above", "above_right")]
    lines = max(-(-len(words) // HALF_SIGNS) for words in said)
    taken = 1.5 + 5.0 * lines if lines else 0.0
    return ROOM - taken - notes_height(texts)


def notes_height(texts: Texts) -> float:
    """Millimetres that the notes take, estimated by their length."""
    note = texts.get("note")
    return 2.5 + LINE * -(-len(note) // NOTE_SIGNS) if note else 0.0


def day_words(day: Day | None) -> str:
    """2025年9月1日, or as much of it as is known; blank for none."""
    return "" if day is None else chinese(day)


def span_words(start: Day | None, end: Day | None) -> str:
    """2025年3月24日至3月25日; only the start where there is no end."""
    if start is None:
        return day_words(end)
    if isinstance(start, date) and isinstance(end, date) and end != OPEN_ENDED:
        return period_chinese(start, end)
    return day_words(start) if end is None or end == start else f"{chinese(start)}至{chinese(end)}"


def days_between(start: Day | None, end: Day | None) -> int | None:
    """Both days counted; None while one is not known to the day."""
    if isinstance(start, date) and isinstance(end, date):
        return (end - start).days + 1
    return 1 if isinstance(start, date) and end is None else None


def count_words(number: float | None, unit: str) -> str:
    """4 人; blank for None."""
    return "" if number is None else f"{number:g} {unit}".strip()


def money_words(amount: Decimal | float | None) -> str:
    """2,400.00 元; blank for None."""
    return "" if amount is None else f"{amount:,.2f} 元"


def place_name(code: str | None) -> str:
    """德国; 中国香港 for the regions; 国内 for guests from within the country."""
    if not code:
        return ""
    name = countries().name_of(code)
    return f"中国{name}" if code in HMT else "国内" if code == HOME else name


def tick(flag: bool | None, options: tuple[str, str] = YES_NO) -> str:
    """☑是  □否; both open while nobody has said."""
    return checkboxes(options, "" if flag is None else options[0] if flag else options[1])


def chosen(options: tuple[str, ...], picked: str | None) -> str:
    """The options with their boxes; a word that is none of them is written behind them."""
    more = (picked,) if picked and picked not in options else ()
    return in_lines((*options, *more), (picked,) if picked else ())


def in_lines(options: tuple[str, ...], picked: tuple[str, ...]) -> str:
    """The options with their boxes, a new line before one that would be parted from its box."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for option in options:
        if lines[-1] and used + len(option) + 1 > WIDE_SIGNS:
            lines.append([])
            used = 0
        lines[-1].append(option)
        used += len(option) + 1.5
    return "\n".join(checkboxes(tuple(line), picked) for line in lines)


def papers_words(record: Entity, wanted: str) -> str:
    """附件材料 with a tick where the paper is held: ☑来访人员名单  □接待方案.

    wanted: names of papers separated by 、; one that the rules do not know is never ticked.
    """
    held = tuple(row.paper.name for row in checklist(record).rows if row.is_held)
    return in_lines(tuple(wanted.split("、")), held)
