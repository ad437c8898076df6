"""Entity: the base of every kind of record, and what is read off its declaration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache
from typing import Any, ClassVar, Self, cast

import peewee

from models.connection import CollegeDatabase
from models.fields import Date, Derived, Kind, Link, LongText
from models.partial_date import earliest, latest

DATABASE = CollegeDatabase(None)
"""The one database; `models.database` says which file it is."""


@dataclass(frozen=True)
class FlatColumn:
    """One column of a flat register that fills a line: 护照号 → a document of kind 护照.

    label and aliases: the column's header. field: the line's field. where: values that make
    the line what it is; columns with the same `where` fill the same line.
    """

    label: str
    field: str
    aliases: tuple[str, ...] = ()
    where: dict[str, str] = dataclass_field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class DuplicateKey:
    """One ground for thinking that two records are the same thing (`models.duplicates`).

    grade: 确定, 很可能 or 可能. fields: all hold something and are equal; the first is compared
    as `compared` says: same, words (their order does not matter), near, sound or school; near
    needs only the year of a date. unless: fields that must not contradict. line: the fields are
    those of the record's lines of that entity which have the values `where`.
    """

    reason: str
    grade: str
    fields: tuple[str, ...]
    compared: str = "same"
    unless: tuple[str, ...] = ()
    line: str = ""
    where: dict[str, str] = dataclass_field(default_factory=dict, hash=False)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class JsonField(peewee.TextField):
    """A dict stored as JSON text; never NULL."""

    def db_value(self, value: dict[str, Any] | None) -> str:
        """Compact JSON with sorted keys, so that equal dicts are equal text."""
        return _ENCODER.encode(value) if value else "{}"

    def python_value(self, value: str | None) -> dict[str, Any]:
        """The dict; empty for NULL."""
        return cast(dict[str, Any], json.loads(value)) if value else {}


class Entity(peewee.Model):
    """One kind of record. Subclasses declare fields; everything generic is read off them.

    label: what the office calls it. group: its place in the menu ("" = only ever a line or
    internal). identity: groups of field names, strongest first; two records with the same
    non-blank values of a group are the same thing (a line's group is meant within its owner).
    Every record also has remarks, and `extra`, the columns of her register that no field took.
    """

    label: ClassVar[str] = ""
    group: ClassVar[str] = ""
    identity: ClassVar[tuple[tuple[str, ...], ...]] = ()
    title_words: ClassVar[tuple[str, ...]] = ()
    """Words in a sheet's title or name that speak for this register."""
    newest_first: ClassVar[str] = ""
    """Field by which a list is ordered at first, newest first; "" = as entered."""
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = ()
    """How a flat register names the fields of this line; empty = by the fields' own labels."""
    listed_by: ClassVar[str] = ""
    """The owner's count that these lines must reach before a name in a flat register makes one."""
    from_title: ClassVar[dict[str, dict[str, str]]] = {}
    """Field → {word in a sheet's name or title: value}, for what a register says only there."""
    is_standing: ClassVar[bool] = False
    """True for a register that is kept whole over the years, not year by year (协议)."""
    is_settings: ClassVar[bool] = False
    """True for the one-record entity of the office itself."""
    passport_fields: ClassVar[dict[str, str]] = {}
    """What a passport's machine-readable zone says (`models.mrz.LABELS`) → the field for it."""
    passport_line: ClassVar[dict[str, str]] = {}
    """The values that make a line of this entity a passport; another passport is another line."""
    duplicate_keys: ClassVar[tuple[DuplicateKey, ...]] = ()
    """By what records entered twice are found; empty where two alike are two things."""
    is_made_by_program: ClassVar[bool] = False
    """True where only the program makes records (已出具文件): lists offer no new one, no typing."""
    undo_refusal: ClassVar[str] = ""
    """Why a kept record can never be taken back or deleted, and what to do; "" = it can."""
    is_append_only: ClassVar[bool] = False
    """True where a kept record cannot even be changed (the database refuses it by trigger)."""

    id = peewee.AutoField()
    remarks = LongText("备注", section="备注", aliases=("说明",), searchable=True)
    extra = JsonField(default=dict)
    inapplicable = JsonField(default=dict)
    """The names of blank fields that do not apply (不适用): neither 0 nor unknown."""
    search_key = peewee.TextField(default="")
    created_at = peewee.TextField(default="")
    changed_at = peewee.TextField(default="")
    retired_at = peewee.TextField(null=True, index=True)

    class Meta:
        database = DATABASE
        legacy_table_names = False
        only_save_dirty = False

    @classmethod
    def key(cls) -> str:
        """The stable name of this entity in history, figures and the command line."""
        return str(cls._meta.table_name)

    @classmethod
    def kinds(cls) -> list[Kind]:
        """The self-describing fields in declared order, remarks last; no internal columns."""
        return list(_kinds(cls))

    @classmethod
    def field_named(cls, name: str) -> Kind:
        """One field by its name; LookupError when there is none."""
        for kind in cls.kinds():
            if kind.name == name:
                return kind
        raise LookupError(f"{cls.__name__} has no field {name}")

    @classmethod
    def derived(cls) -> list[Derived]:
        """The computed columns, in declared order."""
        found: dict[str, Derived] = {}
        for base in reversed(cls.__mro__):
            found |= {k: v for k, v in vars(base).items() if isinstance(v, Derived)}
        return list(found.values())

    @classmethod
    def owner_link(cls) -> Link | None:
        """The link to the record this one is a line of; None for a record of its own."""
        return _owner_link(cls)

    @classmethod
    def line_entities(cls) -> list[type[Entity]]:
        """The entities whose records are lines of this one, in order of declaration."""
        return [
            model for model in cls._meta.backrefs.values()
            if issubclass(model, Entity) and (link := model.owner_link()) and link.rel_model is cls
        ]

    @classmethod
    def active(cls, *columns: Any) -> Any:
        """A query over the records that are not in the recycle bin."""
        return cls.select(*columns).where(cls.retired_at.is_null())

    def lines(self, entity: type[Entity]) -> list[Any]:
        """This record's active lines of one entity, oldest first."""
        link = entity.owner_link()
        assert link is not None, entity
        return list(entity.active().where(link == self.id).order_by(entity.id))

    def problems(self) -> list[str]:
        """Why this record may not be kept at all: Chinese sentences; overridden to add more."""
        found = [
            f"“{kind.label}”不能为空" for kind in _required(type(self))
            if kind.read(self) in (None, "")
        ]
        return found + [
            f"“{end.label}”早于“{start.label}”" for start, end in self.date_pairs()
            if (a := start.read(self)) and (b := end.read(self)) and _certainly_before(b, a)
        ]

    @classmethod
    def date_pairs(cls) -> Iterator[tuple[Date, Date]]:
        """Each `…_from`/`…_until` (or `departed_on`/`returned_on` …) pair that must be in order."""
        yield from _date_pairs(cls)

    def inferred(self, lines: Sequence[Entity] = ()) -> dict[str, Any]:  # noqa: ARG002
        """Values for blank fields that follow from the others and from the record's `lines`.

        Shown as 推断 before they are kept. `lines` may be unsaved drafts.
        """
        return {}

    def missing(self) -> list[str]:
        """Labels of the wanted fields that are blank, not 不适用: it is kept and marked 待补."""
        meant = self.__data__.get("inapplicable") or ()
        return [
            k.label for k in self.kinds()
            if k.wanted and k.read(self) in (None, "") and k.name not in meant
        ]

    def searchable(self) -> Iterator[str]:
        """Every text by which this record is found: its own fields, then those of its lines."""
        for kind in _searchable(type(self)):
            if shown := kind.show(kind.read(self)):
                yield shown
        yield from (str(word) for word in (self.__data__.get("extra") or {}).values() if word)
        for entity in self.line_entities() if self.id else ():
            if any(kind.searchable for kind in entity.kinds()):
                for line in self.lines(entity):
                    yield from line.searchable()

    @classmethod
    def sample(cls) -> Self:
        """An unsaved legal record for the contract tests; links are left to the caller."""
        record = cls()
        for kind in cls.kinds():
            if not isinstance(kind, Link) and (words := _sample_words(kind)):
                setattr(record, kind.name, kind.parse(words))
        return record

    def __str__(self) -> str:
        """The title of this record in lists, links and messages."""
        for kind in self.kinds():
            if not isinstance(kind, Link) and (shown := kind.show(kind.read(self))):
                return shown
        return f"{self.label}{self.id or '(新)'}"


@cache
def _kinds(entity: type[Entity]) -> tuple[Kind, ...]:
    fields = [f for f in entity._meta.sorted_fields if isinstance(f, Kind)]
    return tuple(sorted(fields, key=lambda f: f.name == "remarks"))


@cache
def _required(entity: type[Entity]) -> tuple[Kind, ...]:
    return tuple(kind for kind in _kinds(entity) if kind.required)


@cache
def _searchable(entity: type[Entity]) -> tuple[Kind, ...]:
    return tuple(kind for kind in _kinds(entity) if kind.searchable)


@cache
def _owner_link(entity: type[Entity]) -> Link | None:
    return next((k for k in _kinds(entity) if isinstance(k, Link) and k.part_of), None)


@cache
def _date_pairs(entity: type[Entity]) -> tuple[tuple[Date, Date], ...]:
    fields = {f.name: f for f in entity._meta.sorted_fields if isinstance(f, Date)}
    return tuple(
        (kind, other) for name, kind in fields.items() for start, end in _PAIRS
        if name.endswith(start) and (other := fields.get(name.removesuffix(start) + end))
    )


_PAIRS: Sequence[tuple[str, str]] = (
    ("_from", "_until"), ("from_on", "until_on"), ("departed_on", "returned_on"),
    ("arrived_on", "left_on"), ("held_on", "ends_on"), ("signed_on", "valid_until"),
    ("issued_on", "valid_until"),
)


def _certainly_before(day: Any, other: Any) -> bool:
    return latest(day) < earliest(other)


def _sample_words(kind: Kind) -> str:
    if kind.option_words():
        return kind.option_words()[0]
    if isinstance(kind, Date):
        return "2024-03-01"
    return "12" if kind.align_right else f"样例{kind.label}"
