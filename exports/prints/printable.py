"""Printable: what a certificate or form declares, so that window and terminal can offer it.

First `facts` reads everything that will be printed into one JSON-able dict (the snapshot); then
`layout` turns the snapshot into a document. After the snapshot nothing is read from the database,
so a paper that was issued can be proved from its snapshot for ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Literal, TypeVar

from exports.prints import texts
from exports.prints.blocks import Document
from models import partial_date
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.errors import UserError

PREVIEW = "预览"
"""Stands where the number will be, until one is taken."""

Facts = dict[str, Any]
Wish = str | bool
Wishes = Mapping[str, Wish]
"""Answers to a printable's options by key; blanks take the default."""


@dataclass(frozen=True)
class Option:
    """One question of the print dialog.

    kind: choice (one of `choices`: value, words), flag, date (ISO text) or text; a text may offer
    `choices` as suggestions. per_record: the answer is about one record, so it is not asked when
    many are printed. group: a heading for it.
    """

    key: str
    label: str
    kind: Literal["choice", "flag", "date", "text"]
    default: Wish
    choices: tuple[tuple[str, str], ...] = ()
    per_record: bool = False
    help: str = ""


@dataclass(frozen=True)
class Missing:
    """Something that must be filled in first: what, and which field of which record mends it."""

    label: str
    record: Entity
    field: str = ""


OWN_TEXTS = "own_texts"
"""In a snapshot: the office's own wording on the day of issue; absent where it has none."""

_Made = TypeVar("_Made")


def _with_kept_wording(draw: Callable[[Facts], _Made]) -> Callable[[Facts], _Made]:
    """Draw with the wording that the snapshot keeps, whatever the office words otherwise now."""

    @wraps(draw)
    def drawn(facts: Facts) -> _Made:
        with texts.using(facts.get(OWN_TEXTS, {})):
            return draw(facts)

    return drawn


def _any_number(wishes: Wishes) -> None:
    """More than one may be made at once."""


def _silent(record: Any, wishes: Wishes) -> list[str]:  # noqa: ARG001
    return []


@dataclass(frozen=True)
class Printable:
    """A kind of paper (证明, 审批表) for one entity.

    code and title: as in the table of forms. prefix: of its numbers; "" = it has none. The facts
    must hold: number, holder, tail (end of the paper number, for file names), period (what it
    certifies, to find duplicates), purpose, issued_on. is_submission: it goes to an authority, so
    the rules look at the record first and an error without an answer keeps it back.
    word: makes the Word file from the facts, for papers that are edited further (请示, 报告); the
    layout is then only how it is shown here. private: fields of the person that this paper shows
    because its layout asks for them; no other paper may. refuse_batch: raises UserError where these
    answers must not be used for several papers at once (pre-printed paper without calibration).
    """

    code: str
    title: str
    entity: type[Entity]
    prefix: str
    options: Callable[[Any], Sequence[Option]]
    missing: Callable[[Any, Wishes], list[Missing]]
    facts: Callable[[Any, Wishes], Facts]
    layout: Callable[[Facts], Document]
    notices: Callable[[Any, Wishes], list[str]] = field(default=_silent)
    is_submission: bool = False
    word: Callable[[Facts], bytes] | None = None
    private: tuple[str, ...] = ()
    refuse_batch: Callable[[Wishes], None] = field(default=_any_number)

    def __post_init__(self) -> None:
        object.__setattr__(self, "layout", _with_kept_wording(self.layout))
        if self.word is not None:
            object.__setattr__(self, "word", _with_kept_wording(self.word))

    @property
    def suffix(self) -> str:
        """Of the file that is issued: .pdf or .docx."""
        return ".docx" if self.word else ".pdf"

    @property
    def is_numbered(self) -> bool:
        """Whether issuing takes a number."""
        return bool(self.prefix)

    def wishes(self, record: Entity, given: Wishes | None = None) -> dict[str, Wish]:
        """The answers completed by defaults.

        LookupError for an unknown option; UserError for an answer that cannot be meant.
        """
        options = {option.key: option for option in self.options(record)}
        given = given or {}
        if unknown := sorted(set(given) - set(options)):
            raise LookupError(f"{self.code} asks nothing called {unknown}")
        answers = {key: given.get(key, option.default) for key, option in options.items()}
        for key, option in options.items():
            _check(option, answers[key])
        return answers

    def snapshot(
        self, record: Entity, given: Wishes | None = None, *, number: str = PREVIEW,
        replaces: str = "",
    ) -> Facts:
        """Everything that will be printed, as it is now; `replaces`: the number it is a 补 for.

        Raises UserError naming what is missing.
        """
        answers = self.wishes(record, given)
        if gaps := self.missing(record, answers):
            labels = "、".join(dict.fromkeys(gap.label for gap in gaps))
            raise UserError(f"“{record}”还不能出具{self.title}：缺{labels}。", "请先补全记录。")
        own = texts.own_at(_day_of(answers))
        with texts.using(own):
            facts = self.facts(record, answers)
        kept = {OWN_TEXTS: own} if own else {}
        whole: Facts = json.loads(json.dumps(
            {**facts, **kept, "number": number, "replaces": replaces}, ensure_ascii=False
        ))
        return whole


def _day_of(answers: Wishes) -> date:
    """The day of issue, by which the wording is chosen; today for a paper that asks for none."""
    try:
        return date.fromisoformat(str(answers.get("issued_on", "")))
    except ValueError:
        return date.today()


def _check(option: Option, answer: Wish) -> None:
    if option.kind == "flag" and not isinstance(answer, bool):
        raise UserError(f"“{option.label}”应为是或否。")
    if option.kind == "choice" and answer not in {value for value, _ in option.choices}:
        raise UserError(f"“{option.label}”没有“{answer}”这一项。")
    if option.kind == "date":
        try:
            date.fromisoformat(str(answer))
        except ValueError as error:
            raise UserError(f"“{option.label}”应为完整日期，如 2025-09-01。") from error


def issue_date() -> Option:
    """出具日期, today at first."""
    return Option("issued_on", "出具日期", "date", date.today().isoformat())


def day_english(day: partial_date.Day) -> str:
    """1 September 2025, September 2025 or 2025, as exactly as it is known."""
    from exports.wording import date_english

    if isinstance(day, date):
        return date_english(day)
    if day.month is None:
        return str(day.year)
    return date_english(date(day.year, day.month, 1)).removeprefix("1 ")


def office_missing(*names: str) -> list[Missing]:
    """The fields of 本单位信息 among `names` that are blank."""
    office = OfficeProfile.current()
    return [
        Missing(f"本单位信息的“{OfficeProfile.field_named(name).label}”", office, name)
        for name in names if not OfficeProfile.field_named(name).read(office)
    ]
