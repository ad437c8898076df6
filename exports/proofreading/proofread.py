"""Proof-reads a whole report: its numbers held against the records and against each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from exports.proofreading import consistency, judging, numbers, reading
from exports.proofreading.base import Finding, Mention, Report, Verdict
from models.errors import UserError


@dataclass(frozen=True)
class Result:
    """What proof-reading a report for a year found, in reading order."""

    report: Report
    findings: tuple[Finding, ...]
    year: int
    mentions: tuple[Mention, ...] = ()

    def counts(self) -> Counter[Verdict]:
        """How many findings of each verdict."""
        return Counter(finding.verdict for finding in self.findings)


def proofread(content: bytes | str, year: int | None = None) -> Result:
    """A report's content (Word file, or text) against the records of a year.

    year: blank takes the year that the report names. Raises Unreadable for a file that cannot be
    read, UserError when no year is known.
    """
    report = reading.read_text(content) if isinstance(content, str) else reading.read(content)
    if not report.blocks:
        raise UserError("这份报告里没有文字。", "请检查是否选错了文件。")
    chosen = year or report.year
    if chosen is None:
        raise UserError("看不出这份报告是哪一年的。", "请先选择年度再校对。")
    report = replace(report, year=chosen)
    found = tuple(numbers.mentions(report))
    findings = [
        *judging.judge(report, found, chosen), *consistency.check(report, found),
    ]
    return Result(report, tuple(sorted(findings, key=_position)), chosen, found)


def _position(finding: Finding) -> tuple[int, int, int, int]:
    place = finding.places[0]
    return place.block, place.row, place.column, place.start
