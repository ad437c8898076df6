"""离校手续单 (C9): what a leaving student settles with whom, in both languages."""

from __future__ import annotations

from exports.prints.blocks import Band, Document, Heading, Row, Table, label, value
from exports.prints.certificate import day_chinese, newest
from exports.prints.declared import approval_bands
from exports.prints.form import listed, two_languages
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.students import foreigner, form
from exports.prints.students.stays import chosen
from exports.prints.texts import Texts, texts_of
from models.checks.base import Look, full
from models.entities.international_student import InternationalStudent
from models.partial_date import latest

CODE = "C9"
RULE = "R-STU-11"


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    return (
        *form.options(student),
        Option("flight", "离境日期、航班", "text", "", per_record=True, help="留空手写"),
    )


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    return foreigner.missing(student, wishes)


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    """A permit that runs on after the student has left."""
    period = chosen(student, wishes)
    left = full(period.enrolled_until) if period else None
    permit = newest("居留许可", foreigner.papers_of(student))
    if left and permit and permit.valid_until and latest(permit.valid_until) > left:
        until = latest(permit.valid_until)
        return [f"居留许可 {until} 到期，晚于离校日期 {left}：离校时办理注销或变更。"]
    return []


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    made, period = form.facts(student, wishes), chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    permit = foreigner.paper_words(foreigner.papers_of(student), "居留许可")
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    outcome = period.outcome if period.outcome not in (None, "在读") else ""
    made["said"] |= {
        "outcome": f"{outcome} {texts.get(f'outcome_en.{outcome}')}".strip(),
        "left": day_chinese(period.enrolled_until), "permit_until": permit["until"],
        "permit": permit["number"], "flight": str(wishes["flight"]).strip(),
    }
    return {**made, "days": Look().number(RULE, "days")}


def _layout(facts: Facts) -> Document:
    year = int(facts["issued_on"][:4])
    texts, labels = texts_of(CODE, year), texts_of(foreigner.TEXTS, year)
    said = facts["said"]
    table = Table((
        form.pairs(said, labels, ("name", "chinese_name"), ("nationality", "passport"),
                   ("student_no", "programme"), ("permit", "permit_until"), height=9.4),
        form.pairs(said, texts, ("outcome", "left"), height=9.4),
        Heading(texts["matters"], 7), _matters(texts), Heading(texts["leaving"], 7),
        form.pairs(said, texts, ("flight", "received"), height=10),
        form.whole(said, texts, "reach", height=10),
        *approval_bands(texts["steps"]),
    ))
    page = form.page(texts, table, *(
        form.note(texts[key].format(days=facts["days"])) for key in ("note", "note_en")
    ))
    return form.finished(CODE, facts, texts, (page,))


def _matters(texts: Texts) -> Band:
    """One line for each office: 图书馆|Library|还清图书|Books returned."""
    heads = tuple(two_languages(words) for words in listed(texts["heads"]))
    rows = []
    for line in listed(texts["offices"]):
        parts = (line + "|||").split("|")[:4]
        matter = foreigner.two_lines(parts[2], parts[3])
        rows.append(Row(
            (label(foreigner.two_lines(parts[0], parts[1]), size=9.5), value(matter), value(""),
             value("")), 12.4, grow=True,
        ))
    return Band((38, None, 34, 24), (Row(heads, 9), *rows), head=1)


DEPARTURE_FORM = Printable(
    code=CODE, title="离校手续单", entity=InternationalStudent, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
