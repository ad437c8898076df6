"""Small real files for tests of attachments: PDF, PNG, JPG and docx, made in memory."""

from __future__ import annotations

import base64
import io
import struct
import zlib


def pdf(pages: int = 1, words: str = "scan") -> bytes:
    """A PDF of so many pages."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pagesize=(210, 297))
    for number in range(pages):
        canvas.drawString(40, 150, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(width: int = 40, height: int = 30, shade: int = 120) -> bytes:
    """A grey picture."""
    rows = (b"\x00" + bytes([shade]) * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join((
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""),
    ))


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def jpg() -> bytes:
    """A small grey picture, eight pixels square."""
    return base64.b64decode(
        "/9j/4AAQSkZJRgABAQEAZABkAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZG"
        "NywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcI"
        "CQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcY"
        "GRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKj"
        "pKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AIq/"
        "/9k="
    )


def docx(words: str = "材料") -> bytes:
    """A Word document with one paragraph."""
    from docx import Document

    out = io.BytesIO()
    document = Document()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()
