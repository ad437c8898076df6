"""A summary that was changed in Word, held against the draft as the records make it now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exports.drafts.base import ComposedDraft, ComposedParagraph
from exports.drafts.blocks import Run
from exports.drafts.hand_edits import GONE, without_braces
from exports.drafts.phrases import number_text
from exports.drafts.placing import place_paragraphs
from exports.drafts.tokens import Facts, Token
from exports.drafts.word_reading import WordNumber, WordPaper, WordParagraph, read_paper


class NumberState(StrEnum):
    """What has become of a number since it was written into the file."""

    SAME = "未变"
    CHANGED = "台账有变"
    TYPED = "在 Word 中改过"
    GONE = "已无法计算"


class ParagraphState(StrEnum):
    """What has become of a paragraph since it was written into the file."""

    UNTOUCHED = "没有改动"
    EDITED = "文字改过"
    NEW = "新写的段落"


@dataclass(frozen=True)
class NumberNow:
    """A number of the file beside the records. now: blank where it cannot be computed."""

    token: str
    text: str
    now: str
    state: NumberState

    @property
    def words(self) -> str:
        """For the list: 6 → 7, and who changed it."""
        match self.state:
            case NumberState.SAME:
                return self.text
            case NumberState.CHANGED:
                return f"{self.text} → {self.now}（台账有变）"
            case NumberState.TYPED:
                return f"Word 中写的是 {self.text}，台账是 {self.now}"
        return f"{self.text}（{GONE}）"


@dataclass(frozen=True)
class ReopenedParagraph:
    """One paragraph of the file. key: the paragraph of the draft it belongs to, blank for none.

    words: as hand-written words, numbers as {token|value}. now: what the draft says at present.
    """

    key: str
    section: str
    text: str
    words: str
    state: ParagraphState
    numbers: tuple[NumberNow, ...]
    now: ComposedParagraph | None

    @property
    def runs(self) -> tuple[Run, ...]:
        """The text with its numbers, as it stands in the file."""
        return runs_of_words(self.words)

    @property
    def can_be_taken(self) -> bool:
        """Whether there is something to take over, and a place for it."""
        return (
            bool(self.key) and self.state is not ParagraphState.UNTOUCHED
            and (self.now is None or self.now.words.strip() != self.words.strip())
        )


@dataclass(frozen=True)
class Reopened:
    """The whole file beside the draft. missing: keys of paragraphs that the file has no more."""

    paper: WordPaper
    paragraphs: tuple[ReopenedParagraph, ...]
    missing: tuple[str, ...]

    def numbers(self) -> list[NumberNow]:
        """Every marked number in reading order."""
        return [number for paragraph in self.paragraphs for number in paragraph.numbers]


def read_back(content: bytes, composed: ComposedDraft) -> Reopened:
    """A Word file, ours or not, against the draft of its year. Changes nothing.

    Raises Unreadable for whatever is no sound .docx.
    """
    paper = read_paper(content)
    facts = Facts(composed.term)
    keys = place_paragraphs(paper, composed)
    now = {paragraph.key: paragraph for paragraph in composed.paragraphs()}
    sections = {
        paragraph.key: section.title or section.part or "导语"
        for section in composed.sections for paragraph in section.paragraphs
    }
    found = [
        _reopened(paragraph, key, sections, now.get(key), facts)
        for paragraph, key in zip(paper.paragraphs, keys, strict=True)
    ]
    missing = tuple(key for key in now if key not in keys) if paper.is_ours else ()
    return Reopened(paper, tuple(found), missing)


def words_in(paragraph: WordParagraph) -> str:
    """The paragraph as words to be kept: {token|value} for every marked number."""
    words, done = "", 0
    for number in paragraph.numbers:
        words += without_braces(paragraph.text[done : number.start])
        words += f"{{{number.token}|{without_braces(number.text)}}}"
        done = number.end
    return one_paragraph(words + without_braces(paragraph.text[done:]))


def one_paragraph(words: str) -> str:
    """Kept words have no line breaks, and no indent typed with blanks."""
    return "".join(line.strip(" \t\u3000") for line in words.split("\n"))


def runs_of_words(words: str) -> tuple[Run, ...]:
    """Words with {token|value} as runs, each number as it was written."""
    from exports.drafts.hand_edits import NUMBER

    runs: list[Run] = []
    for position, part in enumerate(NUMBER.split(words)):
        if position % 3 == 0:
            runs += [Run(part)] if part else []
        elif position % 3 == 1:
            token = part
        else:
            runs.append(Run(part, token))
    return tuple(run for run in runs if run.text)


def _reopened(
    paragraph: WordParagraph, key: str, sections: dict[str, str],
    now: ComposedParagraph | None, facts: Facts,
) -> ReopenedParagraph:
    words = words_in(paragraph)
    says_the_same = paragraph.mark is None and now is not None and now.text == paragraph.text
    state = ParagraphState.EDITED if paragraph.mark is not None else ParagraphState.NEW
    if paragraph.is_untouched or says_the_same:
        state = ParagraphState.UNTOUCHED
    heading = paragraph.headings[-1] if paragraph.headings else ""
    return ReopenedParagraph(
        key, sections.get(key, heading), paragraph.text, words, state,
        tuple(_number(number, facts) for number in paragraph.numbers), now,
    )


def _number(number: WordNumber, facts: Facts) -> NumberNow:
    now = value_now(number.token, number.text, facts)
    if now is None:
        return NumberNow(number.token, number.text, "", NumberState.GONE)
    if now == number.text:
        state = NumberState.SAME
    elif number.was_typed_over:
        state = NumberState.TYPED
    else:
        state = NumberState.CHANGED
    return NumberNow(number.token, number.text, now, state)


def value_now(token_text: str, text: str, facts: Facts) -> str | None:
    """What a marked number is in another year or by now; None where it cannot be computed.

    A confirmed zero stays the noun that was written, and is gone where it is none any more.
    """
    try:
        token = Token.parse(token_text)
        if token.facet == "none":
            typed = facts.typed(token.typed)
            is_zero = typed is not None and typed.value == 0 and typed.confirmed_on is not None
            return text if is_zero else None
        return number_text(token, facts)
    except (ValueError, LookupError):
        return None
