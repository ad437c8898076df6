"""A finished PDF that is made beside the window: shown, printed, saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from exports.file_names import legal
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.dialog_size import open_at
from gui.look.marks import Words
from gui.look.theme import role
from gui.paper import printing
from gui.paper.page_preview import PagePreview
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.errors import UserError


class PdfDialog(QDialog):
    """Ctrl+P prints, Ctrl+S saves. make: draws the file in a worker thread."""

    def __init__(
        self, context: Context, title: str, make: Callable[[], bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._title = context, title
        self.pdf = b""
        self.setWindowTitle(title)
        self.preview = PagePreview(context)
        self.print_button = push_button("打印…", self.print_now, tip="Ctrl+P", look="primary")
        self.save_button = push_button("保存 PDF…", self.save, tip="Ctrl+S")
        close = push_button("关闭", self.reject)
        self.print_button.setShortcut("Ctrl+P")
        self.save_button.setShortcut("Ctrl+S")
        head = QHBoxLayout()
        head.addWidget(Words(title, "heading"))
        head.addStretch(1)
        for button in (self.print_button, self.save_button, close):
            head.addWidget(button)
        page = QWidget()
        role(page, "page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.addLayout(head)
        layout.addWidget(self.preview, 1)
        self._enable()
        self.preview.say("正在排版…")
        open_at(self, 62, 50)
        context.worker.look_up(make, self._show, failed=self._failed, is_slow=True)

    def _show(self, pdf: bytes) -> None:
        if isValid(self):
            self.pdf = pdf
            self.preview.show_pdf(pdf)
            self._enable()

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            self.preview.say(str(error))

    def _enable(self) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(self.pdf))

    def print_now(self) -> None:
        """To the printer, at actual size."""
        try:
            pages = printing.send(self.pdf, self._title, self)
        except UserError as error:
            messages.show_error(self, error)
            return
        if pages:
            self._context.say(f"已送打印机：{pages} 页")

    def save(self) -> None:
        """As a PDF file."""
        path = messages.choose_save_path(
            self, "保存 PDF", name=legal(self._title, suffix=".pdf"), kind="PDF 文件",
            suffix=".pdf",
        )
        if path is None:
            return
        pdf, title = self.pdf, self._title

        def work(_: Any) -> None:
            from exports.handing_over import About, send_out

            send_out(path, pdf, About(title))

        run_with_progress(
            self, self._context.worker, "保存 PDF", work,
            then=lambda _: self._context.say(f"已保存：{path.name}"),
        )
