"""The body of a form: sections of fields, grids of lines, remarks and free columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.fields.lines_model import Row
from gui.look.theme import role
from gui.record.extra_section import TITLE, ExtraSection
from gui.record.form_field import FormField
from gui.record.form_memory import FormMemory
from gui.record.form_section import FormSection
from gui.record.lines_grid import LinesGrid
from models import extra_columns, three_states
from models.entity import Entity

REMARKS = "备注"
FIELDS_SHOWN = 16
"""A form of more fields than this folds the rare blank ones away."""
LABEL_LETTERS = 8
"""A longer label takes a second line."""


class FormBody(QScrollArea):
    """Everything of one entity that is typed. edited: words changed anywhere."""

    edited = Signal()

    def __init__(
        self, entity: type[Entity], settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entity = entity
        self.memory = FormMemory(settings, entity.key())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.fields = [FormField(kind) for kind in entity.kinds()]
        self.grids = {
            line: _grid_of(line, self.memory.of_line(line.key()))
            for line in entity.line_entities()
        }
        self.extra = ExtraSection(entity)
        self.parts: dict[str, QWidget] = {}
        self._is_loading = False
        self._build()
        for field in self.fields:
            field.edited.connect(self._announce)
            field.accepted.connect(self._announce)
        for part in (*self.grids.values(), self.extra):
            part.altered.connect(self._announce)
        QApplication.instance().focusChanged.connect(self._follow_keyboard)

    def load(self, record: Entity) -> None:
        """Show a record with its lines; nothing counts as changed afterwards."""
        self._is_loading = True
        for field in self.fields:
            field.load(three_states.read(record, field.kind))
        for line, grid in self.grids.items():
            stored = record.lines(line) if record.id else []
            grid.load([Row.of(each, grid.model.columns) for each in stored])
        self.extra.load(record)
        for part in self.parts.values():
            if isinstance(part, FormSection):
                part.refold()
        self._is_loading = False

    def is_changed(self) -> bool:
        """Whether anything differs from what was loaded."""
        return (
            any(field.is_changed() for field in self.fields)
            or any(grid.model.is_changed() for grid in self.grids.values())
            or self.extra.is_changed()
        )

    def commit_open(self) -> None:
        """Take over what is being typed in a grid cell."""
        for grid in self.grids.values():
            grid.view.commit_open()

    def draft(self, stored: Entity | None) -> Entity:
        """The record as it stands in the form; fields that cannot be understood stay blank.

        `stored` gives everything that is not in the form; only changed fields are put over it.
        """
        record = self.entity()
        if stored is not None:
            for name, value in stored.__data__.items():
                setattr(record, name, value)
        for field in self.fields:
            if stored is not None and stored.id and not field.is_changed():
                continue
            three_states.put(record, field.kind.name, _value_or_none(field))
        for name, kept in self.extra.changes().items():
            extra_columns.put_extra(record, name, kept)
        return record

    def line_drafts(self, line: type[Entity], *, renewed: bool = False) -> dict[int, Entity]:
        """Row number → the line as it stands; `renewed`: over what is stored by now."""
        found = {}
        model = self.grids[line].model
        for number, row in enumerate(model.rows):
            if row.record is None and row.is_blank():
                continue
            draft = line()
            base = row.record
            if base is not None and renewed:
                base = line.get_by_id(base.id)
            if base is not None:
                for name, value in base.__data__.items():
                    setattr(draft, name, value)
            for kind in model.columns:
                value = row.values.get(kind.name)
                if row.record is None or value != three_states.read(row.record, kind):
                    three_states.put(draft, kind.name, value)
            found[number] = draft
        return found

    def field(self, name: str) -> FormField:
        """The field of a name; LookupError when the form has none such."""
        for field in self.fields:
            if field.kind.name == name:
                return field
        raise LookupError(name)

    def add_part(self, title: str, part: QWidget) -> None:
        """One more part, below the others."""
        self.parts[title] = part
        self._layout.insertWidget(self._layout.count() - 1, part)

    def reveal(self, is_revealed: bool) -> None:
        """Uncover or cover every sensitive value."""
        for field in self.fields:
            field.reveal(is_revealed)
        for grid in self.grids.values():
            grid.reveal(is_revealed)

    def has_secrets(self) -> bool:
        """Whether the form has anything that can be masked."""
        kinds = [field.kind for field in self.fields]
        for grid in self.grids.values():
            kinds.extend(grid.model.columns)
        return any(kind.sensitive for kind in kinds)

    def show_part(self, name: str) -> None:
        """Scroll to a section and put the keyboard into its first field."""
        part = self.parts[name]
        top = part.mapTo(self.widget(), QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - 6))
        if isinstance(part, FormSection):
            if part.first_shown() is None:
                part.set_open(True)
            if (first := part.first_shown()) is not None:
                first.editor.setFocus()
        elif isinstance(part, LinesGrid):
            part.view.setFocus()
        elif isinstance(part, ExtraSection):
            (part.fields[0].editor if part.fields else part.manage).setFocus()
        self.verticalScrollBar().setValue(max(0, top - 6))

    def _announce(self) -> None:
        if not self._is_loading:
            self.edited.emit()

    def _build(self) -> None:
        inside = QWidget()
        role(inside, "page")
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(18, 14, 18, 24)
        self._layout.setSpacing(20)
        sections = list(self._sections())
        folds = len(self.fields) > FIELDS_SHOWN
        for title, fields in sections:
            if title != REMARKS:
                section = FormSection(title, fields, folds=folds)
                section.set_open(title in self.memory.open_sections())
                section.opened.connect(lambda on, t=title: self.memory.keep_open(t, on))
                self._add(title, section)
        for grid in self.grids.values():
            self._add(grid.title, grid)
        for title, fields in sections:
            if title == REMARKS:
                self._add(title, FormSection(title, fields))
        self._add(TITLE, self.extra)
        self._layout.addStretch(1)
        self.setWidget(inside)
        longest = self.fontMetrics().horizontalAdvance("国" * LABEL_LETTERS)
        width = min(longest, max((field.label_width() for field in self.fields), default=0))
        for field in self.fields:
            field.set_label_width(width)
        self.extra.set_label_width(width)

    def _sections(self) -> Iterator[tuple[str, list[FormField]]]:
        titles = dict.fromkeys(field.kind.section for field in self.fields)
        for title in titles:
            yield title, [field for field in self.fields if field.kind.section == title]

    def _add(self, title: str, part: QWidget) -> None:
        self.parts[title] = part
        self._layout.addWidget(part)

    def _follow_keyboard(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or self.widget() is None or not self.widget().isAncestorOf(now):
            return
        if not any(grid.view.isAncestorOf(now) for grid in self.grids.values()):
            self.ensureWidgetVisible(now, 0, 50)


def _value_or_none(field: FormField) -> Any:
    try:
        return field.value()
    except ValueError:
        return None


def _grid_of(line: type[Entity], memory: FormMemory) -> LinesGrid:
    """Columns in declared order, but what tells the lines apart comes first."""
    owner = line.owner_link()
    kinds = [kind for kind in line.kinds() if kind is not owner]
    telling = list(line.identity[0]) if line.identity else []
    kinds.sort(key=lambda k: telling.index(k.name) if k.name in telling else len(telling))
    return LinesGrid(line.label, kinds, memory=memory)
