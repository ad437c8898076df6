"""What a teacher's file holds besides contracts and papers: earlier work, lodging, terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import partial_date
from models.entities.foreign_teacher import (
    Engagement,
    ForeignTeacher,
    TeacherDocument,
    TeacherLodging,
    WorkExperience,
)
from models.entity import Entity
from models.sample_college.maker import Maker, does_not_apply, fill
from models.sample_college.names import cultures, filled

POLICE_STATION = "示例路派出所"
ISSUERS = {
    "护照": "所属国护照签发机关", "工作许可": "示例省外国人工作管理部门", "居留许可": "澜港市公安局出入境管理支队",
    "签证": "中国驻外使领馆", "保险": "示例财产保险公司", "无犯罪记录": "所属国警察部门", "体检": "示例国际旅行卫生保健中心",
    "来往内地（大陆）通行证": "示例省出入境管理局", "JW表": "示例省教育厅",
}
_TERMS = {
    "notice_days": 30, "housing_terms": "学校提供专家公寓一套", "airfare_terms": "每聘期报销一次往返经济舱机票",
    "insurance_terms": "学校投保综合医疗与意外险", "holiday_terms": "法定节假日及寒暑假", "incidents": 0,
}


def complete_teacher(maker: Maker, teacher: ForeignTeacher, below: list[Entity]) -> None:
    """The person's own fields; a file that was never handed in stays nearly empty."""
    if teacher.nationality is None:
        return
    chance = maker.chance(f"file of {teacher.passport_name}")
    begins = _begins(below)
    language = cultures().get(teacher.nationality)
    teaches_language = any(
        isinstance(line, Engagement) and line.subject_kind == "语言类" for line in below
    )
    if teacher.nationality == "HKG":
        does_not_apply(teacher, "chinese_level", "teaching_certificate")
    fill(
        teacher, birthplace="出生地以护照为准", degree_school="示例大学（境外）",
        degree_major="应用语言学" if teaches_language else "职业技术教育", degree_authenticated=True,
        marital_status=chance.choice(("未婚", "已婚", "已婚")),
        native_language=language.language if language else None,
        chinese_level=chance.choice(("HSK 3 级", "日常会话", "初级")),
        teaching_certificate="TEFL 120 学时" if teaches_language else None,
        related_years=chance.randrange(2, 16), vetted_on=begins - timedelta(days=40),
        outside_work="无", phone=filled(chance, "100########"),
        email=f"{teacher.passport_name.split(',')[0].split()[0].lower()}@example.invalid"
        if teacher.passport_name.isascii() else None,
        emergency_contact="外事部门值班电话", emergency_abroad="家属（示例）",
    )


def complete_engagements(engagements: list[Engagement]) -> None:
    """Dates and terms of each contract; the last one that has run out was wound up."""
    for place, stay in enumerate(engagements):
        begins, ends = _span(stay)
        if stay.term == "短期":
            does_not_apply(stay, "probation_until", "housing_terms")
        fill(
            stay, **_TERMS, signed_on=begins - timedelta(days=45),
            probation_until=begins + timedelta(days=30) if place == 0 else None,
        )
        is_last = place == len(engagements) - 1
        if is_last and stay.left_on is not None:
            fill(stay, left_for="因家庭原因提前离任，回国")  # never signed off: R-FT-12
        elif is_last and ends <= date(2025, 12, 31):
            fill(stay, left_for="聘期届满，回国", release_signed_on=ends)


def complete_papers(papers: list[Entity], engagements: list[Engagement]) -> None:
    """Who issued a paper, for which post, and the day on which it was cancelled."""
    last = engagements[-1]
    for paper in papers:
        if not isinstance(paper, TeacherDocument):
            continue
        fill(paper, issuer=ISSUERS[paper.kind])
        issued = paper.issued_on
        if paper.kind in ("工作许可", "居留许可") and isinstance(issued, date):
            fill(paper, applied_on=issued - timedelta(days=18))
        if paper.kind == "工作许可":
            fill(paper, post_on_permit=last.post)
            if last.release_signed_on is not None:
                fill(paper, cancelled_on=last.release_signed_on + timedelta(days=6))
        if paper.kind == "无犯罪记录":
            fill(paper, authenticated=True)
        if paper.kind == "签证" and isinstance(issued, date):
            fill(paper, entered_on=issued + timedelta(days=4),
                 stay_until=issued + timedelta(days=90))


def lines(place: int, teacher: ForeignTeacher, engagements: list[Engagement]) -> Iterator[Entity]:
    """Earlier employments and where the teacher lived; `place`: the room's number."""
    if teacher.nationality is None:
        return
    first, last = engagements[0], engagements[-1]
    begins, ends = _span(first)[0], _span(last)[1]
    yield from _experience(teacher, begins)
    yield TeacherDocument(
        teacher=teacher, kind="体检", issued_on=begins - timedelta(days=60),
        issuer=ISSUERS["体检"], remarks="合格",
    )
    yield TeacherLodging(
        teacher=teacher, address=f"澜港市示例路1号 专家公寓 {101 + place} 室",
        lived_from=first.engaged_from, registered_on=first.engaged_from, off_campus=False,
        lived_until=ends if ends <= date(2025, 12, 31) else None,
        police_station=POLICE_STATION, receipt_no=f"ZS{begins:%y%m}{place:03d}",
    )


def _experience(teacher: ForeignTeacher, begins: date) -> Iterator[WorkExperience]:
    changed = date(begins.year - 4, 8, 31)
    gap = timedelta(days=290) if (teacher.passport_name or "").startswith("HARGREAVES") else (
        timedelta(days=1))  # R-FT-06: nobody wrote what he did in those nine months
    yield WorkExperience(
        teacher=teacher, worked_from=date(begins.year - 9, 9, 1), worked_until=changed,
        employer="示例中学（境外）", post="教师", is_related=True,
    )
    yield WorkExperience(
        teacher=teacher, worked_from=changed + gap, worked_until=begins - timedelta(days=30),
        employer="示例学院（境外）", post="讲师", is_related=True,
    )


def special(by_name: dict[str, ForeignTeacher]) -> list[Entity]:
    """Moves out of the campus and a visa, some of them reported too late on purpose."""
    off: dict[str, Any] = {"off_campus": True, "police_station": "滨河路派出所"}
    kim, obrien, ong = by_name["KIM"], by_name["O'BRIEN"], by_name["ONG"]
    return [
        TeacherLodging(
            teacher=kim, address="澜港市滨河路12号 3栋 502 室", lived_from=date(2024, 3, 2),
            registered_on=date(2024, 3, 2), permitted_on=date(2024, 2, 26), landlord="房东（示例）",
            landlord_phone="10012349001", receipt_no="ZS2403901", **off,
        ),
        TeacherLodging(  # R-FT-11: never registered with the police
            teacher=obrien, address="澜港市滨河路18号 1栋 203 室", lived_from=date(2025, 3, 1),
            permitted_on=date(2025, 2, 20), landlord="房东（示例）",
            landlord_phone="10012349002", **off,
        ),
        TeacherDocument(  # entered with Z; the residence permit came late
            teacher=ong, kind="签证", number="90250218", category="Z", issued_on=date(2025, 2, 10),
            valid_until=date(2025, 5, 10), entered_on=date(2025, 2, 18),
            issuer=ISSUERS["签证"],
        ),
    ]


def _begins(below: list[Entity]) -> date:
    return min(
        partial_date.earliest(line.engaged_from) for line in below if isinstance(line, Engagement)
    )


def _span(stay: Engagement) -> tuple[date, date]:
    return partial_date.earliest(stay.engaged_from), partial_date.latest(stay.engaged_until)
