"""A whole invented college of three years, to try the program with and to measure it.

Papers, filings and remembered columns are left out: only the program's own actions make them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from models import history, store
from models.audit import AuditEntry, Batch
from models.entities import ENTITIES, entity_by_key
from models.entities.kept_settings import ExportLog
from models.entity import Entity
from models.errors import UserError
from models.fields import Link
from models.jobs import Progress, Silent
from models.sample_college import (
    achievements,
    events,
    ngos,
    office,
    outbound_students,
    partners,
    scans,
    staff,
    students,
    teachers,
    trips,
    visits,
    year_work,
)
from models.sample_college.maker import LAST_DAY, SOURCE, YEARS, Maker
from models.sample_college.office import SCHOOL

__all__ = ["LAST_DAY", "SCHOOL", "YEARS", "batch", "create", "is_sample_present", "remove"]

_TOPICS = (
    office, staff, teachers, students, outbound_students, partners, trips, visits, events,
    achievements, ngos, year_work, scans,
)


def create(
    *, size: float = 1.0, seed: int = 2023, progress: Progress | None = None,
    today: date = LAST_DAY,
) -> Batch:
    """Fill an empty college with the sample, in one batch named 示例数据 that can be undone.

    size: 1 gives some 1,240 records, 330 some 100,000; the hand-written cases are always there.
    today: the day after which papers and agreements run out within 30 and 90 days.
    Raises UserError when the college has records of its own: they must not mix.
    """
    if is_sample_present():
        raise UserError("示例数据已经在这里了。", "如需重新生成，请先移除示例数据。")
    if label := _own_records():
        raise UserError(
            f"这里已有自己的{label}记录，示例数据会与之混在一起。", "请换一个空的数据文件夹再载入示例。"
        )
    maker = Maker(size=size, seed=seed, today=today, progress=progress or Silent())
    with store.batch(SOURCE, source=SOURCE) as row:
        for topic in _TOPICS:
            topic.make(maker)
    return row


def batch() -> Batch | None:
    """The batch that made the present sample; None when there is none or it was undone."""
    found = Batch.select().where((Batch.label == SOURCE) & (Batch.source == SOURCE))
    for row in found.order_by(Batch.id.desc()):
        if not row.is_undone():
            return row if any(_remaining(entity, row).exists() for entity in ENTITIES) else None
    return None


def is_sample_present() -> bool:
    """Whether records of the sample are in the lists."""
    return batch() is not None


def remove(*, even_changed: bool = False) -> Batch:
    """Take the sample back by undoing its batch.

    even_changed: also the sample's records that were edited while trying the program, which a
    plain undo refuses; all go to the recycle bin. Raises UserError when there is no sample, when
    its records were changed since, or when the office's own records refer to them.
    """
    row = batch()
    if row is None:
        raise UserError("这里没有示例数据。")
    if not even_changed:
        return history.undo(row, entity_by_key)
    with store.batch(f"移除{SOURCE}") as removal:
        for entity in _referring_first():
            for record in list(_remaining(entity, row)):
                store.retire(record)
    return removal


def _referring_first() -> list[type[Entity]]:
    """Every entity before those that it refers to: a record that is referred to cannot go first."""

    def depth(entity: type[Entity]) -> int:
        above = [kind.rel_model for kind in entity.kinds() if isinstance(kind, Link)]
        return 1 + max((depth(each) for each in above if each is not entity), default=0)

    return sorted(ENTITIES, key=depth, reverse=True)


def _own_records() -> str:
    """The label of an entity that has records already; "" for an empty college."""
    for entity in ENTITIES:
        if entity.is_settings or not entity.group or entity is ExportLog:
            continue  # what left a folder says nothing about what is in it now
        if entity.active().exists():
            return entity.label
    return ""


def _remaining(entity: type[Entity], row: Batch) -> Any:
    """A query for the sample's records of one entity that are not in the recycle bin."""
    made = AuditEntry.select(AuditEntry.record_id).where(
        (AuditEntry.batch == row) & (AuditEntry.entity == entity.key())
    )
    return entity.active().where(entity.id.in_(made))
