"""Our own workbooks to bytes without a trace on the disk.

openpyxl writes each sheet to a temporary file first; names and passport numbers would lie there,
and stay after a crash. Here the sheets are written into memory.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile


def to_bytes(book: Any) -> bytes:
    """A workbook (plain or write-only) as the content of an .xlsx file."""
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
                writer = _rows_writer()(ws, out=io.BytesIO())
                writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], writer.out.getvalue())
            self.manifest.append(ws)

    output = io.BytesIO()
    Writer(book, ZipFile(output, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return output.getvalue()


def begin_rows(sheet: Any) -> None:
    """Before the first row of a write-only sheet, after its lay-out: write into memory."""
    sheet._writer = _rows_writer()(sheet, out=io.BytesIO())
    sheet._writer.write_top()


@cache
def _rows_writer() -> Any:
    """The library's writer of a sheet, with the rows as text instead of an element for each cell.

    The elements take most of the time of a long list. Only what our papers hold is written:
    texts, numbers, dates and yes or no; TypeError for a formula.
    """
    from openpyxl.compat import safe_string
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.datetime import to_excel
    from openpyxl.worksheet._writer import WorksheetWriter

    class Writer(WorksheetWriter):  # type: ignore[misc]
        def __init__(self, ws: Any, out: io.BytesIO) -> None:
            super().__init__(ws, out=out)
            self._styles: dict[bytes, str] = {}
            self._begun = False

        def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
            if not self._begun:
                xf.flush()  # what stands before the rows
                self._begun = True
            attributes = dict(self.ws.row_dimensions.get(row_idx, {}))
            head = "".join(f' {name}="{value}"' for name, value in attributes.items())
            cells = "".join([self._cell(cell, row_idx) for cell in row])
            self.out.write(f'<row r="{row_idx}"{head}>{cells}</row>'.encode())

        def _cell(self, cell: Any, row: int) -> str:
            value, kind = cell._value, cell.data_type
            place = f'<c r="{get_column_letter(cell.column)}{row}"{self._style(cell)}'
            if value is None or value == "":
                return f"{place}/>"
            if kind == "s":
                space = "" if value == value.strip() else ' xml:space="preserve"'
                text = escape(value, {"\r": "&#13;"})
                return f'{place} t="inlineStr"><is><t{space}>{text}</t></is></c>'
            if kind not in ("n", "b", "d"):
                raise TypeError(f"a cell of the kind {kind}")
            number = to_excel(value) if kind == "d" else value
            mark = ' t="b"' if kind == "b" else ""
            return f"{place}{mark}><v>{safe_string(number)}</v></c>"

        def _style(self, cell: Any) -> str:
            if cell._style is None:
                return ""
            key = cell._style.tobytes()
            if key not in self._styles:
                self._styles[key] = f' s="{cell.style_id}"'
            return self._styles[key]

    return Writer
