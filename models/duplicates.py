"""查重: records of one entity that may be one thing entered twice, with graded grounds.

Everything is found by keys in dicts: a hundred thousand records take seconds, and no record is
compared with all others. What she said is not the same is remembered and not offered again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from models import cells, search, store
from models.entities.office import Distinct
from models.entity import DATABASE, DuplicateKey, Entity
from models.errors import UserError
from models.fields import Date
from models.jobs import Progress, Silent

GRADES = ("确定", "很可能", "可能")
"""Strongest first."""

BY_HAND = DuplicateKey("手工选择比较", GRADES[-1], ())
"""The ground of records that she herself put side by side."""

MOST_PAIRED = 12
"""So many records of one key are paired each with each; more only in a row."""
MOST_COMPARED = 60
"""So many names that begin or end alike are compared with one name."""
MOST_TOGETHER = 8
"""A weak ground does not make a larger group than this."""
SHORTEST_NEAR, SHORTEST_SOUND = 6, 4
"""Letters below which a likeness of spelling or sound says nothing."""

Pair = tuple[int, int]
Row = dict[str, str]

_SEPARATORS = re.compile(r"[\s,，、.·・\-–—'’‘`()()/]+")
_CHINESE_SCHOOL = re.compile("国立|公立|私立|大学|学院|学校")
_SCHOOL_WORDS = frozenset(
    (
        "university", "universiti", "universitas", "universite", "universidad", "universitat",
        "universita", "college", "institute", "institut", "school", "academy", "of", "the", "and",
        "&", "at", "de", "la", "di", "der", "in", "for",
    )
)
_SPELLINGS = (
    ("ph", "f"), ("kh", "h"), ("ck", "k"), ("sch", "sh"), ("tz", "z"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"),
)
_LETTERS = str.maketrans("cqyjw", "kkiiv")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiouh")


@dataclass(frozen=True)
class Group:
    """Records that may be one, oldest first, with the grounds of each pair of them."""

    entity: type[Entity]
    ids: tuple[int, ...]
    pairs: dict[Pair, tuple[DuplicateKey, ...]]

    @property
    def keys(self) -> tuple[DuplicateKey, ...]:
        """Every ground once, strongest first."""
        found = dict.fromkeys(key for keys in self.pairs.values() for key in keys)
        return tuple(sorted(found, key=lambda key: GRADES.index(key.grade)))

    @property
    def grade(self) -> str:
        """The strongest ground's."""
        return self.keys[0].grade


def scan(
    entity: type[Entity], *, only: Collection[int] | None = None, progress: Progress | None = None,
) -> list[Group]:
    """The groups of records that may be the same, strongest first. only: among these ids."""
    told, total = progress or Silent(), len(entity.duplicate_keys)
    rows = _rows(entity, only)
    found: dict[Pair, list[DuplicateKey]] = {}
    try:
        for number, key in enumerate(entity.duplicate_keys):
            told.step(number, total, key.reason)
            for pair in _pairs_of(entity, key, rows):
                keys = found.setdefault(pair, [])
                # one ground for each field: what is equal need not be called alike as well
                if all(key.fields[0] != k.fields[0] or key.line != k.line for k in keys):
                    keys.append(key)
    finally:
        for cached in (_tokens, _spelling):
            cached.cache_clear()
    told.step(total, total)
    decided = _decided(entity)
    return _grouped(entity, {p: tuple(k) for p, k in found.items() if p not in decided})


def put_side_by_side(entity: type[Entity], ids: Collection[int]) -> Group:
    """A group of records that she chose herself, with whatever grounds they have."""
    ordered = tuple(sorted(set(ids)))
    known = {pair: keys for g in scan(entity, only=ordered) for pair, keys in g.pairs.items()}
    pairs = {pair: known.get(pair, (BY_HAND,)) for pair in combinations(ordered, 2)}
    return Group(entity, ordered, pairs)


def keep_distinct(entity: type[Entity], first: int, second: int, *, reason: str) -> Distinct:
    """Remember that two records are two things; UserError without a reason."""
    if not reason.strip():
        raise UserError("没有写明理由。", "请写一句为什么不是同一个，例如“同名，出生地不同”。")
    low, high = sorted((first, second))
    same = (
        (Distinct.register == entity.key()) & (Distinct.first_id == low)
        & (Distinct.second_id == high)
    )
    decision = Distinct.active().where(same).first() or Distinct(
        register=entity.key(), first_id=low, second_id=high
    )
    decision.reason, decision.decided_on = reason.strip(), date.today()
    store.save(decision, label=f"标为不是同一个{entity.label}")
    return decision


def _decided(entity: type[Entity]) -> set[Pair]:
    query = Distinct.active(Distinct.first_id, Distinct.second_id)
    return {(int(a), int(b)) for a, b in query.where(Distinct.register == entity.key()).tuples()}


def _rows(entity: type[Entity], only: Collection[int] | None) -> dict[int, Row]:
    """id → the needed fields in stored form, blanks left out."""
    names = {n for k in entity.duplicate_keys for n in (*k.unless, *(() if k.line else k.fields))}
    ordered = sorted(names)
    columns = "".join(f', "{_column(entity, name)}"' for name in ordered)
    sql = f'SELECT id{columns} FROM "{entity.key()}" WHERE retired_at IS NULL'
    if only is not None:
        sql += f" AND id IN ({', '.join(str(int(i)) for i in only)})"
    return {
        values[0]: {n: str(v) for n, v in zip(ordered, values[1:], strict=True) if v is not None}
        for values in DATABASE.execute_sql(f"{sql} ORDER BY id").fetchall()
    }


def _column(entity: type[Entity], name: str) -> str:
    return str(entity.field_named(name).column_name)  # type: ignore[attr-defined]


def _pairs_of(entity: type[Entity], key: DuplicateKey, rows: dict[int, Row]) -> Iterator[Pair]:
    dates = frozenset(n for n in (*key.fields, *key.unless) if not key.line
                      and isinstance(entity.field_named(n), Date))
    if key.line:
        pairs = _paired(_line_buckets(entity, key, rows).values())
    elif key.compared == "near":
        pairs = _near(_buckets(key, rows, dates, skip_first=True), key.fields[0], rows)
    else:
        pairs = _paired(_buckets(key, rows, dates).values())
    for first, second in pairs:
        one, other = rows[first], rows[second]
        if not any(_contradict(one, other, name, name in dates) for name in key.unless):
            yield (first, second) if first < second else (second, first)


def _contradict(one: Row, other: Row, name: str, is_date: bool) -> bool:
    """Both known and not the same; a date known only in part contradicts no day within it."""
    a, b = one.get(name), other.get(name)
    if not a or not b:
        return False
    if is_date:
        return not (a.startswith(b) or b.startswith(a))
    return _plain(a) != _plain(b)


def _buckets(
    key: DuplicateKey, rows: dict[int, Row], dates: frozenset[str], *, skip_first: bool = False
) -> dict[tuple[str, ...], list[int]]:
    """Ids by what must be equal; those with a blank among it are in none."""
    compared = _COMPARED[key.compared]
    found: dict[tuple[str, ...], list[int]] = {}
    first, *others = key.fields
    for record_id, row in rows.items():
        if not all(name in row for name in key.fields):
            continue
        words = "" if skip_first else compared(row[first])
        if words or skip_first:
            years = key.compared == "near"
            rest = (row[n][:4] if n in dates and years else _plain(row[n]) for n in others)
            found.setdefault((words, *rest), []).append(record_id)
    return found


def _line_buckets(
    entity: type[Entity], key: DuplicateKey, rows: dict[int, Row]
) -> dict[tuple[str, ...], list[int]]:
    """Ids of records by the fields of their active lines."""
    line = next(e for e in entity.line_entities() if e.key() == key.line)
    link: Any = line.owner_link()
    columns = ", ".join(f'"{_column(line, name)}"' for name in key.fields)
    sql = f'SELECT "{link.column_name}", {columns} FROM "{key.line}" WHERE retired_at IS NULL'
    for name in key.where:
        sql += f' AND "{_column(line, name)}" = ?'
    found: dict[tuple[str, ...], list[int]] = {}
    for owner, *values in DATABASE.execute_sql(sql, tuple(key.where.values())).fetchall():
        if owner in rows and all(values):
            ids = found.setdefault(tuple(_plain(str(value)) for value in values), [])
            if owner not in ids:
                ids.append(owner)
    return found


def _paired(buckets: Iterable[list[int]]) -> Iterator[Pair]:
    for ids in buckets:
        if len(ids) > 1:
            yield from combinations(ids, 2) if len(ids) <= MOST_PAIRED else pairwise(ids)


def _near(
    buckets: dict[tuple[str, ...], list[int]], field: str, rows: dict[int, Row]
) -> Iterator[Pair]:
    """Pairs whose folded spelling is one letter apart: they share a beginning or an end."""
    for ids in buckets.values():
        known: dict[str, list[int]] = {}
        spelled: dict[int, str] = {}
        for record_id in ids if len(ids) > 1 else ():
            word = _spelling(rows[record_id][field])
            if len(word) < SHORTEST_NEAR:
                continue
            spelled[record_id] = word
            parts = _parts(word)
            others = {o for part in parts for o in known.get(part, ())[-MOST_COMPARED:]}
            yield from ((o, record_id) for o in others if _is_one_apart(spelled[o], word))
            for part in parts:
                known.setdefault(part, []).append(record_id)


def _parts(word: str) -> set[str]:
    """A beginning and an end, cut as for this length and for one letter less.

    Of two words one change apart, the change lies behind the beginning or before the end, and
    two neighbours changed about fall between the two; one of the parts is always the same.
    """
    found = set()
    for length in (len(word), len(word) - 1):
        half = length // 2
        found |= {f"{word[: half - 1]}-", f"-{word[half - length :]}"}
    return found


def _is_one_apart(one: str, other: str) -> bool:
    """One letter more, less or different, or two neighbours changed about; equal counts too."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return abs(len(one) - len(other)) <= 1
    a, b = one[at:], other[at:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


def _plain(words: str) -> str:
    """Case, width and spaces do not matter."""
    if words.isascii():
        return "".join(words.split()).casefold()
    return search.fold(cells.compact(words))


@cache
def _tokens(words: str) -> tuple[str, ...]:
    return tuple(sorted(token for token in _SEPARATORS.split(search.fold(words)) if token))


def _words(words: str) -> str:
    """The words of a name in one order, whatever stood first."""
    return " ".join(_tokens(words))


@cache
def _spelling(words: str) -> str:
    """Letters that registers confuse as one, double letters as single."""
    folded = "".join(_tokens(words))
    for written, plain in _SPELLINGS:
        folded = folded.replace(written, plain)
    return _DOUBLED.sub(r"\1", folded.translate(_LETTERS))


def _sound(words: str) -> str:
    """The consonants alone (MOHAMMED = MUHAMAD); blank when too few are left."""
    skeleton = "".join(_spelling(token).translate(_VOWELS) for token in _tokens(words))
    return skeleton if len(skeleton) >= SHORTEST_SOUND else ""


def _school(words: str) -> str:
    """A school's name without the words that every school has, in whatever order."""
    folded = search.fold(words)
    if not folded.isascii():
        core = _SEPARATORS.sub("", _CHINESE_SCHOOL.sub("", folded))
        return core if len(core) > 1 else _SEPARATORS.sub("", folded)
    core = " ".join(t for t in _tokens(words) if t not in _SCHOOL_WORDS)
    return core or _words(words)


_COMPARED: dict[str, Callable[[str], str]] = {
    "same": _plain, "words": _words, "near": _spelling, "sound": _sound, "school": _school,
}


def _grouped(entity: type[Entity], pairs: dict[Pair, tuple[DuplicateKey, ...]]) -> list[Group]:
    """Pairs that share a record in one group, strong grounds first; weak ones only while small."""
    ordered = sorted(pairs, key=lambda p: (min(GRADES.index(k.grade) for k in pairs[p]), p))
    groups: dict[int, set[int]] = {}
    within: dict[int, list[Pair]] = {}
    alone: list[Group] = []
    for pair in ordered:
        one, other = (groups.get(each, {each}) for each in pair)
        together = one | other
        is_weak = all(key.grade == GRADES[-1] for key in pairs[pair])
        if is_weak and one is not other and len(together) > MOST_TOGETHER:
            alone.append(Group(entity, pair, {pair: pairs[pair]}))
            continue
        if one is not other:
            joined = [*within.pop(id(one), []), *within.pop(id(other), [])]
            for each in together:
                groups[each] = together
            within[id(together)] = joined
        within[id(groups[pair[0]])].append(pair)
    members = {id(each): each for each in groups.values()}
    found = [
        Group(entity, tuple(sorted(members[at])), {pair: pairs[pair] for pair in listed})
        for at, listed in within.items()
    ]
    return sorted([*found, *alone], key=lambda g: (GRADES.index(g.grade), g.ids))
