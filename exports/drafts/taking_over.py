"""Keeps what was offered: proposals as paragraphs by hand, their new numbers, her wordings."""

from __future__ import annotations

from collections.abc import Iterable

from exports.drafts.base import ComposedDraft, ComposedParagraph
from exports.drafts.hand_edits import keep_words
from exports.drafts.learning import Learned
from exports.drafts.proposals import Proposal, joined
from models import store
from models.entities.draft_wording import DraftWording


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


def keep_wordings(draft: str, learned: Iterable[Learned]) -> int:
    """Keep learned sentences, none in use yet; those that are kept already are left as they are."""
    count = 0
    with store.batch("学习以前总结的句子"):
        for one in learned:
            same = DraftWording.active().where(
                (DraftWording.draft == draft) & (DraftWording.key_name == one.key)
                & (DraftWording.template == one.template)
            )
            if same.exists():
                continue
            count += 1
            store.save(DraftWording(
                draft=draft, key_name=one.key, lead=one.lead, template=one.template,
                learned_from=one.source, is_used=False,
            ))
    return count


def use_wording(draft: str, key: str, lead: str, wording_id: int | None) -> None:
    """Say a sentence in one of her wordings; None: in the program's own again."""
    kept = DraftWording.active().where(
        (DraftWording.draft == draft) & (DraftWording.key_name == key) & (DraftWording.lead == lead)
    )
    with store.batch("换一种说法" if wording_id else "还原程序的说法"):
        for wording in kept:
            if bool(wording.is_used) != (wording.id == wording_id):
                wording.is_used = wording.id == wording_id
                store.save(wording)


def forget_wording(wording_id: int) -> None:
    """Forget a learned sentence (to the recycle bin)."""
    wording = DraftWording.active().where(DraftWording.id == wording_id).first()
    if wording is not None:
        store.retire(wording)
