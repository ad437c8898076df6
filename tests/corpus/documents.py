"""A report as the file that its author would hand in: typed in Word, in WPS, or plain text."""

from __future__ import annotations

import io
import re
from typing import Any

from tests.corpus.base import Cells, Written

_HEADING = re.compile(r"([一二三四五六七八九十]+、|第[一二三四]部分|（[一二三四五六七八九]）)[^。；]{0,30}$")


def as_word(report: Written) -> bytes:
    """The .docx; in the style of WPS everything is 正文, indented with blanks, in many runs."""
    from docx import Document

    document: Any = Document()
    for number, block in enumerate(report.blocks):
        if not isinstance(block, str):
            _table(document, block)
        elif number < report.title_blocks:
            document.add_paragraph(block, style=None if report.style == "wps" else "Title")
        elif report.style == "word" and (found := _HEADING.match(block)):
            document.add_heading(block, level=2 if found[0].startswith("（") else 1)
        else:
            _paragraph(document, block, is_wps=report.style == "wps")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_text(report: Written) -> str:
    """Plain text: a line for a paragraph, a line with tabs for the row of a table."""
    lines: list[str] = []
    for number, block in enumerate(report.blocks):
        if not isinstance(block, str):
            lines += ["\t".join(row) for row in block]
        else:
            indent = "" if number < report.title_blocks or report.style == "plain" else "　　"
            lines.append(indent + block)
    return "\n".join(lines) + "\n"


def _table(document: Any, cells: Cells) -> None:
    grid = document.add_table(rows=len(cells), cols=max(len(row) for row in cells))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text


def _paragraph(document: Any, text: str, *, is_wps: bool) -> None:
    """WPS begins a run at every change between Chinese and digits."""
    paragraph = document.add_paragraph()
    if not is_wps:
        paragraph.add_run(text)
        return
    paragraph.add_run("　　")
    for piece in re.findall(r"[0-9.%]+|[^0-9.%]+", text):
        paragraph.add_run(piece)
