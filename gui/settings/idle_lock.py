"""锁定: after some idle minutes the windows are covered until the password is given.

The data stays open underneath, so that a running import goes on and no typed word is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from gui.look import messages
from gui.look.theme import role
from gui.settings.unlock_dialog import UnlockDialog
from gui.shared.context import Context
from models import keys

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

MINUTES = (0, 5, 10, 20, 30, 60)
"""0 = never."""

DEFAULT_MINUTES = 10
_SETTING = "lock/minutes"
_COVERED = (Qt.WindowType.Window, Qt.WindowType.Dialog)
_SIGNS = (
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
)


def minutes(settings: QSettings) -> int:
    """After how long the window locks."""
    return int(str(settings.value(_SETTING, DEFAULT_MINUTES)))


def set_minutes(settings: QSettings, value: int) -> None:
    """Lock after so many minutes; 0 = never."""
    settings.setValue(_SETTING, value)


class IdleLock(QObject):
    """Watches the whole application; does nothing while the folder has no password."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.is_locked = False
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.lock)
        self.renew()

    def renew(self) -> None:
        """Count from now, with the present setting; without a password nothing is watched."""
        span = minutes(self._context.settings)
        application = QApplication.instance()
        application.removeEventFilter(self)
        if span > 0 and keys.is_protected(self._context.keeper.folder):
            application.installEventFilter(self)
            self.timer.start(span * 60_000)
        else:
            self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any sign of her starts the count again."""
        if event.type() in _SIGNS and not self.is_locked:
            self.timer.start()
        return False

    def lock(self) -> None:
        """Cover every window and ask for the password; leaving ends the program."""
        folder = self._context.keeper.folder
        if self.is_locked or not keys.is_protected(folder):
            return
        self.is_locked = True
        self.timer.stop()
        covers = [
            Cover(widget) for widget in QApplication.topLevelWidgets()
            if widget.isVisible() and widget.windowType() in _COVERED
        ]
        dialog = UnlockDialog(
            lambda password: keys.check(folder, password), heading="已锁定",
            details="有一段时间没有操作。已输入的内容都在，输入密码后继续。",
        )
        accepted = bool(dialog.exec())
        for cover in covers:
            cover.take_away()
        self.is_locked = False
        self.renew()
        if not accepted:
            self._window.close()


class Cover(QWidget):
    """Lies over everything in a window. Hiding a dialog would end it, and her work with it."""

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self._title = covered.windowTitle()
        covered.setWindowTitle(messages.TITLE)
        self.setAutoFillBackground(True)
        words = QLabel("已锁定")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        role(words, "muted")
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        covered.installEventFilter(self)
        self.setGeometry(covered.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return False

    def take_away(self) -> None:
        """Show the window again."""
        self.parentWidget().setWindowTitle(self._title)
        self.parentWidget().removeEventFilter(self)
        self.hide()
        self.deleteLater()
