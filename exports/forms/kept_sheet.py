"""往年数 in and out: a simple sheet with a form's places and years, filled in once from old paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.forms.base import FilledCell, FilledForm
from models import cells, old_numbers
from models.entities.kept_figure import KeptFigure
from models.errors import UserError

FIRST_YEAR_COLUMN = 5
HEADERS = ("表号", "位置代码", "表中位置", "单位")
SOURCE_WORDS = "来源"


@dataclass(frozen=True)
class OldNumber:
    """One number to be kept: a place of a form in a year. None takes it back."""

    place: str
    year: int
    value: Any
    source: str


def places(filled: FilledForm) -> list[FilledCell]:
    """The cells of a form that an old form may answer."""
    last = {column.key for column in filled.columns if column.years_back}
    return [cell for cell in filled.cells.values()
            if cell.kind in ("figure", "typed") and cell.column not in last
            and not (cell.typed and cell.typed.words)]


def sheet(filled: FilledForm, years: Sequence[int]) -> bytes:
    """A workbook to fill in: a row for each place, a column for each year, what is kept put in."""
    import openpyxl
    from openpyxl.styles import Font

    workbook = openpyxl.Workbook()
    page: Any = workbook.active
    page.title = "往年数"
    page.append([*HEADERS, *(f"{year}年" for year in years)])
    page.append([filled.code, SOURCE_WORDS, "来源：从哪份旧表读来（每年必填）", ""])
    known = {(one.key_name, one.year): one for one in kept_of(filled.code)}
    sources = {one.year: one.source for one in known.values()}
    for at, year in enumerate(years):
        page.cell(2, FIRST_YEAR_COLUMN + at, sources.get(year))
    for cell in places(filled):
        key = f"{cell.row}/{cell.column}"
        page.append([
            filled.code, key, f"{cell.row_label}·{cell.column_label}", exact_unit(cell),
            *(getattr(known.get((key, year)), "value", None) for year in years),
        ])
    for head in page[1]:
        head.font = Font(bold=True)
    for letter, width in zip("ABCD", (8, 22, 52, 8), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "E3"
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def read(path: Path, filled: FilledForm) -> int:
    """Keep what a filled-in sheet says; how many numbers. UserError names the row that is wrong."""
    import openpyxl

    workbook = openpyxl.load_workbook(path, data_only=True)
    rows = list(workbook.worksheets[0].iter_rows(values_only=True))
    if not rows or tuple(rows[0][:4]) != HEADERS:
        raise UserError("这不是往年数的表。", "请先导出“往年数填写表”，填好后再读入。")
    years = [(at, _year(word)) for at, word in enumerate(rows[0]) if at >= 4 and word]
    places_known = {f"{cell.row}/{cell.column}" for cell in places(filled)}
    sources: dict[int, str] = {}
    found: list[OldNumber] = []
    for line, row in enumerate(rows[1:], 2):
        if row[1] == SOURCE_WORDS:
            sources = {year: str(row[at] or "").strip() for at, year in years}
            continue
        if row[0] != filled.code or row[1] not in places_known:
            raise UserError(f"第{line}行不是{filled.code}的位置：{row[0]} {row[1]}。", "请用本表导出的填写表。")
        for at, year in years:
            if row[at] is None or str(row[at]).strip() == "":
                continue
            number = _number(row[at], line)
            found.append(OldNumber(str(row[1]), year, number, sources.get(year, "")))
    return keep(filled, found)


def keep(filled: FilledForm, numbers: Sequence[OldNumber]) -> int:
    """Keep some old numbers as one step; how many. UserError when a source is missing."""
    by_key = {f"{cell.row}/{cell.column}": cell for cell in places(filled)}
    known = {(one.key_name, one.year): one for one in kept_of(filled.code)}
    bare = sorted({n.year for n in numbers if n.value is not None and not n.source.strip()})
    if bare:
        raise UserError(f"{'、'.join(map(str, bare))}年没有写来源。", "请写明从哪份旧表读来。")
    kept, gone = [], []
    for number in numbers:
        record = known.get((number.place, number.year))
        if number.value is not None:
            kept.append(_filled_in(record, number, filled, by_key[number.place]))
        elif record is not None:
            gone.append(record)
    old_numbers.keep(kept, gone, label=f"录入往年数 {filled.code}")
    return len(numbers)


def _filled_in(
    record: KeptFigure | None, number: OldNumber, filled: FilledForm, cell: FilledCell,
) -> KeptFigure:
    record = record or KeptFigure(
        year=number.year, form_code=filled.code, key_name=number.place)
    record.title = f"{cell.row_label}·{cell.column_label}"
    record.value, record.source = float(number.value), number.source.strip()
    record.unit = exact_unit(cell)
    if cell.figure is not None:
        record.figure_id = cell.figure.id
        record.period = _then(cell, filled.year - number.year)
    return record


def kept_of(code: str) -> list[KeptFigure]:
    """All old numbers of a form."""
    return list(KeptFigure.active().where(KeptFigure.form_code == code))


def exact_unit(cell: FilledCell) -> str:
    """The unit in which a number is kept: that of the figure itself (元), not of the paper (万元)."""
    return cell.figure.unit if cell.figure is not None else cell.unit


def _then(cell: FilledCell, years: int) -> str:
    assert cell.figure is not None
    period = cell.figure.period
    for _ in range(years):
        period = period.previous()
    return period.label


def _year(word: Any) -> int:
    digits = "".join(c for c in str(word) if c.isdigit())
    if len(digits) != 4:
        raise UserError(f"表头“{word}”不是年份。", "年份列请写成“2016年”。")
    return int(digits)


def _number(raw: Any, line: int) -> Any:
    try:
        return cells.number(raw)
    except ValueError as error:
        raise UserError(f"第{line}行“{raw}”不是数字。", "请只写数字。") from error
