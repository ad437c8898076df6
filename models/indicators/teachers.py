"""外籍教师: employed in the period, at its end, person-times and person-months; 港澳台 apart."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from peewee import Case, fn

from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.office import OfficeProfile
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    by_field,
    count,
    declare_dimensions,
    distinct,
    python_measure,
)
from models.indicators.dates import begins_by_end, lasts_months, overlaps, reaches_start
from models.indicators.places import is_foreign, is_hmt, not_known_as_ours, place_dimensions
from models.indicators.rules import parameter
from models.partial_date import earliest, from_text, latest

SOURCE = "外籍教师聘请情况年度统计与自查；外籍教师不含港澳台"


def ended_sql(engagement: Any = Engagement) -> Any:
    """SQL: the last day of an engagement: the day of leaving, else the end of the contract."""
    return fn.COALESCE(engagement.left_on, engagement.engaged_until).coerce(False)


def long_term_months() -> int:
    """外教长期界限 in months: the office's own, else the rule's."""
    own, ruled = OfficeProfile.current().long_term_months, parameter("teachers.long_term_months")
    return int(own) if own else ruled.number()


def term_sql() -> Any:
    """SQL: 长期 or 短期: as recorded, else by the length of the contract."""
    is_long = lasts_months(Engagement.engaged_from, Engagement.engaged_until, long_term_months())
    return fn.COALESCE(Engagement.term,
                       Case(None, [(is_long, "长期"), (~is_long, "短期")], None)).coerce(False)


def permit_sql() -> Any:
    """SQL: A, B or C of the work permit that was valid during the engagement; NULL without one."""
    paper = TeacherDocument.alias()
    during = (
        (paper.issued_on.is_null() | (paper.issued_on <= ended_sql().concat("~")))
        & (paper.valid_until.is_null() | (paper.valid_until.concat("~") >= Engagement.engaged_from))
    )
    letter = fn.SUBSTR(fn.UPPER(fn.TRIM(paper.category)), 1, 1).coerce(False)
    return fn.COALESCE(
        paper.select(letter)
        .where((paper.teacher == Engagement.teacher) & (paper.kind == "工作许可")
               & paper.retired_at.is_null() & letter.in_(("A", "B", "C")) & during)
        .order_by(paper.valid_until.desc(), paper.id.desc()).limit(1),
        None,
    ).coerce(False)


def engagements() -> Query:
    """Contracts joined with their teacher, both outside the recycle bin."""
    return Engagement.select().join(ForeignTeacher).where(
        Engagement.retired_at.is_null() & ForeignTeacher.retired_at.is_null()
    )


def engaged(period: Period) -> Query:
    """Contracts that share a day with the period."""
    return engagements().where(overlaps(Engagement.engaged_from, ended_sql(), period))


def one_each(period: Period, counts: Callable[[Any], Any] | None = None) -> Query:
    """The last contract of each teacher in the period: every person falls into exactly one box.

    counts: SQL over a contract, where only some are asked for (the last of these is taken).
    """
    later = Engagement.alias()
    newer = (later.engaged_from > Engagement.engaged_from) | (
        (later.engaged_from == Engagement.engaged_from) & (later.id > Engagement.id)
    )
    if counts is not None:
        newer &= counts(later)
    query = engaged(period).where(~fn.EXISTS(later.select(later.id).where(
        (later.teacher == Engagement.teacher) & later.retired_at.is_null() & newer
        & begins_by_end(later.engaged_from, period) & reaches_start(ended_sql(later), period)
    )))
    return query if counts is None else query.where(counts(Engagement))


def _person_months(query: Query, period: Period) -> int:
    """Months of each teacher with enough days under contract; parallel contracts count once."""
    needed = parameter("teachers.month_days").number()
    days: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    rows = query.select(
        Engagement.teacher, Engagement.engaged_from.cast("TEXT"), ended_sql(),
    ).tuples()
    whole: set[tuple[int, int, int]] = set()
    for teacher, begin, end in rows:
        first = max(earliest(from_text(str(begin))), period.start)
        last = min(latest(from_text(str(end))), period.end)
        for year, month, low, high in _months(first, last):
            key = (teacher, year, month)
            if high - low + 1 >= needed:
                whole.add(key)
            elif key not in whole:
                days[key].update(range(low, high + 1))
    return len(whole | {key for key, found in days.items() if len(found) >= needed})


def _months(first: date, last: date) -> list[tuple[int, int, int, int]]:
    """Year, month, first and last day of each month that the span touches."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        low = first.day if (year, month) == (first.year, first.month) else 1
        high = last.day if (year, month) == (last.year, last.month) else monthrange(year, month)[1]
        found.append((year, month, low, high))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


declare_dimensions(
    Engagement, *place_dimensions(ForeignTeacher.nationality),
    by_field(ForeignTeacher.sex), by_field(ForeignTeacher.degree, label="学历"),
    by_field(Engagement.subject_kind), by_expression("term", "长短期", term_sql),
    by_field(Engagement.full_time), by_field(Engagement.department),
    by_expression("permit", "工作许可类别", permit_sql, show={"A": "A类", "B": "B类", "C": "C类"}),
)

_SPLITS = ("country", "subject_kind", "term", "degree", "sex", "permit")
_ONE_BOX = "一人多个聘期只计1人，按统计期内最后一个聘期归类。"


def _indicators(prefix: str, who: str, scope: str, place: Any) -> tuple[Indicator, ...]:
    """The four counts for one group of teachers (外籍, or 港澳台)."""

    def within(query: Query) -> Query:
        return query.where(place(ForeignTeacher.nationality))

    return (
        Indicator(
            f"teachers.{prefix}headcount", f"全年聘用{who}人数", "人",
            f"聘期（至离任日，未离任的至合同截止日）与统计期有重叠的{who}。{_ONE_BOX}"
            "国籍以聘用时所持护照为准。",
            SOURCE, Engagement, lambda period: within(one_each(period)),
            distinct(Engagement.teacher),
            scope=scope, breakdowns=_SPLITS,
        ),
        Indicator(
            f"teachers.{prefix}at_year_end", f"期末在聘{who}人数", "人",
            f"统计期最后一天在聘的{who}（当天离任或合同当天到期的仍计）。{_ONE_BOX}",
            SOURCE, Engagement, lambda period: within(one_each(period.at_end())),
            distinct(Engagement.teacher), period_kind="时点", scope=scope, breakdowns=_SPLITS,
        ),
        Indicator(
            f"teachers.{prefix}person_times", f"聘用{who}人次", "人次",
            f"聘期与统计期有重叠的{who}聘期数，一人续签一次计2人次。",
            SOURCE, Engagement, lambda period: within(engaged(period)), count(),
            scope=scope, breakdowns=_SPLITS,
        ),
        Indicator(
            f"teachers.{prefix}person_months", f"{who}人月", "人月",
            f"{who}在统计期内逐月折算：一个自然月内在聘满15天（界限见计数参数）计1人月；"
            "同一人同月只计1。跨年聘期只计落在统计期内的月份。",
            "办公惯例（人月按覆盖天数折算）", Engagement, lambda period: within(engaged(period)),
            python_measure("人月", _person_months), scope=scope, breakdowns=_SPLITS,
        ),
    )


INDICATORS = (
    *_indicators("", "外籍教师", "国外", not_known_as_ours),
    *_indicators("hmt_", "港澳台教师", "港澳台", is_hmt),
    Indicator(
        "teachers.language", "语言类外籍教师人数", "人",
        f"统计期内聘用的外籍教师中教学类别为“语言类”的。{_ONE_BOX}", SOURCE, Engagement,
        lambda period: one_each(period).where(
            not_known_as_ours(ForeignTeacher.nationality) & (Engagement.subject_kind == "语言类")),
        distinct(Engagement.teacher), scope="国外",
    ),
    Indicator(
        "teachers.new", "新聘外籍教师人数", "人",
        "第一个聘期在统计期内开始的外籍教师；续聘的不计。", SOURCE, Engagement,
        lambda period: one_each(period).where(
            not_known_as_ours(ForeignTeacher.nationality) & ~fn.EXISTS(_earlier_than(period))),
        distinct(Engagement.teacher), scope="国外",
    ),
    Indicator(
        "teachers.left", "离任外籍教师人数", "人",
        "统计期内在聘、期末已不在聘的外籍教师。", SOURCE, Engagement,
        lambda period: one_each(period).where(
            not_known_as_ours(ForeignTeacher.nationality)
            & (ended_sql().concat("~") < period.end.isoformat())),
        distinct(Engagement.teacher), scope="国外",
    ),
    Indicator(
        "teachers.countries", "外籍教师来自国家数", "个",
        "统计期内聘用的外籍教师的不同国籍数；港澳台不是国家，不计；国籍未填的不计。", SOURCE, Engagement,
        lambda period: one_each(period).where(is_foreign(ForeignTeacher.nationality)),
        distinct(ForeignTeacher.nationality), scope="国外", breakdowns=("country",),
    ),
)


def _earlier_than(period: Period) -> Query:
    before = Engagement.alias()
    return before.select(before.id).where(
        (before.teacher == Engagement.teacher) & before.retired_at.is_null()
        & (before.engaged_from < period.start.isoformat())
    )
