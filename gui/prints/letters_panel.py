"""我的文书模板: her Word templates, their versions, what their words mean, tried on a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exports.handing_over import About
from exports.letters import making
from gui.fields.search_editor import SearchEditor
from gui.look import messages
from gui.look.buttons import push_button
from gui.look.dialog_buttons import CloseButton
from gui.look.dialog_size import letters, open_at
from gui.look.marks import CutWords, Words
from gui.look.theme import role
from gui.paper.handing_over import Paper, hand_over
from gui.prints import letter_work
from gui.prints.letter_adding import AddTemplate
from gui.prints.letter_parts import LetterTable, WordList
from gui.prints.letter_work import LookedAt, Tried
from gui.shared.context import Context
from models import letter_templates
from models.entity import Entity
from models.fields import Link

FILTERS = "Word 文档 (*.docx);;所有文件 (*)"
_TEMPLATE = Qt.ItemDataRole.UserRole


class LettersPanel(QWidget):
    """entity: only the templates of this register; None for all of them."""

    def __init__(self, context: Context, entity: type[Entity] | None = None) -> None:
        super().__init__()
        self._context, self._entity, self._serial = context, entity, 0
        self.tried = Tried()
        self.record: SearchEditor | None = None
        self.setAcceptDrops(True)
        self.list, self.version = QListWidget(), QComboBox()
        self.table, self.words = LetterTable(), WordList()
        self.about, self.notices = CutWords("muted"), Words("", "mark-warn")
        self._build()
        context.changes.changed.connect(self._changed)
        self.refresh()

    @property
    def template(self) -> Any:
        """The version that is shown; None where there is no template."""
        return self.version.currentData()

    # ---- building ----

    def _build(self) -> None:
        hint = Words(
            "用自己的 Word 文件做模板：要填的地方写《字段名》，字段名可从右边复制。"
            "表格里写《成员·姓名》的一行，有几个成员就写几行。文件可以直接拖进来。", "caption",
        )
        hint.setWordWrap(True)
        self.add_button = push_button("添加模板…", self.add, look="primary")
        self.renew_button = push_button("换新版…", self.add_version, tip="文件改过以后；旧版仍可查看")
        self.take_button = push_button("取出文件…", self.take_out, tip="另存一份，改好后再“换新版”")
        self.delete_button = push_button("删除这一版…", self.delete, look="danger")
        self.keep_button = push_button(
            "照原样保留", lambda: self.decide(""), tip="它是文件名之类的书名，不是字段，今后不再提示"
        )
        self.forget_button = push_button("取消对应", lambda: self.decide(None))
        self.words.picked.connect(self.decide)
        role(self.list, "plain")
        self.list.setAccessibleName("模板")
        self.version.setAccessibleName("版本")
        self.list.currentItemChanged.connect(lambda *_: self._show_versions())
        self.version.currentIndexChanged.connect(lambda _: self.try_on())
        self.table.itemSelectionChanged.connect(self._chosen)
        split = QSplitter()
        split.addWidget(self._left())
        split.addWidget(self._middle())
        split.addWidget(self.words)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([letters(self, each) for each in (14, 54, 21)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(hint)
        layout.addWidget(split, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        for button in (self.add_button, self.renew_button, self.take_button, self.delete_button):
            column.addWidget(button)
        return left

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(6)
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self.line.addWidget(self.version)
        self.line.addWidget(self.about, 1)
        self.line.addWidget(Words("试填", "muted"))
        self.notices.setWordWrap(True)
        marks = QHBoxLayout()
        marks.addWidget(self.notices, 1)
        marks.addWidget(self.keep_button)
        marks.addWidget(self.forget_button)
        column.addLayout(self.line)
        column.addWidget(self.table, 1)
        column.addLayout(marks)
        return middle

    # ---- reading ----

    def refresh(self) -> None:
        """Read the templates again; the chosen one stays chosen."""
        chosen = self.template
        self.list.blockSignals(True)
        self.list.clear()
        register = ""
        for template in letter_templates.in_use(self._entity):
            label = making.register_of(template).label
            if label != register and self._entity is None:
                head = QListWidgetItem(label)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            register = label
            item = QListWidgetItem(template.name)
            item.setData(_TEMPLATE, template)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._choose(chosen)

    def _changed(self, change: Any) -> None:
        if "letter_template" in change.ids:
            self.refresh()

    def stop(self) -> None:
        """What still arrives is for nobody."""
        self._serial += 1

    def _choose(self, wanted: Any) -> None:
        rows = [r for r in range(self.list.count()) if self.list.item(r).data(_TEMPLATE)]
        found = rows[0] if rows else -1
        for row in rows:
            template = self.list.item(row).data(_TEMPLATE)
            if wanted is not None and (template.name, template.register) == (
                wanted.name, wanted.register
            ):
                found = row
        self.list.setCurrentRow(found)
        self._show_versions(wanted)

    def _show_versions(self, wanted: Any = None) -> None:
        item = self.list.currentItem()
        template = item.data(_TEMPLATE) if item is not None else None
        self.version.blockSignals(True)
        self.version.clear()
        if template is not None:
            entity = making.register_of(template)
            for each in letter_templates.versions(entity, template.name):
                self.version.addItem(f"{each.year} 年起用，第 {each.version} 版", each)
            at = [self.version.itemData(i).id for i in range(self.version.count())]
            is_there = wanted is not None and wanted.id in at
            self.version.setCurrentIndex(at.index(wanted.id) if is_there else 0)
            self._offer_records(entity)
        self.version.blockSignals(False)
        self.try_on()

    def _offer_records(self, entity: type[Entity]) -> None:
        """The field in which the record for the trial is chosen; the latest at first."""
        if self.record is not None and self.record.kind.rel_model is entity:
            return
        if self.record is not None:
            self.line.removeWidget(self.record)
            self.record.deleteLater()
        self.record = SearchEditor(Link("试填的记录", entity), self)
        self.record.setFixedWidth(letters(self, 16))
        self.line.addWidget(self.record)
        latest = entity.active().order_by(entity.id.desc()).first()
        self.record.set_value(latest.id if latest is not None else None)
        self.record.edited.connect(self.try_on)
        self.words.show_words(making.Words(entity).all)

    def try_on(self) -> None:
        """Read the template and try it on the record, beside the window."""
        self._serial += 1
        serial, template = self._serial, self.template
        if template is None:
            self._arrived(serial, Tried())
            return
        ids = self._record_ids()
        self._context.worker.look_up(
            lambda: letter_work.try_on(template, ids), lambda tried: self._arrived(serial, tried)
        )

    def _record_ids(self) -> list[int]:
        try:
            value = self.record.value() if self.record is not None else None
        except ValueError:
            value = None
        return [value] if isinstance(value, int) else []

    def _arrived(self, serial: int, tried: Tried) -> None:
        if serial != self._serial:
            return
        self.tried, template = tried, self.template
        self.table.show_trial(tried.rows)
        if self.table.mention() is None:
            self.table.choose_first_unknown()
        said = [tried.fault] if tried.fault else list(tried.notices)
        if template is None:
            said = ["还没有模板。"]
        self.notices.setText("\n".join(said))
        shown = f"{making.register_of(template).label}　{template.file_name}" if template else ""
        blank = f"　空白：{'、'.join(tried.lacking)}" if tried.lacking else ""
        self.about.set_words(shown + blank)
        self._show_state()

    def _chosen(self) -> None:
        """What was perhaps meant stands ready to be taken."""
        mention = self.table.mention()
        if mention is not None and mention.is_unknown and mention.near:
            self.words.mark(mention.near[0])
        self._show_state()

    def _show_state(self) -> None:
        mention, has_one = self.table.mention(), self.template is not None
        may_map = mention is not None and not mention.repeats and (
            mention.asked is None or bool(mention.mapped)
        )
        self.words.map_button.setEnabled(may_map)
        self.keep_button.setEnabled(may_map and not mention.is_kept)
        self.forget_button.setVisible(bool(may_map and (mention.mapped or mention.is_kept)))
        for button in (self.renew_button, self.take_button, self.delete_button):
            button.setEnabled(has_one)
        self.version.setVisible(has_one)

    # ---- deeds ----

    def decide(self, meaning: str | None) -> None:
        """What the chosen placeholder means: a field, "" (a title), None: as found."""
        mention = self.table.mention()
        if mention is not None and self.template is not None:
            letter_templates.say(self.template, mention.words, meaning)

    def add(self) -> None:
        """Choose a file and keep it as a new template."""
        if found := messages.file_dialog(self, "添加文书模板", filters=FILTERS):
            self.take_in(found[0])

    def add_version(self) -> None:
        """Choose a file and keep it as the next version of the shown template."""
        template = self.template
        if template is not None and (
            found := messages.file_dialog(self, f"换新版：{template.name}", filters=FILTERS)
        ):
            self.take_in(found[0], instead_of=template)

    def take_in(self, path: Path, *, instead_of: Any = None) -> None:
        """Look at a file beside the window, ask what it is, keep it."""
        self._context.worker.look_up(
            lambda: letter_work.look_at(path), lambda looked: self._ask(looked, instead_of),
            failed=lambda error: messages.show_error(self, error),
        )

    def _ask(self, looked: LookedAt, instead_of: Any) -> None:
        dialog = AddTemplate(
            looked, year=self._context.year, entity=self._entity, instead_of=instead_of,
            parent=self,
        )
        if dialog.exec():
            kept = letter_templates.keep(
                dialog.entity(), dialog.name(), looked.content, file_name=looked.path.name,
                year=dialog.year(),
            )
            self.refresh()
            self._choose(kept)
            self._context.say(f"已保存文书模板“{kept}”")

    def take_out(self) -> None:
        """The file of the shown version, to be changed in Word."""
        template = self.template
        path = messages.choose_save_path(
            self, "取出模板文件", name=template.file_name, kind="Word 文档", suffix=".docx"
        )
        if path is not None:
            about = About(f"文书模板“{template}”")
            hand_over(
                self, self._context, "取出模板",
                make=lambda _: [Paper(path, letter_templates.content_of(template), about)],
                then=lambda paths: self._context.say(f"已取出：{paths[0].name}"),
            )

    def delete(self) -> None:
        """Move the shown version to the recycle bin."""
        template = self.template
        if template is not None and messages.ask(
            self, f"删除文书模板“{template}”吗？", "只删除这一版，可以用“撤销”取回；已经做好的文书不受影响。",
            yes="删除", danger=True,
        ):
            letter_templates.remove([template])
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Word files may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in each dropped file."""
        event.acceptProposedAction()
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.take_in(Path(url.toLocalFile()))


class LettersWindow(QDialog):
    """The templates of one register, from where letters are made."""

    def __init__(self, context: Context, entity: type[Entity], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(f"我的文书模板 - {entity.label}")
        self.panel = LettersPanel(context, entity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.addWidget(self.panel, 1)
        close = CloseButton(self)
        close.setContentsMargins(0, 0, 20, 0)
        layout.addWidget(close)
        open_at(self, 92, 46)

    def done(self, result: int) -> None:
        """Closed for good."""
        self.panel.stop()
        super().done(result)
