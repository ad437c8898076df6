"""Issuing: makes the file and keeps its record in one transaction, so that no number is lost.

A number is PREFIX-YYYY-NNNN, counted from 1 for each prefix and year. It is taken inside the
transaction that keeps the paper: when drawing fails or is cancelled, the number was never taken.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from peewee import fn

from exports.file_names import legal
from exports.handing_over import About, leaving, send_out
from exports.prints.base import render, render_many
from exports.prints.printable import Facts, Printable, Wishes
from exports.prints.registry import printable_by_code
from models import store
from models.entities.office import IssuedPaper
from models.entity import Entity
from models.errors import UserError
from models.jobs import Progress, Silent

VALID, VOID = "有效", "作废"
SOURCE, LETTER = "出具", "WSHU"
"""LETTER: the code and prefix of letters from her own Word templates."""
ISSUED = "出具"
"""The profile of papers that are handed to their holder."""
PAPER_KEY = IssuedPaper.key()
"""What a change of the issued papers is announced under."""


@dataclass(frozen=True)
class Piece:
    """One paper of one record with the answers to its questions, ready to be made.

    kept: the same was issued before and is taken as it is. replaces: what this one is a 补 for.
    accept_duplicate: another one is meant although the same was issued.
    """

    printable: Printable
    record: Entity
    answers: Wishes = field(default_factory=dict)
    kept: IssuedPaper | None = None
    replaces: IssuedPaper | None = None
    accept_duplicate: bool = False


def preview(printable: Printable, record: Entity, wishes: Wishes | None = None) -> bytes:
    """The paper as it would look, with 预览 for its number; nothing is kept."""
    return render(printable.layout(printable.snapshot(record, wishes)))


def made(printable: Printable, facts: Facts) -> bytes:
    """The file that leaves: the Word file of papers that are edited further, else the PDF."""
    return printable.word(facts) if printable.word else render(printable.layout(facts))


def refuse_batches(pieces: Sequence[Piece]) -> None:
    """UserError where several new papers of a kind must not be made at once with these answers."""
    counted = Counter(piece.printable.code for piece in pieces if piece.kept is None)
    for piece in pieces:
        if piece.kept is None and counted[piece.printable.code] > 1:
            piece.printable.refuse_batch(piece.answers)


def preview_many(
    printable: Printable, records: Sequence[Entity], wishes: Wishes | None = None, *,
    progress: Progress | None = None,
) -> bytes:
    """Several papers in one file, with 预览 for their numbers; nothing is kept."""
    refuse_batches([Piece(printable, record, wishes or {}) for record in records])
    documents = [printable.layout(printable.snapshot(record, wishes)) for record in records]
    return render_many(documents, progress)


def issue_paper(
    printable: Printable, record: Entity, wishes: Wishes | None = None, *,
    replaces: IssuedPaper | None = None, accept_duplicate: bool = False,
) -> IssuedPaper:
    """Take the next number, draw the paper and keep it with its snapshot, all or nothing.

    A printable without numbers gets a number from its code. replaces: the paper this one is a 补
    for. Raises UserError when something is missing, when the same was issued already, unless
    accept_duplicate or replaces says that this is meant, and for a submission with an error that
    nobody has answered.
    """
    ready_to_leave(printable, [record])
    answers = printable.wishes(record, wishes)
    is_meant = replaces is not None or accept_duplicate
    if not is_meant and (earlier := duplicates(printable, record, answers)):
        numbers = "、".join(paper.number for paper in earlier)
        raise UserError(
            f"“{record}”的{printable.title}已经出具过：{numbers}。", "如确需再出一份，请选择“补开”或“仍然出具”。"
        )
    issued_on = date.fromisoformat(str(answers["issued_on"]))
    with store.batch(f"出具{printable.title}", source=SOURCE):
        prefix = printable.prefix or printable.code
        serial = next_serial(prefix, issued_on.year)
        number = f"{prefix}-{issued_on.year}-{serial:04}"
        facts = printable.snapshot(
            record, answers, number=number, replaces=replaces.number if replaces else ""
        )
        content = made(printable, facts)
        paper = IssuedPaper(
            number=number, printable=printable.code, title=printable.title, year=issued_on.year,
            serial=serial, holder_entity=record.key(), holder_id=record.id,
            holder_name=facts["holder"], purpose=facts["purpose"] or None, issued_on=issued_on,
            state=VALID, replaces=replaces.number if replaces else None, printed_count=1,
            snapshot=facts, content=content, file_digest=_digest(content),
        )
        store.save(paper, source=SOURCE)
        if replaces is not None and replaces.state == VALID:
            void_paper(replaces, f"补开，由 {number} 代替")
    return paper


def issue_letters(
    title: str, records: Sequence[Entity], draw: Callable[[Entity, str], bytes], *,
    facts: dict[str, Any], issued_on: date,
) -> list[IssuedPaper]:
    """Number a letter for each record and keep it: all of them or none.

    draw: the .docx of a record with its number. facts: what the snapshot keeps besides.
    """
    papers = []
    with store.batch(f"登记文书“{title}” {len(records)} 份", source=SOURCE):
        for serial, record in enumerate(records, start=next_serial(LETTER, issued_on.year)):
            number, holder = f"{LETTER}-{issued_on.year}-{serial:04}", str(record)
            content = draw(record, number)
            paper = IssuedPaper(
                number=number, printable=LETTER, title=title, year=issued_on.year, serial=serial,
                holder_entity=record.key(), holder_id=record.id, holder_name=holder,
                issued_on=issued_on, state=VALID, printed_count=1, content=content,
                file_digest=_digest(content),
                snapshot={**facts, "holder": holder, "tail": title, "number": number},
            )
            store.save(paper, source=SOURCE)
            papers.append(paper)
    return papers


def ready_to_leave(printable: Printable, records: Sequence[Entity]) -> None:
    """UserError when the rules find an unanswered error behind a paper for an authority."""
    if printable.is_submission:
        from models.checks.before_printing import refuse_unfit

        refuse_unfit(records, printable.title)


def issue_many(
    printable: Printable, records: Sequence[Entity], wishes: Wishes | None = None, *,
    progress: Progress | None = None, accept_duplicate: bool = False,
) -> list[IssuedPaper]:
    """One paper for each record; a failure or 取消 gives every number back."""
    pieces = [
        Piece(printable, record, wishes or {}, accept_duplicate=accept_duplicate)
        for record in records
    ]
    return issue_pieces(pieces, progress=progress)


def issue_pieces(
    pieces: Sequence[Piece], *, progress: Progress | None = None
) -> list[IssuedPaper]:
    """A paper for each piece in its order, all or none; a failure or 取消 gives every number back.

    What was issued before and is taken as it is (`kept`) gets no new number.
    """
    refuse_batches(pieces)
    progress = progress or Silent()
    titles = dict.fromkeys(piece.printable.title for piece in pieces)
    label = "、".join(titles) if len(titles) < 3 else f"{next(iter(titles))}等 {len(titles)} 种文件"
    with store.batch(f"出具{label} {len(pieces)} 份", source=SOURCE):
        papers = []
        for done, piece in enumerate(pieces):
            progress.step(done, len(pieces), str(piece.record))
            papers.append(piece.kept or issue_paper(
                piece.printable, piece.record, piece.answers, replaces=piece.replaces,
                accept_duplicate=piece.accept_duplicate,
            ))
        progress.step(len(pieces), len(pieces))
    return papers


def next_serial(prefix: str, year: int) -> int:
    """One more than the highest number of the year; a void or deleted paper keeps its number."""
    highest = (
        IssuedPaper.select(fn.MAX(IssuedPaper.serial))
        .where((IssuedPaper.year == year) & IssuedPaper.number.startswith(f"{prefix}-{year}-"))
        .scalar()
    )
    return int(highest or 0) + 1


def duplicates(
    printable: Printable, record: Entity, wishes: Wishes | None = None
) -> list[IssuedPaper]:
    """Valid papers of the same kind for the same person and period (R-CERT-04), newest first."""
    answers = printable.wishes(record, wishes)
    if printable.missing(record, answers):
        return []
    period = printable.facts(record, answers)["period"]
    issued = IssuedPaper.active().where(
        (IssuedPaper.printable == printable.code) & (IssuedPaper.holder_entity == record.key())
        & (IssuedPaper.holder_id == record.id) & (IssuedPaper.state == VALID)
    )
    return [p for p in issued.order_by(IssuedPaper.id.desc()) if p.snapshot.get("period") == period]


def issue_to_file(
    printable: Printable, record: Entity, path: Path, wishes: Wishes | None = None
) -> tuple[str, bytes]:
    """Issue and write in one transaction; what was issued before is written again unchanged.

    Gives the number (with 补打 for the latter) and the bytes. A file that cannot be written gives
    the number back.
    """
    about = About(printable.title, ISSUED, receiver=str(record), people=1)
    with leaving(path, about) as write, store.batch(f"打印{printable.title}", source=SOURCE):
        if earlier := duplicates(printable, record, wishes):
            number, content = f"{earlier[0].number}（补打）", reprint(earlier[0])
        else:
            paper = issue_paper(printable, record, wishes)
            number, content = paper.number, file_of(paper)
        write(content)
    return number, content


def reprint(paper: IssuedPaper) -> bytes:
    """The very bytes that were issued; counted as one more print.

    Raises UserError when they are not what was kept then, and for a void paper.
    """
    kept = whole(paper)
    content = file_of(kept)
    if kept.state == VOID:
        raise UserError(f"{kept.number} 已作废，不能再打印。", "如需证明，请重新出具一份。")
    paper.printed_count = kept.printed_count = (kept.printed_count or 0) + 1
    store.save(kept, source=SOURCE, label="再次打印")
    return content


def whole(paper: IssuedPaper) -> IssuedPaper:
    """The same paper with its file, which the lists of the ledger leave out."""
    if paper.content is not None:
        return paper
    found: IssuedPaper = IssuedPaper.get_by_id(paper.id)
    return found


def file_of(paper: IssuedPaper) -> bytes:
    """The kept bytes, proved by their digest; looking counts as no print."""
    content = bytes(whole(paper).content or b"")
    if _digest(content) != paper.file_digest:
        raise UserError(f"{paper.number} 的存档文件与摘要不符。", "请从备份恢复后再试。")
    return content


def suffix_of(paper: IssuedPaper) -> str:
    """Of the kept file: .docx or .pdf."""
    return ".pdf" if file_of(paper).startswith(b"%PDF") else ".docx"


def shown_pdf(paper: IssuedPaper) -> bytes | None:
    """The paper as pages to look at and to print; None for a Word file that has no layout here."""
    content = file_of(paper)
    if content.startswith(b"%PDF"):
        return content
    try:
        printable = printable_by_code(paper.printable)
    except LookupError:
        return None
    return render(printable.layout(paper.snapshot))


def void_paper(paper: IssuedPaper, reason: str) -> None:
    """作废: the number stays taken and the reason is kept. Refuses a blank reason."""
    if not reason.strip():
        raise UserError("作废必须写明原因。")
    if paper.state == VOID:
        raise UserError(f"{paper.number} 已经作废：{paper.void_reason}。")
    kept = whole(paper)
    for each in (kept, paper):
        each.state, each.void_reason = VOID, reason.strip()
    store.save(kept, source=SOURCE, label=f"作废{kept.number}")


def hand_over(paper: IssuedPaper, received_by: str) -> None:
    """领取: who took the paper; blank takes the note back."""
    kept = whole(paper)
    paper.received_by = kept.received_by = received_by.strip() or None
    store.save(kept, source=SOURCE, label=f"登记领取{kept.number}")


def save_file(paper: IssuedPaper, path: Path) -> None:
    """Write the kept bytes to a file."""
    send_out(path, file_of(paper), about_paper(paper))


def about_paper(paper: IssuedPaper) -> About:
    """What the export log keeps of an issued paper: it asks for the numbers it shows."""
    receiver = paper.purpose or paper.received_by or paper.holder_name or ""
    return About(f"{paper.title} {paper.number}", ISSUED, receiver=receiver, people=1)


def file_name(facts: dict[str, Any]) -> str:
    """姓名_证件尾号, as a name that every system takes."""
    return legal_name("_".join(part for part in (facts["holder"], facts["tail"]) if part))


def legal_name(words: str) -> str:
    """Words as the name of a file."""
    return legal(words.replace(", ", "_"), instead="_", most=100)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
