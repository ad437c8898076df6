"""Schedules and budgets of the sample's trips, one of them the published example to the last 分."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from models.entities.outbound_trip import BudgetLine, ScheduleItem
from models.sample_college.plan import Planned

_WITH_SCHEDULE = ("赴日本护理教育学术访问", "赴韩国学生交换项目签约团", "赴泰国、老挝职业教育合作洽谈团",
                  "赴香港职业教育交流团")
_MORNING = ("拜会接待院校并会谈", "考察实训中心与课堂", "与专业教师研讨课程", "签署会谈纪要")
_AFTERNOON = ("参观校企合作基地", "研讨人才培养方案", "与学生座谈", "总结会谈")
_RATES: dict[str, tuple[str, float, float, float, float]] = {
    # country: currency, lodging, meals, sundries, yuan for one unit
    "KOR": ("美元", 180, 70, 35, 7.18),
    "LAO": ("美元", 130, 40, 30, 7.21),
    "MYS": ("美元", 110, 50, 35, 7.3),
}


def schedule(plans: list[Planned]) -> Iterator[ScheduleItem]:
    """Morning and afternoon of each day; the first and last day travel."""
    for plan in plans:
        if plan.title not in _WITH_SCHEDULE:
            continue
        cities = [city for _, city, days in plan.legs for _ in range(days)]
        for number, city in enumerate(cities):
            day = plan.out + timedelta(days=number)
            for half, words in (("上午", _MORNING), ("下午", _AFTERNOON)):
                travels = (number, half) == (0, "上午") or (number, half) == (len(cities) - 1, "下午")
                yield ScheduleItem(
                    trip=plan.trip, day=day, half=half, city=city, is_official=not travels,
                    activity="乘机往返" if travels else words[number % len(words)],
                    met_with=None if travels else "示例接待院校负责人",
                    transport="示例航班 09:10—14:25" if travels else None,
                    lodging=f"{city}示例酒店" if half == "下午" and not travels else None,
                )


def budgets(plans: list[Planned]) -> Iterator[BudgetLine]:
    """Standard × persons × days × rate where a standard is known, and what is paid as it comes."""
    for plan in plans:
        country, city, days = plan.legs[0]
        if plan.facts.get("budget") == "golden":
            yield from _golden(plan)
        elif plan.facts.get("budget") == "ahead":
            yield from _ahead(plan)
        elif country in _RATES and len(plan.legs) == 1 and plan.facts.get("status") is None:
            yield from _by_rate(plan, country, city, days)


def _golden(plan: Planned) -> Iterator[BudgetLine]:
    """(9000 + 10000 + 5000) × 5 × 0.06093 + 25000 + 6000 + 2000 = 40311.60."""
    common = {"country": "JPN", "currency": "日元", "persons": 1, "days": 5, "rate": 0.06093,
              "rate_on": plan.out - timedelta(days=60)}
    for item, standard in (("住宿费", 9000), ("伙食费", 10000), ("公杂费", 5000)):
        yield BudgetLine(trip=plan.trip, item=item, city="其他城市", standard=standard, **common)
    yield from _as_it_comes(plan, {"国际旅费": 25000, "城市间交通费": 6000, "其他费用": 2000})


def _ahead(plan: Planned) -> Iterator[BudgetLine]:
    """A first estimate in yuan, before anybody has looked up a rate."""
    people, days = len(plan.members), plan.days
    yield from _as_it_comes(plan, {
        "国际旅费": 5200 * people, "住宿费": 900 * people * days, "伙食费": 380 * people * days,
        "公杂费": 240 * people * days,
    })


def _by_rate(plan: Planned, country: str, city: str, days: int) -> Iterator[BudgetLine]:
    currency, lodging, meals, sundries, rate = _RATES[country]
    persons = len(plan.members)
    common: dict[str, Any] = {"country": country, "city": city, "currency": currency,
                              "persons": persons,
                              "days": days, "rate": rate, "rate_on": plan.out - timedelta(days=45)}
    for item, standard in (("住宿费", lodging), ("伙食费", meals), ("公杂费", sundries)):
        yield BudgetLine(trip=plan.trip, item=item, standard=standard, **common)
    yield from _as_it_comes(plan, {"国际旅费": 4200 * persons, "其他费用": 600 * persons})


def _as_it_comes(plan: Planned, amounts: dict[str, int]) -> Iterator[BudgetLine]:
    for item, amount in amounts.items():
        yield BudgetLine(trip=plan.trip, item=item, amount=amount)
