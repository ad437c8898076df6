"""The import: old registers in, every row seen before it is written, and the way back."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gui.imports import import_wizard
from gui.imports.import_wizard import FILES, PREVIEW, RESULT, TABLES, ImportWizard
from gui.imports.import_work import EXTRA, IGNORED, SKIP
from gui.look import messages
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from models import history
from models.entities import entity_by_key
from tests.conftest import SAMPLES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TEACHER = entity_by_key("foreign_teacher")
ENGAGEMENT = entity_by_key("engagement")
TRIP = entity_by_key("outbound_trip")
TEACHERS = SAMPLES / "2019年外籍教师台账.xlsx"
WAIT = 20_000


@pytest.fixture
def window(qtbot, college):
    """A window with the context of an open college."""
    changes, worker = Changes(), Worker(college)
    widget = QWidget()
    widget.context = Context(college, 2019, changes, worker)
    widget.resize(1100, 700)
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    worker.stop()
    changes.stop()


@pytest.fixture(autouse=True)
def yes(monkeypatch):
    monkeypatch.setattr(import_wizard.messages, "ask", lambda *_, **__: True)
    monkeypatch.setattr(import_wizard.messages, "show_error", unexpected)


def unexpected(_, error):
    """An error nobody expected fails the test; its dialog would wait for an answer for ever."""
    raise error


def opened(window, paths):
    wizard = ImportWizard(paths, window)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    wizard.show()
    return wizard


def arrive(qtbot, wizard, step):
    qtbot.waitUntil(lambda: wizard.step == step and not wizard.is_busy, timeout=WAIT)
    return wizard


def at_preview(qtbot, window, paths):
    wizard = arrive(qtbot, opened(window, paths), TABLES)
    wizard.next()
    return arrive(qtbot, wizard, PREVIEW)


def workbook(path, *rows, sheet="外教"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEADINGS = ["护照姓名", "国籍", "出生日期", "聘期起", "聘期止", "任教课程"]
GOOD = ["COLE, ANNA", "英国", "1980-01-02", "2019-03-01", "2020-02-28", "英语口语"]
BAD = ["WEST, TOM", "英国", "1980-01-32", "2019-03-01", "2020-02-28", "英语口语"]


@pytest.fixture
def half_good(tmp_path):
    return workbook(tmp_path / "2019年外教.xlsx", HEADINGS, GOOD, BAD)


def test_the_seven_registers_of_an_office_go_in_at_once(qtbot, window):
    wizard = at_preview(qtbot, window, sorted(SAMPLES.glob("*.xlsx")))
    assert wizard.plan.counts()["新增"] == 126
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    assert TEACHER.active().count() == 5
    assert TRIP.active().count() == 11
    assert wizard.outcome.title.text() == "✓ 导入完成"


def test_nothing_is_written_before_the_button_is_pressed(qtbot, window):
    at_preview(qtbot, window, [TEACHERS])

    assert TEACHER.select().count() == 0


def test_the_whole_import_is_taken_back_from_its_last_page(qtbot, window):
    wizard = at_preview(qtbot, window, [TEACHERS])
    wizard.next()
    arrive(qtbot, wizard, RESULT)
    wizard.outcome.take_back.click()
    qtbot.waitUntil(lambda: "已撤销" in wizard.outcome.title.text(), timeout=WAIT)

    assert TEACHER.active().count() == 0
    assert ENGAGEMENT.active().count() == 0


def test_an_import_makes_a_backup_first(qtbot, window):
    wizard = at_preview(qtbot, window, [TEACHERS])
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    assert len(window.context.keeper.backups()) == 1


def test_the_same_file_again_has_nothing_to_write(qtbot, window):
    wizard = at_preview(qtbot, window, [TEACHERS])
    wizard.next()
    arrive(qtbot, wizard, RESULT)
    again = at_preview(qtbot, window, [TEACHERS])

    assert again.plan.counts()["相同"] == 5
    assert not again.next_button.isEnabled()


def test_a_changed_row_is_shown_from_old_to_new(qtbot, window, tmp_path):
    for course in ("英语口语", "英语写作"):
        path = workbook(tmp_path / "2019年外教.xlsx", HEADINGS, [*GOOD[:5], course])
        wizard = at_preview(qtbot, window, [path])
        if course == "英语口语":
            wizard.next()
            arrive(qtbot, wizard, RESULT)

    assert wizard.preview.model.rows[0].action == "更新"
    assert "任教课程：英语口语 → 英语写作" in wizard.preview.model.rows[0].words


def test_the_preview_begins_with_what_was_refused_and_why(qtbot, window, half_good):
    wizard = at_preview(qtbot, window, [half_good])

    rows = wizard.preview.model.rows
    assert [row.action for row in rows] == ["退回"]
    assert "1980-01-32" in rows[0].words
    assert wizard.next_button.text() == "导入其余 1 行"


def test_refused_rows_do_not_hold_up_the_good_ones(qtbot, window, half_good):
    wizard = at_preview(qtbot, window, [half_good])
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    assert [str(teacher) for teacher in TEACHER.active()] == ["COLE, ANNA"]
    assert wizard.outcome.save.isVisible()


def test_refused_rows_are_saved_with_their_reason_and_come_in_once_mended(
    qtbot, window, half_good, tmp_path, monkeypatch
):
    target = tmp_path / "退回行.xlsx"
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    wizard = at_preview(qtbot, window, [half_good])
    wizard.next()
    arrive(qtbot, wizard, RESULT)
    wizard.outcome.save.click()
    book = openpyxl.load_workbook(target)
    sheet = book.active
    assert [cell.value for cell in sheet[2]][:3] == ["退回原因", "护照姓名", "国籍"]
    assert "1980-01-32" in sheet["A3"].value

    sheet["D3"] = "1980-01-30"
    book.save(target)
    again = at_preview(qtbot, window, [target])
    assert again.plan.counts()["新增"] == 1
    again.next()
    arrive(qtbot, again, RESULT)
    assert all(teacher.extra == {} for teacher in TEACHER.active())


SECRET = "M29381746"


@pytest.fixture
def with_passports(tmp_path):
    """A row to come in, and one that is refused."""
    rows = ([*row[:-1], words] for row, words in ((HEADINGS, "护照号"), (GOOD, SECRET), (BAD, SECRET)))
    return workbook(tmp_path / "2019年外教.xlsx", *rows)


def seen(wizard):
    """Everything that the preview shows of every row."""
    preview, words = wizard.preview, []
    preview.chips[""].click()
    for number in range(preview.model.rowCount()):
        preview.rows.setCurrentIndex(preview.model.index(number, 0))
        words.append(preview.model.index(number, 3).data())
        words.append(preview.model.index(number, 3).data(Qt.ItemDataRole.ToolTipRole))
        tree = preview.fields
        words += [tree.topLevelItem(n).text(2) for n in range(tree.topLevelItemCount())]
    return "\n".join(words)


def test_passport_numbers_are_hidden_in_the_preview_until_they_are_asked_for(
    qtbot, window, with_passports
):
    wizard = at_preview(qtbot, window, [with_passports])
    assert SECRET not in seen(wizard)
    assert seen(wizard).count("M2****46") >= 3

    wizard.preview.reveal_button.click()
    assert seen(wizard).count(SECRET) >= 3

    wizard.preview.reveal_button.click()
    assert SECRET not in seen(wizard)


def test_a_hidden_number_is_still_found_in_the_preview(qtbot, window, with_passports):
    wizard = at_preview(qtbot, window, [with_passports])
    wizard.preview.chips["新增"].click()
    wizard.preview.filter_line.setText(SECRET)

    assert [row.action for row in wizard.preview.model.rows] == ["新增"]


def test_passport_numbers_are_hidden_where_the_columns_are_told_apart(
    qtbot, window, with_passports
):
    wizard = arrive(qtbot, opened(window, [with_passports]), TABLES)
    samples = [row.values["samples"] for row in wizard.tables.model.rows]
    assert "M2****46" in samples
    assert not any(SECRET in words for words in samples)


def test_rows_that_are_no_records_are_listed_with_the_reason(qtbot, window, tmp_path):
    path = workbook(tmp_path / "2019年外教.xlsx", HEADINGS, GOOD, ["合计", None, None, None, None, "1人"])
    wizard = at_preview(qtbot, window, [path])
    wizard.preview.chips["略过"].click()

    assert [row.words for row in wizard.preview.model.rows] == ["合计行"]


def test_a_column_of_another_name_is_assigned_by_hand_and_remembered(qtbot, window, tmp_path):
    rows = [["教师称呼", *HEADINGS[1:]], GOOD]
    path = workbook(tmp_path / "2019年外教.xlsx", *rows)
    wizard = arrive(qtbot, opened(window, [path]), TABLES)
    wizard.tables.register.setCurrentIndex(wizard.tables.register.findData("foreign_teacher"))
    wizard.tables.register.activated.emit(wizard.tables.register.currentIndex())
    wizard.tables.model.setData(wizard.tables.model.index(0, 1), "护照姓名")
    qtbot.waitUntil(lambda: any(choice.columns for choice in wizard.work.decided.values()))
    wizard.next()
    arrive(qtbot, wizard, PREVIEW)
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    again = arrive(qtbot, opened(window, [path]), TABLES)
    shown = [again.tables.model.index(0, column).data() for column in (1, 3)]
    assert shown == ["护照姓名  ▾", "上次的选择"]


def test_a_column_can_be_kept_as_extra(qtbot, window):
    wizard = arrive(qtbot, opened(window, [TEACHERS]), TABLES)
    table = wizard.work.tables[0]
    column = next(h.column for h in table.headings if "课程" in h.label)
    wizard.work.choose_column(table, column, EXTRA)
    wizard.next()
    arrive(qtbot, wizard, PREVIEW)
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    records = (*TEACHER.active(), *ENGAGEMENT.active())
    assert any("课程" in name for record in records for name in record.extra)


def test_a_column_can_be_left_out_altogether(qtbot, window):
    wizard = arrive(qtbot, opened(window, [TEACHERS]), TABLES)
    table = wizard.work.tables[0]
    column = next(h.column for h in table.headings if "课程" in h.label)
    wizard.work.choose_column(table, column, IGNORED)
    wizard.next()
    arrive(qtbot, wizard, PREVIEW)
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    assert not any(engagement.courses for engagement in ENGAGEMENT.active())
    assert not any(record.extra for record in (*TEACHER.active(), *ENGAGEMENT.active()))


def test_a_table_can_be_left_out(qtbot, window):
    path = SAMPLES / "2019年因公出国（境）团组统计表.xlsx"
    wizard = arrive(qtbot, opened(window, [path]), TABLES)
    wizard.work.choose_register(wizard.work.tables[1], SKIP)
    wizard.next()
    arrive(qtbot, wizard, PREVIEW)

    assert wizard.plan.counts()["新增"] == 11


def test_a_file_that_is_no_workbook_is_named_and_the_others_go_on(qtbot, window, tmp_path):
    bad = tmp_path / "照片.xlsx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    wizard = arrive(qtbot, opened(window, [bad, TEACHERS]), TABLES)

    assert "照片.xlsx" in wizard.work.faults[bad].message
    assert [table.file for table in wizard.work.tables] == [TEACHERS.name]


def test_files_are_dropped_onto_the_first_page(qtbot, window):
    wizard = opened(window, None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(TEACHERS))])
    wizard.files.dropEvent(QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))

    assert wizard.work.paths == [TEACHERS]
    assert wizard.next_button.isEnabled()


def test_files_are_chosen_in_the_file_dialog(qtbot, window, monkeypatch):
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [TEACHERS])
    wizard = opened(window, None)
    wizard.files.choose.click()
    QTest.keyClick(wizard.next_button, Qt.Key.Key_Space)
    arrive(qtbot, wizard, TABLES)


def test_a_row_that_may_be_known_already_is_asked_about(qtbot, window, tmp_path):
    first = workbook(tmp_path / "2019年外教.xlsx", HEADINGS, GOOD)
    wizard = at_preview(qtbot, window, [first])
    wizard.next()
    arrive(qtbot, wizard, RESULT)
    unclear = workbook(
        tmp_path / "2020年外教.xlsx", ["护照姓名", "聘期起", "聘期止", "任教课程"],
        ["COLE, ANNA", "2020-03-01", "2021-02-28", "英语听力"],
    )
    wizard = at_preview(qtbot, window, [unclear])
    assert wizard.plan.counts()["待定"] == 1

    wizard.preview.same.click()
    arrive(qtbot, wizard, PREVIEW)
    qtbot.waitUntil(lambda: wizard.plan.counts()["待定"] == 0, timeout=WAIT)
    wizard.next()
    arrive(qtbot, wizard, RESULT)

    assert TEACHER.active().count() == 1
    assert ENGAGEMENT.active().count() == 2


def test_cancelling_leaves_nothing_behind(qtbot, window):
    wizard = at_preview(qtbot, window, [TEACHERS])
    wizard.reject()

    assert not wizard.isVisible()
    assert history.batches() == []


def test_the_first_step_waits_for_files(qtbot, window):
    wizard = opened(window, None)

    assert wizard.step == FILES
    assert not wizard.next_button.isEnabled()
