"""Zip-based workbooks (.xlsx .xlsm .xlsb .ods): everything is unpacked and looked at once
before the parser sees it, because the parser ends the program on a table beyond memory."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree

from models.intake import limits
from models.intake.sheet import column_letter, column_number


class LostCell(NamedTuple):
    """A cell without a usable value: 0-based row and column, and what is wrong, in Chinese."""

    row: int
    column: int
    message: str


@dataclass
class Contents:
    """What a package holds: kind (xlsx, xlsb, ods), left-out things; by sheet name lost cells,
    and sentences about hidden rows and columns."""

    kind: str
    left_out: list[str] = field(default_factory=list)
    lost: dict[str, list[LostCell]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)


_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?><\?.*?\?>\s*|<!--.*?-->\s*)*+<[A-Za-z_]", re.DOTALL)
_SUSPECT = rb"[A-K]?+[A-Z]?+(?:[1-9]\d{5}|0|[A-Z])"
"""A place from row 100,000 or column LA on; cheap, because most places fail at once."""
_FAR = rb"(?:[A-Z]{3}\d|[L-Z][A-Z]\d|K[O-Z]\d|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7}))"
_LONG = rb"[A-Z]{1,3}\d{6}"
_WIDE = rb"[D-Z][A-Z]\d"
"""Columns from DA on, in a sheet of more than half of all rows: the rectangle counts, because
the parser keeps every cell of it, and ends the whole program when memory does not suffice."""
_QUICKLY = rb' r="'
_CAREFULLY = rb"""\sr\s*=\s*["']"""
_CAREFUL_BYTES = 8 * 1024 * 1024
"""Up to this size every legal way to write an attribute is looked for; it takes five times as
long, and what spreadsheet programs write is found by the quick prefix."""
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*?(/?)>(</)?"""
)
_FORMULA_ALONE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*"
    rb"</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\bhidden="(?:1|true)"')
_IS_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ERROR = re.compile(rb' t="e"')
_ERROR_VALUE = re.compile(rb"[^>]*>(?:(?!</?(?:\w+:)?c\b).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_NO_RESULT = "公式没有保存结果，请在 Excel 或 WPS 中打开并保存一次"
_LEFT_OUT = (
    ("vbaproject.bin", "宏"), ("externallinks/", "外部链接"), ("embeddings/", "嵌入对象"),
    ("activex/", "控件"), ("media/", "图片"), ("pictures/", "图片"), ("basic/", "宏"),
)


def inspect(data: bytes, name: str) -> Contents:
    """Check limits, encryption and entities; list what a reader of values would not notice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _inspect(package, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError,
            ElementTree.ParseError, struct.error, ValueError, OverflowError) as error:
        raise limits.damaged(name) from error
    except RuntimeError as error:  # zipfile: the parts are encrypted
        raise limits.locked(name) from error


def _inspect(package: zipfile.ZipFile, name: str) -> Contents:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    _check_sizes(entries, name)
    contents = Contents(_kind({entry.filename.lower() for entry in entries}, name))
    contents.left_out = _left_out(entries)
    sheets = _sheet_names(package, name) if contents.kind == "xlsx" else {}
    area = 0
    for entry in entries:
        part = package.read(entry)  # never more than the size declared and checked above
        if entry.filename.lower().endswith((".xml", ".rels")):
            _refuse_entities(part, name)
        sheet = sheets.get(_normal(entry.filename), "")
        if contents.kind == "xlsx":
            _refuse_far_cells(part, name, sheet)
            if sheet:
                contents.lost[sheet] = list(_lost_cells(part))
                contents.hidden[sheet] = list(_hidden(part))
        elif contents.kind == "xlsb" and "worksheets/" in entry.filename.lower():
            area += _binary_area(part, name)
        elif entry.filename == "content.xml":
            area += _spread_area(part, name)
        elif entry.filename == "mimetype" and b"spreadsheet" not in part:
            raise limits.not_a_workbook(name, "文字或演示文稿")
        elif entry.filename == "META-INF/manifest.xml" and b"encryption-data" in part:
            raise limits.locked(name)
    if area > limits.AREA:
        raise limits.too_large(name, "工作表的范围超出上限")
    return contents


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    """By the sizes that the package declares; reading stops there, whatever is packed."""
    if len(entries) > limits.PARTS:
        raise limits.too_large(name, f"里面有 {len(entries)} 个部件，上限是 {limits.PARTS} 个")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.UNPACKED_BYTES:
        raise limits.too_large(name, f"展开后有 {unpacked // 1024 // 1024:,} MB")
    for entry in entries:
        if entry.file_size > limits.PART_BYTES:
            raise limits.too_large(name, f"其中一个部件展开后有 {entry.file_size // 1024 // 1024:,} MB")
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.RATIO_FROM and entry.file_size / packed > limits.RATIO:
            raise limits.too_large(name, "压缩率异常，不像正常保存的表格")


def _kind(names: set[str], name: str) -> str:
    normal = set(map(_normal, names))
    if "xl/workbook.bin" in normal:
        return "xlsb"
    if any(each.startswith("xl/") for each in normal):
        return "xlsx"
    if "content.xml" in normal:
        return "ods"
    for folder, what in (("word/", "Word 文档"), ("ppt/", "演示文稿")):
        if any(each.startswith(folder) for each in normal):
            raise limits.not_a_workbook(name, what)
    raise limits.not_a_workbook(name, "压缩包")


def _normal(name: str) -> str:
    """Some programs write the folders of a part as Windows does."""
    return name.replace("\\", "/")


def _left_out(entries: list[zipfile.ZipInfo]) -> list[str]:
    found = [
        what for entry in entries for part, what in _LEFT_OUT
        if part in entry.filename.lower() and entry.file_size
    ]
    return list(dict.fromkeys(found))


def _refuse_entities(part: bytes, name: str) -> None:
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise limits.unsafe(name)  # UTF-16 would hide declarations from the look below
    if not _PROLOG.match(part) and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
        raise limits.unsafe(name)


def _refuse_far_cells(part: bytes, name: str, sheet: str) -> None:
    """The rectangle up to the farthest cell that holds something must be one we can keep."""
    prefix = _CAREFULLY if len(part) <= _CAREFUL_BYTES else _QUICKLY
    first = re.search(prefix + _SUSPECT, part)
    if first is None:
        return
    for row, letters in _filled_cells(part, prefix + _FAR, first.start()):
        if row > limits.ROWS or column_number(letters) >= limits.COLUMNS:
            raise limits.far_cell(name, sheet, f"{letters}{row}")
    if any(True for _ in _filled_cells(part, prefix + _LONG, first.start())):
        for row, letters in _filled_cells(part, prefix + _WIDE, 0):
            raise limits.far_cell(name, sheet, f"{letters}{row}")


def _filled_cells(part: bytes, pattern: bytes, start: int) -> Iterator[tuple[int, str]]:
    """Row number and column letters of the cells at a pattern that are not only formatted;
    the parser passes over a cell without content as well."""
    for place in re.compile(pattern).finditer(part, start):
        cell = _CELL.match(part, max(part.rfind(b"<", 0, place.start()), 0))
        if cell and not cell[3] and not cell[4]:
            yield int(cell[2]), cell[1].decode()


def _hidden(part: bytes) -> Iterator[str]:
    """Rows and columns that nobody sees and that are read all the same."""
    rows = len(_HIDDEN_ROW.findall(part))
    columns = sum(int(last) - int(first) + 1 for first, last in _hidden_columns(part))
    if rows:
        yield f"有 {rows} 行是隐藏的（可能是筛选），也会读取；不要的请先在原表中删除"
    if columns:
        yield f"有 {columns} 列是隐藏的，也会读取"


def _hidden_columns(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    for tag in re.findall(rb"<(?:\w+:)?col\s[^>]*>", part[:200_000]):
        span = re.search(rb'min="(\d{1,3})"', tag), re.search(rb'max="(\d{1,3})"', tag)
        if _IS_HIDDEN.search(tag) and span[0] and span[1]:
            yield span[0][1], span[1][1]


def _lost_cells(part: bytes) -> Iterator[LostCell]:
    """Formulas without a saved result, and error values: both would come out blank."""
    if (b"</f>" if b"<sheetData" in part else b":f>") in part:
        for formula in _FORMULA_ALONE.finditer(part):
            place = _cell_around(part, formula.start())
            # A formula whose saved result is the empty text is marked as text.
            if place and b't="str"' not in place[2]:
                yield LostCell(place[0], place[1], _NO_RESULT)
    for error in _ERROR.finditer(part):
        place = _cell_around(part, error.start())
        code = _ERROR_VALUE.match(part, error.end())
        if place:
            shown = code[1].decode("utf-8", "replace") if code else ""
            yield LostCell(place[0], place[1], f"单元格是错误值 {shown}，请在原表中改正")


def _cell_around(part: bytes, position: int) -> tuple[int, int, bytes] | None:
    """Row, column and tag of the cell that a place in the sheet belongs to."""
    end = position + 1
    start = max(part.rfind(b"<c ", 0, end), part.rfind(b":c ", 0, end))
    tag = part[start:part.find(b">", start)] if start >= 0 else b""
    place = re.search(rb'\br="([A-Z]{1,3})(\d{1,7})"', tag)
    return (int(place[2]) - 1, column_number(place[1].decode()), tag) if place else None


def _sheet_names(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Part name → sheet name, from the two small files that say so."""
    written = {_normal(each): each for each in package.namelist()}
    book = package.read(written["xl/workbook.xml"])
    links = package.read(written["xl/_rels/workbook.xml.rels"])
    for part in (book, links):
        _refuse_entities(part, name)
        if not _PROLOG.match(part):
            raise limits.damaged(name)  # never parsed unless it provably declares nothing
    targets = {
        element.get("Id"): posixpath.normpath(posixpath.join("/xl", element.get("Target", "")))[1:]
        for element in ElementTree.fromstring(links)
    }
    found = {}
    for element in ElementTree.fromstring(book).iter():
        if element.tag.endswith("}sheet"):
            identity = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            found[targets.get(identity, "")] = element.get("name", "")
    return found


def _binary_area(part: bytes, name: str) -> int:
    """The rectangle of an .xlsb sheet in cells; its records are walked, not understood."""
    position, row, last_row, last_column = 0, 0, 0, 0
    while position < len(part):
        kind, position = _varint(part, position, longest=2)
        size, position = _varint(part, position, longest=4)
        if kind == 0 and size >= 4:
            row = struct.unpack_from("<I", part, position)[0]
        elif 2 <= kind <= 11 and size >= 4:  # a cell with content; 1 is a blank one
            column = struct.unpack_from("<I", part, position)[0]
            last_row, last_column = max(last_row, row), max(last_column, column)
            if row >= limits.ROWS or column >= limits.COLUMNS:
                raise limits.far_cell(name, "", f"{column_letter(column)}{row + 1}")
        position += size
    return (last_row + 1) * (last_column + 1)


def _varint(part: bytes, position: int, *, longest: int) -> tuple[int, int]:
    """Seven bits a byte, lowest first; the value and where the next thing starts."""
    value = 0
    for index in range(longest):
        if position >= len(part):
            return 0, len(part)
        byte = part[position]
        position += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, position


_TAG = re.compile(
    rb"<table:(?:(table)|(table-row)|(?:covered-)?table-cell)(?=[\s/>])([^>]*?)(/?)>"
)
_TIMES = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def _spread_area(part: bytes, name: str) -> int:
    """The rectangles of an .ods in cells: it says "this cell, 16,384 times" in a few bytes."""
    area = row = column = last_row = last_column = 0
    for tag in _TAG.finditer(part):
        is_table, is_row, attributes, closed = tag.groups()
        repeated = _TIMES.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if is_table:
            area += last_row * last_column
            row = last_row = last_column = 0
        elif is_row:
            row += times
            column = 0
        else:
            column += times
            if not closed or b"office:value" in attributes:
                last_row, last_column = row, max(last_column, column)
                if row > limits.ROWS or column > limits.COLUMNS:
                    raise limits.far_cell(name, "", f"{column_letter(column - 1)}{row}")
    return area + last_row * last_column
