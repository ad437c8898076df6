"""What the office may change of a paper's wording: texts in groups, what they may hold, a trial.

In the settings a {name} is shown in Chinese ({姓名}); it is kept, and read, by its own name.
"""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from exports.prints import declared, texts
from exports.prints.base import render
from exports.prints.fonts import book
from exports.prints.printable import Printable
from exports.prints.registry import PRINTABLES
from models import print_texts
from models.entity import DATABASE
from models.errors import UserError
from models.print_texts import OwnText

TITLES, LABELS, BOXES, COLUMNS, NOTES = "标题", "栏目", "签批栏", "列", "正文与说明"
GROUPS = (TITLES, LABELS, BOXES, COLUMNS, NOTES)
SHARED = {
    "certificate": "各种证明共用", "residence_letter": "居留许可公函共用", "consent": "同意书、承诺书共用",
    "foreign_student": "国际学生表共用", "B10C": "外教紧急联系卡",
}
"""Wording that several papers share, by its name in the tables; another is called by its name."""

LONG = 24
"""A text of more characters than this is running text, not a label."""
TRIED = 40
"""Records looked through for one that shows a text."""

_NAME = re.compile(r"\{([^{}:]*)(:[^{}]*)?\}")
"""A {name} of a value, or {name:what is printed while it is blank}."""


@dataclass(frozen=True)
class Entry:
    """One text of a paper: as it will be printed on a day, and as it ships."""

    paper: str
    key: str
    group: str
    words: str
    shipped: str
    versions: tuple[OwnText, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether the office has worded it itself, from whatever day on."""
        return bool(self.versions)

    @property
    def shown(self) -> str:
        """The words with the names of values in Chinese."""
        return in_chinese(self.words)

    @property
    def line(self) -> str:
        """The text on one line of a list; boxes and columns by what stands over them."""
        if not self.words.strip():
            return "（空白，不印）"
        try:
            if self.group == BOXES:
                rows = declared.steps(self.words)
                return " → ".join("＋".join(step.title for step in row) for row in rows)
            if self.group == COLUMNS:
                found = declared.columns(self.words, declared.ANY_COLUMN)
                return "、".join(column.label for column in found)
        except UserError:
            pass  # written in a way of its own: shown as it stands
        return " ".join(self.shown.split())


@dataclass(frozen=True)
class Trial:
    """How a paper looks with some wording. fault: why it cannot be; unseen: no record shows it."""

    pdf: bytes = b""
    fault: str = ""
    about: str = ""
    unseen: bool = False


def papers() -> list[tuple[str, str]]:
    """Code and title of everything whose wording can be changed, papers in registry order."""
    held = texts.papers_with_texts()
    titles = {printable.code: printable.title for printable in PRINTABLES}
    found = [(code, titles[code]) for code in titles if code in held]
    return found + [(code, SHARED.get(code, code)) for code in held if code not in titles]


def entries(paper: str, year: int) -> list[Entry]:
    """The texts of a paper as printed at the end of a year, in the order of GROUPS."""
    shipped = texts.shipped(paper, year)
    own = print_texts.own_texts(date(year, 12, 31)).get(paper, {})
    changed = print_texts.changed_keys().get(paper, set())
    found = [
        Entry(
            paper, key, group_of(key, words), own.get(key, words), words,
            tuple(print_texts.versions(paper, key)) if key in changed else (),
        )
        for key, words in shipped.items()
    ]
    return sorted(found, key=lambda entry: GROUPS.index(entry.group))


def group_of(key: str, words: str) -> str:
    """In which group a text stands: by its name where that says it, else by its length."""
    for stem, group in (("steps", BOXES), ("columns", COLUMNS)):
        if any(part.startswith(stem) for part in key.split(".")):
            return group
    if key.startswith("title"):
        return TITLES
    return NOTES if len(words) > LONG or "。" in words else LABELS


# ---- names of values ----


@cache
def _field_names() -> dict[str, str]:
    with (texts.FOLDER / "field_names.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row["chinese"] for row in csv.DictReader(file)}


def in_chinese(words: str) -> str:
    """{name} as {姓名}; a name without Chinese stays."""
    return _NAME.sub(
        lambda match: "{" + _field_names().get(match[1], match[1]) + (match[2] or "") + "}", words
    )


def as_kept(words: str) -> str:
    """{姓名} as {name}; the inverse of `in_chinese`."""
    by_chinese = {chinese: name for name, chinese in _field_names().items()}

    def own_name(match: re.Match[str]) -> str:
        shown = match[1].strip()
        return "{" + by_chinese.get(shown, shown) + (match[2] or "") + "}"

    return _NAME.sub(own_name, words)


def names_for(paper: str, key: str) -> list[str]:
    """The {names} that a text may hold: those of its shipped wordings and of its siblings'."""
    return list(dict.fromkeys(
        name for words in _siblings(paper, key) for name in texts.names_in(words)
    ))


def _siblings(paper: str, key: str) -> Iterator[str]:
    """Shipped wordings of the same text and of its variants (zh.studying, zh.ended)."""
    stem = key.partition(".")[0]
    for other in texts.shipped(paper, date.today().year):
        if other.partition(".")[0] == stem:
            for words in texts.shipped_versions(paper, other):
                if "{" in words or "[" in words:
                    yield words


# ---- what may be written ----


def check(paper: str, key: str, words: str) -> None:
    """Raises UserError for what could not be read or printed: boxes, columns, names, characters."""
    if missing := book().uncovered(words):
        said = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in missing[:8])
        raise UserError(f"现有字体印不出{said}。", "请换一个字，或在“设置›打印件›打印字体”里指定包含它的字体。")
    group = group_of(key, "")
    if group == BOXES:
        declared.steps(words)
    elif group == COLUMNS:
        declared.columns(words, declared.ANY_COLUMN)
    else:
        _check_names(paper, key, words)


def _check_names(paper: str, key: str, words: str) -> None:
    siblings = list(_siblings(paper, key))
    if not any("{" in each for each in siblings) and not re.search(r"[{}]", words):
        return
    allowed = names_for(paper, key)
    offered = "、".join("{" + _field_names().get(name, name) + "}" for name in allowed)
    remedy = f"可用：{offered}。" if offered else "这段文字没有可填的内容，请不要写花括号。"
    try:
        used = list(string.Formatter().parse(words))
    except ValueError as error:
        raise UserError("花括号没有成对。", remedy) from error
    blanks = any(match[2] for each in siblings for match in _NAME.finditer(each))
    for _, name, form, conversion in used:
        if name is not None and (name not in allowed or conversion or (form and not blanks)):
            shown = _field_names().get(name, name) + (f":{form}" if form else "")
            raise UserError(f"没有“{{{shown}}}”这一项。", remedy)
    if any("[" in each for each in siblings):
        _check_groups(words)


def _check_groups(words: str) -> None:
    """[groups] stand side by side, never one in another."""
    depth = 0
    for character in words:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if not 0 <= depth <= 1:
            break
    if depth:
        raise UserError("方括号没有成对。", "方括号里的话，在其中的内容空白时不印；方括号不能套方括号。")


# ---- seeing it ----


def trial(paper: str, key: str, words: str) -> Trial:
    """The paper as it would be printed with these words, drawn from a record that shows them."""
    try:
        check(paper, key, words)
    except UserError as error:
        return Trial(fault=str(error))
    printable, record, unseen = _example(paper, key)
    if printable is None or record is None:
        return Trial(unseen=True)
    about = f"{printable.title}：{record}"
    try:
        with texts.trying({paper: {key: words}}):
            pdf = render(printable.layout(printable.snapshot(record)))
    except UserError as error:
        return Trial(fault=str(error), about=about)
    except (LookupError, ValueError):
        return Trial(fault=f"这段文字套用到“{record}”时排不出来，请对照原文检查。", about=about)
    return Trial(pdf, about=about, unseen=unseen)


_examples: dict[tuple[str, str, str], tuple[Printable, int]] = {}
"""(data file, paper, key) → what showed it last: typing must not look through the register."""


def _example(paper: str, key: str) -> tuple[Printable | None, Any, bool]:
    """A paper and a record that show a text; the last is True where none of them shows it."""
    place = (str(DATABASE.database), paper, key)
    if place in _examples:
        printable, record_id = _examples[place]
        record = printable.entity.active().where(printable.entity.id == record_id).first()
        if record is not None and _shows(printable, record, (paper, key)):
            return printable, record, False
    printable_, record, unseen = _look_for(paper, key)
    if printable_ is not None and not unseen:
        _examples[place] = (printable_, record.id)
    return printable_, record, unseen


def _shows(printable: Printable, record: Any, text: tuple[str, str]) -> bool:
    if printable.missing(record, printable.wishes(record)):
        return False
    with texts.noting() as read:
        printable.layout(printable.snapshot(record))
    return text in read


def _look_for(paper: str, key: str) -> tuple[Printable | None, Any, bool]:
    held: tuple[Printable, Any] | None = None
    own = [printable for printable in PRINTABLES if printable.code == paper]
    for printable in own or PRINTABLES:
        for record in printable.entity.active().limit(TRIED):
            if printable.missing(record, printable.wishes(record)):
                continue
            with texts.noting() as read:
                printable.layout(printable.snapshot(record))
            if (paper, key) in read:
                return printable, record, False
            if any(shown == paper for shown, _ in read):
                held = held or (printable, record)
            elif not own:
                break
    return (*held, True) if held else (None, None, True)


def known_columns(paper: str, key: str) -> dict[str, str]:
    """The columns that a list could show, by key with their usual labels: asked of the paper."""
    printable, record, _ = _example(paper, key)
    if printable is not None and record is not None:
        try:
            with texts.trying({paper: {key: "?"}}):
                printable.layout(printable.snapshot(record))
        except declared.UnknownColumn as unknown:
            return unknown.known
        except (UserError, LookupError, ValueError):
            pass  # another fault of this record hides the question; the shipped columns remain
    shipped: dict[str, str] = {}
    for words in texts.shipped_versions(paper, key):
        shipped |= {c.key: c.label for c in declared.columns(words, declared.ANY_COLUMN)}
    return shipped
