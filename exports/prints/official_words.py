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
)

_GROUP = re.compile(r"\[([^\[\]]*)\]")
_OPENING, _CLOSING = "〔待填：", "〕"


def gap(asked: str) -> Run:
    """〔待填：…〕, highlighted: what the register does not know and somebody has to write."""
    return Run(f"{_OPENING}{asked}{_CLOSING}", marked=True)


def said(words: str | None, asked: str) -> Run | str:
    """The words, or the gap where they are blank."""
    return words or gap(asked)


def compose(pattern: str, values: Mapping[str, Any]) -> tuple[Run | str, ...]:
    """The pattern with its {names} replaced; {name:what} leaves 〔待填：what〕 where it is blank.

    A [group] stands only when all its names have values. Raises LookupError for an unknown name,
    in a silent group too: a slip in the wording.
    """

    def kept(match: re.Match[str]) -> str:
        parts = string.Formatter().parse(match[1])
        found = [values[name] for _, name, _, _ in parts if name]
        return match[1] if all(found) else ""

    pieces: list[Run | str] = []
    for literal, name, asked, _ in string.Formatter().parse(_GROUP.sub(kept, pattern)):
        if literal:
            pieces.append(literal)
        if name is not None and (values[name] or asked):
            pieces.append(said(str(values[name] or ""), asked or ""))
    return tuple(pieces)


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
