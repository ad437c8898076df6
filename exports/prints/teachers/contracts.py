"""Which contract a paper is about, and what every paper says of the teacher and of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from exports.prints.certificate import newest, passport_of, printed_name
from exports.prints.printable import Missing, Option, Wishes
from exports.prints.texts import in_english
from models.codes import HMT, countries
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.office import IssuedPaper
from models.partial_date import Day, chinese, earliest, latest, to_text

BILINGUAL = ("B4", "B5", "B5R", "B6", "B9")
"""Papers whose English words for posts and departments are remembered for the next one."""


def engagements(teacher: ForeignTeacher) -> list[Engagement]:
    """The contracts, newest first."""
    contracts: list[Engagement] = teacher.lines(Engagement)
    return sorted(contracts, key=lambda e: (to_text(e.engaged_from), e.id), reverse=True)


def contract_option(teacher: ForeignTeacher) -> tuple[Option, ...]:
    """聘期: the one in force at first, else the newest; no question without contracts."""
    contracts = engagements(teacher)
    if not contracts:
        return ()
    today = date.today()
    current = next((e for e in contracts if state_of(e, today) == "employed"), contracts[0])
    return (_which(contracts, current),)


def departure_option(teacher: ForeignTeacher) -> tuple[Option, ...]:
    """聘期: the last that has begun at first, for papers of those who leave."""
    contracts = engagements(teacher)
    if not contracts:
        return ()
    today = date.today()
    begun = (e for e in contracts if state_of(e, today) != "upcoming")
    return (_which(contracts, next(begun, contracts[0])),)


def _which(contracts: list[Engagement], chosen: Engagement) -> Option:
    choices = tuple((str(e.id), contract_words(e)) for e in contracts)
    return Option("engagement", "聘期", "choice", str(chosen.id), choices, per_record=True)


def contract_words(contract: Engagement) -> str:
    """2024-09-01 至 2026-08-31  外语学院  语言教师."""
    kind = type(contract).engaged_from
    days = f"{kind.show(contract.engaged_from)} 至 {kind.show(end_of(contract))}"
    return "  ".join(part for part in (days, contract.department, contract.post) if part)


def chosen(teacher: ForeignTeacher, wishes: Wishes) -> Engagement | None:
    """The contract that was picked; None where the teacher has none."""
    return next((e for e in engagements(teacher) if str(e.id) == wishes.get("engagement")), None)


def english_options() -> tuple[Option, ...]:
    """How post and department are called in English, where the glossary does not know."""
    return (
        Option("post_en", "岗位（英文）", "text", "", per_record=True,
               help="留空时按常用译名或上次用过的译名，都没有则写 Foreign Teacher"),
        Option("department_en", "部门（英文）", "text", "", per_record=True,
               help="留空时按常用译名或上次用过的译名，都没有则不写部门"),
    )


def english_of(contract: Engagement, wishes: Wishes, name: str) -> str:
    """The English as typed, else as in the glossary, else as last issued for the same word."""
    word = getattr(contract, name)
    if typed := str(wishes[f"{name}_en"]).strip():
        return typed
    kind = {"post": "岗位", "department": "部门"}[name]
    if not word or (known := in_english(kind, word)):
        return known if word else ""
    issued = IssuedPaper.active(IssuedPaper.snapshot).where(IssuedPaper.printable.in_(BILINGUAL))
    for paper in issued.order_by(IssuedPaper.id.desc()).limit(200):
        if paper.snapshot.get("zh", {}).get(name) == word:
            return str(paper.snapshot.get("en", {}).get(name, ""))
    return ""


def english_notices(contract: Engagement, wishes: Wishes) -> list[str]:
    """The words of the contract for which no English is known."""
    found = []
    if contract.post and not english_of(contract, wishes, "post"):
        found.append(f"没有“{contract.post}”的英文：英文部分写 Foreign Teacher。")
    if contract.department and not english_of(contract, wishes, "department"):
        found.append(f"没有“{contract.department}”的英文：英文部分不写部门。")
    return found


def end_of(contract: Engagement) -> Day:
    """The day the contract ends: earlier than written when the teacher left."""
    ended: Day = contract.left_on or contract.engaged_until
    return ended


def state_of(contract: Engagement, day: date) -> str:
    """employed, ended or upcoming, as seen on a day."""
    if earliest(contract.engaged_from) > day:
        return "upcoming"
    return "ended" if latest(end_of(contract)) < day else "employed"


def continuous_since(contract: Engagement, contracts: list[Engagement]) -> Day:
    """First day of the unbroken chain of contracts that leads to this one.

    Contracts are unbroken when one begins not later than the day after the other ended.
    """
    start: Day = contract.engaged_from
    for earlier in sorted(contracts, key=lambda e: to_text(e.engaged_from), reverse=True):
        if earliest(earlier.engaged_from) >= earliest(start):
            continue
        if latest(end_of(earlier)) + timedelta(days=1) < earliest(start):
            break
        start = earlier.engaged_from
    return start


def not_over(contract: Engagement | None, day: date) -> list[Missing]:
    """离任日期 of a contract that still runs on a day: who leaves before its end has one."""
    if contract is None or contract.left_on or latest(contract.engaged_until) <= day:
        return []
    return [Missing("离任日期", contract, "left_on")]


def nationality_words(teacher: ForeignTeacher) -> str:
    """英国; 中国香港 for 港澳台."""
    name = countries().name_of(teacher.nationality or "")
    return f"中国{name}" if teacher.nationality in HMT else name


def person_words(teacher: ForeignTeacher, papers: Iterable[Any]) -> dict[str, str]:
    """The teacher in the words of a Chinese form; what is not known is blank."""
    papers = list(papers)
    passport, permit = passport_of(teacher, papers), newest("工作许可", papers)
    return {
        "name": printed_name(teacher.passport_name), "chinese_name": teacher.chinese_name or "",
        "sex": teacher.sex or "", "born": day_words(teacher.born_on),
        "nationality": nationality_words(teacher),
        "passport": (passport.number or "") if passport else "",
        "passport_until": day_words(passport.valid_until) if passport else "",
        "permit": (permit.number or "") if permit else "",
    }


def papers_of(teacher: ForeignTeacher) -> list[TeacherDocument]:
    """Every identity paper of the teacher, old ones too."""
    papers: list[TeacherDocument] = teacher.lines(TeacherDocument)
    return papers


def day_words(day: Day | None) -> str:
    """2025年9月1日, or as much as is known; blank for none."""
    return "" if day is None else chinese(day)


def span_words(start: Day | None, end: Day | None, *, open_word: str = "") -> str:
    """2024.09—2026.08, the months as tables show them; open_word: for an end that is not there."""
    if start is None and end is None:
        return ""
    return f"{_month(start)}—{_month(end) or open_word}"


def _month(day: Day | None) -> str:
    return "" if day is None else to_text(day)[:7].replace("-", ".")
