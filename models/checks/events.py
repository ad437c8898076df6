"""Events with foreign speakers: approval, summary, name and length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from models import codes
from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.checks.deadline import DeadlineRule, Due
from models.entities.event import Event, Speaker
from models.entity import Entity

PUBLIC_KINDS = ("讲座", "论坛", "国际会议")
"""What the rule “one approval for each event” is about; trainings of our own staff are not."""


def events(look: Look) -> list[tuple[Event, list[str]]]:
    """Public events of the years looked at, with the nationalities of those who speak."""
    def read() -> list[tuple[Event, list[str]]]:
        wanted = Event.held_on.reaches(look.since) & Event.kind.in_(PUBLIC_KINDS)
        speakers: dict[int, list[str]] = defaultdict(list)
        rows = Speaker.active().join(Event, on=Speaker.event == Event.id).where(wanted)
        for speaker in rows:
            speakers[speaker.__data__["event"]].append(speaker.nationality or "")
        return [(event, speakers[event.id]) for event in Event.active().where(wanted)]

    return look.once("events", read)


def has_foreigners(nationalities: list[str]) -> bool:
    """境外人员: from abroad or from 港澳台."""
    return any(code and code != codes.HOME for code in nationalities)


def _approved_late(look: Look) -> Iterator[Finding]:
    """Judged by the day of application where it is written, else by that of approval.

    Held without any approval: E once the office writes approvals at all, else W. What was too late
    is said of lately held ones only: nobody can mend it.
    """
    least = look.number("R-EVT-01", "working_days")
    usual = look.number("R-EVT-01", "working_days_domestic")
    for event, speakers in events(look):
        held, approved, applied = (
            full(day) for day in (event.held_on, event.approved_on, event.applied_on)
        )
        asked, word = (applied, "报批") if applied else (approved, "审批")
        needed = least if has_foreigners(speakers) else usual
        values = {"held": held, "approved": event.approved_on, "applied": event.applied_on}
        if held and asked and held < look.recent:
            continue
        if held and approved and approved > held:
            yield Finding(event, f"{held} 举办，{approved} 才审批。", values, severity="E")
        elif held and asked and look.calendar.add(held, -needed) < asked:
            yield Finding(
                event, f"{asked} {word}，距 {held} 举办不足 {needed} 个工作日。"
                f"{look.calendar.note(asked, held)}", values,
            )
        elif held and held < look.today and not event.approved_on and has_foreigners(speakers):
            yield Finding(event, "有境外人员主讲，没有登记审批日期。", values,
                          severity="E" if look.keeps(Event.approved_on) else None)


def _summary(look: Look) -> Iterator[Finding]:
    """Once the office writes summaries at all; 线上 ones as well."""
    for event, speakers in events(look):
        if has_foreigners(speakers) and not event.topic:
            yield Finding(event, "有境外人员主讲，没有内容提要或讲稿。", {"topic": event.topic})


def _name(look: Look) -> Iterator[Finding]:
    words = look.words("R-EVT-03", "words")
    for event, _ in events(look):
        if event.approval_no:
            continue
        if used := [word for word in words if word in (event.title or "")]:
            yield Finding(event, f"名称中有“{'、'.join(used)}”，须经批准才能使用。", {"title": event.title})


def _length(look: Look) -> Iterator[Finding]:
    most = look.number("R-EVT-04", "days")
    for event, _ in events(look):
        held, ends = full(event.held_on), full(event.ends_on)
        if event.kind == "国际会议" and held and ends and (ends - held).days + 1 > most:
            yield Finding(event, f"会期 {(ends - held).days + 1} 天，国际会议一般不超过 {most} 天。",
                          {"held": held, "ends": ends})


def _funded(look: Look) -> Iterator[Finding]:
    """Paid from abroad: approved, and with the source of the money named."""
    for event, _ in events(look):
        if not event.foreign_funded:
            continue
        values = {"approved": event.approved_on, "no": event.approval_no, "funding": event.funding}
        if not event.approved_on and not event.approval_no:
            yield Finding(event, "有境外资助，没有登记审批；境外非政府组织资助的，还须经代表机构或临时活动备案。",
                          values)
        elif not event.funding:
            yield Finding(event, "有境外资助，没有写明资助方和经费来源。", values, severity="W")


def _events(look: Look) -> Iterator[Due]:
    for event, speakers in events(look):
        held = full(event.held_on)
        if not held or held < look.today or event.approved_on or event.applied_on:
            continue
        values = {"held": held, "kind": event.kind}
        if event.kind == "国际会议":
            opens, days = (look.number("D-CONFERENCE", name) for name in ("opens", "latest"))
            yield Due(event, f"国际会议申报（{held} 召开）", held - timedelta(days=opens),
                      held - timedelta(days=days), values)
        elif has_foreigners(speakers):
            opens, days = (look.number("D-EVENT", name) for name in ("opens", "latest"))
            latest = look.calendar.add(held, -days)
            yield Due(event, f"涉外{event.kind}审批（{held} 举办）", look.calendar.add(held, -opens),
                      latest, values, note=look.calendar.note(latest, held))


def _only(look: Look, *, conferences: bool) -> Iterator[Due]:
    for due in _events(look):
        if (due.values["kind"] == "国际会议") == conferences:
            yield due


def _lectures(look: Look) -> Iterator[Due]:
    yield from _only(look, conferences=False)


def _conferences(look: Look) -> Iterator[Due]:
    yield from _only(look, conferences=True)


def _described(today: date, topic: str | None) -> Event:
    """The same beside an event whose summary is written."""
    samples.event(today, title="另一讲座")
    return samples.event(today, topic=topic)


def _coming(today: date, *, approved: date | None, kind: str = "讲座", ahead: int = 25) -> Entity:
    return samples.event(today, kind=kind, approved_on=approved,
                         held_on=today + timedelta(days=ahead))


def _conference(today: date, days: int) -> Event:
    begins = today + timedelta(days=150)
    return samples.event(today, kind="国际会议", held_on=begins,
                         ends_on=begins + timedelta(days=days - 1))


EVENT_CHECKS = (
    Check("R-EVT-01", "涉外讲座、论坛的审批时间", "W", Event, "一会一报：没有在期限前审批的活动不应举办。",
          _approved_late,
          lambda t: samples.event(t, held_on=t + timedelta(days=5)), samples.event),
    Check("R-EVT-02", "内容提要或讲稿", "E", Event, "审批表须附内容提要，有译文更好。", _summary,
          lambda t: _described(t, None), lambda t: _described(t, "护理教育的比较"),
          needs=(Event.topic,)),
    Check("R-EVT-03", "会议名称用词", "W", Event, "校级会议名称不得随意使用这些词。", _name,
          lambda t: samples.event(t, title="护理教育高峰论坛"), samples.event),
    Check("R-EVT-04", "国际会议会期", "W", Event, "会期含报到和离会。", _length,
          lambda t: _conference(t, 6), lambda t: _conference(t, 5)),
    Check("R-EVT-05", "境外资助的活动", "E", Event, "接受境外资助办会、办讲座须先批准，写明来源。", _funded,
          lambda t: samples.event(t, foreign_funded=True, approved_on=None),
          lambda t: samples.event(t, foreign_funded=True, funding="示例大学资助")),
)

EVENT_DEADLINES = (
    DeadlineRule("D-EVENT", "涉外讲座、论坛审批", "一会一报：涉境外人员的要提前审批。", _lectures,
                 lambda t: _coming(t, approved=None), lambda t: _coming(t, approved=t)),
    DeadlineRule("D-CONFERENCE", "国际会议申报", "主管部门审批周期长，批准之前不得对外承诺。", _conferences,
                 lambda t: _coming(t, approved=None, kind="国际会议", ahead=110),
                 lambda t: _coming(t, approved=t, kind="国际会议", ahead=110)),
)
