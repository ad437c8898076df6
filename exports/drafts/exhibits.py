"""图 and 表 in a draft: kept cross tables counted anew, numbered, drawn and described."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exports.charts import KINDS, Chart, height_for, of_answer, to_png
from exports.cross_table import cell_words, note_of
from exports.drafts.blocks import Picture, Table
from models import kept_cross_tables
from models.cross_table import Answer, ask
from models.entities.draft_exhibit import DraftExhibit
from models.errors import UserError

FORMS = ((kept_cross_tables.TABLE, "表格"), *KINDS)
"""As what a kept table can stand in a draft."""

WIDTH_MM = 150.0
_POINTS_PER_MM = 72 / 25.4
_MOST_HEIGHT_MM = 200.0
_FIRST_MM, _LEAST_MM = 44.0, 18.0


@dataclass(frozen=True)
class Exhibit:
    """A picture or table as it stands now. caption: 图1 …; trouble: why there is none to show."""

    id: int
    view: str
    name: str
    caption: str
    answer: Answer | None = None
    chart: Chart | None = None
    trouble: str = ""

    @property
    def description(self) -> str:
        """What somebody who cannot see the picture is told (替代文字)."""
        if self.chart is None:
            return self.name
        kind = dict(KINDS)[self.view]
        parts = []
        for one in self.chart.series:
            numbers = "，".join(
                f"{label}{value:g}{self.chart.unit}"
                for label, value in zip(self.chart.labels, one.values, strict=True)
            )
            parts.append(f"{one.name}：{numbers}" if len(self.chart.series) > 1 else numbers)
        return f"{kind}，{self.name}。{'；'.join(parts)}。"


def exhibits_of(code: str, year: int, sections: Iterable[str]) -> dict[str, tuple[Exhibit, ...]]:
    """Section key → its exhibits, numbered in reading order; empty ones get no number."""
    kept: dict[str, list[DraftExhibit]] = {}
    asked = (DraftExhibit.draft == code) & (DraftExhibit.year == year)
    for one in DraftExhibit.active().where(asked).order_by(DraftExhibit.id):
        kept.setdefault(one.section, []).append(one)
    if not kept:
        return {}
    numbers = {"图": 0, "表": 0}
    return {
        key: tuple(_exhibit(one, year, numbers) for one in kept[key])
        for key in sections if key in kept
    }


def _exhibit(kept: DraftExhibit, year: int, numbers: dict[str, int]) -> Exhibit:
    saved = kept.table
    name = kept.caption or saved.name
    try:
        answer = ask(kept_cross_tables.question_of(saved, year))
        if not any(cell.value or cell.is_open for cell in answer.cells.values()):
            raise UserError("这一年没有数字。")
        is_chart = kept.view != kept_cross_tables.TABLE
        chart = of_answer(answer, kept.view) if is_chart else None
    except UserError as error:
        return Exhibit(kept.id, kept.view, name, name, trouble=error.message)
    sort = "图" if is_chart else "表"
    numbers[sort] += 1
    return Exhibit(kept.id, kept.view, name, f"{sort}{numbers[sort]} {name}", answer, chart)


def block_of(exhibit: Exhibit) -> Picture | Table | None:
    """The exhibit as part of a paper; None when there is nothing to show."""
    if exhibit.answer is None:
        return None
    if exhibit.chart is None:
        return _table(exhibit, exhibit.answer)
    width = WIDTH_MM * _POINTS_PER_MM
    height = min(height_for(exhibit.chart, width, titled=False), _MOST_HEIGHT_MM * _POINTS_PER_MM)
    png = to_png(exhibit.chart, width, height, titled=False)
    return Picture(
        png, WIDTH_MM, height / _POINTS_PER_MM, exhibit.caption, exhibit.description,
        "".join(exhibit.answer.notes),
    )


def _table(exhibit: Exhibit, answer: Answer) -> Table:
    labels = len(answer.row_labels)
    columns = (*answer.row_labels, *(column.words[-1] for column in answer.columns))
    rows = tuple(
        (*row.words, *(cell_words(answer.cell(row, column)) for column in answer.columns))
        for row in answer.rows
    )
    first = _FIRST_MM if labels == 1 else _FIRST_MM * 0.8
    each = max(_LEAST_MM, min(30.0, (WIDTH_MM - first * labels) / len(answer.columns)))
    return Table(
        columns, rows, (*[first] * labels, *[each] * len(answer.columns)), exhibit.caption,
        note_of(answer), small=len(columns) > 6,
    )
