"""A table header with one filter field under each column's label."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from gui.look.icons import icon
from gui.look.theme import colours, role
from models import list_filter

TYPING_MS = 180
"""A filter is asked for this long after the last key."""


class FilterField(QLineEdit):
    """The filter of one column; Alt+↓ or its arrow opens the values that occur."""

    asked_values = Signal()
    left_downwards = Signal()

    def __init__(self, label: str, *, has_values: bool) -> None:
        super().__init__()
        self._tip = f"{label}：{list_filter.HELP}\nAlt+↓ 列出出现过的值"
        self._values: QAction | None = None
        role(self, "filter")
        self.setPlaceholderText("筛选")
        self.setToolTip(self._tip)
        self.setAccessibleName(f"筛选 {label}")
        if has_values:
            self._values = QAction("列出出现过的值", self)
            self._values.triggered.connect(self.asked_values)
            self.addAction(self._values, QLineEdit.ActionPosition.TrailingPosition)
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ lists values, ↓ and Enter go to the rows, Esc empties."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked_values.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def mark(self, reason: str) -> None:
        """Show whether the filter works: "" = fine, else why it cannot be meant."""
        role(self, "filter-wrong" if reason else "filter-on" if self.text().strip() else "filter")
        self.setToolTip(reason or self._tip)

    def restyle(self) -> None:
        """Draw the arrow in the present colours."""
        if self._values is not None:
            self._values.setIcon(icon("chevron_down", colours().muted))


class FilterHeader(QHeaderView):
    """Labels above, filter fields below; `filter_changed(column name, text)` after typing."""

    filter_changed = Signal(str, str)
    values_wanted = Signal(str, object)
    sort_wanted = Signal(int, bool)
    entered_rows = Signal()
    menu_wanted = Signal(int, QPoint)

    def __init__(self, view: QTableView, shows: Callable[[int], bool]) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._shows = shows
        self._fields: dict[int, FilterField] = {}
        self._names: dict[int, str] = {}
        self._pending: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._send)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self.place_fields)
        self.geometriesChanged.connect(self.place_fields)
        view.horizontalScrollBar().valueChanged.connect(self.place_fields)
        self._pressed_at: int | None = None

    def set_columns(self, columns: list[tuple[str, str, bool]]) -> None:
        """One field for each (name, label, has few values) that this header shows."""
        for field in self._fields.values():
            field.deleteLater()
        self._fields, self._names = {}, {}
        for at, (name, label, has_values) in enumerate(columns):
            if not self._shows(at):
                continue
            field = FilterField(label, has_values=has_values)
            field.setParent(self)
            field.textChanged.connect(lambda text, n=name: self._typed(n, text))
            field.asked_values.connect(lambda n=name, f=field: self.values_wanted.emit(n, f))
            field.left_downwards.connect(self._enter_rows)
            field.returnPressed.connect(self._enter_rows)
            field.installEventFilter(self)
            field.show()
            self._fields[at] = field
            self._names[at] = name
        self.place_fields()

    def field(self, name: str) -> FilterField | None:
        """The field of one column, if this header shows it."""
        return next((self._fields[at] for at, n in self._names.items() if n == name), None)

    def show_filters(self, filters: dict[str, str]) -> None:
        """Put texts into the fields without announcing them."""
        for at, field in self._fields.items():
            text = filters.get(self._names[at], "")
            if field.text() != text:
                field.blockSignals(True)
                field.setText(text)
                field.blockSignals(False)
            field.mark("")

    def restyle(self) -> None:
        """Take the present colours and text size."""
        for field in self._fields.values():
            field.restyle()
        self.place_fields()

    def mark_wrong(self, name: str, reason: str) -> None:
        """Say at its field why a filter cannot be meant."""
        if (field := self.field(name)) is not None:
            field.mark(reason)

    def sizeHint(self) -> QSize:
        """Label line and field line."""
        size = super().sizeHint()
        line = self.fontMetrics().height()
        return QSize(size.width(), line + 10 + line + 10)

    def updateGeometries(self) -> None:
        """Leave room for the fields below the labels."""
        self.setViewportMargins(0, 0, 0, self._field_height() + 4)
        super().updateGeometries()
        self.place_fields()

    def place_fields(self, *_: object) -> None:
        """Put each field under its section."""
        height = self._field_height()
        top = self.height() - height - 3
        for at, field in self._fields.items():
            left = self.sectionViewportPosition(at)
            field.setGeometry(left + 2, top, max(0, self.sectionSize(at) - 5), height)
            field.setPlaceholderText("筛选" if self.sectionSize(at) > 3 * height else "")
            field.setVisible(not self.isSectionHidden(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began: only a click without a drag sorts."""
        self._pressed_at = round(event.position().x())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click sorts; with Shift it adds a further column to the order."""
        super().mouseReleaseEvent(event)
        x = round(event.position().x())
        is_click = self._pressed_at is not None and abs(x - self._pressed_at) < 4
        on_edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if is_click and not on_edge and event.button() == Qt.MouseButton.LeftButton:
            section = self.logicalIndexAt(x)
            if section >= 0:
                add = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.sort_wanted.emit(section, add)
        self._pressed_at = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the column under the mouse."""
        if (section := self.logicalIndexAt(event.pos().x())) >= 0:
            self.menu_wanted.emit(section, event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that gets the focus by Tab is scrolled into view."""
        if event.type() == QEvent.Type.FocusIn:
            for at, field in self._fields.items():
                view = self.parent()
                if field is watched and isinstance(view, QTableView) and at > 0:
                    self._bring(view, at)
        return super().eventFilter(watched, event)

    def _bring(self, view: QTableView, section: int) -> None:
        left = self.sectionViewportPosition(section)
        right = left + self.sectionSize(section)
        bar = view.horizontalScrollBar()
        frozen = self.sectionSize(0)
        if left < frozen:
            bar.setValue(bar.value() + left - frozen)
        elif right > self.viewport().width():
            bar.setValue(bar.value() + right - self.viewport().width())

    def _field_height(self) -> int:
        return self.fontMetrics().height() + 6

    def _typed(self, name: str, text: str) -> None:
        self._pending[name] = text
        self._timer.start()

    def _send(self) -> None:
        pending, self._pending = self._pending, {}
        for name, text in pending.items():
            self.filter_changed.emit(name, text)

    def _enter_rows(self) -> None:
        self._timer.stop()
        self._send()
        self.entered_rows.emit()

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        """Only the label line: the fields have their own room."""
        size = super().sectionSizeFromContents(logicalIndex)
        return QSize(size.width(), self.fontMetrics().height() + 10)

    def currentChanged(self, current: QModelIndex, old: QModelIndex) -> None:
        """No highlighted section: the filter line would jump."""
