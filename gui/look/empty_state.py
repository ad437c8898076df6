"""What a page shows instead of nothing: why it is empty, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.look.theme import role


class EmptyState(QWidget):
    """Laid over a view; shown only while there is nothing in it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel()
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        role(self._title, "heading")
        self._text = QLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        role(self._text, "muted")
        self._buttons = QHBoxLayout()
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(8)
        for widget in (self._picture, self._title, self._text):
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addLayout(self._buttons)
        over.installEventFilter(self)
        self.hide()

    def say(
        self, picture: QIcon, title: str, text: str = "",
        *, actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show this; the first action is the one to take."""
        self._picture.setPixmap(picture.pixmap(40, 40))
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            if item.widget() is not None:
                item.widget().deleteLater()
        for at, (label, act) in enumerate(actions):
            button = QPushButton(label)
            if at == 0:
                role(button, "primary")
            button.clicked.connect(lambda _=False, do=act: do())
            self._buttons.addWidget(button)
        self._fit()
        self.show()
        self.raise_()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the size of the view below."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        # The header and its filter line stay free, so that a filter can be lifted.
        top = min(70, self._over.height() // 4)
        self.setGeometry(0, top, self._over.width(), max(0, self._over.height() - top - 10))
