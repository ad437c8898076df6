"""出访费用标准: the table as shipped with the rows that the office imported, and importing more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import messages
from gui.context import Context
from gui.dialog_buttons import DialogButtons
from gui.marks import Words
from gui.search_panel import SearchPanel
from gui.theme import role
from models import rate_import, subsistence
from models.errors import UserError

HEADERS = ("国家（地区）", "币种", "住宿费", "伙食费", "公杂费", "执行日期", "文号", "来源")


class RatesPanel(SearchPanel):
    """Per person and day, in the currency of the place."""

    def __init__(self, context: Context) -> None:
        super().__init__("查找国家、城市或文号")
        self._context = context
        take = QPushButton("导入标准表…")
        role(take, "primary")
        take.clicked.connect(self.import_file)
        self.table = _table(HEADERS)
        self.lay_out(self.table, take)
        context.changes.changed.connect(
            lambda change: self.refresh() if "subsistence_rate" in change.ids else None
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the table again; imported rows first."""
        self.table.clear()
        rows = sorted(subsistence.standards(), key=lambda s: s.status != subsistence.IMPORTED)
        for row in rows:
            status = row.status if row.status == subsistence.IMPORTED else f"随程序 · {row.status}"
            self.table.addTopLevelItem(_line(row.place, row, row.effective_from, status))
        own = sum(row.status == subsistence.IMPORTED for row in rows)
        self.count.setText(f"{len(rows)} 行，其中用户导入 {own} 行。同一国家用执行日期最近的，导入的优先。")
        _fit(self.table)
        self.narrow()

    def import_file(self) -> None:
        """Read a table, show what would be kept, keep it in one batch."""
        chosen = messages.file_dialog(
            self, "导入出访费用标准", filters="表格 (*.xlsx *.xls *.csv *.ods *.et)"
        )
        if not chosen:
            return
        path: Path = chosen[0]
        try:
            plan = rate_import.read(path)
        except UserError as error:
            messages.show_error(self, error)
            return
        if RatePreview(plan, self).exec():
            changed = rate_import.keep(plan, source=path.name)
            self.refresh()
            self._context.say(f"已导入出访费用标准，{changed} 行有变化")

    def narrow(self) -> None:
        """Only the rows in which the words of the search field stand."""
        wanted = self.search.text().strip().lower()
        for at in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(at)
            words = " ".join(item.text(c) for c in range(len(HEADERS))).lower()
            item.setHidden(wanted not in words)


class RatePreview(QDialog):
    """The rows as read, and those that were refused with the reason."""

    def __init__(self, plan: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对出访费用标准")
        self.resize(760, 460)
        table = _table(HEADERS[:-1])
        for row in plan.rows:
            country = row.field_named("country").show(row.country)
            place = f"{country}（{row.cities}）" if row.cities else country
            table.addTopLevelItem(_line(place, row, row.effective_from, ""))
        _fit(table)
        words = f"读到 {len(plan.rows)} 行，其中 {plan.replaced} 行改写已导入的同一标准"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(Words(words, "heading"))
        layout.addWidget(table, 1)
        if plan.refused:
            refused = Words(f"× {len(plan.refused)} 行不能导入：{'；'.join(plan.refused[:5])}", "mark-bad")
            refused.setWordWrap(True)
            layout.addWidget(refused)
        buttons = DialogButtons(self, "导入")
        buttons.go.setEnabled(bool(plan.rows))
        layout.addWidget(buttons)


def _table(headers: tuple[str, ...]) -> QTreeWidget:
    table = QTreeWidget()
    table.setAccessibleName("出访费用标准")
    table.setHeaderLabels(list(headers))
    table.setRootIsDecorated(False)
    table.setAlternatingRowColors(True)
    table.setUniformRowHeights(True)
    return table


def _line(place: str, row: Any, day: Any, status: str) -> QTreeWidgetItem:
    amounts = [f"{float(amount):g}" for amount in (row.lodging, row.meals, row.misc)]
    item = QTreeWidgetItem([place, row.currency or "", *amounts, str(day or ""), row.source or "",
                            status])
    for column in (2, 3, 4):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(0, place)
    return item


def _fit(table: QTreeWidget) -> None:
    for column in range(table.columnCount()):
        table.resizeColumnToContents(column)
        table.setColumnWidth(column, min(280, table.columnWidth(column) + 6))
