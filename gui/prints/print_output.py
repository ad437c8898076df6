"""What the print centre makes beside the window: issued papers, one file or one each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exports import issue
from exports.handing_over import About, send_out
from exports.issue import Piece
from exports.prints.base import render_many
from exports.prints.joining import joined
from models.errors import UserError
from models.jobs import Progress

WORD = ".docx"


def issue_all(pieces: Sequence[Piece], progress: Progress) -> list[Any]:
    """Take the numbers and keep the papers, all or none."""
    return issue.issue_pieces(pieces, progress=progress)


def count_again(papers: Sequence[Any]) -> None:
    """Originals of an earlier day that were printed once more."""
    for paper in papers:
        issue.reprint(paper)


def pdf_of(pieces: Sequence[Piece], *, papers: Sequence[Any], progress: Progress) -> bytes:
    """One file to look at and print: the issued papers as kept, or previews before that."""
    if not papers:
        return render_many(_layouts(pieces, progress), progress)
    kept = [piece.kept is not None for piece in pieces]
    if len(papers) > 1 and not any(kept):
        # Drawn from their snapshots together, so that fonts stand in the file only once.
        documents = [
            piece.printable.layout(paper.snapshot)
            for piece, paper in zip(pieces, papers, strict=False)
        ]
        return render_many(documents, progress)
    files = []
    for done, paper in enumerate(papers, start=1):
        pdf = issue.shown_pdf(paper)
        if pdf is None:
            raise UserError(f"{paper.number} 是 Word 文件。", "请保存后用 Word 或 WPS 打开、打印。")
        files.append(pdf)
        progress.step(done, len(papers), paper.number)
    return joined(files)


def _layouts(pieces: Sequence[Piece], progress: Progress) -> list[Any]:
    documents = []
    for done, piece in enumerate(pieces):
        progress.step(done, len(pieces), str(piece.record))
        facts = piece.printable.snapshot(piece.record, piece.answers)
        documents.append(piece.printable.layout(facts))
    return documents


def has_word(pieces: Sequence[Piece]) -> bool:
    """Whether any of them is kept as a Word file."""
    return any(piece.printable.word is not None for piece in pieces)


def save_one(
    path: Path, pieces: Sequence[Piece], *, papers: Sequence[Any], progress: Progress
) -> int:
    """Write everything as one file; files written."""
    if len(pieces) == 1:
        content = _file(pieces[0], papers[0] if papers else None)
    else:
        content = pdf_of(pieces, papers=papers, progress=progress)
    send_out(path, content, about(pieces))
    return 1


def save_each(
    folder: Path, pieces: Sequence[Piece], *, papers: Sequence[Any], progress: Progress,
    together: bool = False,
) -> int:
    """Write one file for each paper: 序号_代码_姓名_证件尾号, in the order of printing; how many.

    together: only what is Word gets a file of its own, and all PDFs are one.
    """
    digits = max(2, len(str(len(pieces))))
    rest: list[int] = []
    written = 0
    for at, piece in enumerate(pieces):
        progress.step(at, len(pieces), str(piece.record))
        paper = papers[at] if papers else None
        if together and piece.printable.word is None:
            rest.append(at)
            continue
        name = f"{at + 1:0{digits}}_{piece.printable.code}_{_name(piece, paper)}"
        send_out(folder / f"{name}{piece.printable.suffix}", _file(piece, paper), about([piece]))
        written += 1
    if rest:
        chosen = [pieces[at] for at in rest]
        pdf = pdf_of(chosen, papers=[papers[at] for at in rest] if papers else (),
                     progress=progress)
        send_out(folder / f"{title_of(chosen)}.pdf", pdf, about(chosen))
        written += 1
    progress.step(len(pieces), len(pieces))
    return written


def _name(piece: Piece, paper: Any) -> str:
    """姓名_证件尾号."""
    if paper is not None:
        return issue.file_name(paper.snapshot)
    return issue.file_name(piece.printable.snapshot(piece.record, piece.answers))


def _file(piece: Piece, paper: Any) -> bytes:
    """The kept file, or what it would be."""
    if paper is not None:
        return issue.file_of(paper)
    facts = piece.printable.snapshot(piece.record, piece.answers)
    return issue.made(piece.printable, facts)


def title_of(pieces: Sequence[Piece]) -> str:
    """在读证明 12 份, 赴日本学术访问 全套 9 份; what a system takes as a file's name."""
    titles = list(dict.fromkeys(piece.printable.title for piece in pieces))
    holders = {piece.record.id for piece in pieces}
    what = titles[0] if len(titles) == 1 else f"{titles[0]}等"
    who = f"{pieces[0].record} " if len(holders) == 1 and len(titles) > 1 else ""
    return issue.legal_name(f"{who}{what} {len(pieces)} 份")


def about(pieces: Sequence[Piece]) -> About:
    """What the export log keeps of saved papers or previews."""
    titles = list(dict.fromkeys(piece.printable.title for piece in pieces))
    people = {(type(piece.record), piece.record.id) for piece in pieces}
    receiver = str(pieces[0].record) if len(people) == 1 else ""
    what = "、".join(titles) if len(titles) < 4 else f"{'、'.join(titles[:3])}等 {len(titles)} 种"
    return About(what, issue.ISSUED, receiver=receiver, people=len(people))


def said_numbers(papers: Sequence[Any]) -> str:
    """XSZM-2025-0001 至 XSZM-2025-0003，共 3 份; each kind with its own first and last."""
    by_kind: dict[str, list[str]] = {}
    for paper in papers:
        by_kind.setdefault(str(paper.printable), []).append(str(paper.number))
    parts = [n[0] if len(n) == 1 else f"{n[0]} 至 {n[-1]}" for n in by_kind.values()]
    total = f"，共 {len(papers)} 份" if len(papers) > 1 else ""
    return f"{'、'.join(parts)}{total}"
