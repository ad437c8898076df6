"""国际学生请假单 (C10L): one page in two languages, absence from classes or a journey."""

from __future__ import annotations

from exports.prints.blocks import Band, Document, Row, Table, checkboxes, value
from exports.prints.declared import approval_bands
from exports.prints.form import both, listed
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import foreigner, form
from exports.prints.texts import texts_of
from models.entities.international_student import InternationalStudent

CODE = "C10L"
KINDS = ("", "事假", "病假", "离开本市", "出境")


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    typed = {"reason": "请假事由", "leave": "请假起止", "destination": "去往地点、住址"}
    return (
        *form.options(student),
        Option("kind", "请假类别", "choice", "", tuple((kind, kind or "留空手写") for kind in KINDS),
               per_record=True),
        *(Option(key, words, "text", "", per_record=True, help="留空由学生手写")
          for key, words in typed.items()),
    )


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    return foreigner.missing(student, wishes)


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    made = form.facts(student, wishes)
    permit = foreigner.paper_words(foreigner.papers_of(student), "居留许可")
    typed = {key: str(wishes[key]).strip() for key in ("reason", "leave", "destination")}
    made["said"] |= {
        **typed, "phone": student.phone or "", "permit_until": permit["until"],
        "leave_kind": str(wishes["kind"]),
    }
    return {**made, "period": f"{made['period']}:{typed['leave']}:{wishes['issued_on']}"}


def _layout(facts: Facts) -> Document:
    year = int(facts["issued_on"][:4])
    texts, labels = texts_of(CODE, year), texts_of(foreigner.TEXTS, year)
    said = facts["said"]
    names = dict(part.split("=") for part in listed(texts["kinds"]))
    ticks = checkboxes(tuple(names.values()), names.get(said["leave_kind"], ""))
    table = Table((
        form.pairs(said, labels, ("name", "chinese_name"), ("nationality", "passport"),
                   ("student_no", "programme"), ("phone", "permit_until"), height=10),
        Band((29, None), (
            Row((both(texts, "kind"), value(ticks)), 12),
            Row((both(texts, "leave"), value(said["leave"])), 12),
            Row((both(texts, "destination"), value(said["destination"])), 14),
            Row((both(texts, "reason"), value(said["reason"])), 28),
        )),
        *approval_bands(texts["steps"]),
    ))
    page = form.page(texts, table, form.note(texts["note"]), form.note(texts["note_en"]))
    return form.finished(CODE, facts, texts, (page,))


LEAVE_FORM = Printable(
    code=CODE, title="国际学生请假单", entity=InternationalStudent, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout,
    notices=foreigner.notices, private=("phone",),
)
