"""打印件文字: the office's own wording of papers, read by day, kept and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models import store
from models.entities.print_text import PrintText
from models.entity import DATABASE
from models.errors import UserError
from models.partial_date import Day

SOURCE = "打印件文字"

Own = dict[str, dict[str, str]]
"""Paper → key → words."""

_READ = (
    "SELECT paper, key_name, coalesce(words, '') FROM print_text"
    " WHERE retired_at IS NULL AND valid_from <= ? ORDER BY valid_from, id"
)


@dataclass(frozen=True)
class OwnText:
    """One wording of the office: from when, what, why."""

    id: int
    valid_from: Day
    words: str
    reason: str


def own_texts(day: date) -> Own:
    """The office's wording as valid on a day; none where there is no college (or none any more)."""
    if DATABASE.deferred or not Path(DATABASE.database).is_file():
        return {}
    found: Own = {}
    for paper, key, words in DATABASE.execute_sql(_READ, (day.isoformat(),)).fetchall():
        found.setdefault(paper, {})[key] = words
    return found


def versions(paper: str, key: str) -> list[OwnText]:
    """The office's wordings of one text, newest first."""
    rows = PrintText.active().where((PrintText.paper == paper) & (PrintText.key_name == key))
    return [
        OwnText(row.id, row.valid_from, row.words or "", row.reason or "")
        for row in rows.order_by(PrintText.valid_from.desc(), PrintText.id.desc())
    ]


def changed_keys() -> dict[str, set[str]]:
    """Which keys of which papers the office has worded itself."""
    found: dict[str, set[str]] = {}
    for row in PrintText.active(PrintText.paper, PrintText.key_name):
        found.setdefault(row.paper, set()).add(row.key_name)
    return found


def keep(paper: str, key: str, words: str, *, valid_from: str, reason: str = "") -> PrintText:
    """Use other words from a year or day on; the same start again replaces the earlier wording.

    Raises UserError for a start that is no date.
    """
    try:
        start = PrintText.field_named("valid_from").parse(valid_from)
    except ValueError as error:
        raise UserError(f"起用时间“{valid_from}”看不懂。", "请写年份或日期，如 2026 或 2026-09-01。") from error
    if start is None:
        raise UserError("没有写从什么时候起用。", "请写年份或日期，如 2026 或 2026-09-01。")
    same = (PrintText.paper == paper) & (PrintText.key_name == key)
    row = PrintText.active().where(same & (PrintText.valid_from == start)).first()
    row = row or PrintText(paper=paper, key_name=key, valid_from=start)
    row.words, row.reason = words or None, reason.strip() or None
    store.save(row, source=SOURCE, label=f"修改打印件 {paper} 的文字")
    return row


def give_back(paper: str, key: str) -> int:
    """Back to the shipped wording: the own ones go to the recycle bin; how many there were."""
    rows = list(PrintText.active().where((PrintText.paper == paper) & (PrintText.key_name == key)))
    with store.batch(f"恢复打印件 {paper} 的原文", source=SOURCE):
        for row in rows:
            store.retire(row, source=SOURCE)
    return len(rows)
