"""Words that a text must not use: the lists of resources/rules/words.csv, and finding them.

level: 红 never, 黄 only in some meanings, 可 is right and hides what lies in it. match: 含 anywhere,
词 a word of letters by itself, 整项 the whole of one item of a schedule.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from models import cells
from models.checks.base import FILE

RED, YELLOW, PLAIN = "红", "黄", "可"
WHOLE = "整项"
_FILLING = re.compile(r"全天|上午|中午|下午|晚上|晚间|当日|其余时间|在?(?:酒店|宾馆|住地)|[^\w]|[和及或]")
"""What may stand beside 自由活动 without making it an activity."""
_PATH = FILE.with_name("words.csv")


@dataclass(frozen=True)
class Word:
    """One line of the file. valid_from: blank = always."""

    list: str
    word: str
    level: str
    match: str
    source: str
    certainty: str
    valid_from: str


@dataclass(frozen=True)
class Used:
    """A word that a text uses, and in which field."""

    word: Word
    label: str


@cache
def all_words() -> tuple[Word, ...]:
    """Every line of the file, read once."""
    with _PATH.open(encoding="utf-8-sig", newline="") as file:
        return tuple(Word(**row) for row in csv.DictReader(file))


def words_of(name: str, today: date) -> list[Word]:
    """The words of one list in force on a day, the longest first."""
    found = [w for w in all_words() if w.list == name and w.valid_from <= today.isoformat()]
    return sorted(found, key=lambda w: -len(w.word))


def used_in(texts: Iterable[tuple[str, str]], words: list[Word]) -> list[Used]:
    """What texts (label, words) use; 民国 within 中华民国 is said once, as the longer one."""
    found: list[Used] = []
    whole = [word for word in words if word.match == WHOLE]
    for label, text in texts:
        rest = cells.half_width(text)
        idle = is_nothing_but(rest, whole)
        for word in words:
            if word.word in rest if idle and word.match == WHOLE else _is_in(word, rest):
                if word.level != PLAIN:
                    found.append(Used(word, label))
                if word.match != WHOLE:
                    rest = rest.replace(word.word, " ")
    return list(dict.fromkeys(found))


def is_nothing_but(text: str, whole: list[Word]) -> bool:
    """Whether an item says only these words, with a time of day and marks around: 下午自由活动、休息."""
    rest = text
    for word in whole:
        rest = rest.replace(word.word, "")
    return rest != text and not _FILLING.sub("", rest)


def _is_in(word: Word, text: str) -> bool:
    if word.match == WHOLE:
        return False
    if word.match == "词":
        return bool(re.search(rf"(?<![A-Za-z]){re.escape(word.word)}(?![A-Za-z])", text))
    return word.word in text
