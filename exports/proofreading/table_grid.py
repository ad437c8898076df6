"""A table of the report as labelled numbers: which row and column each cell belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from exports.proofreading.base import Block, Place

_NUMBER = re.compile(r"^(\d[\d,，]*(?:\.\d+)?)(?:人次|人|个|批|项|所|场|次|份|名|万元|元)?$")
_BLANK = ("", "-", "—", "——", "/", "／", "无", "－")
_TOTAL = re.compile(r"^(?:全年|本年|年度|学校|全校)?(?:合计|总计|小计|共计|总数|合计数|总和)$")
_NO_SUM = re.compile(r"比例|占比|比重|率|%|％|平均|人均|增|较|同比|年份|序号|编号|届|备注|日期|时间|电话|学制|排名|经办|批件|年限")
_UNIT = re.compile(r"[（(](?:单位[：:])?(人次|人|个|批次?|项|所|场|次|份|名|万元|元)[）)]")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True)
class Row:
    """One row below the header. values: None where a cell holds no number, 0 where it is blank."""

    index: int
    label: str
    values: tuple[Decimal | None, ...]
    unit: str = ""
    """Its measure word where the row says one, in brackets or in a column 单位."""

    @property
    def is_total(self) -> bool:
        """合计, 总计 or 小计."""
        return bool(_TOTAL.match(self.label))

    @property
    def is_subtotal(self) -> bool:
        """小计: of the rows since the last one."""
        return self.label.endswith("小计")


@dataclass(frozen=True)
class Grid:
    """A table. headers: of each column, its upper headers before it. numeric: columns of numbers.

    caption: the text of the paragraph before it.
    """

    block: Block
    caption: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...]

    def place(self, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(self.block.number, 0, len(self.block.rows[row][column]), row, column)

    def is_summed(self, column: int) -> bool:
        """Whether the numbers of a column can be added at all."""
        return not _NO_SUM.search(self.headers[column]) and not _YEAR.fullmatch(
            self.headers[column]
        )

    def is_total_column(self, column: int) -> bool:
        """Whether a column is headed 合计 or 小计."""
        return bool(re.search(r"(?:合计|总计|小计|共计)$", bare(self.headers[column])))


def bare(text: str) -> str:
    """A header or label without blanks, unit brackets and numbering."""
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"[（(](?:单位[：:])?(?:人次|人|个|批次?|项|所|场|次|份|名|万元|元|%)[）)]", "", text)
    return re.sub(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])", "", text)


def number_in(text: str) -> Decimal | None:
    """The number that a cell holds, 0 for a blank one, None for other text."""
    text = re.sub(r"\s+", "", text)
    if text in _BLANK:
        return Decimal(0)
    found = _NUMBER.match(text)
    return Decimal(re.sub("[,，]", "", found[1])) if found else None


def grid_of(block: Block, caption: str) -> Grid | None:
    """The table as labelled numbers; None where it has no header or no numbers."""
    rows = block.rows
    width = max(map(len, rows))
    if width < 2 or any(len(row) != width for row in rows):
        return None
    first = next((i for i, row in enumerate(rows) if _has_number(row)), len(rows))
    if first == 0 or first == len(rows):
        return None
    headers = _headers(rows[:first], width)
    labels = _label_columns(rows[first:], headers)
    units = [column for column in range(width) if re.fullmatch("计?量?单位", headers[column])]
    labels = [column for column in labels if column not in units]
    numeric = tuple(
        column for column in range(width)
        if column not in labels and any(_is_number(row[column]) for row in rows[first:])
    )
    numeric = tuple(c for c in numeric if not re.search("序号", rows[0][c]))
    body = []
    for index, row in enumerate(rows[first:], first):
        texts = [bare(row[column]) for column in labels]
        last = (texts[-1] or texts[0]) if texts else ""
        label = next((text for text in texts if _TOTAL.match(text)), last)
        said = [_UNIT.search(row[column]) for column in labels]
        unit = next((row[c].strip() for c in units), "") or next((f[1] for f in said if f), "")
        body.append(Row(index, label, tuple(number_in(cell) for cell in row), unit))
    return Grid(block, caption, headers, tuple(body), numeric)


def _has_number(row: tuple[str, ...]) -> bool:
    return any(_is_number(cell) and not _is_year(cell) for cell in row[1:])


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"\s*20\d\d\s*", text))


def _is_number(text: str) -> bool:
    return bool(text.strip()) and bool(_NUMBER.match(re.sub(r"\s+", "", text)))


def _headers(rows: tuple[tuple[str, ...], ...], width: int) -> tuple[str, ...]:
    """The header of each column; a cell that a merged one covers takes the text left of it."""
    found = []
    for column in range(width):
        words: list[str] = []
        for position, row in enumerate(rows):
            text = row[column]
            if not text and position < len(rows) - 1:
                text = next((row[c] for c in range(column, -1, -1) if row[c]), "")
                text = text if rows[position + 1][column] else ""
            if text and text not in words:
                words.append(text)
        found.append("".join(words))
    return tuple(re.sub(r"\s+", "", text) for text in found)


def _label_columns(rows: tuple[tuple[str, ...], ...], headers: tuple[str, ...]) -> list[int]:
    """The columns of words before the first column of numbers, 序号 left out."""
    found: list[int] = []
    for column, header in enumerate(headers):
        cells = [row[column] for row in rows]
        if "序号" in header or "编号" in header:
            continue
        if any(_is_number(cell) for cell in cells):
            break
        found.append(column)
    return found
