"""Telling records from the other rows of a table: totals, notes, signatures, repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models import cells
from models.intake.header import COMMON, Header, starts_table
from models.intake.sheet import DroppedRow, SourceRow, heading_key

_TOTAL = re.compile(
    r"^(?:.{0,12}小计|(?:本页|本年度?|本学期|全年|全校|以上|男女)?(?:合计|总计|共计|累计|总数|总人数))"
    r"(?:$|[:(\d]|共|人|项|次|数|金额)|^共计?\d+(?:人|项|个|批|所|名|条|次|团|份)"
)
_NOTE = re.compile(
    r"^[*※]?\(?(?:备注|注|说明|附注|填表说明|填报说明|填写说明|特别说明|注意事项)\)?(?:$|[:.、\d])|^[*※]\S"
)
_SIGNATURE = re.compile(
    r"^(?:填表人|填报人|填表单位|填报单位|制表人?|制表单位|审核人?|复核人?|经办人|经手人|负责人|单位负责人|部门负责人|"
    r"分管领导|主管领导|领导签字|联系人|联系电话|填表日期|填报日期|填报时间|制表日期|日期|单位|盖章|签字|签名)"
    r"(?:\([^)]*\))?(?:$|:)|^\((?:盖章|公章)\)"
)
_SECTION = re.compile(r"^\(?[一二三四五六七八九十]{1,3}[)、.]")
_HINTS = frozenset("合总共累本全以男备注说附填特*※(\uff08 \u3000\t\n制审复经负单部分主领联日盖签一二三四五六七八九十")
"""First characters of every pattern above: rows beginning otherwise are records unless sparse."""
_ORDINALS = frozenset({"序号", "序", "no", "no.", "行号", "#", "排序"})
_NOTE_LENGTH = 30

_NOTHING, _ANOTHER = "nothing", "another table"


@dataclass
class Body:
    """The rows under one header, sorted into records and others.

    next_start: where another table on the same sheet begins (0-based, its title included).
    """

    rows: list[SourceRow] = field(default_factory=list)
    dropped: list[DroppedRow] = field(default_factory=list)
    next_start: int | None = None


def sort(rows: Sequence[tuple[object, ...]], header: Header, *, vocabulary: frozenset[str]) -> Body:
    """Go through the rows below the header once; most of them cost a few comparisons."""
    body = Body()
    width = len(rows[header.last])
    front_column = next((h.column for h in header.headings if h.label), 0)
    sparse = width - max(3, width // 2)
    suspects = COMMON | vocabulary | {rows[n][front_column] for n in (header.first, header.last)}
    after_header = header.last + 1
    for index in range(after_header, len(rows)):
        row = rows[index]
        blanks = row.count("")
        if blanks == width:
            continue
        front = row[front_column]
        if (
            blanks >= sparse or front in suspects or index == after_header
            or (isinstance(front, str) and (front[:1] in _HINTS or "计" in front or not front))
        ):
            reason = _reason(row, header, vocabulary, first=index == after_header)
            if reason == _ANOTHER:
                body.next_start = _hand_over(body, rows, index)
                break
            if reason and reason != _NOTHING:
                body.dropped.append(DroppedRow(index + 1, reason, first_words(row)))
            if reason:
                continue
        body.rows.append(SourceRow(index + 1, row))
    return body


def _hand_over(body: Body, rows: Sequence[tuple[object, ...]], index: int) -> int:
    """Give the lines right above another table's header to that table; returns the first."""
    while len(rows[index - 1]) - rows[index - 1].count("") <= 1:
        index -= 1
        for kept in (body.rows, body.dropped):
            if kept and kept[-1].number == index + 1:
                kept.pop()
    return index


def _reason(
    row: Sequence[object], header: Header, vocabulary: frozenset[str], *, first: bool
) -> str:
    """Why a row is no record, in Chinese; "" when it is one."""
    filled = [(c, v) for c, v in enumerate(row) if v != "" and cells.text(v) is not None]
    if not filled:
        return _NOTHING
    names = {h.column: h.key for h in header.headings}
    if len(filled) == 1 and names.get(filled[0][0]) in _ORDINALS and _is_count(filled[0][1]):
        return "只有序号，没有内容"
    if first and _counts_columns(filled):
        return "栏次行"
    if len(filled) >= 2 and all(_repeats(v, names.get(c, "")) for c, v in filled):
        return "重复的表头"
    if starts_table(row, vocabulary):
        return _ANOTHER
    words = [cells.compact(v) for c, v in filled[:3] if isinstance(v, str) and c < 4]
    if any(_TOTAL.match(each) for each in words):
        return "小计行" if any("小计" in each for each in words) else "合计行"
    return _remark(filled, width=len(row))


def _remark(filled: Sequence[tuple[int, object]], *, width: int) -> str:
    """The reason for rows that talk about the table instead of filling it."""
    front = filled[0][1]
    if not isinstance(front, str) or len(filled) > max(3, width // 2):
        return ""
    words = cells.compact(front)
    if _NOTE.match(words):
        return "备注说明"
    if _SIGNATURE.match(words):
        return "填表人等落款"
    if len(filled) == 1 and width >= 3:
        if _SECTION.match(words):
            return "分组标题"
        if len(words) > _NOTE_LENGTH:
            return "说明文字"
    return ""


def _is_count(value: object) -> bool:
    return re.fullmatch(r"\d{1,6}\.?", str(cells.text(value))) is not None


def _counts_columns(filled: Sequence[tuple[int, object]]) -> bool:
    """栏次: 1 2 3 4 … under the header."""
    found = [cells.compact(str(value)).strip("()").removesuffix(".0") for _, value in filled]
    if len(found) < 4 or not all(each.isdecimal() for each in found):
        return False
    return [int(each) for each in found] == list(range(int(found[0]), int(found[0]) + len(found)))


def _repeats(value: object, name: str) -> bool:
    return isinstance(value, str) and bool(name) and heading_key(value) in (name, *name.split("/"))


def first_words(row: Sequence[object]) -> str:
    """The row in a few words, for the list of what was left out."""
    words = " ".join(shown for value in row if (shown := cells.text(value)))
    return words[:60]
