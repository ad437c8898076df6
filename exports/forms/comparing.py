"""A form beside its year before, and how far its numbers are sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from models import explaining
from models.indicators.base import RECORDS, Figure, Value, dimension_of
from models.years_before import COMPUTED, Before, YearBefore

if TYPE_CHECKING:
    from exports.forms.base import AnnualForm, FilledCell, FilledForm

Place = tuple[str, str]
"""Keys of row and column."""


def last_year(filled: FilledForm) -> dict[Place, Before]:
    """The number of the year before for each cell that has one: filed, else computed, else 往年数.

    Computed means by the definition valid then; a year without records has no computed number.
    A form that prints 上年 itself is compared with what it prints, its first column of this year
    of numbers only: what stands beside (增减, 占比) is not compared again.
    """
    printed = [c.key for c in filled.columns if c.years_back]
    this = [c.key for c in filled.columns if not c.years_back and any(
        cell.kind != "words" for (_, column), cell in filled.cells.items() if column == c.key)]
    if printed:
        if len(printed) != 1 or not this:
            return {}
        return {
            (row, this[0]): cell.before or Before(cell.exact, COMPUTED, "表中上年栏")
            for (row, column), cell in filled.cells.items()
            if column == printed[0] and isinstance(cell.exact, int | Decimal)
        }
    known, found = YearBefore(filled.code, filled.year), {}
    earlier = filled.form.fill(filled.year - 1)
    for place, cell in filled.cells.items():
        if before := _before(cell, earlier, known):
            found[place] = before
    return found


def _before(cell: FilledCell, earlier: FilledForm, known: YearBefore) -> Before | None:
    if cell.kind not in ("figure", "typed", "sum", "share"):
        return None
    if cell.figure is not None and _is_of_one_record(cell.figure):
        return None
    key = f"{cell.row}/{cell.column}"
    figure = cell.figure.previous() if cell.figure and cell.kind == "figure" else None
    if filed := known.filed(key, figure):
        return filed
    number = earlier.number(cell.row, cell.column)
    is_computed = cell.figure is None or known.has_records(cell.figure)
    if number is None and figure is not None and is_computed:
        number = figure.value()
    is_there = cell.kind == "typed" or is_computed
    if number is not None and is_there and not (cell.kind == "sum" and not number):
        same = cell.figure is None or _same_definition(cell, earlier)
        way = "手填数" if cell.kind == "typed" else f"{COMPUTED}{'' if same else '（按当年口径）'}"
        return Before(number, COMPUTED, f"{known.year}年{way}")
    return known.kept(key, figure)


def _is_of_one_record(figure: Figure) -> bool:
    """A row of a list (this trip, this conference) has no year before."""
    entity = figure.indicator.entity
    return any(dimension_of(entity, key).one_record for key, _ in figure.where)


def _same_definition(cell: FilledCell, earlier: FilledForm) -> bool:
    then = earlier.cells.get((cell.row, cell.column))
    return then is None or then.figure is None or cell.figure is None or (
        then.figure.indicator is cell.figure.indicator)


def with_known_past(
    form: AnnualForm, year: int, cells: dict[Place, FilledCell],
) -> dict[Place, FilledCell]:
    """The cells, those of last year (上年) as filed, else as computed, else as read off (往年数)."""
    period = form.period(year).previous()
    if not any(cell.figure is not None and cell.kind == "figure" and cell.figure.period == period
               for cell in cells.values()):
        return cells
    known, found = YearBefore(form.code, year), dict(cells)
    for place, cell in cells.items():
        past = cell.figure
        if past is None or cell.kind != "figure" or past.period != period:
            continue
        before = known.filed(f"{cell.row}/this", past)
        now = Figure(past.indicator, form.period(year), past.where)
        if before is None and not known.has_records(now):
            before = known.kept(f"{cell.row}/this", past)
        if before is not None:
            found[place] = replace(
                cell, exact=before.value, value=_scaled(cell, before.value), before=before)
    return found


def _scaled(cell: FilledCell, value: Value) -> Value:
    """What the paper shows of another exact number in the same cell."""
    from exports.forms.base import rounded

    if cell.divisor == 1 and not cell.decimals:
        return value
    return rounded(Decimal(value) / cell.divisor, cell.decimals)


# ---- how far a number is sure ----


@dataclass(frozen=True)
class Unsure:
    """Records that might count too. most: the number with all of them; None when nobody knows."""

    most: Value | None
    record_ids: tuple[int, ...]

    def words(self, cell: FilledCell) -> str:
        """（最多 22）, or how many records are open where their share is unknown."""
        if self.most is None:
            return f"（{len(self.record_ids)} 条待核）"
        return f"（最多 {_scaled(cell, self.most):,.{cell.decimals}f}）"


def unsure(filled: FilledForm) -> dict[Place, Unsure]:
    """The cells that records without a date (or value) might raise."""
    found: dict[Place, Unsure] = {}
    open_ids: dict[Figure, bool] = {}
    for place, cell in filled.cells.items():
        figure = cell.figure
        if figure is None or cell.kind != "figure" or cell.before is not None:
            continue
        whole = Figure(figure.indicator, figure.period)
        if whole not in open_ids:
            open_ids[whole] = bool(whole.uncertain_ids())
        if open_ids[whole] and (doubt := unsure_of(figure)) is not None:
            found[place] = doubt
    return found


def unsure_of(figure: Figure) -> Unsure | None:
    """How far one figure may rise; None when it is sure."""
    ids = list(dict.fromkeys(figure.uncertain_ids()))
    if not ids:
        return None
    counted = set(figure.record_ids())
    fresh = [id for id in ids if id not in counted]
    if not fresh:
        return Unsure(None, tuple(ids))
    if figure.indicator.measure.name == RECORDS:
        return Unsure(figure.value() + len(fresh), tuple(ids))
    uncertain = figure.indicator.uncertain
    assert uncertain is not None
    doubtful = replace(figure, indicator=replace(figure.indicator, query=uncertain))
    now, then = explaining.shares(figure), explaining.shares(doubtful)
    more = [share.value for key, share in then.items() if key not in now]
    more_known = sum(more[1:], more[0]) if more else 0
    return Unsure(figure.value() + more_known if more_known else None, tuple(ids))
