"""The office's own year: conferences, targets of a plan, the ledger of tasks, daily reports.

Plans with one end open, values typed or bound, quarters skipped or reported twice, days missing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.colleges import Maker

KINDS = ("plan_target", "target_value", "work_task", "quarter_progress", "daily_report")
STOCKS = ("agreements.valid", "partners.sister_pairs", "sites.existing", "joint.students")
FLOWS = ("trips.groups", "conferences.held", "students.headcount", "influence.standards",
         "trips.cost", "ngos.amount")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
PERSON_KINDS = ("外籍教师", "外国留学生", "港澳台教师", "港澳台学生", "外籍家属")


def year_work(maker: Maker) -> None:
    """Everything of this file."""
    _conferences(maker)
    _targets(maker)
    _tasks(maker)
    _days(maker)


def _conferences(maker: Maker) -> None:
    for number in maker.some(4):
        event = maker.add(
            "event", title=f"国际会议{number}", kind="国际会议", held_on=maker.day(),
            conference_kind=maker.maybe("国际会议", "两国间双边会议"),
            is_online=maker.one(None, True, False), audience=maker.maybe(0, 120, 60),
            foreign_audience=maker.maybe(0, 30), foreign_countries=maker.maybe(3, 7),
            reported_to_police=maker.one(None, True, False),
            approval_no=maker.one(None, "外事〔2024〕1号"))
        for guest in maker.some(3):
            maker.add("speaker", event=event["id"], name=f"代表{guest}", is_teacher=None,
                      nationality=maker.maybe("JPN", "THA", "HKG", "CHN"))


def _targets(maker: Maker) -> None:
    for number in maker.some(6):
        bound = maker.one(None, None, "gone.figure", *STOCKS, *FLOWS)
        is_stock = maker.one(True, False) if bound in (None, "gone.figure") else bound in STOCKS
        base = maker.maybe(0, 12, 19.5)
        target = maker.add(
            "plan_target", title=f"指标{number}", plan=maker.one("甲规划", "乙规划"),
            serial=maker.maybe(1, 2, 3), unit=maker.one("人", "%", None),
            kind=maker.maybe("预期性", "约束性"), base_year=maker.maybe(2020, 2022, 2025),
            base_value=base, target_year=maker.maybe(2023, 2024, 2026),
            target_value=maker.maybe(base, 40, 25.25), figure=bound,
            divide_by=maker.one(None, None, 10, 10000),
            is_stock=maker.one(is_stock, is_stock, None) if is_stock else False)
        for year in maker.dice.sample((2021, 2022, 2023, 2024), maker.dice.randint(0, 4)):
            maker.add("target_value", target=target["id"], year=year,
                      value=maker.one(None, 14, 21, 22.75))


def _tasks(maker: Maker) -> None:
    for number in maker.some(6):
        task = maker.add(
            "work_task", title=f"任务{number}", year=maker.one(2023, 2024, 2024, 2024),
            serial=maker.maybe(1, 2, 3), figure=maker.one(None, *FLOWS, *STOCKS))
        for quarter in maker.dice.sample((*QUARTERS, QUARTERS[1]), maker.dice.randint(0, 5)):
            maker.add("quarter_progress", task=task["id"], quarter=quarter, done="做了",
                      state=maker.maybe("未启动", "推进中", "完成", "滞后"))


def _days(maker: Maker) -> None:
    """A run of days with gaps, over the year's end in some colleges."""
    start = maker.one(date(2023, 12, 29), date(2024, 2, 27), date(2024, 12, 29), date(2024, 6, 28))
    for number in maker.some(6):
        day = (start + timedelta(days=number)).isoformat()
        for kind in maker.dice.sample(PERSON_KINDS, maker.dice.randint(0, 5)):
            half = maker.dice.random() < 0.03
            maker.add(
                "daily_report", day=day[:7] if half else day, person_kind=kind,
                registered=maker.one(0, 9), on_campus=maker.maybe(0, 7),
                in_province=maker.maybe(0, 1), other_provinces=maker.maybe(0, 1),
                abroad=maker.maybe(0, 1), entered=maker.maybe(0, 2), returned=maker.maybe(0, 2),
                on_leave=maker.maybe(0, 3), abnormal=maker.maybe(0, 1), expiring=maker.maybe(0, 2),
                is_zero=maker.one(None, True, False))
