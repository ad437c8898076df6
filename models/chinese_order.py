"""Two functions for SQL: Chinese text in pinyin order, and how a text is spelled in pinyin."""

from __future__ import annotations

from functools import lru_cache

from models import search
from models.entity import DATABASE


@lru_cache(maxsize=40_000)
def _reading(character: str) -> str:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character)[0]


@lru_cache(maxsize=20_000)
def order_key(text: str) -> str:
    """A key whose plain order is pinyin order; a surname's own reading counts at the front.

    Latin text stands before Chinese, whatever its case; digits keep their place.
    """
    folded = search.fold(text)
    if folded.isascii():
        return folded
    parts = [
        f"\u4e00{_reading(c)}\u0001{c}" if "\u3400" <= c <= "\u9fff" else c for c in folded
    ]
    if surname := search.SURNAMES.get(folded[0]):
        parts[0] = f"\u4e00{surname}\u0001{folded[0]}"
    return "".join(parts)


def _sql_order(text: object) -> str | None:
    """SQL: `order_key` of a text; NULL stays NULL."""
    return None if text is None else order_key(str(text))


def _sql_spelled(text: object) -> str | None:
    """SQL: pinyin and initials of the Chinese characters of a text, folded."""
    return None if text is None else search.key_for([str(text)])


DATABASE.register_function(_sql_order, "pinyin_order", 1, deterministic=True)
DATABASE.register_function(_sql_spelled, "spelled", 1, deterministic=True)
