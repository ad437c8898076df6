"""编号台账: what is out and has come back, another one in its place, the proof on paper."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from exports import issue, ledger
from exports.prints.registry import printable_by_code
from gui.attachments.attachments_dialog import AttachmentsDialog
from gui.look import messages
from gui.paper.pdf_dialog import PdfDialog
from gui.prints.ledger_page import LedgerPage
from gui.prints.print_dialog import PrintDialog
from models import store
from models.entities import IssuedPaper
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import C5, IN_TERM, fill_in_office, golden, student, trip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAIT = 30_000


@pytest.fixture
def ledger_page(qtbot, context):
    """The page over a certificate and an application that is out to be signed."""
    fill_in_office()
    issue.issue_paper(C5, student("A, A", "XA"), {"issued_on": "2026-03-02"})
    issue.issue_paper(printable_by_code("A2"), golden(trip()), {"issued_on": "2026-03-03"})
    page = LedgerPage(context)
    qtbot.addWidget(page)
    page.resize(1188, 700)
    page.show()
    qtbot.waitUntil(lambda: page.table.rowCount() == 2, timeout=WAIT)
    return page


@pytest.fixture
def scan(tmp_path):
    """A scan of the signed paper, as a scanner makes it."""
    file = tmp_path / "签字.pdf"
    file.write_bytes(issue.preview(C5, student("S, S", "XS"), IN_TERM))
    return file


def state(page, row):
    return page.table.item(row, 5).text()


def choose(page, box, value):
    box.setCurrentIndex(box.findData(value))


def bring_back(qtbot, page, scan, monkeypatch):
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [scan])
    page.table.selectRow(0)
    page.bring_back()
    qtbot.waitUntil(lambda: "已回传" in state(page, 0), timeout=WAIT)


def test_only_papers_that_others_sign_are_waited_for(ledger_page):
    assert "待回传" in state(ledger_page, 0)
    assert state(ledger_page, 1) == "✓ 有效"
    assert ledger_page.waiting_button.text() == "待回传 1"


def test_a_signed_scan_comes_back_to_its_paper(qtbot, ledger_page, scan, monkeypatch):
    bring_back(qtbot, ledger_page, scan, monkeypatch)
    paper = IssuedPaper.get(IssuedPaper.printable == "A2")
    assert [each.paper for each in ledger.scans_of(paper)] == ["签字扫描件"]
    assert not ledger_page.waiting_button.isVisible()
    assert "签字件（1）" in ledger_page.buttons["scan"].text()


def test_a_scan_dropped_on_a_row_belongs_to_that_paper(qtbot, ledger_page, scan):
    table, data = ledger_page.table, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    place = QPointF(table.visualItemRect(table.item(0, 0)).center())
    table.dropEvent(QDropEvent(
        place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))
    qtbot.waitUntil(lambda: "已回传" in state(ledger_page, 0), timeout=WAIT)


def test_the_list_can_be_narrowed_to_what_is_out(qtbot, ledger_page):
    choose(ledger_page, ledger_page.state, ledger.OUT)
    qtbot.waitUntil(lambda: ledger_page.table.rowCount() == 1, timeout=WAIT)
    assert ledger_page.papers[0].printable == "A2"


def test_what_is_out_of_all_years_is_one_press_away(qtbot, ledger_page):
    ledger_page._context.set_year(2024)
    qtbot.waitUntil(lambda: ledger_page.table.rowCount() == 0, timeout=WAIT)
    ledger_page.waiting_button.click()
    qtbot.waitUntil(lambda: ledger_page.table.rowCount() == 1, timeout=WAIT)
    assert "清单" in ledger_page.waiting_button.text()


def test_the_list_of_what_is_out_goes_on_paper(qtbot, ledger_page):
    ledger_page.waiting_button.click()
    qtbot.waitUntil(lambda: ledger_page.table.rowCount() == 1, timeout=WAIT)
    ledger_page.waiting_button.click()
    dialog = shown(qtbot, ledger_page)
    assert "A2-2026-0001" in text_of(dialog.pdf)


def shown(qtbot, page):
    dialog = page.findChild(PdfDialog)
    qtbot.waitUntil(lambda: bool(dialog.pdf), timeout=WAIT)
    return dialog


def test_the_proof_is_a_page_for_each_kind(qtbot, ledger_page):
    ledger_page.show_proof()
    dialog = shown(qtbot, ledger_page)
    qtbot.waitUntil(lambda: dialog.preview.page_count == 2, timeout=WAIT)


def test_a_reissue_opens_the_print_centre_with_that_paper(qtbot, ledger_page):
    ledger_page.table.selectRow(1)
    ledger_page.reissue()
    dialog = ledger_page.findChild(PrintDialog)
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=WAIT)
    assert dialog.list.codes() == ["C5"]
    assert "XSZM-2026-0001" in dialog.how_words.text()

    dialog.issue()
    qtbot.waitUntil(lambda: bool(dialog.papers), timeout=WAIT)
    assert dialog.papers[0].replaces == "XSZM-2026-0001"
    assert IssuedPaper.get(IssuedPaper.number == "XSZM-2026-0001").state == "作废"
    qtbot.waitUntil(dialog.isEnabled, timeout=WAIT)
    dialog.close()


def test_a_reissue_of_a_record_in_the_recycle_bin_says_what_to_do(ledger_page, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "tell", lambda *words: told.append(words))
    ledger_page.table.selectRow(1)
    holder = issue.whole(ledger_page.paper())
    from models.entities import InternationalStudent

    store.retire(InternationalStudent.get_by_id(holder.holder_id))
    ledger_page.reissue()
    assert "回收站" in told[0][2]


def test_papers_of_the_office_are_opened_from_the_ledger(qtbot, ledger_page):
    ledger_page.office_button.click()
    dialog = ledger_page.findChild(PrintDialog)
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=WAIT)
    assert dialog.printables
    dialog.close()


def test_a_narrow_page_keeps_holder_and_state_in_sight(qtbot, ledger_page):
    ledger_page.resize(860, 480)
    table = ledger_page.table
    qtbot.waitUntil(lambda: table.isColumnHidden(7), timeout=5_000)
    assert not table.isColumnHidden(2)
    assert not table.isColumnHidden(5)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0, timeout=5_000)


def test_lists_of_the_ledger_leave_the_files_on_the_disk(ledger_page):
    line = ledger.lines(2026)[0]
    assert line.paper.content is None
    assert issue.file_of(line.paper).startswith(b"%PDF")


def test_noting_a_receiver_keeps_the_file(ledger_page):
    paper = ledger.lines(2026)[0].paper
    issue.hand_over(paper, "李老师")
    issue.void_paper(paper, "重打")
    kept = IssuedPaper.get_by_id(paper.id)
    assert (kept.received_by, kept.void_reason) == ("李老师", "重打")
    assert issue.file_of(kept).startswith(b"%PDF")


def test_how_long_a_paper_is_out_is_said_in_days(ledger_page):
    found = ledger.waiting(date(2026, 3, 23))
    assert [line.words for line in found] == ["! 待回传 20 天"]


def test_what_came_back_is_looked_at_among_the_attachments_of_the_paper(
    qtbot, ledger_page, scan, monkeypatch
):
    bring_back(qtbot, ledger_page, scan, monkeypatch)
    ledger_page.table.selectRow(0)
    ledger_page.bring_back()
    dialog = ledger_page.findChild(AttachmentsDialog)
    qtbot.waitUntil(lambda: dialog.panel.count == 1, timeout=WAIT)
    assert dialog.panel.table.rows[0].paper == ledger.SCAN
    dialog.close()
