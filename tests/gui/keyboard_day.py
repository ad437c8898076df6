"""A day's work in one list with keys only, step by step; a test and the pictures play the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.imports.import_wizard import PREVIEW, RESULT, TABLES, ImportWizard
from gui.lists.list_print_dialog import ListPrintDialog
from gui.shared.progress import ProgressDialog
from gui.shell.main_window import MainWindow

KEY = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
PEOPLE = 300
PATIENCE_MS = 30_000

HEADERS = (
    "姓名", "性别", "工号", "部门", "职务", "职称", "行政级别", "人员属性", "专任教师", "校领导",
    "教学科研人员", "学位", "出生日期", "姓拼音", "名拼音", "出生地", "民族", "政治面貌", "健康状况",
    "电话", "邮箱", "涉密等级", "备注", "校区", "办公室",
)
SURNAMES = ("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高")
GIVEN = (
    "思远", "雨桐", "子墨", "若溪", "明轩", "佳怡", "浩然", "诗涵", "文博", "梓萱", "俊杰", "欣然", "一凡",
    "晓彤", "志强", "丽娜", "海涛", "静怡", "伟杰", "雪梅",
)
DEPARTMENTS = ("外语系", "机电工程系", "信息工程系", "护理学院", "旅游管理系", "国际合作处")
PLACES = ("澜港", "青河", "云溪", "平州")


@dataclass(frozen=True)
class Step:
    """What was just done: a name for the test, words for the page of pictures."""

    name: str
    title: str
    told: str


def write_workbook(path: Path) -> Path:
    """300 invented people in 25 columns, with a title row, as a personnel office sends it."""
    import openpyxl

    chance = Random(7)
    names = [s + g for s in SURNAMES for g in GIVEN]
    chance.shuffle(names)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "教职工"
    sheet.append(["澜港职业技术学院教职工名册"])
    sheet.append(list(HEADERS))
    for number in range(PEOPLE):
        sheet.append([
            names[number], chance.choice("男女"), f"{1001 + number}", chance.choice(DEPARTMENTS),
            chance.choice(("教师", "教师", "科员", "教研室主任")),
            chance.choice(("讲师", "副教授", "助教", "教授")), "无", "事业", "是", "否", "是",
            chance.choice(("硕士", "博士", "学士")),
            f"{chance.randint(1966, 1997)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "", "", chance.choice(PLACES), "汉族", "群众", "良好",
            f"139{chance.randint(10**7, 10**8 - 1)}",
            f"t{1001 + number}@example.edu.cn", "非涉密", "", chance.choice(("东校区", "西校区")),
            f"{chance.choice('ABC')}{chance.randint(101, 520)}",
        ])
    book.save(path)
    return path


class Day:
    """The hands on the keyboard. look(name): take a picture, also of an open dialog."""

    def __init__(
        self, window: MainWindow, folder: Path, look: Callable[[str], None] = lambda _: None
    ) -> None:
        self.window, self.folder, self.look = window, folder, look
        self.seen: list[str] = []
        self.file = folder
        """What the next file dialog gives; whoever plays the day puts `choose` in its place."""

    @property
    def page(self) -> Any:
        return self.window.stack.currentWidget()

    def choose(self, *_: object, **__: object) -> list[Path]:
        """The answer of a file dialog."""
        return [self.file]

    # ---- hands ----

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._field(), key, held)
            self.settle()

    def type(self, words: str) -> None:
        """Letters key by key; Chinese as an input method gives it."""
        if words.isascii():
            for letter in words:
                QTest.keyClicks(self._field(), letter)
                self.settle()
        else:
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(self._field(), event)
            self.settle()

    def answer(self, *acts: Callable[[], object], name: str = "") -> None:
        """What to do in the next dialog that waits for an answer."""

        def act() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or not dialog.isVisible() or isinstance(dialog, ProgressDialog):
                QTimer.singleShot(20, act)
                return
            self.settle()
            self.seen.append(dialog.windowTitle())
            if name:
                self.look(name)
            for one in acts:
                one()

        QTimer.singleShot(20, act)

    def settle(self) -> None:
        QApplication.processEvents()
        dialog = QApplication.activeModalWidget()
        wanted = dialog or self.window
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not wanted:
            wanted.activateWindow()
            QApplication.processEvents()

    def until(self, is_done: Callable[[], bool]) -> None:
        for _ in range(PATIENCE_MS // 20):
            if is_done():
                self.settle()
                return
            QTest.qWait(20)
        raise TimeoutError(self.seen)

    def column(self, label: str) -> None:
        """Home, then Tab to the column of this label."""
        self.press(KEY.Key_Home)
        self.press(KEY.Key_Tab, times=[c.label for c in self.page.model.columns].index(label))

    def cells(self, label: str) -> list[str]:
        """What stands in a column, heads of groups left out."""
        model = self.page.model
        at = [c.label for c in model.columns].index(label)
        rows = (row for row in range(len(model.rows)) if model.is_record(row))
        return [model.shown(row).words[at] for row in rows]

    def rows_settle(self) -> None:
        """Wait until what was typed has been answered."""
        QTest.qWait(320)
        self.settle()

    def _field(self) -> QWidget:
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        for top in (popup, dialog):
            if top is not None:
                return top.focusWidget() or top
        return QApplication.focusWidget() or self.window.focusWidget() or self.window


def play(day: Day) -> Iterator[Step]:
    """The day; after each step the test asserts and the pictures are taken."""
    yield from _morning(day)
    yield from _editing(day)
    yield from _looking(day)
    yield from _papers(day)


def _morning(day: Day) -> Iterator[Step]:
    book = write_workbook(day.folder / "教职工名册.xlsx")
    day.file = book
    day.window.go("staff_member")
    day.page.table.setFocus()
    day.settle()
    day.press(KEY.Key_I, CTRL)
    wizard = day.window.findChild(ImportWizard)
    day.settle()
    wizard.files.choose.setFocus()
    day.press(KEY.Key_Space)
    for step in (TABLES, PREVIEW):
        wizard.next_button.setFocus()
        day.press(KEY.Key_Space)
        day.until(lambda step=step: wizard.step == step and not wizard.is_busy)
    day.look("import")
    wizard.next_button.setFocus()
    day.press(KEY.Key_Space)
    day.until(lambda: wizard.step == RESULT and not wizard.is_busy)
    wizard.next_button.setFocus()
    day.press(KEY.Key_Space)
    day.until(lambda: len(day.page.model.ids) == PEOPLE)
    day.page.table.setFocus()
    yield Step("import", "导入名册", "Ctrl+I 打开导入，选好工作簿，逐页按空格：300 人、25 列，先预览再写入。")
    day.press(KEY.Key_L, CTRL)
    day.type("wangsiyuan")
    day.press(KEY.Key_Return)
    day.rows_settle()
    yield Step("find", "按拼音找人", "Ctrl+L，输入拼音，Enter 回到列表。")


def _editing(day: Day) -> Iterator[Step]:
    day.column("职务")
    day.type("副主任")
    day.press(KEY.Key_Tab)
    day.press(KEY.Key_F2)
    day.type("x")
    day.press(KEY.Key_Escape)
    yield Step("edit", "改一格", "走到“职务”直接输入，Tab 写入并到右边；F2 再改，Esc 恢复原样。")
    day.press(KEY.Key_L, CTRL)
    day.press(KEY.Key_Escape)
    day.rows_settle()
    day.press(KEY.Key_Home, CTRL)
    day.column("职务")
    day.type("专业带头人")
    day.press(KEY.Key_Return)
    day.press(KEY.Key_Up)
    day.press(KEY.Key_Down, SHIFT, times=3)
    day.answer(lambda: day.press(KEY.Key_Return), name="fill")
    day.press(KEY.Key_D, CTRL)
    day.until(lambda: day.cells("职务")[3] == "专业带头人")
    yield Step("fill", "向下填充", "Shift+↓ 选中四格，Ctrl+D；先列出要改的格，Enter 写入。")
    day.press(KEY.Key_Home, CTRL)
    day.column("部门")
    QGuiApplication.clipboard().setText("护理学院\t护士长\n护理学院\t护师\n护理学院\t护师\n")
    day.answer(lambda: day.press(KEY.Key_Return))
    day.press(KEY.Key_V, CTRL)
    day.until(lambda: day.cells("职务")[0] == "护士长")
    yield Step("paste", "粘贴一块", "从 Excel 复制三行两列，Ctrl+V 从当前格贴起，同样先看再写。")
    day.answer(
        lambda: day.type("外语系"), lambda: day.press(KEY.Key_Tab), lambda: day.type("外国语学院"),
        lambda: day.answer(lambda: day.press(KEY.Key_Return), name="replace"),
        lambda: day.press(KEY.Key_Return),
    )
    day.press(KEY.Key_H, CTRL)
    day.until(lambda: "外国语学院" in day.cells("部门"))
    yield Step("replace", "查找与替换", "Ctrl+H，把“外语系”改成“外国语学院”，每一格先列出来。")


def _looking(day: Day) -> Iterator[Step]:
    day.press(KEY.Key_Home, CTRL)
    day.column("部门")
    day.press(KEY.Key_F7)
    day.column("职称")
    day.press(KEY.Key_F7, SHIFT)
    day.rows_settle()
    yield Step("sort", "按两列排序", "在“部门”上 F7，在“职称”上 Shift+F7；表头写着先后。")
    day.column("部门")
    day.press(KEY.Key_F, CTRL)
    day.type("jidian")
    day.press(KEY.Key_Return)
    day.rows_settle()
    yield Step("filter", "筛选", "Ctrl+F 到当前列的筛选格，输入拼音，Enter 回到行里。")
    day.answer(lambda: day.type("jidian"), lambda: day.press(KEY.Key_Return))
    day.press(KEY.Key_S, CTRL)
    yield Step("view", "保存视图", "Ctrl+S 起个名字；列、宽度、筛选、排序、分组都记住。")
    day.press(KEY.Key_L, CTRL | SHIFT)
    day.rows_settle()
    day.page.table.setFocus()
    day.column("部门")
    day.press(KEY.Key_G, CTRL)
    day.rows_settle()
    day.press(KEY.Key_Down)
    day.column("性别")
    day.press(KEY.Key_G, CTRL)
    day.rows_settle()
    day.press(KEY.Key_Minus, ALT)
    day.press(KEY.Key_Home, CTRL)
    day.press(KEY.Key_Space)
    day.press(KEY.Key_Down)
    day.press(KEY.Key_Space)
    yield Step("group", "分组", "Ctrl+G 按部门分组，在“性别”上再按一次，组内再分；Alt+- 全部折叠，空格展开一组。")
    day.press(KEY.Key_Equal, ALT)
    day.answer(lambda: day.press(KEY.Key_Return), name="undo")
    day.press(KEY.Key_Z, CTRL)
    day.until(lambda: "外语系" in day.cells("部门"))
    yield Step("undo", "撤销", "Ctrl+Z 说清要撤销哪一步，Enter 整体收回刚才的替换。")


def _papers(day: Day) -> Iterator[Step]:
    day.page.table.setFocus()
    day.press(KEY.Key_Home, CTRL)
    while not day.page.model.is_record(day.page.table.currentIndex().row()):
        day.press(KEY.Key_Down)
    day.press(KEY.Key_Down, SHIFT)
    day.press(KEY.Key_Right, SHIFT, times=2)
    day.press(KEY.Key_C, CTRL | SHIFT)
    yield Step("copy", "连同表头复制", "Shift+方向键选中一块，Ctrl+Shift+C，到 Excel 里粘贴。")
    day.press(KEY.Key_P, CTRL | SHIFT)
    dialog = day.window.findChild(ListPrintDialog)
    day.until(lambda: dialog.preview.page_count > 0)
    day.until(lambda: not dialog.preview.picture.image.isNull())
    day.look("print")
    day.file = day.folder / "教职工.pdf"
    dialog.save_button.setFocus()
    day.press(KEY.Key_Space)
    day.until(lambda: (day.folder / "教职工.pdf").exists() and not dialog.isVisible())
    day.until(lambda: QApplication.activeModalWidget() is None)
    yield Step("print", "打印列表", "Ctrl+Shift+P：A4、分组、重复表头、第几页共几页；可保存为 PDF。")
    day.file = day.folder / "教职工.xlsx"
    day.answer(lambda: _accept(day), name="export")
    day.press(KEY.Key_E, CTRL)
    day.until(lambda: (day.folder / "教职工.xlsx").exists())
    yield Step("export", "导出", "Ctrl+E：选好给谁看，导出的就是屏幕上的列、顺序和筛选。")
    day.press(KEY.Key_F1)
    day.settle()
    day.look("keys")
    day.press(KEY.Key_Escape)
    yield Step("keys", "键盘一览", "F1 随时看全部按键，可以搜索。")


def _accept(day: Day) -> None:
    """Enter takes the default button of the export dialog."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    day.press(KEY.Key_Return)
