"""Words as the name of a file or folder that Windows and Linux both take."""

from __future__ import annotations

import re

MOST_LETTERS, MOST_BYTES = 60, 200
"""Of one name: Windows allows 260 letters for the whole path, Linux 255 bytes for a name."""
_ILLEGAL = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f]')
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10))}


def legal(words: str, *, suffix: str = "", instead: str = " ", most: int = MOST_LETTERS) -> str:
    """A legal name with its suffix, short enough; `instead` stands where a letter is forbidden.

    Words of which nothing is left are 未命名; most: letters with the suffix.
    """
    name = re.sub(r"\s+", " ", _ILLEGAL.sub(instead, words)).strip(" .") or "未命名"
    if name.split(".")[0].upper() in _RESERVED:
        name = f"_{name}"
    name = name[:most - len(suffix)]
    while len((name + suffix).encode()) > MOST_BYTES:
        name = name[:-1]
    return name.rstrip(" .") + suffix
