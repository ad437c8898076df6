"""Reads somebody else's workbook as it lies in its package: cells, merges, widths, formulas.

Nothing is written here, no link is followed, and what is too large or damaged is refused by the
limits of the import (`models.intake.package`).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, NamedTuple

from models.errors import Unreadable
from models.intake import limits, package
from models.intake.sheet import column_letter, column_number

CellValue = str | Decimal | bool | None
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


class Place(NamedTuple):
    """A cell of a sheet, both numbers from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{column_letter(self.column - 1)}{self.row}"


def place_of(words: str) -> Place:
    """Place of D8 (also $D$8); ValueError with a Chinese reason otherwise."""
    found = _PLACE.fullmatch(words.strip().upper())
    if not found or not 1 <= int(found[2]) <= 1_048_576 or column_number(found[1]) >= 16_384:
        raise ValueError(f"“{words}”不是单元格位置，应写成 D8 这样")
    return Place(int(found[2]), column_number(found[1]) + 1)


class Area(NamedTuple):
    """A rectangle of cells, all four ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        """Whether the cell lies in it."""
        return (
            self.top <= place.row <= self.bottom and self.left <= place.column <= self.right
        )


def area_of(words: str) -> Area:
    """The rectangle of A1:D8 or of a single A1."""
    first, _, last = words.partition(":")
    one, two = place_of(first), place_of(last or first)
    return Area(
        min(one.row, two.row), min(one.column, two.column),
        max(one.row, two.row), max(one.column, two.column),
    )


@dataclass(frozen=True)
class SheetCell:
    """One cell as saved. formula: without “=”, None for none; error: #DIV/0! and the like."""

    value: CellValue
    formula: str | None = None
    style: int = 0
    error: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing is written in it."""
        return self.value in (None, "") and self.formula is None and not self.error


@dataclass
class TemplateSheet:
    """One sheet: its part in the package and what a reader sees."""

    name: str
    part: str
    cells: dict[Place, SheetCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    """Column number → width in characters."""
    heights: dict[int, float] = field(default_factory=dict)
    """Row number → height in points."""
    default_width: float = 8.43
    is_protected: bool = False
    is_hidden: bool = False

    @cached_property
    def _merged(self) -> dict[Place, Area]:
        small = [a for a in self.merges if (a.bottom - a.top + 1) * (a.right - a.left + 1) < 50_000]
        return {
            Place(row, column): area for area in small
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def merge_at(self, place: Place) -> Area | None:
        """The merged area a cell belongs to."""
        found = self._merged.get(place)
        return found or next((a for a in self.merges if a.holds(place)), None)

    def anchor(self, place: Place) -> Place:
        """Where a value for this cell really stands: the top left of its merged area."""
        area = self.merge_at(place) if self.merges else None
        return place if area is None else Place(area.top, area.left)

    def at(self, place: Place) -> SheetCell:
        """The cell that is seen here; a blank one where nothing is saved."""
        return self.cells.get(self.anchor(place), _BLANK)

    @cached_property
    def size(self) -> tuple[int, int]:
        """Last row and last column that hold something or are merged."""
        filled = [place for place, cell in self.cells.items() if not cell.is_blank]
        rows = [p.row for p in filled] + [a.bottom for a in self.merges]
        columns = [p.column for p in filled] + [a.right for a in self.merges]
        return max(rows, default=0), max(columns, default=0)


_BLANK = SheetCell(None)


@dataclass
class Template:
    """A workbook as bytes and as sheets. names: defined names of the whole workbook."""

    name: str
    data: bytes
    sheets: list[TemplateSheet]
    book_part: str
    names: dict[str, str]
    signed: bool

    def sheet(self, name: str) -> TemplateSheet:
        """A sheet by name, the first one for a blank; LookupError when there is none."""
        if not name:
            return self.sheets[0]
        found = next((s for s in self.sheets if s.name.casefold() == name.casefold()), None)
        if found is None:
            raise LookupError(name)
        return found


def read_template(data: bytes, name: str) -> Template:
    """The workbook of these bytes; Unreadable with a Chinese sentence for anything else."""
    try:
        return _template(data, name)
    except Unreadable as error:  # the import's sentences, where they speak of importing
        remedy = error.remedy.replace("再导入", "再用来填").replace("要导入的", "要填的")
        raise Unreadable(error.message, remedy) from error


def _template(data: bytes, name: str) -> Template:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise limits.locked(name)
        is_wps = name.lower().endswith((".et", ".ett"))
        what = "WPS 的 .et 格式" if is_wps else "旧的 .xls 格式"
        raise Unreadable(
            f"“{name}”是{what}，填写时保不住其中的格式和公式。",
            "请用 Excel 或 WPS 打开，另存为 .xlsx，再用那一份来填。",
        )
    if not data.startswith(b"PK"):
        raise Unreadable(f"“{name}”不是 .xlsx 工作簿。", "请选择上级发来的 .xlsx（或 .xlsm）模板。")
    contents = package.inspect(data, name)
    if contents.kind != "xlsx":
        raise Unreadable(
            f"“{name}”是 .{contents.kind} 格式，不能原样填写。", "请用 Excel 或 WPS 打开，另存为 .xlsx，再试一次。"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return _read(zipped, data, name)
    except (KeyError, ValueError, LookupError, zipfile.BadZipFile, SyntaxError) as error:
        raise limits.damaged(name) from error


def parse(xml: bytes) -> Any:
    """The root of a part, without entities, network or endless depth."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False,
    )
    return etree.fromstring(xml, parser)


def local(element: Any) -> str:
    """An element's name without its namespace; blank for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _read(zipped: zipfile.ZipFile, data: bytes, name: str) -> Template:
    parts = set(zipped.namelist())
    if len(parts) != len(zipped.namelist()):
        raise ValueError("two parts of one name")
    book_part = _target(zipped, "", "officeDocument")
    folder = posixpath.dirname(book_part)
    links = {
        link.get("Id"): posixpath.normpath(
            posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        for link in parse(zipped.read(_rels(book_part)))
        if link.get("TargetMode") != "External"
    }
    book = parse(zipped.read(book_part))
    shared = _shared_strings(zipped, links.values())
    sheets = []
    for element in book.iter():
        if local(element) != "sheet":
            continue
        identity = next(v for k, v in element.attrib.items() if k.endswith("}id"))
        part = links[identity]
        if "worksheets/" not in part and "sheet" not in posixpath.basename(part):
            continue  # a chart sheet has no cells
        root = parse(zipped.read(part))
        if local(root) == "worksheet":
            sheets.append(_sheet(root, element, part, shared))
    if not sheets:
        raise limits.only_charts(name)
    names = {
        e.get("name", "").upper(): (e.text or "") for e in book.iter()
        if local(e) == "definedName" and e.get("localSheetId") is None
    }
    signed = any(part.lower().startswith("_xmlsignatures/") for part in parts)
    return Template(name, data, sheets, book_part, names, signed)


def _rels(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _target(zipped: zipfile.ZipFile, part: str, kind: str) -> str:
    for link in parse(zipped.read(_rels(part) if part else "_rels/.rels")):
        if link.get("Type", "").endswith(f"/{kind}"):
            return str(link.get("Target")).lstrip("/")
    raise KeyError(kind)


def _shared_strings(zipped: zipfile.ZipFile, parts: Any) -> list[str]:
    found = next((p for p in parts if posixpath.basename(p).lower() == "sharedstrings.xml"), None)
    if found is None or found not in zipped.namelist():
        return []
    return [_text(item) for item in parse(zipped.read(found)) if local(item) == "si"]


def _text(item: Any) -> str:
    """The words of a string item; readings (rPh) are not part of them."""
    words = []
    for element in item.iter():
        parent = element.getparent()
        if local(element) == "t" and (parent is None or local(parent) != "rPh"):
            words.append(element.text or "")
    return "".join(words)


def _sheet(root: Any, entry: Any, part: str, shared: list[str]) -> TemplateSheet:
    sheet = TemplateSheet(entry.get("name", ""), part)
    sheet.is_hidden = entry.get("state", "visible") != "visible"
    formulas: dict[str, tuple[Place, str]] = {}
    row_number = 0
    for element in root:
        kind = local(element)
        if kind == "sheetFormatPr":
            sheet.default_width = float(element.get("defaultColWidth") or 8.43)
        elif kind == "cols":
            for column in element:
                for at in range(int(column.get("min")), min(int(column.get("max")), 400) + 1):
                    hidden = column.get("hidden") in ("1", "true")
                    sheet.widths[at] = 0.0 if hidden else float(column.get("width") or 8.43)
        elif kind == "mergeCells":
            sheet.merges = [area_of(m.get("ref", "")) for m in element if local(m) == "mergeCell"]
        elif kind == "sheetProtection":
            sheet.is_protected = element.get("sheet") in ("1", "true")
        elif kind == "sheetData":
            for row in element:
                if local(row) != "row":
                    continue
                row_number = int(row.get("r") or row_number + 1)
                if row.get("hidden") in ("1", "true"):
                    sheet.heights[row_number] = 0.0
                elif row.get("ht"):
                    sheet.heights[row_number] = float(row.get("ht"))
                _row(sheet, row, row_number, shared=shared, formulas=formulas)
    return sheet


def _row(
    sheet: TemplateSheet, row: Any, number: int, *, shared: list[str],
    formulas: dict[str, tuple[Place, str]],
) -> None:
    column = 0
    for cell in row:
        if local(cell) != "c":
            continue
        written = cell.get("r")
        column = place_of(written).column if written else column + 1
        place = Place(number, column)
        sheet.cells[place] = _cell(cell, place, shared=shared, formulas=formulas)


def _cell(
    cell: Any, place: Place, *, shared: list[str], formulas: dict[str, tuple[Place, str]]
) -> SheetCell:
    kind, raw, value, formula = cell.get("t", "n"), None, None, None
    for child in cell:
        if local(child) == "v":
            raw = child.text
        elif local(child) == "is":
            value = _text(child)
        elif local(child) == "f":
            formula = _formula(child, place, formulas)
    style = int(cell.get("s") or 0)
    if kind == "e":
        return SheetCell(None, formula, style, raw or "#VALUE!")
    if kind == "s" and raw is not None:
        return SheetCell(shared[int(raw)], formula, style)
    if kind in ("str", "d") and raw is not None:
        return SheetCell(raw, formula, style)
    if kind == "b" and raw is not None:
        return SheetCell(raw.strip() in ("1", "true"), formula, style)
    if kind == "n" and raw is not None and raw.strip():
        try:
            return SheetCell(Decimal(raw.strip()), formula, style)
        except InvalidOperation as error:
            raise ValueError(raw) from error
    return SheetCell(value, formula, style)


def _formula(element: Any, place: Place, known: dict[str, tuple[Place, str]]) -> str:
    """The formula as it reads in this cell; one shared with its neighbours is moved here."""
    words, index = element.text or "", element.get("si")
    if element.get("t") != "shared" or index is None:
        return words
    if words:
        known[index] = (place, words)
        return words
    if index not in known:
        return ""
    from openpyxl.formula.translate import Translator

    origin, first = known[index]
    return str(Translator("=" + first, origin=str(origin)).translate_formula(str(place)))[1:]
