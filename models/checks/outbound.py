"""How a trip is prepared: plan, invitation, schedule, and whether it keeps to its approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.checks.trip_days import explain_days
from models.checks.trip_facts import Said, TripFacts, per_trip
from models.codes import countries
from models.entities.outbound_trip import OutboundTrip

_HALVES = ("上午", "下午")


def _unplanned(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Trips to come; of those that left only where the office writes down its reasons."""
    trip = facts.trip
    if trip.off_plan_reason or trip.in_plan:
        return
    if not facts.is_ahead(look) and not (
        trip.in_plan is False and look.keeps(OutboundTrip.off_plan_reason)
    ):
        return
    if trip.in_plan is False:
        yield "未列入年度计划，没有填写计划外说明。", {"in_plan": False}
    else:
        yield "没有填写是否列入年度计划；未列入的报批时须附计划外说明。", {"in_plan": None}


def _invitation(facts: TripFacts, look: Look) -> Iterator[Said | Finding]:
    direct, party = facts.trip.invitation_direct, facts.trip.inviting_party or ""
    values = {"invitation_direct": direct, "inviting_party": facts.trip.inviting_party}
    if direct is False:
        yield "邀请函经中介取得，不能作为报批依据。", values
    elif direct is None and facts.is_ahead(look):
        yield Finding(facts.trip, "尚未确认邀请函不是经中介取得的。", values, severity="W")
    words = [word for word in look.words("R-OUT-11", "words") if word in party]
    if words and facts.is_ahead(look):
        yield Finding(
            facts.trip, f"邀请单位“{party}”含“{'、'.join(words)}”；不得由华侨华人、驻华机构邀请或经中介购买邀请函。",
            {"inviting_party": party}, part="party",
        )


def _half_days(facts: TripFacts, look: Look) -> Iterator[Said]:
    if not facts.schedule or not facts.days or not facts.out:
        return
    if facts.days > look.number("R-OUT-16", "days"):
        return
    have = {(item.day, item.half) for item in facts.schedule}
    lacks = [
        f"{day}{half}" for n in range(facts.days) for day in (facts.out + timedelta(days=n),)
        for half in _HALVES if (day, half) not in have
    ]
    if lacks:
        said = "、".join(lacks[:6]) + ("等" if len(lacks) > 6 else "")
        yield f"日程缺 {said}（共 {len(lacks)} 个半天）。", {"lacks": lacks}


def _official_share(facts: TripFacts, look: Look) -> Iterator[Said]:
    told = [i for i in facts.schedule if i.half in _HALVES and i.is_official is not None]
    official = sum(bool(item.is_official) for item in told)
    percent = look.number("R-OUT-17", "percent")
    if told and official * 100 < percent * len(told):
        yield (f"公务活动 {official} 个半天，占日程 {len(told)} 个半天的 {official / len(told):.0%}，"
               "一般不少于三分之二。"), {"official": official, "halves": len(told)}


def _continuity(facts: TripFacts, _: Look) -> Iterator[Said]:
    trip, out, back = facts.trip, facts.out, facts.back
    faults = []
    if trip.stated_days and facts.days and trip.stated_days != facts.days:
        faults.append(f"登记的在外天数 {trip.stated_days} 天与日期推算的 {facts.days} 天不符")
    if out and back:
        days = {d for item in facts.schedule if (d := full(item.day))}
        outside = sorted(d for d in days if not out <= d <= back)
        if outside:
            faults.append(f"日程中的 {outside[0]} 不在出访日期之内")
        gaps = [d for n in range(facts.days or 0) if (d := out + timedelta(days=n)) not in days]
        if days and gaps:
            faults.append(f"日程缺 {'、'.join(str(d) for d in gaps[:5])}")
        for leg in facts.legs:
            if (day := full(leg.arrived_on)) and not out <= day <= back:
                faults.append(f"行程段{countries().name_of(leg.country)}的抵达日期 {day} 不在出访日期之内")
    for member, person in facts.staff():
        own_out, own_back = facts.span_of(member)
        if own_out and own_back and own_back < own_out:
            faults.append(f"{person.name}本人入境日期早于出境日期")
    cities = {leg.city for leg in facts.legs if leg.city}
    strange = {i.city for i in facts.schedule if i.city and not any(c in i.city or i.city in c
                                                                 for c in cities)}
    if cities and strange:
        faults.append(f"日程中的城市{'、'.join(sorted(strange))}不在行程段里")
    if faults:
        yield "；".join(faults) + "。", {"faults": faults}


def _beyond_approval(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Other than approved, or a member other than the group; silent once it is explained."""
    trip, said = facts.trip, []
    if trip.deviation_note:
        return
    days = max([d for m in facts.members if (d := facts.days_of(m))], default=facts.days)
    if trip.approved_days and days and days > trip.approved_days:
        said.append(f"在外 {days} 天，批准 {trip.approved_days} 天")
    if trip.approved_head_count and (facts.head_count or 0) > trip.approved_head_count:
        said.append(f"{facts.head_count} 人，批准 {trip.approved_head_count} 人")
    for member, person in facts.staff():
        out, back = facts.span_of(member)
        if facts.has_own_days(member) and back and back < look.today:
            said.append(f"{person.name}本人 {out} 至 {back}，与团组不同")
    if said:
        yield f"与批件不一致：{'；'.join(said)}，没有填写情况说明。", {
            "out": facts.out, "back": facts.back, "days": trip.approved_days,
            "people": facts.head_count, "approved": trip.approved_head_count, "said": said}


def _half_schedule(today: date) -> OutboundTrip:
    made = samples.schedule(samples.trip(today))
    from models import store
    from models.entities.outbound_trip import ScheduleItem

    store.retire(made.lines(ScheduleItem)[-1])
    return made


def _scheduled(today: date) -> OutboundTrip:
    return samples.schedule(samples.trip(today))


PREPARATION_CHECKS = (
    Check("R-OUT-10", "未列入年度计划", "W", OutboundTrip, "计划外团组须另作说明，且占用控制数。",
          per_trip(_unplanned), lambda t: samples.trip(t, in_plan=False),
          lambda t: samples.trip(t, in_plan=False, off_plan_reason="外方临时邀请")),
    Check("R-OUT-11", "邀请函来源", "E", OutboundTrip, "不得通过中介机构联系或购买邀请函。",
          per_trip(_invitation), lambda t: samples.trip(t, invitation_direct=False), samples.trip),
    Check("R-OUT-16", "日程缺上午或下午", "W", OutboundTrip, "日程表按半天填写，空着的半天会被退回。",
          per_trip(_half_days), _half_schedule, _scheduled),
    Check("R-OUT-17", "公务活动占比", "W", OutboundTrip, "公务活动一般不少于在外日程的三分之二。",
          per_trip(_official_share),
          lambda t: samples.schedule(samples.trip(t), official=False), _scheduled),
    Check("R-OUT-18", "日期、城市、日程连续", "E", OutboundTrip, "三处对不上，审批时会要求重填。",
          per_trip(_continuity), lambda t: samples.schedule(samples.trip(t), city="大阪"),
          _scheduled),
    Check("R-OUT-29", "与批件不一致", "W", OutboundTrip, "实际与批件不符，回国后须书面说明。",
          per_trip(_beyond_approval), lambda t: samples.trip(t, approved_days=4),
          lambda t: samples.trip(t, approved_days=4, deviation_note="航班取消，滞留一天"),
          explain_days),
)
