"""The forms page: every number is a door, what is typed is kept, changes arrive by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from gui.figures.filing_bar import FilingDialog, VersionsDialog, explain_cell
from gui.figures.form_page import FormPage
from gui.figures.notes_dialog import NotesDialog
from gui.figures.old_years_dialog import OldYearsDialog
from gui.look import messages
from gui.record.record_dialog import RecordDialog
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.shared.worker import Worker
from models import store
from models.entities import Filing, InboundVisit, OutboundTrip, TripLeg, TypedValue


@pytest.fixture
def page(qtbot, college):
    """The page over a college with two trips and a visit in 2024."""
    for title, day, country in (("赴日访问团", 6, "JPN"), ("赴台研修团", 20, "TWN")):
        trip = OutboundTrip(
            title=title, departed_on=date(2024, 5, day), returned_on=date(2024, 5, day + 4),
            head_count=4, task_kind="培训进修", level="处级", funding_kind="校自筹",
            destination_kind="赴台" if country == "TWN" else "出国",
        )
        store.save(trip)
        store.save(TripLeg(trip=trip, country=country))
    arrived_on = date(2024, 3, 1)
    store.save(InboundVisit(title="韩国大学", country="KOR", arrived_on=arrived_on, head_count=3))
    worker, changes = Worker(college), Changes()
    context = Context(college, 2024, changes, worker)
    page = FormPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield page
    changes.stop()
    worker.stop()


def arrived(qtbot, page, code):
    page.show_form(code)
    qtbot.waitUntil(lambda: page.paper.filled is not None and page.paper.filled.code == code,
                    timeout=20000)


def test_a_sum_names_its_parts_and_each_part_opens(qtbot, page):
    arrived(qtbot, page, "F17b")
    page.paper.setCurrentCell(*cell_at(page, "total", "out:all"))
    parts = page.side.parts
    qtbot.waitUntil(lambda: page.side.currentWidget() is parts, timeout=5000)

    assert [parts.list.item(at).text() for at in range(parts.list.count())] == [
        "出国留学学生人数（2024年）：0", "＋ 出国留学教职工人数（2024年）：0"]
    parts.list.itemClicked.emit(parts.list.item(1))
    qtbot.waitUntil(lambda: "出国留学教职工" in page.panel.title.text(), timeout=5000)
    assert page.side.currentWidget() is page.panel


def test_names_and_header_stay_in_sight_while_the_numbers_scroll(qtbot, page):
    arrived(qtbot, page, "F16")
    paper = page.paper
    page.resize(1000, 800)
    assert not paper.leads.left.isVisible()

    across, down = paper.horizontalScrollBar(), paper.verticalScrollBar()
    across.setValue(across.maximum())
    down.setValue(down.maximum())
    assert paper.leads.left.isVisible()
    assert paper.leads.above.isVisible()
    assert paper.leads.left.width() == paper.columnWidth(0)


def test_words_are_said_and_a_dash_does_not_apply(qtbot, page):
    arrived(qtbot, page, "F18b")
    page.paper.setCurrentCell(*cell_at(page, "country", "all"))
    assert "不适用" in page.panel.definition.text()
    page.side.show_cell(page.paper.filled, replace(
        page.paper.filled.cell("country", "all"), exact="英国", value="英国"))
    assert page.panel.definition.text().endswith("：英国")


def cell_at(page, row, column):
    paper = page.paper
    for at in range(paper.rowCount()):
        for across in range(paper.columnCount()):
            item = paper.item(at, across)
            cell = item.data(Qt.ItemDataRole.UserRole) if item else None
            if cell is not None and (cell.row, cell.column) == (row, column):
                return at, across
    raise LookupError((row, column))


def test_a_number_shows_its_definition_and_its_records(qtbot, page):
    arrived(qtbot, page, "F10")
    place = cell_at(page, "total", "groups")
    assert page.paper.item(*place).text() == "2 ✓"
    page.paper.setCurrentCell(*place)
    qtbot.waitUntil(lambda: page.panel.list.count() == 2)
    titles = {page.panel.list.item(i).text() for i in range(2)}
    assert titles == {"赴日访问团", "赴台研修团"}
    assert page.panel.definition.text().startswith("口径：")


def test_opening_the_list_asks_for_exactly_those_records(qtbot, page):
    arrived(qtbot, page, "F10")
    page.paper.setCurrentCell(*cell_at(page, "taiwan", "groups"))
    qtbot.waitUntil(lambda: page.panel.list.count() == 1)
    with qtbot.waitSignal(page._context.list_wanted) as wanted:
        qtbot.mouseClick(page.panel.open_button, Qt.MouseButton.LeftButton)
    entity, ids, title = wanted.args
    assert entity is OutboundTrip
    assert [OutboundTrip.get_by_id(i).title for i in ids] == ["赴台研修团"]
    assert "1 批" in title


def test_a_line_opens_the_record_it_is_part_of_above_the_page(qtbot, page):
    arrived(qtbot, page, "F14")
    page.paper.setCurrentCell(*cell_at(page, "total", "groups"))
    qtbot.waitUntil(lambda: page.panel.list.count() == 1)
    page.panel.list.itemActivated.emit(page.panel.list.item(0))
    dialog = page.findChild(RecordDialog)
    assert dialog.form.entity is InboundVisit
    assert dialog.record_id == InboundVisit.get().id
    dialog.form.request_close()


def test_the_year_is_followed(qtbot, page):
    arrived(qtbot, page, "F10")
    page._context.set_year(2023)
    qtbot.waitUntil(lambda: page.paper.filled.year == 2023)
    assert page.paper.item(*cell_at(page, "total", "groups")).text() == "0 ✓"


def test_a_changed_record_changes_the_form_by_itself(qtbot, page):
    arrived(qtbot, page, "F10")
    trip = OutboundTrip.get()
    trip.status = "取消"
    store.save(trip)
    place = cell_at(page, "total", "groups")
    qtbot.waitUntil(lambda: page.paper.item(*place).text() == "1 ✓", timeout=5000)


def test_what_nobody_can_compute_is_typed_and_kept(qtbot, page):
    arrived(qtbot, page, "F07b")
    cells = page.paper.filled.missing()
    words = next(c for c in cells if not c.typed.words)
    place = cell_at(page, words.row, words.column)
    assert page.paper.item(*place).text() == "未填"
    page.paper.setCurrentCell(*place)
    page.typed.editor.setText("没有数")
    page.typed.keep()
    assert "不是数字" in page.typed.fault.text()
    page.typed.editor.setText("0")
    page.typed.keep()
    assert TypedValue.get(TypedValue.key_name == words.typed.key).value == 0
    qtbot.waitUntil(lambda: page.paper.item(*place).text() == "0", timeout=5000)


def test_the_form_is_exported_whole(qtbot, page, tmp_path, monkeypatch):
    arrived(qtbot, page, "F14")
    target = tmp_path / "F14.xlsx"
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    with qtbot.waitSignal(page._context.said, timeout=20000):
        page.export()
    assert target.read_bytes()[:2] == b"PK"


def filed(qtbot, page, monkeypatch, *, reason=""):
    monkeypatch.setattr(FilingDialog, "exec", lambda dialog: dialog.reason.setText(reason) or 1)
    with qtbot.waitSignal(page._context.said, timeout=20000):
        qtbot.mouseClick(page.file_button, Qt.MouseButton.LeftButton)


def test_what_was_filed_stays_and_a_later_change_is_pointed_out(qtbot, page, monkeypatch):
    arrived(qtbot, page, "F10")
    assert "尚未报送" in page.filing.words.text()
    filed(qtbot, page, monkeypatch)
    qtbot.waitUntil(lambda: "与现有记录一致" in page.filing.words.text(), timeout=10000)
    trip = OutboundTrip.get()
    trip.status = "取消"
    store.save(trip)
    qtbot.waitUntil(lambda: "与报送时不同" in page.filing.words.text(), timeout=10000)
    assert Filing.get().cells["total/groups"]["value"] == 2
    gone = next(d for d in page.filing.state.differences if d.label == "总计（出国＋赴港澳＋赴台）·团组数")
    assert (gone.filed, gone.now, len(gone.gone)) == ("2", "1", 1)


def test_a_correction_must_say_why(qtbot, page, monkeypatch):
    arrived(qtbot, page, "F10")
    filed(qtbot, page, monkeypatch)
    qtbot.waitUntil(lambda: page.filing.state.version == 2, timeout=10000)
    dialog = FilingDialog(page._filled, page.filing.state)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "必须写明原因" in dialog.fault.text()
    assert dialog.result() == 0
    filed(qtbot, page, monkeypatch, reason="漏报一个团组")
    qtbot.waitUntil(lambda: page.filing.state.version == 3, timeout=10000)
    assert [f.reason for f in Filing.select().order_by(Filing.version)] == [None, "漏报一个团组"]


def test_a_form_with_blanks_is_not_filed(qtbot, page, monkeypatch):
    arrived(qtbot, page, "F07b")
    told = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    qtbot.mouseClick(page.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=10000)
    assert "未填" in told[0]
    assert Filing.select().count() == 0


def test_in_a_small_window_the_paper_keeps_its_room(qtbot, page):
    arrived(qtbot, page, "F10")
    page.resize(820, 430)
    qtbot.waitUntil(lambda: page.chooser.isVisible() and not page.forms.isVisible())
    assert page.paper.height() > 150
    page.chooser.activated.emit(page.chooser.findText("F14", Qt.MatchFlag.MatchStartsWith))
    qtbot.waitUntil(lambda: page.paper.filled.code == "F14")


def test_a_correction_stands_beside_the_first_version_and_now(qtbot, page, monkeypatch):
    arrived(qtbot, page, "F10")
    filed(qtbot, page, monkeypatch)
    trip = OutboundTrip.get()
    trip.status = "取消"
    store.save(trip)
    place = cell_at(page, "total", "groups")
    qtbot.waitUntil(lambda: page.paper.item(*place).text() == "1 ✓", timeout=10000)
    filed(qtbot, page, monkeypatch, reason="一个团组未成行")
    qtbot.waitUntil(lambda: page.filing.state.version == 3, timeout=10000)
    dialog = VersionsDialog(page.filing.state)
    qtbot.addWidget(dialog)
    row = dialog.table.topLevelItem(0)
    assert [row.text(at) for at in range(4)] == ["总计（出国＋赴港澳＋赴台）·团组数", "2", "1", "1"]
    assert row.font(1).bold()


def test_who_changed_a_filed_cell_is_told_with_the_step_it_was_done_in(qtbot, page, monkeypatch):
    arrived(qtbot, page, "F10")
    filed(qtbot, page, monkeypatch)
    trip = OutboundTrip.get()
    trip.status = "取消"
    store.save(trip)
    qtbot.waitUntil(lambda: bool(page.filing.state.differences), timeout=10000)
    one = next(d for d in page.filing.state.differences if d.key == "total/groups")
    found = explain_cell(page.filing.state, one)
    assert [(p.kind, p.title, p.change) for p in found.explanation.parts] == [("减少", "赴日访问团", -1)]
    assert [(edit.record_id, edit.what) for edit in found.edits] == [(trip.id, "修改：状态")]


def test_a_cell_that_may_be_more_says_so_and_lists_what_lacks_a_date(qtbot, page):
    store.save(OutboundTrip(title="未填入境日期的团", departed_on=date(2024, 11, 1), status="已执行",
                            head_count=1, destination_kind="出国"))
    arrived(qtbot, page, "F10")
    place = cell_at(page, "total", "groups")
    qtbot.waitUntil(lambda: page.paper.item(*place).text() == "2 ✓（最多 3）", timeout=10000)
    page.paper.setCurrentCell(*place)
    qtbot.waitUntil(lambda: page.panel.list.count() == 3)
    assert page.panel.list.item(2).text() == "？ 未填入境日期的团"


def test_last_year_stands_under_this_year_when_it_is_asked_for(qtbot, page):
    page._context.set_year(2025)
    arrived(qtbot, page, "F10")
    qtbot.waitUntil(lambda: page.paper.filled.year == 2025)
    place = cell_at(page, "total", "groups")
    assert page.paper.item(*place).text() == "0 ✓"
    page.last_year_button.setChecked(True)
    assert page.paper.item(*place).text() == "0 ✓\n上年 2"
    assert "缺" in page.notes_button.text()
    dialog = NotesDialog(page._read.filled, page._read.jumps)
    qtbot.addWidget(dialog)
    dialog.tree.selectAll()
    dialog.editor.setText("当年未派出团组")
    dialog.keep()
    qtbot.waitUntil(lambda: page.notes_button.text() == "变动说明…", timeout=10000)


def test_an_old_number_is_typed_with_its_source_and_then_compared(qtbot, page):
    page._context.set_year(2023)
    arrived(qtbot, page, "F10")
    qtbot.waitUntil(lambda: page.paper.filled.year == 2023)
    page.last_year_button.setChecked(True)
    place = cell_at(page, "total", "groups")
    assert "上年" not in page.paper.item(*place).text()
    dialog = OldYearsDialog(page._filled)
    qtbot.addWidget(dialog)
    dialog.tree.topLevelItem(0).setText(2, "5")
    dialog.keep()
    assert "没有写来源" in dialog.fault.text()
    dialog.source.setText("2022年纸质表")
    dialog.keep()
    assert dialog.fault.text() == ""
    qtbot.waitUntil(lambda: page.paper.item(*place).text() == "0 ✓\n上年 5", timeout=10000)
