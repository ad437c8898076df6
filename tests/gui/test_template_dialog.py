"""An authority's workbook in the window: a cell is clicked, a figure chosen, the copy filled."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget

from exports.template_reading import Place, place_of, read_template
from gui.figures.template_dialog import TemplateDialog, open_template
from gui.figures.template_grid import ASKED, BLANK_TYPED, FIGURE, KIND, TYPED
from gui.look import messages
from models.entities import entity_by_key
from tests.exports.test_workbook_patch import official_form, parts, shown

ROWS = (("2026年统计表",), ("国家", "批次"), ("日本", 5), ("韩国", None), ("合计", "=SUM(B3:B4)"))


def workbook(path, rows=ROWS, sheet="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.save(path)
    return path


@pytest.fixture
def template(tmp_path):
    return workbook(tmp_path / "统计表.xlsx")


@pytest.fixture
def trips(make):
    for country in ("日本", "日本", "韩国", "德国"):
        trip = make("outbound_trip", title=f"访{country}团", departed_on="2026-05-01",
                    returned_on="2026-05-05", head_count="3", task_kind="培训进修", level="处级",
                    funding_kind="校自筹", destination_kind="出国")
        make("trip_leg", trip=trip, country=country)


@pytest.fixture
def dialog(qtbot, context, trips, template):
    return opened(qtbot, context, template)


def opened(qtbot, context, template):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TemplateDialog(
        context, read_template(template.read_bytes(), template.name), template, parent)
    dialog.parent_kept = parent
    dialog.show()
    return dialog


def choose(dialog, cell, figure="trips.groups"):
    place = place_of(cell)
    dialog.grid.setCurrentCell(place.row - 1, place.column - 1)
    figures = dialog.side.figures
    ids = [figures.item(i).data(256).id for i in range(figures.count())]
    figures.setCurrentRow(ids.index(figure))


def drop(dialog, cell, *, down=True):
    choose(dialog, cell)
    dialog.side.slices.setCurrentIndex(dialog.side.slices.findData("country"))
    dialog.drop_down() if down else dialog.drop_right()


def mapped(dialog):
    return {str(place): cell.figure for (_, place), cell in dialog.work.cells.items()}


def text(dialog, cell):
    place = place_of(cell)
    return dialog.grid.item(place.row - 1, place.column - 1).text()


def kind(dialog, cell):
    place = place_of(cell)
    return dialog.grid.item(place.row - 1, place.column - 1).data(KIND)


def test_a_chosen_figure_shows_its_value_its_total_and_the_difference_at_once(dialog):
    choose(dialog, "B3")
    dialog.choose()
    assert (text(dialog, "B3"), text(dialog, "B5")) == ("4", "4")
    assert kind(dialog, "B3") == FIGURE
    assert "表中原为 5，差额 -1" in dialog.side.about.text()


def test_the_number_is_a_door_to_its_records(qtbot, dialog, context):
    choose(dialog, "B3")
    dialog.choose()
    with qtbot.waitSignal(context.list_wanted) as asked:
        dialog.side.door.click()
    assert len(asked.args[1]) == 4


def test_a_column_is_dropped_by_its_row_names_and_remembered_for_the_same_form(
    qtbot, dialog, context, template
):
    drop(dialog, "B3")
    assert mapped(dialog) == {
        "B3": "trips.groups[country=JPN]", "B4": "trips.groups[country=KOR]"}
    assert [text(dialog, cell) for cell in ("B3", "B4", "B5")] == ["2", "1", "3"]
    dialog.keep()
    assert mapped(opened(qtbot, context, template)) == mapped(dialog)


def test_a_row_is_dropped_by_its_column_names(qtbot, context, trips, tmp_path):
    path = workbook(tmp_path / "横.xlsx", (("统计表",), ("项目", "日本", "韩国", "合计"),
                                         ("批次", None, None, "=SUM(B3:C3)")))
    dialog = opened(qtbot, context, path)
    drop(dialog, "B3", down=False)
    assert mapped(dialog) == {
        "B3": "trips.groups[country=JPN]", "C3": "trips.groups[country=KOR]"}
    assert text(dialog, "D3") == "3"


def test_one_slice_is_picked_for_one_cell(dialog):
    choose(dialog, "B4")
    dialog.side.slices.setCurrentIndex(dialog.side.slices.findData("country"))
    dialog.side.parts.setCurrentText("日本")
    dialog.choose()
    assert (mapped(dialog), text(dialog, "B4")) == ({"B4": "trips.groups[country=JPN]"}, "2")


def test_year_period_and_unit_of_a_picked_figure_are_set_beside_it(dialog, make):
    make("outbound_trip", title="旧团", departed_on="2025-05-01", returned_on="2025-05-05",
         head_count="3", task_kind="培训进修", level="处级", funding_kind="校自筹",
         destination_kind="出国")
    choose(dialog, "B3")
    dialog.choose()
    dialog.side.years.setCurrentIndex(1)
    dialog.side.period.setCurrentIndex(dialog.side.period.findData("上半年"))
    dialog.change_settings()
    assert text(dialog, "B3") == "1"
    assert "2025年上半年" in dialog.side.about.text()
    dialog.side.unit.setCurrentIndex(1)
    dialog.side._unit_chosen()
    assert text(dialog, "B3") == "0.01"
    (cell,) = dialog.work.cells.values()
    assert (cell.years, cell.period, cell.divisor, cell.decimals) == (-1, "上半年", "100", 2)


def test_the_heading_says_the_unit_and_the_year(qtbot, context, trips, tmp_path, make):
    path = workbook(tmp_path / "经费.xlsx", (("统计表",), ("项目", "本年（万元）", "上年（万元）"),
                                          ("经费", None, None)))
    dialog = opened(qtbot, context, path)
    for cell in ("B3", "C3"):
        choose(dialog, cell, "trips.cost")
        dialog.choose()
    cells = {str(p): c for (_, p), c in dialog.work.cells.items()}
    assert [(c.divisor, c.decimals, c.years) for c in cells.values()] == [
        ("10000", 2, 0), ("10000", 2, -1)]


def test_a_value_nobody_can_compute_is_typed_and_kept_per_year(
    qtbot, dialog, context, template
):
    dialog.grid.setCurrentCell(2, 1)
    dialog.type_here("12.5")
    assert (text(dialog, "B3"), kind(dialog, "B3"), text(dialog, "B5")) == ("12.5", TYPED, "12.5")
    dialog.keep()
    again = opened(qtbot, context, template)
    assert text(again, "B3") == "12.5"
    context.set_year(2027)
    next_year = opened(qtbot, context, template)
    assert (text(next_year, "B3"), kind(next_year, "B3")) == ("待手填", BLANK_TYPED)
    next_year.grid.setCurrentCell(2, 1)
    next_year.type_here("无")
    assert text(next_year, "B3") == "无"
    context.set_year(2026)
    assert text(opened(qtbot, context, template), "B3") == "12.5"


def test_words_of_the_form_are_replaced_only_after_a_question(dialog, monkeypatch):
    monkeypatch.setattr(messages, "ask", lambda *_, **__: False)
    choose(dialog, "A3")
    dialog.choose()
    assert mapped(dialog) == {}


# ---- next year's layout ----


def test_a_changed_layout_asks_one_question_for_each_change(
    qtbot, dialog, context, tmp_path
):
    drop(dialog, "B3")
    dialog.keep()
    folder = tmp_path / "明年"
    folder.mkdir()
    path = workbook(folder / "统计表.xlsx", (
        ("2027年统计表",), ("国家", "团组数（批）"), ("德国", None), ("日本", None), ("韩国", None),
        ("合计", "=SUM(B3:B5)")), sheet="因公出访")
    changed = opened(qtbot, context, path)
    assert (mapped(changed), changed.ask_bar.isVisible()) == ({}, True)
    assert changed.ask_bar.words.text() == "“批次”这一列今年找不到了（2 格），是改了名字吗？"
    assert kind(changed, "B4") == ASKED
    changed.ask_bar.buttons[0].click()
    assert mapped(changed) == {
        "B4": "trips.groups[country=JPN]", "B5": "trips.groups[country=KOR]"}
    assert not changed.ask_bar.isVisible()
    assert text(changed, "B6") == "3"


def test_a_new_row_is_filled_like_its_column_with_one_click(qtbot, dialog, context, tmp_path):
    drop(dialog, "B3")
    dialog.keep()
    (tmp_path / "明年").mkdir()
    path = workbook(tmp_path / "明年" / "统计表.xlsx", (
        ("2027年统计表",), ("国家", "批次"), ("德国", None), ("日本", None), ("韩国", None)))
    changed = opened(qtbot, context, path)
    assert set(mapped(changed)) == {"B4", "B5"}
    assert "“德国”是今年新出现的行（B3）" in changed.ask_bar.words.text()
    changed.ask_bar.buttons[0].click()
    assert mapped(changed)["B3"] == "trips.groups[country=DEU]"


def test_of_two_rows_with_one_name_the_right_one_is_clicked(qtbot, dialog, context, tmp_path):
    drop(dialog, "B3")
    dialog.keep()
    (tmp_path / "明年").mkdir()
    path = workbook(tmp_path / "明年" / "统计表.xlsx", (
        ("2027年统计表",), ("国家", "批次"), ("韩国", None), ("中国", None), ("韩国", None)))
    changed = opened(qtbot, context, path)
    seen = []
    while changed.ask_bar.question is not None:
        seen.append(changed.ask_bar.words.text())
        wanted = [b for b in changed.ask_bar.buttons if b.text() in ("第 5 行", "今年没有了，不再填")]
        (wanted or changed.ask_bar.buttons)[0].click()
    assert "“韩国”今年不止一处，是哪一处？" in seen[0]
    assert seen[1] == "“日本”这一行今年找不到了（1 格），是改了名字吗？"
    assert mapped(changed) == {"B5": "trips.groups[country=KOR]"}


# ---- files ----


def save_as(dialog, monkeypatch, qtbot, target):
    monkeypatch.setattr(messages, "choose_save_path", lambda *_, **__: target)
    dialog.fill()
    qtbot.waitUntil(lambda: "其余逐字节相同" in dialog.said.words)


def test_the_copy_is_filled_announced_and_the_proof_is_said(
    qtbot, dialog, template, monkeypatch
):
    target = template.with_name("已填.xlsx")
    choose(dialog, "B4")
    dialog.choose()
    save_as(dialog, monkeypatch, qtbot, target)
    assert openpyxl.load_workbook(target, data_only=True).active["B5"].value == 9
    entry = entity_by_key("export_log").get()
    assert (entry.file_name, entry.state, entry.profile) == ("已填.xlsx", "完成", "上报")


def test_every_other_part_of_an_official_form_stays_byte_for_byte(
    qtbot, context, trips, tmp_path, monkeypatch
):
    source, target = tmp_path / "官方.xlsx", tmp_path / "官方 已填.xlsx"
    source.write_bytes(official_form())
    dialog = opened(qtbot, context, source)
    drop(dialog, "C4")
    save_as(dialog, monkeypatch, qtbot, target)
    before, after = parts(source.read_bytes()), parts(target.read_bytes())
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"}
    assert [shown(target.read_bytes(), c) for c in ("C4", "C5", "C6", "C3")] == [2, 1, 1, 4]


def test_a_number_of_a_person_stops_the_filled_copy(
    qtbot, dialog, template, monkeypatch, college
):
    from gui.paper import leak_dialog

    asked = []
    monkeypatch.setattr(leak_dialog.LeakDialog, "exec", lambda self: asked.append(self))
    dialog.grid.setCurrentCell(3, 1)
    dialog.type_here("联系 13812345678")
    target = template.with_name("已填.xlsx")
    monkeypatch.setattr(messages, "choose_save_path", lambda *_, **__: target)
    dialog.fill()
    qtbot.waitUntil(lambda: bool(asked))
    assert not target.exists()


def test_the_telephone_in_the_authoritys_own_form_needs_no_question(
    qtbot, context, trips, tmp_path, monkeypatch
):
    rows = (("统计表",), ("国家", "批次"), ("日本", None), ("联系人 13812345678", None))
    dialog = opened(qtbot, context, workbook(tmp_path / "表.xlsx", rows))
    drop(dialog, "B3")
    save_as(dialog, monkeypatch, qtbot, tmp_path / "已填.xlsx")
    assert (tmp_path / "已填.xlsx").exists()


def test_a_mapping_leaves_as_a_file_and_comes_back(
    qtbot, dialog, context, tmp_path, monkeypatch
):
    drop(dialog, "B3")
    target = tmp_path / "对应.json"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_, **__: target)
    dialog.export()
    qtbot.waitUntil(target.exists)
    other = opened(qtbot, context, workbook(tmp_path / "别的表.xlsx"))
    assert mapped(other) == {}
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    other.take_in()
    assert mapped(other) == mapped(dialog)


def test_closing_asks_about_a_mapping_that_is_not_kept(
    qtbot, dialog, context, template, monkeypatch
):
    asked = []
    monkeypatch.setattr(messages, "ask", lambda *a, **__: asked.append(a[1]) or True)
    drop(dialog, "B3")
    dialog.reject()
    assert asked == ["这次的对应还没有保存。"]
    assert len(mapped(opened(qtbot, context, template))) == 2


@pytest.mark.parametrize(("name", "content", "said"), [
    ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .xlsx"),
    ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "WPS 的 .et"),
    ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
     "打开密码"),
])
def test_what_cannot_be_filled_is_refused_in_a_sentence(
    context, tmp_path, monkeypatch, *, name, content, said
):
    path, told = tmp_path / name, []
    path.write_bytes(content)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [path])
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    assert open_template(None, context) is None
    assert said in told[0]
    assert "导入" not in told[0]


def test_merged_widths_and_wrapped_words_are_as_in_the_sheet(qtbot, context, tmp_path):
    from openpyxl.styles import Alignment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["C2"] = "标题", "很长的一句说明" * 8, 1
    sheet.merge_cells("A1:C1")
    sheet["A2"].alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 40
    book.save(tmp_path / "样.xlsx")
    grid = opened(qtbot, context, tmp_path / "样.xlsx").grid
    assert grid.columnSpan(0, 0) == 3
    assert grid.columnWidth(1) == pytest.approx(2 * grid.columnWidth(0), rel=0.05)
    assert grid.rowHeight(1) > 3 * grid.rowHeight(2)
    assert grid.place() == Place(1, 1)
