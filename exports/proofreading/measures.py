"""人 against 人次, and one thing with two numbers in two places of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from exports.proofreading import parts
from exports.proofreading.base import Finding, Kind, Mention, Report, Role, Verdict
from exports.proofreading.counts import PERSONS, Count, Line, exact, extent, lines_of, plain
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
_SAME_AGAIN = re.compile(r"^、?$")
_TWO_OF_MANY = re.compile(r"分别|、|和|与|及|各|20\d\d年|或")
_COMPARED = re.compile(r"^，?(?:比|较)(?:上年|去年|上一年|20\d\d年)度?(?:增加|减少|多|少)了?$")
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
        found += _twice_in_one_measure(counts)
        found += _changed_measure(line, mentions)
        for total, pair in parts.pairs_behind(line, counts):
            amount = pair[0].count.value + pair[1].count.value
            if {total.group, pair[0].count.group} == {PERSONS, "人次"} and amount == total.value:
                found.append(_called_both(*_people_first(total, pair[0].count)))
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


def _twice_in_one_measure(counts: Sequence[Count]) -> Iterator[Finding]:
    """5批23批次, 27人、20人: the second number lost its own measure word, or the first."""
    for left, right in pairwise(counts):
        gap = left.line.text[left.end : right.start]
        start, _ = left.line.sentence(left.start)
        clause = re.split("[，；：]", left.line.text[start : left.start])[-1]
        if left.group != right.group or left.group not in (PERSONS, "人次", "批"):
            continue
        loose = gap == "，" and left.unit != right.unit and left.group == "批"
        if left.value == right.value or not (_SAME_AGAIN.match(gap) or loose):
            continue
        if _TWO_OF_MANY.search(clause) or not re.match(
            r"[，。；）](?!分别)|$", left.line.text[right.end :]
        ):
            continue
        message = (
            f"“{left.said}”与“{right.said}”紧挨着，用的却是同一种量词，"
            f"两个数{plain(left.value)}≠{plain(right.value)}：其中一个的量词可能写错（人、人次、批）。"
        )
        said = left.line.text[left.start : right.end]
        yield Finding(Kind.MEASURE, Verdict.DIFFERS, (right.place, left.place), said, message)


def _changed_measure(line: Line, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """27人，比上年增加12人次."""
    own = [m for m in mentions if m.place.block == line.block.number and m.place.row < 0]
    for left, right in pairwise(own):
        first, second = extent(line, left), extent(line, right)
        if first is None or second is None or {left.unit, right.unit} != {"人", "人次"}:
            continue
        gap = line.text[first[1] : second[0]]
        if right.role is Role.CHANGE and left.role is Role.LEVEL and _COMPARED.match(gap):
            said = line.text[first[0] : second[1]]
            message = (
                f"“{said}”前一个数论{left.unit}，增减却论{right.unit}：人数与人次是两个口径，请统一。"
            )
            places = (line.place(*first), line.place(*second))
            yield Finding(Kind.MEASURE, Verdict.DIFFERS, places, said, message)


def _people_first(one: Count, other: Count) -> tuple[Count, Count]:
    return (one, other) if one.group == PERSONS else (other, one)


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
        f"同一件事，一处写作{people.said}，一处写作{times.said}："
        f"人数与人次是两个口径，请统一。"
    )
    places = (people.place, times.place)
    said = f"{people.label}{people.said}{people.noun}"
    return Finding(Kind.MEASURE, Verdict.DIFFERS, places, said, message)
