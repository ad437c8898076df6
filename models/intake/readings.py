"""What one cell of a register means for one field: a value, two dates, or a reason why not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from models import cells, three_states
from models.fields import Choice, Coded, Date, Flag, Kind, Number, Text
from models.intake.registers import Target, end_of
from models.three_states import INAPPLICABLE

_WITHOUT_YEAR = re.compile(r"^\s*(\d{1,2})\s*(?:月|[./])\s*(\d{1,2})\s*日?\s*$")
_SEPARATORS = re.compile(r"[、,;/\n|]")
_HOURS = re.compile(r"\s*(?:上午|下午|中午|晚上|晚)?\s*(?:\d{1,2}[:：点时].*)?$")
_ABOUT = re.compile(r"^(?:约|近|共|计|超过|不超过|大约)\s*")
_MASKED = re.compile(r".{0,2}\*{4}.{0,2}|\*+")
"""How our own exports hide the middle of a sensitive value."""
_AND_OTHERS = re.compile(r"等\s*(?:\d+\s*[人名位])?$")
_PLAIN_NAME = re.compile(r"^[\u3400-\u9fff]{2,4}$")
_CHINESE_NAME = re.compile(r"^[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}$")


class Reading(NamedTuple):
    """One understood cell: the value and its stored form; None when the cell is blank.

    until: the other end of a period. kept: words that no value stands for, kept as extra.
    note: what was done that nobody wrote. error: why the cell cannot be taken. spelled: the
    stored form of what is written, where the value says it in other words.
    """

    value: Any = None
    stored: Any = None
    until: Any = None
    kept: str = ""
    note: str = ""
    error: str = ""
    spelled: Any = None


BLANK = Reading()


class Reader:
    """Reads the cells of one table."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self._lists: dict[tuple[int, object], list[Reading]] = {}

    def read_list(self, column: int, target: Target, raw: object) -> list[Reading]:
        """The meanings of a cell that may list several countries."""
        key = (column, raw)
        found = self._lists.get(key)
        if found is None:
            found = [self.read(target, part) for part in parts(raw, target.kind)]
            self._lists[key] = found
        return found

    def read(self, target: Target, raw: object) -> Reading:
        """The meaning of a cell for a target."""
        kind = target.kind
        words = cells.text(raw)
        if words is None:
            return BLANK
        if kind.sensitive and "*" in words and _MASKED.fullmatch(words):
            return Reading(note=f"“{words}”是遮盖后的内容，没有导入")
        if words in three_states.WORDS and three_states.may_be(kind):
            return Reading(INAPPLICABLE)
        if type(kind) is Text:
            return self._text(kind, words)
        if words in three_states.WORDS and not isinstance(kind, Text):
            return Reading(kept=three_states.WORD)
        if isinstance(kind, Date) and (found := self._period(target, raw)):
            return found
        if target.is_range:
            note = f"“{words}”不是起止日期（如 2019.3.1-2020.2.29）；原文已保留"
            return Reading(kept=words, note=note)
        try:
            value = kind.parse(raw)
        except ValueError as error:
            return self._otherwise(kind, raw, str(error))
        return Reading(value, stored_form(kind, value)) if value is not None else BLANK

    def _text(self, kind: Text, words: str) -> Reading:
        """One line of text; the office's marks for nothing are nothing."""
        if len(words) <= 4 and cells.is_blank(words):
            return BLANK
        value = kind.parse(words) if kind.compact else words
        if value is not None and kind.label.endswith(("姓名", "中文名")):
            value = spaced_name(value)
        return Reading(value, value)

    def _period(self, target: Target, raw: object) -> Reading | None:
        """Two dates in one cell: the second one is the end of the period."""
        both = cells.date_range(raw) if isinstance(raw, str) else None
        end = end_of(target.kind, target.slot.entity)
        if both is None or end is None:
            return None
        try:
            first, second = target.kind.parse(both[0]), end.parse(both[1])
        except ValueError as error:
            return Reading(error=str(error))
        return Reading(
            first, stored_form(target.kind, first), until=Reading(second, stored_form(end, second))
        )

    def _otherwise(self, kind: Kind, raw: object, reason: str) -> Reading:
        """What else a cell may be that the field itself does not understand."""
        words = cells.text(raw) or ""
        if cells.is_blank(raw):
            return BLANK
        if isinstance(kind, Date) and (day := _HOURS.sub("", words)) != words:
            try:
                value = kind.parse(day)
                note = f"“{words}”只取日期，原文已保留"
                return Reading(value, stored_form(kind, value), kept=words, note=note)
            except ValueError:
                return Reading(error=reason)
        if isinstance(kind, Number) and (rest := _ABOUT.sub("", words)) != words:
            try:
                number = kind.parse(rest)
                return Reading(number, stored_form(kind, number), note=f"“{words}”按 {number} 计")
            except ValueError:
                return Reading(error=reason)
        if isinstance(kind, Date) and self._year and (match := _WITHOUT_YEAR.match(words)):
            try:
                value = date(self._year, int(match[1]), int(match[2]))
            except ValueError:
                return Reading(error=f"“{words}”不是存在的日期")
            note = f"“{words}”没有年份，按表名补为 {self._year} 年"
            return Reading(value, stored_form(kind, value), note=note)
        if isinstance(kind, Choice | Flag) and not kind.required:
            return Reading(kept=words, note=f"{reason}；原文已保留，请在记录中补选")
        if isinstance(kind, Coded) and (like := _like(kind, words)):
            reason = f"{reason}，可能是{'或'.join(like)}，请写明"
        return Reading(error=reason)


def _like(kind: Coded, words: str) -> list[str]:
    """The entries whose names or aliases hold the words (Korea: 韩国, 朝鲜); not too many."""
    wanted = cells.compact(words).casefold()
    found = [
        entry.name for entry in kind.codes.entries if len(wanted) >= 2
        and any(wanted in cells.compact(w).casefold() for w in (entry.name, *entry.aliases))
    ]
    return found if len(found) <= 4 else []


def stored_form(kind: Any, value: Any) -> Any:
    """How a value lies in the database."""
    return None if value is None else kind.db_value(value)


def in_wan(raw: object) -> object:
    """A number under a heading in 万元, as it is meant."""
    words = cells.half_width(cells.text(raw) or "")
    return f"{words}万元" if re.fullmatch(r"[\d.,]+", words) else raw


def parts(raw: object, kind: Kind) -> list[object]:
    """The entries of a cell that may list several countries."""
    try:
        kind.parse(raw)
    except ValueError:
        words = cells.half_width(cells.text(raw) or "")
        return [part for part in (p.strip() for p in re.split(r"[、,;/\n|和及]", words)) if part]
    return [raw]


def names(raw: object) -> tuple[list[str], bool]:
    """The people that a cell lists, and whether it says that there are more (等)."""
    if cells.is_blank(raw):
        return [], False
    words = cells.half_width(cells.text(raw) or "")
    shorter = _AND_OTHERS.sub("", words).strip()
    found = [spaced_name(part.strip()) for part in _SEPARATORS.split(shorter)]
    if len(found) == 1 and not _CHINESE_NAME.match(shorter):
        several = shorter.split()
        if len(several) > 1 and all(_PLAIN_NAME.match(each) for each in several):
            found = several
    return [name for name in dict.fromkeys(found) if name], shorter != words


def spaced_name(name: str) -> str:
    """李 明, as registers align two-character names, is 李明."""
    return re.sub(r"\s+", "", name) if _CHINESE_NAME.match(name) else name
