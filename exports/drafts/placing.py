"""Which paragraph of a draft one of a Word file belongs to: by its mark, else by likeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from exports.drafts.base import Blank, ComposedDraft, Incidents, Lack, Passage, Sentence
from exports.drafts.word_reading import WordPaper, WordParagraph

LIKE_ENOUGH = 0.16
"""Share of letter pairs in common, of two texts or headings, from which they mean the same."""
_NO_WORDS = re.compile(r"\{[^{}]*\}|[\d\s，。；：、（）()“”《》%％—\-]+")


def place_paragraphs(
    paper: WordPaper, composed: ComposedDraft, known: Mapping[int, Sequence[str]] | None = None,
) -> list[str]:
    """The key of each paragraph, blank where none fits; in the order of the paper.

    Marks are believed. The others are compared with what stands in the draft now, and with every
    wording that the draft knows for the place. known: tokens of unmarked numbers by block.
    """
    keys = [passage.key for passage in composed.draft.passages()]
    keys += [p.key for p in composed.paragraphs() if p.key not in keys]
    places = _places(composed, keys)
    headings = {
        paragraph.key: (section.part, section.title)
        for section in composed.sections for paragraph in section.paragraphs
    }
    for part in composed.draft.parts:
        for section in part.sections:
            for passage in section.passages:
                headings.setdefault(passage.key, (part.title, section.title))
    return [
        paragraph.mark.key_among(keys) if paragraph.mark is not None
        else _best(paragraph, places, headings, (known or {}).get(paragraph.block, ()))
        for paragraph in paper.paragraphs
    ]


def likeness(one: str, other: str) -> float:
    """Share of letter pairs that two texts have in common, 0 to 1; numbers and signs left out."""
    pairs, others = _pairs(one), _pairs(other)
    total = sum(pairs.values()) + sum(others.values())
    return 2 * sum((pairs & others).values()) / total if total else 0.0


def _best(
    paragraph: WordParagraph, places: dict[str, tuple[str, set[str]]],
    headings: dict[str, tuple[str, str]], known: Sequence[str],
) -> str:
    tokens_in_it = [*(number.token for number in paragraph.numbers), *known]
    marked = {token.partition("[")[0].partition(":")[0] for token in tokens_in_it}
    above = "".join(paragraph.headings[-1:])
    best, best_score = "", 0.0
    for key, (text, tokens) in places.items():
        score = _share(paragraph.text, text)
        if marked:
            score += 0.6 * len(marked & tokens) / len(marked)
        part, title = headings.get(key, ("", ""))
        if above:
            score *= 0.7 + 0.6 * max(likeness(above, title), likeness(above, part) / 2)
        elif title:
            score *= 0.8
        if score > best_score:
            best, best_score = key, score
    return best if best_score >= LIKE_ENOUGH else ""


def _share(one: str, other: str) -> float:
    """How much of the shorter text is in the longer one, tempered by their lengths."""
    pairs, others = _pairs(one), _pairs(other)
    common = sum((pairs & others).values())
    shorter = min(sum(pairs.values()), sum(others.values()))
    return (common / shorter * 0.4 if shorter else 0.0) + likeness(one, other) * 0.6


def _pairs(text: str) -> Counter[str]:
    words = _NO_WORDS.sub(" ", text)
    return Counter(
        words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2]
    )


def _places(composed: ComposedDraft, keys: list[str]) -> dict[str, tuple[str, set[str]]]:
    """For each key its wordings as one text, and the ids of the figures that they go by."""
    now = {paragraph.key: paragraph for paragraph in composed.paragraphs()}
    declared = {passage.key: passage for passage in composed.draft.passages()}
    found = {}
    for key in keys:
        said = now[key].text if key in now else ""
        known = " ".join(_wordings(declared[key])) if key in declared else ""
        tokens = {token.partition("[")[0].partition(":")[0].removeprefix("{")
                  for token in re.findall(r"\{[^{}]+", known)}
        text = f"{said} {_title(declared.get(key))} {known if not said else ''}"
        found[key] = (text, tokens)
    return found


def _title(passage: Passage | None) -> str:
    if passage is None:
        return ""
    blanks = [piece.what for piece in passage.pieces if isinstance(piece, Blank)]
    return " ".join([passage.title, *blanks])


def _wordings(passage: Passage) -> list[str]:
    found: list[str] = []
    for piece in passage.pieces:
        match piece:
            case Sentence():
                found += piece.texts()
            case Lack(token, text):
                found += [f"{{{token}}}", text]
            case Blank(what):
                found.append(what)
            case Incidents(opening, incidents):
                found += [opening, *(incident.none for incident in incidents)]
    return found
