"""Who goes on a trip: family, papers, filing with the personnel office, secrecy, instruction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from peewee import fn

from models.checks import samples
from models.checks.base import Check, Finding, Look, full, months_later
from models.checks.trip_facts import Said, TripFacts, official_papers, per_trip
from models.entities.outbound_trip import OutboundTrip, TripMember
from models.entities.staff_member import FamilyMember, StaffMember, StaffTravelDocument
from models.partial_date import Day, earliest, latest

_PASS_OF = {
    "出国": ("因公普通护照", "公务护照"), "赴港澳": ("因公往来港澳通行证",), "赴台": ("大陆居民往来台湾通行证",),
}
FILING_OF = {
    "出国": "因公临时出国人员备案表", "赴港澳": "因公临时赴港澳人员备案表", "赴台": "因公临时赴台人员备案表",
}
"""What the form that is filed with the personnel office is called, by where the trip leads."""
SECRET = ("一般", "重要", "核心")


def _family(look: Look) -> dict[int, list[FamilyMember]]:
    """Family by whose it is; a short list, kept only for those who travel."""
    def read() -> dict[int, list[FamilyMember]]:
        found: dict[int, list[FamilyMember]] = defaultdict(list)
        for line in FamilyMember.active():
            found[line.__data__["staff_member"]].append(line)
        return found

    return look.once("family", read)


def _born_apart(line: FamilyMember, other: StaffMember) -> bool:
    """Whether the known birth dates, be they only years, cannot be of one person."""
    if not line.born_on or not other.born_on:
        return False
    return (latest(line.born_on) < earliest(other.born_on)
            or latest(other.born_on) < earliest(line.born_on))


def _accompanied(facts: TripFacts, look: Look) -> Iterator[Finding]:
    """Said to take family along, or family of one member among the others."""
    names = {person.name: person for _member, person in facts.staff()}
    for member, person in facts.staff():
        if member.with_family:
            yield Finding(facts.trip, f"{person.name}登记为携带配偶子女出访。",
                          {"with_family": True}, part=f"{person.id}:with")
        for line in _family(look).get(person.id, []):
            other = names.get(line.name)
            if other is not None and other.id != person.id and not _born_apart(line, other):
                yield Finding(
                    facts.trip, f"{person.name}的{line.relation}与团组成员{other.name}同名，"
                    "请核对是否亲属同团。", {"family": line.name}, part=f"{person.id}:{other.id}",
                )


def _carried(look: Look, member: TripMember, person: StaffMember) -> list[StaffTravelDocument]:
    """The paper chosen for this trip; else every valid one of the person."""
    papers = official_papers(look).get(person.id, [])
    chosen = member.__data__["travel_document"]
    return [p for p in papers if p.id == chosen] or papers


def _validity(facts: TripFacts, look: Look) -> Iterator[Finding]:
    if not facts.is_ahead(look):
        return
    kinds = _PASS_OF.get(facts.kind or "", ())
    months = look.number("R-OUT-23", "months")
    for member, person in facts.staff():
        _, back = facts.span_of(member)
        papers = [p for p in _carried(look, member, person) if p.kind in kinds]
        until = [day for p in papers if (day := full(p.valid_until))]
        if back and until and len(until) == len(papers) and max(until) < months_later(back, months):
            yield Finding(
                facts.trip,
                f"{person.name}的{papers[0].kind} {max(until)} 到期，距回国不足 {months} 个月。",
                {"until": max(until), "back": back}, part=str(person.id),
            )


def _right_paper(facts: TripFacts, look: Look) -> Iterator[Said]:
    kinds = _PASS_OF.get(facts.kind or "", ())
    if not facts.is_ahead(look) or not kinds:
        return
    without = [
        person.name for member, person in facts.staff()
        if not any(p.kind in kinds for p in _carried(look, member, person))
    ]
    if without:
        yield (f"{'、'.join(without)}没有登记有效的{'或'.join(kinds)}；执行公务不得使用因私证件。",
               {"without": without, "kind": facts.kind})


def _unfiled(facts: TripFacts, look: Look) -> Iterator[Finding]:
    """Asked from the day of submitting, or when little time is left; W of those who left lately."""
    if facts.out is None or facts.out < look.recent:
        return
    days = look.number("R-OUT-25", "days_before")
    if facts.is_ahead(look) and not (facts.is_submitted or facts.leaves_within(look, days)):
        return
    without = [p.name for member, p in facts.staff() if not member.record_filed_on]
    if without:
        form = FILING_OF[facts.kind or "出国"]
        yield Finding(
            facts.trip, f"{'、'.join(without)}没有《{form}》（每人一张，报组织人事部门）。",
            {"without": without, "form": form}, severity=None if facts.is_ahead(look) else "W",
        )


def _travelled(look: Look) -> dict[int, str]:
    """The first trip that each colleague is known to have made, as stored text."""
    def read() -> dict[int, str]:
        rows = (
            TripMember.active(TripMember.staff_member, fn.MIN(OutboundTrip.departed_on))
            .join(OutboundTrip, on=TripMember.trip == OutboundTrip.id)
            .where(
                OutboundTrip.retired_at.is_null() & OutboundTrip.returned_on.is_null(False)
                & (OutboundTrip.status.is_null()
                   | OutboundTrip.status.not_in(("计划", "取消", "已批复")))
            )
            .group_by(TripMember.staff_member).tuples()
        )
        return {person: str(day) for person, day in rows}

    return look.once("travelled", read)


def _first_time(facts: TripFacts, look: Look) -> Iterator[Said]:
    if not facts.is_ahead(look):
        return
    first = _travelled(look)
    blank = [
        person.name for member, person in facts.staff()
        if not member.last_trip and not first.get(person.id, "9") < str(facts.out)
    ]
    if blank:
        yield (f"{'、'.join(blank)}没有登记上次出访，备案表将印“无”；"
               "确认后请在“上次出访时间”填“无”或补填。"), {"blank": blank}


def _secrecy(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Secret posts, and those who left one and whose 脱密期 lasts to the departure or beyond."""
    reviewed = facts.trip.secrecy_reviewed_on
    if not facts.is_ahead(look) or facts.out is None or (
        reviewed and not _is_after(reviewed, facts.out)
    ):
        return
    said = [
        f"{p.name}（{p.secrecy_level}涉密）" for _m, p in facts.staff() if p.secrecy_level in SECRET
    ]
    said += [
        f"{p.name}（脱密期至 {until}）" for _m, p in facts.staff()
        if p.secrecy_level not in SECRET and (until := p.declassified_on)
        and latest(until) >= facts.out
    ]
    if said:
        yield f"{'、'.join(said)}出境须先经保密审查，没有登记出发前的保密审查日期。", {"people": sorted(said)}


def _instructed(facts: TripFacts, look: Look) -> Iterator[Said]:
    """Before leaving; of those who left, only lately: nobody can mend what is long over.

    On the day of departure is in time. Instruction and pledges are each asked for only where the
    office keeps them.
    """
    trip, out = facts.trip, facts.out
    if out is None or out < look.recent:
        return
    late = [f"行前教育 {trip.briefed_on}"] if _is_after(trip.briefed_on, out) else []
    late += [
        f"{person.name}的承诺书 {member.pledge_on}" for member, person in facts.staff()
        if _is_after(member.pledge_on, facts.span_of(member)[0])
    ]
    if late:
        yield f"{'、'.join(late)}，在 {out} 出发之后。", {"late": late, "out": out}
    days = look.number("R-OUT-28", "days_before")
    if facts.is_ahead(look) and not facts.leaves_within(look, days):
        return
    lacks = []
    if not trip.briefed_on and look.keeps(OutboundTrip.briefed_on):
        lacks.append("行前教育记录")
    without = [p.name for member, p in facts.staff() if not member.pledge_on]
    if without and look.keeps(TripMember.pledge_on):
        lacks.append(f"{'、'.join(without)}的承诺书")
    if lacks:
        yield f"{out} 出发，没有{'，没有'.join(lacks)}。", {"lacks": lacks, "out": out}


def _is_after(day: Day | None, out: date | None) -> bool:
    """Whether a day, be it only a month, lies wholly after the departure."""
    return bool(day and out and earliest(day) > out)


def _locked(facts: TripFacts, look: Look) -> Iterator[Finding]:
    """A member still holds a paper long after it was due."""
    from models.checks.trip_deadlines import custody_dues

    if not facts.is_ahead(look):
        return
    most = look.number("R-OUT-32b", "days")
    late = look.once("custody", lambda: list(custody_dues(look)))
    members = {person.id: person for _member, person in facts.staff()}
    for due in late:
        days = -due.days_left(look.today)
        if due.record is not None and due.record.id in members and days > most:
            yield Finding(
                facts.trip, f"{members[due.record.id].name}的证照应在 {due.latest} 前交回，逾期超过 "
                f"{most} 天，交回之前不宜再列入团组，也可能影响全校的新申请。",
                {"latest": due.latest, "person": due.record.id}, part=due.part,
            )


def _pair(today: date, **relative: Any) -> OutboundTrip:
    """Two colleagues; the first has a relative as given."""
    people = (samples.staff("赵先"), samples.staff("钱后"))
    samples.kept(FamilyMember(staff_member=people[0], relation="配偶", **relative))
    return samples.trip(today, people=people)


def _holding(today: date, until: int) -> OutboundTrip:
    person = samples.staff()
    samples.passport(person, today, valid_until=today + timedelta(days=until))
    return samples.trip(today, people=(person,))


def _in_confidence(today: date, reviewed: date | None) -> OutboundTrip:
    return samples.trip(today, people=(samples.staff("钱机要", secrecy_level="重要"),),
                        secrecy_reviewed_on=reviewed)


def _leaving(today: date, **facts: Any) -> OutboundTrip:
    """Leaves in ten days; another trip has its papers, so that the columns are kept."""
    done = {"record_filed_on": today, "pledge_on": today}
    samples.trip(today, title="另一团", people=(samples.staff("孙齐"),), member=done,
                 briefed_on=today)
    usual: dict[str, Any] = {"ahead": 10, "applied_on": today - timedelta(days=20)}
    return samples.trip(today, **{**usual, **facts})


def _holder_goes(today: date, overdue: int) -> OutboundTrip:
    person = samples.custody(today, due_on=today - timedelta(days=overdue))
    return samples.trip(today, people=(person,))


PEOPLE_CHECKS = (
    Check("R-OUT-12", "携带配偶子女", "E", OutboundTrip, "因公出访不得携带配偶、子女同行。",
          per_trip(_accompanied), lambda t: _pair(t, name="钱后"), lambda t: _pair(t, name="孙他")),
    Check("R-OUT-23", "证照有效期", "W", OutboundTrip, "多数国家要求回国时护照仍有六个月以上有效期。",
          per_trip(_validity), lambda t: _holding(t, samples.AHEAD + 90), samples.trip),
    Check("R-OUT-24", "证照种类", "E", OutboundTrip, "出国用因公护照，赴港澳、赴台各用其通行证。",
          per_trip(_right_paper), lambda t: samples.trip(t, papers=False), samples.trip),
    Check("R-OUT-25", "人员备案表", "E", OutboundTrip, "每人一张，按干部管理权限报组织人事部门备案并抄报审批部门。",
          per_trip(_unfiled), _leaving, lambda t: _leaving(t, member={"record_filed_on": t}),
          needs=(TripMember.record_filed_on,)),
    Check("R-OUT-26", "上次出访时间", "I", OutboundTrip, "备案表、审批表上空着会被退回，“无”也要确认。",
          per_trip(_first_time), lambda t: samples.trip(t, member={"last_trip": None}),
          samples.trip),
    Check("R-OUT-27", "涉密人员出境", "E", OutboundTrip, "涉密人员和脱密期内人员出境须经审批。",
          per_trip(_secrecy), lambda t: _in_confidence(t, None), lambda t: _in_confidence(t, t)),
    Check("R-OUT-28", "行前教育和承诺书", "E", OutboundTrip, "未受行前教育不得出访；承诺书每人一份。",
          per_trip(_instructed), _leaving,
          lambda t: _leaving(t, briefed_on=t, member={"pledge_on": t}),
          needs=(OutboundTrip.briefed_on, TripMember.pledge_on)),
    Check("R-OUT-32b", "成员证照长期未交", "E", OutboundTrip,
          "逾期不交的，证照管理部门会停办本人乃至本单位的新申请。", per_trip(_locked),
          lambda t: _holder_goes(t, 31), lambda t: _holder_goes(t, 30)),
)
