"""The fonts that the office picked for its papers, kept beside the data; which face draws what."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from exports.prints import fonts
from exports.prints.fonts import BUNDLED, FontBook, Role
from models.errors import UserError
from models.paths import PRINT_FONTS

LABELS: dict[Role, str] = {
    "song": "宋体（正文）", "bold": "标题宋体（小标宋）", "hei": "黑体（表名）", "label": "黑体（栏目）",
    "kai": "楷体", "fangsong": "仿宋（填写内容）", "latin": "西文", "rare": "生僻字",
}
SHIPPED, SYSTEM, PICKED, NONE = "随程序", "本机已装", "自选", "没有"


@dataclass(frozen=True)
class InUse:
    """What a role is drawn with: the file, and whether it ships, was installed or was picked."""

    role: Role
    label: str
    file_name: str
    origin: str


def take_over(folder: Path) -> list[str]:
    """Use the fonts picked earlier; sentences about those that cannot be used any more."""
    usable, faults = {}, []
    for role, place in _kept(folder).items():
        try:
            FontBook({role: place}).face(role)
            usable[role] = place
        except UserError as error:
            faults.append(str(error))
    fonts.use_fonts(cast(dict[Role, "str | Path"], usable))
    return faults


def pick(folder: Path, role: Role, place: str) -> None:
    """Draw a role with a font file from now on; blank returns to the usual one.

    Raises UserError when the file is no TrueType font, and keeps nothing then.
    """
    if place:
        FontBook({role: place}).face(role)
    kept = {**_kept(folder), role: place}
    kept = {each: path for each, path in kept.items() if path}
    _write(folder / PRINT_FONTS, json.dumps(kept, ensure_ascii=False, indent=1))
    fonts.use_fonts(cast(dict[Role, "str | Path"], kept))


def in_use(folder: Path) -> list[InUse]:
    """Every role with the file that draws it now."""
    picked, book = _kept(folder), fonts.book()
    found = []
    for role, label in LABELS.items():
        face = book.face(role)
        if face is None:
            found.append(InUse(role, label, "", NONE))
            continue
        origin = PICKED if role in picked else SHIPPED if face.path.parent == BUNDLED else SYSTEM
        found.append(InUse(role, label, face.path.name, origin))
    return found


def drawn_by(words: str) -> list[tuple[str, str]]:
    """Each character with the file name of the font that draws it; blank where none can."""
    book = fonts.book()
    found = []
    for character in dict.fromkeys(fonts.clean(words)):
        face = book.pick(character, "song")
        if not character.isspace():
            found.append((character, "" if face is None else face.path.name))
    return found


def _kept(folder: Path) -> dict[Role, str]:
    """Role → font file; nothing where the file is absent or no JSON."""
    try:
        read = json.loads((folder / PRINT_FONTS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {role: str(path) for role, path in read.items() if role in LABELS}


def _write(path: Path, words: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise UserError(f"“{path.name}”写不进数据文件夹。", "请检查磁盘空间和文件夹的写入权限。") from problem
