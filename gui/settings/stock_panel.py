"""套打校准: the layouts of pre-printed paper, which of them are measured, and for which printer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.prints import stock
from exports.prints.registry import printable_by_code
from exports.prints.stock import Stock
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.plain_rows import plain_rows
from gui.settings.stock_dialog import StockDialog
from gui.shared.context import Context
from models import stock_layouts
from models.stock_layouts import Calibration

HEADERS = ("版式", "打印件", "纸张（毫米）", "打印机", "状态", "进纸")
TABLE = "stock_layout"


class StockPanel(QWidget):
    """One row for each layout and printer; Enter or double click opens its calibration."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: list[tuple[Stock, Calibration]] = []
        self.table = QTableWidget(0, len(HEADERS))
        self.table.setHorizontalHeaderLabels(list(HEADERS))
        plain_rows(self.table, "套打版式")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.table.doubleClicked.connect(lambda _: self.open_chosen())
        self.table.activated.connect(lambda _: self.open_chosen())
        self.open_button = push_button("校准…", self.open_chosen, look="primary")
        self.other_button = push_button(
            "另一台打印机…", self.open_other, tip="同一种纸在另一台打印机上打，偏差要另外量"
        )
        hint = Words(
            "录取通知书、证书常用预先印好的纸，程序只把内容打到空格里。每台打印机都有一两毫米的偏差："
            "先打一张校准页，量出偏差填进来。没有校准的版式不能一次打印多份。", "caption",
        )
        hint.setWordWrap(True)
        deeds = QHBoxLayout()
        deeds.addStretch(1)
        deeds.addWidget(self.other_button)
        deeds.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(deeds)
        context.changes.changed.connect(
            lambda change: self.refresh() if TABLE in change.ids else None
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the calibrations again."""
        at = max(self.table.currentRow(), 0)
        self.rows = [
            (layout, each)
            for layout in stock.layouts()
            for each in stock_layouts.calibrations(layout.code) or [Calibration(layout.code)]
        ]
        self.table.setRowCount(len(self.rows))
        for row, (layout, each) in enumerate(self.rows):
            state = f"✓ {each.calibrated_on} 校准" if each.is_calibrated else "未校准"
            cells = (
                layout.title, printable_by_code(layout.paper).title,
                f"{layout.width:g} × {layout.height:g}", each.printer or "（不分打印机）", state,
                layout.feed,
            )
            for column, words in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(f"{words}   "))
        self.table.setCurrentCell(min(at, len(self.rows) - 1), 0)

    def open_chosen(self) -> None:
        """The calibration of the chosen row."""
        row = self.table.currentRow()
        if 0 <= row < len(self.rows):
            self._open(*self.rows[row])

    def open_other(self) -> None:
        """The same paper on another printer."""
        row = self.table.currentRow()
        if 0 <= row < len(self.rows):
            layout, known = self.rows[row]
            fresh = Calibration(layout.code, moves=dict(known.moves))
            self._open(layout, fresh, is_new=True)

    def _open(self, layout: Stock, calibration: Calibration, **options: Any) -> None:
        StockDialog(layout, calibration, self._context, self, **options).open()
