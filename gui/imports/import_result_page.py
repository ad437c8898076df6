"""Last step of an import: what was written, the way back, and what stayed behind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.look.marks import LinkButton, Words
from models.audit import AuditEntry, Batch
from models.entities import entity_by_key
from models.entity import Entity
from models.intake.plan import ImportPlan


class ResultPage(QWidget):
    """undo_wanted, save_wanted (rejected rows), list_wanted(entity, ids, title), more_wanted."""

    undo_wanted = Signal()
    save_wanted = Signal()
    more_wanted = Signal()
    list_wanted = Signal(object, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.title = Words("", "title")
        self.summary = Words("", "")
        self.summary.setWordWrap(True)
        self.written = QVBoxLayout()
        self.written.setSpacing(2)
        self.rejected = Words("", "mark-warn")
        self.rejected.setWordWrap(True)
        self.take_back = QPushButton("撤销这次导入")
        self.take_back.clicked.connect(self.undo_wanted)
        self.save = QPushButton("保存退回行…")
        self.save.clicked.connect(self.save_wanted)
        self.more = QPushButton("再导入其他文件")
        self.more.clicked.connect(self.more_wanted)
        buttons = QHBoxLayout()
        for button in (self.save, self.take_back, self.more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 16, 10, 10)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.summary)
        layout.addLayout(self.written)
        layout.addSpacing(8)
        layout.addWidget(self.rejected)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_result(self, plan: ImportPlan, batch: int) -> None:
        """What the batch wrote; 0 means that nothing had to be written."""
        counts = plan.counts()
        self.title.setText("✓ 导入完成" if batch else "没有需要写入的内容")
        told = [f"{action} {count} 行" for action, count in counts.items() if count]
        self.summary.setText("、".join(told))
        self._list(batch)
        stays = counts["退回"] + counts["待定"]
        self.rejected.setText(
            f"! {stays} 行没有写入。可保存为工作簿，第一列写明原因，改正后再导入。" if stays else ""
        )
        self.rejected.setVisible(stays > 0)
        self.save.setVisible(stays > 0)
        self.take_back.setVisible(batch > 0)

    def show_undone(self) -> None:
        """The batch was taken back."""
        self.title.setText("↶ 已撤销这次导入")
        self.summary.setText("数据已回到导入之前。文件没有改动，可以重新导入。")
        self._clear()
        self.take_back.hide()

    def _list(self, batch: int) -> None:
        """Records by kind, each kind a door to its list; lines are counted with their owner."""
        self._clear()
        found = written(batch)
        for entity, created, changed in found:
            if entity.owner_link() is not None:
                continue
            lines = [
                f"{line.label} {len(new | old)}" for line, new, old in found
                if (link := line.owner_link()) is not None and link.rel_model is entity
            ]
            parts = (("新增", created), ("更新", changed))
            words = "、".join(f"{word} {len(ids)}" for word, ids in parts if ids)
            below = f"({'、'.join(lines)})" if lines else ""
            ids = sorted(created | changed)
            door = LinkButton(f"{entity.label}：{words}{below}")
            door.setToolTip("查看这些记录")
            door.clicked.connect(
                lambda _=False, e=entity, i=ids: self.list_wanted.emit(e, i, f"这次导入的{e.label}")
            )
            self.written.addWidget(door)

    def _clear(self) -> None:
        while self.written.count():
            widget = self.written.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def written(batch: int) -> list[tuple[type[Entity], set[int], set[int]]]:
    """(entity, ids of new records, ids of changed ones) of a batch, in the order of writing.

    A record of which only the lines were written counts as changed, so that it can be opened.
    """
    query: Any = (
        AuditEntry.select(AuditEntry.entity, AuditEntry.record_id, AuditEntry.action)
        .join(Batch).where(Batch.id == batch).order_by(AuditEntry.id)
    )
    rows: list[tuple[str, int, str]] = list(query.tuples())
    found: dict[str, tuple[set[int], set[int]]] = {}
    for key, record_id, action in rows:
        created, changed = found.setdefault(key, (set(), set()))
        if action == "created":
            created.add(record_id)
        elif record_id not in created:
            changed.add(record_id)
    for key in list(found):
        _add_owners(entity_by_key(key), found)
    result: list[tuple[Any, set[int], set[int]]] = [
        (entity_by_key(key), created, changed) for key, (created, changed) in found.items()
    ]
    return [entry for entry in result if entry[0].group or entry[0].owner_link() is not None]


def _add_owners(entity: type[Entity], found: dict[str, tuple[set[int], set[int]]]) -> None:
    """The records whose lines were written count as changed when they are not new themselves."""
    link = entity.owner_link()
    if link is None:
        return
    created, changed = found[entity.key()]
    lines: Any = entity.select(link).where(entity.id.in_(list(created | changed)))
    owners: set[int | None] = {owner for (owner,) in lines.tuples()}
    new, old = found.setdefault(link.rel_model.key(), (set(), set()))
    old |= {owner for owner in owners if owner is not None and owner not in new}
