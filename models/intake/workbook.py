"""Reading a spreadsheet file into its tables, values only, with every row accounted for."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models import cells
from models.intake import collection, compound, header, limits, package, rows, text_table
from models.intake.collection import Sent
from models.intake.collector import collector_paused
from models.intake.package import LostCell
from models.intake.sheet import (
    Block,
    DroppedRow,
    Flaw,
    Heading,
    SheetTable,
    SourceRow,
    heading_key,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_YEAR = re.compile(
    r"((?:19|20)\d{2})\s*(?:[-—~～/至]\s*(?:20)?\d{2}\s*)?(?:学年|年度|年(?!\s*\d{1,2}\s*月))"
)
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_PAPER_NUMBER = re.compile(r"(?:身份证|护照|证件|许可证?|学号|工号|卡号|账号|编号|号码|代码|证号|电话|手机)")
_DITTO = frozenset({"同上", "同 上", "同上。", "〃", "″", '"', "”", "''", "ditto", "Ditto", "同左上"})
"""What offices write for "as in the row above"."""
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+1[5-9]")
_DAMAGED_NUMBER = "号码被存成了数字，超过 15 位的部分已变成 0，请在原表中把该列设为文本并重新填写"
_EXACT_DIGITS = 10**15
"""Spreadsheets keep fifteen digits of a number; the others have become zeros."""


def read_tables(path: Path | str, *, vocabulary: frozenset[str] = frozenset()) -> list[SheetTable]:
    """Every table of an .xlsx .xlsm .xlsb .xls .ods .csv .tsv or .txt file, in sheet order.

    vocabulary: heading keys (`sheet.heading_key`) that are known to stand in headers; they help
    where a header looks like data. A sheet without a recognisable header gives a table without
    headings whose rows are all dropped. Raises Unreadable, naming the file and what to do.
    """
    path = Path(path)
    data = limits.read_bytes(path)
    found: list[SheetTable] = []
    with collector_paused():
        sheets = list(_sheets(data, path.name))
        has_sheets = bool(sheets)
        said = (collection.from_rows(s.grid) for s in sheets if s.name == collection.INFO)
        sent = next((each for each in said if each is not None), None)
        for sheet in sheets:
            if sent is None:
                found.extend(_tables(sheet, path.name, vocabulary))
            elif sheet.name not in (collection.INFO, collection.LISTS):
                found.extend(_returned(sheet, path.name, vocabulary, sent))
    if not found:
        raise limits.empty(path.name) if has_sheets else limits.only_charts(path.name)
    return found


class _Sheet:
    """One sheet as the parser gives it."""

    def __init__(self, name: str, grid: Sequence[tuple[object, ...]]) -> None:
        self.name = name
        self.grid = grid
        self.merges: Sequence[header.Merge] = ()
        self.lost: Sequence[LostCell] = ()
        self.hidden = False
        self.notices: tuple[str, ...] = ()


def _sheets(data: bytes, name: str) -> Iterator[_Sheet]:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        contents = package.inspect(data, name)
    elif data.startswith(compound.MAGIC):
        compound.inspect(data, name)
        contents = package.Contents("xls")
    else:
        yield _Sheet("", text_table.read_text(data, name))
        return
    notices = tuple(f"文件带有{what}，只读取了单元格的值" for what in contents.left_out)
    for sheet in _parsed(data, name):
        sheet.lost = contents.lost.get(sheet.name, ())
        sheet.notices = (*notices, *contents.hidden.get(sheet.name, ()))
        yield sheet


def _parsed(data: bytes, name: str) -> list[_Sheet]:
    """The values of every worksheet, from the parser; its errors as ours."""
    import python_calamine

    visible = python_calamine.SheetVisibleEnum.Visible
    found = []
    muted = compound.parser_muted() if data.startswith(compound.MAGIC) else nullcontext()
    try:
        with muted, python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for known in book.sheets_metadata:
                if known.typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                values = book.get_sheet_by_name(known.name)
                _check_shape(values.end, name, known.name)
                sheet = _Sheet(known.name, _grid(values))
                sheet.merges = values.merged_cell_ranges or ()
                sheet.hidden = known.visible != visible
                found.append(sheet)
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise limits.damaged(name) from error
    except BaseException as error:
        # A file that trips the parser itself; its exception is no Exception and has no name
        # that could be imported. Until the parser reports such files as damaged.
        if type(error).__name__ != "PanicException":
            raise
        raise limits.damaged(name) from error
    return found


def _grid(values: CalamineSheet) -> Sequence[tuple[object, ...]]:
    """All cells from A1 on; the faster way to get them leaves out blank columns on the left."""
    if values.start is None:
        return ()
    if values.start[1] == 0:
        return [*map(tuple, values.iter_rows())]
    return [*map(tuple, values.to_python(skip_empty_area=False))]


def _check_shape(end: tuple[int, int] | None, name: str, sheet: str) -> None:
    height, width = (end[0] + 1, end[1] + 1) if end else (0, 0)
    if height > limits.ROWS:
        raise limits.too_large(name, f"工作表“{sheet}”有 {height:,} 行，上限是 {limits.ROWS:,} 行")
    if width > limits.COLUMNS:
        raise limits.too_large(name, f"工作表“{sheet}”有 {width:,} 列，上限是 {limits.COLUMNS} 列")


def _tables(sheet: _Sheet, file: str, vocabulary: frozenset[str]) -> Iterator[SheetTable]:
    """The tables of one sheet, one below the other; nothing for a blank sheet."""
    if header.is_form(sheet.grid, vocabulary):
        yield SheetTable(
            file, sheet.name, "", (), (), (), _without_header(sheet.grid),
            hidden=sheet.hidden, notices=sheet.notices, is_form=True,
        )
        return
    start: int | None = 0
    part = 0
    while start is not None:
        head = header.find(sheet.grid, sheet.merges, vocabulary=vocabulary, start=start)
        if head is None:
            if start == 0 and (dropped := _without_header(sheet.grid)):
                yield SheetTable(
                    file, sheet.name, "", (), (), (), dropped,
                    hidden=sheet.hidden, notices=sheet.notices,
                )
            return
        body = rows.sort(sheet.grid, head, vocabulary=vocabulary)
        part += 1
        yield replace(_table(sheet, file, head, body), part=part)
        start = body.next_start


def _returned(
    sheet: _Sheet, file: str, vocabulary: frozenset[str], sent: Sent
) -> Iterator[SheetTable]:
    """The table of a collection sheet that came back; sheets that were added are read as usual."""
    head = collection.header_of(sheet.grid, sent)
    if head is None:
        yield from _tables(sheet, file, vocabulary)
        return
    body = rows.sort(sheet.grid, head, vocabulary=frozenset())
    key = heading_key(collection.ID_LABEL)
    number = next((h.column for h in head.headings if h.key == key), None)
    kept = {
        d.number for d in body.dropped
        if number is not None and sheet.grid[d.number - 1][number] != ""
    }
    body.rows += [SourceRow(n, sheet.grid[n - 1]) for n in sorted(kept)]
    body.dropped = [dropped for dropped in body.dropped if dropped.number not in kept]
    entries = [h.column for h in head.headings if h.label and h.column != number]
    body.rows = sorted(
        row for row in body.rows if any(not cells.is_blank(row.values[c]) for c in entries)
    )
    told = tuple(words for words in sheet.notices if not words.startswith("有 "))
    yield replace(_table(sheet, file, head, body), sent=sent, hidden=False, notices=told)


def _without_header(grid: Sequence[Sequence[object]]) -> tuple[DroppedRow, ...]:
    return tuple(
        DroppedRow(index + 1, "没有找到表头", words)
        for index, row in enumerate(grid) if (words := rows.first_words(row))
    )


def _table(sheet: _Sheet, file: str, head: header.Header, body: rows.Body) -> SheetTable:
    headings = tuple(_named(head.headings, body.rows))
    kept, unclear = _without_dittos(body.rows, headings)
    return SheetTable(
        file=file,
        sheet=sheet.name,
        title=head.title,
        header_rows=tuple(range(head.first + 1, head.last + 2)),
        headings=headings,
        rows=tuple(kept),
        dropped=tuple(body.dropped),
        flaws=(*_flaws(sheet.lost, headings, body.rows), *unclear),
        merged=tuple(_blocks(sheet.merges, body.rows)),
        year=year_of(head.title, sheet.name, Path(file).stem),
        hidden=sheet.hidden,
        notices=sheet.notices,
    )


def _without_dittos(
    found: Sequence[SourceRow], headings: Sequence[Heading]
) -> tuple[list[SourceRow], list[Flaw]]:
    """The rows with 同上 and 〃 replaced by what stands above; flaws where nothing does."""
    columns = frozenset(heading.column for heading in headings)
    replaced: list[SourceRow] = []
    flaws: list[Flaw] = []
    above: tuple[object, ...] = ()
    for number, values in found:
        if _DITTO.isdisjoint(values):
            replaced.append(SourceRow(number, values))
            above = values
            continue
        meant = list(values)
        for column, value in enumerate(values):
            if value in _DITTO and column in columns:
                meant[column] = above[column] if above else ""
                if meant[column] == "":
                    flaws.append(Flaw(number, column, f"“{value}”的上一行没有内容可以照抄"))
        above = tuple(meant)
        replaced.append(SourceRow(number, above))
    return replaced, flaws


def _named(headings: Sequence[Heading], found: Sequence[SourceRow]) -> Iterator[Heading]:
    """The columns with a name, and nameless ones that hold something."""
    for heading in headings:
        if heading.label:
            yield heading
        elif any(row.values[heading.column] != "" for row in found):
            label = f"{heading.letter}列（无标题）"
            yield heading._replace(label=label, key=heading_key(label))


def _flaws(
    lost: Sequence[LostCell], headings: Sequence[Heading], found: Sequence[SourceRow]
) -> Iterator[Flaw]:
    """What a value alone does not show: lost results, and long numbers kept as numbers."""
    if lost:
        kept = {row.number for row in found}
        columns = {heading.column for heading in headings}
        for cell in lost:
            if cell.row + 1 in kept and cell.column in columns:
                yield Flaw(cell.row + 1, cell.column, cell.message)
    for heading in headings:
        if not _PAPER_NUMBER.search(heading.key):
            continue
        for number, values in found:
            value = values[heading.column]
            if value.__class__ is str:
                if "E+" not in value or not _ROUNDED.fullmatch(value.strip()):
                    continue
            elif not isinstance(value, int | float) or value < _EXACT_DIGITS:
                continue
            yield Flaw(number, heading.column, _DAMAGED_NUMBER)


def _blocks(merges: Sequence[header.Merge], found: Sequence[SourceRow]) -> Iterator[Block]:
    """Merges over several rows of the body, by row number."""
    if not found:
        return
    first, last = found[0].number, found[-1].number
    for (r0, c0), (r1, _) in merges:
        if r1 > r0 and first <= r0 + 1 <= last:
            yield Block(c0, r0 + 1, r1 + 1)


def year_of(*texts: str) -> int | None:
    """The year that the first speaking text names (title before sheet before file)."""
    for pattern in (_YEAR, _BARE_YEAR):
        for text in texts:
            match = pattern.search(cells.half_width(text).translate(_CHINESE_DIGITS))
            if match:
                return int(match[1])
    return None
