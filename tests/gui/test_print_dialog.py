"""Printing from the window: what is missing, live preview, numbers, files, paper, ledger."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from exports import issue
from exports.prints.preview import Preview
from gui.look import messages
from gui.paper import printing
from gui.prints import ledger_page
from gui.prints.ledger_page import LedgerPage
from gui.prints.print_dialog import PrintDialog
from gui.prints.print_side import EACH
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from models import store
from models.entities import (
    InternationalStudent,
    IssuedPaper,
    StudentDocument,
    WorkTask,
)
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import C5, IN_TERM, fill_in_office, student

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "Keyboard event not accepted", extend=True
)


@pytest.fixture
def context(qapp, college):
    fill_in_office()
    worker, changes = Worker(college), Changes()
    yield Context(college, 2025, changes, worker)
    changes.stop()
    worker.stop()


@pytest.fixture
def open_dialog(qtbot, context):
    """Open the dialog for some people and wait until it knows what can be printed."""

    def show(*people, wait=True):
        dialog = PrintDialog(type(people[0]), [person.id for person in people], context)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        if "issued_on" in dialog.options.fields:
            dialog.options.set_answer("issued_on", "2025-10-15")
        if wait:
            settled(qtbot, dialog)
        return dialog

    return show


def settled(qtbot, dialog):
    """Nothing waits any more, and the preview shows what the plan holds."""
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=20_000)
    if dialog.plan.pdf:
        qtbot.waitUntil(lambda: dialog.preview.page_count > 0, timeout=20_000)


def issue_now(qtbot, dialog):
    dialog.issue_button.click()
    qtbot.waitUntil(lambda: bool(dialog.papers), timeout=20_000)
    qtbot.waitUntil(dialog.isEnabled, timeout=20_000)


def test_the_preview_shows_the_paper_without_taking_a_number(qtbot, open_dialog):
    dialog = open_dialog(student())
    assert dialog.preview.page_count == 1
    qtbot.waitUntil(lambda: not dialog.preview.picture.image.isNull())
    assert "预览" in text_of(dialog.plan.pdf)
    assert IssuedPaper.select().count() == 0


def test_an_answer_changes_the_preview(qtbot, open_dialog):
    dialog = open_dialog(student())
    dialog.options.set_answer("passport", "掩码")
    qtbot.waitUntil(lambda: "AB****67" in text_of(dialog.plan.pdf), timeout=20_000)


def test_issuing_takes_the_number_and_shows_it(qtbot, open_dialog):
    dialog = open_dialog(student())
    issue_now(qtbot, dialog)
    assert "XSZM-2025-0001" in dialog.issued_words.text()
    assert IssuedPaper.get().number == "XSZM-2025-0001"
    assert not dialog.issue_button.isVisible()
    assert not dialog.options.isEnabled()


def test_issuing_by_keyboard(qtbot, open_dialog):
    dialog = open_dialog(student())
    dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(dialog.papers), timeout=20_000)
    assert dialog.papers[0].serial == 1


def test_what_is_missing_is_listed_and_can_be_filled_in(qtbot, open_dialog, monkeypatch):
    person = student(passport="")
    dialog = open_dialog(person)
    assert [gap.words for gap in dialog.plan.gaps] == ["护照号"]
    assert not dialog.issue_button.isEnabled()
    assert not dialog.print_button.isEnabled()

    opened = []
    form = lambda *a, **k: opened.append((a, k)) or _Open()  # noqa: E731
    monkeypatch.setattr("gui.record.record_dialog.RecordDialog", form)
    dialog.gap_list.lines.itemAt(0).widget().click()
    assert opened[0][0] == (InternationalStudent,)
    assert opened[0][1]["record_id"] == person.id

    store.save(StudentDocument(student=person, kind="护照", number="NEW1"))
    qtbot.waitUntil(lambda: bool(dialog.plan.pdf), timeout=20_000)
    assert dialog.issue_button.isEnabled()


class _Open:
    def open(self):
        """Stands for the form that would open."""


def test_a_paper_issued_before_asks_what_is_meant(qtbot, open_dialog):
    person = student()
    issue.issue_paper(C5, person, IN_TERM)
    dialog = open_dialog(person)
    assert "XSZM-2025-0001" in dialog.how_words.text()
    assert not dialog.issue_button.isEnabled()

    dialog.how.setCurrentIndex(dialog.how.findData("replace"))
    issue_now(qtbot, dialog)
    assert dialog.papers[0].replaces == "XSZM-2025-0001"
    assert IssuedPaper.get(IssuedPaper.serial == 1).state == "作废"


def test_many_people_are_issued_in_one_go_and_the_incomplete_left_out(qtbot, open_dialog):
    people = [student(f"P, {n}", f"X{n}") for n in range(3)]
    dialog = open_dialog(*people, student("Q, Q", ""))
    assert "1 份缺" in dialog.gap_list.title.text()
    assert "（3 份）" in dialog.issue_button.text()
    issue_now(qtbot, dialog)
    assert "XSZM-2025-0001 至 XSZM-2025-0003，共 3 份" in dialog.issued_words.text()


def test_many_people_are_saved_one_file_each_named_after_them(
    qtbot, open_dialog, tmp_path, monkeypatch
):
    dialog = open_dialog(student("LEE, JIHO", "M7777715"), student("KIM, TAE", "K1112222"))
    dialog.batch.setCurrentText(EACH)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path])
    dialog.save()
    qtbot.waitUntil(dialog.isEnabled, timeout=20_000)
    names = {path.name for path in tmp_path.glob("*.pdf")}
    assert names == {"01_C5_LEE_Jiho_7715.pdf", "02_C5_KIM_Tae_2222.pdf"}


def test_the_saved_file_is_the_issued_one(qtbot, open_dialog, tmp_path, monkeypatch):
    dialog = open_dialog(student())
    issue_now(qtbot, dialog)
    target = tmp_path / "证明.pdf"
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    dialog.save()
    qtbot.waitUntil(lambda: target.exists() and dialog.isEnabled(), timeout=20_000)
    assert target.read_bytes() == bytes(IssuedPaper.get().content)


def test_without_a_printer_it_says_so_and_offers_to_save(qtbot, open_dialog, tmp_path, monkeypatch):
    dialog = open_dialog(student())
    asked, target = [], tmp_path / "a.pdf"
    monkeypatch.setattr(printing, "printer_names", list)
    monkeypatch.setattr(messages, "ask", lambda *words, **_: asked.append(words) or True)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    dialog.print_now()
    assert "没有打印机" in asked[0][1]
    qtbot.waitUntil(lambda: target.exists() and dialog.isEnabled(), timeout=20_000)


def test_printing_keeps_the_actual_size(qtbot, open_dialog, tmp_path, monkeypatch):
    """Printed into a PDF: the letterhead's rule must lie where the engine put it, to 0.5 mm."""
    dialog = open_dialog(student())
    target = tmp_path / "printed.pdf"

    def choose(_parent, *, pages, title):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return printer

    monkeypatch.setattr(printing, "printer_names", lambda: ["办公室打印机"])
    monkeypatch.setattr(printing, "choose_printer", choose)
    with qtbot.waitSignal(dialog.context.said, timeout=30_000) as said:
        dialog.print_now()
    assert said.args == ["已送打印机：1 页"]
    assert ink(target.read_bytes()) == pytest.approx(ink(dialog.plan.pdf), abs=0.5)


def ink(pdf):
    """Edges of everything printed on the first page, in mm."""
    with Preview(pdf) as opened:
        picture = opened.picture(0, dpi=127)
        assert opened.size(0).width == pytest.approx(210, abs=0.5)
    size = (picture.width, picture.height)
    image = Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", picture.stride, 1)
    dark = image.convert("L").point(lambda light: 255 if light < 140 else 0)
    return [edge / 5 for edge in dark.getbbox()]


def test_an_entity_without_printables_says_what_to_do_instead(open_dialog):
    task = WorkTask(year=2025, title="年度工作")
    store.save(task)
    dialog = open_dialog(task, wait=False)
    assert "导出" in dialog.subtitle.text()
    assert not dialog.issue_button.isVisible()
    assert not dialog.print_button.isEnabled()


def test_a_page_of_several_is_turned_by_key_and_zoomed(qtbot, open_dialog):
    dialog = open_dialog(student("A, A", "X1"), student("B, B", "X2"))
    preview = dialog.preview
    qtbot.waitUntil(lambda: not preview.picture.image.isNull())
    QTest.keyClick(preview.area, Qt.Key.Key_PageDown)
    assert "第 2 页 / 共 2 页" in preview.counter.text()
    before = preview.picture.image.width()
    preview.zoom.setCurrentText("200%")
    qtbot.waitUntil(lambda: preview.picture.image.width() > before * 1.5, timeout=20_000)


# ---- the ledger ----


@pytest.fixture
def ledger(qtbot, context):
    """The page over two issued papers of 2025."""
    for letter in "AB":
        issue.issue_paper(C5, student(f"{letter}, {letter}", f"X{letter}"), IN_TERM)
    page = LedgerPage(context)
    qtbot.addWidget(page)
    page.resize(1188, 700)
    page.show()
    qtbot.waitUntil(lambda: page.table.rowCount() == 2, timeout=20_000)
    return page


def test_the_ledger_lists_papers_and_proves_that_no_number_is_missing(ledger):
    numbers = [ledger.table.item(row, 0).text() for row in range(2)]
    assert numbers == ["XSZM-2025-0002", "XSZM-2025-0001"]
    assert ledger.proof.words == "✓ XSZM 2025 年 2 号无缺号"


def test_voiding_needs_a_reason_and_shows_it(qtbot, ledger, monkeypatch):
    monkeypatch.setattr(ledger_page, "ask_words", lambda *_: ("姓名有误", True))
    ledger.void()
    qtbot.waitUntil(lambda: "作废 1 号" in ledger.proof.words, timeout=20_000)
    assert "姓名有误" in ledger.table.item(0, 5).text()
    assert not ledger.print_button.isEnabled()


def test_who_took_a_paper_is_kept(qtbot, ledger, monkeypatch):
    monkeypatch.setattr(ledger_page, "ask_words", lambda *_: ("李老师", True))
    ledger.receive()
    qtbot.waitUntil(lambda: ledger.table.item(0, 6).text() == "李老师", timeout=20_000)


def test_a_reprint_prints_the_kept_bytes_and_is_counted(qtbot, ledger, monkeypatch):
    sent = []
    monkeypatch.setattr(printing, "printer_names", lambda: ["办公室打印机"])
    monkeypatch.setattr(printing, "send", lambda pdf, *_: sent.append(pdf) or 1)
    ledger.reprint()
    qtbot.waitUntil(lambda: ledger.table.item(0, 7).text() == "2", timeout=20_000)
    assert sent == [bytes(IssuedPaper.get(IssuedPaper.serial == 2).content)]


def test_the_person_of_a_paper_is_opened(qtbot, ledger):
    with qtbot.waitSignal(ledger._context.record_wanted) as wanted:
        ledger.open_person()
    assert wanted.args[0] is InternationalStudent


def test_a_paper_issued_elsewhere_appears_by_itself(qtbot, ledger):
    issue.issue_paper(C5, student("C, C", "XC"), IN_TERM)
    qtbot.waitUntil(lambda: ledger.table.rowCount() == 3, timeout=20_000)


def test_a_year_without_papers_says_so(qtbot, ledger):
    ledger._context.set_year(2024)
    qtbot.waitUntil(lambda: ledger.table.rowCount() == 0, timeout=20_000)
    assert "2024 年尚未出具" in ledger.proof.words
