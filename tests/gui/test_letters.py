"""Her Word templates in the window: added, understood, mapped, replaced, and letters made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from gui.lists.list_page import ListPage
from gui.look import messages
from gui.prints import letters_panel
from gui.prints.ledger_page import LedgerPage
from gui.prints.letter_dialog import LetterDialog
from gui.prints.letters_panel import LettersPanel
from models import letter_templates
from models.entities import entity_by_key
from tests.exports.letters.writing import lines_of, paragraph, word_file

TEACHER = entity_by_key("foreign_teacher")
WORDS = "兹聘《护照姓名》，《来自何方》籍，《邮箱》，依《教师法》。"


@pytest.fixture
def people(make):
    make("office_profile", school_name="示例职业技术学院")
    found = []
    for name in ("HARRIS, JAMES", "MILLER, ANN"):
        person = make("foreign_teacher", passport_name=name, nationality="英国")
        make("teacher_document", teacher=person, kind="护照", number=f"P998877{len(found)}")
        found.append(person)
    return found


@pytest.fixture
def template(tmp_path):
    return file_of(tmp_path / "聘书.docx", WORDS)


def file_of(path, words):
    path.write_bytes(word_file(paragraph(words)))
    return path


def kept(words=WORDS, year=2026):
    content = word_file(paragraph(words))
    return letter_templates.keep(TEACHER, "聘书", content, file_name="聘书.docx", year=year)


@pytest.fixture
def panel(qtbot, context, people):
    shown = LettersPanel(context)
    qtbot.addWidget(shown)
    shown.resize(1100, 600)
    shown.show()
    return shown


@pytest.fixture
def add(qtbot, monkeypatch):
    """Take a file in and answer the question about it."""
    asked = []

    def answer(dialog):
        asked.append(dialog.told.text())
        return True

    monkeypatch.setattr(letters_panel.AddTemplate, "exec", answer)

    def added(panel, path, **options):
        before = len(asked)
        panel.take_in(path, **options)
        qtbot.waitUntil(lambda: len(asked) > before, timeout=20_000)
        settled(qtbot, panel)
        return asked[-1]

    return added


def settled(qtbot, panel):
    count = len(panel.template.mapping) if panel.template else 0
    qtbot.waitUntil(lambda: panel.tried.form is not None, timeout=20_000)
    qtbot.waitUntil(lambda: len(panel.tried.form.mapping) == count, timeout=20_000)


def states(table):
    return {table.item(row, 0).text(): table.item(row, 3).text() for row in range(table.rowCount())}


def test_a_file_is_taken_in_for_the_register_that_knows_its_words(qtbot, panel, add, template):
    assert "认出 2 个字段" in add(panel, template)
    assert (panel.template.name, panel.template.register) == ("聘书", "foreign_teacher")
    assert states(panel.table) == {
        "《护照姓名》": "✓", "《来自何方》": "？ 不是字段", "《邮箱》": "○ 空白", "《教师法》": "？ 不是字段",
    }


def test_an_unknown_word_is_mapped_by_picking_it_from_the_list(qtbot, panel, add, template):
    add(panel, template)
    assert panel.table.mention().words == "来自何方"
    panel.words.search.setText("gj")
    assert panel.words.chosen() == "国籍"
    panel.words.map_button.click()
    settled(qtbot, panel)
    assert states(panel.table)["《来自何方》"] == "✓"
    panel.table.selectRow(3)
    panel.keep_button.click()
    settled(qtbot, panel)
    assert states(panel.table)["《教师法》"] == "照原样保留"
    assert "不是字段" not in panel.notices.text()
    panel.forget_button.click()
    settled(qtbot, panel)
    assert states(panel.table)["《教师法》"] == "？ 不是字段"


def test_a_word_is_copied_with_its_marks(panel, qtbot, add, template):
    add(panel, template)
    panel.words.search.setText("聘期止")
    panel.words.copy_button.click()
    assert QGuiApplication.clipboard().text() == "《聘期止》"


def test_a_new_version_keeps_the_old_one_readable(qtbot, panel, add, template, tmp_path):
    add(panel, template)
    add(panel, file_of(tmp_path / "新.docx", "《国籍》"), instead_of=panel.template)
    assert [panel.version.itemText(at) for at in range(panel.version.count())] == [
        "2026 年起用，第 2 版", "2026 年起用，第 1 版",
    ]
    qtbot.waitUntil(lambda: list(states(panel.table)) == ["《国籍》"], timeout=20_000)
    panel.version.setCurrentIndex(1)
    qtbot.waitUntil(lambda: panel.table.rowCount() == 4, timeout=20_000)


def test_a_version_is_deleted_after_a_question(qtbot, panel, add, template, monkeypatch):
    add(panel, template)
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    panel.delete_button.click()
    assert letter_templates.in_use() == []
    assert panel.list.count() == 0


def test_an_old_word_file_is_refused_in_words(qtbot, panel, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: told.append(str(error)))
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    panel.take_in(tmp_path / "旧.doc")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "旧版格式" in told[0]


def test_the_trial_follows_the_chosen_record(qtbot, panel, add, template, people):
    add(panel, template)
    panel.record.set_value(people[0].id)
    qtbot.waitUntil(lambda: panel.table.item(0, 2).text() == "HARRIS, JAMES", timeout=20_000)


# ---- letters ----


@pytest.fixture
def open_dialog(qtbot, context, people):
    def opened(*chosen):
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = LetterDialog(TEACHER, [p.id for p in chosen], context, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.parent_kept = parent
        dialog.show()
        ready(qtbot, dialog)
        return dialog

    return opened


def ready(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=20_000)


def saved(qtbot, dialog):
    dialog.save()
    qtbot.waitUntil(lambda: bool(dialog.written), timeout=20_000)
    return dialog.written


def test_blanks_are_listed_and_a_letter_is_saved(qtbot, open_dialog, people, tmp_path, monkeypatch):
    kept()
    dialog = open_dialog(people[0])
    assert "《邮箱》" in dialog.lacking.text()
    dialog.options.set_answer("blanks", "mark")
    ready(qtbot, dialog)
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path / "函"])
    [path] = saved(qtbot, dialog)
    assert lines_of(path.read_bytes()) == [
        "兹聘HARRIS, JAMES，《来自何方》籍，【待补：邮箱】，依《教师法》。"
    ]
    assert entity_by_key("export_log").get().what == "文书“聘书”"


def test_the_filled_words_are_shown_with_blanks_and_masked_numbers_marked(
    qtbot, open_dialog, people
):
    kept("兹聘《护照姓名》，《邮箱》，护照《护照号》。")
    dialog = open_dialog(people[0])
    assert dialog.paper.toPlainText() == "兹聘HARRIS, JAMES，＿＿＿，护照P9****70。"
    assert dialog.paper.marked_words() == ["＿＿＿", "P9****70"]


@pytest.fixture
def chosen_folder(monkeypatch, tmp_path):
    """What she answers when asked where the files go."""
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path])


def test_many_get_a_file_each_with_numbers_in_the_ledger(
    qtbot, open_dialog, people, context, chosen_folder
):
    kept("《编号》《护照姓名》")
    dialog = open_dialog(*people)
    dialog.options.set_answer("number", True)
    ready(qtbot, dialog)
    paths = saved(qtbot, dialog)
    assert [path.name for path in paths] == ["聘书_HARRIS, JAMES.docx", "聘书_MILLER, ANN.docx"]
    numbers = [lines_of(path.read_bytes())[0][:14] for path in paths]
    assert [number[-4:] for number in numbers] == ["0001", "0002"]
    ledger = LedgerPage(context)
    qtbot.addWidget(ledger)
    ledger.year.setCurrentIndex(ledger.year.findData(int(numbers[0][5:9])))
    ledger.show()
    qtbot.waitUntil(lambda: len(ledger.papers) == 2, timeout=20_000)
    assert "Word" in ledger.save_button.text()
    assert not ledger.print_button.isEnabled()
    assert "无缺号" in ledger.proof.words


def test_the_day_of_the_letter_decides_which_version_is_used(qtbot, open_dialog, people):
    kept("《国籍》", 2024)
    kept("《护照姓名》", 2026)
    dialog = open_dialog(people[0])
    assert [mention.words for mention, _ in dialog.tried.rows] == ["护照姓名"]
    dialog.options.set_answer("made_on", "2025-03-01")
    ready(qtbot, dialog)
    assert [mention.words for mention, _ in dialog.tried.rows] == ["国籍"]


def test_numbers_in_full_need_a_reason(qtbot, open_dialog, people, tmp_path, monkeypatch):
    kept("《护照号》")
    dialog = open_dialog(people[0])
    assert dialog.table.item(0, 2).text() == "P9****70"
    dialog.options.set_answer("full", True)
    ready(qtbot, dialog)
    assert not dialog.save_button.isEnabled()
    dialog.options.set_answer("reason", "办理签证")
    ready(qtbot, dialog)
    assert dialog.table.item(0, 2).text() == "P9988770"
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [tmp_path / "a.docx"])
    saved(qtbot, dialog)
    assert entity_by_key("export_log").get().reason == "办理签证"


def test_without_a_template_it_says_how_to_get_one(open_dialog, people):
    dialog = open_dialog(people[0])
    assert "添加进来" in dialog.notices.text()
    assert not dialog.save_button.isEnabled()


def test_the_print_menu_of_a_list_offers_it(qtbot, context, people):
    page = ListPage(context, TEACHER)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.model.ids) == 2)
    menu = QMenu()
    page.commands.actions["letters"].setEnabled(True)
    page.table.selectRow(0)
    from gui.lists.list_actions import ListActions

    ListActions(page).fill_print_menu(menu)
    assert next(a for a in menu.actions() if "我的 Word 模板" in a.text()).isEnabled()
