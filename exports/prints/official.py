"""Official papers (请示, 报告, 方案, 纪要): one description for the Word file and for the screen.

The Word page is that of the drafts (GB/T 9704-2012); the page shown in the print centre is drawn
from the same blocks and the same measures.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from exports.drafts.official_document import OfficialDocument, to_docx
from exports.prints.blocks import Document
from exports.prints.official_page import drawn
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_words import gaps_of
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes
from models.entity import Entity

_SHOWN = 5
"""Gaps that a notice names; the paper itself shows all."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The moment of every entry of the package: equal papers are equal files."""


def to_word(paper: OfficialPaper) -> bytes:
    """The paper as a .docx on the official page; equal papers give equal bytes."""
    made_on = datetime(paper.issued_on.year, paper.issued_on.month, paper.issued_on.day, tzinfo=UTC)
    file = to_docx(OfficialDocument(
        title=paper.title, blocks=paper.blocks, author=paper.school, byline=paper.byline,
        addressee=paper.addressee, signature=paper.signature, remark=paper.remark,
        created_at=made_on,
    ))
    return _timeless(file)


def _timeless(file: bytes) -> bytes:
    """The same package without the clock: Word's writer dates every entry with the moment."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ALWAYS)
            new.writestr(entry, old.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return written.getvalue()


def to_document(paper: OfficialPaper, *, person: str = "") -> Document:
    """The paper as the print centre shows it."""
    return drawn(paper, person=person)


def word_printable(
    paper: Callable[[Facts], OfficialPaper], *, code: str, title: str, entity: type[Entity],
    options: Callable[[Any], Sequence[Option]], missing: Callable[[Any, Wishes], list[Missing]],
    facts: Callable[[Any, Wishes], Facts],
    notices: Callable[[Any, Wishes], list[str]] | None = None,
    is_submission: bool = False, private: tuple[str, ...] = (),
) -> Printable:
    """A printable that is issued as Word; `paper` makes it from the facts alone.

    What the paper leaves to be filled in by hand is said among the notices by itself.
    """

    def noticed(record: Any, wishes: Wishes) -> list[str]:
        said = notices(record, wishes) if notices else []
        if missing(record, wishes):
            return said
        return [*_gap_notice(paper(facts(record, wishes))), *said]

    return Printable(
        code=code, title=title, entity=entity, prefix="", options=options, missing=missing,
        facts=facts, layout=lambda known: to_document(paper(known), person=known["holder"]),
        notices=noticed, is_submission=is_submission, word=lambda known: to_word(paper(known)),
        private=private,
    )


def _gap_notice(paper: OfficialPaper) -> list[str]:
    gaps = gaps_of(paper.blocks)
    if not gaps:
        return []
    more = "等" if len(gaps) > _SHOWN else ""
    return [f"文中留有 {len(gaps)} 处〔待填〕：{'；'.join(gaps[:_SHOWN])}{more}。"]
