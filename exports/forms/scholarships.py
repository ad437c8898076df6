"""F06 国际学生奖学金统计: places, applicants, winners, payments and money are five different counts."""

from __future__ import annotations

from collections.abc import Sequence

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
    Typed,
)
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import behind, listing, of
from models.entities.international_student import Scholarship
from models.indicators import Period, indicator_by_id

CODE = "F06"
_WINNERS, _PAYMENTS, _PAID = "scholarships.winners", "scholarships.payments", "scholarships.paid"
LEVELS = tuple(Scholarship.field_named("level").option_words())
COLUMNS = (
    Column("quota", ("名额",), "个", width=9),
    Column("applicants", ("申请人数",), "人", width=9),
    Column("winners", ("获奖人数",), "人", _WINNERS, width=9),
    Column("payments", ("发放人次",), "人次", _PAYMENTS, width=9),
    Column("paid", ("金额", "实发"), "万元", _PAID, divisor=10000, decimals=2, width=10),
    Column("received", ("金额", "拨入"), "万元", width=10),
    Column("degree", ("获奖人数其中", "学历生"), "人", _WINNERS, {"study_group": "学历"}, width=9),
    Column("training", ("获奖人数其中", "非学历生"), "人", _WINNERS, {"study_group": "培训"}, width=9),
    Column("belt", ("获奖人数其中", "一带一路国家"), "人", _WINNERS, {"belt_and_road": 1}, width=10),
    Column("women", ("获奖人数其中", "女"), "人", _WINNERS, {"sex": "女"}, width=8),
    Column("share", ("覆盖率",), "%", width=9),
)
_TYPED = (("quota", "名额", "个"), ("applicants", "申请人数", "人"), ("received", "拨入（万元）", "万元"))


def _typed(title: str) -> dict[str, Typed]:
    """What the office was told or had counted elsewhere, kept by year and scholarship."""
    return {key: Typed(f"{CODE}.{title}.{key}", f"{title}·{label}", unit)
            for key, label, unit in _TYPED}


def _share(period: Period, **where: object) -> Source:
    return Share(indicator_by_id(_WINNERS).at(period, **where),
                 indicator_by_id("students.headcount").at(period))


def _named(period: Period) -> list[tuple[str | None, str]]:
    """Level and title of every scholarship paid in the period, by level."""
    query = indicator_by_id(_PAYMENTS).at(period).query()
    pairs = query.select(Scholarship.level, Scholarship.title).distinct().tuples()
    order = {level: number for number, level in enumerate(LEVELS)}
    return sorted(((level, title) for level, title in pairs),
                  key=lambda pair: (order.get(pair[0] or "", len(order)), pair[1]))


def rows(period: Period) -> list[Row]:
    """总计, then each level with its scholarships; a level without any shows zeros."""
    named = _named(period)
    keyed = list(zip(_keys(named), named, strict=True))

    def added(levels: Sequence[str | None]) -> dict[str, Source]:
        """What was typed for the scholarships of some levels, added up."""
        every = [_typed(key) for key, (own, _) in keyed if own in levels]
        return {key: Sum(tuple((1, typed[key]) for typed in every), unit) if every else BLANK
                for key, _, unit in _TYPED}

    rows = [Row("total", "总计", strong=True,
                cells={"share": _share(period), **added((*LEVELS, None))})]
    for level in (*LEVELS, None):
        where = {"level": level}
        label = level or "未归类（级别未填）"
        rows.append(Row(f"level:{level or 'none'}", label, 1, where,
                        cells={"share": _share(period, **where), **added((level,))},
                        if_any=level is None))
        rows += [
            Row(f"title:{key}", title, 2, {"level": level, "title": title},
                cells={"share": _share(period, level=level, title=title), **_typed(key)})
            for key, (own, title) in keyed if own == level
        ]
    return [*rows, *_ledger_row()] if named else rows


def _ledger_row() -> list[Row]:
    """What finance has in its books, typed to be compared with what was paid."""
    typed = Typed(f"{CODE}.ledger", "财务台账实发（万元）", "万元")
    others = {column.key: BLANK for column in COLUMNS if column.key != "paid"}
    return [Row("ledger", "财务台账实发（核对）", cells={**others, "paid": typed})]


def _keys(named: Sequence[tuple[str | None, str]]) -> list[str]:
    """A key for each scholarship: its title, with the level where one title has two levels."""
    titles = [title for _, title in named]
    return [title if titles.count(title) == 1 else f"{title}（{level or '未填级别'}）"
            for level, title in named]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """The whole that 覆盖率 divides by."""
    return (
        ("统计期内国际学生（人）", indicator_by_id("students.headcount").at(period)),
    )


def _enrolled(filled: FilledForm) -> tuple[bool, str]:
    """Nobody wins who does not study here in the year."""
    winners = int(filled.number("total", "winners") or 0)
    here = int(indicator_by_id("students.headcount").at(filled.period).value())
    return winners <= here, f"获奖{winners}人，统计期内国际学生{here}人"


def _ledger(filled: FilledForm) -> tuple[bool, str] | None:
    """What was paid is what finance has in its books, where somebody typed that."""
    said = filled.number("ledger", "paid")
    if said is None:
        return None
    paid = filled.cell("total", "paid")
    return said == paid.value, f"记录{paid.show()}万元，财务台账{said}万元"


AWARDS = listing(
    "发放明细", Scholarship,
    (of("student.passport_name", "护照姓名", 26), of("student.student_no", width=12),
     of("student.nationality", width=10), of("title", width=22), of("level", width=10),
     of("term", width=26), of("paid_on", width=12), of("amount", width=12),
     of("source", width=14)),
    records=behind("total", column="payments"), note="一人兼得多项、分学期发放的列多行；人数去重，人次不去重。",
)
_ADDITIVE = ("payments", "paid")

FORM = AnnualForm(
    code=CODE,
    lead=(LeadColumn("奖学金级别和名称", 32),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    notes=notes,
    scope="国外",
    checks=(
        RowsAddUp("总计＝各级别之和", "total", ("level:*",), _ADDITIVE),
        RowsAddUp("总计＝各奖学金之和", "total", ("title:*",), _ADDITIVE),
        RowsAddUp("总人数不大于各奖学金人数之和", "total", ("title:*",), ("winners",), overlapping=True),
        ColumnWithin("获奖人数不大于发放人次", "winners", "payments"),
        *(ColumnWithin(f"其中{name}不大于获奖人数", key, "winners")
          for key, name in (("degree", "学历生"), ("training", "非学历生"), ("belt", "一带一路国家"),
                            ("women", "女"))),
        ColumnWithin("获奖人数不大于申请人数", "winners", "applicants", level="警"),
        Rule("获奖人数不大于统计期内国际学生", _enrolled),
        Rule("实发金额与财务台账一致", _ledger),
    ),
    details=(AWARDS,),
)
