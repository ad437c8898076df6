"""Words that a text must not use: the lists of resources/rules/words.csv, and finding them.

level: 红 never, 黄 only in some meanings. match: 含 anywhere, 词 a word of letters by itself, 整项
the whole of one item of a schedule.
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

RED, YELLOW = "红", "黄"
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
    for label, text in texts:
        rest = cells.half_width(text)
        for word in words:
            if _is_in(word, rest):
                found.append(Used(word, label))
                if word.match != "整项":
                    rest = rest.replace(word.word, " ")
    return list(dict.fromkeys(found))


def _is_in(word: Word, text: str) -> bool:
    if word.match == "整项":
        return text.strip(" 。，；、（）()") == word.word
    if word.match == "词":
        return bool(re.search(rf"(?<![A-Za-z]){re.escape(word.word)}(?![A-Za-z])", text))
    return word.word in text
