"""Making workbooks as offices keep them, and damaging them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"
"""Files that only a spreadsheet program can make: .xls, .ods, and locked ones."""


def workbook(
    path: Path, sheets: dict[str, Iterable[Sequence[Any]]] | Iterable[Sequence[Any]],
    *, merged: Sequence[str] = (), hidden: Sequence[str] = (),
) -> Path:
    """Write an .xlsx; merged cells are merged on the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def repacked(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a package with its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return target


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    """Replace the first occurrence in the first sheet."""
    def change(name: str, part: bytes) -> bytes:
        return part.replace(old, new, 1) if name.endswith("sheet1.xml") else part
    return change


def compound(streams: dict[str, bytes]) -> bytes:
    """A small compound file (the container of .xls) with the given streams."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    sectors: list[bytes] = []
    table: list[int] = []
    entries = [_entry("Root Entry", 5, end, 0)]
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        first, count = len(sectors), len(padded) // 512
        sectors += [padded[i * 512:(i + 1) * 512] for i in range(count)]
        table += [*range(first + 1, first + count), end]
        entries.append(_entry(name, 2, first, len(content)))
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // 512) * 512, b"\0")
    directory_start = len(sectors)
    sectors += [directory[i:i + 512] for i in range(0, len(directory), 512)]
    count = len(sectors) - directory_start
    table += [*range(directory_start + 1, directory_start + count), end]
    blocks = -(-(len(table) + 130) // 128)
    places = [len(sectors) + i for i in range(blocks)]
    table += [0xFFFFFFFD] * blocks
    table += [free] * (blocks * 128 - len(table))
    sectors += [struct.pack("<128I", *table[i * 128:(i + 1) * 128]) for i in range(blocks)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, blocks, directory_start, 0, 4096,
        end, 0, end, 0,
    )
    header += struct.pack("<109I", *places, *[free] * (109 - blocks))
    return header + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    return (
        words.ljust(64, b"\0") + struct.pack("<HBB", len(words) + 2, kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + bytes(36)
        + struct.pack("<III", first, size, 0)
    )
