"""Parts of the window that are opened from several places, imported when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from models.entity import Entity


@cache
def has(module: str) -> bool:
    """Whether this part of the window exists; module: its room and file, as room.file."""
    return find_spec(f"gui.{module}") is not None


def make(module: str, name: str, *args: Any) -> Any:
    """An object of a part that is imported only now, to keep the start quick."""
    return getattr(import_module(f"gui.{module}"), name)(*args)


def can_print(entity: type[Entity]) -> bool:
    """Whether any paper is printed from records of an entity."""
    from exports.prints.sets import papers_for

    return has("prints.print_dialog") and bool(papers_for(entity))


def open_history(record: Entity, parent: QWidget) -> None:
    """The history of one record."""
    make("history.history_view", "HistoryDialog", record, parent).open()


def open_print(entity: type[Entity], ids: Sequence[int], parent: QWidget) -> None:
    """Printing of some records."""
    make("prints.print_dialog", "PrintDialog", entity, list(ids), parent.context, parent).open()


def open_letters(entity: type[Entity], ids: Sequence[int], parent: QWidget) -> None:
    """Letters of some records from her own Word templates; `parent` knows the context."""
    context: Any = getattr(parent, "context", None)
    make("prints.letter_dialog", "LetterDialog", entity, list(ids), context, parent).open()


def open_check(entity: type[Entity], ids: Sequence[int], parent: QWidget) -> None:
    """What the rules find about some records, before anything is printed from them."""
    make(
        "checks.record_check", "RecordCheckDialog", entity, list(ids), parent.context, parent
    ).open()


def open_import(paths: Sequence[Path], parent: QWidget) -> None:
    """The import, with files already chosen or none."""
    make("imports.import_wizard", "ImportWizard", list(paths) or None, parent).open()
