"""Carrying out a plan: all of it or nothing, in one batch that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from models import aliases, store, three_states
from models.entities import ENTITIES
from models.entities.office import ColumnMapping
from models.entity import Entity
from models.errors import UserError
from models.fields import Link
from models.intake.collector import collector_paused
from models.intake.drafts import Draft
from models.intake.plan import ImportPlan
from models.intake.recognise import signature
from models.intake.school import keep_school
from models.jobs import Progress, Silent
from models.three_states import INAPPLICABLE

_CHUNK = 500
"""Records written between two reports of progress, at which the user may cancel."""


def apply(
    plan: ImportPlan, *, take_good_rows: bool = False, progress: Progress | None = None
) -> int:
    """Write the plan in one batch and return its id; 0 when nothing had to be written.

    Rows that are 退回 or 待定 are left out when `take_good_rows`; else they raise UserError, and
    nothing is written. Cancelled (out of `progress`) rolls everything back.
    """
    if not take_good_rows and not plan.is_clean():
        raise _refused(plan)
    if not (plan.writes() or plan.decided or plan.meant):
        return 0
    files = "、".join(dict.fromkeys(table.table.file for table in plan.tables))
    progress = progress or Silent()
    with collector_paused(), store.batch("导入", source=files) as batch:
        _write(plan, progress)
        _remember(plan)
        _learn(plan)
        keep_school(table.table for table in plan.tables if not table.refusal)
    return int(batch.id)


def _refused(plan: ImportPlan) -> UserError:
    problems = plan.problems()
    more = f";另有 {len(problems) - 5} 处" if len(problems) > 5 else ""
    return UserError(
        f"没有导入，有 {len(problems)} 处不能接收：{'；'.join(problems[:5])}{more}。",
        "请在原表中改正后再导入，或选择只导入没有问题的行。",
    )


def _write(plan: ImportPlan, progress: Progress) -> None:
    total = sum(map(len, plan.new.values())) + len(plan.changed)
    done = 0
    lines = _lines_to_come(plan)
    for entity in sorted(plan.new, key=_depth):
        for some in _chunks(plan.new[entity]):
            progress.step(done, total, f"正在写入{entity.label}")
            ids = store.add_many(
                entity, [(_ready(draft), draft.source) for draft in some],
                lines=[lines.get(draft, ()) for draft in some] if entity.line_entities() else (),
            )
            for draft, record_id in zip(some, ids, strict=True):
                draft.record_id = record_id
            done += len(some)
    for draft in plan.changed:
        if done % _CHUNK == 0:
            progress.step(done, total, f"正在更新{draft.entity.label}")
        store.save(_changed(draft), source=draft.source)
        done += 1
    progress.step(done, total, "正在完成")


def _lines_to_come(plan: ImportPlan) -> dict[Draft, list[Entity]]:
    """The lines of records to come, by which those are found as well."""
    found: dict[Draft, list[Entity]] = {}
    for drafts in plan.new.values():
        for draft in drafts:
            owner = draft.owner
            if owner is not None and owner.record_id is None and draft.record is not None:
                found.setdefault(owner, []).append(draft.record)
    return found


def _ready(draft: Draft) -> Entity:
    """The instance of a record to come, with the ids of what it belongs and refers to."""
    record = draft.record
    assert record is not None, draft.entity
    for name, stored in draft.form.items():
        if isinstance(stored, Draft):
            record.__data__[name] = stored.record_id
    link = draft.entity.owner_link()
    if link is not None and draft.owner is not None:
        record.__data__[link.name] = draft.owner.record_id
    if draft.new_extra:
        record.__data__["extra"] = draft.new_extra
    return record


def _changed(draft: Draft) -> Entity:
    """The kept record with the import's values."""
    record: Entity = draft.entity.get_by_id(draft.record_id)
    for name, value in draft.fresh.items():
        if value is INAPPLICABLE:
            three_states.put(record, name, value)
        else:
            record.__data__[name] = value.record_id if isinstance(value, Draft) else value
    if draft.new_extra:
        record.extra = {**record.extra, **draft.new_extra}
    return record


def _remember(plan: ImportPlan) -> None:
    """Keep the user's own choice of register and columns for tables with the same headings."""
    for table in plan.tables:
        choice = plan.decided.get(table.place)
        if choice is None:
            continue
        keys = {heading.column: heading.key for heading in table.table.headings}
        columns = {keys[column]: path for column, path in choice.columns.items() if column in keys}
        known = signature(table.table)
        kept = ColumnMapping.active().where(ColumnMapping.signature == known).first()
        record = kept or ColumnMapping(signature=known)
        record.register = choice.register
        record.columns = columns
        store.save(record, source=f"{table.table.file} 的列对应")


def _learn(plan: ImportPlan) -> None:
    """Keep the names that she said lead to a kept record."""
    for each in plan.meant:
        record = each.entity.active().where(each.entity.id == each.record_id).first()
        if record is not None:
            aliases.learn(record, each.words, source="导入时认定")


def _chunks(drafts: list[Draft]) -> Iterator[list[Draft]]:
    for start in range(0, len(drafts), _CHUNK):
        yield drafts[start:start + _CHUNK]


@cache
def _depth(entity: type[Entity]) -> tuple[int, int]:
    """What is referred to comes before what refers to it; else in menu order."""
    links: Iterable[Link] = (k for k in entity.kinds() if isinstance(k, Link))
    depth = max((_depth(link.rel_model)[0] + 1 for link in links), default=0)
    return depth, ENTITIES.index(entity)
