"""导出: for whom a list is written, and its first rows as they will look in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.marks import Words, plain_tip
from gui.look.theme import role
from gui.shared.context import Context
from models.listing import Column, Listing
from models.privacy import SECRET_SORTS
from models.sharing import (
    EVERYTHING,
    INTERNAL,
    KEEP,
    MASK,
    PROFILES,
    PUBLIC,
    Profile,
    Sharing,
    is_secret,
    sort_of,
)

PREVIEWED = 8
ACROSS = 4
"""Columns to pick from, side by side."""


class ExportDialog(QDialog):
    """Accepted: write with `sharing()` for `receiver()`."""

    def __init__(
        self, context: Context, listing: Listing, *, columns: Sequence[Column],
        ids: Sequence[int], title: str, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._listing = context, listing
        self._columns, self._ids = list(columns), list(ids)
        self._asked = 0
        self.setWindowTitle("导出列表")
        self.setMinimumSize(620, 400)
        room = self.screen().availableGeometry()
        self.resize(min(980, room.width() - 60), min(600, room.height() - 80))
        self.secret = [
            c for c in self._columns
            if is_secret(c.kind, label=c.label, is_own=c.is_extra)
            or sort_of(c.kind, label=c.label) in SECRET_SORTS
        ]
        self._build(f"导出“{title}”{len(ids):,} 行")
        self.choose(INTERNAL)

    def choose(self, profile: Profile) -> None:
        """Take a profile; its own questions appear."""
        for button in self.profiles.buttons():
            button.setChecked(button.text() == profile.label)
        self._profile = profile
        self.meaning.setText(profile.meaning)
        self.full.setVisible(profile.needs_reason and bool(self.secret))
        self.picks.setVisible(profile.picks and not profile.needs_reason and bool(self.secret))
        self.short.setVisible(profile is PUBLIC)
        self._change()

    def sharing(self) -> Sharing:
        """What she chose."""
        picked: frozenset[str] = frozenset()
        if self._profile.needs_reason:
            picked = EVERYTHING if self.full.isChecked() and self.secret else picked
        elif self._profile.picks:
            picked = frozenset(
                column.name for column, box in zip(self.secret, self.boxes, strict=True)
                if box.isChecked()
            )
        return Sharing(
            self._profile, picked, self.reason.text().strip() if picked else "",
            surname_only=self.short.isVisibleTo(self) and self.short.isChecked(),
        )

    def receiver(self) -> str:
        """接收方与用途, for the export log."""
        return self.receiver_field.text().strip()

    def accept(self) -> None:
        """Stay open while the reason is missing."""
        if problems := self.sharing().problems():
            self.fault.setText(f"{'；'.join(problems)}。")
            self.reason.setFocus()
            return
        super().accept()

    # ---- building ----

    def _build(self, heading: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        title = Words(heading, "heading")
        self.meaning = Words("", "muted")
        self.meaning.setWordWrap(True)
        self.profiles = QButtonGroup(self)
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(title)
        first.addStretch(1)
        for profile in PROFILES:
            button = QPushButton(profile.label)
            button.setCheckable(True)
            button.setAutoDefault(False)
            role(button, "chip")
            button.clicked.connect(lambda _=False, p=profile: self.choose(p))
            self.profiles.addButton(button)
            first.addWidget(button)
        layout.addLayout(first)
        layout.addWidget(self.meaning)
        layout.addLayout(self._questions())
        self.dropped = Words("", "muted")
        self.dropped.setWordWrap(True)
        self.table = _table()
        layout.addWidget(self.table, 1)
        layout.addWidget(self.dropped)
        layout.addLayout(self._last_line())

    def _questions(self) -> QVBoxLayout:
        self.full = QCheckBox("写出完整号码（护照、身份证、电话等）")
        self.short = QCheckBox("姓名只留姓（张*）")
        self.picks = self._picks()
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("写出完整号码的理由，例如：办理居留许可需核对护照号")
        self.receiver_field = QLineEdit()
        self.receiver_field.setAccessibleName("接收方与用途")
        self.receiver_field.setPlaceholderText("接收方与用途（记入导出记录，可留空）")
        self.full.toggled.connect(self._change)
        self.short.toggled.connect(self._change)
        box = QVBoxLayout()
        box.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.full)
        line.addWidget(self.short)
        line.addWidget(self.reason, 2)
        line.addWidget(self.receiver_field, 2)
        box.addWidget(self.picks)
        box.addLayout(line)
        return box

    def _picks(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        self.boxes = []
        grid.addWidget(Words("照写的敏感列："), 0, 0)
        for at, column in enumerate(self.secret):
            box = QCheckBox(column.label.replace("&", "&&"))
            box.toggled.connect(self._change)
            self.boxes.append(box)
            grid.addWidget(box, at // ACROSS, 1 + at % ACROSS)
        grid.setColumnStretch(ACROSS + 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setMaximumHeight(min(90, inside.sizeHint().height() + 4))
        return scroll

    def _last_line(self) -> QHBoxLayout:
        self.fault = Words("", "mark-bad")
        self.go = QPushButton("导出…")
        role(self.go, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.fault, 1)
        line.addWidget(self.go)
        line.addWidget(cancel)
        return line

    # ---- preview ----

    def _change(self, *_: Any) -> None:
        sharing = self.sharing()
        self.reason.setVisible(bool(sharing.picked) and self._profile.needs_reason)
        self.fault.setText("")
        left_out = [c.label for c in self._columns if not sharing.keeps(c)]
        self.dropped.setText(f"不写出的列：{'、'.join(left_out)}" if left_out else "")
        self.dropped.setVisible(bool(left_out))
        self._asked += 1
        asked, listing, columns = self._asked, self._listing, self._columns
        ids = self._ids[:PREVIEWED]

        def read() -> Any:
            from exports.register import preview

            return preview(listing, columns, ids=ids, sharing=sharing)

        self._context.worker.look_up(read, lambda found: self._show(asked, sharing, found))

    def _show(self, asked: int, sharing: Sharing, found: Any) -> None:
        if asked != self._asked:
            return
        headers, rows = found
        written = [c for c in self._columns if sharing.keeps(c)]
        marks = [_mark(sharing.of_column(c)) if c in self.secret else "" for c in written]
        self.table.setColumnCount(len(headers))
        self.table.setHorizontalHeaderLabels(
            [f"{label}{mark}" for label, mark in zip(headers, marks, strict=True)]
        )
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words.replace("\n", " "))
                item.setToolTip(plain_tip(words))
                self.table.setItem(at, column, item)
        self.table.resizeColumnsToContents()
        for column in range(len(headers)):
            self.table.setColumnWidth(column, min(220, self.table.columnWidth(column) + 8))


def _mark(treatment: str) -> str:
    """Beside a header: ● full, ◐ in part."""
    return " ● 照写" if treatment == KEEP else " ◐ 遮盖" if treatment == MASK else " ◐ 年月"


def _table() -> QTableWidget:
    table = QTableWidget(0, 0)
    table.setAccessibleName("前几行的样子")
    table.verticalHeader().hide()
    table.setAlternatingRowColors(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    return table
