"""Which stay abroad a paper is about, and what every paper of a student sent abroad says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.prints.certificate import day_chinese, span_chinese
from exports.prints.printable import Missing, Option, Wishes, office_missing
from exports.wording import mask_identity, mask_passport
from models.aliases import called
from models.checks.before_printing import review, said
from models.codes import HMT, countries
from models.entities.outbound_student import OutboundStudent, Placement
from models.entities.partner_school import PartnerSchool
from models.partial_date import to_text

FULL, MASKED = "全号", "掩码"
PRIVATE = ("phone", "home_address", "parent", "parent_phone", "id_no", "passport_no")
"""What the forms of a student sent abroad ask for and no other paper shows."""


def stays(student: OutboundStudent) -> list[Placement]:
    """The stays abroad, newest first."""
    found: list[Placement] = student.lines(Placement)
    return sorted(found, key=lambda stay: (to_text(stay.departed_on), stay.id), reverse=True)


def stay_option(student: OutboundStudent) -> tuple[Option, ...]:
    """出国（境）经历, the newest at first; no question while there is none."""
    held = stays(student)
    if not held:
        return ()
    choices = tuple((str(stay.id), f"{stay.programme_kind or '未填类型'}  {stay}") for stay in held)
    return (Option("stay", "出国（境）经历", "choice", choices[0][0], choices, per_record=True),)


def identity_option(usual: str) -> Option:
    """Whether identity and passport numbers are printed whole."""
    return Option("identity", "证件号", "choice", usual,
                  ((FULL, FULL), (MASKED, "掩码（11****5678）")))


def chosen(student: OutboundStudent, wishes: Wishes) -> Placement | None:
    """The stay that was picked; None while the student has none."""
    return next((stay for stay in stays(student) if str(stay.id) == wishes.get("stay")), None)


def missing(student: OutboundStudent, wishes: Wishes, *names: str) -> list[Missing]:
    """The school, the stay, and the fields of the stay among `names` that are blank."""
    found = office_missing("school_name")
    stay = chosen(student, wishes)
    if stay is None:
        return [*found, Missing("出国（境）经历", student)]
    blank = [name for name in names if getattr(stay, name) is None]
    return [*found, *(Missing(Placement.field_named(name).label, stay, name) for name in blank)]


def notices(student: OutboundStudent, wishes: Wishes) -> list[str]:
    """What the rules say of the student now, and what the form asks of every stay."""
    found = [said(each) for each in review([student]).found if not each.answer]
    stay = chosen(student, wishes)
    if stay is None or any("R-STU-13" in each for each in found):
        return found
    if stay.fees_paid is False:
        found.append("没有缴清学费，一般不得派出。")
    if stay.failed_courses:
        found.append(f"有 {stay.failed_courses:g} 门不及格，一般不得派出。")
    return found


def person(student: OutboundStudent, wishes: Wishes) -> dict[str, str]:
    """Who goes, for a form of the college."""
    is_masked = wishes.get("identity") == MASKED
    identity, passport = student.id_no or "", student.passport_no or ""
    return {
        "name": student.name, "sex": student.sex or "", "born": day_chinese(student.born_on),
        "ethnicity": student.ethnicity or "", "political": student.political_status or "",
        "student_no": student.student_no or "", "department": student.department or "",
        "programme": student.programme or "", "grade": student.grade or "",
        "language": student.foreign_language or "",
        "grade_point": "" if student.grade_point is None else f"{student.grade_point:g}",
        "id_no": mask_identity(identity) if is_masked else identity,
        "passport": mask_passport(passport) if is_masked else passport,
        "phone": student.phone or "", "home": student.home_address or "",
        "parent": student.parent or "", "parent_phone": student.parent_phone or "",
    }


def journey(stay: Placement) -> dict[str, Any]:
    """Where the student goes, from when to when, and who pays."""
    return {
        "kind": stay.programme_kind or "",
        "country": country_chinese(stay),
        "host": stay.host_name or "", "begins": day_chinese(stay.departed_on),
        "ends": day_chinese(stay.returned_on),
        "span": span_chinese(stay.departed_on, stay.returned_on),
        "days": days_words(stay), "funding": stay.funding or "",
        "amount": "" if stay.amount is None else f"{stay.amount:,.10g}",
        "fees_paid": {True: "是", False: "否"}.get(stay.fees_paid, ""),
        "failed": "" if stay.failed_courses is None else f"{stay.failed_courses:g}",
        "insurance": stay.insurance_no or "", "level": stay.level or "",
    }


def country_chinese(stay: Placement) -> str:
    """韩国; 中国香港 for 港澳台; blank for none."""
    name = countries().name_of(stay.country) if stay.country else ""
    return f"中国{name}" if stay.country in HMT else name


def country_english(stay: Placement) -> str:
    """South Korea; Hong Kong, China."""
    if not stay.country:
        return ""
    name = countries().fact(stay.country, "name_en") or countries().name_of(stay.country)
    return f"{name}, China" if stay.country in HMT and "China" not in name else name


def days_words(stay: Placement) -> str:
    """共 109 天, both days counted; blank while a day is not known."""
    begins, ends = stay.departed_on, stay.returned_on
    if isinstance(begins, date) and isinstance(ends, date):
        return f"共 {(ends - begins).days + 1} 天"
    return ""


def host_english(stay: Placement) -> str:
    """The English name of the partner that is linked or bears the host's name; else blank."""
    partner: PartnerSchool | None = stay.partner
    if partner is None and stay.host_name:
        named = PartnerSchool.active().where(PartnerSchool.name == stay.host_name)
        partner = named.first() or PartnerSchool.get_or_none(
            PartnerSchool.id == called(PartnerSchool, stay.host_name)
        )
    return (partner.foreign_name or "") if partner is not None else ""
