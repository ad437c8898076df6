"""Pages of a PDF on the screen: sharp at every scale of the display, rendered beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.look.icons import icon
from gui.look.marks import Words
from gui.look.theme import colours, role, theme
from gui.shared.context import Context

WHOLE, WIDTH = "整页", "适合宽度"
ZOOMS = ("50%", "75%", "100%", "125%", "150%", "200%")
SCREEN_DPI = 96
THUMB_DPI = 22
LEAST_DPI = 12
RENDER_MS = 60
ROOM_FOR_LIST = 460
"""Narrower than this the page needs all the room there is."""


@dataclass(frozen=True)
class _Wanted:
    """A page at a scale of a file: what was asked for last wins."""

    serial: int
    page: int
    dpi: float


class PagePreview(QWidget):
    """Shows one page at a time; a list of pages beside it when there are several.

    Keys: PageUp and PageDown turn, Ctrl with wheel zooms, Home and End first and last.
    """

    turned = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pdf = b""
        self._serial = 0
        self._count = 0
        self._page = 0
        self._size_mm = (210.0, 297.0)
        self._marks: dict[int, str] = {}
        self.picture = _Sheet()
        self.pages = QListWidget()
        self.zoom = QComboBox()
        self.counter = Words("", "muted")
        self.note = QLabel("")
        self._timer = QTimer(self, singleShot=True, interval=RENDER_MS)
        self._timer.timeout.connect(self._render)
        self._build()
        theme().changed.connect(self.update)

    def _build(self) -> None:
        self.area = _Area(self.picture)
        self.area.zoomed.connect(self._step_zoom)
        self.area.resized.connect(self._timer.start)
        self.area.turned.connect(lambda step: self.turn(self._page + step))
        self.zoom.addItems([WHOLE, WIDTH, *ZOOMS])
        self.zoom.setAccessibleName("缩放")
        self.zoom.setToolTip("缩放（Ctrl+滚轮）")
        self.zoom.currentIndexChanged.connect(lambda _: self._timer.start())
        self.pages.setAccessibleName("页")
        self.pages.setFixedWidth(64 + self.fontMetrics().horizontalAdvance("000") + 34)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setIconSize(QSize(64, 92))
        self.pages.setVisible(False)
        self.pages.currentRowChanged.connect(self.turn)
        self.back, self.on = QPushButton(), QPushButton()
        for button, picture, name, step in (
            (self.back, "back", "上一页（PageUp）", -1), (self.on, "chevron", "下一页（PageDown）", 1),
        ):
            role(button, "flat")
            button.setIcon(icon(picture))
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.turn(self._page + step))
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        role(self.note, "muted")
        bar = QHBoxLayout()
        for widget in (self.back, self.counter, self.on):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.zoom)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.pages)
        middle.addWidget(self.area, 1)
        middle.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addLayout(middle, 1)
        self.say("")

    @property
    def page_count(self) -> int:
        """Pages of the file shown; 0 while only words are shown."""
        return self._count

    def say(self, words: str) -> None:
        """Show words instead of a page."""
        self._serial += 1
        self._pdf, self._count = b"", 0
        self.note.setText(words)
        self._arrange()

    def show_pdf(self, pdf: bytes, *, marks: Mapping[int, str] | None = None) -> None:
        """Show a file; the page shown before stays if the file has it.

        marks: words beside the small pictures of some pages, such as where a paper begins.
        """
        self._marks = dict(marks or {})
        scale = self.devicePixelRatioF()
        self._serial += 1
        serial = self._serial
        self._pdf = pdf

        def read() -> tuple[int, int, tuple[float, float], list[Any]]:
            from exports.prints.preview import Preview

            with Preview(pdf) as opened:
                size = opened.size(0)
                count = opened.page_count
                few = range(count if 1 < count <= 60 else 0)
                thumbs = [opened.picture(index, dpi=THUMB_DPI * scale) for index in few]
                return serial, count, (size.width, size.height), thumbs

        self._context.worker.look_up(read, self._opened, failed=self._broken)

    def turn(self, page: int) -> None:
        """Go to a page counted from 0; beyond the ends nothing happens."""
        if not 0 <= page < self._count or page == self._page:
            return
        self._page = page
        self.pages.setCurrentRow(page)
        self._arrange()
        self._timer.start()
        self.area.verticalScrollBar().setValue(0)
        self.turned.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of pages is there where it leaves room for the page."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """On a screen of another scale the page is drawn anew."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._timer.start()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn, also from the buttons."""
        pages = {Qt.Key.Key_PageUp: self._page - 1, Qt.Key.Key_PageDown: self._page + 1,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._count - 1}
        if Qt.Key(event.key()) in pages:
            self.turn(pages[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _opened(self, found: tuple[int, int, tuple[float, float], list[Any]]) -> None:
        serial, self_count, size, thumbs = found
        # The window may have closed while the pages were read.
        if not isValid(self) or serial != self._serial:
            return
        self._count, self._size_mm = self_count, size
        self._page = min(self._page, self_count - 1)
        scale = self.devicePixelRatioF()
        self.pages.blockSignals(True)
        self.pages.clear()
        for index, thumb in enumerate(thumbs):
            mark = self._marks.get(index, "")
            item = QListWidgetItem(
                icon_of(thumb, scale), f"{mark}\n{index + 1}" if mark else f"{index + 1}"
            )
            self.pages.addItem(item)
        self.pages.setCurrentRow(self._page)
        self.pages.blockSignals(False)
        self._arrange()
        self._render()

    def _broken(self, error: BaseException) -> None:
        if isValid(self):
            self.say(str(error))

    def _arrange(self) -> None:
        shown = self._count > 0
        self.area.setVisible(shown)
        self.note.setVisible(not shown)
        self.pages.setVisible(self._count > 1 and self.width() >= ROOM_FOR_LIST)
        self.zoom.setEnabled(shown)
        self.counter.setText(f"第 {self._page + 1} 页 / 共 {self._count} 页" if shown else "")
        self.back.setEnabled(self._page > 0 and shown)
        self.on.setEnabled(self._page + 1 < self._count)

    def _step_zoom(self, steps: int) -> None:
        names = [WHOLE, WIDTH, *ZOOMS]
        at = names.index(self.zoom.currentText())
        self.zoom.setCurrentIndex(max(0, min(at + steps, len(names) - 1)))

    def _dpi(self) -> float:
        """Logical dots per inch for the wanted zoom."""
        room = self.area.viewport().size()
        width_in, height_in = self._size_mm[0] / 25.4, self._size_mm[1] / 25.4
        by_width = (room.width() - 24) / width_in
        if self.zoom.currentText() == WIDTH:
            return max(by_width - 2, LEAST_DPI)
        if self.zoom.currentText() == WHOLE:
            return max(min(by_width, (room.height() - 24) / height_in), LEAST_DPI)
        return SCREEN_DPI * int(self.zoom.currentText().rstrip("%")) / 100

    def _render(self) -> None:
        if not self._pdf or not self._count:
            return
        scale = self.devicePixelRatioF()
        wanted = _Wanted(self._serial, self._page, self._dpi() * scale)
        pdf = self._pdf

        def read() -> tuple[_Wanted, Any]:
            from exports.prints.preview import Preview

            with Preview(pdf) as opened:
                return wanted, opened.picture(wanted.page, dpi=wanted.dpi)

        self._context.worker.look_up(read, self._rendered, failed=self._broken)

    def _rendered(self, found: tuple[_Wanted, Any]) -> None:
        wanted, picture = found
        if isValid(self) and wanted.serial == self._serial and wanted.page == self._page:
            self.picture.show_image(image_of(picture), self.devicePixelRatioF())
            self.picture.setAccessibleName(f"第 {wanted.page + 1} 页")


def image_of(picture: Any) -> QImage:
    """A rendered page as an image of its own memory."""
    image = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    return image.copy()


def icon_of(picture: Any, scale: float = 1.0) -> Any:
    """A rendered page as a small icon, as sharp as the display at this scale."""
    from PySide6.QtGui import QIcon

    image = image_of(picture)
    image.setDevicePixelRatio(scale)
    return QIcon(QPixmap.fromImage(image))


class _Sheet(QWidget):
    """The page with a hairline around it, in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    def show_image(self, image: QImage, scale: float) -> None:
        """Show a page that was rendered for this scale of the display."""
        self.image = image
        image.setDevicePixelRatio(scale)
        size = image.deviceIndependentSize().toSize()
        self.setMinimumSize(size + QSize(20, 20))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page with a hairline around it, so that its edge is seen in the dark too."""
        if self.image.isNull():
            return
        size = self.image.deviceIndependentSize()
        left = max((self.width() - size.width()) / 2, 10)
        top = max((self.height() - size.height()) / 2, 10)
        painter = QPainter(self)
        place = self._on_pixels(left, top)
        painter.drawImage(place, self.image)
        painter.setPen(QPen(QColor(colours().line_strong), 0))
        edge = 1 / self.devicePixelRatioF()
        painter.drawRect(QRectF(place, size).adjusted(-edge, -edge, 0, 0))

    def _on_pixels(self, left: float, top: float) -> QPointF:
        """The nearest place that begins with a whole pixel of the display: else letters blur."""
        scale = self.devicePixelRatioF()
        corner = self.mapTo(self.window(), QPoint(0, 0))
        return QPointF(
            round((corner.x() + left) * scale) / scale - corner.x(),
            round((corner.y() + top) * scale) / scale - corner.y(),
        )


class _Area(QScrollArea):
    """Scrolls the page; Ctrl with the wheel zooms, page keys turn."""

    zoomed = Signal(int)
    resized = Signal()
    turned = Signal(int)

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("页面预览")

    def resizeEvent(self, event: Any) -> None:
        """A fitted page follows the window."""
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn the page instead of scrolling."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if Qt.Key(event.key()) in steps:
            self.turned.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
