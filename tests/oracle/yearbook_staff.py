"""F04, F04-422 and F04-441 from contracts, trips and stays, as of 1 September."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.days import Span, inside, school_year_to, whole_months
from tests.oracle.places import REGIONS
from tests.oracle.students import arrivals, near_stays, registered
from tests.oracle.tables import Cells, Record, Tables, by_id, live
from tests.oracle.teachers import end_of, serves
from tests.oracle.trips import all_trips

TERM_MONTHS = 4
EDUCATION = {"博士研究生": ("博士",), "硕士研究生": ("硕士",), "本科": ("本科",), "专科及以下": ("专科", "其他")}
LENGTHS = ((1, "一个月以内"), (3, "一至三个月"), (6, "三个月至半年"), (12, "半年至一年"))
RANKS = {
    "正高级": ("教授", "研究员", "正高级工程师", "主任医师", "主任护师"),
    "副高级": ("副教授", "副研究员", "高级工程师", "高级实验师", "副主任护师"),
    "中级": ("讲师", "工程师", "助理研究员", "主管药师", "一级教师", "馆员"),
    "初级": ("助教", "助理工程师", "医师", "药师", "二级教师"), "未定职级": ("未定级",),
}


def _on_the_day(tables: Tables, year: int, keep: Callable[[Record, Record], bool]) -> list[Record]:
    """The last contract of each teacher on the day among those that count."""
    people, day = by_id(tables, "foreign_teacher"), date(year, 9, 1)
    found: dict[int, Record] = {}
    for contract in sorted(live(tables, "engagement"), key=lambda c: (c["engaged_from"], c["id"])):
        person = people.get(contract["teacher"])
        if person and serves(contract, Span(day, day)) and keep(contract, person):
            found[contract["teacher"]] = contract
    return list(found.values())


def hired(tables: Tables, year: int) -> list[Record]:
    """Foreign teachers under a contract of a term or more."""
    return _on_the_day(tables, year, lambda contract, person: (
        person["nationality"] not in (*REGIONS, "CHN")
        and whole_months(contract["engaged_from"], end_of(contract)) >= TERM_MONTHS))


def f04_422(tables: Tables, year: int) -> Cells:
    """Foreign teachers by education, each with the degrees held."""
    people, cells = by_id(tables, "foreign_teacher"), Cells()
    every = [people[c["teacher"]] for c in hired(tables, year)]
    women = [p for p in every if p["sex"] == "女"]
    for row, some in (("foreign", every), ("women", women)):
        held = [p["degree"] for p in some]
        for name, words in (("total", (*sum(EDUCATION.values(), ()), None)), *EDUCATION.items()):
            here = [one for one in held if one in words]
            cells.line(row, {name: len(here), f"{name}:doctor": here.count("博士"),
                             f"{name}:master": here.count("硕士")})
        cells[row, "none"] = held.count(None)
    return cells


def rank(title: str | None) -> str | None:
    """职称级别 of a 职称."""
    return next((rank for rank, titles in RANKS.items() if title in titles), None)


def trained(tables: Tables, year: int) -> list[tuple[Record, str]]:
    """Full-time teachers back from training abroad, one by one, with the length of it."""
    staff, found = by_id(tables, "staff_member"), []
    for trip in all_trips(tables):
        if trip.record["task_kind"] != "培训进修" or not trip.back_in(school_year_to(year)):
            continue
        for member in trip.members:
            person = staff[member["staff_member"]]
            if not person["is_full_time_teacher"]:
                continue
            months = whole_months(member["left_home_on"] or trip.record["departed_on"],
                                  member["came_home_on"] or trip.record["returned_on"])
            length = next((name for most, name in LENGTHS if months < most), "一年以上")
            found.append((person, length))
    return found


def f04_441(tables: Tables, year: int) -> Cells:
    """Training abroad by rank and length."""
    cells, every = Cells(), trained(tables, year)

    def put(row: str, keep: Callable[[Record], Any]) -> None:
        here = [length for person, length in every if keep(person)]
        cells.line(row, {"abroad": len(here), "一年以上": here.count("一年以上"),
                         **{name: here.count(name) for _, name in LENGTHS}})

    put("total", lambda _: True)
    put("women", lambda person: person["sex"] == "女")
    for name in (*RANKS, None):
        put(f"rank:{name or 'none'}", lambda person, name=name: rank(person["title"]) == name)
    return cells


def f04(tables: Tables, year: int) -> Cells:
    """The cells the office supplies, table by table."""
    people, cells, day = by_id(tables, "international_student"), Cells(), date(year, 9, 1)
    foreign = hired(tables, year)
    near = near_stays(tables)
    here = [people[stay["student"]]["nationality"] for stay in registered(tables, near, day)]
    numbers: dict[str, int] = {
        "422": len(foreign), "421": len(foreign),
        "421:common": sum(c["subject_kind"] == "语言类" for c in foreign),
        "421:special": sum(c["subject_kind"] in ("专业类", "其他") for c in foreign),
        "421:none": sum(c["subject_kind"] is None for c in foreign),
        "441": len(trained(tables, year)),
        "461:hmt": len(_on_the_day(tables, year, lambda _, p: p["nationality"] in REGIONS)),
        "341:hmt": sum(place in REGIONS for place in here),
        **{f"341:{place}": here.count(place) for place in REGIONS},
        "341:overseas": sum(place not in REGIONS for place in here), "322:stock": len(here),
        "322:intake": len({s["student"] for s in near
                           if inside(s["enrolled_from"], arrivals(year))}),
    }
    for row, number in numbers.items():
        cells[row, "number"] = number
    return cells
