"""The card 离上报还差: kinds of record down, sorts of lack across, every number a door."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.home.home_report import BLANKS, ERRORS, PAPERS, FormDue, Report, Share
from gui.look import icons
from gui.look.marks import CutWords, LinkButton, Words, plain_tip
from gui.look.theme import colours, role
from gui.shared.context import Context

COLUMNS = ((ERRORS, "✕ 错误"), (BLANKS, "… 待补"), (PAPERS, "○ 缺材料"))


class LacksCard(QFrame):
    """Shows a Report; None while it is being read."""

    def __init__(self, context: Context, report: Report | None, year: int) -> None:
        super().__init__()
        role(self, "card")
        self._context = context
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(6, 12, 6, 8)
        self._layout.setSpacing(2)
        self._head(f"缺 {report.count:,} 项" if report and report.count else "")
        if report is None:
            self._say("正在核对记录、材料和报表…", "muted")
            return
        if report.forms:
            self._link(forms_words(report.forms), plain_forms(report.forms, year), "forms")
        if report.shares:
            self._layout.addLayout(self._grid(report))
        if report.office:
            words = f"本单位信息缺：{'、'.join(report.office)}"
            self._link(words, words, "settings")
        if not report.count:
            self._say(f"✓ {year} 年的记录、材料都齐了，报表都已报送存档。", "mark-good")

    def _head(self, note: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 10, 6)
        head.addWidget(Words("离上报还差", "heading"))
        head.addStretch(1)
        head.addWidget(Words(note, "muted"))
        self._layout.addLayout(head)

    def _say(self, text: str, name: str) -> None:
        label = Words(text, name)
        label.setWordWrap(True)
        label.setContentsMargins(10, 6, 10, 8)
        self._layout.addWidget(label)

    def _link(self, text: str, tip: str, page: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        link = LinkButton(text)
        link.setToolTip(plain_tip(tip))
        link.clicked.connect(lambda: self._context.navigate(page))
        row.addWidget(link)
        self._layout.addLayout(row)

    def _grid(self, report: Report) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(10, 4, 10, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for at, (_sort, words) in enumerate(COLUMNS):
            grid.addWidget(Words(words, "caption"), 0, at + 2, Qt.AlignmentFlag.AlignRight)
        for row, entity in enumerate(report.entities(), start=1):
            picture = QLabel()
            picture.setPixmap(icons.entity_icon(entity, colours().muted).pixmap(17, 17))
            name = CutWords()
            name.set_words(entity.label)
            grid.addWidget(picture, row, 0)
            grid.addWidget(name, row, 1)
            for at, (sort, _words) in enumerate(COLUMNS):
                if share := report.share(entity, sort):
                    grid.addWidget(self._door(share), row, at + 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _door(self, share: Share) -> QPushButton:
        button = QPushButton(f"{len(share.ids):,}")
        role(button, "door")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(share.title)
        button.setToolTip(plain_tip(share.title))
        button.clicked.connect(partial(self._open, share))
        return button

    def _open(self, share: Share, _checked: bool = False) -> None:
        self._context.open_list(share.entity, share.ids, share.title)


def forms_words(forms: Sequence[FormDue]) -> str:
    """报表 6 张未报送：F01、F07（11 格待填）…"""
    said = "、".join(
        f"{f.code}（{f.blank_cells} 格待填）" if f.blank_cells else f.code for f in forms
    )
    return f"报表 {len(forms)} 张未报送：{said}"


def plain_forms(forms: Sequence[FormDue], year: int) -> str:
    """The same with the forms' titles, one on a line."""
    lines = [
        f"{f.code}  {f.title}" + (f"：还有 {f.blank_cells} 格要手填" if f.blank_cells else "")
        for f in forms
    ]
    return "\n".join([f"{year} 年尚未报送存档：", *lines])
