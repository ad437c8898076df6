"""Signature boxes and list columns as one line of text each, so that an office changes them itself.

steps: boxes from top to bottom, separated by ；; a + puts boxes side by side. A box is
`title|signing|height in mm|hint`; all but the title may be left out: 财务处意见|签字（公章）|28.
columns: `key=label:width in mm`, separated by ；; the one without width takes what is left, and a
column that is left out is not printed: no=序号:10；name=姓名:22；work=工作单位及职务.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from exports.prints.blocks import Band, Cell, Row, Signing, label, opinion
from models.errors import UserError

HEIGHT = 26.0
"""Millimetres of an opinion box that does not say its own."""
LOWEST = 12.0
NARROWEST = 6.0
"""Millimetres below which no column of a list can hold anything."""
HEAD = 24.0
"""Width of the box's title, millimetres."""
_ACROSS = 5
"""Characters of a title that stand side by side in HEAD."""
_WORD = re.compile(
    r"（[^（）]*）|审.意见|汇总意见|意见|盖章|初审|校?领导|负责人|国际合作|与交流处|二级学院|部门|单位|机关|主管"
    r"|[^（）]+?(?:(?:[处会院]|部(?!门)|办(?!公))、?|(?=审.意见|汇总|意见|盖章|初审|校?领导|负责人|部门|单位|机关|主管"
    r"|二级学院|（)|$)"
)


@dataclass(frozen=True)
class Step:
    """One box of the approval: who, what is to be signed, how high, and a small hint."""

    title: str
    signing: str = "签字（公章）"
    height: float = HEIGHT
    hint: str = ""


def steps(text: str) -> list[tuple[Step, ...]]:
    """The rows of boxes. Raises UserError naming the part that cannot be read."""
    rows = [tuple(_step(box) for box in row.split("+")) for row in _parts(text)]
    if not rows:
        raise UserError("签批栏是空的。", "请至少写一栏，如“分管校领导意见”。")
    return rows


def _step(box: str) -> Step:
    title, *rest = (part.strip() for part in box.split("|"))
    if not title or len(rest) > 3:
        raise UserError(f"签批栏“{box.strip()}”读不懂。", "写法：栏目|签字方式|高度（毫米）|提示，后三项可省。")
    signing, height, hint = (*rest, *("",) * (3 - len(rest)))
    return Step(title, signing or Step.signing, _height(height, title), hint)


def _height(written: str, title: str) -> float:
    if not written:
        return HEIGHT
    try:
        height = float(written)
    except ValueError:
        raise UserError(f"签批栏“{title}”的高度“{written}”不是数。", "请写毫米数，如 28。") from None
    if not LOWEST <= height <= 120:
        raise UserError(f"签批栏“{title}”的高度 {written} 毫米不合适。", "请写 12 至 120 之间的数。")
    return height


def approval_bands(
    text: str, said: Mapping[str, str] | None = None, *, width: float = 170
) -> tuple[Band, ...]:
    """The boxes of a paper; `said`: what stands in a box already, by its title.

    width: of the table, millimetres; boxes side by side share it equally.
    """
    said = said or {}
    bands = []
    for row in steps(text):
        columns: list[float | None] = []
        cells: list[Cell] = []
        each = None if len(row) == 1 else width / len(row) - HEAD
        for at, step in enumerate(row, start=1):
            columns += [HEAD, None if at == len(row) else each]
            signing = Signing(f"{step.signing}：") if step.signing != "—" else None
            words = said.get(step.title, step.hint)
            cells += [label(folded(step.title)), opinion(words, signing=signing)]
        bands.append(Band(tuple(columns), (Row(tuple(cells), max(s.height for s in row)),)))
    return tuple(bands)


def folded(title: str) -> str:
    """The title of a box in lines that end between its words: 国际处 over 汇总意见.

    A short one, one in two languages, or one with a long word stays as it is written.
    """
    words = _WORD.findall(title)
    if len(title) <= _ACROSS or not title.isprintable() or title.isascii() or " " in title:
        return title
    if "".join(words) != title or any(len(word.strip("（）")) > _ACROSS for word in words):
        return title
    best: tuple[str, ...] = min(_lines(words), key=_cost)
    return "\n".join(best)


def _lines(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every way to set the words in lines that have room for them; one word each at the worst."""
    yield tuple(words)
    for count in range(len(words) - 1):
        for cuts in combinations(range(1, len(words)), count):
            ends = (0, *cuts, len(words))
            lines = tuple("".join(words[a:b]) for a, b in pairwise(ends))
            if all(len(line) <= _ACROSS or line in words for line in lines):
                yield lines


def _cost(lines: tuple[str, ...]) -> tuple[int, int, int]:
    """Few lines, then even ones; of two that are equal the longer first line is better."""
    return len(lines), sum((_ACROSS - len(line)) ** 2 for line in lines), -len(lines[0])


@dataclass(frozen=True)
class Column:
    """A column of a list: key of its fact, label as printed, width in mm or None for the rest."""

    key: str
    label: str
    width: float | None


class UnknownColumn(UserError):
    """A column that the paper cannot fill; `known` says which it can, with their usual labels."""

    def __init__(self, message: str, remedy: str, known: Mapping[str, str]) -> None:
        super().__init__(message, remedy)
        self.known = dict(known)


class _AnyColumn(dict[str, str]):
    """Takes every column, for looking at how a line is written before a paper is drawn."""

    def __contains__(self, key: object) -> bool:
        return bool(key)

    def __missing__(self, key: str) -> str:
        return key


ANY_COLUMN: Mapping[str, str] = _AnyColumn()


def columns(text: str, known: Mapping[str, str]) -> list[Column]:
    """The columns in their order. Raises UserError for one that the paper does not know.

    known: keys the paper can fill, with their usual labels for the message.
    """
    found = []
    for part in _parts(text):
        key, _, rest = part.partition("=")
        words, _, width = rest.partition(":")
        if key.strip() not in known:
            offered = "、".join(f"{name}（{usual}）" for name, usual in known.items())
            raise UnknownColumn(f"没有“{key.strip()}”这一列。", f"可用的列：{offered}。", known)
        found.append(Column(key.strip(), words.strip() or known[key.strip()], _width(width, part)))
    free = [column for column in found if column.width is None]
    if not found or len(free) != 1:
        raise UserError("列的写法不对：应有且只有一列不写宽度。", "不写宽度的那一列占用余下的位置。")
    return found


def _width(written: str, part: str) -> float | None:
    if not written.strip():
        return None
    try:
        width = float(written)
    except ValueError:
        raise UserError(f"“{part}”的宽度不是数。", "请写毫米数，如 22；不写则占用余下的位置。") from None
    if not NARROWEST <= width <= 150:
        raise UserError(f"“{part}”的宽度不合适。", f"请写 {NARROWEST:g} 至 150 之间的毫米数。")
    return width


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", "；").split("；") if part.strip()]


def written_steps(rows: list[tuple[Step, ...]]) -> str:
    """The boxes as one line of text again; the inverse of `steps`."""
    return "；".join(" + ".join(_written(step) for step in row) for row in rows)


def _written(step: Step) -> str:
    signing = "" if step.signing == Step.signing else step.signing
    height = "" if step.height == HEIGHT else f"{step.height:g}"
    return "|".join((step.title, signing, height, step.hint)).rstrip("|")


def written_columns(found: list[Column]) -> str:
    """The columns as one line of text again; the inverse of `columns`."""
    return "；".join(
        f"{column.key}={column.label}" + ("" if column.width is None else f":{column.width:g}")
        for column in found
    )
