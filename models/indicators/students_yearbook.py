"""国际学生 in the state's yearbook (高基371): flows of the school year, and who is here on 9.1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from peewee import Case, fn

from models.codes import HMT, student_categories, student_funding
from models.entities.international_student import (
    CATEGORY_OF_KIND,
    Enrolment,
    InternationalStudent,
)
from models.indicators.base import (
    Indicator,
    Period,
    Query,
    by_expression,
    count,
    declare_dimensions,
)
from models.indicators.dates import lasts_months, perhaps_within, surely_within
from models.indicators.places import continent_sql
from models.indicators.rules import parameter
from models.indicators.students import (
    enrolments,
    international,
    one_each,
    perhaps_present,
    struck_off_on,
)

SOURCE = "高等教育学校（机构）统计报表·高基371（时点9月1日，流量为上学年）"
LEVELS = ("专科", "本科", "硕士研究生", "博士研究生")
TRAINING = "培训"
ROW_OF_CATEGORY = dict(zip(("01", "02", "03", "04"), LEVELS, strict=True))
FUNDING_ROWS = ("国际组织资助", "中国政府资助", "本国政府资助", "学校间交换", "自费")
SHORT = "10"
LENGTHS = ("一个月以内", "一至三个月", "三个月至半年", "半年至一年", "一年以上")
NOBODY = Enrolment.id.is_null()


def stock_day(period: Period) -> date:
    """The yearbook's 时点 in the year in which the period ends: 9 月 1 日 unless the rule differs."""
    return _day_in(period.end.year)


def _day_in(year: int) -> date:
    month, day = (int(part) for part in parameter("students.yearbook_day").value.split("-"))
    return date(year, month, day)


def intake_window(period: Period) -> Period:
    """The twelve months up to the 时点: every arrival falls into exactly one of them."""
    year = period.end.year
    return Period("学年", _day_in(year - 1) + timedelta(days=1), _day_in(year), f"至{year}年时点")


def school_year(period: Period) -> Period:
    """The school year before the 时点, 9.1 to 8.31: when people finished."""
    return Period.academic_year(period.end.year)


def category_sql(stay: Any = Enrolment) -> Any:
    """SQL: code of JY/T 1001, from 学生类别 where the register has no code."""
    kinds = list(CATEGORY_OF_KIND.items())
    return fn.COALESCE(stay.category, Case(stay.study_kind, kinds, None)).coerce(False)


def row_sql() -> Any:
    """SQL: the row by level of study: 专科 … 博士研究生, or 培训 for every other category."""
    others = [e.code for e in student_categories().entries if e.code not in ROW_OF_CATEGORY]
    return Case(None, [
        *((category_sql() == code, row) for code, row in ROW_OF_CATEGORY.items()),
        (category_sql().in_(others), TRAINING),
    ], None)


def group_sql() -> Any:
    """SQL: 学历 or 培训."""
    degree = category_sql().in_(tuple(ROW_OF_CATEGORY))
    return Case(None, [(degree, "学历"), (category_sql().is_null(False), TRAINING)], None)


def funding_sql() -> Any:
    """SQL: the row by 经费来源; paid by an enterprise as the rule says, the table has no row."""
    enterprise = parameter("students.enterprise_funding_row").value
    rows = [
        (e.code, enterprise if e.code.startswith("6") else e.facts.get("row"))
        for e in student_funding().entries
    ]
    return Case(Enrolment.funding, rows, None)


def simple_funding_sql() -> Any:
    """SQL: 中国政府奖学金 or 自费, the two classes of the yearly bulletin (简明统计)."""
    codes = parameter("students.scholarship_codes").words()
    paid = Enrolment.funding
    return Case(None, [(paid.is_null(), None), (paid.in_(codes), "中国政府奖学金")], "自费")


def five_continents_sql() -> Any:
    """SQL: 洲别 with both Americas as one."""
    whole = continent_sql(InternationalStudent.nationality)
    return Case(None, [(whole.in_(("北美洲", "南美洲")), "美洲")], whole)


def season_sql(stay: Any = Enrolment) -> Any:
    """SQL: 春季 or 秋季: as recorded, else arrivals of February to July are 春季."""
    begun = stay.enrolled_from
    month = fn.SUBSTR(begun, 6, 2).coerce(False)
    by_month = Case(None, [
        (fn.LENGTH(begun) < 7, None), (month.between("02", "07"), "春季"),
    ], "秋季")
    return fn.COALESCE(stay.intake, by_month).coerce(False)


def length_sql(begin: Any, end: Any) -> Any:
    """SQL: one of LENGTHS; whole months, a month exactly is 一至三个月."""
    steps = zip((12, 6, 3, 1), reversed(LENGTHS), strict=False)
    return Case(None, [
        (end.is_null(), None), *((lasts_months(begin, end, m), name) for m, name in steps),
    ], LENGTHS[0])


def in_table() -> Any:
    """SQL: belongs into 高基371; 短期生 stand in 高基361 where the rule says so, never in both."""
    if parameter("students.short_term_table").value == "361":
        return fn.COALESCE(category_sql(), "") != SHORT
    return Enrolment.id.is_null(False)


def _on(period: Period) -> Period:
    return Period.as_of(stock_day(period))


def stock(period: Period) -> Query:
    """Each international student registered on the 时点, with the stay of that day."""
    day = _on(period)
    return one_each(day).where(international() & in_table() & ~struck_off_on(day.end))


def _perhaps_stock(period: Period) -> Query:
    return perhaps_present(_on(period)).where(in_table())


def _begun(stay: Any, period: Period) -> Any:
    """SQL: newly come, in the window of the table; spring may be that of the year to come."""
    window = intake_window(period)
    begun = surely_within(stay.enrolled_from, window)
    if parameter("students.spring_intake").value != "本学年":
        return begun
    coming = intake_window(Period.academic_year(period.end.year + 1))
    spring = fn.COALESCE(season_sql(stay), "") == "春季"
    return (begun & ~spring) | (surely_within(stay.enrolled_from, coming) & spring)


def _again(counts: Callable[[Any], Any]) -> Any:
    """SQL: the same student has a later stay of which `counts` holds."""
    later = Enrolment.alias()
    newer = (later.enrolled_from > Enrolment.enrolled_from) | (
        (later.enrolled_from == Enrolment.enrolled_from) & (later.id > Enrolment.id))
    return fn.EXISTS(later.select(later.id).where(
        (later.student == Enrolment.student) & later.retired_at.is_null() & newer & counts(later)
    ))


def _by_person(counts: Callable[[Any], Any]) -> Query:
    """Stays of which `counts` holds: of 学历 the last of each person, of 培训 every one (人次)."""
    levels = tuple(ROW_OF_CATEGORY)
    degree = fn.COALESCE(category_sql(), "").in_(levels)
    again = _again(lambda stay: counts(stay) & category_sql(stay).in_(levels))
    return enrolments().where(
        international() & in_table() & counts(Enrolment) & (~degree | ~again))


def intake(period: Period) -> Query:
    """招生: degree students once, training by 人次."""
    return _by_person(lambda stay: _begun(stay, period))


def _finished_on(stay: Any = Enrolment) -> Any:
    return fn.COALESCE(stay.graduated_on, stay.enrolled_until).coerce(False)


def graduates(period: Period) -> Query:
    """毕（结）业 in the school year."""
    return _by_person(lambda stay: stay.outcome.in_(("毕业", "结业"))
                      & surely_within(_finished_on(stay), school_year(period)))


def _degrees(period: Period) -> Query:
    return _by_person(lambda stay: surely_within(stay.degree_on, school_year(period)))


def _in_year(period: Period, number: int) -> Query:
    """Those of the stock in their nth year since they came; the fifth and later together."""
    day, begun = stock_day(period), Enrolment.enrolled_from
    found = stock(period).where(begun <= _years_before(day, number - 1))
    return found if number == 5 else found.where(begun > _years_before(day, number))


def _years_before(day: date, years: int) -> str:
    return day.replace(year=day.year - years).isoformat()


def _not_foreign(who: Any) -> Callable[[Period], Query]:
    return lambda period: one_each(_on(period)).where(who & ~struck_off_on(stock_day(period)))


def _new_not_foreign(period: Period) -> Query:
    """港澳台侨 who came, each person once, with the last stay that began."""
    window = intake_window(period)
    return enrolments().where(
        (_HMT | _OVERSEAS) & surely_within(Enrolment.enrolled_from, window)
        & ~_again(lambda stay: surely_within(stay.enrolled_from, window)))


_HMT = InternationalStudent.nationality.in_(HMT)
_OVERSEAS = (
    (InternationalStudent.is_overseas_chinese == True)  # noqa: E712
    & (InternationalStudent.nationality.is_null() | InternationalStudent.nationality.not_in(HMT))
)


def _short(query: Callable[[Period], Query]) -> Callable[[Period], Query]:
    """短期生 of 高基361, where they do not stand in 高基371."""

    def found(period: Period) -> Query:
        if parameter("students.short_term_table").value != "361":
            return enrolments().where(NOBODY)
        return query(period).where(international() & (category_sql() == SHORT))

    return found


declare_dimensions(
    Enrolment,
    by_expression("yearbook_row", "高基371学历行", row_sql),
    by_expression("yearbook_group", "学历/培训", group_sql),
    by_expression("funding_row", "高基371经费行", funding_sql),
    by_expression("season", "入学季", season_sql),
    by_expression("category_code", "学生类别代码", category_sql,
                  show={entry.code: entry.name for entry in student_categories().entries}),
    by_expression("simple_funding", "简明统计经费办法", simple_funding_sql),
    by_expression("five_continents", "洲别（美洲合一）", five_continents_sql),
    by_expression("length", "学习时长",
                  lambda: length_sql(Enrolment.enrolled_from, Enrolment.enrolled_until)),
)

_SPLITS = ("country", "continent", "yearbook_row", "funding_row", "sex")
_DAY = "时点（默认9月1日，见计数参数）"
_NOT = "不含港澳台侨。"
_TABLE_361 = "高基361（其他学生情况）：进修及培训，与高基371培训行择一"


def _one(
    id: str, label: str, definition: str, query: Callable[[Period], Query], **rest: Any,
) -> Indicator:
    return Indicator(
        f"students.{id}", label, rest.pop("unit", "人"), definition, rest.pop("source", SOURCE),
        Enrolment, query, count(), period_kind="学年", scope=rest.pop("scope", "国外"),
        breakdowns=rest.pop("breakdowns", _SPLITS), **rest,
    )


def _year(number: int, name: str) -> Indicator:
    limits = "满四年及以上" if number == 5 else "不满一年" if number == 1 else f"满{number - 1}年、不满{number}年"
    return _one(
        f"yearbook_year{number}", f"高基371在校生·{name}",
        f"{_DAY}在校的国际学生中，来校至时点{limits}的（按入学后年次，不按年级名）。{_NOT}",
        lambda period: _in_year(period, number),
    )


INDICATORS = (
    _one("yearbook_graduates", "高基371毕（结）业生数",
         f"学籍状态为毕业或结业、毕（结）业日期（未填的按离校日期）在上学年（9月1日至次年8月31日）内的国际学生；学历生按人，培训按人次。{_NOT}",
         graduates),
    _one("yearbook_degrees", "高基371授予学位数",
         f"学位授予日期在上学年（9月1日至次年8月31日）内的国际学生，一人计1人。{_NOT}", _degrees),
    _one("yearbook_intake", "高基371招生数",
         f"上一时点次日至本时点来校的国际学生：本学年初的秋季加上学年的春季（春季归属见计数参数）；"
         f"9月1日以后报到的计入下一年，除非计数参数改变时点。学历生按人，培训按人次，先语言后学历的两项各计。{_NOT}",
         intake, uncertain=lambda period: enrolments().where(
             international() & in_table()
             & perhaps_within(Enrolment.enrolled_from, intake_window(period)))),
    _one("yearbook_stock", "高基371在校生数",
         f"{_DAY}在册的国际学生，去重，按时点当天的学习段归类；按学籍异动休学未复学的，已退学、转学、毕（结）业的不计。{_NOT}", stock,
         uncertain=_perhaps_stock),
    *(_year(number, name) for number, name in
      enumerate(("第一年", "第二年", "第三年", "第四年", "第五年及以上"), 1)),
    _one("yearbook_hmt", "时点在校港澳台学生数", f"{_DAY}在校的港澳台学生，去重；计入普通专科生，不计入国际学生。",
         _not_foreign(_HMT), scope="港澳台", source="高基341：港澳台列", breakdowns=("country",)),
    _one("yearbook_overseas_chinese", "时点在校华侨学生数",
         f"{_DAY}在校的华侨学生（持中国护照、定居国外），去重；计入普通专科生，不计入国际学生。",
         _not_foreign(_OVERSEAS), scope="", source="高基341：华侨列", breakdowns=()),
    _one("yearbook_not_foreign", "时点在校港澳台侨学生数", f"{_DAY}在校的港澳台学生和华侨学生，去重。",
         _not_foreign(_HMT | _OVERSEAS), scope="", source="高基322：港澳台侨行", breakdowns=()),
    _one("yearbook_not_foreign_intake", "港澳台侨招生数", "上一时点次日至本时点来校的港澳台学生和华侨学生，去重。",
         _new_not_foreign, scope="", source="高基322：港澳台侨行", breakdowns=()),
    _one("short_finished", "短期来华培训结业生数",
         "类别为短期生（类别代码10）、在上学年内毕（结）业的国际学生人次；计数参数规定短期生入高基371“培训”行的，这里为0。",
         _short(lambda period: enrolments().where(
             Enrolment.outcome.in_(("毕业", "结业"))
             & surely_within(_finished_on(), school_year(period)))),
         unit="人次", source=_TABLE_361, breakdowns=("length",)),
    _one("short_registered", "短期来华培训注册学生数",
         f"{_DAY}在册的短期生（类别代码10）；计数参数规定短期生入高基371“培训”行的，这里为0。",
         _short(lambda period: one_each(_on(period))), source=_TABLE_361, breakdowns=("length",)),
)
