"""The wording of papers in the settings: typed, tried, kept, taken back; boxes and columns too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from exports.prints import declared, editing, texts
from gui.look import messages
from gui.settings.print_settings import FONTS, STOCK, WORDING, PrintSettings
from gui.settings.print_texts_panel import EntryRole, PrintTextsPanel
from gui.settings.print_texts_tables import BoxTable, ColumnTable
from models import print_texts


@pytest.fixture
def panel(context, qtbot):
    shown = PrintTextsPanel(context)
    qtbot.addWidget(shown)
    shown.resize(1100, 620)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def choose(panel, paper, key):
    """The text of a paper, as if it were clicked."""
    panel.paper.setCurrentIndex(panel.paper.findData(paper))
    for at in range(panel.tree.topLevelItemCount()):
        top = panel.tree.topLevelItem(at)
        for index in range(top.childCount()):
            if top.child(index).data(0, EntryRole).key == key:
                panel.tree.setCurrentItem(top.child(index))
                return
    raise AssertionError(f"{paper} shows no text {key}")


def test_texts_stand_in_plain_chinese_groups(panel):
    choose(panel, "A4", "steps")

    groups = [panel.tree.topLevelItem(i).text(0).partition("（")[0]
              for i in range(panel.tree.topLevelItemCount())]

    assert groups == [group for group in editing.GROUPS if group in groups]
    assert {editing.TITLES, editing.BOXES, editing.COLUMNS} <= set(groups)


def test_a_title_is_worded_kept_and_printed_from_its_year_on(panel, qtbot):
    choose(panel, "C5", "title.studying")
    panel.editor.words.setPlainText("在校学习证明")
    panel.editor.since.setText("2027")
    panel.editor.reason.setText("新表样")

    assert panel.editor.keep()

    assert texts.texts_of("C5", 2027)["title.studying"] == "在校学习证明"
    assert texts.texts_of("C5", 2026)["title.studying"] == "在读证明"
    assert print_texts.versions("C5", "title.studying")[0].reason == "新表样"


def test_a_text_is_kept_by_the_names_of_its_values_and_shown_in_chinese(panel):
    choose(panel, "C5", "closing")
    assert "{用途}" in panel.editor.words.toPlainText()

    panel.editor.words.setPlainText("[用于{用途}。]此证。")
    panel.editor.keep()

    assert print_texts.versions("C5", "closing")[0].words == "[用于{purpose}。]此证。"


def test_an_unknown_value_cannot_be_kept_and_says_so(panel, qtbot):
    choose(panel, "C5", "closing")

    panel.editor.words.setPlainText("[用于{天气}。]")
    qtbot.waitUntil(lambda: "没有“{天气}”这一项" in panel.editor.fault.text(), timeout=5000)

    assert not panel.editor.keep_button.isEnabled()
    assert not panel.editor.keep()
    assert print_texts.changed_keys() == {}


def test_once_mended_it_can_be_kept_again(panel, qtbot):
    choose(panel, "C5", "closing")
    panel.editor.words.setPlainText("{天气}")
    qtbot.waitUntil(lambda: not panel.editor.keep_button.isEnabled(), timeout=5000)

    panel.editor.words.setPlainText("此证。")

    qtbot.waitUntil(panel.editor.keep_button.isEnabled, timeout=5000)


def test_unchanged_words_offer_nothing_to_keep(panel):
    choose(panel, "A4", "columns")

    assert not panel.editor.keep_button.isEnabled()
    assert not panel.editor.is_changed


def test_own_words_are_marked_found_by_the_filter_and_given_back(panel, qtbot, monkeypatch):
    choose(panel, "C5", "title.studying")
    panel.editor.words.setPlainText("在校学习证明")
    panel.editor.since.setText("2026")
    panel.editor.keep()
    qtbot.waitUntil(lambda: panel.tree.currentItem().text(0).startswith("●"), timeout=3000)
    panel.only_own.setChecked(True)
    shown = [
        panel.tree.topLevelItem(i).child(j).text(0)
        for i in range(panel.tree.topLevelItemCount())
        for j in range(panel.tree.topLevelItem(i).childCount())
        if not panel.tree.topLevelItem(i).child(j).isHidden()
    ]
    assert shown == ["● 在校学习证明"]

    monkeypatch.setattr(messages, "ask", lambda *_a, **_k: True)
    panel.editor.revert()

    assert print_texts.changed_keys() == {}
    qtbot.waitUntil(lambda: panel.editor.words.toPlainText() == "在读证明", timeout=3000)


def test_words_that_are_not_kept_are_offered_once_more(panel, monkeypatch):
    choose(panel, "C5", "title.studying")
    panel.editor.words.setPlainText("在校学习证明")
    asked = []
    monkeypatch.setattr(messages, "ask", lambda *a, **_k: asked.append(a[1]) or True)

    choose(panel, "C5", "title.ended")

    assert asked == ["这一处文字改过，还没有保存。"]
    assert print_texts.versions("C5", "title.studying")[0].words == "在校学习证明"


def test_boxes_are_added_moved_removed_and_sized(qtbot):
    table = BoxTable()
    qtbot.addWidget(table)
    table.show_words("部门意见；财务处意见；校领导意见")

    table.table.setCurrentCell(2, 0)
    table.move_row(-1)
    table.table.item(0, 2).setText("40")
    table.table.setCurrentCell(2, 0)
    table.remove()
    table.add()
    table.table.item(2, 0).setText("备案；意见")

    rows = declared.steps(table.words())
    assert [step.title for row in rows for step in row] == ["部门意见", "校领导意见", "备案，意见"]
    assert rows[0][0].height == 40


def test_a_ticked_box_stands_beside_the_one_before(qtbot):
    table = BoxTable()
    qtbot.addWidget(table)
    table.show_words("甲；乙")

    table.table.item(1, 4).setCheckState(Qt.CheckState.Checked)

    assert [len(row) for row in declared.steps(table.words())] == [2]


def test_columns_are_named_sized_left_out_and_taken_again(qtbot):
    table = ColumnTable()
    qtbot.addWidget(table)
    known = {"no": "序号", "name": "姓名", "sex": "性别"}
    table.offer(known)
    table.show_words("no=序号:10；name=姓名")
    table.offer(known)

    table.table.item(0, 0).setText("编号")
    table.table.setCurrentCell(1, 0)
    table.take("sex")

    found = declared.columns(table.words(), known)
    assert [(c.key, c.label, c.width) for c in found] == [
        ("no", "编号", 10.0), ("name", "姓名", None), ("sex", "性别", 20.0),
    ]
    assert not table.add_button.isEnabled()


def test_a_table_shown_and_not_touched_is_unchanged(panel):
    for paper, key in (("A4", "steps"), ("A4", "columns"), ("A4", "trips.columns")):
        choose(panel, paper, key)
        assert not panel.editor.is_changed, key


def test_each_leaf_of_the_papers_is_made_when_it_is_first_looked_at(context, qtbot):
    page = PrintSettings(context)
    qtbot.addWidget(page)
    assert list(page.made) == [WORDING]

    page.show_leaf(STOCK)
    page.show_leaf(FONTS)

    assert list(page.made) == [WORDING, STOCK, FONTS]


def test_a_word_is_found_in_all_papers_and_every_change_is_seen_together(panel):
    print_texts.keep("C5", "title.studying", "在校学习证明", valid_from="2026")
    print_texts.keep("A4", "steps", "组团单位意见；校领导意见", valid_from="2026")
    panel.paper.setCurrentIndex(0)

    panel.only_own.setChecked(True)

    shown = [
        panel.tree.topLevelItem(i).child(j).data(0, EntryRole)
        for i in range(panel.tree.topLevelItemCount())
        for j in range(panel.tree.topLevelItem(i).childCount())
        if not panel.tree.topLevelItem(i).child(j).isHidden()
    ]
    assert {(e.paper, e.key) for e in shown} == {("C5", "title.studying"), ("A4", "steps")}
