"""Cross tables kept under a name: saved, renamed, taken away, asked again, put into a draft."""

from __future__ import annotations

from models import cross_periods, store
from models.cross_axes import axes_of
from models.cross_table import COUNT, Question, measures_of
from models.entities import entity_by_key
from models.entities.cross_table import CrossTable
from models.entities.draft_exhibit import DraftExhibit
from models.errors import UserError

TABLE = "table"
"""The form of an exhibit that is no chart."""


def kept() -> list[CrossTable]:
    """The saved tables by name."""
    return list(CrossTable.active().order_by(CrossTable.name))


def named(name: str) -> CrossTable | None:
    """The saved table of a name."""
    found: CrossTable | None = CrossTable.active().where(CrossTable.name == name.strip()).first()
    return found


def question_of(saved: CrossTable, year: int | None) -> Question:
    """A saved table as a question. UserError when the program has no such field any more."""
    try:
        entity = entity_by_key(saved.register or "")
        rows = tuple(key for key in (saved.first_row, saved.second_row) if key)
        asked = Question(
            entity, rows, saved.across or "", saved.measure or COUNT, saved.period_key or "", year,
            saved.span or "year", int(saved.years or 1),
        )
        axes = axes_of(entity)
        known = {c.key for c in (*measures_of(entity), *cross_periods.dates_of(entity))}
        for key in (*rows, *([asked.across] if asked.across else [])):
            axes[key]
        asked.periods()
        if asked.measure not in known or (asked.period_key and asked.period_key not in known):
            raise LookupError(asked.measure)
    except LookupError as error:
        raise UserError(f"统计表“{saved.name}”用到的字段已经没有了。", "请重新选择后另存。") from error
    return asked


def keep(question: Question, name: str, *, view: str = "") -> CrossTable:
    """Save under a name; a table of that name is replaced. UserError for a blank name."""
    saved = named(_checked(name)) or CrossTable()
    saved.name, saved.register = name.strip(), question.entity.key()
    saved.first_row = question.rows[0]
    saved.second_row = question.rows[1] if len(question.rows) > 1 else None
    saved.across, saved.measure = question.across or None, question.measure
    saved.period_key, saved.view = question.period_key or None, view or None
    saved.span = cross_periods.ALL if question.year is None else question.span
    saved.years = str(question.years)
    store.save(saved, label=f"保存统计表“{saved.name}”")
    return saved


def rename(saved: CrossTable, name: str) -> None:
    """Another name; drafts that show the table follow. UserError for a blank or taken one."""
    other = named(_checked(name))
    if other is not None and other.id != saved.id:
        raise UserError(f"已经有统计表“{other.name}”。", "请换一个名称。")
    saved.name = name.strip()
    store.save(saved, label="统计表改名")


def exhibits_of(saved: CrossTable) -> list[DraftExhibit]:
    """Where drafts show the table."""
    return list(DraftExhibit.active().where(DraftExhibit.table == saved.id))


def remove(saved: CrossTable) -> None:
    """Take the table away, out of the drafts too; undone as one step."""
    with store.batch(f"删除统计表“{saved.name}”"):
        for exhibit in exhibits_of(saved):
            store.retire(exhibit)
        store.retire(saved)


def put_into_draft(
    saved: CrossTable, *, draft: str, year: int, section: str, view: str, caption: str = "",
) -> DraftExhibit:
    """Show a table in a section; the same one there only gets the new caption."""
    exhibit = DraftExhibit.active().where(
        (DraftExhibit.draft == draft) & (DraftExhibit.year == year)
        & (DraftExhibit.section == section) & (DraftExhibit.table == saved.id)
        & (DraftExhibit.view == view)
    ).first() or DraftExhibit(draft=draft, year=year, section=section, table=saved, view=view)
    exhibit.caption = caption.strip() or None
    store.save(exhibit, label=f"“{saved.name}”放入总结")
    return exhibit


def take_out_of_draft(exhibit_id: int) -> None:
    """Out of the draft; the saved table stays."""
    exhibit = DraftExhibit.active().where(DraftExhibit.id == exhibit_id).first()
    if exhibit is not None:
        store.retire(exhibit)


def _checked(name: str) -> str:
    if not name.strip():
        raise UserError("统计表还没有名称。", "请写一个名称，例如“各国团组数”。")
    return name.strip()
