"""Documents in, PDF bytes out: the door of the print engine.

A printable imports its whole vocabulary from here. The same document gives the same bytes;
fonts are embedded as subsets; no user name, path or clock time enters the file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from exports.prints.blocks import (
    CERTIFICATE_MARGINS,
    FORM_MARGINS,
    Band,
    Block,
    Cell,
    ContactFooter,
    Document,
    FormFooter,
    Heading,
    Letterhead,
    Margins,
    Members,
    NumberLine,
    Page,
    PageNumber,
    Paragraph,
    Row,
    Rule,
    SideBySide,
    Signing,
    SignOff,
    Space,
    Stretch,
    Table,
    Title,
    Value,
    Words,
    checkboxes,
    label,
    opinion,
    plain,
    sentence,
    texts,
    value,
)
from exports.prints.fonts import (
    FontBook,
    MissingCharacter,
    MissingGlyph,
    book,
    use_fonts,
)
from exports.prints.placed import Frame, Mark, Spot
from models.errors import UserError

if TYPE_CHECKING:
    from models.jobs import Progress

__all__ = [
    "CERTIFICATE_MARGINS",
    "FORM_MARGINS",
    "Band",
    "Block",
    "Cell",
    "ContactFooter",
    "Document",
    "FormFooter",
    "Frame",
    "Heading",
    "Letterhead",
    "Margins",
    "Mark",
    "Members",
    "MissingCharacter",
    "MissingGlyph",
    "NumberLine",
    "Page",
    "PageNumber",
    "Paragraph",
    "Row",
    "Rule",
    "SideBySide",
    "SignOff",
    "Signing",
    "Space",
    "Spot",
    "Stretch",
    "Table",
    "Title",
    "Value",
    "Words",
    "check_glyphs",
    "checkboxes",
    "label",
    "opinion",
    "plain",
    "render",
    "render_many",
    "sentence",
    "use_fonts",
    "value",
]


def check_glyphs(document: Document, *, fonts: FontBook | None = None) -> list[MissingCharacter]:
    """Every character of the document that no font at hand can draw, with field and person."""
    fonts = fonts or book()
    printed = list(texts(document))
    if not fonts.uncovered("".join(text for text, _field in printed)):
        return []
    missing: dict[MissingCharacter, None] = {}
    for text, field in printed:
        for character in fonts.uncovered(text):
            missing[MissingCharacter(character, field, document.person)] = None
    return list(missing)


def render(document: Document, *, fonts: FontBook | None = None) -> bytes:
    """The document as a PDF file. Raises MissingGlyph rather than print an empty box."""
    return render_many((document,), fonts=fonts)


def render_many(
    documents: Sequence[Document],
    progress: Progress | None = None,
    *,
    fonts: FontBook | None = None,
) -> bytes:
    """All documents in one PDF file; page numbers count within each document.

    `progress` counts every document twice (set, drawn) and may raise to cancel.
    Raises MissingGlyph with the missing characters of all documents, before anything is drawn.
    """
    from exports.prints.drawing import Pen
    from exports.prints.flow import arrange

    if not documents:
        raise ValueError("nothing to render")
    fonts = fonts or book()
    if fonts.face("song") is None and fonts.face("kai") is None:
        raise UserError(
            "没有找到可用于打印的中文字体。",
            "请按说明书安装字体，或在“设置”里指定一个 TrueType 中文字体文件。",
        )
    missing = [entry for document in documents for entry in check_glyphs(document, fonts=fonts)]
    if missing:
        raise MissingGlyph(missing)
    total = 2 * len(documents)
    arranged = []
    for done, document in enumerate(documents, start=1):
        arranged.append(arrange(document, fonts))
        if progress is not None:
            progress.step(done, total)
    output = io.BytesIO()
    canvas = _canvas(output, documents[0], fonts)
    pen = Pen(canvas)
    pen.announce(sheet for sheets in arranged for sheet in sheets)
    for done, sheets in enumerate(arranged, start=len(documents) + 1):
        if len(documents) > 1:
            _bookmark(canvas, documents[done - len(documents) - 1], at=done)
        for sheet in sheets:
            pen.draw(sheet)
        if progress is not None:
            progress.step(done, total)
    canvas.save()
    return output.getvalue()


def _bookmark(canvas: Any, document: Document, *, at: int) -> None:
    """A joined file leads to each of its papers by name."""
    canvas.bookmarkPage(f"paper{at}")
    words = " ".join(part for part in (document.title, document.person) if part)
    canvas.addOutlineEntry(words, f"paper{at}", level=0)


def _canvas(output: io.BytesIO, document: Document, fonts: FontBook) -> Any:
    from exports.prints.embedding import new_canvas

    face = fonts.face("song") or fonts.face("kai")
    assert face is not None
    canvas = new_canvas(output, face)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject("")
    canvas.setCreator("外事台账")
    canvas.setProducer("外事台账")
    canvas.setDateFormatter(lambda *_moment: _pdf_date(document.made_on))
    # Papers are measured in millimetres: the viewer must not scale them to the paper.
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def _pdf_date(day: date | None) -> str:
    return f"D:{day or date(2000, 1, 1):%Y%m%d}000000+08'00'"
