"""Dates in both languages, and masks for numbers that must not be read in full."""

from __future__ import annotations

from datetime import date

from models import privacy

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = "一二三四五六日"


def date_chinese(day: date) -> str:
    """2025年9月1日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_english(day: date) -> str:
    """1 September 2025, the one English form used everywhere."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_chinese(day: date) -> str:
    """2025年9月: what a public notice shows of a birthday."""
    return f"{day.year}年{day.month}月"


def weekday_chinese(day: date) -> str:
    """星期一 … 星期日."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def period_chinese(start: date, end: date) -> str:
    """2025年9月1日至2026年1月15日; the year is said once where both days share it."""
    if start == end:
        return date_chinese(start)
    closing = f"{end.month}月{end.day}日" if end.year == start.year else date_chinese(end)
    return f"{date_chinese(start)}至{closing}"


def period_english(start: date, end: date) -> str:
    """from 1 September 2025 to 15 January 2026; a single day is "on 1 September 2025"."""
    if start == end:
        return f"on {date_english(start)}"
    return f"from {date_english(start)} to {date_english(end)}"


def mask_passport(number: str) -> str:
    """AB****34: the first two and the last two characters."""
    return privacy.masked_as(privacy.PASSPORT, number)


def mask_identity(number: str) -> str:
    """11****5678: the first two and the last four characters of an identity number."""
    return privacy.masked_as(privacy.IDENTITY, number)


def mask_phone(number: str) -> str:
    """138****12: the first three and the last two digits."""
    return privacy.masked_as(privacy.PHONE, number)
