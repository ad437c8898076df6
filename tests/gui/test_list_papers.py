"""Attachments and slips of missing papers for the rows that are selected in a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from exports.prints.preview import page_count
from gui.attachments.attachment_export_dialog import AttachmentExportDialog
from gui.attachments.paper_slip_dialog import PaperSlipDialog
from gui.lists.list_page import ListPage
from gui.look import messages
from models import attachments, papers
from models.entities import entity_by_key
from models.entities.kept_settings import ExportLog
from tests import files
from tests.exports.prints.looking import text_of

TEACHER, SCHOOL = entity_by_key("foreign_teacher"), entity_by_key("partner_school")
NAMES = ("HARRIS, JAMES", "MILLER, ANN", "PARK, JIN")


@pytest.fixture
def teachers(make):
    return [make("foreign_teacher", passport_name=name, nationality="英国") for name in NAMES]


@pytest.fixture
def page(context, teachers, qtbot):
    shown = ListPage(context, TEACHER)
    qtbot.addWidget(shown)
    shown.resize(1100, 600)
    shown.show()
    qtbot.waitUntil(lambda: len(shown.model.ids) == len(teachers))
    return shown


def select(page, *names):
    """The rows of these people."""
    words = {str(TEACHER.get_by_id(id)): row for row, id in enumerate(page.model.ids)}
    flags = page.table.selectionModel().SelectionFlag
    page.table.selectionModel().clear()
    for name in names:
        page.table.selectionModel().select(
            page.model.index(words[name], 0), flags.Select | flags.Rows
        )


def ready(dialog, qtbot):
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=15000)
    return dialog


def test_the_scans_of_the_selected_rows_leave_together(
    page, teachers, tmp_path, qtbot, monkeypatch
):
    for shade, teacher in enumerate(teachers):
        content = attachments.keep_content("护照.png", files.png(shade=shade))
        attachments.attach(teacher, [(content, "护照首页")])
    said = []
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path])
    monkeypatch.setattr(messages, "tell", lambda *words: said.append(words))
    select(page, *NAMES[:2])
    page.table.setFocus()
    qtbot.keyClick(
        page.table, Qt.Key.Key_E,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    [dialog] = page.findChildren(AttachmentExportDialog)
    dialog.pattern.setText("{对象}")

    dialog.export()
    qtbot.waitUntil(lambda: bool(said), timeout=15000)

    folder = tmp_path / "附件_外籍教师_2条"
    assert sorted(p.stem for p in folder.glob("*.png")) == list(NAMES[:2])
    assert (folder / "目录.xlsx").exists()


def test_the_slips_of_many_are_one_pdf_with_a_page_for_each_who_lacks_something(
    page, teachers, tmp_path, qtbot, monkeypatch,
):
    for row in papers.checklist(teachers[2]).lacking:
        papers.answer(teachers[2], row.paper.name, "纸质已收")
    target = tmp_path / "缺件单.pdf"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_, **__: target)
    select(page, *NAMES)

    page.actions_.open_slips()
    dialog = ready(page.findChild(PaperSlipDialog), qtbot)
    dialog.save_slip()
    qtbot.waitUntil(target.exists, timeout=15000)

    pdf = target.read_bytes()
    assert page_count(pdf) == 2
    assert [name for name in NAMES if name in text_of(pdf)] == list(NAMES[:2])
    assert dialog.told.text() == "2 份，另有 1 条没有要交的"
    entry = ExportLog.select().order_by(ExportLog.id.desc()).get()
    assert entry.people == 2


def test_who_has_brought_all_may_have_a_slip_that_says_so(page, teachers, qtbot):
    for row in papers.checklist(teachers[0]).lacking:
        papers.answer(teachers[0], row.paper.name, "纸质已收")
    select(page, *NAMES[:2])
    page.actions_.open_slips()
    dialog = ready(page.findChild(PaperSlipDialog), qtbot)

    dialog.lacking_only.setChecked(False)
    dialog.draw()
    qtbot.waitUntil(lambda: dialog.told.text() == "2 份", timeout=15000)

    assert "所需材料已齐" in text_of(dialog._pdf)


def test_one_selected_row_has_the_slip_of_its_record(page, qtbot):
    select(page, NAMES[1])
    page.actions_.open_slips()
    dialog = ready(page.findChild(PaperSlipDialog), qtbot)

    assert dialog.windowTitle() == "缺件单：MILLER, ANN"
    assert not dialog.lacking_only.isChecked()


def test_the_menus_name_the_rows_and_a_register_without_rules_has_no_slip(context, page, qtbot):
    schools = ListPage(context, SCHOOL)
    qtbot.addWidget(schools)
    select(page, *NAMES[:2])
    menu, other = QMenu(), QMenu()

    page.actions_.fill_export_menu(menu)
    assert "导出选中 2 条的附件…" in [action.text() for action in menu.actions()]
    page.actions_.fill_print_menu(menu)
    schools.actions_.fill_print_menu(other)

    assert "选中记录的缺件单" in [action.text() for action in menu.actions()]
    assert "选中记录的缺件单" not in [action.text() for action in other.actions()]
