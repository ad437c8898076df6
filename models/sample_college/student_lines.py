"""What an international student's file holds besides: admission, lodging, changes of status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import partial_date
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StatusChange,
    StudentDocument,
    StudentLodging,
)
from models.entity import Entity
from models.sample_college.maker import LAST_DAY, Maker, does_not_apply, fill
from models.sample_college.names import cultures
from models.sample_college.teacher_lines import ISSUERS, POLICE_STATION

_COUNSELLORS = ("陶颖", "罗文静", "龚子昂")
_ENDED = ("毕业", "结业", "退学", "转学")


def complete_student(maker: Maker, student: InternationalStudent, below: list[Entity]) -> None:
    """The person's own fields; who has not handed in the papers stays as registered."""
    if student.born_on is None:
        return
    chance = maker.chance(f"file of {student.student_no}")
    stays = [line for line in below if isinstance(line, Enrolment)]
    language = cultures().get(student.nationality or "")
    number = str(student.student_no)
    if student.nationality in ("HKG", "MAC", "CHN"):
        does_not_apply(student, "chinese_level", "native_language")
    fill(
        student, birthplace="出生地以护照为准", marital_status="未婚",
        native_language=language.language if language else None,
        degree="高中，示例中学（境外）", counsellor=chance.choice(_COUNSELLORS), outside_work="无",
        email=f"{number.lower()}@example.invalid", emergency_contact="辅导员",
        emergency_abroad="家长（示例）",
    )
    if any(stay.study_kind == "学历生" for stay in stays):
        fill(student, chinese_level=f"HSK {chance.choice((3, 4, 4, 5))} 级")


def complete_stay(student: InternationalStudent, stay: Enrolment) -> None:
    """Admission, visa form and letter say the same period; an end is certified and reported."""
    start, end = partial_date.earliest(stay.enrolled_from), stay.enrolled_until
    fill(stay, registered_on=start, intake="春季" if 2 <= start.month <= 7 else "秋季")
    if stay.study_kind == "学历生":
        does_not_apply(stay, "degree_on")  # a 专科 has no degree
        fill(stay, tuition=12000)
    elif stay.study_kind == "语言生":
        fill(stay, tuition=9000)
    else:
        does_not_apply(stay, "tuition")
    if not isinstance(end, date):
        return
    fill(
        stay, admission_no=f"LQ{start:%Y}-{student.student_no}", admitted_from=start,
        admitted_until=end, jw_from=start, jw_until=end, letter_from=start, letter_until=end,
    )
    if stay.outcome in _ENDED:
        fill(stay, exit_reported_on=end + timedelta(days=2))
    if stay.outcome in ("毕业", "结业"):
        fill(stay, graduated_on=end)


def complete_papers(papers: list[Entity]) -> None:
    """Who issued a paper, and when it was applied for."""
    for paper in papers:
        if isinstance(paper, StudentDocument):
            fill(paper, issuer=ISSUERS[paper.kind])
            issued = paper.issued_on
            if paper.kind == "居留许可" and isinstance(issued, date):
                fill(paper, applied_on=issued - timedelta(days=6))
            if paper.kind == "签证" and isinstance(issued, date):
                fill(paper, entered_on=issued + timedelta(days=18),
                     stay_until=paper.valid_until)


def lines(place: int, student: InternationalStudent, below: list[Entity]) -> Iterator[Entity]:
    """Where the student lived and how the status changed; `place`: the room's number."""
    stays = [line for line in below if isinstance(line, Enrolment)]
    if student.born_on is None:
        return
    start, end = partial_date.earliest(stays[0].enrolled_from), stays[-1].enrolled_until
    unknown = student.student_no == "L25002"  # R-STU-06: nobody registered where she lives
    yield StudentLodging(
        student=student, address=f"澜港市示例路1号 国际学生公寓 {place // 8 + 2}{place % 8 + 1:02d} 室",
        lived_from=start, registered_on=None if unknown else start, off_campus=False,
        lived_until=end if stays[-1].outcome in _ENDED else None,
        police_station=POLICE_STATION, receipt_no=None if unknown else f"ZX{start:%y%m}{place:03d}",
    )
    for stay in stays:
        yield from _changes(student, stay)


def _changes(student: InternationalStudent, stay: Enrolment) -> Iterator[StatusChange]:
    if stay.study_kind != "学历生":
        return
    yield StatusChange(
        student=student, happened_on=partial_date.earliest(stay.enrolled_from), kind="注册",
        document_no=f"澜职国〔{str(stay.enrolled_from)[:4]}〕9号", reason="按期报到，缴费注册",
    )
    end = stay.enrolled_until
    if stay.outcome in _ENDED and end is not None and partial_date.latest(end) <= LAST_DAY:
        reason = {"毕业": "修满学分，准予毕业", "退学": "个人原因申请退学"}.get(stay.outcome, "学习期满")
        yield StatusChange(student=student, happened_on=end, kind=stay.outcome, reason=reason,
                           document_no=f"澜职教〔{str(end)[:4]}〕31号")


def special(by_number: dict[str, InternationalStudent]) -> list[Entity]:
    """Changes of status, living off the campus and working outside; some of it not in order."""
    off: dict[str, Any] = {"off_campus": True, "landlord": "房东（示例）", "police_station": "滨河路派出所"}
    return [
        StatusChange(student=by_number["L24003"], happened_on=date(2025, 3, 10), kind="休学",
                     document_no="澜职教〔2025〕8号", reason="因病休学一年"),
        StatusChange(student=by_number["L23003"], happened_on=date(2024, 9, 9), kind="转专业",
                     document_no="澜职教〔2024〕40号", reason="本人申请，两学院同意"),
        StatusChange(student=by_number["L23001"], happened_on=date(2025, 5, 20), kind="处分",
                     document_no="澜职学〔2025〕6号", reason="夜不归宿，警告"),
        StudentLodging(
            student=by_number["L23001"], address="澜港市滨河路20号 2栋 301 室",
            lived_from=date(2025, 9, 1), registered_on=date(2025, 9, 1),
            permitted_on=date(2025, 8, 25), landlord_phone="10012349011",
            receipt_no="ZX2509911", **off,
        ),
        StudentLodging(  # R-STU-07: moved out before anybody permitted it
            student=by_number["L24002"], address="澜港市滨河路22号 5栋 102 室",
            lived_from=date(2025, 9, 6), registered_on=date(2025, 9, 7),
            landlord_phone="10012349012", receipt_no="ZX2509912", **off,
        ),
        StudentDocument(
            student=by_number["L25002"], kind="体检", issued_on=date(2025, 8, 20),
            issuer=ISSUERS["体检"], remarks="合格",
        ),
    ]
