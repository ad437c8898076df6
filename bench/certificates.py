"""A thousand bilingual certificates beside a bare reportlab canvas drawing the same lines."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from bench.measure import compiled, say, seconds
from exports.prints.base import Document, render, render_many
from exports.prints.drawing import Text
from exports.prints.flow import arrange
from exports.prints.fonts import book
from tests.exports.prints.invented import certificate

SEPARATE = 50


def main() -> None:
    """Print both ratios; the floor draws whole lines in one font each, on bare pages."""
    compiled()
    batches = iter([_certificates(start) for start in range(0, 8000, 1000)])
    lines = _lines(certificate())
    render(certificate())
    _bare(2, lines)
    say(
        "1,000 certificates in one file",
        seconds(lambda: render_many(next(batches)), times=3),
        floor=seconds(lambda: _bare(1000, lines), times=3),
        goal="0.8",
        of="bare canvas",
    )
    few = _certificates(9000)[:SEPARATE]
    say(
        "one certificate as a file of its own",
        seconds(lambda: [render(document) for document in few], times=3) / SEPARATE,
        floor=seconds(lambda: [_bare(1, lines) for _ in few], times=3) / SEPARATE,
        goal="1.0",
        of="bare canvas",
    )


def _certificates(start: int) -> list[Document]:
    return [
        certificate(f"KAMAU, Peter {number}", f"AB{number:07}", number % 10_000)
        for number in range(start, start + 1000)
    ]


def _lines(document: Document) -> list[tuple[str, str, float]]:
    """Font name, text and size of every line of the certificate."""
    found = []
    for placed in arrange(document, book())[0].placed:
        for item in placed.drawing.items:
            if isinstance(item, Text):
                pieces = item.line.pieces
                text = "".join(piece.text for piece in pieces)
                found.append((_plain_font(pieces[0].face.path), text, item.line.size))
    return found


def _plain_font(path: object) -> str:
    """The same file registered as reportlab does it by itself."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"bare {path}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def _bare(count: int, lines: Sequence[tuple[str, str, float]]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    output = BytesIO()
    canvas = Canvas(output)
    for _ in range(count):
        for index, (font, text, size) in enumerate(lines):
            canvas.setFont(font, size)
            canvas.drawString(72, 800 - 22 * index, text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


if __name__ == "__main__":
    main()
