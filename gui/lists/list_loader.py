"""Answers a list's question: at once for small tables, beside the window for large ones."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from peewee import fn
from PySide6.QtCore import QObject, Signal

from gui.shared.worker import Worker
from models.errors import UserError
from models.list_groups import Head, grouped
from models.listing import Column, Group, Listing

AT_ONCE = 4_000
"""Records up to which a question takes a few milliseconds and may hold the window."""


@dataclass(frozen=True)
class Answer:
    """The ids of all rows, in order, and the heads of their groups."""

    listing: Listing
    ids: array[int]
    heads: tuple[Head, ...] = ()


class ListLoader(QObject):
    """Only the answer to the latest question arrives; `wrong(reason)` when it cannot be asked.

    answered: the rows. counted: how many each group has ("" = all groups), a moment later.
    refused: the listing and why it cannot be shown (too many groups).
    """

    answered = Signal(object)
    counted = Signal(object)
    wrong = Signal(object, str)
    waiting = Signal(bool)
    refused = Signal(object, object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._asked = 0

    def ask(
        self, listing: Listing, groups: Sequence[Group], *, columns: Sequence[Column] = (),
    ) -> None:
        """Put a question; an answer still under way to an older one is dropped.

        columns: those whose sums stand in the heads of groups.
        """
        self._asked += 1
        number = self._asked
        try:
            listing.condition()
        except ValueError as error:
            self.wrong.emit(listing, str(error))
            return
        if size_of(listing) <= AT_ONCE:
            self.waiting.emit(False)
            try:
                found = answer(listing, columns)
            except UserError as error:
                self.refused.emit(listing, error)
                return
            self.answered.emit(found)
            self.counted.emit(listing.count_groups(groups))
            return
        self.waiting.emit(True)
        self._worker.look_up(
            lambda: answer(listing, columns) if number == self._asked else None,
            lambda found: self._receive(number, found),
            failed=lambda error: self._refuse(listing, error),
        )
        # Counting walks the whole table; the next letter typed must not wait behind it.
        self._worker.look_up(
            lambda: listing.count_groups(groups) if number == self._asked else None,
            lambda counts: self.counted.emit(counts) if number == self._asked else None,
            is_slow=True,
        )

    def _receive(self, number: int, found: Answer) -> None:
        if number == self._asked:
            self.waiting.emit(False)
            self.answered.emit(found)

    def _refuse(self, listing: Listing, error: BaseException) -> None:
        self.waiting.emit(False)
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(listing, error)


def answer(listing: Listing, columns: Sequence[Column] = ()) -> Answer:
    """The rows of a listing, under heads where it is grouped."""
    found = grouped(listing, columns)
    return Answer(listing, found.ids, found.heads)


def size_of(listing: Listing) -> int:
    """An upper bound of the table's size that costs nothing to ask."""
    entity = listing.entity
    return int(entity.select(fn.MAX(entity.id)).scalar() or 0)
