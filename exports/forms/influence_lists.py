"""支撑明细 of F01: the lists that must stand under the table (R7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.listing import behind, computed, listing, of
from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
)
from models.entities.event import Speaker
from models.entities.international_student import Enrolment
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.indicators import Period
from models.indicators.places import show_country
from models.indicators.trips import member_days_sql, visited_legs


def _countries(trips: Sequence[int], period: Period) -> dict[int, str]:  # noqa: ARG001
    """The places of each trip in their order, by trip."""
    places: dict[int, dict[str, None]] = {}
    for leg in visited_legs().where(OutboundTrip.id.in_(trips)):
        places.setdefault(leg.trip_id, {})[show_country(leg.country)] = None
    return {trip: "、".join(names) for trip, names in places.items()}


def member_days(members: Sequence[int], period: Period) -> dict[int, int]:
    """The days of each member inside the period, by his own dates where they differ."""
    rows: Any = TripMember.select(TripMember.id, member_days_sql(period)).join(OutboundTrip)
    return dict(rows.where(TripMember.id.in_(members)).tuples())


def _this(*rows: str) -> Any:
    return behind(*rows, column="this")


DETAILS = (
    listing(
        "1-2 留学生", Enrolment,
        (of("student.passport_name", "护照姓名", 24), of("student.sex", width=6),
         of("student.nationality", width=10),
         of("study_kind", width=10), of("programme", width=18), of("programme_code", width=12),
         of("home_school", width=22), of("enrolled_from", width=12),
         of("enrolled_until", width=12)),
        records=_this("students"), note="一人多段只列统计期内最后一段。",
    ),
    listing(
        "3 访学教师", Speaker,
        (of("name", width=24), of("nationality", width=10), of("unit", width=24),
         of("position", width=14),
         of("event.title", "活动", 30), of("event.kind", "类别", 10), of("event.held_on", "时间", 12)),
        records=_this("visiting_teachers"), note="一人多次来访列多行，人数按姓名和国籍去重。",
    ),
    listing(
        "4-8 标准、资源与装备", Adoption,
        (of("kind", width=11), of("title", width=32), of("country", width=12),
         of("adopted_by", width=26),
         of("adopted_on", width=12), of("foreign_students", width=10), of("evidence", width=28)),
        records=_this("standards", "programme_standards", "course_standards", "resources",
                      "equipment"),
        note="同一成果被多国采用列多行，个数按名称去重。",
    ),
    listing(
        "9-11 国外学校", OverseasSite,
        (of("title", width=26), of("kind", width=10), of("country", width=10), of("host", width=24),
         of("opened_on", width=12), of("closed_on", width=12), of("programmes", width=30),
         of("student_count", width=9)),
        records=_this("sites"),
    ),
    listing(
        "12-13 中外合作办学", JointProgramme,
        (of("title", width=30), of("partner_name", width=24), of("country", width=10),
         of("programme", width=26),
         of("approval_no", width=18), of("recruits_from", width=12), of("recruits_until", width=12),
         of("student_count", width=9)),
        records=_this("joint_programmes"),
    ),
    listing(
        "14 指导和培训", TripMember,
        (of("staff_member.name", "教师", 10), of("staff_member.department", width=22),
         computed("国家", 14, _countries, link="trip"), of("trip.purpose", "任务", 20),
         of("trip.task_kind", width=20),
         of("trip.departed_on", "离境日期", 12), of("trip.returned_on", "抵境日期", 12),
         of("left_home_on", width=12), of("came_home_on", width=12),
         computed("本期天数", 9, member_days)),
        records=_this("guidance_days"), note="本人日期与团组不同的按本人；天数含离、抵境当日，跨期的只计统计期内的天数；合计即第14行人日数。",
    ),
    listing(
        "15 国外组织任职", OverseasPost,
        (of("staff_member.name", "教师", 10), of("staff_member.department", width=22),
         of("organisation", width=32),
         of("country", width=12), of("post", width=16), of("serves_from", width=12),
         of("serves_until", width=12)),
        records=_this("posts"), note="一人多职列多行，人数按教职工去重。",
    ),
    listing(
        "16 技能大赛获奖", CompetitionAward,
        (of("competition", width=32), of("event", width=18), of("award", width=12),
         of("country", width=12),
         of("awarded_on", width=12), of("winners", width=24)),
        records=_this("awards"),
    ),
)
