"""A workbook of 300 people and a day's work in it, with nothing but the keyboard."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QGuiApplication

from gui.look import messages
from models import history
from models.entities import entity_by_key
from tests.gui.keyboard_day import DEPARTMENTS, PEOPLE, Day, play

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

STAFF = entity_by_key("staff_member")


def after_import(day):
    assert STAFF.active().count() == PEOPLE
    assert len(day.page.model.ids) == PEOPLE


def after_find(day):
    assert day.cells("姓名") == ["王思远"]


def after_edit(day):
    assert day.cells("职务") == ["副主任"]
    assert day.cells("职称") != ["x"]
    assert day.page.editing._editor is None


def after_fill(day):
    assert day.cells("职务")[:4] == ["专业带头人"] * 4
    assert history.batches()[0].label.startswith("向下填充")


def after_paste(day):
    assert day.cells("部门")[:3] == ["护理学院"] * 3
    assert day.cells("职务")[:4] == ["护士长", "护师", "护师", "专业带头人"]


def after_replace(day):
    assert "外语系" not in day.cells("部门")
    assert history.batches()[0].label.startswith("替换")


def after_sort(day):
    assert day.page.listing.order == (("department", False), ("title", False))
    both = list(zip(day.cells("部门"), day.cells("职称"), strict=True))
    assert [department for department, _ in both[:20]] == ["国际合作处"] * 20
    assert len({title for _, title in both[:5]}) == 1


def after_filter(day):
    assert set(day.cells("部门")) == {"机电工程系"}


def after_view(day):
    (view,) = day.page.memory.views()
    assert view.name == "jidian"
    assert view.filters == [["department", "jidian"]]


def after_group(day):
    model = day.page.model
    assert len(model.ids) == PEOPLE
    outer = {head.words: head.count for head in model.heads if head.level == 0}
    assert outer == dict(Counter(record.department for record in STAFF.active()))
    shown = sum(model.is_record(row) for row in range(len(model.rows)))
    assert shown == model.heads[1].count
    assert {head.words for head in model.heads if head.level == 1} == {"男", "女"}


def after_undo(day):
    assert set(day.cells("部门")) == set(DEPARTMENTS)


def after_copy(day):
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "姓名\t性别\t工号"
    assert len(lines) == 3


def after_print(day):
    from exports.prints.preview import page_count

    assert page_count((day.folder / "教职工.pdf").read_bytes()) > 5


def after_export(day):
    import openpyxl

    sheet = openpyxl.load_workbook(day.folder / "教职工.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if row[0] == "姓名")
    assert [c for c in rows[at] if c] == [c.label for c in day.page.model.columns]
    names = [row[0] for row in rows[at + 1:] if row[1] in ("男", "女")]
    assert names == day.cells("姓名")


def after_keys(day):
    assert "键盘一览" not in day.window.windowTitle()


def test_a_day_with_the_keyboard_alone(window, tmp_path, monkeypatch):
    day = Day(window, tmp_path)
    monkeypatch.setattr(messages, "file_dialog", day.choose)
    done = []
    for step in play(day):
        globals()[f"after_{step.name}"](day)
        done.append(step.name)
    assert len(done) == 15
