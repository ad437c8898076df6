"""Working a form as a person does: keys, words of an input method, a block from a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gui.record.record_form import RecordForm
from models import store
from models.entities import entity_by_key

TEACHER = entity_by_key("foreign_teacher")
ENGAGEMENT = entity_by_key("engagement")
PAPER = entity_by_key("teacher_document")
TRIP = entity_by_key("outbound_trip")
MEMBER = entity_by_key("trip_member")


def opened(qtbot, entity, record_id=None):
    form = RecordForm(entity, record_id)
    qtbot.addWidget(form)
    form.resize(1180, 700)
    with qtbot.waitExposed(form):
        form.show()
    form.focus_first()
    return form


def teacher(**values):
    record = TEACHER()
    for name, words in {"passport_name": "HARRIS, JAMES", **values}.items():
        setattr(record, name, TEACHER.field_named(name).parse(words))
    store.save(record)
    return record


def commit_words(text):
    """Chinese as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    field = QApplication.focusWidget()
    QApplication.sendEvent(field, event)
    settle(field.window())


def type_keys(text):
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    settle(QApplication.focusWidget().window())


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    window = QApplication.focusWidget().window()
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    settle(window)


def settle(window):
    """The offscreen platform makes an opening list the active window, which a desktop does not."""
    QApplication.processEvents()
    if QApplication.activeWindow() is not window and window.isVisible():
        window.activateWindow()
        QApplication.processEvents()


def grid(form, entity):
    return form.body.grids[entity]


def paste(form, entity, text):
    view = grid(form, entity).view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def side_words(form):
    """Everything that the side of a form says now."""
    QApplication.processEvents()
    labels = form.side.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if not label.isHidden())
