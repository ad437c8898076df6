"""Puts values into cells of somebody else's workbook and leaves every other byte alone.

The package is not rebuilt from a model: only the bytes of the target cells, and of the saved
results of formulas that depend on them, are replaced inside their sheet parts. A loss check then
compares every part with what it was and refuses the file when anything else differs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from exports.template_arithmetic import CellError, Result
from exports.template_reading import Place, Template, local, parse, place_of, read_template
from exports.template_recalc import Key, Recalculated, recalculate
from models.errors import UserError

NewValue = Decimal | int | str


@dataclass
class Patched:
    """The new file. recalculated: formulas with a fresh saved result; left: those without one,
    which the spreadsheet program computes on opening; said: sentences for the person."""

    content: bytes
    written: list[Key] = field(default_factory=list)
    recalculated: list[Key] = field(default_factory=list)
    left: list[Key] = field(default_factory=list)
    parts_compared: int = 0
    said: list[str] = field(default_factory=list)


def patch(template: Template, values: Mapping[Key, NewValue]) -> Patched:
    """Fill the cells (sheet name, place). Raises UserError where a target holds a formula,
    two targets are the same merged cell, or the loss check finds any other difference."""
    targets = _targets(template, values)
    fresh = recalculate(
        template, {k: Decimal(v) if isinstance(v, int) else v for k, v in targets.items()}
    )
    with zipfile.ZipFile(io.BytesIO(template.data)) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    changed: dict[str, bytes] = {}
    allowed: dict[str, set[Place]] = {}
    for sheet in template.sheets:
        edits = _edits(sheet.name, targets, fresh)
        if edits:
            changed[sheet.part] = _edited(parts[sheet.part], edits)
            allowed[sheet.part] = set(edits)
    if fresh.left:
        changed[template.book_part] = _full_calculation(parts[template.book_part])
    content = _rewritten(template.data, changed)
    compared = check_loss(template, content, allowed=allowed, book_may_change=bool(fresh.left))
    done = Patched(content, sorted(targets), sorted(fresh.values), fresh.left, compared)
    if fresh.left:
        listed = "、".join(f"{sheet}!{place}" for sheet, place in fresh.left[:5])
        done.said.append(f"{len(fresh.left)} 个公式（{listed}）由 Excel 或 WPS 打开时重新计算")
    if template.signed:
        done.said.append("原文件带有数字签名，填数后签名不再有效")
    return done


def _targets(template: Template, values: Mapping[Key, NewValue]) -> dict[Key, NewValue]:
    found: dict[Key, NewValue] = {}
    for (name, place), value in values.items():
        try:
            sheet = template.sheet(name)
        except LookupError as error:
            raise UserError(f"“{template.name}”里没有工作表“{name}”。", "请检查对应关系。") from error
        anchor = sheet.anchor(place)
        if sheet.at(anchor).formula is not None:
            raise UserError(
                f"“{sheet.name}”的 {anchor} 是公式，不能填数。", "请改选公式所引用的单元格，合计会跟着算出。"
            )
        if (sheet.name, anchor) in found:
            raise UserError(f"“{sheet.name}”的 {anchor} 被对应了两次。", "请去掉其中一个。")
        found[sheet.name, anchor] = value
    return found


def _edits(
    sheet: str, targets: Mapping[Key, NewValue], fresh: Recalculated
) -> dict[Place, tuple[str, str, bool]]:
    """Place → type, content, whether its formula stays."""
    found: dict[Place, tuple[str, str, bool]] = {}
    for (name, place), value in targets.items():
        if name == sheet:
            if isinstance(value, str):
                found[place] = ("inlineStr", value, False)
            else:
                found[place] = ("", f"{Decimal(value):f}", False)
    for (name, place), result in fresh.values.items():
        if name == sheet:
            found[place] = (*_saved(result), True)
    for name, place in fresh.left:
        if name == sheet:
            found[place] = ("left", "", True)
    return found


def _saved(result: Result | CellError) -> tuple[str, str]:
    if isinstance(result, CellError):
        return "e", result.code
    if isinstance(result, bool):
        return "b", str(int(result))
    if isinstance(result, str):
        return "str", result
    return "", f"{result or 0.0:.15g}"


_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(/?)>")
_CELL = re.compile(rb"<((?:\w+:)?)c\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_FORMULA = re.compile(rb"<((?:\w+:)?)f\b[^>]*?(?:/>|>.*?</(?:\w+:)?f>)", re.DOTALL)
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(/?)>")


def _attribute(words: bytes, name: bytes) -> str:
    found = re.search(rb"(?<![\w:])" + name + rb"""\s*=\s*["']([^"']*)["']""", words)
    return found[1].decode("ascii", "replace") if found else ""


def _edited(part: bytes, edits: Mapping[Place, tuple[str, str, bool]]) -> bytes:
    """The sheet part with these cells renewed; all bytes between them are copied."""
    data = _DATA.search(part)
    if data is None or (b"<!--" in part or b"<![CDATA[" in part):
        raise UserError("工作表的写法少见，不能保证原样填写。", "请用 Excel 或 WPS 打开模板，另存一次，再试。")
    prefix = data[1]
    if data[2]:
        opened = data[0][:-2].rstrip() + b">"
        closing = b"</" + prefix + b"sheetData>"
        part = part[:data.start()] + opened + closing + part[data.end():]
        end = start = data.start() + len(opened)
    else:
        start, end = data.end(), part.index(b"</" + prefix + b"sheetData>", data.end())
    rows: dict[int, dict[int, tuple[str, str, bool]]] = {}
    for place, edit in edits.items():
        rows.setdefault(place.row, {})[place.column] = edit
    return part[:start] + _rows(part[start:end], rows, prefix) + part[end:]


def _rows(
    body: bytes, wanted: dict[int, dict[int, tuple[str, str, bool]]], prefix: bytes
) -> bytes:
    made, at, number, waiting = [], 0, 0, dict(sorted(wanted.items()))
    closing = b"</" + prefix + b"row>"
    while (row := _ROW.search(body, at)) is not None:
        number = int(_attribute(row[2], b"r") or number + 1)
        made.append(body[at:row.start()])
        for earlier in [n for n in waiting if n < number]:
            made.append(_new_row(earlier, waiting.pop(earlier), prefix))
        inside_end = row.end() if row[3] else body.index(closing, row.end())
        at = row.end() if row[3] else inside_end + len(closing)
        if number not in waiting:
            made.append(body[row.start():at])
            continue
        opened = b"<" + prefix + b"row" + row[2].rstrip() + b">" if row[3] else row[0]
        style = _attribute(row[2], b"s") if _attribute(row[2], b"customFormat") else ""
        inside = b"" if row[3] else body[row.end():inside_end]
        made += [opened, _cells(inside, waiting.pop(number), number, prefix=prefix, style=style),
                 closing]
    made.append(body[at:])
    made += [_new_row(n, cells, prefix) for n, cells in waiting.items()]
    return b"".join(made)


def _new_row(number: int, cells: dict[int, tuple[str, str, bool]], prefix: bytes) -> bytes:
    inside = _cells(b"", cells, number, prefix=prefix, style="")
    return b'<%srow r="%d">%s</%srow>' % (prefix, number, inside, prefix)


def _cells(
    body: bytes, wanted: dict[int, tuple[str, str, bool]], row: int, *, prefix: bytes, style: str
) -> bytes:
    made, at, column, waiting = [], 0, 0, dict(sorted(wanted.items()))
    closing = b"</" + prefix + b"c>"

    def new(number: int) -> bytes:
        attributes = f' r="{Place(row, number)}"' + (f' s="{style}"' if style else "")
        return _cell(attributes.encode(), b"", waiting.pop(number), prefix=prefix)

    while (cell := _CELL.search(body, at)) is not None:
        written = _attribute(cell[2], b"r")
        column = place_of(written).column if written else column + 1
        made.append(body[at:cell.start()])
        made += [new(n) for n in list(waiting) if n < column]
        inside_end = cell.end() if cell[3] else body.index(closing, cell.end())
        at = cell.end() if cell[3] else inside_end + len(closing)
        if column in waiting:
            inside = b"" if cell[3] else body[cell.end():inside_end]
            made.append(_cell(cell[2].rstrip(), inside, waiting.pop(column), prefix=prefix))
        else:
            made.append(body[cell.start():at])
    made.append(body[at:])
    return b"".join(made + [new(n) for n in list(waiting)])


def _cell(
    attributes: bytes, inside: bytes, edit: tuple[str, str, bool], *, prefix: bytes
) -> bytes:
    """One cell anew: its other attributes (place, style) and its formula stay as written."""
    kind, words, keeps = edit
    attributes = re.sub(rb"""\s(?<![\w:])t\s*=\s*["'][^"']*["']""", b"", attributes)
    formula = _FORMULA.search(inside) if keeps else None
    kept = formula[0] if formula else b""
    if kind not in ("", "left"):
        attributes += f' t="{kind}"'.encode()
    # Escapes instead of letters, so that the part's own encoding does not matter.
    text = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    value = text.encode("ascii", "xmlcharrefreplace")
    if kind == "inlineStr":
        value = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (
            prefix, prefix, value, prefix, prefix)
    elif kind != "left":
        value = b"<%sv>%s</%sv>" % (prefix, value, prefix)
    return b"<%sc%s>%s%s</%sc>" % (prefix, attributes, kept, value, prefix)


def _full_calculation(book: bytes) -> bytes:
    """The workbook part asking for a full calculation on opening."""
    found = re.search(rb"<((?:\w+:)?)calcPr\b([^>]*?)/?>", book)
    if found:
        if _attribute(found[2], b"fullCalcOnLoad") in ("1", "true"):
            return book
        rest = re.sub(rb"""\sfullCalcOnLoad\s*=\s*["'][^"']*["']""", b"", found[2])
        at = found.start() + 1 + len(found[1]) + len(b"calcPr")
        return book[:at] + b' fullCalcOnLoad="1"' + rest + book[at + len(found[2]):]
    end = re.search(
        rb"(</(?:\w+:)?definedNames>|<(?:\w+:)?definedNames\s*/>)", book
    ) or re.search(rb"</((?:\w+:)?)sheets>", book)
    if end is None:
        raise UserError("模板的工作簿部件不完整。", "请用 Excel 或 WPS 另存一次，再试。")
    prefix = b"x:" if end[0].startswith(b"</x:") else b""
    return book[:end.end()] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + book[end.end():]


def _rewritten(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced: order, names, dates and packing as they were."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.external_attr, info.create_system = entry.external_attr, entry.create_system
            info.compress_type = entry.compress_type
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                info.compress_type = zipfile.ZIP_DEFLATED
            info.comment, info.extra = entry.comment, b""
            new.writestr(info, changed.get(entry.filename, old.read(entry)))
        new.comment = old.comment
    return target.getvalue()


def check_loss(
    template: Template, content: bytes, *, allowed: Mapping[str, set[Place]], book_may_change: bool
) -> int:
    """Compare every part of the new file with the template; gives how many parts there are.

    Raises UserError naming the part unless all others are the same bytes, and in the filled
    sheets everything but the content of the allowed cells is the same.
    """
    with (zipfile.ZipFile(io.BytesIO(template.data)) as old,
          zipfile.ZipFile(io.BytesIO(content)) as new):
        names = old.namelist()
        if names != new.namelist():
            raise _lost("部件清单")
        for name in names:
            before, after = old.read(name), new.read(name)
            if before == after:
                continue
            may_change = name in allowed or (book_may_change and name == template.book_part)
            places, ignore = allowed.get(name, set()), "" if name in allowed else "calcPr"
            there = next((set(s.cells) for s in template.sheets if s.part == name), set())
            try:
                is_same = may_change and _outline(
                    before, places, there=there, ignore=ignore
                ) == _outline(after, places, there=there, ignore=ignore)
            except (SyntaxError, ValueError) as error:
                raise _lost(name) from error
            if not is_same:
                raise _lost(name)
    read_template(content, template.name)
    return len(names)


def _lost(name: str) -> UserError:
    return UserError(
        f"填写后的文件与模板不一致（{name}），没有写出。", "请用 Excel 或 WPS 打开模板，另存一次，再填。"
    )


def _outline(
    xml: bytes, allowed: set[Place], *, there: set[Place], ignore: str = ""
) -> list[Any]:
    """Everything in a part, in order, but the contents of the allowed cells (a formula counts).

    there: the cells that the template has; of other allowed cells nothing is said, because
    filling had to add them and their rows.
    """
    found: list[Any] = []
    row = column = 0
    skipped: set[Any] = set()
    for element in parse(xml).iter():
        name, parent = local(element), element.getparent()
        if parent in skipped and name != "f":
            skipped.add(element)
            continue
        if name == "row":
            row, column = int(element.get("r") or row + 1), 0
            if not element.keys() or element.keys() == ["r"]:
                continue  # a row that only holds cells says nothing of its own
        if name == "c":
            written = element.get("r")
            column = place_of(written).column if written else column + 1
            if Place(row, column) in allowed:
                skipped.add(element)
                if Place(row, column) in there:
                    said = sorted((k, v) for k, v in element.attrib.items() if k != "t")
                    found.append((str(element.tag), said))
                continue
        if ignore and name == ignore:
            continue
        found.append((str(element.tag), sorted(element.attrib.items()), element.text or "",
                      (element.tail or "") if parent not in skipped else ""))
    return found
