"""国际学生登记表 (C1): the first page of a student's file, filled with what is known, in two languages.

Religion is neither asked nor printed; what is blank is written by the student.
"""

from __future__ import annotations

from exports.prints.blocks import Band, Document, Heading, Row, Table, label, value
from exports.prints.certificate import day_chinese
from exports.prints.declared import approval_bands
from exports.prints.form import both, both_pairs
from exports.prints.printable import Facts, Missing, Printable, Wishes
from exports.prints.students import foreigner, form
from exports.prints.texts import Texts, texts_of
from models.entities.international_student import InternationalStudent

CODE = "C1"
ROW = 8.9
"""Millimetres that two lines of a label need without touching the lines of the table."""


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    return foreigner.missing(student, wishes)


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    made, papers = form.facts(student, wishes), foreigner.papers_of(student)
    visa, permit = (foreigner.paper_words(papers, kind) for kind in ("签证", "居留许可"))
    insurance, jw = (foreigner.paper_words(papers, kind) for kind in ("保险", "JW表"))
    insured = "至".join(filter(None, (insurance["issued"], insurance["until"])))
    made["said"] |= {
        "visa": f"{visa['category']} {visa['number']}".strip(), "entered": visa["entered"],
        "permit": permit["number"], "permit_until": permit["until"], "jw": jw["number"],
        "insurance": insurance["number"], "insurance_span": insured,
        "address": foreigner.address(student), "phone": student.phone or "",
        "email": student.email or "", "emergency": student.emergency_contact or "",
        "emergency_abroad": student.emergency_abroad or "", "guardian": student.guardian or "",
        "guardian_on": day_chinese(student.guardian_commissioned_on),
    }
    return made


def _layout(facts: Facts) -> Document:
    year = int(facts["issued_on"][:4])
    texts, labels = texts_of(CODE, year), texts_of(foreigner.TEXTS, year)
    said = facts["said"]
    table = Table((
        _with_photo(said, labels, texts),
        form.pairs(said, labels, ("degree", "language"), ("chinese_level", "counsellor"),
                   height=ROW),
        Heading(texts["study"], 6.5),
        form.pairs(said, labels, ("student_no", "admission_no"), ("kind", "programme"),
                   ("department", "teaching"), ("years", "funding"), ("home_school", "jw"),
                   height=ROW),
        form.whole(said, labels, "span", height=ROW),
        Heading(texts["papers"], 6.5),
        form.pairs(said, labels, ("visa", "entered"), ("permit", "permit_until"),
                   ("insurance", "insurance_span"), height=ROW),
        form.whole(said, labels, "address", height=ROW),
        Heading(texts["contact"], 6.5),
        form.pairs(said, labels, ("phone", "email"), ("emergency", "emergency_abroad"),
                   ("guardian", "guardian_on"), height=ROW),
        form.whole(said, labels, "remarks", height=9),
        *approval_bands(texts["steps"]),
    ))
    page = form.page(texts, table, form.note(texts["note"]), form.note(texts["note_en"]))
    return form.finished(CODE, facts, texts, (page,))


def _with_photo(said: dict[str, str], labels: Texts, texts: Texts) -> Band:
    photo = label(texts["photo"].replace("|", "\n"), rows=5)
    name = value(said["name"], span=3, align="center")
    return Band((29, 40, 27, 39, None), (
        Row((both(labels, "name"), name, photo)),
        Row(both_pairs(said, labels, "chinese_name", "sex")),
        Row(both_pairs(said, labels, "nationality", "born")),
        Row(both_pairs(said, labels, "birthplace", "marital")),
        Row(both_pairs(said, labels, "passport", "passport_until")),
    ))


REGISTRATION_FORM = Printable(
    code=CODE, title="国际学生登记表", entity=InternationalStudent, prefix="",
    options=form.options, missing=_missing, facts=_facts, layout=_layout,
    notices=foreigner.notices,
    private=("housing", "phone", "email", "guardian", "emergency_contact", "emergency_abroad"),
)
