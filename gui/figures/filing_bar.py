"""报送存档 on the forms page: what was filed, what a filing now would change, and filing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.filing import Difference, changed_since, filed_file, filings
from exports.forms.base import FilledForm
from exports.handing_over import About, send_out
from gui.figures.explain_dialog import ExplainDialog, numbers_right
from gui.look import messages
from gui.look.dialog_buttons import CloseButton, DialogButtons
from gui.look.dialog_size import dialog_layout, open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.shared.context import Context
from models import cells
from models.errors import UserError
from models.explaining import Explanation, explain_filed
from models.later_edits import Edit, edits_since


@dataclass(frozen=True)
class FilingState:
    """The versions filed of a form and year, and how the latest differs from now."""

    lines: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    versions: list[Any] = field(default_factory=list)
    filled: FilledForm | None = None

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
    differences = changed_since(kept[-1], filled) if kept else []
    return FilingState(lines, differences, kept, filled)


class FilingBar(QWidget):
    """One line: 未报送, or the latest version and whether the records still say the same."""

    def __init__(self, context: Context | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.words = Words("", "caption")
        self.words.setWordWrap(True)
        self.difference_button = QPushButton("查看差异")
        role(self.difference_button, "flat")
        self.difference_button.clicked.connect(self._show_differences)
        self.versions_button = QPushButton("各版对照")
        role(self.versions_button, "flat")
        self.versions_button.clicked.connect(self._show_versions)
        self.state = FilingState()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.versions_button)
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
        self.versions_button.setVisible(bool(state.versions))

    def _show_differences(self) -> None:
        DifferenceDialog(
            self.state.differences, self.state.lines[-1], self,
            state=self.state, context=self._context,
        ).exec()

    def _show_versions(self) -> None:
        VersionsDialog(self.state, self).exec()


class DifferenceDialog(QDialog):
    """Cell by cell: as filed, now, and how many records came and went."""

    def __init__(
        self, differences: Sequence[Difference], filed: str, parent: QWidget | None = None, *,
        state: FilingState | None = None, context: Context | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送后的差异")
        open_at(self, 62, 35)
        place = {key: at for at, key in enumerate(
            frozen_shown(state.filled) if state is not None and state.filled is not None else ())}
        self._differences = sorted(differences, key=lambda one: place.get(one.key, len(place)))
        self._state, self._context = state, context
        self.table = QTreeWidget()
        self.table.setHeaderLabels(["表中位置", "报送时", "现在", "增加记录", "减少记录"])
        self.table.setRootIsDecorated(False)
        self.table.setAlternatingRowColors(True)
        for one in self._differences:
            shown = ["—" if v is None else str(v) for v in (one.filed, one.now)]
            self.table.addTopLevelItem(
                QTreeWidgetItem([one.label, *shown, str(len(one.come)), str(len(one.gone))])
            )
        numbers_right(self.table, (1, 2, 3, 4))
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemActivated.connect(self._explain)
        note = Words(f"已报送的{filed}不会改变；需要更正时请另报一版并写明原因。"
                     "双击一行，看是哪几条记录、何时改的。", "muted")
        note.setWordWrap(True)
        buttons = CloseButton(self)
        layout = dialog_layout(self)
        for widget in (note, self.table, buttons):
            layout.addWidget(widget)

    def _explain(self, item: QTreeWidgetItem) -> None:
        state, context = self._state, self._context
        if state is None or context is None:
            return
        one = self._differences[self.table.indexOfTopLevelItem(item)]
        context.worker.look_up(lambda: explain_cell(state, one), self._explained)

    def _explained(self, found: CellExplained | None) -> None:
        assert self._context is not None
        if found is None:
            messages.tell(self, "这一格没有可比的记录。", "手填数和比例没有逐条明细，请看各版对照。")
            return
        ExplainDialog(
            found.label, found.explanation, labels=("报送时", "现在"), context=self._context,
            edits=found.edits, parent=self,
        ).exec()


@dataclass(frozen=True)
class CellExplained:
    """One filed cell against now, and what was done to its records since."""

    label: str
    explanation: Explanation
    edits: list[Edit]


def explain_cell(state: FilingState, one: Difference) -> CellExplained | None:
    """Read beside the window; None for a cell without records."""
    filing, filled = state.versions[-1], state.filled
    row, _, column = one.key.rpartition("/")
    cell = filled.cells.get((row, column)) if filled is not None else None
    if cell is None or cell.figure is None or cell.kind != "figure" or one.key not in filing.cells:
        return None
    explanation = explain_filed(filing.cells[one.key], cell.figure)
    ids = {id for part in explanation.parts for id in part.record_ids}
    since = str(filing.created_at)
    return CellExplained(one.label, explanation, edits_since(explanation.entity, ids, since))


class VersionsDialog(QDialog):
    """Every version side by side with now: what differs in bold; each with its reason and file."""

    def __init__(self, state: FilingState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setWindowTitle("各版对照")
        open_at(self, 63, 37)
        reasons = "\n".join(
            line + (f"　更正原因：{filing.reason}" if filing.reason else "")
            for line, filing in zip(state.lines, state.versions, strict=True))
        self.table = QTreeWidget()
        self.table.setAccessibleName("各版对照")
        self.table.setRootIsDecorated(False)
        self.table.setAlternatingRowColors(True)
        names = [f"第{filing.version}版" for filing in state.versions]
        self.table.setHeaderLabels(["表中位置", *names, "现在"])
        self._fill()
        numbers_right(self.table, range(1, len(names) + 2))
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = CloseButton(self)
        for filing in state.versions:
            button = buttons.addButton(f"另存第{filing.version}版文件…",
                                       QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(lambda _=False, f=filing: self._save(f))
        layout = dialog_layout(self)
        layout.addWidget(Words(reasons, "muted"))
        layout.addWidget(self.table)
        layout.addWidget(buttons)

    def _fill(self) -> None:
        now = {} if self._state.filled is None else frozen_shown(self._state.filled)
        kept = [{key: cell["shown"] for key, cell in f.cells.items()} for f in self._state.versions]
        labels = {key: cell["label"] for f in self._state.versions for key, cell in f.cells.items()}
        for key in dict.fromkeys((*(key for key in now if key in labels), *labels)):
            label = labels[key]
            shown = [version.get(key, "—") for version in (*kept, now)]
            item = QTreeWidgetItem([label, *shown])
            if len(set(shown)) > 1:
                font = item.font(0)
                font.setBold(True)
                for column in range(len(shown) + 1):
                    item.setFont(column, font)
            self.table.addTopLevelItem(item)

    def _save(self, filing: Any) -> None:
        path = messages.choose_save_path(
            self, "另存报送文件", name=f"第{filing.version}版 {filing.file_name}",
            kind="Excel 工作簿", suffix=".xlsx")
        if path is None:
            return
        about = About(f"{filing}", "上报", masked=True)
        try:
            send_out(path, filed_file(filing), about)
        except UserError as error:
            messages.show_error(self, error)


def frozen_shown(filled: FilledForm) -> dict[str, str]:
    """What each cell shows now, under the keys of a filing."""
    return {f"{row}/{column}": cell.show() for (row, column), cell in filled.cells.items()}


class FilingDialog(QDialog):
    """Asks to whom, when, and for a correction why."""

    def __init__(
        self, filled: FilledForm, state: FilingState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送存档")
        self.setMinimumWidth(460)
        before = str(state.versions[-1].receiver or "") if state.versions else ""
        self.receiver = QLineEdit(before or filled.terms.requirer.split("；")[0])
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
        buttons = DialogButtons(self, "存档")
        self.accept_button = buttons.go
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
