"""Indicators of the office's own work: what was handled this year, what falls due next."""

from __future__ import annotations

from typing import Any

from peewee import fn

from models.codes import HMT, HOME
from models.entities.foreign_teacher import Engagement, Evaluation, ForeignTeacher, TeacherDocument
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
)
from models.entities.office import IssuedPaper
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement, PartnerSchool
from models.indicators.base import (
    Indicator,
    Measure,
    Period,
    Query,
    by_field,
    count,
    declare_dimensions,
    distinct,
    total,
)
from models.indicators.dates import surely_within
from models.indicators.partners import valid_at_end
from models.indicators.trips import returned_in

OFFICE = "办公惯例（年度外事工作总结）"


def _of_teachers(line: Any, period: Period, day: Any) -> Query:
    """Lines of foreign teachers (港澳台 included) dated in the period."""
    return line.select().join(ForeignTeacher).where(
        line.retired_at.is_null() & ForeignTeacher.retired_at.is_null()
        & surely_within(day, period)
    )


def _papers(kind: str) -> Any:
    """Papers of foreign teachers issued in the period."""
    return lambda period: _of_teachers(
        TeacherDocument, period, TeacherDocument.issued_on
    ).where(TeacherDocument.kind == kind)


def _last_papers_until(kind: str) -> Any:
    """Papers that run out in the period and have not been followed by a longer one."""

    def query(period: Period) -> Query:
        longer = TeacherDocument.alias()
        followed = fn.EXISTS(longer.select(longer.id).where(
            (longer.teacher == TeacherDocument.teacher) & (longer.kind == kind)
            & longer.retired_at.is_null() & (longer.valid_until > TeacherDocument.valid_until)
        ))
        return _of_teachers(TeacherDocument, period, TeacherDocument.valid_until).where(
            (TeacherDocument.kind == kind) & ~followed & _still_employed(period)
        )

    return query


def _still_employed(period: Period) -> Any:
    """SQL: the teacher has a contract that reaches the period and was not left before it."""
    contract = Engagement.alias()
    ended = fn.COALESCE(contract.left_on, contract.engaged_until).coerce(False)
    return fn.EXISTS(contract.select(contract.id).where(
        (contract.teacher == ForeignTeacher.id) & contract.retired_at.is_null()
        & (ended.concat("~") >= period.start.isoformat())
    ))


def _contracts_until(period: Period) -> Query:
    """Contracts that run out in the period, without a later one of the same teacher."""
    later = Engagement.alias()
    followed = fn.EXISTS(later.select(later.id).where(
        (later.teacher == Engagement.teacher) & later.retired_at.is_null()
        & (later.engaged_until > Engagement.engaged_until)
    ))
    return _of_teachers(Engagement, period, Engagement.engaged_until).where(
        Engagement.left_on.is_null() & ~followed
    )


def _agreements_until(period: Period) -> Query:
    """Agreements whose last day lies in the period, neither renewed by themselves nor ended."""
    newer = Agreement.alias()
    followed = fn.EXISTS(newer.select(newer.id).where(
        (newer.partner == Agreement.partner) & newer.retired_at.is_null()
        & (newer.renews == True) & (newer.valid_until > Agreement.valid_until)  # noqa: E712
    ))
    return Agreement.select().join(PartnerSchool).where(
        Agreement.retired_at.is_null() & PartnerSchool.retired_at.is_null()
        & surely_within(Agreement.valid_until, period) & Agreement.terminated_on.is_null()
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
        & ~followed
    )


def _without_agreement(period: Period) -> Query:
    """Partners on record that have no agreement in force on the last day of the period."""
    signed = valid_at_end(period).select(Agreement.partner)
    return PartnerSchool.active().where(PartnerSchool.id.not_in(signed))


def _student_papers(period: Period) -> Query:
    return StudentDocument.select().join(InternationalStudent).where(
        StudentDocument.retired_at.is_null() & InternationalStudent.retired_at.is_null()
        & (StudentDocument.kind == "居留许可")
        & surely_within(StudentDocument.issued_on, period)
    )


def _students_until(period: Period) -> Query:
    """International students whose stay ends in the period."""
    student = InternationalStudent
    return Enrolment.select().join(student).where(
        Enrolment.retired_at.is_null() & student.retired_at.is_null()
        & (student.nationality.is_null() | student.nationality.not_in((*HMT, HOME)))
        & (fn.COALESCE(student.is_overseas_chinese, 0) == 0)
        & (Enrolment.outcome.is_null() | (Enrolment.outcome == "在读"))
        & surely_within(Enrolment.enrolled_until, period)
    )


def _returned(period: Period) -> Query:
    return OutboundTrip.select().where(returned_in(period))


declare_dimensions(Evaluation, by_field(Evaluation.grade))
declare_dimensions(IssuedPaper, by_field(IssuedPaper.title))


def _work(id: str, label: str, unit: str, **what: Any) -> Indicator:
    measure: Measure = what.pop("measure", count())
    definition: str = what.pop("definition")
    entity, query = what.pop("entity"), what.pop("query")
    return Indicator(id, label, unit, definition, OFFICE, entity, query, measure, **what)


INDICATORS: tuple[Indicator, ...] = (
    _work("work.evaluations", "外籍教师考核人次", "人次", entity=Evaluation,
          query=lambda period: _of_teachers(Evaluation, period, Evaluation.held_on),
          definition="考核日期在统计期内的外籍教师考核记录，一人考核两次计2人次。", breakdowns=("grade",)),
    _work("work.work_permits", "办理外国人工作许可件数", "件", entity=TeacherDocument, query=_papers("工作许可"),
          definition="签发日期在统计期内的外籍教师工作许可，新办、延期都计；未填签发日期的不计。"),
    _work("work.teacher_residence_permits", "办理外籍教师居留许可件数", "件", entity=TeacherDocument,
          query=_papers("居留许可"), definition="签发日期在统计期内的外籍教师居留许可；未填签发日期的不计。"),
    _work("work.student_residence_permits", "办理国际学生居留许可件数", "件", entity=StudentDocument,
          query=_student_papers, definition="签发日期在统计期内的国际学生居留许可；未填签发日期的不计。"),
    _work("work.trip_reports", "已交出访报告的团组数", "批", entity=OutboundTrip,
          query=lambda period: _returned(period).where(
              (OutboundTrip.report_submitted == True)  # noqa: E712
              | OutboundTrip.reported_on.is_null(False)),
          definition="统计期内入境的团组中，“出访报告”为是或填有报告日期的。"),
    _work("work.publicised_trips", "办理事前公示的团组数", "批", entity=OutboundTrip,
          query=lambda period: _returned(period).where(OutboundTrip.publicised_from.is_null(False)),
          definition="统计期内入境的团组中，填有公示开始日期的。"),
    _work("work.intentions", "来访形成合作意向数", "项", entity=InboundVisit,
          query=lambda period: InboundVisit.active().where(
              surely_within(InboundVisit.arrived_on, period)
              & (InboundVisit.country.is_null() | (InboundVisit.country != HOME))),
          measure=total(fn.COALESCE(InboundVisit.intentions, 0)),
          definition="统计期内国（境）外来访登记的合作意向数之和；未填的按0计。"),
    _work("work.papers_issued", "出具证明、公函等文件份数", "份", entity=IssuedPaper,
          query=lambda period: IssuedPaper.active().where(
              surely_within(IssuedPaper.issued_on, period)
              & (IssuedPaper.state.is_null() | (IssuedPaper.state == "有效"))),
          definition="出具日期在统计期内、未作废的编号文件，每个编号计1份。", breakdowns=("title",)),
    _work("plan.agreements_ending", "年内到期的合作协议数", "份", entity=Agreement, query=_agreements_until,
          definition="有效期至落在统计期内（含最后一天）的协议；自动续期、已终止和已有续签协议的不计。"),
    _work("plan.partners_unsigned", "尚无有效协议的合作院校（机构）数", "所", entity=PartnerSchool,
          query=_without_agreement, period_kind="时点",
          definition="登记在册而期末没有有效协议的合作院校和机构，含协议已到期的。"),
    _work("plan.contracts_ending", "年内聘期届满的教师人数", "人", entity=Engagement, query=_contracts_until,
          measure=distinct(Engagement.teacher),
          definition="聘期止落在统计期内、未离任且没有后续聘期的外籍及港澳台教师，去重。"),
    _work("plan.permits_ending", "年内到期的工作许可件数", "件", entity=TeacherDocument,
          query=_last_papers_until("工作许可"),
          definition="有效期至落在统计期内、尚无更晚到期的同类证件，且教师聘期延续到统计期内的工作许可。"),
    _work("plan.residence_ending", "年内到期的外教居留许可件数", "件", entity=TeacherDocument,
          query=_last_papers_until("居留许可"),
          definition="有效期至落在统计期内、尚无更晚到期的同类证件，且教师聘期延续到统计期内的居留许可。"),
    _work("plan.students_leaving", "年内学习期满的国际学生人数", "人", entity=Enrolment, query=_students_until,
          measure=distinct(Enrolment.student),
          definition="离校（预计）日期落在统计期内、学籍状态为“在读”或未填的国际学生，去重。"),
)
"""办理了什么, and what falls due: asked by the yearly summary and by the plan for the next year."""
