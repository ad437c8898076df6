"""A chart or table inside the draft's sheet: drawn as it will be printed, to be taken out again."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from exports.cross_table import cell_words, note_of
from exports.drafts.exhibits import Exhibit
from gui.look.chart import POINT, ChartView
from gui.look.marks import Words
from gui.look.theme import colours
from models.cross_table import Answer

MOST_ROWS = 40
"""A longer table is shown in part; the Word file has all of it."""


class ExhibitView(QFrame):
    """One exhibit; `removed` carries its id."""

    removed = Signal(int)

    def __init__(self, exhibit: Exhibit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exhibit = exhibit
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 6, 0, 6)
        layout.setSpacing(4)
        caption = Words(exhibit.caption, "heading")
        caption.setWordWrap(True)
        caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note = ""
        if exhibit.trouble:
            sorry = Words(f"! 没有写进文件：{exhibit.trouble}", "mark-warn")
            sorry.setWordWrap(True)
            layout.addWidget(caption)
            layout.addWidget(sorry)
        elif exhibit.chart is not None:
            from exports.charts import height_for

            view = ChartView()
            view.is_titled = False
            view.show_chart(exhibit.chart)
            view.setFixedHeight(round(height_for(exhibit.chart, 420, titled=False) * POINT))
            view.setAccessibleDescription(exhibit.description)
            layout.addWidget(view)
            layout.addWidget(caption)
            note = "".join(exhibit.answer.notes) if exhibit.answer else ""
        elif exhibit.answer is not None:
            layout.addWidget(caption)
            layout.addWidget(_table(exhibit.answer))
            note = note_of(exhibit.answer)
        row = QHBoxLayout()
        words = Words(note, "caption")
        words.setWordWrap(True)
        row.addWidget(words, 1)
        self.remove_button = QPushButton("移除")
        self.remove_button.setToolTip("从这份总结里移除；保存的统计表仍在，可以撤销")
        self.remove_button.clicked.connect(lambda: self.removed.emit(exhibit.id))
        row.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)


def _table(answer: Answer) -> QScrollArea:
    """The numbers as a ruled table, totals in bold; it scrolls where the sheet is narrow."""
    line = colours().line
    heads = [*answer.row_labels, *(column.words[-1] for column in answer.columns)]
    rows = ["".join(f"<th>{html.escape(word)}</th>" for word in heads)]
    for row in answer.rows[:MOST_ROWS]:
        cells = [f"<td>{_bold(word, row.is_total)}</td>" for word in row.words]
        cells += [
            f'<td align="right">{_bold(cell_words(answer.cell(row, column)), row.is_total)}</td>'
            for column in answer.columns
        ]
        rows.append("".join(cells))
    if len(answer.rows) > MOST_ROWS:
        rows.append(f'<td colspan="{len(heads)}">…… 共 {len(answer.rows)} 行，文件里是全部</td>')
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    label = QLabel(
        f'<table border="1" cellspacing="0" cellpadding="3" width="100%" '
        f'style="border-collapse:collapse; border-color:{line}">{body}</table>')
    label.setTextFormat(Qt.TextFormat.RichText)
    room = QScrollArea()
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setWidgetResizable(True)
    room.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    room.setWidget(label)
    room.setFixedHeight(label.sizeHint().height() + room.horizontalScrollBar().sizeHint().height())
    return room


def _bold(words: str, is_bold: bool) -> str:
    return f"<b>{html.escape(words)}</b>" if is_bold else html.escape(words)
