"""The December package at 1,000 and 100,000 records, beside writing the same cells uncomputed.

The floor takes the finished files' values and texts and writes them with the bare libraries:
no figure, no list of records, no check.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.many import counted, sample_folder
from bench.measure import compiled, say, seconds
from exports import year_end
from models import database

YEAR = 2024
SIZES = (1_000, 100_000)


def main() -> None:
    """Print one line for each size, and how the time grew with the records."""
    compiled()
    taken = []
    for size in SIZES:
        keeper = database.open_folder(sample_folder(size))
        with TemporaryDirectory() as name:
            folder = Path(name)
            times = 3 if size < 10_000 else 1
            year_end.write(YEAR, folder)
            ours = seconds(lambda into=folder: year_end.write(YEAR, into), times=times)
            floor = seconds(_bare(folder), times=times)
        records = counted()
        keeper.close(backup=False)
        taken.append((records, ours))
        say(f"year-end package, {records:,} records", ours, floor=floor, of="same cells, bare",
            goal="<= 1.5")
    (few, short), (many, long) = taken
    print(f"records x {many / few:.0f}, time x {long / short:.1f}   goal: not more than records")


def _bare(folder: Path) -> Callable[[], None]:
    """Writing again what the files hold."""
    import docx
    import openpyxl

    sheets = [
        [list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)]
        for path in folder.glob("*.xlsx")
    ]
    texts = []
    for path in folder.glob("*.docx"):
        document = docx.Document(str(path))
        tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
        texts.append(([paragraph.text for paragraph in document.paragraphs], tables))

    def write() -> None:
        for book in sheets:
            _write_book(book)
        for paragraphs, tables in texts:
            _write_document(paragraphs, tables)

    return write


def _write_book(book: list[list[tuple[object, ...]]]) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    for rows in book:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(io.BytesIO())


def _write_document(paragraphs: list[str], tables: list[list[list[str]]]) -> None:
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    document.save(io.BytesIO())


if __name__ == "__main__":
    main()
