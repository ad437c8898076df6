"""What is typed under a column's header, and the SQL condition it means.

    日本            contains it (pinyin and initials too: riben, rb)
    =日本           is exactly this        日本|韩国   one of several
    !日本           does not contain it    空 / 非空   blank / not blank (不适用 is not blank)
    不适用          marked so, not just blank
    >2024-06  <=5   after, up to           2019..2021  from … to, both included
    2019  2019-09   a date's year, month   30天内 / 已过期  a date against today
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peewee import Expression, fn

from models import extra_columns, partial_date, search
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Money, Number, Text
from models.three_states import WORD as INAPPLICABLE_WORD

if TYPE_CHECKING:
    from models.listing import Column

BLANK = "空"
FILLED = "非空"
EXPIRED = "已过期"

_RANGE = re.compile(r"^(.*?)\s*(?:\.\.|~|至)\s*(.*)$")
_COMPARE = re.compile(r"^(>=|<=|>|<|≥|≤)\s*(.+)$")
_WITHIN_DAYS = re.compile(r"^(\d{1,4})\s*天内$")
_HAS_CHINESE = "*[\u3400-\u9fff]*"

HELP = (
    "包含即可，也可用拼音；=精确  !不含  空  非空  不适用  甲|乙 任一  >5  2019..2021"
    "  日期：2019、2019-09、30天内、已过期"
)


def condition(column: Column, typed: str, *, today: date | None = None) -> Any:
    """The records that a typed filter lets through; ValueError says in Chinese what is wrong."""
    found: Any = None
    for part in typed.split("|"):
        word = part.strip()
        if word:
            one = _alternative(column, word, today or date.today())
            found = one if found is None else found | one
    if found is None:
        raise ValueError("没有筛选内容")
    return found


def exact(shown: str) -> str:
    """The filter text for exactly one shown value (from the list of values under a header)."""
    return f"={shown}" if shown else BLANK


def _alternative(column: Column, word: str, today: date) -> Any:
    value = column.stored()
    if word in (BLANK, "（空）", "（空）"):
        return column.blank()
    if word == FILLED:
        return ~column.blank()
    if word.lstrip("=＝") == INAPPLICABLE_WORD and (marked := column.inapplicable()) is not None:
        has_words = type(column.kind) in (Text, LongText)
        return marked | (value == INAPPLICABLE_WORD) if has_words else marked
    if word[0] in "!！" and len(word) > 1:
        return column.blank() | ~_alternative(column, word[1:].strip(), today)
    if word[0] in "=＝" and len(word) > 1:
        return _equals(column, word[1:].strip())
    if isinstance(column.kind, Date):
        return _date(column, word, today)
    if isinstance(column.kind, Number | Money):
        return _number(column, word)
    if isinstance(column.kind, Choice | Coded | Flag) and not column.is_extra:
        return value.in_(_stored_options(column, word))
    return _contains(column, word)


def _equals(column: Column, word: str) -> Any:
    kind, value = column.kind, column.stored()
    if isinstance(kind, Link):
        rel: Any = kind.rel_model
        return value.in_(rel.select(rel.id).where(rel.search_key.contains(search.fold(word))))
    if isinstance(kind, Text):
        return value == word
    if column.is_extra:
        return value == extra_columns.understood(kind, word)[0]
    stored = kind.parse(word)
    return value == (kind.db_value(stored) if hasattr(kind, "db_value") else stored)


def _stored_options(column: Column, word: str) -> list[Any]:
    """Stored forms of the options whose words contain `word`, or are spelled like it."""
    kind: Any = column.kind
    folded = search.fold(word)
    spelled = folded.isascii() and folded.isalpha()
    found = [
        option for option in kind.option_words()
        if folded in search.fold(option) or (spelled and folded in search.key_for([option]))
    ]
    return [kind.db_value(kind.parse(option)) for option in found]


def _contains(column: Column, word: str) -> Any:
    kind, value = column.kind, column.stored()
    if isinstance(kind, Link):
        rel: Any = kind.rel_model
        return value.in_(rel.select(rel.id).where(search.matching(rel, word)))
    found = value.contains(word)
    folded = search.fold(word)
    if folded.isascii() and folded.isalpha():
        # GLOB is cheap and spares Latin text the way through Python.
        chinese = Expression(value, "GLOB", _HAS_CHINESE)
        found |= chinese & fn.spelled(value).contains(folded)
    return found


def _number(column: Column, word: str) -> Any:
    kind: Any = column.kind

    def stored(text: str) -> Any:
        return kind.db_value(kind.parse(text))

    value = column.stored()
    if compared := _COMPARE.match(word):
        return _compare(value, compared[1], stored(compared[2]))
    if (between := _RANGE.match(word)) and (between[1] or between[2]):
        low, high = (stored(part) if part else None for part in between.groups())
        return _between(value, low, high)
    return value == stored(word)


def _date(column: Column, word: str, today: date) -> Any:
    value = column.stored()
    if word == EXPIRED:
        return value.concat("~") < today.isoformat()
    if soon := _WITHIN_DAYS.match(word):
        last = (today + timedelta(days=int(soon[1]))).isoformat()
        return (value.concat("~") >= today.isoformat()) & (value <= last)
    if compared := _COMPARE.match(word):
        return _compare_dates(value, compared[1], _day_text(compared[2]))
    if (between := _RANGE.match(word)) and (between[1] or between[2]):
        low, high = (_day_text(part) if part else None for part in between.groups())
        return _between(value, low, None if high is None else f"{high}~")
    try:
        return value.startswith(_day_text(word))
    except ValueError:
        return value.contains(word)


def _day_text(typed: str) -> str:
    """2019年9月, 2019.9 and 2019-9 as 2019-09; ValueError when it is no date."""
    parsed = Date("日期").parse(typed)
    if parsed is None:
        raise ValueError(f"“{typed}”不是日期")
    return partial_date.to_text(parsed)


def _compare_dates(value: Any, sign: str, text: str) -> Any:
    """A partial date stands for all its days: >2019-06 begins in July, <=2019-06 includes June."""
    if sign in (">", "<=", "≤"):
        return _compare(value, sign, f"{text}~")
    return _compare(value, sign, text)


def _compare(value: Any, sign: str, stored: Any) -> Any:
    if sign == ">":
        return value > stored
    if sign in (">=", "≥"):
        return value >= stored
    return value < stored if sign == "<" else (value <= stored) & (value != "")


def _between(value: Any, low: Any, high: Any) -> Any:
    if low is None:
        return value <= high
    return value >= low if high is None else (value >= low) & (value <= high)
