"""导出附件: of which records, by which rule, into which folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.attachments.attachment_rows import size_words
from gui.look import messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.marks import Words
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import bulk, papers
from models.entity import Entity
from models.errors import UserError
from models.jobs import Progress

SETTING = "attachments/pattern"


class AttachmentExportDialog(QDialog):
    """The rule is remembered beside the data; nothing is written before a folder was chosen."""

    def __init__(
        self, context: Context, entity: type[Entity], ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        from exports.attachment_export import PARTS, PATTERN

        super().__init__(parent)
        self._context, self._entity, self._ids = context, entity, list(ids)
        self.setWindowTitle("导出附件")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 40)
        one = f"这条{entity.label}" if len(ids) == 1 else f"选中的 {len(ids)} 条{entity.label}"
        self.these = QRadioButton(one)
        self.whole_year = QRadioButton(f"{context.year} 年的全部{entity.label}")
        self.these.setChecked(True)
        self.pattern = QLineEdit(str(context.settings.value(SETTING) or PATTERN))
        self.pattern.setAccessibleName("归档规则")
        self.wrong = Words("", "mark-bad")
        self.wrong.setWordWrap(True)
        note = Words(
            f"可用：{'、'.join('{' + part + '}' for part in PARTS)}；“/”分文件夹。同名自动编号，另附“目录.xlsx”（含缺件）。",
            "caption",
        )
        note.setWordWrap(True)
        warning = Words("! 导出的文件不再受本程序加密保护，用完请妥善保管或删除。", "mark-warn")
        warning.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(9)
        for widget in (Words("导出哪些", "heading"), self.these, self.whole_year,
                       Words("归档规则", "heading"), self.pattern, self.wrong, note, warning,
                       DialogButtons(self, "选择文件夹并导出…", does=self.export)):
            layout.addWidget(widget)
        self.wrong.hide()

    def export(self) -> None:
        """Ask for a folder, then write beside the window."""
        from exports.attachment_export import check_pattern

        pattern = self.pattern.text().strip()
        try:
            check_pattern(pattern)
        except UserError as error:
            self.wrong.setText(f"✕ {error}")
            self.wrong.show()
            return
        self.wrong.hide()
        self._context.settings.setValue(SETTING, pattern)
        chosen = messages.file_dialog(self, "导出到哪个文件夹", mode="folder")
        if chosen:
            run_with_progress(
                self, self._context.worker, "正在导出附件", self._work(pattern, chosen[0]),
                then=self._done,
            )

    def _work(self, pattern: str, target: Path) -> Any:
        entity, ids = self._entity, self._ids
        year = self._context.year if self.whole_year.isChecked() else None

        def work(progress: Progress) -> Any:
            from exports.attachment_export import export

            records = papers.of_year(entity, year) if year else bulk.records(entity, ids)
            title = f"附件_{entity.label}_{f'{year}年' if year else f'{len(records)}条'}"
            if not year and len(records) == 1:
                title = f"附件_{records[0]}"
            return export(records, target, progress, pattern=pattern, year=year, title=title)

        return work

    def _done(self, found: Any) -> None:
        lost = f"\n有 {len(found.lost)} 份内容已丢失，没有导出，已在目录里注明。" if found.lost else ""
        messages.tell(
            self, f"已导出 {found.written} 份附件（{size_words(found.size)}）到“{found.folder}”。",
            f"其中“目录.xlsx”列出了每份文件的位置和缺少的材料。{lost}",
        )
        self.accept()
