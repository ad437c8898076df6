"""Names of the bookmarks by which a paragraph of our own Word file is known again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 40
"""Word refuses longer names of bookmarks."""
_FORM = re.compile(r"_([A-Za-z0-9]+)_(\d{4})_([ah])([0-9a-f]{6})_(\w+)")


@dataclass(frozen=True)
class PlaceMark:
    """What a bookmark says: which paragraph, of which paper, whether by hand, and its digest."""

    code: str
    year: int
    is_by_hand: bool
    digest: str
    place: str

    def key_among(self, keys: Iterable[str]) -> str:
        """The paragraph's key; blank where the paper has no such paragraph any more."""
        return next((key for key in keys if _place(key, self.code) == self.place), "")

    def fits(self, text: str) -> bool:
        """Whether the paragraph still says what was written into the file."""
        return digest(text) == self.digest


def place_mark(code: str, year: int, key: str, *, text: str, is_by_hand: bool) -> str:
    """The name of a paragraph's bookmark; hidden, because it begins with a low line."""
    hand = "h" if is_by_hand else "a"
    return f"_{_code(code)}_{year}_{hand}{digest(text)}_{_place(key, code)}"


def read_mark(name: str) -> PlaceMark | None:
    """None for a bookmark of somebody else."""
    found = _FORM.fullmatch(name)
    if found is None:
        return None
    return PlaceMark(found[1], int(found[2]), found[3] == "h", found[4], found[5])


def is_of(code: str, mark_code: str) -> bool:
    """Whether the code in a bookmark is that of a paper (S3-H1)."""
    return _code(code) == mark_code


def digest(text: str) -> str:
    """Six digits that tell one wording from another; blanks do not count."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:6]


def _code(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", code) or "S"


def _place(key: str, code: str) -> str:
    """The key in letters that a bookmark may have, cut to the room there is."""
    place = re.sub(r"\W", "_", key)
    room = LONGEST - len(f"_{_code(code)}_2000_a123456_")
    return place if len(place) <= room else f"{place[: room - 6]}{digest(key)}"
