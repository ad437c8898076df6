"""How many, how long, how often: the limits for ordinary official trips (限量管理)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Check, Finding, Look, Severity, full, months_later
from models.checks.trip_days import explain_days
from models.checks.trip_facts import Said, TripFacts, names, per_trip, trips
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.entities.staff_member import StaffMember

_ACADEMIC_NOTE = "；按教学科研人员执行学术交流合作任务办理，不计入限量，须单列计划并注明"
_NORTH = ("USA", "CAN")
"""North America without Latin America, as the code list has it in one continent."""


def _exempt(facts: TripFacts) -> Severity | None:
    return "I" if facts.trip.is_academic else None


def _limited(facts: TripFacts, words: str, values: dict[str, Any]) -> Finding:
    """A limit passed: a hint where the trip is exempt as 教学科研."""
    note = _ACADEMIC_NOTE if facts.trip.is_academic else ""
    values = {**values, "is_academic": bool(facts.trip.is_academic)}
    return Finding(facts.trip, f"{words}{note}。", values, severity=_exempt(facts))


def _is_far(code: str) -> bool:
    continent = codes.continent(code)
    return continent in ("非洲", "南美洲") or (continent == "北美洲" and code not in _NORTH)


def _limit(look: Look, rule: str, count: int) -> int:
    return look.number(rule, f"days_{min(max(count, 1), 3)}")


def allowed_days(facts: TripFacts, look: Look) -> tuple[int, int]:
    """The general limit, and the longer one that may apply (the same where it cannot)."""
    count = len(facts.countries)
    general = _limit(look, "R-OUT-01", count)
    if not all(_is_far(code) for code in facts.countries) or _inconvenient(facts) is False:
        return general, general
    return general, _limit(look, "R-OUT-02", count)


def _inconvenient(facts: TripFacts) -> bool | None:
    """航班不便 of any leg; None while no leg says."""
    told = [leg.flight_inconvenient for leg in facts.legs if leg.flight_inconvenient is not None]
    return any(told) if told else None


def _days(facts: TripFacts, look: Look) -> Iterator[Finding]:
    """By the group's days; where members have days of their own, by the longest of theirs."""
    count = len(facts.countries)
    if not count or facts.trip.destination_kind not in (None, "出国"):
        return
    _, allowed = allowed_days(facts, look)
    if facts.days is not None and facts.days > allowed:
        yield _limited(
            facts, f"出访 {count} 国在外 {facts.days} 天，一般不超过 {allowed} 天（离、抵境当日都计入）",
            {"countries": facts.countries, "out": facts.out, "back": facts.back},
        )
    for member, person in facts.staff():
        days = facts.days_of(member)
        if days is not None and days > allowed and facts.has_own_days(member):
            out, back = facts.span_of(member)
            yield replace(_limited(
                facts, f"{person.name}本人 {out} 至 {back} 在外 {days} 天，一般不超过 {allowed} 天",
                {"countries": facts.countries, "out": out, "back": back},
            ), part=f"member {person.id}")


def _far_days(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Longer than usual to Latin America or Africa, while no leg says 航班不便."""
    if facts.days is None or not facts.countries or facts.trip.is_academic:
        return
    general, longer = allowed_days(facts, look)
    if general < facts.days <= longer and _inconvenient(facts) is None:
        yield (
            f"在外 {facts.days} 天，超过一般限量 {general} 天；只有拉美、非洲且航班衔接不便才可以，"
            "请在行程段填“航班不便”并在请示中说明（各地口径不一，以本省外办答复为准）。",
            {"countries": facts.countries, "out": facts.out, "back": facts.back},
        )


def _countries(facts: TripFacts, look: Look) -> Iterator[Finding]:
    most = look.number("R-OUT-03", "countries")
    if len(facts.countries) > most:
        yield _limited(
            facts, f"出访 {len(facts.countries)} 个国家（{names(facts.countries)}），一般不超过 {most} 个",
            {"countries": facts.countries},
        )


def _continents(facts: TripFacts, _: Look) -> Iterator[Said]:
    found = dict.fromkeys(codes.continent(code) for code in facts.countries)
    if len(found) > 1:
        yield f"一次出访跨 {'、'.join(found)}，原则上应在同一大洲。", {"countries": facts.countries}


def _people(facts: TripFacts, look: Look) -> Iterator[Finding]:
    most = look.number("R-OUT-05", "people")
    if (facts.head_count or 0) > most:
        yield _limited(
            facts, f"团组 {facts.head_count} 人，一般不超过 {most} 人（含翻译）",
            {"head_count": facts.head_count},
        )


def _leaders_together(facts: TripFacts, _: Look) -> Iterator[Said]:
    leaders = [person for _member, person in facts.staff() if person.is_school_leader]
    if len(leaders) > 1:
        said = "、".join(person.name for person in leaders)
        yield f"校领导 {said} 同团出访，同一单位领导班子成员原则上不同团。", {
            "leaders": sorted(person.id for person in leaders)}


def _ranking(look: Look) -> list[dict[str, Any]]:
    """Trips of school leaders and of those with the rank of 厅局级: few, so read whole."""
    def read() -> list[dict[str, Any]]:
        rows = (
            OutboundTrip.active(
                OutboundTrip.id, OutboundTrip.title, OutboundTrip.departed_on, TripMember.role,
                StaffMember.id.alias("person"), StaffMember.name, StaffMember.level,
                StaffMember.is_school_leader, OutboundTrip.is_academic,
                OutboundTrip.destination_kind,
            )
            .join(TripMember, on=TripMember.trip == OutboundTrip.id)
            .join(StaffMember, on=TripMember.staff_member == StaffMember.id)
            .where(
                TripMember.retired_at.is_null()
                & ((StaffMember.is_school_leader == True)  # noqa: E712 - SQL
                   | (StaffMember.level == "厅局级"))
                & (OutboundTrip.status.is_null() | (OutboundTrip.status != "取消"))
            )
        )
        found = [row for row in rows.dicts() if full(row["departed_on"])]
        ids = [row["id"] for row in found]
        legs = TripLeg.active(TripLeg.trip, TripLeg.country).where(
            TripLeg.trip.in_(ids)
            & (TripLeg.airport_only.is_null() | (TripLeg.airport_only == False))  # noqa: E712
        ).tuples()
        places: dict[int, set[str]] = {}
        for trip, country in legs:
            places.setdefault(trip, set()).add(country)
        return [{**row, "countries": places.get(row["id"], set())} for row in found]

    return look.once("ranking", read)


def _same_country(look: Look) -> Iterator[Finding]:
    """Two leaders lead trips to one country within some months: said of the later trip."""
    months = look.number("R-OUT-07", "months")
    led = [r for r in _ranking(look) if r["is_school_leader"] and r["role"] == "团长"]
    shown = {facts.trip.id: facts.trip for facts in trips(look)}
    for later in led:
        if later["id"] not in shown:
            continue
        for before in led:
            same = later["countries"] & before["countries"]
            gap = months_later(later["departed_on"], -months) <= before["departed_on"]
            earlier = (before["departed_on"], before["id"]) < (later["departed_on"], later["id"])
            if same and gap and earlier and before["person"] != later["person"]:
                yield Finding(
                    shown[later["id"]],
                    f"{before['name']}已于 {before['departed_on']} 率团访问{names(sorted(same))}，"
                    f"{months} 个月内原则上不再由班子成员率团访问同一国家（地区）。",
                    {"before": before["id"], "on": before["departed_on"],
                     "out": later["departed_on"]},
                    part=str(before["id"]),
                )


def _is_limited(row: dict[str, Any]) -> bool:
    """Of the rank of 厅局级, a school leader without a rank included, on a trip that is counted.

    Trips to 港澳台 and of 教学科研 are not among the limited ones.
    """
    ranks = row["level"] == "厅局级" or (row["level"] is None and row["is_school_leader"])
    return bool(ranks and not row["is_academic"] and row["destination_kind"] in (None, "出国"))


def _too_often(look: Look) -> Iterator[Finding]:
    months = look.number("R-OUT-08", "months")
    rows = [row for row in _ranking(look) if _is_limited(row)]
    shown = {facts.trip.id: facts.trip for facts in trips(look)}
    for later in rows:
        trip = shown.get(later["id"])
        if trip is None:
            continue
        start = months_later(later["departed_on"], -months)
        for before in rows:
            if (before["person"] == later["person"] and before["id"] != later["id"]
                    and start <= before["departed_on"] <= later["departed_on"]):
                yield Finding(
                    trip, f"{later['name']}在 {months} 个月内已有一次出访（{before['title']}，"
                    f"{before['departed_on']}）；次数限制各地不一，请按本省规定核对。",
                    {"before": before["id"], "on": before["departed_on"]},
                    part=f"{later['person']}:{before['id']}",
                )
                break


def _academic(facts: TripFacts, look: Look) -> Iterator[Said]:
    if not facts.trip.is_academic:
        return
    kinds = look.words("R-OUT-09", "task_kinds")
    lacks = []
    if facts.trip.task_kind not in kinds:
        lacks.append(f"任务类别应为{'、'.join(kinds)}之一（现为{facts.trip.task_kind or '空'}）")
    asks = facts.is_ahead(look) or look.keeps(OutboundTrip.academic_note)
    if asks and not facts.trip.academic_note:
        lacks.append("没有填写教学科研出访说明")
    others = [p.name for _m, p in facts.staff() if p.is_academic is False]
    if others:
        lacks.append(f"{'、'.join(others)}登记为非教学科研人员")
    if lacks:
        yield f"按教学科研人员区别管理，但{'；'.join(lacks)}。", {
            "task_kind": facts.trip.task_kind, "note": bool(facts.trip.academic_note),
            "others": others}


def _people_of(count: int) -> tuple[StaffMember, ...]:
    return tuple(samples.staff(f"成员{'甲乙丙丁戊己庚辛'[n]}") for n in range(count))


def _two_leaders(today: date) -> OutboundTrip:
    pair = [samples.staff(name, is_school_leader=True) for name in ("甲校长", "乙校长")]
    return samples.trip(today, people=tuple(pair))


def _led_twice(today: date) -> OutboundTrip:
    samples.trip(today, people=(samples.staff("甲校长", is_school_leader=True),), ahead=30)
    return samples.trip(
        today, people=(samples.staff("乙校长", is_school_leader=True),), title="再访团"
    )


def _went_twice(today: date) -> OutboundTrip:
    chief = samples.staff("甲校长", level="厅局级")
    samples.trip(today, people=(chief,), ahead=30)
    return samples.trip(today, people=(chief,), title="再访团")


_FAR = (("KEN", "内罗毕"),)

LIMIT_CHECKS = (
    Check("R-OUT-01", "一般公务团组天数", "E", OutboundTrip,
          "在外天数超过限量，批件不会按此天数下达，超出部分的费用也不能报销。", per_trip(_days),
          lambda t: samples.trip(t, days=6), samples.trip, explain_days),
    Check("R-OUT-02", "拉美、非洲的放宽天数", "I", OutboundTrip,
          "放宽只适用于航班衔接不便的情况，须在请示中写明。", per_trip(_far_days),
          lambda t: samples.trip(t, days=6, places=_FAR),
          lambda t: samples.trip(t, days=6, places=_FAR, leg={"flight_inconvenient": True}),
          explain_days),
    Check("R-OUT-03", "出访国家数", "E", OutboundTrip, "经停国家计入国家数，不出机场的经停不计。",
          per_trip(_countries),
          lambda t: samples.trip(t, places=(("JPN", ""), ("KOR", ""), ("THA", ""), ("VNM", ""))),
          lambda t: samples.trip(t, places=(("JPN", ""), ("KOR", ""), ("THA", "")))),
    Check("R-OUT-04", "跨大洲出访", "W", OutboundTrip, "一次出访一般安排在同一大洲。",
          per_trip(_continents),
          lambda t: samples.trip(t, places=(("JPN", ""), ("DEU", ""))),
          lambda t: samples.trip(t, places=(("FRA", ""), ("DEU", "")))),
    Check("R-OUT-05", "团组人数", "E", OutboundTrip, "含翻译；有的省、校规定 5 人，可在规则表中改。",
          per_trip(_people),
          lambda t: samples.trip(t, people=_people_of(7)),
          lambda t: samples.trip(t, people=_people_of(6))),
    Check("R-OUT-06", "领导班子成员同团", "W", OutboundTrip, "同一单位领导班子成员原则上不同团出访。",
          per_trip(_leaders_together), _two_leaders, samples.trip,
          needs=(StaffMember.is_school_leader,)),
    Check("R-OUT-07", "六个月内率团访问同一国家", "W", OutboundTrip,
          "避免班子成员短期内分别率团访问同一国家或地区。", _same_country, _led_twice, samples.trip,
          needs=(StaffMember.is_school_leader,)),
    Check("R-OUT-08", "出访次数", "I", OutboundTrip, "厅局级人员的出访次数有限制，各地规定不同。",
          _too_often, _went_twice,
          lambda t: samples.trip(t, people=(samples.staff("甲校长", level="厅局级"),)),
          needs=(StaffMember.level, StaffMember.is_school_leader)),
    Check("R-OUT-09", "教学科研人员区别管理", "W", OutboundTrip,
          "不计入限量的前提是直接从事教学科研的人员执行学术交流合作任务，并在请示中注明。",
          per_trip(_academic), lambda t: samples.trip(t, is_academic=True),
          lambda t: samples.trip(t, is_academic=True, task_kind="国际会议",
                                 academic_note="宣读论文")),
)
