"""收集表 from a list: columns and departments are chosen, workbooks written, returns decided."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt

from gui.imports import import_wizard
from gui.imports.import_wizard import PREVIEW, RESULT, TABLES, ImportWizard
from gui.lists.collection_dialog import CollectionDialog
from gui.lists.list_page import ListPage
from gui.look import messages
from models import store
from models.entities import entity_by_key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

STAFF = entity_by_key("staff_member")
SCHOOL = entity_by_key("partner_school")
WAIT = 20_000


@pytest.fixture
def people(make):
    return [
        make("staff_member", name="王示例", sex="男", department="机电学院", position="院长"),
        make("staff_member", name="赵例子", sex="男", department="外语学院"),
    ]


@pytest.fixture
def dialog(window, people, qtbot):
    window.context.open_list(STAFF, [p.id for p in people], "教职工")
    page = next(w for w in window.findChildren(ListPage) if w.isVisible())
    qtbot.waitUntil(lambda: len(page.model.ids) == 2, timeout=WAIT)
    shown = CollectionDialog(page)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def saved(qtbot, dialog, target, monkeypatch, count=1):
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [target])
    dialog.accept()
    folder = target if target.is_dir() else target.parent
    qtbot.waitUntil(lambda: len(list(folder.glob("*.xlsx"))) == count, timeout=WAIT)
    return sorted(folder.glob("*.xlsx"))


def test_required_columns_are_always_in_and_sensitive_ones_only_when_ticked(dialog):
    labels = {dialog.columns.item(n).text(): dialog.columns.item(n)
              for n in range(dialog.columns.count())}
    name = labels["姓名（必填）"]
    assert name.checkState() == Qt.CheckState.Checked
    assert not name.flags() & Qt.ItemFlag.ItemIsUserCheckable
    secret = [item for words, item in labels.items() if "敏感" in words]
    assert secret
    assert all(item.checkState() == Qt.CheckState.Unchecked for item in secret)
    secret[0].setCheckState(Qt.CheckState.Checked)
    assert dialog.warning.isVisible()


def test_each_department_gets_a_workbook_of_its_own(qtbot, dialog, tmp_path, monkeypatch):
    dialog.split.setCurrentIndex(dialog.split.findData("department"))
    assert dialog.told.text() == "将制作 2 份：机电学院 1 行、外语学院 1 行。"
    folder = tmp_path / "out"
    folder.mkdir()
    names = [p.name for p in saved(qtbot, dialog, folder, monkeypatch, count=2)]
    assert [name.split("_")[1] for name in names] == ["外语学院", "机电学院"]


@pytest.fixture
def changed_on_both_sides(qtbot, dialog, people, tmp_path, monkeypatch):
    """A sheet that came back with another 职务 than the one that is kept by now."""
    folder = tmp_path / "out"
    folder.mkdir()
    [path] = saved(qtbot, dialog, folder / "a.xlsx", monkeypatch)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = next(c.column for c in sheet[4] if c.value == "职务")
    sheet.cell(5, column).value = "处长"
    book.save(path)
    people[0].position = "书记"
    store.save(people[0])
    return path


def test_a_return_with_a_conflict_is_decided_before_anything_is_taken(
    qtbot, window, people, changed_on_both_sides
):
    wizard = ImportWizard([changed_on_both_sides], window)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    wizard.show()
    qtbot.waitUntil(lambda: wizard.step == TABLES and not wizard.is_busy, timeout=WAIT)
    wizard.next()
    qtbot.waitUntil(lambda: wizard.step == PREVIEW and not wizard.is_busy, timeout=WAIT)
    assert wizard.preview.same.text() == "采用部门填的"
    assert not wizard.plan.writes()
    wizard.preview.same.click()
    qtbot.waitUntil(lambda: wizard.plan.writes() and not wizard.is_busy, timeout=WAIT)
    wizard.next()
    qtbot.waitUntil(lambda: wizard.step == RESULT and not wizard.is_busy, timeout=WAIT)
    assert STAFF.get_by_id(people[0].id).position == "处长"


def test_an_unknown_school_is_said_to_be_one_that_is_kept(
    qtbot, window, make, tmp_path, monkeypatch
):
    monkeypatch.setattr(import_wizard.messages, "ask", lambda *_, **__: True)
    school = make("partner_school", name="首尔汉江示例大学", country="韩国")
    book = openpyxl.Workbook()
    book.active.append(["协议名称", "合作院校", "协议类型", "签署日期", "有效期至"])
    book.active.append(["合作备忘录", "汉江示例大学校", "备忘录", "2019.4.8", "长期"])
    book.save(tmp_path / "协议.xlsx")
    wizard = ImportWizard([tmp_path / "协议.xlsx"], window)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    wizard.show()
    qtbot.waitUntil(lambda: wizard.step == TABLES and not wizard.is_busy, timeout=WAIT)
    wizard.next()
    qtbot.waitUntil(lambda: wizard.step == PREVIEW and not wizard.is_busy, timeout=WAIT)
    wizard.preview.chips["新增"].click()
    names = wizard.preview.names
    assert names.isVisible()
    names._fill()
    assert "首尔汉江示例大学" in names.menu.actions()[0].text()
    names.menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(wizard.plan.meant) and not wizard.is_busy, timeout=WAIT)
    assert SCHOOL not in wizard.plan.new
    wizard.next()
    qtbot.waitUntil(lambda: wizard.step == RESULT and not wizard.is_busy, timeout=WAIT)
    [line] = school.lines(entity_by_key("partner_alias"))
    assert line.words == "汉江示例大学校"
