"""出访费用标准: the table as shipped with the office's own rows, importing, pasting and editing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.look import messages
from gui.look.paste_dialog import PasteDialog
from gui.look.search_panel import SearchPanel
from gui.look.theme import role
from gui.settings.rate_dialogs import (
    HEADERS,
    RateDialog,
    RatePreview,
    fit,
    rate_line,
    rate_table,
)
from gui.shared.context import Context
from models import rate_import, subsistence
from models.errors import UserError

_STANDARD = Qt.ItemDataRole.UserRole


class RatesPanel(SearchPanel):
    """Per person and day, in the currency of the place."""

    def __init__(self, context: Context) -> None:
        super().__init__("查找国家、城市或文号")
        self._context = context
        take, paste = QPushButton("导入标准表…"), QPushButton("粘贴…")
        role(take, "primary")
        take.clicked.connect(self.import_file)
        paste.clicked.connect(self.paste)
        self.add, self.edit = QPushButton("新增…"), QPushButton("修改…")
        self.remove = QPushButton("删除")
        self.add.clicked.connect(lambda: self._by_hand(None))
        self.edit.clicked.connect(lambda: self._by_hand(self.chosen()))
        self.remove.clicked.connect(self.remove_chosen)
        self.table = rate_table(HEADERS)
        self.table.itemDoubleClicked.connect(lambda *_: self._by_hand(self.chosen()))
        self.table.currentItemChanged.connect(lambda *_: self._offer())
        self.lay_out(self.table, self.add, self.edit, self.remove, paste, take)
        context.changes.changed.connect(
            lambda change: self.refresh() if "subsistence_rate" in change.ids else None
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the table again; the office's own rows first."""
        self.table.clear()
        rows = sorted(subsistence.standards(), key=lambda s: s.status != subsistence.IMPORTED)
        for row in rows:
            status = row.status if row.status == subsistence.IMPORTED else f"随程序 · {row.status}"
            line = rate_line(row.place, row, row.effective_from, status)
            line.setData(0, _STANDARD, row)
            self.table.addTopLevelItem(line)
        own = sum(row.status == subsistence.IMPORTED for row in rows)
        self.count.setText(f"{len(rows)} 行，用户导入 {own} 行")
        self.count.setToolTip("同一国家用执行日期最近的各行，导入的优先。")
        fit(self.table)
        self.narrow()
        self._offer()

    def chosen(self) -> Any:
        """The standard of the current line; None without one."""
        item = self.table.currentItem()
        return item.data(0, _STANDARD) if item is not None else None

    def _offer(self) -> None:
        """A shipped row can be changed into an own one, but not deleted."""
        standard = self.chosen()
        self.edit.setEnabled(standard is not None)
        self.remove.setEnabled(standard is not None and standard.row_id is not None)

    def _by_hand(self, standard: Any) -> None:
        if RateDialog(standard, self).exec():
            self.refresh()
            self._context.say("已保存出访费用标准")

    def remove_chosen(self) -> None:
        """The own row goes to the recycle bin."""
        standard = self.chosen()
        if standard is None or not messages.ask(
            self, f"删除“{standard.place}”的标准？", "随程序的同一标准会重新采用；可在历史中恢复。", yes="删除"
        ):
            return
        rate_import.remove_row(standard)
        self.refresh()

    def import_file(self) -> None:
        """Read a table, show what would be kept, keep it in one batch."""
        chosen = messages.file_dialog(
            self, "导入出访费用标准", filters="表格 (*.xlsx *.xls *.csv *.ods *.et)"
        )
        if chosen:
            self._preview(lambda: rate_import.read(chosen[0]), chosen[0].name)

    def paste(self) -> None:
        """From text copied out of the annex."""
        dialog = PasteDialog(
            rate_import.read_text, title="粘贴费用标准", name="费用标准文字",
            note="从财政部附表（Excel、网页或 PDF）复制若干行，粘贴在这里。程序不补写任何金额。",
            example="国家（地区）　城市　币种　住宿费　伙食费　公杂费\n每行一个标准，国家空着的接上一行的国家",
            parent=self,
        )
        if dialog.exec():
            self._preview(lambda: dialog.found, "粘贴的标准")

    def _preview(self, read: Callable[[], rate_import.RatePlan], source: str) -> None:
        try:
            plan = read()
        except UserError as error:
            messages.show_error(self, error)
            return
        preview = RatePreview(plan, self)
        if preview.exec():
            changed = rate_import.keep(preview.plan, source=source)
            self.refresh()
            self._context.say(f"已导入出访费用标准，{changed} 行有变化")

    def narrow(self) -> None:
        """Only the rows in which the words of the search field stand."""
        wanted = self.search.text().strip().lower()
        for at in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(at)
            words = " ".join(item.text(c) for c in range(len(HEADERS))).lower()
            item.setHidden(wanted not in words)
