"""The words that may stand between 《 and 》 in a template of one register, and what each reads.

They are read off the entities: labels and aliases of the record's fields, of its lines, of the
records that it links to, her own columns, the office, the day. A person's present period and
papers are plain words (聘期止, 护照号); every other line is named with its kind (成员·姓名).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from exports.letters.formats import WAYS, ways_of
from exports.letters.sources import Source, derived_value
from models import extra_columns, search, three_states
from models.entities.office import OfficeProfile
from models.entity import Entity
from models.fields import Choice, Date, Derived, Kind, Link, Number, Text

PEOPLE = "人员"
"""The part of the menu whose records have a present period and valid papers."""
ROW_NUMBER, NUMBER = "序号", "编号"
_MARKS = re.compile(r"[.。．·•・:/\-—－∙⋅]")
_WAY = re.compile(rf"^(.+?)[(·]({'|'.join(WAYS)})\)?$")
_PLACE = re.compile(r"^(.+?)(\d{1,2})·(.+)$")
_EACH = re.compile(r"^每(?:一)?[个位项条名段份次张]?(.+)$")
_ENDS = frozenset(("完", "结束", "以上重复"))

Read = Callable[[Source], Any]


@dataclass(frozen=True)
class Word:
    """One word of the list. name: as it is copied into Word. group: under which heading.

    kind: how its value is shown and how far it is personal. read: its value from a source, blank
    None. rows: the lines whose row of a table is repeated for this word; None for all others.
    part: the word without its kind of lines (姓名 of 成员·姓名).
    """

    name: str
    group: str
    kind: Kind
    read: Read = field(compare=False)
    aliases: tuple[str, ...] = ()
    rows: type[Entity] | None = None
    part: str = ""

    @property
    def marked(self) -> str:
        """《姓名》: ready to be pasted into Word."""
        return f"《{self.name}》"


@dataclass(frozen=True)
class Asked:
    """What a placeholder means: a word, in which way, and of the how-manieth line (0 = not said).

    joined: all lines in one place, even in a row of a table (全部成员·姓名).
    """

    word: Word
    way: str = ""
    place: int = 0
    joined: bool = False

    @property
    def repeats(self) -> bool:
        """Whether the row in which it stands is repeated for every line."""
        return self.word.rows is not None and not self.place and not self.joined


def folded(words: str) -> str:
    """A name as it is compared: no blanks, one form of brackets, dots and letters."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).casefold()
    return _MARKS.sub("·", plain)


class Words:
    """The list of words for the templates of one register."""

    def __init__(self, entity: type[Entity]) -> None:
        self.entity = entity
        self.all: list[Word] = []
        self._by_name: dict[str, Word] = {}
        self.groups: dict[str, type[Entity]] = {}
        """Kinds of lines by every name they go by."""
        for word in _words(entity):
            self._take(word)
        for lines in entity.line_entities():
            for name in _names_of(lines):
                self.groups.setdefault(folded(name), lines)

    def _take(self, word: Word) -> None:
        if folded(word.name) in self._by_name:
            return
        self.all.append(word)
        for name in (word.name, *word.aliases):
            self._by_name.setdefault(folded(name), word)

    def find(self, words: str) -> Asked | None:
        """What stands between the marks means; None when it is no word of the list."""
        name = folded(words)
        if (word := self._by_name.get(name)) is not None:
            return Asked(word)
        for prefix in ("全部", "所有", "各"):
            if name.startswith(prefix) and (found := self.find(name.removeprefix(prefix))):
                return Asked(found.word, found.way, joined=True) if found.word.rows else None
        if (match := _WAY.match(name)) and (found := self.find(match.group(1))):
            fits = not found.way and match.group(2) in ways_of(found.word.kind)
            return Asked(found.word, match.group(2), found.place, found.joined) if fits else None
        if (match := _PLACE.match(name)) and match.group(1) in self.groups:
            found = self.find(f"{match.group(1)}·{match.group(3)}")
            return Asked(found.word, found.way, int(match.group(2))) if found else None
        return self.find(name.replace("的", "·", 1)) if "的" in name else None

    def loop(self, words: str) -> type[Entity] | None:
        """The lines that 《每位成员》 names; None when it is no beginning of a repetition."""
        match = _EACH.match(folded(words))
        return self.groups.get(match.group(1)) if match else None

    def near(self, words: str) -> list[str]:
        """Up to three names that were perhaps meant: 姓明 → 姓名 (one sound), 出发的日期 → 出发日期."""
        from difflib import get_close_matches

        known = {folded(w.part): w for w in reversed(self.all) if w.part} | self._by_name
        name = folded(words)
        sound = search.pinyin(name)[0]
        found = [
            other for other in known
            if len(other) == len(name) and search.pinyin(other)[0] == sound != ""
        ]
        found += get_close_matches(name, known, n=3, cutoff=0.7)
        return list(dict.fromkeys(known[other].name for other in found))[:3]


def is_end(words: str) -> bool:
    """Whether it closes a repetition: 《完》."""
    return folded(words) in _ENDS


def _words(entity: type[Entity]) -> Iterator[Word]:
    """Every word; where two have one name, the first one counts."""
    yield from _own(entity)
    yield from _day()
    if entity.group == PEOPLE:
        for lines in entity.line_entities():
            yield from _present(lines)
    for lines in entity.line_entities():
        yield from _of_lines(lines)
    for kind in entity.kinds():
        if isinstance(kind, Link):
            yield from _linked(kind)
    yield from _office()


def _own(entity: type[Entity]) -> Iterator[Word]:
    group = entity.label
    for kind in entity.kinds():
        yield Word(kind.label, group, kind, _of_record(kind), kind.aliases)
    for derived in entity.derived():
        yield Word(derived.label, group, derived.like, _computed(derived))
    if any(kind.name == "sex" for kind in entity.kinds()):
        yield Word("称谓", group, _TITLE, lambda source: _title(source.record))
    for extra in extra_columns.extras_of(entity):
        yield Word(extra.name, "附加列", extra.kind, _extra(extra))


def _of_record(kind: Kind) -> Read:
    return lambda source: three_states.read(source.record, kind)


def _computed(derived: Derived) -> Read:
    return lambda source: derived_value(source.record, derived)


def _extra(extra: extra_columns.Extra) -> Read:
    return lambda source: extra_columns.value_of(extra.kind, source.record.extra.get(extra.name))


def _of_current(lines: type[Entity], name: str, where: dict[str, str]) -> Read:
    return lambda source: _value(source.current(lines, where), name)


def _of_line(kind: Kind) -> Read:
    return lambda source: _value(source.line, kind.name)


def _of_linked(link: Link, name: str, *, from_line: bool) -> Read:
    """A field of the record that a link of the record, or of the row's line, leads to."""
    def read(source: Source) -> Any:
        holder = source.line if from_line else source.record
        return None if holder is None else _value(source.linked(holder, link), name)

    return read


def _title_of_linked(link: Link) -> Read:
    return lambda source: source.line and _title(source.linked(source.line, link))


def _of_office(kind: Kind) -> Read:
    return lambda source: kind.read(source.office)


def _today(part: str) -> Read:
    return lambda source: getattr(source.today, part)


_TITLE = Choice("称谓", ("先生", "女士"))


def _title(record: Any) -> str | None:
    return None if record is None else {"男": "先生", "女": "女士"}.get(record.sex or "")


def _present(lines: type[Entity]) -> Iterator[Word]:
    """The line in force: by the headers of flat registers, and by its own labels."""
    for column in lines.flat_columns:
        yield Word(
            column.label, f"现在的{lines.label}", _labelled(lines, column.field, column.label),
            _of_current(lines, column.field, column.where), column.aliases,
        )
    if any(column.where for column in lines.flat_columns):
        return  # papers of several kinds: 号码 alone would not say of which
    for kind in _fields(lines):
        if len(kind.label) > 1:  # 起 and 止 say nothing outside of their table
            yield Word(
                kind.label, f"现在的{lines.label}", kind,
                _of_current(lines, kind.name, {}), kind.aliases,
            )


def _labelled(entity: type[Entity], name: str, label: str) -> Kind:
    """The field's kind: a number of a paper is judged by 护照号, not by 号码."""
    from copy import copy

    kind = copy(entity.field_named(name))
    kind.label = label
    return kind


def _value(line: Any, name: str) -> Any:
    return None if line is None else three_states.read(line, line.field_named(name))


def _fields(lines: type[Entity]) -> list[Kind]:
    return [k for k in lines.kinds() if not (isinstance(k, Link) and k.part_of)]


def _names_of(lines: type[Entity]) -> tuple[str, ...]:
    """成员 and 团组成员: the section of its form and its label, the shorter first."""
    section = next((kind.section for kind in _fields(lines)), lines.label)
    return tuple(sorted({lines.label, section}, key=lambda name: (len(name), name != lines.label)))


def _of_lines(lines: type[Entity]) -> Iterator[Word]:
    name, *others = _names_of(lines)
    group = f"{name}（每行）"

    def aliases(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{n}·{w}" for n in (name, *others) for w in words)

    def made(kind: Kind, read: Read) -> Word:
        return Word(
            f"{name}·{kind.label}", group, kind, lambda s: _each(s, lines, read),
            aliases((kind.label, *kind.aliases)), lines, kind.label,
        )

    yield Word(name, group, Text(name), _titles(lines), tuple(others))
    yield Word(f"{name}·数量", group, _count(name), lambda s: len(s.lines(lines)))
    yield Word(f"{name}·{ROW_NUMBER}", group, Number(ROW_NUMBER), lambda s: s.place or None,
               aliases((ROW_NUMBER,)), lines, ROW_NUMBER)
    for kind in _fields(lines):
        yield made(kind, _of_line(kind))
    for link in _fields(lines):
        if isinstance(link, Link) and link.required:
            for kind in _fields(link.rel_model):
                yield made(kind, _of_linked(link, kind.name, from_line=True))
            if any(kind.name == "sex" for kind in link.rel_model.kinds()):
                yield made(_TITLE, _title_of_linked(link))
    if any(kind.name == "sex" for kind in lines.kinds()):
        yield made(_TITLE, lambda s: _title(s.line))


def _titles(lines: type[Entity]) -> Read:
    """What each line is called: the field without which there is none (姓名, 国家)."""
    leading = next((kind for kind in _fields(lines) if kind.required), None)

    def read(source: Source) -> Any:
        found = source.lines(lines)
        if leading is None:
            return [str(line) for line in found]
        return [leading.show(leading.read(line)) for line in found]

    return read


def _each(source: Source, lines: type[Entity], read: Read) -> Any:
    """The value of the row's line; outside of a row a list of all lines' values."""
    if isinstance(source.line, lines):
        return read(source)
    return [read(source.at(line, at)) for at, line in enumerate(source.lines(lines), start=1)]


def _count(name: str) -> Number:
    return Number(f"{name}数量")


def _linked(link: Link) -> Iterator[Word]:
    """来访接待·国家: the fields of the record that this one belongs to or names."""
    names = dict.fromkeys((link.label, link.rel_model.label))
    first = link.label
    for kind in _fields(link.rel_model):
        yield Word(
            f"{first}·{kind.label}", link.rel_model.label, kind,
            _of_linked(link, kind.name, from_line=False),
            tuple(f"{n}·{w}" for n in names for w in (kind.label, *kind.aliases)),
        )


def _office() -> Iterator[Word]:
    group = OfficeProfile.label
    for kind in OfficeProfile.kinds():
        if kind.section not in ("口径", "备注"):
            aliases = [f"{n}·{kind.label}" for n in ("本单位", "学校", group)]
            if kind.label.startswith("学校"):
                aliases += [kind.label.replace("全称", "名称"), kind.label.removeprefix("学校")]
            yield Word(kind.label, group, kind, _of_office(kind), tuple(aliases))
            yield Word(f"本单位·{kind.label}", group, kind, _of_office(kind))


def _day() -> Iterator[Word]:
    group = "日期与编号"
    yield Word("今天", group, Date("今天"), lambda s: s.today,
               ("今日", "落款日期", "出具日期", "成文日期", "制作日期", "当前日期"))
    yield Word("今年", group, Number("今年"), lambda s: s.today.year, ("当前年度", "本年"))
    for label, part in (("年", "year"), ("月", "month"), ("日", "day")):
        yield Word(label, group, Number(label), _today(part), (f"当前{label}",))
    yield Word(NUMBER, group, Text(NUMBER), lambda s: s.number or None, ("登记编号", "文书编号"))
