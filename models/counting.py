"""What the rows of a list are counted in: 人, 人次, 个团组, 份 … and how many people they are.

A register of people counts 人. A line that leads to a person counts 人次 (or its own word), and
the people behind it once each; rows that lead to nobody are said, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.entity import Entity
from models.fields import Link
from models.listing import Column, Listing

PERSON = "人"

_WORDS = {
    "foreign_teacher": PERSON, "international_student": PERSON, "outbound_student": PERSON,
    "staff_member": PERSON,
    "outbound_trip": "个团组", "inbound_visit": "批", "event": "场", "partner_school": "所",
    "agreement": "份", "joint_programme": "个项目", "issued_paper": "份", "engagement": "段聘期",
    "enrolment": "段学籍", "placement": "人次", "trip_member": "人次", "visitor": "人次",
    "speaker": "人次", "participant": "人次",
}


def word_for(entity: type[Entity]) -> str:
    """The counting word of one row: 人 for people, 条 where nothing better is known."""
    return _WORDS.get(entity.key(), "条")


def person_link(entity: type[Entity]) -> Link | None:
    """The link to the person whom a row is about; None in a register of people itself."""
    if word_for(entity) == PERSON:
        return None
    for kind in entity.kinds():
        if isinstance(kind, Link) and word_for(kind.rel_model) == PERSON:
            return kind
    return None


def counted(listing: Listing, ids: Sequence[int] | None, rows: int) -> str:
    """How many rows, in their word; behind lines also the people: 12 人次（9 人）."""
    entity = listing.entity
    said = f"{rows:,} {word_for(entity)}"
    link = person_link(entity)
    if link is None or not rows:
        return said
    found = listing.summary(ids, Column(entity, link.name, link.label, link))
    without = found.rows - found.filled
    loose = f"，另 {without:,} 条未关联" if without else ""
    return f"{said}（{found.distinct:,} 人{loose}）"

