"""F18a 中外合作办学基础数据 (数据中台): every programme with all columns; 港澳台 ones apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source, Words
from exports.forms.checking import RowsAddUp, Rule
from exports.forms.listing import listing, of
from exports.forms.record_cells import (
    NOT_KNOWN,
    day_of_count,
    place_words,
    platform_key,
    school_code,
    shown,
    year_words,
)
from models.codes import HMT, HOME
from models.entities.achievements import JointProgramme, ProgrammeCount
from models.indicators import Period, indicator_by_id
from models.indicators.influence import names_in
from models.indicators.joint_programmes import programmes
from models.partial_date import latest

_TEXT = {
    "key": "主键", "school": "学校代码", "kind": "办学类别", "title": "机构/项目名称", "partner": "外方院校名称",
    "code": "合作国家代码", "country": "合作国家名称", "continent": "所属大洲", "from": "招生开始年份",
    "until": "招生截止年份", "majors_code": "开设专业号", "majors": "开设专业名称", "collected": "数据采集时间",
}
_WIDE = {"key": 22, "title": 26, "partner": 17, "majors": 14, "collected": 14, "code": 8,
         "country": 9, "continent": 8, "from": 8, "until": 8, "kind": 8, "school": 11.5,
         "majors_code": 9}
_NUMBERS = (
    Column("sessions", ("开办期数",), "期", "joint.sessions", width=7),
    Column("quota", ("每期招生人数",), "人", "joint.yearly_quota", width=8),
    Column("students", ("在校生数",), "人", "joint.students", width=8),
)


_SUMMED = tuple(column.key for column in _NUMBERS)


def _platform_columns(_period: Period) -> Sequence[Column]:
    texts = {key: Column(key, (header,), width=_WIDE[key]) for key, header in _TEXT.items()}
    before = ("key", "school", "kind", "title", "partner", "code", "country", "continent", "from",
              "until")
    return [*(texts[key] for key in before), *_NUMBERS,
            *(texts[key] for key in ("majors_code", "majors", "collected"))]


def _platform_row(record: Any, number: int, period: Period) -> Row:
    code, country, part = place_words(record.country)
    cells: dict[str, Source] = {
        "key": platform_key(record), "school": school_code(),
        "kind": shown(record, "kind"),
        "title": shown(record, "title"),
        "partner": shown(record, "partner_name"), "code": code,
        "country": country, "continent": part, "from": year_words(record.recruits_from),
        "until": year_words(record.recruits_until),
        "majors_code": shown(record, "programme_code"),
        "majors": shown(record, "programme"),
        "collected": day_of_count(record.lines(ProgrammeCount), period),
    }
    return Row(f"programme:{record.id}", record.title, 1, {"joint_programme": record.id}, cells,
               lead=(str(number),))


def _platform_rows(period: Period) -> Sequence[Row]:
    """Foreign programmes first; those with 港澳台 apart and never among the foreign ones, nor
    what was entered as 国内."""
    everything = list(programmes(period).order_by(JointProgramme.id))
    foreign = [r for r in everything if r.country not in (None, *HMT, HOME)]
    regions = [r for r in everything if r.country in HMT]
    found = [
        Row("total", "合计", lead=("计",), strong=True, cells={"title": Words("合计")}),
        Row("foreign", "一、中外合作办学", 0, {"region": "外国"}, lead=("一",), strong=True,
            cells={"title": Words("中外合作办学小计")}),
    ]
    found += [_platform_row(record, n, period) for n, record in enumerate(foreign, 1)]
    hmt = {f"hmt:{region}": {"region": region} for region in ("港澳", "台湾")}
    for number, (key, where) in zip("二三", hmt.items(), strict=True):
        name = where["region"]
        found.append(Row(key, f"{number}、内地与{name}合作办学（单列，不计入中外）", 0, where,
                         lead=(number,), strong=True,
                         cells={"title": Words(f"内地与{name}合作办学小计（单列）")}))
        inside = [r for r in regions if (r.country == "TWN") == (name == "台湾")]
        found += [_platform_row(record, n, period) for n, record in enumerate(inside, 1)]
    for number, key, region, code, label in (
            ("四", "nowhere", None, None, "未归类（合作国家、地区未填）"),
            ("五", "home", "国内", HOME, "国内（不应列入，请核对）")):
        found.append(Row(key, label, 0, {"region": region}, lead=(number,), if_any=True,
                         strong=True, cells={"title": Words(label)}))
        loose = [record for record in everything if record.country == code]
        found += [_platform_row(record, n, period) for n, record in enumerate(loose, 1)]
    return found


def _platform_notes(period: Period) -> Sequence[tuple[str, Source]]:
    def figure(id: str) -> Source:
        return indicator_by_id(id).at(period)

    return (
        ("中外合作办学项目（机构）（个）", figure("influence.joint_programme_count")),
        ("中外合作办学专业（个，去重）", figure("influence.joint_programmes")),
        ("中外合作办学在校生（人）", figure("influence.joint_students")),
        ("含内地与港澳台的项目（个）", figure("joint.programmes")),
        ("统计期内招生（人）", figure("joint.recruited")),
        ("统计期内毕业（人）", figure("joint.graduated")),
    )


def _records(filled: FilledForm) -> list[Any]:
    return list(programmes(filled.period).order_by(JointProgramme.id))


def same_as_influence(filled: FilledForm) -> tuple[bool, str]:
    """Σ在校＝F01-13."""
    said = indicator_by_id("influence.joint_students").at(filled.period).value()
    here = filled.number("foreign", "students") or 0
    return said == here, f"本表{here}人，国际影响表第13行{said}人"


def _majors_as_influence(filled: FilledForm) -> tuple[bool, str]:
    """Σ各项目专业去重＝F01-12, counted over the rows of the form."""
    found: set[str] = set()
    for record in _records(filled):
        if record.country and record.country not in HMT:
            found |= names_in(record.programme)
    said = indicator_by_id("influence.joint_programmes").at(filled.period).value()
    return len(found) == said, f"本表专业去重{len(found)}个，国际影响表第12行{said}个"


def _within_quota(filled: FilledForm) -> tuple[bool, str]:
    """在校生≤期数×每期人数, programme by programme, where both are filled in."""
    wrong = []
    for row in filled.row_keys():
        if not row.startswith("programme:"):
            continue
        sessions, quota, students = (filled.number(row, key) or 0
                                     for key in ("sessions", "quota", "students"))
        if sessions and quota and students > sessions * quota:
            wrong.append(f"{filled.cell(row, 'students').row_label}：{students}＞{sessions}×{quota}")
    return not wrong, "；".join(wrong) or "全部相符"


def _years_in_order(filled: FilledForm) -> tuple[bool, str]:
    wrong = [r.title for r in _records(filled)
             if r.recruits_from and r.recruits_until
             and r.recruits_until.year < r.recruits_from.year]
    return not wrong, "、".join(wrong) or "全部相符"


def _complete(filled: FilledForm) -> tuple[bool, str]:
    """The platform takes no blanks."""
    bare = {filled.cell(row, key).column_label for row in filled.row_keys() for key in _TEXT
            if row.startswith("programme:") and filled.cell(row, key).value == NOT_KNOWN.text}
    return not bare, f"有项目未填：{'、'.join(sorted(bare))}" if bare else "各列均已填写"


def _dated(filled: FilledForm) -> tuple[bool, str]:
    """A count older than a year is not this year's (在校生按时点)."""
    old = []
    for record in _records(filled):
        days = [latest(line.counted_on) for line in record.lines(ProgrammeCount)
                if line.counted_on and latest(line.counted_on) <= filled.period.end]
        if not days or max(days) < filled.period.start:
            old.append(record.title)
    return not old, f"没有本期在校生记录：{'、'.join(old)}" if old else "各项目都有本期在校生记录"


COUNTS = listing(
    "在校生历年记录", ProgrammeCount,
    (of("programme.title", "项目名称", 40), of("counted_on", width=13), of("student_count", width=11),
     of("recruited", width=11), of("graduated", width=11)),
    records=lambda filled: ProgrammeCount.active().where(
        ProgrammeCount.programme.in_([r.id for r in _records(filled)])
    ).order_by(ProgrammeCount.programme, ProgrammeCount.counted_on),
    note="在校生数取期末及以前最近一次统计日期的人数；没有记录的取登记的在校生数。",
)

FORM = AnnualForm(
    code="F18a",
    lead=(LeadColumn("序号", 5),),
    columns=_platform_columns,
    rows=_platform_rows,
    notes=_platform_notes,
    scope="国外（内地与港澳台单列）",
    checks=(
        RowsAddUp("合计＝中外＋内地与港澳＋内地与台湾", "total", ("foreign", "hmt:*", "nowhere", "home"),
                  _SUMMED),
        RowsAddUp("合计＝各项目之和", "total", ("programme:*",), _SUMMED),
        Rule("在校生与国际影响表第13行一致", same_as_influence),
        Rule("专业去重与国际影响表第12行一致", _majors_as_influence),
        Rule("招生截止不早于招生开始", _years_in_order),
        Rule("在校生不大于期数×每期人数", _within_quota, "警"),
        Rule("各项目有本期在校生记录", _dated, "警"),
        Rule("数据中台各列齐全", _complete, "警"),
    ),
    details=(COUNTS,),
)
