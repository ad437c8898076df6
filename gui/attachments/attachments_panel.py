"""附件: the scans of one record beside the list of papers it should have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.attachments import attachment_tasks
from gui.attachments.attachment_pictures import thumbnail
from gui.attachments.attachment_rows import Panel, PanelRow, read_panel
from gui.attachments.attachment_sources import Sources, refusals, sources_of, take_in
from gui.attachments.attachment_table import AttachmentTable
from gui.history import undo
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.marks import Words
from gui.look.theme import theme
from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models import attachments, papers, store
from models.attachments import StoredFile, TakenIn
from models.entity import Entity
from models.errors import UserError
from models.store import Change

if TYPE_CHECKING:
    from gui.record.form_body import FormBody

REMEMBERED = 300
"""Thumbnails kept in memory."""
_thumbs: dict[tuple[str, float], QImage] = {}


class AttachmentsPanel(QWidget):
    """Shows a record's papers; adds, opens and removes files.

    Files of a record that is not kept yet wait (`has_pending`) until `keep_pending`.
    altered: what waits has changed. counted: attachments and lacking papers, after each reading.
    """

    altered = Signal()
    counted = Signal(int, int)

    def __init__(
        self, context: Context, entity: type[Entity], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.record: Entity = entity()
        self.panel = Panel()
        self.pending: list[tuple[StoredFile, str]] = []
        self._asked = 0
        self.setAcceptDrops(True)
        self._build()
        context.changes.changed.connect(self._hear)
        theme().changed.connect(self._restyle)

    # ---- the record ----

    def show_record(self, record: Entity) -> None:
        """Show this record, with nothing waiting."""
        if record is not self.record:
            self.pending = []
        self.record = record
        self.ask()

    def ask(self) -> None:
        """Read the rows beside the window."""
        self._asked += 1
        number, record, waiting = self._asked, self.record, tuple(self.pending)
        self.context.worker.look_up(
            lambda: read_panel(record, waiting),
            lambda panel: self._show(panel) if isValid(self) and number == self._asked else None,
        )

    def has_pending(self) -> bool:
        """Whether files wait for the record to be kept."""
        return bool(self.pending)

    def keep_pending(self, record: Entity) -> None:
        """Make what waits attachments of the record that is just being kept."""
        if self.pending:
            attachments.attach(record, self.pending)

    @property
    def count(self) -> int:
        """Attachments, those that wait included."""
        return self.panel.files

    def add(self, sources: Sources, paper: str = "") -> None:
        """Take files in; without a paper their names tell which they are, if they do."""
        if not sources:
            messages.tell(self, "剪贴板里没有文件或图片。", "先在文件管理器里复制文件，或截图后再粘贴。")
            return
        run_with_progress(
            self, self.context.worker, "正在添加附件", lambda progress: take_in(sources, progress),
            then=lambda taken: self._taken(taken, paper),
        )

    def choose(self, paper: str = "") -> None:
        """Ask for files."""
        paths = messages.file_dialog(self, f"添加{paper or '附件'}", mode="open_many")
        if paths:
            self.add(Sources(tuple(paths)), paper)

    def paste(self) -> None:
        """Add the file or picture that was copied."""
        self.add(sources_of(QGuiApplication.clipboard().mimeData()), self._current_paper())

    def open_row(self, at: int) -> None:
        """Look at the file; where there is none, add one."""
        row = self.table.rows[at]
        if row.is_file:
            attachment_tasks.open_file(self, self.context, row.file, self._files())
        elif row.pending is None:
            self.choose(row.paper)

    def edit_row(self, at: int) -> None:
        """Say what the file is."""
        row = self.table.rows[at]
        if row.is_file:
            attachment_tasks.edit(self, row.file, self.panel.names)

    def remove_row(self, at: int) -> None:
        """Take an attachment away; it can be taken back."""
        row = self.table.rows[at]
        if row.pending is not None:
            self.pending = [each for each in self.pending if each[0] is not row.pending]
            self.altered.emit()
            self.ask()
        elif row.is_file:
            store.retire(row.file)
            batch = undo.last_undoable()
            self.undo_bar.offer(
                f"已移除“{row.file}”", lambda: self._said(undo.undo(self, batch) if batch else "")
            )

    def answer(self, row: PanelRow, verdict: str) -> None:
        """Keep that a paper is held on paper only, or does not apply; blank takes that back."""
        if not self.record.id:
            messages.tell(self, "请先保存记录，再注明材料情况。")
            return
        reason = ""
        if verdict == papers.NOT_NEEDED:
            reason = attachment_tasks.ask_reason(self, row.paper)
            if not reason:
                return
        try:
            if verdict:
                papers.answer(self.record, row.paper, verdict, reason)
            else:
                papers.withdraw(self.record, row.paper)
        except UserError as error:
            messages.show_error(self, error)

    # ---- building ----

    def _build(self) -> None:
        self.title = Words("附件", "heading")
        self.add_button = _flat("添加文件…", "选择文件；也可以直接把文件拖进来")
        self.add_button.clicked.connect(lambda: self.choose(self._current_paper(lacking_only=True)))
        self.paste_button = _flat("粘贴", "添加剪贴板里的文件或图片（Ctrl+V）")
        self.paste_button.clicked.connect(self.paste)
        self.slip_button = _flat("打印缺件单…", "已交、未交材料一览，打印给本人")
        self.slip_button.clicked.connect(
            lambda: attachment_tasks.open_slip(self, self.context, self.record, self.panel.cases)
        )
        self.export_button = _flat("导出…", "按归档规则导出到文件夹，附目录")
        self.export_button.clicked.connect(
            lambda: attachment_tasks.open_export(
                self, self.context, type(self.record), [self.record.id]
            )
        )
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.add_button, self.paste_button, self.slip_button, self.export_button):
            head.addWidget(button)
        self.undo_bar = undo.UndoBar()
        self.table = AttachmentTable()
        self.table.dropped.connect(self.add)
        self.table.opened.connect(self.open_row)
        self.table.edited.connect(self.edit_row)
        self.table.removed.connect(self.remove_row)
        self.table.pasted.connect(self.paste)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.note = Words("", "caption")
        self.note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.undo_bar)
        layout.addWidget(self.table)
        layout.addWidget(self.note)
        self._show(Panel())

    def menu_for(self, row: PanelRow) -> QMenu:
        """What can be done with a row."""
        at = self.table.rows.index(row)
        menu = QMenu(self)
        if row.is_file:
            menu.addAction("打开\tEnter", lambda: self.open_row(at))
            menu.addAction(
                "另存为…", lambda: attachment_tasks.save_as(self, self.context, row.file)
            )
            menu.addAction("修改材料、名称、日期…\tF2", lambda: self.edit_row(at))
        menu.addAction(f"添加{row.paper or '文件'}…", lambda: self.choose(row.paper))
        if row.is_file or row.pending is not None:
            menu.addSeparator()
            menu.addAction("移除\tDelete", lambda: self.remove_row(at))
        elif row.note.startswith(papers.NOT_NEEDED) or row.state == papers.HELD:
            menu.addSeparator()
            menu.addAction("取消注明，仍须提交", lambda: self.answer(row, ""))
        else:
            menu.addSeparator()
            menu.addAction("纸质已收，不扫描", lambda: self.answer(row, papers.ON_PAPER))
            menu.addAction("不适用…", lambda: self.answer(row, papers.NOT_NEEDED))
        return menu

    def _open_menu(self, place: QPoint) -> None:
        at = self.table.rowAt(place.y())
        if at >= 0:
            self.table.setCurrentCell(at, 0)
            menu = self.menu_for(self.table.rows[at])
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.viewport().mapToGlobal(place))

    # ---- reacting ----

    def _show(self, panel: Panel) -> None:
        self.panel = panel
        self.title.setText(panel.heading)
        self.table.setVisible(bool(panel.rows))
        self.table.show_panel(panel, self._thumb)
        self.slip_button.setVisible(bool(panel.checklist and panel.checklist.rows))
        self.export_button.setEnabled(bool(self.record.id))
        self.slip_button.setEnabled(bool(self.record.id))
        self.note.setText(
            f"把文件拖到这里，拖到某一行就归到那一项；每份不超过 {attachments.MOST_MB} MB。"
            "在行上按右键可注明“纸质已收”或“不适用”。" if panel.rows
            else f"把扫描件、照片或文件拖到这里，每份不超过 {attachments.MOST_MB} MB；内容加密存放在数据文件夹里。"
        )
        self.counted.emit(panel.files, panel.lacking)

    def _thumb(self, row: PanelRow) -> QImage | None:
        """The thumbnail if it was made before; else it comes later."""
        if not row.is_file:
            return None
        scale = self.devicePixelRatioF()
        key, attachment_id = (str(row.file.digest), scale), row.file.id
        if key in _thumbs:
            return _thumbs[key]
        self.context.worker.look_up(
            lambda: thumbnail(attachment_id, scale),
            lambda image: self._put_thumb(key, image),
        )
        return None

    def _put_thumb(self, key: tuple[str, float], image: QImage) -> None:
        if not isValid(self):  # the form was closed meanwhile
            return
        while len(_thumbs) >= REMEMBERED:
            del _thumbs[next(iter(_thumbs))]
        _thumbs[key] = image
        for at, row in enumerate(self.table.rows):
            if row.is_file and row.file.digest == key[0]:
                self.table.show_thumb(at, image)

    def _taken(self, taken: TakenIn, paper: str) -> None:
        if not isValid(self):
            return
        rows = self.panel.checklist.rows if self.panel.checklist else []
        found = [(stored, paper or papers.guess(stored.file_name, rows)) for stored in taken.stored]
        if found and self.record.id:
            try:
                made = attachments.attach(self.record, found)
            except UserError as error:
                messages.show_error(self, error)
                return
            self._said(_added(len(made), len(found) - len(made)))
        elif found:
            self.pending += [each for each in found if each not in self.pending]
            self.altered.emit()
            self.ask()
        if taken.refused:
            messages.show_error(self, refusals(taken.refused))

    def _hear(self, change: Change) -> None:
        """Attachments, answers, or the record itself (its conditions) were written."""
        keys = {"attachment", "check_answer", self.record.key()}
        keys |= {line.key() for line in self.record.line_entities()}
        if not keys & set(change.ids):
            return
        if self.record.id:
            self.record = type(self.record).get_by_id(self.record.id)
        self.ask()

    def _files(self) -> list[Any]:
        return [row.file for row in self.table.rows if row.is_file]

    def _current_paper(self, *, lacking_only: bool = False) -> str:
        row = self.table.current_row() if self.table.hasFocus() else None
        if row is None or (lacking_only and row.is_file):
            return ""
        return row.paper

    def _said(self, words: str) -> None:
        if words:
            self.context.say(words)

    def _restyle(self) -> None:
        self.table.show_panel(self.panel, self._thumb)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome anywhere on the panel."""
        if sources_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped beside the rows."""
        event.acceptProposedAction()
        self.add(sources_of(event.mimeData()))


def for_form(body: FormBody, context: Any) -> AttachmentsPanel | None:
    """The panel as a part of a form; None where its records have no attachments.

    Without a context there is nothing to read beside the window with (a form in a test).
    """
    if context is None or not attachments.takes(body.entity):
        return None
    panel = AttachmentsPanel(context, body.entity)
    body.add_part("附件", panel)
    return panel


def _flat(words: str, tip: str) -> QPushButton:
    return push_button(words, tip=tip, look="flat")


def _added(count: int, doubled: int) -> str:
    words = f"已添加 {count} 份附件" if count else ""
    again = f"{doubled} 份原来就有，没有重复添加" if doubled else ""
    return "；".join(part for part in (words, again) if part)
