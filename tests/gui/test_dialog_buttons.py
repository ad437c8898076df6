"""The foot of a dialog: its deed accepts, the other button and Escape leave."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gui.look.dialog_buttons import CloseButton, DialogButtons


def test_the_deed_is_the_primary_button_and_accepts(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    buttons = DialogButtons(dialog, "保存")

    qtbot.mouseClick(buttons.go, Qt.MouseButton.LeftButton)

    assert [b.text() for b in buttons.buttons()] == ["保存", "取消"]
    assert buttons.go.property("role") == "primary"
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_leaving_does_not_do_the_deed(qtbot):
    dialog, done = QDialog(), []
    qtbot.addWidget(dialog)
    buttons = DialogButtons(dialog, "保存", leave="关闭", does=lambda: done.append("保存"))
    dialog.show()

    qtbot.mouseClick(buttons.buttons()[1], Qt.MouseButton.LeftButton)

    assert not dialog.isVisible()
    assert not done


def test_a_dialog_that_stays_open_does_its_deed_each_time(qtbot):
    dialog, done = QDialog(), []
    qtbot.addWidget(dialog)
    buttons = DialogButtons(dialog, "保存", does=lambda: done.append("保存"))
    dialog.show()

    for _ in range(2):
        qtbot.mouseClick(buttons.go, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert done == ["保存", "保存"]


def test_a_dialog_that_only_shows_has_one_way_out(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    buttons = CloseButton(dialog)
    dialog.show()

    qtbot.mouseClick(buttons.buttons()[0], Qt.MouseButton.LeftButton)

    assert [b.text() for b in buttons.buttons()] == ["关闭"]
    assert not dialog.isVisible()
