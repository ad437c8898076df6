"""F18a, F18b and F19b: programmes with a partner and sites abroad as they stand on the last day."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.days import Span, first, inside, last, school_year_to
from tests.oracle.influence import SITE_KINDS, counted
from tests.oracle.places import is_foreign
from tests.oracle.tables import PAPER, Cells, Record, Tables, live, of
from tests.oracle.visits import region

COURSE_KINDS = ("公共", "专业基础", "专业核心", "选修", "实践")
ORIGINS = ("中方开设", "共同开发", "引进外方", "其他")
CORE, BROUGHT_IN, ALL = "专业核心", "引进外方", "all"


def students_of(tables: Tables, programme: Record, span: Span) -> int:
    """在校生 of a programme by the last day."""
    return counted(tables, "programme_count", "programme", programme, span)


def running(tables: Tables, span: Span) -> list[Record]:
    """在办 on the last day: recruiting, or not any more but with students."""
    return [
        p for p in live(tables, "joint_programme")
        if p["recruits_from"] is not None and first(p["recruits_from"]) <= span.end
        and (p["recruits_until"] is None or last(p["recruits_until"]) >= span.end
             or students_of(tables, p, span))
    ]


def programme_names(some: list[Record], field: str = "programme") -> int:
    """Different programmes; a record may name several."""
    found = {name.strip() for p in some for name in (p[field] or "").split("、")}
    return len(found - {""})


def yearly(tables: Tables, span: Span, field: str, only: int | None = None) -> int:
    """当年招生 or 当年毕业 of the lines whose day lies in the period."""
    known = {p["id"] for p in live(tables, "joint_programme")}
    return sum(
        line[field] or 0 for line in live(tables, "programme_count")
        if line["programme"] in known and only in (None, line["programme"])
        and inside(line["counted_on"], span))


def f18a(tables: Tables, year: int) -> Cells:
    """Every programme of F18a, foreign ones first, 港澳台 apart."""
    span, cells = school_year_to(year), Cells()
    some = running(tables, span)

    def put(key: str, here: list[Record]) -> None:
        cells.line(key, {"sessions": sum(p["sessions"] or 0 for p in here),
                         "quota": sum(p["yearly_quota"] or 0 for p in here),
                         "students": sum(students_of(tables, p, span) for p in here)})

    put("total", some)
    order: list[str] = []
    for key, name in (("foreign", "外国"), ("hmt:港澳", "港澳"), ("hmt:台湾", "台湾"),
                      ("nowhere", None), ("home", "国内")):
        here = [p for p in some if region(p["country"]) == name]
        put(key, here)
        for programme in here:
            put(f"programme:{programme['id']}", [programme])
            order.append(f"programme:{programme['id']}")
    cells.order["programme:"] = order
    foreign = [p for p in some if is_foreign(p["country"])]
    for number, note in enumerate((
        len(foreign), programme_names(foreign),
        sum(students_of(tables, p, span) for p in foreign), len(some),
        yearly(tables, span, "recruited"), yearly(tables, span, "graduated"),
    )):
        cells[f"note{number}", "note"] = note
    return cells


def share(part: int, whole: int) -> Decimal:
    """A percentage, half up to two places."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def f18b(tables: Tables, year: int) -> Cells:
    """All numbers of F18b: over all programmes, then each in a column of its own."""
    span, cells = school_year_to(year), Cells()
    some = running(tables, span)
    for column, here in ((ALL, some), *((str(p["id"]), [p]) for p in some)):
        only = None if column == ALL else here[0]["id"]
        numbers = {
            "quota": sum(p["yearly_quota"] or 0 for p in here),
            "sessions": sum(p["sessions"] or 0 for p in here),
            "students": sum(students_of(tables, p, span) for p in here),
            "recruited": yearly(tables, span, "recruited", only),
            "graduated": yearly(tables, span, "graduated", only),
        }
        for key, number in (numbers | _courses(tables, here)).items():
            cells[key, column] = number
    return cells


def _courses(tables: Tables, programmes: list[Record]) -> dict[str, Any]:
    courses = [c for p in programmes for c in of(tables, "programme_course", "programme", p["id"])]
    taught = [c for c in courses if c["taught_by_partner"] or c["partner_hours"]]

    def many(**asked: Any) -> int:
        return sum(all(c[k] == v for k, v in asked.items()) for c in courses)

    hours, theirs = sum(c["hours"] or 0 for c in courses), sum(
        c["partner_hours"] or 0 for c in taught)
    found: dict[str, Any] = {"courses": len(courses), "hours": hours, "taught": len(taught),
                             "partner_hours": theirs}
    for kind in (*COURSE_KINDS, None):
        found[f"kind:{kind or '未归类'}"] = many(kind=kind)
        for origin in ((*ORIGINS, None) if kind else (None,)):
            found[f"in:{kind or '未归类'}:{origin or '未归类'}"] = many(kind=kind, origin=origin)
    for origin in (*ORIGINS, None):
        found[f"origin:{origin or '未归类'}"] = many(origin=origin)
        if origin and courses:
            found[f"share:{origin}"] = share(many(origin=origin), len(courses))
    if courses:
        found["third:brought"] = share(many(origin=BROUGHT_IN), len(courses))
        found["third:taught"] = share(len(taught), len(courses))
    if many(kind=CORE):
        found["third:core"] = share(many(kind=CORE, origin=BROUGHT_IN), many(kind=CORE))
    if hours:
        found["third:hours"] = share(theirs, hours)
    return found


def f18c(tables: Tables, year: int) -> Cells:
    """Every programme of F18c with the students of a year ago, by region and over all."""
    span, cells = school_year_to(year), Cells()
    ago = running(tables, school_year_to(year - 1))
    some, every = running(tables, span), live(tables, "joint_programme")

    def put(key: str, keep: Callable[[Record], bool]) -> None:
        here = [p for p in some if keep(p)]
        found = _courses(tables, here)
        line = {name: sum(yearly(tables, span, name, p["id"]) for p in every if keep(p))
                for name in ("recruited", "graduated")} | {
            "before": sum(students_of(tables, p, school_year_to(year - 1))
                          for p in ago if keep(p)),
            "students": sum(students_of(tables, p, span) for p in here),
            "brought": found[f"origin:{BROUGHT_IN}"], "core": found[f"kind:{CORE}"],
            "core_brought": found[f"in:{CORE}:{BROUGHT_IN}"],
        } | {name: found[name] for name in ("courses", "taught", "hours", "partner_hours")}
        shares = {f"{name}_share": found.get(f"third:{name}")
                  for name in ("brought", "core", "taught", "hours")}
        cells.line(key, line | {name: n for name, n in shares.items() if n is not None})

    put("total", lambda _: True)
    order: list[str] = []
    for key, name in (("foreign", "外国"), ("hmt:港澳", "港澳"), ("hmt:台湾", "台湾"),
                      ("nowhere", None), ("home", "国内")):
        put(key, lambda p, name=name: region(p["country"]) == name)
        for one in some:
            if region(one["country"]) == name:
                put(f"programme:{one['id']}", lambda p, one=one: p["id"] == one["id"])
                order.append(f"programme:{one['id']}")
    cells.order["programme:"] = order
    foreign = [p for p in some if is_foreign(p["country"])]
    cells["note0", "note"], cells["note1", "note"] = len(foreign), programme_names(foreign)
    return cells


def existing(tables: Tables, span: Span) -> list[Record]:
    """Sites that stand on the last day."""
    return [s for s in live(tables, "overseas_site") if first(s["opened_on"]) <= span.end
            and (s["closed_on"] is None or last(s["closed_on"]) > span.end)]


def in_year(tables: Tables, span: Span) -> list[Record]:
    """Sites that stood on some day of the period."""
    return [s for s in live(tables, "overseas_site") if first(s["opened_on"]) <= span.end
            and (s["closed_on"] is None or last(s["closed_on"]) > span.start)]


def site_students(tables: Tables, site: Record, span: Span) -> int:
    """在册 by the last day."""
    return counted(tables, "site_count", "site", site, span)


def in_the_year(tables: Tables, site: Record, span: Span, *, line: str, own: str) -> int:
    """Lines of the period; the register's number where the site has no lines at all."""
    lines = of(tables, "site_count", "site", site["id"])
    if not lines:
        return int(site[own] or 0)
    return sum(one[line] or 0 for one in lines if inside(one["counted_on"], span))


def f19b(tables: Tables, year: int) -> Cells:
    """Every site of F19b with its sums."""
    span, cells = school_year_to(year), Cells()
    some = in_year(tables, span)
    on_last = {s["id"] for s in existing(tables, span)}

    def number(name: str) -> Callable[[Record], int]:
        return lambda s: in_the_year(tables, s, span, line=name, own=name)

    def put(key: str, here: list[Record]) -> None:
        money = sum((Decimal(str(s["investment"] or 0)) for s in here), Decimal(0))
        cells.line(key, {
            "students": sum(site_students(tables, s, span) for s in here if s["id"] in on_last),
            "graduates": sum(s["graduates"] or 0 for s in here),
            "trained": sum(map(number("trained"), here)),
            "days": sum(map(number("training_person_days"), here)),
            "teacher_days": sum(map(number("teacher_days"), here)), "investment": money,
            f"investment{PAPER}": (money / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)})

    put("total", some)
    order: list[str] = []
    for key, name in (("foreign", "外国"), ("hong_kong_macao", "港澳"), ("taiwan", "台湾"),
                      ("nowhere", None), ("home", "国内")):
        here = [s for s in some if region(s["country"]) == name]
        put(key, here)
        for site in sorted(here, key=lambda s: (s["opened_on"], s["id"])):
            put(f"site:{site['id']}", [site])
            order.append(f"site:{site['id']}")
    cells.order["site:"] = order
    schools = [s for s in existing(tables, span)
               if s["kind"] in SITE_KINDS and is_foreign(s["country"])]
    for at, note in enumerate((
        len(on_last), len(schools), sum(site_students(tables, s, span) for s in schools),
        programme_names(schools, "programmes"),
    )):
        cells[f"note{at}", "note"] = note
    return cells
