"""Keeps what was offered: proposals as paragraphs by hand, new numbers in them, her own wordings."""

from __future__ import annotations

from collections.abc import Iterable

from exports.drafts.base import ComposedDraft, ComposedParagraph
from exports.drafts.hand_edits import keep_words
from exports.drafts.proposals import Proposal, joined
from models import store


def take_over(composed: ComposedDraft, accepted: Iterable[Proposal], *, label: str) -> int:
    """Keep the accepted proposals as hand-written paragraphs, in one step that can be undone.

    Gives the number of paragraphs kept; proposals without a place are not kept.
    """
    words = joined(list(accepted))
    with store.batch(label):
        for key, text in words.items():
            keep_words(composed.code, composed.year, key, text)
    return len(words)


def accept_numbers(composed: ComposedDraft, paragraph: ComposedParagraph) -> None:
    """Take today's numbers into a hand-written paragraph (接受): nothing in it is stale then."""
    keep_words(composed.code, composed.year, paragraph.key, paragraph.words)
