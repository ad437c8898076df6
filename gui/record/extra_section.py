"""附加列 in a form: the office's own columns as fields of their type, with the way to add one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.look import marks
from gui.look.theme import role
from gui.record.form_field import FormField
from gui.record.form_section import FormSection, heading
from models import extra_columns
from models.entity import Entity
from models.extra_columns import PREFIX

TITLE = "附加列"


class ExtraSection(QWidget):
    """altered: words changed. The fields are made anew when the columns change."""

    altered = Signal()

    def __init__(self, entity: type[Entity]) -> None:
        super().__init__()
        self.entity = entity
        self.fields: list[FormField] = []
        self._label_width = 0
        self._stored: dict[str, Any] = {}
        self._part: FormSection | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        bar: QHBoxLayout = heading(marks.Words(TITLE, "heading"))
        self.manage = QPushButton("加一列、改名、删除…")
        self.manage.setAutoDefault(False)
        self.manage.setToolTip("这些列属于整个登记表：列表、导入、导出、打印里都有")
        role(self.manage, "flat")
        self.manage.clicked.connect(self.open_columns)
        bar.addWidget(self.manage)
        self._layout.addLayout(bar)

    def load(self, record: Entity) -> None:
        """Show a record's own columns; nothing counts as changed afterwards."""
        self._stored = dict(record.extra)
        self._rebuild()
        for field in self.fields:
            value = extra_columns.value_of(field.kind, self._stored.get(_name(field)))
            field.load(None if isinstance(value, str) else value)
            if isinstance(value, str):
                field.load_words(value)

    def is_changed(self) -> bool:
        """Whether anything differs from what was loaded."""
        return any(field.is_changed() for field in self.fields)

    def values(self) -> dict[str, Any]:
        """Column → what is to lie in the record; a field left alone keeps what lay there."""
        found = {}
        for field in self.fields:
            name = _name(field)
            kept = self._stored.get(name)
            if field.is_changed():
                kept = extra_columns.understood(field.kind, field.editor.text())[0]
            if kept not in (None, ""):
                found[name] = kept
        return found

    def changes(self) -> dict[str, Any]:
        """Column → new content (None = taken away) of the fields that were changed."""
        values = self.values()
        return {_name(f): values.get(_name(f)) for f in self.fields if f.is_changed()}

    def set_label_width(self, width: int) -> None:
        """Line up with the fields above."""
        self._label_width = width
        for field in self.fields:
            field.set_label_width(width)

    def open_columns(self) -> None:
        """Add, rename, type, order or remove columns; what is typed here stays."""
        from gui.record.extra_columns_dialog import ExtraColumnsDialog

        dialog = ExtraColumnsDialog(self.entity, self.window())
        dialog.exec()
        typed = {_name(f): f.editor.text() for f in self.fields if f.is_changed()}
        for old, new in dialog.renamed.items():
            for held in (self._stored, typed):
                if old in held:
                    held[new] = held.pop(old)
        present = {each.name: each.kind for each in extra_columns.extras_of(self.entity)}
        self._stored = {
            name: extra_columns.understood(present[name], kept)[0]
            for name, kept in self._stored.items() if name in present
        }
        record = self.entity(extra=self._stored)
        self.load(record)
        for field in self.fields:
            if _name(field) in typed:
                field.editor.set_text(typed[_name(field)])

    def _rebuild(self) -> None:
        """One field for each column of the register, those only in this record among them."""
        kinds = {each.name: each.kind for each in extra_columns.extras_of(self.entity)}
        for name in self._stored:
            if name not in kinds:
                kinds[name] = extra_columns.plain_kind(name)
        shown = [(field.kind.name, type(field.kind), field.kind.option_words())
                 for field in self.fields]
        wanted = [(kind.name, type(kind), kind.option_words()) for kind in kinds.values()]
        if shown == wanted:
            return
        if self._part is not None:
            self._layout.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
        self.fields = [FormField(kind) for kind in kinds.values()]
        for field in self.fields:
            field.edited.connect(self.altered)
            field.set_label_width(self._label_width or field.label_width())
        self._part = FormSection("", self.fields)
        self._part.without_heading()
        self._layout.addWidget(self._part)


def _name(field: FormField) -> str:
    return field.kind.name.removeprefix(PREFIX)
