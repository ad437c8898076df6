"""Cells that say a field of one record: for forms that list records row by row (数据中台)."""

from __future__ import annotations

import hashlib
from typing import Any

from exports.forms.base import BLANK, Words
from models.codes import HMT, continent
from models.entities.office import OfficeProfile
from models.indicators import Period
from models.indicators.places import show_country
from models.partial_date import OPEN_ENDED, Day, PartialDate, chinese, latest

NOT_KNOWN = Words("未填")


def shown(record: Any, name: str) -> Words:
    """One field of a record as words; 未填 for a blank, — for what does not apply."""
    kind = type(record).field_named(name)
    value = kind.read(record)
    if value in (None, ""):
        return BLANK if name in (record.inapplicable or ()) else NOT_KNOWN
    return Words(kind.show(value))


def platform_key(record: Any) -> Words:
    """主键: 32 capital letters and digits, the same for the same record every year."""
    school = OfficeProfile.current().school_code or ""
    text = f"{school}:{record.key()}:{record.id}"
    return Words(hashlib.sha256(text.encode()).hexdigest()[:32].upper())


def school_code() -> Words:
    """学校代码 from the office's own profile."""
    return Words(OfficeProfile.current().school_code or NOT_KNOWN.text)


def year_words(day: Day | None) -> Words:
    """The year of a date."""
    if day is None:
        return NOT_KNOWN
    return Words("长期" if day == OPEN_ENDED else str(day.year))


def place_words(code: str | None) -> tuple[Words, Words, Words]:
    """Code, name and continent of a country; 港澳台 have no continent."""
    if code is None:
        return NOT_KNOWN, NOT_KNOWN, NOT_KNOWN
    return Words(code), Words(show_country(code)), Words(
        BLANK.text if code in HMT else continent(code) or BLANK.text)


def day_of_count(counts: list[Any], period: Period) -> Words:
    """数据采集时间: the day of the last yearly line by the period's end, else that end."""
    days: list[Day] = [line.counted_on for line in counts
                       if line.counted_on and _first(line.counted_on) <= period.end]
    return Words(chinese(max(days, key=latest) if days else period.end))


def _first(day: Day) -> Any:
    return day.earliest if isinstance(day, PartialDate) else day
