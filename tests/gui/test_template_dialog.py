"""An authority's workbook in the window: a cell is clicked, a figure chosen, the copy filled."""

from __future__ import annotations

import openpyxl
import pytest

from exports.template_reading import read_template
from gui import messages
from gui.template_dialog import TemplateDialog, open_template


@pytest.fixture
def template(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("2026年统计表",), ("国家", "批次"), ("日本", 5), ("韩国", None), ("合计", "=SUM(B3:B4)")):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "统计表.xlsx")
    return tmp_path / "统计表.xlsx"


@pytest.fixture
def dialog(qtbot, context, make, template):
    trip = make("outbound_trip", title="访日团", departed_on="2026-05-01", returned_on="2026-05-05",
                head_count="3", task_kind="培训进修", level="处级", funding_kind="校自筹",
                destination_kind="出国")
    make("trip_leg", trip=trip, country="日本")
    return opened(qtbot, context, template)


def opened(qtbot, context, template):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TemplateDialog(
        context, read_template(template.read_bytes(), template.name), template, parent)
    dialog.parent_kept = parent
    dialog.show()
    return dialog


def choose(dialog, row, words):
    dialog.grid.setCurrentCell(row, 1)
    dialog.finder.setText(words)
    ids = [dialog.figures.item(i).data(256).id for i in range(dialog.figures.count())]
    dialog.figures.setCurrentRow(ids.index("trips.groups"))


def test_a_chosen_figure_shows_its_value_and_the_difference_at_once(dialog):
    choose(dialog, 2, "")
    dialog.choose()
    assert dialog.grid.item(2, 1).text() == "1"
    assert dialog.grid.item(4, 1).text() == "1"
    assert "表中原为 5，差额 -4" in dialog.about.text()


def test_a_column_is_dropped_by_its_row_names_and_remembered_for_the_same_form(
    qtbot, dialog, context, template
):
    choose(dialog, 2, "")
    dialog.slices.setCurrentIndex(dialog.slices.findData("country"))
    dialog.drop_down()
    assert {c.figure for c in dialog.cells.values()} == {
        "trips.groups[country=JPN]", "trips.groups[country=KOR]"}
    dialog.keep()
    assert len(opened(qtbot, context, template).cells) == 2


def test_the_copy_is_filled_and_the_proof_is_said(qtbot, dialog, template, monkeypatch):
    target = template.with_name("已填.xlsx")
    monkeypatch.setattr(messages, "choose_save_path", lambda *_, **__: target)
    choose(dialog, 3, "")
    dialog.choose()
    dialog.fill()
    qtbot.waitUntil(lambda: "其余逐字节相同" in dialog.said.text())
    assert openpyxl.load_workbook(target, data_only=True).active["B5"].value == 6


def test_an_xls_is_refused_in_a_sentence(qtbot, context, tmp_path, monkeypatch):
    old, said = tmp_path / "旧.xls", []
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [old])
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(str(error)))
    assert open_template(None, context) is None
    assert "另存为 .xlsx" in said[0]
