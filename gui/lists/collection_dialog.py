"""收集表: which columns and rows a department is asked for; one workbook, or one for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from exports.collection_sheet import (
    Request,
    about,
    collection_workbook,
    department_fields,
    file_name,
    parted,
)
from gui.look import marks, messages
from gui.look.dialog_buttons import DialogButtons
from gui.look.dialog_size import dialog_layout, letters, open_at
from gui.look.marks import Words
from gui.paper import handing_over
from gui.paper.handing_over import Paper
from models.fields import Kind
from models.intake.collection import collectable
from models.jobs import Progress
from models.sharing import sort_of

if TYPE_CHECKING:
    from gui.lists.list_page import ListPage

_NAME = Qt.ItemDataRole.UserRole
_SHOWN, _CHOSEN, _NONE = "shown", "chosen", "none"
_TOLD = 4
"""So many departments are named with their rows."""


class CollectionDialog(QDialog):
    """Opened from a list; writes beside the window and says where the files are."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.page = page
        self.entity = page.entity
        self.setWindowTitle(f"{self.entity.label}收集表")
        self.kinds = collectable(self.entity)
        self.columns = QListWidget()
        self.rows_choice, self.split = QComboBox(), QComboBox()
        self.blank = QSpinBox()
        self.title = QLineEdit(f"{self.entity.label}信息收集表")
        self.due, self.contact = QLineEdit(), QLineEdit()
        self.told, self.warning = Words("", "muted"), Words("", "mark-warn")
        self.buttons = DialogButtons(self, "保存…")
        self.save = self.buttons.go
        self._build()
        self._fill_columns()
        self._fill_choices()
        self._tell()

    def request(self) -> Request:
        """What is asked for, as chosen now."""
        return Request(
            self.entity, tuple(self.chosen_columns()), title=self.title.text().strip(),
            due=self.due.text().strip(), contact=self.contact.text().strip(),
            blank_rows=self.blank.value(),
        )

    def chosen_columns(self) -> list[str]:
        """Field names of the ticked columns, in their order."""
        items = (self.columns.item(row) for row in range(self.columns.count()))
        return [i.data(_NAME) for i in items if i.checkState() == Qt.CheckState.Checked]

    def groups(self) -> dict[str, list[int]]:
        """Receiver → record ids; one group without a receiver when it is not parted."""
        ids = self._ids()
        name = self.split.currentData()
        return parted(self.entity, ids, name) if name and ids else {"": list(ids)}

    def accept(self) -> None:
        """Ask where to, then write."""
        request, groups = self.request(), self.groups()
        targets = self._targets(request, groups)
        if not targets:
            return
        context, page = self.page.context, self.page
        allowed = frozenset(
            sort for kind in request.kinds if kind.sensitive and (sort := sort_of(kind))
        )

        def make(progress: Progress) -> Sequence[Paper]:
            papers = []
            for done, (receiver, ids) in enumerate(groups.items()):
                progress.step(done, len(groups), f"正在制作 {receiver or request.title}")
                content = collection_workbook(request, ids, receiver=receiver)
                said = about(request, receiver, len(ids))
                papers.append(Paper(targets[receiver], content, said, allowed))
            return papers

        def done(paths: list[Path]) -> None:
            where = paths[0].name if len(paths) == 1 else f"{paths[0].parent}（{len(paths)} 份）"
            context.say(f"收集表已保存到 {where}；交回后用“导入”核对")

        handing_over.hand_over(page, context, "正在制作收集表", make=make, then=done)
        super().accept()

    def _targets(self, request: Request, groups: dict[str, list[int]]) -> dict[str, Path]:
        """Where each workbook goes; empty when the file dialog was cancelled."""
        if len(groups) == 1:
            [receiver] = groups
            path = messages.choose_save_path(
                self, "保存收集表", name=file_name(request, receiver), kind="Excel 工作簿",
                suffix=".xlsx",
            )
            return {receiver: path} if path else {}
        folder = messages.file_dialog(self, "保存到哪个文件夹", mode="folder")
        return {r: folder[0] / file_name(request, r) for r in groups} if folder else {}

    def _ids(self) -> list[int]:
        chosen = self.rows_choice.currentData()
        if chosen == _CHOSEN:
            return list(self.page.selected_ids())
        return list(self.page.model.ids) if chosen == _SHOWN else []

    def _build(self) -> None:
        self.columns.setAccessibleName("要填哪些栏")
        self.columns.setMinimumWidth(letters(self, 18))
        self.columns.itemChanged.connect(lambda _: self._tell())
        self.blank.setRange(0, 500)
        self.blank.setValue(20)
        self.blank.setSuffix(" 行")
        self.blank.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.due.setPlaceholderText("例如 12月5日")
        self.contact.setPlaceholderText("姓名、电话")
        form = QFormLayout()
        form.setSpacing(8)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("带上哪些行", self.rows_choice), ("分给", self.split), ("空白行", self.blank),
            ("标题", self.title), ("交回日期", self.due), ("联系人", self.contact),
        )
        for label, widget in fields:
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        for combo in (self.rows_choice, self.split):
            combo.currentIndexChanged.connect(lambda _: self._tell())
        self.blank.valueChanged.connect(lambda _: self._tell())
        hint = Words(
            "部门只能在单元格里填写，可选的内容有下拉列表。交回后把文件（可一次多个）拖进“导入”，"
            "程序按记录编号逐格比对：谁改了什么、两边都改的由您决定，收下之前什么都不写入。", "caption",
        )
        for words in (hint, self.told, self.warning):
            words.setWordWrap(True)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(Words("要填哪些栏", "heading"))
        left.addWidget(self.columns, 1)
        right.addLayout(form)
        right.addWidget(self.told)
        right.addWidget(self.warning)
        right.addStretch(1)
        right.addWidget(hint)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        layout = dialog_layout(self)
        layout.setSpacing(12)
        layout.addLayout(both, 1)
        layout.addWidget(self.buttons)
        open_at(self, 62, 36)

    def _fill_columns(self) -> None:
        shown = {column.name for column in self.page.model.columns}
        departments = {kind.name for kind in department_fields(self.entity)[:1]}
        for kind in self.kinds:
            item = QListWidgetItem(_label(kind))
            item.setData(_NAME, kind.name)
            is_wanted = not kind.sensitive and kind.name in shown | departments
            is_ticked = kind.required or is_wanted
            state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            if kind.required:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            if kind.help:
                item.setToolTip(marks.plain_tip(kind.help))
            self.columns.addItem(item)

    def _fill_choices(self) -> None:
        everything, chosen = len(self.page.model.ids), len(self.page.selected_ids())
        if everything:
            self.rows_choice.addItem(f"列表现在的 {everything:,} 行", _SHOWN)
        if chosen:
            self.rows_choice.addItem(f"选中的 {chosen:,} 行", _CHOSEN)
        self.rows_choice.addItem("不带已有记录，发空表", _NONE)
        if chosen > 1:
            self.rows_choice.setCurrentIndex(self.rows_choice.findData(_CHOSEN))
        self.split.addItem("合成一份", "")
        for kind in department_fields(self.entity):
            self.split.addItem(f"按“{kind.label}”每家一份", kind.name)

    def _tell(self) -> None:
        """What would be made, and what to think of before it is sent."""
        if not self.rows_choice.count():
            return
        ids = self._ids()
        self.split.setEnabled(bool(ids))
        groups = self.groups()
        if len(groups) > 1:
            named = "、".join(f"{r} {len(i)} 行" for r, i in list(groups.items())[:_TOLD])
            words = f"将制作 {len(groups)} 份：{named}{' 等' if len(groups) > _TOLD else ''}。"
        else:
            words = f"将制作 1 份：已有记录 {len(ids)} 行，空白 {self.blank.value()} 行。"
        self.told.setText(words)
        secret = [k.label for k in self.request().kinds if k.sensitive]
        self.warning.setText(
            f"! 含敏感栏：{'、'.join(secret)}。确有必要再发，收件部门会看到完整号码。" if secret else ""
        )
        self.warning.setVisible(bool(secret))
        self.save.setEnabled(bool(self.chosen_columns()) and bool(ids or self.blank.value()))


def _label(kind: Kind) -> str:
    marked = [word for word, on in (("必填", kind.required), ("敏感", kind.sensitive)) if on]
    return f"{kind.label}（{'、'.join(marked)}）" if marked else kind.label


def open_for(page: Any) -> None:
    """The dialog over a list."""
    CollectionDialog(page).open()
