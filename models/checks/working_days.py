"""Working days: weekends, and the holidays and make-up days that the office has imported."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from models import cells, store
from models.checks.holiday_tables import DAY_OFF, MAKE_UP, read_calendar, span
from models.entities.office import CalendarDay
from models.errors import UserError

FILE = Path(__file__).resolve().parents[2] / "resources" / "rules" / "holidays.csv"
_OFF_WORDS = ("放假", "休", "法定节假日", "节假日", "假日", "holiday", "off")
_WORK_WORDS = ("调休上班", "上班", "补班", "班", "调休", "工作日", "work")
_DAY_HEADS = ("日期", "date", "日子", "开始日期", "起始日期", "放假起", "起")
_END_HEADS = ("结束日期", "截止日期", "放假止", "止")
_KIND_HEADS = ("类别", "类型", "种类", "安排", "kind")


@dataclass(frozen=True)
class Calendar:
    """Which days the office works. kinds: only the days that differ from their weekday."""

    kinds: dict[date, str] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Monday to Friday, unless the table says otherwise."""
        kind = self.kinds.get(day)
        return day.weekday() < 5 if kind is None else kind == MAKE_UP

    def count(self, start: date, end: date) -> int:
        """Working days from `start` to `end`, both included; 0 when the end lies before."""
        span = (end - start).days + 1
        return sum(self.is_working(start + timedelta(days=n)) for n in range(max(span, 0)))

    def add(self, day: date, working_days: int) -> date:
        """The day so many working days after (or, negative, before) `day`, itself not counted."""
        step, left = (1 if working_days >= 0 else -1), abs(working_days)
        while left:
            day += timedelta(days=step)
            left -= self.is_working(day)
        return day

    def lacks(self, *days: date) -> list[int]:
        """The years among these days for which no table was imported."""
        known = {day.year for day in self.kinds}
        return sorted({day.year for day in days} - known)

    def note(self, *days: date) -> str:
        """未导入 {年} 年节假日表; blank when the table covers all the days."""
        years = self.lacks(*days)
        said = "、".join(str(year) for year in years)
        return f"未导入 {said} 年节假日表，工作日只按周末推算。" if years else ""


def calendar() -> Calendar:
    """What ships with the program, with what the office imported over it."""
    kinds: dict[date, str] = {}
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kinds[date.fromisoformat(row["date"])] = row["kind"]
    for day in CalendarDay.active():
        if isinstance(day.day, date):
            kinds[day.day] = day.kind
    return Calendar(kinds)


def read_holidays(path: Path | str) -> dict[date, str]:
    """Day → 放假 or 调休上班 from a workbook with the columns 日期 and 类别, or an .ics calendar.

    A column 结束日期 makes a row a span. Raises UserError naming the rows that cannot be meant;
    then none of the file counts.
    """
    from models.intake.workbook import read_tables

    if Path(path).suffix.lower() == ".ics":
        return read_calendar(Path(path))
    found: dict[date, str] = {}
    faults: list[str] = []
    for table in read_tables(path, vocabulary=frozenset((*_DAY_HEADS, *_END_HEADS, *_KIND_HEADS))):
        heads = {cells.compact(h.label).lower(): h.column for h in table.headings}
        day_column = next((heads[w] for w in _DAY_HEADS if w in heads), None)
        kind_column = next((heads[w] for w in _KIND_HEADS if w in heads), None)
        end_column = next((heads[w] for w in _END_HEADS if w in heads), None)
        if day_column is None or kind_column is None:
            continue
        for number, values in table.rows:
            try:
                start, kind = _day(values[day_column]), _kind(values[kind_column])
                last = values[end_column] if end_column is not None else ""
                end = start if last in ("", None) else _day(last)
                found |= dict.fromkeys(span(start, end, f"{start}至{end}"), kind)
            except UserError as error:
                faults.append(f"第{number}行{error.message}")
            except ValueError as error:
                faults.append(f"第{number}行{error}")
    if faults:
        raise UserError(f"节假日表没有导入：{'；'.join(faults[:5])}。", "请改正这些行后再导入。")
    if not found:
        raise UserError("文件里没有找到节假日表。", "表头应有“日期”和“类别”两列，类别填“放假”或“调休上班”。")
    return found


def import_holidays(path: Path | str) -> int:
    """Keep a workbook's days in one batch that can be undone; how many days changed."""
    return keep_holidays(read_holidays(path), source=Path(path).name)


def keep_holidays(found: dict[date, str], *, source: str) -> int:
    """Keep days as read, in one batch that can be undone; how many days changed."""
    changed = 0
    with store.batch("导入节假日表", source=source):
        known = {day.day: day for day in CalendarDay.active()}
        for day, kind in sorted(found.items()):
            kept = known.get(day) or CalendarDay(day=day)
            kept.kind = kind
            changed += store.save(kept, source=source)
    return changed


def _day(raw: object) -> date:
    parts = cells.date_parts(raw) if raw not in (None, "") else None
    if parts is None or len(parts) < 3 or parts[2] is None:
        raise ValueError(f"“{raw or ''}”不是到日的日期")
    year, month, day = parts
    assert month is not None
    assert day is not None
    return date(year, month, day)


def _kind(raw: object) -> str:
    word = (cells.text(raw) or "").lower()
    for words, kind in ((_OFF_WORDS, DAY_OFF), (_WORK_WORDS, MAKE_UP)):
        if word in words:
            return kind
    raise ValueError(f"类别“{word}”应为“放假”或“调休上班”")


def missing_note(days: Iterable[date], known: Calendar | None = None) -> str:
    """The yellow note for some days; blank when all their years were imported."""
    return (known or calendar()).note(*days)
