"""F13 from travel papers and loans: stock and flow by known days, each loan once."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.days import Span, first, inside, last, year_of
from tests.oracle.students import percent
from tests.oracle.tables import Cells, Record, Tables, live

KINDS = {"passport": "因公普通护照", "service": "公务护照", "hong_kong_macao": "因公往来港澳通行证",
         "taiwan": "大陆居民往来台湾通行证", "none": None}
RETURN_DAYS = 7
STATES = ("loans", "on_time", "late", "out", "unknown")


def is_gone(paper: Record) -> bool:
    """Cancelled or lost."""
    return paper["state"] in ("注销", "遗失")


def gone_on(paper: Record) -> str | None:
    """The day of leaving the books: as recorded, else the day it was handed in."""
    day: str | None = paper["gone_on"] or paper["handed_in_on"]
    return day


def in_ledger(paper: Record, day: date) -> bool:
    """On the books at the end of a day; a paper with an unknown day of coming or going never is."""
    gone = gone_on(paper) if is_gone(paper) else None
    if paper["issued_on"] is None or (is_gone(paper) and gone is None):
        return False
    return last(paper["issued_on"]) <= day and (gone is None or last(gone) > day)


class Loan:
    """One loan: from, until (None: still out), and the day it was due (None: unknown)."""

    def __init__(self, taken: str, back: str | None, due: date | None) -> None:
        self.taken, self.back, self.due = taken, back, due

    @property
    def outcome(self) -> str:
        """On time unless surely after the due day."""
        if self.back is None:
            return "out"
        if self.due is None:
            return "unknown"
        return "on_time" if first(self.back) <= self.due else "late"


def _member_loans(tables: Tables, paper: Record) -> list[Loan]:
    trips = {trip["id"]: trip for trip in live(tables, "outbound_trip")}
    found = []
    for member in live(tables, "trip_member"):
        if member["trip"] not in trips or member["travel_document"] != paper["id"]:
            continue
        home = member["came_home_on"] or trips[member["trip"]]["returned_on"]
        due = last(home) + timedelta(days=RETURN_DAYS) if home else None
        if member["document_taken_on"]:
            found.append(Loan(member["document_taken_on"], member["document_returned_on"], due))
    return found


def loans(tables: Tables, paper: Record) -> list[Loan]:
    """Loans with trips, and the one on the paper unless a trip's loan was at the same time."""
    with_trips = _member_loans(tables, paper)
    taken, until = paper["taken_on"], paper["handed_in_on"]
    if taken is None:
        return with_trips
    still = date.max
    known = until or paper["gone_on"] or paper["due_on"]
    ends = last(known) if known else still
    for loan in with_trips:
        its_end = last(loan.back) if loan.back else still
        if ends >= first(loan.taken) and its_end >= first(taken):
            return with_trips
    back = None if is_gone(paper) and paper["gone_on"] is None else until
    due = last(paper["due_on"]) if paper["due_on"] else None
    return [*with_trips, Loan(taken, back, due)]


def _numbers(tables: Tables, papers: list[Record], span: Span) -> dict[str, int]:
    def went(state: str) -> int:
        return sum(p["state"] == state and p["issued_on"] is not None
                   and inside(gone_on(p), span) for p in papers)

    def known(paper: Record) -> bool:
        return not is_gone(paper) or gone_on(paper) is not None

    at_end = [p for p in papers if in_ledger(p, span.end)]
    lent = [loan for p in papers for loan in loans(tables, p) if inside(loan.taken, span)]
    half_year_on = date(span.end.year + 1, 6, 30)
    return {
        "at_start": sum(in_ledger(p, span.start - timedelta(days=1)) for p in papers),
        "issued": sum(known(p) and inside(p["issued_on"], span) for p in papers),
        "cancelled": went("注销"), "lost": went("遗失"), "at_end": len(at_end),
        "expiring": sum(p["valid_until"] is not None and last(p["valid_until"]) < half_year_on
                        for p in at_end),
        "loans": len(lent),
        **{state: sum(loan.outcome == state for loan in lent) for state in STATES[1:]},
    }


def f13(tables: Tables, year: int) -> Cells:
    """All rows of F13."""
    cells, span = Cells(), year_of(year)
    papers = live(tables, "staff_travel_document")
    for column, kind in (*KINDS.items(), ("all", "")):
        mine = [p for p in papers if column == "all" or p["kind"] == kind]
        numbers = _numbers(tables, mine, span)
        for row, number in numbers.items():
            cells[row, column] = number
        if numbers["loans"]:
            cells["rate", column] = percent(numbers["on_time"], numbers["loans"])
    trips = {trip["id"] for trip in live(tables, "outbound_trip")}
    cells["note0", "note"] = sum(
        m["trip"] in trips and m["travel_document"] is None and inside(m["document_taken_on"], span)
        for m in live(tables, "trip_member"))
    return cells
