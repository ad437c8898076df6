"""Reads a finished report, a Word file or plain text, into blocks in reading order.

`Block.number` counts the blocks from 0. In a Word file the block of number n is the n-th of
`word_text.spots(word_text.open_package(content))`, which gives its element and part; a character
of a `Place` is found by counting through `word_text.pieces` of the paragraph (of the cell's
paragraphs, joined by a line break, in a table). Both sides go through the same two functions, so
a place found here is the same place there.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import quantiles

from exports.proofreading import word_text
from exports.proofreading.base import Block, Report
from models.errors import Unreadable

_NUMERAL = "一二三四五六七八九十百"
_LEVELS = (
    (1, re.compile(rf"第[{_NUMERAL}\d]+(?:部分|章|篇)")),
    (1, re.compile(rf"[{_NUMERAL}]+、")),
    (2, re.compile(rf"[（(][{_NUMERAL}]+[）)]")),
    (3, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
_LONGEST_HEADING = 60
_ENDINGS = "。！？；：.!?;:”"
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*(?:[—–~～至-]\s*(20\d\d)\s*)?(?:年|学年)")
_CHINESE_YEAR = re.compile(r"([二一][〇零○一二三四五六七八九]{3})年")
_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0", "○": "0",
}
_KINDS = ("总结", "报告", "计划", "台账", "汇报", "要点", "规划", "方案")
_WRAPPED = 22
"""Lines shorter than this are no lines of a page."""


def read(source: Path | str | bytes) -> Report:
    """A .docx or a text file by its path or content.

    Raises Unreadable, with what to do, for .doc, .wps, protected, damaged and other files.
    """
    content = source if isinstance(source, bytes) else _file(Path(source))
    if content.startswith(b"PK"):
        return _word(content)
    word_text.refuse_other_formats(content)
    return read_text(_decoded(content))


def read_text(text: str) -> Report:
    """A report as plain text: one block a line; lines that a page has broken are joined again."""
    lines = [line.strip(" \t\r\f　") for line in _lines(text)]
    blocks = tuple(
        Block(number, line, heading_level(line))
        for number, line in enumerate(line for line in lines if line)
    )
    return _report(blocks)


def heading_level(text: str) -> int:
    """The level that a typed number gives a short line (一、 1, （一） 2, 1. 3, (1) 4), else 0."""
    line = text.strip()
    if len(line) > _LONGEST_HEADING or any(sign in line.rstrip("。.") for sign in "。；！？"):
        return 0
    for level, numbering in _LEVELS:
        if numbering.match(line):
            return 0 if level >= 3 and line.endswith(("。", "；")) else level
    return 0


def _word(content: bytes) -> Report:
    package = word_text.open_package(content)
    blocks: list[Block] = []
    title = ""
    for number, spot in enumerate(word_text.spots(package)):
        if spot.cells:
            blocks.append(Block(number, rows=_rows(spot.cells)))
            continue
        text = word_text.text_of(spot.element)
        is_title = spot.style in ("title", "标题", "公文标题", "文件标题")
        title = title or ("".join(text.split("\n")).strip() if is_title else "")
        level = 0 if is_title else heading_level(text) or spot.outline
        blocks.append(Block(number, text, level))
    return _report(tuple(blocks), title)


def _rows(cells: tuple[word_text.Cell, ...]) -> tuple[tuple[str, ...], ...]:
    """The grid of a table, blank where a merged cell covers it."""
    width = 1 + max(cell.column for cell in cells)
    grid = [[""] * width for _ in range(1 + max(cell.row for cell in cells))]
    for cell in cells:
        grid[cell.row][cell.column] = word_text.cell_text(cell)
    return tuple(tuple(row) for row in grid)


def _report(blocks: tuple[Block, ...], title: str = "") -> Report:
    title = title or _title(blocks)
    return Report(blocks, title, _year_of(title, blocks))


def _title(blocks: tuple[Block, ...]) -> str:
    """The first lines, until they say what kind of paper it is; none where text begins at once."""
    found = ""
    for block in blocks[:3]:
        line = block.text.strip()
        is_text = block.is_table or len(line) > _LONGEST_HEADING or line.endswith(("。", "："))
        if is_text or block.level:
            break
        found += line
        if any(kind in found for kind in _KINDS):
            break
    return found


def _year_of(title: str, blocks: tuple[Block, ...]) -> int | None:
    """The year of the title, a 学年 by its end; else the one that is named most."""
    if years := _years(title):
        return years[0]
    if years := [year for block in blocks for year in _years(block.text)]:
        return Counter(years).most_common(1)[0][0]
    return None


def _years(text: str) -> list[int]:
    found = [int(last or first) for first, last in _YEAR.findall(text)]
    chinese = ("".join(_DIGITS[sign] for sign in year) for year in _CHINESE_YEAR.findall(text))
    return found + [int(year) for year in chinese]


def _lines(text: str) -> list[str]:
    """The paragraphs of a text, put together again where a page's lines were kept as lines."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    long = [len(line.strip()) for line in lines if len(line.strip()) >= _WRAPPED]
    if len(long) < 2:
        return lines
    most = quantiles(long, n=10)[-1]
    is_wrapped = most <= 48 and sum(length > most * 0.8 for length in long) > len(long) / 2
    joined: list[str] = []
    width = 0
    for line in lines:
        long_enough = width >= most * 0.75 if is_wrapped else width > 60
        if joined and long_enough and _goes_on(joined[-1], line):
            joined[-1] += line.strip()
        else:
            joined.append(line)
        width = len(line.strip())
    return joined


def _goes_on(before: str, line: str) -> bool:
    """Whether a line continues the one before it, by how that ends and this begins."""
    begins = line.strip()
    if before.rstrip().endswith(tuple(_ENDINGS)) or line.startswith(("　　", "  ", "\t")):
        return False
    return not any(numbering.match(begins) for _, numbering in _LEVELS)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("这个文件不是文本，也不是Word文档。", "请选择报告的Word文档（.docx）或文本文件。")


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise Unreadable(
            f"打不开文件“{path.name}”。", "请确认文件还在，并且没有被别的程序占用。",
        ) from trouble
