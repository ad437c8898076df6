"""Keeping 往年数: what was read off old forms, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from models import store
from models.entities.kept_figure import KeptFigure


def keep(records: Sequence[KeptFigure], gone: Sequence[KeptFigure], *, label: str) -> None:
    """Save some numbers and take others back."""
    with store.batch(label):
        for record in gone:
            store.retire(record)
        for record in records:
            store.save(record)
