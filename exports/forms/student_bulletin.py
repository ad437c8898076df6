"""F05 来华留学生年度统计 (自然年简明统计): the whole by continent, country, category and funding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from exports.forms.base import (
    BLANK,
    AnnualForm,
    Column,
    FilledForm,
    LeadColumn,
    Row,
    Share,
    Source,
    Sum,
)
from exports.forms.checking import RowsAddUp, RowWithin, Rule
from exports.forms.listing import behind, listing, of
from exports.forms.student_differences import BULLETIN, differences, explained
from models.codes import student_categories
from models.entities.international_student import Enrolment
from models.indicators import Figure, Period, indicator_by_id
from models.indicators.base import values_of
from models.indicators.places import show_country

_PEOPLE = "students.headcount"
CONTINENTS = ("亚洲", "非洲", "欧洲", "美洲", "大洋洲")
LISTED_COUNTRIES = 15
"""The bulletin names the first fifteen countries, the others together."""


def columns(period: Period) -> Sequence[Column]:
    """本年, 上年, the change and its rate; the share of the whole."""
    return (
        Column("this", ("本年人数", period.label), "人", width=12),
        Column("last", ("上年人数", period.previous().label), "人", width=12, years_back=1),
        Column("change", ("比上年增减", "人数"), "人", width=11),
        Column("growth", ("比上年增减", "增幅"), "%", width=11),
        Column("share", ("占总计比重",), "%", width=11),
    )


def _cells(this: Source, last: Source, whole: Figure, *, share: bool) -> Mapping[str, Source]:
    """One row: both years, their difference and rate, and the share."""
    cells: dict[str, Source] = {"this": this, "last": last}
    signed = [(1, this), (-1, last)]
    parts: list[tuple[int, Any]] = []
    for sign, source in signed:
        if isinstance(source, Sum):
            parts += [(sign * inner, part) for inner, part in source.parts]
        else:
            parts.append((sign, source))
    change = Sum(tuple(parts), "人")
    cells["change"] = change
    cells["growth"] = Share(change, last) if isinstance(last, Figure) else BLANK
    part = this if isinstance(this, Figure | Sum) else None
    cells["share"] = Share(part, whole) if share and part else BLANK
    return cells


class _Rows:
    """Makes the rows of one period."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.whole = indicator_by_id(_PEOPLE).at(period)

    def row(
        self, key: str, label: str, where: Mapping[str, Any] | None = None, *,
        id: str = _PEOPLE, indent: int = 1, share: bool = True, **more: Any,
    ) -> Row:
        """A row that slices an indicator the same way in both years."""
        this = indicator_by_id(id).at(self.period, **(where or {}))
        last = indicator_by_id(id).at(self.period.previous(), **(where or {}))
        return Row(key, label, indent, unit="人",
                   cells=_cells(this, last, self.whole, share=share), **more)

    def countries(self) -> list[Row]:
        """The first fifteen by number; the others together, and who came last year only."""
        parts = self.whole.split("country")
        numbers = values_of(parts.values())
        codes = sorted((c for c in parts if c), key=lambda c: (-numbers[parts[c]], c))
        first, more = codes[:LISTED_COUNTRIES], codes[LISTED_COUNTRIES:]
        before = self.whole.previous().split("country")
        gone = sorted(c for c in before if c and c not in parts)
        rows = [self.row(f"country:{c}", show_country(c), {"country": c}) for c in first]
        if rest := [*more, *gone]:
            label = f"其他（{len(more)}国）" if more else "其他（上年有、本年没有的国家）"
            this, last = (
                Sum(tuple((1, indicator_by_id(_PEOPLE).at(when, country=c)) for c in rest), "人")
                for when in (self.period, self.period.previous())
            )
            rows.append(Row("country:others", label, 1, unit="人",
                            cells=_cells(this, last, self.whole, share=True)))
        return [*rows, self.row("country:none", "未归类（国籍未填）", {"country": None}, if_any=True)]

    def categories(self) -> list[Row]:
        """学历 and 非学历 with the codes of JY/T 1001 below each."""
        rows: list[Row] = []
        for group, label in (("学历", "学历生小计"), ("培训", "非学历生小计")):
            rows.append(self.row(f"group:{group}", label, {"yearbook_group": group}))
            rows += [
                self.row(f"category:{entry.code}", entry.name, {"category_code": entry.code},
                         indent=2)
                for entry in student_categories().entries
                if (entry.facts.get("group") == "学历生") == (group == "学历")
            ]
        return [*rows, self.row("group:none", "未归类（学生类别未填）", {"yearbook_group": None},
                                if_any=True)]


def rows(period: Period) -> list[Row]:
    """The five blocks of the bulletin."""
    make = _Rows(period)
    return [
        Row("block1", "一、总计", heading=True),
        make.row("total", "总计", indent=0, strong=True),
        make.row("women", "其中：女", {"sex": "女"}),
        make.row("new", "其中：新生（本年来校）", id="students.new"),
        make.row("graduated", "其中：毕（结）业", id="students.graduated"),
        Row("block2", "二、按洲别（美洲合一）", heading=True),
        *(make.row(f"continent:{name}", name, {"five_continents": name}) for name in CONTINENTS),
        make.row("continent:none", "未归类（国籍未填）", {"five_continents": None}, if_any=True),
        Row("block3", f"三、按国别（前{LISTED_COUNTRIES}）", heading=True),
        *make.countries(),
        Row("block4", "四、按学生类别", heading=True),
        *make.categories(),
        Row("block5", "五、按经费办法", heading=True),
        make.row("funding:scholarship", "中国政府奖学金生", {"simple_funding": "中国政府奖学金"}),
        make.row("funding:own", "自费生（含地方、学校奖学金和交换生）", {"simple_funding": "自费"}),
        make.row("funding:none", "未归类（经费来源未填）", {"simple_funding": None}, if_any=True),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """How many countries; those who are not foreign; the stays."""
    return (
        ("来自国家（个）", indicator_by_id("students.countries").at(period)),
        ("学习段（人次）", indicator_by_id("students.stays").at(period)),
        ("另有港澳台侨学生（人，不计入）", indicator_by_id("students.hmt_headcount").at(period)),
    )


_BLOCKS = (("continent:*", "洲别"), ("country:*", "国别"), ("funding:*", "经费办法"))


def _shares(filled: FilledForm) -> tuple[bool, str] | None:
    """G04: the shares of a block reach 100 % but for rounding."""
    if not filled.number("total", "this"):
        return None
    words, ok = [], True
    for prefix, name in (*_BLOCKS, ("group:*", "类别")):
        keys = [key for key in filled.row_keys() if key.startswith(prefix[:-1])]
        shares = [number for key in keys if (number := filled.number(key, "share")) is not None]
        summed = Decimal(sum(shares))
        slack = Decimal(max(10, 5 * len(shares))) / 1000
        ok = ok and abs(summed - 100) <= slack
        words.append(f"{name}{summed}%")
    return ok, "，".join(words)


def _parts(label: str, *parts: str) -> RowsAddUp:
    return RowsAddUp(label, "total", parts, ("this",))


STUDENTS = listing(
    "国际学生名单", Enrolment,
    (of("student.passport_name", "护照姓名", 26), of("student.student_no", width=12),
     of("student.sex", width=6), of("student.nationality", width=10), of("study_kind", width=9),
     of("category", width=12), of("funding", width=15), of("programme", width=18),
     of("enrolled_from", width=12), of("enrolled_until", width=12), of("outcome", width=9)),
    records=behind("total", column="this"), note="本年曾在校学习的国际学生，一人多段只列本年最后一段。",
)
_CODES = tuple(entry.code for entry in student_categories().entries)

FORM = AnnualForm(
    code="F05",
    lead=(LeadColumn("项目", 40),),
    columns=columns,
    rows=rows,
    notes=notes,
    scope="国外",
    checks=(
        *(_parts(f"总计＝{name}合计", prefix) for prefix, name in _BLOCKS),
        _parts("总计＝学历＋非学历", "group:*"),
        RowsAddUp("学历生＝各类别之和", "group:学历",
                  tuple(f"category:{code}" for code in _CODES[:4]), ("this",)),
        RowsAddUp("非学历生＝各类别之和", "group:培训",
                  tuple(f"category:{code}" for code in _CODES[4:]), ("this",)),
        RowWithin("其中女不大于总计", "women", "total", ("this", "last")),
        RowWithin("其中新生不大于总计", "new", "total", ("this", "last")),
        RowWithin("其中毕（结）业不大于总计", "graduated", "total", ("this", "last")),
        Rule("各块占比之和为100%（四舍五入内）", _shares, "警"),
        explained(BULLETIN),
    ),
    details=(STUDENTS, differences),
)
