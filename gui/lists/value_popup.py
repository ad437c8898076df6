"""The values that occur in one column, to be ticked: the list behind a filter field's arrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.theme import role
from models import list_filter, search


class ValuePopup(QFrame):
    """Ticks become a filter text (=韩国|=日本), announced with every tick."""

    def __init__(
        self, values: Sequence[tuple[str, int]], typed: str, *, chosen: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        role(self, "table")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chosen = chosen
        ticked = {part.strip() for part in typed.split("|") if part.strip()}
        self._find = QLineEdit()
        self._find.setPlaceholderText("找一个值，可用拼音")
        self._find.setAccessibleName("在值中查找")
        self._find.textChanged.connect(self._narrow)
        self._list = QListWidget()
        role(self._list, "plain")
        self._list.setAccessibleName("出现过的值")
        for shown, count in values:
            item = QListWidgetItem(f"{shown or '（空）'}   {count}")
            item.setData(Qt.ItemDataRole.UserRole, list_filter.exact(shown))
            item.setData(Qt.ItemDataRole.UserRole + 1, shown)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = list_filter.exact(shown) in ticked
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.itemChanged.connect(lambda _: self._announce())
        self._list.itemActivated.connect(self._toggle)
        clear = QPushButton("不筛选")
        role(clear, "flat")
        clear.clicked.connect(self._clear)
        done = QPushButton("完成")
        done.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(clear)
        buttons.addStretch(1)
        buttons.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self._find)
        layout.addWidget(self._list, 1)
        if not values:
            layout.addWidget(QLabel("没有可列出的值"))
        layout.addLayout(buttons)
        self.resize(250, min(380, 118 + 30 * max(2, len(values))))

    def open_below(self, widget: QWidget) -> None:
        """Show under a filter field, inside the screen."""
        place = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        screen = widget.screen().availableGeometry()
        place.setX(min(place.x(), screen.right() - self.width()))
        self.move(place)
        self.show()
        self._find.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and ↓ in the find field go on to the list."""
        in_find = self._find.hasFocus()
        if in_find and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._list.setFocus()
            rows = range(self._list.count())
            first = next((row for row in rows if not self._list.item(row).isHidden()), 0)
            self._list.setCurrentRow(first)
            return
        super().keyPressEvent(event)

    def _narrow(self, text: str) -> None:
        folded = search.fold(text.strip())
        for at in range(self._list.count()):
            item = self._list.item(at)
            shown = str(item.data(Qt.ItemDataRole.UserRole + 1))
            fits = folded in search.fold(shown)
            if not fits and folded.isascii() and folded.isalpha():
                fits = folded in search.key_for([shown])
            item.setHidden(not fits)

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _clear(self) -> None:
        self._list.blockSignals(True)
        for at in range(self._list.count()):
            self._list.item(at).setCheckState(Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self._announce()
        self.close()

    def _announce(self) -> None:
        items = [self._list.item(at) for at in range(self._list.count())]
        ticked = [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        self._chosen("|".join(ticked))
