"""What an official paper says, before it becomes a Word file or a page on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exports.drafts.blocks import Block, Signature


@dataclass(frozen=True, kw_only=True)
class OfficialPaper:
    """A paper that is edited further in Word.

    school: who issues it, the file's author. Annexes may stand anywhere among the blocks; they
    follow the signature. byline: who reports, below the title. remark: 附注, brackets are added.
    """

    title: str
    school: str
    issued_on: date
    blocks: tuple[Block, ...]
    addressee: str = ""
    byline: str = ""
    signature: Signature | None = None
    remark: str = ""
