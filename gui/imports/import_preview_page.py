"""Third step of an import: what would happen to every row, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.imports import import_rows
from gui.imports.import_names import NamesBar
from gui.imports.import_rows import PreviewRow, RowsModel
from gui.imports.import_work import ImportWork
from gui.look import marks
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from models.fields import masked
from models.intake.plan import Answer, ImportPlan

_NEEDED = ("退回", "待定")
"""Shown even when there are none: that is good news."""


class PreviewPage(QWidget):
    """Rows with filter and counts; the fields of one row below. answered: plan again."""

    answered = Signal()

    def __init__(self, work: ImportWork) -> None:
        super().__init__()
        self.work = work
        self.plan = ImportPlan()
        self.model = RowsModel(self)
        self.rows = QTableView()
        self.filter_line = QLineEdit()
        self.filter_line.setPlaceholderText("在预览中查找")
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.textChanged.connect(lambda _: self._filter())
        self.chips: dict[str, QPushButton] = {}
        self.group = QButtonGroup(self)
        self.group.setExclusive(True)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(2)
        self.reveal_button = QPushButton()
        self.reveal_button.setToolTip("遮盖或显示证件号等敏感内容（F8）")
        self.reveal_button.setAutoDefault(False)
        role(self.reveal_button, "flat")
        self.reveal_button.clicked.connect(lambda: self.reveal(self.model.is_masked))
        shortcut = QShortcut(QKeySequence("F8"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.reveal(self.model.is_masked))
        self.verdict = Words("", "")
        self.verdict.setWordWrap(True)
        self.title = CutWords("heading")
        self.notes = Words("", "")
        self.notes.setWordWrap(True)
        self.names = NamesBar(work)
        self.names.resolved.connect(self.answered)
        self.fields = QTreeWidget()
        self.same = QPushButton("就是已有的这条")
        self.new = QPushButton("是另一条新的")
        self._build()
        self.reveal(False)

    def show_plan(self, plan: ImportPlan) -> None:
        """Another plan; the filter goes to what needs her when there is anything."""
        self.plan = plan
        rows = import_rows.preview_rows(plan)
        self.model.load(rows)
        self.reveal_button.setVisible(self.model.has_secrets())
        counted = import_rows.counts(rows)
        self._fill_chips(counted, len(rows))
        needed = next((action for action in _NEEDED if counted[action]), "")
        self.chips[needed].setChecked(True)
        self._filter()
        self._say_verdict(counted)

    def reveal(self, is_revealed: bool) -> None:
        """Show sensitive values in full, or hide their middle again."""
        self.model.set_masked(not is_revealed)
        self.reveal_button.setText("重新遮盖" if is_revealed else "显示遮盖项")
        self._show_row()

    def _build(self) -> None:
        view = self.rows
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.setAccessibleName("导入预览")
        role(view, "table")
        letter = self.fontMetrics().horizontalAdvance("国")
        for column, width in enumerate((6, 12, 17)):
            view.setColumnWidth(column, letter * width)
        view.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        top = QHBoxLayout()
        top.addLayout(self._chip_row)
        top.addStretch(1)
        top.addWidget(self.reveal_button)
        self.filter_line.setMaximumWidth(letter * 14)
        top.addWidget(self.filter_line)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(view)
        split.addWidget(self._detail())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(self.verdict)

    def _detail(self) -> QWidget:
        tree = self.fields
        tree.setHeaderLabels(["栏目", "原来", "导入后", ""])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAccessibleName("这一行的内容")
        tree.setStyleSheet("QTreeView::item { padding: 2px 0; }")
        role(tree, "table")
        letter = self.fontMetrics().horizontalAdvance("国")
        for column, width in enumerate((14, 15, 22)):
            tree.setColumnWidth(column, letter * width)
        self.same.clicked.connect(lambda: self._answer("same", "theirs"))
        self.new.clicked.connect(lambda: self._answer("new", "ours"))
        asked = QHBoxLayout()
        asked.addWidget(self.title, 1)
        asked.addWidget(self.same)
        asked.addWidget(self.new)
        frame = QFrame()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(5)
        inside.addLayout(asked)
        inside.addWidget(self.notes)
        inside.addWidget(self.names)
        inside.addWidget(tree, 1)
        return frame

    def _fill_chips(self, counted: dict[str, int], total: int) -> None:
        for chip in self.chips.values():
            self.group.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for action, count in {"": total, **counted}.items():
            if action and not count and action not in _NEEDED:
                continue
            sign = import_rows.SIGNS.get(action, "ⓘ" if action else "")
            chip = QPushButton(f"{sign} {action or '全部'} {count}".strip())
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            role(chip, "chip")
            chip.clicked.connect(self._filter)
            self.group.addButton(chip)
            self._chip_row.addWidget(chip)
            self.chips[action] = chip

    def _filter(self) -> None:
        action = next((a for a, chip in self.chips.items() if chip.isChecked()), "")
        self.model.filter(action, self.filter_line.text())
        if self.model.rows:
            self.rows.setCurrentIndex(self.model.index(0, 0))
        self._show_row()

    def _say_verdict(self, counted: dict[str, int]) -> None:
        stays = counted["退回"] + counted["待定"]
        writes = counted["新增"] + counted["更新"]
        if not self.plan.writes():
            words, tone = "没有需要写入的内容。", "muted"
        elif stays:
            words = (
                f"! 将写入 {writes} 行；退回和待定的 {stays} 行不会写入，导入后可另存为工作簿，改正后再导入。"
            )
            tone = "mark-warn"
        else:
            words, tone = f"✓ {writes} 行都可以写入。", "mark-good"
        extra = dict.fromkeys(x for table in self.plan.tables for x in table.extra_columns)
        if extra:
            words += f"\n没有对应栏目、作为附加列保留：{'、'.join(extra)}。"
        self.verdict.setText(words)
        role(self.verdict, tone)

    def _row(self) -> PreviewRow | None:
        index = self.rows.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and self.model.rows else None

    def _show_row(self) -> None:
        row = self._row()
        self.fields.clear()
        is_open = row is not None and row.action == "待定"
        plan = row.plan if row is not None else None
        is_conflict = is_open and plan is not None and bool(plan.question)
        self.same.setText("采用部门填的" if is_conflict else "就是已有的这条")
        self.new.setText("保留现在的" if is_conflict else "是另一条新的")
        self.same.setVisible(is_open)
        self.new.setVisible(is_open)
        self.names.show_row(plan)
        if row is None:
            self.title.set_words("没有这样的行")
            self.notes.hide()
            return
        place = row.table.table.where(row.number) if row.number else row.table.table.file
        self.title.set_words(f"{row.action} {row.title}   {place}")
        problems = plan.problems if plan else []
        if plan and self.model.is_masked:
            problems = import_rows.covered_problems(row.table, plan)
        said = [f"✕ {p}" for p in problems] if plan else [row.words]
        said += [f"ⓘ {note}" for note in row.notes]
        self.notes.setText("\n".join(said))
        self.notes.setVisible(bool(said))
        role(self.notes, "mark-bad" if plan and plan.problems else "muted")
        blank = "" if row.action == "新增" else "（空）"
        for whole in plan.details() if plan else ():
            change = whole.covered() if self.model.is_masked else whole
            words = [f"{change.record} · {change.label}", change.old or blank, change.new,
                     "推断" if change.inferred else ""]
            item = QTreeWidgetItem(words)
            item.setForeground(1, marks.tone("muted"))
            if change.inferred:
                item.setForeground(3, marks.tone("warn"))
            for column in range(3):
                item.setToolTip(column, marks.plain_tip(words[column]))
            self.fields.addTopLevelItem(item)
        if plan is not None and not plan.details():
            self._show_cells(row)

    def _show_cells(self, row: PreviewRow) -> None:
        """A row that writes nothing: its cells as they stand in the file."""
        table = row.table.table
        values = next((r.values for r in table.rows if r.number == row.number), ())
        secret = import_rows.sensitive_columns(row.table) if self.model.is_masked else frozenset()
        bad = {problem.column for problem in row.plan.problems} if row.plan else set()
        for heading in table.headings:
            raw = values[heading.column] if heading.column < len(values) else ""
            if raw == "":
                continue
            shown = masked(str(raw)) if heading.letter in secret else str(raw)
            item = QTreeWidgetItem([f"{heading.letter}  {heading.label}", "", shown, ""])
            if heading.letter in bad:
                item.setText(3, "✕")
                for column in range(4):
                    item.setForeground(column, marks.tone("bad"))
            self.fields.addTopLevelItem(item)

    def _answer(self, double: Answer, conflict: Answer) -> None:
        row = self._row()
        if row is not None and row.plan is not None:
            table = row.table.table
            answer = conflict if row.plan.question else double
            self.work.answers[*table.place, row.number] = answer
            self.answered.emit()
