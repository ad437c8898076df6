"""What can be done with the records of a list: add, export, copy, print, delete, take back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from gui import messages, siblings, undo
from gui.progress import run_with_progress
from models import store
from models.audit import Batch
from models.jobs import Progress
from models.listing import words_of

if TYPE_CHECKING:
    from gui.list_page import ListPage

COPY_LIMIT = 20_000
"""Rows that go to the clipboard; more belongs into a file."""

DELETE_AT_ONCE = 20


class ListActions:
    """The commands of one list page."""

    def __init__(self, page: ListPage) -> None:
        self._page = page
        self._masked = True

    def new(self) -> None:
        """A form for a new record."""
        self._page.context.open_record(self._page.entity, None)

    def print_selected(self) -> None:
        """Printing of the selected records."""
        ids = self._page.selected_ids()
        if ids and siblings.can_print(self._page.entity):
            self._page.context.print_records(self._page.entity, ids)

    def undo(self) -> None:
        """Take back the latest action, whatever it was."""
        if said := undo.undo_last(self._page):
            self._page.context.say(said)

    def copy(self) -> None:
        """The selected block with its headers, tabs between cells, as Excel and WPS take it."""
        page = self._page
        rows, columns = page.table.selected_rows(), page.table.selected_columns()
        if not rows or not columns:
            return
        if len(rows) > COPY_LIMIT:
            messages.tell(page, f"一次最多复制 {COPY_LIMIT:,} 行。", "更多的行请用“导出”。")
            return
        chosen = [page.model.columns[at] for at in columns]
        ids = [page.model.record_id(row) for row in rows]
        found = list(page.model.listing.rows(ids, chosen))
        lines = [[c.label for c in chosen]] if len(rows) > 1 or len(columns) > 1 else []
        lines += words_of(chosen, found, masked=page.model.is_masked)
        text = "\n".join("\t".join(_one_line(cell) for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)
        hidden = page.model.is_masked and any(c.kind.sensitive for c in chosen)
        masked = "（证件号已遮盖）" if hidden else ""
        page.context.say(f"已复制 {len(rows):,} 行 {len(columns)} 列{masked}")

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
        if any(c.kind.sensitive for c in page.model.columns):
            menu.addSeparator()
            mask = QAction("遮盖证件号、电话等", menu)
            mask.setCheckable(True)
            mask.setChecked(self._masked)
            mask.toggled.connect(self._set_masked)
            menu.addAction(mask)

    def export_all(self) -> None:
        """The whole list as it is shown, as a workbook."""
        if len(self._page.model.ids):
            self.export(list(self._page.model.ids))

    def export(self, ids: Sequence[int]) -> None:
        """These rows, with the shown columns, as a workbook."""
        page = self._page
        name = f"{_file_name(page.title)} {date.today():%Y-%m-%d}.xlsx"
        path = messages.choose_save_path(page, "导出", name=name, kind="Excel 工作簿", suffix=".xlsx")
        if path is None:
            return
        listing, columns, masked = page.model.listing, list(page.model.columns), self._masked
        title = page.title

        def work(progress: Progress) -> int:
            from exports.register import export_list

            return export_list(
                listing, columns, path=path, ids=ids, title=title, masked=masked, progress=progress
            )

        run_with_progress(
            page, page.context.worker, f"正在导出{page.entity.label}", work,
            then=lambda rows: page.context.say(f"已导出 {rows:,} 行到 {path.name}"),
        )

    def _set_masked(self, on: bool) -> None:
        self._masked = on

    @staticmethod
    def _add(menu: QMenu, text: str, enabled: bool, act: object) -> None:
        action = QAction(text, menu)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False: act() if callable(act) else None)
        menu.addAction(action)


def _file_name(title: str) -> str:
    """Without characters that a file system refuses."""
    return "".join(" " if c in '\\/:*?"<>|：' else c for c in title).strip()


def _one_line(cell: str) -> str:
    """Tabs and line ends would break the block apart."""
    if any(c in cell for c in "\t\n\r"):
        return '"' + cell.replace('"', '""').replace("\t", " ") + '"'
    return cell
