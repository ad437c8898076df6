"""Second step of an import: which table is which register, and which column is which field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.fields.cell_delegate import CellDelegate
from gui.fields.lines_model import LinesModel, Row
from gui.imports.import_work import EXTRA, IGNORED, SKIP, ImportWork, column_kind
from gui.look import marks
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from models import cells
from models.fields import Kind, Text, masked
from models.intake.recognise import TableMapping
from models.intake.registers import Target, registers
from models.intake.sheet import SheetTable

_TABLE = Qt.ItemDataRole.UserRole
_TARGET = 1
_COLUMNS = (("heading", "表中的列"), ("target", "对应栏目"), ("samples", "样例"), ("how", "依据"))
_SAMPLES = 3
"""So many different values of a column are shown."""


class MappingModel(LinesModel):
    """Columns of one table, a row each; only what they are taken for can be changed.

    chosen: (column of the table, path of the target).
    """

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__([_blank_kind(name, label) for name, label in _COLUMNS], parent)
        self.rows = []
        self.places: list[int] = []

    def show_table(self, kind: Kind, rows: Sequence[Row], places: Sequence[int]) -> None:
        """Another table; `places` are its columns in the order of the rows."""
        self.beginResetModel()
        self.columns[_TARGET] = kind
        self.rows = list(rows)
        self.places = list(places)
        self.endResetModel()

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Only the target can be chosen."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _TARGET else flags

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A ▾ where something can be chosen; columns without a field are grey."""
        value = super().data(index, role)
        taken = self.rows[index.row()].values.get("target")
        if role == Qt.ItemDataRole.DisplayRole and index.column() == _TARGET and value:
            return f"{value}  ▾"
        if role == Qt.ItemDataRole.ForegroundRole and value is None and taken in (EXTRA, IGNORED):
            return marks.tone("muted")
        if role == Qt.ItemDataRole.ToolTipRole and value is None:
            return marks.plain_tip(self.shown(self.rows[index.row()], self.columns[index.column()]))
        return value

    def settle(self) -> None:
        """Tell what was chosen; there is no blank row here."""
        for row, place in zip(self.rows, self.places, strict=True):
            value = row.values.get("target") or EXTRA
            if value != row.shown.get("before") and "target" not in row.typed:
                self.chosen.emit(place, value)
                return


class TablesPage(QWidget):
    """Tables at the left with what they were recognised as; columns of one at the right."""

    changed = Signal()

    def __init__(self, work: ImportWork) -> None:
        super().__init__()
        self.work = work
        self.tables = QTreeWidget()
        self.tables.setHeaderLabels(["工作表", "登记表", "行"])
        self.tables.setAccessibleName("找到的表")
        self.tables.setStyleSheet("QTreeView::item { padding: 4px 0; }")
        role(self.tables, "table")
        self.tables.currentItemChanged.connect(lambda *_: self._show_table())
        self.title = CutWords("heading")
        self.note = Words("", "caption")
        self.note.setWordWrap(True)
        self.register = QComboBox()
        self.register.setAccessibleName("这张表是")
        self.register.setMaxVisibleItems(24)
        self.register.activated.connect(self._choose_register)
        self.model = MappingModel(self)
        self.model.chosen.connect(self._choose_column, Qt.ConnectionType.QueuedConnection)
        self.columns = QTableView()
        self._build()

    def refresh(self) -> None:
        """List the tables of all files, by file."""
        current = self._table()
        self.tables.clear()
        letter = self.fontMetrics().horizontalAdvance("国")
        for path in self.work.paths:
            mine = self.work.tables_of(path)
            fault = self.work.faults.get(path)
            top = QTreeWidgetItem([self.work.name_of(path), "", ""])
            self.tables.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            top.setToolTip(0, marks.plain_tip(str(path)))
            if fault is not None:
                child = QTreeWidgetItem([f"✕ {fault.message}"])
                top.addChild(child)
                child.setFirstColumnSpanned(True)
                child.setToolTip(0, marks.plain_tip(f"{fault.message}{fault.remedy}"))
            for table in mine:
                item = self._item(table)
                top.addChild(item)
                if table is current:
                    self.tables.setCurrentItem(item)
            top.setExpanded(True)
        for column, width in enumerate((13, 12, 3)):
            self.tables.setColumnWidth(column, letter * width)
        if self.tables.currentItem() is None or self._table() is None:
            self._select_first()
        self._show_table()

    def _build(self) -> None:
        view = self.columns
        view.setModel(self.model)
        view.setItemDelegate(CellDelegate(view))
        view.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 12)
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        view.setWordWrap(False)
        view.setAccessibleName("列对应")
        role(view, "table")
        letter = self.fontMetrics().horizontalAdvance("国")
        for column, width in enumerate((11, 14, 18, 8)):
            view.setColumnWidth(column, letter * width)
        choose = QHBoxLayout()
        label = QLabel("这张表是")
        label.setBuddy(self.register)
        choose.addWidget(label)
        choose.addWidget(self.register, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(10, 0, 0, 0)
        beside.setSpacing(6)
        beside.addWidget(self.title)
        beside.addLayout(choose)
        beside.addWidget(view, 1)
        beside.addWidget(self.note)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.tables)
        split.addWidget(right)
        split.setSizes([letter * 30, letter * 52])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _item(self, table: SheetTable) -> QTreeWidgetItem:
        mapping = self.work.mapping(table)
        is_skipped = table.place in self.work.skipped
        if table.hidden or is_skipped:
            words = "– 不导入"
        elif isinstance(mapping, str):
            words = "✕ 认不出"
        else:
            words = f"✓ {mapping.register.label}"
        item = QTreeWidgetItem([table.name or table.file, words, str(len(table.rows))])
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
        item.setData(0, _TABLE, table)
        reason = mapping if isinstance(mapping, str) else mapping.register.label
        item.setToolTip(1, marks.plain_tip(reason))
        tone = "muted" if table.hidden or is_skipped else "bad" if isinstance(mapping, str) else ""
        if tone:
            item.setForeground(1, marks.tone(tone))
        return item

    def _select_first(self) -> None:
        """The first table that needs a decision, else the first."""
        items = [
            self.tables.topLevelItem(n).child(m)
            for n in range(self.tables.topLevelItemCount())
            for m in range(self.tables.topLevelItem(n).childCount())
        ]
        items = [item for item in items if item.data(0, _TABLE) is not None]
        unclear = [item for item in items if item.text(1).startswith("✕")]
        if items:
            self.tables.setCurrentItem((unclear or items)[0])

    def _table(self) -> SheetTable | None:
        item = self.tables.currentItem()
        found = None if item is None else item.data(0, _TABLE)
        return found if isinstance(found, SheetTable) else None

    def _show_table(self) -> None:
        table = self._table()
        for widget in (self.register, self.columns):
            widget.setEnabled(table is not None and not table.hidden)
        if table is None:
            self.title.set_words("")
            self.note.setText("")
            self.model.show_table(_blank_kind("target", "对应栏目"), [], [])
            return
        mapping = self.work.mapping(table)
        self.title.set_words(f"{table.file}  {table.name}")
        self._fill_registers(table, mapping)
        self.note.setText("\n".join(_notes(table, mapping)))
        if isinstance(mapping, str):
            self.model.show_table(_blank_kind("target", "对应栏目"), *_unmapped(table))
            self.columns.setEnabled(False)
            return
        is_skipped = table.place in self.work.skipped
        self.columns.setEnabled(not is_skipped and not table.hidden and table.sent is None)
        self.register.setEnabled(not table.hidden and table.sent is None)
        self.model.show_table(column_kind(mapping.register), *self._mapped(table, mapping))

    def _fill_registers(self, table: SheetTable, mapping: TableMapping | str) -> None:
        self.register.clear()
        if isinstance(mapping, str):
            self.register.addItem("请选择登记表…", "")
        for register in registers():
            self.register.addItem(register.label, register.entity.key())
        self.register.addItem("（不导入这张表）", SKIP)
        if table.place in self.work.skipped:
            key = SKIP
        else:
            key = "" if isinstance(mapping, str) else mapping.register.entity.key()
        self.register.setCurrentIndex(self.register.findData(key))

    def _mapped(self, table: SheetTable, mapping: TableMapping) -> tuple[list[Row], list[int]]:
        choice = self.work.decided.get(table.place)
        by_hand = set(choice.columns) if choice else set()
        rows = []
        for heading in table.headings:
            target = mapping.columns.get(heading.column)
            is_ignored = heading.column in mapping.ignored
            path = IGNORED if is_ignored else EXTRA if target is None else target.path
            if table.sent is not None:
                how = "收集表"
            elif heading.column in by_hand:
                how = "手工指定"
            elif mapping.remembered:
                how = "上次的选择"
            else:
                how = "序号、计算列" if is_ignored else "没有对应栏目" if target is None else "按表头"
            rows.append(Row(
                values={"heading": f"{heading.letter}  {heading.label}",
                        "samples": _samples(table, heading.column, target),
                        "target": path, "how": how},
                shown={"before": path},
            ))
        return rows, [heading.column for heading in table.headings]

    def _choose_register(self) -> None:
        table, key = self._table(), self.register.currentData()
        if table is not None and key:
            self.work.choose_register(table, key)
            self.refresh()
            self.changed.emit()

    def _choose_column(self, column: int, path: str) -> None:
        table = self._table()
        if table is None:
            return
        self.work.choose_column(table, column, path)
        current = self.columns.currentIndex().row()
        self._show_table()
        self.columns.setCurrentIndex(self.model.index(current, _TARGET))
        self.changed.emit()


def _blank_kind(name: str, label: str) -> Kind:
    kind = Text(label)
    kind.name = name
    return kind


def _samples(table: SheetTable, column: int, target: Target | None = None) -> str:
    """A few different values of a column; the middle of sensitive ones is hidden."""
    found: dict[str, None] = {}
    for row in table.rows:
        raw = row.values[column]
        if not cells.is_blank(raw):
            found[(cells.text(raw) or "").replace("\n", " ")] = None
        if len(found) == _SAMPLES:
            break
    is_secret = target is not None and target.kind.sensitive
    return " | ".join(masked(words) if is_secret else words for words in found)


def _unmapped(table: SheetTable) -> tuple[list[Row], list[int]]:
    rows = [
        Row(values={"heading": f"{h.letter}  {h.label}", "samples": _samples(table, h.column)})
        for h in table.headings
    ]
    return rows, [heading.column for heading in table.headings]


def _notes(table: SheetTable, mapping: TableMapping | str) -> list[str]:
    found = [f"! {mapping}"] if isinstance(mapping, str) else []
    if table.hidden:
        found = ["这是隐藏的工作表，不导入；要导入请先在 Excel 或 WPS 中取消隐藏。"]
    if table.sent is not None:
        to = f"发给{table.sent.receiver}的" if table.sent.receiver else "发出的"
        found.append(f"这是 {table.sent.made_on} {to}收集表，按记录编号逐格核对，列不用再指定。")
    if table.header_rows:
        rows = "、".join(str(number) for number in table.header_rows)
        year = f"，年度 {table.year}" if table.year else ""
        found.append(f"表头在第 {rows} 行，数据 {len(table.rows)} 行，略过 {len(table.dropped)} 行{year}。")
    found.extend(table.notices)
    return found
