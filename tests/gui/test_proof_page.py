"""校对报告: the text and the list lead to each other, numbers open, the copy is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextTable
from PySide6.QtWidgets import QPushButton

from exports.proofreading.base import Verdict
from gui.drafts.draft_page import DraftPage
from gui.drafts.proof_page import ProofPage
from gui.look import messages
from gui.look.theme import theme
from gui.shared.context import Context
from gui.shell.main_window import MainWindow
from models.entities import entity_by_key
from tests.exports.drafts.conftest import trip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

HEADING = "一、因公出访"
WORDS = "全年共派出因公出国团组3个，其中培训团组1个、访问团组1个。"
OTHERS = "学校成立外事工作领导小组。组织学生参加国际交流项目，聘请外籍教师4人。"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short report that counts one group too many."""
    document = docx.Document()
    document.add_paragraph("某某学院2025年外事工作总结")
    for line in (HEADING, WORDS, OTHERS):
        document.add_paragraph(line)
    grid = document.add_table(rows=2, cols=2)
    for at, words in enumerate(("项目", "数量", "因公出国团组", "2")):
        grid.cell(at // 2, at % 2).text = words
    path = tmp_path / "总结.docx"
    document.save(str(path))
    return path


@pytest.fixture
def empty(context: Context, qtbot: Any) -> ProofPage:
    trip("赴日本访问团", "JPN")
    trip("赴韩国访问团", "KOR")
    shown = ProofPage(context)
    qtbot.addWidget(shown)
    shown.resize(1186, 640)
    shown.show()
    return shown


@pytest.fixture
def page(empty: ProofPage, report: Path, qtbot: Any) -> ProofPage:
    empty.open(report)
    qtbot.waitUntil(lambda: empty.done is not None, timeout=20000)
    return empty


def renewed(page: ProofPage, qtbot: Any, act: Any) -> None:
    """Do something and wait for a new result."""
    before = page.done
    act()
    qtbot.waitUntil(lambda: page.done is not before, timeout=20000)


def found(page: ProofPage, verdict: Verdict) -> list[int]:
    assert page.done is not None
    return [n for n, f in enumerate(page.done.result.findings) if f.verdict is verdict]


def group_count(page: ProofPage) -> int:
    """The finding about 3个 held against the records."""
    assert page.done is not None
    return next(n for n in found(page, Verdict.DIFFERS)
                if page.done.result.findings[n].readings)


def test_an_empty_page_says_in_one_sentence_what_to_do(empty: ProofPage) -> None:
    assert empty.start_button.isVisible()
    assert not empty.copy_button.isVisible()
    assert not empty.year.isVisible()


def test_the_report_is_shown_as_it_reads_with_its_table(page: ProofPage) -> None:
    shown = page.text.toPlainText()

    assert HEADING in shown
    assert "外事工作领导小组" in shown
    tables = [f for f in page.text.document().rootFrame().childFrames()
              if isinstance(f, QTextTable)]
    [grid] = tables
    assert grid.cellAt(1, 0).firstCursorPosition().block().text() == "因公出国团组"


def test_words_judged_are_underlined_and_signed(page: ProofPage) -> None:
    number = group_count(page)

    assert page.text.words_of(number) == "3个"
    assert "3个\u2060✕" in page.text.toPlainText().replace("\n", "")


def test_every_verdict_has_a_line_of_its_own_kind(page: ProofPage) -> None:
    from gui.drafts.proof_text import _LINES

    assert len(set(_LINES.values())) == len(Verdict)


def test_counts_stand_in_the_head_the_worst_first(page: ProofPage) -> None:
    words = [chip.text() for chip in page.chips.values()]
    assert page.done is not None
    counts = page.done.result.counts()

    assert words[:2] == [f"全部 {counts.total()}", f"✕ 不符 {counts[Verdict.DIFFERS]}"]
    assert [word.split()[1] for word in words[1:]] == ["不符", "未看懂", "库中无此数", "相符"]
    assert page.side.list.current() == found(page, Verdict.DIFFERS)[0]


def test_a_filter_lists_one_verdict_alone(page: ProofPage) -> None:
    page.chips[Verdict.DIFFERS].click()

    assert page.side.list.numbers() == found(page, Verdict.DIFFERS)


def test_choosing_a_line_goes_to_the_words(page: ProofPage) -> None:
    number = group_count(page)
    page.side.list.choose(number)

    assert page.done is not None
    finding = page.done.result.findings[number]
    assert page.side.detail.message.text() == finding.message
    [marked, *_] = page.text.extraSelections()
    assert marked.cursor.selectedText() == "3个"


def test_clicking_the_words_chooses_the_line_and_lifts_the_filter(page: ProofPage) -> None:
    number = group_count(page)
    page.chips[Verdict.AGREES].click()
    page.text.anchorClicked.emit(QUrl(str(number)))

    assert page.side.list.current() == number
    assert page.chips[None].isChecked()


def test_f8_goes_through_the_findings_and_back(page: ProofPage, qtbot: Any) -> None:
    numbers = page.side.list.numbers()
    page.activateWindow()
    qtbot.waitUntil(page.side.list.hasFocus)
    qtbot.keyClick(page.side.list, Qt.Key.Key_F8)
    assert page.side.list.current() == numbers[1 % len(numbers)]
    qtbot.keyClick(page.side.list, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.side.list.current() == numbers[0]


def test_a_reading_opens_its_number_and_records(
    page: ProofPage, context: Context, qtbot: Any
) -> None:
    page.side.list.choose(group_count(page))
    page.side.detail.doors[0].click()
    panel = page.side.number
    qtbot.waitUntil(lambda: panel.open_button.isVisible(), timeout=20000)

    assert page.side.currentWidget() is panel
    assert panel.list.count() == 2
    with qtbot.waitSignal(context.list_wanted) as opened:
        panel.open_button.click()
    assert opened.args[0].key() == "outbound_trip"


def test_the_year_comes_from_the_report_and_can_be_changed(page: ProofPage, qtbot: Any) -> None:
    assert page.year.currentData() == 2025

    def choose() -> None:
        page.year.setCurrentIndex(page.year.findData(2024))
        page.year.activated.emit(page.year.currentIndex())

    renewed(page, qtbot, choose)
    assert page.done is not None
    assert page.done.result.year == 2024


def test_a_mended_record_is_seen_after_proof_reading_again(page: ProofPage, qtbot: Any) -> None:
    before = len(found(page, Verdict.AGREES))
    trip("赴泰国访问团", "THA")
    qtbot.waitUntil(lambda: page.state.words.startswith("记录已改动"), timeout=5000)
    renewed(page, qtbot, page.again_button.click)

    assert len(found(page, Verdict.AGREES)) > before
    assert page.state.words.startswith("按2025年")


def test_the_copy_is_written_and_the_report_untouched(
    page: ProofPage, report: Path, context: Context, monkeypatch: Any, qtbot: Any
) -> None:
    before, copy = report.read_bytes(), report.with_name("副本.docx")
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [copy])
    with qtbot.waitSignal(context.said, timeout=20000):
        page.copy_button.click()

    assert report.read_bytes() == before
    comments = [c.text for c in docx.Document(str(copy)).comments]
    assert any("应为2个" in words for words in comments)
    log = entity_by_key("export_log")
    assert [str(row.what) for row in log.select()] == ["2025年报告的校对批注副本"]


def test_the_report_itself_is_never_replaced(
    page: ProofPage, report: Path, monkeypatch: Any
) -> None:
    before, said = report.read_bytes(), []
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [report])
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(error.message))
    page.copy_button.click()

    assert said == ["批注副本不能写在原文件上。"]
    assert report.read_bytes() == before


def test_a_text_file_is_dropped_and_gets_no_copy(
    empty: ProofPage, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(f"某某学院2025年外事工作总结\n{WORDS}\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    facts = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
             Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(5, 5).toPoint(), *facts)
    empty.dragEnterEvent(entered)
    assert entered.isAccepted()
    renewed(empty, qtbot, lambda: empty.dropEvent(QDropEvent(QPointF(5, 5), *facts)))

    assert found(empty, Verdict.DIFFERS)
    assert not empty.copy_button.isEnabled()
    assert empty.copy_button.toolTip() == "文本文件里写不了批注"


def test_what_is_no_report_is_said_and_nothing_changes(
    page: ProofPage, tmp_path: Path, monkeypatch: Any, qtbot: Any
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(error.message))
    path, before = tmp_path / "旧.docx", page.done
    path.write_bytes(b"%PDF-1.7")
    page.open(path)
    qtbot.waitUntil(lambda: bool(said), timeout=20000)

    assert said == ["这是PDF文件，不是Word文档。"]
    assert page.done is before


def test_another_theme_keeps_the_chosen_line(page: ProofPage) -> None:
    number = group_count(page)
    page.side.list.choose(number)
    mode = theme().mode
    try:
        theme().set_mode("dark")
        assert page.side.list.current() == number
        assert page.text.extraSelections()[0].cursor.selectedText() == "3个"
    finally:
        theme().set_mode(mode)


def test_the_drafts_page_leads_here_and_back(window: MainWindow, qtbot: Any) -> None:
    window.go("drafts")
    drafts = window.stack.currentWidget()
    assert isinstance(drafts, DraftPage)
    door = next(b for b in drafts.findChildren(QPushButton) if b.text() == "校对报告…")
    door.click()

    assert isinstance(window.stack.currentWidget(), ProofPage)
    assert window.back()
    assert window.stack.currentWidget() is drafts
    qtbot.waitUntil(lambda: drafts.composed is not None, timeout=20000)


def test_the_other_verdicts_stay_folded_and_a_press_lists_them(
    page: ProofPage, qtbot: Any
) -> None:
    listed = page.side.list
    assert Verdict.DIFFERS not in listed.folded()
    wanted = listed.folded()[0]
    row = next(r for r in range(listed.count()) if wanted.value in listed.item(r).text())

    listed.itemClicked.emit(listed.item(row))
    qtbot.waitUntil(lambda: Verdict.DIFFERS in listed.folded())

    assert page.chips[wanted].isChecked()
    assert listed.numbers() == found(page, wanted)
    assert listed.current() == found(page, wanted)[0]


def test_a_verdict_without_findings_has_no_filter(page: ProofPage) -> None:
    assert page.done is not None
    counts = page.done.result.counts()
    for verdict in (Verdict.UNREAD, Verdict.UNKNOWN, Verdict.AGREES):
        assert page.chips[verdict].isVisible() is bool(counts[verdict])


def test_the_keys_of_the_page_stand_on_the_sheet_of_f1() -> None:
    from gui.shared.commands import PROOF, SHEET

    assert PROOF in SHEET
    assert all(callable(getattr(ProofPage, command.name)) for command in PROOF.commands)
