"""Reading Word papers back, and issuing them on a fixed day."""

from __future__ import annotations

import io
from datetime import date

import docx
from docx.oxml.ns import qn

ISSUED = {"issued_on": "2026-03-02"}
DAY = date(2026, 3, 2)


def opened(file):
    """The bytes of a .docx as python-docx reads them."""
    return docx.Document(io.BytesIO(file))


def words_of(file):
    """Every paragraph of a Word file, those in tables too, in reading order."""
    body = opened(file).element.body
    lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [line for line in lines if line]


def said(printable, record, **wishes):
    """All text of the Word file of a record, a line for each paragraph and cell."""
    return "\n".join(words_of(printable.word(printable.snapshot(record, {**ISSUED, **wishes}))))


def ready(printable):
    """The records that the paper can be made of."""
    return [r for r in printable.entity.active() if not printable.missing(r, printable.wishes(r))]
