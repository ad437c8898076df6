"""What the print centre does with a plan: issue it, put it on paper, write it into files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from gui.look import messages
from gui.paper import printing
from gui.prints import print_output
from gui.prints.print_side import EACH
from gui.shared.progress import run_with_progress
from models.errors import UserError
from models.jobs import Progress

if TYPE_CHECKING:
    from gui.prints.print_dialog import PrintDialog


class Deeds(QObject):
    """One job at a time; the dialog stays open and still until it has ended."""

    def __init__(self, dialog: PrintDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.is_busy = False

    def issue(self) -> None:
        """Take the number(s) and keep the paper(s); the preview then shows what was kept."""
        dialog = self._dialog
        pieces = dialog.meant()

        def work(progress: Progress) -> tuple[list[Any], bytes]:
            papers = print_output.issue_all(pieces, progress)
            few = dialog.previewed
            return papers, print_output.pdf_of(
                pieces[:few], papers=papers[:few], progress=progress
            )

        self._run(f"出具{print_output.title_of(pieces)}", work, dialog.take_issued)

    def print_now(self) -> None:
        """Through the system's print dialog, at actual size; nothing else is opened."""
        dialog = self._dialog
        if not printing.printer_names():
            if messages.ask(
                dialog, "这台电脑上没有打印机。",
                "可以先保存 PDF，到有打印机的电脑上打印（打印时选“实际大小”）。", yes="保存 PDF…",
            ):
                self.save()
            return
        pieces, papers = dialog.meant(), list(dialog.papers)
        self._run(
            "准备打印",
            lambda progress: print_output.pdf_of(pieces, papers=papers, progress=progress),
            # After the job has ended: the print dialog must not open under the progress dialog.
            lambda pdf: QTimer.singleShot(0, lambda: self._send(pdf)),
        )

    def _send(self, pdf: bytes) -> None:
        dialog = self._dialog
        try:
            pages = printing.send(pdf, self.name(), dialog)
        except UserError as error:
            messages.show_error(dialog, error)
            return
        if not pages:
            return
        dialog.context.say(f"已送打印机：{pages} 页")
        again = [piece.kept for piece in dialog.meant() if piece.kept] if dialog.papers else []
        if again:
            self._run("记录打印次数", lambda _: print_output.count_again(again), lambda _: None)

    def save(self) -> None:
        """As one file or one for each paper; Word papers always have files of their own."""
        dialog = self._dialog
        pieces = dialog.meant()
        has_word = print_output.has_word(pieces)
        is_each = dialog.batch.currentText() == EACH
        if len(pieces) > 1 and (is_each or has_word):
            found = messages.file_dialog(dialog, "选择存放文件的文件夹", mode="folder")
            if found:
                self._write(print_output.save_each, found[0], together=not is_each)
            return
        suffix, kind = (".docx", "Word 文档") if has_word else (".pdf", "PDF 文件")
        path = messages.choose_save_path(
            dialog, "保存文件", name=f"{self.name()}{suffix}", kind=kind, suffix=suffix
        )
        if path is not None:
            self._write(print_output.save_one, path)

    def _write(self, write: Callable[..., int], path: Path, **how: Any) -> None:
        dialog = self._dialog
        pieces, papers = dialog.meant(), list(dialog.papers)
        self._run(
            "保存文件",
            lambda progress: write(path, pieces, papers=papers, progress=progress, **how),
            lambda files: dialog.context.say(
                f"已保存 {files} 个文件到 {path.name}" if files > 1 else f"已保存：{path.name}"
            ),
        )

    def name(self) -> str:
        """编号_姓名_证件尾号 for one paper; the title for several."""
        dialog = self._dialog
        if len(dialog.plan.ready) != 1:
            return print_output.title_of(dialog.plan.pieces)
        number = dialog.papers[0].number if dialog.papers else ""
        return f"{number}_{dialog.plan.name}" if number else f"{dialog.plan.name}_预览"

    def _run(
        self, label: str, work: Callable[[Progress], Any], then: Callable[[Any], None]
    ) -> None:
        self.is_busy = True
        self._dialog.setEnabled(False)
        job = run_with_progress(
            self._dialog, self._dialog.context.worker, label, work, then=then
        )
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self.is_busy = False
        self._dialog.setEnabled(True)
        self._dialog.show_state()
