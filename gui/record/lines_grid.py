"""The lines of a record in a titled grid: counted, with rare columns folded away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gui.fields.grid_view import GridView
from gui.fields.lines_model import LinesModel, Row
from gui.look import marks
from gui.look.theme import role
from gui.record.form_memory import FormMemory
from models.fields import Kind

VISIBLE_ROWS = 12
COLUMNS_SHOWN = 9
"""Filled columns are shown of themselves up to so many in all."""
Index = QModelIndex | QPersistentModelIndex


class LinesGrid(QWidget):
    """A titled grid. Tab right, Enter down, F2 edit, Esc restore; blocks copy and paste.

    altered: anything changed. create_wanted: pasted names should become records.
    """

    altered = Signal()
    create_wanted = Signal()

    def __init__(
        self, title: str, columns: Sequence[Kind], *, memory: FormMemory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.memory = memory or FormMemory(None, "")
        self.model = LinesModel(columns, self)
        self.view = GridView(self.model, self)
        self.view.setAccessibleName(title)
        self.heading = marks.Words("", "heading")
        self.note = marks.Words("", "caption")
        self.note.setWordWrap(True)
        self.note.hide()
        self.told, self.warned = marks.Words("", "caption"), marks.Words("", "mark-bad")
        for words in (self.told, self.warned):
            words.setWordWrap(True)
            words.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._commands = self._bar()
        layout.addLayout(self._commands)
        layout.addWidget(self.told)
        layout.addWidget(self.warned)
        layout.addWidget(self.view)
        layout.addWidget(self.note)
        self.model.altered.connect(self._altered)
        self.model.modelReset.connect(self._fit)
        self.view.selectionModel().currentChanged.connect(self._explain)
        self.view.take_widths(self.memory.widths())
        self.view.dragged.connect(self.memory.keep_width)
        self.view.row_wanted.connect(self.open_row)
        self._choose_columns()
        self._fit()

    def load(self, rows: Sequence[Row]) -> None:
        """Show these rows; nothing counts as changed afterwards."""
        here = self.view.currentIndex()
        self.model.load(rows)
        self.tell("", ())
        if here.isValid():  # saving must not take the keyboard out of its cell
            row = min(here.row(), len(self.model.rows) - 1)
            self.view.setCurrentIndex(self.model.index(row, here.column()))
        self.view.widen_to_contents()
        self._choose_columns()
        self._fit()

    def reveal(self, is_revealed: bool) -> None:
        """Show or mask sensitive values."""
        self.model.is_revealed = is_revealed
        self.view.viewport().update()

    def go_to(self, row: int, name: str) -> None:
        """Put the keyboard into one cell."""
        column = self.model.column_of(name)
        self.view.setColumnHidden(column, False)
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(row, column))

    def set_hints(self, hints: dict[int, dict[str, str]]) -> None:
        """Gentle sentences at cells, by row number and field name."""
        self.model.set_hints(hints)
        self._explain(self.view.currentIndex())

    def add_command(self, button: QWidget) -> None:
        """One more button above the grid, before those that are always there."""
        self._commands.insertWidget(2, button)

    def tell(self, words: str, warnings: Sequence[str]) -> None:
        """Say above the grid what was done with it, and what she must see to."""
        self.told.setText(words)
        self.warned.setText("\n".join(f"✕ {warning}" for warning in warnings))
        for label in (self.told, self.warned):
            label.setVisible(bool(label.text()))
        self.view.widen_to_contents()
        self._fit()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.heading)
        bar.addStretch(1)
        self.create_missing = self._button("", "把找不到的名字各建一条新记录，保存时一并保留", self.create_wanted.emit)
        self.create_missing.hide()
        self.open = self._button("逐栏填写", "把当前行打开成表单（Alt+Enter，或双击行号）", self.open_row)
        self.more = self._button("列", "选择显示哪些列", self._open_columns)
        self.delete = self._button("删除行", "删除所选的行（Ctrl+减号）", self.view.delete_rows)
        for button in (self.create_missing, self.more, self.open, self.delete):
            bar.addWidget(button)
        return bar

    def _button(self, text: str, tip: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(f"{self.title}：{text or tip}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: action())
        role(button, "flat")
        return button

    def open_row(self, row: int | None = None) -> None:
        """One line as a form with all its fields (Alt+Enter, double click on its number)."""
        from gui.record.line_form import LineForm

        at = self.view.currentIndex().row() if row is None else row
        self.view.commit_open()
        form = LineForm(self, max(0, at), self)
        form.open()
        form.focus_first()

    def shown_names(self) -> set[str]:
        """The columns that are shown now."""
        return {
            kind.name for number, kind in enumerate(self.model.columns)
            if not self.view.isColumnHidden(number)
        }

    def fixed_names(self) -> set[str]:
        """The columns that are always shown: required ones, and those with something wrong."""
        wrong = {name for row in self.model.rows for name in row.faults}
        return wrong | {kind.name for kind in self.model.columns if kind.required}

    def choose(self, names: Sequence[str]) -> None:
        """Show these columns from now on."""
        self.memory.keep_columns(list(names))
        self._choose_columns()

    def forget(self) -> None:
        """Back to the usual columns and widths."""
        self.memory.keep_columns(None)
        self.memory.forget_widths()
        self.view.take_widths({})
        self._choose_columns()

    def _open_columns(self) -> None:
        from gui.record.grid_columns import GridColumns

        menu = GridColumns(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose_columns(self) -> None:
        """Those she chose; else the list columns, and the filled ones where there is room."""
        chosen, fixed, used = self.memory.columns(), self.fixed_names(), self._used()
        usual = {kind.name for kind in self.model.columns if kind.in_list} | fixed
        if chosen is not None:
            wanted = set(chosen) | fixed
        else:
            wanted = usual | used if len(usual | used) <= COLUMNS_SHOWN else usual
        for number, kind in enumerate(self.model.columns):
            self.view.setColumnHidden(number, kind.name not in wanted)
        self._fit()
        hidden = [kind for kind in self.model.columns if kind.name not in wanted]
        filled = sum(kind.name in used for kind in hidden)
        held = f"（{filled} 列有内容）" if filled else ""
        self.more.setText(f"另有 {len(hidden)} 列{held} ▾" if hidden else "列 ▾")

    def _used(self) -> set[str]:
        """Fields that hold something in any row, understood or not."""
        rows = self.model.rows
        held = {name for row in rows for name, value in row.values.items() if value is not None}
        return held | {name for row in rows for name in row.faults}

    def _altered(self) -> None:
        if any(self.view.isColumnHidden(self.model.column_of(name)) for name in self._used()):
            self._choose_columns()
        self._fit()
        self._explain(self.view.currentIndex())
        self.altered.emit()

    def _fit(self) -> None:
        """As high as its rows, up to a limit."""
        count = len(self.model.filled())
        self.heading.setText(f"{self.title}  {count}" if count else self.title)
        self.delete.setVisible(count > 0)
        names = [name for found in self.model.missing_links().values() for name in found]
        self.create_missing.setVisible(bool(names))
        self.create_missing.setText(f"新建找不到的 {len(names)} 个")
        view = self.view
        shown = min(len(self.model.rows), VISIBLE_ROWS)
        rows = view.verticalHeader().defaultSectionSize() * shown
        wide = view.horizontalHeader().length() + view.verticalHeader().width() > view.width()
        bar = view.horizontalScrollBar().sizeHint().height() if wide else 0
        view.setFixedHeight(rows + view.horizontalHeader().sizeHint().height() + bar + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need a scroll bar."""
        super().resizeEvent(event)
        self._fit()

    def _explain(self, current: Index) -> None:
        """Under the grid: what is wrong in the current cell, or what its column means."""
        if not current.isValid():
            self.note.hide()
            return
        kind = self.model.columns[current.column()]
        row = self.model.rows[current.row()]
        reason, hint = row.faults.get(kind.name, ""), row.hints.get(kind.name, "")
        role(self.note, "mark-bad" if reason else "caption")
        self.note.setText(
            f"✕ 第{current.row() + 1}行 {kind.label}：{reason}" if reason
            else f"◦ 第{current.row() + 1}行 {kind.label}：{hint}" if hint
            else f"{kind.label}：{kind.help}" if kind.help else ""
        )
        self.note.setVisible(bool(self.note.text()))
