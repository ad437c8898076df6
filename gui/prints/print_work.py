"""What the print centre reads beside the window: what can be printed, and how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from exports import issue
from exports.issue import Piece
from exports.prints import sets
from exports.prints.base import render_many
from exports.prints.ordering import AS_SELECTED, in_order
from exports.prints.preview import outline
from models import bulk, three_states
from models.checks.before_printing import Review, review, said
from models.errors import UserError

PREVIEWED = 30
"""Papers of a batch that the preview shows; all of them are saved, printed and issued."""
EVERY = 0
"""Instead of the id of a line: one paper for each line."""


@dataclass(frozen=True)
class Gap:
    """Something missing of one record: the words, and the record whose form mends it."""

    words: str
    entity: Any
    record_id: int | None


@dataclass(frozen=True)
class Tick:
    """One kind of paper that was ticked, with its answers.

    which: id of the line it is about, EVERY, or None for what its set says.
    """

    printable: Any
    answers: dict[str, Any] = field(default_factory=dict)
    which: int | None = None


@dataclass(frozen=True)
class Wanted:
    """What is asked of the print centre: which papers of which records, in which order."""

    entity: Any
    ids: tuple[int, ...]
    ticks: tuple[Tick, ...]
    order: str = AS_SELECTED
    shared: dict[str, Any] = field(default_factory=dict)
    """Answers for every paper that asks the question (出具日期)."""


@dataclass(frozen=True)
class Ready:
    """One paper that can be made now. earlier: the same content that was issued before."""

    piece: Piece
    earlier: tuple[Any, ...] = ()

    def meant(self, how: str) -> Piece:
        """As it is issued; how: kept, replace (补开) or again (另出一份), "" refuses duplicates."""
        if not self.earlier:
            return self.piece
        if how == "kept":
            return replace(self.piece, kept=self.earlier[0])
        if how == "replace":
            return replace(self.piece, replaces=self.earlier[0])
        return replace(self.piece, accept_duplicate=how == "again")


@dataclass(frozen=True)
class Plan:
    """What can be printed with the given answers.

    left_out: papers that wait for what is missing. starts: the first page of each paper in the
    preview, by code. marks: by page, the code of the paper that begins there, where there are
    several kinds. review: what the rules find, for papers that go to an authority; else None.
    """

    ready: list[Ready] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    left_out: int = 0
    notices: list[str] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    pdf: bytes = b""
    name: str = ""
    fault: str = ""
    review: Review | None = None

    @property
    def earlier(self) -> list[Any]:
        """Everything of the same content that was issued before."""
        return [paper for each in self.ready for paper in each.earlier]

    @property
    def pieces(self) -> list[Piece]:
        """What can be made, in its order."""
        return [each.piece for each in self.ready]

    @property
    def is_blocked(self) -> bool:
        """Whether an error without an answer keeps the paper back."""
        return self.review is not None and bool(self.review.blocking)


def make_plan(wanted: Wanted) -> Plan:
    """Read the records, what they lack, what was issued before, and draw the preview."""
    records = in_order(bulk.records(wanted.entity, list(wanted.ids)), wanted.order)
    asked = _pieces(records, wanted)
    is_many = len(records) > 1 or len(asked) > len(wanted.ticks)
    reader = _Reader(many=is_many, several=len(wanted.ticks) > 1)
    reader.review = _review(asked)
    try:
        reader.read(asked)
        plan = reader.plan()
        issue.refuse_batches(plan.pieces)
        return replace(plan, **_drawn(plan)) if plan.ready else plan
    except UserError as error:
        return replace(reader.plan(), fault=str(error))


def _pieces(records: Sequence[Any], wanted: Wanted) -> list[Piece]:
    """Every paper that is asked for, record by record; a paper of the office only once."""
    found: dict[tuple[str, int], Piece] = {}
    for record in records:
        for tick in wanted.ticks:
            printable = tick.printable
            place = sets.place_of(wanted.entity, printable.code)
            choices = sets.subjects(printable.entity, record)
            for each in subjects_of(place, choices, tick.which):
                answers = {**_asked(printable, each, wanted.shared), **tick.answers}
                found.setdefault((printable.code, each.id), Piece(printable, each, answers))
    return list(found.values())


def _asked(printable: Any, record: Any, shared: dict[str, Any]) -> dict[str, Any]:
    """Those shared answers that this paper asks for."""
    keys = {option.key for option in printable.options(record)} if shared else set()
    return {key: answer for key, answer in shared.items() if key in keys}


def subjects_of(place: Any, choices: Sequence[Any], which: int | None) -> list[Any]:
    """What a paper is printed from: the chosen line, all of them, or what its place says."""
    if which == EVERY:
        return list(choices)
    if which is not None:
        return [each for each in choices if each.id == which]
    return sets.chosen_subjects(place, choices)


def _review(pieces: Sequence[Piece]) -> Review | None:
    """What the rules find about the records of papers that go to an authority."""
    by_entity: dict[Any, dict[int, Any]] = {}
    for piece in pieces:
        if piece.printable.is_submission:
            by_entity.setdefault(type(piece.record), {})[piece.record.id] = piece.record
    if not by_entity:
        return None
    parts = [review(list(records.values())) for records in by_entity.values()]
    return Review(
        tuple(told for part in parts for told in part.told),
        tuple(counted for part in parts for counted in part.counted),
    )


class _Reader:
    """Reads papers one by one; what was read until a fault is kept."""

    def __init__(self, *, many: bool, several: bool) -> None:
        self._many, self._several = many, several
        self.review: Review | None = None
        self._ready: list[Ready] = []
        self._lacking: dict[tuple[str, Any, int | None], dict[str, None]] = {}
        self._left_out = 0
        self._told: dict[str, list[str]] = {}

    def read(self, pieces: Sequence[Piece]) -> None:
        """What each lacks, what is to be noticed, and what was issued before."""
        known = {said(each) for each in self.review.found} if self.review else set()
        for piece in pieces:
            printable, record = piece.printable, piece.record
            wishes = printable.wishes(record, piece.answers)
            if missing := printable.missing(record, wishes):
                self._lack(printable.code, record, missing)
                self._left_out += 1
                continue
            for words in printable.notices(record, wishes):
                if words not in known:
                    self._told.setdefault(words, []).append(str(record))
            earlier = issue.duplicates(printable, record, wishes)
            self._ready.append(Ready(piece, tuple(earlier)))

    def _lack(self, code: str, record: Any, missing: Sequence[Any]) -> None:
        """Once for all papers that lack it; what the office lacks once for all records."""
        for each in missing:
            entity, record_id = _form_of(each.record)
            who = f"{record}：" if self._many and not entity.is_settings else ""
            key = (f"{who}{_called(each)}", entity, record_id)
            self._lacking.setdefault(key, {})[code] = None

    def _gaps(self) -> list[Gap]:
        """With the papers that wait for it, where several kinds are wanted."""
        return [
            Gap(f"{words}（{'、'.join(codes)}）" if self._several else words, entity, record_id)
            for (words, entity, record_id), codes in self._lacking.items()
        ]

    def plan(self) -> Plan:
        """What was read so far, without its looks."""
        return Plan(
            self._ready, self._gaps(), self._left_out, self._notices(),
            review=self.review,
        )

    def _notices(self) -> list[str]:
        """Each notice once, with the names it is about."""
        if not self._many:
            return list(self._told)
        return [
            f"{'、'.join(names[:3])}{f'等 {len(names)} 条' if len(names) > 3 else ''}：{words}"
            for words, names in ((w, list(dict.fromkeys(n))) for w, n in self._told.items())
        ]


def _drawn(plan: Plan) -> dict[str, Any]:
    """The preview, where each paper begins in it, and the name of a file with all of them."""
    shown = plan.pieces[:PREVIEWED]
    snapshots = [piece.printable.snapshot(piece.record, piece.answers) for piece in shown]
    documents = [
        piece.printable.layout(facts) for piece, facts in zip(shown, snapshots, strict=True)
    ]
    pdf = render_many(documents)
    pages = outline(pdf) or [0]
    starts: dict[str, int] = {}
    for piece, page in zip(shown, pages, strict=False):
        starts.setdefault(piece.printable.code, page)
    name = issue.file_name(snapshots[0]) if len(plan.ready) == 1 else ""
    codes = [piece.printable.code for piece in shown]
    marks = dict(zip(pages, codes, strict=False)) if len(set(codes)) > 1 else {}
    return {"pdf": pdf, "starts": starts, "marks": marks, "name": name}


def _called(missing: Any) -> str:
    """The field that is wanted, and that it is blank on purpose where it is."""
    is_meant = three_states.is_marked(missing.record, missing.field)
    return f"{missing.label}（记为{three_states.WORD}）" if is_meant else missing.label


def _form_of(record: Any) -> tuple[Any, int | None]:
    """The record whose form mends it: a line is filled in with its owner."""
    link = record.owner_link()
    return (link.rel_model, link.read(record)) if link is not None else (type(record), record.id)
