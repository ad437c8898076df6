"""What may be chosen in a field and what typed words mean: options, code lists, linked records."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models import aliases, cells, search, three_states
from models.codes import CodeList
from models.entity import Entity
from models.fields import Coded, Kind, Link

SHOWN = 40
"""So many suggestions at most; more would not be read."""


@dataclass(frozen=True)
class Candidate:
    """One suggestion: the words for the field, its value, and what tells it from its namesakes."""

    text: str
    value: Any
    detail: str = ""


def is_chosen(kind: Kind) -> bool:
    """Whether the field's values come from a list (its editor suggests while typing)."""
    return isinstance(kind, Link | Coded) or (
        bool(kind.option_words()) and not hasattr(kind, "yes")
    )


def candidates(kind: Kind, typed: str) -> list[Candidate]:
    """The suggestions for what has been typed so far, best first; all of them for nothing."""
    if isinstance(kind, Link):
        return linked(kind.rel_model, typed)
    if isinstance(kind, Coded):
        return _coded(kind.codes, typed)
    options = [(word, (word,)) for word in kind.option_words()]
    return [Candidate(word, word) for word in _ranked(options, typed)]


def linked(entity: type[Entity], typed: str) -> list[Candidate]:
    """Records that every typed word is found in; the latest entered for nothing typed."""
    query = entity.active().where(search.matching(entity, typed))
    records = list(query.order_by(entity.id.desc()).limit(SHOWN))
    exact = search.fold(typed)
    records.sort(key=lambda record: search.fold(str(record)) != exact)
    return [Candidate(str(record), record.id, describe(record)) for record in records]


def describe(record: Entity) -> str:
    """A few words that tell a record from its namesakes: its list columns, nothing sensitive."""
    title = str(record)
    shown = [
        kind.show(kind.read(record)) for kind in record.kinds()
        if kind.in_list and not kind.sensitive
    ]
    return " · ".join([words for words in shown if words and words != title][:4])


def resolve(kind: Kind, raw: object) -> Any:
    """The value that typed or pasted words mean (INAPPLICABLE for 不适用); ValueError with a
    Chinese reason.

    A link is resolved by the record's title, then by anything it is uniquely found by.
    """
    is_name = isinstance(kind, Link) and not three_states.is_meant(raw)
    if is_name and isinstance(raw, str):
        return _linked_id(kind, raw.strip())
    return three_states.parse(kind, raw)


def chosen(kind: Kind, typed: str) -> Any:
    """Like `resolve`, but pinyin initials that lead to a single option also count (bs → 博士)."""
    try:
        return resolve(kind, typed)
    except ValueError:
        if typed.isascii() and typed.strip() and not isinstance(kind, Link):
            found = candidates(kind, typed)
            if len(found) == 1:
                return found[0].value
        raise


def warm_up() -> None:
    """Load the pinyin tables beside the work, so that the first typed letter does not wait."""
    threading.Thread(target=search.pinyin, args=("拼音",), daemon=True).start()


def _linked_id(kind: Link, words: str) -> int | None:
    if not words:
        return None
    entity = kind.rel_model
    found = linked(entity, words)
    same = [each for each in found if cells.compact(each.text) == cells.compact(words)]
    if len(same) == 1 or (not same and len(found) == 1):
        return int((same or found)[0].value)
    if not same and (known := aliases.called(entity, words)):
        return known
    if found:
        names = "、".join(f"{c.text}({c.detail})" if c.detail else c.text for c in found[:3])
        raise ValueError(f"“{words}”对应{len(found)}条{entity.label}：{names}，请从列表中选定")
    raise ValueError(f"{entity.label}中没有“{words}”，请从列表中选择或新建")


def _coded(codes: CodeList, typed: str) -> list[Candidate]:
    options = [
        (entry.code, (entry.name, *entry.aliases, entry.code)) for entry in codes.entries
    ]
    return [
        Candidate(codes.name_of(code), code, code) for code in _ranked(options, typed)
    ]


def _ranked(options: Iterable[tuple[str, tuple[str, ...]]], typed: str) -> list[str]:
    """Keys of the options that match, whole words first, then beginnings, then parts."""
    wanted = search.fold(typed).replace(" ", "")
    if not wanted:
        return [key for key, _ in options]
    ranked = [(rank, key) for key, words in options if (rank := _rank(words, wanted)) is not None]
    return [key for _, key in sorted(ranked, key=lambda pair: pair[0])][:SHOWN]


def _rank(words: tuple[str, ...], wanted: str) -> int | None:
    """0 the word itself, 1 its beginning, 2 initials, 3 pinyin, 4 inside; None = not at all.

    The first word is the name; what only another spelling gives comes after it.
    """
    ranks = []
    for number, word in enumerate(words):
        folded, spelled, initials = _spellings(word, wanted.isascii())
        if folded == wanted:
            return 0
        later = 5 if number else 0
        for rank, hit in (
            (1, folded.startswith(wanted)), (2, bool(initials) and initials.startswith(wanted)),
            (3, bool(spelled) and spelled.startswith(wanted)), (4, wanted in folded),
        ):
            if hit:
                ranks.append(rank + later)
                break
    return min(ranks, default=None)


@lru_cache(maxsize=8192)
def _spellings(word: str, with_pinyin: bool) -> tuple[str, str, str]:
    """The folded word, its pinyin and its initials (blank where it has no Chinese in it)."""
    folded = search.fold(word).replace(" ", "")
    if not with_pinyin or word.isascii():
        return folded, "", ""
    return (folded, *search.pinyin(word))
