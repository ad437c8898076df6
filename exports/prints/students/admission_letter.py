"""录取通知书 (C2): the letter of admission in two languages, whole or on pre-printed paper.

What it says of the period of study must be what the JW form and the letter for the residence
permit say (R-STU-05), or the visa office and the police refuse all three.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from exports.prints import stock
from exports.prints.blocks import (
    Band,
    Block,
    Cell,
    ContactFooter,
    Document,
    Letterhead,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    Row,
    SignOff,
    Space,
    Stretch,
    Table,
    Title,
    Value,
    label,
    value,
)
from exports.prints.certificate import (
    BOTH,
    day_chinese,
    footer_lines,
    missing_about_person,
    number_words,
    passport_notices,
    person_facts,
    with_article,
)
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    issue_date,
)
from exports.prints.students.stays import chosen, stay_option
from exports.prints.texts import Texts, fill, in_english, texts_of
from exports.wording import date_chinese, date_english
from models.codes import HMT, student_funding
from models.entities.international_student import Enrolment, InternationalStudent, StudentDocument
from models.partial_date import Day, earliest, latest, to_text

CODE = "C2"
SHORT_DAYS = 180
"""A stay of more days needs the X1 visa."""
FAR_DAYS = 60
"""Between registration and the beginning of the studies; more is said."""
FEES = ("tuition", "lodging", "insurance", "other_fee")
_PAPERS = (("录取通知书", "admitted"), ("JW 表", "jw"), ("居留公函", "letter"))
_MARGINS = Margins(19, 25, 29, 25)
_FIELDS = {
    "name": "姓名", "programme": "专业", "department": "学院", "start": "学习起", "end": "学习止",
    "scholarship": "奖学金", "jw_number": "JW 表号", "tuition": "学费", "lodging": "住宿费",
    "insurance": "保险费", "other_fee": "其他费用", "nationality": "国籍", "passport": "护照号",
}

_CONTACT = (
    ("handled_by", "office_name"), ("handled_by_en", "office_name_en"), ("contact", "contact_name"),
)


def _days(period: Enrolment | None) -> tuple[Day | None, Day | None]:
    """学习期: as admitted, else as the JW form has it, else as registered."""
    for name in ("admitted", "jw", "enrolled"):
        begins, ends = (getattr(period, f"{name}_{end}", None) for end in ("from", "until"))
        if begins and ends:
            return begins, ends
    return getattr(period, "enrolled_from", None), getattr(period, "enrolled_until", None)


def _options(student: InternationalStudent) -> tuple[Option, ...]:
    which = stay_option(student)
    period = chosen(student, {"enrolment": which[0].default}) if which else None
    begins = _days(period)[0]
    report = earliest(begins).isoformat() if begins else date.today().isoformat()
    tuition = f"{period.tuition:,.10g}" if period is not None and period.tuition else ""
    return (
        *which, stock.stock_option(CODE), issue_date(),
        Option("report_on", "报到日期", "date", report),
        Option("report_until", "报到截止", "date", report, help="与报到日期相同则只写一天"),
        Option("tuition", "学费（元）", "text", tuition, per_record=True,
               help="只写数字时自动加“元（CNY）”"),
        Option("lodging", "住宿费（元）", "text", ""),
        Option("insurance", "保险费（元）", "text", ""),
        Option("other_fee", "其他费用（元）", "text", ""),
        Option("scholarship", "奖学金", "text", _scholarship(period), per_record=True,
               help="写奖学金名称和内容；自费留空"),
    )


def _scholarship(period: Enrolment | None) -> str:
    """The kind of scholarship by 经费来源; blank for who pays alone."""
    code = (period.funding or "") if period is not None else ""
    return student_funding().name_of(code) if code and code[0] in "1234" else ""


def _missing(student: InternationalStudent, wishes: Wishes) -> list[Missing]:
    papers = student.lines(StudentDocument)
    found = missing_about_person(student, papers, {"language": BOTH})
    period = chosen(student, wishes)
    if period is None:
        return [*found, Missing("学籍段", student)]
    begins, ends = _days(period)
    if begins is None or ends is None:
        found.append(Missing("录取学习期（起、止）", period, "admitted_until"))
    if not period.programme:
        found.append(Missing("专业", period, "programme"))
    return found + [
        Missing(f"一致的学习期{side}（{said}）", period, f"jw_{end}")
        for end, side in (("from", "起"), ("until", "止")) if (said := _differing(period, end))
    ]


def _differing(period: Enrolment, end: str) -> str:
    """录取通知书 2026-09-01，JW 表 2026-09-05; blank where all that is written agrees."""
    known = [
        (name, day) for name, field in _PAPERS
        if (day := getattr(period, f"{field}_{end}")) is not None
    ]
    if not known or max(earliest(d) for _, d in known) <= min(latest(d) for _, d in known):
        return ""
    return "，".join(f"{name} {to_text(day)}" for name, day in known)


def _notices(student: InternationalStudent, wishes: Wishes) -> list[str]:
    found = passport_notices(student, student.lines(StudentDocument), wishes)
    found += stock.stock_notices(wishes)
    period = chosen(student, wishes)
    if period is None:
        return found
    for end, side in (("from", "起"), ("until", "止")):
        admitted = getattr(period, f"admitted_{end}")
        registered = getattr(period, f"enrolled_{end}")
        days = [day for day in (admitted, registered) if day is not None]
        if len(days) == 2 and max(map(earliest, days)) > min(map(latest, days)):
            found.append(
                f"学习期{side}：录取 {to_text(admitted)}，学籍段 {to_text(registered)}，请核对。"
            )
    if not period.programme_en:
        found.append("没有填专业英文名：英文部分不写专业。")
    report = date.fromisoformat(str(wishes["report_on"]))
    begins = _days(period)[0]
    if begins is not None and abs((report - earliest(begins)).days) > FAR_DAYS:
        found.append(f"报到日期 {report.isoformat()} 与学习期起 {to_text(begins)} 相差较远，请核对。")
    if str(wishes["report_until"]) < str(wishes["report_on"]):
        found.append("报到截止早于报到日期，请核对。")
    return found


def _facts(student: InternationalStudent, wishes: Wishes) -> Facts:
    papers = student.lines(StudentDocument)
    period = chosen(student, wishes)
    assert period is not None, "missing() asks for it"
    begins, ends = _days(period)
    assert begins is not None
    assert ends is not None
    asked = {**wishes, "passport": "全号", "language": BOTH, "purpose": "", "purpose_en": ""}
    facts = person_facts(student, papers, asked)
    year = int(facts["issued_on"][:4])
    kinds, common = texts_of("C5", year), texts_of("certificate", year)
    is_hmt = student.nationality in HMT or bool(student.is_overseas_chinese)
    kind, kind_en = (kinds[f"{key}.{period.study_kind or ''}"] for key in ("kind", "kind_en"))
    if is_hmt:
        kind = kind.replace("国际学生", common["plain_student"])
        kind_en = kind_en.replace("international ", "")
    report, until = (date.fromisoformat(str(wishes[key])) for key in ("report_on", "report_until"))
    span = latest(ends) - earliest(begins)
    jw = next((paper.number for paper in reversed(papers) if paper.kind == "JW表"), None) or ""
    facts["zh"] |= {
        "kind": kind, "department": period.department or "", "programme": period.programme or "",
        "start": day_chinese(begins), "end": day_chinese(ends), "visa": _visa(span.days),
        "academic_year": _academic_year(begins), "report": date_chinese(report),
        "report_until": date_chinese(until) if until > report else "",
    }
    facts["en"] |= {
        "description": with_article(kind_en), "department": in_english("部门", period.department),
        "programme": period.programme_en or "", "start": day_english(begins),
        "end": day_english(ends), "school": facts["office"]["school_name_en"],
        "visa": _visa(span.days), "academic_year": _academic_year(begins).replace("—", "–"),
        "report": date_english(report),
        "report_until": date_english(until) if until > report else "",
    }
    facts["paper_words"] = {
        "years": f"{period.years:g} 年" if period.years else "", "jw_number": "" if is_hmt else jw,
        "teaching_language": period.teaching_language or "",
        "scholarship": str(wishes["scholarship"]).strip(),
        **{name: _money(str(wishes[name])) for name in FEES},
    }
    issued = date.fromisoformat(facts["issued_on"])
    facts["split"] = {
        f"{name}_{part}": words
        for name, day in (("start", begins), ("end", ends), ("report", report), ("issued", issued))
        for part, words in stock.split_day(day).items()
    }
    return {
        **facts, "period": str(period.id), "is_hmt": is_hmt, "stock": stock.stock_facts(wishes),
    }


def _visa(days: int) -> str:
    return "X1" if days > SHORT_DAYS else "X2"


def _academic_year(day: Day) -> str:
    """学年 from 1 August on, so that a letter for September is of the year that begins."""
    first = earliest(day)
    year = first.year if first.month >= 8 else first.year - 1
    return f"{year}—{year + 1}"


def _money(typed: str) -> str:
    """12,000 元 (CNY) for a bare number; other words stay as they were typed."""
    bare = typed.replace(",", "").replace("，", "").strip()
    try:
        return f"{float(bare):,.10g} 元（CNY）" if bare else ""
    except ValueError:
        return typed.strip()


# ---- the page ----


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    school, name = facts["office"]["school_name"], f"{texts['title']} {facts['holder']}"
    if facts["stock"]:
        pages = stock.stock_pages(facts["stock"], _stock_values(facts))
        return Document(name, school, pages, person=facts["holder"], made_on=day)
    page = Page(tuple(_blocks(facts, texts, common, day)), _MARGINS, shrink=True)
    footer = ContactFooter(footer_lines(common, facts["office"], BOTH))
    return Document(name, school, (page,), person=facts["holder"], footer=footer, made_on=day)


def _blocks(facts: Facts, texts: Texts, common: Texts, day: date) -> list[Block]:
    office = facts["office"]
    zh, en = (
        {key: Value(words, _FIELDS.get(key, "")) for key, words in facts[language].items()}
        for language in ("zh", "en")
    )
    bring = "bring_hmt" if facts["is_hmt"] else "bring"
    small: dict[str, Any] = {"size": 10.5, "leading": 1.38}
    return [
        Letterhead(office["school_name"], office["school_name_en"]), Space(1.5),
        NumberLine(number_words({**facts, "language": BOTH}, common)), Stretch(0.6),
        Title(texts["title"], texts["title_en"].upper(), size=24, after=4),
        Paragraph(fill(texts["greeting"], zh), indent=0, leading=1.6),
        Paragraph(fill(texts["zh"], zh), leading=1.6),
        Paragraph(fill(texts["en"], en), english=True, size=11, leading=1.35, before=2),
        _table(facts, texts),
        Paragraph((*fill(texts[bring], zh), texts["late"]), before=2.5, **small),
        Paragraph((*fill(texts[f"{bring}_en"], en), " ", texts["late_en"]), english=True, before=1,
                  **small),
        Stretch(1),
        SignOff(
            issuer=(office["school_name"], office["school_name_en"]), signer=texts["signer"],
            dates=(date_chinese(day), date_english(day)), seal=common["seal"],
            contact=tuple(
                fill(common[key], {"office": office[name], "contact": office[name]})
                for key, name in _CONTACT if office[name]
            ),
        ),
    ]


def _table(facts: Facts, texts: Texts) -> Table:
    zh, words = facts["zh"], facts["paper_words"]
    said = {
        **words, "nationality": f"{zh['nationality']} {facts['en']['nationality']}",
        "passport": zh["paper"], "years": words["years"] and f"{words['years']} years",
        "teaching_language": _with_english("授课语言", words["teaching_language"]),
        "scholarship": _with_english("资助", words["scholarship"]),
    }

    def pair(*names: str) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for name in names:
            cells += [
                label(texts[f"label.{name}"], size=9.5),
                value(Value(said[name], _FIELDS.get(name, "")), field=_FIELDS.get(name, "")),
            ]
        return tuple(cells)

    rows = [
        Row(pair("nationality", "passport", "jw_number"), 9.5, grow=True),
        Row(pair("teaching_language", "years", "scholarship"), 9.5, grow=True),
        Row(pair("tuition", "lodging", "insurance"), 9.5, grow=True),
    ]
    if said["other_fee"]:
        other, words_of_it = pair("other_fee")
        rows.append(Row((other, replace(words_of_it, span=5)), 9.5, grow=True))
    return Table((Band((22, 31, 22, 31, 22, None), tuple(rows)),), before=3)


def _with_english(kind: str, words: str) -> str:
    """中文 Chinese; words without a known translation stay alone."""
    return f"{words} {in_english(kind, words)}".strip()


def _stock_values(facts: Facts) -> dict[str, str]:
    zh, en, words = facts["zh"], facts["en"], facts["paper_words"]
    fees = [f"{_FIELDS[name]} {words[name]}" for name in FEES if words[name]]
    fees += [words["scholarship"]] if words["scholarship"] else []
    return {
        "number": facts["number"], "name": zh["name"], "nationality": zh["nationality"],
        "passport": zh["paper"], "kind": zh["kind"], "programme": zh["programme"],
        "years": words["years"], "teaching_language": words["teaching_language"],
        "jw_number": words["jw_number"], "fees": "；".join(fees), "name_en": en["name"],
        "nationality_en": en["nationality"], "programme_en": en["programme"],
        "start_en": en["start"], "end_en": en["end"], "report_en": en["report"], **facts["split"],
    }


ADMISSION_LETTER = Printable(
    code=CODE, title="录取通知书", entity=InternationalStudent, prefix="LQTZ",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    refuse_batch=stock.refuse_batch,
)
