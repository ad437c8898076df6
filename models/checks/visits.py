"""Visits and invitations from abroad: approved before they are promised, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.checks.deadline import DeadlineRule, Due
from models.entities.inbound_visit import InboundVisit, Invitation
from models.partial_date import latest

ELEMENTS = (
    ("purpose", "来华事由"), ("leaves_on", "离华日期"), ("cost_borne_by", "费用负担"),
    ("passport_no", "护照号"),
)
"""What an invitation must say besides who and from when."""


def _coming(look: Look) -> list[InboundVisit]:
    """Visits from outside the mainland that have not arrived."""
    def read() -> list[InboundVisit]:
        rows = InboundVisit.active().where(InboundVisit.arrived_on.reaches(look.today))
        return [row for row in rows if row.country != codes.HOME and full(row.arrived_on)]

    return look.once("visits to come", read)


def _lead(look: Look, visit: InboundVisit, name: str) -> timedelta:
    """Days before the arrival; more where a visa is needed."""
    return timedelta(days=look.number("D-VISIT", f"{name}_visa" if visit.needs_visa else name))


def _visits(look: Look) -> Iterator[Due]:
    """Done once applied for, approved or reported."""
    for visit in _coming(look):
        day = visit.arrived_on
        if not (visit.reported_to or visit.applied_on or visit.approved_on):
            visa = "，须办签证" if visit.needs_visa else ""
            yield Due(
                visit, f"来访报批、报备（{day} 到访{visa}）", day - _lead(look, visit, "opens"),
                day - _lead(look, visit, "latest"),
                {"arrived": day, "reported": visit.reported_to, "visa": visit.needs_visa},
            )


def _late(look: Look) -> Iterator[Finding]:
    """Only of visits to come: what has been received cannot be applied for earlier."""
    for visit in _coming(look):
        day, lead = visit.arrived_on, _lead(look, visit, "latest")
        applied = full(visit.applied_on or visit.approved_on)
        values = {"arrived": day, "applied": applied, "visa": visit.needs_visa}
        need = f"{'须办签证的' if visit.needs_visa else ''}来访应提前 {lead.days} 天报批"
        if applied and applied > day - lead:
            yield Finding(visit, f"{applied} 报批，距 {day} 到访不足 {lead.days} 天；{need}。", values)
        elif not applied and not visit.reported_to and look.today > day - lead:
            yield Finding(visit, f"{day} 到访，还没有报批；{need}。", values)


def _promised(look: Look, entity: Any, day: Any) -> Iterator[Finding]:
    """Invited before approved. Without any approval: E once the office writes approvals, else W.

    What was approved too late is said of lately received ones only: nobody can mend it.
    """
    rows = entity.active().where(entity.invited_on.is_null(False) & day.reaches(look.since))
    for row in rows:
        if isinstance(row, InboundVisit) and row.country == codes.HOME:
            continue
        values = {"invited": row.invited_on, "approved": row.approved_on}
        approved = full(row.approved_on)
        if row.approved_on is None:
            kept = look.keeps(entity.approved_on)
            yield Finding(row, f"{row.invited_on} 已对外发出邀请，没有登记审批日期。", values,
                          severity=None if kept else "W")
        elif approved and latest(row.invited_on) < approved and latest(
            getattr(row, day.name)
        ) >= look.recent:
            yield Finding(row, f"{row.invited_on} 对外邀请，{approved} 才审批。", values)


def _visits_promised(look: Look) -> Iterator[Finding]:
    yield from _promised(look, InboundVisit, InboundVisit.arrived_on)


def _letters_promised(look: Look) -> Iterator[Finding]:
    yield from _promised(look, Invitation, Invitation.arrives_on)


def _letters(look: Look) -> list[Invitation]:
    """Invitations of people who have not come yet."""
    def read() -> list[Invitation]:
        rows = Invitation.active().where(Invitation.arrives_on.reaches(look.today))
        return list(rows)

    return look.once("invitations to come", read)


def _elements(look: Look) -> Iterator[Finding]:
    for letter in _letters(look):
        if lacks := [label for name, label in ELEMENTS if getattr(letter, name) in (None, "")]:
            yield Finding(letter, f"邀请函缺{'、'.join(lacks)}。", {"lacks": lacks})


def _letters_due(look: Look) -> Iterator[Due]:
    """Approved early enough that the guest can still get a visa."""
    opens, days = (look.number("D-INVITE", name) for name in ("opens", "latest"))
    for letter in _letters(look):
        day = full(letter.arrives_on)
        if day and not letter.approved_on and not letter.invited_on:
            yield Due(letter, f"办理来华邀请函（{day} 来华）", day - timedelta(days=opens),
                      day - timedelta(days=days), {"arrives": day})


def _letters_expire(look: Look) -> Iterator[Due]:
    """Runs out before the guest comes."""
    days = look.number("D-INVITE-VALID", "opens")
    for letter in _letters(look):
        until, arrives = full(letter.valid_until), full(letter.arrives_on)
        if until and arrives and until < arrives:
            yield Due(letter, f"邀请函 {until} 到期，{arrives} 才来华：确认签证已签发或换发",
                      until - timedelta(days=days), until, {"until": until, "arrives": arrives})


def _minutes(look: Look) -> Iterator[Due]:
    """Visits of the last months; once the office writes the day of the minutes."""
    days = look.number("D-VISIT-MINUTES", "working_days")
    lately = InboundVisit.arrived_on.within(look.recent, look.today)
    for visit in InboundVisit.active().where(lately):
        over = full(visit.left_on or visit.arrived_on)
        if over and over < look.today and visit.country != codes.HOME and not visit.minutes_on:
            latest_day = look.calendar.add(over, days)
            yield Due(visit, f"接待纪要归档（{over} 结束）", over, latest_day, {"over": over},
                      note=look.calendar.note(over, latest_day))


def _visit(today: date, ahead: int, **facts: Any) -> InboundVisit:
    usual = {"reported_to": None, "arrived_on": today + timedelta(days=ahead)}
    return samples.visit(today, **{**usual, **facts})


def _letter(today: date, **facts: Any) -> Invitation:
    """Complete, of a guest who comes in forty days."""
    come = today + timedelta(days=40)
    usual: dict[str, Any] = {
        "invitee": "DOE, JANE", "nationality": "GBR", "passport_no": "X0000000", "purpose": "讲学",
        "arrives_on": come, "leaves_on": come + timedelta(days=6), "cost_borne_by": "我方",
    }
    found: Invitation = samples.kept(Invitation(**{**usual, **facts}))
    return found


def _invited(today: date, approved: date | None) -> InboundVisit:
    """Invited a week ago; another visit's approval is written."""
    _visit(today, 90, title="另一代表团", approved_on=today)
    return _visit(today, 100, invited_on=today - timedelta(days=7), approved_on=approved)


def _received(today: date, minutes: date | None) -> InboundVisit:
    """Left two days ago; the minutes of another visit are written."""
    _visit(today, -30, title="另一代表团", minutes_on=today)
    return _visit(today, -2, minutes_on=minutes)


VISIT_CHECKS = (
    Check("R-INV-01", "来访报批太晚", "W", InboundVisit, "报得太晚，赶不上审批和签证。", _late,
          lambda t: _visit(t, 45, needs_visa=True, applied_on=t),
          lambda t: _visit(t, 45, applied_on=t)),
    Check("R-INV-02", "来访未批先邀", "E", InboundVisit, "未经批准不得对外正式邀请或承诺。", _visits_promised,
          lambda t: _invited(t, None), lambda t: _invited(t, t - timedelta(days=9))),
    Check("R-INV-02b", "邀请函未批先发", "E", Invitation, "未经批准不得对外正式邀请或承诺。", _letters_promised,
          lambda t: _letter(t, invited_on=t - timedelta(days=7), approved_on=t),
          lambda t: _letter(t, invited_on=t, approved_on=t)),
    Check("R-INV-03", "邀请函要素", "E", Invitation, "缺要素的邀请函，使领馆不受理。", _elements,
          lambda t: _letter(t, cost_borne_by=None), _letter),
)

VISIT_DEADLINES = (
    DeadlineRule("D-VISIT", "来访报批", "需要签证的来访，邀请函和签证另需时间。", _visits,
                 lambda t: _visit(t, 45), lambda t: _visit(t, 45, applied_on=t)),
    DeadlineRule("D-VISIT-MINUTES", "接待纪要", "时间、人数、内容、意向和经费，结束后几个工作日内归档。", _minutes,
                 lambda t: _received(t, None), lambda t: _received(t, t),
                 needs=(InboundVisit.minutes_on,)),
    DeadlineRule("D-INVITE", "来华邀请函办理", "审批约需七至十个工作日，客人还要办签证。", _letters_due,
                 _letter, lambda t: _letter(t, approved_on=t)),
    DeadlineRule("D-INVITE-VALID", "邀请函有效期", "邀请函有效期短，各地说法不一，过期要重开。", _letters_expire,
                 lambda t: _letter(t, approved_on=t, valid_until=t + timedelta(days=5)),
                 lambda t: _letter(t, approved_on=t, valid_until=t + timedelta(days=60))),
)
