"""The drawing of a chart: bars, lines and words in points, told apart without any colour.

Parts of a bar differ by pattern, lines by dash, marker and the name at their end, so that a
photocopy in black and white says as much as the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SIZE = 9.0
DARK, EDGE, PAPER, GRID = "3b3b3b", "3b3b3b", "ffffff", "d0d0d0"
FILLS = ((DARK, ""), (PAPER, "/"), ("a8a8a8", ""), (PAPER, "x"), ("dedede", ""), (PAPER, "-"))
"""Fill and pattern of each part; a plain one always lies between two patterned ones."""
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (8, 2, 1.5, 2), (), (3, 3))
_HATCH = 4.5
_ROW, _CLUSTER = 20.0, 11.0


@dataclass(frozen=True)
class Series:
    """One row of numbers under the labels of the chart."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Chart:
    """What is drawn. labels: of the bars or points; series: one, or the parts of each bar."""

    kind: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    totals: tuple[float, ...] = ()
    """The whole of each bar, where its parts may overlap; blank: what the parts add up to."""


@dataclass(frozen=True)
class Box:
    """A filled rectangle; y grows downwards, points. has_edge: with a thin line around it."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    has_edge: bool = True


@dataclass(frozen=True)
class Stroke:
    """A line. dash: drawn broken, to tell lines apart without colour."""

    x: float
    y: float
    to_x: float
    to_y: float
    ink: str
    width: float = 0.6
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Words:
    """One line of words; y is the base line. anchor: start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: float = SIZE
    ink: str = "000000"


Mark = Box | Stroke | Words


def marks(chart: Chart, width: float, height: float, *, titled: bool = True) -> list[Mark]:
    """The chart as marks in a room of points; with a title that is the first of them."""
    found: list[Mark] = []
    top = 8.0
    if titled:
        found.append(Words(width / 2, 16, fitted(chart.title, width - 10, 11), "middle", 11))
        top = 30.0
    if chart.kind == "line":
        return found + list(_lines(chart, (6.0, top, width - 6, height - 6)))
    if len(chart.series) > 1:
        top = _legend(chart, width, top, found)
    return found + list(_bars(chart, (6.0, top, width - 6, height - 6)))


def height_for(chart: Chart, width: float, *, titled: bool = True) -> float:
    """The height at which the chart is neither crowded nor empty."""
    top = 30.0 if titled else 8.0
    if chart.kind == "line":
        return top + 210
    if len(chart.series) > 1:
        top = _legend(chart, width, top, [])
    each = _ROW
    if chart.kind == "bar":
        each = max(_ROW, _CLUSTER * len(chart.series) + 8)
    return top + each * max(len(chart.labels), 2) + 10


def _legend(chart: Chart, width: float, top: float, found: list[Mark]) -> float:
    x, y = 8.0, top + 4
    for at, one in enumerate(chart.series):
        name = fitted(one.name, width - 40, SIZE)
        wide = text_width(name, SIZE) + 30
        if x + wide > width and x > 8:
            x, y = 8.0, y + 14
        found += _part(Box(x, y - 8, 14, 9, ""), at)
        found.append(Words(x + 18, y, name))
        x += wide
    return y + 8


def _part(box: Box, at: int) -> Iterator[Mark]:
    """A rectangle in the pattern of a part."""
    fill, pattern = FILLS[at % len(FILLS)]
    yield Box(box.x, box.y, box.width, box.height, fill)
    right, bottom = box.x + box.width, box.y + box.height
    if pattern == "-":
        y = box.y + 2.5
        while y < bottom - 0.5:
            yield Stroke(box.x, y, right, y, EDGE, 0.6)
            y += 2.5
        return
    if pattern:
        step = -box.height
        while step < box.width:
            yield from _slanted(box, step, rising=True)
            if pattern == "x":
                yield from _slanted(box, step, rising=False)
            step += _HATCH


def _slanted(box: Box, step: float, *, rising: bool) -> Iterator[Mark]:
    """One line of a hatching at 45 degrees, cut at the sides of its box."""
    start, end = max(step, 0.0), min(step + box.height, box.width)
    if end - start < 0.2:
        return
    low, high = start - step, end - step
    if rising:
        low, high = box.height - low, box.height - high
    yield Stroke(box.x + start, box.y + low, box.x + end, box.y + high, EDGE, 0.5)


def _bars(chart: Chart, room: tuple[float, float, float, float]) -> Iterator[Mark]:
    """Lying bars: names need their room, and Chinese names stand badly on their side."""
    left, top, right, bottom = room
    several = len(chart.series) > 1
    sums = [sum(one.values[at] for one in chart.series) for at in range(len(chart.labels))]
    whole = list(chart.totals) or sums
    most = max(*([v for one in chart.series for v in one.values] if _is_clustered(chart) else sums),
               1e-9)
    if chart.kind == "share":
        ends = [number_words(v) + chart.unit for v in whole] if several else [
            _percent(value, sum(sums)) for value in sums]
    else:
        ends = [number_words(value) + chart.unit for value in whole]
    names = min(max(text_width(label, SIZE) for label in chart.labels) + 8, (right - left) * 0.36)
    start = left + names
    long = right - start - max(text_width(words, SIZE) for words in ends) - 8
    step = min((bottom - top) / len(chart.labels), 34 if not _is_clustered(chart) else 90)
    size = min(SIZE, step * 0.9)
    yield Stroke(start, top, start, top + step * len(chart.labels), EDGE)
    for at, label in enumerate(chart.labels):
        middle = top + step * (at + 0.5)
        yield Words(start - 5, middle + size * 0.36, fitted(label, names - 8, size), "end", size)
        if _is_clustered(chart):
            yield from _cluster(chart, at, (start, middle, long / most, step))
            continue
        base = most if chart.kind != "share" else sums[at] if several else sum(sums)
        x = start
        for mark in _stack(chart, at, (start, middle, long, min(step * 0.66, 18)), base or 1):
            if isinstance(mark, Box) and mark.has_edge:
                x = max(x, mark.x + mark.width)
            yield mark
        yield Words(x + 4, middle + size * 0.36, ends[at], size=size)


def _is_clustered(chart: Chart) -> bool:
    return chart.kind == "bar" and len(chart.series) > 1


def _cluster(chart: Chart, at: int, room: tuple[float, float, float, float]) -> Iterator[Mark]:
    """Bars of one label below each other, each with its number."""
    start, middle, scale, step = room
    thick = min((step - 5) / len(chart.series), 14)
    size = min(SIZE - 1, thick * 0.95)
    y = middle - thick * len(chart.series) / 2
    for number, one in enumerate(chart.series):
        wide = one.values[at] * scale
        if wide > 0:
            yield from _part(Box(start, y, wide, thick - 1, ""), number)
        yield Words(start + max(wide, 0) + 3, y + thick / 2 + size * 0.36,
                    number_words(one.values[at]), size=size)
        y += thick


def _stack(
    chart: Chart, at: int, room: tuple[float, float, float, float], whole: float,
) -> Iterator[Mark]:
    """The parts of one bar behind each other, their numbers inside where they fit."""
    x, middle, long, thick = room
    y, size = middle - thick / 2, min(SIZE - 1, thick * 0.9)
    for number, one in enumerate(chart.series):
        value = one.values[at]
        wide = max(0.0, long * value / whole)
        if not wide:
            continue
        if len(chart.series) == 1:
            yield Box(x, y, wide, thick, "8a8a8a")
            continue
        yield from _part(Box(x, y, wide, thick, ""), number)
        words = _percent(value, whole) if chart.kind == "share" else number_words(value)
        room_for = text_width(words, size)
        if wide > room_for + 5:
            fill, pattern = FILLS[number % len(FILLS)]
            if pattern:
                yield Box(x + (wide - room_for) / 2 - 2, y + 1.5, room_for + 4, thick - 3, PAPER,
                          has_edge=False)
            yield Words(x + wide / 2, middle + size * 0.36, words, "middle", size,
                        PAPER if fill == DARK else "000000")
        x += wide


def _lines(chart: Chart, room: tuple[float, float, float, float]) -> Iterator[Mark]:
    left, top, right, bottom = room
    several = len(chart.series) > 1
    names = [fitted(one.name, (right - left) * 0.26, SIZE) for one in chart.series]
    right -= max(text_width(name, SIZE) for name in names) + 10 if several else 0
    most = max(max(one.values) for one in chart.series) or 1
    most = most if most % 1 else -(-most // 4) * 4
    start, floor = left + text_width(number_words(most), SIZE) + 8, bottom - 18
    step = (right - start - 24) / max(len(chart.labels) - 1, 1)
    if chart.unit:
        yield Words(left, top + 2, f"单位：{chart.unit}", size=SIZE - 1)
    for part in range(5):
        y = floor - (floor - top - 14) * part / 4
        yield Stroke(start, y, right, y, GRID if part else EDGE, 0.5)
        yield Words(start - 4, y + 3, number_words(most * part / 4), "end")
    widest = max(text_width(label, SIZE) for label in chart.labels) + 6
    every = max(1, round(min(widest, 66) / max(step, 1) + 0.49))
    for at in range(0, len(chart.labels), every):
        words = fitted(chart.labels[at], max(step * every - 4, 46), SIZE)
        yield Words(start + 12 + step * at, floor + 13, words, "middle")
    ends: list[float] = []
    for number, one in enumerate(chart.series):
        points = [(start + 12 + step * at, floor - (floor - top - 14) * value / most)
                  for at, value in enumerate(one.values)]
        for a, b in pairwise(points):
            yield Stroke(*a, *b, EDGE, 1.3, DASHES[number % len(DASHES)])
        for x, y in points:
            yield from _marker(x, y, number)
        if len(chart.series) <= 2:
            shift = -6 if number == 0 else 12
            for (x, y), value in zip(points, one.values, strict=True):
                yield Words(x, y + shift, number_words(value), "middle", SIZE - 1)
        ends.append(points[-1][1])
    if several:
        end = start + 12 + step * (len(chart.labels) - 1)
        for at, y in enumerate(_apart(ends, top, floor)):
            yield Stroke(end + 4, ends[at], right + 4, y, "8a8a8a", 0.4)
            yield Words(right + 7, y + 3, names[at])


def _apart(wanted: list[float], top: float, floor: float) -> list[float]:
    """Heights near the wanted ones, a line of words from each other."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    found, last = list(wanted), top - SIZE
    for at in order:
        found[at] = last = max(wanted[at], last + SIZE + 3)
    for at in reversed(order):
        found[at] = floor = min(found[at], floor)
        floor -= SIZE + 3
    return found


def _marker(x: float, y: float, at: int) -> Iterator[Mark]:
    """Full and empty square, cross, plus, triangle, empty diamond."""
    half = 2.6
    corners: dict[int, tuple[tuple[float, float], ...]] = {
        4: ((-half, half), (half, half), (0, -half), (-half, half)),
        5: ((-half, 0), (0, -half), (half, 0), (0, half), (-half, 0)),
    }
    kind = at % 6
    if kind < 2:
        yield Box(x - half + 0.4, y - half + 0.4, 2 * half - 0.8, 2 * half - 0.8,
                  (DARK, PAPER)[kind])
    elif kind in corners:
        for (ax, ay), (bx, by) in pairwise(corners[kind]):
            yield Stroke(x + ax, y + ay, x + bx, y + by, EDGE, 1.0)
    else:
        turned = ((1, 1), (1, -1)) if kind == 2 else ((1, 0), (0, 1))
        for dx, dy in turned:
            yield Stroke(x - half * dx, y - half * dy, x + half * dx, y + half * dy, EDGE, 1.0)


def _percent(value: float, whole: float) -> str:
    return f"{value * 100 / whole:.1f}%" if whole else "—"


def number_words(value: float) -> str:
    """With separators, one decimal where it is not whole."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def text_width(text: str, size: float) -> float:
    """About how wide words are, in points."""
    return sum(size if ord(c) > 0x2e80 else size * 0.54 for c in text)


def fitted(text: str, width: float, size: float) -> str:
    """The beginning of words that fits, with … behind it."""
    if text_width(text, size) <= width + 0.5:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"
