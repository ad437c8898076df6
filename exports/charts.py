"""Five plain charts, legible in grey: one drawing of rectangles, lines and words for every output.

The window paints the same marks that go into PDF and PNG, so a chart looks alike everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from models.cross_table import Answer
from models.errors import UserError

KINDS = (
    ("bar", "条形图"), ("stacked", "堆叠条形图"), ("line", "折线图"),
    ("share", "百分比条形图"), ("ranked", "排序条形图"),
)
GREYS = ("3b3b3b", "8a8a8a", "c4c4c4", "606060", "a8a8a8", "dedede")
"""Neighbours differ enough to be told apart on a photocopy; every part has its number beside it."""

MOST_BARS, MOST_PARTS = 24, 6
SIZE = 9.0


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


@dataclass(frozen=True)
class Box:
    """A filled rectangle; y grows downwards, points."""

    x: float
    y: float
    width: float
    height: float
    fill: str


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


def of_answer(answer: Answer, kind: str) -> Chart:
    """A chart of a cross table's rows; its columns are the parts. Totals are left out."""
    rows = [row for row in answer.rows if not row.is_total]
    parts = [column for column in answer.columns if not column.is_total]
    whole = answer.columns[-1]
    if kind in ("bar", "ranked") or not parts:
        parts = [whole]
    series = tuple(
        Series(part.words[0], tuple(float(answer.cell(row, part).value) for row in rows))
        for part in parts
    )
    return made(kind, answer.title, [" · ".join(row.words) for row in rows], series, answer.unit)


def of_column(filled: Any, column: str, kind: str = "bar") -> Chart:
    """A chart of one column of a filled annual form; only numbers, and no totals."""
    shown = [(row.label, filled.number(row.key, column)) for row in filled.rows
             if not row.strong and not row.heading]
    kept = [(label, float(number)) for label, number in shown if number is not None]
    label = next(each for each in filled.columns if each.key == column)
    series = (Series(label.label, tuple(number for _, number in kept)),)
    return made(kind, f"{filled.title}：{label.label}", [label for label, _ in kept], series,
                label.unit)


def made(
    kind: str, title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "",
) -> Chart:
    """A chart that can be read: ranked where asked, the smallest bars and parts put together.

    Raises UserError where there is nothing to draw.
    """
    if not labels or not any(value for one in series for value in one.values):
        raise UserError("没有数字可以画图。", "请换一个年份或项目。")
    parts = list(series)
    if len(parts) > MOST_PARTS:
        parts.sort(key=lambda one: -sum(one.values))
        rest = parts[MOST_PARTS - 1:]
        added = tuple(sum(values) for values in zip(*(one.values for one in rest), strict=True))
        parts = [*parts[:MOST_PARTS - 1], Series(f"其他 {len(rest)} 项", added)]
    places = list(range(len(labels)))
    if kind == "ranked" or (len(places) > MOST_BARS and kind != "line"):
        places.sort(key=lambda at: -sum(one.values[at] for one in parts))
    names, rest_of = [labels[at] for at in places[:MOST_BARS]], places[MOST_BARS:]
    kept = [Series(one.name, tuple(one.values[at] for at in places[:MOST_BARS])) for one in parts]
    if rest_of and kind != "line":
        names[-1:] = [f"其他 {len(rest_of) + 1} 项"]
        rest_of = [places[MOST_BARS - 1], *rest_of]
        kept = [Series(k.name, (*k.values[:-1], sum(one.values[at] for at in rest_of)))
                for k, one in zip(kept, parts, strict=True)]
    elif rest_of:
        names, kept = list(labels), parts
    return Chart(kind, title, tuple(names), tuple(kept), unit)


def marks(chart: Chart, width: float, height: float) -> list[Mark]:
    """The chart as marks in a room of points; the title is the first of them."""
    found: list[Mark] = [Words(width / 2, 16, _fitted(chart.title, width - 10, 11), "middle", 11)]
    top = 30.0
    if len(chart.series) > 1:
        top = _legend(chart, width, found)
    room = (6.0, top, width - 6, height - 6)
    return found + (_lines(chart, room) if chart.kind == "line" else _bars(chart, room))


def to_pdf(chart: Chart, width: float = 480, height: float = 320) -> bytes:
    """The chart as a PDF page of its own size, letters embedded."""
    from exports.prints.embedding import new_canvas
    from exports.prints.fonts import book

    face = book().face("song")
    if face is None:
        raise UserError("没有找到可用于画图的中文字体。", "请按说明书安装字体。")
    stream = io.BytesIO()
    canvas = new_canvas(stream, face)
    canvas.setPageSize((width, height))
    canvas.setTitle(chart.title)
    draw(canvas, marks(chart, width, height), height)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def to_png(chart: Chart, width: float = 480, height: float = 320, *, dpi: int = 200) -> bytes:
    """The chart as a picture for Word, from its PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(to_pdf(chart, width, height))
    try:
        picture = document[0].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    stream = io.BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi))
    return stream.getvalue()


def draw(canvas: Any, found: Sequence[Mark], height: float) -> None:
    """Put marks on a reportlab canvas; its y grows upwards."""
    from reportlab.lib.colors import HexColor

    for mark in found:
        if isinstance(mark, Box):
            canvas.setFillColor(HexColor(f"#{mark.fill}"))
            canvas.setStrokeColor(HexColor("#3b3b3b"))
            canvas.setLineWidth(0.4)
            canvas.rect(mark.x, height - mark.y - mark.height, mark.width, mark.height, 1, 1)
        elif isinstance(mark, Stroke):
            canvas.setStrokeColor(HexColor(f"#{mark.ink}"))
            canvas.setLineWidth(mark.width)
            canvas.setDash(list(mark.dash))
            canvas.line(mark.x, height - mark.y, mark.to_x, height - mark.to_y)
            canvas.setDash([])
        else:
            _write(canvas, mark, height)


def _write(canvas: Any, mark: Words, height: float) -> None:
    from reportlab.lib.colors import HexColor

    from exports.prints.fonts import book, clean

    runs = book().runs(clean(mark.text), "song")
    canvas.setFillColor(HexColor(f"#{mark.ink}"))
    widths = [run.face.measure(run.text) * mark.size for run in runs]
    x = mark.x - {"start": 0, "middle": sum(widths) / 2, "end": sum(widths)}[mark.anchor]
    for run, wide in zip(runs, widths, strict=True):
        canvas.setFont(run.face.font.fontName, mark.size)
        canvas.drawString(x, height - mark.y, run.text)
        x += wide


def _legend(chart: Chart, width: float, found: list[Mark]) -> float:
    x, y = 8.0, 30.0
    for at, one in enumerate(chart.series):
        wide = _width(one.name, SIZE) + 24
        if x + wide > width and x > 8:
            x, y = 8.0, y + 14
        if chart.kind == "line":
            ink, dash = _pen(at)
            found.append(Stroke(x, y - 3, x + 14, y - 3, ink, 1.4, dash))
        else:
            found.append(Box(x, y - 8, 10, 9, GREYS[at % len(GREYS)]))
        found.append(Words(x + 17, y, one.name))
        x += wide
    return y + 8


def _bars(chart: Chart, room: tuple[float, float, float, float]) -> list[Mark]:
    """Lying bars: names need their room, and Chinese names stand badly on their side."""
    left, top, right, bottom = room
    names = min(max(_width(label, SIZE) for label in chart.labels) + 8, (right - left) * 0.36)
    sums = [sum(one.values[at] for one in chart.series) for at in range(len(chart.labels))]
    most = max(*sums, 1e-9)
    shown = [_shown(value) + (chart.unit if chart.kind != "share" else "") for value in sums]
    start = left + names
    long = right - start - max(_width(words, SIZE) for words in shown) - 8
    step = min((bottom - top) / len(chart.labels), 34)
    thick = min(step * 0.66, 18)
    size = min(SIZE, step * 0.9)
    found: list[Mark] = [Stroke(start, top, start, top + step * len(chart.labels), "3b3b3b")]
    for at, label in enumerate(chart.labels):
        y, x = top + step * at + (step - thick) / 2, start
        base = y + thick / 2 + size * 0.36
        found.append(Words(start - 5, base, _fitted(label, names - 8, size), "end", size))
        for number, one in enumerate(chart.series):
            whole = sums[at] if chart.kind == "share" and len(chart.series) > 1 else most
            if chart.kind == "share" and len(chart.series) == 1:
                whole = sum(sums)
            wide = max(0.0, long * one.values[at] / whole) if whole else 0.0
            fill = GREYS[number % len(GREYS)] if len(chart.series) > 1 else "8a8a8a"
            if wide:
                found.append(Box(x, y, wide, thick, fill))
            words = _shown(one.values[at])
            if chart.kind == "share" and whole:
                words = f"{one.values[at] * 100 / whole:.1f}%"
            if len(chart.series) > 1 and wide > _width(words, size - 1) + 4:
                dark = fill in ("3b3b3b", "606060")
                found.append(Words(x + wide / 2, base, words, "middle", size - 1,
                                   "ffffff" if dark else "000000"))
            x += wide
        end = shown[at]
        if chart.kind == "share" and len(chart.series) == 1:
            end = f"{sums[at] * 100 / (sum(sums) or 1):.1f}%"
        found.append(Words(x + 4, base, end, size=size))
    return found


def _lines(chart: Chart, room: tuple[float, float, float, float]) -> list[Mark]:
    left, top, right, bottom = room
    most = max(max(one.values) for one in chart.series) or 1
    most = most if most % 1 else -(-most // 4) * 4
    start, floor = left + _width(_shown(most), SIZE) + 8, bottom - 18
    step = (right - start - 16) / max(len(chart.labels) - 1, 1)
    found: list[Mark] = []
    for part in range(5):
        y = floor - (floor - top - 10) * part / 4
        found.append(Stroke(start, y, right, y, "3b3b3b" if not part else "d0d0d0", 0.5))
        found.append(Words(start - 4, y + 3, _shown(most * part / 4), "end"))
    every = -(-len(chart.labels) * 46 // max(int(right - start), 1))
    for at, label in enumerate(chart.labels):
        if at % max(every, 1) == 0:
            words = _fitted(label, 60, SIZE)
            found.append(Words(start + 8 + step * at, floor + 13, words, "middle"))
    for number, one in enumerate(chart.series):
        ink, dash = _pen(number)
        points = [(start + 8 + step * at, floor - (floor - top - 10) * value / most)
                  for at, value in enumerate(one.values)]
        found += [Stroke(*a, *b, ink, 1.4, dash)
                  for a, b in pairwise(points)]
        for (x, y), value in zip(points, one.values, strict=True):
            found.append(Box(x - 2, y - 2, 4, 4, ink))
            if len(chart.series) <= 2:
                found.append(Words(x, y - 5, _shown(value), "middle", SIZE - 1))
    return found


def _pen(at: int) -> tuple[str, tuple[float, ...]]:
    dashes: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (7, 2, 1.5, 2))
    return ("3b3b3b", "6e6e6e")[at % 2], dashes[at % len(dashes)]


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _width(text: str, size: float) -> float:
    return sum(size if ord(c) > 0x2e80 else size * 0.54 for c in text)


def _fitted(text: str, width: float, size: float) -> str:
    if _width(text, size) <= width:
        return text
    while text and _width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"
