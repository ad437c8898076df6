"""One day's reports as a sheet: what is kept stands fast, what is proposed may be typed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from gui.look.dialog_size import letters

COLUMNS = (
    ("registered", "在册"), ("on_campus", "在校"), ("in_province", "省内\n校外"),
    ("other_provinces", "省外"), ("abroad", "境外"), ("entered", "入境"), ("returned", "返校"),
    ("on_leave", "请假"), ("abnormal", "异常"), ("expiring", "到期"), ("remarks", "备注"),
)


class DailyTable(QTableWidget):
    """A row for each kind of person; names of columns are the fields of a report."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self._rows: list[tuple[Any, bool]] = []
        self.setAccessibleName("当日人数")
        self.setHorizontalHeaderLabels([words for _, words in COLUMNS])
        expiring = self.horizontalHeaderItem([name for name, _ in COLUMNS].index("expiring"))
        if expiring is not None:
            expiring.setToolTip("证件30天内到期的人数")
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(letters(self, 2))
        for at in range(len(COLUMNS) - 1):
            self.setColumnWidth(at, letters(self, 2) + 14)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)  # remarks

    def show_reports(self, kept: Sequence[Any], proposed: Sequence[Any]) -> None:
        """The day's kept reports, then what is proposed."""
        self._rows = [(one, False) for one in kept] + [(one, True) for one in proposed]
        self.setRowCount(len(self._rows))
        self.setVerticalHeaderLabels([one.person_kind for one, _ in self._rows])
        for at, (one, is_open) in enumerate(self._rows):
            for across, (name, _) in enumerate(COLUMNS):
                kind = type(one).field_named(name)
                item = QTableWidgetItem(kind.show(kind.read(one)))
                if name != "remarks":
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if not is_open:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(at, across, item)

    def reports(self) -> list[Any]:
        """The proposed reports with what stands in the cells; ValueError naming a wrong cell."""
        found = []
        for at, (one, is_open) in enumerate(self._rows):
            if not is_open:
                continue
            for across, (name, label) in enumerate(COLUMNS):
                cell = self.item(at, across)
                assert cell is not None
                try:
                    value = type(one).field_named(name).parse(cell.text())
                except ValueError as error:
                    self.setCurrentCell(at, across)
                    words = label.replace("\n", "")
                    raise ValueError(f"{one.person_kind}“{words}”：{error}") from error
                setattr(one, name, 0 if value is None and name != "remarks" else value)
            found.append(one)
        return found
