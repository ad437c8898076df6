"""Runs work beside the window: threads for jobs, look-ups and overviews, each with a connection.

Jobs are ordinary functions that take a `models.jobs.Progress`; results come back as signals or
calls in the window's thread. Look-ups are short reads (a filter over a large list) that must not
wait behind a long job, nor behind an overview of everything (the start page).
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from models.database import Keeper
from models.jobs import Cancelled, Progress

REPORT_SECONDS = 0.05
"""Progress is shown at most this often; a job may report every row."""

IDLE_SECONDS = 1.0
"""A thread without work gives its database connection back after this time."""


class Job(QObject):
    """One piece of work. Its signals arrive in the window's thread; exactly one ends it."""

    stepped = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, label: str, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self.label = label
        self.work = work
        self.is_over = False
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop: its next `progress.step` raises Cancelled and rolls back."""
        self._stop.set()

    @property
    def is_cancelling(self) -> bool:
        """Whether 取消 was pressed."""
        return self._stop.is_set()


class _Reporter:
    """The `Progress` of one job: passes reports on, sparingly, and raises when cancelled."""

    def __init__(self, job: Job, tell: Callable[[int, int, str], None]) -> None:
        self._job = job
        self._tell = tell
        self._last = 0.0

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say how far the job is; raises Cancelled after 取消."""
        if self._job.is_cancelling:
            raise Cancelled
        moment = time.monotonic()
        if moment - self._last >= REPORT_SECONDS or (total and done >= total):
            self._last = moment
            self._tell(done, total, text)


@dataclass
class _Task:
    run: Callable[[], None]


class _Lane:
    """A thread that works off a queue and lets go of its connection when idle."""

    def __init__(self, name: str, keeper: Keeper) -> None:
        self._queue: queue.Queue[_Task | None] = queue.Queue()
        self._keeper = keeper
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._started = False

    def put(self, run: Callable[[], None]) -> None:
        """Work this off after everything before it."""
        if not self._started:
            self._started = True
            self._thread.start()
        self._queue.put(_Task(run))

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        if self._started:
            self._queue.put(None)
            self._thread.join()

    def _loop(self) -> None:
        connected = False
        while True:
            try:
                task = self._queue.get(timeout=IDLE_SECONDS if connected else None)
            except queue.Empty:
                self._keeper.release_thread()
                connected = False
                continue
            if task is None:
                self._keeper.release_thread()
                return
            connected = True
            task.run()


class Worker(QObject):
    """Starts jobs and look-ups; `stop()` before the college is closed."""

    _hop = Signal(object)

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = _Lane("jobs", keeper)
        self._look_ups = _Lane("look-ups", keeper)
        self._overviews = _Lane("overviews", keeper)
        self._running: set[Job] = set()
        self._stopped = False
        # A slot of this object is called in its thread, the window's, whoever emits.
        self._hop.connect(self._call)

    @property
    def is_busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._running)

    def start(self, label: str, work: Callable[[Progress], Any]) -> Job:
        """Queue a job and return it at once; connect to its signals before returning to Qt."""
        job = Job(label, work)
        self._running.add(job)
        self._jobs.put(lambda: self._run(job))
        return job

    def look_up(
        self, read: Callable[[], Any], then: Callable[[Any], None],
        *, failed: Callable[[BaseException], None] | None = None, is_slow: bool = False,
    ) -> None:
        """Read beside the window; `then(result)` is called in the window's thread.

        Not when the widget that asked was closed in the meantime. is_slow: may take seconds in a
        large college; goes to a thread of its own.
        """

        def run() -> None:
            try:
                result = read()
            except Exception as error:  # noqa: BLE001 - carried over to the window's thread
                caught = error
                self._later(lambda: None if _is_gone(then) else (failed or _raise)(caught))
            else:
                self._later(lambda: None if _is_gone(then) else then(result))

        (self._overviews if is_slow else self._look_ups).put(run)

    def cancel_all(self) -> None:
        """Ask every job to stop; each rolls back."""
        for job in list(self._running):
            job.cancel()

    def stop(self) -> None:
        """Cancel what runs, wait for the threads, close their connections."""
        self._stopped = True
        self.cancel_all()
        self._jobs.stop()
        self._look_ups.stop()
        self._overviews.stop()

    def _run(self, job: Job) -> None:
        reporter = _Reporter(job, lambda *report: self._later(lambda: job.stepped.emit(*report)))
        try:
            if job.is_cancelling:
                raise Cancelled
            result = job.work(reporter)
        except Cancelled:
            self._later(lambda: self._end(job, job.cancelled.emit))
        except Exception as error:  # noqa: BLE001 - carried over to the window's thread
            caught = error
            self._later(lambda: self._end(job, lambda: job.failed.emit(caught)))
        else:
            self._later(lambda: self._end(job, lambda: job.succeeded.emit(result)))

    def _end(self, job: Job, tell: Callable[[], None]) -> None:
        job.is_over = True
        self._running.discard(job)
        tell()
        job.ended.emit()

    def _later(self, call: Callable[[], Any]) -> None:
        if not self._stopped:
            with contextlib.suppress(RuntimeError):  # the window is already gone
                self._hop.emit(call)

    def _call(self, call: Callable[[], Any]) -> None:
        if not self._stopped:
            call()


def _raise(error: BaseException) -> None:
    raise error


def _is_gone(then: Callable[[Any], None]) -> bool:
    """Whether a widget is gone that an answer is for: whose method it is, or that a lambda uses."""
    held = [getattr(then, "__self__", None)]
    for cell in getattr(then, "__closure__", None) or ():
        with contextlib.suppress(ValueError):  # not filled yet
            held.append(cell.cell_contents)
    return any(isinstance(one, QObject) and not isValid(one) for one in held)
