"""Asks where to, and writes the evidence pack of a form beside the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from gui.look import messages
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.jobs import Progress


def export_evidence(parent: QWidget, context: Context, filled: Any) -> None:
    """佐证_表号_年度 in a folder of her choice; says before that scans leave as they are."""
    if filled is None or not messages.ask(
        parent, f"导出“{filled.title}”的佐证材料吗？",
        "每个数字背后的明细（证件号已遮盖）和记录的扫描件会放进一个文件夹。扫描件不遮盖，也不再加密。",
        yes="选择文件夹…",
    ):
        return
    chosen = messages.file_dialog(parent, "选择存放佐证材料的文件夹", mode="folder")
    if not chosen:
        return

    def work(progress: Progress) -> Any:
        from exports import evidence

        return evidence.write(filled, chosen[0], progress)

    def done(pack: Any) -> None:
        lost = f"，{pack.lost} 份扫描件内容已丢失" if pack.lost else ""
        context.say(f"已写出 {pack.folder}：{pack.numbers} 个数字，{pack.scans} 份扫描件{lost}")

    run_with_progress(parent, context.worker, "导出佐证材料", work, then=done)
