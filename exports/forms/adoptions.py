"""F19a 教学资源采纳基础数据 (数据中台), and F19c whether a result meets the conditions to apply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.forms.base import (
    AnnualForm,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Source,
    Words,
)
from exports.forms.checking import RowsAddUp, Rule
from exports.forms.listing import listing, of
from exports.forms.record_cells import NOT_KNOWN, place_words, shown
from models.country_groups import GROUPS, LIST_VERSION, belongs
from models.entities.achievements import Adoption
from models.indicators import Period, indicator_by_id
from models.indicators.adoptions import SEPARATOR, adopted, to_date
from models.indicators.rules import parameter
from models.partial_date import chinese

KINDS = ("专业标准", "课程标准", "教学资源", "教学装备")
_LIMITS = {"编号": 64, "名称": 300, "采用国家代码": 6, "采用国家名称": 60, "所属大洲": 20, "采用院校（机构）": 160}
"""The platform's greatest lengths, in characters."""


def _columns(_period: Period) -> Sequence[Column]:
    text = (("kind", "采用教学资源类型", 10), ("no", "编号", 9), ("title", "名称", 22),
            ("code", "采用国家代码", 8), ("country", "采用国家名称", 9), ("continent", "所属大洲", 8))
    after = (("on", "采用时间", 13), ("by", "采用院校（机构）", 19), ("mode", "采用类型", 9))
    return [
        *(Column(key, (header,), width=width) for key, header, width in text),
        *(Column(f"group{n}", (f"是否{group}",), width=7) for n, group in enumerate(GROUPS, 1)),
        *(Column(key, (header,), width=width) for key, header, width in after),
        Column("students", ("涉及外方学生数",), "人", "adoptions.foreign_students", width=9),
        Column("collected", ("采集时间",), width=13),
    ]


def _yes(answer: bool | None) -> Words:
    return NOT_KNOWN if answer is None else Words("是" if answer else "否")


def _row(record: Adoption, number: int, period: Period) -> Row:
    code, country, part = place_words(record.country)
    cells: dict[str, Source] = {
        "kind": shown(record, "kind"), "no": shown(record, "achievement_no"),
        "title": shown(record, "title"), "code": code, "country": country, "continent": part,
        "on": Words(chinese(record.adopted_on)), "by": shown(record, "adopted_by"),
        "mode": shown(record, "use_kind"),
        "collected": Words(chinese(record.collected_on or period.end)),
    }
    cells |= {f"group{n}": _yes(belongs(record.country, group, record.adopted_on))
              for n, group in enumerate(GROUPS, 1)}
    return Row(f"adoption:{record.id}", record.title, 1, {"adoption": record.id}, cells,
               lead=(str(number),))


def _rows(period: Period) -> Sequence[Row]:
    """By kind, each with its sum; in the order of adoption."""
    records = sorted(adopted(period), key=lambda r: (str(type(r).adopted_on.db_value(r.adopted_on)),
                                                     r.id))
    found = [Row("total", "合计", lead=("计",), strong=True, cells={"title": Words("合计")})]
    for place, kind in enumerate(KINDS):
        found.append(Row(f"kind:{kind}", kind, 0, {"kind": kind}, lead=("一二三四"[place],),
                         strong=True, cells={"title": Words(f"{kind}小计")}))
        found += [_row(record, number, period) for number, record
                  in enumerate((r for r in records if r.kind == kind), 1)]
    return found


def _notes(period: Period) -> Sequence[tuple[str, Source]]:
    def figure(id: str) -> Source:
        return indicator_by_id(id).at(period)

    return (
        ("采纳记录（项）", figure("adoptions.records")),
        ("标准（个，去重）", figure("influence.standards")),
        ("其中专业标准（个）", figure("influence.programme_standards")),
        ("其中课程标准（个）", figure("influence.course_standards")),
        ("资源（个）", figure("influence.resources")), ("装备（个）", figure("influence.equipment")),
        ("采用国家（个）", figure("adoptions.countries")),
        ("其中共建“一带一路”国家（个）", figure("adoptions.belt_and_road_countries")),
        ("港澳台采用（项，不计入国外）", figure("adoptions.hmt_records")),
    )


def _listed(filled: FilledForm) -> tuple[bool, str]:
    """支撑明细条数＝表格数值 (G15), and 去重 never more than the lines."""
    rows = sum(1 for row in filled.row_keys() if row.startswith("adoption:"))
    said = indicator_by_id("adoptions.records").at(filled.period).value()
    once = sum(int(indicator_by_id(f"influence.{id}").at(filled.period).value())
               for id in ("standards", "resources", "equipment"))
    return rows == said and once <= rows, f"{rows}行，采纳记录{said}项，去重后{once}个"


def _complete(filled: FilledForm) -> tuple[bool, str]:
    bare: dict[str, int] = {}
    for cell in filled.cells.values():
        if cell.row.startswith("adoption:") and cell.value == NOT_KNOWN.text:
            bare[cell.column_label] = bare.get(cell.column_label, 0) + 1
    return not bare, "、".join(f"{label}{n}条未填" for label, n in bare.items()) or "各列均已填写"


def _short_enough(filled: FilledForm) -> tuple[bool, str]:
    long = [f"{cell.row_label}的{cell.column_label}" for cell in filled.cells.values()
            if len(str(cell.value)) > _LIMITS.get(cell.column_label, 10_000)]
    return not long, f"超过字数：{'、'.join(long)}" if long else "各列不超过规定字数"


def _same_twice(filled: FilledForm) -> tuple[bool, str]:
    """G15: the same result in the same country twice is probably entered twice."""
    seen: dict[tuple[Any, ...], int] = {}
    for record in adopted(filled.period):
        key = (record.kind, record.title, record.country)
        seen[key] = seen.get(key, 0) + 1
    twice = [str(key[1]) for key, n in seen.items() if n > 1]
    return not twice, f"同一成果同一国家列了几次：{'、'.join(twice)}" if twice else "没有重复"


_EVIDENCE = listing(
    "证明材料", Adoption,
    (of("kind", width=11), of("title", width=32), of("country", width=12),
     of("adopted_by", width=26), of("adopted_on", width=12), of("certified_by", width=24),
         of("certified_on", width=13),
     of("foreign_students", width=10), of("evidence", width=30)),
    records=lambda filled: adopted(filled.period).order_by(Adoption.adopted_on, Adoption.id),
    note=f"同一成果被几国采用列几行，个数按名称去重只计1个。{LIST_VERSION}。",
)

PLATFORM_FORM = AnnualForm(
    code="F19a",
    lead=(LeadColumn("序号", 5),),
    columns=_columns,
    rows=_rows,
    notes=_notes,
    scope="国外",
    checks=(
        RowsAddUp("合计＝各类型之和", "total", ("kind:*",), ("students",)),
        RowsAddUp("合计＝逐条之和", "total", ("adoption:*",), ("students",)),
        Rule("行数与采纳记录数一致", _listed),
        Rule("各列不超过数据中台字数", _short_enough),
        Rule("数据中台各列齐全", _complete, "警"),
        Rule("没有重复的采纳记录", _same_twice, "警"),
    ),
    details=(_EVIDENCE,),
)

_QUALITIES = (
    Column("places", ("应用国家（地区）",), "个", "adoptions.places_to_date", width=11),
    Column("years", ("近五年内应用年数",), "年", "adoptions.years_in_use", width=11),
    Column("students", ("涉及外方学生",), "人", "adoptions.students_to_date", width=11),
    Column("certified", ("国（境）外采纳认证",), width=22),
    Column("verdict", ("是否符合申报条件",), width=30),
)


def _achievements(period: Period) -> list[tuple[str, str]]:
    found = {(r.kind, r.title): None for r in to_date(period).order_by(Adoption.id)}
    return sorted(found, key=lambda key: (KINDS.index(key[0]), key[1]))


def _quality_row(kind: str, title: str, number: int, period: Period) -> Row:
    same = to_date(period).where((Adoption.kind == kind) & (Adoption.title == title))
    bodies = list(dict.fromkeys(r.certified_by for r in same if r.certified_by))
    where = {"achievement": f"{kind}{SEPARATOR}{title}"}
    years = indicator_by_id("adoptions.years_in_use").at(period, **where).value()
    places = indicator_by_id("adoptions.places_to_date").at(period, **where).value()
    lacking = [
        *(["无采纳认证"] if not bodies else []),
        *(["应用不足年限"] if years < parameter("adoptions.min_years").number() else []),
        *(["国家（地区）数不足"] if places < parameter("adoptions.min_places").number() else []),
    ]
    cells: dict[str, Source] = {
        "certified": Words("、".join(bodies) or "无"),
        "verdict": Words(f"不符合：{'、'.join(lacking)}" if lacking else "符合"),
    }
    return Row(f"achievement:{where['achievement']}", title, 0, where, cells,
               lead=(str(number), kind, title))


def _quality_rows(period: Period) -> Sequence[Row]:
    total = Row("total", "合计（国家、地区去重）", lead=("计", "—", "合计（国家、地区去重）"), strong=True,
                dashes=frozenset({"years"}))
    return [total, *(_quality_row(kind, title, number, period)
                     for number, (kind, title) in enumerate(_achievements(period), 1))]


def _quality_notes(period: Period) -> Sequence[tuple[str, Source]]:
    years, places = parameter("adoptions.min_years"), parameter("adoptions.min_places")
    return (
        ("累计被采用成果（个）", indicator_by_id("adoptions.achievements_to_date").at(period)),
        ("条件", Words(f"有国（境）外采纳认证；近五年内应用满{years.value}年；应用国家（地区）不少于{places.value}个")),
    )


QUALITY_FORM = AnnualForm(
    code="F19c",
    lead=(LeadColumn("序号", 5), LeadColumn("类型", 10), LeadColumn("成果名称", 32)),
    columns=lambda _period: _QUALITIES,
    rows=_quality_rows,
    notes=_quality_notes,
    scope="国（境）外",
    checks=(
        RowsAddUp("涉及学生合计＝各成果之和", "total", ("achievement:*",), ("students",)),
        RowsAddUp("国家（地区）数不大于各成果之和", "total", ("achievement:*",), ("places",),
                  overlapping=True),
    ),
    details=(listing(
        "采用明细", Adoption,
        (of("kind", width=11), of("title", width=32), of("country", width=12),
         of("adopted_by", width=26), of("adopted_on", width=12), of("certified_by", width=24),
         of("certified_on", width=13),
         of("foreign_students", width=10), of("evidence", width=30)),
        records=lambda filled: to_date(filled.period).order_by(Adoption.kind, Adoption.title,
                                                               Adoption.id),
    ),),
)
