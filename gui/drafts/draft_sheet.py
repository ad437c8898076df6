"""The text of a draft as a sheet of paper: numbers like links, paragraphs to be edited in place."""

from __future__ import annotations

import html
from collections.abc import Callable
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent
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

from exports.drafts.base import ComposedDraft, ComposedParagraph
from exports.drafts.lettering import title_lines
from exports.drafts.numbering import Numbering
from gui.drafts.draft_exhibit import ExhibitView
from gui.drafts.draft_table import TableView
from gui.drafts.draft_tokens import WordsEditor
from gui.look.marks import Words
from gui.look.theme import FAMILIES, colours, role

PAPER_FONTS = ["仿宋_GB2312", "仿宋", "FangSong", "STFangsong", *FAMILIES]
SHEET_WIDTH = 760
MARGINS, NARROW = (18, 26, 40, 30), (2, 14, 12, 16)
"""Around the text of the sheet, in pixels; in a narrow window the small ones."""
_MARKS = ("【待补：", "【待核：")


class ParagraphView(QFrame):
    """One paragraph: read, its numbers followed, and edited by double click, F2 or its button."""

    number_wanted = Signal(str)
    kept = Signal(str, str)
    restored = Signal(str)
    accepted = Signal(str)

    def __init__(self, paragraph: ComposedParagraph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paragraph = paragraph
        self.editor: WordsEditor | None = None
        self.text = _Text(self)
        self.text.linkActivated.connect(lambda link: self.number_wanted.emit(unquote(link)))
        self.text.edit_wanted.connect(self.edit)
        self.mark = Words("人工" if paragraph.is_by_hand else "", "mark-warn")
        self.mark.setFixedWidth(self.fontMetrics().horizontalAdvance("人工") + 8)
        self.mark.setToolTip("这一段由人工改写，重新生成不会覆盖" if paragraph.is_by_hand else "")
        self.mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addWidget(self.text)
        if paragraph.stale:
            changed = "；".join(f"{s.old} → {s.new}" for s in paragraph.stale)
            warning = Words(f"! 数据已变：{changed}，请核对前后文字", "mark-warn")
            warning.setWordWrap(True)
            line = QHBoxLayout()
            line.addWidget(warning, 1)
            line.addWidget(_button(
                "接受", lambda: self.accepted.emit(paragraph.key), "用现在的数字，文字不变"))
            self._column.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(self.mark)
        row.addLayout(self._column, 1)
        self._write()

    def edit(self) -> None:
        """Turn the paragraph into a field; numbers stay whole."""
        if self.editor is not None:
            return
        self.editor = WordsEditor(self)
        self.editor.setFont(self.text.font())
        self.editor.document().setDefaultFont(self.text.font())
        self.editor.set_words(self.paragraph.words)
        self.editor.kept.connect(self.keep)
        self.editor.left.connect(self.leave)
        self.text.hide()
        self._column.insertWidget(0, self.editor)
        self._tools = self._tool_row()
        self._column.insertWidget(1, self._tools)
        self.editor.setFocus()

    def keep(self) -> None:
        """Keep the words as hand-written; unchanged words are left as they were."""
        assert self.editor is not None
        words = self.editor.words()
        was_changed = words.strip() != self.paragraph.words.strip()
        self.leave()
        if was_changed or self.paragraph.stale:
            self.kept.emit(self.paragraph.key, words)

    def leave(self) -> None:
        """Back to reading, nothing kept."""
        if self.editor is None:
            return
        for widget in (self.editor, self._tools):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.editor = None
        self.text.show()
        self.text.setFocus()

    def _tool_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        hint = Words("带底色的数字随数据更新，可整个移动或删除", "caption")
        hint.setWordWrap(True)
        layout.addWidget(hint, 1)
        if self.paragraph.is_by_hand:
            layout.addWidget(_button("还原自动文字", self._restore, "用程序生成的文字代替"))
        layout.addWidget(_button("取消", self.leave, "Esc"))
        keep = _button("保存本段", self.keep, "Enter")
        role(keep, "primary")
        layout.addWidget(keep)
        return row

    def _restore(self) -> None:
        self.leave()
        self.restored.emit(self.paragraph.key)

    def _write(self) -> None:
        shown = colours()
        parts = []
        for run in self.paragraph.runs:
            words = html.escape(run.text)
            if run.figure:
                words = f'<a href="{quote(run.figure)}" style="color:{shown.accent}">{words}</a>'
            elif any(mark in words for mark in _MARKS):
                for mark in _MARKS:
                    words = words.replace(mark, f'<span style="color:{shown.warn}">{mark}')
                words = words.replace("】", "】</span>")
            parts.append(words)
        indent = self.text.fontMetrics().horizontalAdvance("国") * 2
        self.text.setText(
            f'<p style="text-indent:{indent}px; line-height:122%; margin:0">{"".join(parts)}</p>'
        )
        self.text.setAccessibleName(self.paragraph.text)


class _Text(QLabel):
    """The words; Tab goes from number to number, F2 begins to edit."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        font = QFont(self.font())
        font.setFamilies(PAPER_FONTS)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.setFont(font)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit in place."""
        self.edit_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits, as in a table."""
        if event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


class DraftSheet(QScrollArea):
    """The whole paper; `section_passed` says which section is being read."""

    number_wanted = Signal(str)
    kept = Signal(str, str)
    restored = Signal(str)
    accepted = Signal(str)
    section_passed = Signal(str)
    exhibit_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("工作总结正文")
        self.views: dict[str, ParagraphView] = {}
        self.headings: dict[str, QWidget] = {}
        self._is_narrow = False
        self._layout: QVBoxLayout | None = None
        self.verticalScrollBar().valueChanged.connect(self._tell_section)

    @property
    def is_editing(self) -> bool:
        """Whether some paragraph is being edited: then nothing may be redrawn."""
        return any(view.editor is not None for view in self.views.values())

    def show_draft(self, composed: ComposedDraft) -> None:
        """Draw the paper anew and stay at the place that was being read."""
        place = self.verticalScrollBar().value()
        self.views, self.headings = {}, {}
        sheet = QFrame()
        role(sheet, "table")
        sheet.setMaximumWidth(SHEET_WIDTH)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(*(NARROW if self._is_narrow else MARGINS))
        self._layout = layout
        layout.setSpacing(4)
        layout.addWidget(_heading("\n".join(title_lines(composed.title)), 1.5, centred=True))
        self._fill(layout, composed)
        layout.addStretch(1)
        page = QWidget()
        role(page, "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(8, 8, 8, 8)
        row.addStretch(1)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        self.setWidget(page)
        page.layout().activate()
        self.verticalScrollBar().setValue(place)

    def set_narrow(self, is_narrow: bool) -> None:
        """Smaller margins in a narrow window."""
        self._is_narrow = is_narrow
        if self._layout is not None:
            self._layout.setContentsMargins(*(NARROW if is_narrow else MARGINS))

    def go_to(self, key: str) -> None:
        """Scroll to a section, or to a paragraph and give it the keyboard."""
        view = self.views.get(key)
        target = view or self.headings.get(key)
        if target is not None:
            top = target.mapTo(self.widget(), target.rect().topLeft()).y()
            self.verticalScrollBar().setValue(max(top - 12, 0))
        if view is not None:
            view.text.setFocus()

    def edit(self, key: str) -> None:
        """Begin to edit a paragraph."""
        self.go_to(key)
        if key in self.views:
            self.views[key].edit()

    def _fill(self, layout: QVBoxLayout, composed: ComposedDraft) -> None:
        numbering = Numbering()
        part = ""
        for section in composed.sections:
            if section.part != part:
                part = section.part
                layout.addSpacing(10)
                layout.addWidget(_heading(numbering.next(0) + part, 1.3, centred=True))
            if section.title:
                heading = _heading(numbering.next(1) + section.title, 1.2)
                self.headings[section.key] = heading
                layout.addWidget(heading)
            for paragraph in section.paragraphs:
                if paragraph.title:
                    title = numbering.next(2) + paragraph.title
                    layout.addWidget(_heading(title, 1.15, bold=False))
                view = ParagraphView(paragraph)
                view.number_wanted.connect(self.number_wanted)
                view.kept.connect(self.kept)
                view.restored.connect(self.restored)
                view.accepted.connect(self.accepted)
                self.views[paragraph.key] = view
                self.headings.setdefault(section.key, view)
                layout.addWidget(view)
            for table in section.tables:
                ruled = TableView(table)
                ruled.number_wanted.connect(self.number_wanted)
                self.headings.setdefault(section.key, ruled)
                layout.addWidget(ruled)
            for exhibit in section.exhibits:
                shown = ExhibitView(exhibit)
                shown.removed.connect(self.exhibit_removed)
                layout.addWidget(shown)

    def _tell_section(self, place: int) -> None:
        passed = ""
        limit = place + self.viewport().height() // 3
        for key, heading in self.headings.items():
            if heading.mapTo(self.widget(), heading.rect().topLeft()).y() <= limit:
                passed = key
        if passed:
            self.section_passed.emit(passed)


def _heading(words: str, factor: float, *, centred: bool = False, bold: bool = True) -> QLabel:
    label = Words(words)
    label.setWordWrap(True)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    label.setFont(font)
    label.setContentsMargins(40, 6, 0, 2)
    if centred:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setContentsMargins(22, 4, 0, 8)
    return label


def _button(words: str, act: Callable[[], None], tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button
