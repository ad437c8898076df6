"""Reading a finished PDF back: its text, its fonts, and where every character stands."""

from __future__ import annotations

import ctypes
import re
import subprocess
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
THICKEST_LINE = 4.0
"""Points; a thicker stroke is the grey behind a gap."""


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""


def text_of(pdf: bytes, page: int | None = None) -> str:
    """All text of the file, or of one page counted from 0, line ends as blanks."""
    document = pypdfium2.PdfDocument(pdf)
    pages = range(len(document)) if page is None else [page]
    found = " ".join(document[index].get_textpage().get_text_range() for index in pages)
    document.close()
    return re.sub(r"[\r\n]+", " ", found)


def poppler_text(pdf: bytes) -> str:
    """The text as poppler's pdftotext reads it."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def fonts_of(pdf: bytes) -> list[dict[str, bool]]:
    """For every font of the file whether it is embedded, a subset, and has its text table."""
    bodies = dict(re.findall(rb"\n(\d+) 0 obj\n(.*?)endobj", pdf, re.DOTALL))
    found = []
    for body in bodies.values():
        if not re.search(rb"/Type\s*/Font\b(?!Descriptor)", body):
            continue
        descriptor = re.search(rb"/FontDescriptor (\d+) 0 R", body)
        embedded = bool(descriptor) and b"/FontFile2" in bodies[descriptor.group(1)]
        subset = bool(re.search(rb"/BaseFont /[A-Z]{6}\+", body))
        found.append({"emb": embedded, "sub": subset, "uni": b"/ToUnicode" in body})
    return found


def characters(pdf: bytes, page: int = 0) -> list[Box]:
    """The ink of every visible character of a page."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    height = sheet.get_height()
    text = sheet.get_textpage()
    boxes = []
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        left, bottom, right, top = text.get_charbox(index)
        if character.strip() and right > left:
            edges = (left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)
            boxes.append(Box(*edges, character))
    document.close()
    return boxes


def strokes(pdf: bytes, page: int = 0, *, grounds: bool = False) -> list[Box]:
    """Every straight line of a page, forms included; or the grey grounds, their middle lines."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    height = sheet.get_height()
    lines = []
    for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        weight = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, weight)
        if (weight.value > THICKEST_LINE) != grounds:
            continue
        # pdfium widens the bounds by the whole weight on every side: take half of it back,
        # and all of it where the ends of a ground are asked for.
        half = weight.value if grounds else weight.value / 2
        left, bottom, right, top = item.get_bounds()
        edges = (left + half, height - top + half, right - half, height - bottom - half)
        lines.append(Box(*(edge * MM for edge in edges)))
    document.close()
    return lines


def outside(pdf: bytes, area: Box, page: int = 0) -> list[Box]:
    """The characters whose ink leaves the area by more than 0.2 mm."""
    return [
        box
        for box in characters(pdf, page)
        if box.left < area.left - 0.2
        or box.right > area.right + 0.2
        or box.top < area.top - 0.2
        or box.bottom > area.bottom + 0.2
    ]


def crossed(pdf: bytes, page: int = 0) -> list[tuple[Box, Box]]:
    """Characters through which a line of a table runs: text that has left its cell.

    The ticks of checkboxes are meant to lie over their boxes and are left out.
    """
    lines = [line for line in strokes(pdf, page) if not _is_slanted(line)]
    return [
        (box, line)
        for box in characters(pdf, page)
        for line in lines
        if box.left < line.right - 0.1
        and line.left + 0.1 < box.right
        and box.top < line.bottom - 0.1
        and line.top + 0.1 < box.bottom
    ]


def _is_slanted(line: Box) -> bool:
    return line.right - line.left > 0.6 and line.bottom - line.top > 0.6


def properties(pdf: bytes) -> dict[str, str]:
    """Title, Author, Creator, Producer, CreationDate … of the file."""
    document = pypdfium2.PdfDocument(pdf)
    found = document.get_metadata_dict(skip_empty=True)
    document.close()
    return found
