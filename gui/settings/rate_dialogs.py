"""Dialogs of the subsistence standards: an import looked over, one row by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.fields.editors import editor_for
from gui.look.dialog_buttons import DialogButtons
from gui.look.marks import Words
from models import rate_import
from models.errors import UserError

HEADERS = ("国家（地区）", "币种", "住宿费", "伙食费", "公杂费", "执行日期", "文号", "来源")


class RatePreview(QDialog):
    """The rows as read, and those that were refused with the reason.

    Where the table does not say them, 文号 and 执行日期 are asked for here.
    """

    def __init__(self, plan: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.setWindowTitle("核对出访费用标准")
        self.resize(760, 480)
        table = rate_table(HEADERS[:-1])
        for row in plan.rows:
            country = row.field_named("country").show(row.country)
            place = f"{country}（{row.cities}）" if row.cities else country
            table.addTopLevelItem(rate_line(place, row, row.effective_from, ""))
        fit(table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(Words(_summary(plan), "heading"))
        layout.addWidget(table, 1)
        for words, mark in _warnings(plan):
            said = Words(words, mark)
            said.setWordWrap(True)
            layout.addWidget(said)
        self.source, self.day = QLineEdit(), QLineEdit()
        self.fault = Words("", "mark-bad")
        if plan.lacks_source:
            layout.addLayout(self._asked())
            layout.addWidget(self.fault)
        buttons = DialogButtons(self, "导入")
        buttons.go.setEnabled(bool(plan.rows))
        layout.addWidget(buttons)

    def _asked(self) -> QHBoxLayout:
        """文号 and 执行日期 for the rows without."""
        line = QHBoxLayout()
        for words, field, hint in (("文号", self.source, "例如 财行〔2017〕434号"),
                                   ("执行日期", self.day, "例如 2018-01-01")):
            field.setAccessibleName(words)
            field.setPlaceholderText(hint)
            line.addWidget(Words(words, "muted"))
            line.addWidget(field, 1)
        return line

    def accept(self) -> None:
        """Stay open while 文号 or 执行日期 is not said."""
        if self.plan.lacks_source:
            try:
                day = date.fromisoformat(self.day.text().strip())
            except ValueError:
                self.fault.setText("× 执行日期要填到日，例如 2018-01-01。")
                return
            if not self.source.text().strip():
                self.fault.setText("× 请填写标准的文号。")
                return
            self.plan = rate_import.complete(self.plan, self.source.text(), day)
        super().accept()


def _summary(plan: Any) -> str:
    return f"读到 {len(plan.rows)} 行，其中 {plan.replaced} 行改写已导入的同一标准"


def _warnings(plan: Any) -> list[tuple[str, str]]:
    found = []
    if plan.carried:
        found.append((f"! {plan.carried} 行的国家、币种或金额是合并单元格，按上一行补出，请核对。", "mark-warn"))
    if plan.refused:
        more = f"……共 {len(plan.refused)} 行" if len(plan.refused) > 5 else ""
        found.append((
            f"× {len(plan.refused)} 行不能导入：{'；'.join(plan.refused[:5])}{more}", "mark-bad"))
    return found


class RateDialog(QDialog):
    """One row by hand; changing a shipped one makes a row of the office that goes before it."""

    def __init__(self, standard: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = rate_import.own_row(standard)
        self.setWindowTitle("出访费用标准")
        self.setMinimumWidth(460)
        note = Words(_about(standard), "muted")
        note.setWordWrap(True)
        self.editors = {}
        fields = QFormLayout()
        for name in rate_import.FIELDS:
            kind = self.row.field_named(name)
            editor = editor_for(kind, self)
            editor.set_value(kind.read(self.row))
            editor.setAccessibleName(kind.label)
            editor.setToolTip(kind.help)
            self.editors[name] = editor
            fields.addRow(kind.label, editor)
        self.fault = Words("", "mark-bad")
        self.fault.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(note)
        layout.addLayout(fields)
        layout.addWidget(self.fault)
        layout.addWidget(DialogButtons(self, "保存"))

    def accept(self) -> None:
        """Stay open, with the reason, while the row cannot be kept."""
        try:
            for name, editor in self.editors.items():
                setattr(self.row, name, editor.value())
            rate_import.keep_row(self.row)
        except UserError as error:
            self.fault.setText(f"× {error.message}{error.remedy}")
            return
        except ValueError as error:
            self.fault.setText(f"× {error}")
            return
        super().accept()


def _about(standard: Any) -> str:
    if standard is None:
        return "新增一行本单位核对过的标准。执行日期比原表新的，这个国家改按新日期的各行计算。"
    if standard.row_id is None:
        return "随程序的标准本身不变：保存后另存为本单位的一行，同一地方优先采用。"
    return "本单位导入或填写的标准。"


def rate_table(headers: tuple[str, ...]) -> QTreeWidget:
    """A plain table of standards."""
    table = QTreeWidget()
    table.setAccessibleName("出访费用标准")
    table.setHeaderLabels(list(headers))
    table.setRootIsDecorated(False)
    table.setAlternatingRowColors(True)
    table.setUniformRowHeights(True)
    return table


def rate_line(place: str, row: Any, day: Any, status: str) -> QTreeWidgetItem:
    """One standard, its amounts at the right of their columns."""
    amounts = [f"{float(amount):g}" for amount in (row.lodging, row.meals, row.misc)]
    item = QTreeWidgetItem([place, row.currency or "", *amounts, str(day or ""), row.source or "",
                            status])
    for column in (2, 3, 4):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(0, place)
    return item


def fit(table: QTreeWidget) -> None:
    """Columns as wide as their words, within reason."""
    for column in range(table.columnCount()):
        table.resizeColumnToContents(column)
        table.setColumnWidth(column, min(280, table.columnWidth(column) + 6))
