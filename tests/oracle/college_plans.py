"""What plans (F08, F09, F11) and reports (F12) ask of trips: budgets, approvals, reports."""

from __future__ import annotations

from typing import Any

PLACES = ("GBR", "JPN", "THA", "BRA", "USA", "LAO", "EGY", "HKG", "MAC", "TWN")
TASKS = ("一般性工作交流", "国际会议", "合作研究/学术访问", "教育教学/讲学/指导培训", "国际组织履职",
         "培训进修", None)
ITEMS = ("国际旅费", "住宿费", "伙食费", "公杂费", "其他费用")


def plans(maker: Any) -> None:
    """Trips that mean to leave this year and next, and what the authority said of every trip."""
    for number in range(maker.one(0, 2, 3, 4, 5)):
        _planned(maker, number)
    for number in range(maker.one(0, 1, 2)):
        _training(maker, number)
    for trip in maker.tables.get("outbound_trip", []):
        _approved(maker, trip)
        for _ in range(maker.one(0, 0, 1, 2, 3)):
            _budget(maker, trip)


def _training(maker: Any, number: int) -> None:
    """A group that went to learn, back about the last school year."""
    out = maker.day(before=150, after=200, half=0.05)
    trip = maker.add(
        "outbound_trip", title=f"研修团{number}", departed_on=out, in_plan=None, stated_days=None,
        returned_on=maker.later(out, maker.one(20, 100, 200, 500), half=0), status=None,
        destination_kind=None, task_kind="培训进修", level=None, is_joint=None, head_count=None,
        funding_kind=None, cost=None)
    for person in maker.dice.sample(range(1, 7), 4):
        maker.add("trip_member", trip=trip["id"], staff_member=person, role="团员")


def _planned(maker: Any, number: int) -> None:
    out = maker.day(before=maker.one(-170, -366, -366), after=730)
    trip = maker.add(
        "outbound_trip", title=f"计划团组{number}", departed_on=out,
        returned_on=maker.maybe(maker.later(out, 30)),
        in_plan=maker.one(None, None, True, True, False),
        status=maker.one(None, "计划", "计划", "已批复", "取消", "已执行"),
        destination_kind=maker.one(None, None, "出国", "赴港澳", "赴台"), task_kind=maker.one(*TASKS),
        level=maker.maybe("厅局级", "处级", "处级以下"), is_joint=maker.one(None, True, False),
        funding_kind=maker.maybe("财政预算", "科研项目", "校自筹"), head_count=maker.maybe(1, 3, 6),
        cost=maker.maybe(8000, 0), stated_days=maker.maybe(5, 8))
    for person in maker.dice.sample(range(1, 7), maker.dice.randint(0, 3)):
        maker.add("trip_member", trip=trip["id"], staff_member=person,
                  role=maker.one("团长", "团员", None) if person == 1 else "团员")
    for place in maker.dice.choices(PLACES, k=maker.dice.randint(0, 3)):
        maker.add("trip_leg", trip=trip["id"], country=place, arrived_on=None, left_on=None,
                  airport_only=maker.one(None, None, None, True))


def _approved(maker: Any, trip: dict[str, Any]) -> None:
    """Approval and report; some trips have neither."""
    back = trip["returned_on"]
    trip |= {
        "is_academic": maker.one(None, None, True, False),
        "approved_days": maker.maybe(5, 8, 12), "approved_head_count": maker.maybe(1, 2, 4),
        "report_submitted": maker.maybe(True, False),
        "reported_on": maker.maybe(maker.later(back, 60)) if back else None,
    }


def _budget(maker: Any, trip: dict[str, Any]) -> None:
    """One line: by standard and rate, or typed in yuan, or both; some paid by the host."""
    maker.add(
        "budget_line", trip=trip["id"], item=maker.one(*ITEMS),
        standard=maker.maybe(60, 128.5, 90.25), persons=maker.maybe(1, 3, 6),
        days=maker.maybe(1, 5, 7), rate=maker.maybe(7.123456, 0.0485, 6.5, 7.1),
        amount=maker.maybe(12000, 345.67, 0), paid_by_host=maker.one(None, None, False, True))
