"""按我的模板填: an authority's workbook as a grid; a cell is clicked and given a figure."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports import template_fill, template_mapping
from exports.template_mapping import MappedCell
from exports.template_reading import Place, Template
from exports.template_recalc import recalculate
from gui import messages
from gui.context import Context
from gui.marks import Words
from gui.progress import run_with_progress
from gui.theme import colours, role
from models import form_mappings, search
from models.errors import UserError
from models.indicators import INDICATORS
from models.indicators.base import dimensions_of
from models.jobs import Progress

SHOWN_ROWS, SHOWN_COLUMNS = 400, 80


class TemplateDialog(QDialog):
    """One template. What is mapped stays in `cells` until it is kept or filled."""

    def __init__(self, context: Context, template: Template, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._template, self._path = context, template, path
        self.cells: dict[tuple[str, Place], MappedCell] = {}
        self._values: dict[tuple[str, Place], Decimal] = {}
        self._totals: dict[tuple[str, Place], str] = {}
        self.setWindowTitle(f"按我的模板填：{path.name}（{context.year}年）")
        self.sheets, self.grid = QComboBox(), QTableWidget()
        self.finder, self.figures = QLineEdit(), QListWidget()
        self.slices, self.said = QComboBox(), Words("", "muted")
        self.about = Words("点一个单元格，再双击右边的数字。", "")
        self._keys = [(i, search.key_for([i.label, i.id])) for i in INDICATORS]
        self._build()
        self._take_kept()
        self.show_sheet()
        self.find("")

    def _build(self) -> None:
        self.sheets.addItems([s.name for s in self._template.sheets if not s.is_hidden])
        self.sheets.setAccessibleName("工作表")
        self.grid.setAccessibleName("模板")
        self.grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.finder.setPlaceholderText("查找数字：名称或拼音")
        self.finder.setAccessibleName("查找数字")
        self.figures.setAccessibleName("可填的数字")
        self.slices.setAccessibleName("按什么拆分")
        for words in (self.about, self.said):
            words.setWordWrap(True)
        side = QWidget()
        column = QVBoxLayout(side)
        for widget in (self.about, self.finder, self.figures, self.slices):
            column.addWidget(widget)
        line = QHBoxLayout()
        for text, work in (("整列按行名", self.drop_down), ("整行按列名", self.drop_right),
                           ("清除", self.clear)):
            button = QPushButton(text)
            button.clicked.connect(work)
            line.addWidget(button)
        column.addLayout(line)
        whole = QSplitter()
        whole.addWidget(self.grid)
        whole.addWidget(side)
        whole.setStretchFactor(0, 1)
        whole.setSizes([760, 300])
        bottom = QHBoxLayout()
        bottom.addWidget(self.said, 1)
        self.keep_button, self.fill_button = QPushButton("保存对应"), QPushButton("填好另存…")
        self.export_button = QPushButton("导出对应…")
        role(self.fill_button, "primary")
        for button, work in ((self.export_button, self.export), (self.keep_button, self.keep),
                             (self.fill_button, self.fill)):
            button.clicked.connect(work)
            bottom.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.sheets)
        layout.addWidget(whole, 1)
        layout.addLayout(bottom)
        self.resize(1120, 660)
        self.sheets.currentIndexChanged.connect(self.show_sheet)
        self.grid.currentCellChanged.connect(self._show_cell)
        self.finder.textChanged.connect(self.find)
        self.figures.itemActivated.connect(self.choose)
        self.figures.currentItemChanged.connect(self._show_slices)

    def _take_kept(self) -> None:
        """What was mapped for this form before, found again in this layout."""
        known = template_mapping.signature(self._template)
        title = template_mapping.folded(self._path.stem)
        kept = next((k for k in form_mappings.kept() if k.signature == known), None) or next(
            (k for k in form_mappings.kept() if template_mapping.folded(k.title) == title), None)
        if kept is None:
            return
        applied = template_mapping.reapply(
            template_mapping.from_plain(kept.mapping), self._template)
        for cell in applied.cells:
            self.cells[cell.sheet, cell.place] = cell
        words = [f"沿用 {kept.year} 年的对应：{len(applied.cells)} 格"]
        words += [f"{q.was.cell} {q.state}，请重新选" for q in applied.questions]
        if applied.fresh:
            words.append("新出现：" + "、".join(cell for _, cell in applied.fresh[:12]))
        self.said.setText("；".join(words))
        self._compute()

    def _compute(self) -> None:
        values = template_fill.values_for(self.cells.values(), self._context.year)
        self._values = {(c.sheet, c.place): value for c, value in values.items()}
        fresh = recalculate(self._template, self._values).values
        self._totals = {
            key: f"{v:.10g}" if isinstance(v, float) else str(v) for key, v in fresh.items()
        }

    def _sheet(self) -> Any:
        return self._template.sheet(self.sheets.currentText())

    def show_sheet(self) -> None:
        """Draw the chosen sheet: values, merged cells, widths; mapped cells are marked."""
        sheet, grid = self._sheet(), self.grid
        current = grid.currentRow(), grid.currentColumn()
        grid.blockSignals(True)
        grid.clear()
        grid.clearSpans()
        rows = min(sheet.size[0] + 1, SHOWN_ROWS)
        columns = min(sheet.size[1] + 1, SHOWN_COLUMNS)
        grid.setRowCount(rows)
        grid.setColumnCount(columns)
        grid.setHorizontalHeaderLabels([str(Place(1, c + 1))[:-1] for c in range(columns)])
        for area in sheet.merges:
            if area.top <= rows and area.left <= columns:
                grid.setSpan(area.top - 1, area.left - 1, min(area.bottom, rows) - area.top + 1,
                             min(area.right, columns) - area.left + 1)
        for column in range(columns):
            width = sheet.widths.get(column + 1, sheet.default_width)
            grid.setColumnWidth(column, max(int(width * 7.5) + 5, 24))
        for row in range(rows):
            for column in range(columns):
                place = Place(row + 1, column + 1)
                if sheet.anchor(place) == place:
                    grid.setItem(row, column, self._item(sheet, place))
        grid.blockSignals(False)
        if 0 <= current[0] < rows and 0 <= current[1] < columns:
            grid.setCurrentCell(*current)

    def _item(self, sheet: Any, place: Place) -> QTableWidgetItem:
        cell = sheet.at(place)
        item = QTableWidgetItem("" if cell.value is None else f"{cell.value}")
        mapped = self.cells.get((sheet.name, place))
        if mapped is not None:
            item.setText(f"{self._values.get((sheet.name, place), '')}")
            item.setBackground(QBrush(QColor(colours().selection)))
            item.setToolTip(template_fill.figure_for(mapped, self._context.year).label)
        elif cell.formula is not None:
            item.setText(self._totals.get((sheet.name, place), item.text()))
            item.setToolTip(f"公式 ={cell.formula}")
            item.setForeground(QBrush(QColor(colours().muted)))
        return item

    def find(self, words: str) -> None:
        """Only the figures whose name, pinyin or initials hold every word."""
        wanted = search.words(words)
        self.figures.clear()
        for indicator, key in self._keys:
            if all(word in key for word in wanted):
                item = QListWidgetItem(f"{indicator.label}（{indicator.unit}）")
                item.setData(Qt.ItemDataRole.UserRole, indicator)
                item.setToolTip(indicator.definition)
                self.figures.addItem(item)

    def _show_slices(self, item: QListWidgetItem | None, _: object = None) -> None:
        self.slices.clear()
        if item is not None:
            entity = item.data(Qt.ItemDataRole.UserRole).entity
            for key, dimension in dimensions_of(entity).items():
                self.slices.addItem(dimension.label, key)

    def place(self) -> Place | None:
        """The chosen cell; the top left of a merged one."""
        row, column = self.grid.currentRow(), self.grid.currentColumn()
        return None if row < 0 else self._sheet().anchor(Place(row + 1, column + 1))

    def _show_cell(self, *_: int) -> None:
        place = self.place()
        if place is None:
            return
        sheet = self._sheet()
        key, cell = (sheet.name, place), sheet.at(place)
        words = f"{sheet.name} {place}"
        if cell.formula is not None:
            words += "：公式，填数后跟着算"
        elif key in self.cells:
            figure = template_fill.figure_for(self.cells[key], self._context.year)
            value = self._values[key]
            words += f"：{figure.label} = {value} {figure.unit}"
            if isinstance(cell.value, Decimal):
                words += f"，表中原为 {cell.value}，差额 {value - cell.value:+}"
        self.about.setText(words)

    def _start(self) -> MappedCell | None:
        item, place = self.figures.currentItem(), self.place()
        if item is None or place is None:
            messages.tell(self, "请先点一个单元格，再选一个数字。")
            return None
        if self._sheet().at(place).formula is not None:
            messages.tell(self, f"{place} 是公式，不填数。", "请选它所引用的单元格，合计会跟着算出。")
            return None
        indicator = item.data(Qt.ItemDataRole.UserRole)
        return MappedCell(str(place), indicator.id, self._sheet().name)

    def choose(self, item: QListWidgetItem | None = None) -> None:
        """The chosen figure for the chosen cell; its value is seen at once."""
        if item is not None:
            self.figures.setCurrentItem(item)
        if (start := self._start()) is not None:
            self._map([start])

    def _map(self, cells: list[MappedCell]) -> None:
        for cell in cells:
            self.cells[cell.sheet, cell.place] = cell
        self._compute()
        self.show_sheet()
        self._show_cell()

    def drop_down(self) -> None:
        """One slice for each row name below."""
        self._drop(down=True)

    def drop_right(self) -> None:
        """One slice for each column name to the right."""
        self._drop(down=False)

    def _drop(self, *, down: bool) -> None:
        if (start := self._start()) is None or self.slices.currentData() is None:
            return
        run = template_fill.run_of_slices(
            self._template, start, self.slices.currentData(), year=self._context.year, down=down)
        self._map(run.cells)
        left = f"；认不出：{'、'.join(run.unmatched[:8])}" if run.unmatched else ""
        self.said.setText(f"对应了 {len(run.cells)} 格{left}")

    def clear(self) -> None:
        """Take the figure off the chosen cell."""
        if (place := self.place()) is not None:
            self.cells.pop((self._sheet().name, place), None)
            self._map([])

    def mapping(self) -> template_mapping.CellMapping:
        """What is mapped now, with the words around each cell."""
        return template_mapping.make_mapping(
            self._template, self._path.stem, year=self._context.year,
            cells=[replace(cell) for cell in self.cells.values()])

    def keep(self) -> None:
        """Remember the mapping for next year."""
        mapping = self.mapping()
        form_mappings.keep(mapping.title, mapping.signature, year=mapping.year,
                           mapping=json.loads(template_mapping.to_json(mapping)))
        self.said.setText(f"已保存 {len(mapping.cells)} 格的对应，明年打开同一张表会自动找到")

    def export(self) -> None:
        """The mapping as a file for the command line."""
        path = messages.choose_save_path(
            self, "导出对应", name=f"{self._path.stem} 对应.json", kind="对应关系", suffix=".json")
        if path is None:
            return
        from exports.handing_over import About, send_out

        content = template_mapping.to_json(self.mapping()).encode()
        send_out(path, content, About(f"模板对应 {self._path.name}"))
        self.said.setText(f"已导出：{path}")

    def fill(self) -> None:
        """Write the filled copy, whole or not at all, and say what the loss check found."""
        if not self.cells:
            messages.show_error(self, UserError("还没有对应任何单元格。", "请先点单元格，再选数字。"))
            return
        suffix = self._path.suffix
        path = messages.choose_save_path(
            self, "填好另存", name=f"{self._path.stem} 已填{suffix}", kind="Excel 工作簿",
            suffix=suffix)
        if path is None:
            return
        mapping, year = self.mapping(), self._context.year

        def work(progress: Progress) -> str:
            progress.step(0, 1, path.name)
            filled = template_fill.fill_template(self._template, mapping, year)
            template_fill.write_filled(filled, self._path, path)
            return "；".join([filled.proof(), *filled.patched.said])

        run_with_progress(self, self._context.worker, "填写模板", work, then=self.said.setText)


def open_template(parent: QWidget, context: Context) -> TemplateDialog | None:
    """Ask for the workbook and open it; a refusal is said."""
    from exports.template_reading import read_template
    from models.intake import limits

    chosen = messages.file_dialog(parent, "选择上级的模板", filters="Excel 工作簿 (*.xlsx *.xlsm *.xls)")
    if not chosen:
        return None
    path = Path(chosen[0])
    try:
        dialog = TemplateDialog(context, read_template(limits.read_bytes(path), path.name), path,
                                parent)
    except UserError as error:
        messages.show_error(parent, error)
        return None
    dialog.open()
    return dialog
