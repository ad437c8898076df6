"""报送存档 on the forms page: what was filed, what a filing now would change, and filing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.forms.base import FilledForm
from exports.issue import Difference, changed_since, filings
from gui.marks import Words
from gui.theme import role
from models import cells


@dataclass(frozen=True)
class FilingState:
    """The versions filed of a form and year, and how the latest differs from now."""

    lines: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def version(self) -> int:
        """The version that a filing now would get."""
        return len(self.lines) + 1


def read_state(filled: FilledForm) -> FilingState:
    """Read beside the window."""
    kept = filings(filled.code, filled.year)
    lines = [
        f"第{f.version}版 {f.filed_on}" + (f" 报{f.receiver}" if f.receiver else "") for f in kept
    ]
    return FilingState(lines, changed_since(kept[-1], filled) if kept else [])


class FilingBar(QWidget):
    """One line: 未报送, or the latest version and whether the records still say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words("", "caption")
        self.words.setWordWrap(True)
        self.difference_button = QPushButton("查看差异")
        role(self.difference_button, "flat")
        self.difference_button.clicked.connect(self._show_differences)
        self.state = FilingState()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.difference_button)

    def show_state(self, state: FilingState) -> None:
        """Say where the form stands."""
        self.state = state
        count = len(state.differences)
        if not state.lines:
            words = "○ 尚未报送存档"
        elif count:
            words = f"! 已报送 {state.lines[-1]}；之后记录有改动，{count} 格与报送时不同"
        else:
            words = f"✓ 已报送 {state.lines[-1]}，与现有记录一致"
        self.words.setText(words)
        self.words.setToolTip("")
        self.difference_button.setVisible(bool(count))

    def _show_differences(self) -> None:
        DifferenceDialog(self.state.differences, self.state.lines[-1], self).exec()


class DifferenceDialog(QDialog):
    """Cell by cell: as filed, now, and how many records came and went."""

    def __init__(
        self, differences: Sequence[Difference], filed: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送后的差异")
        self.resize(720, 420)
        self.table = QTreeWidget()
        self.table.setHeaderLabels(["表中位置", "报送时", "现在", "增加记录", "减少记录"])
        self.table.setRootIsDecorated(False)
        self.table.setAlternatingRowColors(True)
        for one in differences:
            shown = ["—" if v is None else str(v) for v in (one.filed, one.now)]
            self.table.addTopLevelItem(
                QTreeWidgetItem([one.label, *shown, str(len(one.come)), str(len(one.gone))])
            )
        self.table.setColumnWidth(0, 330)
        note = Words(f"已报送的{filed}不会改变；需要更正时请另报一版并写明原因。", "muted")
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (note, self.table, buttons):
            layout.addWidget(widget)


class FilingDialog(QDialog):
    """Asks to whom, when, and for a correction why."""

    def __init__(
        self, filled: FilledForm, state: FilingState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送存档")
        self.setMinimumWidth(460)
        self.receiver = QLineEdit(filled.terms.requirer.split("；")[0])
        self.receiver.setAccessibleName("报送单位")
        self.day = QLineEdit(date.today().isoformat())
        self.day.setAccessibleName("报送日期")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("更正原因")
        self.reason.setPlaceholderText("必填：为什么更正")
        self.fault = Words("", "mark-bad")
        self.is_correction = state.version > 1
        title = Words(f"{filled.title}　第 {state.version} 版", "heading")
        title.setWordWrap(True)
        note = Words("存档后，各格的数、背后的记录和这份文件都不再改变；以后改记录，这里会列出差异。", "muted")
        note.setWordWrap(True)
        fields = QFormLayout()
        fields.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        fields.addRow("报送单位", self.receiver)
        fields.addRow("报送日期", self.day)
        if self.is_correction:
            fields.addRow("更正原因", self.reason)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton("存档", QDialogButtonBox.ButtonRole.AcceptRole)
        role(self.accept_button, "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(note)
        layout.addLayout(fields)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    def filed_on(self) -> date:
        """The typed day; ValueError with a Chinese reason when it is none."""
        parts = cells.date_parts(self.day.text())
        if parts is None or parts[1] is None or parts[2] is None:
            raise ValueError("请写明报送的年、月、日")
        return date(parts[0], parts[1], parts[2])

    def accept(self) -> None:
        """Stay open, with the reason, while something is missing."""
        try:
            self.filed_on()
        except ValueError as error:
            self.fault.setText(str(error))
            self.day.setFocus()
            return
        if self.is_correction and not self.reason.text().strip():
            self.fault.setText("更正报送必须写明原因")
            self.reason.setFocus()
            return
        super().accept()
