"""What the forms of a trip share: the usual questions, the choice of a member, title and footer."""

from __future__ import annotations

from collections.abc import Sequence

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    FormFooter,
    Page,
    Row,
    Signing,
    checkboxes,
    label,
    opinion,
    value,
)
from exports.prints.declared import steps
from exports.prints.printable import Facts, Option, Wishes, issue_date
from exports.prints.texts import Texts
from exports.prints.trips import words
from models.entities.outbound_trip import OutboundTrip, TripMember

EVERYBODY = "全部成员"


def usual_options() -> tuple[Option, ...]:
    """The questions that every form of a trip asks."""
    return (
        issue_date(),
        Option("with_footer", "页脚印表号和页码", "flag", False, help="上报版一般不印"),
    )


def member_option(trip: OutboundTrip) -> Option:
    """Whether everybody's sheet is printed, or that of one member."""
    people = tuple((str(m.id), m.staff_member.name) for m in words.members_of(trip))
    return Option("member", "打印谁的", "choice", "", (("", EVERYBODY), *people), per_record=True)


def chosen_members(trip: OutboundTrip, wishes: Wishes) -> list[TripMember]:
    """The members whose sheets are wanted, the leader first."""
    wanted = wishes["member"]
    return [m for m in words.members_of(trip) if wanted in ("", str(m.id))]


def members_facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    """The usual facts of a paper with a sheet for each member; one member's sheet is his own.

    So his paper bears his name, and printing it for the next one is no second copy.
    """
    found = usual_facts(trip, wishes)
    if wishes["member"] == "":
        return found
    names = "、".join(m.staff_member.name for m in chosen_members(trip, wishes))
    return {**found, "holder": names, "period": f"{trip.id} {wishes['member']}"}


def usual_facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    """What every form of a trip has, and whether it has a footer."""
    return {**words.common(trip, wishes), "with_footer": bool(wishes["with_footer"])}


def title_of(texts: Texts, kind: str) -> str:
    """The title by destination (出国, 赴港澳, 赴台) where the paper has several."""
    return texts.get(f"title.{kind}", texts["title"])


def going(kind: str) -> str:
    """What the journey is called inside a label: 出国, 赴港澳 or 赴台."""
    return kind or "出国"


def document(code: str, facts: Facts, title: str, pages: Sequence[Page]) -> Document:
    """The pages as a form of this school."""
    footer = FormFooter(code, facts["issued_on"], facts["record"]) if facts["with_footer"] else None
    return Document(title, facts["school"], tuple(pages), person=facts["holder"], footer=footer)


def headed_boxes(text: str, *, width: float = 170) -> tuple[Band, ...]:
    """Signature boxes with their titles above them, where three stand side by side (并列三栏)."""
    bands = []
    for row in steps(text):
        widths = (*(width / len(row),) * (len(row) - 1), None)
        boxes = tuple(opinion(s.hint, signing=Signing(f"{s.signing}：")) for s in row)
        bands.append(Band(widths, (
            Row(tuple(label(step.title) for step in row), 9),
            Row(boxes, max(step.height for step in row)),
        )))
    return tuple(bands)


def yes_no_cell(answer: str) -> Cell:
    """☑是 □否, both open while nobody said."""
    return value(checkboxes((words.YES, words.NO), answer), align="center")
