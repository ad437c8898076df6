"""因公出国(境): groups, person-times, persons, person-days, cost, by destination, task, country."""

from __future__ import annotations

from typing import Any

from peewee import Case, fn

from models.codes import HMT, HOME, countries
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember, party_size_sql
from models.entities.staff_member import StaffMember
from models.indicators.base import (
    Dimension,
    Indicator,
    Period,
    Query,
    by_expression,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
    total_in,
)
from models.indicators.dates import (
    days_within,
    is_full,
    overlaps,
    perhaps_within,
    surely_within,
)
from models.indicators.places import is_foreign, show_country

OFFICIAL_TASK = "一般性工作交流"
GUIDE = "通用口径：因公临时出国（境）执行情况统计；天数含离、抵境当日"
PRACTICE = "办公惯例（以实际入境日期归年）"


def executed() -> Any:
    """SQL: the trip took place: marked so, or unmarked with a return date. Not the planned ones."""
    trip = OutboundTrip
    return trip.retired_at.is_null() & (
        (trip.status == "已执行") | (trip.status.is_null() & trip.returned_on.is_null(False))
    )


def returned_in(period: Period) -> Any:
    """SQL: executed, and back within the period."""
    return executed() & surely_within(OutboundTrip.returned_on, period)


def under_way_in(period: Period) -> Any:
    """SQL: executed, with at least one day abroad in the period, of the group or of a member."""
    group = overlaps(OutboundTrip.departed_on, OutboundTrip.returned_on, period)
    return executed() & (group | _has_own_dates(lambda out, back: overlaps(out, back, period)))


def destination_sql() -> Any:
    """SQL: 出国, 赴港澳 or 赴台: as recorded, else from the legs; one foreign country makes it 出国."""
    kind = OutboundTrip.destination_kind
    return Case(None, [
        (kind.is_null(False), kind),
        (_visits(lambda leg: leg.country.not_in((*HMT, HOME))), "出国"),
        (_visits(lambda leg: leg.country == "TWN"), "赴台"),
        (_visits(lambda leg: leg.country.in_(HMT)), "赴港澳"),
    ], None)


def level_sql() -> Any:
    """SQL: 团组级别 as recorded, else that of the leader; teachers are 处级以下."""
    member, staff = TripMember.alias(), StaffMember.alias()
    leader = (
        member.select(Case(staff.level, [
            ("厅局级", "厅局级"), ("处级", "处级"), ("科级", "处级以下"), ("处级以下", "处级以下"), ("无", "处级以下"),
        ], None))
        .join(staff, on=(member.staff_member == staff.id))
        .where((member.trip == OutboundTrip.id) & (member.role == "团长")
               & member.retired_at.is_null())
        .limit(1)
    )
    return fn.COALESCE(OutboundTrip.level, leader).coerce(False)


def category_sql() -> Any:
    """SQL: 行政类, 学术交流合作类 or 教学科研人员类: what the limits ask; NULL without a task."""
    return Case(None, [
        (OutboundTrip.is_academic == True, "教学科研人员类"),  # noqa: E712
        (OutboundTrip.task_kind == OFFICIAL_TASK, "行政类"),
        (OutboundTrip.task_kind.is_null(False), "学术交流合作类"),
    ], None)


def trip_days_sql(period: Period) -> Any:
    """SQL: days of one trip inside the period; stated days where a date is not full."""
    out, back = OutboundTrip.departed_on, OutboundTrip.returned_on
    return Case(None, [
        (is_full(out) & is_full(back), days_within(out, back, period)),
        (surely_within(back, period), fn.COALESCE(OutboundTrip.stated_days, 0)),
    ], 0)


def away_sql(member: Any) -> tuple[Any, Any]:
    """SQL: a member's days of leaving and coming home: his own where full, else the group's."""
    trip = OutboundTrip
    return (
        Case(None, [(is_full(member.left_home_on), member.left_home_on)], trip.departed_on),
        Case(None, [(is_full(member.came_home_on), member.came_home_on)], trip.returned_on),
    )


def member_days_sql(period: Period, member: Any = TripMember) -> Any:
    """SQL: days of one member inside the period; the stated days where a date is not full."""
    out, back = away_sql(member)
    return Case(None, [
        (is_full(out) & is_full(back), days_within(out, back, period)),
        (surely_within(back, period), fn.COALESCE(OutboundTrip.stated_days, 0)),
    ], 0)


def person_days_sql(period: Period) -> Any:
    """SQL: the days of the listed members inside the period, else the head count × days."""
    member = TripMember.alias()
    listed = _on_trip(member, fn.SUM(member_days_sql(period, member)))
    head_count = fn.COALESCE(OutboundTrip.head_count, 0)
    return fn.COALESCE(listed, head_count * trip_days_sql(period)).coerce(False)


def _on_trip(member: Any, what: Any) -> Any:
    return member.select(what).where(
        (member.trip == OutboundTrip.id) & member.retired_at.is_null())


def _has_own_dates(condition: Any) -> Any:
    """SQL: a member has dates of his own, and they fulfil the condition."""
    member = TripMember.alias()
    own = is_full(member.left_home_on) | is_full(member.came_home_on)
    return fn.EXISTS(_on_trip(member, member.id).where(own & condition(*away_sql(member))))


def visited_legs() -> Query:
    """Legs that count as a visit, joined with their trip: no transit inside an airport."""
    return TripLeg.select().join(OutboundTrip).where(_is_visit(TripLeg))


def members() -> Query:
    """Own people on trips, joined with the trip."""
    return TripMember.select().join(OutboundTrip).where(TripMember.retired_at.is_null())


def _is_visit(leg: Any) -> Any:
    return leg.retired_at.is_null() & (leg.airport_only.is_null()
                                       | (leg.airport_only == False))  # noqa: E712


def _visits(condition: Any) -> Any:
    leg = TripLeg.alias()
    return fn.EXISTS(
        leg.select(leg.id).where((leg.trip == OutboundTrip.id) & _is_visit(leg) & condition(leg))
    )


def _legs_of(query: Query) -> list[Any]:
    trips = query.select(OutboundTrip.id)
    rows: Any = TripLeg.select(TripLeg.country).distinct().where(_is_visit(TripLeg)
                                                                 & TripLeg.trip.in_(trips))
    return [row[0] for row in rows.tuples()]


def _leg_days_sql(period: Period) -> Any:
    """People × days of a leg that no earlier leg in the same country has; 0 where all are told.

    Without its dates the whole trip, once for each country of a trip.
    """
    leg, other = TripLeg, TripLeg.alias()
    same = ((other.trip == leg.trip) & (other.country == leg.country) & (other.id != leg.id)
            & _is_visit(other))
    dated = is_full(leg.arrived_on) & is_full(leg.left_on)
    other_dated = is_full(other.arrived_on) & is_full(other.left_on)
    is_first = ~fn.EXISTS(other.select(other.id).where(same & (other_dated | (other.id < leg.id))))
    is_earlier = (other.arrived_on < leg.arrived_on) | (
        (other.arrived_on == leg.arrived_on) & (other.id < leg.id))
    told = other.select(fn.MAX(other.left_on)).where(same & other_dated & is_earlier)
    by_own = dated & _has_own_dates(lambda _out, _back: dated)
    fresh = days_within(_behind(told, leg.arrived_on), leg.left_on, period)
    people = fn.COALESCE(party_size_sql(), 0)
    return Case(None, [
        (by_own, _own_days_in_leg(period, told)),
        (dated, people * fresh),
        (fn.COALESCE(dated, 0) == 0, Case(None, [(is_first, person_days_sql(period))], 0)),
    ], 0)


def _behind(told: Any, begin: Any) -> Any:
    """SQL: the first day from `begin` on that lies behind the days already told (NULL: none)."""
    return fn.MAX(fn.COALESCE(fn.DATE(told, "+1 day"), begin), begin).coerce(False)


def _own_days_in_leg(period: Period, told: Any) -> Any:
    """SQL: Σ the members' days in a dated leg; the first and last leg reach to their own dates.

    told: the last day that earlier legs in the same country have told, NULL without one.
    """
    leg, trip, member = TripLeg, OutboundTrip, TripMember.alias()
    out, back = away_sql(member)
    begin = Case(None, [
        (is_full(out) & (leg.arrived_on <= trip.departed_on), out),
        (is_full(out), fn.MAX(leg.arrived_on, out)),
    ], leg.arrived_on)

    def end(left: Any) -> Any:
        return Case(None, [
            (is_full(back) & is_full(trip.returned_on) & (left >= trip.returned_on), back),
            (is_full(back), fn.MIN(left, back)),
        ], left)

    fresh = _behind(end(told), begin)
    days = _on_trip(member, fn.SUM(days_within(fresh, end(leg.left_on), period)))
    return fn.COALESCE(days, 0).coerce(False)


_BY_TRIP = Dimension(
    "trip", "团组", lambda id: OutboundTrip.id.is_null() if id is None else OutboundTrip.id == id,
    lambda query: [row[0] for row in query.select(OutboundTrip.id).distinct().tuples()],
    lambda id: "未归类" if id is None else str(OutboundTrip.get_by_id(id)),
    lambda text: None if text == "未归类" else int(text), expression=lambda: OutboundTrip.id,
    one_record=True,
)
_SHARED = (
    _BY_TRIP,
    by_expression("trip_category", "团组类别", category_sql),
    by_expression("destination_kind", "出访性质", destination_sql),
    by_field(OutboundTrip.task_kind, label="任务类别"),
    by_expression("task_group", "公务或教学科研", lambda: Case(None, [
        (OutboundTrip.task_kind == OFFICIAL_TASK, "公务"),
        (OutboundTrip.task_kind.is_null(False), "教学科研"),
    ], None)),
    by_expression("level", "团组级别", level_sql),
    by_field(OutboundTrip.funding_kind, label="经费类别"),
    by_expression("is_joint", "双跨（参团）", lambda: fn.COALESCE(OutboundTrip.is_joint, 0).coerce(False),
                  show={1: "双跨（参团）", 0: "自组"}),
    by_expression("in_plan", "列入年度计划", lambda: fn.COALESCE(OutboundTrip.in_plan, 0).coerce(False),
                  show={1: "计划内", 0: "计划外"}),
)
_BY_LEG = Dimension(
    "country", "国别（地区）", lambda code: _visits(lambda leg: leg.country == code) if code else
    ~_visits(lambda leg: leg.country.is_null(False)),
    _legs_of, show_country, lambda text: None if text == "未归类" else countries().code_of(text),
    overlapping=True,
)
declare_dimensions(OutboundTrip, *_SHARED, _BY_LEG)
declare_dimensions(TripMember, *_SHARED, _BY_LEG)
declare_dimensions(TripLeg, *_SHARED, by_field(TripLeg.country, label="国别（地区）"))

_SPLITS = ("destination_kind", "country", "task_kind", "level", "funding_kind")


def _returned(period: Period) -> Query:
    return OutboundTrip.select().where(returned_in(period))


def _of_kind(kind: str) -> Any:
    return lambda period: _returned(period).where(destination_sql() == kind)


def _perhaps_returned(period: Period) -> Query:
    """Done or approved trips whose return is unknown or only roughly known; forgotten 已批复 ones."""
    trip = OutboundTrip
    alive = trip.retired_at.is_null() & trip.departed_on.begins_by(period.end)
    unsure = (trip.status.is_null() | (trip.status == "已执行")) & perhaps_within(trip.returned_on,
                                                                               period)
    began = trip.departed_on.reaches(period.start) | trip.returned_on.is_null(False)
    forgotten = (trip.status == "已批复") & trip.returned_on.within(period.start, period.end)
    return trip.select().where(alive & ((unsure & began) | forgotten))


def _groups(id: str, label: str, query: Any, definition: str, **options: Any) -> Indicator:
    return Indicator(
        id, label, "批", definition, options.pop("source", PRACTICE), OutboundTrip, query, count(),
        scope=options.pop("scope", "国（境）外"), **options,
    )


def _person_times(id: str, label: str, query: Any, *, scope: str, what: str) -> Indicator:
    return Indicator(
        id, label, "人次",
        f"{what}中本校人员之和：列有名单的按名单人数，未列名单的按登记人数；一人随几个团组计几次。"
        "双跨（参团）团组只计本校人员。",
        GUIDE, OutboundTrip, query, total(fn.COALESCE(party_size_sql(), 0)),
        scope=scope, breakdowns=_SPLITS, uncertain=_perhaps_returned,
    )


_COUNTED = (
    "已执行（状态为“已执行”，或状态留空而有入境日期）且实际入境日期在统计期内的团组，每团计1批；"
    "跨年团组归入境年。计划、已批复未执行和取消的不计。"
)

INDICATORS = (
    _groups("trips.groups", "因公出国（境）团组数", _returned, _COUNTED + "出国、赴港澳、赴台都计在内。",
            breakdowns=_SPLITS, uncertain=_perhaps_returned),
    _groups("trips.foreign_groups", "因公出国团组数", _of_kind("出国"),
            _COUNTED + "只计出国（到访至少一个外国），不含赴港澳、赴台。", scope="国外", breakdowns=_SPLITS),
    _groups("trips.hong_kong_macao_groups", "赴港澳团组数", _of_kind("赴港澳"),
            _COUNTED + "只计专程赴港澳、不访问外国的。", scope="港澳台"),
    _groups("trips.taiwan_groups", "赴台团组数", _of_kind("赴台"), _COUNTED + "只计赴台湾地区的。", scope="港澳台"),
    _groups("trips.own_groups", "自组团批次",
            lambda period: _returned(period).where(fn.COALESCE(OutboundTrip.is_joint, 0) == 0),
            _COUNTED + "只计本校组团的，不含双跨（参团）。"),
    _groups("trips.joint_groups", "双跨（参团）批次",
            lambda period: _returned(period).where(OutboundTrip.is_joint == True),  # noqa: E712
            _COUNTED + "只计随外单位组团的；人次只计本校人员。"),
    _groups("trips.in_plan_groups", "计划内批次",
            lambda period: _returned(period).where(OutboundTrip.in_plan == True),  # noqa: E712
            _COUNTED + "只计“列入年度计划”为是的；留空的不计。"),
    _person_times("trips.person_times", "因公出国（境）人次", _returned, scope="国（境）外", what="统计期内入境的团组"),
    _person_times("trips.foreign_person_times", "因公出国人次", _of_kind("出国"), scope="国外",
                  what="统计期内入境的出国团组"),
    _person_times("trips.hong_kong_macao_person_times", "赴港澳人次", _of_kind("赴港澳"), scope="港澳台",
                  what="统计期内入境的赴港澳团组"),
    _person_times("trips.taiwan_person_times", "赴台人次", _of_kind("赴台"), scope="港澳台",
                  what="统计期内入境的赴台团组"),
    Indicator(
        "trips.persons", "因公出国（境）人数", "人",
        "统计期内入境的团组名单中的本校人员，按教职工去重，一人多次只计1人；未列名单的团组无法去重，不在其中。",
        GUIDE, TripMember, lambda period: members().where(returned_in(period)),
        distinct(TripMember.staff_member), scope="国（境）外", breakdowns=_SPLITS,
    ),
    Indicator(
        "trips.person_days", "因公出国（境）人天", "人天",
        "本校人员各自在外天数之和，天数含离、抵境当日；本人出入境日期与团组不同的按本人日期，未列名单的按人数×团组天数；"
        "跨年团组按日在年末切开，各年只计本年的天数（批次和人次则归入境年）。日期不全的按登记的在外天数计入入境年。",
        GUIDE, OutboundTrip, lambda period: OutboundTrip.select().where(under_way_in(period)),
        total_in(person_days_sql), scope="国（境）外", breakdowns=_SPLITS[:1] + _SPLITS[2:],
        uncertain=lambda period: OutboundTrip.select().where(
            under_way_in(period) & OutboundTrip.stated_days.is_null()
            & ~(is_full(OutboundTrip.departed_on) & is_full(OutboundTrip.returned_on))),
    ),
    Indicator(
        "trips.country_person_days", "国别人天", "人天",
        "按国别（地区）分列的人天：行程段填有抵离日期的按该段在统计期内的天数（本人日期与团组不同的按本人），未填的按全程天数；"
        "一团多国重复计，不可相加成总人天。不出机场的经停不计。",
        GUIDE, TripLeg, lambda period: visited_legs().where(under_way_in(period)),
        total_in(_leg_days_sql), scope="国（境）外", breakdowns=("country",),
    ),
    Indicator(
        "trips.cost", "因公出国（境）经费", "元",
        "统计期内入境的团组登记的费用之和；金额以元登记，表上换算成万元时先合计再四舍五入。",
        PRACTICE, OutboundTrip, _returned,
        total(fn.COALESCE(OutboundTrip.cost, 0).coerce(False), is_money=True),
        scope="国（境）外", breakdowns=_SPLITS[:1] + _SPLITS[2:],
        uncertain=lambda period: _returned(period).where(OutboundTrip.cost.is_null()),
    ),
    Indicator(
        "trips.countries", "因公出访国家数", "个",
        "统计期内入境的团组到访的不同国家数；港澳台不是国家，不计；不出机场的经停不计。",
        PRACTICE, TripLeg,
        lambda period: visited_legs().where(returned_in(period) & is_foreign(TripLeg.country)),
        distinct(TripLeg.country), scope="国外", breakdowns=("country",),
    ),
    _groups("trips.missing_reports", "未交出访报告的团组数",
            lambda period: _returned(period).where(
                (OutboundTrip.report_submitted.is_null()
                 | (OutboundTrip.report_submitted == False))  # noqa: E712
                & OutboundTrip.reported_on.is_null()),
            "统计期内入境的团组中，“出访报告”不是“是”也没有报告日期的；超过期限与否见数据检查。"),
    _groups("trips.cancelled", "取消的团组数",
            lambda period: OutboundTrip.active().where(
                (OutboundTrip.status == "取消")
                & OutboundTrip.departed_on.within(period.start, period.end)),
            "状态为“取消”、原定出境日期在统计期内的团组；不计入团组数，另行注明。"),
    _groups("trips.not_executed", "未执行的团组数",
            lambda period: OutboundTrip.active().where(
                OutboundTrip.departed_on.within(period.start, period.end)
                & (OutboundTrip.status.in_(("计划", "已批复")))),
            "状态为“计划”或“已批复”、拟出境日期在统计期内的团组；不计入团组数，另行注明。"),
    _groups("trips.off_plan_groups", "计划外批次",
            lambda period: _returned(period).where(fn.COALESCE(OutboundTrip.in_plan, 0) == 0),
            _COUNTED + "只计“列入年度计划”为否或留空的；与计划内批次相加为团组数。"),
    _groups("trips.changed_groups", "计划调整、增补的批次",
            lambda period: _returned(period).where(
                OutboundTrip.plan_change.in_(("调整", "增补"))),
            _COUNTED + "只计“计划调整”为调整或增补的。"),
    _groups("trips.planned", "列入年度计划的团组数",
            lambda period: OutboundTrip.active().where(
                (OutboundTrip.in_plan == True)  # noqa: E712
                & ((executed() & surely_within(OutboundTrip.returned_on, period))
                   | (OutboundTrip.status.in_(("计划", "已批复", "取消"))
                      & OutboundTrip.departed_on.within(period.start, period.end)))),
            "“列入年度计划”为是的团组：已执行的按入境日期、其余按拟出境日期归入统计期；计划执行率以此为分母。"),
)
