"""Wording of official papers: sentences from data, and a visible gap where the data end."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.drafts.blocks import (
    Annex,
    Block,
    BodyBlock,
    Content,
    Heading,
    Paragraph,
    Run,
    Table,
    runs_of,
    text_of,
)
from exports.prints.drawing import GAP

_GROUP = re.compile(r"\[([^\[\]]*)\]")
_OPENING, _CLOSING = GAP
_WRITTEN_GAP = re.compile(f"({_OPENING}[^{_CLOSING}]*{_CLOSING})")


def gap(asked: str) -> Run:
    """〔待填：…〕, highlighted: what the register does not know and somebody has to write."""
    return Run(f"{_OPENING}{asked}{_CLOSING}", marked=True)


def said(words: str | None, asked: str) -> Run | str:
    """The words, or the gap where they are blank."""
    return words or gap(asked)


def compose(pattern: str, values: Mapping[str, Any]) -> tuple[Run | str, ...]:
    """The pattern with its {names} replaced; {name:what} leaves 〔待填：what〕 where it is blank.

    A 〔待填：…〕 that stands in the pattern itself is a gap in any case.
    A [group] stands only when all its names have values. Raises LookupError for an unknown name,
    in a silent group too: a slip in the wording.
    """

    def kept(match: re.Match[str]) -> str:
        parts = string.Formatter().parse(match[1])
        found = [values[name] for _, name, _, _ in parts if name]
        return match[1] if all(found) else ""

    pieces: list[Run | str] = []
    for literal, name, asked, _ in string.Formatter().parse(_GROUP.sub(kept, pattern)):
        pieces += _literal(literal)
        if name is not None and (values[name] or asked):
            pieces.append(said(str(values[name] or ""), asked or ""))
    return tuple(pieces)


def plain(pattern: str, values: Mapping[str, Any]) -> str:
    """The same as one string, where a gap cannot be highlighted."""
    return text_of(compose(pattern, values))


def _literal(words: str) -> list[Run | str]:
    parts = [part for part in _WRITTEN_GAP.split(words) if part]
    return [Run(part, marked=True) if _WRITTEN_GAP.match(part) else part for part in parts]


def bare(words: str | None) -> str:
    """A typed text without the full stop at its end: the sentence around it has one."""
    return (words or "").strip().rstrip("。；;")


def gaps_of(blocks: Sequence[Block | BodyBlock]) -> list[str]:
    """What is left to be filled in, in reading order, each once."""
    runs = (run for content in _contents(blocks) for run in runs_of(content))
    marked = (run.text.removeprefix(_OPENING).removesuffix(_CLOSING) for run in runs if run.marked)
    return list(dict.fromkeys(marked))


def _contents(blocks: Sequence[Block | BodyBlock]) -> Iterator[Content]:
    for block in blocks:
        match block:
            case Annex():
                yield from _contents(block.blocks)
            case Paragraph():
                yield block.content
            case Heading():
                yield block.text
            case Table():
                yield from (cell for row in block.rows for cell in row)
