"""外教推荐信 (B6): bilingual; courses, grade and comment from contract and assessment, no more.

The grades of single aspects are ticked by whoever recommends: no record holds them.
"""

from __future__ import annotations

from datetime import date

from exports.prints.blocks import (
    Band,
    Block,
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
    checkboxes,
    value,
)
from exports.prints.certificate import (
    BOTH,
    day_chinese,
    footer_lines,
    missing_about_person,
    number_words,
    person_facts,
)
from exports.prints.form import listed, two_languages
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    day_english,
    issue_date,
)
from exports.prints.teachers.contracts import (
    chosen,
    continuous_since,
    contract_option,
    end_of,
    engagements,
    english_notices,
    english_of,
    english_options,
    papers_of,
    state_of,
)
from exports.prints.texts import Texts, fill, texts_of
from exports.wording import date_chinese, date_english
from models.entities.foreign_teacher import Evaluation, ForeignTeacher
from models.partial_date import to_text

CODE = "B6"
_MARGINS = Margins(22, 25, 24, 25)
_ALWAYS = {"language": BOTH, "passport": "掩码", "purpose": "", "purpose_en": ""}
"""A recommendation travels far: the passport is only told by its ends, and not printed."""


def _assessments(teacher: ForeignTeacher) -> list[Evaluation]:
    """The assessments, newest first."""
    found: list[Evaluation] = teacher.lines(Evaluation)
    return sorted(found, key=lambda each: to_text(each.held_on), reverse=True)


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    assessed = _assessments(teacher)
    which: tuple[Option, ...] = ()
    if assessed:
        choices = tuple((str(each.id), _words(each)) for each in assessed)
        which = (Option("evaluation", "引用考核", "choice", str(assessed[0].id),
                        (*choices, ("", "不引用，等级和评语手写")), per_record=True),)
    return (
        *contract_option(teacher), *which, issue_date(),
        Option("addressee", "抬头", "text", "", help="留空时写“有关单位 To whom it may concern”"),
        Option("comment_en", "评语（英文）", "text", "", per_record=True, help="留空则英文部分不写评语"),
        Option("courses_en", "任教课程（英文）", "text", "", per_record=True, help="留空则英文部分不写课程"),
        *english_options(),
    )


def _words(each: Evaluation) -> str:
    return "  ".join(part for part in (to_text(each.held_on), each.grade or "") if part)


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = missing_about_person(teacher, papers_of(teacher), {**wishes, **_ALWAYS})
    if chosen(teacher, wishes) is None:
        found.append(Missing("聘期", teacher, ""))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    found = []
    used = _used(teacher, wishes)
    if used is None:
        found.append("没有引用考核：等级和评语留空手写。")
    elif used.grade == "不合格":
        found.append(f"引用的考核（{to_text(used.held_on)}）等级为不合格，请确认是否出具推荐信。")
    if used is not None and used.opinion and not str(wishes["comment_en"]).strip():
        found.append("评语没有英文：英文部分不写评语。")
    contract = chosen(teacher, wishes)
    return found if contract is None else [*found, *english_notices(contract, wishes)]


def _used(teacher: ForeignTeacher, wishes: Wishes) -> Evaluation | None:
    return next((e for e in _assessments(teacher) if str(e.id) == wishes.get("evaluation")), None)


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    facts = person_facts(teacher, papers_of(teacher), {**wishes, **_ALWAYS})
    contract, used = chosen(teacher, wishes), _used(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    day = date.fromisoformat(facts["issued_on"])
    since, end = continuous_since(contract, engagements(teacher)), end_of(contract)
    facts["zh"] |= {
        "department": contract.department or "", "post": contract.post or "",
        "courses": contract.courses or "", "since": day_chinese(since), "end": day_chinese(end),
        "comment": (used.opinion or "").rstrip("。") if used else "",
    }
    facts["en"] |= {
        "department": english_of(contract, wishes, "department"),
        "post": english_of(contract, wishes, "post"), "school": facts["office"]["school_name_en"],
        "courses": str(wishes["courses_en"]).strip(), "since": day_english(since),
        "end": day_english(end), "comment": str(wishes["comment_en"]).strip().rstrip("."),
    }
    return {
        **facts, "addressee": str(wishes["addressee"]).strip(),
        "grade": (used.grade or "") if used else "", "assessed": used is not None,
        "state": "ended" if state_of(contract, day) == "ended" else "employed",
        "period": f"{contract.id}:{used.id if used else ''}",
    }


def _layout(facts: Facts) -> Document:
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(CODE, day.year), texts_of("certificate", day.year)
    office = facts["office"]
    said = {name: _values(facts[name]) for name in ("zh", "en")}
    blocks: list[Block] = [
        Letterhead(office["school_name"], office["school_name_en"]), Space(2),
        NumberLine(number_words(facts, common)),
        Title(texts["title"], texts["title_en"].upper(), size=22, before=2, after=4),
        Paragraph(facts["addressee"] or texts["addressee"], size=11.5, indent=0, leading=1.5,
                  align="left", after=1),
        Paragraph(fill(texts[f"zh.{facts['state']}"], said["zh"]), size=12, leading=1.7),
        Paragraph(fill(texts[f"en.{facts['state']}"], said["en"]), english=True, size=11,
                  leading=1.4, before=2, after=4),
        _grades(facts, texts),
        Stretch(1),
        SignOff(contact=(texts["recommender"],), issuer=(
            office["school_name"], office["school_name_en"],
        ), signer=texts["signer"], dates=(date_chinese(day), date_english(day)),
            seal=common["seal"]),
    ]
    return Document(
        f"{texts['title']} {facts['holder']}", office["school_name"],
        (Page(tuple(blocks), _MARGINS, shrink=True),), person=facts["holder"], made_on=day,
        footer=ContactFooter(footer_lines(common, office, BOTH)),
    )


def _values(words: dict[str, str]) -> dict[str, Value | str]:
    labels = {"name": "姓名", "comment": "评语", "courses": "任教课程", "post": "岗位"}
    return {key: Value(text, labels.get(key, "")) for key, text in words.items()}


def _grades(facts: Facts, texts: Texts) -> Table:
    """The whole as assessed, then every aspect for the pen, and room for a remark."""
    scale = tuple(texts[f"grade.{key}"].replace("|", " ") for key in ("1", "2", "3"))
    aspects = [texts[f"aspect.{part}"] for part in listed(texts["aspects"])]
    rows = [Row((two_languages(each), value(checkboxes(scale), align="center")), 11)
            for each in aspects]
    whole = texts.get(f"overall.{facts['grade']}")
    overall = value(whole.replace("|", " ") if whole else checkboxes(scale), align="center",
                    field="考核等级")
    rows.append(Row((two_languages(texts["overall"]), overall), 11))
    rows.append(Row((two_languages(texts["comment"]), value("")), 16))
    return Table((Band((52, None), tuple(rows)),))


RECOMMENDATION = Printable(
    code=CODE, title="外教推荐信", entity=ForeignTeacher, prefix="WJTJ",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
