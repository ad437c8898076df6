"""国家组: which countries belonged to 一带一路, 东盟十国, 上合组织 … on the day something happened."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from peewee import fn

from models.codes import FOLDER
from models.partial_date import Day, earliest, from_text, to_text

BELT_AND_ROAD = "一带一路"
GROUPS = (BELT_AND_ROAD, "中亚五国", "东盟十国", "上合组织", "金砖国家")
"""The groups that the national platform asks for, in its order."""

LIST_VERSION = "共建“一带一路”国家名单按2023年6月152国及此后加入、退出的国家编制（版本2025-05），以中国一带一路网当日名单为准"
"""Said at the foot of a form that asks for a group: the list changes (G11)."""


@dataclass(frozen=True)
class Membership:
    """One country in one group. since: blank = always; both days included."""

    group: str
    code: str
    since: str
    until: str
    certainty: str

    def covers(self, day: str) -> bool:
        """Whether an ISO day lies in."""
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


@cache
def memberships() -> tuple[Membership, ...]:
    """Every membership, read once from resources/codes/country_groups.csv."""
    with (FOLDER / "country_groups.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Membership(row["group"], row["code"], _first_day(row["valid_from"]),
                       row["valid_until"], row["certainty"])
            for row in csv.DictReader(file)
        )


def _first_day(text: str) -> str:
    return earliest(from_text(text)).isoformat() if text else ""


def members_of(group: str, day: date) -> tuple[str, ...]:
    """The codes of a group's members on a day; LookupError for an unknown group."""
    if group not in GROUPS:
        raise LookupError(group)
    return tuple(m.code for m in memberships() if m.group == group and m.covers(day.isoformat()))


def belongs(code: str | None, group: str, day: Day | None) -> bool | None:
    """Whether a country was a member on a day; None without country or day."""
    if code is None or day is None:
        return None
    if group not in GROUPS:
        raise LookupError(group)
    text = to_text(earliest(day))
    return any(m.covers(text) for m in memberships() if (m.group, m.code) == (group, code))


def belongs_sql(code: Any, group: str, day: Any) -> Any:
    """SQL: the country in a column was a member on the day in another; NULL where one is blank."""
    if group not in GROUPS:
        raise LookupError(group)
    first = fn.SUBSTR(day.concat("-01-01"), 1, 10)
    spans: dict[tuple[str, str], list[str]] = {}
    for one in memberships():
        if one.group == group:
            spans.setdefault((one.since, one.until), []).append(one.code)
    found: Any = None
    for (since, until), codes in spans.items():
        inside = code.in_(codes)
        if since:
            inside &= first >= since
        if until:
            inside &= first <= until
        found = inside if found is None else found | inside
    return found & day.is_null(False)

