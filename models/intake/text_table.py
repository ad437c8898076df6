"""Text tables (.csv .tsv .txt) in the encodings that Chinese offices produce."""

from __future__ import annotations

import codecs
import csv
import io
import re

from models.intake import limits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKUP = (
    ("<html", "网页（.html）"), ("<!doctype html", "网页（.html）"), ("<table", "网页（.html）"),
    ("<?mso-application", "XML 电子表格（2003）"), ("<?xml", "XML 文件"), ("{\\rtf", "写字板文档（.rtf）"),
    ("%pdf", "PDF 文件"),
)
_MARKED = ("utf-8-sig", "utf-16")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_KEPT_AS_TEXT = re.compile(r'^="(.*)"$|^\'(?=\d)(.*)$')


def read_text(data: bytes, name: str) -> list[tuple[object, ...]]:
    """The cells of a text table, all of them text; Unreadable when it is something else."""
    words = _decoded(data, name)
    start = words[:400].lstrip().casefold()
    for sign, what in _MARKUP:
        if start.startswith(sign) or (sign == "<?mso-application" and sign in start):
            raise limits.not_a_workbook(name, what)
    try:
        lines = list(csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words)))
    except csv.Error as error:
        raise limits.damaged(name) from error
    if len(lines) > limits.ROWS:
        raise limits.too_large(name, f"有 {len(lines):,} 行，上限是 {limits.ROWS:,} 行")
    width = max(map(len, lines), default=0)
    if width > limits.COLUMNS:
        raise limits.too_large(name, f"有 {width:,} 列，上限是 {limits.COLUMNS} 列")
    rows: list[tuple[object, ...]] = []
    for line in lines:
        row: list[object] = [_unwrapped(cell) if cell[:1] in ("=", "'") else cell for cell in line]
        rows.append((*row, *[""] * (width - len(row))))
    return rows


def _decoded(data: bytes, name: str) -> str:
    """By its mark if it has one, else UTF-8, else GB18030, else UTF-16 without a mark."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            candidates = [encoding]
            break
    else:
        candidates = ["utf-8", "gb18030"]
        if data[:400].count(0) > 20:
            little = data[1:400:2].count(0) >= data[0:400:2].count(0)
            candidates = ["utf-16-le" if little else "utf-16-be"]
    for encoding in candidates:
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(words) and (candidates[0] in ("utf-8", *_MARKED) or "\n" in words):
            return words
    raise limits.not_a_workbook(name)


def _delimiter(words: str) -> str:
    """Whatever most of the first lines contain: tab, comma or semicolon."""
    lines = words[:20_000].splitlines()[:30]
    def presence(mark: str) -> tuple[int, int]:
        return sum(mark in line for line in lines), sum(line.count(mark) for line in lines)
    return max(("\t", ",", ";"), key=presence)


def _unwrapped(cell: str) -> str:
    """="0123" and '0123 are how programs keep a number as text in a csv."""
    match = _KEPT_AS_TEXT.match(cell)
    return (match[1] if match[1] is not None else match[2]) if match else cell
