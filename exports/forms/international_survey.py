"""F21 高等教育国际化发展状况调查: the dimensions of the survey, computed where records can."""

from __future__ import annotations

from collections.abc import Sequence

from exports.forms.base import BLANK, AnnualForm, Column, LeadColumn, Row, Source, Typed, Words
from exports.forms.checking import RowWithin
from exports.forms.terms import rows_of
from models.entities.office import TypedValue
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.base import dimension_of

CODE = "F21"


def figure_named(id: str, period: Period) -> Figure:
    """A figure by its id as in the row data; key=value in brackets for a slice.

    An indicator of the 学年 is taken for the calendar year here: the survey asks the last one.
    """
    name, _, where = id.removesuffix("]").partition("[")
    indicator = indicator_by_id(name)
    if not where:
        return indicator.at(period)
    key, _, value = where.partition("=")
    return indicator.at(period, **{key: dimension_of(indicator.entity, key).parse(value)})


def _typed_before(key: str, year: int) -> Words:
    """What was typed the year before."""
    kept = TypedValue.active().where(
        (TypedValue.key_name == key) & (TypedValue.year == year)).first()
    if kept is None:
        return BLANK
    return Words(kept.words if kept.words is not None else f"{kept.value:g}")


def _row(item: dict[str, str], period: Period) -> Row:
    if item["basis"] == "heading":
        return Row(item["key"], f"{item['no']}、{item['label']}", heading=True)
    cells: dict[str, Source] = {"unit": Words(item["unit"] or "是/否"), "basis": Words(item["basis"])}
    if item["indicator"]:
        cells["before"] = figure_named(item["indicator"], period.previous())
        cells["now"] = figure_named(item["indicator"], period)
    else:
        key = f"{CODE}.{item['key']}"
        cells["before"] = _typed_before(key, period.end.year - 1)
        cells["now"] = Typed(key, item["label"], item["unit"], words=not item["unit"])
    indent = 1 if item["label"].startswith("其中") else 0
    return Row(item["key"], item["label"], indent, lead=(item["no"], item["label"]), cells=cells,
               unit=item["unit"])


def rows(period: Period) -> Sequence[Row]:
    """The dimensions as valid in the year, from resources/forms/F21.csv."""
    return [_row(item, period) for item in rows_of(CODE, period.end.year)]


FORM = AnnualForm(
    code=CODE, lead=(LeadColumn("序号", 5.5), LeadColumn("调查内容【疑：以当年问卷为准】", 40)),
    columns=lambda _period: (
        Column("unit", ("单位",), width=8),
        Column("before", ("上年",), width=11, years_back=1),
        Column("now", ("本年",), width=11),
        Column("basis", ("取数来源",), width=22),
    ),
    rows=rows, scope="国（境）外",
    checks=(
        RowWithin("国际学历生不大于国际学生", "degree", "students", ("now", "before")),
        RowWithin("期末在聘外教不大于全年聘用", "teachers_end", "teachers", ("now", "before")),
        RowWithin("来自国家数不大于国际学生数", "origin", "students", ("now", "before")),
        RowWithin("协议涉及国家数不大于有效协议数", "countries", "agreements", ("now", "before")),
    ),
)
