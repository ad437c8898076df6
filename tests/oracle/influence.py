"""F01 from everything: the sixteen rows of the new 国际影响表, last school year and this one."""

from __future__ import annotations

import re
from typing import Any

from tests.oracle.days import Span, first, inside, last, school_year_to, touches
from tests.oracle.places import is_foreign
from tests.oracle.tables import Cells, Record, Tables, by_id, live, of
from tests.oracle.teachers import serves
from tests.oracle.trips import all_trips

SITE_KINDS = ("海外分校", "鲁班工坊", "丝路学院", "中文工坊")
GUIDANCE = "教育教学/讲学/指导培训"


def foreign_stays(tables: Tables) -> list[Record]:
    """Stays of international students: a foreign passport; 港澳台侨 never."""
    people = by_id(tables, "international_student")
    return [
        stay for stay in live(tables, "enrolment") if stay["student"] in people
        and is_foreign(people[stay["student"]]["nationality"])
        and people[stay["student"]]["is_overseas_chinese"] is not True
    ]


def studied_in(stay: Record, span: Span) -> bool:
    """At the college on some day of the period; without an end only in the first or while 在读."""
    begin, end = stay["enrolled_from"], stay["enrolled_until"]
    known = end is not None or last(begin) >= span.start or stay["outcome"] == "在读"
    return known and touches(begin, end, span)


def students(tables: Tables, span: Span) -> dict[str, int]:
    """Rows 1 and 2: long-term students, and the programmes they are in."""
    here = [s for s in foreign_stays(tables)
            if studied_in(s, span) and s["study_kind"] != "短期生" and s["category"] != "10"]
    names = {s["programme_code"] or s["programme"] for s in here} - {None}
    return {"students": len({s["student"] for s in here}), "student_programmes": len(names)}


def visiting(tables: Tables, span: Span) -> int:
    """Row 3: foreign teachers who taught here, but are not employed."""
    employed = {
        " ".join(person["passport_name"].split()).upper()
        for person in live(tables, "foreign_teacher")
        if any(serves(c, span) for c in of(tables, "engagement", "teacher", person["id"]))
    }
    events = {e["id"] for e in live(tables, "event") if inside(e["held_on"], span)}
    return len({
        (s["name"], s["nationality"]) for s in live(tables, "speaker")
        if s["event"] in events and s["is_teacher"] and is_foreign(s["nationality"])
        and s["name"] not in employed
    })


def adopted(tables: Tables, span: Span, *kinds: str) -> int:
    """Rows 4 to 8: titles, however many countries took them up."""
    return len({
        (a["kind"], a["title"]) for a in live(tables, "adoption")
        if a["kind"] in kinds and is_foreign(a["country"]) and inside(a["adopted_on"], span)
    })


def _names(text: str | None) -> set[str]:
    return {part.strip() for part in re.split("[、，,；;]", text or "") if part.strip()}


def counted(tables: Tables, kind: str, owner: str, record: Record, span: Span) -> int:
    """Students on the last counted day up to the end, else the number of the register."""
    lines = of(tables, kind, owner, record["id"])
    past = [c for c in lines if first(c["counted_on"]) <= span.end]
    if not past:
        return 0 if lines else int(record["student_count"] or 0)
    return int(max(past, key=lambda c: (c["counted_on"], c["id"]))["student_count"])


def sites(tables: Tables, span: Span) -> dict[str, int]:
    """Rows 9 to 11 on the last day."""
    here = [
        s for s in live(tables, "overseas_site")
        if s["kind"] in SITE_KINDS and is_foreign(s["country"])
        and first(s["opened_on"]) <= span.end
        and (s["closed_on"] is None or last(s["closed_on"]) > span.end)
    ]
    names = {name for site in here for name in _names(site["programmes"])}
    return {
        "sites": len(here), "site_programmes": len(names),
        "site_students": sum(counted(tables, "site_count", "site", s, span) for s in here),
    }


def joint(tables: Tables, span: Span) -> dict[str, int]:
    """Rows 12 and 13 on the last day: recruiting, or not any more but with students."""
    names: set[str] = set()
    whole = 0
    for programme in live(tables, "joint_programme"):
        begin, end = programme["recruits_from"], programme["recruits_until"]
        if not is_foreign(programme["country"]) or begin is None or first(begin) > span.end:
            continue
        inside_now = counted(tables, "programme_count", "programme", programme, span)
        if end is None or last(end) >= span.end or inside_now:
            names |= _names(programme["programme"])
            whole += inside_now
    return {"joint_programmes": len(names), "joint_students": whole}


def guidance(tables: Tables, span: Span) -> int:
    """Row 14: days of full-time teachers who went abroad to teach others."""
    staff = by_id(tables, "staff_member")
    return sum(
        trip.member_days(member, span)
        for trip in all_trips(tables)
        if trip.carried_out and trip.destination == "出国" and trip.record["task_kind"] == GUIDANCE
        for member in trip.members if staff[member["staff_member"]]["is_full_time_teacher"]
    )


def posts(tables: Tables, span: Span) -> int:
    """Row 15: full-time teachers in office in a foreign organisation, each once."""
    staff = by_id(tables, "staff_member")
    return len({
        p["staff_member"] for p in live(tables, "overseas_post")
        if staff[p["staff_member"]]["is_full_time_teacher"] and is_foreign(p["country"])
        and touches(p["serves_from"], p["serves_until"], span)
    })


def _column(tables: Tables, span: Span) -> dict[str, Any]:
    awards = [a for a in live(tables, "competition_award")
              if is_foreign(a["country"]) and inside(a["awarded_on"], span)]
    return {
        **students(tables, span), "visiting_teachers": visiting(tables, span),
        "standards": adopted(tables, span, "专业标准", "课程标准"),
        "programme_standards": adopted(tables, span, "专业标准"),
        "course_standards": adopted(tables, span, "课程标准"),
        "resources": adopted(tables, span, "教学资源"),
        "equipment": adopted(tables, span, "教学装备"),
        **sites(tables, span), **joint(tables, span), "guidance_days": guidance(tables, span),
        "posts": posts(tables, span), "awards": len(awards),
    }


def f01(tables: Tables, year: int) -> Cells:
    """All rows of F01, both years."""
    cells = Cells()
    for column, ending in (("last", year - 1), ("this", year)):
        for row, number in _column(tables, school_year_to(ending)).items():
            cells[row, column] = number
    return cells
