"""First step of an import: choosing files, by dialog or by dropping them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.imports.import_work import ImportWork
from gui.look import marks, messages
from gui.look.marks import Words
from gui.look.theme import role

PATTERNS = "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt"
_PATH = Qt.ItemDataRole.UserRole


class FilesPage(QWidget):
    """The files of the import. changed: some were added or taken out."""

    changed = Signal()

    def __init__(self, work: ImportWork) -> None:
        super().__init__()
        self.work = work
        self.setAcceptDrops(True)
        self.choose = QPushButton("选择文件…")
        role(self.choose, "primary")
        self.choose.clicked.connect(self.choose_files)
        self.list = QListWidget()
        self.list.setAccessibleName("要导入的文件")
        role(self.list, "table")
        self.remove = QPushButton("移除所选")
        self.remove.clicked.connect(self.remove_selected)
        drop = QFrame()
        role(drop, "notice")
        inside = QVBoxLayout(drop)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(8)
        hint = Words("把 Excel、WPS 表格或 csv 文件拖到这里，可以一次多个。", "heading")
        hint.setWordWrap(True)
        more = Words(
            "原来的文件只读取、不改动。导入前会逐行预览；导入后可以整批撤销。", "caption",
        )
        more.setWordWrap(True)
        for widget in (hint, more):
            inside.addWidget(widget)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(drop)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """List the files as they stand, with the reason where one cannot be read."""
        self.list.clear()
        for path in self.work.paths:
            fault = self.work.faults.get(path)
            words = f"{path.name}    {path.parent}"
            if fault:
                words = f"✕ {words}\n    {fault.message}{fault.remedy}"
            item = QListWidgetItem(words)
            item.setData(_PATH, path)
            item.setToolTip(marks.plain_tip(str(path)))
            if fault:
                item.setForeground(marks.tone("bad"))
            self.list.addItem(item)
        self.remove.setEnabled(bool(self.work.paths))

    def choose_files(self) -> None:
        """The file dialog."""
        filters = f"表格文件 ({PATTERNS});;所有文件 (*)"
        self.add(messages.file_dialog(self, "选择要导入的文件", mode="open_many", filters=filters))

    def add(self, paths: Sequence[Path]) -> None:
        """More files."""
        if paths:
            self.work.add(list(paths))
            self.refresh()
            self.changed.emit()

    def remove_selected(self) -> None:
        """Leave the selected file out."""
        item = self.list.currentItem()
        if item is not None:
            self.work.remove(item.data(_PATH))
            self.refresh()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the selected file out."""
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.remove_selected()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped files are added."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add([path for path in paths if path.is_file()])
        event.acceptProposedAction()
