"""催缴通知 (A11C), half a page, for papers that are overdue; 遗失报告 (A11D) for one that is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from exports.prints.blocks import (
    Band,
    Document,
    Margins,
    NumberLine,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.declared import approval_bands
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
from exports.prints.trips import custody
from exports.prints.trips.publicity import HALF_PAGE, office_facts
from exports.wording import date_chinese, mask_passport
from models.checks.base import Look
from models.checks.deadline import Due
from models.checks.trip_deadlines import custody_dues
from models.entities.outbound_trip import TripMember
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.partial_date import Day, chinese

REMINDER, LOSS = "A11C", "A11D"
_OVERDUE = (("证照种类", 40), ("证照号码", 30), ("团组", None), ("应还日期", 29), ("逾期", 19))
NO_PAPER = "未登记证照"


# ---- A11C ----


def overdue(staff: StaffMember, today: date) -> list[Due]:
    """Papers that somebody should have handed in before a day; quick where none is out."""
    if not custody.has_paper_out(staff):
        return []
    return [due for due in custody_dues(Look(today)) if due.record == staff and due.latest < today]


def _day(wishes: Wishes) -> date:
    return date.fromisoformat(str(wishes["issued_on"]))


def _reminder_options(staff: StaffMember) -> tuple[Option, ...]:  # noqa: ARG001
    until = date.today() + timedelta(days=3)
    return (
        issue_date(),
        Option("until", "最迟交还日期", "date", until.isoformat(), help="通知要求本人交还的最后一天"),
    )


def _reminder_missing(staff: StaffMember, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name", "office_name")
    if not overdue(staff, _day(wishes)):
        found.append(Missing("逾期未交的因公证照", staff))
    return found


def _reminder_facts(staff: StaffMember, wishes: Wishes) -> Facts:
    today = _day(wishes)
    rows = [_overdue_row(due, today) for due in overdue(staff, today)]
    return {
        "holder": staff.name, "tail": str(staff.staff_no or staff.id)[-4:], "purpose": "催缴因公证照",
        "period": "；".join(row["part"] for row in rows), "issued_on": today.isoformat(),
        "name": staff.name, "department": staff.department or "", "rows": rows,
        "until": date_chinese(date.fromisoformat(str(wishes["until"]))),
        "longest": max((row["days"] for row in rows), default=0), "office": office_facts(),
        "school": office_facts()["school"],
    }


def _overdue_row(due: Due, today: date) -> dict[str, Any]:
    """The paper that is meant, its number masked: a reminder may lie on somebody's desk."""
    paper, title = _paper_of(due)
    return {
        "kind": paper.kind if paper else "因公证照", "part": due.part,
        "number": mask_passport(paper.number or "") if paper else "", "trip": title,
        "due": date_chinese(due.latest), "days": (today - due.latest).days,
    }


def _paper_of(due: Due) -> tuple[StaffTravelDocument | None, str]:
    """The paper and the group of a deadline, as far as the register tells them."""
    if "paper" in due.values:
        paper = StaffTravelDocument.get_by_id(due.values["paper"])
        trip = custody.trip_of(paper)
        return paper, trip.title if trip else ""
    member = TripMember.get_by_id(due.values["member"])
    return member.travel_document, member.trip.title


def _reminder_layout(facts: Facts) -> Document:
    texts = texts_of(REMINDER, int(facts["issued_on"][:4]))
    values = {**facts["office"], "person": facts["name"], "department": facts["department"],
              "until": facts["until"], "longest": str(facts["longest"])}
    rows = [
        Row(tuple(value(words, align="center", field=name) for words, (name, _) in zip(
            (row["kind"], row["number"], row["trip"], row["due"], f"{row['days']} 天"),
            _OVERDUE, strict=True)), 9, grow=True)
        for row in facts["rows"]
    ]
    head = Row(tuple(label(name) for name, _ in _OVERDUE), 8)
    blocks = (
        Title(texts["title"], size=18, role="hei", after=1),
        NumberLine(fill(texts["number"], {"number": facts["number"]})),
        Paragraph(fill(texts["to"], values), size=12, indent=0, leading=1.5),
        Paragraph(fill(texts["body"], values), size=12, leading=1.5, after=1.5),
        Table((Band(tuple(width for _, width in _OVERDUE), (head, *rows), head=1),)),
        Paragraph(fill(texts["results"], values), size=12, leading=1.5, before=2),
        Paragraph(facts["office"]["name"] + texts["seal"], size=12, indent=0, align="right",
                  before=3, leading=1.5),
        Paragraph(date_chinese(date.fromisoformat(facts["issued_on"])), size=12, indent=0,
                  align="right", leading=1.5),
        Paragraph(texts["receipt"], size=10.5, indent=0, before=3, leading=1.4),
    )
    return Document(texts["title"], facts["school"], (Page(blocks, HALF_PAGE, shrink=True),),
                    person=facts["holder"])


# ---- A11D ----


def _papers(staff: StaffMember) -> list[StaffTravelDocument]:
    """The person's papers, the lost ones first."""
    papers: list[StaffTravelDocument] = staff.lines(StaffTravelDocument)
    return sorted(papers, key=lambda paper: (paper.state != "遗失", -paper.id))


def _loss_options(staff: StaffMember) -> tuple[Option, ...]:
    papers = _papers(staff)
    choices = tuple(
        (str(p.id), f"{p.kind}（{mask_passport(p.number or '')}，{p.state or '状态未填'}）")
        for p in papers
    ) or (("", NO_PAPER),)
    return (
        issue_date(),
        Option("paper", "遗失的证照", "choice", choices[0][0], choices, per_record=True),
        Option("lost_on", "遗失时间", "text", "", per_record=True, help="如 2025年6月3日下午；留空手写"),
        Option("place", "遗失地点", "text", "", per_record=True),
        Option("how", "遗失经过", "text", "", per_record=True),
        Option("police", "报警情况（回执号）", "text", "", per_record=True),
    )


def _chosen(staff: StaffMember, wishes: Wishes) -> StaffTravelDocument | None:
    return next((p for p in _papers(staff) if str(p.id) == str(wishes["paper"])), None)


def _loss_missing(staff: StaffMember, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name")
    if _chosen(staff, wishes) is None:
        found.append(Missing("因公证照", staff))
    return found


def _loss_notices(staff: StaffMember, wishes: Wishes) -> list[str]:
    paper = _chosen(staff, wishes)
    if paper is not None and paper.state != "遗失":
        return [f"{paper.kind}登记的状态是“{paper.state or '未填'}”，报告后请改为“遗失”并填写遗失日期。"]
    return []


def _loss_facts(staff: StaffMember, wishes: Wishes) -> Facts:
    paper = _chosen(staff, wishes)
    assert paper is not None
    lost = str(wishes["lost_on"]).strip() or _said(paper.gone_on)
    return {
        "holder": staff.name, "tail": str(paper.number or paper.id)[-4:], "purpose": "",
        "period": f"{paper.id}", "issued_on": str(wishes["issued_on"]),
        "school": office_facts()["school"], "name": staff.name,
        "department": staff.department or "", "post": staff.position or staff.title or "",
        "kind": paper.kind, "number_of_paper": paper.number or "", "issuer": paper.issuer or "",
        "issued": _said(paper.issued_on), "until": _said(paper.valid_until), "lost_on": lost,
        "place": str(wishes["place"]), "how": str(wishes["how"]), "police": str(wishes["police"]),
    }


def _said(day: Day | None) -> str:
    return "" if day is None else chinese(day)


def _loss_layout(facts: Facts) -> Document:
    texts = texts_of(LOSS, int(facts["issued_on"][:4]))
    pairs = (
        (("姓名", "name"), ("部门", "department")), (("职务（职称）", "post"), ("证照种类", "kind")),
        (("证照号码", "number_of_paper"), ("签发机关", "issuer")),
        (("签发日期", "issued"), ("有效期至", "until")), (("遗失时间", "lost_on"), ("遗失地点", "place")),
    )
    table = Table((
        Band((28, None, 28, 57), tuple(
            Row(tuple(cell for name, key in pair for cell in (label(name), value(facts[key]))), 10)
            for pair in pairs
        )),
        Band((28, None), (
            Row((label("遗失经过\n及原因"), value(facts["how"])), 34),
            Row((label("报警情况\n（回执号）"), value(facts["police"])), 14),
            Row((label("本人声明"), value(texts["statement"])), 18),
        )),
        *approval_bands(texts["steps"]),
    ))
    note = Paragraph(texts["note"], size=9, indent=0, before=2, leading=1.4)
    page = Page((Title(texts["title"], size=20, role="hei", after=4), table, note),
                Margins(20, 18, 16, 22))
    return Document(texts["title"], facts["school"], (page,), person=facts["holder"])


CUSTODY_REMINDER = Printable(
    code=REMINDER, title="因公证照催缴通知", entity=StaffMember, prefix="ZZCJ",
    options=_reminder_options, missing=_reminder_missing, facts=_reminder_facts,
    layout=_reminder_layout,
)
CUSTODY_LOSS = Printable(
    code=LOSS, title="因公证照遗失报告", entity=StaffMember, prefix="", options=_loss_options,
    missing=_loss_missing, facts=_loss_facts, layout=_loss_layout, notices=_loss_notices,
)
