"""Many cells of a list at once: paste, fill, clear and replace, each shown before it is written.

One action that can be taken back. Only rows that are shown are touched: what a filter or a
folded group hides stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from gui.fields.cell_changes import CellChange, Wish, apply, can_edit, plan, shown_in
from gui.history import undo
from gui.lists.changes_preview import ChangesPreview
from gui.lists.list_editing import ListEditing
from gui.look import messages
from gui.shared.progress import run_with_progress
from models import extra_columns
from models.audit import Batch
from models.fields import Date
from models.listing import Column, shown

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage

CELL_LIMIT = 50_000


class ListMany(ListEditing):
    """The editing commands of one list page: the open cell, and many cells together."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self.everywhere.connect(self.put)

    def paste(self) -> None:
        """A block from Excel or WPS, from the current cell on; one value fills the selection.

        What goes beyond the last row becomes new records, if she wants.
        """
        text = QGuiApplication.clipboard().text()
        block = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        rows, columns = self._selected()
        if not block or not columns:
            return
        if len(block) == 1 and len(block[0]) == 1:
            self.put(block[0][0], title="粘贴")
            return
        model = self._page.model
        if _is_header(block[0], [c.label for c in model.columns[columns[0]:]]):
            block = block[1:]
        width = max((len(line) for line in block), default=0)
        first = rows[0] if rows else 0
        wanted = range(columns[0], min(columns[0] + width, len(model.columns)))
        below = [row for row in range(first, len(model.rows)) if model.is_record(row)][:len(block)]
        wishes = self._wishes(below, wanted, block)
        if beyond := block[len(below):]:
            wishes += self._new(beyond, wanted, found=len(below))
        self._ask("粘贴", wishes)

    def _new(
        self, beyond: Sequence[Sequence[str]], columns: Sequence[int], *, found: int
    ) -> list[Wish]:
        """Pasted lines below the last row, as new records; none when she does not want them."""
        page, count = self._page, len(beyond)
        label = page.entity.label
        if page.listing.only is not None or not messages.ask(
            page, f"剪贴板有 {found + count:,} 行，从当前格起列表只有 {found:,} 行。",
            f"多出的 {count:,} 行作为新的{label}加入吗？会先列出来看。", yes=f"新增 {count:,} 条",
            no="只粘贴现有的行",
        ):
            return []
        return [
            Wish(-number, page.model.columns[at], words.strip())
            for number, line in enumerate(beyond, start=1)
            for at, words in zip(columns, line, strict=False)
        ]

    def put(self, words: str, *, title: str = "填入") -> None:
        """The same words into every selected cell."""
        rows, columns = self._selected()
        self._ask(title, self._wishes(rows, columns, [[words] * len(columns)] * len(rows)))

    def fill_all(self) -> None:
        """Ctrl+Enter: ask for one value and put it into every selected cell."""
        from gui.lists.fill_dialog import FillDialog

        rows, columns = self._selected()
        model = self._page.model
        fitting = [at for at in columns if can_edit(model.columns[at])]
        if rows and fitting:
            dialog = FillDialog(model.columns[fitting[0]], len(rows) * len(fitting), self._page)
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.put(dialog.words())

    def clear(self) -> None:
        """Del: empty every selected cell; several are shown first."""
        rows, columns = self._selected()
        editable = [at for at in columns if can_edit(self._page.model.columns[at])]
        self._ask("清空", self._wishes(rows, editable, [[""] * len(editable)] * len(rows)))

    def today(self) -> None:
        """Ctrl+;: today into the selected cells of date columns."""
        rows, columns = self._selected()
        dated = [at for at in columns if isinstance(self._page.model.columns[at].kind, Date)]
        if not dated:
            self._page.context.say("当前列不是日期")
            return
        words = date.today().isoformat()
        self._ask("填入", self._wishes(rows, dated, [[words] * len(dated)] * len(rows)))

    def fill_down(self) -> None:
        """Ctrl+D: the first selected row's values into the others; one row takes the one above."""
        rows, columns = self._selected()
        if len(rows) == 1:
            above = [row for row in range(rows[0]) if self._page.model.is_record(row)][-1:]
            rows = [*above, *rows]
        if len(rows) < 2:
            return
        model = self._page.model
        record = self._page.entity.get_by_id(model.record_id(rows[0]))
        words = [
            shown_in(model.columns[at], extra_columns.read(record, model.columns[at]))
            if can_edit(model.columns[at]) else "" for at in columns
        ]
        self._ask("向下填充", self._wishes(rows[1:], columns, [words] * (len(rows) - 1)))

    def replace(self, only: Column | None = None) -> None:
        """Ctrl+H: find and replace in the rows of the list, in one column or in all shown."""
        from gui.lists.replace_dialog import ReplaceDialog

        model = self._page.model
        _, columns = self._selected()
        editable = [column for column in model.columns if can_edit(column)]
        current = [only] if only else [
            model.columns[at] for at in columns if can_edit(model.columns[at])
        ]
        dialog = ReplaceDialog(editable, current[:1], self._page)
        if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.wanted.text():
            return
        wishes = []
        chosen = dialog.columns()
        for row in model.listing.rows(list(model.ids[:CELL_LIMIT]), chosen):
            for column, value in zip(chosen, row.values, strict=True):
                words = shown(column, value, masked=False)
                if (instead := dialog.replaced(words)) is not None:
                    wishes.append(Wish(row.id, column, instead))
        if not wishes:
            where = f"“{chosen[0].label}”列" if len(chosen) == 1 else "这些列"
            messages.tell(self._page, f"{where}里没有“{dialog.wanted.text()}”。")
            return
        self._ask("替换", wishes)

    def _ask(self, title: str, wishes: Sequence[Wish]) -> None:
        page = self._page
        if len(wishes) > CELL_LIMIT:
            messages.tell(page, f"一次最多修改 {CELL_LIMIT:,} 格。", "请分几次，或用导入。")
            return
        changes = plan(page.entity, wishes)
        if not changes:
            page.context.say("没有需要修改的格")
            return
        if len(changes) > 1 or changes[0].reason:
            preview = ChangesPreview(title, changes, page)
            if preview.exec() != QDialog.DialogCode.Accepted:
                return
        self._write(title, changes)

    def _write(self, title: str, changes: Sequence[CellChange]) -> None:
        page = self._page
        count = sum(1 for change in changes if not change.reason)
        label = f"{title} {count} 格：{page.entity.label}"

        def done(batch: Batch) -> None:
            page.undo_bar.offer(
                f"已{title} {count:,} 格", lambda: page.context.say(undo.undo(page, batch))
            )

        run_with_progress(
            page, page.context.worker, f"正在{title}",
            lambda progress: apply(page.entity, changes, label=label, progress=progress), then=done,
        )

    def _wishes(
        self, rows: Sequence[int], columns: Sequence[int], block: Sequence[Sequence[str]]
    ) -> list[Wish]:
        model = self._page.model
        return [
            Wish(model.record_id(row), model.columns[at], words.strip())
            for row, line in zip(rows, block, strict=False)
            for at, words in zip(columns, line, strict=False)
        ]

    def _selected(self) -> tuple[Sequence[int], list[int]]:
        table = self._page.table
        columns = table.selected_columns()
        if not columns and table.currentIndex().isValid():
            columns = [table.currentIndex().column()]
        return table.selected_rows(), columns


def _is_header(line: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether the first pasted line only repeats the headers."""
    return len(line) > 1 and list(line) == list(labels[:len(line)])
