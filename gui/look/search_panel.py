"""A page of the settings: a search field with a count, what can be done, and one view below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.look.marks import Words


class SearchPanel(QWidget):
    """`search` narrows the view while she types (see `narrow`); `count` says what it holds."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(hint)
        self.search.setMinimumWidth(240)
        self.search.textChanged.connect(lambda _: self.narrow())
        self.count = Words("", "muted")

    def narrow(self) -> None:
        """Hide what does not hold the words of the search field."""
        raise NotImplementedError

    def lay_out(self, view: QWidget, *buttons: QPushButton) -> None:
        """The view below the search field, with the buttons at the right of it."""
        head = QHBoxLayout()
        head.addWidget(self.search)
        head.addWidget(self.count)
        head.addStretch(1)
        for button in buttons:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(view, 1)
