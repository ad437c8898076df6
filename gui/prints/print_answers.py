"""The answers to each paper's questions while the print centre is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.prints import sets
from gui.prints.print_work import EVERY, Tick, subjects_of

SHARED = ("issued_on",)
"""Asked by most papers and meant for all of them: answered once."""


class Answers:
    """What was answered for each paper; a paper that was never looked at keeps its defaults."""

    def __init__(self) -> None:
        self.shared: dict[str, Any] = {}
        self._own: dict[str, dict[str, Any]] = {}
        self._which: dict[str, int] = {}

    def keep(self, code: str, answers: dict[str, Any]) -> None:
        """Remember the answers of one paper; the shared ones count for all."""
        self._own[code] = {k: v for k, v in answers.items() if k not in SHARED}
        self.shared |= {k: v for k, v in answers.items() if k in SHARED}

    def of(self, code: str) -> dict[str, Any]:
        """What was answered for one paper, with what is shared."""
        return {**self.shared, **self._own.get(code, {})}

    def choose(self, code: str, which: int | None) -> None:
        """The line that a paper is about; None for what its set says."""
        self._which.pop(code, None)
        if which is not None:
            self._which[code] = which

    def which(self, code: str) -> int | None:
        """The line that was chosen."""
        return self._which.get(code)

    def tick(self, printable: Any) -> Tick:
        """The paper as it is asked for."""
        code = printable.code
        return Tick(printable, dict(self._own.get(code, {})), self._which.get(code))


def lines_of(entity: Any, record: Any, printable: Any) -> list[tuple[int, str]]:
    """What a paper may be printed from when there is more than one line: id and words."""
    found = sets.subjects(printable.entity, record)
    if len(found) < 2:
        return []
    lines = [(each.id, str(each)) for each in reversed(found)]
    every = (EVERY, f"全部 {len(found)} 份")
    is_each = sets.place_of(entity, printable.code).each
    return [every, *lines] if is_each else [*lines, every]


def options_for(
    entity: Any, records: Sequence[Any], printable: Any, which: int | None
) -> list[Any]:
    """The questions of a paper; those about one record only where there is one."""
    place = sets.place_of(entity, printable.code)
    found = subjects_of(place, sets.subjects(printable.entity, records[0]), which)
    is_many = len(records) > 1 or len(found) > 1
    options = printable.options(found[-1]) if found else []
    return [option for option in options if not (is_many and option.per_record)]
