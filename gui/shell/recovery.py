"""When the data file is damaged: choose a verified backup to take its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from gui.look import messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.theme import role
from models import database
from models.backups import Backup
from models.errors import UserError


def offer_recovery(folder: Path, error: UserError, password: str | None = None) -> bool:
    """Let her choose a backup and put it in place; True when the folder can be opened again."""
    found = database.backups_in(folder)
    if not found:
        messages.show_error(None, UserError(error.message, "这个文件夹里没有备份，请联系维护人员。"))
        return False
    dialog = RecoveryDialog(error, found)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    try:
        database.recover(folder, dialog.chosen(), password)
    except UserError as problem:
        messages.show_error(None, problem)
        return offer_recovery(folder, error, password)
    return True


class RecoveryDialog(QDialog):
    """The backups, newest first; the damaged file is kept aside, never deleted."""

    def __init__(self, error: UserError, found: list[Backup]) -> None:
        super().__init__()
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(520)
        self._found = found
        title = QLabel(error.message)
        role(title, "heading")
        text = QLabel("选一份备份来恢复。损坏的文件会移到“隔离”文件夹，不会删除。")
        for label in (title, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._list = QListWidget()
        role(self._list, "plain")
        self._list.setAccessibleName("备份")
        for backup in found:
            words = f"{backup.made_at}  {backup.reason}  {backup.records:,} 处改动"
            self._list.addItem(QListWidgetItem(words))
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(lambda _: self.accept())
        buttons = DialogButtons(self, "从这份备份恢复", leave="退出")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (title, text, self._list, buttons):
            layout.addWidget(widget)

    def chosen(self) -> Backup:
        """The backup to restore from."""
        return self._found[max(0, self._list.currentRow())]
