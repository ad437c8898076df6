"""Backups as the window makes them: by hand, once a day, and before it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.look import messages
from models.backups import Backup

if TYPE_CHECKING:
    from gui.shell.main_window import MainWindow


class WindowBackups:
    """Each is made and checked in the worker; the bar above shows how it went."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._keeper = window.context.keeper

    def make(self) -> None:
        """Make one now."""
        from gui.shared.progress import run_with_progress

        self._window.bar.show_backup(None, running=True)
        run_with_progress(
            self._window, self._window.context.worker, "正在备份",
            lambda _: self._keeper.backup("手动"), then=self._made, failed=self._failed,
        )

    def make_daily(self) -> None:
        """The day's first, without a dialog."""
        job = self._window.context.worker.start("备份", lambda _: self._keeper.backup("每日"))
        job.succeeded.connect(self._window.bar.show_backup)
        job.failed.connect(self._failed)

    def close_after_one(self) -> None:
        """Back up, then close the window; she decides when that is not possible."""
        from gui.shared.progress import run_with_progress

        window = self._window
        window.setEnabled(False)
        window.context.say("正在做关闭前的备份…")
        run_with_progress(
            window, window.context.worker, "正在做关闭前的备份",
            lambda _: self._keeper.backup("关闭"),
            then=lambda _: window.close_now(), failed=self._close_without,
        )

    def _made(self, backup: Backup) -> None:
        self._window.bar.show_backup(backup)
        self._window.context.say("备份完成并通过检查")

    def _failed(self, error: BaseException) -> None:
        self._window.bar.show_backup(next(iter(self._keeper.backups()), None))
        messages.show_error(self._window, error)

    def _close_without(self, error: BaseException) -> None:
        self._window.setEnabled(True)
        messages.show_error(self._window, error)
        if messages.ask(
            self._window, "没有备份成功，仍然退出吗？", "数据本身已经保存。", yes="退出", danger=True,
        ):
            self._window.close_now()
