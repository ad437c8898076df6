"""Parts that official papers are put together from: a worded section, a list as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from exports.drafts.blocks import BodyBlock, Content, Heading, Paragraph, Table, text_of
from exports.drafts.page_setup import TYPE_WIDTH_MM
from exports.prints.declared import columns
from exports.prints.official_words import compose, gap, plain
from exports.prints.texts import Texts

LEAST_COLUMN_MM = 12.0


def line(texts: Texts, key: str, values: Mapping[str, Any]) -> str:
    """A text as one plain string, for title, addressee and remark."""
    return plain(texts[key], values)


def paragraphs(texts: Texts, values: Mapping[str, Any], *keys: str) -> list[BodyBlock]:
    """A paragraph for each text that says something; a text that was emptied is left out."""
    made: list[BodyBlock] = []
    for key in keys:
        content = compose(texts[key], values)
        if text_of(content).strip():
            made.append(Paragraph(content))
    return made


def joined(texts: Texts, values: Mapping[str, Any], *keys: str) -> list[BodyBlock]:
    """The texts one behind the other in a single paragraph."""
    pieces = tuple(piece for key in keys for piece in compose(texts[key], values))
    return [Paragraph(pieces)] if text_of(pieces).strip() else []


def section(
    texts: Texts, key: str, blocks: Iterable[BodyBlock], *, level: int = 1
) -> list[BodyBlock]:
    """Heading and blocks; nothing where the section says nothing or its heading was emptied."""
    made = list(blocks)
    title = texts[f"{key}.title"]
    return [Heading(level, title), *made] if made and title else []


def listed(
    text: str, known: Mapping[str, str], rows: Iterable[Mapping[str, str]], *,
    small: bool = True, numbers: tuple[str, ...] = (), sentences: tuple[str, ...] = (),
) -> Table:
    """Rows in the columns that the office declared (`declared.columns`), as wide as the text.

    A value made by `asked` becomes a marked gap. numbers, sentences: keys of columns that are
    set to the right and to the left; the column without width is set to the left, too.
    """
    shown = columns(text, known)
    fixed = sum(column.width or 0 for column in shown)
    free = max(TYPE_WIDTH_MM - fixed, LEAST_COLUMN_MM)
    return Table(
        tuple(column.label for column in shown),
        tuple(tuple(_cell(row.get(column.key, "")) for column in shown) for row in rows),
        tuple(column.width or free for column in shown),
        alignments=tuple(
            "right" if column.key in numbers
            else "left" if column.width is None or column.key in sentences else "center"
            for column in shown
        ),
        small=small,
    )


_ASKED = "待填："


def asked(what: str) -> str:
    """For a row of facts: this cell is not known, and what belongs there."""
    return f"{_ASKED}{what}"


def _cell(words: str) -> Content:
    return gap(words.removeprefix(_ASKED)) if words.startswith(_ASKED) else words
