"""Sentences that claim a zero without a number: 本年度未组派因公出国（境）团组."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from exports.proofreading.base import Finding, Kind, Mention, Place, Report, Verdict
from exports.proofreading.nouns import Row, lexicon
from exports.proofreading.numbers import sentences
from exports.proofreading.times import plan_blocks, year_shift
from exports.proofreading.understanding import NUMBER, Clause, Understanding, read_clause
from exports.proofreading.yardstick import Known, Yardstick

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_NONE = re.compile(
    r"(?:没有|未曾|尚未|暂未|从未|未|无)(?P<verb>发生|组派|组织|派出|派遣|选派|聘用|聘请|聘任|招收|接收|接待|新签|签署|签订"
    r"|续签|举办|召开|派员参加|开展|执行|有)?(?:任何|过|一起|新的|新)?(?P<what>[^，。；]*)"
)
_DONE = ("发生", "组派", "派出", "派遣", "选派", "聘用", "聘请", "聘任", "招收", "接收", "接待", "新签", "签署", "签订",
         "续签", "举办", "召开", "派员参加", "执行")
_UNITS = ("人", "个", "份", "场", "起", "所", "项", "件")
_LEADS = re.compile(r"^(?:本年度?|今年|全年|年内|20\d\d年|学校|我校|我院|也|均|都|目前|至今|截至目前|\s)*$")


def zero_claims(report: Report, yardstick: Yardstick) -> Iterator[Finding]:
    """The zeros that a report claims; those whose words are not all understood are left out."""
    plans = plan_blocks(report)
    for block in report.paragraphs():
        if block.level or block.number in plans:
            continue
        for start, sentence in sentences(block.text):
            for clause in _CLAUSE.finditer(sentence):
                if year_shift(sentence[: clause.end()], yardstick.year) != 0:
                    continue
                place = Place(block.number, start + clause.start(), start + clause.end())
                yield from _claims(clause[0], sentence, yardstick, place)


def _claims(text: str, sentence: str, yardstick: Yardstick, place: Place) -> Iterator[Finding]:
    """The zero of a clause; of a list (未发生合同纠纷、失泄密事件) one for each item."""
    found = _NONE.search(text)
    if found is None or not _leads_in(text[: found.start()]):
        return
    is_act = found["verb"] in _DONE or found["verb"] == "有" or "没有" in found[0]
    if not is_act or not found["what"].strip():
        return
    verb = "" if found["verb"] in (None, "有") else found["verb"]
    items = re.split("[、和及]", found["what"]) if verb == "发生" else [found["what"]]
    for item in items:
        finding = _claim(text.strip(), f"{verb}{item}", sentence, yardstick, place)
        if finding is not None:
            yield finding


def _leads_in(text: str) -> bool:
    """Whether the words before 没有 only say who and when (本年度学校与境外)."""
    return bool(_LEADS.match(text)) or not _LEADS.sub("", lexicon().plain.sub("", text)).strip()


def _claim(
    text: str, stated: str, sentence: str, yardstick: Yardstick, place: Place,
) -> Finding | None:
    compact = re.sub(r"\s+", "", f"{stated}{NUMBER}")
    for unit in _UNITS:
        mention = Mention(place, "", Decimal(0), unit, stated, sentence.strip())
        understood = read_clause(Clause(compact, "", sentence), mention)
        if understood.specs and understood.is_plain and _is_default(understood, unit):
            return _judged(text, mention, understood, yardstick)
    return None


def _is_default(understood: Understanding, unit: str) -> bool:
    """Whether a unit is the first that its theme is counted by (团组 by 个, not by 人)."""
    rows: list[Row] = [r for r in lexicon().rows if r.theme == understood.theme and not r.marks]
    if not rows:
        return True
    return any(unit in lexicon().units.get(each, (each,)) for each in rows[0].units)


def _judged(
    text: str, mention: Mention, understood: Understanding, yardstick: Yardstick,
) -> Finding | None:
    known = yardstick.readings(mention, understood)
    if not known:
        return None
    values = [one for one in known if one.reading.value is not None]
    readings = tuple(one.reading for one in values)
    places = (mention.place,)
    if not values or not any(_is_used(one, yardstick) for one in values):
        message = "报告说没有发生，台账里也没有这类记录，无法核对。"
        if understood.specs[0].typed:
            message = "报告说没有发生，但本年度还没有在“待确认”里确认为0。"
        return Finding(Kind.RECORDS, Verdict.UNKNOWN, places, text, message, readings)
    zero = next((one.reading for one in values if one.reading.value == 0), None)
    if zero is not None:
        message = f"与台账相符：{zero.words}。"
        return Finding(Kind.RECORDS, Verdict.AGREES, places, text, message, (zero,))
    message = f"报告说没有，而{readings[0].words}。"
    return Finding(Kind.RECORDS, Verdict.DIFFERS, places, text, message, readings)


def _is_used(known: Known, yardstick: Yardstick) -> bool:
    figure = known.reading.figure
    return figure is None or yardstick.is_used(figure)
