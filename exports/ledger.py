"""The ledger of issued papers: lists, the proof that no number is missing, scans that came back.

A paper that is signed by others leaves the office and has to return: its scan is kept as an
attachment of the issued paper itself. Lists leave the files of the papers out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exports.issue import LETTER, VALID, VOID
from exports.prints.registry import PRINTABLES
from exports.prints.sets import comes_back
from models import attachments
from models.attachments import StoredFile
from models.entities.attachment import Attachment
from models.entities.office import IssuedPaper

SCAN = "签字扫描件"
"""What an attachment of an issued paper is called when it is the signed paper itself."""
OUT, BACK = "待回传", "已回传"
STATES = (VALID, OUT, BACK, VOID)
"""What can be asked for; 有效 holds 待回传 and 已回传 too."""


@dataclass(frozen=True)
class Proof:
    """Whether the numbers of one prefix and year run from 1 without a gap."""

    prefix: str
    year: int
    count: int
    missing: tuple[int, ...]
    void: int

    @property
    def is_whole(self) -> bool:
        """No number is missing."""
        return not self.missing

    @property
    def words(self) -> str:
        """XSZM 2025 年 12 号无缺号，其中作废 1 号."""
        start = f"{self.prefix} {self.year} 年 {self.count} 号"
        void = f"，其中作废 {self.void} 号" if self.void else ""
        if self.missing:
            gaps = "、".join(f"{number:04}" for number in self.missing[:10])
            return f"{start}，缺号 {len(self.missing)} 个：{gaps}{void}"
        return f"{start}无缺号{void}" if self.count else f"{self.prefix} {self.year} 年尚未出具"


@dataclass(frozen=True)
class Line:
    """One paper of the ledger with what became of it. days: since it went out, while it is out."""

    paper: IssuedPaper
    state: str
    scans: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        """✓ 有效, ! 待回传 12 天, ✓ 已回传, ✕ 作废：原因; with （补） for a reissue."""
        if self.state == VOID:
            return f"✕ 作废：{self.paper.void_reason}"
        again = "（补）" if self.paper.replaces else ""
        waited = f" {self.days} 天" if self.state == OUT and self.days > 0 else ""
        return f"{'!' if self.state == OUT else '✓'} {self.state}{waited}{again}"


def proof(year: int, prefix: str) -> Proof:
    """The numbers of one prefix and year, counted with those in the recycle bin."""
    states = states_of(year, prefix)
    missing = tuple(n for n in range(1, max(states, default=0) + 1) if n not in states)
    void = sum(state == VOID for state, _ in states.values())
    return Proof(prefix, year, len(states), missing, void)


def proof_words(proofs: Sequence[Proof]) -> str:
    """Of several kinds: the gaps of those that have any, else how many numbers there are."""
    gaps = [proof for proof in proofs if not proof.is_whole]
    if gaps or len(proofs) <= 2:
        return "；".join(proof.words for proof in gaps or proofs)
    count, void = sum(proof.count for proof in proofs), sum(proof.void for proof in proofs)
    return f"{len(proofs)} 种 {count} 号无缺号" + (f"，其中作废 {void} 号" if void else "")


def states_of(year: int, prefix: str) -> dict[int, tuple[str, str]]:
    """State and reason of every number that was taken."""
    rows = IssuedPaper.select(
        IssuedPaper.serial, IssuedPaper.state, IssuedPaper.void_reason
    ).where((IssuedPaper.year == year) & IssuedPaper.number.startswith(f"{prefix}-{year}-"))
    ordered = rows.order_by(IssuedPaper.serial)
    return {int(row.serial): (row.state, row.void_reason or "") for row in ordered}


def prefixes(code: str = "") -> dict[str, str]:
    """Code → prefix of every kind that has numbers, or of one."""
    known = {p.code: p.prefix or p.code for p in PRINTABLES} | {LETTER: LETTER}
    return {key: prefix for key, prefix in known.items() if code in ("", key)}


def title_of(code: str) -> str:
    """What a kind is called; the code itself where it is known no longer."""
    if code == LETTER:
        return "我的模板做的文书"
    return next((p.title for p in PRINTABLES if p.code == code), code)


def is_word(code: str) -> bool:
    """Whether papers of this kind are Word files."""
    return code == LETTER or any(p.code == code and p.word is not None for p in PRINTABLES)


def lines(
    year: int, code: str = "", state: str = "", *, today: date | None = None
) -> list[Line]:
    """The papers of a kind ("" = all), year (0 = all) and state ("" = any), newest first."""
    listed = IssuedPaper.active(*_light())
    if year:
        listed = listed.where(IssuedPaper.year == year)
    if code:
        listed = listed.where(IssuedPaper.printable == code)
    papers = list(listed.order_by(IssuedPaper.issued_on.desc(), IssuedPaper.id.desc()))
    scans = attachments.of_many(IssuedPaper, [paper.id for paper in papers])
    found = [_line(paper, len(scans.get(paper.id, ())), today or date.today()) for paper in papers]
    return [line for line in found if not state or _is(line, state)]


def _light() -> list[Any]:
    """Every column but the file: a year of papers is many megabytes."""
    return [f for f in IssuedPaper._meta.sorted_fields if f.name != "content"]


def _line(paper: IssuedPaper, scans: int, today: date) -> Line:
    if paper.state == VOID:
        return Line(paper, VOID, scans)
    if scans:
        return Line(paper, BACK, scans)
    if comes_back(paper.printable):
        issued = paper.issued_on if isinstance(paper.issued_on, date) else today
        return Line(paper, OUT, 0, (today - issued).days)
    return Line(paper, VALID)


def _is(line: Line, state: str) -> bool:
    return line.state != VOID if state == VALID else line.state == state


def waiting(today: date | None = None) -> list[Line]:
    """Papers of all years that are out to be signed and whose scan is not back, oldest first."""
    return lines(0, "", OUT, today=today)[::-1]


def years() -> list[int]:
    """The years in which papers were issued."""
    return sorted({row[0] for row in IssuedPaper.active(IssuedPaper.year).tuples()})


def take_back(paper: IssuedPaper, files: Sequence[StoredFile]) -> list[Attachment]:
    """Keep scans of the signed paper with it; one that is kept already is passed over."""
    return attachments.attach(paper, [(file, SCAN) for file in files], dated_on=None)


def scans_of(paper: IssuedPaper) -> list[Attachment]:
    """The scans that came back, in the order in which they were added."""
    return attachments.of(paper)
