"""Holds every number of a report against the records: tolerant in finding, strict in judging.

A number agrees when any plausible reading has its value. It differs only when none has and every
word about it was understood; otherwise it is 未看懂. Where the register holds nothing of its kind
in that year it is 库中无此数, which is no error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from exports.proofreading.base import Finding, Kind, Mention, Reading, Report, Role, Verdict
from exports.proofreading.understanding import (
    Understanding,
    is_at_home,
    is_of_the_field,
    understand_all,
)
from exports.proofreading.yardstick import Known, Yardstick
from exports.proofreading.zero_claims import zero_claims

_NO_SUCH = "台账里没有这样统计的数字，无法核对。"
ROUGH = Decimal("0.1")
"""约 may be off by a tenth, but always by one; 近 may be a tenth above the true number."""
_MORE = ("余", "多", "几", "来")
_AT_LEAST = ("不少于", "不低于", "至少", "以上", "达到")
_ABOVE = ("超过", "超", "逾", "突破", "上", "过", "之多")
_BELOW = ("不足", "不到", "少于", "以下", "以内")
_VAGUE = ("数", "几", "好几")
_COMPARED = re.compile(r"(?:较|比|同比|与|同|和)(?:上年|去年|上一年|上年度|20\d\d年)|同比|(?:去年|上年)(?:同期)?[是为]")
_FALLS = re.compile(r"(?:减少|下降|降低|减|少)了?(?=[…约近\d])")
_TO_DATE = re.compile(r"累计|总共|迄今|至今")
_THIS_YEAR = re.compile(r"全年|本年|今年|年内|20\d\d年|年度")
_SUM = re.compile(r"合计|总计|共计|[增减][加少]?[到至]|上升[到至]|达到|已达|参训")
"""A number behind these stands for the whole that was just spoken of."""
_WHOLE_SPAN = re.compile(r"|[上下]半年|第?[一二三四1-4]季度|\d+—\d+月")


def judge(report: Report, mentions: Sequence[Mention], year: int) -> list[Finding]:
    """The findings about the records, in reading order; plans and spans of years are left alone."""
    yardstick = Yardstick(year)
    found: list[Finding] = []
    for mention, understood in understand_all(report, mentions):
        if mention.shift not in (0, -1) or mention.role is Role.RATE:
            continue
        finding = _judged(mention, understood, yardstick)
        if finding is not None:
            found.append(replace(finding, said=understood.said or mention.text))
    found += zero_claims(report, yardstick)
    return sorted(found, key=lambda one: (
        one.places[0].block, one.places[0].row, one.places[0].column, one.places[0].start))


def _judged(mention: Mention, understood: Understanding, yardstick: Yardstick) -> Finding | None:
    if not understood.theme:
        if mention.unit and is_of_the_field(mention.sentence):
            return _finding(mention, Verdict.UNREAD, "没有看懂这个数字说的是哪一项，请人工核对。")
        return None
    known = yardstick.readings(mention, understood)
    if not known:
        return _finding(mention, Verdict.UNKNOWN, _NO_SUCH)
    falls = mention.role is Role.CHANGE and bool(_FALLS.search(understood.said))
    readings = [one for one in known if one.reading.value is not None and one.is_kept]
    agreeing = [one.reading for one in readings if agrees(mention, one.reading.value, falls=falls)]
    if understood.is_other_unit:
        if agreeing and is_sure(mention, understood):
            return _measure(mention, agreeing[0])
        return _finding(mention, Verdict.UNKNOWN, _NO_SUCH)
    if agreeing:
        stated = [one.reading for one in readings if _measure_of(one.reading) == _said_of(mention)]
        if _is_swapped(mention, agreeing, stated) and is_sure(mention, understood):
            return _measure(mention, agreeing[0], stated[0])
        words = agreeing[0].words
        return _finding(mention, Verdict.AGREES, f"与台账相符：{words}。", agreeing[:1])
    if not readings:
        name = known[0].reading
        words = name.figure.indicator.label if name.figure else name.words
        when = name.figure.period.label if name.figure else f"{yardstick.year}年"
        return _finding(
            mention, Verdict.UNKNOWN, f"台账里没有{when}的“{words}”记录，无法核对。",
        )
    return _not_equal(mention, understood, readings, yardstick)


def _said_of(mention: Mention) -> str:
    """人 or 人次, as the report says; blank for whatever else is counted."""
    return "人" if mention.unit in ("人", "名", "位") else mention.unit * (mention.unit == "人次")


def _measure_of(reading: Reading) -> str:
    return reading.figure.unit if reading.figure is not None else ""


def _is_swapped(
    mention: Mention, agreeing: Sequence[Reading], stated: Sequence[Reading],
) -> bool:
    """Whether a number is right only as 人次 where 人 is written, or the other way round."""
    others = {_measure_of(reading) for reading in agreeing}
    return bool(_said_of(mention) and stated and stated[0].value) and (
        mention.role is Role.LEVEL and not mention.about
        and _said_of(mention) not in others and others <= {"人", "人次"}
    )


def _measure(mention: Mention, right: Reading, stated: Reading | None = None) -> Finding:
    message = f"{right.words}，报告写“{mention.text}”，单位应为“{_measure_of(right)}”"
    message += f"；{stated.words}。" if stated is not None else "。"
    readings = (right,) if stated is None else (right, stated)
    return replace(
        _finding(mention, Verdict.DIFFERS, message, readings), kind=Kind.MEASURE)


def _not_equal(
    mention: Mention, understood: Understanding, known: Sequence[Known], yardstick: Yardstick,
) -> Finding:
    readings = [one.reading for one in known]
    if not is_sure(mention, understood):
        near = readings[0].words
        message = f"句中另有限定，不能断定说的是哪个数。最接近的是：{near}。请人工核对。"
        return _finding(mention, Verdict.UNREAD, message, readings)
    for reading in readings:
        if unclear := _perhaps(mention, reading, yardstick):
            message = f"{reading.words}，另有{unclear}条资料不全，可能也应计入，不能断定。"
            return _finding(mention, Verdict.UNREAD, message, readings)
    return _finding(mention, Verdict.DIFFERS, _should_be(mention, readings), readings)


def _should_be(mention: Mention, readings: Sequence[Reading]) -> str:
    first: dict[Decimal | None, Reading] = {}
    for reading in readings:
        first.setdefault(reading.value, reading)
    likely, *others = first.values()
    text = f"报告写“{mention.text}”，应为{_in_unit(mention, likely)}：{likely.words}"
    if others:
        text += f"。按其他口径也对不上：{'；'.join(reading.words for reading in others)}"
    return f"{text}。"


def _in_unit(mention: Mention, reading: Reading) -> str:
    """A value as the report would write it: 万元 stays 万元."""
    value = abs(reading.value or Decimal(0))
    scale = scale_of(mention.text)
    places = decimals_of(mention.text)
    unit = ("万" if scale == 10_000 else "亿" if scale == 100_000_000 else "") + mention.unit
    if scale == 1:
        return f"{value:.0f}{unit}" if value == value.to_integral_value() else f"{value}{unit}"
    return f"{value / scale:.{max(places, 2)}f}{unit}"


def is_sure(mention: Mention, understood: Understanding) -> bool:
    """Whether every word about a number is understood, so that another value is an error."""
    if not understood.is_plain or mention.about in _VAGUE:
        return False
    if not _WHOLE_SPAN.fullmatch(mention.span):
        return False
    if mention.role is Role.CHANGE and not _COMPARED.search(mention.sentence):
        return False
    if mention.is_part and not understood.is_cut:
        return False
    if understood.specs[0].counts_places:
        return understood.is_own or understood.is_near
    if is_at_home(understood) or _is_of_many_years(mention, understood):
        return False
    if not (understood.is_own or understood.is_near or understood.is_marked or mention.is_part):
        return False
    is_sum = understood.is_near and bool(_SUM.search(understood.said))
    if mention.role is Role.LEVEL and not (understood.is_own or understood.is_cut or is_sum):
        return False
    return understood.is_total or not understood.has_detail


def _is_of_many_years(mention: Mention, understood: Understanding) -> bool:
    """Whether 累计 may reach back before the year; of agreements and partners it is known how."""
    if understood.theme in ("agreements", "partners") or not _TO_DATE.search(understood.said):
        return False
    return not _THIS_YEAR.search(mention.sentence)


def agrees(mention: Mention, value: Decimal | None, *, falls: bool = False) -> bool:
    """Whether a value is what a mention says, as exactly as it says it.

    Exact numbers must be equal, in 万元 to the decimals that are written. 约, 左右 within a tenth
    (at least 1); 近 up to a tenth below; 余, 多, 几 above, but below the next step of the last
    digit that is not 0 (120余 is 121 to 129); 超过 above, 不少于, 以上 from there on; 不足 below,
    by less than a fifth. 数十 is 20 to 99. falls: the mention says by how much less.
    """
    if value is None:
        return False
    said = -mention.value if falls else mention.value
    about = mention.about
    if not about or about in ("达到", "达"):
        return abs(said - value) * 2 <= _grain(mention)
    if about in _VAGUE and about != "几":
        return said * 2 <= value < said * 10
    step = _step(said)
    if about in _MORE:
        return said < value < said + step
    if about in _AT_LEAST:
        return value >= said
    if about in _ABOVE:
        return value > said
    if about in _BELOW:
        return said * Decimal("0.8") <= value < said
    if about in ("近", "将近", "接近"):
        return said * (1 - ROUGH) <= value <= said
    return abs(said - value) <= max(Decimal(1), said * ROUGH)


def _grain(mention: Mention) -> Decimal:
    """The step of the last digit that is written, for numbers in 万 and 亿; else nothing."""
    scale = scale_of(mention.text)
    if scale == 1:
        return Decimal(0)
    return Decimal(scale).scaleb(-decimals_of(mention.text))


def scale_of(text: str) -> int:
    """10000 for 3.2万元, 1 for plain numbers."""
    if not re.search(r"\d", text):
        return 1
    return 100_000_000 if "亿" in text else 10_000 if "万" in text else 1


def decimals_of(text: str) -> int:
    """How many decimals are written."""
    found = re.search(r"[.．]([\d０-９]+)", text)
    return len(found[1]) if found else 0


def _step(value: Decimal) -> Decimal:
    """The power of ten of the last digit that is not 0: 10 for 120, 1 for 7."""
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _perhaps(mention: Mention, reading: Reading, yardstick: Yardstick) -> int:
    """How many incomplete records might make up the difference; 0 when they cannot."""
    value, figure = reading.value, reading.figure
    if value is None or figure is None or mention.role is not Role.LEVEL or mention.value <= value:
        return 0
    if "涉及" in reading.words:
        return 0
    unclear = yardstick.uncertain(figure)
    return unclear if mention.value <= value + unclear else 0


def _finding(
    mention: Mention, verdict: Verdict, message: str, readings: Sequence[Reading] = (),
) -> Finding:
    return Finding(
        Kind.RECORDS, verdict, (mention.place,), mention.text, message, tuple(readings),
    )
