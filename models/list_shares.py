"""The shares of a list that are one click away: 当前, 已结束, this year's, 待补."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.entity import Entity
from models.fields import Date
from models.listing import Column, Group, columns_of


def groups_of(entity: type[Entity], year: int, today: date | None = None) -> list[Group]:
    """The groups worth a click: 当前/已结束 by a pair of dates, else the year; and 待补."""
    day = (today or date.today()).isoformat()
    columns = {c.name: c for c in columns_of(entity)}
    found: list[Group] = []
    if pair := _spell(entity):
        start, end = columns[pair[0]].expression(), columns[pair[1]].expression()
        ended = end.concat("~") < day
        found.append(Group("current", "当前", (start <= day) & (end.is_null() | ~ended)))
        found.append(Group("ended", "已结束", ended))
    elif entity.newest_first:
        value = columns[entity.newest_first].expression()
        found.append(Group("year", f"{year}年", value.startswith(str(year))))
        found.append(Group("last_year", f"{year - 1}年", value.startswith(str(year - 1))))
    if blank := incomplete(entity):
        found.append(Group("missing", "待补", blank))
    return found


def incomplete(entity: type[Entity]) -> Any:
    """SQL: some wanted field is blank; None for an entity that wants nothing."""
    found: Any = None
    for kind in entity.kinds():
        if kind.wanted:
            one = Column(entity, kind.name, kind.label, kind).blank()
            found = one if found is None else found | one
    return found


def _spell(entity: type[Entity]) -> tuple[str, str] | None:
    """The computed pair of dates between which a record is current (现聘期起, 现聘期止)."""
    names = [d.name for d in entity.derived() if isinstance(d.like, Date)]
    for name in names:
        if name.endswith("_from") and (end := name.removesuffix("_from") + "_until") in names:
            return name, end
    return None
