"""涉外论坛、讲座、报告会审批表 (D4): one approval for each event (一会一报). Two pages."""

from __future__ import annotations

from exports.prints.blocks import Document
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from exports.prints.visits import event_facts, saying
from models.entities.event import Event

CODE = "D4"


def _options(event: Event) -> tuple[Option, ...]:  # noqa: ARG001
    return saying.form_options(
        Option("translation", "翻译", "text", "", per_record=True, help="译员或方式；留空则手写"),
        Option("in_charge", "责任人及电话", "text", "", per_record=True, help="留空时用负责人"),
    )


def _missing(event: Event, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return event_facts.missing(event)


def _notices(event: Event, wishes: Wishes) -> list[str]:  # noqa: ARG001
    return event_facts.notices(event)


def _facts(event: Event, wishes: Wishes) -> Facts:
    facts, texts = event_facts.facts(event, wishes), saying.texts_for(CODE, wishes)
    boxes = facts["boxes"] | {
        "translation": str(wishes["translation"]).strip(), "emergency": "", "security": "",
        "in_charge": str(wishes["in_charge"]).strip() or facts["boxes"]["leader"],
        "papers": saying.papers_words(event, texts["papers"]),
    }
    return {**facts, "code": CODE, "boxes": boxes}


def _layout(facts: Facts) -> Document:
    return event_facts.two_pages(facts, slots=4, height=10)


EVENT_APPROVAL = Printable(
    code=CODE, title="涉外论坛、讲座、报告会审批表", entity=Event, prefix="", options=_options,
    missing=_missing, facts=_facts, layout=_layout, notices=_notices, is_submission=True,
)
