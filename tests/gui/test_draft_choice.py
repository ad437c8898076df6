"""工作总结: another paper, another half or quarter, tables that open, what the text leaves out."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from exports.drafts import DRAFTS
from gui.drafts.draft_page import DraftPage
from gui.drafts.draft_table import TableView
from gui.look.marks import Words
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from models.entities.event import Event
from models.entities.office import DraftParagraph, OfficeProfile
from models.entities.year_work import QuarterProgress, WorkTask
from tests.exports.drafts.conftest import save, trip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the offscreen platform says about itself."""


@pytest.fixture
def page(college, qtbot):
    save(OfficeProfile(school_name="江城学院", office_name="国际交流处"))
    trip("赴日本访问团", "JPN")
    save(Event(title="师生沙龙", kind="其他", held_on=date(2025, 9, 1)))
    task = save(WorkTask(title="出访", year=2025, serial=1, figure="trips.groups"))
    save(QuarterProgress(task=task, quarter="第二季度", done="已完成", state="完成"))
    changes, worker = Changes(), Worker(college)
    shown = DraftPage(Context(college, 2025, changes, worker))
    qtbot.addWidget(shown)
    shown.resize(1186, 700)
    shown.show()
    qtbot.waitUntil(lambda: shown.composed is not None, timeout=30000)
    yield shown
    worker.stop()
    changes.stop()


def choose(page, qtbot, code: str, number: int | None = None) -> None:
    """Pick a paper, and one of its terms by its place in the list."""
    codes = [draft.code for draft in DRAFTS]
    kinds = next(c for c in page.findChildren(QComboBox) if c.accessibleName() == "文稿")
    before = page.composed
    kinds.setCurrentIndex(codes.index(code))
    if number is not None:
        page.term_choice.setCurrentIndex(number)
    qtbot.waitUntil(lambda: page.composed is not before and page.composed.term == page.term,
                    timeout=30000)


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Words))


def test_only_a_paper_with_parts_of_the_year_offers_them(page, qtbot):
    assert not page.term_choice.isVisible()
    choose(page, qtbot, "S3")
    assert page.term_choice.isVisible()
    assert [page.term_choice.itemText(n) for n in range(2)] == ["上半年", "下半年"]


def test_the_first_half_has_its_own_numbers_and_words(page, qtbot):
    choose(page, qtbot, "S3", 0)
    assert "上半年执行因公出国（境）团组1个" in page.sheet.views["progress.points"].paragraph.text
    page.sheet.kept.emit("progress.ngos", "人工写的一段。")
    qtbot.waitUntil(lambda: page.sheet.views["progress.ngos"].paragraph.is_by_hand, timeout=30000)
    assert DraftParagraph.get().draft == "S3-H1"


def test_the_ledgers_table_opens_its_numbers(page, qtbot):
    choose(page, qtbot, "S4", 1)
    table = page.sheet.findChild(TableView)
    assert "出访" in table.text.text()
    table.text.linkActivated.emit("trips.groups%40year")
    assert page.side.currentWidget() is page.side.number
    assert page.composed.facts["trips.groups@year"].value == 1


def test_what_no_sentence_counts_is_listed_and_opens(page, qtbot):
    assert "总结未提到的记录 1" in words(page.side.tasks)
    assert "师生沙龙（2025年9月1日）" in words(page.side.tasks)
    buttons = [b for b in page.side.tasks.findChildren(QPushButton) if b.text() == "打开记录"]
    with qtbot.waitSignal(page.side.tasks.records_wanted) as opened:
        buttons[-1].click()
    assert opened.args[:2] == ["event", [1]]


def test_the_section_on_party_work_can_be_left_out(page, qtbot):
    choose(page, qtbot, "S2")
    assert page.optional.isVisible()
    page.optional.click()
    qtbot.waitUntil(lambda: bool(page.composed.left_out), timeout=30000)
    assert "party" not in [section.key for section in page.composed.sections]
    assert not page.optional.isChecked()
