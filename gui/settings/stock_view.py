"""A pre-printed paper on the screen: its scan, the boxes of its fields, what will stand there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from exports.prints import stock
from exports.prints.stock import Field, Stock
from models.stock_layouts import Calibration

PAPER, INK, GRID = QColor("#ffffff"), QColor("#1d2733"), QColor("#dfe4ea")
BOX, CHOSEN, GHOST = QColor("#2f6db5"), QColor("#c2410c"), QColor("#9aa4b1")
"""Colours on paper, which is white in the dark too."""

STEP = 0.1
_EDGE = 10


class StockView(QWidget):
    """Shows one side. The mouse drags a field; arrow keys move it by 0.1 mm (Shift: 1 mm).

    Full lines: where the text will stand on the paper. Broken lines: where this printer would
    print it without the correction.
    """

    chosen = Signal(str)
    nudged = Signal(str, float, float)

    def __init__(self, layout: Stock) -> None:
        super().__init__()
        self._layout = layout
        self.calibration = Calibration(layout.code)
        self.values: dict[str, str] = {}
        self.background = QImage()
        self.current = ""
        self.side: stock.Side = "front"
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 200)
        self.setAccessibleName("套打版面")
        self.setToolTip("拖动一格，或点选后用方向键移动 0.1 毫米（按住 Shift 为 1 毫米）")

    def show_calibration(self, calibration: Calibration) -> None:
        """Show other corrections."""
        self.calibration = calibration
        self.update()

    def show_background(self, content: bytes) -> None:
        """A scan under the boxes; it is never printed. Empty takes it away."""
        self.background = QImage.fromData(content) if content else QImage()
        self.update()

    def choose(self, name: str) -> None:
        """Mark one field."""
        self.current = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, scan, grid, boxes, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper, scale = self._paper()
        painter.fillRect(paper, PAPER)
        if not self.background.isNull():
            painter.drawImage(paper, self.background)
        else:
            self._draw_grid(painter, paper, scale)
        painter.setPen(QPen(GHOST, 1))
        painter.drawRect(paper)
        painter.setClipRect(paper)
        for field in self._fields():
            self._draw_field(painter, field, paper.topLeft(), scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the field under the pointer."""
        paper, scale = self._paper()
        for field in self._fields():
            if self._box(field, paper.topLeft(), scale).contains(event.position()):
                self.chosen.emit(field.name)
                self._held = event.position()
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The field under the pressed pointer follows it, in tenths of a millimetre."""
        if self._held is None or not self.current:
            return
        _, scale = self._paper()
        way = (event.position() - self._held) / scale
        right, down = round(way.x(), 1), round(way.y(), 1)
        if right or down:
            self._held += QPointF(right, down) * scale
            self.nudged.emit(self.current, right, down)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The field stays where it is."""
        self._held = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen field."""
        step = 1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        moves = {
            Qt.Key.Key_Left: (-step, 0.0), Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step), Qt.Key.Key_Down: (0.0, step),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None or not self.current:
            super().keyPressEvent(event)
        else:
            self.nudged.emit(self.current, *move)

    def _fields(self) -> list[Field]:
        return [field for field in self._layout.fields if field.side == self.side]

    def _paper(self) -> tuple[QRectF, float]:
        """Where the paper lies, and pixels of one millimetre."""
        width, height = self._layout.width, self._layout.height
        scale = min((self.width() - 2 * _EDGE) / width, (self.height() - 2 * _EDGE) / height)
        scale = max(scale, 0.1)
        left = (self.width() - width * scale) / 2
        top = (self.height() - height * scale) / 2
        return QRectF(left, top, width * scale, height * scale), scale

    def _box(self, field: Field, corner: QPointF, scale: float) -> QRectF:
        at = stock.moved(field, self.calibration)
        return _rect(at, corner, scale)

    def _draw_grid(self, painter: QPainter, paper: QRectF, scale: float) -> None:
        painter.setPen(QPen(GRID, 1))
        for step in range(10, int(max(self._layout.width, self._layout.height)), 10):
            x, y = paper.left() + step * scale, paper.top() + step * scale
            if step < self._layout.width:
                painter.drawLine(QPointF(x, paper.top()), QPointF(x, paper.bottom()))
            if step < self._layout.height:
                painter.drawLine(QPointF(paper.left(), y), QPointF(paper.right(), y))

    def _draw_field(
        self, painter: QPainter, field: Field, corner: QPointF, scale: float
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = self._box(field, corner, scale)
        ghost = _rect(_uncorrected(field, self.calibration), corner, scale)
        if (ghost.topLeft() - box.topLeft()).manhattanLength() > 0.4:
            painter.setPen(QPen(GHOST, 1, Qt.PenStyle.DashLine))
            painter.drawRect(ghost)
        is_current = field.name == self.current
        if self.calibration.is_left_out(field.name):
            painter.setPen(QPen(CHOSEN if is_current else GHOST, 1, Qt.PenStyle.DotLine))
            painter.drawRect(box)
            return
        painter.setPen(QPen(CHOSEN if is_current else BOX, 2 if is_current else 1))
        painter.drawRect(box)
        words = self.values.get(field.name, "") or field.label
        font = QFont(self.font())
        font.setPixelSize(max(int(field.size * 25.4 / 72 * scale), 5))
        painter.setFont(font)
        painter.setPen(INK if self.values.get(field.name) else BOX)
        along = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
        flags = along.get(field.align, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignBottom
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, max(int(box.width()), 8)
        )
        painter.drawText(box, int(flags), shown)


def _rect(field: Field, corner: QPointF, scale: float) -> QRectF:
    return QRectF(
        corner.x() + field.left * scale, corner.y() + (field.line - field.height) * scale,
        field.width * scale, field.height * scale,
    )


def _uncorrected(field: Field, calibration: Calibration) -> Field:
    """Where it would come out were it sent to its wanted place: the correction, mirrored."""
    wanted, sent = stock.moved(field, calibration), stock.corrected(field, calibration)
    return replace(
        wanted, left=2 * wanted.left - sent.left, line=2 * wanted.line - sent.line
    )
