"""The form of any record, drawn from what its entity says about itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from gui.attachments import attachments_panel
from gui.look import messages
from gui.look.marks import Words
from gui.look.theme import role
from gui.record import line_proposals, saving
from gui.record.form_bar import FormBar
from gui.record.form_body import FormBody
from gui.record.form_hints import FormHints
from gui.record.form_outline import FormOutline
from gui.record.form_side import FormSide
from gui.record.saving import LineChanges
from gui.shared import siblings
from models import store
from models.entity import Entity
from models.errors import UserError
from models.passports import can_fill

THINKING_MS = 220
"""The side is renewed so long after the last key."""
WIDE, MIDDLE = 84, 62
"""In Chinese characters: room for outline, form and side; for form and side."""


class RecordForm(QWidget):
    """One record with its lines, typed and kept as a whole.

    saved: the record's id, after each saving. closed: the form may be taken away.
    titled: its title changed. `context` (may be None) opens other records and tells of changes.
    """

    saved = Signal(int)
    closed = Signal()
    titled = Signal(str)

    def __init__(
        self, entity: type[Entity], record_id: int | None = None,
        context: Any = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entity = entity
        self.context = context
        self.record: Entity = entity()
        self.body = FormBody(entity, getattr(context, "settings", None))
        self.attachments = attachments_panel.for_form(self.body, context)
        self.side = FormSide()
        self.hints = FormHints(self.body, self.side)
        self.outline = FormOutline(self.body)
        self.bar = FormBar(entity, has_secrets=self.body.has_secrets())
        self._is_revealed = False
        self._is_saving = False
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=THINKING_MS)
        self._timer.timeout.connect(self.think)
        self.body.edited.connect(self._edited)
        self.side.record_wanted.connect(self._open_other)
        self.side.compare_wanted.connect(self._compare)
        for grid in self.body.grids.values():
            grid.create_wanted.connect(self._create_named)
        if self.attachments is not None:
            self.attachments.altered.connect(self._edited)
            self.attachments.counted.connect(self.outline.refresh)
        line_proposals.offer(self.body, lambda: self.record)
        self._bind_keys()
        if context is not None:
            context.changes.changed.connect(self._changed_elsewhere)
        if record_id is None and entity.is_settings:
            record_id = getattr(entity.active().first(), "id", None)
        self.load(record_id)

    @property
    def record_id(self) -> int | None:
        """The record's id; None while it is new."""
        return self.record.id

    def load(self, record_id: int | None) -> None:
        """Show a stored record, or a blank one."""
        self.record = self.entity() if record_id is None else self.entity.get_by_id(record_id)
        self.strip.hide()
        self.body.load(self.record)
        self.body.reveal(self._is_revealed)
        if self.attachments is not None:
            self.attachments.show_record(self.record)
        self.think()

    def title(self) -> str:
        """What the form is called: the record, or 新增…"""
        if self.entity.is_settings:
            return self.entity.label
        return str(self.record) if self.record.id else f"新增{self.entity.label}"

    def is_dirty(self) -> bool:
        """Whether something was changed and not kept."""
        waiting = self.attachments is not None and self.attachments.has_pending()
        return waiting or self.body.is_changed()

    def save(self) -> bool:
        """Keep the record and its lines as one batch; False when something must be mended first."""
        self.body.commit_open()
        marked, loose = self.hints.check(self.record)
        self._show_refusal(len(marked) + len(loose), loose)
        if marked:
            marked[0].action()
        if marked or loose:
            return False
        self._is_saving = True
        try:
            with store.batch(("修改" if self.record.id else "新增") + self.entity.label):
                saving.keep(record := self._renewed(), self._line_changes())
                if self.attachments is not None:
                    self.attachments.keep_pending(record)
        except UserError as error:
            messages.show_error(self, error)
            return False
        finally:
            self._is_saving = False
        self.load(record.id)
        self._say(f"✓ 已保存 {record}")
        self.saved.emit(record.id)
        return True

    def save_and_new(self) -> bool:
        """Keep the record and go on with a blank form."""
        if not self.save():
            return False
        self.load(None)
        self.focus_first()
        return True

    def may_close(self) -> bool:
        """Whether the form may go: nothing is unsaved, or she said what to do with it."""
        self.body.commit_open()
        if not self.is_dirty():
            return True
        answer = ask_unsaved(self, self.title())
        if answer == "drop":
            self.load(self.record_id)
        return answer == "drop" or (answer == "save" and self.save())

    def request_close(self) -> None:
        """Esc and 关闭: asks only when something was changed."""
        if self.may_close():
            self.closed.emit()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.body.verticalScrollBar().setValue(0)
        self.body.fields[0].go_to()

    def prefill(self, words: str) -> None:
        """Begin a new record with its name."""
        kind = saving.title_kind(self.entity)
        if kind is not None and words:
            self.body.field(kind.name).editor.set_text(words)

    def reveal(self, is_revealed: bool) -> None:
        """Uncover or cover sensitive values (F8)."""
        self._is_revealed = is_revealed
        self.body.reveal(is_revealed)
        self.bar.show_revealed(is_revealed)

    def think(self) -> None:
        """Renew the side and the marks at once."""
        self._timer.stop()
        self.side.can_compare = self.context is not None and bool(self.record.id)
        self.hints.renew(self.record)
        self._show_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.request_close()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: Any) -> None:
        """The keyboard starts in the first field."""
        super().showEvent(event)
        QTimer.singleShot(0, self._focus_once)

    def resizeEvent(self, event: Any) -> None:
        """Outline and side stand beside the form where there is room, else the side above it."""
        super().resizeEvent(event)
        letters = self.width() / max(1, self.fontMetrics().horizontalAdvance("国"))
        self.outline.setVisible(letters >= WIDE)
        letter = self.fontMetrics().horizontalAdvance("国")
        self.side.setFixedWidth(letter * (19 if letters >= MIDDLE else 15))

    def _build(self) -> None:
        self.strip = Words("", "mark-bad")
        self.strip.setWordWrap(True)
        self.strip.setContentsMargins(18, 6, 18, 6)
        self.strip.hide()
        side_frame = QFrame()
        role(side_frame, "side")
        inside = QHBoxLayout(side_frame)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(self.side)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.outline)
        middle.addWidget(self.body, 1)
        middle.addWidget(side_frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.strip)
        layout.addLayout(middle, 1)
        for signal, action in (
            (self.bar.passport_wanted, self.read_passport),
            (self.bar.reveal_wanted, lambda: self.reveal(not self._is_revealed)),
            (self.bar.check_wanted, self.open_check),
            (self.bar.history_wanted, self.open_history), (self.bar.retire_wanted, self.retire),
            (self.bar.close_wanted, self.request_close), (self.bar.next_wanted, self.save_and_new),
            (self.bar.save_wanted, self.save),
        ):
            signal.connect(action)

    def _bind_keys(self) -> None:
        for keys, action in (
            ("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_new),
            ("Ctrl+Enter", self.save_and_new), ("F6", lambda: self.outline.step(1)),
            ("F8", lambda: self.reveal(not self._is_revealed)), ("Ctrl+M", self.read_passport),
            ("Shift+F6", lambda: self.outline.step(-1)), ("F1", self._explain),
            ("Ctrl+/", self._toggle_inapplicable), ("Ctrl+F", self.find_field),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _edited(self) -> None:
        self._timer.start()
        self._show_state()

    def _show_state(self) -> None:
        is_dirty = self.is_dirty()
        kept = "已删除（在回收站）" if self.record.retired_at else ""
        self.bar.state.setText("• 有未保存的改动" if is_dirty else kept)
        self.bar.show_record(self.record, self.title())
        self.outline.refresh()
        self.titled.emit(("• " if is_dirty else "") + self.title())

    def _show_refusal(self, count: int, loose: list[str]) -> None:
        words = "；".join(loose) if loose else "见带 ✕ 的地方，右侧可逐个转到"
        self.strip.setText(f"没有保存：有 {count} 处需要改正。{words}")
        self.strip.setVisible(count > 0)

    def _renewed(self) -> Entity:
        """The record to keep: what she changed, over what is stored by now."""
        if not self.record.id:
            return self.body.draft(None)
        stored = self.entity.get_by_id(self.record.id)
        if stored.retired_at:
            raise UserError(f"{self.entity.label}“{stored}”已被删除。", "请先到回收站恢复，再修改。")
        return self.body.draft(stored)

    def _line_changes(self) -> list[LineChanges]:
        found = []
        for line, grid in self.body.grids.items():
            if grid.model.is_changed():
                kept = list(self.body.line_drafts(line, renewed=True).values())
                found.append(LineChanges(line, kept, grid.model.removed))
        return found

    def _create_named(self) -> None:
        """Enter the pasted names that no record has, then read the cells again."""
        for grid in self.body.grids.values():
            names = grid.model.missing_links()
            if not names:
                continue
            listed = "；".join(f"{e.label}：{'、'.join(words)}" for e, words in names.items())
            if not messages.ask(self, f"新建下列记录？{listed}", "只有姓名（名称），其余以后补。", yes="新建"):
                continue
            try:
                saving.add_named(names)
            except UserError as error:
                messages.show_error(self, error)
            grid.model.read_again()

    def _changed_elsewhere(self, change: store.Change) -> None:
        """Another page or an undo wrote this record: show it, unless something is being typed."""
        if not self.record.id or self._is_saving:
            return
        touched = self.record.id in change.ids.get(self.entity.key(), frozenset())
        if touched and not self.is_dirty():
            self.load(self.record.id)
        elif touched:
            self.strip.setText("这条记录刚在别处改动过。保存时只写入您在这里改过的栏目。")
            self.strip.show()

    def _open_other(self, entity: type[Entity], record_id: int) -> None:
        if self.context is not None:
            self.context.open_record(entity, record_id)
            return
        from gui.record.record_dialog import RecordDialog

        RecordDialog(entity, record_id=record_id, parent=self).open()

    def read_passport(self) -> None:
        """Fill the form from a passport's machine-readable zone; nothing is kept yet."""
        if not can_fill(self.entity):
            return
        from gui.record import passport_dialog

        self.body.commit_open()
        dialog = passport_dialog.PassportDialog(self.body, self)
        if dialog.exec() and (said := passport_dialog.fill(self.body, dialog.chosen())):
            self.think()
            self._say(said)

    def _compare(self, entity: type[Entity], record_id: int) -> None:
        """This record and one like it side by side, once nothing is unsaved here."""
        if self.may_close():
            self.context.find_duplicates(entity, [self.record.id, record_id])

    def open_check(self) -> None:
        """What the rules find about the record as it is kept; unsaved changes are asked about."""
        if self.context is not None and self.may_close():
            siblings.open_check(self.entity, [self.record.id], self)

    def open_history(self) -> None:
        """Who changed what, with the way back."""
        from gui.history.history_view import HistoryDialog

        dialog = HistoryDialog(self.record, self)
        dialog.undone.connect(lambda: None if self.is_dirty() else self.load(self.record.id))
        dialog.open()

    def retire(self) -> None:
        """Move the record to the recycle bin."""
        if not messages.ask(
            self, f"删除{self.entity.label}“{self.record}”？", "它会移到回收站，可随时恢复。",
            yes="删除", danger=True,
        ):
            return
        try:
            store.retire(self.record)
        except UserError as error:
            messages.show_error(self, error)
            return
        self.closed.emit()

    def _focus_once(self) -> None:
        """Qt gives the keyboard to the first button of the bar; the first field is meant."""
        focus = self.focusWidget()
        if self.isVisible() and (focus is None or self.bar.isAncestorOf(focus)):
            self.focus_first()

    def _explain(self) -> None:
        focus = self.focusWidget()
        for field in self.body.fields:
            if focus is not None and field.isAncestorOf(focus):
                field.show_help()

    def find_field(self) -> None:
        """Go to a field by its name or pinyin."""
        from gui.record.field_finder import FieldFinder

        FieldFinder(self.body, self).open_over(self.body)

    def _toggle_inapplicable(self) -> None:
        """The field that has the keyboard is 不适用, or blank again."""
        focus = self.focusWidget()
        for field in self.body.fields:
            if focus is not None and field.isAncestorOf(focus) and not field.toggle_inapplicable():
                self._say(f"“{field.kind.label}”不能记为“不适用”")

    def _say(self, words: str) -> None:
        if self.context is not None:
            self.context.say(words)
        self.bar.state.setText(words)


def ask_unsaved(parent: QWidget, title: str) -> str:
    """What to do with unsaved changes: save, drop or stay."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(messages.TITLE)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"“{title}”有未保存的改动。")
    save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("继续编辑", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    return "save" if clicked is save else "drop" if clicked is drop else "stay"
