"""接待纪要 (D3): what is registered of a visit that is over; the talks themselves 〔待填〕."""

from __future__ import annotations

from datetime import date

from exports.drafts.blocks import Annex, Block, BodyBlock, Signature
from exports.prints.official import word_printable
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_parts import joined, line, listed, paragraphs, section
from exports.prints.official_words import bare
from exports.prints.printable import Facts, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.visits import official_visit as parts
from models.checks.base import Look
from models.checks.working_days import calendar
from models.entities.inbound_visit import InboundVisit

CODE = "D3"


def _notices(visit: InboundVisit, wishes: Wishes) -> list[str]:
    """Too early, or later than the office's rule allows."""
    day, left = date.fromisoformat(str(wishes["issued_on"])), visit.left_on or visit.arrived_on
    if not isinstance(left, date):
        return []
    if left > day:
        return [f"来访 {left} 才结束。"]
    known = calendar()
    due = known.add(left, Look(day).number("D-VISIT-MINUTES", "working_days"))
    late = visit.minutes_on is None and day > due
    return [f"纪要应在 {due} 前完成并归档。{known.note(left, due)}"] if late else []


def _facts(visit: InboundVisit, wishes: Wishes) -> Facts:
    return {
        **parts.usual(visit, wishes), "outcome": bare(visit.outcome), "met": visit.met_by_leader,
        "activities": bare(visit.itinerary),
        "agreement_count": _number(visit.agreements_signed),
        "intentions": _number(visit.intentions),
    }


def _number(count: float | None) -> str:
    return "" if count is None else f"{count:g}"


def _paper(facts: Facts) -> OfficialPaper:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    day = date.fromisoformat(facts["issued_on"])
    text: list[Block] = [
        *paragraphs(texts, facts, "when", "where", "guests", "hosts", "written_by"),
        *section(texts, "course", _course(facts, texts)),
        *section(texts, "talks", paragraphs(texts, facts, "talks")),
        *section(texts, "results", _results(facts, texts)),
        *section(texts, "gifts", _gifts(facts, texts)),
        *section(texts, "money", paragraphs(texts, facts, "money")),
        *section(texts, "opinion", paragraphs(texts, facts, "opinion")),
        *section(texts, "next", paragraphs(texts, facts, "next")),
    ]
    annexes: list[Annex] = []
    if facts["with_people"] and facts["guests"]:
        table = listed(texts["people.columns"], parts.PEOPLE, facts["guests"], small=False)
        annexes.append(Annex(texts["annex.people"], (table,)))
    annexes.append(Annex(texts["annex.photos"], tuple(paragraphs(texts, facts, "photos"))))
    return OfficialPaper(
        title=line(texts, "title", facts), school=facts["school"], issued_on=day,
        blocks=(*text, *(each for each in annexes if each.title and each.blocks)),
        signature=Signature(facts["department"] or facts["school"], day),
    )


def _course(facts: Facts, texts: Texts) -> list[BodyBlock]:
    met = {True: ["met"], False: [], None: []}[facts["met"]]
    return [*joined(texts, facts, "course", *met), *paragraphs(texts, facts, "activities")]


def _results(facts: Facts, texts: Texts) -> list[BodyBlock]:
    """0 is a result; nothing typed is a gap."""
    count = facts["agreement_count"]
    signed = {"": "agreements.open", "0": "agreements.none"}.get(count, "agreements")
    meant = {"": "", "0": "intentions.none"}.get(facts["intentions"], "intentions")
    return [
        *paragraphs(texts, facts, "outcome"),
        *joined(texts, facts, signed, *([meant] if meant else [])),
    ]


def _gifts(facts: Facts, texts: Texts) -> list[BodyBlock]:
    if not facts["gifts_given"] and not facts["gifts_received"]:
        return paragraphs(texts, facts, "gifts.open")
    return joined(texts, facts, "gifts.given", "gifts.received")


RECEPTION_MINUTES = word_printable(
    _paper, code=CODE, title="接待纪要", entity=InboundVisit, options=parts.options,
    missing=parts.missing, facts=_facts, notices=_notices,
)
