"""Opening, scrolling, jumping and filtering a list of 1,000, 10,000 and 100,000 records.

The floor is what raw SQL needs for the same answer: the ids in order, and the first page.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer

from bench.many import list_folder
from bench.measure import compared, compiled, say, seconds
from gui.lists.list_page import ListPage
from gui.lists.record_table import PAGE
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from gui.shell.app import make_application
from models import database, search
from models.entities.international_student import InternationalStudent
from models.entity import DATABASE

SIZES = (1_000, 10_000, 100_000)
TABLE = InternationalStudent._meta.table_name


def main() -> None:
    """Print one block for each size."""
    compiled()
    search.pinyin("首次调用时读取字典")
    app = make_application()
    for size in SIZES:
        keeper = database.open_folder(list_folder(size))
        worker, changes = Worker(keeper), Changes()
        context = Context(keeper, 2025, changes, worker)
        print(f"-- {size:,} records", flush=True)
        _measure(app, context)
        changes.stop()
        worker.stop()
        keeper.close(backup=False)


def _measure(app: object, context: Context) -> None:
    pages: list[ListPage] = []

    def opened() -> None:
        page = ListPage(context, InternationalStudent)
        page.resize(1366, 700)
        page.show()
        _until(app, lambda: len(page.model.ids) > 0)
        app.processEvents()  # type: ignore[attr-defined]
        pages.append(page)

    first, bare = compared(opened, lambda: _raw(""), times=4)
    say("open: first rows painted", first, floor=bare, of="ids and first page",
        goal="<= 150 ms")
    page = pages[-1]
    for kept in pages[:-1]:
        kept.close()
    words = iter(("lee", "kim", "park", "choi", "s24"))

    def filtered() -> None:
        word = next(words)
        done: list[int] = []
        page.model.filled.connect(lambda: done.append(1))
        page.set_search(word)
        _until(app, lambda: bool(done))
        page.grab()

    taken, bare = compared(filtered, lambda: _raw("lee"), times=4)
    say("filter: one word, rows painted", taken, floor=bare, of="ids and first page",
        goal="<= 150 ms")
    page.clear_filters()
    _until(app, lambda: len(page.model.ids) > 900)
    _scrolling(page)
    print(f"{'longest silence of the window while filtering':<52} {_silence(app, page):9.1f} ms"
          "   goal <= 100 ms", flush=True)
    page.close()


def _scrolling(page: ListPage) -> None:
    """A neighbouring row, then rows far away whose page has to be read."""
    rows = len(page.model.ids)
    places = iter(range(7 * PAGE, 10**9, 11 * PAGE))

    def jump() -> None:
        page.model.shown(next(places) % rows)

    say("jump: a far page read", seconds(jump, times=9), goal="<= 40 ms")
    bar = page.table.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + 3)
        page.table.viewport().grab()

    say("scroll: three rows, painted", seconds(scroll, times=9), goal="<= 10 ms")


def _silence(app: object, page: ListPage) -> float:
    """The longest time in which the window answered nothing while a filter was applied."""
    clock = QElapsedTimer()
    clock.start()
    worst = [0]

    def tick() -> None:
        worst[0] = max(worst[0], clock.restart())

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(0)
    done: list[int] = []
    page.model.filled.connect(lambda: done.append(1))
    page.set_search("an")
    _until(app, lambda: bool(done))
    for _ in range(5):
        app.processEvents()  # type: ignore[attr-defined]
    timer.stop()
    return float(worst[0])


def _raw(word: str) -> None:
    """The same ids and the same first page in SQL only."""
    connection = DATABASE.connection()
    condition = f"AND search_key LIKE '%{word}%'" if word else ""
    ids = connection.execute(
        f"SELECT id FROM {TABLE} WHERE retired_at IS NULL {condition} ORDER BY id"
    ).fetchall()
    marks = ", ".join(str(row[0]) for row in ids[:PAGE])
    connection.execute(f"SELECT * FROM {TABLE} WHERE id IN ({marks})").fetchall()


def _until(app: object, is_done: Callable[[], bool]) -> None:
    """Sleep between events as a window does; a busy loop would take turns with the other thread."""
    end = time.monotonic() + 60
    awake = QTimer()
    awake.start(20)
    sleeping = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not is_done():
        app.processEvents(sleeping)  # type: ignore[attr-defined]
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    main()
