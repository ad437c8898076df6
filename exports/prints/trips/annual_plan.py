"""年度因公临时出国（赴港澳、赴台）计划申报表 (A1), landscape: what is planned for a year, by destination.

Columns and boxes are text that the office may change; every province lists them its own way.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

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
    label,
)
from exports.prints.declared import Column, approval_bands, columns
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    issue_date,
    office_missing,
)
from exports.prints.texts import Texts, fill, texts_of
from exports.prints.trips import words
from exports.wording import date_chinese
from models import budget
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import (
    DESTINATION_KINDS,
    BudgetLine,
    OutboundTrip,
    TripLeg,
    destination_kind_of,
)
from models.partial_date import Day, PartialDate

CODE = "A1"
KNOWN = {
    "no": "序号", "title": "团组名称、出访任务", "type": "计划类型", "organiser": "组团单位",
    "leader": "团长姓名、职务（级别）", "members": "团员姓名", "count": "人数", "places": "出访国家（地区）",
    "when": "拟出访时间", "days": "在外天数", "host": "邀请单位", "funding": "经费来源",
    "budget": "预算（万元）", "academic": "教学科研人员", "remarks": "备注",
}
PLANNED, EVERY = "", "all"
MARGINS = Margins(18, 15, 15, 15)
WIDTH = 297 - MARGINS.left - MARGINS.right
_LEFT = ("title", "members", "host", "remarks")
_ROOM = "　　　"
"""Where a number is written by hand."""
_LEAST = 6
"""Rows of the list; those that nothing fills are for the pen."""


def _coming(today: date) -> int:
    """The year that is planned for: from the autumn on the next one."""
    return today.year + (today.month >= 9)


def _newest_planned() -> int | None:
    """The last year for which trips of the plan are entered; None before the first."""
    planned = OutboundTrip.active().where(
        OutboundTrip.departed_on.is_null(False) & (OutboundTrip.in_plan == True)  # noqa: E712
        & (OutboundTrip.status.is_null() | (OutboundTrip.status != "取消"))
    )
    return max((trip.departed_on.year for trip in planned), default=None)


def _options(_: OfficeProfile) -> tuple[Option, ...]:
    coming = _coming(date.today())
    left = {row[0].year for row in OutboundTrip.active().select(OutboundTrip.departed_on).tuples()
            if row[0] is not None}
    usual = _newest_planned() or coming
    newest, oldest = max(left | {coming + 1}), min(left | {coming})
    years = tuple((str(year), f"{year} 年") for year in range(newest, oldest - 1, -1))
    return (
        issue_date(),
        Option("year", "计划年度", "choice", str(usual), years,
               help="先取已登记计划团组的最近一年"),
        Option("kind", "出访性质", "choice", DESTINATION_KINDS[0],
               tuple((kind, kind) for kind in DESTINATION_KINDS)),
        Option("scope", "列出", "choice", PLANNED,
               ((PLANNED, "列入计划的团组"), (EVERY, "全部团组（含计划外增补）"))),
        Option("with_footer", "页脚印表号和页码", "flag", False, help="上报版一般不印"),
    )


def _missing(_: OfficeProfile, __: Wishes) -> list[Missing]:
    return office_missing("school_name")


def _trips(wishes: Wishes) -> list[OutboundTrip]:
    """The trips that leave in the year and go where the form is for, without cancelled ones."""
    year, kind = int(str(wishes["year"])), wishes["kind"]
    left = OutboundTrip.departed_on
    found = OutboundTrip.active().where(
        left.within(date(year, 1, 1), date(year, 12, 31))
        & (OutboundTrip.status.is_null() | (OutboundTrip.status != "取消"))
    ).order_by(left, OutboundTrip.id)
    return [
        trip for trip in found
        if _kind_of(trip) == kind and (wishes["scope"] == EVERY or trip.in_plan is not False)
    ]


def _kind_of(trip: OutboundTrip) -> str:
    """出访性质 as filled in, else by where the legs lead; 出国 where nothing is known."""
    legs = [leg.country for leg in trip.lines(TripLeg) if leg.country]
    return str(trip.destination_kind or destination_kind_of(legs) or DESTINATION_KINDS[0])


def _notices(_: OfficeProfile, wishes: Wishes) -> list[str]:
    trips = _trips(wishes)
    if not trips:
        return [f"没有登记 {wishes['year']} 年{wishes['kind']}的计划团组：表内留空行手写。"]
    found = [
        f"“{trip.title}”没有做预算，预算栏留空。" for trip in trips if not trip.lines(BudgetLine)
    ]
    for name in ("task_kind", "inviting_party"):
        blank = [trip.title for trip in trips if not getattr(trip, name)]
        if blank:
            found.append(f"“{'”“'.join(blank)}”未填{OutboundTrip.field_named(name).label}。")
    return found


def _facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    trips = _trips(wishes)
    rows = [_row(trip, number, office) for number, trip in enumerate(trips, start=1)]
    return {
        "holder": office.school_name or "", "tail": str(wishes["year"]), "purpose": "",
        "period": f"{wishes['year']} {wishes['kind']}", "issued_on": str(wishes["issued_on"]),
        "record": f"{wishes['year']} {wishes['kind']}", "school": office.school_name or "",
        "office": office.office_name or "", "year": str(wishes["year"]),
        "kind": str(wishes["kind"]), "with_footer": bool(wishes["with_footer"]), "rows": rows,
        "groups": str(len(trips)) if trips else _ROOM,
        "people": str(sum(int(row["count"] or 0) for row in rows)) if trips else _ROOM,
        "budget": _sum_of(trips),
    }


def _sum_of(trips: list[OutboundTrip]) -> str:
    """The budgets together; room for the pen where there is no trip, blank where none has one."""
    if not trips:
        return _ROOM
    amounts = [amount for trip in trips if (amount := _amount(trip)) is not None]
    return _wan(sum(amounts, Decimal(0))) if amounts else ""


def _row(trip: OutboundTrip, number: int, office: OfficeProfile) -> dict[str, str]:
    members = words.members_of(trip)
    leader = next((m for m in members if m.role == "团长"), None)
    others = [m.staff_member.name for m in members if m is not leader]
    count = len(members) or trip.head_count
    days = words.days_abroad(trip) or trip.stated_days
    joint = trip.organised_by or "" if trip.is_joint else ""
    change = trip.plan_change if trip.plan_change not in (None, "按计划") else ""
    return {
        "no": str(number), "title": "\n".join(p for p in (trip.title, trip.purpose) if p),
        "type": trip.task_kind or "",
        "organiser": f"双跨\n{joint}".strip() if trip.is_joint else office.school_name or "",
        "leader": f"{leader.staff_member.name}\n{words.post_of(leader)}" if leader else "",
        "members": "、".join(others), "count": "" if count is None else f"{count:g}",
        "places": "、".join(words.country_names(trip)), "when": part_of_month(trip.departed_on),
        "days": "" if days is None else f"{days:g}", "host": trip.inviting_party or "",
        "funding": trip.funding_source or trip.funding_kind or "",
        "budget": _wan(_amount(trip)), "academic": words.yes_no(trip.is_academic),
        "remarks": change,
    }


def _amount(trip: OutboundTrip) -> Decimal | None:
    lines: list[BudgetLine] = trip.lines(BudgetLine)
    return budget.totals(lines).total if lines else None


def _wan(amount: Decimal | None) -> str:
    """Yuan as 万元 with two decimals; blank for nothing."""
    return "" if amount is None else f"{amount / 10000:,.2f}"


def part_of_month(day: Day | None) -> str:
    """7月上旬; the month alone, or 待定, where no more is known."""
    if day is None or (isinstance(day, PartialDate) and day.month is None):
        return "待定"
    if isinstance(day, PartialDate):
        return f"{day.month}月"
    return f"{day.month}月{'上中下'[min((day.day - 1) // 10, 2)]}旬"


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    names = ("year", "school", "office", "groups", "people", "budget")
    said = {name: facts[name] for name in names}
    title = "".join(map(str, fill(texts.get(f"title.{facts['kind']}", texts["title"]), said)))
    day = date_chinese(date.fromisoformat(facts["issued_on"]))
    shown = columns(texts["columns"], KNOWN)
    page = Page((
        Title(title, size=20, role="hei", after=2),
        Paragraph(fill(texts["head"], {**said, "day": day}), size=11, indent=0, align="left",
                  leading=1.4, after=1),
        Table((_list(shown, facts["rows"], texts), _sum(texts, said)), after=4),
        Table(approval_bands(texts["steps"], width=WIDTH)),
        Paragraph(texts["note"], size=9.5, indent=0, before=1.5, leading=1.3, align="left"),
    ), MARGINS, landscape=True)
    footer = FormFooter(CODE, facts["issued_on"], facts["record"]) if facts["with_footer"] else None
    return Document(title, facts["school"], (page,), person=facts["holder"], footer=footer)


def _list(shown: list[Column], rows: list[dict[str, str]], texts: Texts) -> Band:
    def cell(column: Column, row: dict[str, Any]) -> Cell:
        said = row.get(column.key, "")
        if column.key == "type":
            said = texts.get(f"type.{said}", said)
        left = column.key in _LEFT
        return Cell(said, align="left" if left else "center", size=9.5, field=column.label)

    head = Row(tuple(label(column.label, size=10) for column in shown), 13)
    body = [
        Row(tuple(cell(column, row) for column in shown), 12, grow=True)
        for row in (*rows, *({} for _ in range(_LEAST - len(rows))))
    ]
    return Band(tuple(column.width for column in shown), (head, *body), head=1)


def _sum(texts: Texts, said: dict[str, str]) -> Band:
    return Band((22, None), (
        Row((label(texts["total"]), Cell(fill(texts["total.words"], said), size=10.5)), 9),
    ))


ANNUAL_PLAN = Printable(
    code=CODE, title="年度因公临时出国（境）计划申报表", entity=OfficeProfile, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
