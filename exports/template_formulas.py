"""A small reader of the formulas that authorities write into their forms, and its arithmetic.

Arithmetic, comparisons, text joined by &, and some twenty functions. Whatever else occurs raises
Unsupported: then the spreadsheet program recalculates when it opens the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exports.template_reading import Area
from models.intake.sheet import column_number


class Unsupported(ValueError):
    """A formula that is not ours to compute."""


@dataclass(frozen=True)
class Node:
    """Part of a formula. kind: number text bool error ref op call; parts: operands."""

    kind: str
    value: object
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A rectangle of a sheet; "" is the sheet of the formula."""

    sheet: str
    area: Area


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_SHEET = r"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?"
_CELL = r"\$?([A-Za-z]{1,3})\$?(\d{1,7})"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)(?![\w:!]) |
    (?P<text>"(?:[^"]|"")*") |
    (?P<error>\#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)) |
    (?P<ref>{_SHEET}(?:{_CELL}(?::{_CELL})?|\$?([A-Za-z]{{1,3}}):\$?([A-Za-z]{{1,3}})
        |\$?(\d{{1,7}}):\$?(\d{{1,7}})))(?![\w(:!.]) |
    (?P<call>[A-Za-z_][\w.]*)\( |
    (?P<name>[^\W\d][\w.]*)(?![\w(!\[:]) |
    (?P<op><>|<=|>=|[-+*/^&=<>%(),])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Token:
    kind: str
    value: object


def parse_formula(words: str, names: dict[str, str] | None = None) -> Node:
    """The formula (without “=”) as a tree; Unsupported when it holds what we do not compute."""
    return _Parser(_tokens(words, names or {})).whole()


def references(node: Node) -> list[Reference]:
    """Every rectangle a formula looks at."""
    own = [node.value] if isinstance(node.value, Reference) else []
    return own + [reference for part in node.parts for reference in references(part)]


def _tokens(words: str, names: dict[str, str]) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    words = words.rstrip()
    while at < len(words):
        match = _TOKEN.match(words, at)
        if match is None or len(found) > 4_000:
            raise Unsupported(words)
        at = match.end()
        kind = next(k for k in ("number", "text", "error", "ref", "call", "name", "op")
                    if match[k] is not None)
        found.extend(_token(kind, match, names))
    return found


def _token(kind: str, match: re.Match[str], names: dict[str, str]) -> list[_Token]:
    words = match[kind]
    if kind == "number":
        return [_Token("number", float(words))]
    if kind == "text":
        return [_Token("text", words[1:-1].replace('""', '"'))]
    if kind == "ref":
        return [_Token("ref", _reference(match))]
    if kind == "call":
        return [_Token("call", words.upper().removeprefix("_XLFN."))]
    if kind == "name":
        upper = words.upper()
        if upper in ("TRUE", "FALSE"):
            return [_Token("bool", upper == "TRUE")]
        if upper not in names:
            raise Unsupported(words)
        return [_Token("op", "("), *_tokens(names[upper], {}), _Token("op", ")")]
    return [_Token(kind, words)]


def _reference(match: re.Match[str]) -> Reference:
    groups = match.groups()
    at = match.re.groupindex["ref"]  # the groups behind the whole reference
    quoted, plain, c1, r1, c2, r2, first, last, top, bottom = groups[at:at + 10]
    sheet = quoted.replace("''", "'") if quoted else plain or ""
    if "[" in sheet:
        raise Unsupported(match["ref"])
    if first:
        columns = sorted((column_number(first.upper()) + 1, column_number(last.upper()) + 1))
        return Reference(sheet, Area(1, columns[0], LAST_ROW, columns[1]))
    if top:
        rows = sorted((int(top), int(bottom)))
        return Reference(sheet, Area(rows[0], 1, rows[1], LAST_COLUMN))
    rows = sorted((int(r1), int(r2 or r1)))
    columns = sorted((column_number(c1.upper()) + 1, column_number((c2 or c1).upper()) + 1))
    return Reference(sheet, Area(rows[0], columns[0], rows[1], columns[1]))


_LEVELS: tuple[tuple[str, ...], ...] = (
    ("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",),
)


class _Parser:
    """Recursive descent over the tokens; a sign binds tighter than ^, as spreadsheets do."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self._at != len(self._tokens):
            raise Unsupported("rest")
        return node

    def _peek(self) -> object:
        if self._at < len(self._tokens) and self._tokens[self._at].kind == "op":
            return self._tokens[self._at].value
        return None

    def _take(self, wanted: str) -> None:
        if self._peek() != wanted:
            raise Unsupported(wanted)
        self._at += 1

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        node = self._level(level + 1)
        while (sign := self._peek()) in _LEVELS[level]:
            self._at += 1
            node = Node("op", sign, (node, self._level(level + 1)))
        return node

    def _signed(self) -> Node:
        if (sign := self._peek()) in ("+", "-"):
            self._at += 1
            return Node("op", f"unary{sign}", (self._signed(),))
        node = self._primary()
        while self._peek() == "%":
            self._at += 1
            node = Node("op", "%", (node,))
        return node

    def _primary(self) -> Node:
        self._depth += 1
        if self._at >= len(self._tokens) or self._depth > 2_000:
            raise Unsupported("end")
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "op":
            if token.value != "(":
                raise Unsupported(str(token.value))
            node = self._level(0)
            self._take(")")
            return node
        if token.kind != "call":
            return Node(token.kind, token.value)
        return Node("call", token.value, tuple(self._arguments()))

    def _arguments(self) -> list[Node]:
        found: list[Node] = []
        if self._peek() == ")":
            self._at += 1
            return found
        while True:
            found.append(Node("blank", None) if self._peek() in (",", ")") else self._level(0))
            if self._peek() == ",":
                self._at += 1
                continue
            self._take(")")
            return found
