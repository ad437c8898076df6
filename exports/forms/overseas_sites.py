"""F19b 境外办学点, and F19d the conditions of a school of a high international level (对照清单)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from exports.forms.base import (
    BLANK,
    AnnualForm,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Source,
    Typed,
    Words,
)
from exports.forms.checking import RowsAddUp, Rule
from exports.forms.listing import listing, of
from exports.forms.record_cells import shown
from exports.forms.terms import rows_of
from models.codes import HMT, HOME
from models.entities.achievements import OverseasSite, SiteCount
from models.entities.office import TypedValue
from models.indicators import Period, indicator_by_id
from models.indicators.joint_programmes import sites
from models.indicators.rules import parameter

_COUNTED = (
    Column("students", ("期末在校生",), "人", "sites.students", width=8),
    Column("graduates", ("累计毕业",), "人", "sites.graduates", width=8),
    Column("trained", ("当年培训", "人次"), "人次", "sites.trained", width=8),
    Column("days", ("当年培训", "人日"), "人日", "sites.training_days", width=8),
    Column("teacher_days", ("中方派出教师",), "人日", "sites.teacher_days", width=9),
    Column("investment", ("累计设备投入",), "万元", "sites.investment", divisor=10000, decimals=2,
           width=10),
)
_FIELDS = (
    ("kind", "类型", 9), ("country", "国家（地区）", 13), ("host", "外方单位", 17),
    ("enterprise", "走出去企业", 15), ("opened_on", "成立日期", 12), ("closed_on", "终止日期", 12),
    ("approval_no", "批准（备案）文号", 16), ("programmes", "开设专业", 17), ("years", "学制（年）", 10),
)
_SUMMED = tuple(column.key for column in _COUNTED)


def _columns(_period: Period) -> Sequence[Column]:
    return [
        *(Column(name, (header,), width=width) for name, header, width in _FIELDS),
        Column("influence", ("计入国际影响表",), width=7), *_COUNTED,
    ]


def _counts_for_influence(record: Any, period: Period) -> bool:
    figure = indicator_by_id("influence.sites").at(period, site=record.id)
    return bool(figure.value())


def _row(record: Any, number: int, period: Period) -> Row:
    cells: dict[str, Source] = {name: shown(record, name) for name, _, _ in _FIELDS}
    if record.closed_on is None:
        cells["closed_on"] = BLANK
    cells["influence"] = Words("是" if _counts_for_influence(record, period) else "否")
    return Row(f"site:{record.id}", record.title, 1, {"site": record.id}, cells,
               lead=(str(number), record.title))


_REGIONS: tuple[tuple[str, str, str | None, Callable[[str | None], bool]], ...] = (
    ("foreign", "国外小计", "外国", lambda code: code is not None and code not in (*HMT, HOME)),
    ("hong_kong_macao", "港澳小计", "港澳", lambda code: code in HMT[:2]),
    ("taiwan", "台湾小计", "台湾", lambda code: code == HMT[2]),
    ("nowhere", "未归类（国家、地区未填）", None, lambda code: code is None),
    ("home", "国内（不应列入，请核对）", "国内", lambda code: code == HOME),
)


def _rows(period: Period) -> Sequence[Row]:
    """Abroad, 港澳台 apart, and those whose place nobody filled in."""
    records = list(sites(period).order_by(OverseasSite.opened_on, OverseasSite.id))
    found = [Row("total", "合计", lead=("计", "合计"), strong=True)]
    for number, (key, label, region, holds) in enumerate(_REGIONS):
        found.append(Row(key, label, 0, {"region": region}, lead=("一二三四五"[number], label),
                         strong=True, if_any=key != "foreign"))
        found += [_row(r, n, period) for n, r in enumerate(
            (r for r in records if holds(r.country)), 1)]
    return found


def _notes(period: Period) -> Sequence[tuple[str, Source]]:
    def figure(id: str) -> Source:
        return indicator_by_id(id).at(period)

    return (
        ("期末境外办学点（个）", figure("sites.existing")),
        ("其中国际影响表计入（所）", figure("influence.sites")),
        ("其在校生（人）", figure("influence.site_students")),
        ("其专业（个，去重）", figure("influence.site_programmes")),
        ("国际影响表计入的类型", Words("、".join(parameter("influence.site_kinds").words()))),
    )


def _same_as_influence(filled: FilledForm) -> tuple[bool, str]:
    """Rows 9 and 11 of the 国际影响表 are part of this one."""
    rows = sum(1 for row in filled.row_keys() if row.startswith("site:")
               and filled.cell(row, "influence").value == "是")
    said = indicator_by_id("influence.sites").at(filled.period).value()
    students = indicator_by_id("influence.site_students").at(filled.period).value()
    here = sum(filled.number(row, "students") or 0 for row in filled.row_keys()
               if row.startswith("site:") and filled.cell(row, "influence").value == "是")
    return rows == said and here == students, (
        f"本表计入{rows}个、在校生{here}人，国际影响表第9行{said}所、第11行{students}人")


_YEARS = listing(
    "办学点历年记录", SiteCount,
    (of("site.title", "办学点", 32), of("counted_on", width=12), of("student_count", width=10),
     of("trained", width=12), of("training_person_days", width=12), of("teachers_sent", width=12),
     of("teacher_days", width=14)),
    records=lambda filled: SiteCount.active().where(SiteCount.site.in_(
        [r.id for r in sites(filled.period)])).order_by(SiteCount.site, SiteCount.counted_on),
    note="在校生取期末及以前最近一次统计日期的人数；培训和派出计统计日期在统计期内的各条。",
)

SITES_FORM = AnnualForm(
    code="F19b",
    lead=(LeadColumn("序号", 5), LeadColumn("名称", 24)),
    columns=_columns,
    rows=_rows,
    notes=_notes,
    scope="国外（港澳台单列）",
    checks=(
        RowsAddUp("合计＝国外＋港澳台", "total",
                  ("foreign", "hong_kong_macao", "taiwan", "nowhere", "home"), _SUMMED),
        RowsAddUp("合计＝各办学点之和", "total", ("site:*",), _SUMMED),
        Rule("与国际影响表第9、11行一致", _same_as_influence),
    ),
    details=(_YEARS,),
)

LEVEL_CODE = "F19d"


def _level_cell(item: dict[str, str], period: Period) -> Source:
    if item["indicator"]:
        return indicator_by_id(item["indicator"]).at(period)
    return Typed(f"{LEVEL_CODE}.{item['key']}", item["label"], item["unit"], words=not item["unit"])


def _met(item: dict[str, str], period: Period) -> str:
    """符合, 不符合, or 待填 while nobody has said."""
    least = int(item["least"])
    if item["indicator"]:
        return "符合" if indicator_by_id(item["indicator"]).at(period).value() >= least else "不符合"
    kept = TypedValue.active().where(
        (TypedValue.year == period.end.year)
        & (TypedValue.key_name == f"{LEVEL_CODE}.{item['key']}")).first()
    if kept is None:
        return "待填"
    if item["unit"]:
        return "符合" if (kept.value or 0) >= least else "不符合"
    return "符合" if (kept.words or "").startswith("是") else "不符合"


def _level_rows(period: Period) -> Sequence[Row]:
    """The conditions as valid in the year, from resources/forms/F19d.csv."""
    return [
        Row(item["key"], item["label"], lead=(item["no"], item["label"], item["asked"]), cells={
            "state": _level_cell(item, period), "unit": Words(item["unit"] or "是/否"),
            "met": Words(_met(item, period)),
        })
        for item in rows_of(LEVEL_CODE, period.end.year)
    ]


def _enough(filled: FilledForm) -> tuple[bool, str]:
    """The years of running are needed; of the others, three and more."""
    items = rows_of(LEVEL_CODE, filled.period.end.year)
    said = {item["key"]: str(filled.cell(item["key"], "met").value) for item in items}
    needed = [item["label"] for item in items
              if item["needed"] == "1" and said[item["key"]] != "符合"]
    reached = sum(1 for item in items if item["needed"] != "1" and said[item["key"]] == "符合")
    ok = not needed and reached >= 3
    lack = f"；必备条件未符合：{'、'.join(needed)}" if needed else ""
    return ok, f"其他条件符合{reached}项，须3项以上{lack}"


LEVEL_FORM = AnnualForm(
    code=LEVEL_CODE,
    lead=(LeadColumn("序号", 6), LeadColumn("条件", 36), LeadColumn("要求", 26)),
    columns=lambda _period: (Column("unit", ("单位",), width=8), Column("state", ("现状",), width=10),
                             Column("met", ("对照",), width=9)),
    rows=_level_rows,
    scope="国外",
    checks=(Rule("具备必备条件和三项以上其他条件", _enough, "警"),),
)
