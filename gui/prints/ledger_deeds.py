"""What is done with an issued paper: printed again, saved, reissued, its scan taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from exports import issue, ledger, ledger_pages
from exports.prints import sets
from exports.prints.registry import printable_by_code
from gui.attachments.attachment_sources import Sources, refusals, take_in
from gui.look import messages
from gui.paper import printing
from gui.paper.pdf_dialog import PdfDialog
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.attachments import TakenIn
from models.entities import entity_by_key
from models.errors import UserError


class LedgerDeeds(QObject):
    """done: called after something was written."""

    def __init__(self, page: QWidget, context: Context, done: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._context, self._done = page, context, done

    def run(self, label: str, act: Callable[[], Any]) -> None:
        """Do it beside the window, then read again."""
        run_with_progress(
            self._page, self._context.worker, label, lambda _: act(),
            then=lambda _: self._done(),
        )

    # ---- paper and file ----

    def reprint(self, paper: Any) -> None:
        """Print the very file that was issued; a Word paper as its pages are shown here."""
        if not printing.printer_names():
            if messages.ask(
                self._page, "这台电脑上没有打印机。", "可以先保存文件。", yes="保存…"
            ):
                self.save(paper)
            return
        run_with_progress(
            self._page, self._context.worker, f"再次打印 {paper.number}",
            lambda _: issue.shown_pdf(paper),
            # After the job has ended: the print dialog must not open under the progress dialog.
            then=lambda pdf: QTimer.singleShot(0, lambda: self._send(paper, pdf)),
        )

    def _send(self, paper: Any, pdf: bytes | None) -> None:
        try:
            pages = printing.send(pdf, paper.number, self._page) if pdf else 0
        except UserError as error:
            messages.show_error(self._page, error)
            return
        if pages:
            self.run("记录打印次数", lambda: issue.reprint(paper))

    def save(self, paper: Any) -> None:
        """Save the very file that was issued."""
        suffix = issue.suffix_of(paper)
        kind = "Word 文档" if suffix == ".docx" else "PDF 文件"
        name = f"{paper.number}_{issue.file_name(paper.snapshot)}{suffix}"
        path = messages.choose_save_path(
            self._page, "保存文件", name=name, kind=kind, suffix=suffix
        )
        if path is not None:
            self.run("保存文件", lambda: issue.save_file(paper, path))

    # ---- another one, and other records ----

    def reissue(self, paper: Any) -> None:
        """补开: another one in its place, in the print centre."""
        printable = printable_by_code(paper.printable)
        entity = entity_by_key(paper.holder_entity)
        if entity.active().where(entity.id == paper.holder_id).first() is None:
            messages.tell(
                self._page, f"“{paper.holder_name}”的记录已不在名单里，不能补开。",
                "先在回收站恢复记录；只要再印一份，用“再次打印”。",
            )
            return
        self._print(entity, [paper.holder_id], chosen=[printable.code], replacing=paper)

    def open_office_papers(self) -> None:
        """The papers of the whole office: 年度表."""
        entity = sets.office_entity()
        office = entity.active().first()
        if office is None:
            messages.tell(self._page, "还没有填写本单位信息。", "请先在“设置”里填写学校和部门名称。")
            return
        self._print(entity, [office.id])

    def _print(self, entity: Any, ids: list[int], **how: Any) -> None:
        from gui.prints.print_dialog import PrintDialog

        PrintDialog(entity, ids, self._context, self._page, **how).open()

    # ---- pages about the ledger ----

    def show_proof(self, year: int, code: str) -> None:
        """编号连续性核对表, to look at and to print."""
        name = f"编号连续性核对表 {year} 年" + (f" {ledger.title_of(code)}" if code else "")
        PdfDialog(
            self._context, name, lambda: ledger_pages.proof_pdf(year, code), self._page
        ).open()

    def show_waiting(self) -> None:
        """签字件待回传清单, to look at and to print."""
        PdfDialog(
            self._context, "签字件待回传清单", ledger_pages.waiting_pdf, self._page
        ).open()

    # ---- signed scans ----

    def choose_scan(self, paper: Any) -> None:
        """Ask for the scan of the signed paper."""
        paths = messages.file_dialog(
            self._page, f"{paper.number} 的签字扫描件", mode="open_many",
            filters="扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)",
        )
        if paths:
            self.take_scan(paper, Sources(tuple(paths)))

    def take_scan(self, paper: Any, sources: Sources) -> None:
        """Keep the scans with the paper."""
        run_with_progress(
            self._page, self._context.worker, "正在保存签字扫描件",
            lambda progress: take_in(sources, progress),
            then=lambda taken: self._taken(paper, taken),
        )

    def _taken(self, paper: Any, taken: TakenIn) -> None:
        if taken.stored:
            made = ledger.take_back(paper, taken.stored)
            said = f"{paper.number} 已回传：{len(made)} 份" if made else "这份扫描件原来就有"
            self._context.say(said)
            self._done()
        if taken.refused:
            messages.show_error(self._page, refusals(taken.refused))

    def open_scans(self, paper: Any) -> None:
        """What came back, to look at, add and take away."""
        from gui.attachments.attachments_dialog import open_attachments

        open_attachments(self._context, paper, self._page)
