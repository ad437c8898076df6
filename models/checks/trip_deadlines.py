"""Deadlines of trips, from publicity to the file: before the departure and after the return."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Look, full, months_later
from models.checks.deadline import DeadlineRule, Due
from models.checks.trip_facts import TripFacts, official_papers, trips
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.partial_date import latest, to_text

TAIWAN = "赴台"
_VACATION = re.compile(r"(\d{2})-(\d{2})~(\d{2})-(\d{2})")


def _ahead(look: Look) -> Iterator[tuple[TripFacts, date]]:
    """Trips that have not left and were neither submitted nor approved, with the departure."""
    for facts in trips(look):
        if facts.out and facts.out >= look.today and not facts.is_submitted:
            yield facts, facts.out


def _submission_of(look: Look, facts: TripFacts, out: date) -> tuple[date, date]:
    rule = "D-OUT-TAIWAN" if facts.is_to_taiwan else "D-OUT-APPROVAL"
    days = [look.number(rule, name) for name in ("opens", "latest")]
    return out - timedelta(days=days[0]), out - timedelta(days=days[1])


def _submissions(look: Look, *, to_taiwan: bool) -> Iterator[Due]:
    """Not before the publicity is over: a running one moves the first day, never the last."""
    for facts, out in _ahead(look):
        if facts.is_to_taiwan == to_taiwan:
            opens, latest = _submission_of(look, facts, out)
            until = full(facts.trip.publicised_until)
            if until and opens <= until < latest:
                opens = until + timedelta(days=1)
            yield Due(facts.trip, f"报批（{out} 出发）", opens, latest, {"out": out})


def _approval(look: Look) -> Iterator[Due]:
    yield from _submissions(look, to_taiwan=False)


def _taiwan(look: Look) -> Iterator[Due]:
    yield from _submissions(look, to_taiwan=True)


def _publicity(look: Look) -> Iterator[Due]:
    """So many working days must be over before the trip is submitted."""
    days = look.number("D-OUT-PUBLICITY", "working_days")
    for facts, out in _ahead(look):
        if facts.trip.publicised_from is None:
            _, submit = _submission_of(look, facts, out)
            latest = look.calendar.add(submit, -days)
            opens = latest - timedelta(days=look.number("D-OUT-PUBLICITY", "opens"))
            yield Due(facts.trip, f"开始事前公示（{out} 出发）", opens, latest, {"out": out},
                      note=look.calendar.note(latest, submit))


def _collect(look: Look) -> Iterator[Due]:
    """Papers leave the safe only shortly before the departure; done once they are out."""
    opens, days = (look.number("D-OUT-COLLECT", name) for name in ("opens", "latest"))
    for facts in trips(look):
        out, trip = facts.out, facts.trip
        taken = facts.members and all(m.document_taken_on for m in facts.members)
        if out and out >= look.today and facts.is_submitted and not (
            trip.papers_collected_on or taken
        ):
            yield Due(trip, f"领取证照（{out} 出发）", out - timedelta(days=opens),
                      out - timedelta(days=days), {"out": out})


def custody_dues(look: Look) -> Iterator[Due]:
    """Papers that are out: back by their own date, else so many days after the last return.

    Said by the paper's own line, or by the member's where only the trip's list was kept; what
    the register of papers has in the safe was handed in, whatever the trip's list lacks.
    """
    out_now = list(StaffTravelDocument.active(StaffTravelDocument, StaffMember).join(StaffMember)
                   .where(StaffTravelDocument.state == "借出"))
    returns = _returns({paper.__data__["staff_member"] for paper in out_now})
    lent: set[int] = set()
    for paper in out_now:
        lent.add(paper.__data__["staff_member"])
        due = full(paper.due_on)
        back = None if due else _return_after(returns, paper)
        latest = due or (hand_in_by(look, back) if back else None)
        if latest is not None and paper.handed_in_on is None:
            yield _custody_due(look, paper.staff_member, f"收回{paper.kind}", back, latest=latest,
                               values={"paper": paper.id, "due": due, "back": back, "state": "借出"},
                               part=str(paper.id))
    if not look.keeps(TripMember.document_returned_on):
        return
    for facts in trips(look):
        for member, person in facts.staff():
            _, back = facts.span_of(member)
            if (member.document_taken_on and not member.document_returned_on and back
                    and person.id not in lent and not _in_safe(look, member, back)):
                yield _custody_due(
                    look, person, f"收回因公证照（{facts.trip.title}，{back} 回国）", back,
                    latest=hand_in_by(look, back),
                    values={"member": member.id, "back": back}, part=f"member {member.id}",
                )


def _in_safe(look: Look, member: TripMember, back: date) -> bool:
    """Whether the register says that the paper of a journey was handed in after the return."""
    named = member.__data__["travel_document"]
    return any(
        (day := full(paper.handed_in_on)) is not None and day >= back
        for paper in official_papers(look).get(member.__data__["staff_member"], [])
        if named in (None, paper.id)
    )


def _custody_due(
    look: Look, person: StaffMember, words: str, back: date | None, *,
    latest: date, values: dict[str, Any], part: str,
) -> Due:
    days = look.number("D-OUT-CUSTODY", "days")
    note = ""
    if look.word("D-OUT-CUSTODY", "holidays") == "是" and back:
        note = look.calendar.note(latest)
    return Due(person, words, back or latest - timedelta(days=days), latest, values, part=part,
               note=note)


def hand_in_by(look: Look, back: date) -> date:
    """So many days after the return.

    Where the office allows it (the law does not): a vacation (寒暑假) moves it to so many days
    after its end, a day off to the next working day.
    """
    days = timedelta(days=look.number("D-OUT-CUSTODY", "days"))
    latest = back + days
    for last in _vacation_ends(look, latest):
        latest = last + days
    if look.word("D-OUT-CUSTODY", "holidays") == "是" and not look.calendar.is_working(latest):
        latest = look.calendar.add(latest, 1)
    return latest


def _vacation_ends(look: Look, day: date) -> Iterator[date]:
    """The last day of the vacation in which a day lies; what cannot be read as one is passed."""
    for span in look.words("D-OUT-CUSTODY", "vacations"):
        found = _VACATION.fullmatch(span.strip())
        if found is None:
            continue
        begins, ends = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
        for year in (day.year - 1, day.year):
            try:
                first, last = date(year, *begins), date(year + (ends < begins), *ends)
            except ValueError:
                continue
            if first <= day <= last:
                yield last


def _returns(people: set[int]) -> dict[int, list[tuple[str, date]]]:
    """Trips of some colleagues as (departure as text, return), in order."""
    rows = (
        OutboundTrip.active(
            OutboundTrip.departed_on, OutboundTrip.returned_on, TripMember.staff_member,
            TripMember.came_home_on,
        )
        .join(TripMember, on=TripMember.trip == OutboundTrip.id)
        .where(TripMember.retired_at.is_null() & TripMember.staff_member.in_(list(people)))
        .order_by(OutboundTrip.departed_on).tuples()
    ) if people else ()
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for departed, returned, person, own in rows:
        back = full(own) or full(returned)
        if back and departed:
            found[person].append((to_text(departed), back))
    return found


def _return_after(
    returns: dict[int, list[tuple[str, date]]], paper: StaffTravelDocument
) -> date | None:
    """When the trip for which a paper was taken came back."""
    if paper.taken_on is None:
        return None
    taken = to_text(paper.taken_on)
    mine = returns.get(paper.__data__["staff_member"], [])
    return next((back for departed, back in mine if departed >= taken), None)


def _came_back(look: Look) -> Iterator[tuple[TripFacts, date]]:
    """Trips that came back, lately enough to be asked one by one."""
    for facts in trips(look):
        if facts.back and look.recent <= facts.back < look.today and facts.trip.status not in (
            "计划", "已批复"
        ):
            yield facts, facts.back


def _report(look: Look) -> Iterator[Due]:
    days = look.number("D-OUT-REPORT", "days")
    for facts in trips(look):
        trip, back = facts.trip, facts.back
        done = trip.report_submitted or trip.reported_on or trip.status in ("计划", "已批复")
        if back and back < look.today and not done:
            yield Due(trip, f"交出访报告（{back} 回国）", back, back + timedelta(days=days),
                      {"back": back, "submitted": trip.report_submitted})


def _result(look: Look) -> Iterator[Due]:
    """The result is made public within a month of the return."""
    months = look.number("D-OUT-RESULT", "months")
    for facts, back in _came_back(look):
        if facts.trip.result_publicised_from is None:
            yield Due(facts.trip, f"事后公示（{back} 回国）", back, months_later(back, months),
                      {"back": back})


def _passports(look: Look) -> Iterator[Due]:
    """Official papers that run out; renewing one is begun long before. Done: a longer one."""
    opens, days = (look.number("D-OUT-PASSPORT", name) for name in ("opens", "latest"))
    state, until = StaffTravelDocument.state, StaffTravelDocument.valid_until
    rows = (
        StaffTravelDocument.active(StaffTravelDocument, StaffMember).join(StaffMember)
        .where(
            until.within(look.recent, look.today + timedelta(days=opens + 100))
            & (state.is_null() | state.not_in(("注销", "遗失")))
        )
    )
    for paper in rows:
        others = official_papers(look).get(paper.__data__["staff_member"], [])
        renewed = any(p.kind == paper.kind and p.valid_until and p.id != paper.id
                      and latest(p.valid_until) > latest(paper.valid_until) for p in others)
        if (day := full(paper.valid_until)) and not renewed:
            yield Due(paper.staff_member, f"{paper.kind}换发（{day} 到期）",
                      day - timedelta(days=opens), day - timedelta(days=days), {"until": day},
                      part=str(paper.id))


def _planned(today: date, ahead: int, **facts: Any) -> OutboundTrip:
    return samples.trip(today, ahead=ahead, **facts)


def _returned(today: date, **facts: Any) -> OutboundTrip:
    """Back for two weeks; another trip has had its publicity, so that the column is kept."""
    samples.trip(today, ahead=-20, title="另一团", people=(samples.staff("孙齐"),), status="已执行",
                 result_publicised_from=today, report_submitted=True)
    return samples.trip(today, ahead=-20, **{"status": "已执行", **facts})


def _holder(today: date, **facts: Any) -> StaffMember:
    return samples.custody(today, due_on=today + timedelta(days=3), **facts)


def _passport(today: date, days: int) -> StaffMember:
    person = samples.staff("周换")
    samples.passport(person, today, valid_until=today + timedelta(days=days))
    return person


def _approved(today: date, **facts: Any) -> OutboundTrip:
    """Leaves in three days, approved; another trip has fetched its papers."""
    samples.trip(today, title="另一团", people=(samples.staff("孙齐"),), papers_collected_on=today)
    return samples.trip(today, ahead=3, approval_no="澜外审1号", **facts)


TRIP_DEADLINES = (
    DeadlineRule("D-OUT-APPROVAL", "出访报批", "材料不齐或报得太晚，赶不上签证。", _approval,
                 lambda t: _planned(t, 70), lambda t: _planned(t, 70, applied_on=t)),
    DeadlineRule("D-OUT-TAIWAN", "赴台报批", "赴台立项和入台手续所需时间更长，各地要求 60 至 90 天不等。", _taiwan,
                 lambda t: _planned(t, 85, destination_kind=TAIWAN),
                 lambda t: _planned(t, 85, destination_kind=TAIWAN, approved_on=t)),
    DeadlineRule("D-OUT-PUBLICITY", "事前公示", "公示期满才能报批，期限按工作日计。", _publicity,
                 lambda t: _planned(t, 80, publicised_from=None, publicised_until=None),
                 lambda t: _planned(t, 80)),
    DeadlineRule("D-OUT-COLLECT", "领取证照", "证照在出访前几天才出库，行前教育和承诺书在此之前办完。", _collect,
                 _approved, lambda t: _approved(t, papers_collected_on=t),
                 needs=(OutboundTrip.papers_collected_on, TripMember.document_taken_on)),
    DeadlineRule("D-OUT-CUSTODY", "因公证照收缴", "逾期不交会影响本人乃至全校新的出访申请。", custody_dues,
                 _holder, lambda t: _holder(t, state="在库")),
    DeadlineRule("D-OUT-REPORT", "出访报告", "报告和批件、日程一起归档，审计、巡视会看。", _report,
                 _returned, lambda t: _returned(t, report_submitted=True)),
    DeadlineRule("D-OUT-RESULT", "事后公示", "回国后公布执行情况和出访报告，与事前公示对照。", _result,
                 _returned, lambda t: _returned(t, result_publicised_from=t),
                 needs=(OutboundTrip.result_publicised_from,)),
    DeadlineRule("D-OUT-PASSPORT", "因公证照换发", "因公护照有效期五年，换发要另报材料，临到出访来不及。",
                 _passports, lambda t: _passport(t, 200), lambda t: _passport(t, 900)),
)
