"""What can be done with the records of a list: add, export, copy, print, delete, take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from exports.file_names import legal
from gui.attachments import attachment_tasks
from gui.history import undo
from gui.lists.export_dialog import ExportDialog
from gui.look import messages
from gui.paper.handing_over import Paper, hand_over
from gui.shared import siblings
from gui.shared.progress import run_with_progress
from models import attachments, papers, store
from models.audit import Batch
from models.checks.before_printing import has_rules, name_of
from models.jobs import Progress
from models.listing import words_of

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage

COPY_LIMIT = 20_000
"""Rows that go to the clipboard; more belongs into a file."""

DELETE_AT_ONCE = 20

SLIP_LIMIT = 300
"""A class of new students fits; setting a page takes about a tenth of a second."""

CHECK_LIMIT = 30
"""Records whose findings can still be read one after another."""


class ListActions:
    """The commands of one list page."""

    def __init__(self, page: ListPage) -> None:
        self._page = page

    def new(self) -> None:
        """A form for a new record; none where only the program makes records."""
        if self._page.entity.is_made_by_program:
            return
        self._page.context.open_record(self._page.entity, None)

    def print_selected(self) -> None:
        """The papers of the selected records; where there are none, the list itself."""
        page = self._page
        if not siblings.can_print(page.entity):
            self.print_list()
        elif ids := page.selected_ids():
            page.context.print_records(page.entity, ids)

    def fits(self, command: str) -> bool:
        """Whether a command has a sense for the records of this register."""
        asks = {
            "print_papers": siblings.can_print, "paper_slips": papers.has_rules,
            "export_attachments": attachments.takes, "letters": attachments.takes,
        }
        return command not in asks or asks[command](self._page.entity)

    def open_letters(self) -> None:
        """Letters of the selected records from her own Word templates."""
        page = self._page
        if not self.fits("letters"):
            page.context.say(f"{page.entity.label}不能用来做文书")
        elif ids := page.selected_ids():
            siblings.open_letters(page.entity, ids, page)

    def open_slips(self) -> None:
        """What each of the selected records still has to bring, a page each."""
        page = self._page
        ids = page.selected_ids()
        if not self.fits("paper_slips"):
            page.context.say(f"{page.entity.label}没有材料清单")
        elif len(ids) > SLIP_LIMIT:
            messages.tell(page, f"一次最多制作 {SLIP_LIMIT} 份缺件单。", "请少选几行，或先筛选。")
        elif ids:
            attachment_tasks.open_slips(page, page.context, page.entity, ids)

    def export_attachments(self) -> None:
        """The scans of the selected records, or of the year, filed into folders."""
        page = self._page
        ids = page.selected_ids()
        if not self.fits("export_attachments"):
            page.context.say(f"{page.entity.label}没有附件")
        elif ids:
            attachment_tasks.open_export(page, page.context, page.entity, ids)

    def print_list(self) -> None:
        """The list as it is shown, on A4."""
        from gui.lists.list_print_dialog import ListPrintDialog, printed_list

        if len(self._page.model.ids):
            ListPrintDialog(printed_list(self._page), self._page.context, self._page).open()

    def fill_print_menu(self, menu: QMenu) -> None:
        """The list, and the papers of what is selected."""
        page = self._page
        menu.clear()
        shown = page.commands.actions
        shown["print_list"].setEnabled(len(page.model.ids) > 0)
        menu.addAction(shown["print_list"])
        if self.fits("print_papers"):
            menu.addAction(shown["print_papers"])
        if self.fits("letters"):
            shown["letters"].setEnabled(bool(page.selected_ids()))
            menu.addAction(shown["letters"])
        if self.fits("paper_slips"):
            shown["paper_slips"].setEnabled(bool(page.selected_ids()))
            menu.addAction(shown["paper_slips"])
        if has_rules(page.entity):
            menu.addSeparator()
            self._add(menu, f"{name_of(page.entity)}…", bool(page.selected_ids()), self.check)

    def check(self) -> None:
        """What the rules find about the selected records, before anything is printed from them."""
        page = self._page
        ids = page.selected_ids()
        if len(ids) > CHECK_LIMIT:
            messages.tell(page, f"一次最多检查 {CHECK_LIMIT} 条。", "整个列表的问题在“数据检查”里。")
        elif ids:
            siblings.open_check(page.entity, ids, page)

    def undo(self) -> None:
        """Take back the latest action, whatever it was."""
        if said := undo.undo_last(self._page):
            self._page.context.say(said)

    def copy(self, *, headed: bool = False) -> None:
        """The selected block, tabs between cells, as Excel and WPS take it; with its headers."""
        page = self._page
        rows, columns = page.table.selected_rows(), page.table.selected_columns()
        if not len(rows) or not columns:
            return
        if len(rows) > COPY_LIMIT:
            messages.tell(page, f"一次最多复制 {COPY_LIMIT:,} 行。", "更多的行请用“导出”。")
            return
        chosen = [page.model.columns[at] for at in columns]
        found = list(page.model.listing.rows(page.model.ids_at(rows), chosen))
        lines = [[c.label for c in chosen]] if headed else []
        lines += words_of(chosen, found, masked=page.model.is_masked)
        text = "\n".join("\t".join(_one_line(cell) for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)
        hidden = page.model.is_masked and any(c.kind.sensitive for c in chosen)
        notes = "".join(("，含表头" if headed else "", "（证件号已遮盖）" if hidden else ""))
        page.context.say(f"已复制 {len(rows):,} 行 {len(columns)} 列{notes}")

    def delete(self) -> None:
        """Move the selected records to the recycle bin; one action that can be taken back."""
        page = self._page
        ids = page.selected_ids()
        if not ids:
            return
        label = page.entity.label
        if len(ids) > DELETE_AT_ONCE and not messages.ask(
            page, f"把选中的 {len(ids):,} 条{label}移到回收站吗？", "可以撤销，也可以从回收站恢复。",
            yes="移到回收站", danger=True,
        ):
            return
        entity = page.entity

        def work(progress: Progress) -> Batch:
            with store.batch(f"删除 {len(ids)} 条{label}" if len(ids) > 1 else f"删除{label}") as batch:
                for done, record_id in enumerate(ids):
                    progress.step(done, len(ids))
                    store.retire(entity.get_by_id(record_id))
            return batch

        run_with_progress(
            page, page.context.worker, f"正在删除{label}", work,
            then=lambda batch: self._offer_back(batch, len(ids)),
        )

    def _offer_back(self, batch: Batch, count: int) -> None:
        page = self._page
        page.undo_bar.offer(
            f"已把 {count:,} 条{page.entity.label}移到回收站",
            lambda: page.context.say(undo.undo(page, batch)),
        )

    def fill_export_menu(self, menu: QMenu) -> None:
        """What can be exported now, with its size."""
        page = self._page
        menu.clear()
        everything, chosen = len(page.model.ids), page.selected_ids()
        self._add(menu, f"导出列表 {everything:,} 行…  Ctrl+E", everything > 0, self.export_all)
        self._add(
            menu, f"导出选中 {len(chosen):,} 行…", len(chosen) > 0, lambda: self.export(chosen)
        )
        if self.fits("export_attachments"):
            self._add(
                menu, f"导出选中 {len(chosen):,} 条的附件…", len(chosen) > 0, self.export_attachments
            )
        menu.addSeparator()
        self._add(menu, "发给部门填写的收集表…", True, self.collect)

    def collect(self) -> None:
        """A workbook for departments to fill in (收集表)."""
        siblings.make("lists.collection_dialog", "CollectionDialog", self._page).open()

    def export_all(self) -> None:
        """The whole list as it is shown, as a workbook."""
        if len(self._page.model.ids):
            self.export(list(self._page.model.ids))

    def export(self, ids: Sequence[int]) -> None:
        """These rows, with the shown columns, as a workbook for whom she says."""
        page = self._page
        heads = page.model.heads if len(ids) == len(page.model.ids) else ()
        listing, columns, title = page.model.listing, list(page.model.columns), page.title
        dialog = ExportDialog(
            page.context, listing, columns=columns, ids=ids, title=title, parent=page
        )
        if not dialog.exec():
            return
        sharing, receiver = dialog.sharing(), dialog.receiver()
        name = f"{file_name(page.title)} {date.today():%Y-%m-%d}.xlsx"
        path = messages.choose_save_path(page, "导出", name=name, kind="Excel 工作簿", suffix=".xlsx")
        if path is None:
            return

        def make(progress: Progress) -> list[Paper]:
            from exports.register import about_list, workbook

            content = workbook(
                listing, columns, ids=ids, title=title, sharing=sharing, progress=progress,
                heads=heads,
            )
            about = about_list(
                title, columns, sharing=sharing, rows=len(ids), receiver=receiver
            )
            return [Paper(path, content, about, sharing.full_sorts(columns))]

        hand_over(
            page, page.context, f"正在导出{page.entity.label}", make=make,
            then=lambda paths: page.context.say(f"已导出 {len(ids):,} 行到 {paths[0].name}"),
        )

    @staticmethod
    def _add(menu: QMenu, text: str, enabled: bool, act: object) -> None:
        action = QAction(text, menu)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False: act() if callable(act) else None)
        menu.addAction(action)


def file_name(title: str) -> str:
    """A title as the name of a file."""
    return legal(title.replace("：", " "))


def _one_line(cell: str) -> str:
    """Tabs and line ends would break the block apart."""
    if any(c in cell for c in "\t\n\r"):
        return '"' + cell.replace('"', '""').replace("\t", " ") + '"'
    return cell
