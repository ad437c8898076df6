"""The text of a Word file in reading order, each paragraph with the elements it is made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.errors import Unreadable

LARGEST = 300 * 1024 * 1024
"""Bytes unpacked; beyond that it is no report but an attempt to fill the memory."""
_CHARACTERS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-",
}
_NOT_TEXT = frozenset((
    "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr",
    "txbxContent", "Fallback", "AlternateContent", "drawing", "pict", "object",
))
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_ANOTHER_FORMAT = "请用Word或WPS打开，另存为“Word文档（*.docx）”后再校对。"


@dataclass(frozen=True)
class Piece:
    """One element of a paragraph that carries characters: w:t, w:tab, w:br …, and what they are."""

    element: Any
    text: str


@dataclass(frozen=True)
class Cell:
    """One cell of a table by its place in the grid; a merged cell stands at its first place."""

    row: int
    column: int
    paragraphs: tuple[Any, ...]


@dataclass(frozen=True)
class Spot:
    """One block as it lies in the file.

    part: the name of its part in the package (word/document.xml, word/footnotes.xml). element: the
    w:p or w:tbl. style: name of the paragraph style, lower case. outline: 1 to 9, 0 for body text.
    """

    part: str
    element: Any
    cells: tuple[Cell, ...] = ()
    style: str = ""
    outline: int = 0


@dataclass(frozen=True)
class Package:
    """An opened Word file: the parts that hold text, as lxml trees."""

    main: str
    parts: dict[str, Any]
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)


def open_package(content: bytes) -> Package:
    """Raises Unreadable for whatever is no sound .docx, saying what it is and what to do."""
    from lxml import etree

    refuse_other_formats(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST:
                raise Unreadable("这个文件展开后超过300MB，不像一份报告。", "请检查是否选错了文件。")
            names = set(archive.namelist())
            main = _main_part(archive, names)
            folder = main.rpartition("/")[0]
            wanted = [main, *(f"{folder}/{name}.xml" for name, _ in _NOTES)]
            parts = {
                name: _tree(archive.read(name)) for name in wanted if name in names
            }
            style_part = f"{folder}/styles.xml"
            styles = _styles(_tree(archive.read(style_part))) if style_part in names else {}
    except (
        zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError,
        RuntimeError, ValueError,
    ) as trouble:
        raise Unreadable(
            "这个Word文件已损坏，读不出正文。", "请用Word或WPS打开，看能否修复，另存一份后再校对。",
        ) from trouble
    return Package(main, parts, styles)


def refuse_other_formats(content: bytes) -> None:
    """Raises Unreadable for old .doc, .wps, protected, PDF, RTF and other files."""
    if not content.strip():
        raise Unreadable("这个文件是空的。", "请检查是否选错了文件。")
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("这个文件设了打开密码，读不出内容。", "请在Word或WPS中去掉密码，另存后再校对。")
        raise Unreadable("这是旧版格式的文件（.doc或.wps），读不出内容。", _ANOTHER_FORMAT)
    if content.startswith(b"%PDF"):
        raise Unreadable("这是PDF文件，不是Word文档。", "请用原来的Word文档（.docx）校对。")
    if content.startswith(b"{\\rtf"):
        raise Unreadable("这是RTF格式的文件。", _ANOTHER_FORMAT)


def spots(package: Package) -> Iterator[Spot]:
    """Every block with text, in reading order; the n-th has the number n of `Block.number`.

    A text box follows the paragraph it hangs on, a table inside a cell the outer table; footnotes
    and endnotes come last. Blank paragraphs, tables of contents and deleted text are left out.
    """
    for name, tree in package.parts.items():
        if name == package.main:
            body = next(tree.iterchildren("{*}body"), tree)
            yield from _inside(body, name, package)
            continue
        for note in tree.iterchildren("{*}footnote", "{*}endnote"):
            if attribute(note, "type") not in ("separator", "continuationSeparator"):
                yield from _inside(note, name, package)


def _inside(parent: Any, part: str, package: Package) -> Iterator[Spot]:
    for child in parent:
        kind = local(child)
        if kind == "p":
            yield from _paragraph(child, part, package)
        elif kind == "tbl":
            yield from _table(child, part, package)
        elif kind not in _NOT_TEXT and kind != "sectPr":
            yield from _inside(child, part, package)


def _paragraph(element: Any, part: str, package: Package) -> Iterator[Spot]:
    style, outline = _style_of(element, package)
    if not style.startswith(("toc ", "table of")) and text_of(element).strip():
        yield Spot(part, element, style=style, outline=outline)
    yield from _boxes(element, part, package)


def _boxes(element: Any, part: str, package: Package) -> Iterator[Spot]:
    """The text boxes of a paragraph; Word keeps each twice, the second copy is left out."""
    for box in element.iter("{*}txbxContent"):
        around = [local(one) for one in box.iterancestors()]
        within = around[: around.index("p")] if "p" in around else around
        if "Fallback" not in within and "txbxContent" not in within:
            yield from _inside(box, part, package)


def _table(element: Any, part: str, package: Package) -> Iterator[Spot]:
    cells: list[Cell] = []
    later: list[Spot] = []
    rows = [row for row in _unwrapped(element, "tr") if not _is_deleted_row(row)]
    for number, row in enumerate(rows):
        column = int(_value(row, "gridBefore") or 0)
        for cell in _unwrapped(row, "tc"):
            paragraphs = tuple(_unwrapped(cell, "p"))
            is_continued = _is_continued(cell)
            cells.append(Cell(number, column, () if is_continued else paragraphs))
            column += int(_value(cell, "gridSpan") or 1)
            later += [
                spot for inner in _unwrapped(cell, "tbl") for spot in _table(inner, part, package)
            ]
            later += [s for paragraph in paragraphs for s in _boxes(paragraph, part, package)]
    if any(cell_text(cell).strip() for cell in cells):
        yield Spot(part, element, tuple(cells))
    yield from later


def _unwrapped(parent: Any, wanted: str) -> Iterator[Any]:
    """Children of a kind, also those inside content controls; not those of inner tables."""
    for child in parent:
        kind = local(child)
        if kind == wanted:
            yield child
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _unwrapped(child, wanted)


def _is_deleted_row(row: Any) -> bool:
    return any(True for properties in row.iterchildren("{*}trPr")
               for _ in properties.iterchildren("{*}del"))


def _is_continued(cell: Any) -> bool:
    """Whether a cell is the lower part of one merged downwards."""
    for merge in cell.iterfind("{*}tcPr/{*}vMerge"):
        return (attribute(merge, "val") or "continue") == "continue"
    return False


def _value(element: Any, name: str) -> str | None:
    for found in element.iterfind(f"{{*}}tcPr/{{*}}{name}"):
        return attribute(found, "val")
    for found in element.iterfind(f"{{*}}trPr/{{*}}{name}"):
        return attribute(found, "val")
    return None


def pieces(paragraph: Any) -> list[Piece]:
    """The characters of a paragraph with the elements they stand in, in order.

    Joined they are the text of the block, so a `Place` finds its element by counting. Inserted
    text, fields' results, hyperlinks and content controls count; deleted and hidden text and text
    boxes do not.
    """
    found: list[Piece] = []
    _collect(paragraph, found)
    return found


def _collect(parent: Any, found: list[Piece]) -> None:
    for child in parent:
        kind = local(child)
        if kind in _NOT_TEXT:
            continue
        if kind == "t":
            found.append(Piece(child, child.text or ""))
        elif kind in _CHARACTERS:
            found.append(Piece(child, _CHARACTERS[kind]))
        elif kind != "r" or not _is_hidden(child):
            _collect(child, found)


def _is_hidden(run: Any) -> bool:
    return any(
        attribute(mark, "val") not in ("0", "false", "off")
        for mark in run.iterfind("{*}rPr/{*}vanish")
    )


def text_of(paragraph: Any) -> str:
    """What a paragraph says."""
    return "".join(piece.text for piece in pieces(paragraph))


def cell_text(cell: Cell) -> str:
    """What a cell says, its paragraphs parted by line breaks."""
    return "\n".join(text_of(paragraph) for paragraph in cell.paragraphs)


def local(element: Any) -> str:
    """The name of an element without its namespace; blank for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace; files of the strict flavour have another one."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def _tree(content: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" in names:
        for relation in _tree(archive.read("_rels/.rels")):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = (relation.get("Target") or "").lstrip("/")
                if target in names and target.startswith("word/"):
                    return target
    if "word/document.xml" in names:
        return "word/document.xml"
    if "mimetype" in names or "content.xml" in names:
        raise Unreadable("这不是Word文档（.docx）。", _ANOTHER_FORMAT)
    raise Unreadable("这不是Word文档，里面没有正文。", "请选择报告的Word文档（.docx）。")


def _styles(tree: Any) -> dict[str, tuple[str, int]]:
    """Name and outline level (0 for body text) of every paragraph style by its id."""
    own: dict[str, tuple[str, int | None, str]] = {}
    for style in tree.iterchildren("{*}style"):
        names = [attribute(one, "val") or "" for one in style.iterchildren("{*}name")]
        levels = [attribute(one, "val") for one in style.iterfind("{*}pPr/{*}outlineLvl")]
        based = [attribute(one, "val") or "" for one in style.iterchildren("{*}basedOn")]
        name = (names[0] if names else "").lower()
        number = (levels[0] or "") if levels else ""
        level = int(number) if number.isdigit() else None
        if level is None and name.startswith("heading ") and name[8:].isdigit():
            level = int(name[8:]) - 1
        own[attribute(style, "styleId") or ""] = (name, level, based[0] if based else "")

    def level_of(style_id: str, depth: int = 0) -> int:
        if style_id not in own or depth > 20:
            return 0
        _, level, based = own[style_id]
        if level is None:
            return level_of(based, depth + 1)
        return level + 1 if level < 9 else 0

    return {style_id: (name, level_of(style_id)) for style_id, (name, _, _) in own.items()}


def _style_of(paragraph: Any, package: Package) -> tuple[str, int]:
    name, level = "", 0
    for style in paragraph.iterfind("{*}pPr/{*}pStyle"):
        name, level = package.styles.get(attribute(style, "val") or "", ("", 0))
    for own in paragraph.iterfind("{*}pPr/{*}outlineLvl"):
        value = attribute(own, "val") or ""
        level = int(value) + 1 if value.isdigit() and int(value) < 9 else 0
    return name, level
