"""校外住宿申请表 (C8): bilingual; who is under age may not live outside and gets no form."""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import Band, Document, Heading, Row, Table, value
from exports.prints.certificate import day_chinese
from exports.prints.declared import approval_bands, steps
from exports.prints.form import both
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import foreigner, form
from exports.prints.texts import texts_of
from models.checks.base import Look, full
from models.entities.international_student import InternationalStudent, StudentLodging
from models.partial_date import to_text

CODE = "C8"
RULE = "R-STU-07"


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    return (
        *form.options(student),
        Option("reason", "申请理由", "text", "", per_record=True, help="留空由学生手写"),
        Option("intended", "填入已登记的校外住址", "flag", True,
               help="有校外住宿登记时填入地址、房东和租期；否则留空手写"),
    )


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    found = foreigner.missing(student, wishes, "born_on")
    born, on = full(student.born_on), date.fromisoformat(str(wishes["issued_on"]))
    years = Look().number(RULE, "years")
    if born and _age(born, on) < years:
        found.append(Missing(f"年满 {years} 周岁（未成年学生不得在校外住宿）", student, "born_on"))
    return found


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    found = foreigner.notices(student, wishes)
    outside = _outside(student)
    if outside is not None and outside.permitted_on is None and outside.lived_until is None:
        found.append(f"{to_text(outside.lived_from)} 起已登记校外住宿而没有批准日期，应先批准再搬出。")
    return found


def _outside(student: InternationalStudent) -> StudentLodging | None:
    rows = [row for row in student.lines(StudentLodging) if row.off_campus]
    return max(rows, key=lambda row: to_text(row.lived_from), default=None)


def _inside(student: InternationalStudent) -> str:
    rows = [row for row in student.lines(StudentLodging) if not row.off_campus]
    newest = max(rows, key=lambda row: to_text(row.lived_from), default=None)
    return newest.address if newest else student.housing or ""


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    made = form.facts(student, wishes)
    outside = _outside(student) if wishes["intended"] else None
    lease = ""
    if outside is not None:
        until = day_chinese(outside.lived_until) if outside.lived_until else "　　　年　　月　　日"
        lease = f"{day_chinese(outside.lived_from)}至{until}"
    made["said"] |= {
        "address": _inside(student), "phone": student.phone or "",
        "intended": outside.address if outside else "", "lease": lease,
        "landlord": (outside.landlord or "") if outside else "",
        "landlord_phone": (outside.landlord_phone or "") if outside else "",
        "reason": str(wishes["reason"]).strip(),
    }
    return {**made, "period": f"{made['period']}:{outside.id if outside else ''}"}


def _layout(facts: Facts) -> Document:
    year = int(facts["issued_on"][:4])
    texts, labels = texts_of(CODE, year), texts_of(foreigner.TEXTS, year)
    said = facts["said"]
    pledge = steps(texts["steps"])[0][0].title
    table = Table((
        form.pairs(said, labels, ("name", "chinese_name"), ("nationality", "passport"),
                   ("student_no", "programme"), ("born", "phone"), height=9),
        form.whole(said, labels, "address", height=9),
        Heading(texts["intended"], 7),
        form.whole(said, texts, "intended", height=9),
        form.pairs(said, texts, ("landlord", "landlord_id"), ("landlord_phone", "relation"),
                   height=9),
        form.whole(said, texts, "lease", height=9),
        Band((29, None), (Row((both(texts, "reason"), value(said["reason"])), 12),)),
        *approval_bands(texts["steps"], {pledge: f"{texts['pledge']}\n{texts['pledge_en']}"}),
    ))
    page = form.page(texts, table, form.note(texts["note"]), form.note(texts["note_en"]))
    return form.finished(CODE, facts, texts, (page,))


OFF_CAMPUS_APPLICATION = Printable(
    code=CODE, title="校外住宿申请表", entity=InternationalStudent, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("housing", "phone"),
)
