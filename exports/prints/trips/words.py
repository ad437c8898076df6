"""What the papers of a trip say of it in words: who, where, when; each said in one place.

Blank where the record does not know: the form then has room for the pen.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from exports.prints.printable import Facts, Missing, Wishes, office_missing
from exports.wording import date_chinese, period_chinese
from models import budget
from models.codes import countries
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.partial_date import Day, PartialDate, chinese, earliest, to_text

NO_EARLIER_TRIP = "无"
YES, NO = "是", "否"


def common(trip: OutboundTrip, wishes: Wishes) -> Facts:
    """What every paper of a trip has: the contract's facts, school, group and its kind."""
    school = OfficeProfile.current().school_name or ""
    return {
        "holder": trip.title, "tail": (trip.approval_no or str(trip.id))[-4:],
        "period": f"{trip.id}", "purpose": "", "issued_on": str(wishes["issued_on"]),
        "kind": trip.destination_kind or "", "record": trip.approval_no or f"团组 {trip.id}",
        "school": school, "title": trip.title, "organiser": trip.organised_by or school,
    }


def missing_of(trip: OutboundTrip, *names: str, with_legs: bool = True) -> list[Missing]:
    """School, members, legs and the named fields of the trip, where a paper needs them."""
    found = office_missing("school_name")
    for name in names:
        if not getattr(trip, name):
            found.append(Missing(OutboundTrip.field_named(name).label, trip, name))
    if with_legs and not trip.lines(TripLeg):
        found.append(Missing("出访国家（行程段）", trip))
    if not trip.lines(TripMember):
        found.append(Missing("出访人员", trip))
    return found


def findings(
    trip: OutboundTrip, only: Collection[str] = (), *, but: Collection[str] = ()
) -> list[str]:
    """What the rules find about the trip: those in `only` (blank = all), and none in `but`."""
    from models.checks import precheck
    from models.checks.before_printing import said

    return [
        said(each) for each in precheck(trip)
        if each.check.id not in but and (not only or each.check.id in only)
    ]


def members_of(trip: OutboundTrip) -> list[TripMember]:
    """The leader first, then the deputy, then the others as entered."""
    order = {"团长": 0, "副团长": 1}
    members: list[TripMember] = trip.lines(TripMember)
    return sorted(members, key=lambda m: (order.get(m.role, 2), m.id))


def post_of(member: TripMember) -> str:
    """职务及职别 at the time of the trip, with the rank where the staff list has one."""
    staff = member.staff_member
    then = member.position_then or staff.position or staff.title or ""
    level = staff.level if staff.level not in (None, "无", "处级以下") else ""
    return f"{then}（{level}）" if then and level and level not in then else then or level


def unit_of(member: TripMember) -> str:
    """派员单位 with the department behind it, the school where no other unit is named."""
    unit = member.dispatching_unit or OfficeProfile.current().school_name or ""
    staff = member.staff_member
    department = "" if staff.is_school_leader else staff.department or ""
    return unit if department in unit else f"{unit}{department}"


def birth_month(day: Day | None) -> str:
    """1980.05, the form's way."""
    if day is None:
        return ""
    if isinstance(day, PartialDate) and day.month is None:
        return str(day.year)
    return f"{day.year}.{day.month:02}"


def age(born: Day | None, on: date) -> str:
    """Years on the day of the form; by the year alone where only the year of birth is known."""
    if born is None:
        return ""
    years = on.year - born.year
    if isinstance(born, date) and (on.month, on.day) < (born.month, born.day):
        years -= 1
    return str(years) if years >= 0 and earliest(born) <= on else ""


def earlier_trips(member: TripMember, trip: OutboundTrip) -> list[OutboundTrip]:
    """The trips that the same person made before this one, the newest first.

    Planned and cancelled trips do not count, nor does one without a date of return.
    """
    if trip.departed_on is None:
        return []
    return list(
        OutboundTrip.active().join(TripMember, on=TripMember.trip == OutboundTrip.id)
        .where(
            (TripMember.staff_member == member.staff_member) & TripMember.retired_at.is_null()
            & (OutboundTrip.id != trip.id) & (OutboundTrip.departed_on < to_text(trip.departed_on))
            & OutboundTrip.returned_on.is_null(False)
            & (OutboundTrip.status.is_null() | OutboundTrip.status.not_in(("计划", "取消", "已批复")))
        )
        .order_by(OutboundTrip.departed_on.desc()).distinct()
    )


def last_trip(member: TripMember, trip: OutboundTrip) -> str:
    """上次出访时间 from the earlier trips of the same person: 2023年5月（德国）; 无 without any."""
    earlier = earlier_trips(member, trip)
    if not earlier:
        return NO_EARLIER_TRIP
    return trip_words(earlier[0])


def trip_words(trip: OutboundTrip) -> str:
    """2023年5月（德国）."""
    day = trip.departed_on
    month = chinese(PartialDate(day.year, day.month))
    names = "、".join(country_names(trip))
    return f"{month}（{names}）" if names else month


def country_names(trip: OutboundTrip) -> list[str]:
    """The countries and regions of the legs in their order, each once."""
    names = [countries().name_of(leg.country) for leg in trip.lines(TripLeg) if leg.country]
    return list(dict.fromkeys(names))


def places(trip: OutboundTrip) -> str:
    """泰国（曼谷）、老挝（万象，经停）: every country, transit marked as such."""
    return "、".join(dict.fromkeys(_place(leg) for leg in trip.lines(TripLeg)))


def stays(trip: OutboundTrip) -> list[dict[str, str]]:
    """For each leg: place, days of stay (blank when the dates do not tell) and the host there.

    A day over two countries belongs to the country of its night, as in the budget.
    """
    legs: list[TripLeg] = trip.lines(TripLeg)
    try:
        counted_days = budget.stays(trip, legs, nights_are_days=False)
    except ValueError:
        counted_days = []
    days = {(stay.country, stay.city): stay.days for stay in counted_days}
    hosts = [leg.host or (leg.partner.name if leg.partner else "") for leg in legs]
    only_host = (trip.inviting_party or "") if not any(hosts) else ""
    return [
        {
            "place": _place(leg), "host": host or only_host,
            "days": str(days.pop((leg.country or "", leg.city or ""), "")),
        }
        for leg, host in zip(legs, hosts, strict=True)
    ]


def _place(leg: TripLeg) -> str:
    """日本（松山）; 新加坡（经停） where nobody left the airport."""
    name = countries().name_of(leg.country)
    city = "" if leg.city == name else leg.city
    inside = [words for words in (city, "经停" if leg.airport_only else "") if words]
    return f"{name}（{'，'.join(inside)}）" if inside else name


def days_abroad(trip: OutboundTrip) -> int | None:
    """Days abroad, both border days counted; None while a date is not known to the day."""
    out, back = trip.departed_on, trip.returned_on
    if isinstance(out, date) and isinstance(back, date):
        return (back - out).days + 1
    return None


def days_words(trip: OutboundTrip) -> str:
    """5 天; blank while a date is not known to the day."""
    days = days_abroad(trip)
    return "" if days is None else f"{days} 天"


def period_words(trip: OutboundTrip) -> str:
    """2025年5月12日至5月16日（5天）; without days where a date is not known to the day."""
    out, back = trip.departed_on, trip.returned_on
    if out is None or back is None:
        return ""
    if isinstance(out, date) and isinstance(back, date):
        return f"{period_chinese(out, back)}（{days_abroad(trip)}天）"
    return f"{chinese(out)}至{chinese(back)}"


def publicised(trip: OutboundTrip) -> str:
    """The days of the notice before the trip (事前公示), as exactly as they are known."""
    start, end = trip.publicised_from, trip.publicised_until
    if start is None:
        return ""
    if isinstance(start, date) and isinstance(end, date):
        return period_chinese(start, end)
    return chinese(start) + (f"至{chinese(end)}" if end else "起")


def approval(trip: OutboundTrip) -> str:
    """Number and day of the 任务批件: 外审〔2025〕13号（2025年4月12日）."""
    day = trip.approved_on
    on = date_chinese(day) if isinstance(day, date) else ""
    return f"{trip.approval_no}（{on}）" if trip.approval_no and on else trip.approval_no or on


def yes_no(flag: bool | None) -> str:
    """是, 否, or blank while nobody said."""
    return "" if flag is None else YES if flag else NO


def counted(number: int | float | None, unit: str) -> str:
    """30 人次; blank for nothing."""
    return "" if number is None else f"{number:g} {unit}".strip()


def money(amount: Decimal | None) -> str:
    """1,200,000.00 元; blank for nothing."""
    return "" if amount is None else f"{amount:,.2f} 元"
