"""An official document (公文) as GB/T 9704-2012 sets it: blocks to a Word file and back."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from exports.drafts.block_writer import BlockWriter
from exports.drafts.blocks import (
    Annex,
    Block,
    Content,
    Heading,
    Paragraph,
    Picture,
    Run,
    Signature,
    Table,
    text_of,
)
from exports.drafts.lettering import one_line
from exports.drafts.page_setup import NAMESPACES, skeleton
from exports.drafts.word_xml import read_alias
from models.errors import Unreadable

__all__ = [
    "Annex",
    "Block",
    "Content",
    "FoundFigure",
    "Heading",
    "OfficialDocument",
    "Paragraph",
    "Picture",
    "Run",
    "Signature",
    "Table",
    "figures_in",
    "text_of",
    "to_docx",
]


@dataclass(frozen=True, kw_only=True)
class OfficialDocument:
    """A whole paper.

    `author` is the school's name: the file names no person and no computer. Annexes may stand
    anywhere among the blocks; they are printed behind the signature in their order. Line feeds in
    the title are kept; without them a long title is broken between phrases.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str
    byline: str = ""
    """Who reports, below the title; blank when the signature at the end says it."""
    addressee: str = ""
    """主送机关; blank for a paper that is not sent to anybody by name."""
    signature: Signature | None = None
    remark: str = ""
    """附注 below the date, e.g. the contact; brackets are added."""
    created_at: datetime | None = None
    """For the file's properties; naive times are local. Blank means now."""


@dataclass(frozen=True)
class FoundFigure:
    """A number found again in a file of ours, with the text that stands there now."""

    figure: str
    text: str
    year: int | None = None
    """The year it is of, where the file says so."""


def to_docx(document: OfficialDocument) -> bytes:
    """The paper as a .docx file, built in memory."""
    import docx
    from docx.oxml import parse_xml

    file = docx.Document(io.BytesIO(skeleton()))
    root = file.element

    def embed(png: bytes) -> str:
        return str(file.part.get_or_add_image(io.BytesIO(png))[0])

    body = _body(document, embed)
    root.replace(root.body, parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))
    properties = file.core_properties
    moment = (document.created_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    properties.title = one_line(document.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = one_line(document.author)[:_LONGEST_PROPERTY]
    properties.created = properties.modified = moment
    properties.comments = ""
    properties.language = "zh-CN"
    properties.revision = 1
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


_LONGEST_PROPERTY = 255


def _body(document: OfficialDocument, embed: Callable[[bytes], str]) -> str:
    annexes = [block for block in document.blocks if isinstance(block, Annex)]
    text = tuple(block for block in document.blocks if not isinstance(block, Annex))
    writer = BlockWriter(embed)
    writer.write_title(document.title, document.byline)
    if document.addressee:
        writer.write_addressee(document.addressee)
    writer.write_text(text, signed=document.signature is not None)
    if annexes:
        writer.write_attachment_note([annex.title for annex in annexes])
    if document.signature is not None:
        writer.write_signature(document.signature, held=bool(document.remark))
    if document.remark:
        writer.write_remark(document.remark)
    for position, annex in enumerate(annexes, start=1):
        writer.write_annex(annex, number=position if len(annexes) > 1 else None)
    return writer.finish()


def figures_in(file: bytes) -> list[FoundFigure]:
    """The figures of a file written by `to_docx`, in reading order, also after it was edited.

    A figure that somebody deleted is missing; one that was copied comes twice. Text joined from
    however many runs the editor has split it into; deleted text of tracked changes does not count.
    Raises Unreadable when the bytes are no Word file.
    """
    import docx
    from docx.oxml.ns import qn

    try:
        root = docx.Document(io.BytesIO(file)).element
    except (zipfile.BadZipFile, SyntaxError, KeyError, ValueError) as error:
        raise Unreadable(
            "这个文件不是可以读取的 Word 文档（.docx）。",
            "请用 Word 或 WPS 打开后另存为 .docx，再试一次。",
        ) from error
    found = []
    for control in root.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        content = control.find(qn("w:sdtContent"))
        if tag is not None and content is not None and tag.get(qn("w:val")):
            text = "".join(run.text for run in content.iter(qn("w:r")))
            alias = control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}")
            year, _ = read_alias(alias.get(qn("w:val")) or "" if alias is not None else "")
            found.append(FoundFigure(tag.get(qn("w:val")), text, year))
    return found
