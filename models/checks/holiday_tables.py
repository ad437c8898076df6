"""Holiday tables as the office gets them: columns, date ranges, a calendar file, or the notice.

The State Council's notice says 1月28日至2月4日放假，1月26日（周日）上班; its text can be pasted.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from models.errors import UserError

DAY_OFF, MAKE_UP = "放假", "调休上班"
LONGEST = 15
"""Days of one holiday; a longer span is a misread date."""

_DATE = r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SPAN = re.compile(_DATE + r"(?:\s*(?:至|到|—|－|-|~)\s*(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日)?")
_CLAUSE = re.compile(r"[。；;\n]|(?<=天)[，,]")
_EVENT = re.compile(r"BEGIN:VEVENT(.*?)END:VEVENT", re.DOTALL)


def read_notice(text: str, year: int) -> dict[date, str]:
    """Days of a pasted notice, in order.

    A clause with 上班 makes its days working days; every other clause with 放假 days off. Raises
    UserError when the text says no day, or an impossible one.
    """
    plain = _BRACKETS.sub("", text.replace(" ", ""))
    found: dict[date, str] = {}
    for clause in _CLAUSE.split(plain):
        kind = MAKE_UP if "上班" in clause else DAY_OFF if re.search("放假|休息|补休", clause) else ""
        if not kind and _SPAN.search(clause) and "、" in text:
            kind = DAY_OFF
        for match in _SPAN.finditer(clause) if kind else ():
            for day in _days(match, year):
                found[day] = kind
    if not found:
        raise UserError("这段文字里没有找到放假或上班的日期。", "请粘贴通知正文，如“1月1日放假，1月4日上班。”")
    return dict(sorted(found.items()))


def _days(match: re.Match[str], year: int) -> list[date]:
    first_year, month, day, last_year, last_month, last_day = match.groups()
    try:
        start = date(int(first_year or year), int(month), int(day))
        end = start
        if last_day:
            end = date(int(last_year or start.year), int(last_month or month), int(last_day))
    except ValueError as error:
        raise UserError(f"“{match.group()}”不是日历上的日子。", "请核对通知原文。") from error
    return span(start, end, match.group())


def span(start: date, end: date, words: str) -> list[date]:
    """Every day from start to end. Raises UserError for a span that no holiday has."""
    if not 0 <= (end - start).days < LONGEST:
        raise UserError(f"“{words}”的起止不对（最多 {LONGEST} 天）。", "请核对原表。")
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def read_calendar(path: Path) -> dict[date, str]:
    """Days of an .ics calendar; events with 班 in their name are working days. Raises UserError."""
    try:
        text = path.read_text("utf-8-sig", "replace").replace("\r\n ", "").replace("\n ", "")
    except OSError as error:
        raise UserError(f"日历文件“{path.name}”读不出来。") from error
    found: dict[date, str] = {}
    for event in _EVENT.findall(text):
        facts = {
            line.partition(":")[0].partition(";")[0]: line.partition(":")[2].strip()
            for line in event.splitlines() if ":" in line
        }
        start = _compact_day(facts.get("DTSTART", ""))
        if start is None:
            continue
        after = _compact_day(facts.get("DTEND", "")) or start + timedelta(days=1)
        end = max(after - timedelta(days=1), start)
        kind = MAKE_UP if re.search("班", facts.get("SUMMARY", "")) else DAY_OFF
        found |= dict.fromkeys(span(start, end, facts.get("SUMMARY", "")), kind)
    if not found:
        raise UserError(f"“{path.name}”里没有节假日。", "请选择节假日的 .ics 日历文件。")
    return dict(sorted(found.items()))


def _compact_day(words: str) -> date | None:
    try:
        return date(int(words[:4]), int(words[4:6]), int(words[6:8]))
    except ValueError:
        return None
