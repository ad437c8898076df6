"""因公团组办理进度单 (A0): the cover of a trip's folder: every step in order, done, due or open."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Document,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import steps_taken, words
from exports.prints.trips.form import document, usual_facts, usual_options
from exports.wording import date_chinese
from models.entities.outbound_trip import OutboundTrip
from models.errors import UserError

CODE = "A0"
DONE, WAITING = "☑", "□"
_HEIGHT = 9.2


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return usual_options()


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return office_missing("school_name")


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    today = date.fromisoformat(str(wishes["issued_on"]))
    members = words.members_of(trip)
    leader = next((m for m in members if m.role == "团长"), None)
    dues = steps_taken.last_days(trip, today)
    found = {}
    for key, (_name, stand) in steps_taken.STEPS.items():
        standing = stand(trip)
        due = dues.get(key)
        is_late = due is not None and due < today and not standing.is_done
        found[key] = {
            "said": standing.said, "is_done": standing.is_done, "is_late": is_late,
            "due": date_chinese(due) if due else "",
        }
    return {
        **usual_facts(trip, wishes), "places": words.places(trip),
        "period_words": words.period_words(trip), "approval": words.approval(trip),
        "leader": leader.staff_member.name if leader else "",
        "count": f"{len(members) or trip.head_count or ''} 人".strip(), "found": found,
        "handled_by": trip.handled_by or "",
    }


def rows_of(text: str) -> list[tuple[str, str]]:
    """The steps to be listed, by key with the words to be printed: 归档=材料归档；任务批件；….

    Raises UserError for a step that there is not.
    """
    key_of = {usual: key for key, (usual, _) in steps_taken.STEPS.items()}
    rows = []
    for part in (p.strip() for p in text.replace(";", "；").split("；")):
        usual, _, name = (word.strip() for word in part.partition("="))
        if not usual:
            continue
        if usual not in key_of:
            raise UserError(f"没有“{usual}”这一步。", f"可用：{'、'.join(key_of)}。")
        rows.append((key_of[usual], name or usual))
    return rows


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    table = Table((
        Band((25, None, 22, 44), (
            Row((label(texts["group"]), value(facts["title"]), label(texts["leader"]),
                 value("，".join(p for p in (facts["leader"], facts["count"]) if p),
                       align="center")), 10),
            Row((label(texts["places"]), value(facts["places"]), label(texts["period"]),
                 value(facts["period_words"], align="center")), 11),
        )),
        _list(facts, texts),
    ))
    note = Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left")
    page = Page((Title(texts["title"], size=20, role="hei", after=4), table, note), shrink=True)
    return document(CODE, facts, texts["title"], [page])


def _list(facts: Facts, texts: Texts) -> Band:
    heads = ("no", "step", "due", "said", "done")
    rows = [Row(tuple(label(texts[f"head.{key}"]) for key in heads), 9)]
    for number, (key, name) in enumerate(rows_of(texts["rows"]), start=1):
        step = facts["found"][key]
        due = step["due"] + (texts["late"] if step["is_late"] else "")
        rows.append(Row((
            value(str(number), align="center"), value(name), value(due, align="center"),
            value(step["said"]), value(DONE if step["is_done"] else WAITING, align="center"),
        ), _HEIGHT, grow=True))
    return Band((11, 57, 41, None, 13), tuple(rows), head=1)


PROGRESS = Printable(
    code=CODE, title="因公团组办理进度单", entity=OutboundTrip, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout,
)
