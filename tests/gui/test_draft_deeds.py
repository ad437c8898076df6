"""工作总结 takes in: Word files changed by hand, last year's words, her own sentences; and checks."""

# The fixtures of the page are imported, and pytest hands them in under the same names.
# ruff: noqa: F401, F811

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QRadioButton

from exports.drafts import as_docx
from exports.drafts.hand_edits import keep_words
from exports.drafts.official_document import figures_in
from gui.drafts.draft_check import CheckDialog
from gui.drafts.draft_offers import OffersDialog, _differences
from gui.drafts.draft_wordings import LearnedDialog, WordingsDialog
from gui.look import messages
from models.entities.draft_wording import DraftWording
from tests.exports.drafts.conftest import trip
from tests.exports.drafts.test_reopening import edited
from tests.exports.drafts.test_rolling import HERS, report
from tests.gui.test_draft_page import (
    TRIPS,
    button,
    context,
    page,
    pytestmark,
    renewed,
    text,
)


def choosing(monkeypatch, path) -> None:
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [path])


def running(monkeypatch, dialog: type[QDialog], act) -> list:
    """Let a dialog be shown, used by `act`, and accepted or left as `act` says."""
    shown: list = []

    def run(self) -> int:
        shown.append(self)
        return int(act(self))

    monkeypatch.setattr(dialog, "exec", run)
    return shown


def test_a_file_changed_in_word_is_offered_and_accepted(page, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "总结.docx"
    target.write_bytes(edited(as_docx(page.composed), "全年执行因公出国（境）团组", "这一年派出团组"))
    choosing(monkeypatch, target)
    shown = running(monkeypatch, OffersDialog, lambda dialog: bool(dialog.accepted_proposals))
    renewed(page, qtbot, page.deeds.open_changed)
    assert shown[0].buttons.go.text() == "接受 1 段"
    assert "这一年派出团组2个" in text(page, TRIPS)
    assert page.sheet.views[TRIPS].mark.text() == "人工"


def test_a_file_that_nobody_changed_offers_nothing(page, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "总结.docx"
    target.write_bytes(as_docx(page.composed))
    choosing(monkeypatch, target)
    told: list = []
    monkeypatch.setattr(messages, "tell", lambda *words: told.append(words[1]))
    page.deeds.open_changed()
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    assert told == ["文字没有在 Word 中改过，没有要取回的段落。"]


def test_proposals_that_are_not_ticked_change_nothing(page, qtbot, monkeypatch, tmp_path):
    before = text(page, TRIPS)
    target = tmp_path / "旧.docx"
    target.write_bytes(report("一、因公出国（境）", "派出因公出国（境）团组7个，5月6日成行。"))
    choosing(monkeypatch, target)
    shown = running(monkeypatch, OffersDialog, lambda _: False)
    page.deeds.roll_file()
    qtbot.waitUntil(lambda: bool(shown), timeout=20000)
    assert shown[0].accepted_proposals == []
    assert "待核" in shown[0].notes.text()
    assert text(page, TRIPS) == before


def test_what_is_new_and_what_goes_is_told_letter_by_letter() -> None:
    was, will = "全年接待来访3批，均按规定报批。", "全年接待来访5批，均按规定报批、备案。"
    added, gone = _differences(was, will)

    assert "".join(will[at] for at in sorted(added)) == "5、备案"
    assert "".join(was[at] for at in sorted(gone)) == "3"
    assert _differences("全年无来访。", "学校新签协议两份，均已公示") == (set(), set())


def test_a_proposal_can_be_put_elsewhere(page, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "旧.docx"
    target.write_bytes(report("一、因公出国（境）", "因公出国（境）工作稳步推进，团组质量提高。"))
    choosing(monkeypatch, target)

    def move(dialog: OffersDialog) -> bool:
        row = dialog.place.findData("discipline.education")
        dialog.place.setCurrentIndex(row)
        dialog.place.activated.emit(row)
        dialog.tick(0)
        return True

    running(monkeypatch, OffersDialog, move)
    renewed(page, qtbot, page.deeds.roll_file)
    assert text(page, "discipline.education") == "因公出国（境）工作稳步推进，团组质量提高。"


def test_last_years_paragraphs_by_hand_come_with_this_years_numbers(page, qtbot, monkeypatch):
    keep_words("S1", 2024, TRIPS, "2024年组团{trips.groups|1}个，规模从简。")
    running(monkeypatch, OffersDialog, lambda _: True)
    renewed(page, qtbot, page.deeds.roll_kept)
    qtbot.waitUntil(lambda: text(page, TRIPS) == "2025年组团2个，规模从简。", timeout=20000)


def test_sentences_are_learned_picked_and_said(page, qtbot, monkeypatch, tmp_path):
    for number in range(2):
        trip(f"2024年第{number + 1}团", "JPN", year=2024)
    target = tmp_path / "旧.docx"
    target.write_bytes(report(HERS))
    choosing(monkeypatch, target)
    running(monkeypatch, LearnedDialog, lambda dialog: len(dialog.chosen) == 1)

    def use(dialog: WordingsDialog) -> bool:
        dialog.learn_button.click()
        qtbot.waitUntil(
            lambda: len(dialog.area.widget().findChildren(QRadioButton)) == 2, timeout=20000)
        dialog.area.widget().findChildren(QRadioButton)[1].click()
        return True

    running(monkeypatch, WordingsDialog, use)
    page.deeds.wordings()
    assert DraftWording.active().get().is_used
    qtbot.waitUntil(lambda: "这一年，学校共组派" in text(page, TRIPS), timeout=20000)
    assert page.sheet.views[TRIPS].mark.text() == ""


def test_accepting_takes_todays_number_and_keeps_the_words(page, qtbot):
    renewed(page, qtbot, lambda: page.sheet.kept.emit(TRIPS, "派出{trips.groups|1}个。"))
    assert page.composed.open_points is not None
    renewed(page, qtbot, button(page.sheet.views[TRIPS], "接受").click)
    assert text(page, TRIPS) == "派出2个。"
    assert page.sheet.views[TRIPS].paragraph.stale == ()


def test_a_wrong_number_typed_by_hand_is_shown_before_export(page, qtbot, monkeypatch):
    renewed(page, qtbot, lambda: page.sheet.kept.emit(
        TRIPS, "全年派出因公出国（境）团组5个，其中赴日本2个、赴韩国1个。"))
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)

    def look(dialog: CheckDialog) -> bool:
        dialog.look()
        return False

    shown = running(monkeypatch, CheckDialog, look)
    page.export()
    qtbot.waitUntil(lambda: bool(shown), timeout=20000)
    assert any("5" in shown[0].list.item(row).text() for row in range(shown[0].list.count()))
    qtbot.waitUntil(lambda: page.sheet.views[TRIPS].editor is not None, timeout=20000)


def test_a_draft_that_agrees_is_saved_without_a_question(
    page, context, qtbot, monkeypatch, tmp_path,
):
    target = tmp_path / "总结.docx"
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    choosing(monkeypatch, target)
    shown = running(monkeypatch, CheckDialog, lambda _: False)
    with qtbot.waitSignal(context.said, timeout=30000):
        page.export()
    assert shown == []
    assert {f.year for f in figures_in(target.read_bytes())} == {2025}


def test_the_menu_says_what_can_be_taken_in(page):
    offered = next(b for b in page.findChildren(QPushButton) if b.text() == "取回与沿用")
    assert [action.text() for action in offered.menu().actions()] == [
        "打开改过的 Word…", "沿用以前的总结文件…", "沿用上年的人工段落…", "我的说法…",
    ]
    assert offered.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_in_a_narrow_window_the_text_keeps_half_the_room(page, qtbot):
    page.resize(840, 420)
    qtbot.waitUntil(lambda: page.sheet.width() >= page.width() * 0.45, timeout=5000)
