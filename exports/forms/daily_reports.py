"""F24 涉外人员日报汇总: the year's daily reports by kind and month, its last day, and its gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from exports.forms.base import AnnualForm, Column, DetailSheet, FilledForm, LeadColumn, Row, Source
from exports.forms.checking import ColumnsAddUp, ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import listing, of
from models import registered_days, year_ledger
from models.entities.year_work import DailyReport
from models.indicators import Period, indicator_by_id
from models.indicators.year_work import Span

CODE = "F24"
_LAST, _OUTSIDE, _YEAR, _REPORTS = "期末（最后一个日报日）", "境内校外", "全期累计", "日报"
_STOCKS = ("registered", "on_campus", "in_province", "other_provinces", "abroad")
_FLOWS = ("entered", "returned", "on_leave", "abnormal")


def _column(key: str, *headers: str, unit: str = "人", width: float = 7.5) -> Column:
    return Column(key, headers, unit, f"daily.{key}", width=width)


COLUMNS = (
    _column("days", _REPORTS, "已报天数", unit="天"),
    _column("reports", _REPORTS, "份数", unit="份"),
    _column("zero", _REPORTS, "其中：零报告", unit="份", width=8),
    _column("registered", _LAST, "在册总数"),
    _column("on_campus", _LAST, "在校"),
    _column("in_province", _LAST, "省内校外"),
    _column("other_provinces", _LAST, "省外"),
    _column("abroad", _LAST, "在境外"),
    _column("expiring", _LAST, "证件30天内到期", width=9),
    _column("entered", _YEAR, "入境", unit="人次"),
    _column("returned", _YEAR, "返校", unit="人次"),
    _column("on_leave", _YEAR, "请假离校", unit="人次"),
    _column("abnormal", _YEAR, "异常（健康、安全）", unit="人次", width=10),
)
_ADDITIVE = tuple(c.key for c in COLUMNS if c.key != "days")


def _month(year: int, month: int) -> Period:
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return Span("月", date(year, month, 1), date(year, month, last), f"{year}年{month}月")


def rows(period: Period) -> Sequence[Row]:
    """The whole, by kind of person, by month; every cell is a figure of its own span."""

    def monthly(month: int) -> Row:
        span = _month(period.end.year, month)
        cells: dict[str, Source] = {c.key: indicator_by_id(c.indicator).at(span) for c in COLUMNS}
        return Row(f"month:{month}", f"{month}月", 1, cells=cells)

    extra = ("外籍家属", "短期来访")
    return [
        Row("total", "合计", strong=True),
        Row("by_kind", "按人员类别", heading=True),
        *(Row(f"kind:{kind}", kind, 1, {"person_kind": kind})
          for kind in year_ledger.PERSON_KINDS),
        *(Row(f"kind:{kind}", kind, 1, {"person_kind": kind}, if_any=True) for kind in extra),
        Row("by_month", "按月（期末为当月最后一个日报日）", heading=True),
        *(monthly(month) for month in range(1, 13)),
    ]


def _reports(filled: FilledForm) -> list[Any]:
    found = filled.cell("total", "reports").records()
    return sorted(found, key=lambda r: (DailyReport.day.show(r.day), r.id))


def _each(test: Callable[[Any], str], fine: str) -> Callable[[FilledForm], tuple[bool, str]]:
    """A check of report by report; test gives what is wrong, or nothing."""

    def check(filled: FilledForm) -> tuple[bool, str]:
        wrong = [said for report in _reports(filled) if (said := test(report))]
        more = f" 等{len(wrong)}份" if len(wrong) > 4 else ""
        return not wrong, "；".join(wrong[:4]) + more if wrong else fine

    return check


def _placed(report: Any) -> str:
    placed = sum(getattr(report, name) or 0 for name in _STOCKS[1:])
    return "" if placed == report.registered else f"{report}：在册{report.registered}≠{placed}"


def _zero_is_zero(report: Any) -> str:
    moved = [name for name in _FLOWS if getattr(report, name)]
    return f"{report}：勾选零报告而有变动" if report.is_zero and moved else ""


def _confirmed(report: Any) -> str:
    lacking = [word for word, name in (("报告人", "reporter"), ("审核人", "checked_by"))
               if not getattr(report, name)]
    return f"{report}：缺{'、'.join(lacking)}" if lacking else ""


def _explained(report: Any) -> str:
    return f"{report}：异常{report.abnormal}人未写说明" if report.abnormal and not (
        report.remarks) else ""


def _gapless(filled: FilledForm) -> tuple[bool, str]:
    found = year_ledger.missing_days(filled.period)
    said = "、".join(f"{day.isoformat()}{kind}" for day, kind in found[:4])
    return not found, f"缺{len(found)}份：{said}" if found else "日报连续，没有缺日"


def _as_registers(filled: FilledForm) -> tuple[bool, str] | None:
    """在册 of the last day against the registers."""
    last = filled.cell("total", "registered").records()
    if not last:
        return None
    wrong = []
    for report in last:
        if report.person_kind not in year_ledger.PERSON_KINDS or not isinstance(report.day, date):
            continue
        known = year_ledger.registered(report.day, report.person_kind)
        if known != report.registered:
            wrong.append(f"{report}：日报{report.registered}人，名册{known}人")
    return not wrong, "；".join(wrong) or "期末在册与名册一致"


def _day_by_day(filled: FilledForm) -> tuple[bool, str]:
    """今日在册＝昨日＋新增－减少, every day; what came and went is what the registers say."""
    wrong = [jump.words for jump in registered_days.jumps(_reports(filled))]
    more = f" 等{len(wrong)}处" if len(wrong) > 4 else ""
    return not wrong, "；".join(wrong[:4]) + more or "逐日都与名册的增减相符"


_ITEMS = tuple(
    of(name, width=width) for name, width in (
        ("day", 11), ("person_kind", 12), ("registered", 9), ("on_campus", 7), ("in_province", 9),
        ("other_provinces", 7), ("abroad", 8), ("entered", 9), ("returned", 9), ("on_leave", 9),
        ("abnormal", 7), ("expiring", 14), ("is_zero", 8), ("reporter", 9), ("checked_by", 9),
        ("remarks", 26),
    ))


def gaps(filled: FilledForm, masked: bool) -> DetailSheet:  # noqa: ARG001
    """缺报清单: day and kind without a report."""
    found = year_ledger.missing_days(filled.period)
    return DetailSheet(
        "缺报清单", ("序号", "日期", "人员类别"),
        tuple((number, day, kind) for number, (day, kind) in enumerate(found, 1)), (6, 14, 18), (),
        "首个与最后一个日报日之间，每天每类人员都应有一份（没有变动的报零报告）。",
    )


FORM = AnnualForm(
    code=CODE, lead=(LeadColumn("人员类别", 22),), columns=lambda _period: COLUMNS, rows=rows,
    scope="国外（港澳台单列）",
    checks=(
        RowsAddUp("合计＝各类人员之和", "total", ("kind:*",), _ADDITIVE),
        RowsAddUp("份数和累计＝各月之和", "total", ("month:*",),
                  ("days", "reports", "zero", *_FLOWS)),
        ColumnsAddUp("在册＝在校＋省内校外＋省外＋在境外", "registered", _STOCKS[1:]),
        ColumnWithin("零报告不大于份数", "zero", "reports"),
        Rule("每份日报在册＝在校＋校外＋境外", _each(_placed, "每份都相符")),
        Rule("零报告没有变动", _each(_zero_is_zero, "零报告都没有变动")),
        Rule("天数连续，没有缺报", _gapless),
        Rule("每份有报告人和审核人", _each(_confirmed, "都已确认"), "警"),
        Rule("异常写明情况", _each(_explained, "异常都有说明"), "警"),
        Rule("逐日在册＝昨日＋新增－减少", _day_by_day, "警"),
        Rule("期末在册与名册一致", _as_registers, "警"),
    ),
    details=(
        listing("最后一日日报", DailyReport, _ITEMS,
                records=lambda filled: filled.cell("total", "registered").records(),
                note="统计期内最后一个日报日，一类人员一行。"),
        listing("逐日日报", DailyReport, _ITEMS, records=_reports),
        gaps,
    ),
)
