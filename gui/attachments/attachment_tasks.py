"""What can be done with attachments: look, save elsewhere, describe, print the slip, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from gui.look import messages
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import attachments, bulk, media, papers
from models.entity import Entity
from models.jobs import Progress


def open_file(parent: QWidget, context: Context, file: Any, files: Sequence[Any]) -> None:
    """Show a picture or PDF here; anything else is saved to a place she chooses."""
    from gui.attachments.attachment_viewer import ViewerDialog, can_show

    if can_show(file):
        dialog = ViewerDialog(context, files, list(files).index(file), parent)
        dialog.save_wanted.connect(lambda each: save_as(dialog, context, each))
        dialog.open()
        return
    kind = media.words_of(file.media_type, file.file_name)
    why = "有打开密码，" if file.media_type == media.PDF else ""
    if messages.ask(
        parent, f"“{file.file_name}”是{kind}，{why}程序里不能直接显示。",
        "可以另存到一个文件夹，用相应的软件打开。另存的文件不再加密，用完请删除。", yes="另存为…",
    ):
        save_as(parent, context, file)


def save_as(parent: QWidget, context: Context, file: Any) -> None:
    """Write a copy to a place she chooses; the export log keeps that it left."""
    suffix = Path(file.file_name).suffix
    found = messages.file_dialog(
        parent, "另存附件", mode="save", name=str(file.file_name),
        filters=f"{media.words_of(file.media_type, file.file_name)} (*{suffix})" if suffix else "",
    )
    if not found:
        return
    path = found[0] if found[0].suffix or not suffix else found[0].with_suffix(suffix)

    def work(_: Progress) -> Path:
        from exports.handing_over import About, send_out

        about = About(f"附件：{file.paper or file.file_name}", people=1, masked=False)
        send_out(path, attachments.content_of(file), about)
        return path

    run_with_progress(
        parent, context.worker, "正在另存", work,
        then=lambda _: context.say(f"已另存为 {path.name}（不再加密）"),
    )


def edit(parent: QWidget, file: Any, names: Sequence[str]) -> None:
    """A dialog to say which paper a file is, its title, date and pages."""
    from gui.attachments.attachment_edit import AttachmentEdit

    AttachmentEdit(file, names, parent).open()


def ask_reason(parent: QWidget, paper: str) -> str:
    """Why a paper does not apply; blank when she gave up."""
    words, accepted = QInputDialog.getText(
        parent, messages.TITLE, f"“{paper}”为什么不适用？（会印在核对记录里）", QLineEdit.EchoMode.Normal
    )
    return str(words).strip() if accepted else ""


def open_slip(parent: QWidget, context: Context, record: Entity, cases: Sequence[str]) -> None:
    """The slip of papers, as it will look, to print or save."""
    from gui.attachments.paper_slip_dialog import PaperSlipDialog

    PaperSlipDialog(context, [record], cases, parent).open()


def open_slips(
    parent: QWidget, context: Context, entity: type[Entity], ids: Sequence[int],
) -> None:
    """The slips of many records of one register, a page each, in the order of the list."""
    from gui.attachments.paper_slip_dialog import PaperSlipDialog
    records = bulk.records(entity, ids)
    found = papers.checklists(entity, records)
    cases = list(dict.fromkeys(case for each in found for case in each.cases))
    PaperSlipDialog(context, records, cases, parent).open()


def open_export(
    parent: QWidget, context: Context, entity: type[Entity], ids: Sequence[int],
) -> None:
    """Exporting the attachments of these records, or of the whole year."""
    from gui.attachments.attachment_export_dialog import AttachmentExportDialog

    AttachmentExportDialog(context, entity, ids, parent).open()
