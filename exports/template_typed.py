"""Values of an authority's workbook that nobody can compute: typed and kept year by year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from exports.forms import typed_values
from exports.forms.base import Typed
from exports.template_mapping import MappedCell, words_of
from models.entities.office import TypedValue

Kept = Decimal | str


def read(cells: Iterable[MappedCell], year: int) -> dict[MappedCell, Kept]:
    """What was typed for the year of each cell; a cell without it is not in the result."""
    wanted = [cell for cell in cells if cell.typed]
    years = {year + cell.years for cell in wanted}
    records = TypedValue.active().where(TypedValue.year.in_(years)) if years else []
    known = {(record.year, record.key_name): record for record in records}
    found: dict[MappedCell, Kept] = {}
    for cell in wanted:
        record = known.get((year + cell.years, cell.typed))
        if record is None:
            continue
        if record.words:
            found[cell] = str(record.words)
        elif record.value is not None:
            found[cell] = Decimal(record.value).normalize() + 0
    return found


def keep(cell: MappedCell, year: int, text: str, *, on: date) -> None:
    """Keep what was typed: a number as a number, anything else as words; blank takes it back."""
    label = f"{cell.sheet} {words_of(cell)}"
    try:
        # 无 and — read as a blank number, but in a form they are an answer.
        is_number = TypedValue.value.parse(text.strip() or "0") is not None
    except ValueError:
        is_number = False
    before = read([cell], year).get(cell)
    if before is not None and isinstance(before, str) == is_number:
        typed_values.keep(Typed(cell.typed, label), year + cell.years, "", on=on)
    typed = Typed(cell.typed, label, words=not is_number)
    typed_values.keep(typed, year + cell.years, text, on=on)
