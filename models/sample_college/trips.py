"""因公团组 of the sample college: hand-written trips of three years, each there for a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.sample_college import trip_extras, trip_papers, trip_steps
from models.sample_college.maker import Maker
from models.sample_college.plan import Planned

_ACADEMIC = {"is_academic": True, "level": "处级以下", "funding_kind": "科研项目",
             "funding_source": "科研课题经费"}
_JOINT = {"is_joint": True, "organised_by": "示例省教育厅", "head_count": 1}
_NOT_GONE = {"report_submitted": None, "cost": None}


def make(maker: Maker) -> None:
    """The trips, then members, legs, schedules and budgets."""
    plans = [*_year_2023(), *_year_2024(), *_year_2025(maker)]
    plans += trip_extras.plans(maker)
    plans += _next_year(maker)
    for number, plan in enumerate(plans, 1):
        plan.trip = _trip(plan, number)
        trip_steps.complete(plan)
        trip_steps.settle(plan)
    maker.keep(plan.trip for plan in plans)
    maker.trips = [plan.trip for plan in plans]
    maker.keep(member for plan in plans for member in _members(maker, plan))
    maker.keep(leg for plan in plans for leg in _legs(plan))
    maker.keep(trip_papers.schedule(plans))
    maker.keep(
        trip_steps.complete_budget(plan, line) for plan in plans
        for line in trip_papers.budgets([plan])
    )


def _year_2023() -> list[Planned]:
    return [
        Planned("赴泰国、老挝职业教育合作洽谈团", "2023-05-15", "2023-05-22",
                (("THA", "曼谷", 4), ("LAO", "万象", 4)), ("102", "103", "111", "105"),
                "一般性工作交流", "合作洽谈与签约", {"cost": 156000, "level": "厅局级"}),
        Planned("赴德国双元制教师研修团", "2023-07-09", "2023-07-29", (("DEU", "科隆", 21),),
                ("107", "108", "112"), "培训进修", "专业研修", {"cost": 268000, **_ACADEMIC}),
        Planned("赴香港职业教育交流团", "2023-09-18", "2023-09-21", (("HKG", "香港", 4),),
                ("101", "103", "109"), "一般性工作交流", "姊妹学校签约", {"cost": 36000, "level": "厅局级"}),
        Planned("赴澳门旅游服务技能指导", "2023-11-13", "2023-11-17", (("MAC", "澳门", 5),),
                ("109",), "教育教学/讲学/指导培训", "授课指导", {"cost": 7800}),
        Planned("随省教育厅赴日本职业教育考察团", "2023-10-16", "2023-10-20", (("JPN", "东京", 5),),
                ("114",), "一般性工作交流", "考察交流", {"cost": 24500, **_JOINT}),
    ]


def _year_2024() -> list[Planned]:
    return [
        Planned("赴英国、法国合作办学洽谈团", "2024-06-17", "2024-06-24",
                (("GBR", "利兹", 4), ("FRA", "图尔", 4)), ("102", "103", "109", "106"),
                "一般性工作交流", "项目洽谈", {"cost": 245000, "level": "厅局级"}),
        # Two full-time teachers for ten days: 20 person-days of teaching abroad.
        Planned("赴老挝鲁班工坊师资培训团", "2024-03-18", "2024-03-27", (("LAO", "万象", 10),),
                ("111", "112"), "教育教学/讲学/指导培训", "授课指导", {"cost": 48600, **_ACADEMIC}),
        Planned("赴新加坡智能制造国际会议", "2024-08-20", "2024-08-23", (("SGP", "新加坡", 4),),
                ("105",), "国际会议", "参加国际会议并作报告", {"cost": 15200, **_ACADEMIC}),
        Planned("赴台湾技职教育论坛团", "2024-11-04", "2024-11-09", (("TWN", "台中", 6),),
                ("109", "110", "104"), "国际会议", "参加论坛", {"cost": 42300}),
        Planned("赴美国社区学院访问团", "2024-10-14", "2024-10-18", (("USA", "西雅图", 5),),
                ("101", "103", "107"), "一般性工作交流", "访问交流",
                {**_NOT_GONE, "status": "取消", "remarks": "对方日程调整，团组取消", "level": "厅局级"}),
        # Out in one year, back in the next: the trip belongs to 2025, its days to both.
        Planned("赴马来西亚实习基地签约团", "2024-12-28", "2025-01-03", (("MYS", "马六甲", 7),),
                ("103", "112", "104"), "一般性工作交流", "签约与访问",
                {"cost": 52800, "approved_days": 7, "funding_kind": "混合",
                 "funding_source": "学校经费、外方承担食宿"}),
        Planned("随省外办赴哈萨克斯坦教育展团", "2024-09-09", "2024-09-13", (("KAZ", "阿拉木图", 5),),
                ("104",), "一般性工作交流", "参展宣传", {"cost": 21800, **_JOINT, "organised_by": "示例省外事办公室",
                                               "approved_days": 4}),  # R-OUT-29
    ]


def _year_2025(maker: Maker) -> list[Planned]:
    soon = maker.today + timedelta(days=70)
    return [
        # One person, five days, a city without a rate of its own: the published budget.
        Planned("赴日本护理教育学术访问", "2025-05-12", "2025-05-16", (("JPN", "松山", 5),),
                ("110",), "合作研究/学术访问", "学术访问", {**_ACADEMIC, "cost": "40311.60",
                                                "budget": "golden"}),
        Planned("赴韩国学生交换项目签约团", "2025-04-15", "2025-04-18", (("KOR", "釜山", 4),),
                ("102", "103", "106"), "一般性工作交流", "签约", {"cost": 38900, "level": "厅局级"}),
        Planned("赴埃塞俄比亚、肯尼亚技能培训团", "2025-07-06", "2025-07-19",
                (("ETH", "亚的斯亚贝巴", 8), ("KEN", "内罗毕", 6)), ("105", "107", "108"),
                "教育教学/讲学/指导培训", "援外培训授课", {"cost": 196000, **_ACADEMIC, "funding_kind": "财政预算",
                                              "funding_source": "教育厅专项"}),
        Planned("赴泰国丝路学院教学指导团", "2025-10-13", "2025-10-22", (("THA", "曼谷", 10),),
                ("112", "109"), "教育教学/讲学/指导培训", "授课指导",
                {"cost": 57200, **_ACADEMIC, "report_submitted": False, "remarks": "出访报告逾期未交"}),
        Planned("赴德国国际职教标准研究会履职", "2025-09-22", "2025-09-26", (("DEU", "柏林", 5),),
                ("111",), "国际组织履职", "履职参会", {"cost": None, **_ACADEMIC, "funding_kind": "外方承担",
                                             "funding_source": "外方承担"}),
        # A day too many for one country, and a member too many: what the checks point out.
        Planned("赴印度尼西亚合作院校访问团", "2025-11-17", "2025-11-22", (("IDN", "泗水", 6),),
                ("101", "103", "105", "107", "108", "113", "114"), "一般性工作交流", "访问交流",
                {"cost": 132000, "level": "厅局级", "approved_days": 5, "approved_head_count": 6,
                 "deviation_note": "返程航班取消，滞留一天；随团翻译临时增补一人，已报批复单位同意。"}),
        Planned("随全国职教集团赴西班牙研修团", "2025-06-01", "2025-06-14", (("ESP", "马德里", 14),),
                ("106",), "培训进修", "专业研修", {"cost": 45600, **_JOINT, "organised_by": "全国职教集团（示例）"}),
        Planned("赴越南合作院校访问团", f"{soon}", f"{soon + timedelta(days=4)}", (("VNM", "河内", 5),),
                ("102", "104", "107"), "一般性工作交流", "访问交流",
                {**_NOT_GONE, "status": "计划", "level": "厅局级", "approval_no": None,
                 "approved_on": None}),
        Planned("赴柬埔寨师资培训团", f"{soon + timedelta(days=30)}", f"{soon + timedelta(days=39)}",
                (("KHM", "金边", 10),), ("111", "108"), "教育教学/讲学/指导培训", "授课指导",
                {**_NOT_GONE, **_ACADEMIC, "status": "已批复"}),
    ]


def _next_year(maker: Maker) -> list[Planned]:
    """What is planned for the year after today: each of the three destinations, with a budget."""
    year = maker.today.year + 1
    ahead = {**_NOT_GONE, "status": "计划", "approval_no": None, "approved_on": None,
             "approved_by": None, "in_plan": True, "budget": "ahead"}
    return [
        Planned("赴德国职业教育教师研修团", f"{year}-07-06", f"{year}-07-26", (("DEU", "德累斯顿", 21),),
                ("107", "112"), "培训进修", "专业研修", {**ahead, **_ACADEMIC}),
        Planned("赴香港职业技能交流团", f"{year}-05-11", f"{year}-05-14", (("HKG", "香港", 4),),
                ("103", "109"), "一般性工作交流", "技能交流", {**ahead, "level": "处级"}),
        Planned("赴台湾技职教育研讨团", f"{year}-10-19", f"{year}-10-24", (("TWN", "台中", 6),),
                ("109", "110"), "国际会议", "参加研讨", {**ahead, "funding_kind": "财政预算"}),
    ]


def _trip(plan: Planned, number: int) -> OutboundTrip:
    """The record, with the approval, publicity and report dates that go with its days."""
    country = plan.legs[0][0]
    kind = {"HKG": "赴港澳", "MAC": "赴港澳", "TWN": "赴台"}.get(country, "出国")
    gone = plan.facts.get("status") is None
    usual: dict[str, Any] = {
        "destination_kind": kind, "status": "已执行", "level": "处级以下", "is_joint": False,
        "is_academic": False, "head_count": len(plan.members), "in_plan": number % 5 != 0,
        "approval_no": f"澜外审〔{plan.out.year}〕{number}号",
        "approved_on": plan.out - timedelta(days=30),
        "approved_days": plan.days, "approved_head_count": len(plan.members),
        "inviting_party": plan.host, "invitation_direct": True, "plan_quota": 30,
        "plan_used": number % 25,
        "necessity": f"落实年度国际合作计划，完成{plan.purpose}任务。", "route": f"澜港—{plan.legs[0][1]}—澜港",
        "publicised_from": plan.out - timedelta(days=52),
        "publicised_until": plan.out - timedelta(days=44),
        "publicity_place": "校务公开栏、校园网", "report_submitted": True if gone else None,
        "reported_on": plan.back + timedelta(days=12) if gone else None,
        "funding_source": "学校经费", "funding_kind": "校自筹", "annual_budget": 1200000,
        "annual_budget_used": 80000 * (number % 9), "handled_by": "林若溪",
        "handler_phone": "10012345678",
    }
    facts = {name: value for name, value in plan.facts.items() if name != "budget"}
    if facts.get("report_submitted") is False:
        usual["reported_on"] = None
    return OutboundTrip(
        title=plan.title, purpose=plan.purpose, task_kind=plan.task, departed_on=plan.out,
        returned_on=plan.back, **{**usual, **facts},
    )


def _members(maker: Maker, plan: Planned) -> list[TripMember]:
    leads = not plan.facts.get("is_joint")
    members = [
        TripMember(
            trip=plan.trip, staff_member=maker.staff[number],
            role="团长" if place == 0 and leads else "团员", position_then=maker.staff[number].position,
            dispatching_unit="示例：澜港职业技术学院",
        )
        for place, number in enumerate(plan.members)
    ]
    for member in members:
        trip_steps.complete_member(maker, plan, member)
    return members


def _legs(plan: Planned) -> list[TripLeg]:
    """Legs follow each other without a gap, from the day out to the day back."""
    made, day = [], plan.out
    for country, city, days in plan.legs:
        last = day + timedelta(days=days - 1)
        made.append(TripLeg(
            trip=plan.trip, country=country, city=city, arrived_on=day, left_on=last,
            airport_only=False, host=f"{city}示例接待院校",
            flight_inconvenient=country in ("ETH", "KEN"),
        ))
        day = last + timedelta(days=1)
    return made
