"""A Word file that she wrote as a template: what stands in it, and what of that is understood."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from exports.letters.part_xml import Element, parse
from exports.letters.placeholders import Paragraph, Placeholder, paragraphs
from exports.letters.words import Asked, Words, is_end
from models.entity import Entity
from models.errors import Unreadable

LARGEST = 300 << 20
"""Bytes unpacked; beyond that it is no letter but an attempt to fill the memory."""
KEEP = ""
"""What an unknown 《…》 is mapped to when it is a title that stays as it is."""

_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PLACES = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注",
           "endnotes": "尾注"}
_SAVE_AS = "请用Word或WPS打开，另存为“Word文档（*.docx）”后再添加。"


@dataclass(frozen=True)
class Part:
    """One part that holds text: its name in the package, its bytes, and what they mean."""

    name: str
    content: bytes
    root: Element
    paragraphs: tuple[Paragraph, ...]

    @property
    def place(self) -> str:
        """正文, 页眉 …"""
        match = _PARTS.fullmatch(self.name)
        assert match is not None
        return _PLACES[re.sub(r"\d+$", "", match.group(1))]


@dataclass(frozen=True)
class Package:
    """A template as it was read."""

    content: bytes
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Mention:
    """One placeholder by its words, however often it stands there. asked: None = no field.

    mapped: the word that she chose for it. is_kept: she said that it stays. repeats: it begins or
    ends a repetition. near: what was perhaps meant.
    """

    words: str
    asked: Asked | None
    count: int = 1
    places: tuple[str, ...] = ()
    mapped: str = ""
    is_kept: bool = False
    repeats: bool = False
    near: tuple[str, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether nobody has said yet what it is."""
        return self.asked is None and not (self.is_kept or self.repeats)


@dataclass(frozen=True)
class LetterForm:
    """A template for records of one register, with its words understood.

    mapping: what she said about unknown words: words between the marks → word of the list, or
    KEEP.
    """

    package: Package
    words: Words
    mapping: Mapping[str, str]
    mentions: tuple[Mention, ...]

    def asked(self, placeholder: Placeholder) -> Asked | None:
        """What a placeholder means here."""
        return _asked(self.words, self.mapping, placeholder.words)[0]

    def loop(self, placeholder: Placeholder) -> type[Entity] | None:
        """The lines for which a repetition begins here."""
        return None if self.asked(placeholder) else self.words.loop(placeholder.words)


def open_package(content: bytes, name: str = "") -> Package:
    """Raises Unreadable for what is no sound .docx, saying what it is and what to do."""
    refuse_other_formats(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST:
                raise Unreadable("这个文件展开后超过300MB，不像文书模板。", "请检查是否选错了文件。")
            names = archive.namelist()
            if "word/document.xml" not in names:
                raise Unreadable("这不是Word文档（.docx）。", _SAVE_AS)
            kinds = archive.read("[Content_Types].xml")
            if b"template.main+xml" in kinds or b"macroEnabled" in kinds:
                raise Unreadable("这是Word模板或带宏的文档（.dotx、.docm），不是普通文档。", _SAVE_AS)
            parts = tuple(
                _part(each, archive.read(each)) for each in names if _PARTS.fullmatch(each)
            )
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, NotImplementedError, RuntimeError,
            ValueError) as trouble:
        raise Unreadable("这个Word文件已损坏，读不出来。", "请用Word或WPS打开，看能否修复，另存一份后再添加。") from trouble
    return Package(content, tuple(sorted(parts, key=lambda part: part.place != "正文")))


def refuse_other_formats(content: bytes, name: str = "") -> None:
    """Raises Unreadable for old .doc, .wps, .dot, protected, PDF, RTF and other files."""
    shown = f"“{name}”" if name else "这个文件"
    if not content.strip():
        raise Unreadable(f"{shown}是空的。", "请检查是否选错了文件。")
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(f"{shown}设了打开密码，读不出来。", "请在Word或WPS中去掉密码，另存后再添加。")
        raise Unreadable(f"{shown}是旧版格式（.doc、.dot、.wps、.wpt），不能填写。", _SAVE_AS)
    if content.startswith(b"%PDF"):
        raise Unreadable(f"{shown}是PDF文件，不是Word文档。", "请用原来的Word文档（.docx）。")
    if content.startswith(b"{\\rtf"):
        raise Unreadable(f"{shown}是RTF格式，不能填写。", _SAVE_AS)
    if not content.startswith(b"PK"):
        raise Unreadable(f"{shown}不是Word文档（.docx）。", _SAVE_AS)


def read_form(
    content: bytes, entity: type[Entity], *, mapping: Mapping[str, str] | None = None,
    name: str = "",
) -> LetterForm:
    """A template as records of a register will fill it. Raises Unreadable."""
    package, words, mapping = open_package(content, name), Words(entity), mapping or {}
    found: dict[str, list[str]] = {}
    for part in package.parts:
        for paragraph in part.paragraphs:
            for placeholder in paragraph.placeholders():
                found.setdefault(placeholder.words, []).append(part.place)
    mentions = tuple(_mention(words, mapping, each, places) for each, places in found.items())
    return LetterForm(package, words, mapping, mentions)


def _part(name: str, content: bytes) -> Part:
    root = parse(content)
    return Part(name, content, root, tuple(paragraphs(root)))


def _asked(
    words: Words, mapping: Mapping[str, str], inside: str,
) -> tuple[Asked | None, str]:
    """What words mean, and the word of the list that she chose for them."""
    if (asked := words.find(inside)) is not None:
        return asked, ""
    chosen = mapping.get(inside, KEEP)
    return (words.find(chosen), chosen) if chosen else (None, "")


def _mention(
    words: Words, mapping: Mapping[str, str], inside: str, places: list[str],
) -> Mention:
    asked, mapped = _asked(words, mapping, inside)
    repeats = asked is None and (is_end(inside) or words.loop(inside) is not None)
    is_kept = asked is None and mapping.get(inside) == KEEP
    near = () if asked or repeats or is_kept else tuple(words.near(inside))
    return Mention(
        inside, asked, len(places), tuple(dict.fromkeys(places)), mapped, is_kept, repeats, near
    )
