"""What a cross table asks, as boxes: register, period, rows, columns, measure, way of showing."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QInputDialog, QLabel, QWidget

from exports import charts
from gui.shared.context import Context
from models import cross_periods, cross_table
from models.cross_axes import axes_of, has_axes
from models.cross_table import Question
from models.entities import ENTITIES
from models.entity import Entity

REGISTERS = ("人员", "往来", "合作", "年度")
NONE = "（无）"
OTHER_DAY = "other"
_LABELS = (
    ("register", "登记表"), ("period", "日期"), ("span", "统计期"), ("years", "并列"), ("view", "显示"),
    ("first", "行"), ("second", "再按"), ("across", "列"), ("measure", "计量"),
)
_PER_LINE = 5


class CrossChoices(QWidget):
    """The boxes; `changed` after every choice."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.boxes = {name: QComboBox() for name, _ in _LABELS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, (name, label) in enumerate(_LABELS):
            box = self.boxes[name]
            box.setAccessibleName(label)
            box.setMinimumContentsLength(5)
            box.setMaxVisibleItems(22)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            grid.addWidget(QLabel(label), at // _PER_LINE, at % _PER_LINE * 2)
            grid.addWidget(box, at // _PER_LINE, at % _PER_LINE * 2 + 1)
            grid.setColumnStretch(at % _PER_LINE * 2 + 1, 1)
            box.activated.connect(self._chosen(name))
        self._fill()

    def _chosen(self, name: str) -> Any:
        special = {"register": self.renew_register, "span": self._span_chosen}

        def act(_: int) -> None:
            special.get(name, lambda: None)()
            self._agree()
            self.changed.emit()

        return act

    def _fill(self) -> None:
        for entity in ENTITIES:
            owner = entity.owner_link()
            group = owner.rel_model.group if owner is not None else entity.group
            if group in REGISTERS and not entity.is_settings and has_axes(entity):
                self.boxes["register"].addItem(entity.label, entity)
        for key, label in cross_periods.SPANS:
            self.boxes["span"].addItem(label, key)
        self.boxes["span"].addItem("其他时点…", OTHER_DAY)
        for count in cross_periods.SIDE_BY_SIDE:
            self.boxes["years"].addItem("只看一年" if count == 1 else f"近 {count} 年", count)
        self.boxes["view"].addItem("表格", "")
        for key, label in charts.KINDS:
            self.boxes["view"].addItem(label, key)
        self.renew_register()

    def renew_register(self) -> None:
        """Offer what the chosen register has."""
        entity = self.boxes["register"].currentData()
        axes = axes_of(entity)
        for name in ("first", "second", "across"):
            box = self.boxes[name]
            box.clear()
            if name != "first":
                box.addItem(NONE, "")
            before = ""
            for axis in axes.values():
                sort = axis.key.split(":", 1)[0].split(".")[0]
                sort = "date" if sort in ("year", "school", "half", "month") else sort
                if before not in ("", sort):
                    box.insertSeparator(box.count())
                box.addItem(axis.label, axis.key)
                before = sort
            _widen(box)
        for name, choices in (("period", cross_periods.dates_of(entity)),
                              ("measure", cross_table.measures_of(entity))):
            self.boxes[name].clear()
            for choice in choices:
                self.boxes[name].addItem(choice.label, choice.key)
            _widen(self.boxes[name])
        if not self.boxes["period"].count():
            self.boxes["period"].addItem(NONE, "")
        self._set_span(cross_periods.first_span(entity))
        self._agree()

    def _span_chosen(self) -> None:
        box = self.boxes["span"]
        if box.currentData() != OTHER_DAY:
            return
        words, agreed = QInputDialog.getText(self, "其他时点", "几月几日，例如 5月31日")
        found = re.findall(r"\d+", words) if agreed else []
        key = f"day:{int(found[0]):02}-{int(found[1]):02}" if len(found) == 2 else ""
        try:
            cross_periods.period_of(key, 2024)
        except LookupError:
            key = "year"
        self._set_span(key)

    def _set_span(self, key: str) -> None:
        box = self.boxes["span"]
        if box.findData(key) < 0:
            box.insertItem(box.count() - 1, cross_periods.label_of(key), key)
        box.setCurrentIndex(box.findData(key))

    def _agree(self) -> None:
        """Boxes that have nothing to say rest."""
        data = {name: box.currentData() for name, box in self.boxes.items()}
        for box in self.boxes.values():
            box.setToolTip(box.currentText())
        is_cut = bool(data["period"]) and data["span"] != cross_periods.ALL
        self.boxes["span"].setEnabled(bool(data["period"]))
        self.boxes["years"].setEnabled(is_cut)
        is_beside = is_cut and data["years"] > 1
        self.boxes["across"].setEnabled(not is_beside)
        if is_beside:
            self.boxes["across"].setToolTip("几个年度并列时，列就是各年度")
        self.boxes["years"].setToolTip("几个年度并列为列，最后一列是上方的统计年度")

    def question(self) -> Question:
        """What the boxes ask."""
        data = {name: box.currentData() for name, box in self.boxes.items()}
        rows = tuple(key for key in dict.fromkeys((data["first"], data["second"])) if key)
        is_cut = bool(data["period"]) and data["span"] != cross_periods.ALL
        years = data["years"] if is_cut else 1
        return Question(
            data["register"], rows, "" if years > 1 else data["across"] or "", data["measure"],
            data["period"] or "", self._context.year, data["span"], years,
        )

    @property
    def view(self) -> str:
        """Blank for the table, else the kind of chart."""
        return str(self.boxes["view"].currentData())

    def show_question(self, asked: Question, view: str = "") -> None:
        """Put the boxes to a question; `changed` is not said."""
        self.set("register", asked.entity)
        self.renew_register()
        self._set_span(asked.span)
        second = asked.rows[1] if len(asked.rows) > 1 else ""
        for name, key in (("first", asked.rows[0]), ("second", second), ("across", asked.across),
                          ("measure", asked.measure), ("period", asked.period_key),
                          ("years", asked.years), ("view", view)):
            self.set(name, key)
        self._agree()

    def choose_register(self, entity: type[Entity]) -> None:
        """Another register, its first choices."""
        self.set("register", entity)
        self.renew_register()

    def set(self, name: str, wanted: Any) -> None:
        """Put one box to a kept key; to its first entry where it is not offered."""
        box = self.boxes[name]
        places = [at for at in range(box.count()) if box.itemData(at) == wanted]
        box.setCurrentIndex(places[0] if places else 0)


def _widen(box: QComboBox) -> None:
    """The open list shows long labels in full."""
    widest = max((box.fontMetrics().horizontalAdvance(box.itemText(at))
                  for at in range(box.count())), default=0)
    box.view().setMinimumWidth(min(widest + 48, 460))
