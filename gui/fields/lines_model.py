"""The lines of a record as a table to be typed into: values, faults, and what was inferred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from gui.fields import choices
from gui.look import marks
from models import cells, three_states
from models.entity import Entity
from models.fields import Kind, Link
from models.three_states import INAPPLICABLE

Index = QModelIndex | QPersistentModelIndex
UNDO_STEPS = 50


@dataclass
class Row:
    """One line. typed: words that were not understood; faults: why, by field name.

    suggested: values that came with a proposal, shown among the inferred ones. hints: gentle
    sentences by field name, which stand against nothing.
    """

    record: Entity | None = None
    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    inferred: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    suggested: dict[str, Any] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Row:
        """The same line with dicts of its own, for undo."""
        return Row(
            self.record, dict(self.values), dict(self.typed), dict(self.faults),
            dict(self.inferred), dict(self.shown), dict(self.suggested), dict(self.hints),
        )

    @classmethod
    def of(cls, record: Entity, columns: Sequence[Kind]) -> Row:
        """The line of a stored record."""
        return cls(record, {kind.name: three_states.read(record, kind) for kind in columns})

    def is_blank(self) -> bool:
        """Nothing was entered."""
        return not self.typed and all(value in (None, "") for value in self.values.values())


class LinesModel(QAbstractTableModel):
    """Rows over the given kinds, with a blank row at the bottom that takes the next line."""

    altered = Signal()

    def __init__(self, columns: Sequence[Kind], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: list[Row] = [Row()]
        self.removed: list[Entity] = []
        self.is_revealed = False
        self._widget = parent
        self._undo: list[tuple[list[Row], list[Entity]]] = []

    def load(self, rows: Sequence[Row]) -> None:
        """Show these rows and a blank one; forgets undo and removals."""
        self.beginResetModel()
        self.rows = [*rows, Row()]
        self.removed = []
        self._undo = []
        self.endResetModel()

    def filled(self) -> list[Row]:
        """The rows that hold something, and the stored ones that were emptied."""
        return [row for row in self.rows if row.record is not None or not row.is_blank()]

    def is_changed(self) -> bool:
        """Whether anything differs from what is stored."""
        return bool(self.removed or self.touched())

    def touched(self) -> set[int]:
        """Numbers of the rows that differ from what is stored."""
        return {
            number for number, row in enumerate(self.rows)
            if (row.record is not None or not row.is_blank()) and (row.typed or any(
                row.values.get(kind.name)
                != (three_states.read(row.record, kind) if row.record else None)
                for kind in self.columns
            ))
        }

    def column_of(self, name: str) -> int:
        """Where a field stands; LookupError when it is not a column."""
        for number, kind in enumerate(self.columns):
            if kind.name == name:
                return number
        raise LookupError(name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The lines and the blank row."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The fields."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed into."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Labels with a star where required; row numbers, and ＊ for the blank row."""
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return "＊" if section == len(self.rows) - 1 else str(section + 1)
        kind = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            unit = f"({kind.unit})" if kind.unit and kind.unit not in kind.label else ""
            return f"{kind.label}{unit}{' *' if kind.required else ''}"
        if role == Qt.ItemDataRole.ToolTipRole:
            must = f"{kind.label}（必填）" if kind.required else kind.label
            return marks.plain_tip(f"{must}\n{kind.help}" if kind.help else must)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; faults and inferences have a sign and a word, not only a colour."""
        row, kind = self.rows[index.row()], self.columns[index.column()]
        name = kind.name
        if role == Qt.ItemDataRole.EditRole:
            return self.text_of(row, kind)
        if role == Qt.ItemDataRole.TextAlignmentRole and kind.align_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if name in row.faults:
            return self._faulty(row, kind, role)
        if name in row.inferred and row.values.get(name) is None:
            return self._inferred(row, kind, role)
        words = row.hints.get(name, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.shown(row, kind)} ◦" if words else self.shown(row, kind)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = self.shown(row, kind)
            return f"{shown}。提示：{words}" if words else shown
        if role == Qt.ItemDataRole.ToolTipRole and words:
            return marks.plain_tip(words)
        if role == Qt.ItemDataRole.ForegroundRole and row.values.get(name) is INAPPLICABLE:
            return marks.tone("muted")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take typed words into one cell, as one step of undo."""
        self.remember()
        self.type_into(index.row(), index.column(), str(value or ""))
        self.settle()
        return True

    def text_of(self, row: Row, kind: Kind) -> str:
        """The words to edit or copy."""
        if kind.name in row.typed:
            return row.typed[kind.name]
        if kind.name not in row.shown:
            row.shown[kind.name] = three_states.show(kind, row.values.get(kind.name))
        return row.shown[kind.name]

    def shown(self, row: Row, kind: Kind) -> str:
        """The words to read: sensitive ones masked until they are asked for."""
        if kind.sensitive and not self.is_revealed and row.values.get(kind.name) is not None:
            return three_states.mask(kind, row.values[kind.name])
        return self.text_of(row, kind).replace("\n", " ")

    def set_value(self, row: int, column: int, value: Any) -> None:
        """Put a value that is already understood into a cell; ends a step with `settle`."""
        line, kind = self.rows[row], self.columns[column]
        line.typed.pop(kind.name, None)
        line.faults.pop(kind.name, None)
        line.shown.pop(kind.name, None)
        line.values[kind.name] = value

    def type_into(self, row: int, column: int, words: str) -> None:
        """Put words into a cell; those not understood stay there with the reason."""
        line, kind = self.rows[row], self.columns[column]
        try:
            value = choices.chosen(kind, words)
        except ValueError as error:
            line.values[kind.name] = None
            line.typed[kind.name] = words
            line.faults[kind.name] = str(error)
            return
        self.set_value(row, column, value)

    def remember(self) -> None:
        """Begin a step of undo."""
        self._undo.append(([row.copy() for row in self.rows], list(self.removed)))
        del self._undo[:-UNDO_STEPS]

    def settle(self) -> None:
        """End a step: keep one blank row at the bottom, show and announce the change."""
        if not self.rows or not self.rows[-1].is_blank() or self.rows[-1].record is not None:
            self._insert_blank()
        self._show_again()
        self.altered.emit()

    def take_back(self) -> bool:
        """Undo the last step; False when there is none."""
        if not self._undo:
            return False
        self.beginResetModel()
        self.rows, self.removed = self._undo.pop()
        self.endResetModel()
        self.altered.emit()
        return True

    def remove(self, numbers: Sequence[int]) -> None:
        """Take rows out; stored ones go to the recycle bin when the form is saved."""
        self.remember()
        for number in sorted(set(numbers), reverse=True):
            if number == len(self.rows) - 1 and self.rows[number].is_blank():
                continue
            self.beginRemoveRows(QModelIndex(), number, number)
            row = self.rows.pop(number)
            self.endRemoveRows()
            if row.record is not None:
                self.removed.append(row.record)
        self.settle()

    def paste(self, top: int, left: Sequence[int], block: Sequence[Sequence[str]]) -> None:
        """Put a block in at row `top`; `left` are the columns its own columns go to, in order.

        A first row that names columns decides itself where each column goes.
        """
        self.remember()
        if block and (named := self._named_columns(block[0])):
            left, block = named, block[1:]
        for offset, texts in enumerate(block):
            while top + offset >= len(self.rows):
                self._insert_blank()
            for column, words in zip(left, texts, strict=False):
                if column >= 0:
                    self.type_into(top + offset, column, words.strip())
        self.settle()

    def add(self, rows: Sequence[Row]) -> None:
        """Put lines before the blank one, as one step of undo."""
        self.remember()
        at = len(self.rows) - 1
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self.rows[at:at] = rows
        self.endInsertRows()
        self.settle()

    def set_faults(self, faults: dict[int, dict[str, str]]) -> None:
        """Mark cells of rows (by number) with reasons that came from checking the whole line."""
        for number, reasons in faults.items():
            self.rows[number].faults.update(reasons)
        self.settle()

    def forget_line_faults(self) -> None:
        """Drop the reasons that are not about unreadable words."""
        for row in self.rows:
            row.faults = {n: reason for n, reason in row.faults.items() if n in row.typed}

    def set_inferred(self, inferred: dict[int, dict[str, Any]]) -> None:
        """Show what follows for blank cells, by row number."""
        for number, row in enumerate(self.rows):
            row.inferred = inferred.get(number, {})
        self._show_again()

    def set_hints(self, hints: dict[int, dict[str, str]]) -> None:
        """Show gentle sentences at cells, by row number and field name."""
        for number, row in enumerate(self.rows):
            row.hints = hints.get(number, {})
        self._show_again()

    def accept(self, row: int, column: int, value: Any) -> None:
        """Take an inferred value over."""
        self.remember()
        self.set_value(row, column, value)
        self.settle()

    def missing_links(self) -> dict[type[Entity], list[str]]:
        """Pasted names that no record has, by entity: they can be entered in one go."""
        found: dict[type[Entity], list[str]] = {}
        for row in self.rows:
            for kind in self.columns:
                words = row.typed.get(kind.name)
                if words and isinstance(kind, Link) and not choices.linked(kind.rel_model, words):
                    found.setdefault(kind.rel_model, []).append(words)
        return {entity: list(dict.fromkeys(names)) for entity, names in found.items()}

    def read_again(self) -> None:
        """Try words once more that were not understood (the records they name may exist now)."""
        for number, row in enumerate(self.rows):
            for column, kind in enumerate(self.columns):
                if kind.name in row.typed:
                    self.type_into(number, column, row.typed[kind.name])
        self.settle()

    def _named_columns(self, first: Sequence[str]) -> list[int]:
        """Target columns if these words are column names, -1 for one that none has; else none."""
        names = {
            cells.compact(word): number for number, kind in enumerate(self.columns)
            for word in (*kind.aliases, kind.label)
        }
        keys = [cells.compact(word).rstrip("*") for word in first]
        targets = [names.get(key, -1) for key in keys]
        known = sum(target >= 0 for target in targets)
        return targets if known >= 2 and known * 2 > len([key for key in keys if key]) else []

    def _show_again(self) -> None:
        last = self.index(len(self.rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _insert_blank(self) -> None:
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(Row())
        self.endInsertRows()

    def _faulty(self, row: Row, kind: Kind, role: int) -> Any:
        reason = row.faults[kind.name]
        words = self.text_of(row, kind)
        return {
            Qt.ItemDataRole.DisplayRole: f"✕ {words or '必填'}",
            Qt.ItemDataRole.ToolTipRole: marks.plain_tip(reason),
            Qt.ItemDataRole.AccessibleTextRole: f"{words}。有误：{reason}",
            Qt.ItemDataRole.ForegroundRole: marks.tone("bad"),
            Qt.ItemDataRole.BackgroundRole: marks.tone("bad_soft"),
        }.get(Qt.ItemDataRole(role))

    def _inferred(self, row: Row, kind: Kind, role: int) -> Any:
        words = kind.show(row.inferred[kind.name])
        italic = QFont(self._widget.font())
        italic.setItalic(True)
        return {
            Qt.ItemDataRole.DisplayRole: f"推断：{words}",
            Qt.ItemDataRole.ToolTipRole: "由其他内容推断，尚未采用；右侧“推断”可一键采用",
            Qt.ItemDataRole.AccessibleTextRole: f"推断为{words}，尚未采用",
            Qt.ItemDataRole.ForegroundRole: marks.tone("warn"),
            Qt.ItemDataRole.FontRole: italic,
        }.get(Qt.ItemDataRole(role))
