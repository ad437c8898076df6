"""The button above a grid of lines that fills in what the program can propose for the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gui.fields.lines_model import Row
from gui.look.theme import role
from gui.record.form_body import FormBody
from gui.record.lines_grid import LinesGrid
from models.entity import Entity
from models.proposals import Line, Proposer, proposer_for


def offer(body: FormBody, stored: Callable[[], Entity]) -> None:
    """Put the button above every grid whose lines can be proposed. stored: the record as loaded."""
    for line, grid in body.grids.items():
        proposer = proposer_for(line)
        if proposer is not None:
            _Offer(body, grid, proposer, stored)


class _Offer(QObject):
    """One grid's button; what it fills in is not kept before the form is."""

    def __init__(
        self, body: FormBody, grid: LinesGrid, proposer: Proposer, stored: Callable[[], Entity],
    ) -> None:
        super().__init__(grid)
        self._body, self._grid, self._proposer, self._stored = body, grid, proposer, stored
        button = QPushButton(proposer.label)
        button.setToolTip(proposer.help)
        button.setAccessibleName(f"{grid.title}：{proposer.label}")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        role(button, "flat")
        button.clicked.connect(self.propose)
        grid.add_command(button)
        QWidget.setTabOrder(button, grid.view)

    def propose(self) -> None:
        """Fill in what is proposed and say what is not."""
        self._body.commit_open()
        found = self._proposer.propose(self._body.draft(self._stored()), self._lines)
        if found.lines:
            self._grid.model.add([self._row(line) for line in found.lines])
        filled = f"已填入 {len(found.lines)} 行，核对后保存。" if found.lines else "没有填入新的行。"
        known = f"已有的 {found.left_out} 行没有重复提出。" if found.left_out else ""
        self._grid.tell(filled + known, found.notes)

    def _lines(self, entity: type[Entity]) -> Sequence[Any]:
        return list(self._body.line_drafts(entity).values()) if entity in self._body.grids else []

    def _row(self, line: Line) -> Row:
        values = {kind.name: kind.read(line.record) for kind in self._grid.model.columns}
        return Row(values=values, suggested=line.inferred, inferred=dict(line.inferred))
