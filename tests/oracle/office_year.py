"""F21 to F25: the survey, targets of a plan, the ledger of tasks, daily reports, the city."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from tests.oracle.by_name import BY_NAME, sent, targets_of
from tests.oracle.days import Span, inside, school_year_to, year_of
from tests.oracle.tables import PAPER, Cells, Record, Tables, live, of

FORMS = Path(__file__).resolve().parents[2] / "resources" / "forms"
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
STATES = ("未启动", "推进中", "完成", "滞后")
PERSON_KINDS = ("外籍教师", "外国留学生", "港澳台教师", "港澳台学生", "外籍家属", "短期来访")
SENT_KINDS = ("交换", "双学位/联合培养", "升学", "实习", "短期研修", "竞赛", None)
BEGINNING = date(1900, 1, 1)
STUDY_YEARS = {"influence.standards"}
"""Asked for the 学年 where they are bound to a target."""
MONEY = ("trips.cost", "ngos.amount")


def f21(tables: Tables, year: int) -> Cells:
    """The lines of the survey that records answer, this calendar year and the last."""
    cells = Cells()
    with (FORMS / "F21.csv").open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["indicator"]:
                ask = BY_NAME[line["indicator"]]
                cells[line["key"], "now"] = ask(tables, year_of(year))
                cells[line["key"], "before"] = ask(tables, year_of(year - 1))
    return cells


def places_of(*numbers: float | None) -> int:
    """Decimals that are needed to write all of them."""
    return max((0, *(len(f"{n:.2f}".rstrip("0").partition(".")[2]) for n in numbers
                     if n is not None)))


def rounded(number: Decimal, places: int = 2) -> Decimal:
    """Half up."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class Target:
    """One target of a plan in one year."""

    def __init__(self, tables: Tables, record: Record, year: int) -> None:
        self.tables, self.record, self.year = tables, record, year
        self.is_bound = record["figure"] in BY_NAME
        self.divisor = int(record["divide_by"] or 1) if self.is_bound else 1
        self.base, self.goal = (None if n is None else Decimal(str(n)) for n in (
            record["base_value"], record["target_value"]))
        self.places = places_of(record["base_value"], record["target_value"])
        if int(record["divide_by"] or 1) > 1:
            self.places = max(self.places, 1)
        if record["figure"] in MONEY:
            self.places = 2
        self.raw = self.reached(year)
        if not self.is_bound and self.raw is not None:
            self.places = max(self.places, places_of(float(self.raw)))
        self.now = None if self.raw is None else self.raw / self.divisor

    def reached(self, year: int) -> Decimal | None:
        """What the bound number says, else what was written down for the year."""
        if self.is_bound:
            span = school_year_to(year) if self.record["figure"] in STUDY_YEARS else year_of(year)
            return Decimal(BY_NAME[self.record["figure"]](self.tables, span))
        written = [v["value"] for v in of(self.tables, "target_value", "target", self.record["id"])
                   if v["year"] == year]
        return None if not written or written[0] is None else Decimal(str(written[0]))

    def cumulated(self) -> Decimal | None:
        """净增 of a stock; of a flow the sum of the years after the base."""
        if self.now is None:
            return None
        if self.record["is_stock"] is not False:
            return None if self.base is None else self.now - self.base
        first = (self.record["base_year"] or self.year - 1) + 1
        before = [self.reached(year) or Decimal(0) for year in range(first, self.year)]
        return sum(before, Decimal(0)) / self.divisor + self.now

    def rate(self) -> Decimal | None:
        """完成率."""
        if self.base is None or self.goal is None or self.now is None or self.base == self.goal:
            return None
        return rounded((self.now - self.base) * 100 / (self.goal - self.base))

    def time(self) -> Decimal | None:
        """时序进度."""
        begin, end = self.record["base_year"], self.record["target_year"]
        if begin is None or end is None or end == begin:
            return None
        return rounded(Decimal(min(self.year, end) - begin) * 100 / (end - begin))


def f22(tables: Tables, year: int) -> Cells:
    """Every target of a plan that runs in the year."""
    cells, some = Cells(), targets_of(tables, year)
    some.sort(key=lambda t: (t["plan"], t["serial"] is None, t["serial"] or 0, t["id"]))
    for record in some:
        one, key = Target(tables, record, year), f"target:{record['id']}"
        total = one.cumulated()
        line = {"base": one.base, "goal": one.goal, "now": one.raw, "rate": one.rate(),
                "sum": None if total is None else rounded(total, one.places), "time": one.time(),
                f"now{PAPER}": None if one.now is None else rounded(one.now, one.places)}
        cells.line(key, {name: number for name, number in line.items() if number is not None})
    cells.order["target:"] = [f"target:{t['id']}" for t in some]
    cells["total", "now"] = len(some)
    for name, kind in (("binding", "约束性"), ("expected", "预期性"), ("none", None)):
        cells[f"kind:{name}", "now"] = sum(t["kind"] == kind for t in some)
    return cells


def ledger(quarters: tuple[str, ...]) -> Callable[[Tables, int], Cells]:
    """F23 of some quarters: how far each task has come by the last report of them."""

    def counted(tables: Tables, year: int) -> Cells:
        cells = Cells()
        tasks = [t for t in live(tables, "work_task") if t["year"] == year]
        tasks.sort(key=lambda t: (t["serial"] is None, t["serial"] or 0, t["id"]))
        month = 3 * (QUARTERS.index(quarters[-1]) + 1)
        so_far = Span(date(year, 1, 1), date(year, month, monthrange(year, month)[1]))
        states: list[Any] = []
        for task in tasks:
            if task["figure"] is not None:
                cells[f"task:{task['id']}", "number"] = BY_NAME[task["figure"]](tables, so_far)
            told = [line for line in of(tables, "quarter_progress", "task", task["id"])
                    if line["quarter"] in quarters]
            told.sort(key=lambda line: (QUARTERS.index(line["quarter"]), line["id"]))
            states.append(told[-1]["state"] if told else "unreported")
        cells.order["task:"] = [f"task:{task['id']}" for task in tasks]
        cells["total", "state"] = len(tasks)
        for state in (*STATES, None, "unreported"):
            cells[f"state:{state or 'none'}", "state"] = states.count(state)
        return cells

    return counted


_AT_END = ("registered", "on_campus", "in_province", "other_provinces", "abroad", "expiring")
_SUMMED = ("entered", "returned", "on_leave", "abnormal")


def f24(tables: Tables, year: int) -> Cells:
    """The year's daily reports by kind of person and by month."""
    cells = Cells()
    people = {"total": None} | {f"kind:{kind}": kind for kind in PERSON_KINDS}

    def put(key: str, span: Span, kind: str | None) -> None:
        every = [r for r in live(tables, "daily_report") if inside(r["day"], span)]
        last = max((r["day"] for r in every), default=None)
        mine = [r for r in every if kind in (None, r["person_kind"])]
        cells.line(key, {
            "days": len({r["day"] for r in mine}), "reports": len(mine),
            "zero": sum(r["is_zero"] is True for r in mine),
            **{name: sum(r[name] or 0 for r in mine if r["day"] == last) for name in _AT_END},
            **{name: sum(r[name] or 0 for r in mine) for name in _SUMMED}})

    for key, kind in people.items():
        put(key, year_of(year), kind)
    for month in range(1, 13):
        put(f"month:{month}", Span(date(year, month, 1),
                                   date(year, month, monthrange(year, month)[1])), None)
    return cells


_CITY = {
    "teachers": "teachers.headcount", "hmt_teachers": "teachers.hmt_headcount",
    "visits": "visits.foreign_groups", "visitors": "visits.foreign_person_times",
    "leader_trips": "city.leader_trips", "leaders": "city.leaders",
    "training": "staff_training.person_times", "staff_out": "study_abroad.staff_out",
    "staff_back": "study_abroad.staff_back", "donations": "city.donations",
    "donated": "city.donated",
}
_CITY_AT_END = {"programmes": "joint.programmes", "programme_students": "joint.students",
                "sisters": "partners.sister_pairs"}


def f25(tables: Tables, year: int) -> Cells:
    """The city's eight blocks, the year and all years to its end."""
    now, cells = year_of(year), Cells()
    spans = {"now": now, "all": Span(BEGINNING, now.end)}
    for column, span in spans.items():
        for key, name in _CITY.items():
            cells[key, column] = BY_NAME[name](tables, span)
        cells["donated", f"{column}{PAPER}"] = rounded(cells["donated", column] / 10_000)
        stays = sent(tables, span)
        for kind in SENT_KINDS:
            cells[f"students:{kind or 'none'}", column] = sum(
                s["programme_kind"] == kind for s in stays)
        cells["students", column] = len(stays)
    for key, name in _CITY_AT_END.items():
        cells[key, "now"] = BY_NAME[name](tables, now)
    return cells
