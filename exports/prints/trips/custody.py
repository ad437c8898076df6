"""Loans of official passports and passes as the ledger (A11) and the slip (A11B) list them.

A loan stands with the paper (领用日期 on it) or with the member of a group who took it; one that
both know is listed once. 应还日期 as on the paper, else so many days after the return.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.checks.base import Look, full
from models.checks.trip_deadlines import hand_in_by
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.partial_date import Day, to_text

IN_SAFE, LENT, LATE, GONE = "在库", "借出", "逾期", ("注销", "遗失")
PASSPORTS = ("因公普通护照", "公务护照")
KIND_FOR = {"赴港澳": ("因公往来港澳通行证",), "赴台": ("大陆居民往来台湾通行证",)}
"""Which paper a journey needs; every other one a passport."""
SAME_TAKING = 15
"""Days between two notes of one taking; papers leave the safe only days before a journey."""


@dataclass(frozen=True)
class Loan:
    """One line of the ledger; taken is blank for a paper that was not lent in the year.

    back: of the journey. paper: None where the group's list does not say which one was taken.
    """

    person: StaffMember
    paper: StaffTravelDocument | None
    trip: OutboundTrip | None
    taken: Day | None
    due: date | None
    returned: Day | None
    back: date | None = None

    def days_late(self, today: date) -> int:
        """Days after the due day until it came back, or until today; 0 in time or unknown."""
        last = full(self.returned) or today
        return max((last - self.due).days, 0) if self.due and self.taken else 0

    def state(self, today: date) -> str:
        """在库, 借出, 逾期, 注销 or 遗失."""
        kept = self.paper.state if self.paper is not None else None
        if kept in GONE:
            return str(kept)
        if self.taken is None or self.returned is not None:
            return str(kept or IN_SAFE) if self.taken is None else IN_SAFE
        return LATE if self.days_late(today) else LENT


def loans_of(year: int, today: date) -> list[Loan]:
    """The loans that touch a year by their taking, then every paper in the register besides.

    A loan of an earlier year that has not come back goes on being listed first.
    """
    by_members = list(_by_members(Look(today), year))
    lent = []
    for loan in _by_papers(year):
        twin = next((each for each in by_members if _is_same(loan, each)), None)
        if twin is not None:
            by_members.remove(twin)
        lent.append(loan if twin is None else _joined(loan, twin))
    found = sorted([*by_members, *lent], key=lambda each: _text(each.taken))
    shown = {loan.paper.id for loan in found if loan.paper}
    rest = [paper for paper in _register(year) if paper.id not in shown]
    return [*found, *(Loan(p.staff_member, p, None, None, None, None) for p in rest)]


def _is_same(kept: Loan, listed: Loan) -> bool:
    """Whether the paper's own line and the group's list speak of one taking."""
    if kept.person.id != listed.person.id or listed.paper not in (None, kept.paper):
        return False
    return _is_one_taking(kept.taken, listed.taken)


def _is_one_taking(taken: Day | None, listed: Day | None) -> bool:
    first, second = full(taken), full(listed)
    return bool(first and second and abs((first - second).days) <= SAME_TAKING)


def trip_of(paper: StaffTravelDocument) -> OutboundTrip | None:
    """The journey for which a paper is out now, where a group's list names it."""
    members = TripMember.active().where(TripMember.travel_document == paper)
    for member in members.order_by(TripMember.id.desc()):
        if _is_one_taking(paper.taken_on, member.document_taken_on):
            found: OutboundTrip = member.trip
            return found
    return None


def _joined(kept: Loan, listed: Loan) -> Loan:
    """One loan of both: the paper's own days go first, the journey comes from the group."""
    return replace(kept, trip=listed.trip, back=listed.back, due=kept.due or listed.due,
                   returned=kept.returned or listed.returned)


def _text(day: Day | None) -> str:
    return to_text(day) if day is not None else ""


def has_paper_out(staff: StaffMember) -> bool:
    """Whether any list says that somebody has a paper that did not come back."""
    lent = StaffTravelDocument.active().where(
        (StaffTravelDocument.staff_member == staff) & (StaffTravelDocument.state == LENT)
    )
    taken = TripMember.active().where(
        (TripMember.staff_member == staff) & TripMember.document_taken_on.is_null(False)
        & TripMember.document_returned_on.is_null()
    )
    return bool(lent.exists() or taken.exists())


def _touches(taken: Day | None, returned: Day | None, year: int) -> bool:
    """Taken in the year, or before it and not handed in when it began."""
    if taken is None:
        return False
    begun = to_text(taken)
    if begun[:4] == str(year):
        return True
    return begun[:4] < str(year) and (returned is None or to_text(returned)[:4] >= str(year))


def _by_members(look: Look, year: int) -> Iterator[Loan]:
    rows = (
        TripMember.active(TripMember, OutboundTrip, StaffMember)
        .join(OutboundTrip).switch(TripMember).join(StaffMember)
        .where(OutboundTrip.retired_at.is_null() & TripMember.document_taken_on.is_null(False)
               & (TripMember.document_taken_on < f"{year + 1}"))
        .order_by(TripMember.id)
    )
    for member in rows:
        if _touches(member.document_taken_on, member.document_returned_on, year):
            yield loan_of(look, member)


def loan_of(look: Look, member: TripMember) -> Loan:
    """The paper that a member takes on a journey, whether it was taken already or not."""
    trip = member.trip
    back = full(member.came_home_on) or full(trip.returned_on)
    return Loan(
        member.staff_member, paper_for(member), trip, member.document_taken_on,
        hand_in_by(look, back) if back else None, member.document_returned_on, back,
    )


def paper_for(member: TripMember) -> StaffTravelDocument | None:
    """The paper named by the member, else the one in force that the journey needs."""
    if member.__data__["travel_document"]:
        found: StaffTravelDocument = member.travel_document
        return found
    kinds = KIND_FOR.get(member.trip.destination_kind or "", PASSPORTS)
    out = full(member.trip.departed_on) or date.today()
    fitting = [
        paper for paper in member.staff_member.lines(StaffTravelDocument)
        if paper.kind in kinds and paper.state not in GONE and _in_force(paper, out)
    ]
    return max(fitting, key=lambda p: _text(p.valid_until), default=None)


def _in_force(paper: StaffTravelDocument, day: date) -> bool:
    issued, until = full(paper.issued_on), full(paper.valid_until)
    return (issued is None or issued <= day) and (until is None or until >= day)


def _by_papers(year: int) -> Iterator[Loan]:
    for paper in _papers(StaffTravelDocument.taken_on.is_null(False)):
        if _touches(paper.taken_on, paper.handed_in_on, year):
            yield Loan(paper.staff_member, paper, None, paper.taken_on, full(paper.due_on),
                       paper.handed_in_on)


def _register(year: int) -> Iterable[StaffTravelDocument]:
    """Papers that were in the register at some time of the year."""
    for paper in _papers(StaffTravelDocument.id.is_null(False)):
        gone = paper.gone_on or (paper.handed_in_on if paper.state in GONE else None)
        if paper.state in GONE and (gone is None or to_text(gone)[:4] < str(year)):
            continue
        if paper.issued_on is None or to_text(paper.issued_on)[:4] <= str(year):
            yield paper


def _papers(condition: Any) -> list[StaffTravelDocument]:
    return list(
        StaffTravelDocument.active(StaffTravelDocument, StaffMember).join(StaffMember)
        .where(condition & StaffMember.retired_at.is_null())
        .order_by(StaffTravelDocument.kind, StaffMember.department, StaffMember.id)
    )
