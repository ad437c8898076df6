"""The report as it reads, the words judged underlined and signed; a click on them chooses them.

Each verdict has a colour, a kind of line and a sign, so that it is told without colour too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from exports.proofreading.base import Block, Finding, Place, Report, Verdict
from exports.proofreading.telling import SIGNS
from gui.drafts.draft_sheet import PAPER_FONTS
from gui.look.marks import tone

TONES = {
    Verdict.DIFFERS: "bad", Verdict.UNREAD: "warn", Verdict.UNKNOWN: "muted",
    Verdict.AGREES: "good",
}
_GROUNDS = {
    Verdict.DIFFERS: "bad_soft", Verdict.UNREAD: "warn_soft", Verdict.UNKNOWN: "hover",
    Verdict.AGREES: "good_soft",
}
_Line = QTextCharFormat.UnderlineStyle
_LINES = {
    Verdict.DIFFERS: _Line.WaveUnderline, Verdict.UNREAD: _Line.DashUnderline,
    Verdict.UNKNOWN: _Line.DotLine, Verdict.AGREES: _Line.SingleUnderline,
}
_JOINED = "\u2060"
"""A sign never begins a line without its words."""
_HEADINGS = {1: 1.18, 2: 1.1, 3: 1.04, 4: 1.0}


@dataclass
class _Cell:
    """A paragraph or table cell as it was written: for each character its place on the page."""

    at: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First and last position of some characters; the whole where they are none."""
        first, last = (start, end) if start < end else (0, len(self.at) - 1)
        last = min(last, len(self.at) - 1)
        return self.at[min(first, last)], self.at[max(last - 1, 0)] + 1


class ProofText(QTextBrowser):
    """Shows one report; `chosen` carries the number of the finding whose words were clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setAccessibleName("报告全文")
        self._findings: Sequence[Finding] = ()
        self._cells: dict[tuple[int, int, int], _Cell] = {}
        self._current = -1
        self.anchorClicked.connect(self._follow)

    def show_report(self, report: Report, findings: Sequence[Finding]) -> None:
        """Write the report anew; the scroll position stays where it was."""
        place = self.verticalScrollBar().value()
        self._findings, self._cells, self._current = findings, {}, -1
        self.setExtraSelections([])
        self.clear()
        font = QFont(self.font())
        font.setFamilies(PAPER_FONTS)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(22)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for block in report.blocks:
            self._write_block(cursor, block, report.title)
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(place)

    def words_of(self, number: int) -> str:
        """The words of the page that a finding stands on, its sign included."""
        start, end = self._span(self._findings[number].places[0])
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def go_to(self, number: int, place: Place | None = None) -> None:
        """Bring a finding into sight and put a ground under all its places."""
        finding = self._findings[number]
        self._current = number
        marked = []
        for one in finding.places:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            start, end = self._span(one)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor  # type: ignore[attr-defined]
            ground = tone(_GROUNDS[finding.verdict])
            selection.format.setBackground(ground)  # type: ignore[attr-defined]
            marked.append(selection)
        self.setExtraSelections(marked)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._span(place or finding.places[0])[0])
        self.setTextCursor(cursor)
        self._bring_to_sight()

    def _bring_to_sight(self) -> None:
        """Some lines of the surroundings are seen as well."""
        seen, room = self.cursorRect(), self.viewport().height()
        if seen.top() < room // 6 or seen.bottom() > room * 5 // 6:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + seen.top() - room // 3)

    def _follow(self, link: object) -> None:
        self.chosen.emit(int(link.path()))  # type: ignore[attr-defined]

    def _span(self, place: Place) -> tuple[int, int]:
        key = (place.block, place.row, place.column)
        cell = self._cells.get(key) or self._cells[place.block, -1, -1]
        return cell.span(place.start, place.end)

    # ---- writing ----

    def _write_block(self, cursor: QTextCursor, block: Block, title: str) -> None:
        if block.is_table:
            self._write_table(cursor, block)
            return
        look, form = QTextBlockFormat(), QTextCharFormat()
        look.setBottomMargin(4)
        look.setLineHeight(126, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        size = self.document().defaultFont().pointSizeF()
        words = block.text.strip()
        if block.number < 3 and words and words in title:
            look.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            look.setBottomMargin(12)
            form.setFontPointSize(size * 1.35)
            form.setFontWeight(QFont.Weight.Bold)
        elif block.level:
            look.setTopMargin(8)
            form.setFontPointSize(size * _HEADINGS.get(block.level, 1.0))
            form.setFontWeight(QFont.Weight.Bold)
        else:
            look.setTextIndent(size * 2.7)
        if cursor.position():
            cursor.insertBlock(look, form)
        else:
            cursor.setBlockFormat(look)
        self._write(cursor, block.text, form, (block.number, -1, -1))

    def _write_table(self, cursor: QTextCursor, block: Block) -> None:
        look = QTextTableFormat()
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorder(1)
        look.setBorderCollapse(True)
        look.setBorderBrush(tone("line_strong"))
        look.setCellPadding(4)
        look.setTopMargin(6)
        look.setBottomMargin(8)
        if cursor.position():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        first = cursor.position()
        table = cursor.insertTable(len(block.rows), max(map(len, block.rows)), look)
        for row, cells in enumerate(block.rows):
            for column, words in enumerate(cells):
                inside = table.cellAt(row, column).firstCursorPosition()
                self._write(inside, words, QTextCharFormat(), (block.number, row, column))
        self._cells[block.number, -1, -1] = _Cell([first, first])
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _write(
        self, cursor: QTextCursor, words: str, form: QTextCharFormat, key: tuple[int, int, int],
    ) -> None:
        """Some words with the findings on them underlined, the worst sign behind them."""
        here = [
            (number, finding) for number, finding in enumerate(self._findings)
            if (p := finding.places[0]).start < p.end and (p.block, p.row, p.column) == key
        ]
        edges = {0, len(words)}
        for _, finding in here:
            place = finding.places[0]
            edges |= {min(place.start, len(words)), min(place.end, len(words))}
        cuts = sorted(edges)
        at: list[int] = []
        for start, end in pairwise(cuts):
            over = [one for one in here
                    if one[1].places[0].start <= start and end <= one[1].places[0].end]
            at += range(cursor.position(), cursor.position() + end - start)
            shown = words[start:end].replace("\n", "\u2028")
            cursor.insertText(shown, _judged(form, over) if over else form)
            ending = [one for one in here if min(one[1].places[0].end, len(words)) == end]
            if ending:
                number, finding = _worst(ending)
                sign = _JOINED + SIGNS[finding.verdict]
                cursor.insertText(sign, _sign(form, number, finding))
        self._cells[key] = _Cell([*at, cursor.position()])


def _worst(found: Iterable[tuple[int, Finding]]) -> tuple[int, Finding]:
    """Of several findings that which wants attention first."""
    return min(found, key=lambda one: list(SIGNS).index(one[1].verdict))


def _judged(form: QTextCharFormat, over: Iterable[tuple[int, Finding]]) -> QTextCharFormat:
    """The look of words judged: the worst verdict on them counts."""
    number, finding = _worst(over)
    found = QTextCharFormat(form)
    found.setUnderlineStyle(_LINES[finding.verdict])
    found.setUnderlineColor(tone(TONES[finding.verdict]))
    found.setAnchor(True)
    found.setAnchorHref(str(number))
    found.setForeground(tone("text"))
    return found


def _sign(form: QTextCharFormat, number: int, finding: Finding) -> QTextCharFormat:
    found = QTextCharFormat(form)
    found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    found.setForeground(QColor(tone(TONES[finding.verdict])))
    found.setFontWeight(QFont.Weight.Bold)
    found.setAnchor(True)
    found.setAnchorHref(str(number))
    return found
