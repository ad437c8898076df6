"""Proof-reads our own draft before it leaves: sums, lists, doubles, and numbers typed by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exports.drafts.base import ComposedDraft
from exports.drafts.paper import as_docx
from exports.drafts.proposals import section_titles
from exports.drafts.terms import YEAR
from exports.drafts.word_reading import WordParagraph, read_paper
from exports.proofreading.base import Finding, Kind, Place, Verdict
from exports.proofreading.proofread import proofread

UNCONFIRMED = "未确认的零"
_DENIAL = re.compile(r"[未没无](?:有|曾)?(?:发生|出现|再?有)|^无|杜绝|零发生")


@dataclass(frozen=True)
class Disagreement:
    """One thing that does not agree. key: its paragraph; kind: 合计与分项, 与台账核对 …"""

    key: str
    section: str
    kind: str
    said: str
    message: str


def disagreements(composed: ComposedDraft) -> list[Disagreement]:
    """What proof-reading finds wrong in the paper as it would be written now.

    Numbers that are figures come from the records and add up by themselves, so that only typed
    numbers and paragraphs by hand are reported; against the records those of a whole year only.
    """
    content = as_docx(composed)
    paragraphs = {
        paragraph.block: paragraph for paragraph in read_paper(content).paragraphs
    }
    titles = section_titles(composed)
    keys = list(titles)
    found: list[Disagreement] = []
    for finding in proofread(content, composed.year).findings:
        paragraph = paragraphs.get(finding.places[0].block)
        if paragraph is None or paragraph.mark is None or not _counts(finding, paragraph, composed):
            continue
        key = paragraph.mark.key_among(keys)
        found.append(Disagreement(
            key, titles.get(key, ""), str(finding.kind), finding.said, finding.message,
        ))
    return found + [
        Disagreement(
            paragraph.key, titles.get(paragraph.key, ""), UNCONFIRMED, task.incident.none,
            f"文中否认了“{task.incident.none}”，但还没有人确认过这一项为零，请先在“待办”里确认。",
        )
        for paragraph in composed.paragraphs() if paragraph.is_by_hand
        for task in composed.to_confirm if _denies(paragraph.text, task.incident.none)
    ]


def _denies(text: str, noun: str) -> bool:
    """Whether a sentence says that something did not happen (未发生…、…)."""
    return any(
        noun in sentence and _DENIAL.search(sentence.partition(noun)[0])
        for sentence in text.split("。")
    )


def _counts(finding: Finding, paragraph: WordParagraph, composed: ComposedDraft) -> bool:
    """Whether it is an error that somebody could have made: the program adds its own numbers up."""
    if finding.verdict is not Verdict.DIFFERS:
        return False
    is_typed = not all(_is_figure(place, paragraph) for place in finding.places)
    if finding.kind is Kind.RECORDS:
        return is_typed and composed.term.kind == YEAR
    by_hand = paragraph.mark is not None and paragraph.mark.is_by_hand
    return is_typed or by_hand


def _is_figure(place: Place, paragraph: WordParagraph) -> bool:
    return place.block == paragraph.block and any(
        number.start < place.end and place.start < number.end for number in paragraph.numbers
    )
