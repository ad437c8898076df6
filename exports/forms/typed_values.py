"""Keeping what somebody typed into a form: one TypedValue for each year and key.

With `exports.drafts.hand_edits` it writes besides `exports.issue`: only the form knows the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from exports.forms.base import Typed
from models import cells, store
from models.entities.office import TypedValue


def keep(typed: Typed, year: int, text: str, *, on: date) -> None:
    """Keep a typed value, or take it back when `text` is blank (未填 again).

    Raises ValueError with a Chinese reason when a number was expected.
    """
    query = TypedValue.active().where(
        (TypedValue.year == year) & (TypedValue.key_name == typed.key)
    )
    record = query.first()
    words = cells.text(text)
    if words is None:
        if record is not None:
            store.retire(record)
        return
    record = record or TypedValue(year=year, key_name=typed.key, title=typed.label, unit=typed.unit)
    if typed.words:
        record.words = words
    else:
        record.value = TypedValue.value.parse(words)
    record.confirmed_on = on
    store.save(record)


def keep_same(wanted: Sequence[Typed], year: int, text: str, *, on: date) -> None:
    """Keep the same words for several places, as one step."""
    with store.batch(f"填写 {len(wanted)} 格的变动说明"):
        for typed in wanted:
            keep(typed, year, text, on=on)
