"""Puts a college of the oracle into the open database, fills a form and compares cell by cell.

The only file of the oracle that knows the program: it counts nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from exports.forms import form_by_code
from exports.forms.base import FilledForm
from models import partial_date
from models.entities import ENTITIES
from models.entity import DATABASE
from models.fields import Date
from tests.oracle.influence import f01
from tests.oracle.influence_before import f02
from tests.oracle.later_forms import LATER_FORMS
from tests.oracle.papers import f13
from tests.oracle.plans import f08, f09, f09b, f11, f11b, f12
from tests.oracle.scholarships import f06
from tests.oracle.students import f03, f05
from tests.oracle.tables import PAPER, Cells, Tables
from tests.oracle.teachers import f07
from tests.oracle.trips import f10
from tests.oracle.visits import f14
from tests.oracle.yearbook_staff import f04, f04_422, f04_441

ORACLES: dict[str, Callable[[Tables, int], Cells]] = {
    "F01": f01, "F02": f02, "F03": f03, "F04": f04, "F04-422": f04_422, "F04-441": f04_441,
    "F05": f05, "F06": f06, "F07": f07, "F08": f08, "F09": f09, "F09b": f09b, "F10": f10,
    "F11": f11, "F11b": f11b, "F12": f12, "F13": f13, "F14": f14, **LATER_FORMS,
}
"""Forms that are counted again, by code."""
_BY_KEY: dict[str, Any] = {entity.key(): entity for entity in ENTITIES}


@dataclass(frozen=True)
class Difference:
    """One cell that two counts do not agree on."""

    form: str
    row: str
    column: str
    form_says: Any
    oracle_says: Any


def put(tables: Tables) -> None:
    """Write the records under the ids they have; those with the same fields at once."""
    for kind, records in tables.items():
        entity = _BY_KEY[kind]
        dates = {k.name for k in entity.kinds() if isinstance(k, Date)}
        for _, alike in groupby(records, key=frozenset):
            entity.insert_many([
                {name: partial_date.from_text(value)
                 if name in dates and isinstance(value, str) else value
                 for name, value in record.items()}
                for record in alike
            ]).execute()


@contextmanager
def inside(tables: Tables) -> Iterator[None]:
    """The college stands in the open database, and is gone afterwards."""
    with DATABASE.atomic() as transaction:
        put(tables)
        yield
        transaction.rollback()


def exact(number: Any) -> Any:
    """Numbers as numbers, money to the 分."""
    return round(Decimal(str(number)), 2)


def compare(code: str, tables: Tables, year: int) -> tuple[int, list[Difference], FilledForm]:
    """How many cells were compared, and which differ; a cell that one side lacks must be 0.

    Notes are compared where the oracle answers any; rows where it says which stand in order.
    """
    wanted = ORACLES[code](tables, year)
    filled = form_by_code(code).fill(year)
    got = _numbers(filled, wanted)
    found = [
        Difference(code, row, column, got.get((row, column)), wanted.get((row, column)))
        for row, column in sorted({*got, *wanted})
        if exact(got.get((row, column)) or 0) != exact(wanted.get((row, column)) or 0)
    ]
    for prefix, rows in wanted.order.items():
        said = [row.key for row in filled.rows if row.key.startswith(prefix)]
        if said != rows:
            found.append(Difference(code, prefix, "rows", said, rows))
    return len({*got, *wanted}), found, filled


def _numbers(filled: FilledForm, wanted: Cells) -> dict[tuple[str, str], Any]:
    """The numbers of the form: exact ones, and as on paper where the oracle asks (PAPER)."""
    cells = {**filled.cells, **filled.hidden}
    if any(row.startswith("note") for row, _ in wanted):
        cells |= {(note.row, note.column): note for note in filled.notes}
    numbers = {key: cell for key, cell in cells.items()
               if cell.kind in ("figure", "sum", "share") and not isinstance(cell.exact, str)}
    on_paper = {
        (row, column): numbers[row, column.removesuffix(PAPER)].value for row, column in wanted
        if column.endswith(PAPER) and (row, column.removesuffix(PAPER)) in numbers
    }
    return {key: cell.exact for key, cell in numbers.items()} | on_paper
