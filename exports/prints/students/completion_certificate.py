"""结业、培训、研修证书 (C6): bilingual, landscape, with a counterfoil or on pre-printed paper.

Certificates of degree students (毕业证书, 结业证书) are made by 学信网's registration, never here.
"""

from __future__ import annotations

from datetime import date

from exports.prints import stock
from exports.prints.blocks import (
    Block,
    Document,
    Letterhead,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    SignOff,
    Stretch,
    Title,
    Value,
)
from exports.prints.certificate import (
    BOTH,
    day_chinese,
    missing_about_person,
    number_words,
    passport_notices,
    person_facts,
)
from exports.prints.counterfoil import Counterfoil, above, beside, border
from exports.prints.placed import Frame, Mark, Spot
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    issue_date,
)
from exports.prints.students.stays import chosen, enrolments, stay_option
from exports.prints.texts import Texts, fill, in_english, texts_of, words_of
from exports.wording import date_chinese, date_english
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    StudentDocument,
)
from models.partial_date import latest

CODE = "C6"
DEGREE = "学历生"
KINDS = ("结业证书", "培训证书", "研修证书")
NO_STUB, SIDE_STUB, TOP_STUB = "不要存根", "左存根（A4 横）", "上存根（A4 纵）"
_FIELDS = {
    "name": "姓名", "born": "出生日期", "nationality": "国籍", "programme": "专业（项目）",
    "start": "起", "end": "止", "hours": "学时", "credits": "学分", "grade": "成绩等第",
}
_FRAME = (12.0, 12.0, 285.0, 198.0)
_Over = tuple[Frame | Mark | Spot, ...]


def _stay_choice(student: InternationalStudent) -> tuple[Option, ...]:
    """The periods of study without those that lead to a degree, the newest at first."""
    allowed = {str(period.id) for period in enrolments(student) if period.study_kind != DEGREE}
    return tuple(
        Option(option.key, option.label, "choice", kept[0][0], kept, per_record=True)
        for option in stay_option(student)
        if (kept := tuple(each for each in option.choices if each[0] in allowed))
    )


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    grades = tuple((word, word) for word in words_of("等第"))
    return (
        *_stay_choice(student), stock.stock_option(CODE), issue_date(),
        Option("kind", "证书名称", "choice", KINDS[0], tuple((word, word) for word in KINDS)),
        Option("hours", "学时", "text", "", help="留空不写"),
        Option("credits", "学分", "text", "", help="留空不写"),
        Option("grade", "成绩等第", "text", "合格", grades, help="留空不写"),
        Option("stub", "存根", "choice", NO_STUB,
               tuple((word, word) for word in (NO_STUB, SIDE_STUB, TOP_STUB)),
               help="编号印在骑缝线上，线中部留出骑缝章的位置；套打时不印存根"),
        Option("handled_by", "经办人（存根）", "text", ""),
        Option("approved_by", "审批人（存根）", "text", ""),
    )


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    papers = student.lines(StudentDocument)
    found = missing_about_person(student, papers, {"language": BOTH})
    period = chosen(student, wishes)
    if period is None and enrolments(student):
        return [*found, Missing("非学历的学籍段（学历生的证书须经学信网注册，本程序不出）", student)]
    if period is None:
        return [*found, Missing("学籍段", student)]
    if period.enrolled_until is None:
        found.append(Missing("离校日期", period, "enrolled_until"))
    if not period.programme:
        found.append(Missing("专业", period, "programme"))
    return found


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    found = passport_notices(student, student.lines(StudentDocument), wishes)
    found += stock.stock_notices(wishes)
    period = chosen(student, wishes)
    if period is None:
        return found
    issued = date.fromisoformat(str(wishes["issued_on"]))
    if period.enrolled_until is not None and latest(period.enrolled_until) > issued:
        found.append("学习尚未结束（离校日期在出具日期之后），请核对。")
    if period.outcome in ("退学", "转学"):
        found.append(f"学籍状态是“{period.outcome}”，请核对是否应发证书。")
    if not period.programme_en:
        found.append("没有填专业英文名：英文部分不写项目名称。")
    return found


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    period = chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    assert period.enrolled_until is not None, "missing() asks for it"
    asked = {**wishes, "passport": "全号", "language": BOTH, "purpose": "", "purpose_en": ""}
    facts = person_facts(student, student.lines(StudentDocument), asked)
    typed = {name: str(wishes[name]).strip() for name in ("hours", "credits", "grade")}
    facts["zh"] |= typed | {
        "programme": period.programme or "", "start": day_chinese(period.enrolled_from),
        "end": day_chinese(period.enrolled_until),
    }
    facts["en"] |= typed | {
        "programme": period.programme_en or "", "start": day_english(period.enrolled_from),
        "end": day_english(period.enrolled_until), "school": facts["office"]["school_name_en"],
        "grade": in_english("等第", typed["grade"]),
    }
    kind = str(wishes["kind"])
    facts["split"] = _split(student, period, date.fromisoformat(facts["issued_on"]))
    return {
        **facts, "period": f"{period.id}:{kind}", "kind": kind, "stub": str(wishes["stub"]),
        "handled_by": str(wishes["handled_by"]).strip(),
        "approved_by": str(wishes["approved_by"]).strip(), "stock": stock.stock_facts(wishes),
    }


def _split(student: InternationalStudent, period: Enrolment, issued: date) -> dict[str, str]:
    days = {"born": student.born_on, "start": period.enrolled_from, "end": period.enrolled_until,
            "issued": issued}
    return {
        f"{name}_{part}": words
        for name, day in days.items() if day is not None
        for part, words in stock.split_day(day).items()
    }


# ---- the page ----


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    title = texts[f"title.{facts['kind']}"]
    name, school = f"{title} {facts['holder']}", facts["office"]["school_name"]
    pages = (
        stock.stock_pages(facts["stock"], _stock_values(facts)) if facts["stock"]
        else (_page(facts, texts, common, day),)
    )
    return Document(name, school, pages, person=facts["holder"], made_on=day)


def _page(facts: Facts, texts: Texts, common: Texts, day: date) -> Page:
    blocks = tuple(_blocks(facts, texts, common, day))
    if facts["stub"] == TOP_STUB:
        over: _Over = (*above(_stub(facts, texts)), *border(14, 124, 196, 284))
        return Page(blocks, Margins(133, 24, 22, 24), shrink=True, over=over)
    if facts["stub"] == SIDE_STUB:
        left, top, right, bottom = 113.0, *_FRAME[1:]
        over = (*beside(_stub(facts, texts)), *border(left, top, right, bottom))
        return Page(blocks, Margins(21, 22, 18, left + 11), landscape=True, shrink=True, over=over)
    return Page(
        blocks, Margins(24, 34, 20, 34), landscape=True, shrink=True, over=border(*_FRAME),
    )


def _blocks(facts: Facts, texts: Texts, common: Texts, day: date) -> list[Block]:
    office, small = facts["office"], facts["stub"] != NO_STUB
    zh, en = (
        {key: Value(words, _FIELDS.get(key, "")) for key, words in facts[language].items()}
        for language in ("zh", "en")
    )
    title = texts[f"title.{facts['kind']}"]
    blocks: list[Block] = [Letterhead(office["school_name"], office["school_name_en"])]
    if not small:
        blocks.append(NumberLine(number_words({**facts, "language": BOTH}, common)))
    size, english_size = (13.0, 11.5) if small else (15.0, 12.5)
    body, body_en = fill(texts[f"zh.{facts['kind']}"], zh), fill(texts[f"en.{facts['kind']}"], en)
    return [
        *blocks, Stretch(1),
        Title(title, texts[f"title_en.{facts['kind']}"].upper(), size=26 if small else 32, after=5),
        Stretch(0.6), Paragraph(body, size=size, leading=1.75, role="kai"),
        Paragraph(body_en, english=True, size=english_size, leading=1.45, before=3),
        Stretch(1),
        SignOff(
            issuer=(office["school_name"], office["school_name_en"]), signer=texts["signer"],
            dates=(date_chinese(day), date_english(day)), seal=common["seal"],
        ),
    ]


def _stub(facts: Facts, texts: Texts) -> Counterfoil:
    zh = facts["zh"]
    said = {
        "number": facts["number"], "name": facts["holder"], "paper": facts["tail"],
        "matter": f"{facts['kind']}（{zh['programme']}）", "period": f"{zh['start']}至{zh['end']}",
        "handled_by": facts["handled_by"], "approved_by": facts["approved_by"],
        "received": "", "received_on": "", "seal": "",
    }
    lines = tuple((texts[f"stub.{name}"], words) for name, words in said.items())
    return Counterfoil(texts["stub.title"], facts["number"], lines)


def _stock_values(facts: Facts) -> dict[str, str]:
    zh, en = facts["zh"], facts["en"]
    blank = {f"born_{part}": "" for part in ("year", "month", "day")}
    return {
        **blank, **facts["split"], "number": facts["number"], "name": zh["name"],
        "nationality": zh["nationality"], "programme": zh["programme"], "hours": zh["hours"],
        "grade": zh["grade"], "name_en": en["name"], "programme_en": en["programme"],
        "period_en": f"from {en['start']} to {en['end']}",
    }


COMPLETION_CERTIFICATE = Printable(
    code=CODE, title="结业（培训）证书", entity=InternationalStudent, prefix="JYZS",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    refuse_batch=stock.refuse_batch,
)
