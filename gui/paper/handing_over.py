"""Writing files for others from the window: made in memory, searched for leaks, then written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from gui.shared.context import Context
from gui.shared.progress import run_with_progress
from models.jobs import Progress

if TYPE_CHECKING:
    from exports.handing_over import About

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Paper:
    """One file to be written. allowed: the sorts of number that its receiver asks for."""

    path: Path
    content: bytes
    about: About
    allowed: frozenset[str] = NOTHING


def hand_over(
    parent: QWidget, context: Context, label: str, *,
    make: Callable[[Progress], Sequence[Paper]], then: Callable[[list[Path]], None],
    guarded: bool = True,
) -> None:
    """Make the files beside the window, ask where one leaks, write them; `then(paths)`.

    guarded: False for papers that are handed to their holder and ask for what they show.
    """

    def look(progress: Progress) -> Any:
        papers = list(make(progress))
        return papers, _leaks(papers, progress) if guarded else []

    def ask(found: Any) -> None:
        papers, leaks = found
        if not leaks:
            _write(parent, context, label, papers, then)
            return
        from exports.leak_guard import CAN_MASK
        from gui.paper.leak_dialog import AS_IS, MASKED, LeakDialog

        names = {name for name, _ in leaks}
        dialog = LeakDialog(
            leaks, can_mask=all(name.lower().endswith(CAN_MASK) for name in names), parent=parent
        )
        dialog.exec()
        if dialog.answer == MASKED:
            _write(parent, context, label, papers, then, hidden=names)
        elif dialog.answer == AS_IS:
            reasons = [
                replace(p, about=replace(p.about, masked=False, reason=dialog.reason))
                if p.path.name in names else p for p in papers
            ]
            _write(parent, context, label, reasons, then)

    run_with_progress(parent, context.worker, label, look, then=ask)


def _leaks(papers: Sequence[Paper], progress: Progress) -> list[tuple[str, Any]]:
    from exports.leak_guard import find
    from models import known_people

    people = known_people.read()
    found = []
    for done, paper in enumerate(papers):
        progress.step(done, len(papers), "正在检查有没有多余的号码")
        leaks = find(paper.content, paper.path.name, people=people, allowed=paper.allowed).leaks
        found += [(paper.path.name, leak) for leak in leaks]
    return found


def _write(
    parent: QWidget, context: Context, label: str, papers: Sequence[Paper],
    then: Callable[[list[Path]], None], *, hidden: set[str] | None = None,
) -> None:
    def work(progress: Progress) -> list[Path]:
        from exports.handing_over import send_out
        from exports.masked_copy import masked_copy
        from models import known_people

        people = known_people.read() if hidden else None
        for done, paper in enumerate(papers):
            progress.step(done, len(papers), paper.path.name)
            content, about = paper.content, paper.about
            if people is not None and paper.path.name in (hidden or ()):
                content = masked_copy(
                    content, paper.path.name, people=people, allowed=paper.allowed
                )
                about = replace(about, masked=True)
            send_out(paper.path, content, about)
        return [paper.path for paper in papers]

    run_with_progress(parent, context.worker, label, work, then=then)
