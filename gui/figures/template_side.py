"""Beside the authority's sheet: what stands in the chosen cell, and what may stand there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from exports import template_fill
from exports.template_mapping import PERIODS, MappedCell
from gui.look.marks import LinkButton, Words, plain_tip, rule
from gui.look.theme import role
from models import search
from models.errors import UserError
from models.indicators import INDICATORS
from models.indicators.base import dimension_of, dimensions_of

WHOLE = "全部，不拆分"
_YEARS = (("填报年", 0), ("上一年", -1), ("前一年", -2))
_SCALES = (("", "1", 0), ("百", "100", 2), ("千", "1000", 2), ("万", "10000", 2),
           ("亿", "100000000", 4))


class TemplateSide(QWidget):
    """Offers figures and settings. Everything it is asked for it announces; the dialog acts."""

    picked = Signal()
    dropped = Signal(bool)
    cleared = Signal()
    typed = Signal(str)
    changed = Signal()
    opened = Signal()

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = year
        self._keys = [(i, search.key_for([i.label, i.id])) for i in INDICATORS]
        self.title, self.about = Words("点表里的一格", "heading"), Words("", "muted")
        self.door = LinkButton("")
        self.finder, self.figures = QLineEdit(), QListWidget()
        self.slices, self.parts = QComboBox(), QComboBox()
        self.period, self.years = QComboBox(), QComboBox()
        self.unit, self.decimals = QComboBox(), QComboBox()
        self.typing = QLineEdit()
        self._build()
        self.find("")
        self.show_cell("点表里的一格", "再在下面找一个数字，双击即填。", None)

    # ---- building ----

    def _build(self) -> None:
        self._name_fields()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 4, 4, 4)
        column.setSpacing(6)
        for widget in (self.title, self.about, self.door, rule(), self.finder, self.figures):
            column.addWidget(widget)
        column.setStretchFactor(self.figures, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for row, (words, one, two) in enumerate((
            ("拆分", self.slices, self.parts), ("统计期", self.period, self.years),
            ("单位", self.unit, self.decimals),
        )):
            grid.addWidget(Words(words, "caption"), row, 0)
            grid.addWidget(one, row, 1)
            grid.addWidget(two, row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self.pick_button = QPushButton("填到这一格")
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button, tip, work in (
            (self.pick_button, "把选中的数字填到选中的格", self.picked.emit),
            (QPushButton("整列"), "从这一格往下，每行按行名各取一项，如 日本、韩国", lambda: self.dropped.emit(True)),
            (QPushButton("整行"), "从这一格往右，每列按列名各取一项", lambda: self.dropped.emit(False)),
            (QPushButton("清除"), "去掉选中各格的对应（Delete）", self.cleared.emit),
        ):
            button.setToolTip(plain_tip(tip))
            button.setAutoDefault(False)
            button.clicked.connect(work)
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addWidget(rule())
        line = QHBoxLayout()
        line.addWidget(Words("手填", "caption"))
        line.addWidget(self.typing, 1)
        column.addLayout(line)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self._connect()
        self._show_figure()

    def _name_fields(self) -> None:
        self.finder.setPlaceholderText("查找数字：名称、拼音或首字母")
        self.typing.setPlaceholderText("算不出来的数或文字，回车保存，按年保留")
        role(self.figures, "plain")
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setMinimumHeight(74)
        self.figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for words in (self.title, self.about):
            words.setWordWrap(True)
        for field, name in (
            (self.finder, "查找数字"), (self.figures, "可填的数字"), (self.slices, "按什么拆分"),
            (self.parts, "只取其中一项"), (self.period, "统计期"), (self.years, "哪一年"),
            (self.unit, "单位"), (self.decimals, "小数位"), (self.typing, "手填数"),
        ):
            field.setAccessibleName(name)
        for box in (self.slices, self.parts, self.period, self.years, self.unit, self.decimals):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.parts.setEditable(True)
        self.parts.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for period in PERIODS:
            self.period.addItem(period or "按口径默认", period)
        for name, step in _YEARS:
            self.years.addItem(name, step)
        for at in range(5):
            self.decimals.addItem(f"{at} 位小数" if at else "整数", at)
        self._name_units("")

    def _connect(self) -> None:
        self.finder.textChanged.connect(self.find)
        self.finder.returnPressed.connect(self.picked.emit)
        self.figures.itemActivated.connect(self.picked.emit)
        self.figures.currentItemChanged.connect(self._show_figure)
        self.slices.currentIndexChanged.connect(self._show_parts)
        self.typing.returnPressed.connect(lambda: self.typed.emit(self.typing.text()))
        self.door.clicked.connect(self.opened.emit)
        for box in (self.period, self.years, self.decimals):
            box.activated.connect(self.changed.emit)
        self.unit.activated.connect(self._unit_chosen)
        self.parts.activated.connect(self.changed.emit)

    # ---- what can be chosen ----

    def find(self, words: str) -> None:
        """Only the figures whose name, pinyin or initials hold every word."""
        wanted = search.words(words)
        self.figures.clear()
        for indicator, key in self._keys:
            if all(word in key for word in wanted):
                item = QListWidgetItem(f"{indicator.label}（{indicator.unit}）")
                item.setData(Qt.ItemDataRole.UserRole, indicator)
                item.setToolTip(plain_tip(indicator.definition))
                self.figures.addItem(item)
        if wanted and self.figures.count():
            self.figures.setCurrentRow(0)

    def indicator(self) -> Any:
        """The chosen indicator, None without one."""
        item = self.figures.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def _show_figure(self, *_: object) -> None:
        with QSignalBlocker(self.slices):
            self.slices.clear()
            self.slices.addItem(WHOLE, "")
            if (indicator := self.indicator()) is not None:
                for key, dimension in dimensions_of(indicator.entity).items():
                    self.slices.addItem(f"按{dimension.label}", key)
                self._name_units(indicator.unit)
                self.period.setItemText(0, f"默认{indicator.period_kind}")
        self._show_parts()

    def _show_parts(self, *_: object) -> None:
        """The values that occur in the year; another one may be typed."""
        self.parts.clear()
        key, indicator = self.slices.currentData(), self.indicator()
        self.parts.setEnabled(bool(key))
        if not key or indicator is None:
            return
        dimension = dimension_of(indicator.entity, key)
        whole = template_fill.figure_for(MappedCell("A1", indicator.id), self._year)
        self.parts.addItem("合计")
        for value in dimension.values(whole.query()):
            self.parts.addItem(dimension.show(value))

    def _name_units(self, unit: str) -> None:
        at = max(self.unit.currentIndex(), 0)
        self.unit.clear()
        for words, divisor, decimals in _SCALES:
            self.unit.addItem(f"{words}{unit}" if words or unit else "原单位", (divisor, decimals))
        self.unit.setCurrentIndex(at)

    def _unit_chosen(self) -> None:
        self.decimals.setCurrentIndex(self.unit.currentData()[1])
        self.changed.emit()

    def start(self, sheet: str, place: object) -> MappedCell | None:
        """The cell with what is chosen here; None while no figure is. UserError for a slice
        that does not exist."""
        indicator = self.indicator()
        if indicator is None:
            return None
        cell = self.with_settings(MappedCell(str(place), indicator.id, sheet))
        key, words = self.slices.currentData(), self.parts.currentText().strip()
        if not key or words in ("", "合计"):
            return cell
        dimension = dimension_of(indicator.entity, key)
        try:
            value = dimension.parse(words)
        except ValueError as error:
            raise UserError(f"“{dimension.label}”里没有“{words}”：{error}。", "请从下拉表里选一项。") from error
        figure = template_fill.figure_for(cell, self._year).sliced(**{key: value})
        return replace(cell, figure=figure.id)

    def with_settings(self, cell: MappedCell) -> MappedCell:
        """The cell with the period, unit and decimals that are set here."""
        return replace(
            cell, period=self.period.currentData() or "", years=self.years.currentData() or 0,
            divisor=self.unit.currentData()[0], decimals=self.decimals.currentData() or 0,
        )

    # ---- what stands in the chosen cell ----

    def show_cell(self, title: str, about: str, cell: MappedCell | None, *, records: int = 0,
                  typed: str = "") -> None:
        """Say what the chosen cell holds, and set the fields to it."""
        self.title.setText(title)
        self.about.setText(about)
        self.door.setVisible(records > 0)
        self.door.setText(f"打开这 {records} 条记录")
        self.typing.setText(typed)
        shown = cell if cell is not None and cell.figure else MappedCell("A1")
        if shown.figure:
            self._choose_indicator(shown.figure.partition("[")[0])
        with QSignalBlocker(self):
            self.period.setCurrentIndex(max(self.period.findData(shown.period), 0))
            self.years.setCurrentIndex(max(self.years.findData(shown.years), 0))
            self.decimals.setCurrentIndex(max(self.decimals.findData(shown.decimals), 0))
            divisors = [divisor for _, divisor, _ in _SCALES]
            if shown.divisor in divisors:
                self.unit.setCurrentIndex(divisors.index(shown.divisor))

    def _choose_indicator(self, wanted: str) -> None:
        for at in range(self.figures.count()):
            if self.figures.item(at).data(Qt.ItemDataRole.UserRole).id == wanted:
                self.figures.setCurrentRow(at)
                return
