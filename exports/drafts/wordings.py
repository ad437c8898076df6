"""Her own wording for a sentence: said in place of the program's if all its numbers are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from exports.drafts.base import Sentence
from exports.drafts.blocks import Run
from exports.drafts.phrases import NOT_LAST_YEAR, number_text
from exports.drafts.tokens import Facts, Token
from models.entities.draft_wording import DraftWording

_TOKEN = re.compile(r"\{([^{}]+)\}")
UNSAID = ("0", "0.00", "持平", NOT_LAST_YEAR)
"""Numbers that a learned sentence cannot be trusted with: they ask for other words around them."""


@dataclass(frozen=True)
class Offer:
    """One kept wording. runs: as it would read now, blank where it cannot be said this year.

    pattern: the sentence with a box for each number.
    """

    id: int
    pattern: str
    runs: tuple[Run, ...]
    is_used: bool
    source: str = ""


@dataclass(frozen=True)
class Choice:
    """One sentence of a draft with the ways to say it. own: the program's, or blank."""

    key: str
    lead: str
    section: str
    own: str
    offers: tuple[Offer, ...]


@dataclass
class Wordings:
    """The wordings in use of one draft, for the sentences of one composition."""

    facts: Facts
    words: Mapping[str, str]
    used: dict[tuple[str, str], str] = field(default_factory=dict)
    own: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the program itself said of each paragraph and lead, as far as it was composed."""

    @classmethod
    def of(cls, code: str, facts: Facts, words: Mapping[str, str]) -> Wordings:
        """What the office has picked for a draft (S1)."""
        kept = DraftWording.active().where(
            (DraftWording.draft == code) & (DraftWording.is_used == True)  # noqa: E712
        )
        return cls(facts, words, {(w.key_name, w.lead): w.template for w in kept})

    def retold(
        self, key: str, sentences: Iterable[tuple[str, list[Run]]],
    ) -> list[list[Run]]:
        """The sentences of a paragraph (lead and runs), hers in place of the program's.

        A sentence of the program all of whose numbers hers have said is not said again.
        """
        found: list[tuple[list[Run], bool]] = []
        said: set[str] = set()
        for lead, runs in sentences:
            if lead and runs:
                self.own[key, lead] = "".join(run.text for run in runs)
            own = self._own(key, lead, runs)
            if own is not None:
                said |= {run.figure for run in own if run.figure}
            found.append((runs if own is None else list(own), own is not None))
        return [
            runs for runs, is_own in found
            if is_own or not (numbers := {run.figure for run in runs if run.figure})
            or not numbers <= said
        ]

    def choices(self, code: str, titles: Mapping[str, str]) -> list[Choice]:
        """Every sentence of a draft for which she has wordings; titles: headings by paragraph."""
        found: dict[tuple[str, str], list[Offer]] = {}
        for wording in DraftWording.active().where(DraftWording.draft == code):
            runs = say_as(wording.template, self.facts, self.words) or ()
            found.setdefault((wording.key_name, wording.lead), []).append(Offer(
                wording.id, _TOKEN.sub("□", wording.template), runs, bool(wording.is_used),
                wording.learned_from or "",
            ))
        order = list(titles)
        return [
            Choice(key, lead, titles.get(key, ""), self.own.get((key, lead), ""), tuple(offers))
            for (key, lead), offers in sorted(
                found.items(), key=lambda one: order.index(one[0][0]) if one[0][0] in titles else 0)
        ]

    def _own(self, key: str, lead: str, runs: list[Run]) -> tuple[Run, ...] | None:
        template = self.used.get((key, lead)) if lead else None
        if template is None or not any(run.figure == lead for run in runs):
            return None
        return say_as(template, self.facts, self.words)


def say_as(template: str, facts: Facts, words: Mapping[str, str]) -> tuple[Run, ...] | None:
    """A learned sentence with today's numbers; None when one of them has nothing to say."""
    runs: list[Run] = []
    for position, part in enumerate(_TOKEN.split(template)):
        if position % 2 == 0:
            runs.append(Run(part))
        elif part in words:
            runs.append(Run(words[part]))
        else:
            text = _number(part, facts)
            if text is None or text in UNSAID:
                return None
            runs.append(Run(text, part))
    return tuple(run for run in runs if run.text)


def _number(token: str, facts: Facts) -> str | None:
    try:
        return number_text(Token.parse(token), facts)
    except (ValueError, LookupError):
        return None


def lead_of(sentence: Sentence) -> str:
    """The plain token of the number that a declared sentence is about; blank without one."""
    first = sentence.clauses[0]
    text = first if isinstance(first, str) else first.text
    for token in _TOKEN.findall(text):
        try:
            return Token.parse(token).plain
        except ValueError:
            continue
    return ""
