"""Calibrating pre-printed paper in the window; picking the fonts of papers."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from exports.prints import fonts, office_fonts, stock
from gui.look import messages
from gui.settings.fonts_panel import FontsPanel
from gui.settings.stock_dialog import StockDialog
from gui.settings.stock_panel import StockPanel
from gui.settings.stock_work import smaller
from models import stock_layouts
from models.stock_layouts import Calibration

LAYOUT = stock.layout_by_code("C6-A4")


@pytest.fixture
def dialog(context, qtbot):
    shown = StockDialog(LAYOUT, Calibration(LAYOUT.code), context)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_measured_deviations_become_offsets(dialog):
    dialog.left.setValue(12.4)
    dialog.top.setValue(7.2)

    assert (dialog.offset_x.value(), dialog.offset_y.value()) == (-2.4, 2.8)
    assert dialog.view.calibration.offset_x == -2.4


def test_a_slip_of_the_ruler_is_said_in_the_dialog(dialog):
    dialog.right.setValue(120.0)

    assert "右上角十字" in dialog.fault.text()
    assert dialog.calibration.scale == 100.0


def test_what_was_measured_is_kept_as_calibrated_for_its_printer(dialog):
    dialog.left.setValue(11.0)
    dialog.printer.setCurrentText("窗口打印机")
    dialog.keep()

    kept = stock_layouts.calibration_of(LAYOUT.code, "窗口打印机")
    assert kept.offset_x == -1.0
    assert kept.is_calibrated


def test_without_the_tick_it_is_kept_but_not_calibrated(dialog):
    dialog.offset_x.setValue(1.0)
    dialog.keep()

    kept = stock_layouts.calibration_of(LAYOUT.code)
    assert (kept.offset_x, kept.is_calibrated) == (1.0, False)


def test_arrow_keys_move_the_chosen_field_by_a_tenth(dialog):
    dialog.field.setCurrentIndex(1)
    dialog.view.setFocus()

    QTest.keyClick(dialog.view, Qt.Key.Key_Right)
    QTest.keyClick(dialog.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    name = LAYOUT.fields[1].name
    assert dialog.calibration.move_of(name) == pytest.approx((0.1, 1.0, 0.0))
    assert dialog.dx.value() == pytest.approx(0.1)


def test_a_click_on_the_picture_chooses_the_field(dialog):
    paper, scale = dialog.view._paper()
    field = LAYOUT.fields[3]
    at = paper.topLeft() + QPointF((field.left + 1) * scale, (field.line - 1) * scale)

    QTest.mouseClick(dialog.view, Qt.MouseButton.LeftButton, pos=at.toPoint())

    assert dialog.field.currentData() == field.name


def test_a_field_is_dragged_to_its_place(dialog):
    paper, scale = dialog.view._paper()
    field = LAYOUT.fields[3]
    start = paper.topLeft() + QPointF((field.left + 1) * scale, (field.line - 1) * scale)
    end = start + QPointF(20 * scale, -5 * scale)

    QTest.mousePress(dialog.view, Qt.MouseButton.LeftButton, pos=start.toPoint())
    QTest.mouseMove(dialog.view, end.toPoint())
    QTest.mouseRelease(dialog.view, Qt.MouseButton.LeftButton, pos=end.toPoint())

    dx, dy, _ = dialog.calibration.move_of(field.name)
    assert (dx, dy) == pytest.approx((20.0, -5.0), abs=0.8)


def test_a_field_that_her_paper_lacks_is_left_out(dialog):
    dialog.field.setCurrentIndex(dialog.field.findData("hours"))
    dialog.left_out.click()
    dialog.keep()

    assert stock_layouts.calibration_of(LAYOUT.code).is_left_out("hours")
    assert not stock_layouts.calibration_of(LAYOUT.code).is_left_out("name")


def test_a_scan_lies_under_the_boxes_and_is_kept_for_the_screen(dialog, tmp_path, monkeypatch):
    scan = tmp_path / "扫描.png"
    image = QImage(2400, 1700, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.yellow)
    image.save(str(scan))
    monkeypatch.setattr(messages, "file_dialog", lambda *_a, **_k: [scan])

    dialog.choose_scan()
    dialog.keep()

    assert not dialog.view.background.isNull()
    kept = QImage.fromData(stock_layouts.background_of(LAYOUT.code))
    assert kept.width() == 1600
    assert smaller(tmp_path / "没有.png") == b""


def test_the_calibration_page_is_saved_as_a_file(dialog, tmp_path, monkeypatch):
    path = tmp_path / "校准页.pdf"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: path)

    dialog.save_page()

    assert path.read_bytes().startswith(b"%PDF")


def test_the_settings_tell_which_layouts_are_measured(context, qtbot):
    stock_layouts.keep(Calibration("C2-A4", offset_x=1.0), on=date(2026, 11, 2))
    panel = StockPanel(context)
    qtbot.addWidget(panel)

    states = {
        panel.table.item(row, 0).text().strip(): panel.table.item(row, 4).text().strip()
        for row in range(panel.table.rowCount())
    }

    assert states["录取通知书 A4 纵"] == "✓ 2026-11-02 校准"
    assert states["结业（培训）证书 A4 横"] == "未校准"


# ---- fonts ----


@pytest.fixture
def usual_fonts():
    yield
    fonts.use_fonts({})


def test_another_font_file_is_used_and_remembered_beside_the_data(
    context, qtbot, tmp_path, monkeypatch, usual_fonts
):
    own = tmp_path / "本单位仿宋.ttf"
    shutil.copyfile(fonts.book().face("kai").path, own)
    panel = FontsPanel(context)
    qtbot.addWidget(panel)
    row = next(i for i, used in enumerate(panel.rows) if used.role == "fangsong")
    panel.table.setCurrentCell(row, 0)
    monkeypatch.setattr(messages, "file_dialog", lambda *_a, **_k: [own])

    panel.pick()

    assert fonts.book().face("fangsong").path == own
    fonts.use_fonts({})
    assert office_fonts.take_over(context.keeper.folder) == []
    assert fonts.book().face("fangsong").path == own
    panel.give_back()
    assert fonts.book().face("fangsong").path != own


def test_a_picked_font_that_is_gone_is_said_and_the_usual_one_used(
    context, tmp_path, usual_fonts
):
    own = tmp_path / "本单位宋体.ttf"
    shutil.copyfile(fonts.book().face("kai").path, own)
    office_fonts.pick(context.keeper.folder, "song", str(own))
    fonts._load_face.cache_clear()
    own.unlink()

    faults = office_fonts.take_over(context.keeper.folder)

    assert "本单位宋体.ttf" in faults[0]
    assert fonts.book().face("song").path != own


def test_characters_are_tried_and_those_without_a_font_named(context, qtbot):
    panel = FontsPanel(context)
    qtbot.addWidget(panel)
    assert "印不出" not in panel.drawn.text()

    panel.trial.setText("王\u0c24")

    assert "印不出：\u0c24" in panel.drawn.text()
