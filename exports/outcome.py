"""What a command of the command line has to say, to a machine and to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """`data` for --json, `lines` for people; `failed` sets status 1."""

    data: Any
    lines: list[str]
    failed: bool = False
