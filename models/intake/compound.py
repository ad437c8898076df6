"""The old binary container (.xls, and every workbook with a password): which streams it has,
and how large the sheets of an .xls are before the parser lays them out."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from models.intake import limits
from models.intake.sheet import column_letter

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SMALL, _PIECE = 4096, 64
_END = 0xFFFFFFFA
"""Sector numbers from here on mean free, end of chain and so on."""

_CELLS = frozenset({0x0006, 0x00BD, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0003, 0x0004})
_SHEET_START, _PASSWORD = 0x0809, 0x002F


def inspect(data: bytes, name: str) -> None:
    """Refuse what is no .xls, is locked, or would not fit into memory."""
    try:
        _inspect(data, name)
    except (struct.error, IndexError) as error:
        raise limits.damaged(name) from error


def _inspect(data: bytes, name: str) -> None:
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    if sector not in (512, 4096):
        raise limits.damaged(name)
    table = _allocation(data, sector)
    start = struct.unpack_from("<I", data, 48)[0]
    streams = _directory(_chain(data, table, start, sector))
    if "EncryptedPackage" in streams:
        raise limits.locked(name)
    for stream, what in (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿")):
        if stream in streams:
            raise limits.not_a_workbook(name, what)
    book = streams.get("Workbook") or streams.get("Book")
    if book is None:
        raise limits.not_a_workbook(name)
    first, size = book
    if size < _SMALL:  # a register of a few rows: it lies among the small streams
        root = streams.get("Root Entry", (_END, 0))[0]
        _check_sheets(_small_stream(data, table, first, sector=sector, root=root)[:size], name)
    else:
        _check_sheets(_chain(data, table, first, sector)[:size], name)


@contextmanager
def parser_muted() -> Iterator[None]:
    """Keep the parser's own English words off the terminal: it prints where a damaged .xls trips
    it, before it raises. Until it reports such files as damaged."""
    try:
        saved = os.dup(2)
    except OSError:  # a program without a console has none
        yield
        return
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _allocation(data: bytes, sector: int) -> list[int]:
    """Sector → next sector, from the list in the header and its continuation."""
    places = list(struct.unpack_from("<109I", data, 76))
    following = struct.unpack_from("<I", data, 68)[0]
    per_sector = sector // 4
    seen = 0
    while following < _END and seen < len(data) // sector:
        part = struct.unpack_from(f"<{per_sector}I", data, (following + 1) * sector)
        places.extend(part[:-1])
        following = part[-1]
        seen += 1
    table: list[int] = []
    for place in places:
        if place < _END and (place + 2) * sector <= len(data) + sector:
            block = data[(place + 1) * sector:(place + 2) * sector]
            table.extend(struct.unpack(f"<{len(block) // 4}I", block[:len(block) // 4 * 4]))
    return table


def _chain(data: bytes, table: list[int], start: int, sector: int) -> bytes:
    """The bytes of one stream; a chain that runs in circles stops at the file's own size."""
    parts: list[bytes] = []
    place = start
    while place < len(table) and len(parts) <= len(data) // sector:
        parts.append(data[(place + 1) * sector:(place + 2) * sector])
        place = table[place]
    return b"".join(parts)


def _small_stream(
    data: bytes, table: list[int], start: int, *, sector: int, root: int
) -> bytes:
    """The bytes of a stream that lies, in pieces of 64, within the stream of the root entry."""
    pieces = _chain(data, table, root, sector)
    numbers = _chain(data, table, struct.unpack_from("<I", data, 60)[0], sector)
    following = struct.unpack(f"<{len(numbers) // 4}I", numbers[:len(numbers) // 4 * 4])
    parts: list[bytes] = []
    place = start
    while place < len(following) and len(parts) <= _SMALL // _PIECE:
        parts.append(pieces[place * _PIECE:(place + 1) * _PIECE])
        place = following[place]
    return b"".join(parts)


def _directory(entries: bytes) -> dict[str, tuple[int, int]]:
    """Stream name → first sector and size."""
    found = {}
    for start in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, start + 64)[0]
        if 2 <= length <= 64:
            words = entries[start:start + length - 2].decode("utf-16-le", "replace")
            found[words] = struct.unpack_from("<II", entries, start + 116)
    return found


def _check_sheets(book: bytes, name: str) -> None:
    """Walk the records: a password, and the rectangle that each sheet's cells span."""
    position, area, last_row, last_column = 0, 0, 0, 0
    while position + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, position)
        if kind == _PASSWORD:
            raise limits.locked(name)
        if kind == _SHEET_START:
            area += last_row * last_column
            last_row = last_column = 0
        elif kind in _CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", book, position + 4)
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
        position += 4 + size
    if area + last_row * last_column > limits.AREA:
        raise limits.far_cell(name, "", f"{column_letter(last_column - 1)}{last_row}")
