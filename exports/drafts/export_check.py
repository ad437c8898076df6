"""Proof-reads our own draft before it leaves: sums, lists, doubles, and numbers typed by hand."""

from __future__ import annotations

from dataclasses import dataclass

from exports.drafts.base import ComposedDraft
from exports.drafts.paper import as_docx
from exports.drafts.proposals import section_titles
from exports.drafts.terms import YEAR
from exports.drafts.word_reading import WordParagraph, read_paper
from exports.proofreading.base import Finding, Kind, Verdict
from exports.proofreading.proofread import proofread


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

    Numbers that are figures need no look at the records: they come from there. Numbers that were
    typed are judged by the records of a whole year only.
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
    return found


def _counts(finding: Finding, paragraph: WordParagraph, composed: ComposedDraft) -> bool:
    if finding.verdict is not Verdict.DIFFERS:
        return False
    if finding.kind is not Kind.RECORDS:
        return True
    place = finding.places[0]
    is_figure = any(n.start < place.end and place.start < n.end for n in paragraph.numbers)
    return not is_figure and composed.term.kind == YEAR
