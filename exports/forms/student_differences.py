"""Why F01 row 2, F03 and F05 count different students: person by person, adding up (G07)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exports.forms.base import CheckResult, DetailSheet, FilledForm
from models.entities.international_student import Enrolment, InternationalStudent
from models.indicators import Period, indicator_by_id
from models.indicators.base import Figure
from models.indicators.places import show_country
from models.indicators.students_yearbook import category_sql, stock_day
from models.partial_date import to_text

YEAR_BOOK, BULLETIN, INFLUENCE = "F03在校（时点）", "F05全年（自然年）", "F01-2（学年）"


@dataclass(frozen=True)
class Side:
    """One of the three counts: its figure and the span of days in which it looks."""

    name: str
    figure: Figure
    span: Period

    def students(self) -> set[int]:
        """Ids of the people counted."""
        rows = self.figure.query().select(Enrolment.student).tuples()
        return {row[0] for row in rows}


def sides(year: int) -> tuple[Side, Side, Side]:
    """F01-2, F03 and F05 of one year."""
    school, calendar = Period.academic_year(year), Period.calendar_year(year)
    stock = indicator_by_id("students.yearbook_stock").at(school)
    return (
        Side(INFLUENCE, indicator_by_id("influence.students").at(school), school),
        Side(YEAR_BOOK, stock, Period.as_of(stock_day(school))),
        Side(BULLETIN, indicator_by_id("students.headcount").at(calendar), calendar),
    )


def _why_not(side: Side, stays: list[tuple[str, str | None, str | None]]) -> str:
    """Why a person with these stays (begin, end, category) is not in one count."""
    begins, ends = side.span.start.isoformat(), side.span.end.isoformat()
    inside = [
        (begun, until, category) for begun, until, category in stays
        if begun <= ends and (until is None or until + "~" >= begins)
    ]
    if inside:
        if all(category == "10" for _, _, category in inside):
            return "短期生不计"
        return "休学或学籍不符" if side.name == YEAR_BOOK else "国籍未填或在校情况待核"
    if all(begun > ends for begun, _, _ in stays):
        return "统计期以后来校"
    if all(until is not None and until + "~" < begins for _, until, _ in stays):
        return "统计期以前离校"
    return "统计期内不在校"


def _stays(people: set[int]) -> dict[int, list[tuple[str, str | None, str | None]]]:
    found: dict[int, list[tuple[str, str | None, str | None]]] = {}
    query = Enrolment.active().where(Enrolment.student.in_(people)).order_by(
        Enrolment.enrolled_from)
    begun, until = Enrolment.enrolled_from, Enrolment.enrolled_until
    for person, start, end, category in query.select(
        Enrolment.student, begun, until, category_sql(),
    ).tuples():
        ends = None if end is None else _text(end)
        found.setdefault(person, []).append((_text(start), ends, category))
    return found


def _text(day: Any) -> str:
    return day if isinstance(day, str) else to_text(day)


def explain(one: Side, other: Side) -> CheckResult:
    """one − other, as those only here less those only there, with the reasons."""
    here, there = one.students(), other.students()
    stays = _stays(here ^ there)
    words = [
        f"{sign}{side.name}无、{seen.name}有{number}人（{reason}）"
        for people, side, seen, sign in (
            (here - there, other, one, "＋"), (there - here, one, other, "－"))
        for reason, number in _counted(people, side, stays).items()
    ]
    result = f"{one.name}{len(here)}人－{other.name}{len(there)}人＝{len(here) - len(there)}人"
    return CheckResult(f"{one.name}与{other.name}的差额", True,
                       result + ("：" + "；".join(words) if words else ""), "警")


def _counted(
    people: set[int], side: Side, stays: dict[int, list[tuple[str, str | None, str | None]]],
) -> dict[str, int]:
    found: dict[str, int] = {}
    for person in people:
        reason = _why_not(side, stays.get(person, []))
        found[reason] = found.get(reason, 0) + 1
    return found


def explained(own: str) -> Callable[[FilledForm], list[CheckResult]]:
    """A form's own count against the other two."""

    def check(filled: FilledForm) -> list[CheckResult]:
        every = sides(filled.year)
        mine = next(side for side in every if side.name == own)
        return [explain(mine, side) for side in every if side is not mine]

    return check


def differences(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """Each student whom the three counts do not treat alike, with the reasons."""
    every = sides(filled.year)
    counted = {side.name: side.students() for side in every}
    first, second, third = counted.values()
    odd = (first | second | third) - (first & second & third)
    stays = _stays(odd)
    people = list(InternationalStudent.select().where(InternationalStudent.id.in_(odd)).order_by(
        InternationalStudent.id))
    lines = tuple(
        (number, person.passport_name, show_country(person.nationality),
         "；".join(f"{begun}至{until or '未填'}" for begun, until, _ in stays[person.id]),
         *("计入" if person.id in counted[side.name] else _why_not(side, stays[person.id])
           for side in every))
        for number, person in enumerate(people, 1)
    )
    totals = "；".join(f"{side.name}{len(counted[side.name])}人" for side in every)
    return DetailSheet(
        "口径差额说明",
        ("序号", "护照姓名", "国籍", "学习段", *(side.name for side in every)), lines,
        (5.5, 26, 10, 34, 18, 18, 18), tuple(people),
        f"{totals}。三处都计入的不列；每人一行，写明未计入的原因。",
    )
