"""接待方案 (D2): who comes, the programme, who does what; talking points and the rest 〔待填〕."""

from __future__ import annotations

from datetime import date

from exports.drafts.blocks import Annex, Block, BodyBlock, Signature, Table
from exports.prints.official import word_printable
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_parts import asked, joined, line, listed, paragraphs, section
from exports.prints.printable import Facts, Wishes
from exports.prints.texts import Texts, texts_of
from exports.prints.visits import official_visit as parts
from exports.prints.visits import saying
from models.entities.inbound_visit import InboundVisit, Visitor

CODE = "D2"
PROGRAMME = {
    "when": "时间", "what": "活动内容", "where": "地点", "who": "我方参加人员", "in_charge": "负责人",
}
DUTIES = {"no": "序号", "work": "工作", "department": "责任部门", "person": "责任人", "until": "完成时间"}


def _notices(visit: InboundVisit, wishes: Wishes) -> list[str]:  # noqa: ARG001
    found = saying.findings(visit)
    named = len(visit.lines(Visitor))
    if visit.head_count and named and named != visit.head_count:
        found.append(f"登记人数 {visit.head_count:g} 人，名单上 {named} 人。")
    return found


def _facts(visit: InboundVisit, wishes: Wishes) -> Facts:
    return {
        **parts.usual(visit, wishes), "programme": parts.itinerary(visit),
        "history": parts.history(visit), "met": visit.met_by_leader,
        "police": saying.day_words(visit.applied_on) if visit.reported_to_police else "",
        "approved": saying.day_words(visit.approved_on),
    }


def _paper(facts: Facts) -> OfficialPaper:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    day = date.fromisoformat(facts["issued_on"])
    text: list[Block] = [
        *paragraphs(texts, facts, "opening"),
        *section(texts, "guests", paragraphs(texts, facts, "guests", "background", "list")),
        *section(texts, "aim", paragraphs(texts, facts, "aim")),
        *section(texts, "programme", [_programme(facts, texts)]),
        *section(texts, "duties", [_duties(facts, texts)]),
        *section(texts, "talks", _talks(facts, texts)),
        *section(texts, "seating", paragraphs(texts, facts, "seating")),
        *section(texts, "gifts", paragraphs(texts, facts, _gifts(facts))),
        *section(texts, "logistics", paragraphs(texts, facts, "vehicles", "meals", "lodging")),
        *section(texts, "safety",
                 paragraphs(texts, facts, "safety", "emergency", "lodging.police")),
        *section(texts, "money", paragraphs(texts, facts, "money")),
    ]
    annexes = [_people(facts, texts)] if facts["with_people"] and facts["guests"] else []
    return OfficialPaper(
        title=line(texts, "title", facts), school=facts["school"], issued_on=day,
        blocks=(*text, *annexes),
        signature=Signature(facts["department"] or facts["school"], day),
        remark=line(texts, "remark", facts),
    )


def _gifts(facts: Facts) -> str:
    return "gifts" if facts["gifts_given"] else "gifts.open"


def _programme(facts: Facts, texts: Texts) -> Table:
    return listed(texts["programme.columns"], PROGRAMME, facts["programme"])


def _duties(facts: Facts, texts: Texts) -> Table:
    """One row for each piece of work the office listed; the host department leads the first."""
    works = [part.strip() for part in texts["duties"].split("；") if part.strip()]
    rows = [
        {"no": str(number), "work": work, "person": "", "until": "",
         "department": facts["department"] if number == 1 and facts["department"] else
         asked("责任部门")}
        for number, work in enumerate(works, start=1)
    ]
    return listed(texts["duties.columns"], DUTIES, rows)


def _talks(facts: Facts, texts: Texts) -> list[BodyBlock]:
    """What the register knows of the partner, then what only the hosts can decide."""
    known = {**facts, **facts["history"]}
    return [
        *joined(texts, known, "history", "history.agreements", "history.visits"),
        *paragraphs(texts, known, "talks", "stance"),
    ]


def _people(facts: Facts, texts: Texts) -> Annex:
    return Annex(texts["annex.people"], (
        listed(texts["people.columns"], parts.PEOPLE, facts["guests"], small=False),
    ))


RECEPTION_PLAN = word_printable(
    _paper, code=CODE, title="接待方案", entity=InboundVisit, options=parts.options,
    missing=parts.missing, facts=_facts, notices=_notices,
)
