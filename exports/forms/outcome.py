"""What a filled form gives besides its cells: proved checks, and lists of the records behind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class CheckResult:
    """One check: what was tested, whether it holds, and the numbers. level: 错 or 警."""

    label: str
    ok: bool
    detail: str
    level: str = "错"
    totals: tuple[tuple[str, str, int | Decimal], ...] = ()
    """Row and column of each total that was proved, and what its parts lack or exceed (0: ✓)."""


@dataclass(frozen=True)
class DetailSheet:
    """A list of records under the form: headers and plain values, records row by row."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    widths: tuple[float, ...]
    records: tuple[Any, ...] = ()
    note: str = ""
