"""Hints about words: the same school, department or person written another way than before."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from models import search
from models.hints.base import RECENT, Draft, Hint, HintRule

WRITTEN: dict[str, tuple[str, ...]] = {
    "engagement": ("department", "funding"),
    "work_experience": ("employer",),
    "enrolment": ("department", "home_school", "programme"),
    "outbound_student": ("department", "programme"),
    "placement": ("host_name", "enterprise"),
    "staff_member": ("department",),
    "outbound_trip": ("inviting_party", "organised_by", "funding_source", "approved_by"),
    "trip_leg": ("city", "host"),
    "inbound_visit": ("department",),
    "visitor": ("name",),
    "event": ("host_unit", "place"),
    "speaker": ("name", "unit"),
    "agreement": ("signatory",),
}
"""Entity → fields in which one thing should always be written alike."""

SHORTEST = 4
"""Shorter words are too easily alike (法语, 德语)."""


def _spelling(draft: Draft) -> Iterator[Hint]:
    percent = draft.thresholds.number("H-SPELLING", "percent")
    names = {kind.name for kind in draft.record.kinds()}
    for name in WRITTEN[draft.record.key()]:
        typed = draft.value(name) if name in names else None
        if not percent or not isinstance(typed, str) or not typed.strip():
            continue
        before = _written_before(draft, name)
        if before.get(typed, 0) > 1 or (typed in before and not draft.record.id):
            continue
        if draft.record.id:
            before = _without_own(draft, name, before)
        if typed not in before and (usual := _alike(typed, before, percent / 100)):
            yield Hint(name, f"以前写作“{usual}”，请核对是否同一个。", "H-SPELLING")


def _written_before(draft: Draft, name: str) -> dict[str, int]:
    """How the field is written in the latest records, and how often."""
    entity: Any = type(draft.record)
    kept, key = draft.thresholds.kept, (entity.key(), name)
    if key not in kept:
        field = getattr(entity, name)
        query = entity.active(field).where(field.is_null(False), field != "")
        found: dict[str, int] = {}
        for (words,) in query.order_by(entity.id.desc()).limit(RECENT).tuples():
            found[words] = found.get(words, 0) + 1
        kept[key] = found
    return kept[key]


def _without_own(draft: Draft, name: str, before: dict[str, int]) -> dict[str, int]:
    """The same without what this very record holds so far."""
    entity: Any = type(draft.record)
    row = entity.select(getattr(entity, name)).where(entity.id == draft.record.id).tuples().first()
    own = row[0] if row else None
    if own not in before:
        return before
    return {words: n for words, n in before.items() if words != own or n > 1}


def _alike(typed: str, before: dict[str, int], ratio: float) -> str:
    """The most frequent earlier spelling that means the same by its looks; "" for none."""
    own = _bare(typed)
    best: tuple[float, int, str] | None = None
    for words, count in before.items():
        other = _bare(words)
        if other == own:
            likeness = 1.0
        elif min(len(own), len(other)) < SHORTEST or _differs_in_digits(own, other):
            continue
        else:
            matcher = SequenceMatcher(None, own, other, autojunk=False)
            if matcher.real_quick_ratio() < ratio or matcher.quick_ratio() < ratio:
                continue
            likeness = matcher.ratio()
        if likeness >= ratio and (best is None or (likeness, count) > best[:2]):
            best = (likeness, count, words)
    return best[2] if best else ""


def _bare(words: str) -> str:
    """Folded, without spaces and signs, Latin words in order of the alphabet."""
    folded = search.fold(words)
    plain = "".join(c if c.isalnum() else " " for c in folded)
    return "".join(sorted(plain.split())) if plain.isascii() else plain.replace(" ", "")


def _differs_in_digits(one: str, other: str) -> bool:
    """第一中学 and 第二中学, 2 号楼 and 3 号楼 are two things."""
    numerals = "0123456789一二三四五六七八九十东南西北上下左右"
    return [c for c in one if c in numerals] != [c for c in other if c in numerals]


RULES = (HintRule("H-SPELLING", "写法是否与以前一致", _spelling, tuple(WRITTEN)),)
