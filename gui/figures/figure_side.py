"""Beside the form: a number's figure, what it is added up from, or the field to type it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from exports.forms.base import FilledCell, FilledForm
from exports.forms.sources import NOT_APPLICABLE, Scaled, Share, Sum, Typed
from gui.figures.explain_dialog import plain
from gui.figures.figure_panel import FigurePanel
from gui.figures.typed_panel import TypedPanel
from gui.look.marks import Words, rule
from gui.shared.context import Context
from models.indicators.base import Figure


@dataclass(frozen=True)
class Part:
    """One part of a computed cell: its sign (＋ － ÷), words, and the figure behind it, if any."""

    sign: str
    words: str
    figure: Figure | None


def parts_of(filled: FilledForm, cell: FilledCell) -> list[Part]:
    """What a sum or share is computed from, in order; nothing for any other cell."""
    source = next((row.cells.get(cell.column) for row in filled.rows if row.key == cell.row), None)
    if isinstance(source, Sum):
        return _summed(filled, source)
    if not isinstance(source, Share):
        return []
    found = _side(filled, source.part, "")
    if isinstance(source.whole, int):
        return [*found, Part("÷", f"{source.whole:,}（本单位信息）", None)]
    return [*found, *_side(filled, source.whole, "÷")]


def _side(filled: FilledForm, side: Figure | Sum, sign: str) -> list[Part]:
    """The part or the whole of a share; a sum keeps its own signs behind the first."""
    if isinstance(side, Figure):
        return [Part(sign, _said(side), side)]
    first, *rest = _summed(filled, side)
    return [Part(sign, first.words, first.figure), *rest]


def _summed(filled: FilledForm, source: Sum) -> list[Part]:
    return [_part(filled, ("－" if sign < 0 else "＋") if at or sign < 0 else "", each)
            for at, (sign, each) in enumerate(source.parts)]


def _part(filled: FilledForm, sign: str, part: Figure | Typed | Scaled) -> Part:
    if isinstance(part, Typed):
        kept = next((c.show() for c in filled.cells.values() if c.typed == part), "未填")
        return Part(sign, f"{part.label}：{kept}", None)
    figure = part.figure if isinstance(part, Scaled) else part
    return Part(sign, _said(figure, part.divisor if isinstance(part, Scaled) else 1), figure)


def _said(figure: Figure, divisor: int = 1) -> str:
    value: Any = figure.value()
    shown = plain(value)
    if divisor != 1:
        shown += f"÷{divisor:,}＝{_scaled(value, divisor)}"
    return f"{figure.label}（{figure.period.label}）：{shown}"


def _scaled(value: Any, divisor: int) -> str:
    return f"{(Decimal(value) / divisor).normalize():f}"


class PartsPanel(QWidget):
    """A computed cell: its formula, part by part; choosing a part shows its figure."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.value = Words("", "heading", self), Words("", "number", self)
        self.help = Words("由下面各项算出；点一项看它的口径和记录。", "muted", self)
        self.list = QListWidget()
        self.list.setAccessibleName("算出这个数的各项")
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        for words in (self.title, self.value, self.help):
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.insertWidget(2, rule())
        layout.addWidget(self.list, 1)

    def show_parts(self, cell: FilledCell, parts: Sequence[Part]) -> None:
        """Fill the panel for one cell."""
        self.title.setText(f"{cell.row_label}·{cell.column_label}")
        unit = "" if cell.kind == "share" else f" {cell.unit}"
        self.value.setText(f"{cell.show()}{unit}")
        self.list.clear()
        for part in parts:
            item = QListWidgetItem(f"{part.sign} {part.words}".strip())
            item.setData(Qt.ItemDataRole.UserRole, part.figure)
            item.setToolTip("")
            self.list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        figure = item.data(Qt.ItemDataRole.UserRole)
        if figure is not None:
            self.chosen.emit(figure)


class FigureSide(QStackedWidget):
    """Shows what belongs to the current cell of a form."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: FilledCell | None = None
        self.panel, self.typed, self.parts = (
            FigurePanel(context), TypedPanel(context), PartsPanel())
        self.panel.opens_here = True
        for widget in (self.panel, self.typed, self.parts):
            self.addWidget(widget)
        self.parts.chosen.connect(self._show_figure)

    def clear(self) -> None:
        """No cell is current."""
        self._wanted = None
        self.panel.clear()
        self.setCurrentWidget(self.panel)

    def show_cell(self, filled: FilledForm, cell: FilledCell) -> None:
        """The panel that belongs to a cell: figure, parts, typing, or only words."""
        self._wanted = cell
        if cell.typed is not None:
            self.typed.show_value(cell, filled.year)
            self.setCurrentWidget(self.typed)
            return
        self.setCurrentWidget(self.panel)
        if cell.is_read_off and cell.before is not None:
            self.panel.clear(f"{cell.show()} {cell.unit}　{cell.before.words}。没有逐条记录。")
        elif cell.kind in ("sum", "share"):
            self._context.worker.look_up(lambda: (cell, parts_of(filled, cell)), self._arrived)
        elif cell.figure is not None:
            before = filled.last_year.get((cell.row, cell.column))
            self.panel.show_figure(cell.figure, before)
        elif cell.show() in ("", NOT_APPLICABLE):
            self.panel.clear("此格不适用。")
        else:
            self.panel.clear(f"{cell.row_label}·{cell.column_label}：{cell.show()}")

    def _arrived(self, found: tuple[FilledCell, list[Part]]) -> None:
        cell, parts = found
        if cell is not self._wanted:
            return
        self.parts.show_parts(cell, parts)
        self.setCurrentWidget(self.parts)

    def _show_figure(self, figure: Figure) -> None:
        self.setCurrentWidget(self.panel)
        self.panel.show_figure(figure)
