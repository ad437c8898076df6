"""Which font file draws which character: roles, places, and the chain behind each role.

The fonts that an office's papers are set in (宋体, 黑体, 楷体, 仿宋, 小标宋) come first where they are
installed, then those in resources/fonts, then whatever else the system has. A finished file embeds
what it was set in. reportlab is imported only when the first text is measured.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from models.errors import UserError

if TYPE_CHECKING:
    from exports.prints.embedding import Face

Role = Literal[
    "song", "bold", "hei", "label", "kai", "fangsong", "latin", "latin_bold", "sans", "rare"
]
"""宋, 宋 bold, 黑 for headings, 黑 for column names, 楷, 仿宋, Latin faces, rare characters."""

BUNDLED = Path(__file__).resolve().parents[2] / "resources" / "fonts"

# Per role: file names in the order they are looked for; "#n" picks a font of a collection.
# Each name is looked for in resources/fonts first and in the folders of the system after it; how
# the name is written (SIMSUN.TTC) does not matter.
_FILES: dict[Role, tuple[str, ...]] = {
    "song": ("simsun.ttc#0", "FZSSK.TTF", "NotoSerifSC-Regular.ttf", "uming.ttc#0"),
    "bold": ("FZXBSJW.TTF", "FZXBSJW--GB1-0.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf",
             "方正小标宋_GBK.ttf", "NotoSerifSC-Bold.ttf", "simhei.ttf", "wqy-zenhei.ttc#0"),
    "hei": ("simhei.ttf", "FZHTK.TTF", "NotoSansSC-Bold.ttf", "wqy-zenhei.ttc#0"),
    "label": ("simhei.ttf", "FZHTK.TTF", "NotoSansSC-Regular.ttf", "wqy-zenhei.ttc#0"),
    "kai": ("simkai.ttf", "楷体_GB2312.ttf", "FZKTK.TTF", "LXGWWenKai-Regular.ttf", "ukai.ttc#0"),
    "fangsong": ("simfang.ttf", "FangSong_GB2312.ttf", "仿宋_GB2312.ttf", "FZFSK.TTF",
                 "NotoSerifSC-Regular.ttf", "uming.ttc#0"),
    "latin": ("LiberationSerif-Regular.ttf", "times.ttf"),
    "latin_bold": ("LiberationSerif-Bold.ttf", "timesbd.ttf"),
    "sans": ("LiberationSans-Regular.ttf", "arial.ttf"),
    "rare": ("LXGWWenKai-Regular.ttf", "simsunb.ttf"),
}

# The Latin faces beside each Chinese role. Headings in 黑 keep the Latin letters of their own
# font where it has the whole word: no sans in bold is bundled, and its letters match.
_LATIN_ROLES: dict[Role, tuple[Role, ...]] = {
    "song": ("latin",),
    "bold": ("latin_bold", "latin"),
    "hei": ("hei", "sans"),
    "label": ("label", "sans"),
    "kai": ("latin",),
    "fangsong": ("latin",),
    "latin": ("latin",),
    "latin_bold": ("latin_bold",),
    "sans": ("sans",),
    "rare": ("latin",),
}

# Chinese characters inside an English text: the role whose weight goes with the Latin one.
_CHINESE_ROLES: dict[Role, Role] = {"latin": "song", "latin_bold": "bold", "sans": "label"}

_LAST_RESORT: tuple[Role, ...] = ("song", "label", "rare", "kai", "latin", "sans", "bold", "hei")


@dataclass(frozen=True)
class MissingCharacter:
    """A character no font at hand can draw, and where it stands."""

    character: str
    field: str
    person: str

    def __str__(self) -> str:
        code = f"U+{ord(self.character):04X}"
        place = f"的“{self.field}”" if self.field else ""
        owner = f"“{self.person}”" if self.person else "这份文件"
        return f"{owner}{place}中的“{self.character}”（{code}）"


class MissingGlyph(UserError):
    """Nothing is printed while a character would come out as an empty box."""

    def __init__(self, missing: list[MissingCharacter]) -> None:
        self.missing = missing
        shown = "、".join(str(entry) for entry in missing[:8])
        more = f"等 {len(missing)} 处" if len(missing) > 8 else ""
        super().__init__(
            f"现有字体里没有以下字：{shown}{more}，因此没有打印。",
            "请在“设置›打印件›打印字体”里指定包含该字的字体，或改用拼音、留空手填。",
        )


class Run(NamedTuple):
    """Characters of one face; `latin` tells words from characters that may break anywhere."""

    face: Face
    text: str
    latin: bool


# Letters, digits, punctuation and ideographs that never need cleaning; all else is looked at.
_CLEAN = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2010-\u2027"
    "\u2030-\u205e\u2070-\u20cf\u2100-\u3029\u3030-\u3098\u309b-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\uff00-\uff9d\U00020000-\U0003ffff]*"
)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Composed accents, no invisible characters; a tab counts as a blank, line ends stay."""
    if _CLEAN.fullmatch(text):
        return text
    if any(unicodedata.combining(character) for character in text):
        text = unicodedata.normalize("NFC", text)
    kept = []
    for character in text.replace("\r\n", "\n").replace("\t", " "):
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf"):
            kept.append(character)
    return "".join(kept)


def is_latin(character: str, english: bool = False) -> bool:
    """Latin, Greek and Cyrillic letters with digits and half-width punctuation."""
    return (_ENGLISH if english else _CHINESE).match(character) is not None


# Blanks stay with the words before them.
_ENGLISH_CLASS = "!-\u058f\u1e00-\u206f\u20a0-\u20cf"
_CHINESE_CLASS = (
    "!-\u00b6\u00b8-\u058f\u1e00-\u2013\u2015-\u2017\u201a\u201b\u201e\u201f"
    "\u2020-\u2025\u2028-\u206f\u20a0-\u20cf"
)
"""Without “”‘’—…·, which in a Chinese sentence belong to the Chinese font."""

_ENGLISH = re.compile(f"[{_ENGLISH_CLASS}]")
_CHINESE = re.compile(f"[{_CHINESE_CLASS}]")
_ENGLISH_PARTS = re.compile(f"[{_ENGLISH_CLASS}][{_ENGLISH_CLASS} ]*|[^{_ENGLISH_CLASS}]+")
_CHINESE_PARTS = re.compile(f"[{_CHINESE_CLASS}][{_CHINESE_CLASS} ]*|[^{_CHINESE_CLASS}]+")


class FontBook:
    """The faces of one set of choices, loaded when first needed.

    `chosen` maps a role to a font file picked by the user ("path" or "path#index").
    """

    def __init__(self, chosen: Mapping[Role, str | Path] | None = None) -> None:
        self._chosen = {role: str(place) for role, place in (chosen or {}).items()}
        self._faces: dict[Role, Face | None] = {}
        self._picked: dict[tuple[Role, str], Face | None] = {}
        self._covered: set[str] = set("\n\u00a0 ")

    def face(self, role: Role) -> Face | None:
        """The face of `role`, or None where no file for it is found.

        Raises UserError when the file the user chose cannot be used for printing.
        """
        if role not in self._faces:
            self._faces[role] = self._load(role)
        return self._faces[role]

    def _load(self, role: Role) -> Face | None:
        if role in self._chosen:
            return _load_chosen(self._chosen[role])
        for name in _FILES[role]:
            file_name, _, subfont = name.partition("#")
            for path in _places(file_name):
                return _load_face(path, int(subfont or 0))
        return None

    def _chain(self, roles: tuple[Role, ...]) -> Iterator[Face]:
        for role in dict.fromkeys((*roles, *_LAST_RESORT)):
            face = self.face(role)
            if face is not None:
                yield face

    def pick(self, character: str, role: Role) -> Face | None:
        """The face that draws this single character in `role`; None where no face can."""
        key = (role, character)
        if key not in self._picked:
            latin = is_latin(character, role == "latin")
            roles = _LATIN_ROLES[role] if latin else (_CHINESE_ROLES.get(role, role),)
            covering = (face for face in self._chain(roles) if face.covers(character))
            self._picked[key] = next(covering, None)
        return self._picked[key]

    def uncovered(self, text: str) -> list[str]:
        """The characters of `text` that no face at hand can draw, each once, in their order."""
        unknown = set(text) - self._covered
        if not unknown:
            return []
        unknown = set(clean(text)) - self._covered
        missing = [character for character in unknown if self.pick(character, "song") is None]
        self._covered |= unknown.difference(missing)
        return sorted(missing, key=text.find)

    def runs(self, text: str, role: Role, english: bool = False) -> list[Run]:
        """`text` cut into runs of one face each. Raises MissingGlyph where no face is found."""
        runs: list[Run] = []
        own = self.face(_CHINESE_ROLES.get(role, role))
        for part in (_ENGLISH_PARTS if english else _CHINESE_PARTS).findall(text):
            latin = is_latin(part[0], english)
            face = self._word_face(part, role) if latin else own
            if face is not None and face.covers(part):
                runs.append(Run(face, part, latin))
                continue
            for character in part:
                face = self.pick(character, role)
                if face is None:
                    raise MissingGlyph([MissingCharacter(character, text[:12], "")])
                if runs and runs[-1].face is face and runs[-1].latin == latin:
                    runs[-1] = Run(face, runs[-1].text + character, latin)
                else:
                    runs.append(Run(face, character, latin))
        return runs

    def _word_face(self, part: str, role: Role) -> Face | None:
        """One face for the whole Latin part, so that a word never changes face inside."""
        for latin_role in _LATIN_ROLES[role]:
            face = self.face(latin_role)
            if face is not None and face.covers(part):
                return face
        return None


def _load_chosen(place: str) -> Face:
    file_name, _, subfont = place.partition("#")
    try:
        return _load_face(Path(file_name), int(subfont or 0))
    except (OSError, ValueError) as problem:
        raise UserError(
            f"设置里指定的字体文件不能用于打印：{file_name}",
            "请改选 TrueType 轮廓的字体（.ttf 或 .ttc），或清除该项设置。",
        ) from problem


@lru_cache(maxsize=32)
def _load_face(path: Path, subfont: int) -> Face:
    from reportlab.pdfbase.ttfonts import TTFError

    from exports.prints.embedding import Face

    try:
        return Face(path, subfont)
    except TTFError as problem:
        raise ValueError(f"{path}: {problem}") from problem


def _places(file_name: str) -> Iterator[Path]:
    """Where a font file of this name lies: the program's own folder before the system's."""
    for folder in (BUNDLED, *_system_folders()):
        if path := _files_in(folder).get(file_name.lower()):
            yield path


@lru_cache(maxsize=256)
def _files_in(folder: Path) -> dict[str, Path]:
    """The font files of a folder by their names in small letters."""
    try:
        return {path.name.lower(): path for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError:
        return {}


@lru_cache(maxsize=1)
def _system_folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return (windows, own)
    roots = [
        Path.home() / ".local" / "share" / "fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        Path("/usr/share/fonts/truetype"),
    ]
    return tuple(
        folder
        for root in roots
        if root.is_dir()
        for folder in (root, *sorted(path for path in root.iterdir() if path.is_dir()))
    )


_current = FontBook()


def book() -> FontBook:
    """The font book in use."""
    return _current


def use_fonts(chosen: Mapping[Role, str | Path]) -> None:
    """Take over the fonts chosen in the settings; an empty mapping returns to the usual ones."""
    global _current
    _files_in.cache_clear()
    _current = FontBook(chosen)
