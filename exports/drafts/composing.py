"""Writes a draft for one year: sentences with their figures, hand-written paragraphs kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from exports.drafts.base import (
    PLACEHOLDER,
    WORDS,
    Blank,
    Clause,
    ComposedDraft,
    ComposedParagraph,
    ComposedSection,
    Draft,
    Fact,
    Incidents,
    Lack,
    OpenPoint,
    Passage,
    Piece,
    Section,
    Sentence,
    ToConfirm,
    Told,
    kept_code,
)
from exports.drafts.blocks import Run, text_of
from exports.drafts.exhibits import exhibits_of
from exports.drafts.hand_edits import hand_written, left_out, read_words, words_of
from exports.drafts.phrases import MOST_NAMES, Phrase, say
from exports.drafts.proofs import blank_part, fact_of, uncertain
from exports.drafts.terms import Term
from exports.drafts.tokens import Facts, Token
from exports.drafts.unmentioned import unmentioned
from exports.drafts.wordings import Choice, Wordings, lead_of
from models.entities.office import OfficeProfile
from models.indicators.base import Value
from models.jobs import Progress, Silent

TOKEN = re.compile(r"\{([^{}]+)\}")
_OPEN = re.compile(r"【(?:待补：|(?=待核：))(.*?)】")
_OWN_PUNCTUATION = ("；", "（", "，", "：")


def compose(
    draft: Draft, when: int | Term, *, signed_on: date | None = None,
    progress: Progress | None = None,
) -> ComposedDraft:
    """The draft as it stands now. Composing again without a change gives the same text.

    when: a year means the draft's usual term of it. signed_on: 成文日期, today when blank.
    """
    term = draft.term(when) if isinstance(when, int) else when
    made = _Composer(draft, term).whole(signed_on or date.today(), progress or Silent())
    return replace(made, unmentioned=tuple(unmentioned(made)))


def wording_choices(draft: Draft, when: Term, titles: Mapping[str, str]) -> list[Choice]:
    """The sentences for which she has wordings of her own, beside what the program says now.

    titles: the heading of each paragraph, in reading order.
    """
    composer = _Composer(draft, when)
    composer.whole(date.today(), Silent())
    return composer.wordings.choices(draft.code, titles)


def tokens_in(text: str) -> list[Token]:
    """The number tokens of a declared sentence; ValueError when one cannot be read."""
    return [Token.parse(found) for found in TOKEN.findall(text) if found not in WORDS]


@dataclass
class _Composer:
    """Collects what is said, open and to be confirmed while the sections are written."""

    draft: Draft
    term: Term
    open_points: list[OpenPoint] = field(default_factory=list)
    to_confirm: list[ToConfirm] = field(default_factory=list)
    _place: str = ""
    _asked: dict[str, Token] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = Facts(self.term)
        year, following = self.term.year, self.term.next()
        profile = OfficeProfile.current()
        self.school = profile.school_name or PLACEHOLDER.format("学校全称")
        self.words = {
            "year": str(year), "next_year": str(year + 1), "last_year": str(year - 1),
            "school": self.school,
            "office": profile.office_name or PLACEHOLDER.format("外事部门名称"),
            "term": self.term.label, "short": self.term.short,
            "next_term": following.label,
            "next_short": following.short if following.year == year else following.label,
        }
        self.code = kept_code(self.draft.code, self.term)
        self.hand = hand_written(self.code, year)
        self.wordings = Wordings.of(self.draft.code, self.facts, self.words)

    def whole(self, signed_on: date, progress: Progress) -> ComposedDraft:
        """Every section in its order."""
        self.left_out = left_out(self.code, self.term.year)
        total = 1 + sum(len(part.sections) for part in self.draft.parts)
        sections = [self._plain("opening", "", self.draft.opening)]
        for part in self.draft.parts:
            title = self._plain_words(part.title)
            if part.opening is not None:
                sections.append(self._plain(part.opening.key, title, part.opening))
            for section in part.sections:
                if section.key in self.left_out:
                    continue
                progress.step(len(sections), total, section.title)
                sections.append(self._section(section, title))
        sections = self._with_exhibits(sections)
        said = {
            run.figure: run.text
            for section in sections for run in section.runs() if run.figure
        }
        title = self._plain_words(self.draft.title)
        for what in reversed(_OPEN.findall(title + self.words[self.draft.signer])):
            named = OpenPoint("标题", what, entity=OfficeProfile.key())
            others = [point for point in self.open_points if point.what != named.what]
            self.open_points = [named, *others]
        reminders = self.draft.reminders(self.term, signed_on) if self.draft.reminders else []
        return ComposedDraft(
            self.draft, self.term, title, self.school, tuple(sections),
            tuple(self.open_points), tuple(self.to_confirm),
            {token: self._fact(token, text) for token, text in said.items()}, signed_on,
            signer=self.words[self.draft.signer], reminders=tuple(reminders),
            left_out=tuple(s for part in self.draft.parts for s in part.sections
                           if s.key in self.left_out),
        )

    def _with_exhibits(self, sections: list[ComposedSection]) -> list[ComposedSection]:
        """Charts and tables at the end of their sections; those without numbers are open points."""
        keys = [section.key for section in sections]
        found = exhibits_of(self.code, self.term.year, keys)
        for section in sections:
            self.open_points += [
                OpenPoint(section.title, f"图表“{one.name}”不能写进文件：{one.trouble}")
                for one in found.get(section.key, ()) if one.trouble
            ]
        return [replace(s, exhibits=found[s.key]) if s.key in found else s for s in sections]

    def _fact(self, token: str, text: str) -> Fact:
        return fact_of(token, self.facts, self.draft, text=text)

    def _plain(self, key: str, part: str, passage: Passage) -> ComposedSection:
        self._place, self._asked = part or "导语", {}
        paragraph = self._paragraph(passage)
        return ComposedSection(key, part, "", (paragraph,) if paragraph else (), self._data(()))

    def _section(self, section: Section, part: str) -> ComposedSection:
        self._place, self._asked = self._plain_words(section.title), {}
        found = [self._paragraph(passage) for passage in section.passages]
        paragraphs = [paragraph for paragraph in found if paragraph is not None]
        if not paragraphs and section.nothing:
            passage = Passage(f"{section.key}.nothing", (Sentence((section.nothing,)),))
            paragraphs = [p for p in (self._paragraph(passage),) if p is not None]
        tables = tuple(section.tables(self.facts)) if section.tables is not None else ()
        whole = ComposedSection(
            section.key, part, self._plain_words(section.title), tuple(paragraphs), tables=tables,
            annex=self._plain_words(section.annex))
        said = dict.fromkeys(
            Token.parse(run.figure).plain for run in whole.runs() if run.figure
        )
        for token in said:
            self._asked.setdefault(token, Token.parse(token))
        self.open_points += uncertain(self._asked.values(), self.facts, self._place)
        if section.gaps is not None:
            self.open_points += section.gaps(self.facts, whole.title)
        data = self._data(section.facts)
        marked = tuple(replace(fact, is_said=fact.token in said) for fact in data)
        return replace(whole, data=marked)

    def _data(self, more: Iterable[str]) -> tuple[Fact, ...]:
        """The figures that the sentences of this section went by, and the further ones."""
        asked = dict.fromkeys([*self._asked, *more])
        known = (t for t in asked if self.facts.value(Token.parse(t)) is not None)
        return tuple(fact_of(t, self.facts, self.draft, said=False) for t in known)

    def _paragraph(self, passage: Passage) -> ComposedParagraph | None:
        open_before = len(self.open_points)
        automatic = self._pieces(passage)
        stored = self.hand.get(passage.key)
        if stored is not None:
            del self.open_points[open_before:]
            runs, stale = read_words(stored, self.facts)
        else:
            runs, stale = automatic, ()
        for what in _OPEN.findall(text_of(runs)):
            self.open_points.append(OpenPoint(self._place, what, passage.key))
        if not runs:
            return None
        return ComposedParagraph(
            passage.key, passage.title, runs, words_of(runs), automatic, stored is not None, stale,
        )

    def _pieces(self, passage: Passage) -> tuple[Run, ...]:
        """The paragraph as the program says it, in her own wordings where she picked one."""
        told = [
            (lead_of(piece) if isinstance(piece, Sentence) else "", self._piece(piece))
            for piece in passage.pieces
        ]
        return _joined(run for runs in self.wordings.retold(passage.key, told) for run in runs)

    def _piece(self, piece: Piece) -> list[Run]:
        runs: list[Run] = []
        match piece:
            case Sentence():
                runs += self._sentence(piece)
            case Lack(token, text):
                if not self._value_of(token):
                    runs.append(Run(self._plain_words(text)))
            case Blank(what, when):
                if not when or self._value_of(when):
                    runs.append(Run(self._plain_words(PLACEHOLDER.format(what))))
            case Incidents():
                runs += self._incidents(piece)
            case Told(tell):
                runs.append(Run(self._plain_words(tell(self.facts))))
        return runs

    def _value_of(self, token: str) -> Value | None:
        asked = Token.parse(token)
        self._ask(asked)
        return self.facts.value(asked)

    def _together(self, sentence: Sentence) -> list[Run]:
        """Whatever holds of several equal clauses, behind their opening."""
        runs: list[Run] = []
        for clause in sentence.clauses:
            said = self._clause(clause if isinstance(clause, Clause) else Clause(clause))
            if said is not None:
                opening = self._plain_words(sentence.opening)
                runs += [Run(sentence.joint if runs else opening), *said]
        if runs:
            return [*runs, Run("。")]
        return [Run(self._plain_words(sentence.zero))] if sentence.zero else []

    def _sentence(self, sentence: Sentence) -> list[Run]:
        if sentence.together:
            return self._together(sentence)
        clauses = sentence.clauses
        first = clauses[0]
        lead = next(iter(tokens_in(first if isinstance(first, str) else first.text)), None)
        if lead is not None:
            self._ask(lead)
            value = self.facts.value(lead)
            if value is None:
                fact = self.draft.typed_fact(lead.typed)
                self.open_points.append(OpenPoint(self._place, fact.label, fact=fact))
                return []
            if value == 0:
                return [Run(self._plain_words(sentence.zero))] if sentence.zero else []
            if value == 1 and sentence.one:
                clauses = sentence.one
        runs: list[Run] = []
        for position, clause in enumerate(clauses):
            said = self._clause(clause if isinstance(clause, Clause) else Clause(clause))
            if said is None:
                if position == 0:
                    return []
                continue
            if runs and not said[0].text.startswith(_OWN_PUNCTUATION):
                runs.append(Run(sentence.joint))
            runs += said
        return [*runs, Run("。")]

    def _clause(self, clause: Clause) -> list[Run] | None:
        """The runs of a clause; None when one of its numbers has nothing to say."""
        said = self._phrases(clause.text)
        if clause.alone and any(phrase.length == 1 for phrase in said):
            said = self._phrases(clause.alone)
        elif clause.many and any(phrase.length > MOST_NAMES for phrase in said):
            said = self._phrases(clause.many)
        for phrase in said:
            if phrase.runs is None:
                return None
            if phrase.replaces_clause:
                return list(phrase.runs)
        for phrase in said:
            if phrase.gap:
                self._note_gap(Token.parse(phrase.gap))
        return [run for phrase in said for run in phrase.runs or ()]

    def _phrases(self, text: str) -> list[Phrase]:
        """Text and tokens of a clause, each as a phrase."""
        found: list[Phrase] = []
        for position, part in enumerate(TOKEN.split(text)):
            if position % 2 == 0:
                found.append(Phrase((Run(part),) if part else ()))
            elif part in WORDS:
                found.append(Phrase((Run(self.words[part]),)))
            else:
                token = Token.parse(part)
                self._ask(token)
                found.append(say(token, self.facts, self.draft.listings))
        return found

    def _incidents(self, piece: Incidents) -> list[Run]:
        zeros: list[Run] = []
        others: list[Run] = []
        for incident in piece.incidents:
            typed = self.facts.typed(incident.fact.key)
            if typed is None or typed.value is None or typed.confirmed_on is None:
                self.to_confirm.append(ToConfirm(self._place, incident))
            elif typed.value == 0:
                zeros += [Run("、")] if zeros else []
                zeros.append(Run(incident.none, f"{incident.fact.token}:none"))
            else:
                others += [*(self._clause(Clause(incident.some)) or ()), Run("。")]
        opening = Run(self._plain_words(piece.opening))
        return [*([opening, *zeros, Run("。")] if zeros else []), *others]

    def _ask(self, token: Token) -> None:
        """Note that this section goes by a number, for the data beside it."""
        plain = Token.parse(token.plain)
        if self.facts.value(plain) is not None:
            self._asked.setdefault(plain.text, plain)

    def _note_gap(self, token: Token) -> None:
        point = blank_part(token, self.facts, self._place)
        if not any(point.record_ids == other.record_ids and point.entity == other.entity
                   for other in self.open_points):
            self.open_points.append(point)

    def _plain_words(self, text: str) -> str:
        for word, value in self.words.items():
            text = text.replace(f"{{{word}}}", value)
        return text


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbouring runs without figure as one."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and found[-1].figure is None and run.figure is None:
            found[-1] = Run(found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)
