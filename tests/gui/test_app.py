"""Starting and ending: one instance, input method, a damaged file, errors without names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from gui.fields import choices
from gui.look import messages
from gui.shell import app, recovery, single_instance
from models import database, paths, store
from models.entities import entity_by_key
from models.errors import UserError

ROOT = Path(__file__).parent.parent.parent
STAFF = entity_by_key("staff_member")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is a matter of Linux")
def test_under_fcitx_chinese_is_typed_through_the_portal(monkeypatch):
    for name in ("IBUS_USE_PORTAL", "QT_IM_MODULE", "GTK_IM_MODULE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")

    app.choose_input_method()

    assert (app.os.environ["QT_IM_MODULE"], app.os.environ["IBUS_USE_PORTAL"]) == ("ibus", "1")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is a matter of Linux")
def test_a_real_ibus_is_left_alone(monkeypatch):
    monkeypatch.delenv("IBUS_USE_PORTAL", raising=False)
    monkeypatch.delenv("GTK_IM_MODULE", raising=False)
    monkeypatch.setenv("XMODIFIERS", "@im=ibus")
    monkeypatch.setenv("QT_IM_MODULE", "ibus")

    app.choose_input_method()

    assert "IBUS_USE_PORTAL" not in app.os.environ


def test_a_second_start_brings_the_first_window_forward(window, qtbot, college):
    listener = single_instance.Listener(college.folder, window)
    window.showMinimized()
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication;"
        "a = QApplication([]); from gui.shell import single_instance;"
        "sys.exit(0 if single_instance.call(Path(sys.argv[1])) else 1)"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(college.folder)], cwd=ROOT)

    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)

    assert other.returncode == 0
    assert not window.isMinimized()
    listener.deleteLater()


def test_nobody_answers_for_a_folder_without_a_window(chinese, tmp_path):
    assert not single_instance.call(tmp_path)


def test_a_damaged_file_is_replaced_from_the_chosen_backup(chinese, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    keeper = database.open_folder(folder)
    store.save(STAFF(name="王伟"))
    keeper.backup("手动")
    keeper.close(backup=False)
    file = folder / database.MAIN
    file.write_bytes(b"\0" * file.stat().st_size)
    monkeypatch.setattr(
        recovery.RecoveryDialog, "exec", lambda _: QDialog.DialogCode.Accepted
    )

    keeper = app.open_college(folder)

    assert keeper is not None
    assert [record.name for record in STAFF.select()] == ["王伟"]
    keeper.close(backup=False)


def test_a_damaged_file_without_backups_says_what_to_do(chinese, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    database.open_folder(folder).close(backup=False)
    (folder / database.MAIN).write_bytes(b"\0" * 8192)
    said = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: said.append(error))

    assert app.open_college(folder) is None
    assert "损坏" in said[0].message
    assert said[0].remedy


def test_a_crash_report_holds_places_but_no_values():
    try:
        raise ValueError("张三 M12345678")
    except ValueError as error:
        report = messages.crash_report(error)

    assert "ValueError" in report
    assert "test_app.py" in report
    assert "张三" not in report
    assert "M1234" not in report
    assert str(ROOT) not in report


def test_an_uncaught_error_is_logged_and_told_in_chinese(chinese, tmp_path, monkeypatch):
    boxes = []

    class Box(messages.QMessageBox):
        def exec(self):
            boxes.append((self.text(), self.informativeText(), [b.text() for b in self.buttons()]))
            return 0

    monkeypatch.setattr(messages, "QMessageBox", Box)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    messages.install_crash_handler(tmp_path)

    sys.excepthook(KeyError, KeyError("张三"), None)

    text, remedy, buttons = boxes[0]
    assert text.startswith("程序出了差错")
    assert "不受影响" in remedy
    assert "复制详细内容" in buttons
    assert not [word for word in buttons if word.isascii()]
    assert "KeyError" in (tmp_path / messages.ERROR_LOG).read_text("utf-8")


def test_a_user_error_is_shown_as_its_own_words(chinese, monkeypatch):
    shown = []

    class Box(messages.QMessageBox):
        def exec(self):
            shown.append((self.text(), self.informativeText(), self.textFormat().name))
            return 0

    monkeypatch.setattr(messages, "QMessageBox", Box)

    messages.show_error(None, UserError("<b>甲</b>打不开。", "请关闭 Excel。"))

    assert shown == [("<b>甲</b>打不开。", "请关闭 Excel。", "PlainText")]


def test_restoring_an_earlier_state_keeps_the_present_one(window, make, qtbot, monkeypatch):
    make("staff_member", name="王伟")
    keeper = window.context.keeper
    keeper.backup("手动")
    make("staff_member", name="李静")
    monkeypatch.setattr(messages, "ask", lambda *_args, **_options: True)
    told = []
    monkeypatch.setattr(messages, "tell", lambda *_words: told.append(_words[1]))
    window.go("settings")
    page = window._made["settings"]
    page.tabs.setCurrentWidget(page.backups)

    page.backups.restore()

    qtbot.waitUntil(lambda: bool(told))
    assert [record.name for record in STAFF.select()] == ["王伟"]
    assert [backup.reason for backup in keeper.backups()] == ["恢复前", "手动"]


def test_the_tables_for_pinyin_are_loaded_before_the_first_letter_is_typed(monkeypatch):
    warmed = []
    monkeypatch.setattr(choices, "warm_up", lambda: warmed.append("拼音"))
    monkeypatch.setattr(app, "HEAVY", ())

    app.warm()

    assert warmed == ["拼音"]


def test_the_application_says_the_version_of_the_project_file(chinese):
    assert chinese.applicationVersion() == paths.version()
