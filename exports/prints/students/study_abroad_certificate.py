"""派出学生在学证明 (C14): that a student of the college goes abroad for a time and comes back."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import Document
from exports.prints.certificate import (
    CHINESE,
    certificate,
    day_chinese,
    office_facts,
    options_about_person,
)
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    office_missing,
)
from exports.prints.students import placements
from exports.prints.students.names import english_options
from exports.prints.texts import in_english, texts_of
from exports.wording import mask_passport
from models.entities.outbound_student import OutboundStudent, Placement
from models.partial_date import earliest, latest

CODE = "C14"


def _options(student: OutboundStudent) -> tuple[Option, ...]:
    return (
        *placements.stay_option(student), *english_options(student),
        Option("programme_en", "专业（英文）", "text", "", per_record=True, help="印英文时填写；留空则不写专业"),
        *options_about_person(),
    )


def _missing(student: OutboundStudent, wishes: Wishes) -> list[Missing]:
    found = placements.missing(student, wishes, "country", "host_name", "returned_on")
    if wishes["language"] != CHINESE:
        found += office_missing("school_name_en")
    if not student.programme:
        found.append(Missing("专业", student, "programme"))
    return found


def _notices(student: OutboundStudent, wishes: Wishes) -> list[str]:
    """English words that are not known."""
    stay = placements.chosen(student, wishes)
    if stay is None or wishes["language"] == CHINESE:
        return []
    found = []
    if not str(wishes["programme_en"]).strip():
        found.append("没有填专业英文名：英文部分不写专业。")
    if not (str(wishes["host_en"]).strip() or placements.host_english(stay)):
        found.append("没有接收院校的英文名：英文部分写中文名。")
    return found


def _state(stay: Placement, day: date) -> str:
    """planned, away or returned, as seen on a day."""
    if earliest(stay.departed_on) > day:
        return "planned"
    return "returned" if latest(stay.returned_on) < day else "away"


def _facts(student: OutboundStudent, wishes: Wishes) -> Facts:
    stay = placements.chosen(student, wishes)
    assert stay is not None, "missing() asks for it"
    day = date.fromisoformat(str(wishes["issued_on"]))
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    number = student.passport_no or ""
    shown = mask_passport(number) if wishes["passport"] == "掩码" else number
    office, purpose = office_facts(), str(wishes["purpose"]).strip()
    kind = stay.programme_kind or ""
    host, country = stay.host_name or "", placements.country_chinese(stay)
    return {
        "holder": student.name, "tail": (student.student_no or number or str(student.id))[-4:],
        "issued_on": day.isoformat(), "language": str(wishes["language"]), "office": office,
        "purpose": purpose,
        "purpose_en": str(wishes["purpose_en"]).strip() or in_english("用途", purpose),
        "zh": {
            "name": student.name, "sex": common[f"sex.{student.sex}"] if student.sex else "",
            "born": day_chinese(student.born_on), "paper": shown,
            "student_no": student.student_no or "",
            "department": student.department or "", "programme": student.programme or "",
            "grade": student.grade or "", "start": day_chinese(stay.departed_on),
            "end": day_chinese(stay.returned_on), "kind": texts.get(f"kind.{kind}", texts["kind."]),
            "host": host if host.startswith(country.removeprefix("中国")) else country + host,
        },
        "en": {
            "name": str(wishes["name_en"]).strip() or student.name,
            "sex": common[f"sex_en.{student.sex}"] if student.sex else "",
            "born": _born_english(student),
            "paper": shown, "student_no": student.student_no or "",
            "programme": str(wishes["programme_en"]).strip(), "school": office["school_name_en"],
            "start": day_english(stay.departed_on), "end": day_english(stay.returned_on),
            "host": str(wishes["host_en"]).strip() or placements.host_english(stay) or host,
            "country": placements.country_english(stay),
            "kind": texts.get(f"kind_en.{kind}", texts["kind_en."]),
        },
        "state": _state(stay, day), "period": f"{stay.id}:{_state(stay, day)}",
    }


def _born_english(student: OutboundStudent) -> str:
    born = student.born_on
    return f"{'on' if isinstance(born, date) else 'in'} {day_english(born)}" if born else ""


def _layout(facts: Facts) -> Document:
    return certificate(CODE, facts)


STUDY_ABROAD_CERTIFICATE = Printable(
    code=CODE, title="派出学生在学证明", entity=OutboundStudent, prefix="PCZM",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
