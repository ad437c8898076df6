"""A composed draft as a paper: an official document with its 数据说明表, a Word file, or JSON."""

from __future__ import annotations

from typing import Any

from exports.drafts.base import ComposedDraft, Fact
from exports.drafts.blocks import Annex, Block, Heading, Paragraph, Run, Signature, Table
from exports.drafts.official_document import OfficialDocument, to_docx
from exports.drafts.proofs import prove
from exports.drafts.tokens import Facts

_COLUMNS = ("句中数字", "指标", "口径", "单位", "统计期", "记录数", "来源")
_WIDTHS = (22.0, 38.0, 84.0, 14.0, 22.0, 14.0, 31.0)


def to_document(composed: ComposedDraft) -> OfficialDocument:
    """The paper as it is printed; 待确认 sentences are left out, 【待补】 is shown as it is."""
    blocks: list[Block] = []
    part = ""
    for section in composed.sections:
        if section.part and section.part != part:
            part = section.part
            blocks.append(Heading(0, part))
        if section.title:
            blocks.append(Heading(1, section.title))
        for paragraph in section.paragraphs:
            if paragraph.title:
                blocks.append(Heading(2, paragraph.title))
            blocks.append(Paragraph(tuple(paragraph.runs), paragraph.is_by_hand))
    if composed.facts:
        blocks.append(Annex("数据说明表", (proof_table(composed),)))
    return OfficialDocument(
        title=composed.title, blocks=tuple(blocks), author=composed.school,
        signature=Signature(composed.school, composed.signed_on, sealed=True),
    )


def proof_table(composed: ComposedDraft) -> Table:
    """数据说明表: every number of the text once, with what it means and where it comes from."""
    facts = Facts(composed.year)
    return Table(
        _COLUMNS, tuple(_row(fact, facts) for fact in composed.facts.values()), _WIDTHS,
        note="统计期以自然年为准的写作某年;学年为上年9月1日至本年8月31日。一人次、一批次与一人的区别见口径栏。"
             .replace(";", "；"),
        alignments=("center", "left", "left", "center", "center", "center", "left"), small=True,
    )


def _row(fact: Fact, facts: Facts) -> tuple[Run | str, ...]:
    return (
        Run(fact.text, fact.token), _wide(fact.label), _wide(fact.definition), fact.unit,
        fact.period, str(prove(fact, facts).record_count), _wide(fact.source),
    )


def _wide(text: str) -> str:
    """The punctuation of the window as an official document writes it."""
    return text.translate(str.maketrans(",;:()", "，；：（）"))


def as_docx(composed: ComposedDraft) -> bytes:
    """The Word file, built in memory."""
    return to_docx(to_document(composed))


def file_name(composed: ComposedDraft) -> str:
    """The name that saving suggests."""
    return f"{composed.title}.docx"


def as_json(composed: ComposedDraft) -> dict[str, Any]:
    """Everything for the command line: paragraphs with their numbers, what is open, the figures."""
    facts = Facts(composed.year)
    return {
        "draft": composed.draft.code, "year": composed.year, "title": composed.title,
        "sections": [
            {
                "part": section.part, "title": section.title,
                "paragraphs": [
                    {
                        "key": paragraph.key, "title": paragraph.title, "text": paragraph.text,
                        "by_hand": paragraph.is_by_hand,
                        "figures": [
                            {"figure": run.figure, "text": run.text}
                            for run in paragraph.runs if run.figure
                        ],
                        "stale": [
                            {"figure": stale.token, "old": stale.old, "new": stale.new}
                            for stale in paragraph.stale
                        ],
                    }
                    for paragraph in section.paragraphs
                ],
            }
            for section in composed.sections
        ],
        "open_points": [{"section": p.place, "what": p.what} for p in composed.open_points],
        "to_confirm": [
            {"section": c.place, "key": c.incident.fact.key, "what": c.incident.none}
            for c in composed.to_confirm
        ],
        "figures": {
            fact.token: {
                "text": fact.text, "value": fact.value, "name": fact.label, "unit": fact.unit,
                "period": fact.period, "records": proof.record_count,
                "last_year": proof.last_year, "definition": fact.definition,
                "source": fact.source,
            }
            for fact, proof in ((f, prove(f, facts)) for f in composed.facts.values())
        },
    }
