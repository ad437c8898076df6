"""因公证照领用收缴台账 (A11), landscape, and 领用单 (A11B) of one group, with room to sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
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
    value,
)
from exports.prints.declared import Column, columns
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    issue_date,
    office_missing,
)
from exports.prints.texts import fill, texts_of
from exports.prints.trips import custody, words
from exports.prints.trips.custody import LATE, LENT, Loan
from exports.wording import date_chinese, mask_passport
from models.checks.base import Look
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import OutboundTrip
from models.entities.staff_member import StaffTravelDocument
from models.partial_date import Day, to_text

LEDGER, SLIP = "A11", "A11B"
COLUMNS = {
    "no": "序号", "kind": "证照种类", "number": "证照号", "name": "姓名", "department": "部门",
    "issued": "签发日期", "until": "有效期至", "trip": "团组（批件号）", "taken": "领取日期",
    "taker": "领取人签名", "due": "应还日期", "returned": "交还日期", "receiver": "收件人签名",
    "state": "状态", "remarks": "备注",
}
ALL, USED, OUT, OVERDUE, STOCK, ENDED = "全部", "本年有领用", "未交还", "逾期未交", "在库", "注销、遗失"
_STATES: dict[str, tuple[str, ...]] = {
    OUT: (LENT, LATE), OVERDUE: (LATE,), STOCK: (custody.IN_SAFE,), ENDED: custody.GONE,
}
_BLANK_ROWS = 12
"""Of a ledger in which nothing is to be listed: it is then filled in by hand."""


# ---- one line ----


def _line(loan: Loan, today: date, *, masked: bool) -> dict[str, str]:
    paper, trip = loan.paper, loan.trip
    number = (paper.number or "") if paper else ""
    return {
        "kind": paper.kind if paper else "", "number": mask_passport(number) if masked else number,
        "name": loan.person.name, "department": loan.person.department or "",
        "issued": _day(paper.issued_on if paper else None),
        "until": _day(paper.valid_until if paper else None),
        "trip": _group(trip), "taken": _day(loan.taken), "taker": "", "due": _day(loan.due),
        "returned": _day(loan.returned), "receiver": "", "state": loan.state(today),
        "remarks": _remarks(loan, today),
    }


def _group(trip: OutboundTrip | None) -> str:
    if trip is None:
        return ""
    return f"{trip.title}（{trip.approval_no}）" if trip.approval_no else trip.title


def _remarks(loan: Loan, today: date) -> str:
    late = loan.days_late(today)
    if not late:
        return ""
    return f"逾期 {late} 天交还" if loan.returned else f"逾期 {late} 天未交"


def _day(day: Day | None) -> str:
    """2025.03.03: dots take least room in a narrow column."""
    return "" if day is None else to_text(day).replace("-", ".").replace("9999.12.31", "长期")


def _cell(key: str, text: str) -> Cell:
    left = key in ("trip", "remarks")
    return Cell(text, align="left" if left else "center", size=8.5, field=COLUMNS[key])


def _table(lines: list[dict[str, str]], shown: list[Column], *, height: float) -> Table:
    head = Row(tuple(label(column.label, size=9.5) for column in shown), 10)
    rows = [
        Row(tuple(_cell(c.key, str(number) if c.key == "no" else line.get(c.key, ""))
                  for c in shown), height, grow=True)
        for number, line in enumerate(lines, start=1)
    ]
    return Table((Band(tuple(c.width for c in shown), (head, *rows), head=1),))


# ---- A11 ----


def _years() -> tuple[tuple[str, str], ...]:
    now = date.today().year
    return tuple((str(year), f"{year} 年") for year in range(now, now - 10, -1))


def _ledger_options(office: OfficeProfile) -> tuple[Option, ...]:  # noqa: ARG001
    kinds = StaffTravelDocument.field_named("kind").option_words()
    return (
        issue_date(),
        Option("year", "年度", "choice", str(date.today().year), _years()),
        Option("state", "列出", "choice", ALL,
               tuple((word, word) for word in (ALL, USED, OUT, OVERDUE, STOCK, ENDED))),
        Option("kind", "证照种类", "choice", ALL,
               ((ALL, "全部种类"), *((kind, kind) for kind in kinds))),
        Option("masked", "证照号码只印头尾", "flag", False, help="张贴或发给部门核对时用"),
    )


def _office_missing(office: OfficeProfile, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return office_missing("school_name")


def _wanted(loan: Loan, wishes: Wishes, today: date) -> bool:
    kind, state = str(wishes["kind"]), str(wishes["state"])
    if kind != ALL and (loan.paper is None or loan.paper.kind != kind):
        return False
    if state == USED:
        return loan.taken is not None
    return state == ALL or loan.state(today) in _STATES[state]


def _ledger_facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    today, year = date.fromisoformat(str(wishes["issued_on"])), int(str(wishes["year"]))
    every = custody.loans_of(year, today)
    loans = [loan for loan in every if _wanted(loan, wishes, today)]
    return {
        "holder": office.school_name or "", "tail": f"{year}", "purpose": "",
        "period": f"{year} {wishes['state']} {wishes['kind']}",
        "issued_on": today.isoformat(), "year": year, "school": office.school_name or "",
        "office": office.office_name or office.school_name or "", "state": str(wishes["state"]),
        "lines": [_line(loan, today, masked=bool(wishes["masked"])) for loan in loans],
        "sum": _sum(loans, today),
    }


def _sum(loans: list[Loan], today: date) -> str:
    """证照 30 本（在库 28 本，逾期 1 本……）；领用 12 次，其中逾期 1 次。"""
    papers = {loan.paper.id: loan.state(today) for loan in loans if loan.paper}
    for loan in loans:
        if loan.paper and loan.state(today) in (LENT, LATE):
            papers[loan.paper.id] = loan.state(today)
    states = "，".join(f"{state} {count} 本" for state, count in Counter(papers.values()).items())
    taken = [loan for loan in loans if loan.taken is not None]
    late = sum(bool(loan.days_late(today)) for loan in taken)
    return (f"本表证照 {len(papers)} 本{f'（{states}）' if states else ''}；"
            f"领用 {len(taken)} 次，其中逾期 {late} 次。")


def _ledger_layout(facts: Facts) -> Document:
    texts = texts_of(LEDGER, int(facts["issued_on"][:4]))
    title = fill(texts["title"], {"year": str(facts["year"])})
    head = fill(texts["head"], {
        "office": facts["office"], "state": facts["state"],
        "day": date_chinese(date.fromisoformat(facts["issued_on"])),
    })
    lines = facts["lines"] or [{} for _ in range(_BLANK_ROWS)]
    page = Page((
        Title(title, size=18, role="hei", after=1),
        Paragraph(head, size=10.5, indent=0, align="left", leading=1.4),
        Paragraph(facts["sum"] + texts["note"], size=9.5, indent=0, leading=1.4, after=1.5),
        _table(lines, columns(texts["columns"], COLUMNS), height=9.5),
    ), Margins(15, 12, 14, 12), landscape=True)
    footer = FormFooter(LEDGER, facts["issued_on"])
    return Document(f"{facts['year']}年{CUSTODY_LEDGER.title}", facts["school"], (page,),
                    person=facts["holder"], footer=footer)


# ---- A11B ----


def _slip_options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (issue_date(),)


def _slip_missing(trip: OutboundTrip, _wishes: Wishes) -> list[Missing]:
    return words.missing_of(trip, "departed_on", "returned_on")


def _slip_notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    """Members without a paper, whose paper runs out, or who still have another one."""
    found, look = [], Look(date.fromisoformat(str(wishes["issued_on"])))
    for loan in _loans(trip, look):
        if loan.paper is None:
            found.append(f"{loan.person.name}没有登记可用的证照，表上留空。")
    return [*found, *words.findings(trip, ("R-OUT-23", "R-OUT-24", "R-OUT-28")),
            *_still_out(trip, look)]


def _still_out(trip: OutboundTrip, look: Look) -> list[str]:
    from models.checks.trip_deadlines import custody_dues

    members = {member.__data__["staff_member"] for member in words.members_of(trip)}
    return [
        f"{due.record}逾期未交证照（应于 {due.latest} 交回），按规定暂停领用。"
        for due in custody_dues(look)
        if due.record is not None and due.record.id in members and due.latest < look.today
    ]


def _loans(trip: OutboundTrip, look: Look) -> list[Loan]:
    return [custody.loan_of(look, member) for member in words.members_of(trip)]


def _slip_facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    today = date.fromisoformat(str(wishes["issued_on"]))
    loans = _loans(trip, Look(today))
    return {
        **words.common(trip, wishes), "places": words.places(trip),
        "approval": words.approval(trip), "period_words": words.period_words(trip),
        "due": "、".join(dict.fromkeys(date_chinese(loan.due) for loan in loans if loan.due)),
        "lines": [_slip_line(loan, today, trip) for loan in loans],
        "handled_by": trip.handled_by or "",
    }


def _slip_line(loan: Loan, today: date, trip: OutboundTrip) -> dict[str, str]:
    line = _line(loan, today, masked=False)
    return {**line, "taken": line["taken"] or _day(trip.papers_collected_on)}


def _slip_layout(facts: Facts) -> Document:
    texts = texts_of(SLIP, int(facts["issued_on"][:4]))
    words_ = fill(texts["promise"], {"due": facts["due"]})
    page = Page((
        Title(texts["title"], size=18, role="hei", after=2),
        Table((_slip_head(facts),)),
        _table(facts["lines"], columns(texts["columns"], COLUMNS), height=10.5),
        Paragraph(words_, size=10.5, leading=1.5, before=2.5),
        Paragraph(f"经办人：{facts['handled_by']}　　　　　　日期：", size=10.5, indent=0,
                  before=3, leading=1.4),
    ), Margins(16, 18, 16, 18))
    return Document(texts["title"], facts["school"], (page,), person=facts["holder"])


def _slip_head(facts: Mapping[str, Any]) -> Band:
    return Band((26, None, 26, 52), (
        Row((label("团组名称"), value(facts["title"]), label("任务批件"),
             value(facts["approval"])), 11),
        Row((label("国家（地区）"), value(facts["places"]), label("出访时间"),
             value(facts["period_words"])), 11),
    ))


CUSTODY_LEDGER = Printable(
    code=LEDGER, title="因公证照领用收缴台账", entity=OfficeProfile, prefix="",
    options=_ledger_options, missing=_office_missing, facts=_ledger_facts, layout=_ledger_layout,
)
CUSTODY_SLIP = Printable(
    code=SLIP, title="因公证照领用单", entity=OutboundTrip, prefix="", options=_slip_options,
    missing=_slip_missing, facts=_slip_facts, layout=_slip_layout, notices=_slip_notices,
)
