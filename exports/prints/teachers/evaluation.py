"""教学评价表 (B8): a blank form for students, and 考核汇总 with the weights of the three judgements."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
    label,
    value,
)
from exports.prints.declared import approval_bands, columns
from exports.prints.form import (
    both_pairs,
    document,
    list_band,
    listed,
    two_languages,
    usual_facts,
    usual_options,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers.contracts import (
    chosen,
    contract_option,
    papers_of,
    person_words,
    span_words,
)
from exports.prints.texts import Texts, fill, texts_of
from models.entities.foreign_teacher import Evaluation, ForeignTeacher
from models.partial_date import to_text

CODE = "B8"
ITEMS = {"no": "序号", "item": "评价内容", "a": "优秀", "b": "良好", "c": "合格", "d": "较差"}
WEIGHTS = {"source": "评价来源", "weight": "权重", "score": "得分", "weighted": "加权得分"}
ALL, STUDENTS, SUMMARY = "两页都印", "仅学生评价表", "仅考核汇总表"
SCORES = (("students", "学生评价得分"), ("supervisors", "督导评价得分"), ("section", "教研室评价得分"))


def term_of(day: date) -> str:
    """2026—2027学年第一学期: the first from August, the second from February."""
    first = day.year if day.month >= 8 else day.year - 1
    term = "二" if 2 <= day.month < 8 else "一"
    return f"{first}—{first + 1}学年第{term}学期"


def _assessments(teacher: ForeignTeacher) -> list[Evaluation]:
    found: list[Evaluation] = teacher.lines(Evaluation)
    return sorted(found, key=lambda each: to_text(each.held_on), reverse=True)


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    kept = _assessments(teacher)
    choices = tuple((str(e.id), f"{to_text(e.held_on)}  {e.grade or ''}".strip()) for e in kept)
    which = (Option("evaluation", "考核记录", "choice", choices[0][0] if choices else "",
                    (*choices, ("", "不引用，手写")), per_record=True),)
    scores = tuple(
        Option(key, words, "text", "", per_record=True, help="百分制；三项都填时按权重算出综合得分")
        for key, words in SCORES
    )
    return (
        *contract_option(teacher),
        Option("part", "内容", "choice", ALL, tuple((w, w) for w in (ALL, STUDENTS, SUMMARY))),
        Option("term", "学期", "text", term_of(date.today())),
        Option("class", "班级", "text", "", per_record=True),
        Option("count", "评价人数", "text", "", per_record=True),
        *which, *scores, *usual_options(),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name")
    if chosen(teacher, wishes) is None:
        found.append(Missing("聘期", teacher, ""))
    for key, words in SCORES:
        if str(wishes[key]).strip() and _score(wishes[key]) is None:
            found.append(Missing(f"{words}（应为 0 至 100 的数）", teacher, ""))
    return found


def _score(typed: Any) -> Decimal | None:
    """0 to 100, or None for what is no such number."""
    try:
        number = Decimal(str(typed).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 100 else None


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    if wishes["part"] == STUDENTS:
        return []
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    used, total = _used(teacher, wishes), _total(wishes, texts)
    found = []
    if used is None and total is None:
        found.append("没有引用考核记录，也没有填三项得分：得分和等级留空手写。")
    if used is not None and total is not None and used.score is not None and (
        Decimal(str(used.score)) != total
    ):
        found.append(f"按三项得分算出 {total:f} 分，考核记录为 {used.score} 分；表上印前者。")
    score = total if total is not None else _kept_score(used)
    if used is not None and used.grade and score is not None and (
        (due := _grade_of(score, texts)) != used.grade
    ):
        found.append(f"{score:f} 分对应“{due}”，考核记录的等级为“{used.grade}”。")
    return found


def _used(teacher: ForeignTeacher, wishes: Wishes) -> Evaluation | None:
    return next((e for e in _assessments(teacher) if str(e.id) == wishes["evaluation"]), None)


def _kept_score(used: Evaluation | None) -> Decimal | None:
    return None if used is None or used.score is None else Decimal(str(used.score))


def _parts(texts: Texts) -> list[tuple[str, str, int]]:
    """Key, words and weight in percent of each judgement."""
    found = []
    for part in listed(texts["weights"]):
        key, _, rest = part.partition("=")
        words, _, weight = rest.rpartition("：")
        found.append((key, words, int(weight)))
    return found


def _weighted(score: Decimal | None, weight: int) -> Decimal | None:
    if score is None:
        return None
    return (score * weight / 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _total(wishes: Wishes, texts: Texts) -> Decimal | None:
    """The weighted sum to one decimal; None until every judgement has a score."""
    parts = [(_score(wishes.get(key, "")), weight) for key, _, weight in _parts(texts)]
    if any(score is None for score, _ in parts):
        return None
    whole = sum((score * weight for score, weight in parts if score is not None), Decimal(0)) / 100
    return whole.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _thresholds(texts: Texts) -> list[tuple[str, Decimal]]:
    pairs = (part.partition("=") for part in listed(texts["grades"]))
    return [(grade, Decimal(least)) for grade, _, least in pairs]


def _grade_of(score: Decimal, texts: Texts) -> str:
    return next((grade for grade, least in _thresholds(texts) if score >= least), "")


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    texts = texts_of(CODE, int(str(wishes["issued_on"])[:4]))
    who, used = person_words(teacher, papers_of(teacher)), _used(teacher, wishes)
    total = _total(wishes, texts)
    score = total if total is not None else _kept_score(used)
    kept = used.grade if used and total is None else None
    grade = kept or (_grade_of(score, texts) if score is not None else "")
    lines = [
        {"source": words, "weight": f"{weight}%", "score": str(wishes[key]).strip(),
         "weighted": _shown(_weighted(_score(wishes[key]), weight))}
        for key, words, weight in _parts(texts)
    ]
    return {
        **usual_facts(wishes, f"外教 {teacher.id}"), **who, "holder": who["name"],
        "tail": who["passport"][-4:] or str(teacher.id), "part": wishes["part"],
        "period": f"{contract.id}:{wishes['term']}:{wishes['part']}",
        "course": contract.courses or "", "department": contract.department or "",
        "class": str(wishes["class"]).strip(), "term": str(wishes["term"]).strip(),
        "count": str(wishes["count"]).strip(),
        "hours": type(contract).weekly_hours.show(contract.weekly_hours),
        "span": span_words(contract.engaged_from, contract.engaged_until),
        "lines": lines, "total": _shown(score), "grade": grade,
        "opinion": (used.opinion or "") if used else "",
        "renewal": {"是": "续聘", "否": "不续聘"}.get(contract.renewed or "", ""),
    }


def _shown(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    pages = []
    if facts["part"] != SUMMARY:
        pages.append(_students(facts, texts))
    if facts["part"] != STUDENTS:
        pages.append(_summary(facts, texts))
    return document(CODE, facts, texts["title"], pages)


def _students(facts: Facts, texts: Texts) -> Page:
    found = columns(texts["columns"], ITEMS)
    lines = [
        {"no": str(number), "item": words.replace("|", "\n")}
        for number, words in enumerate(listed(texts["items"]), start=1)
    ]
    table = Table((
        Band((25, 60, 25, None), (
            Row(both_pairs(facts, texts, "name", "course"), 11),
            Row(both_pairs(facts, texts, "class", "term"), 11),
        )),
        list_band(found, lines, height=14, head=11, left=("item",)),
        Band((34, None), (Row((two_languages(texts["comment"]), value("")), 46),)),
    ))
    return Page((
        Title(texts["title"], texts["title_en"], size=20, role="hei", after=3),
        Paragraph(texts["intro"], size=10.5, leading=1.4),
        Paragraph(texts["intro_en"], english=True, size=10, leading=1.3, after=2), table,
    ))


def _summary(facts: Facts, texts: Texts) -> Page:
    keyed = (("name", "chinese_name"), ("nationality", "department"), ("course", "class"),
             ("term", "count"), ("hours", "span"))
    rows = tuple(
        Row(tuple(cell for key in keys for cell in (
            label(texts[f"sum.{key}"]), value(facts[key], align="center"))), 10)
        for keys in keyed
    )
    scale = [fill(texts["grade_note"], {"grade": grade, "least": f"{least:f}"})
             if least else (grade,) for grade, least in _thresholds(texts)]
    names = tuple("".join(str(part) for part in words) for words in scale)
    picked = tuple(name for name in names if facts["grade"] and name.startswith(facts["grade"]))
    advice = checkboxes(tuple(listed(texts["renewals"])), facts["renewal"])
    table = Table((
        Band((25, 60, 25, None), rows),
        list_band(columns(texts["columns.weights"], WEIGHTS), facts["lines"], height=11, head=10),
        Band((None, 40), (
            Row((label(texts["total"]), value(facts["total"], align="center")), 10),
        )),
        Band((25, None), (
            Row((label(texts["grade"]), value(checkboxes(names, picked), align="center")), 10),
            Row((label(texts["opinion"]), value(facts["opinion"])), 40),
            Row((label(texts["renewal"]), value(advice, align="center")), 10),
        )),
        *approval_bands(texts["steps"]),
    ))
    return Page((
        Title(texts["title.summary"], size=20, role="hei", after=3), table,
        Paragraph(texts["note"], size=9, indent=0, before=1.5, leading=1.3, align="left"),
    ))


EVALUATION = Printable(
    code=CODE, title="外教教学评价表和考核汇总", entity=ForeignTeacher, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
