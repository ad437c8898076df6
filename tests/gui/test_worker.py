"""Work beside the window: results in its thread, cancelled work rolled back, look-ups at once."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from gui.look import messages
from gui.shared import progress
from gui.shared.progress import ProgressDialog, run_with_progress
from models import store
from models.entities import entity_by_key
from models.errors import UserError

STAFF = entity_by_key("staff_member")


def test_a_result_arrives_in_the_windows_thread(context, qtbot):
    seen = []
    job = context.worker.start("数一数", lambda _: threading.current_thread().name)
    job.succeeded.connect(lambda name: seen.append((name, threading.current_thread())))

    with qtbot.waitSignal(job.ended):
        pass

    assert seen == [("jobs", threading.main_thread())]


def test_a_cancelled_job_rolls_back_what_it_wrote(context, qtbot):
    written = threading.Event()

    def work(progress):
        with store.batch("导入"):
            store.save(STAFF(name="甲"))
            written.set()
            while True:
                progress.step(1, 2)

    job = context.worker.start("导入", work)
    with qtbot.waitSignal(job.cancelled):
        assert written.wait(5)
        job.cancel()

    assert STAFF.select().count() == 0


def test_a_job_that_was_cancelled_before_its_turn_never_starts(context, qtbot):
    ran = []
    hold = threading.Event()
    first = context.worker.start("先", lambda _: hold.wait(5))
    second = context.worker.start("后", lambda _: ran.append(1))
    second.cancel()

    with qtbot.waitSignals([first.ended, second.cancelled]):
        hold.set()

    assert ran == []


def test_an_error_is_carried_over_to_the_window(context, qtbot):
    def work(_):
        raise UserError("文件打不开。")

    job = context.worker.start("读", work)
    with qtbot.waitSignal(job.failed) as failed:
        pass

    assert failed.args[0].message == "文件打不开。"


def test_a_look_up_does_not_wait_behind_a_long_job(context, qtbot):
    hold = threading.Event()
    job = context.worker.start("很久", lambda _: hold.wait(10))
    found = []

    context.worker.look_up(lambda: STAFF.select().count(), found.append)

    qtbot.waitUntil(lambda: found == [0])
    assert not job.is_over
    with qtbot.waitSignal(job.ended):
        hold.set()


def test_changes_of_a_job_are_announced_in_the_windows_thread(context, qtbot):
    threads = []
    context.changes.changed.connect(lambda _: threads.append(threading.current_thread()))

    with qtbot.waitSignal(context.changes.changed):
        context.worker.start("写", lambda _: store.save(STAFF(name="甲")))

    assert threads == [threading.main_thread()]


def test_a_quick_job_shows_no_dialog_and_a_slow_one_can_be_cancelled_there(context, qtbot, window):
    def work(progress):
        while True:
            progress.step(3, 10, "正在处理")

    job = run_with_progress(window, context.worker, "正在导入", work)
    qtbot.waitUntil(lambda: window.findChild(ProgressDialog) is not None)
    dialog = window.findChild(ProgressDialog)
    qtbot.waitUntil(lambda: "3 / 10" in dialog._text.text())

    with qtbot.waitSignal(job.cancelled):
        dialog.reject()


def test_a_page_closed_before_its_progress_is_shown_leaves_the_job_running(
    context, qtbot, monkeypatch
):
    monkeypatch.setattr(progress, "PATIENCE_MS", 20)
    page, go_on = QWidget(), threading.Event()
    job = run_with_progress(page, context.worker, "正在导出", lambda _: go_on.wait(5))

    shiboken6.delete(page)
    qtbot.wait(60)

    with qtbot.waitSignal(job.succeeded):
        go_on.set()


def test_an_error_of_a_closed_page_is_still_shown(context, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(messages, "show_error", lambda *what: shown.append(what))
    page, go_on, error = QWidget(), threading.Event(), UserError("写不进去。", "换一个位置。")

    def work(_):
        go_on.wait(5)
        raise error

    job = run_with_progress(page, context.worker, "正在导出", work)
    shiboken6.delete(page)
    with qtbot.waitSignal(job.ended):
        go_on.set()

    assert shown == [(None, error)]


@pytest.mark.usefixtures("window")
def test_the_window_stays_alive_while_a_job_writes(context, qtbot):
    beats = []
    hold = threading.Event()
    job = context.worker.start("写", lambda _: hold.wait(5))
    from PySide6.QtCore import QTimer

    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    qtbot.waitUntil(lambda: len(beats) > 5)
    with qtbot.waitSignal(job.ended):
        hold.set()
    timer.stop()


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_answer_to_a_closed_widget_is_dropped(context, qtbot, is_closed):
    class Asker(QWidget):
        def told(self, words):
            seen.append((words, self.isVisible()))

    seen, arrived = [], []
    asker = Asker()
    hold = threading.Event()
    context.worker.look_up(lambda: hold.wait(5) and "甲", asker.told)
    context.worker.look_up(lambda: "乙", lambda words: asker.told(words))
    context.worker.look_up(lambda: None, arrived.append)
    if is_closed:
        shiboken6.delete(asker)
    hold.set()

    qtbot.waitUntil(lambda: bool(arrived))
    assert [words for words, _ in seen] == ([] if is_closed else ["甲", "乙"])
