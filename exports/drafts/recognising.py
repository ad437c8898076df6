"""Which figure an unmarked number of a report is: what proof-reading is sure of, as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from exports.drafts.tokens import Facts, Token
from exports.proofreading import judging, numbers, reading
from exports.proofreading.base import Finding, Kind, Mention, Report, Role, Verdict
from models.indicators.base import Figure, dimension_of

_NUMERAL = re.compile(r"[\d,，.．〇零一二两三四五六七八九十百千]+(?:\s*[万亿](?=.))?")

_DIRECTION = re.compile(r"(?:净?(?:增加|减少))$")


@dataclass(frozen=True)
class KnownNumber:
    """A number with its figure: characters [start, end) of a paragraph.

    token: of the year of the report. is_last_year: it speaks of the year before that. agrees:
    the report and the records say the same. label: what the figure is called.
    """

    start: int
    end: int
    token: str
    is_last_year: bool = False
    agrees: bool = True
    label: str = ""


def known_numbers(content: bytes, facts: Facts) -> dict[int, list[KnownNumber]]:
    """The numbers of a Word file that can be told, by block, held against the year of `facts`.

    Nothing is guessed: only numbers whose words leave one reading.
    """
    return numbers_of(reading.read(content), facts)


def numbers_of(report: Report, facts: Facts) -> dict[int, list[KnownNumber]]:
    """The same for a report that has been read."""
    report = replace(report, year=facts.year)
    mentioned = numbers.mentions(report)
    by_place = {mention.place: mention for mention in mentioned}
    found: dict[int, list[KnownNumber]] = {}
    for finding in judging.judge(report, mentioned, facts.year):
        mention = by_place.get(finding.places[0])
        if mention is None or mention.place.row >= 0:
            continue
        text = report.blocks[mention.place.block].text
        for known in _known(finding, mention, text, facts):
            found.setdefault(mention.place.block, []).append(known)
    return found


def numeral_end(text: str, start: int, end: int) -> int:
    """Where the numeral of a mention ends and its measure word begins (万 belongs to 万元)."""
    match = _NUMERAL.match(text, start, end)
    return match.end() if match else end


def token_of(figure: Figure, facts: Facts, *, facet: str = "") -> str | None:
    """The token that means this very figure in the year of `facts`; None where there is none."""
    pairs = []
    for key, value in sorted(figure.where):
        shown = "" if value is None else str(value)
        if any(sign in shown for sign in "[],=|{}"):
            return None
        try:
            dimension_of(figure.indicator.entity, key)
        except LookupError:
            return None
        pairs.append(f"{key}={shown}")
    text = figure.indicator.id + (f"[{','.join(pairs)}]" if pairs else "") + facet
    try:
        same = facts.figure(Token.parse(text)) == figure
    except (ValueError, LookupError):
        return None
    return text if same and len(text) <= 64 else None


def _known(
    finding: Finding, mention: Mention, text: str, facts: Facts,
) -> Iterator[KnownNumber]:
    figures = {one.figure for one in finding.readings if one.figure is not None}
    if finding.kind is not Kind.RECORDS or len(figures) != 1 or mention.about:
        return
    if finding.verdict not in (Verdict.AGREES, Verdict.DIFFERS) or mention.role is Role.RATE:
        return
    figure: Any = next(iter(figures))
    agrees = finding.verdict is Verdict.AGREES
    facet = ":wan" if "万" in mention.text else ""
    start, end = mention.place.start, numeral_end(text, mention.place.start, mention.place.end)
    if mention.role is Role.CHANGE:
        direction = _DIRECTION.search(text, 0, start)
        if direction is None or not agrees:
            return
        start, end, facet = direction.start(), mention.place.end, ":change"
    if mention.shift == -1:
        before = Facts(replace(facts.term, year=facts.term.year - 1))
        token = token_of(figure, before, facet=facet)
    else:
        token = token_of(figure, facts, facet=facet)
    if token is None:
        return
    yield KnownNumber(start, end, token, mention.shift == -1, agrees, figure.label)
