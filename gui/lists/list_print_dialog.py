"""Printing a list: the pages as they will come out, direction, masks; to a printer or a PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exports.list_print import ACROSS, UPRIGHT, PrintedList
from gui.lists.list_widths import default_width
from gui.look import messages
from gui.look.theme import role
from gui.paper.handing_over import Paper, hand_over
from gui.paper.page_preview import PagePreview
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.jobs import Progress
from models.sharing import of_masked

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage

WAYS = (("自动", ""), ("横向", ACROSS), ("纵向", UPRIGHT))


class ListPrintDialog(QDialog):
    """Shows the list as pages; the file that is shown is the one that is printed or saved."""

    def __init__(self, printed: PrintedList, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印列表：{printed.title}")
        self._printed = printed
        self._context = context
        self.pdf = b""
        self.way = QComboBox()
        self.way.setAccessibleName("纸张方向")
        for words, way in WAYS:
            self.way.addItem(words, way)
        self.masks = QCheckBox("遮盖证件号、电话等")
        self.masks.setChecked(printed.masked)
        self.masks.setVisible(any(c.kind.sensitive for c in printed.columns))
        self.preview = PagePreview(context)
        self.print_button = QPushButton("打印…")
        role(self.print_button, "primary")
        self.save_button = QPushButton("保存 PDF…")
        close = QPushButton("关闭")
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)
        close.clicked.connect(self.reject)
        self.way.currentIndexChanged.connect(lambda _: self.renew())
        self.masks.toggled.connect(lambda _: self.renew())
        above, below = QHBoxLayout(), QHBoxLayout()
        label = QLabel("A4")
        role(label, "muted")
        for widget in (label, self.way, self.masks):
            above.addWidget(widget)
        above.addStretch(1)
        below.addStretch(1)
        for button in (self.save_button, self.print_button, close):
            button.setAutoDefault(button is self.print_button)
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self.preview, 1)
        layout.addLayout(below)
        room = parent.window().size()
        self.resize(min(1080, room.width() - 40), min(700, room.height() - 40))
        self.print_button.setFocus()
        self.renew()

    def renew(self) -> None:
        """Set the pages anew with the present choices."""
        self.pdf = b""
        self._enable(False)
        self.preview.say("正在排版…")
        asked = replace(
            self._printed, way=str(self.way.currentData()), masked=self.masks.isChecked()
        )

        def work(progress: Progress) -> bytes:
            from exports.list_print import pdf

            return pdf(asked, progress)

        run_with_progress(
            self, self._context.worker, "正在排版", work,
            then=lambda made: self._show(asked, made), failed=self._failed,
        )

    def _show(self, asked: PrintedList, made: bytes) -> None:
        if asked.way == self.way.currentData() and asked.masked == self.masks.isChecked():
            self.pdf = made
            self.preview.show_pdf(made)
            self._enable(True)

    def _failed(self, error: BaseException) -> None:
        self.preview.say(str(error))
        messages.show_error(self, error)

    def _enable(self, on: bool) -> None:
        self.print_button.setEnabled(on)
        self.save_button.setEnabled(on)

    def print(self) -> None:
        """To a printer; without one a PDF can be saved."""
        from gui.paper import printing

        if not printing.printer_names():
            if messages.ask(
                self, "这台电脑上没有打印机。", "可以先保存 PDF，到有打印机的电脑上打印。", yes="保存 PDF…",
            ):
                self.save()
            return
        if pages := printing.send(self.pdf, self._printed.title, self):
            self._context.say(f"已送打印机：{pages} 页")

    def save(self) -> None:
        """The pages as a file."""
        from gui.lists.list_actions import file_name

        path = messages.choose_save_path(
            self, "保存 PDF", name=f"{file_name(self._printed.title)}.pdf", kind="PDF 文件",
            suffix=".pdf",
        )
        if path is None:
            return
        pdf, printed, masked = self.pdf, self._printed, self.masks.isChecked()
        allowed = of_masked(masked).full_sorts(printed.columns)

        def make(_: Progress) -> list[Paper]:
            from exports.handing_over import About

            about = About(printed.title, people=len(printed.ids), masked=masked)
            return [Paper(path, pdf, about, allowed)]

        def then(_: Any) -> None:
            QTimer.singleShot(0, self.accept)
            self._context.say(f"已保存：{path.name}")

        hand_over(self, self._context, "保存 PDF", make=make, then=then)


def printed_list(page: ListPage) -> PrintedList:
    """A list page as it stands now."""
    model = page.model
    kept = page.memory.widths()
    return PrintedList(
        model.listing, tuple(model.columns), model.ids, model.heads, page.title,
        asked_words(page), {c.name: kept.get(c.name) or default_width(c) for c in model.columns},
        model.is_masked,
    )


def asked_words(page: ListPage) -> str:
    """The filters of a list in words: 国籍“韩国”，查找“li”."""
    listing = page.model.listing
    labels = {c.name: c.label for c in listing.columns().values()}
    parts = [listing.group.label] if listing.group else []
    parts += [f"{labels[name]}“{typed}”" for name, typed in listing.filters if name in labels]
    parts += [f"查找“{listing.search}”"] if listing.search else []
    return f"筛选：{'，'.join(parts)}" if parts else ""
