"""JW202 填报数据核对页 (C3): what is typed into the visa form, to be checked line by line.

The form itself is printed by the authority's system; this page only carries the data, and says
whether 录取通知书, JW 表 and 居留公函 agree on the period of study (R-STU-05).
"""

from __future__ import annotations

from exports.prints.blocks import Band, Document, Heading, Row, Table, label, value
from exports.prints.certificate import day_chinese, office_facts
from exports.prints.declared import approval_bands
from exports.prints.form import listed
from exports.prints.printable import Facts, Missing, Printable, Wishes
from exports.prints.students import foreigner, form
from exports.prints.students.stays import chosen
from exports.prints.texts import Texts, texts_of
from models.checks.before_printing import review, said
from models.entities.international_student import Enrolment, InternationalStudent
from models.partial_date import earliest, latest

CODE = "C3"
_PERIODS = ("admitted", "jw", "letter")
TICK = "□"


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    return [*foreigner.missing(student, wishes), *foreigner.without_passport(student)]


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    found = review([student]).found
    told = [said(each) for each in found if each.check.id == "R-STU-05" and not each.answer]
    if "," not in student.passport_name:
        told.append("护照姓名没有用逗号分开姓和名：“姓”“名”两栏留空，请对照护照填写。")
    return [*told, *foreigner.notices(student, wishes)]


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    made, period = form.facts(student, wishes), chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    surname, comma, given = made["said"]["name"].partition(",")
    office = office_facts()
    made["said"] |= {
        "surname": surname if comma else "", "given_names": given.strip(),
        "home": "", "occupation": period.home_school or "",
        "host": office["school_name"], "host_en": office["school_name_en"],
        "register_by": day_chinese(period.admitted_from or period.enrolled_from),
        "contact": "　".join(filter(None, (office["contact_name"], office["phone"]))),
    }
    return {**made, "periods": _periods(period), "agree": _agree(period)}


def _periods(period: Enrolment) -> list[list[str]]:
    """Begin and end in each of the three papers; blank where none is registered."""
    return [
        [name, *(day_chinese(getattr(period, f"{name}_{end}")) for end in ("from", "until"))]
        for name in _PERIODS
    ]


def _agree(period: Enrolment) -> str:
    """yes, no, or blank while fewer than two papers are registered."""
    compared = False
    for end in ("from", "until"):
        days = [day for name in _PERIODS if (day := getattr(period, f"{name}_{end}")) is not None]
        compared = compared or len(days) > 1
        if days and max(map(earliest, days)) > min(map(latest, days)):
            return "no"
    return "yes" if compared else ""


def _layout(facts: Facts) -> Document:
    year = int(facts["issued_on"][:4])
    texts = texts_of(CODE, year)
    agree = texts[f"agree.{facts['agree'] or 'unknown'}"]
    table = Table((
        _items(facts["said"], texts), Heading(texts["periods"], 7),
        Band((50, 50, 50, None), (
            Row(tuple(label(words) for words in listed(texts["period_heads"])), 7.5),
            *(Row((label(texts[f"period.{name}"]), value(begins, align="center"),
                   value(ends, align="center"), value(TICK, align="center")), 7)
              for name, begins, ends in facts["periods"]),
        )),
        Band((50, None), (Row((label(texts["agree"]), value(agree)), 8),)),
        *approval_bands(texts["steps"]),
    ))
    page = form.page(texts, table, form.note(texts["note"]))
    return form.finished(CODE, facts, texts, (page,))


def _items(said: dict[str, str], texts: Texts) -> Band:
    """One line for each entry of the authority's form; the text `items` has their order."""
    rows = [Row(tuple(label(words) for words in listed(texts["heads"])), 7.5)]
    for item in listed(texts["items"]):
        key, _, words = item.partition("=")
        chinese, _, english = words.partition("|")
        rows.append(Row((
            label(chinese), label(english, size=9.5), value(said.get(key, "").replace("\n", "　")),
            value(TICK, align="center"),
        ), 7, grow=True))
    return Band((34, 40, None, 14), tuple(rows), head=1)


VISA_DATA = Printable(
    code=CODE, title="JW202 填报数据核对页", entity=InternationalStudent, prefix="",
    options=form.options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
