"""One folded text per record, by which it is found: words, pinyin, initials, numbers of papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from models import cells

_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_PLAIN_CHINESE = re.compile("[\u3400-\u9fff]+")
"""Characters that folding leaves as they are (beyond these lie compatibility forms)."""

_LETTERS = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "e",
})
"""Letters of names that are no accented form of another, as passports and keyboards write them."""

SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "曾": "zeng", "区": "ou", "查": "zha", "任": "ren",
    "朴": "piao", "覃": "qin", "盖": "ge", "纪": "ji", "尉": "wei", "乐": "yue", "缪": "miao",
    "万": "wan", "谌": "chen", "翟": "zhai", "柏": "bai", "卜": "bu", "繁": "po", "员": "yun",
    "宓": "mi", "折": "she", "召": "shao", "洗": "xian", "冼": "xian", "种": "chong", "秘": "bi",
}
"""Characters that are read differently as a surname than the general reading gives."""


def fold(text: str) -> str:
    """Lower case, half-width, without accents: José → jose, ＬＥＥ → lee, Łukasik → lukasik."""
    if text.isascii():
        return text.casefold()
    if _PLAIN_CHINESE.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKD", cells.half_width(text)).casefold().translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


def pinyin(text: str) -> tuple[str, str]:
    """Full pinyin and initials of the Chinese characters, a surname's reading first."""
    from pypinyin.seg.mmseg import seg

    syllables = [s for word in seg.cut(text) for s in _reading(word)]
    if syllables and (reading := SURNAMES.get(text[0])):
        syllables[0] = reading
    return "".join(syllables), "".join(s[0] for s in syllables if s)


@lru_cache(maxsize=16384)
def _reading(word: str) -> tuple[str, ...]:
    """The syllables of one word as the dictionary cuts it: names share most of theirs."""
    from pypinyin import lazy_pinyin

    return tuple(s for s in lazy_pinyin([word]) if s.isascii())


def key_for(texts: Iterable[str]) -> str:
    """The search key of a record from its searchable texts."""
    return "\n".join(dict.fromkeys(word for text in texts for word in _spellings(text)))


@lru_cache(maxsize=8192)
def _spellings(text: str) -> tuple[str, ...]:
    """The forms by which one text is found; many records share a school or a programme."""
    folded = fold(text)
    found = [folded]
    if " " in folded or "-" in folded:
        found.append(re.sub(r"[\s\-]+", "", folded))
    if _CHINESE.search(text):
        found.extend(pinyin("".join(_CHINESE.findall(text))))
    return tuple(found)


def words(query: str) -> list[str]:
    """The folded words of a query; each must be found."""
    return fold(query).split()


def matching(entity: Any, query: str) -> Any:
    """SQL condition: every word of the query stands somewhere in the search key."""
    condition: Any = entity.retired_at.is_null()
    for word in words(query):
        condition &= entity.search_key.contains(word)
    return condition
