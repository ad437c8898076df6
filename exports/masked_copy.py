"""The same file with the numbers that nobody asked for hidden; every other byte of it stays."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape, unescape
from zipfile import ZIP_DEFLATED, ZipFile

from exports.leak_guard import ASKED_NOTHING, Found, Piece, W, births_in, cover, find
from models import privacy
from models.known_people import KnownPeople

_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(/>|>(.*?)</c>)', re.DOTALL)
_TEXT = re.compile(r"(<t(?: [^>]*)?>)([^<]*)(</t>)")


def masked_copy(
    content: bytes, name: str, *, people: KnownPeople, allowed: frozenset[str] = ASKED_NOTHING,
) -> bytes:
    """The content of a file with every leak hidden; ValueError for what cannot be rewritten."""
    found = find(content, name, people=people, allowed=allowed)
    suffix = name.lower().rpartition(".")[2]
    if suffix == "xlsx":
        return _workbook(content, found, lambda text: _plain(text, people, allowed))
    if suffix == "docx":
        return _word(content, people, allowed)
    if suffix in ("csv", "txt", "ics"):
        lines = content.decode("utf-8").splitlines(keepends=True)
        return "".join(_plain(line, people, allowed) for line in lines).encode()
    raise ValueError(name)


def _plain(text: str, people: KnownPeople, allowed: frozenset[str]) -> str:
    """One text with its numbers hidden, and its birthdays where they are somebody's."""
    hits = [hit for hit in privacy.scan(text, people.sort_of) if hit.sort not in allowed]
    births = [] if privacy.BORN in allowed else births_in(text, Piece("", text), people)
    return cover(text, hits, [(day, start, end) for day, start, end, _ in births])


def _workbook(content: bytes, found: Found, plain: Callable[[str], str]) -> bytes:
    """Cells that leak become texts; shared texts and comments are searched as well."""
    sheets = _sheet_parts(content)

    def change(name: str, data: bytes) -> bytes:
        text = data.decode("utf-8")
        if name in sheets:
            wanted = {a: words for (s, a), words in found.cells.items() if s == sheets[name]}
            if wanted:
                text = _CELL.sub(lambda match: _cell(match, wanted), text)
        elif name == "xl/sharedStrings.xml" or name.startswith("xl/comments"):
            text = _TEXT.sub(
                lambda m: m[1] + escape(plain(unescape(m[2]))) + m[3], text
            )
        return text.encode("utf-8")

    return _rewritten(content, change, lambda name: name.endswith(".xml"))


def _cell(match: re.Match[str], wanted: dict[str, str]) -> str:
    words = wanted.get(match[1])
    if words is None:
        return match[0]
    attributes = re.sub(r'\s+t="[^"]*"', "", match[2])
    inside = f'<is><t xml:space="preserve">{escape(words)}</t></is>'
    return f'<c r="{match[1]}"{attributes} t="inlineStr">{inside}</c>'


def _sheet_parts(content: bytes) -> dict[str, str]:
    """Part name → name of the sheet."""
    from lxml import etree

    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    with ZipFile(io.BytesIO(content)) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found = {}
    for sheet in book.iter("{*}sheet"):
        target = targets[sheet.get(relation)]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[path] = str(sheet.get("name"))
    return found


def _word(content: bytes, people: KnownPeople, allowed: frozenset[str]) -> bytes:
    from lxml import etree

    def change(_: str, data: bytes) -> bytes:
        root = etree.fromstring(data)
        for paragraph in root.iter(f"{W}p"):
            runs = list(paragraph.iter(f"{W}t"))
            text = "".join(run.text or "" for run in runs)
            if text and (covered := _plain(text, people, allowed)) != text:
                _spread(runs, text, covered)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def is_text(name: str) -> bool:
        return bool(re.fullmatch(r"word/(document|comments|footnotes|endnotes|header\d*|footer\d*)"
                                 r"\.xml", name))

    return _rewritten(content, change, is_text)


def _spread(runs: list[Any], text: str, covered: str) -> None:
    """Put a changed paragraph back: the runs keep what stayed at both ends of the change."""
    head = next((at for at, (a, b) in enumerate(zip(text, covered, strict=False)) if a != b),
                min(len(text), len(covered)))
    tail = 0
    while tail < min(len(text), len(covered)) - head and text[-1 - tail] == covered[-1 - tail]:
        tail += 1
    start, end, instead = head, len(text) - tail, covered[head:len(covered) - tail]
    at = 0
    for run in runs:
        words = run.text or ""
        first, last = at, at + len(words)
        at = last
        if last <= start or first >= end:
            continue
        run.text = words[:max(0, start - first)] + instead + words[max(0, end - first):]
        instead = ""


def _rewritten(
    content: bytes, change: Callable[[str, bytes], bytes], concerns: Callable[[str], bool],
) -> bytes:
    output = io.BytesIO()
    with (
        ZipFile(io.BytesIO(content)) as source, ZipFile(output, "w", ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            target.writestr(info, change(info.filename, data) if concerns(info.filename) else data)
    return output.getvalue()
