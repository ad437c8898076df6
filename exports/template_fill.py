"""Fills an authority's workbook by a mapping: this year's figures, and whole runs of slices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from exports.figure_words import figure_of
from exports.handing_over import About
from exports.leak_guard import Leak, find
from exports.template_mapping import CellMapping, Labels, MappedCell
from exports.template_reading import Place, Template
from exports.template_reapply import Reapplied, reapply
from exports.template_typed import Kept, read
from exports.workbook_patch import Patched, patch
from models.errors import UserError
from models.indicators.base import Figure, Period, dimension_of, values_of

_TOTALS = ("合计", "总计", "小计", "共计", "总数")


@dataclass(frozen=True)
class FilledTemplate:
    """The new file and what stands in its cells. blank: cells whose value nobody has typed yet;
    they stay as the template has them. allowed: sorts of number that the empty form shows itself.
    """

    patched: Patched
    applied: Reapplied
    values: dict[MappedCell, Kept]
    blank: list[MappedCell]
    allowed: frozenset[str]

    def proof(self) -> str:
        """What the loss check proved, for the person."""
        done = self.patched
        return (
            f"核对过 {done.parts_compared} 个部件：只改了这 {len(done.written)} 格和 "
            f"{len(done.recalculated)} 个公式的结果，其余逐字节相同。"
        )


    def notices(self) -> list[str]:
        """What the person has to know besides."""
        said = list(self.patched.said)
        if self.blank:
            listed = "、".join(f"{c.sheet}!{c.cell}" for c in self.blank[:8])
            said.append(f"{len(self.blank)} 格手填数今年还没有填，仍是模板原样：{listed}")
        return said


def about(source: Path) -> About:
    """The row of the export log for a filled template."""
    return About(f"填写上级模板 {source.name}", "上报")


def check_target(source: Path, target: Path) -> None:
    """UserError unless the copy may stand there: of the template's kind and never on itself."""
    if target.suffix.lower() != source.suffix.lower():
        raise UserError(f"填好的文件应和模板同样是 {source.suffix}。", f"请把文件名改成以 {source.suffix} 结尾。")
    if target.exists() and source.exists() and target.samefile(source):
        raise UserError("不能写在模板自己身上。", "请换一个文件名，空白模板明年还要用。")


def _shown_anyway(template: Template, content: bytes) -> frozenset[str]:
    """The sorts of number that need no question: all of them stood in the empty form already
    (the telephone of the authority). None when filling has added one."""
    from models import known_people

    people = known_people.read()
    before, after = (find(c, template.name, people=people).leaks for c in (template.data, content))

    def key(leak: Leak) -> tuple[str, str, str]:
        return leak.place, leak.sort, leak.shown

    is_new = {key(leak) for leak in after} - {key(leak) for leak in before}
    return frozenset() if is_new else frozenset(leak.sort for leak in before)


def figure_for(cell: MappedCell, year: int) -> Figure:
    """The figure of a mapped cell in a year; UserError when there is no such indicator."""
    figure = figure_of(cell.figure, year + cell.years, [])
    period = _period(cell.period, year + cell.years)
    return figure if period is None else replace(figure, period=period)


def _period(kind: str, year: int) -> Period | None:
    if kind == "自然年":
        return Period.calendar_year(year)
    if kind == "学年":
        return Period.academic_year(year)
    if kind == "时点":
        return Period.as_of(date(year, 12, 31))
    if kind in ("上半年", "下半年"):
        return Period.half_year(year, 1 if kind == "上半年" else 2)
    return None


def values_for(cells: Iterable[MappedCell], year: int) -> dict[MappedCell, Kept]:
    """What each cell is to hold: divided and rounded half up. Zero stands as 0, never blank.

    A cell for a typed value is left out until somebody has typed it.
    """
    listed = list(cells)
    typed = read(listed, year)
    figures = {cell: figure_for(cell, year) for cell in listed if not cell.typed}
    numbers = values_of(figures.values())
    computed = {c: in_cell(c, Decimal(numbers[figure])) for c, figure in figures.items()}
    return {
        cell: computed[cell] if cell in computed else typed[cell]
        for cell in listed if cell in computed or cell in typed
    }


def in_cell(cell: MappedCell, number: Decimal) -> Decimal:
    """A figure in the unit and with the decimals of its cell."""
    divided = number / Decimal(cell.divisor)
    if cell.decimals == 0 and divided != int(divided) and cell.divisor == "1":
        return divided.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)  # 元 keep their 分
    return divided.quantize(Decimal(1).scaleb(-cell.decimals), rounding=ROUND_HALF_UP)


def fill_template(template: Template, mapping: CellMapping, year: int) -> FilledTemplate:
    """The filled file in memory. UserError where cells of the mapping are not surely found."""
    applied = reapply(mapping, template)
    if applied.questions:
        words = "；".join(
            f"{q.was.sheet} {q.was.cell}"
            f"（{' / '.join((*q.was.rows, *q.was.columns)) or '公式'}）{q.state}"
            + (f"：{'、'.join(q.places)}" if q.places else "") for q in applied.questions[:8]
        )
        raise UserError(
            f"模板变了，有 {len(applied.questions)} 格对不上：{words}。", "请在窗口里重新对应这几格，其余的不用再选。"
        )
    if not applied.cells:
        raise UserError("对应关系里没有单元格。", "请先点单元格、选数字，再填写。")
    values = values_for(applied.cells, year)
    blank = [cell for cell in applied.cells if cell not in values]
    patched = patch(template, {(c.sheet, c.place): value for c, value in values.items()})
    allowed = _shown_anyway(template, patched.content)
    return FilledTemplate(patched, applied, values, blank, allowed)


@dataclass(frozen=True)
class Run:
    """A row or column of slices. unmatched: labels that are no value of the dimension."""

    cells: list[MappedCell]
    unmatched: list[str]


def run_of_slices(
    template: Template, start: MappedCell, key: str, *, year: int, down: bool = True
) -> Run:
    """From a cell on, down or to the right: each label's slice (日本 → country=JPN).

    start.figure names the whole; totals are passed over, and the run ends with the labels.
    """
    sheet = template.sheet(start.sheet)
    labels, place = Labels(sheet), sheet.anchor(start.place)
    figure = figure_for(start, year)
    try:
        dimension = dimension_of(figure.indicator.entity, key)
    except LookupError as error:
        raise UserError(f"“{figure.indicator.label}”不能按“{key}”拆分。") from error
    run, gaps = Run([], []), 0
    while place.row <= labels.last_row and place.column <= labels.last_column and gaps < 2:
        words = _label_beside(labels, place, down=down)
        gaps = 0 if words else gaps + 1
        if words and not any(total in words for total in _TOTALS):
            try:
                value = dimension.parse(words)
            except ValueError:
                run.unmatched.append(words)
            else:
                if sheet.at(place).formula is None:
                    inside = figure.sliced(**{key: value}).id
                    run.cells.append(replace(
                        start, sheet=sheet.name, cell=str(place), figure=inside))
        place = Place(place.row + down, place.column + (not down))
    return run


def _label_beside(labels: Labels, place: Place, *, down: bool) -> str:
    """The nearest label left of the cell (down) or above it."""
    step = place
    while (step.column if down else step.row) > 1:
        step = Place(step.row - (not down), step.column - down)
        words = labels.label(step)
        if words:
            return words
    return ""
