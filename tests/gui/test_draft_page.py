"""工作总结: numbers open their records, paragraphs are rewritten, zeros are confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from exports.drafts.official_document import figures_in
from gui.drafts.draft_page import DraftPage
from gui.drafts.draft_tokens import WordsEditor
from gui.look import messages
from gui.look.marks import Words
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from models.entities.office import TypedValue
from tests.exports.drafts.conftest import trip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the offscreen platform says about itself."""

TRIPS = "exchange.trips"


@pytest.fixture
def context(college, qtbot):
    changes, worker = Changes(), Worker(college)
    yield Context(college, 2025, changes, worker)
    worker.stop()
    changes.stop()


@pytest.fixture
def page(context, qtbot):
    trip("赴日本访问团", "JPN")
    trip("赴韩国访问团", "KOR")
    shown = DraftPage(context)
    qtbot.addWidget(shown)
    shown.resize(1186, 700)
    shown.show()
    qtbot.waitUntil(lambda: shown.composed is not None, timeout=20000)
    return shown


def renewed(page, qtbot, act) -> None:
    """Do something and wait until the text has been composed again."""
    before = page.composed
    act()
    qtbot.waitUntil(lambda: page.composed is not before, timeout=20000)


def text(page, key: str) -> str:
    return page.sheet.views[key].paragraph.text


def button(widget, words: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == words)


def test_the_outline_leads_to_every_section(page):
    keys = [page.outline.item(row).data(Qt.ItemDataRole.UserRole)
            for row in range(page.outline.count())]
    assert [key for key in keys if key] == [
        section.key for section in page.composed.sections if section.title
    ]


def test_a_number_in_the_text_opens_its_records(page, context, qtbot):
    page.sheet.views[TRIPS].text.linkActivated.emit("trips.groups")
    qtbot.waitUntil(lambda: page.side.number.open_button.isVisible(), timeout=20000)
    assert page.side.currentWidget() is page.side.number
    assert page.side.number.list.count() == 2
    with qtbot.waitSignal(context.list_wanted) as opened:
        page.side.number.open_button.click()
    assert opened.args[0].key() == "outbound_trip"
    assert opened.args[1] == [1, 2]


def test_every_number_of_the_text_can_be_reached_with_the_keyboard(page, qtbot):
    words = page.sheet.views[TRIPS].text
    assert words.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    words.setFocus()
    with qtbot.waitSignal(words.linkActivated) as followed:
        qtbot.keyClick(words, Qt.Key.Key_Tab)
        qtbot.keyClick(words, Qt.Key.Key_Return)
    assert followed.args[0].startswith("trips.")


def test_f2_edits_and_enter_keeps_the_words_with_live_numbers(page, qtbot):
    view = page.sheet.views[TRIPS]
    qtbot.keyClick(view.text, Qt.Key.Key_F2)
    view.editor.set_words("今年派出{trips.groups|2}个团组。")

    renewed(page, qtbot, lambda: qtbot.keyClick(view.editor, Qt.Key.Key_Return))

    assert text(page, TRIPS) == "今年派出2个团组。"
    assert page.sheet.views[TRIPS].mark.text() == "人工"
    renewed(page, qtbot, lambda: trip("赴泰国访问团", "THA"))
    assert text(page, TRIPS) == "今年派出3个团组。"


def test_escape_leaves_the_paragraph_as_it_was(page, qtbot):
    view = page.sheet.views[TRIPS]
    before = text(page, TRIPS)
    view.edit()
    view.editor.set_words("别的话")
    qtbot.keyClick(view.editor, Qt.Key.Key_Escape)
    assert view.editor is None
    assert text(page, TRIPS) == before


def test_an_untouched_paragraph_does_not_become_hand_written(page, qtbot):
    view = page.sheet.views[TRIPS]
    view.edit()
    with qtbot.assertNotEmitted(view.kept):
        view.keep()


def test_restoring_brings_the_automatic_text_back(page, qtbot):
    renewed(page, qtbot, lambda: page.sheet.kept.emit(TRIPS, "自己的话。"))
    view = page.sheet.views[TRIPS]
    view.edit()
    renewed(page, qtbot, button(view, "还原自动文字").click)
    assert text(page, TRIPS).startswith("全年执行因公出国（境）团组2个")


def test_nothing_is_redrawn_while_a_paragraph_is_being_written(page, qtbot):
    view = page.sheet.views[TRIPS]
    view.edit()
    view.editor.set_words("写到一半")
    page.show_draft(page.composed)
    assert page.sheet.views[TRIPS] is view
    assert view.editor.words() == "写到一半"
    page.renew_timer.stop()
    view.leave()


def test_a_changed_number_below_hand_written_words_is_pointed_out(page, qtbot):
    renewed(page, qtbot, lambda: page.sheet.kept.emit(TRIPS, "派出{trips.groups|2}个。"))
    renewed(page, qtbot, lambda: trip("赴泰国访问团", "THA"))
    labels = [label.text() for label in page.side.tasks.findChildren(Words)]
    assert "2 → 3" in labels


def test_confirming_a_zero_writes_it_and_says_it(page, qtbot):
    assert "未发生" not in page.composed.text
    zero = next(b for b in page.side.tasks.findChildren(QPushButton)
                if b.accessibleName() == "确认失泄密事件为 0")
    renewed(page, qtbot, zero.click)
    kept = TypedValue.get(TypedValue.key_name == "incidents.leaks")
    assert (kept.value, kept.confirmed_on) == (0, date.today())
    assert text(page, "discipline.incidents") == "全年未发生失泄密事件。"


def test_a_missing_number_is_typed_beside_the_text(page, qtbot):
    field = next(f for f in page.side.tasks.findChildren(QLineEdit)
                 if f.accessibleName().startswith("召开外事工作专题会议"))
    field.setText("4")
    renewed(page, qtbot, lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    assert "召开外事工作专题会议4次" in text(page, "organisation.leadership")


def test_an_open_point_leads_to_its_paragraph(page, qtbot):
    page.side.tasks.edit_wanted.emit("discipline.education")
    assert page.sheet.views["discipline.education"].editor is not None


def test_another_year_gives_another_text(page, context, qtbot):
    renewed(page, qtbot, lambda: context.set_year(2024))
    assert text(page, TRIPS) == "本年度未组派因公出国（境）团组。"


def test_export_writes_the_word_file(page, context, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "总结.docx"
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    with qtbot.waitSignal(context.said, timeout=30000):
        page.export_button.click()
    assert ("trips.groups", "2") in [(f.figure, f.text) for f in figures_in(target.read_bytes())]


def test_export_first_says_what_is_still_open(page, monkeypatch):
    questions = []
    monkeypatch.setattr(messages, "ask", lambda *args, **_: questions.append(args[1]))
    page.export()
    count = len(page.composed.open_points) + len(page.composed.to_confirm)
    assert questions == [f"还有 {count} 项待补或待确认。"]
    assert page.side.currentWidget() is page.side.tasks


def test_the_data_of_the_section_shows_what_no_sentence_needs(page, qtbot):
    page.side.setCurrentWidget(page.side.data)
    page.side.show_section("exchange")
    listed = page.side.data.list

    def lines() -> list[str]:
        return [listed.item(row).text() for row in range(listed.count())]

    assert any(line.startswith("因公出国（境）人数\n0 人") for line in lines())
    qtbot.waitUntil(lambda: lines()[0].endswith("2 批 · 上年 —"), timeout=20000)


@pytest.fixture
def editor(qtbot):
    made = WordsEditor()
    qtbot.addWidget(made)
    made.set_words("共{trips.groups|12}个")
    return made


def test_a_number_is_deleted_as_a_whole(editor, qtbot):
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(2):
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.words() == "共"


def test_what_is_typed_beside_a_number_does_not_join_it(editor, qtbot):
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    qtbot.keyClicks(editor, "3")
    assert editor.words() == "共{trips.groups|12}3个"


def test_a_number_survives_cut_and_paste(editor):
    editor.selectAll()
    editor.cut()
    assert editor.words() == ""
    assert QApplication.clipboard().text() == "共12个"
    editor.paste()
    assert editor.words() == "共{trips.groups|12}个"


def test_braces_pasted_from_elsewhere_are_no_numbers(editor):
    QApplication.clipboard().setText("甲{trips.groups|99}\n乙")
    editor.selectAll()
    editor.paste()
    assert editor.words() == "甲｛trips.groups|99｝ 乙"


def test_the_words_come_back_exactly(editor):
    words = "前{a.b[country=JPN]|1}{a.b[country=KOR]|1}后，{typed:x.y:none|某事}。"
    editor.set_words(words)
    assert editor.words() == words
