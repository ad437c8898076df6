"""What all certificates about a foreign person share: who it is, the options, the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from exports.prints.blocks import (
    Block,
    ContactFooter,
    Document,
    Letterhead,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    SignOff,
    Space,
    Stretch,
    Title,
    Value,
    Words,
    plain,
)
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Wishes,
    day_english,
    issue_date,
    office_missing,
)
from exports.prints.texts import Texts, fill, in_english, texts_of, words_of
from exports.wording import (
    date_chinese,
    date_english,
    mask_passport,
    period_chinese,
    period_english,
)
from models.codes import HMT, countries
from models.entities.office import OfficeProfile
from models.entities.people import TRAVEL_PERMIT, IdentityPaper
from models.partial_date import Day, PartialDate, chinese, latest, to_text

MARGINS = Margins(25, 25, 31, 25)
"""More at the foot than elsewhere: long addresses stay clear of the paper's edge."""

_ONE_LINE = 14
"""Characters of an office name beside the seal; a longer one goes on below, before its brackets."""

BOTH, CHINESE, ENGLISH = "中英双语", "仅中文", "仅英文"

LABELS = {
    "name": "姓名", "chinese_name": "中文名", "sex": "性别", "born": "出生日期", "nationality": "国籍",
    "paper": "护照号", "student_no": "学号", "department": "部门", "programme": "专业", "post": "岗位",
    "courses": "任教课程", "permit": "工作许可证号", "pay": "月薪", "purpose": "用途", "school": "学校全称",
}
"""What a value is called in messages about characters that cannot be printed."""


def options_about_person() -> tuple[Option, ...]:
    """The questions that every certificate asks."""
    return (
        Option("purpose", "用途", "text", "", tuple((word, word) for word in words_of("用途")),
               help="写进证明；留空则不写。常用用途自动译成英文"),
        Option("purpose_en", "用途（英文）", "text", "", help="自填的用途要印英文时填写"),
        issue_date(),
        Option("language", "语言", "choice", BOTH, tuple((w, w) for w in (BOTH, CHINESE, ENGLISH))),
        Option("passport", "证件号", "choice", "全号", (("全号", "全号"), ("掩码", "掩码（AB****34）")),
               help="签证、银行和公安要求全号；其他用途可掩码"),
    )


def missing_about_person(person: Any, papers: Iterable[Any], wishes: Wishes) -> list[Missing]:
    """What every certificate needs: school, name, nationality, a passport."""
    needed = ["school_name"]
    if wishes["language"] != CHINESE:
        needed.append("school_name_en")
    found = office_missing(*needed)
    for name in ("passport_name", "nationality"):
        if not getattr(person, name):
            found.append(Missing(type(person).field_named(name).label, person, name))
    passport = passport_of(person, papers)
    if passport is None or not passport.number:
        found.append(Missing("通行证号" if person.nationality in HMT else "护照号", person, ""))
    return found


def passport_of(person: Any, papers: Iterable[Any]) -> Any:
    """The passport valid longest; a renewed one stands beside the old. None when there is none.

    Residents of 港澳台 show their 通行证 in its place, where one was registered.
    """
    papers = list(papers)
    permit = newest(TRAVEL_PERMIT, papers) if person.nationality in HMT else None
    return permit or newest("护照", papers)


def newest(kind: str, papers: Iterable[Any]) -> Any:
    """The paper of one kind that is valid longest; one without end date comes last."""
    held: list[IdentityPaper] = [paper for paper in papers if paper.kind == kind]
    return max(held, key=_until, default=None)


def _until(paper: IdentityPaper) -> tuple[str, int]:
    return (to_text(paper.valid_until) if paper.valid_until else "", paper.id)


def passport_notices(person: Any, papers: Iterable[Any], wishes: Wishes) -> list[str]:
    """A passport (通行证) that has run out by the day of issue."""
    passport = passport_of(person, papers)
    if passport is None or passport.valid_until is None:
        return []
    if latest(passport.valid_until) < date.fromisoformat(str(wishes["issued_on"])):
        kind = "护照" if passport.kind == "护照" else "通行证"
        return [f"{kind}已于 {to_text(passport.valid_until)} 过期，请先登记新{kind}。"]
    return []


def person_facts(person: Any, papers: Iterable[Any], wishes: Wishes) -> Facts:
    """Who the certificate is about, where it comes from and what was asked, for the snapshot."""
    number = str(passport_of(person, papers).number)
    shown = mask_passport(number) if wishes["passport"] == "掩码" else number
    texts = texts_of("certificate", int(str(wishes["issued_on"])[:4]))
    is_hmt = person.nationality in HMT
    paper_kind = "permit" if is_hmt else "passport"
    region = "region" if is_hmt else "nationality"
    name = printed_name(person.passport_name)
    country = countries().name_of(person.nationality)
    about = {
        "zh": {
            "name": name, "chinese_name": person.chinese_name or "",
            "sex": texts[f"sex.{person.sex}"] if person.sex else "",
            "born": day_chinese(person.born_on),
            "nationality": f"中国{country}" if is_hmt else country,
            "nationality_label": texts[region],
            "paper": shown, "paper_label": texts[f"paper.{paper_kind}"],
        },
        "en": {
            "name": name, "sex": texts[f"sex_en.{person.sex}"] if person.sex else "",
            "born": _born_english(person.born_on),
            "nationality": countries().fact(person.nationality, "name_en") or country,
            "nationality_label": texts[f"{region}_en"], "paper": shown,
            "paper_label": texts[f"paper_en.{paper_kind}"],
        },
    }
    purpose = str(wishes["purpose"]).strip()
    return {
        **about, "holder": name, "tail": number[-4:], "issued_on": str(wishes["issued_on"]),
        "language": str(wishes["language"]), "purpose": purpose,
        "purpose_en": str(wishes["purpose_en"]).strip() or in_english("用途", purpose),
        "office": office_facts(),
    }


def office_facts() -> dict[str, str]:
    """What the page says of the school and its office."""
    office = OfficeProfile.current()
    names = ("school_name", "school_name_en", "office_name", "office_name_en", "address",
             "address_en", "phone", "email", "contact_name")
    return {name: getattr(office, name) or "" for name in names}


def printed_name(passport_name: str) -> str:
    """SURNAME, Given Names; a name without comma is printed as it stands in the passport."""
    surname, comma, given = passport_name.partition(",")
    if not comma:
        return " ".join(passport_name.split())
    given = " ".join(given.split())
    return f"{surname.strip().upper()}, {given.title() if given.isupper() else given}"


def span_chinese(begins: Day, ends: Day | None) -> str:
    """2024年9月2日至2025年1月10日, as exactly as known; an open end says 起."""
    if isinstance(begins, date) and isinstance(ends, date):
        return period_chinese(begins, ends)
    return day_chinese(begins) + (f"至{day_chinese(ends)}" if ends else "起")


def span_english(begins: Day, ends: Day | None) -> str:
    """from 2 September 2024 to 10 January 2025, as exactly as known."""
    if isinstance(begins, date) and isinstance(ends, date):
        return period_english(begins, ends)
    return f"from {day_english(begins)}" + (f" to {day_english(ends)}" if ends else "")


def day_chinese(day: Day | None) -> str:
    """2025年9月1日, or as much of it as is known; blank for none."""
    return "" if day is None else chinese(day)


def _born_english(day: Day | None) -> str:
    if day is None:
        return ""
    return f"{'in' if isinstance(day, PartialDate) else 'on'} {day_english(day)}"


def with_article(words: str) -> str:
    """an international student, a full-time international student."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def certificate(code: str, facts: Facts) -> Document:
    """The page: letterhead, number, title, Chinese and English text, seal, footer."""
    day = date.fromisoformat(facts["issued_on"])
    texts, common = texts_of(code, day.year), texts_of("certificate", day.year)
    office, language = facts["office"], facts["language"]
    title = texts[f"title.{facts['state']}"]
    title_en = texts[f"title_en.{facts['state']}"].upper()
    blocks: list[Block] = [
        Letterhead(office["school_name"], office["school_name_en"]), Space(3),
        NumberLine(number_words(facts, common)), Stretch(1.0),
    ]
    if language == ENGLISH:
        blocks.append(Title(title_en, size=18, role="latin_bold", after=9))
    else:
        blocks.append(Title(title, title_en if language == BOTH else "", size=24, after=9))
    if language != ENGLISH:
        blocks += _chinese(texts, common, facts)
    if language != CHINESE:
        blocks += _english(texts, common, facts)
    blocks += [Stretch(1.5), sign_off(common, office, language, day), Stretch(0.5)]
    page = Page(tuple(blocks), MARGINS, shrink=True)
    name = title_en.title() if language == ENGLISH else title
    return Document(
        f"{name} {facts['holder']}", office["school_name"], (page,), person=facts["holder"],
        footer=ContactFooter(footer_lines(common, office, language)), made_on=day,
    )


def number_words(facts: Facts, common: Texts) -> str:
    """编号 No. XSZM-2025-0012, marked 补 where the paper stands for an earlier one."""
    number = facts["number"]
    if facts["replaces"]:
        number = common["reissue"].format(number=number)
    return common["number_zh" if facts["language"] == CHINESE else "number"].format(number=number)


def _values(facts: Mapping[str, Any], language: str) -> dict[str, Value | str]:
    said: Mapping[str, str] = facts[language]
    return {key: Value(text, LABELS[key]) if key in LABELS else text for key, text in said.items()}


def _chinese(texts: Texts, common: Texts, facts: Facts) -> list[Block]:
    size, leading = (13.0, 1.85) if facts["language"] == BOTH else (14.0, 2.0)
    body = fill(texts[f"zh.{facts['state']}"], _values(facts, "zh"))
    replaced = fill(common["replaces"], {"replaces": facts["replaces"]})
    closing = fill(texts["closing"], {"purpose": Value(facts["purpose"], "用途")})
    paragraphs = [body, *([replaced] if plain(replaced) else ()), closing]
    return [
        Paragraph(words, size=size, leading=leading, after=7 if words is closing else 0)
        for words in paragraphs
    ]


def _english(texts: Texts, common: Texts, facts: Facts) -> list[Block]:
    size, leading = (12.0, 1.45) if facts["language"] == BOTH else (13.0, 1.7)
    body = fill(texts[f"en.{facts['state']}"], _values(facts, "en"))
    replaced = fill(common["replaces_en"], {"replaces": facts["replaces"]})
    closing = fill(texts["closing_en"], {"purpose": Value(facts["purpose_en"], "用途（英文）")})
    paragraphs = [body, *(words for words in (replaced, closing) if plain(words))]
    return [
        Paragraph(words, english=True, size=size, leading=leading, before=0 if words is body else 3)
        for words in paragraphs
    ]


def sign_off(common: Texts, office: Mapping[str, str], language: str, day: date) -> SignOff:
    """Who issues, room for signature and seal, the date, in the languages of the paper."""
    contact = _contact(common, office, language)
    if language == CHINESE:
        return SignOff(
            contact=contact, issuer=(office["school_name"],), signer=common["signer_zh"],
            dates=(date_chinese(day),), seal=common["seal_zh"],
        )
    return SignOff(
        contact=contact, issuer=(office["school_name"], office["school_name_en"]),
        signer=common["signer"], dates=(date_chinese(day), date_english(day)), seal=common["seal"],
    )


def _contact(common: Texts, office: Mapping[str, str], language: str) -> tuple[Words, ...]:
    lines: list[Words] = []
    if office["office_name"] and language != ENGLISH:
        name = office["office_name"]
        split = name if len(name) <= _ONE_LINE else name.replace("（", "\n（", 1)
        lines.append(fill(common["handled_by"], {"office": split}))
    if office["office_name_en"] and language != CHINESE:
        lines.append(fill(common["handled_by_en"], {"office": office["office_name_en"]}))
    if office["contact_name"]:
        key = "contact_zh" if language == CHINESE else "contact"
        lines.append(fill(common[key], {"contact": office["contact_name"]}))
    return tuple(lines)


def footer_lines(common: Texts, office: Mapping[str, str], language: str) -> tuple[str, ...]:
    """Address, telephone and how to verify, in the languages of the paper."""
    reach = plain(fill(common["reach"], office)).strip()
    lines = []
    if office["address"] and language != ENGLISH:
        address = plain(fill(common["address"], office))
        lines.append("    ".join(part for part in (address, reach) if part))
    if office["address_en"] and language != CHINESE:
        lines.append(plain(fill(common["address_en"], office)))
    if reach and not (lines and reach in lines[0]):
        lines.append(reach)
    if office["phone"]:
        lines.append(common["verify_zh" if language == CHINESE else "verify"])
    return tuple(lines)
