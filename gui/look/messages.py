"""What the window says to the person: plain dialogs, the crash dialog, and file dialogs.

Texts may come from data, so every label here shows plain text.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from models.errors import UserError
from models.jobs import Cancelled

TITLE = "外事台账"
ERROR_LOG = "错误记录.txt"

_log_folder: Path | None = None
_is_telling_crash = False


def tell(parent: QWidget | None, message: str, remedy: str = "") -> None:
    """Say something that needs no choice."""
    _box(parent, QMessageBox.Icon.Information, message, remedy).exec()


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """A UserError as a plain sentence; Cancelled as nothing; anything else as a crash."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, UserError):
        _box(parent, QMessageBox.Icon.Warning, error.message, error.remedy).exec()
    else:
        show_crash(parent, error)


def ask(
    parent: QWidget | None, question: str, details: str = "", *,
    yes: str = "确定", no: str = "取消", danger: bool = False,
) -> bool:
    """A question with two named answers; True for the first. Enter takes the safe one."""
    box = _box(parent, QMessageBox.Icon.Question, question, details)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse if danger else accept)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is accept


def show_crash(parent: QWidget | None, error: BaseException) -> None:
    """A mistake of the program: says that nothing half-done was kept, offers text to copy."""
    global _is_telling_crash
    report = crash_report(error)
    _log(report)
    if _is_telling_crash:
        return
    _is_telling_crash = True
    try:
        box = _box(
            parent, QMessageBox.Icon.Critical, "程序出了差错，刚才这一步没有完成。",
            "已经保存的数据不受影响，没有写到一半的内容。可以继续使用；如果再次出现，"
            "请把下面的“详细内容”复制给维护人员（其中没有个人信息）。",
        )
        copy = box.addButton("复制详细内容", QMessageBox.ButtonRole.ActionRole)
        box.addButton("继续", QMessageBox.ButtonRole.AcceptRole)
        box.setDetailedText(report)
        for button in box.buttons():
            if box.buttonRole(button) == QMessageBox.ButtonRole.ActionRole and button is not copy:
                button.setText("详细内容")
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(report)
    finally:
        _is_telling_crash = False


def crash_report(error: BaseException) -> str:
    """Where the program failed, without any value: messages of errors may hold names."""
    import platform
    import traceback

    lines = [
        f"{TITLE} {QApplication.applicationVersion()} · {datetime.now():%Y-%m-%d %H:%M:%S}",
        f"{platform.system()} {platform.release()} · Python {platform.python_version()}"
        f" · Qt {qVersion()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__name__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            place = Path(frame.filename)
            lines.append(f"  {place.parent.name}/{place.name}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def install_crash_handler(folder: Path) -> None:
    """From now on an uncaught error becomes a dialog and a line in the log of the data folder."""
    global _log_folder
    _log_folder = folder

    def handle(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        show_error(QApplication.activeWindow(), error)

    sys.excepthook = handle


def file_dialog(
    parent: QWidget | None, title: str, *, mode: str = "open", name: str = "", filters: str = "",
) -> list[Path]:
    """The one place where file dialogs open; empty when it was cancelled.

    mode: open, open_many, save (name: suggested file or path) or folder.
    """
    from PySide6.QtWidgets import QFileDialog

    if mode == "folder":
        chosen = [QFileDialog.getExistingDirectory(parent, title, name)]
    elif mode == "save":
        chosen = [QFileDialog.getSaveFileName(parent, title, name, filters)[0]]
    elif mode == "open_many":
        chosen = QFileDialog.getOpenFileNames(parent, title, name, filters)[0]
    elif mode == "open":
        chosen = [QFileDialog.getOpenFileName(parent, title, name, filters)[0]]
    else:
        raise ValueError(mode)
    return [Path(path) for path in chosen if path]


def choose_save_path(
    parent: QWidget | None, title: str, *, name: str, kind: str, suffix: str
) -> Path | None:
    """Where to save; the suffix is added when she leaves it out. kind: Excel 工作簿 …"""
    found = file_dialog(parent, title, mode="save", name=name, filters=f"{kind} (*{suffix})")
    if not found:
        return None
    path = found[0]
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def _box(
    parent: QWidget | None, icon: QMessageBox.Icon, message: str, remedy: str
) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(TITLE)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message)
    if remedy:
        box.setInformativeText(remedy)
    return box


def _log(report: str) -> None:
    if _log_folder is None:
        return
    try:
        with (_log_folder / ERROR_LOG).open("a", encoding="utf-8") as file:
            file.write(report + "\n\n")
    except OSError:
        return  # the folder may be the very thing that broke; the dialog still shows the report
