"""Our own workbooks to bytes without a trace on the disk.

openpyxl writes each sheet to a temporary file first; names and passport numbers would lie there,
and stay after a crash. Here the sheets are written into memory.
"""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile


def to_bytes(book: Any) -> bytes:
    """A workbook (plain or write-only) as the content of an .xlsx file."""
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Writer(ExcelWriter):  # type: ignore[misc]
        """The library's writer, with a buffer where it has a temporary file."""

        def write_worksheet(self, ws: Any) -> None:
            from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
            if self.workbook.write_only:
                ws.close()
                writer = ws._writer
            else:
                writer = WorksheetWriter(ws, out=io.BytesIO())
                writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], writer.out.getvalue())
            self.manifest.append(ws)

    output = io.BytesIO()
    Writer(book, ZipFile(output, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return output.getvalue()


def begin_rows(sheet: Any) -> None:
    """Before the first row of a write-only sheet, after its lay-out: write into memory."""
    from openpyxl.worksheet._writer import WorksheetWriter

    sheet._writer = WorksheetWriter(sheet, out=io.BytesIO())
    sheet._writer.write_top()
