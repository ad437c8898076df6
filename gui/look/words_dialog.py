"""Asking for one line of words."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget


def ask_words(parent: QWidget, title: str, question: str, words: str) -> tuple[str, bool]:
    """One line of words from the person; the one place where pages ask so."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setTextValue(words)
    dialog.setOkButtonText("确定")
    dialog.setCancelButtonText("取消")
    dialog.resize(420, dialog.height())
    done = bool(dialog.exec())
    return dialog.textValue().strip(), done
