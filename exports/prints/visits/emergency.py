"""外籍人员应急联系表 and “一人一策”表 (D13): whom to call for every foreigner on the books.

The list is of a day, by the registers; the sheet is of one teacher or student. Both are for the
office's own desk: they show telephone, address and next of kin, and nothing about health.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from exports.prints.blocks import Document, Members
from exports.prints.certificate import newest, passport_of, printed_name
from exports.prints.declared import approval_bands, columns
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.texts import texts_of
from exports.prints.visits import saying, year_lists
from exports.prints.visits.rows import Parts, form_table
from models.entities.foreign_teacher import (
    Engagement,
    ForeignTeacher,
    TeacherDocument,
    TeacherLodging,
)
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
    StudentLodging,
)
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.partial_date import to_text
from models.year_ledger import PERSON_KINDS, on_the_books

LIST, OF_TEACHER, OF_STUDENT = "D13", "D13T", "D13S"
PRIVATE = ("phone", "email", "address", "housing", "guardian", "emergency_contact")
_KNOWN = {
    "no": "序号", "name": "姓名", "sex": "性别", "nationality": "国籍（地区）", "unit": "部门（专业）",
    "phone": "电话", "email": "邮箱", "address": "住址", "near": "境内紧急联系人", "far": "境外紧急联系人",
    "in_charge": "校内责任人", "residence": "居留有效期至",
}
_LOG = {"day": "日期", "way": "联系方式", "where": "所在地", "state": "情况", "by": "记录人"}
_EVERYBODY = "全部"


def _options(office: OfficeProfile) -> tuple[Option, ...]:  # noqa: ARG001
    kinds = tuple((kind, kind) for kind in (_EVERYBODY, *PERSON_KINDS))
    return saying.form_options(Option("kind", "人员类别", "choice", _EVERYBODY, kinds))


def _missing(office: OfficeProfile, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return office_missing("school_name")


def _notices(office: OfficeProfile, wishes: Wishes) -> list[str]:
    people = [p for group in _facts(office, wishes)["groups"] for p in group["people"]]
    if not people:
        return ["这一天没有在册的外籍人员。"]
    found = []
    for key in ("phone", "address", "near", "far"):
        if blank := sum(1 for person in people if not person[key]):
            found.append(f"{blank} 人没有登记{_KNOWN[key]}。")
    return found


def _facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    day = date.fromisoformat(str(wishes["issued_on"]))
    wanted = PERSON_KINDS if wishes["kind"] == _EVERYBODY else (str(wishes["kind"]),)
    groups: list[dict[str, Any]] = [
        {"kind": kind, "people": _people(day, kind)} for kind in wanted
    ]
    number = 0
    for group in groups:
        for person in group["people"]:
            number += 1
            person["no"] = str(number)
    facts = saying.form_facts(office, wishes, holder=f"{day.isoformat()} 外籍人员应急联系表")
    return {
        **facts, "code": LIST, "groups": groups, "count": number, "tail": day.isoformat(),
        "period": f"{day.isoformat()}:{wishes['kind']}", "year": str(day.year),
    }


def _people(day: date, kind: str) -> list[dict[str, str]]:
    """Everybody of one kind on the books on a day, each once, in the order of names."""
    is_teacher = kind.endswith("教师")
    found: dict[int, dict[str, str]] = {}
    for span in on_the_books(day, kind):
        person = span.teacher if is_teacher else span.student
        found[person.id] = about(person, span)
    return sorted(found.values(), key=lambda each: each["name"])


def about(person: Any, span: Any) -> dict[str, str]:
    """How to reach one teacher or student; `span`: the contract or stay, if there is one."""
    is_teacher = isinstance(person, ForeignTeacher)
    lodgings = person.lines(TeacherLodging if is_teacher else StudentLodging)
    papers = person.lines(TeacherDocument if is_teacher else StudentDocument)
    residence = newest("居留许可", papers)
    kept = person.address if is_teacher else person.housing
    work = "" if span is None else span.department or ""
    what = "" if span is None else (span.post if is_teacher else span.programme) or ""
    return {
        "no": "", "name": _name(person), "sex": person.sex or "", "email": person.email or "",
        "nationality": saying.place_name(person.nationality), "phone": person.phone or "",
        "unit": work if is_teacher else what or work, "post": what, "department": work,
        "address": _lodging(lodgings) or kept or "", "near": person.emergency_contact or "",
        "far": person.emergency_abroad or "",
        "in_charge": "" if is_teacher else person.counsellor or "",
        "residence": to_text(residence.valid_until) if residence and residence.valid_until else "",
    }


def _name(person: Any) -> str:
    name = printed_name(person.passport_name)
    return f"{name}（{person.chinese_name}）" if person.chinese_name else name


def _lodging(lodgings: Iterable[Any]) -> str:
    """Where somebody lives now: the newest lodging that has not been left."""
    open_ones = [each for each in lodgings if each.lived_until is None]
    found = max(open_ones, key=lambda each: to_text(each.lived_from), default=None)
    return found.address if found else ""


def _layout(facts: Facts) -> Document:
    texts = texts_of(LIST, int(facts["issued_on"][:4]))
    shown = columns(texts["columns"], _KNOWN)
    groups = [
        (f"{group['kind']}（{len(group['people'])} 人）", group["people"])
        for group in facts["groups"] if group["people"] or len(facts["groups"]) == 1
    ]
    table = year_lists.grouped_table(shown, groups or [("在册外籍人员（0 人）", ())])
    return year_lists.list_document(facts, texts, (table,))


# ---- one person ----


def _sheet_missing(person: Any, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return saying.form_missing(person, "passport_name", "nationality")


def _sheet_notices(person: Any, wishes: Wishes) -> list[str]:  # noqa: ARG001
    said = about(person, _span(person))
    blank = [_KNOWN[key] for key in ("phone", "address", "near", "far") if not said[key]]
    return [f"没有登记{'、'.join(blank)}，表上留空。"] if blank else []


def _span(person: Any) -> Any:
    """The newest contract or stay."""
    if isinstance(person, ForeignTeacher):
        spans: Sequence[Any] = person.lines(Engagement)
        return max(spans, key=lambda s: to_text(s.engaged_from), default=None)
    spans = person.lines(Enrolment)
    return max(spans, key=lambda s: to_text(s.enrolled_from), default=None)


def _sheet_facts(person: Any, wishes: Wishes) -> Facts:
    is_teacher = isinstance(person, ForeignTeacher)
    papers = person.lines(TeacherDocument if is_teacher else StudentDocument)
    passport, insurance = passport_of(person, papers), newest("保险", papers)
    said = about(person, _span(person))
    facts = saying.form_facts(person, wishes, holder=said["name"])
    boxes = said | {
        "kind": "外籍教师" if is_teacher else "国际学生", "born": saying.day_words(person.born_on),
        "passport": (passport.number or "") if passport else "",
        "guardian": "" if is_teacher else person.guardian or "",
        "insurance": _insurance(insurance), "language": person.native_language or "",
        "chinese": person.chinese_level or "", "where": "", "plans": "", "risks": "",
        "measures": "", "leader": "", "helper": "", "school": facts["school"],
        "office": facts["office_name"], "date": facts["issued_on"],
    }
    code = OF_TEACHER if is_teacher else OF_STUDENT
    return {**facts, "code": code, "boxes": boxes}


def _insurance(paper: Any) -> str:
    """承保机构, 保单号 and the last day."""
    if paper is None:
        return ""
    until = f"至 {to_text(paper.valid_until)}" if paper.valid_until else ""
    return "  ".join(words for words in (paper.issuer or "", paper.number or "", until) if words)


def _sheet(facts: Mapping[str, Any]) -> Document:
    texts = texts_of(OF_TEACHER, int(facts["issued_on"][:4]))
    listed = columns(texts["columns"], _LOG)
    log = Members(tuple((column.label, column.width) for column in listed), (), slots=4,
                  height=8, name=texts["log"])
    parts: Parts = {"log": (log,), "steps": approval_bands(texts["steps"])}
    rows = texts["rows" if facts["code"] == OF_TEACHER else "rows_student"]
    whole = dict(facts)
    table = form_table(
        rows, facts["boxes"], room=saying.room_below_title(texts, whole), parts=parts
    )
    return saying.document(whole, texts["title"], saying.first_page(texts, table, whole))


def _sheet_options(person: Entity) -> tuple[Option, ...]:  # noqa: ARG001
    return saying.form_options()


EMERGENCY_LIST = Printable(
    code=LIST, title="外籍人员应急联系表", entity=OfficeProfile, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)

TEACHER_PLAN = Printable(
    code=OF_TEACHER, title="外籍教师“一人一策”表", entity=ForeignTeacher, prefix="",
    options=_sheet_options, missing=_sheet_missing, facts=_sheet_facts, layout=_sheet,
    notices=_sheet_notices, private=PRIVATE,
)

STUDENT_PLAN = Printable(
    code=OF_STUDENT, title="国际学生“一人一策”表", entity=InternationalStudent, prefix="",
    options=_sheet_options, missing=_sheet_missing, facts=_sheet_facts, layout=_sheet,
    notices=_sheet_notices, private=PRIVATE,
)
