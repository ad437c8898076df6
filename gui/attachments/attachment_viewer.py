"""Looking at attachments inside the program: pages of a PDF, pictures; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.attachments.attachment_pictures import image_of
from gui.look.dialog_size import open_at
from gui.look.icons import icon
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from gui.paper.page_preview import PagePreview
from gui.shared.context import Context
from models import attachments, media
from models.errors import UserError


def can_show(attachment: Any) -> bool:
    """Whether the program itself can show it; a PDF with a password it cannot."""
    kind = attachment.media_type
    return (kind == media.PDF and bool(attachment.pages)) or (
        media.is_image(kind) and kind != "image/heic"
    )


class ViewerDialog(QDialog):
    """One attachment at a time; the arrows go through the others of the record."""

    save_wanted = Signal(object)

    def __init__(
        self, context: Context, files: Sequence[Any], at: int, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._files = [each for each in files if can_show(each)]
        self._at = self._files.index(files[at])
        self._asked = 0
        self.pdf = PagePreview(context)
        self.picture = _Picture()
        self.words = Words("", "muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self._build()
        self.show_file(self._at)

    def show_file(self, at: int) -> None:
        """Show one of the files, wrapping at the ends."""
        self._at = at % len(self._files)
        self._asked += 1
        number, file = self._asked, self._files[self._at]
        self.setWindowTitle(str(file))
        self.heading.set_words(f"{file.paper or '附件'} · {file.file_name}")
        self.counter.setText(f"{self._at + 1} / {len(self._files)}")
        self._say("正在打开…")

        def read() -> Any:
            content = attachments.content_of(file)
            return content if file.media_type == media.PDF else image_of(content)

        def show(found: Any) -> None:
            if isValid(self) and number == self._asked:
                self._show(found)

        self._context.worker.look_up(read, show, failed=self._failed)

    def _show(self, found: bytes | QImage) -> None:
        if isinstance(found, QImage):
            self.picture.show_image(found)
            self.stack.setCurrentWidget(self.picture)
        else:
            self.pdf.show_pdf(found)
            self.stack.setCurrentWidget(self.pdf)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        if isValid(self):
            self._say(str(error))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.stack.setCurrentWidget(self.words)

    def _build(self) -> None:
        self.heading = CutWords("heading")
        self.counter = Words("", "muted")
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        many = len(self._files) > 1
        for name, picture, step in (("上一份（Alt+←）", "back", -1), ("下一份（Alt+→）", "chevron", 1)):
            button = QPushButton()
            role(button, "flat")
            button.setIcon(icon(picture))
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setAutoDefault(False)
            button.setVisible(many)
            button.clicked.connect(lambda _=False, step=step: self.show_file(self._at + step))
            row.addWidget(button)
        self.counter.setVisible(many)
        row.addWidget(self.counter)
        save = QPushButton("另存为…")
        save.setAutoDefault(False)
        save.clicked.connect(lambda: self.save_wanted.emit(self._files[self._at]))
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(save)
        row.addWidget(close)
        self.stack = QStackedWidget()
        for widget in (self.words, self.picture, self.pdf):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.show_file(self._at + step))
        open_at(self, 62, 50)


class _Picture(QScrollArea):
    """A picture that fits the window; a double click shows it at its own size and back."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = _Canvas()
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setAccessibleName("图片")
        self.setToolTip("双击：适合窗口或原尺寸")

    def show_image(self, image: QImage) -> None:
        """Show another picture, fitted."""
        self.sheet.image = image
        self.sheet.setMinimumSize(0, 0)
        self.sheet.update()

    def mouseDoubleClickEvent(self, event: Any) -> None:
        """Own size, or fitted again."""
        fitted = self.sheet.minimumWidth() > 0
        size = self.sheet.image.size()
        self.sheet.setMinimumSize(0, 0) if fitted else self.sheet.setMinimumSize(size)
        self.sheet.update()
        event.accept()


class _Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture as large as fits, never larger than it is."""
        if self.image.isNull():
            return
        size = self.image.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawImage(QRect(left, top, size.width(), size.height()), self.image)
