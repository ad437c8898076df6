"""Records of the oracle: {kind: [record as dict]}, dates as texts; and the cells it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = dict[str, Any]
Tables = dict[str, list[Record]]


PAPER = "@paper"
"""Ends the column of a number as the paper shows it (万元): amount is exact, amount@paper shown."""


class Cells(dict[tuple[str, str], Any]):
    """{(row, column): number}. order: the shown rows whose keys begin so, as they must follow."""

    def __init__(self) -> None:
        super().__init__()
        self.order: dict[str, list[str]] = {}

    def line(self, row: str, numbers: Mapping[str, Any]) -> None:
        """Put one row."""
        for column, number in numbers.items():
            self[row, column] = number


def live(tables: Tables, kind: str) -> list[Record]:
    """Records of one kind that are not in the recycle bin."""
    return [record for record in tables[kind] if record["retired_at"] is None]


def of(tables: Tables, kind: str, link: str, owner: int) -> list[Record]:
    """The lines that belong to one record, in order of entry."""
    return [record for record in live(tables, kind) if record[link] == owner]


def by_id(tables: Tables, kind: str) -> dict[int, Record]:
    """Records that are not in the recycle bin, by their ids."""
    return {record["id"]: record for record in live(tables, kind)}
