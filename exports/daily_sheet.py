"""涉外人员情况日报: the sheet of one day as it is signed and sent, one A4 page for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from exports.prints.base import render
from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    FormFooter,
    Margins,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
)
from models import day_reports
from models.entities.office import OfficeProfile
from models.entities.year_work import DailyReport
from models.errors import UserError

TITLE = "涉外人员情况日报"
NUMBERS = ("registered", *day_reports.PLACES, *day_reports.FLOWS, "expiring")
_GROUPS = (("在册总数", 1), ("所在", 4), ("当日变动", 4), ("证件30天内到期", 1), ("备注", 1))
_BELOW = ("在校", "省内校外", "省外", "在境外", "入境", "返校", "请假离校", "异常")
_WIDTHS = (26.0, 20.0, *(20.0,) * 8, 22.0, None)
_SIZE = 10.5
_WEEKDAYS = "一二三四五六日"


def pdf(days: Sequence[date]) -> bytes:
    """The sheets of some days as one file. UserError when a day has no report yet."""
    school = OfficeProfile.current().school_name or ""
    pages = tuple(_page(day, school) for day in sorted(days))
    return render(Document(TITLE, school, pages, footer=FormFooter(TITLE), made_on=max(days)))


def _page(day: date, school: str) -> Page:
    reports = day_reports.kept_on(day)
    if not reports:
        raise UserError(f"{day.isoformat()}还没有日报。", "请先确认这一天的日报，再打印。")
    on = f"{day.year}年{day.month}月{day.day}日　星期{_WEEKDAYS[day.weekday()]}"
    is_zero = all(report.is_zero for report in reports)
    signed = "　　　　".join((
        f"报告人：{_names(reports, 'reporter')}", f"审核人：{_names(reports, 'checked_by')}",
        "报送时间：＿＿＿时＿＿＿分", checkboxes(("零报告",), "零报告" if is_zero else ""),
    ))
    return Page(
        (
            Title(TITLE, size=18, role="hei", after=2),
            Paragraph(f"单位：{school or '＿＿＿＿＿＿＿＿'}　　{on}", indent=0, align="center", size=11,
                      after=3),
            _table(reports),
            Paragraph(signed, indent=0, size=11, before=6, align="left"),
            Paragraph("在册总数＝在校＋省内校外＋省外＋在境外；没有变动的也要报零。", indent=0, size=9,
                      before=3, align="left"),
        ),
        margins=Margins(18, 16, 16, 16), landscape=True,
    )


def _table(reports: Sequence[Any]) -> Table:
    def name(words: str, span: int = 1, rows: int = 1) -> Cell:
        return Cell(words, span, rows, "center", role="label", size=_SIZE, label=True)

    upper = [name("人员类别", rows=2)]
    upper += [name(words, span, 1 if span > 1 else 2) for words, span in _GROUPS]
    head = (Row(tuple(upper), 9), Row(tuple(name(words) for words in _BELOW), 9))
    body = tuple(_row(report.person_kind, [_number(report, n) for n in NUMBERS],
                      report.remarks or "") for report in reports)
    sums = [str(sum(getattr(report, n) or 0 for report in reports)) for n in NUMBERS]
    return Table((Band(_WIDTHS, (*head, *body, _row("合计", sums, "")), head=2),))


def _row(kind: str, numbers: Sequence[str], remarks: str) -> Row:
    cells = [Cell(number, align="center", size=_SIZE, field="人数") for number in numbers]
    return Row((Cell(kind, align="center", role="label", size=_SIZE, label=True), *cells,
                Cell(remarks, size=9, field="备注")), 11, grow=True)


def _number(report: Any, name: str) -> str:
    """0 is 0; what was never filled in stays blank."""
    return DailyReport.field_named(name).show(getattr(report, name))


def _names(reports: Sequence[Any], field: str) -> str:
    found = dict.fromkeys(getattr(report, field) or "" for report in reports)
    return "、".join(name for name in found if name) or "＿＿＿＿＿＿"
