"""What the records lack before they can be printed, each line with the way to fill it in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.look.marks import LinkButton, Words
from gui.prints.print_work import Gap

SHOWN_GAPS = 8


class GapList(QWidget):
    """A title and one link for each gap; gone when nothing is missing. wanted(Gap): pressed."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = Words("", "mark-bad")
        self.title.setWordWrap(True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        layout.addWidget(self.title)
        layout.addLayout(self.lines)
        self.hide()

    def show_gaps(self, gaps: Sequence[Gap], *, left_out: int) -> None:
        """left_out: how many of the papers stay behind while others can go; 0 = nobody can."""
        while self.lines.count():
            item = self.lines.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for gap in gaps[:SHOWN_GAPS]:
            link = LinkButton(f"✕ {gap.words}  去填写")
            link.clicked.connect(lambda _=False, gap=gap: self.wanted.emit(gap))
            self.lines.addWidget(link)
        if len(gaps) > SHOWN_GAPS:
            self.lines.addWidget(Words(f"另有 {len(gaps) - SHOWN_GAPS} 项", "muted"))
        self.title.setText(
            f"{left_out} 份缺以下内容，不在本次之内：" if left_out else "缺以下内容，补全后才能出具："
        )
        self.setVisible(bool(gaps))
