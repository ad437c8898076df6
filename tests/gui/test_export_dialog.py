"""Exporting a list: for whom, the first rows as they will look, and the leak guard."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from gui.lists.export_dialog import ExportDialog
from gui.lists.list_page import ListPage
from gui.look import messages
from gui.paper.leak_dialog import AS_IS, MASKED, LeakDialog
from models.entities import entity_by_key
from models.listing import Listing, columns_of
from models.sharing import PUBLIC, REPORT

STAFF = entity_by_key("staff_member")
LOG = entity_by_key("export_log")
WANTED = ("name", "born_on", "phone", "remarks")


@pytest.fixture
def dialog(context, make, qtbot) -> ExportDialog:
    make("staff_member", name="王伟", born_on="1980-05-06", phone="13812345678",
         remarks="夫人电话13987654321")
    columns = [c for c in columns_of(STAFF) if c.name in WANTED]
    made = ExportDialog(context, Listing(STAFF), columns=columns, ids=[1], title="教职工")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_preview_shows_what_each_receiver_reads(dialog, qtbot):
    remarks = "夫人电话13987654321"
    qtbot.waitUntil(lambda: dialog.table.columnCount() == 4)
    assert dialog.table.item(0, 0).text() == "王伟"
    dialog.choose(REPORT)
    qtbot.waitUntil(lambda: texts(dialog) == {"王伟", "1980-05", "13****78", remarks})
    dialog.choose(PUBLIC)
    qtbot.waitUntil(lambda: texts(dialog) == {"王伟", "夫人电话139****21"})
    assert "电话" in dialog.dropped.text()
    dialog.short.setChecked(True)
    qtbot.waitUntil(lambda: "王*" in texts(dialog))


def texts(dialog: ExportDialog) -> set[str]:
    table = dialog.table
    return {
        item.text() for c in range(table.columnCount()) if (item := table.item(0, c)) is not None
    }


def test_a_picked_column_is_written_in_full(dialog, qtbot):
    dialog.choose(REPORT)
    at = [c.name for c in dialog.secret].index("phone")
    dialog.boxes[at].setChecked(True)
    qtbot.waitUntil(lambda: "13812345678" in texts(dialog))


def test_full_numbers_inside_the_school_wait_for_a_reason(dialog):
    dialog.full.setChecked(True)
    dialog.accept()
    assert dialog.fault.text() == "写出完整号码须写明理由。"
    assert dialog.isVisible()
    dialog.reason.setText("核对证件")
    dialog.accept()
    assert not dialog.isVisible()


@pytest.fixture
def page(context, make, qtbot) -> ListPage:
    """One member of staff with a number in the remarks."""
    make("staff_member", name="王伟", department="外语系", remarks="夫人电话13987654321")
    page = ListPage(context, STAFF)
    page.qtbot = qtbot
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    page.set_columns([c for c in columns_of(STAFF) if c.name in ("name", "remarks")])
    return page


@pytest.mark.parametrize(
    ("answer", "written"), [(MASKED, "夫人电话139****21"), (AS_IS, "夫人电话13987654321")]
)
def test_a_number_in_the_remarks_is_asked_about_before_the_file_is_written(
    answer, written, page, monkeypatch, tmp_path
):
    qtbot, context = page.qtbot, page.context
    target = tmp_path / "名单.xlsx"
    asked: list[str] = []

    def decide(dialog: LeakDialog) -> int:
        asked.append(dialog.table.topLevelItem(0).text(3))
        dialog.reason_field.setText("本人要求")
        dialog._answer(answer)
        return 1

    monkeypatch.setattr(messages, "file_dialog", lambda *_a, **_o: [target])
    monkeypatch.setattr(ExportDialog, "exec", lambda _: True)
    monkeypatch.setattr(LeakDialog, "exec", decide)
    with qtbot.waitSignal(context.said, timeout=10_000):
        page.actions_.export_all()

    values = [cell.value for cell in load_workbook(target).active[4]]
    assert asked == ["139****21"]
    assert written in values
    entry = LOG.get()
    assert entry.state == "完成"
    assert (entry.reason or "") == ("本人要求" if answer == AS_IS else "")


def test_nothing_is_written_when_she_says_no(context, make, qtbot, monkeypatch, tmp_path):
    from PySide6.QtWidgets import QWidget

    from exports.handing_over import About
    from gui.paper.handing_over import Paper, hand_over

    parent = QWidget()
    qtbot.addWidget(parent)
    seen_: list[int] = []
    monkeypatch.setattr(
        LeakDialog, "exec", lambda dialog: seen_.append(dialog.table.topLevelItemCount())
    )
    paper = Paper(tmp_path / "a.txt", "电话13812345678".encode(), About("试"))
    hand_over(parent, context, "试", make=lambda _: [paper], then=lambda _: None)
    qtbot.waitUntil(lambda: seen_ == [1])
    qtbot.waitUntil(lambda: not context.worker.is_busy)
    assert not (tmp_path / "a.txt").exists()
    assert LOG.select().count() == 0
