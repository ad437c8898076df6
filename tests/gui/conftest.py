"""An open window over an empty college, with its threads, for the tests of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gui.look.theme import theme
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from gui.shell.app import make_application
from gui.shell.main_window import MainWindow
from models.database import Keeper
from models.entities import entity_by_key
from models.entity import Entity


@pytest.fixture(scope="session")
def chinese(qapp: QApplication) -> QApplication:
    """The session's application, set up as the program does."""
    return make_application()


@pytest.fixture
def context(college: Keeper, chinese: QApplication) -> Iterator[Context]:
    """What pages share, without a window."""
    worker, changes = Worker(college), Changes()
    shared = Context(college, 2026, changes, worker)
    theme().start(shared.settings)
    yield shared
    changes.stop()
    worker.stop()


@pytest.fixture
def window(context: Context, qtbot: Any) -> MainWindow:
    """The window, shown."""
    shown = MainWindow(context)
    qtbot.addWidget(shown, before_close_func=lambda w: setattr(w, "_is_closing", True))
    shown.resize(1366, 740)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.fixture
def make(college: Keeper) -> Callable[..., Entity]:
    """Keep a record from words: make("staff_member", name="王伟", department="外语系")."""
    from models import store

    def made(key: str, **words: Any) -> Entity:
        entity = entity_by_key(key)
        record = entity()
        kinds = {kind.name: kind for kind in entity.kinds()}
        for name, value in words.items():
            setattr(record, name, kinds[name].parse(value) if isinstance(value, str) else value)
        store.save(record)
        return record

    return made
