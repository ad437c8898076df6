"""What plan (D2) and minutes (D3) of a visit read from it: guests, days, hosts, gifts, history."""

from __future__ import annotations

import re
from datetime import date

from exports.prints.certificate import printed_name
from exports.prints.official_parts import asked
from exports.prints.official_words import bare
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date
from exports.prints.visits import saying
from models.entities.inbound_visit import InboundVisit, Visitor
from models.entities.ngo_activity import Gift
from models.entities.office import OfficeProfile
from models.entities.partner_school import Agreement, PartnerSchool
from models.indicators.base import Period
from models.indicators.partners import valid_at_end
from models.partial_date import to_text

PEOPLE = {"no": "序号", "name": "姓名", "sex": "性别", "nationality": "国籍", "position": "职务"}
_WHEN = re.compile(
    r"^\s*((?:\d{4}年)?\d{1,2}月\d{1,2}日(?:至\d{1,2}日)?)?\s*((?:上午|下午|晚上|中午|全天)?"
    r"(?:\s*\d{1,2}[:：]\d{2}(?:\s*[—–~至-]\s*\d{1,2}[:：]\d{2})?)?)[\s，,：:]*(.*)$", re.DOTALL,
)


def options(visit: InboundVisit) -> tuple[Option, ...]:  # noqa: ARG001
    """The questions of both papers."""
    return (issue_date(), Option("with_people", "带来宾名单", "flag", True))


def missing(visit: InboundVisit, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    """Who comes, when and why."""
    return saying.form_missing(visit, "arrived_on", "purpose")


def usual(visit: InboundVisit, wishes: Wishes) -> Facts:
    """What both papers say in the same words."""
    office = OfficeProfile.current()
    base = saying.form_facts(visit, {**wishes, "with_footer": False}, holder=visit.title)
    days = saying.days_between(visit.arrived_on, visit.left_on)
    return {
        **base, "title": visit.title, "country": _country(visit),
        "count": f"{visit.head_count:g}" if visit.head_count else "",
        "span": saying.span_words(visit.arrived_on, visit.left_on), "days": str(days or ""),
        "why": bare(visit.purpose), "background": bare(visit.background),
        "leader": printed_name(visit.leader_name) if visit.leader_name else "",
        "leader_position": visit.leader_position or "",
        "department": visit.department or office.office_name or "",
        "venue": visit.venue or "", "companions": visit.companions or "",
        "funding": visit.funding or "", "cost": _money(visit), "gifts_given": _gifts(visit, "赠出"),
        "gifts_received": _gifts(visit, "受赠"), "with_people": bool(wishes["with_people"]),
        "guests": _people(visit), "contact": office.contact_name or "", "phone": office.phone or "",
    }


def _country(visit: InboundVisit) -> str:
    """Blank where the name of the delegation says it already."""
    name = saying.place_name(visit.country)
    return "" if name and name in visit.title else name


def _money(visit: InboundVisit) -> str:
    return "" if visit.cost is None else f"{visit.cost:,.2f}"


def _people(visit: InboundVisit) -> list[dict[str, str]]:
    people: list[Visitor] = visit.lines(Visitor)
    return [
        {"no": str(number), "name": printed_name(each.name), "sex": each.sex or "",
         "nationality": saying.place_name(each.nationality), "position": each.position or ""}
        for number, each in enumerate(people, start=1)
    ]


def _gifts(visit: InboundVisit, direction: str) -> str:
    """学校纪念册4件; each with its value, and the day it was handed in, where they are known."""
    rows = Gift.active().where((Gift.visit == visit.id) & (Gift.direction == direction))
    said = []
    for gift in rows.order_by(Gift.happened_on, Gift.id):
        number = f"{gift.quantity:g}件" if gift.quantity else ""
        value = f"（单价{gift.unit_value:,.2f}元）" if gift.unit_value is not None else ""
        handed = gift.handed_in_on
        given = f"，已于{saying.day_words(handed)}上交（登记）" if handed else ""
        said.append(f"{gift.title}{number}{value}{given}")
    return "、".join(said)


def itinerary(visit: InboundVisit) -> list[dict[str, str]]:
    """The programme line by line: when and what; place and people stay open for the pen."""
    found = []
    for line in re.split(r"[\n；;]+", bare(visit.itinerary)):
        if not line.strip():
            continue
        match = _WHEN.match(line.strip())
        day, hour, words = match.groups() if match else ("", "", line)
        when = "".join(part.strip() for part in (day or "", hour or "") if part)
        found.append({"when": when, "what": words.strip() or line.strip(), "where": "", "who": "",
                      "in_charge": ""})
    blank = {"when": asked("时间"), "what": asked("活动内容"), "where": asked("地点"),
             "who": asked("我方参加人员"), "in_charge": asked("负责人")}
    return found or [blank]


def history(visit: InboundVisit) -> dict[str, str]:
    """What links us with the guests' school: since when, agreements in force, earlier visits."""
    partner = visit.partner or PartnerSchool.active().where(
        PartnerSchool.name == visit.title
    ).first()
    if partner is None:
        return {"partner": "", "linked_on": "", "agreements": "", "visits": ""}
    return {
        "partner": f"{partner.name}（{partner.foreign_name}）" if partner.foreign_name
        else partner.name,
        "linked_on": saying.day_words(partner.related_since),
        "agreements": _agreements(partner, visit), "visits": _earlier(partner, visit),
    }


def _agreements(partner: PartnerSchool, visit: InboundVisit) -> str:
    day = visit.arrived_on
    if not isinstance(day, date):
        return ""
    rows = valid_at_end(Period("时点", day, day, str(day))).where(Agreement.partner == partner.id)
    return "、".join(
        f"{each.title}（{saying.day_words(each.signed_on)}签署）" if each.signed_on else each.title
        for each in rows.order_by(Agreement.signed_on)
    )


def _earlier(partner: PartnerSchool, visit: InboundVisit) -> str:
    same = (InboundVisit.partner == partner.id) | (InboundVisit.title == partner.name)
    rows = InboundVisit.active().where(
        same & (InboundVisit.id != visit.id) & (InboundVisit.arrived_on < to_text(visit.arrived_on))
    ).order_by(InboundVisit.arrived_on.desc()).limit(5)
    return "；".join(f"{saying.day_words(each.arrived_on)}{each.purpose or ''}" for each in rows)
