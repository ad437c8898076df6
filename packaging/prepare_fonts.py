"""Fills resources/fonts with the TrueType faces that printed papers embed.

reportlab takes TrueType outlines only, and Debian's Noto CJK has PostScript ones, so its 宋 and 黑
are converted here, once (fontTools + cu2qu, all cores); 楷 and the Latin faces are copied. No font
is kept in the repository. Licence texts go beside the faces, because the folder is handed on.

    python packaging/prepare_fonts.py [--into FOLDER] [--fonts-root FOLDER]

A face whose source is missing is named and left out; papers then take what the system has.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import shutil
import struct
import sys
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
MANIFEST = "prepared.json"
LICENCES = "licences"

# Raise when the outcome of a conversion changes: existing faces are then made again.
CONVERSION_VERSION = 1

# Greatest distance between old and new outline, in 1/1000 em: 0.004 mm in 12-point text.
OUTLINE_TOLERANCE = 1.0

# No paper of the office is in Korean, and Hangul would make every face a third larger.
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
EXTENSION_A = ((0x3400, 0x4DBF),)

# Ext-A characters that occur in names and places (通用规范汉字表, level 3). The body face has
# all of Ext-A; the other faces have these, which keeps the conversion of all four under 90 s.
NAME_CHARACTERS = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠"
    "䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)


class SourceUnusable(Exception):
    """A font file of the system is not what its name promises."""


@dataclass(frozen=True)
class Face:
    """One file to make, from the first of `sources` (below the fonts root) that exists.

    `member` is the PostScript name of the face inside a .ttc; blank means: copy the file.
    `packages` are where the licence text comes from, in the order of `sources`.
    """

    target: str
    title: str
    sources: tuple[str, ...]
    packages: tuple[str, ...]
    member: str = ""
    whole_extension_a: bool = False

    def source(self, fonts_root: Path) -> Path | None:
        """The first existing source, None where the package is not installed."""
        return next((p for s in self.sources if (p := fonts_root / s).is_file()), None)


def _noto(target: str, title: str, *, style: str, whole_extension_a: bool = False) -> Face:
    family, weight = style.split("-")
    sources = tuple(f"{kind}/noto/{family}CJK-{weight}.ttc" for kind in ("opentype", "truetype"))
    member = f"{family}CJKsc-{weight}"
    return Face(target, title, sources, ("fonts-noto-cjk",) * 2, member, whole_extension_a)


def _liberation(target: str, title: str) -> Face:
    # Version 2 first: version 1 lacks the accents of Vietnamese and is not under the OFL.
    folders = ("liberation2", "liberation")
    sources = tuple(f"truetype/{folder}/{target}" for folder in folders)
    return Face(target, title, sources, tuple(f"fonts-{folder}" for folder in folders))


FACES = (
    _noto("NotoSerifSC-Regular.ttf", "宋体", style="NotoSerif-Regular", whole_extension_a=True),
    _noto("NotoSerifSC-Bold.ttf", "粗宋", style="NotoSerif-Bold"),
    _noto("NotoSansSC-Bold.ttf", "黑体", style="NotoSans-Bold"),
    _noto("NotoSansSC-Regular.ttf", "细黑体", style="NotoSans-Regular"),
    Face(
        "LXGWWenKai-Regular.ttf",
        "楷体",
        ("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",),
        ("fonts-lxgw-wenkai",),
    ),
    _liberation("LiberationSerif-Regular.ttf", "西文"),
    _liberation("LiberationSerif-Bold.ttf", "西文粗体"),
    _liberation("LiberationSans-Regular.ttf", "西文无衬线"),
)


def wanted_characters(character_map: dict[int, str], *, whole_extension_a: bool) -> dict[int, str]:
    """The part of a font's character map that a face keeps: code point → glyph name."""
    left_out = HANGUL if whole_extension_a else HANGUL + EXTENSION_A
    names = {ord(character) for character in NAME_CHARACTERS}
    return {
        code: glyph
        for code, glyph in character_map.items()
        if code in names or not any(first <= code <= last for first, last in left_out)
    }


@dataclass
class _Outlines:
    """The glyf and loca tables under construction, with the measures that other tables repeat."""

    data: bytearray = field(default_factory=bytearray)
    offsets: list[int] = field(default_factory=lambda: [0])
    metrics: dict[str, tuple[int, int]] = field(default_factory=dict)
    box: tuple[int, int, int, int] = (32767, 32767, -32768, -32768)
    most_points: int = 0
    most_contours: int = 0

    def add(self, name: str, glyph: Any, *, advance: int) -> None:
        """Append one simple glyph; the order of calls is the order of glyph ids."""
        self.data += glyph.compile(None)
        self.data += b"\0" * (-len(self.data) % 4)
        self.offsets.append(len(self.data))
        self.metrics[name] = (advance, getattr(glyph, "xMin", 0))
        if glyph.numberOfContours > 0:
            left, bottom, right, top = self.box
            self.box = (
                min(left, glyph.xMin),
                min(bottom, glyph.yMin),
                max(right, glyph.xMax),
                max(top, glyph.yMax),
            )
            self.most_points = max(self.most_points, len(glyph.coordinates))
            self.most_contours = max(self.most_contours, glyph.numberOfContours)


def convert(source: Path, target: Path, *, member: str, whole_extension_a: bool) -> None:
    """Write one face of a PostScript .ttc as a TrueType file that reportlab and Qt can use.

    Two runs over one source give the same bytes. Raises SourceUnusable.
    """
    gc.disable()  # a million small objects and no cycles: collecting costs a third of the time
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    font = _open_member(source, member)
    characters = wanted_characters(font.getBestCmap(), whole_extension_a=whole_extension_a)
    order = [".notdef", *sorted(set(characters.values()) - {".notdef"})]
    glyphs, advances, outlines = font.getGlyphSet(), font["hmtx"], _Outlines()
    for name in order:
        pen = TTGlyphPen(None)
        # PostScript outlines run the other way round.
        glyphs[name].draw(Cu2QuPen(pen, OUTLINE_TOLERANCE, reverse_direction=True))
        outlines.add(name, pen.glyph(), advance=advances[name][0])
    made = _assemble(font, characters, order=order, outlines=outlines)
    part = target.with_name(target.name + ".part")
    made.save(part, reorderTables=False)
    _into_place(part, target)


def _open_member(source: Path, member: str) -> Any:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        with TTCollection(source, lazy=True) as collection:
            names = [face["name"].getDebugName(6) for face in collection.fonts]
        if member not in names:
            raise SourceUnusable(f"{source.name} 中没有 {member}")
        return TTFont(source, fontNumber=names.index(member), lazy=True, recalcTimestamp=False)
    except TTLibError as error:
        raise SourceUnusable(f"{source.name} 不是可用的字体文件") from error


def _assemble(
    font: Any, characters: dict[int, str], *, order: list[str], outlines: _Outlines
) -> Any:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    # Nothing is recalculated on saving: the tables below are complete as they are.
    made = TTFont(sfntVersion="\0\1\0\0", recalcTimestamp=False, recalcBBoxes=False)
    made.setGlyphOrder(order)
    for tag in ("head", "hhea", "OS/2", "post", "name"):
        made[tag] = font[tag]
    builder = FontBuilder(font=made)
    builder.isTTF = True
    builder.setupMaxp()
    builder.setupCharacterMap(characters)
    builder.setupHorizontalMetrics(outlines.metrics)
    for tag, data in (
        ("glyf", bytes(outlines.data)),
        ("loca", struct.pack(f">{len(outlines.offsets)}L", *outlines.offsets)),
    ):
        made[tag] = DefaultTable(tag)
        made[tag].data = data
    head, maxp, hhea = made["head"], made["maxp"], made["hhea"]
    head.xMin, head.yMin, head.xMax, head.yMax = outlines.box
    head.indexToLocFormat, head.glyphDataFormat = 1, 0
    maxp.maxPoints, maxp.maxContours = outlines.most_points, outlines.most_contours
    hhea.xMaxExtent, hhea.minLeftSideBearing = outlines.box[2], outlines.box[0]
    made["post"].formatType = 3.0
    return made


def _into_place(part: Path, target: Path) -> None:
    """Make a complete file visible under its name; a power cut leaves the old one or the new."""
    with part.open("rb") as handle:
        os.fsync(handle.fileno())
    os.replace(part, target)


def _make(face: Face, source: Path, folder: Path) -> float:
    """Make one face; seconds it took."""
    started = time.monotonic()
    target = folder / face.target
    if face.member:
        convert(source, target, member=face.member, whole_extension_a=face.whole_extension_a)
    else:
        part = target.with_name(target.name + ".part")
        shutil.copyfile(source, part)
        _into_place(part, target)
    return time.monotonic() - started


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _order_of_making(face: Face) -> str:
    """What the finished file depends on beside its source."""
    return f"{CONVERSION_VERSION} {face.member} {face.whole_extension_a}" if face.member else "copy"


def _keep_licence(face: Face, source: Path, folder: Path) -> None:
    """Copy the Debian copyright file (with the full licence text) of the package of a source."""
    for candidate, package in zip(face.sources, face.packages, strict=True):
        text = Path("/usr/share/doc") / package / "copyright"
        if source.as_posix().endswith(candidate) and text.is_file():
            (folder / LICENCES).mkdir(exist_ok=True)
            shutil.copyfile(text, folder / LICENCES / f"{package}.txt")


def _read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    try:
        known = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}  # never run, or cut off while writing: everything is looked at again
    return known if isinstance(known, dict) else {}


def prepare(folder: Path, fonts_root: Path) -> tuple[list[Face], list[str]]:
    """Make what is not there yet; the faces without a source, and sentences about failures."""
    folder.mkdir(parents=True, exist_ok=True)
    known, missing, troubles = _read_manifest(folder), [], []
    work: list[tuple[Face, Path, dict[str, str]]] = []
    for face in FACES:
        source, target = face.source(fonts_root), folder / face.target
        if source is None:
            if not target.is_file():  # it may have come with the distributed folder
                missing.append(face)
            continue
        entry = {"source": _digest(source), "made": _order_of_making(face)}
        old = known.get(face.target, {})
        if target.is_file() and old == {**entry, "result": _digest(target)}:
            continue
        work.append((face, source, entry))
    with ProcessPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        running = {
            pool.submit(_make, face, source, folder): (face, source, entry)
            for face, source, entry in work
        }
        if any(face.member for face, _, _ in work):
            _say("正在把思源宋体、黑体转换为可嵌入 PDF 的格式（只做一次，约一至两分钟）……")
        for done in as_completed(running):
            face, source, entry = running[done]
            try:
                seconds = done.result()
            except (SourceUnusable, OSError, BrokenExecutor) as error:
                troubles.append(f"{face.title}（{face.target}）未能生成：{error}")
                continue
            _keep_licence(face, source, folder)
            known[face.target] = {**entry, "result": _digest(folder / face.target)}
            _write_manifest(folder, known)
            _say(f"  {face.title} {face.target} 已就绪（{seconds:.0f} 秒）")
    _write_manifest(folder, known)
    return missing, troubles


def _write_manifest(folder: Path, known: dict[str, dict[str, str]]) -> None:
    part = folder / f"{MANIFEST}.part"
    part.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
    _into_place(part, folder / MANIFEST)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Always 0: a missing face makes papers plainer, not impossible."""
    parser = argparse.ArgumentParser(description="准备打印用字体")
    parser.add_argument("--into", type=Path, default=PROJECT / "resources" / "fonts")
    parser.add_argument("--fonts-root", type=Path, default=Path("/usr/share/fonts"))
    chosen = parser.parse_args()
    missing, troubles = prepare(chosen.into, chosen.fonts_root)
    for trouble in troubles:
        _say(f"  注意：{trouble}")
    if missing and sys.platform == "win32":
        _say("打印使用 Windows 自带的宋体、黑体、楷体和仿宋。")
    elif missing:
        names = "、".join(face.title for face in missing)
        _say(f"  注意：系统中没有以下打印字体的来源：{names}。")
        _say("  打印时改用系统已有的字体（如文泉驿正黑、文鼎明体），版面可能略有不同。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
