"""The two lines above a list: title and commands; groups, search and ways to look at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from gui.look.icons import entity_icon, icon
from gui.look.theme import colours, role
from gui.shared import siblings
from models.listing import Group

if TYPE_CHECKING:
    from gui.lists.list_actions import ListActions
    from gui.lists.list_page import ListPage


class GroupBar(QWidget):
    """One chip for each group with its count; the chosen one is filled."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chips: dict[str, QPushButton] = {}
        self._labels: dict[str, str] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def set_groups(self, groups: Sequence[Group], *, whole: str = "全部") -> None:
        """Make the chips anew; the whole list stands first."""
        for chip in self._chips.values():
            chip.deleteLater()
        self._chips, self._labels = {}, {"": whole, **{g.key: g.label for g in groups}}
        for key, label in self._labels.items():
            chip = QPushButton(label)
            chip.setCheckable(True)
            role(chip, "chip")
            chip.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            self._layout.addWidget(chip)
            self._chips[key] = chip

    def show_counts(self, counts: dict[str, int], group: Group | None) -> None:
        """Counts behind the labels; which chip is chosen."""
        current = group.key if group else ""
        for key, chip in self._chips.items():
            chip.setText(f"{self._labels[key]} {counts.get(key, 0):,}")
            chip.setChecked(key == current)


class ListSearch(QLineEdit):
    """The search of one list; Enter and ↓ go on to the rows, Esc empties it and goes back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See above."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListTools:
    """Makes and keeps the buttons; what they do is said in `connect_actions`."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        entity = page.entity
        self.picture = QLabel()
        self.title = QLabel(page.title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        role(self.title, "title")
        self.new = QPushButton(f"新增{entity.label}")
        role(self.new, "primary")
        self.take_in = QPushButton("导入")
        self.export = QToolButton()
        self.export.setText("导出")
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.print = QToolButton()
        self.print.setText("打印")
        self.print.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.delete = QPushButton("删除")
        self.undo = QPushButton("撤销")
        self.search = ListSearch()
        self.search.setPlaceholderText("在本列表查找：汉字、拼音、首字母、号码")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("在本列表查找")
        self.search.setMinimumWidth(230)
        self.search.setMaximumWidth(320)
        self.views = self._tool("视图", "view", "保存的视图  Alt+V")
        self.grouping = self._tool("分组", "group", "按列分组，带数量与合计  Ctrl+G")
        self.columns = self._tool("列", "columns", "选择显示哪些列  Alt+C")
        self.more = self._tool("", "more", "全部操作与快捷键")
        self.doubles = self._tool("查重…", "copy", "查找可能重复录入的记录，比较后合并")
        self.reveal = self._tool("", "reveal", "显示或遮盖证件号等  F8")
        self.reveal.setCheckable(True)
        self.side = self._tool("", "side", "右侧摘要  F4")
        self.side.setCheckable(True)
        for button in (self.views, self.grouping, self.columns, self.more):
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        commands: tuple[QAbstractButton, ...] = (
            self.undo, self.delete, self.print, self.take_in, self.export,
        )
        self._words = {button: button.text() for button in commands}
        for command in commands:
            command.setAccessibleName(command.text())
        for tool in (self.export, self.print):
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.restyle()

    @staticmethod
    def _tool(text: str, picture: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip.split("  ")[0])
        button.setProperty("picture", picture)
        styles = Qt.ToolButtonStyle
        beside = styles.ToolButtonTextBesideIcon
        button.setToolButtonStyle(beside if text else styles.ToolButtonIconOnly)
        role(button, "flat")
        return button

    def first_line(self) -> QHBoxLayout:
        """Title at the left, commands at the right."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.picture)
        row.addWidget(self.title)
        row.addStretch(1)
        buttons = [self.undo, self.delete, self.print, self.export, self.take_in, self.new]
        for button in buttons:
            row.addWidget(button)
        kept_by_her = not self._page.entity.is_made_by_program
        self.new.setVisible(kept_by_her)
        self.delete.setVisible(kept_by_her)
        self.take_in.setVisible(kept_by_her and siblings.has("imports.import_wizard"))
        return row

    def second_line(self, groups: GroupBar) -> QHBoxLayout:
        """Groups at the left, search and views at the right."""
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(groups)
        row.addStretch(1)
        row.addWidget(self.search)
        for button in self._flat():
            row.addWidget(button)
        self.doubles.setVisible(bool(self._page.entity.duplicate_keys))
        sensitive = any(kind.sensitive for kind in self._page.entity.kinds())
        self.reveal.setVisible(sensitive)
        return row

    def _flat(self) -> tuple[QToolButton, ...]:
        """The buttons of the second line."""
        return (self.doubles, self.views, self.grouping, self.columns, self.reveal, self.side,
                self.more)

    def show_grouping(self, labels: Sequence[str]) -> None:
        """By what the list is grouped, on the button itself."""
        self.grouping.setText(f"分组：{'、'.join(labels)}" if labels else "分组")

    def connect_actions(self, actions: ListActions, page: ListPage) -> None:
        """Say what each button does."""
        self.new.clicked.connect(actions.new)
        self.take_in.clicked.connect(lambda: page.context.import_files())
        papers = QMenu(self.print)
        papers.aboutToShow.connect(lambda: actions.fill_print_menu(papers))
        self.print.setMenu(papers)
        everything = QMenu(self.more)
        everything.aboutToShow.connect(lambda: page.commands.fill_menu(everything))
        self.more.setMenu(everything)
        self.delete.clicked.connect(actions.delete)
        self.undo.clicked.connect(actions.undo)
        self.doubles.clicked.connect(lambda: page.context.find_duplicates(page.entity))
        self.reveal.clicked.connect(page.reveal)
        self.side.clicked.connect(page.toggle_side)
        self.side.setChecked(page.memory.side_shown())
        menu = QMenu(self.export)
        menu.aboutToShow.connect(lambda: actions.fill_export_menu(menu))
        self.export.setMenu(menu)
        for button, tip in (
            (self.new, "新增一条  Ins 或 Ctrl+N"), (self.export, "导出为 Excel  Ctrl+E"),
            (self.print, "打印列表，或选中记录的证明、审批表"),
            (self.delete, "把选中的记录移到回收站  Ctrl+Del"),
            (self.undo, "撤销最近一次操作  Ctrl+Z"), (self.take_in, "导入 Excel、WPS 或 CSV 台账  Ctrl+I"),
        ):
            button.setToolTip(tip)

    def enable_selection(self, has_row: bool) -> None:
        """Commands that need a record are grey without one."""
        self.delete.setEnabled(has_row)

    def set_narrow(self, narrow: bool) -> None:
        """Drawings without words where the window is narrow; tips and names stay."""
        for button, words in self._words.items():
            button.setText("" if narrow else words)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for tool in (self.export, self.print):
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else beside)
        styles = Qt.ToolButtonStyle
        beside = styles.ToolButtonIconOnly if narrow else styles.ToolButtonTextBesideIcon
        for tool in (self.doubles, self.views, self.columns):
            tool.setToolButtonStyle(beside)
        self.search.setMinimumWidth(150 if narrow else 230)

    def restyle(self) -> None:
        """Draw the icons in the present colours."""
        shown = colours()
        self.picture.setPixmap(entity_icon(self._page.entity, shown.accent).pixmap(22, 22))
        pictures = (
            (self.new, "add", shown.on_accent), (self.take_in, "import", shown.text),
            (self.export, "export", shown.text), (self.print, "print", shown.text),
            (self.delete, "recycle_bin", shown.text), (self.undo, "undo", shown.text),
        )
        for button, name, colour in pictures:
            button.setIcon(icon(name, colour))
        for button in self._flat():
            button.setIcon(icon(str(button.property("picture")), shown.muted))
