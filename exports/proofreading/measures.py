"""人 against 人次, and one thing with two numbers in two places of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from exports.proofreading.base import Finding, Kind, Mention, Report, Verdict
from exports.proofreading.counts import PERSONS, Count, exact, lines_of, plain
from exports.proofreading.scope import Scope, scope_of

_NAMES = {
    "外教": "外籍教师", "外籍教师": "外籍教师", "外籍专家": "外籍专家", "外国专家": "外籍专家",
    "外国文教专家": "外籍专家", "留学生": "国际学生", "来华留学生": "国际学生", "国际学生": "国际学生",
    "华留学生": "国际学生", "外国留学生": "国际学生", "国际留学生": "国际学生",
    "团组": "团组", "团": "团组", "合作院校": "合作院校", "友好院校": "合作院校", "友好合作院校": "合作院校",
    "合作协议": "合作协议", "协议": "合作协议", "中外合作办学项目": "合作办学项目",
    "合作办学项目": "合作办学项目", "境外办学点": "境外办学点", "涉外活动": "涉外活动",
}
_BESIDE = re.compile(r"^[、，（共计合及和为约]{0,3}$")
_FEWEST = 5
"""Below this two equal numbers of 人 and 人次 are chance."""


@dataclass(frozen=True)
class _Told:
    """A number with the whole that it speaks of, and the plain name of the thing."""

    count: Count
    scope: Scope
    name: str


def check(report: Report, mentions: Sequence[Mention]) -> list[Finding]:
    """More 人 than 人次, one number called both, and things counted differently in two places.

    Only numbers that speak of the whole (nothing narrows the noun, the place or the time down)
    are compared; who was taken on and who is there are two things.
    """
    found: list[Finding] = []
    told: list[_Told] = []
    for line in lines_of(report):
        counts = exact(line, mentions)
        found += _beside(counts)
        for position, count in enumerate(counts):
            if scope := scope_of(counts, position):
                told.append(_Told(count, scope, _NAMES.get(scope.core, "")))
    found += _two_numbers(told)
    found += _two_names(told)
    return found


def _beside(counts: Sequence[Count]) -> Iterator[Finding]:
    """45人、31人次 side by side."""
    for left, right in pairwise(counts):
        gap = left.line.text[left.end : right.start]
        if {left.group, right.group} != {PERSONS, "人次"} or not _BESIDE.match(gap):
            continue
        people, times = (left, right) if left.group == PERSONS else (right, left)
        if people.value > times.value:
            yield _more_people(people, times)


def _more_people(people: Count, times: Count) -> Finding:
    message = (
        f"人数{people.said}多于人次{times.said}：每人至少计一次，"
        f"{plain(people.value)}＞{plain(times.value)}不可能，请核对两数是否写反。"
    )
    said = f"{people.said}、{times.said}"
    return Finding(Kind.MEASURE, Verdict.DIFFERS, (people.place, times.place), said, message)


def _is_same(one: _Told, other: _Told) -> bool:
    manners = {one.scope.manner, other.scope.manner}
    return one.scope.direction == other.scope.direction and (len(manners) == 1 or "" in manners)


def _two_numbers(told: Sequence[_Told]) -> Iterator[Finding]:
    """12名外教 in one place, 13名外教 in another: said once for each thing."""
    known = [one for one in told if one.name]
    done: set[object] = set()
    for one, other in combinations(known, 2):
        if one.name != other.name or one.count.group != other.count.group:
            continue
        if one.count.value == other.count.value or not _is_same(one, other):
            continue
        key = (one.name, one.scope.direction, one.count.group)
        if key in done or not (one.scope.is_cued or other.scope.is_cued):
            continue
        if _is_same_sentence(one.count, other.count) or _is_stray(one, other):
            continue
        done.add(key)
        yield _conflict(one, other)


def _is_same_sentence(one: Count, other: Count) -> bool:
    if one.line.block.number != other.line.block.number:
        return False
    return one.line.sentence(one.start) == other.line.sentence(other.start)


def _is_stray(one: _Told, other: _Told) -> bool:
    """Whether the smaller number, not said to be the whole, may well be some of the larger."""
    smaller = min((one, other), key=lambda told: told.count.value)
    larger = one if smaller is other else other
    return not smaller.scope.is_cued and smaller.count.value * 2 < larger.count.value


def _conflict(one: _Told, other: _Told) -> Finding:
    name = one.name
    gap = abs(one.count.value - other.count.value)
    message = (
        f"“{name}”前文写的是{one.count.said}，这里写的是{other.count.said}，"
        f"相差{plain(gap)}{one.count.unit}；若时点或范围不同，请写明。"
    )
    said = f"{other.count.label}{other.count.said}{other.count.noun}"
    return Finding(
        Kind.MEASURE, Verdict.DIFFERS, (other.count.place, one.count.place), said, message
    )


def _two_names(told: Sequence[_Told]) -> Iterator[Finding]:
    """31人次 in one place, 31人 in another; and more 人 than 人次 of one thing."""
    people = [one for one in told if one.count.group == PERSONS]
    times = [one for one in told if one.count.group == "人次"]
    done: set[int] = set()
    for one in people:
        for other in times:
            same = one.scope.core == other.scope.core and _is_same(one, other)
            named = one.scope.core or one.scope.direction
            if not same or not named or id(other) in done:
                continue
            both = one.scope.is_cued and other.scope.is_cued
            beside = _is_same_sentence(one.count, other.count)
            if one.count.value > other.count.value and both and not beside:
                done.add(id(other))
                yield _more_people(one.count, other.count)
            elif one.count.value == other.count.value >= _FEWEST and not beside:
                done.add(id(other))
                yield _called_both(one.count, other.count)


def _called_both(people: Count, times: Count) -> Finding:
    message = (
        f"同一个数{plain(people.value)}，一处写作{people.said}，一处写作{times.said}："
        f"人数与人次是两个口径，请统一。"
    )
    places = (people.place, times.place)
    said = f"{people.label}{people.said}{people.noun}"
    return Finding(Kind.MEASURE, Verdict.DIFFERS, places, said, message)
