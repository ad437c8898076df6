"""Paragraphs that the office wrote by hand, and the typed numbers that only it can know.

Words are kept with {token|value} where she left a number: the number stays live, and the value
of that day tells later that it has changed. Besides `exports.issue` it writes as
`exports.forms.typed_values` does: only a draft knows what its paragraphs and numbers are called.
"""

from __future__ import annotations

import re
from datetime import date

from exports.drafts.base import PLACEHOLDER, Section, Stale, TypedFact
from exports.drafts.blocks import Run
from exports.drafts.phrases import number_text
from exports.drafts.terms import Term
from exports.drafts.tokens import Facts, Token, typed_key
from models import store
from models.entities.office import DraftParagraph, TypedValue

NUMBER = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")
GONE = "已无法计算"
NO_LONGER_ZERO = "不再确认为零"


def hand_written(code: str, year: int) -> dict[str, str]:
    """The stored words of a draft and year by the key of their paragraph."""
    found = DraftParagraph.active().where(
        (DraftParagraph.draft == code) & (DraftParagraph.year == year)
    )
    return {paragraph.key_name: paragraph.words for paragraph in found}


def words_of(runs: tuple[Run, ...]) -> str:
    """Runs as words to be edited and kept: {token|value} for every number."""
    return "".join(
        f"{{{run.figure}|{without_braces(run.text)}}}" if run.figure else without_braces(run.text)
        for run in runs
    )


def read_words(words: str, facts: Facts) -> tuple[tuple[Run, ...], tuple[Stale, ...]]:
    """Stored words as runs with today's numbers, and the numbers that have changed since."""
    runs: list[Run] = []
    stale: list[Stale] = []
    done = 0
    for found in NUMBER.finditer(words):
        if found.start() > done:
            runs.append(Run(words[done : found.start()]))
        run, new = _live(found[1], found[2], facts)
        if new is not None:
            stale.append(Stale(found[1], found[2], new))
        runs.append(run)
        done = found.end()
    if done < len(words):
        runs.append(Run(words[done:]))
    return tuple(run for run in runs if run.text), tuple(stale)


def keep_words(code: str, year: int, key: str, words: str) -> None:
    """Keep hand-written words; blank words bring the automatic text back."""
    if not words.strip():
        discard_words(code, year, key)
        return
    stored = _stored(code, year, key) or DraftParagraph(draft=code, year=year, key_name=key)
    stored.words = words.strip()
    store.save(stored, label="修改总结段落")


def discard_words(code: str, year: int, key: str) -> None:
    """Let the program write this paragraph again (还原自动文字); undone like any other change."""
    stored = _stored(code, year, key)
    if stored is not None:
        store.retire(stored)


def left_out(code: str, year: int) -> frozenset[str]:
    """Keys of the optional sections that the office leaves out of a draft."""
    kept = TypedValue.active().where(
        (TypedValue.year == year) & TypedValue.key_name.startswith(_left_out(code, ""))
        & (TypedValue.value == 1)
    )
    return frozenset(value.key_name.removeprefix(_left_out(code, "")) for value in kept)


def leave_out(code: str, year: int, section: Section, *, out: bool) -> None:
    """Leave an optional section out of a draft, or take it in again."""
    if not section.is_optional:
        raise ValueError(f"{section.key} belongs to the draft")
    key = _left_out(code, section.key)
    kept = TypedValue.active().where(
        (TypedValue.year == year) & (TypedValue.key_name == key)
    ).first() or TypedValue(year=year, key_name=key, title=f"文稿{code}不写“{section.title}”")
    kept.value = 1 if out else 0
    store.save(kept, label=f"{'不写' if out else '写入'}“{section.title}”一节")


def _left_out(code: str, key: str) -> str:
    return f"drafts.{code}.without.{key}"


def type_value(
    fact: TypedFact, when: int | Term, value: float, *, confirmed_on: date | None = None,
) -> None:
    """Keep a typed number; with a day it counts as confirmed (a zero may then be said)."""
    term = Term(when) if isinstance(when, int) else when
    year, key = term.year, typed_key(fact.key, term)
    typed = TypedValue.active().where(
        (TypedValue.year == year) & (TypedValue.key_name == key)
    ).first() or TypedValue(year=year, key_name=key)
    typed.title = fact.label + (f"（{term.short}）" if term.key else "")
    typed.unit, typed.value = fact.unit, value
    typed.confirmed_on = confirmed_on or typed.confirmed_on
    store.save(typed, label=f"填写“{fact.label}”")


def _stored(code: str, year: int, key: str) -> DraftParagraph | None:
    found: DraftParagraph | None = DraftParagraph.active().where(
        (DraftParagraph.draft == code) & (DraftParagraph.year == year)
        & (DraftParagraph.key_name == key)
    ).first()
    return found


def _live(token_text: str, old: str, facts: Facts) -> tuple[Run, str | None]:
    """The run of a kept number, and what it is now if that differs."""
    try:
        token = Token.parse(token_text)
        if token.facet == "none":
            return _incident(token, old, facts)
        new = number_text(token, facts)
    except (ValueError, LookupError):
        new = None
    if new is None:
        return Run(old), GONE
    return Run(new, token_text), (new if new != old else None)


def _incident(token: Token, old: str, facts: Facts) -> tuple[Run, str | None]:
    """A confirmed zero stands as it was written; when it is none any more it must be looked at."""
    typed = facts.typed(token.typed)
    if typed is not None and typed.value == 0 and typed.confirmed_on is not None:
        return Run(old, token.text), None
    return Run(PLACEHOLDER.format(f"核对“{old}”")), NO_LONGER_ZERO


def without_braces(text: str) -> str:
    """Text in which no brace is taken for a number."""
    return text.replace("{", "｛").replace("}", "｝")
