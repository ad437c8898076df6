"""A table of the paper itself on its sheet: its numbers open, and it scrolls where it is wide."""

from __future__ import annotations

import html
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from exports.drafts.blocks import Content, Table, runs_of
from gui.look.marks import Words
from gui.look.theme import colours

PIXELS_PER_MM = 4.4
"""So wide that a column of the printed width holds the same words in the window's letters."""
MOST_ROWS = 60
"""A longer table is shown in part; the Word file has all of it."""


class TableView(QFrame):
    """One table; `number_wanted` carries the figure of a number that was clicked."""

    number_wanted = Signal(str)

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.text = QLabel(_as_html(table))
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.text.linkActivated.connect(lambda link: self.number_wanted.emit(unquote(link)))
        width = round(sum(table.widths_mm) * PIXELS_PER_MM)
        self.text.setFixedWidth(width)
        self.text.setAccessibleName(table.caption or "表格")
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        room.setWidget(self.text)
        # A scroll area fills its widget with the window's grey; this stands on white paper.
        self.text.setAutoFillBackground(False)
        room.viewport().setAutoFillBackground(False)
        height = self.text.heightForWidth(width)
        self.text.setFixedHeight(height)
        room.setFixedHeight(height + room.horizontalScrollBar().sizeHint().height() + 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 6, 0, 6)
        layout.setSpacing(4)
        if table.caption:
            caption = Words(table.caption, "heading")
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(caption)
        layout.addWidget(room)
        if table.note:
            note = Words(table.note, "caption")
            note.setWordWrap(True)
            layout.addWidget(note)


def _as_html(table: Table) -> str:
    colour = colours()
    whole = sum(table.widths_mm)
    heads = "".join(
        f'<th width="{width / whole:.1%}">{html.escape(name)}</th>'
        for name, width in zip(table.columns, table.widths_mm, strict=True)
    )
    rows = [heads]
    rows += ["".join(f"<td>{_cell(cell, colour.accent)}</td>" for cell in row)
             for row in table.rows[:MOST_ROWS]]
    if len(table.rows) > MOST_ROWS:
        rows.append(f'<td colspan="{len(table.columns)}">…… 共 {len(table.rows)} 行，文件里是全部</td>')
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<table border="1" cellspacing="0" cellpadding="4" width="100%" '
        f'style="border-collapse:collapse; border-color:{colour.line}">{body}</table>'
    )


def _cell(content: Content, accent: str) -> str:
    parts = []
    for run in runs_of(content):
        words = html.escape(run.text).replace("\n", "<br>")
        parts.append(
            f'<a href="{quote(run.figure)}" style="color:{accent}">{words}</a>'
            if run.figure else words)
    return "".join(parts)
