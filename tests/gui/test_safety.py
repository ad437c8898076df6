"""The password in the window: setting it, opening with it, locking; and the rules' own values."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gui.look import messages
from gui.look.paste_dialog import PasteDialog
from gui.settings import idle_lock
from gui.settings.holiday_panel import DaysDialog, HolidayPanel
from gui.settings.password_dialogs import CodeDialog, PasswordDialog
from gui.settings.rates_panel import RatePreview, RatesPanel
from gui.settings.rules_panel import OwnValueDialog, RulesPanel
from gui.settings.safety_panel import SafetyPanel
from gui.settings.unlock_dialog import UnlockDialog
from gui.shell.app import open_college
from models import database, key_slots, keys
from models.checks.base import Look
from models.checks.working_days import calendar

PASSWORD = "春江水暖鸭先知了吗 7"
CODE = "01234-56789-ABCDE-FGHJK-MNPQR"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(key_slots, "MEMORY_KIB", 64)
    monkeypatch.setattr(key_slots, "PASSES", 1)
    monkeypatch.setattr(key_slots, "new_code", lambda: CODE)


@pytest.fixture
def panel(context, qtbot) -> SafetyPanel:
    made = SafetyPanel(context)
    qtbot.addWidget(made)
    made.show()
    return made


def types_password(monkeypatch) -> None:
    def typed(dialog: PasswordDialog) -> bool:
        dialog.first.setText(PASSWORD)
        dialog.second.setText(PASSWORD)
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(PasswordDialog, "exec", typed)


def test_a_password_is_set_only_when_the_code_is_put_away(panel, context, qtbot, monkeypatch):
    types_password(monkeypatch)
    monkeypatch.setattr(CodeDialog, "exec", lambda _: False)
    panel.set_password()
    assert not keys.is_protected(context.keeper.folder)
    assert "不能防失窃" in panel.words.text()

    monkeypatch.setattr(CodeDialog, "exec", lambda _: True)
    with qtbot.waitSignal(context.said, timeout=10_000):
        panel.set_password()
    assert keys.is_protected(context.keeper.folder)
    assert panel.state.text() == "✓ 已设密码"
    assert "不能防失窃" not in panel.words.text()
    keys.check(context.keeper.folder, CODE)


def test_the_code_must_be_confirmed_before_it_goes_on(context, qtbot):
    dialog = CodeDialog(CODE, context)
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    dialog.kept.setChecked(True)
    assert dialog.go.isEnabled()


def test_the_code_is_saved_as_a_page_to_print(context, qtbot, monkeypatch, tmp_path):
    import pypdfium2

    dialog = CodeDialog(CODE, context)
    qtbot.addWidget(dialog)
    target = tmp_path / "码.pdf"
    monkeypatch.setattr(messages, "file_dialog", lambda *_a, **_o: [target])
    with qtbot.waitSignal(context.said, timeout=20_000):
        dialog.save()
    document = pypdfium2.PdfDocument(target.read_bytes())
    assert len(document) == 1
    assert CODE in document[0].get_textpage().get_text_range()
    document.close()


@pytest.mark.parametrize(("first", "second", "words"), [
    ("短", "短", "至少要 10 个字符"), (PASSWORD, "别的密码别的密码别的", "两次输入不一样"),
])
def test_a_password_that_will_not_do_keeps_the_dialog_open(qtbot, first, second, words):
    dialog = PasswordDialog("设置密码")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.first.setText(first)
    dialog.second.setText(second)
    dialog.accept()
    assert words in dialog.fault.text()
    assert dialog.isVisible()


def test_every_wrong_password_waits_longer(qtbot):
    tried: list[str] = []

    def refuse(password: str) -> None:
        tried.append(password)
        raise keys.WrongPassword("密码不对。", "请检查大小写。")

    dialog = UnlockDialog(refuse, heading="试")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field.setText("错一")
    dialog.try_()
    assert dialog.go.isEnabled(), "a slip of the finger costs nothing"
    dialog.field.setText("错二")
    dialog.try_()
    assert not dialog.go.isEnabled()
    assert "密码不对" in dialog.fault.text()
    dialog.try_()
    assert tried == ["错一", "错二"], "nothing is tried while it waits"
    dialog._count_down()
    assert dialog.go.isEnabled()


def test_escape_does_not_leave_a_locked_window(qtbot):
    dialog = UnlockDialog(lambda _: None, heading="试")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_a_protected_folder_opens_with_what_was_typed(tmp_path: Path, chinese, monkeypatch):
    folder = tmp_path / "data"
    keeper = database.open_folder(folder)
    keys.protect(keeper.key_folders, keeper.key, password=PASSWORD, code=CODE)
    keeper.close(backup=False)

    def typed(dialog: UnlockDialog) -> bool:
        dialog.field.setText(PASSWORD)
        dialog.try_()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(UnlockDialog, "exec", typed)
    opened = open_college(folder)
    assert opened is not None
    opened.close(backup=False)
    monkeypatch.setattr(UnlockDialog, "exec", lambda _: False)
    assert open_college(folder) is None


def test_the_idle_window_is_covered_until_the_password_comes(window, context, monkeypatch):
    lock = idle_lock.IdleLock(context, window)
    title = window.windowTitle()
    lock.lock()
    assert not window.findChildren(idle_lock.Cover), "without a password nothing is locked"
    keeper = context.keeper
    keys.protect(keeper.key_folders, keeper.key, password=PASSWORD, code=CODE)
    seen: list[bool] = []

    def typed(dialog: UnlockDialog) -> bool:
        cover = window.findChild(idle_lock.Cover)
        seen.append(cover.isVisible() and cover.geometry() == window.rect())
        seen.append(window.windowTitle() == messages.TITLE)
        dialog.field.setText(PASSWORD)
        dialog.try_()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(UnlockDialog, "exec", typed)
    lock.lock()
    assert seen == [True, True]
    assert window.windowTitle() == title
    assert window.isVisible()
    assert not lock.is_locked


def test_idle_minutes_are_kept_and_zero_means_never(window, context):
    lock = idle_lock.IdleLock(context, window)
    assert not lock.timer.isActive(), "without a password nothing is watched"
    keeper = context.keeper
    keys.protect(keeper.key_folders, keeper.key, password=PASSWORD, code=CODE)
    idle_lock.set_minutes(context.settings, 5)
    lock.renew()
    assert lock.timer.isActive()
    assert lock.timer.interval() == 300_000
    idle_lock.set_minutes(context.settings, 0)
    lock.renew()
    assert not lock.timer.isActive()


# ---- rules, holidays, rates ----


def test_an_own_threshold_is_set_beside_the_shipped_one_and_taken_back(context, qtbot, monkeypatch):
    panel = RulesPanel(context)
    qtbot.addWidget(panel)
    tree = panel.tree
    groups = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    group = next(each for each in groups if each.text(0).startswith("R-OUT-01"))
    tree.setCurrentItem(group.child(0))

    def typed(dialog: OwnValueDialog) -> bool:
        dialog.value.setText("五天")
        dialog.accept()
        assert "没有改" in dialog.fault.text()
        dialog.value.setText("6")
        dialog.reason.setText("本省放宽")
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(OwnValueDialog, "exec", typed)
    panel.change()
    item = panel.tree.currentItem()
    assert (item.text(1), item.text(2), item.text(4)) == ("● 6", "5", "本单位已确定")
    assert Look().number("R-OUT-01", "days_1") == 6
    panel.revert()
    assert panel.tree.currentItem().text(1) == ""
    assert Look().number("R-OUT-01", "days_1") == 5


def test_a_pasted_notice_is_shown_before_it_is_kept(context, qtbot, monkeypatch):
    panel = HolidayPanel(context)
    qtbot.addWidget(panel)
    assert str(date.today().year) in panel.lacking.text()
    listed: list[int] = []

    def pasted(dialog: PasteDialog) -> bool:
        dialog.text.setPlainText("1月1日至3日放假。1月4日上班。")
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(PasteDialog, "exec", pasted)
    monkeypatch.setattr(DaysDialog, "exec", lambda d: listed.append(d.table.topLevelItemCount()))
    panel.paste()
    assert (listed, calendar().kinds) == ([4], {})
    monkeypatch.setattr(DaysDialog, "exec", lambda _: True)
    panel.paste()
    assert panel.words.text() == "放假 3 天，调休上班 1 天"
    next_year = str(date.today().year + 1)
    assert str(date.today().year) not in panel.lacking.text().replace(next_year, "")


def test_imported_rates_are_marked_beside_the_shipped_ones(context, qtbot, monkeypatch, tmp_path):
    path = tmp_path / "标准.csv"
    path.write_text(
        "国家,城市,币种,住宿费,伙食费,公杂费,文号,执行日期\n日本,,日元,20000,12000,6000,文,2026-01-01\n",
        "utf-8",
    )
    panel = RatesPanel(context)
    qtbot.addWidget(panel)
    monkeypatch.setattr(messages, "file_dialog", lambda *_a, **_o: [path])
    monkeypatch.setattr(RatePreview, "exec", lambda _: True)
    panel.import_file()
    first = panel.table.topLevelItem(0)
    assert (first.text(0), first.text(7)) == ("日本", "用户导入")
    assert panel.table.topLevelItem(1).text(7).startswith("随程序")
