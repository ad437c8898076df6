"""What paragraphs are declared from: sentences with their clauses, blanks, incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exports.drafts.tokens import Facts

PLACEHOLDER = "【待补：{}】"
CHECK = "【待核：{}】"
"""Stands in words that were taken over where a number or date must be looked at."""
WORDS = (
    "year", "next_year", "last_year", "school", "office", "term", "short", "next_term",
    "next_short",
)
"""Tokens that are no numbers: {year} and its neighbours, the school and its office, and the term
(2026年上半年, short 上半年) with the one that follows."""


@dataclass(frozen=True)
class Clause:
    """A part of a sentence, without its full stop. It disappears when one of its numbers is 0.

    alone: said instead when the list in it ({…:each=…}) has only one value. many: when it has
    more values than can be read in one sentence.
    """

    text: str
    alone: str = ""
    many: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence; its first clause leads, the others follow behind a comma where they hold.

    When the leading number is 0, `zero` is said instead, or nothing at all; when it is 1, `one`
    where there is one. together: no clause leads, whatever holds is said behind the opening,
    and `zero` only when nothing does. joint: what stands between clauses.
    """

    clauses: tuple[Clause | str, ...]
    zero: str = ""
    one: tuple[Clause | str, ...] = ()
    together: bool = False
    opening: str = ""
    joint: str = "，"

    def texts(self) -> Iterator[str]:
        """Every wording of the sentence."""
        for clause in (*self.clauses, *self.one):
            if isinstance(clause, str):
                yield clause
            else:
                yield from (clause.text, clause.alone, clause.many)
        yield self.zero


@dataclass(frozen=True)
class Lack:
    """A sentence that is said only while a number is 0 (尚未招收国际学生)."""

    token: str
    text: str


@dataclass(frozen=True)
class Blank:
    """Something only the office can say; stands in the text as 【待补：…】 until it is written.

    when: a number that must not be 0, blank for always.
    """

    what: str
    when: str = ""


@dataclass(frozen=True)
class TypedFact:
    """A number that nobody can compute, typed once a year (手填数).

    label: as a heading in lists. question: what the field beside it asks.
    """

    key: str
    label: str
    unit: str

    @property
    def token(self) -> str:
        """Its token in sentences."""
        return f"typed:{self.key}"


@dataclass(frozen=True)
class Incident:
    """Something that should not have happened (合同纠纷): silent until its zero is confirmed.

    none: the noun behind 未发生. some: the sentence for a number above 0, with {typed:…}.
    """

    fact: TypedFact
    none: str
    some: str


@dataclass(frozen=True)
class Incidents:
    """The sentences about incidents of one paragraph: confirmed zeros in one breath."""

    opening: str
    incidents: tuple[Incident, ...]


@dataclass(frozen=True)
class Told:
    """Whole sentences that no token can say (targets behind their time), blank for none.

    They may name things but never count: a number needs a figure.
    """

    tell: Callable[[Facts], str]


Piece = Sentence | Lack | Blank | Incidents | Told


@dataclass(frozen=True)
class Passage:
    """A paragraph by its stable key, under which a hand-written version is kept.

    title: a heading of its own, (一) …, blank for none.
    """

    key: str
    pieces: tuple[Piece, ...]
    title: str = ""
