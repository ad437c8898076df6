"""Paragraphs offered from a file or a former year, to be taken over one by one or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from exports.drafts.base import ComposedDraft, ComposedParagraph
from exports.drafts.reopening import ParagraphState, Reopened, runs_of_words


@dataclass(frozen=True)
class Proposal:
    """One paragraph as it could be kept by hand.

    key: the paragraph it would replace, blank where no place was found. source: the text it comes
    from. words: what would be kept, numbers as {token|value}. doubts: what is marked 【待核】 in
    it. now: what the draft says there at present, None for nothing.
    """

    key: str
    section: str
    source: str
    words: str
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    now: ComposedParagraph | None = None
    wants_a_look: bool = False
    """Whether its notes are about words that may not be true any more."""

    @property
    def text(self) -> str:
        """The words with their numbers, as they would be read."""
        return "".join(run.text for run in runs_of_words(self.words))

    @property
    def is_sure(self) -> bool:
        """Whether it may be ticked at the start: placed, nothing doubtful, nothing overwritten."""
        by_hand = self.now is not None and self.now.is_by_hand
        return bool(self.key) and not self.doubts and not by_hand and not self.wants_a_look


@dataclass(frozen=True)
class Proposals:
    """All of them in the order of their source; year: that of the source."""

    year: int
    found: tuple[Proposal, ...]


def changes_in_word(reopened: Reopened, composed: ComposedDraft) -> Proposals:
    """What was changed in Word since the file was written, as proposals."""
    found = []
    for one in reopened.paragraphs:
        if one.state is ParagraphState.UNTOUCHED or (one.key and not one.can_be_taken):
            continue
        notes = [number.words for number in one.numbers if number.text != number.now]
        if one.state is ParagraphState.NEW:
            notes.insert(0, "这一段是新写的")
        found.append(Proposal(one.key, one.section, one.text, one.words, tuple(notes), (), one.now))
    return Proposals(composed.year, tuple(found))


def joined(proposals: list[Proposal]) -> dict[str, str]:
    """Key → words: several for one place become one paragraph; those without a place are left."""
    words: dict[str, str] = {}
    for proposal in proposals:
        if proposal.key:
            words[proposal.key] = words.get(proposal.key, "") + proposal.words
    return words


def section_titles(composed: ComposedDraft) -> dict[str, str]:
    """Every paragraph's key with the heading it stands under, in reading order."""
    draft = composed.draft
    titles = {draft.opening.key: "导语"}
    for part in draft.parts:
        if part.opening is not None:
            titles[part.opening.key] = part.title
        for section in part.sections:
            for passage in section.passages:
                below = f"·{passage.title}" if passage.title else ""
                titles[passage.key] = section.title + below
    for composed_section in composed.sections:
        for paragraph in composed_section.paragraphs:
            titles.setdefault(paragraph.key, composed_section.title or "导语")
    term = composed.term
    words = {
        "year": str(term.year), "next_year": str(term.year + 1), "term": term.label,
        "short": term.short, "next_term": term.next().label, "next_short": term.next().short,
    }
    return {key: _plain(title, words) for key, title in titles.items()}


def _plain(title: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        title = title.replace(f"{{{word}}}", value)
    return title
