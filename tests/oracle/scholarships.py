"""F06 from payments: winners are people, payments times; money is added, then rounded."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache

from tests.oracle.days import first, inside, year_of
from tests.oracle.influence import studied_in
from tests.oracle.places import CODES, is_foreign
from tests.oracle.students import group, newest, percent, possible_stays
from tests.oracle.tables import Cells, Record, Tables, by_id, live, of

LEVELS = ("中国政府", "地方政府", "部门", "学校", "企业", "外方政府", "国际组织")


@cache
def _belt() -> dict[str, list[tuple[str, str]]]:
    """一带一路 countries with the days from and until which they belong."""
    found: dict[str, list[tuple[str, str]]] = {}
    with (CODES / "country_groups.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["group"] == "一带一路":
                found.setdefault(row["code"], []).append((row["valid_from"], row["valid_until"]))
    return found


def on_the_belt(code: str | None, day: str) -> bool:
    """Belonged on the day of the payment."""
    when = first(day).isoformat()
    return any((not since or since <= when) and (not until or when <= until)
               for since, until in _belt().get(code or "", []))


class Payments:
    """The year's payments to foreign students, with what the columns ask of each."""

    def __init__(self, tables: Tables, year: int) -> None:
        self.tables, self.people = tables, by_id(tables, "international_student")
        stays = possible_stays(tables)
        self.here = len(newest(s for s in stays if studied_in(s, year_of(year))))
        self.every = [p for p in live(tables, "scholarship")
                      if self._foreign(p["student"]) and inside(p["paid_on"], year_of(year))]

    def _foreign(self, student: int) -> bool:
        person = self.people.get(student)
        return person is not None and person["is_overseas_chinese"] is not True and (
            person["nationality"] is None or is_foreign(person["nationality"]))

    def group(self, payment: Record) -> str | None:
        """学历 or 培训 by the last stay begun when the money was paid."""
        begun = [s for s in of(self.tables, "enrolment", "student", payment["student"])
                 if s["enrolled_from"] <= payment["paid_on"] + "~"]
        last_one = newest(begun).get(payment["student"])
        return group(last_one) if last_one else None

    def winners(self, keep: Callable[[Record], bool], some: list[Record]) -> int:
        """Distinct students of such payments."""
        return len({p["student"] for p in some if keep(p)})


def f06(tables: Tables, year: int) -> Cells:
    """All rows of F06."""
    paid, cells = Payments(tables, year), Cells()

    def put(row: str, some: list[Record]) -> None:
        winners = paid.winners(lambda _: True, some)
        cells.line(row, {
            "winners": winners, "payments": len(some),
            "paid": sum(round((p["amount"] or 0) * 100) for p in some) / 100,
            "degree": paid.winners(lambda p: paid.group(p) == "学历", some),
            "training": paid.winners(lambda p: paid.group(p) == "培训", some),
            "belt": paid.winners(lambda p: on_the_belt(
                paid.people[p["student"]]["nationality"], p["paid_on"]), some),
            "women": paid.winners(lambda p: paid.people[p["student"]]["sex"] == "女", some),
        })
        if paid.here:
            cells[row, "share"] = percent(winners, paid.here)

    put("total", paid.every)
    named = {(p["level"], p["title"]) for p in paid.every}
    for level in (*LEVELS, None):
        put(f"level:{level or 'none'}", [p for p in paid.every if p["level"] == level])
    for level, title in named:
        alone = sum(other == title for _, other in named) == 1
        key = title if alone else f"{title}（{level or '未填级别'}）"
        put(f"title:{key}", [p for p in paid.every
                             if (p["level"], p["title"]) == (level, title)])
    cells["note0", "note"] = paid.here
    return cells
