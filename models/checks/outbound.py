"""How a trip is prepared: plan, invitation, publicity, schedule, budget, papers, approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from models import budget
from models.checks import samples
from models.checks.base import Check, Finding, Look, full, months_later
from models.checks.trip_days import explain_days
from models.checks.trip_facts import Said, TripFacts, official_papers, per_trip
from models.codes import countries
from models.entities.outbound_trip import OutboundTrip

_PASS_OF = {
    "出国": ("因公普通护照", "公务护照"), "赴港澳": ("因公往来港澳通行证",), "赴台": ("大陆居民往来台湾通行证",),
}
_HALVES = ("上午", "下午")


def _unplanned(facts: TripFacts, _: Look) -> Iterator[Said]:
    if facts.trip.in_plan is False:
        yield "未列入年度计划，报批时须附计划外说明。", {"in_plan": False}
    elif facts.trip.in_plan is None:
        yield "没有填写是否列入年度计划；未列入的报批时须附计划外说明。", {"in_plan": None}


def _invitation(facts: TripFacts, look: Look) -> Iterator[Said | Finding]:
    direct = facts.trip.invitation_direct
    values = {"invitation_direct": direct, "inviting_party": facts.trip.inviting_party}
    if direct is False:
        yield "邀请函经中介取得，不能作为报批依据。", values
    elif direct is None and facts.is_ahead(look):
        yield Finding(facts.trip, "尚未确认邀请函不是经中介取得的。", values, severity="W")


def _publicity(facts: TripFacts, look: Look) -> Iterator[Said]:
    trip = facts.trip
    start, end = full(trip.publicised_from), full(trip.publicised_until)
    approved = full(trip.approved_on)
    values = {"from": start, "until": end, "approved": approved}
    if start and end:
        least, days = look.number("R-OUT-13", "working_days"), look.calendar.count(start, end)
        if days < least:
            note = look.calendar.note(start, end)
            yield f"公示 {start} 至 {end} 共 {days} 个工作日，不足 {least} 个。{note}", values
        if approved and approved < end:
            yield f"{approved} 批复时公示还没有结束（公示至 {end}）。", values
    elif facts.is_ahead(look) and (approved or trip.approval_no):
        yield "已有批复，但没有事前公示的起止日期。", values


def _publicity_gaps(facts: TripFacts, look: Look) -> Iterator[Said]:
    trip = facts.trip
    if not facts.is_ahead(look) or not trip.publicised_from:
        return
    told = {
        "姓名": facts.members,
        "单位和职务": all(m.position_then or p.position or p.title for m, p in facts.staff()),
        "国家（地区）": facts.countries, "任务": trip.purpose, "日程": facts.schedule,
        "往返航线": trip.route, "邀请单位": trip.inviting_party,
        "经费来源": trip.funding_source or trip.funding_kind, "公示地址": trip.publicity_place,
    }
    lacks = [name for name, value in told.items() if not value]
    if lacks:
        yield f"公示应写明的内容还缺：{'、'.join(lacks)}。", {"lacks": lacks}


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
    cities = {leg.city for leg in facts.legs if leg.city}
    strange = {i.city for i in facts.schedule if i.city and not any(c in i.city or i.city in c
                                                                 for c in cities)}
    if cities and strange:
        faults.append(f"日程中的城市{'、'.join(sorted(strange))}不在行程段里")
    if faults:
        yield "；".join(faults) + "。", {"faults": faults}


def _uncounted(facts: TripFacts, _: Look) -> Iterator[Said]:
    lacks = []
    for line in facts.budget:
        if line.paid_by_host:
            continue
        if line.foreign_amount() is not None and line.rate is None and line.amount is None:
            lacks.append(f"{budget.describe(line)}缺汇率")
        elif line.yuan() is None:
            lacks.append(f"{budget.describe(line)}算不出金额")
    if lacks:
        yield f"预算合计不完整：{'、'.join(lacks)}。", {"lacks": lacks}


def _standards(facts: TripFacts, _: Look) -> Iterator[Said]:
    said = []
    for line in facts.budget:
        if line.paid_by_host or line.item not in ("住宿费", "伙食费", "公杂费"):
            continue
        match = budget.standard_for(line.country, line.city, on=facts.out)
        if match.standard is None:
            said.append(match.reason)
        elif match.standard.status != "已核":
            said.append(f"{match.standard.place}的标准只有一个来源")
        elif line.currency and line.currency != match.standard.currency:
            said.append(f"{budget.describe(line)}的币种应为{match.standard.currency}")
    if said:
        said = list(dict.fromkeys(said))
        yield f"{'；'.join(said)}；请与财政部现行标准原文核对。", {"said": said}


def _above(facts: TripFacts, _: Look) -> Iterator[Said]:
    for line in facts.budget:
        match = budget.standard_for(line.country, line.city, on=facts.out)
        allowed = match.standard.amount(line.item or "") if match.standard else None
        if line.paid_by_host or line.standard is None or allowed is None or (
            match.standard and line.currency not in (None, match.standard.currency)
        ):
            continue
        if Decimal(str(line.standard)) > allowed and not line.over_standard_approved:
            yield (
                f"{budget.describe(line)}每人每天 {line.standard:g} {line.currency or ''}，"
                f"标准 {allowed:g}，没有注明事先报批。",
                {"line": line.id, "standard": line.standard},
            )


def _paid_twice(facts: TripFacts, _: Look) -> Iterator[Said]:
    def places(by_host: bool) -> set[tuple[str | None, str | None]]:
        return {(line.item, line.country) for line in facts.budget
                if bool(line.paid_by_host) == by_host and line.item in ("住宿费", "伙食费", "公杂费")}

    for item, country in sorted(places(True) & places(False), key=str):
        place = countries().name_of(country) if country else ""
        yield f"{place}{item}已由外方负担，又列入预算；外方提供的不再领取。", {
            "item": item, "country": country}


def _validity(facts: TripFacts, look: Look) -> Iterator[Finding]:
    if not facts.is_ahead(look) or not facts.back:
        return
    kinds = _PASS_OF.get(facts.trip.destination_kind or "", ())
    needed = months_later(facts.back, look.number("R-OUT-23", "months"))
    for _member, person in facts.staff():
        papers = [p for p in official_papers(look).get(person.id, []) if p.kind in kinds]
        until = [day for p in papers if (day := full(p.valid_until))]
        if until and len(until) == len(papers) and max(until) < needed:
            yield Finding(
                facts.trip, f"{person.name}的{papers[0].kind} {max(until)} 到期，距回国不足 6 个月。",
                {"until": max(until), "back": facts.back}, part=str(person.id),
            )


def _right_paper(facts: TripFacts, look: Look) -> Iterator[Said]:
    kinds = _PASS_OF.get(facts.trip.destination_kind or "", ())
    if not facts.is_ahead(look) or not kinds:
        return
    without = [
        person.name for _member, person in facts.staff()
        if not any(p.kind in kinds for p in official_papers(look).get(person.id, []))
    ]
    if without:
        yield (f"{'、'.join(without)}没有登记有效的{'或'.join(kinds)}；执行公务不得使用因私证件。",
               {"without": without, "kind": facts.trip.destination_kind})


def _secrecy(facts: TripFacts, look: Look) -> Iterator[Said]:
    if not facts.is_ahead(look):
        return
    people = [p for _m, p in facts.staff() if p.secrecy_level in ("一般", "重要", "核心")]
    if people:
        said = "、".join(f"{p.name}（{p.secrecy_level}）" for p in people)
        yield f"涉密人员{said}出境须先经保密审查，请在答复中写明审查情况。", {
            "people": sorted((p.id, p.secrecy_level) for p in people)}


def _beyond_approval(facts: TripFacts, _: Look) -> Iterator[Said]:
    trip, said = facts.trip, []
    if trip.approved_days and facts.days and facts.days > trip.approved_days:
        said.append(f"在外 {facts.days} 天，批准 {trip.approved_days} 天")
    if trip.approved_head_count and (facts.head_count or 0) > trip.approved_head_count:
        said.append(f"{facts.head_count} 人，批准 {trip.approved_head_count} 人")
    if said:
        yield f"超出批件：{'；'.join(said)}，须附情况说明。", {
            "out": facts.out, "back": facts.back, "days": trip.approved_days,
            "people": facts.head_count, "approved": trip.approved_head_count}


def _short_publicity(today: date) -> OutboundTrip:
    start = today + timedelta(days=20)
    return samples.trip(today, publicised_from=start, publicised_until=start + timedelta(days=3))


def _half_schedule(today: date) -> OutboundTrip:
    made = samples.schedule(samples.trip(today))
    from models import store
    from models.entities.outbound_trip import ScheduleItem

    store.retire(made.lines(ScheduleItem)[-1])
    return made


def _fed_twice(today: date) -> OutboundTrip:
    return samples.budget(samples.budget(samples.trip(today)), paid_by_host=True)


def _near_expiry(today: date) -> OutboundTrip:
    person = samples.staff()
    samples.passport(person, today, valid_until=today + timedelta(days=samples.AHEAD + 90))
    return samples.trip(today, people=(person,))


def _scheduled(today: date) -> OutboundTrip:
    return samples.schedule(samples.trip(today))


def _budgeted(today: date) -> OutboundTrip:
    return samples.budget(samples.trip(today))


PREPARATION_CHECKS = (
    Check("R-OUT-10", "未列入年度计划", "W", OutboundTrip, "计划外团组须另作说明，且占用控制数。",
          per_trip(_unplanned), lambda t: samples.trip(t, in_plan=False), samples.trip),
    Check("R-OUT-11", "邀请函来源", "E", OutboundTrip, "不得通过中介机构联系或购买邀请函。",
          per_trip(_invitation), lambda t: samples.trip(t, invitation_direct=False), samples.trip),
    Check("R-OUT-13", "事前公示期限", "E", OutboundTrip, "公示应在报批之前完成，期限按工作日计。",
          per_trip(_publicity), _short_publicity, samples.trip),
    Check("R-OUT-14", "事前公示内容", "E", OutboundTrip,
          "公示须写明人员、单位职务、国家、任务、日程、航线、邀请单位和经费来源。", per_trip(_publicity_gaps),
          lambda t: samples.schedule(samples.trip(t, route=None)), _scheduled),
    Check("R-OUT-16", "日程缺上午或下午", "W", OutboundTrip, "日程表按半天填写，空着的半天会被退回。",
          per_trip(_half_days), _half_schedule, _scheduled),
    Check("R-OUT-17", "公务活动占比", "W", OutboundTrip, "公务活动一般不少于在外日程的三分之二。",
          per_trip(_official_share),
          lambda t: samples.schedule(samples.trip(t), official=False), _scheduled),
    Check("R-OUT-18", "日期、城市、日程连续", "E", OutboundTrip, "三处对不上，审批时会要求重填。",
          per_trip(_continuity), lambda t: samples.schedule(samples.trip(t), city="大阪"),
          _scheduled),
    Check("R-OUT-19", "预算合计", "E", OutboundTrip, "缺汇率或金额的行不会进入合计，合计就偏小。",
          per_trip(_uncounted), lambda t: samples.budget(samples.trip(t), rate=None), _budgeted),
    Check("R-OUT-20", "经费标准是否匹配", "W", OutboundTrip, "没有标准的国家、城市须手工核对现行标准。",
          per_trip(_standards), lambda t: samples.budget(samples.trip(t), country="DEU", city="柏林"),
          _budgeted),
    Check("R-OUT-21", "超出费用标准", "E", OutboundTrip, "超标准须事先报批，否则不予报销。",
          per_trip(_above), lambda t: samples.budget(samples.trip(t), standard=99999), _budgeted),
    Check("R-OUT-22", "外方已负担又列预算", "E", OutboundTrip, "外方以现金或实物提供的，不再领取包干费用。",
          per_trip(_paid_twice), _fed_twice, _budgeted),
    Check("R-OUT-23", "证照有效期", "W", OutboundTrip, "多数国家要求回国时护照仍有六个月以上有效期。",
          per_trip(_validity), _near_expiry, samples.trip),
    Check("R-OUT-24", "证照种类", "E", OutboundTrip, "出国用因公护照，赴港澳、赴台各用其通行证。",
          per_trip(_right_paper), lambda t: samples.trip(t, papers=False), samples.trip),
    Check("R-OUT-27", "涉密人员出境", "E", OutboundTrip, "涉密人员和脱密期内人员出境须经审批。",
          per_trip(_secrecy),
          lambda t: samples.trip(t, people=(samples.staff("钱机要", secrecy_level="重要"),)),
          samples.trip),
    Check("R-OUT-29", "超出批件的天数或人数", "W", OutboundTrip, "实际与批件不符，回国后须书面说明。",
          per_trip(_beyond_approval), lambda t: samples.trip(t, approved_days=4),
          lambda t: samples.trip(t, approved_days=5), explain_days),
)
