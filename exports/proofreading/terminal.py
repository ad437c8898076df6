"""The proofread command: a finished report held against the records, with a commented copy."""

from __future__ import annotations

from typing import Any

from exports.handing_over import About, send_out
from exports.outcome import Outcome
from exports.proofreading.base import Finding, Place, Verdict
from exports.proofreading.corrected_copy import commented, with_comments
from exports.proofreading.proofread import Result, proofread
from exports.proofreading.telling import SIGNS, check_target, in_order, where, words_at
from models.intake import limits


def command(options: Any) -> Outcome:
    """The findings, worst first; --out writes the copy. Findings are no failure: status 0."""
    if options.out is not None:
        check_target(options.file, options.out)
    content = limits.read_bytes(options.file)
    result = proofread(content, options.year)
    counts = {verdict.value: result.counts()[verdict] for verdict in SIGNS}
    data: dict[str, Any] = {
        "file": str(options.file), "title": result.report.title, "year": result.year,
        "counts": counts, "findings": [_data(result, finding) for finding in result.findings],
    }
    heading = " · ".join(f"{verdict} {count}" for verdict, count in counts.items())
    lines = [f"{result.report.title or options.file.name}（按{result.year}年的记录核对）", heading]
    lines += [_line(result, finding) for finding in in_order(result.findings)]
    if options.out is not None:
        copy = with_comments(content, result)
        send_out(options.out, copy, About(f"{result.year}年报告的校对批注副本"))
        told = len(commented(result))
        data |= {"copy": str(options.out), "comments": told}
        lines.append(f"已写出批注副本（{told} 条批注，原文件没有改动）：{options.out}")
    return Outcome(data, lines)


def _line(result: Result, finding: Finding) -> str:
    place = finding.places[0]
    words = words_at(result.report, place) or finding.said
    verdict = "" if finding.verdict is Verdict.AGREES else f"{finding.kind}："
    return (f"{SIGNS[finding.verdict]} {finding.verdict}　{where(place)}　“{words}”　"
            f"{verdict}{finding.message}")


def _data(result: Result, finding: Finding) -> dict[str, Any]:
    return {
        "verdict": finding.verdict.value, "kind": finding.kind.value, "said": finding.said,
        "message": finding.message,
        "places": [_place(result, place) for place in finding.places],
        "readings": [
            {"words": one.words, "value": one.value,
             "figure": one.figure.id if one.figure else None,
             "unit": one.figure.unit if one.figure else None}
            for one in finding.readings
        ],
    }


def _place(result: Result, place: Place) -> dict[str, Any]:
    """paragraph, row and column count from 1; start and end are characters from 0."""
    found: dict[str, Any] = {
        "paragraph": place.block + 1, "start": place.start, "end": place.end,
        "words": words_at(result.report, place),
    }
    return found | ({"row": place.row + 1, "column": place.column + 1} if place.row >= 0 else {})
