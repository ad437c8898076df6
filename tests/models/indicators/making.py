"""Legal records in the fewest words; a test states only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from models import store
from models.entities import (
    Engagement,
    Enrolment,
    ForeignTeacher,
    InboundVisit,
    InternationalStudent,
    OutboundStudent,
    OutboundTrip,
    Placement,
    StaffMember,
    TripLeg,
    TripMember,
    Visitor,
)
from models.indicators import Period, indicator_by_id


def number(id: str, year: int = 2025, **where: Any) -> Any:
    """An indicator's value in a calendar year."""
    return indicator_by_id(id).at(Period.calendar_year(year), **where).value()


def keep(record: Any) -> Any:
    """Save and hand back."""
    store.save(record, source="test")
    return record


def staff(name: str = "张三", **values: Any) -> StaffMember:
    """A member of staff."""
    return keep(StaffMember(name=name, **values))


def trip(
    departed_on: Any, returned_on: Any, *, people: Any = 1, legs: tuple[Any, ...] = ("GBR",),
    **values: Any,
) -> OutboundTrip:
    """A trip: people is how many (unnamed members) or the members; legs are codes or dicts."""
    kept = keep(OutboundTrip(
        title=values.pop("title", "赴外团组"), departed_on=departed_on, returned_on=returned_on,
        head_count=people if isinstance(people, int) else None, **values,
    ))
    for person in () if isinstance(people, int) else people:
        keep(TripMember(trip=kept, staff_member=person))
    for leg in legs:
        keep(TripLeg(trip=kept, **(leg if isinstance(leg, dict) else {"country": leg})))
    return kept


def visit(country: str | None, guests: int | None, *, named: tuple[str | None, ...] = (),
          **values: Any) -> InboundVisit:
    """A visit in May 2025; named: nationalities of listed guests."""
    kept = keep(InboundVisit(
        title=values.pop("title", "代表团"), country=country, head_count=guests,
        arrived_on=values.pop("arrived_on", date(2025, 5, 6)), **values,
    ))
    for place, nationality in enumerate(named):
        keep(Visitor(visit=kept, name=f"客人{place}", nationality=nationality))
    return kept


def teacher(*spans: tuple[Any, Any], nationality: str | None = "GBR", name: str = "HARRIS",
            **values: Any) -> Any:
    """A foreign teacher with one contract for each span; values go to every contract."""
    person = keep(ForeignTeacher(passport_name=name, nationality=nationality,
                                 sex=values.pop("sex", None)))
    for begin, end in spans:
        keep(Engagement(teacher=person, engaged_from=begin, engaged_until=end, **values))
    return person


def student(*spans: tuple[Any, Any], nationality: str | None = "KOR", name: str = "KIM",
            **values: Any) -> Any:
    """An international student with one stay for each span; values go to every stay."""
    person = keep(InternationalStudent(
        passport_name=name, nationality=nationality,
        is_overseas_chinese=values.pop("is_overseas_chinese", None)))
    for begin, end in spans:
        keep(Enrolment(student=person, enrolled_from=begin, enrolled_until=end, **values))
    return person


def sent(*spans: tuple[Any, Any], country: str | None = "KOR", name: str = "王雨",
         **values: Any) -> Any:
    """A student sent abroad once for each span."""
    person = keep(OutboundStudent(name=name, programme=values.pop("programme", "旅游管理")))
    for begin, end in spans:
        keep(Placement(student=person, departed_on=begin, returned_on=end, country=country,
                       **values))
    return person
