"""Long work: how an ordinary function reports progress and learns that it was cancelled."""

from typing import Protocol


class Cancelled(Exception):
    """The user pressed 取消; raised out of `Progress.step`, so that a transaction rolls back."""


class Progress(Protocol):
    """What a job calls while it works; the window and the terminal each supply one."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` (0 = unknown) units are finished; may raise Cancelled."""


class Silent:
    """Progress for callers who do not watch."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Ignore the report; never cancels."""
