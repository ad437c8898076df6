"""Five plain charts, legible in grey: made from a table, put into PDF and PNG.

The window paints the same marks that go into the files, so a chart looks alike everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exports.chart_marks import Box, Chart, Mark, Series, Stroke, Words, height_for, marks
from models.cross_table import Answer
from models.errors import UserError

__all__ = [
    "KINDS", "Box", "Chart", "Mark", "Series", "Stroke", "Words", "draw", "height_for", "made",
    "marks", "of_answer", "of_column", "to_pdf", "to_png",
]

KINDS = (
    ("bar", "条形图"), ("stacked", "堆叠条形图"), ("line", "折线图"),
    ("share", "百分比条形图"), ("ranked", "排序条形图"),
)
MOST_BARS, MOST_PARTS, MOST_CLUSTERED = 24, 6, 45


def of_answer(answer: Answer, kind: str) -> Chart:
    """A chart of a cross table's rows; its columns are the parts. Totals are left out.

    Years beside each other run along the chart where it shows a course (line, stacked, share);
    a ranked chart shows the last of them.
    """
    rows = [row for row in answer.rows if not row.is_total]
    parts = [column for column in answer.columns if not column.is_total]
    whole, title = answer.columns[-1], answer.title
    is_course = len(answer.question.periods()) > 1
    names = [" · ".join(row.words) for row in rows]
    if is_course and kind in ("line", "stacked", "share"):
        lines = tuple(
            Series(name, tuple(float(answer.cell(row, part).value) for part in parts))
            for name, row in zip(names, rows, strict=True)
        )
        totals = tuple(float(answer.cell(answer.rows[-1], part).value) for part in parts)
        chart = made(kind, title, [part.words[0] for part in parts], lines, answer.unit)
        return chart if kind == "line" else replace(chart, totals=totals)
    if is_course and kind == "ranked":
        parts, title = parts[-1:], f"{title}（{parts[-1].words[0]}）"
    elif (not is_course and kind in ("bar", "ranked")) or not parts:
        parts = [whole]
    series = tuple(
        Series(part.words[0], tuple(float(answer.cell(row, part).value) for row in rows))
        for part in parts
    )
    chart = made(kind, title, names, series, answer.unit)
    if kind in ("stacked", "share") and len(chart.labels) == len(rows) and len(parts) > 1:
        totals = tuple(float(answer.cell(row, whole).value) for row in rows)
        chart = replace(chart, totals=totals)
    return chart


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
    most = MOST_BARS if kind != "bar" or len(parts) == 1 else max(4, MOST_CLUSTERED // len(parts))
    places = [at for at in range(len(labels))
              if kind != "ranked" or any(one.values[at] for one in parts)]
    if kind == "ranked" or (len(places) > most and kind != "line"):
        places.sort(key=lambda at: -sum(one.values[at] for one in parts))
    names, rest_of = [labels[at] for at in places[:most]], places[most:]
    kept = [Series(one.name, tuple(one.values[at] for at in places[:most])) for one in parts]
    if rest_of and kind != "line":
        names[-1:] = [f"其他 {len(rest_of) + 1} 项"]
        rest_of = [places[most - 1], *rest_of]
        kept = [Series(k.name, (*k.values[:-1], sum(one.values[at] for at in rest_of)))
                for k, one in zip(kept, parts, strict=True)]
    elif rest_of:
        names, kept = list(labels), parts
    return Chart(kind, title, tuple(names), tuple(kept), unit)


def to_pdf(
    chart: Chart, width: float = 480, height: float | None = None, *, titled: bool = True,
) -> bytes:
    """The chart as a PDF page of its own size, letters embedded; as high as it needs to be."""
    from exports.prints.embedding import new_canvas
    from exports.prints.fonts import book

    face = book().face("song")
    if face is None:
        raise UserError("没有找到可用于画图的中文字体。", "请按说明书安装字体。")
    stream = io.BytesIO()
    canvas = new_canvas(stream, face)
    height = height or height_for(chart, width, titled=titled)
    canvas.setPageSize((width, height))
    canvas.setTitle(chart.title)
    draw(canvas, marks(chart, width, height, titled=titled), height)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def to_png(
    chart: Chart, width: float = 480, height: float | None = None, *, dpi: int = 300,
    titled: bool = True,
) -> bytes:
    """The chart as a grey picture for Word, from its PDF; sizes in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(to_pdf(chart, width, height, titled=titled))
    try:
        picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()
    stream = io.BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi), optimize=True)
    return stream.getvalue()


def draw(canvas: Any, found: Sequence[Mark], height: float) -> None:
    """Put marks on a reportlab canvas; its y grows upwards."""
    from reportlab.lib.colors import HexColor

    for mark in found:
        if isinstance(mark, Box):
            canvas.setFillColor(HexColor(f"#{mark.fill}"))
            canvas.setStrokeColor(HexColor("#3b3b3b"))
            canvas.setLineWidth(0.4)
            canvas.rect(mark.x, height - mark.y - mark.height, mark.width, mark.height,
                        int(mark.has_edge), 1)
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
