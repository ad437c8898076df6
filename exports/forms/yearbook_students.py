"""F03 高基371 国际学生情况: nineteen rows by ten columns, the year's flows and who is here on 9.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source
from exports.forms.checking import ColumnsAddUp, ColumnWithin, RowsAddUp, RowWithin, Rule
from exports.forms.listing import behind, listing, of
from exports.forms.student_differences import YEAR_BOOK, differences, explained
from exports.forms.terms import rows_of
from models.entities.international_student import Enrolment, Scholarship
from models.entities.year_work import DailyReport
from models.indicators import Period, indicator_by_id
from models.indicators.dates import surely_within
from models.indicators.students_yearbook import school_year, stock, stock_day

CODE = "F03"
_ID = "students.yearbook_"
YEARS = ("第一年", "第二年", "第三年", "第四年", "第五年及以上")
COLUMNS = (
    Column("graduates", ("毕（结）业生数",), indicator=f"{_ID}graduates", width=8.5),
    Column("degrees", ("授予学位数",), indicator=f"{_ID}degrees", width=8.5),
    Column("intake", ("招生数", "计"), indicator=f"{_ID}intake", width=8),
    Column("spring", ("招生数", "其中：春季招生"), indicator=f"{_ID}intake",
           where={"season": "春季"}, width=9),
    Column("stock", ("在校生数", "合计"), indicator=f"{_ID}stock", width=8),
    *(Column(f"year{number}", ("在校生数", name), indicator=f"{_ID}year{number}", width=8)
      for number, name in enumerate(YEARS, 1)),
)
_YEAR_KEYS = tuple(f"year{number}" for number in range(1, 6))
_ALL = tuple(column.key for column in COLUMNS)


def rows(period: Period) -> list[Row]:
    """The rows as valid in the year (resources/forms/F03.csv), 未归类 after each grouping."""
    listed = [
        Row(item["key"], item["label"], int(item["indent"]),
            {item["dimension"]: item["value"]} if item["dimension"] else {},
            lead=(item["label"], item["no"]) if item["no"] else (), unit=item["unit"],
            strong=item["key"] == "total", heading=not item["no"])
        for item in rows_of(CODE, period.end.year)
    ]
    loose = [
        Row(f"{key}:none", label, 1, {dimension: None}, lead=(label, "—"), unit="人", if_any=True)
        for key, label, dimension in (
            ("row", "未归类（学生类别未填）", "yearbook_group"),
            ("continent", "未归类（国籍未填）", "continent"),
            ("funding", "未归类（经费来源未填）", "funding_row"),
        )
    ]
    return [*listed, *loose]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """Those who are not in the table: 港澳台侨."""
    return (("另有时点在校港澳台侨学生（人，不计入本表）",
             indicator_by_id("students.yearbook_not_foreign").at(period)),)


def _no_degrees(filled: FilledForm) -> tuple[bool, str]:
    """A9: neither 专科 nor 培训 ends with a degree."""
    found = [f"{filled.cell(row, 'degrees').row_label}{number}" for row in ("row:专科", "training")
             if (number := filled.number(row, "degrees"))]
    return not found, "、".join(found) or "专科、培训均为0"


def _college(filled: FilledForm) -> tuple[bool, str]:
    """A10, G19: a 高职高专 has 专科 only."""
    found = [
        f"{filled.cell(row, column).row_label}·{filled.cell(row, column).column_label}{number}"
        for row in ("row:本科", "row:硕士研究生", "row:博士研究生") for column in _ALL
        if (number := filled.number(row, column))
    ]
    return not found, "、".join(found) or "本科及以上均为0"


def _first_year(filled: FilledForm) -> tuple[bool, str]:
    """A11: who came this year and is still here is in the first year."""
    wrong = []
    for row in filled.row_keys():
        came, here = (filled.cell(row, column) for column in ("intake", "stock"))
        still = len(set(came.record_ids()) & set(here.record_ids())) if came.exact else 0
        first = int(filled.number(row, "year1") or 0)
        if first < still:
            wrong.append(f"{came.row_label}：第一年{first}＜招生中仍在校{still}")
    return not wrong, "；".join(wrong) or "各行第一年均不小于招生中仍在校者"


def _balance(filled: FilledForm) -> tuple[bool, str]:
    """在校(t)＝在校(t−1)＋招生−毕结业−其他离校; a difference wants a reason."""
    before = stock(filled.period.previous())
    then = {row[0] for row in before.select(Enrolment.student).tuples()}
    now = {row[0] for row in stock(filled.period).select(Enrolment.student).tuples()}
    came, left = len(now - then), len(then - now)
    intake = int(filled.number("total", "intake") or 0)
    done = int(filled.number("total", "graduates") or 0)
    expected = len(then) + intake - done
    words = (f"上年在校{len(then)}＋招生{intake}－毕（结）业{done}＝{expected}，本年在校{len(now)}，相差"
             f"{len(now) - expected}（实为新在校{came}人、不再在校{left}人；退学、转学、休学和年内来又离校的须说明）")
    return expected == len(now), words


def _scholars(filled: FilledForm) -> tuple[bool, str]:
    """Row 16 column 5 holds at least the 中国政府奖学金 students (F06) who are here."""
    funded = int(filled.number("funding:中国政府资助", "stock") or 0)
    here = {row[0] for row in stock(filled.period).select(Enrolment.student).tuples()}
    paid = Scholarship.active(Scholarship.student).where(
        (Scholarship.level == "中国政府")
        & surely_within(Scholarship.paid_on, school_year(filled.period)))
    holders = {row[0] for row in paid.tuples()} & here
    return funded >= len(holders), f"中国政府资助{funded}人，上学年领中国政府奖学金且在校{len(holders)}人"


def _daily(filled: FilledForm) -> tuple[bool, str] | None:
    """Row 1 column 5 is F24's 在册外国留学生 of the same day, where that day was reported."""
    day, here = stock_day(filled.period), filled.number("total", "stock")
    report = DailyReport.active().where(
        (DailyReport.day == day) & (DailyReport.person_kind == "外国留学生")).first()
    if report is None or here is None:
        return None
    return report.registered == here, f"本表在校{here}人，{day.isoformat()}日报在册{report.registered}人"


def _list(title: str, column: str, note: str) -> Any:
    return listing(
        title, Enrolment,
        (of("student.passport_name", "护照姓名", 26), of("student.student_no", width=12),
         of("student.sex", width=6), of("student.nationality", width=10),
         of("study_kind", width=9), of("category", width=12), of("funding", width=15),
         of("programme", width=18), of("enrolled_from", width=12), of("enrolled_until", width=12),
         of("outcome", width=9)),
        records=behind("total", column=column), note=note,
    )


def stock_words(period: Period) -> str:
    """时点 in words, for titles and notes."""
    day = stock_day(period)
    return f"{day.year}年{day.month}月{day.day}日"


FORM = AnnualForm(
    code=CODE,
    lead=(LeadColumn("项目", 25), LeadColumn("行号", 6)),
    columns=lambda _period: COLUMNS,
    rows=rows,
    notes=notes,
    scope="国外",
    checks=(
        RowsAddUp("总计＝学历小计＋培训", "total", ("degree", "training", "row:none"), _ALL),
        RowsAddUp("学历小计＝专科＋本科＋硕士＋博士", "degree",
                  ("row:专科", "row:本科", "row:硕士研究生", "row:博士研究生"), _ALL),
        RowsAddUp("总计＝各大洲之和", "total", ("continent:*",), _ALL),
        RowsAddUp("总计＝各经费来源之和", "total", ("funding:*",), _ALL),
        RowWithin("其中女不大于总计", "women", "total", _ALL),
        ColumnWithin("春季招生不大于招生数", "spring", "intake"),
        ColumnsAddUp("在校生合计＝各年之和", "stock", _YEAR_KEYS),
        ColumnWithin("授予学位数不大于毕（结）业生数", "degrees", "graduates"),
        Rule("专科、培训不授予学位", _no_degrees),
        Rule("高职高专没有本科及以上国际学生", _college, "警"),
        Rule("第一年不小于招生中仍在校者", _first_year, "警"),
        Rule("在校生与上年、招生、毕（结）业衔接", _balance, "警"),
        Rule("中国政府资助不小于领中国政府奖学金的在校生", _scholars, "警"),
        Rule("在校生与时点当日日报（F24）在册人数一致", _daily, "警"),
        explained(YEAR_BOOK),
    ),
    details=(
        _list("在校生名单", "stock", "时点在册的国际学生，按时点当天的学习段。"),
        _list("招生名单", "intake", "上一时点次日至本时点来校；培训按人次，一人两段列两行。"),
        _list("毕（结）业名单", "graduates", "上学年内毕业、结业的学习段。"),
        differences,
    ),
)
