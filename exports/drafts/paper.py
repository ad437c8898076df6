"""A composed draft as a paper: an official document with its 数据说明表, a Word file, or JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exports.drafts.base import ComposedDraft, Fact
from exports.drafts.blocks import (
    Annex,
    Block,
    Content,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
    text_of,
)
from exports.drafts.exhibits import block_of
from exports.drafts.lettering import clean
from exports.drafts.official_document import OfficialDocument, to_docx
from exports.drafts.phrases import printed
from exports.drafts.place_marks import place_mark
from exports.drafts.proofs import prove, record_count, slice_name, whole_of
from exports.drafts.tokens import Facts, Token

_COLUMNS = ("句中数字", "指标", "口径", "单位", "统计期", "记录数", "来源")
_WIDTHS = (52.0, 36.0, 79.0, 13.0, 20.0, 12.0, 13.0)


def to_document(composed: ComposedDraft) -> OfficialDocument:
    """The paper as it is printed; 待确认 sentences are left out, 【待补】 is shown as it is."""
    blocks: list[Block] = []
    annexes: list[Block] = []
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
            mark = place_mark(
                composed.code, composed.year, paragraph.key,
                text=clean(paragraph.text), is_by_hand=paragraph.is_by_hand,
            )
            runs = tuple(_of_year(run, composed.year) for run in paragraph.runs)
            blocks.append(Paragraph(runs, paragraph.is_by_hand, mark))
        if section.annex and section.tables:
            annexes.append(Annex(section.annex, section.tables))
        else:
            blocks += section.tables
        shown = (block_of(exhibit) for exhibit in section.exhibits)
        blocks += [block for block in shown if block is not None]
    blocks += annexes
    if composed.facts:
        blocks.append(Annex("数据说明表", (proof_table(composed),)))
    return OfficialDocument(
        title=composed.title, blocks=tuple(blocks), author=composed.school,
        signature=Signature(
            composed.signer or composed.school, composed.signed_on, sealed=True),
    )


def proof_table(composed: ComposedDraft) -> Table:
    """数据说明表: every number of the text once, beside its indicator, with what that means.

    The numbers of one indicator share a row: the whole first, then its slices by name.
    """
    facts = Facts(composed.term)
    grouped: dict[str, list[Fact]] = {}
    for fact in composed.facts.values():
        token = Token.parse(fact.token)
        grouped.setdefault(token.whole, []).append(fact)
    wholes = [whole_of(group[0], facts) for group in grouped.values()]
    sources = list(dict.fromkeys(_wide(whole.source) for whole in wholes))
    rows = tuple(
        _row(group, whole, facts, source=sources.index(_wide(whole.source)) + 1)
        for group, whole in zip(grouped.values(), wholes, strict=True)
    )
    listed = "；".join(f"〔{number}〕{source}" for number, source in enumerate(sources, start=1))
    return Table(
        _COLUMNS, rows, _WIDTHS,
        note="统计期写作某年的为自然年，写作学年的为上年9月1日至本年8月31日；"
             f"记录数为指标所依据的登记条数。来源：{listed}。",
        alignments=("left", "left", "left", "center", "center", "center", "center"), small=True,
    )


def _row(group: list[Fact], whole: Fact, facts: Facts, *, source: int) -> tuple[Content, ...]:
    """The numbers of one indicator; its own definition, unit and number of records."""
    group = sorted(group, key=lambda fact: _order(Token.parse(fact.token)))
    numbers: list[Run | str] = []
    for fact in group:
        name = slice_name(fact)
        unit = "万元" if Token.parse(fact.token).facet == "wan" else ""
        number = Run(fact.text, fact.token, facts.year)
        numbers += ["；" if numbers else "", printed(name), number, unit]
    return (
        tuple(numbers), _wide(whole.label), _wide(whole.definition), whole.unit, whole.period,
        str(record_count(whole, facts)), f"〔{source}〕",
    )


def _of_year(run: Run, year: int) -> Run:
    return replace(run, year=year) if run.figure else run


def _order(token: Token) -> tuple[bool, bool]:
    """The whole first, then what is derived from it, then its slices."""
    return bool(token.where), bool(token.facet)


def _wide(text: str) -> str:
    """The punctuation of the window as an official document writes it."""
    return text.translate(str.maketrans(",;:()", "，；：（）"))


def as_docx(composed: ComposedDraft) -> bytes:
    """The Word file, built in memory."""
    return to_docx(to_document(composed))


def _title(composed: ComposedDraft) -> str:
    """The title on one line."""
    return composed.title.replace("\n", "")


def file_name(composed: ComposedDraft) -> str:
    """The name that saving suggests."""
    return f"{_title(composed)}.docx"


def as_json(composed: ComposedDraft) -> dict[str, Any]:
    """Everything for the command line: paragraphs with their numbers, what is open, the figures."""
    facts = Facts(composed.term)
    return {
        "draft": composed.draft.code, "year": composed.year, "period": composed.term.label,
        "title": _title(composed),
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
                **({"tables": [_table_as_json(table) for table in section.tables]}
                   if section.tables else {}),
                **({"exhibits": [
                    {"caption": one.caption, "view": one.view, "text": one.description}
                    for one in section.exhibits
                ]} if section.exhibits else {}),
            }
            for section in composed.sections
        ],
        "open_points": [{"section": p.place, "what": p.what} for p in composed.open_points],
        "to_confirm": [
            {"section": c.place, "key": c.incident.fact.key, "what": c.incident.none}
            for c in composed.to_confirm
        ],
        "reminders": [
            {"what": r.what, "due_on": r.due_on.isoformat(), "days_left": r.days_left}
            for r in composed.reminders
        ],
        "unmentioned": [
            {"entity": u.entity, "kind": u.label, "id": u.id, "title": u.title}
            for u in composed.unmentioned
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


def _table_as_json(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption, "columns": list(table.columns),
        "rows": [[text_of(cell) for cell in row] for row in table.rows], "note": table.note,
    }
