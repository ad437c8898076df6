"""The right-hand summary of one record: what it is, what is missing, its lines by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.attachments.attachment_rows import counted, read_counts
from gui.look.expiry import Expiry, expiry_of
from gui.look.icons import icon
from gui.look.theme import role
from models import attachments, partial_date, privacy, three_states
from models.audit import AuditEntry
from models.entity import Entity
from models.fields import Choice, Date, Kind, LongText
from models.listing import EXPIRY_WORDS, columns_of, shown
from models.sharing import sort_of

SETTLE_MS = 90
"""Moving through rows with the arrow key must not build a panel for each."""


Fact = tuple[str, str, Expiry | None]
"""Label, words, and the mark of a date that runs out."""


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    day: str
    kind: str
    text: str
    expiry: Expiry | None


class RecordSummary(QFrame):
    """Shows one record; asks for opening and history by signal."""

    open_wanted = Signal(object, int)
    history_wanted = Signal(object)
    attachments_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "side")
        self._wanted: tuple[type[Entity], int] | None = None
        self._record: Any = None
        self._is_masked = True
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._load)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.setAccessibleName("记录摘要")
        self._build_empty()

    def show_record(self, entity: type[Entity], record_id: int | None) -> None:
        """Show this record soon; None empties the panel."""
        self._wanted = None if record_id is None else (entity, record_id)
        self._is_masked = True
        self._timer.start()

    def renew(self) -> None:
        """Read the shown record again."""
        self._timer.start()

    def _load(self) -> None:
        record = None
        if self._wanted is not None:
            entity, record_id = self._wanted
            record = entity.get_or_none(entity.id == record_id)
        self._record = record
        if record is None:
            self._build_empty()
        else:
            self._build(record)

    def _build_empty(self) -> None:
        page = _page()
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        text = _label("选中一条记录，\n这里显示它的摘要与时间线。", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
        layout.addWidget(text)
        layout.addStretch(2)
        self._scroll.setWidget(page)

    def _build(self, record: Any) -> None:
        page = _page()
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(_label(str(record), "heading", wrap=True))
        if second := self._second_line(record):
            layout.addWidget(_label(second, "muted", wrap=True))
        if missing := record.missing():
            layout.addWidget(_label(f"! 待补：{'、'.join(missing)}", "mark-warn", wrap=True))
        layout.addLayout(self._buttons(record))
        if attachments.takes(type(record)):
            files = QPushButton(icon("attachment"), counted(*read_counts(record)))
            role(files, "door")
            files.setToolTip("扫描件和材料清单；也可以把文件拖到这里")
            files.clicked.connect(lambda: self.attachments_wanted.emit(record))
            layout.addWidget(files, alignment=Qt.AlignmentFlag.AlignLeft)
        facts: list[Fact] = [(k.label, self._word(k, record), None) for k in _facts(record)]
        facts += self._computed(record)
        if facts:
            layout.addWidget(_line())
            layout.addLayout(_grid(facts))
        moments = timeline(record, masked=self._is_masked)
        for kind, texts in undated(moments).items():
            layout.addWidget(_line())
            layout.addWidget(_label(f"{kind} {len(texts)}", "caption"))
            layout.addWidget(_label("；".join(texts), "", wrap=True))
        if dated := [moment for moment in moments if moment.day]:
            layout.addWidget(_line())
            layout.addWidget(_label("时间线", "caption"))
            layout.addLayout(_moments(dated))
        layout.addWidget(_line())
        layout.addLayout(self._foot(record))
        layout.addStretch(1)
        self._scroll.setWidget(page)

    def _second_line(self, record: Any) -> str:
        words = [
            k.mask(k.read(record)) for k in record.kinds()
            if k.in_list and not k.sensitive and not isinstance(k, Date)
        ]
        rest = [word for word in words if word and word != str(record)]
        return " · ".join(rest[:3])

    def _buttons(self, record: Any) -> QHBoxLayout:
        row = QHBoxLayout()
        open_button = QPushButton("打开 Enter")
        open_button.clicked.connect(lambda: self.open_wanted.emit(type(record), record.id))
        row.addWidget(open_button)
        if any(_is_hidden(record, kind) for kind in record.kinds()) or _lines_hide(record):
            reveal = QPushButton("显示号码" if self._is_masked else "遮盖号码")
            role(reveal, "flat")
            reveal.setIcon(icon("reveal"))
            reveal.clicked.connect(self._toggle_mask)
            row.addWidget(reveal)
        row.addStretch(1)
        return row

    def _foot(self, record: Any) -> QHBoxLayout:
        changes = AuditEntry.select().where(
            (AuditEntry.entity == record.key()) & (AuditEntry.record_id == record.id)
        ).count()
        row = QHBoxLayout()
        history = QPushButton(f"历史 {changes}")
        role(history, "door")
        history.setToolTip("谁在何时把什么改成了什么，可逐条撤销")
        history.clicked.connect(lambda: self.history_wanted.emit(record))
        row.addWidget(history)
        row.addStretch(1)
        row.addWidget(_label(f"最近修改 {record.changed_at[:16]}", "caption"))
        return row

    def _computed(self, record: Any) -> Iterator[Fact]:
        columns = [c for c in columns_of(type(record)) if c.derived is not None]
        if not columns:
            return
        entity: Any = type(record)
        query = entity.select(*(c.expression() for c in columns)).where(entity.id == record.id)
        for column, value in zip(columns, query.tuples().first(), strict=True):
            if words := shown(column, value):
                expiry = expiry_of(value, date.today()) if column.is_expiry else None
                yield column.label, words, expiry

    def _word(self, kind: Kind, record: Any) -> str:
        value = three_states.read(record, kind)
        show = three_states.mask if self._is_masked else three_states.show
        return show(kind, value)

    def _toggle_mask(self) -> None:
        self._is_masked = not self._is_masked
        if self._record is not None:
            self._build(self._record)


def timeline(record: Any, *, masked: bool = True) -> list[Moment]:
    """The record's lines by date, newest first; undated lines last. At most 40."""
    found = []
    for entity in record.line_entities():
        for line in record.lines(entity):
            found.append(_moment(line, masked=masked))
    found.sort(key=lambda moment: moment.day, reverse=True)
    return found[:40]


def undated(moments: list[Moment]) -> dict[str, list[str]]:
    """Lines without a date (members of a trip), by kind."""
    found: dict[str, list[str]] = {}
    for moment in reversed(moments):
        if not moment.day:
            found.setdefault(moment.kind, []).append(moment.text)
    return found


def _moment(line: Any, *, masked: bool) -> Moment:
    # Somebody's own birth is a fact about them, no event of this record.
    dates = [
        k for k in line.kinds()
        if isinstance(k, Date) and k.read(line) and sort_of(k) != privacy.BORN
    ]
    expiring = [k for k in dates if any(word in k.label for word in EXPIRY_WORDS)]
    first = dates[0] if dates else None
    owner = line.owner_link()
    told = [
        k for k in line.kinds()
        if k is not owner and k.in_list and not isinstance(k, Date)
        and k.read(line) not in (None, "")
    ]
    # What kind of paper it is comes before its number.
    told.sort(key=lambda kind: not isinstance(kind, Choice))
    words = [k.mask(k.read(line)) if masked else k.show(k.read(line)) for k in told]
    spans = [k.show(k.read(line)) for k in dates[1:2] if k not in expiring]
    text = " ".join([*words[:4], *(f"至 {span}" for span in spans)])
    expiry = None
    if expiring:
        value = expiring[0].read(line)
        until = expiring[0].show(value) if expiring[0] is not first else ""
        text += f" {expiring[0].label}{until}"
        expiry = expiry_of(value, date.today())
    day = partial_date.to_text(first.read(line)) if first is not None else ""
    day = "长期" if day.startswith("9999") else day
    return Moment(day, line.label, text.strip(), expiry)


def _facts(record: Any) -> list[Kind]:
    return [
        k for k in record.kinds()
        if not three_states.is_gap(record, k) and not isinstance(k, LongText)
        and k.show(k.read(record)) != str(record)
    ][:14]


def _is_hidden(record: Any, kind: Kind) -> bool:
    return kind.sensitive and kind.read(record) not in (None, "")


def _lines_hide(record: Any) -> bool:
    return any(
        _is_hidden(line, kind)
        for entity in record.line_entities() if any(k.sensitive for k in entity.kinds())
        for line in record.lines(entity) for kind in entity.kinds()
    )


def _page() -> QWidget:
    page = QWidget()
    role(page, "page")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(14, 12, 14, 12)
    layout.setSpacing(8)
    return page


def _label(text: str, name: str, *, wrap: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    role(label, name)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _line() -> QFrame:
    line = QFrame()
    role(line, "line")
    return line


def _grid(facts: list[Fact]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for row, (label, words, expiry) in enumerate(facts):
        name = _label(label, "muted", wrap=True)
        name.setMaximumWidth(110)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        text = f"{words}  {expiry.words}" if expiry else words
        grid.addWidget(_label(text, _mark(expiry), wrap=True), row, 1)
    return grid


def _moments(moments: list[Moment]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, moment in enumerate(moments):
        grid.addWidget(_label(moment.day, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        note = f"  {moment.expiry.words}" if moment.expiry else ""
        text = f"{moment.kind} {moment.text}{note}"
        grid.addWidget(_label(text, _mark(moment.expiry), wrap=True), row, 1)
    return grid


def _mark(expiry: Expiry | None) -> str:
    if expiry is None:
        return ""
    return "muted" if expiry.colour == "faint" else f"mark-{expiry.colour}"
