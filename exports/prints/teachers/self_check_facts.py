"""What the year's self-check says: the indicators' figures, and who meets each rule on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from exports.prints.certificate import printed_name
from exports.prints.texts import Texts
from models.cells import compact
from models.entities.foreign_teacher import (
    Engagement,
    Evaluation,
    ForeignTeacher,
    TeacherDocument,
    TeacherLodging,
)
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.base import dimension_of, values_of
from models.partial_date import Day, earliest, latest

COUNTS = ("headcount", "at_year_end", "person_times", "person_months", "new", "left", "countries")
SPLITS = ("term", "subject_kind", "full_time", "degree", "permit", "age", "sex", "country")
_NAMES = 3
"""So many people are named for a rule before 等."""


def counts(period: Period) -> dict[str, str]:
    """The numbers of the year by their short names; 港澳台 apart."""
    figures = {name: indicator_by_id(f"teachers.{name}").at(period) for name in COUNTS}
    figures["hmt"] = indicator_by_id("teachers.hmt_headcount").at(period)
    numbers = values_of(figures.values())
    return {name: str(numbers[figure]) for name, figure in figures.items()}


def splits(period: Period, texts: Texts) -> dict[str, str]:
    """All who were engaged in the year, split: 长期 12 人，短期 3 人."""
    whole = indicator_by_id("teachers.headcount").at(period)
    found = {key: _split(whole, key) for key in SPLITS if key != "age"}
    return {**found, "age": _ages(whole, period, texts)}


def _split(whole: Figure, key: str) -> str:
    dimension, parts = dimension_of(whole.indicator.entity, key), whole.split(key)
    numbers = values_of(parts.values())
    return "，".join(
        f"{dimension.show(value)} {numbers[figure]} 人" for value, figure in parts.items()
        if numbers[figure]
    )


def _ages(whole: Figure, period: Period, texts: Texts) -> str:
    """Full years at the end of the year; everybody once, as the figure counts them."""
    bounds = [int(part) for part in texts["ages"].split("；")]
    people = {stay.teacher_id: stay.teacher for stay in whole.records()}
    found = Counter(_band(person.born_on, period.end.year, bounds) for person in people.values())
    words = [f"{bounds[0]} 岁及以下"]
    words += [f"{low + 1}—{high} 岁" for low, high in pairwise(bounds)]
    words += [f"{bounds[-1] + 1} 岁及以上", "未填"]
    return "，".join(f"{word} {found[at]} 人" for at, word in enumerate(words) if found[at])


def _band(born: Day | None, year: int, bounds: Sequence[int]) -> int:
    """At the end of a year the age in full years needs no more than the year of birth."""
    if born is None:
        return len(bounds) + 1
    age = year - earliest(born).year
    return next((at for at, bound in enumerate(bounds) if age <= bound), len(bounds))


# ---- rules ----


@dataclass(frozen=True)
class Looked:
    """One teacher in service on the day, with everything the rules ask about."""

    stay: Engagement
    teacher: ForeignTeacher
    papers: list[TeacherDocument]
    homes: list[TeacherLodging]
    assessed: list[Evaluation]
    day: date

    def valid(self, kind: str) -> TeacherDocument | None:
        """A paper of a kind that is known to be valid on the day."""
        return next((paper for paper in self.papers if paper.kind == kind and _is_valid(
            paper, self.day)), None)


def _is_valid(paper: TeacherDocument, day: date) -> bool:
    if paper.valid_until is None or latest(paper.valid_until) < day:
        return False
    if paper.cancelled_on is not None and earliest(paper.cancelled_on) <= day:
        return False
    return paper.issued_on is None or earliest(paper.issued_on) <= day


def _post(one: Looked) -> bool:
    permit = one.valid("工作许可")
    if permit is None or not permit.post_on_permit or not one.stay.post:
        return False
    here, there = compact(one.stay.post), compact(permit.post_on_permit)
    return here in there or there in here


def _lodging(one: Looked) -> bool:
    """Where she lives on the day is registered, on or before it."""
    return any(
        home.registered_on is not None and earliest(home.registered_on) <= one.day
        for home in one.homes
        if earliest(home.lived_from) <= one.day
        and (home.lived_until is None or latest(home.lived_until) >= one.day)
    )


ASKED: dict[str, Callable[[Looked], bool]] = {
    "post": lambda one: one.valid("工作许可") is not None,
}
"""Whom a rule asks, where not everybody: a permit that ran out is found by its own rule."""

RULES: dict[str, Callable[[Looked], bool]] = {
    "permit": lambda one: one.valid("工作许可") is not None,
    "residence": lambda one: one.valid("居留许可") is not None,
    "post": _post,
    "outside": lambda one: one.teacher.outside_work in ("无", "已批准"),
    "lodging": _lodging,
    "insurance": lambda one: one.valid("保险") is not None,
    "contract": lambda one: bool(one.stay.contract_no or one.stay.signed_on),
    "vetted": lambda one: one.teacher.vetted_on is not None,
    "evaluated": lambda one: any(each.held_on.year == one.day.year for each in one.assessed),
}
"""What each rule asks of those in service; what is not registered does not count as met."""


def rules(day: date, texts: Texts) -> list[dict[str, str]]:
    """Each rule with how many are asked, meet it and do not, and the first names of these."""
    people = _people(day)
    found = []
    for number, (key, is_met) in enumerate(RULES.items(), start=1):
        asked = [one for one in people if key not in ASKED or ASKED[key](one)]
        bad = [one for one in asked if not is_met(one)]
        found.append({
            "no": str(number), "item": texts[f"rule.{key}"], "due": str(len(asked)),
            "good": str(len(asked) - len(bad)), "bad": str(len(bad)), "who": _who(bad, texts),
        })
    return found


def _who(bad: Sequence[Looked], texts: Texts) -> str:
    names = "；".join(printed_name(one.teacher.passport_name) for one in bad[:_NAMES])
    return texts["people"].format(names=names) if len(bad) > _NAMES else names


def _people(day: date) -> list[Looked]:
    """Everybody whom the figure 期末在聘 counts on the day, with their lines in four queries."""
    stays = indicator_by_id("teachers.at_year_end").at(Period.as_of(day)).records()
    ids = [stay.teacher_id for stay in stays]
    teachers = {each.id: each for each in ForeignTeacher.active().where(ForeignTeacher.id.in_(ids))}
    papers, homes, assessed = (
        _lines(entity, ids) for entity in (TeacherDocument, TeacherLodging, Evaluation)
    )
    return [
        Looked(stay, teachers[who], papers.get(who, []), homes.get(who, []), assessed.get(who, []),
               day)
        for stay in stays for who in (stay.teacher_id,)
    ]


def _lines(entity: Any, ids: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for line in entity.active().where(entity.teacher.in_(list(ids))):
        found.setdefault(line.teacher_id, []).append(line)
    return found

