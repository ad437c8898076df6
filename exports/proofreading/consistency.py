"""A report held against itself: sums, counted lists, tables, changes, 人 against 人次."""

from __future__ import annotations

from collections.abc import Sequence

from exports.proofreading import against_tables, changes, counted_lists, measures, sums
from exports.proofreading.base import Finding, Mention, Report

CHECKS = (sums.check, counted_lists.check, against_tables.check, changes.check, measures.check)


def check(report: Report, mentions: Sequence[Mention]) -> list[Finding]:
    """What does not fit inside of the report, in reading order, each said once.

    mentions: all numbers of the report, as numbers.mentions() gives them. A check that is in
    doubt says nothing; Verdict.UNREAD is a sum that the report claims and that cannot be followed.
    """
    found: dict[object, Finding] = {}
    for one in CHECKS:
        for finding in one(report, mentions):
            found.setdefault((finding.kind, finding.places), finding)
    return sorted(found.values(), key=_position)


def _position(finding: Finding) -> tuple[int, int, int, int]:
    place = finding.places[0]
    return place.block, place.row, place.column, place.start
