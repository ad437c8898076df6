"""居留许可公函 (C4, C4T): the school's letter to the exit-entry police, for students and teachers.

One page on the school's head, unnumbered as a letter's first page is. Who the person is stands in a
table, what is asked for in the text; nothing is claimed that the records do not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

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
    plain,
    value,
)
from exports.prints.certificate import (
    day_chinese,
    newest,
    office_facts,
    passport_of,
    printed_name,
)
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date, office_missing
from exports.prints.texts import Texts, fill, texts_of
from exports.wording import date_chinese
from models.codes import HMT, countries
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.partial_date import Day, latest, to_text

COMMON = "residence_letter"
NEW, EXTENSION = "新办", "延期"
ROW = 7.2
"""Height of a line of the table, millimetres."""
PAGE = Margins(20, 25, 24, 25)
TEXT = Paragraph("", role="fangsong", size=13, leading=1.6)
ROOM = "＿＿＿＿＿＿＿＿"
"""Where a hand writes what nobody has typed."""


@dataclass(frozen=True)
class Stay:
    """What the letter vouches for: the period, and where it was read; blank days are unknown."""

    begins: Day | None
    ends: Day | None


def options(
    kinds: Sequence[str], usual: str, ends: Day | None
) -> tuple[Option, ...]:
    """The questions of the letter; `usual`: the kind offered first, `ends`: of the stay."""
    until = latest(ends) if ends else date.today()
    return (
        Option("kind", "申请事项", "choice", usual, tuple((kind, kind) for kind in kinds)),
        Option("until", "申请有效期至", "date", until.isoformat(), per_record=True,
               help="一般为学习期或聘期的最后一天"),
        Option("detail", "单位或变更内容", "text", "", per_record=True,
               help="实习加注写实习单位，变更写变更的内容；留空则留出手写位置"),
        Option("detail_period", "实习起止", "text", "", per_record=True, help="例如 2026年3月1日至6月30日"),
        Option("addressee", "主送单位", "text", _addressee(),
               help="公安出入境管理机构的全称"),
        Option("document_no", "发文字号", "text", "", per_record=True, help="按公文编号时填写，与函号并列"),
        issue_date(),
    )


def _addressee() -> str:
    """{市}公安局出入境管理支队 of the school's city; blank while the city is unknown."""
    city = (OfficeProfile.current().city or "").strip().removesuffix("市")
    words = texts_of(COMMON, date.today().year)["addressee"]
    return plain(fill(words, {"city": city})) if city else ""


def missing(person: Any, papers: Iterable[Any], wishes: Wishes, stay: Stay) -> list[Missing]:
    """What the police cannot do without; 港澳台 residents need no residence permit at all."""
    found = office_missing("school_name")
    if not str(wishes["addressee"]).strip():
        found += office_missing("city")
    if person.nationality in HMT or getattr(person, "is_overseas_chinese", None):
        found.append(Missing("外国护照（港澳台居民和华侨不办理居留许可）", person, "nationality"))
    for name in ("passport_name", "nationality", "sex", "born_on"):
        if not getattr(person, name):
            found.append(Missing(type(person).field_named(name).label, person, name))
    passport = newest("护照", papers)
    if passport is None or not passport.number:
        found.append(Missing("护照号", person))
    if stay.begins is None or stay.ends is None:
        found.append(Missing("起止日期", person))
    return found


def notices(papers: Iterable[Any], wishes: Wishes, stay: Stay) -> list[str]:
    """A passport that ends too early, a wish beyond the stay, a permit that does not fit."""
    papers = list(papers)
    until, on = (date.fromisoformat(str(wishes[key])) for key in ("until", "issued_on"))
    passport, permit = newest("护照", papers), newest("居留许可", papers)
    found = []
    if passport and passport.valid_until and latest(passport.valid_until) < until:
        found.append(f"护照 {to_text(passport.valid_until)} 到期，早于申请的有效期 {until}。")
    if stay.ends and until > latest(stay.ends):
        found.append(f"申请的有效期 {until} 晚于函中的截止日 {to_text(stay.ends)}。")
    if until < on:
        found.append(f"申请的有效期 {until} 早于出具日期。")
    valid = permit and permit.valid_until and latest(permit.valid_until) >= on
    if wishes["kind"] == NEW and valid:
        found.append(f"已登记有效的居留许可（至 {to_text(permit.valid_until)}），一般应为延期。")
    if wishes["kind"] != NEW and not valid:
        found.append("没有登记有效的居留许可，请核对申请事项。")
    return found


def facts(code: str, person: Any, papers: Iterable[Any], wishes: Wishes, stay: Stay) -> Facts:
    """The common part; the caller adds rows to `table` and values to `values`."""
    papers = list(papers)
    passport = passport_of(person, papers)
    name = printed_name(person.passport_name)
    until = date.fromisoformat(str(wishes["until"]))
    kind = str(wishes["kind"])
    return {
        "code": code, "kind": kind, "holder": name, "tail": str(passport.number)[-4:],
        "purpose": kind, "issued_on": str(wishes["issued_on"]), "office": office_facts(),
        "addressee": str(wishes["addressee"]).strip(),
        "document_no": str(wishes["document_no"]).strip(),
        "values": {
            "name": name, "begins": day_chinese(stay.begins), "ends": day_chinese(stay.ends),
            "until": date_chinese(until), "detail": str(wishes["detail"]).strip() or ROOM,
            "detail_period": str(wishes["detail_period"]).strip(),
        },
        "table": [
            ["name", name], ["chinese_name", person.chinese_name or ""],
            ["sex", person.sex or ""], ["born", day_chinese(person.born_on)],
            ["nationality", countries().name_of(person.nationality)],
            ["passport", f"{passport.number}{_valid(passport)}"],
            ["held", _held(papers)],
        ],
    }


def _held(papers: Sequence[Any]) -> str:
    """The permit (else the visa) that is stuck in the passport now, with its last day."""
    for kind in ("居留许可", "签证"):
        paper = newest(kind, papers)
        if paper is not None and paper.number:
            category = f"{paper.category} " if kind == "签证" and paper.category else ""
            return f"{category}{kind} {paper.number}{_valid(paper)}"
    return ""


def _valid(paper: Any) -> str:
    return f"（有效期至{day_chinese(paper.valid_until)}）" if paper.valid_until else ""


def period(line: Entity, wishes: Wishes) -> str:
    """What tells one letter from another: which stay, what is asked for, until when."""
    return f"{line.id}:{wishes['kind']}:{wishes['until']}:{wishes['detail']}"


def layout(facts: Facts) -> Document:
    """The page: head, number, title, addressee, text, table, pledge, annexes, seal."""
    day = date.fromisoformat(facts["issued_on"])
    common, own = texts_of(COMMON, day.year), texts_of(facts["code"], day.year)
    office, kind = facts["office"], facts["kind"]
    title = own[f"title.{kind}"]
    words = {key: Value(text) for key, text in facts["values"].items()}
    annexes = [part.strip() for part in own[f"annexes.{kind}"].split("；") if part.strip()]
    blocks: list[Block] = [
        Letterhead(office["school_name"], office["school_name_en"]), Space(2),
        NumberLine(_number(facts, common)), Stretch(0.5),
        Title(title, size=18, after=4),
        replace(TEXT, words=f"{facts['addressee']}：", indent=0),
        replace(TEXT, words=fill(own[f"body.{kind}"], words), after=2),
        _table(facts["table"], own),
        replace(TEXT, words=own["pledge"], before=2), replace(TEXT, words=common["closing"]),
        *_annexes(annexes, common), Stretch(1.0),
        SignOff(contact=_contact(common, office), issuer=(office["school_name"],),
                signer=common["signer"], dates=(date_chinese(day),), seal=common["seal"]),
    ]
    reach = plain(fill(common["reach"], office)).strip()
    return Document(
        f"{title} {facts['holder']}", office["school_name"],
        (Page(tuple(blocks), PAGE, shrink=True),), person=facts["holder"],
        footer=ContactFooter((reach,) if reach else ()), made_on=day,
    )


def _number(facts: Facts, common: Texts) -> str:
    number = facts["number"]
    if facts["replaces"]:
        number = common["reissue"].format(number=number)
    said = common["number"].format(number=number)
    return "　　".join(part for part in (facts["document_no"], said) if part)


def _table(rows: Sequence[Sequence[str]], own: Texts) -> Table:
    """Two facts on a line in their order; those of the text `wide` take a line of their own."""
    wide = own["wide"].split("；")
    bands: list[Band] = []
    waiting: list[Cell] = []
    for key, text in rows:
        cells = [label(own[f"label.{key}"]), value(text)]
        if key in wide:
            bands += _line(waiting)
            bands.append(Band((30, None), (Row(tuple(cells), ROW, grow=True),)))
            waiting = []
        elif waiting:
            bands += _line([*waiting, *cells])
            waiting = []
        else:
            waiting = cells
    return Table((*bands, *_line(waiting)))


def _line(cells: Sequence[Cell]) -> list[Band]:
    """One row of two facts; a single one leaves the right half blank."""
    if not cells:
        return []
    whole = (*cells, *((label(""), value("")) if len(cells) == 2 else ()))
    return [Band((30, None, 30, None), (Row(whole, ROW, grow=True),))]


def _annexes(annexes: Sequence[str], common: Texts) -> list[Block]:
    if not annexes:
        return []
    numbered = [f"{at}．{words}" if len(annexes) > 1 else words
                for at, words in enumerate(annexes, start=1)]
    head = common["annexes"]
    lines = [f"{head}{numbered[0]}", *(f"　　　{words}" for words in numbered[1:])]
    return [Paragraph(line, role="fangsong", size=11, leading=1.35, align="left", indent=2,
                      before=2 if line is lines[0] else 0) for line in lines]


def _contact(common: Texts, office: Mapping[str, str]) -> tuple[Any, ...]:
    keys = {"handled_by": "office_name", "contact": "contact_name", "phone": "phone"}
    return tuple(fill(common[key], office) for key, name in keys.items() if office[name])
