"""出访请示 (A8): the school asks for a trip; only what the register knows, the rest 〔待填〕."""

from __future__ import annotations

from datetime import date

from exports.drafts.blocks import Annex, Block, BodyBlock, Heading, Signature
from exports.prints.official import word_printable
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_parts import joined, line, paragraphs, section
from exports.prints.official_words import bare
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date
from exports.prints.texts import Texts, texts_of
from exports.prints.trips import official_trip as parts
from exports.prints.trips import words
from models.checks.working_days import calendar
from models.entities.outbound_trip import OutboundTrip

CODE = "A8"


def _options(trip: OutboundTrip) -> tuple[Option, ...]:
    texts = texts_of(CODE, date.today().year)
    usual = trip.approved_by or texts.get(f"addressee.{trip.destination_kind}", texts["addressee"])
    return (
        issue_date(),
        Option("addressee", "主送机关", "text", usual, per_record=True, help="有审批权的外事（台务）部门"),
        Option("with_annexes", "带附件（名单、日程、邀请函、审批意见表）", "flag", True),
    )


def _missing(trip: OutboundTrip, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return words.missing_of(trip, "departed_on", "returned_on", "purpose")


def _notices(trip: OutboundTrip, wishes: Wishes) -> list[str]:  # noqa: ARG001
    return words.findings(trip)


def _facts(trip: OutboundTrip, wishes: Wishes) -> Facts:
    return {
        **parts.usual(trip, wishes), "addressee": str(wishes["addressee"]).strip(),
        "with_annexes": bool(wishes["with_annexes"]),
        "necessity": bare(trip.necessity), "outcome": bare(trip.expected_outcome),
        "academic": bare(trip.academic_note) if trip.is_academic else "",
        "is_direct": trip.invitation_direct, "in_plan": trip.in_plan,
        "year": str(trip.departed_on.year), "off_plan": bare(trip.off_plan_reason),
        "quota": words.counted(trip.plan_quota, "人次"), "used": words.counted(trip.plan_used, "人次"),
        "prior": bare(trip.prior_approvals),
        "publicised": words.publicised(trip), "publicity_place": trip.publicity_place or "",
        "publicity_days": _publicity_days(trip), "objection": trip.publicity_objection or "",
        "objection_note": bare(trip.objection_note),
        "secrecy": parts.day_words(trip.secrecy_reviewed_on),
        "nobody_along": all(m.with_family is False for m in words.members_of(trip)),
    }


def _publicity_days(trip: OutboundTrip) -> str:
    start, end = trip.publicised_from, trip.publicised_until
    if isinstance(start, date) and isinstance(end, date) and start <= end:
        return str(calendar().count(start, end))
    return ""


def _paper(facts: Facts) -> OfficialPaper:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    day, form = date.fromisoformat(facts["issued_on"]), parts.form_of(facts)
    text: list[Block] = [
        *paragraphs(texts, facts, f"opening.{form}"),
        *section(texts, "necessity", paragraphs(texts, facts, "necessity", "outcome", "academic")),
        *section(texts, "tasks", _tasks(facts, texts)),
        *section(texts, "terms", _terms(facts, texts)),
        *section(texts, "record", _record(facts, texts)),
        *section(texts, "publicity", _publicity(facts, texts)),
        *paragraphs(texts, facts, "closing"),
    ]
    return OfficialPaper(
        title=line(texts, f"title.{form}", facts), school=facts["school"], issued_on=day,
        addressee=facts["addressee"] or line(texts, "addressee.open", facts),
        blocks=(*text, *_annexes(facts, texts)),
        signature=Signature(facts["school"], day, sealed=True), remark=line(texts, "remark", facts),
    )


def _tasks(facts: Facts, texts: Texts) -> list[BodyBlock]:
    """Country by country: whom, what is talked about, what is signed."""
    made: list[BodyBlock] = []
    for leg in facts["legs"]:
        if len(facts["legs"]) > 1:
            made.append(Heading(2, leg["place"]))
        made += paragraphs(texts, {**facts, **leg}, "task")
    return made + paragraphs(texts, facts, "signing")


def _terms(facts: Facts, texts: Texts) -> list[BodyBlock]:
    known = facts["money"]
    direct = {True: "direct", None: "direct.open", False: "direct.open"}[facts["is_direct"]]
    budget = {**facts, **(known or {"total": "", "items": "", "by_host": "", "unknown": ""})}
    return [
        *paragraphs(texts, facts, "days"),
        *joined(texts, budget, "money", "by_host", "reviewed"),
        *paragraphs(texts, facts, "prior", direct),
    ]


def _record(facts: Facts, texts: Texts) -> list[BodyBlock]:
    """近两年出访记录 person by person, and whether the trip stands in the plan of the year."""
    gone = [p for p in facts["people"] if p["trips"] != words.NO_EARLIER_TRIP]
    told = "；".join(f"{p['name']}：{p['trips']}" for p in gone)
    plan = {True: "plan.yes", False: "plan.no", None: "plan.open"}[facts["in_plan"]]
    everybody = len(gone) == len(facts["people"])
    said = "trips.all" if everybody else "trips" if gone else "trips.none"
    return [
        *joined(texts, {**facts, "told": told}, said),
        *joined(texts, facts, plan),
    ]


def _publicity(facts: Facts, texts: Texts) -> list[BodyBlock]:
    if not facts["publicised"]:
        return paragraphs(texts, facts, "publicity.open")
    heard = {"无": "objection.none", "有": "objection.some"}.get(facts["objection"], "objection.open")
    others = ["secrecy"] + (["nobody_along"] if facts["nobody_along"] else [])
    return [
        *joined(texts, facts, "publicity", heard), *joined(texts, facts, *others),
    ]


def _annexes(facts: Facts, texts: Texts) -> list[Annex]:
    if not facts["with_annexes"]:
        return []
    bodies: dict[str, tuple[BodyBlock, ...]] = {
        "people": (parts.people_table(texts, facts),),
        "schedule": (parts.schedule_table(texts, facts),),
        "invitation": tuple(paragraphs(texts, facts, "invitation", "invitation.translation")),
        "approval": tuple(paragraphs(texts, facts, "approval")),
    }
    titles = {key: _title_of_annex(facts, texts, key) for key in bodies}
    return [Annex(titles[key], body) for key, body in bodies.items() if titles[key] and body]


def _title_of_annex(facts: Facts, texts: Texts, key: str) -> str:
    return texts.get(f"annex.{key}.{facts['kind']}", texts[f"annex.{key}"])


REQUEST = word_printable(
    _paper, code=CODE, title="出访请示", entity=OutboundTrip, options=_options, missing=_missing,
    facts=_facts, notices=_notices, is_submission=True,
)
