"""F07 from contracts: people once, contracts each, months of fifteen days; 港澳台 apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.days import Span, days, first, last, touches, whole_months, year_of
from tests.oracle.places import REGIONS
from tests.oracle.tables import Cells, Record, Tables, by_id, live, of

MONTH_DAYS, LONG_MONTHS = 15, 6
Contract = dict[str, Any]


def end_of(contract: Contract) -> str:
    """The day of leaving, else the last day of the contract."""
    return str(contract["left_on"] or contract["engaged_until"])


def serves(contract: Contract, span: Span) -> bool:
    """In service on a day of the period."""
    return touches(contract["engaged_from"], end_of(contract), span)


def is_long(contract: Contract) -> bool:
    """长期: as recorded, else by the length of the contract."""
    if contract["term"]:
        return bool(contract["term"] == "长期")
    begin, end = contract["engaged_from"], contract["engaged_until"]
    return whole_months(begin, end) >= LONG_MONTHS


def months(contracts: list[Contract], span: Span) -> int:
    """人月 of one person: months of the period with fifteen days in service."""
    served: set[date] = set()
    for contract in contracts:
        begin, end = first(contract["engaged_from"]), last(end_of(contract))
        served |= days(begin.isoformat(), end.isoformat(), span)
    counts: dict[tuple[int, int], int] = {}
    for day in served:
        counts[day.year, day.month] = counts.get((day.year, day.month), 0) + 1
    return sum(number >= MONTH_DAYS for number in counts.values())


def permit(tables: Tables, contract: Contract) -> str | None:
    """The class of the newest work permit that was valid during the contract."""
    papers = [
        paper for paper in of(tables, "teacher_document", "teacher", contract["teacher"])
        if paper["kind"] == "工作许可" and paper["category"]
        and (paper["issued_on"] is None or first(paper["issued_on"]) <= last(end_of(contract)))
        and (paper["valid_until"] is None
             or last(paper["valid_until"]) >= first(contract["engaged_from"]))
    ]
    if not papers:
        return None
    return str(max(papers, key=lambda p: (p["valid_until"] or "", p["id"]))["category"])


def _line(tables: Tables, contracts: list[Contract], span: Span, keep: Any) -> dict[str, int]:
    people = by_id(tables, "foreign_teacher")
    touching = [c for c in contracts if serves(c, span)]
    latest: dict[int, Contract] = {}
    at_end: dict[int, Contract] = {}
    for contract in sorted(touching, key=lambda c: (c["engaged_from"], c["id"])):
        latest[contract["teacher"]] = contract
        if serves(contract, Span(span.end, span.end)):
            at_end[contract["teacher"]] = contract
    here = [c for c in latest.values() if keep(c)]
    teachers = {c["teacher"] for c in contracts}

    def with_(field: str, value: Any) -> int:
        return sum(c[field] == value for c in here)

    def degree(value: str | None) -> int:
        return sum(people[c["teacher"]]["degree"] == value for c in here)

    numbers = {
        "at_end": sum(keep(c) for c in at_end.values()), "headcount": len(here),
        "person_times": sum(keep(c) for c in touching),
        "person_months": sum(
            months([c for c in contracts if c["teacher"] == t and keep(c)], span)
            for t in teachers),
        "women": sum(people[c["teacher"]]["sex"] == "女" for c in here),
        "language": with_("subject_kind", "语言类"), "subject": with_("subject_kind", "专业类"),
        "other_kind": with_("subject_kind", "其他"), "no_kind": with_("subject_kind", None),
        "doctor": degree("博士"), "master": degree("硕士"), "bachelor": degree("本科"),
        "college": degree("专科"), "other_degree": degree("其他"), "no_degree": degree(None),
    }
    classes = [permit(tables, c) for c in here]
    return numbers | {f"permit_{name.lower()}": classes.count(name) for name in "ABC"}


def f07(tables: Tables, year: int) -> Cells:
    """All lines of F07."""
    people, cells, span = by_id(tables, "foreign_teacher"), Cells(), year_of(year)
    contracts: list[Record] = [c for c in live(tables, "engagement") if c["teacher"] in people]

    def nationality(contract: Contract) -> str | None:
        found: str | None = people[contract["teacher"]]["nationality"]
        return found

    foreign = [c for c in contracts if nationality(c) not in (*REGIONS, "CHN")]
    regions = [c for c in contracts if nationality(c) in REGIONS]

    def put(key: str, keep: Callable[[Contract], bool]) -> None:
        cells.line(key, _line(tables, foreign, span, keep))

    put("total", lambda _: True)
    put("long", is_long)
    put("short", lambda c: not is_long(c))
    for code in {nationality(c) for c in foreign}:
        put(f"country:{code or 'none'}", lambda c, code=code: nationality(c) == code)
    cells.line("hmt", _line(tables, regions, span, lambda _: True))
    return cells
