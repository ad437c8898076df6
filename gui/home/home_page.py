"""工作台: what is due today, the year's figures, what is still missing before the reports go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.look import icons, messages
from gui.look.marks import CutWords
from gui.look.theme import colours, role, theme
from gui.shared.context import Context

if TYPE_CHECKING:
    from gui.home.home_facts import Due, Facts, Tile
    from gui.home.home_report import Report

SETTLE_MS = 250
"""Several commits in a row renew the page once."""


class HomePage(QWidget):
    """Everything on it leads somewhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._asked = 0
        self._facts: Facts | None = None
        self._report: Report | None = None
        self._report_year = 0
        self._lacks: QWidget | None = None
        self._columns = QHBoxLayout()
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.ask)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        context.changes.changed.connect(lambda _: self._timer.start())
        context.year_changed.connect(lambda _: self.ask())
        theme().changed.connect(self._rebuild)
        # After the first painting: what is gathered takes modules and time of its own.
        QTimer.singleShot(0, self.ask)

    def ask(self) -> None:
        """Gather the facts beside the window and show them; then what the reports still lack."""
        self._asked += 1
        number, year = self._asked, self.context.year

        def read() -> Facts:
            # The page's own parts too: importing them here keeps the window free.
            import gui.home.home_lacks
            import gui.home.home_start  # noqa: F401
            from gui.home.home_facts import gather

            return gather(year)

        self.context.worker.look_up(
            read, lambda facts: self._receive(number, facts), is_slow=True
        )

    def _receive(self, number: int, facts: Facts) -> None:
        if number != self._asked:
            return
        year = self.context.year
        if year != self._report_year:
            self._report = None
        self.show_facts(facts)

        def read() -> Report | None:
            from gui.home.home_report import read_report

            # A later wish waits in the same queue: what it would throw away is not read.
            return read_report(year) if number == self._asked else None

        if not facts.is_empty:
            self.context.worker.look_up(
                read, lambda found: self._receive_report(number, year, found), is_slow=True
            )

    def _receive_report(self, number: int, year: int, found: Report | None) -> None:
        if number == self._asked and found is not None:
            self.show_report(found, year)

    def show_report(self, found: Report, year: int) -> None:
        """Put what is lacking in the place of what stood there."""
        from gui.home.home_lacks import LacksCard

        if found == self._report and year == self._report_year:
            return
        self._report, self._report_year = found, year
        if self._lacks is not None:
            before, self._lacks = self._lacks, LacksCard(self.context, found, year)
            self._columns.replaceWidget(before, self._lacks)
            self._columns.setStretchFactor(self._lacks, 2)
            self._columns.setAlignment(self._lacks, Qt.AlignmentFlag.AlignTop)
            before.hide()
            before.deleteLater()

    def show_facts(self, facts: Facts) -> None:
        """Build the page."""
        self._facts, self._lacks = facts, None
        page = QWidget()
        role(page, "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(14)
        from gui.home.home_start import StartCards

        if facts.is_empty:
            layout.addWidget(StartCards(self.context))
        else:
            self._fill(layout, facts)
        self._scroll.setWidget(page)

    def _rebuild(self) -> None:
        if self._facts is not None:
            self.show_facts(self._facts)

    def _fill(self, layout: QVBoxLayout, facts: Facts) -> None:
        from gui.home.home_lacks import LacksCard
        from gui.home.home_start import SampleNotice

        notice = SampleNotice(self.context)
        layout.addWidget(notice)
        title = QLabel(f"工作台 · {self.context.year} 年")
        role(title, "title")
        layout.addWidget(title)
        tiles = [_TileCard(tile, partial(self._open_tile, tile)) for tile in facts.tiles]
        layout.addWidget(_Tiles(tiles))
        columns = self._columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._due_card(facts), 3, Qt.AlignmentFlag.AlignTop)
        self._lacks = LacksCard(self.context, self._report, self.context.year)
        columns.addWidget(self._lacks, 2, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(columns)
        layout.addWidget(self._shortcuts_line())
        layout.addStretch(1)

    def _due_card(self, facts: Facts) -> QFrame:
        card, lines = _card("今天要办", f"{facts.due_total} 项" if facts.due_total else "")
        for due in facts.dues:
            lines.addWidget(_DueLine(due, partial(self._open_due, due)))
        if facts.due_total > len(facts.dues):
            text = f"另有 {facts.due_total - len(facts.dues)} 项，到数据检查里看"
            lines.addWidget(_door(text, partial(self.context.navigate, "checks")))
        if not facts.dues:
            lines.addWidget(_quiet("✓ 现在没有要办的期限：证件、许可、报批、报告、协议都在期内。"))
        return card

    def _shortcuts_line(self) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        parts = ["Ctrl+K 查找一切", "Ctrl+Z 撤销", "Ctrl+＋ / Ctrl+－ 字号", "F9 到导航"]
        label = QLabel("    ".join(parts))
        role(label, "caption")
        layout.addWidget(label)
        layout.addStretch(1)
        from gui.history.undo import last_undoable

        batch = last_undoable()
        if batch is not None:
            last = QLabel(f"最近一次操作：{batch.label}（{batch.at[:16]}）")
            last.setTextFormat(Qt.TextFormat.PlainText)
            role(last, "caption")
            layout.addWidget(last)
        return line

    def _open_tile(self, tile: Tile) -> None:
        if not tile.value:
            messages.tell(self, f"{tile.period}{tile.label}为 0。", tile.definition)
            return
        from gui.home.home_facts import records_behind

        title = f"{tile.period}{tile.label}：{tile.value:,} {tile.unit}"
        self.context.worker.look_up(
            lambda: records_behind(tile.figure, tile.value),
            lambda found: self.context.open_list(found[0], found[1], title),
        )

    def _open_due(self, due: Due) -> None:
        if due.entity is None:
            self.context.navigate(due.page)
        else:
            self.context.open_record(due.entity, due.record_id)


class _Tiles(QWidget):
    """Six beside each other where there is room, else three."""

    def __init__(self, tiles: list[_TileCard]) -> None:
        super().__init__()
        self._tiles = tiles
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._place(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew when the room changes."""
        super().resizeEvent(event)
        letter = self.fontMetrics().horizontalAdvance("国")
        self._place(6 if self.width() >= 78 * letter else 3)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at in range(6):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // across, at % across)


class _Door(QFrame):
    """A frame that acts as one button, by mouse and by keyboard."""

    def __init__(self, act: Callable[[], Any], name: str) -> None:
        super().__init__()
        self._act = act
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes through."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._act()

    def keyPressEvent(self, event: Any) -> None:
        """So do Enter and space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        else:
            super().keyPressEvent(event)


class _TileCard(_Door):
    """One figure: label, number with unit, last year beside it."""

    def __init__(self, tile: Tile, act: Callable[[], Any]) -> None:
        super().__init__(act, f"{tile.label} {tile.value} {tile.unit}，{tile.change}")
        role(self, "tile")
        self.setToolTip(f"{tile.period}\n口径：{tile.definition}\n点一下看名单")
        name = _cut(tile.label, "muted")
        number = _text(f"{tile.value:,}", "number")
        unit = _text(tile.unit, "muted")
        unit.setContentsMargins(0, 0, 0, number.fontMetrics().descent() // 2)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(unit, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        layout.addWidget(name)
        layout.addLayout(row)
        layout.addWidget(_text(tile.change, "caption"))


class _DueLine(_Door):
    """Days left with its sign, whose, what, until when."""

    def __init__(self, due: Due, act: Callable[[], Any]) -> None:
        super().__init__(act, f"{due.title} {due.what} {due.day} {due.expiry.words}")
        role(self, "row")
        tone = due.expiry.colour
        mark = _text(due.expiry.words, tone if tone == "muted" else f"mark-{tone}")
        mark.setMinimumWidth(mark.fontMetrics().horizontalAdvance("逾期388天 ✕") + 6)
        picture = QLabel()
        shown = colours().muted
        drawing = icons.entity_icon(due.entity, shown) if due.entity else icons.icon("clock", shown)
        picture.setPixmap(drawing.pixmap(17, 17))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.setSpacing(10)
        layout.addWidget(mark)
        layout.addWidget(picture)
        layout.addWidget(_cut(due.title, ""), 3)
        layout.addWidget(_cut(due.what, "muted"), 4)
        layout.addWidget(_text(due.day, "muted"))


def _card(title: str, note: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    role(card, "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(6, 12, 6, 8)
    layout.setSpacing(0)
    head = QHBoxLayout()
    head.setContentsMargins(10, 0, 10, 6)
    head.addWidget(_text(title, "heading"))
    head.addStretch(1)
    head.addWidget(_text(note, "muted"))
    layout.addLayout(head)
    return card, layout


def _text(words: str, name: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(10)
    role(label, name)
    return label


def _cut(words: str, name: str) -> CutWords:
    label = CutWords(name)
    label.set_words(words)
    return label


def _quiet(words: str) -> QLabel:
    label = _text(words, "muted")
    label.setContentsMargins(10, 6, 10, 8)
    return label


def _door(text: str, act: Callable[[], Any]) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(6, 2, 6, 2)
    button = QPushButton(text.replace("&", "&&"))
    role(button, "door")
    button.clicked.connect(lambda _=False: act())
    layout.addWidget(button)
    layout.addStretch(1)
    return holder


