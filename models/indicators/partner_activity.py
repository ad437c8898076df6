"""合作方当年实质活动: visits, trips and students counted to the partner they are linked to or name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peewee import fn

from models.entities.achievements import JointProgramme
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import Enrolment, InternationalStudent
from models.entities.outbound_student import OutboundStudent, Placement
from models.entities.outbound_trip import OutboundTrip, TripLeg
from models.entities.partner_alias import PartnerAlias
from models.entities.partner_school import Agreement, PartnerSchool
from models.indicators.base import Indicator, Period, Query, count, distinct, total_in
from models.indicators.dates import surely_within
from models.indicators.influence import runs_at_end
from models.indicators.outbound_students import in_person
from models.indicators.partners import SOURCE, schools, valid_at_end
from models.indicators.students import present
from models.indicators.trips import returned_in

SHORTEST_NAME, SHORTEST_FOREIGN = 4, 6
"""Characters below which a name inside another text proves nothing."""


def _named_in(text: Any) -> Any:
    """SQL: a text holds the partner's Chinese name, foreign name or one of its other spellings."""
    alias: Any = PartnerAlias.alias()
    foreign = PartnerSchool.foreign_name
    other = alias.select(alias.id).where(
        (alias.partner == PartnerSchool.id) & alias.retired_at.is_null()
        & (fn.LENGTH(alias.words) >= SHORTEST_NAME) & (fn.INSTR(text, alias.words) > 0))
    return (
        ((fn.LENGTH(PartnerSchool.name) >= SHORTEST_NAME)
         & (fn.INSTR(text, PartnerSchool.name) > 0))
        | ((fn.LENGTH(fn.COALESCE(foreign, "")) >= SHORTEST_FOREIGN)
           & (fn.INSTR(fn.UPPER(text), fn.UPPER(foreign)) > 0))
        | fn.EXISTS(other)
    )


def _of_partner(link: Any, *columns: Any) -> Any:
    """SQL: the record is linked to the partner; one without a link names it in its words."""
    return (link == PartnerSchool.id) | (link.is_null() & _named_in(_text(*columns)))


def _text(*columns: Any) -> Any:
    joined: Any = fn.COALESCE(columns[0], "")
    for column in columns[1:]:
        joined = joined.concat(" ").concat(fn.COALESCE(column, ""))
    return joined


def _is_live(person: Any, link: Any) -> Any:
    """SQL: the linked person does not lie in the recycle bin."""
    return link.in_(person.active(person.id))


def visits_sql(period: Period) -> Any:
    """SQL: delegations of the period that are the partner's, by link or by name."""
    return InboundVisit.select(fn.COUNT(InboundVisit.id)).where(
        InboundVisit.retired_at.is_null() & surely_within(InboundVisit.arrived_on, period)
        & _of_partner(InboundVisit.partner, InboundVisit.title))


def visits_of(partner: PartnerSchool) -> list[InboundVisit]:
    """The partner's delegations of all years, by link or by name, the latest first."""
    theirs = PartnerSchool.select(PartnerSchool.id).where(
        (PartnerSchool.id == partner.id) & _of_partner(InboundVisit.partner, InboundVisit.title))
    found: Any = InboundVisit.active().where(fn.EXISTS(theirs))
    return list(found.order_by(InboundVisit.arrived_on.desc(), InboundVisit.id.desc()))


def trips_sql(period: Period) -> Any:
    """SQL: groups back in the period that the partner invited or received, or that name it.

    Where a leg is linked to any partner, the links alone tell.
    """
    leg: Any = TripLeg.alias()
    of_trip = (leg.trip == OutboundTrip.id) & leg.retired_at.is_null()
    linked = fn.EXISTS(leg.select(leg.id).where(of_trip & leg.partner.is_null(False)))
    received = fn.EXISTS(leg.select(leg.id).where(of_trip & (leg.partner == PartnerSchool.id)))
    named = fn.EXISTS(leg.select(leg.id).where(of_trip & _named_in(_text(leg.host))))
    in_words = _named_in(_text(OutboundTrip.title, OutboundTrip.inviting_party)) | named
    return OutboundTrip.select(fn.COUNT(OutboundTrip.id)).where(
        returned_in(period) & (received | (~linked & in_words)))


def students_sent_sql(period: Period) -> Any:
    """SQL: stays begun in the period at the partner, online ones left out."""
    return Placement.select(fn.COUNT(Placement.id)).where(
        Placement.retired_at.is_null() & in_person() & _is_live(OutboundStudent, Placement.student)
        & surely_within(Placement.departed_on, period)
        & _of_partner(Placement.partner, Placement.host_name))


def students_come_sql(period: Period) -> Any:
    """SQL: students of the partner who studied here in the period, each once."""
    return Enrolment.select(fn.COUNT(Enrolment.student.distinct())).where(
        Enrolment.retired_at.is_null() & present(period)
        & _is_live(InternationalStudent, Enrolment.student)
        & _of_partner(Enrolment.partner, Enrolment.home_school))


def programmes_sql(period: Period) -> Any:
    """SQL: joint programmes with the partner that run on the period's last day."""
    return JointProgramme.select(fn.COUNT(JointProgramme.id)).where(
        JointProgramme.retired_at.is_null() & runs_at_end(period)
        & _of_partner(JointProgramme.partner, JointProgramme.partner_name))


_KINDS: tuple[Callable[[Period], Any], ...] = (
    visits_sql, trips_sql, students_sent_sql, students_come_sql, programmes_sql)


def is_active(period: Period) -> Any:
    """SQL: the partner has a visit, a trip, a student or a programme in the period."""
    found: Any = visits_sql(period) > 0
    for kind in _KINDS[1:]:
        found = found | (kind(period) > 0)
    return found


def _active(period: Period) -> Query:
    return schools(period).where(is_active(period))


def _active_signed(period: Period) -> Query:
    return valid_at_end(period).where(is_active(period))


_BY_NAME = "选了“登记的合作院校”的按所选，没有选的按登记的名称（中文、外文名称和又称）认出合作方"


def _counted(id: str, label: str, unit: str, what: str, sql: Callable[[Period], Any]) -> Indicator:
    return Indicator(
        f"partners.{id}", label, unit,
        f"{what}之和；{_BY_NAME}，一批（次）涉及几个合作方的各计一次，没有写明合作方的不计。", SOURCE, PartnerSchool,
        lambda period: schools(period).where(sql(period) > 0), total_in(sql),
        scope="国（境）外", breakdowns=("region", "country"),
    )


INDICATORS = (
    Indicator(
        "partners.active", "当年有实质活动的合作院校（机构）数", "所",
        f"统计期内有来访、出访、派出学生、来华学生，或期末有在办合作办学项目的合作方；{_BY_NAME}。", SOURCE, PartnerSchool,
        _active, count(), scope="国（境）外", breakdowns=("region", "country"),
    ),
    Indicator(
        "partners.active_signed", "有有效协议且当年有实质活动的院校（机构）数", "所",
        f"期末有有效协议、统计期内又有来访、出访、学生往来或合作办学项目的合作方，去重；{_BY_NAME}。", SOURCE, Agreement,
        _active_signed, distinct(Agreement.partner), scope="国（境）外",
        breakdowns=("region", "country"),
    ),
    _counted("visits", "合作方来访批次", "批", "统计期内各合作方来访批次", visits_sql),
    _counted("trips", "赴合作方出访批次", "批", "统计期内入境、由合作方邀请或接待的出访批次", trips_sql),
    _counted("students_sent", "赴合作方派出学生人次", "人次", "派出时间在统计期内、去往各合作方的学生人次（线上不计）",
             students_sent_sql),
    _counted("students_come", "合作方来校学生人数", "人", "统计期内在校、原学校为合作方的来华学生人数", students_come_sql),
    _counted("programmes", "与合作方合作办学项目数", "个", "期末在办、与各合作方合作的办学项目数", programmes_sql),
)
