"""Learns sentences from her earlier reports: those whose every number is known, as templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from exports.drafts.base import Draft, Sentence
from exports.drafts.recognising import KnownNumber, known_numbers
from exports.drafts.terms import Term
from exports.drafts.tokens import Facts, Token
from exports.drafts.word_reading import WordParagraph, read_paper
from exports.drafts.wordings import lead_of
from exports.proofreading.numbers import mentions_of, sentences
from models.codes import HOME, countries
from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
)
from models.entities.event import Event
from models.entities.foreign_teacher import ForeignTeacher
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import InternationalStudent
from models.entities.ngo_activity import Gift, NgoActivity
from models.entities.office import OfficeProfile
from models.entities.outbound_student import OutboundStudent
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.staff_member import StaffMember
from models.entities.year_work import WorkTask

_TOKEN = re.compile(r"\{([^{}]+)\}")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_DATE = re.compile(r"\d{1,2}月|\d{1,2}日|[上中下]旬|春节|暑假|寒假")
_LEANS = re.compile(r"^(?:其中|另外|此外|同时|其余|前者|后者|这(?!一?年)|该|上述)")
_DIGIT = re.compile(r"\d")
_LONGEST = 200
TOO_SHORT = 8
_TITLED: tuple[Any, ...] = (
    OutboundTrip, InboundVisit, Event, Agreement, JointProgramme, OverseasSite, Adoption,
    CompetitionAward, OverseasPost, NgoActivity, Gift, WorkTask,
)
"""Registers whose records have names of their own, which belong to one year."""


@dataclass(frozen=True)
class Learned:
    """A sentence as a template. key and lead: the sentence of the draft that it could replace."""

    key: str
    lead: str
    template: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Refused:
    """A sentence with numbers that was not learned, and why not."""

    sentence: str
    why: str
    source: str


@dataclass(frozen=True)
class Learning:
    """What was found in the files; nothing is kept yet."""

    learned: tuple[Learned, ...]
    refused: tuple[Refused, ...]


def learn(files: Iterable[tuple[str, bytes]], draft: Draft) -> Learning:
    """Read reports (name, content) of earlier years and take what can be said of any year.

    A sentence is taken only when every number in it is a figure, and nothing else in it belongs to
    that one year: no date, no country, partner, person or title. Raises Unreadable for a file that
    is no sound .docx.
    """
    leads = _leads(draft)
    proper = _proper_names()
    learned: dict[tuple[str, str, str], Learned] = {}
    refused: list[Refused] = []
    for name, content in files:
        paper = read_paper(content)
        year = paper.year or paper.said_year
        if year is None:
            refused.append(Refused(paper.title or name, "看不出这份报告是哪一年的", name))
            continue
        facts = Facts(Term(year))
        unmarked = known_numbers(content, facts)
        for paragraph in paper.paragraphs:
            known = _known(paragraph, unmarked.get(paragraph.block, []))
            for start, sentence in sentences(paragraph.text):
                one = _sentence(sentence, start, known, year=year, proper=proper)
                if isinstance(one, str):
                    if one:
                        refused.append(Refused(sentence.strip(), one, name))
                    continue
                template, tokens = one
                lead = next((token for token in tokens if token in leads), "")
                key = leads.get(lead, "")
                if not key:
                    refused.append(Refused(sentence.strip(), "文稿里没有说这个数字的句子", name))
                    continue
                learned.setdefault((key, lead, template), Learned(
                    key, lead, template, sentence.strip(), name,
                ))
    return Learning(tuple(learned.values()), tuple(refused))


def _sentence(
    sentence: str, start: int, known: list[KnownNumber], *, year: int, proper: re.Pattern[str],
) -> tuple[str, list[str]] | str:
    """Template and numbers of a sentence; else why not, blank for one without numbers."""
    end = start + len(sentence)
    inside = [number for number in known if start <= number.start and number.end <= end]
    counted = [
        (start + m.place.start, start + m.place.end) for m in mentions_of(sentence, year)
    ]
    if not inside and not counted:
        return ""
    unknown = [
        sentence[a - start : b - start] for a, b in counted
        if not any(n.start < b and a < n.end for n in inside)
    ]
    if unknown:
        return f"“{unknown[0]}”看不懂是哪项指标，或与当年台账对不上"
    template, tokens = _template(sentence, start, inside)
    why = _belongs_to_its_year(template, inside, proper)
    if why:
        return why
    template, left = _years(template, year)
    if left:
        return f"写到{left}年"
    if _DIGIT.search(_TOKEN.sub("", template)):
        return "还有别的数字"
    return template, tokens


def _template(sentence: str, start: int, inside: list[KnownNumber]) -> tuple[str, list[str]]:
    words, done = "", 0
    inside = sorted(inside, key=lambda number: number.start)
    for number in inside:
        words += sentence[done : number.start - start] + f"{{{number.token}}}"
        done = number.end - start
    words = (words + sentence[done:]).strip()
    return words, [number.token for number in inside]


def _belongs_to_its_year(
    template: str, inside: list[KnownNumber], proper: re.Pattern[str],
) -> str:
    """Why a sentence is true of one year only; blank when it is not."""
    plain = _TOKEN.sub("", template)
    if any(number.is_last_year for number in inside):
        return "写到上年的数字"
    if any("[record=" in number.token for number in inside):
        return "写到某一条记录"
    if date := _DATE.search(plain):
        return f"写到日期“{date[0]}”"
    if _LEANS.match(plain):
        return "离开上一句就不成句"
    if name := proper.search(plain):
        return f"写到“{name[0]}”，别的年度未必如此"
    if any(sign in plain for sign in ("《", "“", "，即")):
        return "写到名称"
    if _is_split(inside):
        return "逐项列出，别的年度未必是这几项"
    if not TOO_SHORT <= len(plain) <= _LONGEST:
        return "太短或太长"
    return "" if plain.endswith("。") else "不是完整的一句"


def _is_split(inside: list[KnownNumber]) -> bool:
    """Whether two parts of one figure are named: another year may have other parts."""
    sliced = [Token.parse(number.token) for number in inside]
    parts = [(token.id, token.where[0][0]) for token in sliced if token.where]
    return len(parts) != len(set(parts))


def _years(template: str, year: int) -> tuple[str, str]:
    """The years of the report as words of any year; and the first that is none of them."""
    words = {year: "{year}", year + 1: "{next_year}", year - 1: "{last_year}"}
    for found in _YEAR.finditer(template):
        if int(found[1]) not in words:
            return template, found[1]
    changed = _YEAR.sub(lambda found: words[int(found[1])], template)
    school = OfficeProfile.current().school_name
    return (changed.replace(school, "{school}") if school else changed), ""


def _leads(draft: Draft) -> dict[str, str]:
    """The paragraph that says each leading number."""
    found: dict[str, str] = {}
    for passage in draft.passages():
        for piece in passage.pieces:
            if isinstance(piece, Sentence):
                lead = lead_of(piece)
                if lead:
                    found.setdefault(lead, passage.key)
    return found


def _proper_names() -> re.Pattern[str]:
    """Countries, partners and people of the registers: what may be another next year."""
    names = {
        entry.name for entry in countries().entries if entry.code != HOME and len(entry.name) > 1
    }
    columns: tuple[Any, ...] = (
        ForeignTeacher.passport_name, ForeignTeacher.chinese_name,
        InternationalStudent.passport_name, InternationalStudent.chinese_name,
        OutboundStudent.name, StaffMember.name, PartnerSchool.name,
    )
    for entity in _TITLED:
        for name in ("title", "name", "competition", "event", "organisation", "guest", "host"):
            column = getattr(entity, name, None)
            columns += (column,) if column is not None else ()
    for column in columns:
        rows = column.model.active(column).tuples()
        names |= {str(row[0]) for row in rows if row[0] and len(str(row[0])) > 1}
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _known(paragraph: WordParagraph, unmarked: list[KnownNumber]) -> list[KnownNumber]:
    marked = [KnownNumber(n.start, n.end, n.token) for n in paragraph.numbers]
    return marked + [
        replace(number) for number in unmarked
        if not any(number.start < m.end and m.start < number.end for m in marked)
    ]
