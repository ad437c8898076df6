"""出访报告 (A13): the facts of a finished trip filled in, what only the group can tell 〔待填〕."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from exports.drafts.blocks import Annex, Block, BodyBlock, Heading, Signature, Table
from exports.prints.official import word_printable
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_parts import asked, joined, line, listed, paragraphs, section
from exports.prints.official_words import bare
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import official_trip as parts
from exports.prints.trips import words
from models.budget import describe
from models.checks.base import Look
from models.entities.ngo_activity import Gift
from models.entities.outbound_trip import BUDGET_ITEMS, BudgetLine, OutboundTrip, TripMember

CODE = "A13"
RULES = ("R-OUT-29", "R-OUT-32", "R-OUT-33", "R-OUT-33b")
MONEY = {"item": "项目", "planned": "预算（元）", "spent": "决算（元）", "difference": "差额（元）"}
_TOTAL = "合计"


def _options(trip: OutboundTrip) -> tuple[Option, ...]:  # noqa: ARG001
    return (
        issue_date(),
        Option("addressee", "主送", "text", "", per_record=True, help="留空：不写主送机关"),
        Option("with_annexes", "带附件（名单、日程、照片）", "flag", True),
    )


def missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    """A report needs the days on which the border was crossed, the people and the countries."""
    return words.missing_of(trip, "departed_on", "returned_on", "purpose")


def notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:
    """That it is too early, and what the rules find about report, passports and notice."""
    day, back = date.fromisoformat(str(wishes["issued_on"])), trip.returned_on
    early = isinstance(back, date) and back > day
    return [*([f"团组 {back} 才回国。"] if early else []), *words.findings(trip, RULES)]


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    return {
        **parts.usual(trip, wishes), "addressee": str(wishes["addressee"]).strip(),
        "with_annexes": bool(wishes["with_annexes"]), **report_facts(trip),
    }


def report_facts(trip: OutboundTrip) -> Facts:
    """What report and cover say of the finished trip."""
    days, approved = words.days_abroad(trip), trip.approved_days
    return {
        "out": parts.day_words(trip.departed_on), "back": parts.day_words(trip.returned_on),
        "own_days": "；".join(_own_days(m) for m in words.members_of(trip) if _own_days(m)),
        "approval": _approval(trip), "approved_days": str(approved or ""),
        "as_approved": None if approved is None or days is None else approved == days,
        "deviation": bare(trip.deviation_note), "outcome": bare(trip.expected_outcome),
        "briefed": parts.day_words(trip.briefed_on), "briefed_by": trip.briefed_by or "",
        "pledged": all(m.pledge_on for m in words.members_of(trip)),
        "nobody_along": all(m.with_family is False for m in words.members_of(trip)),
        "custody": _custody(trip), "accounts": _accounts(trip), "cost": _yuan(trip.cost),
        "over": "、".join(describe(x) for x in _lines(trip) if x.over_standard_approved),
        "gifts": _gifts(trip), "reported": parts.day_words(trip.reported_on),
    }


def _approval(trip: OutboundTrip) -> str:
    day = parts.day_words(trip.approved_on)
    return f"{trip.approval_no}（{day}）" if trip.approval_no and day else trip.approval_no or ""


def _own_days(member: TripMember) -> str:
    out, back = member.left_home_on, member.came_home_on
    if not (out or back):
        return ""
    spoken = [f"{parts.day_words(day)}{what}" for day, what in ((out, "出境"), (back, "入境")) if day]
    return f"{member.staff_member.name}{'、'.join(spoken)}"


def _custody(trip: OutboundTrip) -> Facts:
    """Who handed the passport in and when, who has not, and whether all were in time."""
    limit = Look(date.today()).number("D-OUT-CUSTODY", "days")
    by_day: dict[str, list[str]] = {}
    back, open_ones, late = trip.returned_on, [], []
    for member in words.members_of(trip):
        name, day = member.staff_member.name, member.document_returned_on
        if day is None:
            open_ones.append(name)
            continue
        by_day.setdefault(parts.day_words(day), []).append(name)
        known = isinstance(day, date) and isinstance(back, date)
        if not known or day > back + timedelta(days=limit):
            late.append(name)
    returned = "；".join(f"{'、'.join(names)}（{day}）" for day, names in by_day.items())
    return {"days_allowed": str(limit), "returned": returned, "open": "、".join(open_ones),
            "late": "、".join(late)}


def _lines(trip: OutboundTrip) -> list[BudgetLine]:
    lines: list[BudgetLine] = trip.lines(BudgetLine)
    return lines


def _accounts(trip: OutboundTrip) -> list[dict[str, str]]:
    """Budget and costs by item, with the sum; what the host bears is not among them."""
    found: list[dict[str, str]] = []
    sums = [Decimal(0), Decimal(0)]
    is_whole = True
    for item in BUDGET_ITEMS:
        lines = [x for x in _lines(trip) if x.item == item and not x.paid_by_host]
        if not lines:
            continue
        planned, spent = (_sum([x.yuan() for x in lines]), _sum([x.spent for x in lines]))
        is_whole = is_whole and planned is not None and spent is not None
        sums = [sums[0] + (planned or 0), sums[1] + (spent or 0)]
        found.append(_account(item, planned, spent))
    if found and is_whole:
        found.append(_account(_TOTAL, sums[0], sums[1]))
    return found


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    """None where one of the lines is not known: a part is not the sum."""
    known = [Decimal(amount) for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _account(item: str, planned: Decimal | None, spent: Decimal | None) -> dict[str, str]:
    known = planned is not None and spent is not None
    return {
        "item": item, "planned": _yuan(planned) or asked("预算"),
        "spent": _yuan(spent) or asked("决算"),
        "difference": _signed((spent or 0) - (planned or 0)) if known else "",
    }


def _signed(amount: Decimal | int) -> str:
    return f"{amount:+,.2f}" if amount else "0.00"


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{Decimal(amount):,.2f}"


def _gifts(trip: OutboundTrip) -> str:
    gifts = Gift.active().where(Gift.trip == trip.id).order_by(Gift.happened_on, Gift.id)
    return "；".join(
        f"{gift.direction or ''}{gift.title}{f'{gift.quantity:g}件' if gift.quantity else ''}"
        f"（{gift.party or '对方未登记'}）" for gift in gifts
    )


# ---- the paper ----


def _paper(facts: Facts) -> OfficialPaper:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    day, form = date.fromisoformat(facts["issued_on"]), parts.form_of(facts)
    text: list[Block] = [
        *paragraphs(texts, facts, f"opening.{form}"),
        *section(texts, "basics", _basics(facts, texts)),
        *section(texts, "tasks", _tasks(facts, texts)),
        *section(texts, "custody", _papers(facts, texts)),
        *section(texts, "discipline", _discipline(facts, texts)),
        *section(texts, "money", _money(facts, texts)),
        *section(texts, "next", paragraphs(texts, facts, "next")),
    ]
    return OfficialPaper(
        title=line(texts, f"title.{form}", facts), school=facts["school"], issued_on=day,
        addressee=facts["addressee"], blocks=(*text, *_annexes(facts, texts)),
        signature=Signature(line(texts, "signed_by", facts), day),
    )


def _basics(facts: Facts, texts: Texts) -> list[BodyBlock]:
    agreed = {True: "as_approved", False: "deviation", None: ""}[facts["as_approved"]]
    return [
        *joined(texts, facts, "crossed", "own_days"),
        *joined(texts, facts, "approval", *([agreed] if agreed else [])),
        *paragraphs(texts, facts, "hosts", "members"),
    ]


def _tasks(facts: Facts, texts: Texts) -> list[BodyBlock]:
    made: list[BodyBlock] = []
    for leg in facts["legs"]:
        if len(facts["legs"]) > 1:
            made.append(Heading(2, leg["place"]))
        made += joined(texts, {**facts, **leg}, "task", "task.result")
    return made + paragraphs(texts, facts, "outcome", "result")


def _papers(facts: Facts, texts: Texts) -> list[BodyBlock]:
    known: dict[str, Any] = {**facts, **facts["custody"]}
    if not known["returned"]:
        return paragraphs(texts, known, "custody.open")
    said = ["custody.returned"]
    if known["open"]:
        said.append("custody.rest")
    elif known["late"]:
        said.append("custody.late")
    else:
        said.append("custody.in_time")
    return joined(texts, known, *said)


def _discipline(facts: Facts, texts: Texts) -> list[BodyBlock]:
    said = ["briefed" if facts["briefed"] else "briefed.open"]
    said += ["pledged"] if facts["pledged"] else []
    said += ["nobody_along"] if facts["nobody_along"] else []
    return [*joined(texts, facts, *said), *paragraphs(texts, facts, "discipline")]


def _money(facts: Facts, texts: Texts) -> list[BodyBlock]:
    by_host = (facts["money"] or {}).get("by_host", "")
    known = {**facts, "by_host": by_host}
    table: list[Table] = []
    if facts["accounts"]:
        table.append(listed(texts["money.columns"], MONEY, facts["accounts"], small=False,
                            numbers=("planned", "spent", "difference")))
    return [
        *paragraphs(texts, known, "money"), *table,
        *joined(texts, known, "over", "over.open"),
        *joined(texts, known, "by_host", "by_host.open"),
        *joined(texts, known, "gifts" if facts["gifts"] else "gifts.open"),
    ]


def _annexes(facts: Facts, texts: Texts) -> list[Annex]:
    if not facts["with_annexes"]:
        return []
    bodies: dict[str, tuple[BodyBlock, ...]] = {
        "people": (parts.people_table(texts, facts),),
        "schedule": (parts.schedule_table(texts, facts),),
        "photos": tuple(paragraphs(texts, facts, "photos.1", "photos.2", "photos.3")),
    }
    return [
        Annex(texts[f"annex.{key}"], body) for key, body in bodies.items()
        if texts[f"annex.{key}"] and body
    ]


REPORT = word_printable(
    _paper, code=CODE, title="出访报告", entity=OutboundTrip, options=_options, missing=missing,
    facts=_facts, notices=notices,
)
