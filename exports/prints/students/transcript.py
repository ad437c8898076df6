"""交换生成绩证明 (C7): the courses of an international student, Chinese and English side by side.

As many pages as it takes; who it is and the heads of the columns are repeated on each. No course
is left out, and every one bears both names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    Document,
    FormFooter,
    Heading,
    Letterhead,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    Row,
    SignOff,
    Space,
    Table,
    Title,
    value,
)
from exports.prints.certificate import BOTH, number_words, office_facts, span_chinese, span_english
from exports.prints.declared import columns
from exports.prints.form import both, both_pairs, two_languages
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    issue_date,
    office_missing,
)
from exports.prints.students import foreigner
from exports.prints.students.scores import Scale, totals
from exports.prints.students.stays import chosen, stay_option
from exports.prints.texts import Texts, texts_of
from exports.wording import date_chinese, date_english
from models.entities.international_student import CourseScore, InternationalStudent

CODE = "C7"
ALL = "全部学期"
PAGE = Margins(17, 20, 16, 20)
TAIL = 27.0
"""Millimetres of two courses and the totals, which stay with the signature."""
KNOWN = {"no": "序号", "code": "课程代码", "course": "课程名称", "course_en": "课程英文名", "hours": "学时",
         "credits": "学分", "score": "成绩", "grade": "等级", "kind": "性质"}
"""Columns that the list can fill."""
_TWO_LINES = {"course": 18, "course_en": 44, "code": 14, "score": 8, "grade": 16, "kind": 14}
"""Up to so many letters surely fit two lines of the usual width; longer ones get a higher row."""


def _scores(student: InternationalStudent, wishes: Wishes) -> list[CourseScore]:
    """The courses of the terms asked for, by term, then as entered."""
    rows: list[CourseScore] = student.lines(CourseScore)
    wanted = wishes.get("term", ALL)
    kept = [row for row in rows if wanted in (ALL, row.term)]
    return sorted(kept, key=lambda row: (row.term or "", row.id))


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    terms = dict.fromkeys(row.term for row in _scores(student, {}) if row.term)
    choices = tuple((term, term) for term in (ALL, *terms))
    return (
        *stay_option(student),
        Option("term", "学期", "choice", ALL, choices, per_record=True),
        Option("passport", "证件号", "choice", "全号", (("全号", "全号"), ("掩码", "掩码（AB****34）"))),
        Option("average", "印平均分", "flag", True, help="按学分加权，只计百分制成绩"),
        issue_date(),
    )


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    found = foreigner.missing(student, wishes) + office_missing("school_name_en")
    found += foreigner.without_passport(student)
    rows = _scores(student, wishes)
    if not rows:
        found.append(Missing("课程成绩", student))
    for row in rows:
        for name in ("course_en", "score"):
            if not getattr(row, name):
                label_of = CourseScore.field_named(name).label
                found.append(Missing(f"“{row.course}”的{label_of}", row, name))
    return found


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    found = foreigner.notices(student, wishes)
    scale = Scale.of(texts_of(CODE, int(str(wishes["issued_on"])[:4])))
    for row in _scores(student, wishes):
        if row.credits is None:
            found.append(f"“{row.course}”没有学分，未计入总学分。")
        if row.score and not scale.passed(row.score):
            found.append(f"“{row.course}”成绩“{row.score}”未及格，学分未计入总学分。")
    return found


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    period = chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    texts_year = int(str(wishes["issued_on"])[:4])
    texts = texts_of(CODE, texts_year)
    scale, rows = Scale.of(texts), _scores(student, wishes)
    said = foreigner.person(student, is_masked=wishes["passport"] == "掩码")
    study = foreigner.study(period, texts_of(foreigner.TEXTS, texts_year))
    days = period.enrolled_from, period.enrolled_until
    span = f"{span_chinese(*days)}　{span_english(*days)}"
    numbers = totals(rows, scale)
    return {
        "holder": said["name"], "tail": said["passport"][-4:], "purpose": "",
        "period": f"{period.id}:{wishes['term']}:{len(rows)}", "language": BOTH,
        "issued_on": str(wishes["issued_on"]), "office": office_facts(),
        "person": {**said, **study, "span": span},
        "rows": [_line(row, scale, texts) for row in rows],
        "totals": {
            "courses": str(len(rows)), "credits": f"{numbers.credits:g}",
            "average": f"{numbers.average:.1f}" if numbers.average and wishes["average"] else "",
        },
    }


def _line(row: CourseScore, scale: Scale, texts: Texts) -> dict[str, str]:
    kind = row.course_kind or ""
    return {
        "term": row.term or "", "code": row.course_code or "", "course": row.course,
        "course_en": row.course_en or "", "hours": _number(row.hours),
        "credits": _number(row.credits), "score": row.score or "",
        "grade": (row.grade or scale.grade(row.score or "")).replace("|", "\n"),
        "kind": foreigner.two_lines(kind, texts.get(f"kind_en.{kind}")),
    }


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    labels = texts_of(foreigner.TEXTS, day.year)
    office, number = facts["office"], number_words(facts, common)
    blocks: list[Block] = [
        Letterhead(office["school_name"], office["school_name_en"]), Space(1.5),
        NumberLine(number), Title(texts["title"], texts["title_en"].upper(), size=19, after=2.5),
        Table((*_person(facts["person"], labels), *_rows(facts["rows"], texts),
               *_totals(facts["totals"], texts)), tail=TAIL),
        *(Paragraph(texts[key], size=9, indent=0, before=1.5, leading=1.35, align="left",
                    english=key.endswith("_en"), keep=True) for key in ("scale", "scale_en")),
        SignOff(
            contact=(texts["across"],), issuer=(office["school_name"], office["school_name_en"]),
            signer=texts["signer"], dates=(date_chinese(day), date_english(day)),
            seal=texts["seal"],
        ),
    ]
    return Document(
        f"{texts['title']} {facts['holder']}", office["school_name"],
        (Page(tuple(blocks), PAGE),), person=facts["holder"], footer=FormFooter(number),
        made_on=day,
    )


def _person(said: dict[str, str], texts: Texts) -> tuple[Band, ...]:
    """Repeated on every page with the heads of the columns."""
    return (
        Band((29, 60, 27, None), (
            Row(both_pairs(said, texts, "name", "chinese_name"), 9),
            Row(both_pairs(said, texts, "nationality", "born"), 9),
            Row(both_pairs(said, texts, "passport", "student_no"), 9),
            Row(both_pairs(said, texts, "kind", "programme"), 9, grow=True),
        ), head=4),
        Band((29, None), (
            Row((both(texts, "span"), value(said["span"], align="center")), 9, grow=True),
        ), head=1),
    )


def _rows(rows: Sequence[dict[str, str]], texts: Texts) -> list[Band | Heading]:
    """The courses term by term; a single term needs no heading of its own."""
    shown = columns(texts["columns"], KNOWN)
    widths = tuple(column.width for column in shown)
    parts: list[Band | Heading] = [
        Band(widths, (Row(tuple(two_languages(column.label) for column in shown), 9.5),), head=1)
    ]
    terms = list(dict.fromkeys(row["term"] for row in rows))
    number = 0
    for term in terms:
        if term:
            parts.append(Heading(_term_words(term, texts), 6.5))
        lines = []
        for row in (row for row in rows if row["term"] == term):
            number += 1
            said = {**row, "no": str(number)}
            cells = (Cell(said[column.key], align="center", size=9) for column in shown)
            lines.append(Row(tuple(cells), 8.4, grow=any(
                len(said[key]) > most for key, most in _TWO_LINES.items()
            )))
        parts.append(Band(widths, tuple(lines)))
    return parts


def _term_words(term: str, texts: Texts) -> str:
    """2024-2025 学年第一学期 First Semester, 2024–2025; Chinese only where it is written otherwise."""
    found = re.match(r"(\d{4})\D(\d{4})\s*学年\s*第?([一二三12])学期", term)
    if not found:
        return term
    english = texts[f"term_en.{'一二三'.find(found[3]) + 1 or found[3]}"]
    return f"{term}　{english.format(year=f'{found[1]}–{found[2]}')}"


def _totals(said: dict[str, str], texts: Texts) -> tuple[Band, ...]:
    keys = [key for key in ("courses", "credits", "average") if said[key]]
    words = "　　".join(texts[f"total.{key}"].format(number=said[key]) for key in keys)
    return (Band((27, None), (
        Row((both(texts, "total"), value(words)), 10, grow=True),
    )),)


TRANSCRIPT = Printable(
    code=CODE, title="成绩证明", entity=InternationalStudent, prefix="CJZM",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
