"""Written papers for Word: summaries, plans and task registers set as official documents (公文).

DRAFTS is the registry: a draft is a declaration in a file of its own and one line here.
"""

from __future__ import annotations

from exports.drafts.annual_summary import ANNUAL_SUMMARY
from exports.drafts.base import ComposedDraft, Draft
from exports.drafts.composing import compose
from exports.drafts.half_year import HALF_YEAR
from exports.drafts.paper import as_docx, as_json, to_document
from exports.drafts.targets_annex import TARGETS_ANNEX
from exports.drafts.task_ledger_draft import TASK_LEDGER
from exports.drafts.unit_summary import UNIT_SUMMARY

__all__ = [
    "DRAFTS", "ComposedDraft", "Draft", "as_docx", "as_json", "compose", "draft_by_code",
    "to_document",
]

DRAFTS: tuple[Draft, ...] = (
    ANNUAL_SUMMARY, UNIT_SUMMARY, HALF_YEAR, TASK_LEDGER, TARGETS_ANNEX,
)
"""Every draft, in menu order."""


def draft_by_code(code: str) -> Draft:
    """The draft of a code (S1); LookupError when there is none."""
    for draft in DRAFTS:
        if draft.code == code:
            return draft
    raise LookupError(code)
