"""Finding the header of a table: its row or rows, the names of the columns, the title above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from models import cells
from models.intake.sheet import Heading, heading_key, heading_label

Rows = Sequence[Sequence[object]]
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last (row, column) of a merged range, counted from 0."""

LOOKED_AT = 40
"""A header lies among the first so many rows."""
_DEEPEST = 3

COMMON_WORDS = (
    "序号 编号 姓名 性别 国籍 国家 地区 国别 部门 单位 学院 专业 职务 职称 身份 类别 类型 备注 时间 日期 人数 名称 电话 邮箱 学号 工号 年龄 学历 学位 "
    "民族 籍贯 团组 团长 地点 内容 金额 经费 费用 事由 任务 来源 年级 班级 主办单位 承办单位 起止 起止时间 no no. name nationality sex "
    "gender"
)
COMMON = frozenset(COMMON_WORDS.split())
"""Words that stand in headers of almost every register; `vocabulary` adds those of the entities."""

_ENDINGS = (
    "姓名", "名称", "日期", "时间", "国籍", "性别", "号码", "证号", "批件号", "类别", "类型", "人数", "备注", "有效期",
    "有效期至", "有效期限", "(元)", "(万元)", "天数", "序号", "职务", "职称", "学历", "电话", "邮箱", "事由", "国别",
    "国家", "(地区)", "(人)", "年月", "年月日", "来源", "专家", "院校", "起止",
)


@dataclass(frozen=True)
class Header:
    """Where the header lies (0-based rows, both included) and what stands over each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]
    title: str


def find(
    rows: Rows, merges: Sequence[Merge] = (), *, vocabulary: frozenset[str], start: int = 0
) -> Header | None:
    """The header of the table that begins at row `start`, or None when no row looks like one."""
    width = max((_filled(row) for row in rows[start:start + LOOKED_AT * 2]), default=0)
    best: tuple[int, int] | None = None
    for index in range(start, min(start + LOOKED_AT, len(rows))):
        labels = _labels(rows[index])
        if len(labels) < 2 or _is_caption(rows[index], index, merges):
            continue
        known = sum(is_known(label, vocabulary) for label in labels)
        if known < 2 and (len(labels) < 0.6 * width or (width < 3 and not known)):
            continue
        if best is None or known > best[0] + 1:
            best = (known, index)
    return _header(rows, merges, (start, best[1]), vocabulary) if best else None


def is_known(label: object, vocabulary: frozenset[str]) -> bool:
    """Whether a cell holds a word that stands in headers."""
    if not isinstance(label, str) or len(label) > 40:
        return False
    key = heading_key(label)
    if key in vocabulary or key in COMMON:
        return True
    return len(key) <= 12 and key.endswith(_ENDINGS) and not re.search(r"\d", key)


def is_form(rows: Rows, vocabulary: frozenset[str]) -> bool:
    """Whether a sheet is a page about one record (登记表): names of fields beside their values,
    row after row, and nowhere a row of names only."""
    seen: set[str] = set()
    paired = other = 0
    for row in rows[:LOOKED_AT]:
        filled = [value for value in row if not _blank(value)]
        known = [is_known(value, vocabulary) for value in filled]
        if len(filled) < 2:
            continue
        if len(filled) > 2 and all(known):
            return False
        alternating = known[0] and not any(a and b for a, b in pairwise(known))
        if alternating and 0.3 <= sum(known) / len(known) <= 0.7:
            paired += 1
            seen |= {heading_key(str(v)) for v, k in zip(filled, known, strict=True) if k}
        else:
            other += 1
    return paired >= 3 and len(seen) >= 4 and paired > other


def starts_table(row: Sequence[object], vocabulary: frozenset[str]) -> bool:
    """Whether a row further down is the header of another table: nearly all words known."""
    labels = _labels(row)
    known = sum(is_known(label, vocabulary) for label in labels)
    return known >= 3 and known >= 0.75 * len(labels)


def _labels(row: Sequence[object]) -> list[str]:
    """The cells of a row if it could be a header: short, distinct words; else nothing."""
    filled = [value for value in row if not _blank(value)]
    labels = [value for value in filled if isinstance(value, str) and _label_like(value)]
    if len(labels) < 0.8 * len(filled):
        return []
    distinct = {heading_key(label) for label in labels}
    return labels if len(distinct) >= 0.6 * len(labels) else []


def _label_like(value: str) -> bool:
    words = cells.compact(value)
    if not words or len(words) > 40 or re.fullmatch(r"[\d.,%/\\\-—年月日]+", words):
        return False
    return not re.search(r":.", words)


def _is_caption(row: Sequence[object], index: int, merges: Sequence[Merge]) -> bool:
    """A row whose few words stretch over most of the columns is a title."""
    spread = sum(c1 - c0 + 1 for (r0, c0), (r1, c1) in merges if r0 <= index <= r1 and c1 - c0 >= 2)
    return _filled(row) <= 2 and spread > 0.5 * len(row)


def _header(
    rows: Rows, merges: Sequence[Merge], found: tuple[int, int], vocabulary: frozenset[str]
) -> Header:
    start, first = found
    while first > start and _groups_over(rows, merges, first):
        first -= 1
    last = first
    while last + 1 < len(rows) and last - first + 1 < _DEEPEST:
        if not _continues(rows, merges, (first, last), vocabulary):
            break
        last += 1
    headings = _headings(rows, merges, first, last)
    above = [str(cells.text(v)) for row in rows[start:first] for v in row if not _blank(v)]
    return Header(first, last, headings, "\n".join(dict.fromkeys(above)))


def _continues(
    rows: Rows, merges: Sequence[Merge], span: tuple[int, int], vocabulary: frozenset[str]
) -> bool:
    """Whether the row below belongs to the header: cells merged into it, or names under groups."""
    first, last = span
    below = rows[last + 1]
    if any(first <= r0 <= last < r1 and r1 - r0 < _DEEPEST for (r0, _), (r1, _) in merges):
        return all(_blank(v) or isinstance(v, str) for v in below)
    labels = _labels(below)
    if not labels:
        return False
    under = [c for c, v in enumerate(below) if not _blank(v)]
    fresh = [c for c in under if _blank(rows[last][c])]
    groups = [c for c in under if not _blank(rows[last][c]) and c + 1 in fresh]
    known = sum(is_known(below[c], vocabulary) for c in under)
    if _grouped(merges, last):
        return bool(fresh) or known >= 2
    return bool(fresh) and len(fresh) + len(groups) == len(under) and known >= 0.5 * len(under)


def _groups_over(rows: Rows, merges: Sequence[Merge], row: int) -> bool:
    """The row above names groups of columns, or shares merged cells with this one."""
    above = row - 1
    if _is_caption(rows[above], above, merges) or _filled(rows[above]) < 2:
        return False
    groups = [c1 - c0 for (r0, c0), (r1, c1) in merges if r0 == r1 == above and c1 > c0]
    return len(groups) >= 2 or any(r0 == above and r1 >= row for (r0, _), (r1, _) in merges)


def _grouped(merges: Sequence[Merge], row: int) -> bool:
    """A cell of this row stretches over several columns and over no further row."""
    return any(r0 == r1 == row and c1 > c0 for (r0, c0), (r1, c1) in merges)


def _headings(rows: Rows, merges: Sequence[Merge], first: int, last: int) -> tuple[Heading, ...]:
    """One heading for every column; a group's name stands before its columns' names."""
    width = max(len(row) for row in rows[first:last + 1])
    grid = [[_words(row, column) for column in range(width)] for row in rows[first:last + 1]]
    for (r0, c0), (r1, c1) in merges:
        if first <= r0 <= last:
            for row in range(r0, min(r1, last) + 1):
                for column in range(c0, min(c1, width - 1) + 1):
                    grid[row - first][column] = grid[r0 - first][c0]
    merged = any(first <= r0 <= last for (r0, _), _ in merges)
    for depth, names in enumerate([] if merged else grid[:-1]):  # a group's name stands once
        for column in range(1, width):
            if not names[column] and any(lower[column] for lower in grid[depth + 1:]):
                names[column] = names[column - 1]
    found = []
    for column in range(width):
        label = heading_label([names[column] for names in grid])
        found.append(Heading(column, label, heading_key(label)))
    return tuple(found)


def _words(row: Sequence[object], column: int) -> str:
    if column >= len(row) or _blank(row[column]):
        return ""
    value = row[column]
    return value.isoformat() if isinstance(value, date | time) else str(cells.text(value))


def _filled(row: Sequence[object]) -> int:
    return sum(not _blank(value) for value in row)


def _blank(value: object) -> bool:
    return value == "" or (isinstance(value, str) and not value.strip())
