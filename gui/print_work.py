"""What the print dialog reads and writes beside the window: plans, previews, issued papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exports import issue
from exports.handing_over import About, send_out
from exports.prints.base import render_many
from models import three_states
from models.checks.before_printing import Review, review, said
from models.errors import UserError
from models.jobs import Progress

PREVIEWED = 30
"""Papers of a batch that the preview shows; all of them are saved, printed and issued."""


@dataclass(frozen=True)
class Gap:
    """Something missing of one record: the words, and the record whose form mends it."""

    words: str
    entity: Any
    record_id: int | None


@dataclass(frozen=True)
class Plan:
    """What can be printed with the given answers.

    review: what the rules find, for a paper that goes to an authority; else None.
    """

    ready: list[Any] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    earlier: list[Any] = field(default_factory=list)
    pdf: bytes = b""
    fault: str = ""
    review: Review | None = None

    @property
    def is_blocked(self) -> bool:
        """Whether an error without an answer keeps the paper back."""
        return self.review is not None and bool(self.review.blocking)


def make_plan(printable: Any, ids: Sequence[int], answers: dict[str, Any]) -> Plan:
    """Read the records, what they lack, what was issued before, and draw the preview."""
    records = [printable.entity.get_by_id(record_id) for record_id in ids]
    many = len(records) > 1
    ready, gaps, earlier = [], [], []
    told: dict[str, list[str]] = {}
    found = review(records) if printable.is_submission else None
    known = {said(each) for each in found.found} if found else set()
    try:
        for record in records:
            wishes = printable.wishes(record, answers)
            missing = printable.missing(record, wishes)
            if missing:
                who = f"{record}：" if many else ""
                gaps += [_gap(gap, f"{who}{_called(gap)}") for gap in missing]
                continue
            ready.append(record)
            for words in printable.notices(record, wishes):
                if words not in known:
                    told.setdefault(words, []).append(str(record))
            earlier += issue.duplicates(printable, record, wishes)
        pdf = issue.preview_many(printable, ready[:PREVIEWED], answers) if ready else b""
    except UserError as error:
        notices = _grouped(told, many=many)
        return Plan(ready, _once(gaps), notices, earlier, b"", str(error), found)
    return Plan(ready, _once(gaps), _grouped(told, many=many), earlier, pdf, review=found)


def _grouped(told: dict[str, list[str]], *, many: bool) -> list[str]:
    """Each notice once, with the names it is about."""
    if not many:
        return list(told)
    return [
        f"{'、'.join(names[:3])}{f'等 {len(names)} 条' if len(names) > 3 else ''}：{words}"
        for words, names in told.items()
    ]


def _called(missing: Any) -> str:
    """The field that is wanted, and that it is blank on purpose where it is."""
    is_meant = three_states.is_marked(missing.record, missing.field)
    return f"{missing.label}（记为{three_states.WORD}）" if is_meant else missing.label


def _gap(missing: Any, words: str) -> Gap:
    record = missing.record
    link = record.owner_link()
    if link is not None:
        return Gap(words, link.rel_model, link.read(record))
    return Gap(words, type(record), record.id)


def _once(gaps: list[Gap]) -> list[Gap]:
    """What the office itself lacks is said once, not for every record."""
    seen: dict[tuple[str, Any, Any], Gap] = {}
    for gap in gaps:
        words = gap.words.partition("：")[2] or gap.words if gap.entity.is_settings else gap.words
        seen.setdefault((words, gap.entity, gap.record_id), Gap(words, gap.entity, gap.record_id))
    return list(seen.values())


def issue_all(
    printable: Any, records: Sequence[Any], answers: dict[str, Any], *,
    how: str, earlier: Sequence[Any], progress: Progress,
) -> list[Any]:
    """Issue each record's paper; how: "" (refuse duplicates), replace (补开) or again (另出一份)."""
    if how == "replace" and len(records) == 1:
        return [issue.issue_paper(printable, records[0], answers, replaces=earlier[0])]
    return issue.issue_many(
        printable, records, answers, progress=progress, accept_duplicate=how == "again"
    )


def pdf_of(
    printable: Any, records: Sequence[Any], answers: dict[str, Any], *,
    papers: Sequence[Any], progress: Progress,
) -> bytes:
    """One file: the issued papers as kept, or previews where nothing was issued."""
    if len(papers) == 1:
        return issue.file_of(papers[0])
    if papers:
        documents = [printable.layout(paper.snapshot) for paper in papers]
        return render_many(documents, progress)
    return issue.preview_many(printable, records, answers, progress=progress)


def save_one(path: Path, *what: Any, papers: Sequence[Any], progress: Progress) -> int:
    """Write everything as one file; files written."""
    content = pdf_of(*what, papers=papers, progress=progress)
    send_out(path, content, about(what[0], papers or what[1]))
    return 1


def about(printable: Any, sources: Sequence[Any]) -> About:
    """What the export log keeps of saved papers or previews."""
    receiver = str(sources[0]) if len(sources) == 1 else ""
    return About(printable.title, issue.ISSUED, receiver=receiver, people=len(sources))


def save_each(
    folder: Path, printable: Any, records: Sequence[Any], answers: dict[str, Any], *,
    papers: Sequence[Any], progress: Progress,
) -> int:
    """Write one file for each record, named 姓名_证件尾号; files written.

    A name that occurs twice gets the record's id.
    """
    taken: set[str] = set()
    total = len(papers) or len(records)
    for done, source in enumerate(papers or records):
        progress.step(done, total, str(source))
        if papers:
            facts, content = source.snapshot, issue.file_of(source)
        else:
            facts = printable.snapshot(source, answers)
            content = issue.preview(printable, source, answers)
        name = issue.file_name(facts)
        if name in taken:
            name = f"{name}_{source.id}"
        taken.add(name)
        send_out(folder / f"{name}.pdf", content, about(printable, [source]))
    progress.step(total, total)
    return total
