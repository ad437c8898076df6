"""Sets: which papers belong to one kind of record, in their order, and how each of them stands.

A set may hold papers about the record's lines (each 聘期, each member) and about records linked
to it (an invitation of a visit): `subjects` finds what such a paper is printed from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exports.prints.printable import Missing, Printable, Wishes
from exports.prints.registry import PRINTABLES, printable_by_code
from models import partial_date
from models.entities.achievements import JointProgramme
from models.entities.event import Event
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.inbound_visit import InboundVisit, Invitation
from models.entities.international_student import InternationalStudent
from models.entities.ngo_activity import NgoActivity
from models.entities.office import IssuedPaper, OfficeProfile
from models.entities.outbound_student import OutboundStudent
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.staff_member import StaffMember
from models.entity import Entity
from models.errors import UserError
from models.fields import Link

READY, LACKING, ISSUED, UNFIT = "可出具", "缺项", "已出具", "不适用"


def _always(record: Any) -> str:  # noqa: ARG001
    return ""


@dataclass(frozen=True)
class Place:
    """A paper's place in a set.

    unfit: why it is not for this record ("" = it is). each: about every line (each member), not
    only the newest. comes_back: others sign it, so a signed scan is expected.
    """

    code: str
    unfit: Callable[[Any], str] = _always
    each: bool = False
    comes_back: bool = False


@dataclass(frozen=True)
class PaperSet:
    """The papers of one kind of record.

    usual: what is mostly wanted, so it is ticked at first. bundles: name → codes that are ticked
    together.
    """

    entity: type[Entity]
    places: tuple[Place, ...]
    usual: str = ""
    bundles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _only_taiwan(trip: Any) -> str:
    return "" if trip.destination_kind == "赴台" else "仅赴台"


def _after_return(trip: Any) -> str:
    day = trip.returned_on
    is_back = day is not None and partial_date.latest(day) <= date.today()
    return "" if is_back else "回国后"


def _back(*codes: str, each: bool = False) -> tuple[Place, ...]:
    """Papers that others sign."""
    return tuple(Place(code, each=each, comes_back=True) for code in codes)


def _own(*codes: str, each: bool = False) -> tuple[Place, ...]:
    """Papers that the office itself makes out."""
    return tuple(Place(code, each=each) for code in codes)


SETS: tuple[PaperSet, ...] = (
    PaperSet(
        OutboundTrip,
        (
            *_own("A0", "A1"), *_back("A2", "A3"), *_own("A4", "A5"), *_back("A6"),
            *_own("A7", "A7R", "A8"), *_back("A9", "A10"), *_own("A11B"),
            Place("A12", _only_taiwan), Place("A13", _after_return), Place("A13F", _after_return),
            Place("A14", _after_return), *_back("A15A", "A15B", "A15D"),
        ),
        "A3",
        {
            "全套": ("A2", "A3", "A4", "A5", "A6", "A7", "A7R", "A8", "A9", "A10", "A11B", "A12",
                   "A13", "A14"),
            "报批": ("A2", "A3", "A4", "A5", "A6", "A7", "A7R", "A8", "A12"),
            "行前": ("A9", "A10", "A11B"), "回国后": ("A13F", "A13", "A14"),
        },
    ),
    PaperSet(
        ForeignTeacher,
        (
            *_back("B2", "B3"), *_own("C4T", "B4"), *_back("B8"), *_own("B9", "B6", "B7", "B10C"),
            *_back("B5"), *_own("B5R"), *_back("B12"), *_own("B10C", "D13T"),
        ),
        "B4",
        {"聘用": ("B2", "B3", "B9"), "考核归档": ("B8", "B7"), "离职": ("B5", "B5R", "B12")},
    ),
    PaperSet(
        InternationalStudent,
        (
            *_own("C1", "C2", "C3", "C4", "C5", "C7"), *_back("C8"), *_own("C10"),
            *_back("C10L"), *_own("C6"), *_back("C9"), *_own("D13S"),
        ),
        "C5",
        {"录取": ("C2", "C3"), "入学": ("C1", "C4", "C5"), "离校": ("C7", "C6", "C9")},
    ),
    PaperSet(
        OutboundStudent, (*_back("C11", "C13", "C13B", "C12"), *_own("C14")), "C11",
        {"派出": ("C11", "C13", "C13B"), "全套": ("C11", "C13", "C13B", "C12")},
    ),
    PaperSet(
        InboundVisit, (*_back("D1"), *_own("D2", "D3"), *_back("D7A"), *_own("D7"), *_back("D7B")),
        "D1",
        {"接待": ("D1", "D2", "D3"), "邀请": ("D7A", "D7", "D7B")},
    ),
    PaperSet(
        Invitation, (*_back("D7A"), *_own("D7"), *_back("D7B")), "D7",
        {"全套": ("D7A", "D7", "D7B")},
    ),
    PaperSet(Event, (*_back("D4", "D5"), *_own("D5C", "D5L"), *_back("D6"))),
    PaperSet(PartnerSchool, (*_own("D11", "D11C"), *_back("D10"))),
    PaperSet(Agreement, _back("D10")),
    PaperSet(NgoActivity, _back("D9")),
    PaperSet(JointProgramme, _own("D12")),
    PaperSet(StaffMember, (*_own("A11C"), *_back("A11D", "A15C"))),
    PaperSet(
        OfficeProfile,
        (*_back("A1"), *_own("A11"), *_back("B1", "B11"), *_own("D8", "D13", "WS1")),
    ),
)
"""Adding a paper: its code in the set of every kind of record from which she would look for it."""


def set_of(entity: type[Entity]) -> PaperSet:
    """The set of a kind of record; empty where none is declared."""
    return next((each for each in SETS if each.entity is entity), PaperSet(entity, ()))


def places_for(entity: type[Entity]) -> list[tuple[Place, Printable]]:
    """The papers at hand for a kind of record: its set, then what is printed from it besides."""
    found = {place.code: place for place in set_of(entity).places}
    for printable in PRINTABLES:
        owner = printable.entity.owner_link()
        if printable.entity is entity or (owner is not None and owner.rel_model is entity):
            found.setdefault(printable.code, Place(printable.code))
    known = {printable.code for printable in PRINTABLES}
    return [(place, printable_by_code(code)) for code, place in found.items() if code in known]


def place_of(entity: type[Entity], code: str) -> Place:
    """The place of a paper in a set; a plain one where the set does not name it."""
    found = (place for place in set_of(entity).places if place.code == code)
    return next(found, Place(code))


def usual_codes(entity: type[Entity]) -> list[str]:
    """What is ticked at first: what is mostly wanted, else the first paper at hand."""
    known = [printable.code for printable in papers_for(entity)]
    usual = set_of(entity).usual
    return [usual] if usual in known else known[:1]


def papers_for(entity: type[Entity]) -> list[Printable]:
    """The papers that can be printed beginning from records of an entity, in their order."""
    return [printable for _, printable in places_for(entity)]


def comes_back(code: str) -> bool:
    """Whether others sign this paper, so that a signed scan is expected."""
    return any(place.comes_back for each in SETS for place in each.places if place.code == code)


def office_entity() -> type[Entity]:
    """The one record from which the papers of the whole office (年度表) are printed."""
    return OfficeProfile


def subjects(entity: type[Entity], record: Entity) -> list[Entity]:
    """What a paper of `entity` is printed from, beginning from a record; oldest first.

    The record itself, the office, its lines, what links to it, or what its lines link to.
    """
    if isinstance(record, entity):
        return [record]
    if entity.is_settings:
        return list(entity.active().limit(1))
    if link := _link(entity, type(record)):
        return list(entity.active().where(link == record.id).order_by(entity.id))
    if (link := _link(type(record), entity)) and (owner := link.read(record)) is not None:
        return list(entity.active().where(entity.id == owner))
    for between in type(record).line_entities():
        if link := _link(between, entity):
            ids = [link.read(line) for line in record.lines(between)]
            return list(entity.active().where(entity.id.in_([i for i in ids if i])))
    return []


def _link(source: type[Entity], target: type[Entity]) -> Link | None:
    """The field by which records of one kind name a record of another; part of it first."""
    links = [k for k in source.kinds() if isinstance(k, Link) and k.rel_model is target]
    return next((link for link in links if link.part_of), links[0] if links else None)


@dataclass(frozen=True)
class Standing:
    """How one paper stands for one record.

    subjects: what it is printed from. choices: everything it could be printed from. issued: the
    valid papers that there are, newest first. why: not for this record, or what went wrong.
    """

    place: Place
    printable: Printable
    state: str
    subjects: tuple[Entity, ...] = ()
    choices: tuple[Entity, ...] = ()
    gaps: tuple[Missing, ...] = ()
    issued: tuple[IssuedPaper, ...] = ()
    why: str = ""

    @property
    def words(self) -> str:
        """✓ 可出具, ! 缺 2 项, the number that was taken, or why it is not for this record."""
        if self.state == UNFIT:
            return self.why or UNFIT
        if self.state == ISSUED:
            more = f" 等 {len(self.issued)} 份" if len(self.issued) > 1 else ""
            return f"{self.issued[0].number}{more}"
        if self.state == LACKING:
            return f"! 缺 {len(self.gaps)} 项" if self.gaps else "! 不能出具"
        return f"✓ {READY}" if len(self.subjects) == 1 else f"✓ {len(self.subjects)} 份"


def status(record: Entity, wishes: Mapping[str, Wishes] | None = None) -> list[Standing]:
    """Every paper of the record's set in its order. wishes: answers by code, where some differ."""
    found = []
    for place, printable in places_for(type(record)):
        choices = subjects(printable.entity, record)
        found.append(_standing(place, printable, record, choices, (wishes or {}).get(place.code)))
    return found


def chosen_subjects(place: Place, choices: Sequence[Entity]) -> list[Entity]:
    """What is printed unless she says otherwise: every line that has its own, else the newest."""
    return list(choices) if place.each else list(choices[-1:])


def _standing(
    place: Place, printable: Printable, record: Entity, choices: Sequence[Entity],
    wishes: Wishes | None,
) -> Standing:
    # The condition speaks of the record of the set that declares it.
    if why := place.unfit(record):
        return Standing(place, printable, UNFIT, why=why)
    if not choices:
        return Standing(place, printable, UNFIT, why=f"没有{printable.entity.label}")
    chosen = chosen_subjects(place, choices)
    issued = issued_for(printable, chosen)
    try:
        gaps = [gap for each in chosen for gap in _gaps(printable, each, wishes)]
    except UserError as error:
        return Standing(place, printable, LACKING, tuple(chosen), tuple(choices), why=str(error))
    done = {paper.holder_id for paper in issued} >= {each.id for each in chosen}
    state = ISSUED if done else LACKING if gaps else READY
    return Standing(
        place, printable, state, tuple(chosen), tuple(choices), tuple(gaps), tuple(issued)
    )


def _gaps(printable: Printable, record: Entity, wishes: Wishes | None) -> list[Missing]:
    return printable.missing(record, printable.wishes(record, wishes))


def issued_for(printable: Printable, records: Iterable[Entity]) -> list[IssuedPaper]:
    """The valid papers of a kind for these records, newest first, without their files."""
    ids = [record.id for record in records if record.id]
    columns: list[Any] = [f for f in IssuedPaper._meta.sorted_fields if f.name != "content"]
    query = IssuedPaper.active(*columns).where(
        (IssuedPaper.printable == printable.code)
        & (IssuedPaper.holder_entity == printable.entity.key())
        & IssuedPaper.holder_id.in_(ids) & (IssuedPaper.state == "有效")
    )
    return list(query.order_by(IssuedPaper.id.desc()))
