"""F17a from stays abroad: by the day of departure, 人天 day by day, 线上 apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.days import Span, days, inside, whole_months, year_of
from tests.oracle.places import REGIONS
from tests.oracle.tables import Cells, Record, Tables, by_id, live

KINDS = ("交换", "双学位/联合培养", "升学", "实习", "短期研修", "竞赛")
FUNDINGS = ("国家公派", "单位公派", "学校资助", "外方资助", "自费")
LONG_MONTHS = 3


def term(stay: Record) -> str | None:
    """长期 from three months on; None without a day of return."""
    out, back = stay["departed_on"], stay["returned_on"]
    if back is None:
        return None
    return "长期" if whole_months(out, back) >= LONG_MONTHS else "短期"


def _line(tables: Tables, stays: list[Record], span: Span) -> dict[str, int]:
    people = by_id(tables, "outbound_student")
    gone = [s for s in stays if inside(s["departed_on"], span)]
    students = {s["student"] for s in gone}
    named = {people[s]["programme"] for s in students} - {None}
    away: list[set[date]] = [days(s["departed_on"], s["returned_on"], span) for s in stays]
    return {
        "headcount": len(students), "person_times": len(gone),
        "person_days": sum(len(some) for some in away),
        "women": sum(people[s]["sex"] == "女" for s in students),
        "programmes": len(named),
    }


def f17a(tables: Tables, year: int) -> Cells:
    """All lines of F17a."""
    people, span, cells = by_id(tables, "outbound_student"), year_of(year), Cells()
    every = [s for s in live(tables, "placement") if s["student"] in people]
    stays = [s for s in every if s["programme_kind"] != "线上"]

    def put(key: str, keep: Callable[[Record], Any]) -> None:
        cells.line(key, _line(tables, [s for s in stays if keep(s)], span))

    put("total", lambda _: True)
    for key, name in (("long", "长期"), ("short", "短期"), ("none", None)):
        put(f"term:{key}", lambda s, name=name: term(s) == name)
    for kind in (*KINDS, None):
        put(f"kinds:{kind or 'none'}", lambda s, kind=kind: s["programme_kind"] == kind)
    put("kind：实习：enterprise",
        lambda s: s["programme_kind"] == "实习" and s["serves_outgoing_enterprise"])
    put("country:hmt", lambda s: s["country"] in REGIONS)
    for code in {s["country"] for s in stays} | {None}:
        key = f"place:{code}" if code in REGIONS else f"country:{code or 'none'}"
        put(key, lambda s, code=code: s["country"] == code)
    for kind in (*FUNDINGS, None):
        put(f"funding:{kind or 'none'}", lambda s, kind=kind: s["funding"] == kind)
    online = _line(tables, [s for s in every if s["programme_kind"] == "线上"], span)
    cells.line("online", {k: online[k] for k in ("headcount", "person_times", "women")})
    return cells
