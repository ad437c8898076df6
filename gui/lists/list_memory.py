"""What a list remembers between two days: columns, widths, order, side panel, saved views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from PySide6.QtCore import QSettings

from gui.look.memory import Memory
from models.entity import Entity
from models.listing import Column, columns_of, first_columns


@dataclass(frozen=True)
class View:
    """A named way to look at a list (保存的视图)."""

    name: str
    columns: list[str]
    filters: list[list[str]]
    order: list[list[Any]]
    group: str = ""
    search: str = ""
    grouping: list[str] = field(default_factory=list)
    folded: list[list[str]] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)


class ListMemory(Memory):
    """Of one entity's list."""

    def __init__(self, settings: QSettings, entity: type[Entity]) -> None:
        super().__init__(settings, f"list/{entity.key()}")
        self._entity = entity

    def columns(self) -> list[Column]:
        """The chosen columns in their order; a column that no longer exists is left out."""
        names = self._read("columns", [])
        if not names:
            return first_columns(self._entity)
        extra = any(str(name).startswith("extra:") for name in names)
        known = {c.name: c for c in columns_of(self._entity, with_extra=extra)}
        return [known[name] for name in names if name in known] or first_columns(self._entity)

    def keep_columns(self, columns: Sequence[str]) -> None:
        """Remember which columns are shown, in order; none = back to the first choice."""
        self._write("columns", list(columns))

    def order(self) -> tuple[tuple[str, bool], ...]:
        """The remembered order."""
        return tuple((str(name), bool(down)) for name, down in self._read("order", []))

    def keep_order(self, order: Sequence[tuple[str, bool]]) -> None:
        """Remember the order."""
        self._write("order", [list(part) for part in order])

    def grouping(self) -> tuple[str, ...]:
        """The columns by which the list is grouped."""
        return tuple(str(name) for name in self._read("grouping", []))

    def keep_grouping(self, names: Sequence[str]) -> None:
        """Remember by which columns the list is grouped."""
        self._write("grouping", list(names))

    def keep_widths(self, widths: dict[str, int]) -> None:
        """Remember the widths of many columns at once (a saved view)."""
        self._write("widths", {**self.widths(), **widths})

    def side_shown(self) -> bool:
        """Whether the summary stands at the right."""
        return bool(self._read("side", True))

    def keep_side(self, shown: bool) -> None:
        """Remember it."""
        self._write("side", shown)

    def views(self) -> list[View]:
        """The saved views, in the order in which they were saved."""
        return [View(**facts) for facts in self._read("views", [])]

    def keep_view(self, view: View) -> None:
        """Save a view; one of the same name is replaced."""
        kept = [other for other in self.views() if other.name != view.name]
        self._write("views", [asdict(v) for v in (*kept, view)])

    def drop_view(self, name: str) -> None:
        """Forget a view."""
        self._write("views", [asdict(v) for v in self.views() if v.name != name])
