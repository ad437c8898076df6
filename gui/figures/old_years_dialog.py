"""往年数 on the forms page: type what an old form says, or read it in from a filled-in sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from exports.forms import kept_sheet
from exports.forms.base import FilledForm
from exports.forms.kept_sheet import OldNumber
from exports.handing_over import About, send_out
from gui.look import messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout, open_at
from gui.look.marks import Words
from models import cells
from models.errors import UserError

YEARS_BACK = 8
VALUE = 2


class OldYearsDialog(QDialog):
    """One earlier year at a time; the numbers are kept with where they were read."""

    def __init__(self, filled: FilledForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = filled
        self._places = kept_sheet.places(filled)
        self.setWindowTitle("往年数（无明细）")
        open_at(self, 58, 40)
        note = Words("没有逐条记录的年份，可把旧表上的数录进来作比较；有报送存档或有记录的年份，以存档和记录为准。", "muted")
        note.setWordWrap(True)
        self.year = QComboBox()
        self.year.setAccessibleName("往年")
        for year in range(filled.year - 1, filled.year - 1 - YEARS_BACK, -1):
            self.year.addItem(f"{year}年", year)
        self.source = QLineEdit()
        self.source.setAccessibleName("来源")
        self.source.setPlaceholderText("必填：从哪份旧表读来")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("往年数")
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setHeaderLabels(["表中位置", "单位", "数"])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.fault = Words("", "mark-bad")
        self.sheet_button = QPushButton("导出填写表…")
        self.read_button = QPushButton("读入填写表…")
        buttons = DialogButtons(self, "保存", leave="关闭", does=self.keep)
        self.keep_button = buttons.go
        head = QHBoxLayout()
        head.addWidget(self.year)
        head.addWidget(self.source, 1)
        foot = QHBoxLayout()
        for button in (self.sheet_button, self.read_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        layout = dialog_layout(self)
        layout.addWidget(note)
        layout.addLayout(head)
        layout.addWidget(self.tree)
        layout.addWidget(self.fault)
        layout.addLayout(foot)
        self.year.currentIndexChanged.connect(self._fill)
        self.sheet_button.clicked.connect(self.export_sheet)
        self.read_button.clicked.connect(self.read_sheet)
        self.tree.itemClicked.connect(self._edit)
        self.tree.itemActivated.connect(self._edit)
        self._fill()

    def _edit(self, item: QTreeWidgetItem, *_: int) -> None:
        self.tree.editItem(item, VALUE)

    def _fill(self, *_: int) -> None:
        year = self.year.currentData()
        known = {one.key_name: one for one in kept_sheet.kept_of(self._filled.code)
                 if one.year == year}
        self.source.setText(next((one.source for one in known.values()), ""))
        self.tree.clear()
        for cell in self._places:
            one = known.get(f"{cell.row}/{cell.column}")
            number = "" if one is None else f"{one.value:.2f}".rstrip("0").rstrip(".")
            item = QTreeWidgetItem([f"{cell.row_label}·{cell.column_label}",
                                    kept_sheet.exact_unit(cell), number])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.tree.addTopLevelItem(item)

    def keep(self) -> None:
        """Keep the year's numbers; a blank takes one back."""
        found, year = [], self.year.currentData()
        for at, cell in enumerate(self._places):
            item = self.tree.topLevelItem(at)
            assert item is not None
            words = item.text(VALUE)
            try:
                number = cells.number(words)
            except ValueError as error:
                self.fault.setText(f"{item.text(0)}：{error}")
                self.tree.setCurrentItem(item)
                return
            place = f"{cell.row}/{cell.column}"
            found.append(OldNumber(place, year, number, self.source.text()))
        self._run(lambda: kept_sheet.keep(self._filled, found))

    def export_sheet(self) -> None:
        """Save a workbook with this form's places and the years before."""
        years = [self.year.itemData(at) for at in range(self.year.count())]
        path = messages.choose_save_path(
            self, "导出往年数填写表", name=f"{self._filled.code} 往年数.xlsx", kind="Excel 工作簿",
            suffix=".xlsx")
        if path is not None:
            about = About(f"{self._filled.code} 往年数填写表", "自用")
            self._run(lambda: send_out(path, kept_sheet.sheet(self._filled, years), about))

    def read_sheet(self) -> None:
        """Read a filled-in workbook."""
        chosen = messages.file_dialog(self, "读入往年数填写表", mode="open",
                                      filters="Excel 工作簿 (*.xlsx)")
        if chosen:
            self._run(lambda: kept_sheet.read(Path(chosen[0]), self._filled))

    def _run(self, action: object) -> None:
        try:
            action()  # type: ignore[operator]
        except UserError as error:
            self.fault.setText(str(error))
            return
        self.fault.setText("")
        self._fill()
