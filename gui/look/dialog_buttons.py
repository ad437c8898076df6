"""The foot of a dialog: its one deed and the way out, in the same words and places everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox

from gui.look.theme import role


class DialogButtons(QDialogButtonBox):
    """`go` is the primary button and accepts the dialog; the other one leaves it.

    `does` is for a dialog that stays open when its deed is done.
    """

    def __init__(
        self, dialog: QDialog, deed: str, *, leave: str = "取消",
        does: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.go = self.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        role(self.go, "primary")
        self.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(does or dialog.accept)
        self.rejected.connect(dialog.reject)


class CloseButton(QDialogButtonBox):
    """For a dialog that only shows: “关闭”, and what the caller adds before it."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__()
        self.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.rejected.connect(dialog.reject)
