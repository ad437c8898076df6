"""F19a, F19c, F19d: what others took up, line by line and by result; the list of conditions."""

from __future__ import annotations

from tests.oracle.days import Span, first, inside, last, school_year_to, whole_months, year_of
from tests.oracle.influence import SITE_KINDS, adopted, students
from tests.oracle.places import REGIONS, in_group, is_foreign
from tests.oracle.schools_together import existing, running
from tests.oracle.study import students_abroad
from tests.oracle.tables import Cells, Record, Tables, live

KINDS = ("专业标准", "课程标准", "教学资源", "教学装备")
MOST_YEARS = 5


def in_period(tables: Tables, span: Span) -> list[Record]:
    """Adoptions of the period, those of 港澳台 too, by day."""
    found = [a for a in live(tables, "adoption") if inside(a["adopted_on"], span)]
    return sorted(found, key=lambda a: (a["adopted_on"], a["id"]))


def f19a(tables: Tables, year: int) -> Cells:
    """Every adoption abroad, kind by kind, with the foreign students it reaches."""
    span, cells = school_year_to(year), Cells()
    every = in_period(tables, span)
    some = [a for a in every if is_foreign(a["country"])]

    def put(key: str, here: list[Record]) -> None:
        cells[key, "students"] = sum(a["foreign_students"] or 0 for a in here)

    put("total", some)
    order: list[str] = []
    for kind in KINDS:
        here = [a for a in some if a["kind"] == kind]
        put(f"kind:{kind}", here)
        for one in here:
            put(f"adoption:{one['id']}", [one])
            order.append(f"adoption:{one['id']}")
    cells.order["adoption:"] = order
    standards = ("专业标准", "课程标准")
    for at, note in enumerate((
        len(some), adopted(tables, span, *standards), adopted(tables, span, "专业标准"),
        adopted(tables, span, "课程标准"), adopted(tables, span, "教学资源"),
        adopted(tables, span, "教学装备"), len({a["country"] for a in some}),
        len({a["country"] for a in some if in_group(a["country"], "一带一路", a["adopted_on"])}),
        sum(a["country"] in REGIONS for a in every),
    )):
        cells[f"note{at}", "note"] = note
    return cells


def f19c(tables: Tables, year: int) -> Cells:
    """Every result that somebody abroad or in 港澳台 ever took up by the end of the year."""
    end, cells = year_of(year).end, Cells()
    some = [a for a in live(tables, "adoption") if a["adopted_on"]
            and first(a["adopted_on"]) <= end
            and (is_foreign(a["country"]) or a["country"] in REGIONS)]

    def put(key: str, here: list[Record]) -> None:
        cells[key, "places"] = len({a["country"] for a in here})
        cells[key, "students"] = sum(a["foreign_students"] or 0 for a in here)

    put("total", some)
    results = sorted({(a["kind"], a["title"]) for a in some},
                     key=lambda one: (KINDS.index(one[0]), one[1]))
    for kind, title in results:
        key, here = f"achievement:{kind}｜{title}", [
            a for a in some if (a["kind"], a["title"]) == (kind, title)]
        put(key, here)
        begun = min(last(a["adopted_on"]) for a in here)
        months = whole_months(begun.isoformat(), end.isoformat()) if begun <= end else 0
        cells[key, "years"] = min(MOST_YEARS, months // 12)
    cells.order["achievement:"] = [f"achievement:{kind}｜{title}" for kind, title in results]
    cells["note0", "note"] = len(results)
    return cells


def f19d(tables: Tables, year: int) -> Cells:
    """The conditions that records can answer."""
    span, cells = year_of(year), Cells()
    cells.line("joint", {"state": sum(is_foreign(p["country"]) for p in running(tables, span))})
    cells.line("sites", {"state": sum(
        s["kind"] in SITE_KINDS and is_foreign(s["country"]) for s in existing(tables, span))})
    cells.line("students_in", {"state": students(tables, span)["students"]})
    cells.line("students_out", {"state": len({
        s["student"] for s in students_abroad(tables) if inside(s["departed_on"], span)})})
    cells.line("standards", {"state": adopted(tables, span, "专业标准", "课程标准")})
    return cells
