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
from exports.prints import PRINTABLES
from exports.prints.base import Cell, Document, FormFooter, Page, Paragraph, Row, Table, Title
from exports.prints.blocks import Band
from exports.prints.sets import comes_back
from models import attachments
from models.attachments import StoredFile
from models.entities.attachment import Attachment
from models.entities.office import IssuedPaper, OfficeProfile

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
    states = _states(year, prefix)
    missing = tuple(n for n in range(1, max(states, default=0) + 1) if n not in states)
    void = sum(state == VOID for state, _ in states.values())
    return Proof(prefix, year, len(states), missing, void)


def _states(year: int, prefix: str) -> dict[int, tuple[str, str]]:
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


# ---- the proof page ----

ACROSS, MOST = 20, 600
"""Numbers in a row of the page; beyond so many only what is void or missing is listed."""


def proof_document(year: int, code: str, *, today: date | None = None) -> Document:
    """编号连续性核对表 of one kind and year: every number, what is void and why, what is missing."""
    prefix = prefixes(code).get(code, code)
    found, states = proof(year, prefix), _states(year, prefix)
    office, day = OfficeProfile.current(), today or date.today()
    last = max(states, default=0)
    blocks: list[Any] = [
        Title("编号连续性核对表", size=18, role="hei", after=2),
        Paragraph(f"{office.school_name or ''}　{title_of(code)}　{year} 年", size=11, indent=0,
                  align="center", after=3),
        _summary(found, prefix, last),
    ]
    if 0 < last <= MOST:
        blocks.append(_grid(states, last))
    blocks += [_reasons(states, found), _signatures(found)]
    title = f"编号连续性核对表 {prefix} {year}"
    footer = FormFooter("编号台账", day.isoformat())
    return Document(title, office.school_name or "", (Page(tuple(blocks)),), footer=footer,
                    made_on=day)


def _summary(found: Proof, prefix: str, last: int) -> Table:
    span = f"{prefix}-{found.year}-0001 至 {prefix}-{found.year}-{last:04}" if last else "尚未出具"
    pairs = (
        ("编号范围", span), ("已用号数", f"{found.count} 号，其中作废 {found.void} 号"),
        ("缺号", f"{len(found.missing)} 个" if found.missing else "无缺号"),
    )
    rows = tuple(
        Row((Cell(name, align="center", role="label", label=True), Cell(words)), 8)
        for name, words in pairs
    )
    return Table((Band((30, None), rows),), after=3)


def _grid(states: dict[int, tuple[str, str]], last: int) -> Table:
    """One small cell for each number: · valid, × void, 缺 missing."""
    rows = []
    for start in range(1, last + 1, ACROSS):
        cells = [Cell(f"{start:04}", align="center", role="label", size=9, label=True)]
        for number in range(start, start + ACROSS):
            state = states.get(number, ("", ""))[0]
            mark = "缺" if number <= last and not state else "×" if state == VOID else "√"
            cells.append(Cell(mark if number <= last else "", align="center", size=9))
        rows.append(Row(tuple(cells), 5.6))
    columns: tuple[float | None, ...] = (None, *(7.6,) * ACROSS)
    return Table((Band(columns, tuple(rows)),), after=1.5)


def _reasons(states: dict[int, tuple[str, str]], found: Proof) -> Paragraph:
    """What the marks mean, then what is void with its reason and what is missing."""
    void = [
        f"{number:04}（{reason}）" for number, (state, reason) in states.items() if state == VOID
    ]
    parts = ["√ 有效　× 作废　缺 缺号；每行 20 号，行首为该行第一个号。"]
    if void:
        parts.append(f"作废：{'；'.join(void)}。")
    if found.missing:
        parts.append(f"缺号：{'、'.join(f'{n:04}' for n in found.missing)}。")
    return Paragraph("".join(parts), size=9, indent=0, leading=1.5, after=3)


def _signatures(found: Proof) -> Table:
    said = "经核对，以上编号连续，无缺号。" if found.is_whole else "以上缺号原因："
    cells = (
        Cell("核对意见", align="center", role="label", label=True),
        Cell(said, valign="top"),
    )
    names = tuple(
        Cell(words, align="center" if is_label else "left", role="label", label=is_label)
        for words, is_label in (("经办人", True), ("", False), ("负责人", True), ("", False),
                                ("日期", True), ("", False))
    )
    return Table((
        Band((24, None), (Row(cells, 18),)),
        Band((24, 34, 20, 34, 16, None), (Row(names, 11),)),
    ))
