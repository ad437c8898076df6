"""A copy of the report with Word comments at what was found; the report itself stays as it is.

Only three places of the package change, by insertion: the marks around the words judged, the
comments, and the two lists that must name a comments part where there was none. All other parts
are the same bytes, and the text is read again before the copy is handed out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from exports.letters import part_xml
from exports.proofreading import reading, word_text
from exports.proofreading.base import Finding, Place, Verdict
from exports.proofreading.proofread import Result
from exports.proofreading.telling import where, words_at
from exports.proofreading.word_marks import Range, marked
from models.errors import Unreadable, UserError

AUTHOR = "外事台账"
COMMENTED = (Verdict.DIFFERS, Verdict.UNREAD)
"""What the author of the report should look at."""
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LIST = "[Content_Types].xml"
_NUMBERED = re.compile(
    rb"""<\S*comment(?:RangeStart|RangeEnd|Reference)?\s[^>]*?\bid\s*=\s*["'](\d+)"""
)


def can_comment(content: bytes) -> bool:
    """Whether a report is a Word file; a text file has no room for comments."""
    return content.startswith(b"PK")


def commented(result: Result) -> list[Finding]:
    """The findings that become comments, in reading order."""
    return [finding for finding in result.findings if finding.verdict in COMMENTED]


def with_comments(original: bytes, result: Result, *, at: datetime | None = None) -> bytes:
    """The copy; the same bytes where there is nothing to say. at: the moment the comments tell.

    Raises UserError for a text file, Unreadable where the file is written in a way that cannot
    be followed, or where the copy would not say the same as the original.
    """
    if not can_comment(original):
        raise UserError("文本文件里写不了批注。", "请用Word文档（.docx）校对，或对照结果清单修改。")
    findings = commented(result)
    if not findings:
        return original
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    package = word_text.open_package(original)
    comments = _Comments(package.main, parts)
    spots = list(word_text.spots(package))
    said = list(enumerate(_remarks(findings, result, spots), comments.first))
    ranges = [_range(number, remark.place, spots, package) for number, remark in said]
    try:
        document = marked(parts[package.main], package.parts[package.main], ranges)
        changed = comments.with_these(
            [(number, list(remark.lines)) for number, remark in said], at or datetime.now(),
        )
    except Unreadable as trouble:
        raise Unreadable(
            "这个Word文件的写法少见，不能加批注。", "请用Word或WPS打开，另存一份后再试；原文件没有改动。",
        ) from trouble
    content = _repacked(original, {**changed, package.main: document})
    _prove(original, content)
    return content


@dataclass(frozen=True)
class _Remark:
    """One comment: where it stands and its paragraphs."""

    place: Place
    lines: tuple[str, ...]


def _remarks(
    findings: Sequence[Finding], result: Result, spots: Sequence[word_text.Spot],
) -> Iterator[_Remark]:
    """Each finding in full at its first place, and a short word at every other place of it.

    A second place that has no words, or the same words as one before it, gets none.
    """
    for finding in findings:
        first, seen = finding.places[0], {finding.places[0]}
        yield _Remark(first, tuple(_said(finding, spots)))
        pointed = f"“{words_at(result.report, first).strip() or finding.said}”"
        for place in finding.places[1:]:
            if place in seen or place.start >= place.end:
                continue
            seen.add(place)
            yield _Remark(place, (
                f"【{finding.verdict}】{finding.kind}　与{where(first)}{pointed}一起核对，见那里的批注。",
            ))


def _range(number: int, place: Place, spots: Sequence[word_text.Spot], package: Any) -> Range:
    """Where a comment belongs in the main part; notes and boxes by the paragraph they hang on."""
    spot = spots[place.block]
    if spot.part != package.main:
        return Range(number, (_note_paragraph(spot, package),))
    around = [one for one in spot.element.iterancestors() if word_text.local(one) == "p"]
    if around:
        return Range(number, (around[-1],))
    if not spot.cells:
        return Range(number, (spot.element,), place.start, place.end)
    wanted = (place.row, place.column)
    cells = [cell for cell in spot.cells if cell.paragraphs]
    cell = next((one for one in cells if (one.row, one.column) == wanted), cells[0])
    if (cell.row, cell.column) != wanted:
        return Range(number, cell.paragraphs)
    return Range(number, cell.paragraphs, place.start, place.end)


def _note_paragraph(spot: word_text.Spot, package: Any) -> Any:
    """The outermost paragraph that refers to the note a block stands in."""
    note = next(
        one for one in spot.element.iterancestors()
        if word_text.local(one) in ("footnote", "endnote")
    )
    kind, wanted = word_text.local(note), word_text.attribute(note, "id")
    document = package.parts[package.main]
    for mark in document.iter(f"{{*}}{kind}Reference"):
        if word_text.attribute(mark, "id") == wanted:
            return [o for o in mark.iterancestors() if word_text.local(o) == "p"][-1]
    return next(document.iter("{*}p"))


def _said(finding: Finding, spots: Sequence[word_text.Spot]) -> list[str]:
    """The paragraphs of a comment: the verdict with its reason, then readings not yet told."""
    spot = spots[finding.places[0].block]
    where = {"footnotes": "脚注", "endnotes": "尾注"}.get(
        spot.part.rpartition("/")[2].removesuffix(".xml"), "")
    if any(word_text.local(one) == "txbxContent" for one in spot.element.iterancestors()):
        where = "文本框"
    quoted = f"{where}中“{finding.said}”：" if where else ""
    lines = [f"【{finding.verdict}】{finding.kind}　{quoted}{finding.message}"]
    words = dict.fromkeys(one.words for one in finding.readings)
    return lines + [f"可能的口径：{one}" for one in words if one not in finding.message]


class _Comments:
    """The comments part of a package with what names it: found, or to be added."""

    def __init__(self, main: str, parts: dict[str, bytes]) -> None:
        self._parts, self._main = parts, main
        folder, _, name = main.rpartition("/")
        self._relations = f"{folder}/_rels/{name}.rels"
        self._name = self._found(folder)
        self._is_new = not self._name
        if self._is_new:
            self._name = next(
                f"{folder}/{each}" for each in _names() if f"{folder}/{each}" not in parts)
        used = [
            int(number) for part in (main, *(() if self._is_new else (self._name,)))
            for number in _NUMBERED.findall(parts[part])
        ]
        self.first = max(used, default=-1) + 1

    def _found(self, folder: str) -> str:
        """The part that the relationships name, blank where there is none."""
        for target in _targets(self._parts.get(self._relations, b""), "/comments"):
            name = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            if name in self._parts:
                return name
        return ""

    def with_these(
        self, said: Sequence[tuple[int, list[str]]], at: datetime,
    ) -> dict[str, bytes]:
        """The changed and added parts. said: number and paragraphs of each comment."""
        strict = b"http://purl.oclc.org/ooxml/" in self._parts[self._main]
        space = ("http://purl.oclc.org/ooxml/wordprocessingml/main" if strict
                 else "http://schemas.openxmlformats.org/wordprocessingml/2006/main")
        words = "".join(_comment(number, lines, at) for number, lines in said)
        if not self._is_new:
            declared = f' xmlns:w="{space}"'
            old = self._parts[self._name]
            fresh = words.replace("<w:comment ", f"<w:comment{declared} ")
            return {self._name: _appended(old, fresh.encode())}
        made = f'{_HEAD}<w:comments xmlns:w="{space}">{words}</w:comments>'
        return {self._name: made.encode(), **self._named(_STRICT if strict else _TRANSITIONAL)}

    def _named(self, family: str) -> dict[str, bytes]:
        """The lists of relationships and content types with the new part in them."""
        leaf = self._name.rpartition("/")[2]
        old = self._parts.get(self._relations)
        if old is None:
            old = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
        number = next(n for n in range(1, 100_000) if f'"rId{n}"'.encode() not in old)
        relation = (
            f'<Relationship xmlns="{_PACKAGE}/relationships" Id="rId{number}"'
            f' Type="{family}/comments" Target="{leaf}"/>'
        )
        changed = {self._relations: _appended(old, relation.encode())}
        if (types := self._parts.get(_LIST)) is not None:
            override = (
                f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{self._name}"'
                f' ContentType="{_TYPE}"/>'
            )
            changed[_LIST] = _appended(types, override.encode())
        return changed


def _names() -> Sequence[str]:
    return ["comments.xml", *(f"comments{number}.xml" for number in range(2, 1000))]


def _targets(relations: bytes, kind: str) -> list[str]:
    from lxml import etree

    if not relations:
        return []
    return [
        one.get("Target") or "" for one in etree.fromstring(relations)
        if (one.get("Type") or "").endswith(kind)
    ]


def _comment(number: int, lines: Sequence[str], at: datetime) -> str:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    return (
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="外"'
        f' w:date="{at:%Y-%m-%dT%H:%M:%S}Z">{paragraphs}</w:comment>'
    )


def _appended(part: bytes, inside: bytes) -> bytes:
    """A part with something more at the end of its root."""
    root = part_xml.parse(part)
    if root.inside_from < root.end:
        return part[:root.inside_to] + inside + part[root.inside_to:]
    opened = part[root.start:root.end]
    name = opened[1:].split(None, 1)[0].rstrip(b"/>")
    return (part[:root.start] + opened[:-2].rstrip() + b">" + inside + b"</%s>" % name
            + part[root.end:])


def _repacked(original: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with some parts exchanged or added; all others keep bytes, order and dates."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry, changed.get(entry.filename, old.read(entry)))
        there = set(old.namelist())
        for name, content in changed.items():
            if name not in there:
                new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content,
                             zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _prove(original: bytes, content: bytes) -> None:
    """Raises Unreadable unless the copy says, block by block, what the original says."""
    if reading.read(content).blocks != reading.read(original).blocks:
        raise Unreadable(
            "加了批注的副本和原文不一致，没有写出。", "请用Word或WPS打开原文件，另存一份后再试；原文件没有改动。",
        )
