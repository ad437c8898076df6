"""变动说明 (G12): a change of more than half, or from or to nothing, wants a word; kept per cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from exports.forms import typed_values
from exports.forms.sources import Typed
from models.entities.office import TypedValue
from models.indicators.base import Value
from models.years_before import Before

if TYPE_CHECKING:
    from exports.forms.base import CheckResult, FilledCell, FilledForm

NAMED = 6
"""So many places are named in the check; the rest is counted."""


@dataclass(frozen=True)
class Jump:
    """A cell that changed much since the year before, and what is said about it."""

    cell: FilledCell
    before: Before
    note: str

    @property
    def change(self) -> str:
        """由 0 到 3, or ＋60%."""
        now = self.cell.exact
        assert isinstance(now, int | Decimal)
        if not self.before.value:
            return "由无到有"
        if not now:
            return "由有到无"
        part = (Decimal(now) - Decimal(self.before.value)) * 100 / Decimal(self.before.value)
        return f"{'增' if part > 0 else '减'} {abs(part):.0f}%"


def is_jump(last: Value, this: Value) -> bool:
    """From or to zero, or a change of more than half."""
    if last == this:
        return False
    change = Decimal(this) - Decimal(last)
    return not last or not this or abs(change) * 2 > abs(Decimal(last))


def note_key(code: str, row: str, column: str = "this") -> str:
    """The TypedValue key of a cell's note; a form with one column for this year needs no column."""
    return f"{code}.{row}.说明" if column == "this" else f"{code}.{row}.{column}.说明"


def jumps(filled: FilledForm) -> list[Jump]:
    """Every cell that wants a note, in the order of the form, with the note where there is one."""
    said = notes(filled)
    found = []
    for place, before in filled.last_year.items():
        cell = filled.cells.get(place)
        if cell is None or cell.kind == "share" or not isinstance(cell.exact, int | Decimal):
            continue
        if is_jump(before.value, cell.exact):
            found.append(Jump(cell, before, said.get(note_key(filled.code, *place), "")))
    return found


def notes(filled: FilledForm) -> dict[str, str]:
    """The year's typed words by key."""
    return {
        value.key_name: value.words
        for value in TypedValue.active().where(TypedValue.year == filled.year) if value.words
    }


def keep_notes(filled: FilledForm, cells: Sequence[FilledCell], words: str, *, on: date) -> None:
    """Keep one note for some cells, as one step; blank takes it back."""
    wanted = [
        Typed(note_key(filled.code, cell.row, cell.column),
              f"{filled.code} {place_of(filled, cell)} 变动说明", words=True)
        for cell in cells
    ]
    typed_values.keep_same(wanted, filled.year, words, on=on)


def place_of(filled: FilledForm, cell: FilledCell) -> str:
    """The row, with its column where the form has more than one of this year."""
    this = [column.key for column in filled.columns if not column.years_back]
    prints_last = len(this) < len(filled.columns)
    alone = prints_last or len(this) == 1
    return cell.row_label if alone else f"{cell.row_label}·{cell.column_label}"


def check(filled: FilledForm) -> CheckResult:
    """Whether every large change is explained."""
    from exports.forms.base import CheckResult

    found = jumps(filled)
    bare = [place_of(filled, jump.cell) for jump in found if not jump.note]
    more = f"等{len(bare)}处" if len(bare) > NAMED else ""
    words = "；".join(bare[:NAMED]) + more
    said = f"{len(found)}处均已说明" if found else "没有须说明而未说明的变动"
    return CheckResult("比上年增减过半或由有变无、由无变有的已说明原因", not bare,
                       f"须写明变动原因：{words}" if bare else said, "警")
