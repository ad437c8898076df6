"""What one cell or one typed word means: dates, numbers and blanks in every style of the office.

Pure functions; the reading of workbooks (`models/intake`) and the field kinds share them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_KEEP_IN_TEXT = {ord(c): ord(c) for c in ",;:!?()"}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "无。", "N/A", "n/a", "*"})
_OPEN = frozenset({"长期", "永久", "长期有效", "无固定期限", "永久有效"})
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73415  # 1910-01-01 to 2100-12-31

_DATE = re.compile(
    r"^(\d{4})(?:年|[./\-])(?:(\d{1,2})(?:(?:月|[./\-])(?:(\d{1,2})日?)?)?月?)?"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$"
)
_NUMBER = re.compile(r"^[¥¥$]?([+-]?\d[\d,]*(?:\.\d+)?)\s*(万)?\s*([^\d.]*)$")


def half_width(value: str) -> str:
    """Full-width letters, digits and punctuation as half-width; Chinese is left alone."""
    return value.translate(_FULL_WIDTH)


def text(raw: object) -> str | None:
    """The words of a cell without surrounding or invisible characters; None when nothing is left.

    A whole number read as 12.0 becomes 12; a date becomes ISO text.
    """
    if raw is None:
        return None
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, datetime):
        raw = raw.date() if raw.time() == datetime.min.time() else raw
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    words = str(raw) if str(raw).isascii() else _INVISIBLE.sub("", str(raw))
    return words.replace("\r\n", "\n").strip(" \t\n\r\u3000\xa0") or None


def compact(value: str) -> str:
    """Half-width without any white space: for comparing words and numbers of papers."""
    return re.sub(r"\s+", "", half_width(_INVISIBLE.sub("", value)))


def is_blank(raw: object) -> bool:
    """Nothing, or one of the marks that offices write for nothing (无, —, /)."""
    value = text(raw)
    return value is None or value in _BLANK


def is_open_ended(raw: object) -> bool:
    """长期 and its kin."""
    return (text(raw) or "") in _OPEN


def date_parts(raw: object) -> tuple[int, int | None, int | None] | None:
    """Year, month, day as far as they are written; None for a blank.

    Takes 2019.4.8, 2019-04-08, 2019/4/8, 2019年4月8日, 2019年4月, 2019, 20190408, spreadsheet
    dates and serial numbers (also as text). Raises ValueError for anything else, and for a
    day that does not exist.
    """
    if isinstance(raw, datetime | date):
        return raw.year, raw.month, raw.day
    if is_blank(raw):
        return None
    words = compact_date(text(raw) or "")
    match = _DATE.match(words)
    if match:
        parts = tuple(int(part) if part else None for part in match.groups())
        return _existing(parts[0] or 0, parts[1], parts[2], raw)
    if re.fullmatch(r"\d+(\.0+)?", words):
        return _from_digits(words.split(".")[0], raw)
    raise ValueError(f"“{text(raw)}”不是日期，请写成 2019-09-01 的样子")


def compact_date(words: str) -> str:
    """Half-width, one kind of separator, no spaces inside the date part."""
    words = half_width(words).replace("号", "日").replace("。", ".").replace("—", "-")
    return re.sub(r"\s*(年|月|日|[./\-])\s*", r"\1", words).strip().rstrip(".")


def _from_digits(digits: str, raw: object) -> tuple[int, int | None, int | None]:
    """20190408, 201904, 2019, or days since 1899-12-30 as spreadsheets count them."""
    if len(digits) == 8:
        return _existing(int(digits[:4]), int(digits[4:6]), int(digits[6:]), raw)
    if len(digits) == 6:
        return _existing(int(digits[:4]), int(digits[4:]), None, raw)
    if len(digits) == 4 and 1900 <= int(digits) <= 2100:
        return int(digits), None, None
    if _FIRST_SERIAL <= int(digits) <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(digits))
        return day.year, day.month, day.day
    raise ValueError(f"“{text(raw)}”不是日期，请写成 2019-09-01 的样子")


def _existing(
    year: int, month: int | None, day: int | None, raw: object
) -> tuple[int, int | None, int | None]:
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValueError(f"“{text(raw)}”不是存在的日期") from error
    return year, month, day


_SPAN = re.compile(
    r"(\d{4}[年./\-]\d{1,2}(?:[月./\-]\d{1,2}日?|月)?)(?:-{1,2}|—{1,2}|~|至|到|–)"
    r"((?:\d{4}[年./\-])?\d{1,2}(?:[月./\-]\d{1,2})?[月日]?)"
)


def date_range(raw: object) -> tuple[str, str] | None:
    """The two sides of 2019.4.1-2019.6.28 (also 至, ～, —); None when it is not a range.

    What the second side leaves out is that of the first: 2023.4.11-4.13, 2023.4.11-13, 2019.4-6.
    """
    words = re.sub(r"\s+", "", half_width(text(raw) or ""))
    match = _SPAN.fullmatch(words)
    if match is None or _DATE.match(compact_date(words)):
        return None
    first, second = (re.findall(r"\d+", side) for side in match.groups())
    if len(second[0]) < 4:
        second = [*first[:max(1, len(first) - len(second))], *second]
    return ".".join(first), ".".join(second)


def number(raw: object) -> Decimal | None:
    """The number of a cell: 2人, 1,200, ¥9500, 1.2万元; None for a blank; else ValueError."""
    if isinstance(raw, bool):
        raise ValueError(f"“{raw}”不是数字")
    if isinstance(raw, int | float | Decimal):
        if not isfinite(raw):
            raise ValueError(f"“{raw}”不是数字")
        return Decimal(str(raw))
    if is_blank(raw):
        return None
    match = _NUMBER.match(half_width(text(raw) or "").replace(" ", ""))
    if match is None:
        raise ValueError(f"“{text(raw)}”不是数字")
    value = Decimal(match[1].replace(",", ""))
    return value * 10000 if match[2] else value
