"""What a form knows about itself while it is typed: faults, gaps, inferences, and who is alike."""

from __future__ import annotations

from time import monotonic

from gui.fields.lines_model import LinesModel, Row
from gui.record import saving
from gui.record.form_body import FormBody
from gui.record.form_side import FormSide, SideItem
from models import three_states
from models.entity import Entity
from models.hints import Thresholds, hints_of

KEPT_SECONDS = 10.0
LINES_HINTED = 12
"""Of more lines than this only those that were touched are thought over while typing."""

Lines = dict[type[Entity], dict[int, Entity]]
"""Line entity → row number → the line as it stands."""


class FormHints:
    """Keeps the side of a form, and the marks at its fields and cells, up to date."""

    def __init__(self, body: FormBody, side: FormSide) -> None:
        self.body = body
        self.side = side
        self._thresholds = Thresholds()
        self._looked_at = -KEPT_SECONDS

    def renew(self, stored: Entity) -> None:
        """Think over what is typed; `stored` is the record as it was loaded."""
        draft = self.body.draft(stored)
        lines = {line: self.body.line_drafts(line) for line in self.body.grids}
        flat = [each for drafts in lines.values() for each in drafts.values()]
        inferred = draft.inferred(flat)
        self._show_inferred(inferred, lines)
        self.side.set_missing([
            SideItem(f.kind.label, f.go_to) for f in self.body.fields
            if f.kind.wanted and not f.fault and f.kind.name not in inferred
            and three_states.is_gap(draft, f.kind)
        ])
        self._show_hints(draft, lines)
        self.side.set_likenesses([] if draft.is_settings else saving.likenesses(draft, flat))
        self.faults()
        self.side.set_record(stored)

    def check(self, stored: Entity) -> tuple[list[SideItem], list[str]]:
        """Mark what stands against saving: the marked faults, and reasons without a field."""
        for field in self.body.fields:
            field.set_fault("")
            field.check()
        loose = self._mark_record(self.body.draft(stored))
        for line, grid in self.body.grids.items():
            grid.model.forget_line_faults()
            grid.model.set_faults({
                number: reasons for number, draft in self.body.line_drafts(line).items()
                if (reasons := _line_faults(draft, grid.model.rows[number].typed))
            })
        return self.faults(), loose

    def faults(self) -> list[SideItem]:
        """List what is marked as faulty now."""
        items = [
            SideItem(f"{f.kind.label}：{f.fault}", f.go_to) for f in self.body.fields if f.fault
        ]
        for grid in self.body.grids.values():
            for number, row in enumerate(grid.model.rows):
                for name, reason in row.faults.items():
                    kind = grid.model.columns[grid.model.column_of(name)]
                    items.append(SideItem(
                        f"{grid.title}第{number + 1}行 {kind.label}：{reason}",
                        lambda g=grid, n=number, f=name: g.go_to(n, f),
                    ))
        self.side.set_faults(items)
        return items

    def _mark_record(self, record: Entity) -> list[str]:
        """Put the record's own problems beside their fields; those that name none are returned."""
        unread = {field.kind.label for field in self.body.fields if field.fault}
        loose = []
        for problem in record.problems():
            kind = saving.named_field(problem, [f.kind for f in self.body.fields])
            if kind is None:
                loose.append(problem)
            elif kind.label not in unread:
                self.body.field(kind.name).set_fault(problem, is_from_record=True)
        return loose

    def _show_inferred(self, inferred: dict[str, object], lines: Lines) -> None:
        """Offer inferred values at their fields, in their cells and at the side."""
        items = []
        for field in self.body.fields:
            value = None if field.editor.text() else inferred.get(field.kind.name)
            field.set_inferred(value)
            if value is not None:
                words = f"{field.kind.label}：{field.kind.show(value)}"
                items.append(SideItem(words, field.accept_inferred))
        for line, drafts in lines.items():
            model = self.body.grids[line].model
            found = {
                number: {
                    name: value
                    for name, value in _offered(model.rows[number], each.inferred()).items()
                    if name not in model.rows[number].typed and name not in each.inapplicable
                }
                for number, each in drafts.items()
            }
            model.set_inferred(found)
            for number, values in found.items():
                items.extend(
                    _cell_item(line.label, model, (number, name), value)
                    for name, value in values.items()
                )
        actions = [item.action for item in items]

        def accept_all() -> None:
            for action in actions:
                action()

        self.side.set_inferred(items, accept_all)


    def _present(self) -> Thresholds:
        """Thresholds and look-ups of the last moments; renewed so often that nobody notices."""
        if monotonic() - self._looked_at > KEPT_SECONDS:
            self._thresholds, self._looked_at = Thresholds.now(), monotonic()
        return self._thresholds

    def _show_hints(self, draft: Entity, lines: Lines) -> None:
        """Gentle sentences at fields and cells, and listed at the side."""
        thresholds = self._present()
        flat = [each for drafts in lines.values() for each in drafts.values()]
        said = {h.field: h.words for h in hints_of(draft, lines=flat, thresholds=thresholds)}
        items = []
        for field in self.body.fields:
            words = "" if field.fault else said.get(field.kind.name, "")
            field.set_hint(words)
            if words:
                items.append(SideItem(f"{field.kind.label}：{words}", field.go_to))
        for line, drafts in lines.items():
            beside, grid = list(drafts.values()), self.body.grids[line]
            touched = grid.model.touched() if len(drafts) > LINES_HINTED else drafts
            found = {
                number: {
                    hint.field: hint.words for hint in
                    hints_of(each, owner=draft, lines=beside, thresholds=thresholds)
                }
                for number, each in drafts.items() if number in touched
            }
            grid.set_hints(found)
            items += [
                SideItem(
                    f"{grid.title}第{number + 1}行 {line.field_named(name).label}：{words}",
                    lambda g=grid, n=number, f=name: g.go_to(n, f),
                )
                for number, each in found.items() for name, words in each.items()
            ]
        self.side.set_hints(items)


def _offered(row: Row, inferred: dict[str, object]) -> dict[str, object]:
    """What follows from the line itself, else what came with its proposal and is still blank."""
    blank = {k: v for k, v in row.suggested.items() if row.values.get(k) is None}
    return {**blank, **inferred}


def _cell_item(label: str, model: LinesModel, cell: tuple[int, str], value: object) -> SideItem:
    number, name = cell
    column = model.column_of(name)
    kind = model.columns[column]
    words = f"{label}第{number + 1}行 {kind.label}：{kind.show(value)}"
    return SideItem(words, lambda: model.accept(number, column, value))


def _line_faults(draft: Entity, typed: dict[str, str]) -> dict[str, str]:
    """Field name → reason for the problems of a line; words not understood have theirs already."""
    owner = draft.owner_link()
    kinds = [kind for kind in draft.kinds() if kind is not owner]
    found: dict[str, str] = {}
    for problem in draft.problems():
        kind = saving.named_field(problem, kinds) or kinds[0]
        if kind.name not in typed:
            found.setdefault(kind.name, problem)
    return found
