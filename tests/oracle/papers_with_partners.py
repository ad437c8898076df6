"""F16 from partners, papers and what happened between us: 份, 所 and 对 apart, each by its rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.days import Span, first, inside, last, year_of
from tests.oracle.influence import studied_in
from tests.oracle.places import REGIONS, in_group, is_foreign
from tests.oracle.schools_together import running
from tests.oracle.tables import Cells, Record, Tables, by_id, live, of
from tests.oracle.trips import Trip, all_trips
from tests.oracle.visits import region

PAPER_KINDS = ("备忘录", "框架协议", "学生交换", "教师交流", "学分互认", "联合培养", "合作办学", "实习基地", "姊妹校", "其他")
SHORTEST_NAME, SHORTEST_FOREIGN = 4, 6
Keep = Callable[[Record], bool]


def begun(day: str | None, span: Span) -> bool:
    """Not later than the end of the period."""
    return day is not None and first(day) <= span.end


def valid(paper: Record, span: Span) -> bool:
    """Signed, not ended and not run out on the last day; without any last day nobody knows."""
    if not begun(paper["signed_on"], span) or begun(paper["terminated_on"], span):
        return False
    until = paper["valid_until"]
    return bool(paper["auto_renewed"]) or (until is not None and last(until) >= span.end)


def ran_out(paper: Record, span: Span) -> bool:
    """Its last day lies in the period: not renewed by itself, not ended before."""
    until, ended = paper["valid_until"], paper["terminated_on"]
    if until is None or paper["auto_renewed"] or not inside(until, span):
        return False
    return ended is None or last(ended) > last(until)


def papers(tables: Tables) -> list[Record]:
    """Agreements with the place of their partner; those of a partner in the bin do not count."""
    partners = by_id(tables, "partner_school")
    return [paper | {"country": partners[paper["partner"]]["country"]}
            for paper in live(tables, "agreement") if paper["partner"] in partners]


def known_to(partners: list[Record], span: Span) -> list[Record]:
    """Partners with whom relations began by the end; without a day they had."""
    return [p for p in partners if p["related_since"] is None or begun(p["related_since"], span)]


def names(tables: Tables, partner: Record, text: str | None) -> bool:
    """The text holds the partner's name, foreign name or another spelling, short ones aside."""
    text, foreign = text or "", partner["foreign_name"] or ""
    own = [partner["name"], *(a["words"] for a in of(tables, "partner_alias", "partner",
                                                     partner["id"]))]
    return any(len(name) >= SHORTEST_NAME and name in text for name in own) or (
        len(foreign) >= SHORTEST_FOREIGN and foreign.upper() in text.upper())


def activity(tables: Tables, partner: Record, span: Span) -> dict[str, int]:
    """What came of it in the period: what is linked to the partner, or, unlinked, names it."""
    sent, here = by_id(tables, "outbound_student"), by_id(tables, "international_student")

    def of_it(record: Record, text: str) -> bool:
        if record["partner"] is not None:
            return bool(record["partner"] == partner["id"])
        return names(tables, partner, record[text])

    def with_it(trip: Trip) -> bool:
        legs = of(tables, "trip_leg", "trip", trip.record["id"])
        if any(leg["partner"] is not None for leg in legs):
            return any(leg["partner"] == partner["id"] for leg in legs)
        words = f"{trip.record['title']} {trip.record['inviting_party'] or ''}"
        return names(tables, partner, words) or any(
            names(tables, partner, leg["host"]) for leg in legs)

    return {
        "visits": sum(inside(v["arrived_on"], span) and of_it(v, "title")
                      for v in live(tables, "inbound_visit")),
        "trips": sum(t.back_in(span) and with_it(t) for t in all_trips(tables)),
        "sent": sum(inside(s["departed_on"], span) and s["programme_kind"] != "线上"
                    and s["student"] in sent and of_it(s, "host_name")
                    for s in live(tables, "placement")),
        "come": len({s["student"] for s in live(tables, "enrolment") if s["student"] in here
                     and studied_in(s, span) and of_it(s, "home_school")}),
        "programmes": sum(of_it(p, "partner_name") for p in running(tables, span)),
    }


def f16(tables: Tables, year: int) -> Cells:
    """All lines of F16."""
    span, cells = year_of(year), Cells()
    partners = live(tables, "partner_school")
    done = {p["id"]: activity(tables, p, span) for p in partners}
    known = {p["id"] for p in known_to(partners, span)}

    def put(key: str, keep: Keep) -> None:
        line = by_papers([p for p in papers(tables) if keep(p)], span)
        here = [p for p in partners if p["id"] in known and keep(p)]
        line["pairs"] = sum(p["is_sister_school"] is True for p in here)
        line["active"] = sum(any(done[p["id"]].values()) for p in here)
        for name in ("visits", "trips", "sent", "come", "programmes"):
            line[name] = sum(done[p["id"]][name] for p in here)
        cells.line(key, line)

    put("total", lambda _: True)
    for key, name in (("foreign", "外国"), ("hong_kong_macao", "港澳"), ("taiwan", "台湾"),
                      ("home", "国内"), ("nowhere", None)):
        put(key, lambda one, name=name: region(one["country"]) == name)
    for code in ("HKG", "MAC"):
        put(f"place:{code}", lambda one, code=code: one["country"] == code)
    for code in {p["country"] for p in tables["partner_school"] if is_foreign(p["country"])}:
        put(f"country:{code}", lambda one, code=code: one["country"] == code)
    for kind in (*PAPER_KINDS, None):
        line = by_papers([p for p in papers(tables) if p["kind"] == kind], span)
        cells.line(f"kind:{kind or 'none'}",
                   {k: n for k, n in line.items() if not k.startswith("schools")})
    for number, note in enumerate(_notes(tables, span, done)):
        cells[f"note{number}", "note"] = note
    return cells


def by_papers(some: list[Record], span: Span) -> dict[str, Any]:
    """The columns that count papers, or those who signed them."""
    signed = [p for p in some if begun(p["signed_on"], span)]
    fresh = [p for p in signed if inside(p["signed_on"], span)]
    good = [p for p in some if valid(p, span)]
    return {
        "schools": len({p["partner"] for p in signed}),
        "schools_valid": len({p["partner"] for p in good}),
        "papers": len(signed), "papers_valid": len(good),
        "new": sum(p["renews"] is not True for p in fresh),
        "renewed": sum(p["renews"] is True for p in fresh),
        "expired": sum(ran_out(p, span) for p in some),
        "ended": sum(inside(p["terminated_on"], span) for p in some),
    }


def _notes(tables: Tables, span: Span, done: dict[int, dict[str, int]]) -> list[int]:
    every = papers(tables)
    good = [p for p in every if valid(p, span)]
    countries = {p["country"] for p in good if is_foreign(p["country"])}
    last_day = span.end.isoformat()
    return [
        len({p["country"] for p in every if begun(p["signed_on"], span)
             and is_foreign(p["country"])}),
        len(countries), sum(in_group(code, "一带一路", last_day) for code in countries),
        len({p["partner"] for p in good if p["country"] in REGIONS}),
        sum(p["country"] != "CHN" for p in known_to(live(tables, "partner_school"), span)),
        len({p["partner"] for p in good if any(done.get(p["partner"], {}).values())}),
    ]
