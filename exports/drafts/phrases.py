"""Words for figures: numbers, comparisons, lists of places and of the greatest, in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from exports.drafts.blocks import Run
from exports.drafts.terms import YEAR
from exports.drafts.tokens import RECORD, Facts, Token
from models.codes import HMT, HOME, countries
from models.indicators.base import Figure, Value, dimension_of

NOT_LAST_YEAR = "上年度未开展此项工作"
NOT_IN_LAST_TERM = "上年同期未开展此项工作"
MOST_NAMES = 6
"""A list of more countries names the first five and says how many there are."""
TELLING = 4
"""So many parts are named where all of them would be too many."""
FALL_PER_CENT = 10
"""A smaller fall against last year is not called a problem."""
PLACE_KEYS = ("country", "guest_country", "nationality")


@dataclass(frozen=True)
class Phrase:
    """What a token says. runs: None = nothing can be said, the clause falls away.

    replaces_clause: stands for its whole clause (上年度未开展). length: how many values a list has,
    0 for what is no list. gap: token of the records that lack the value the list goes by.
    """

    runs: tuple[Run, ...] | None
    replaces_clause: bool = False
    length: int = 0
    gap: str = ""


NOTHING = Phrase(None)


def plain(value: Value, *, is_money: bool = False) -> str:
    """A number as it stands in a sentence; money in yuan with 分 only where there are any."""
    if is_money and isinstance(value, Decimal):
        return f"{value:f}" if value != value.to_integral_value() else f"{value:.0f}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def wan(value: Value) -> str:
    """万元 with two decimals, rounded half up."""
    return str((Decimal(value) / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP))


def say(token: Token, facts: Facts, listings: dict[str, Callable[[Any], str]]) -> Phrase:
    """The words of one token; a zero says nothing."""
    value = facts.value(token)
    if token.facet == "change":
        return _change(token, facts)
    if not value:
        return NOTHING
    match token.facet:
        case "wan":
            return _one(wan(value), token.text)
        case "names":
            return _names(token, facts)
        case "places" | "count":
            return _places(token, facts)
        case "fewer":
            return _fewer(token, facts)
        case "newly":
            return _newly(token, facts)
        case "each" | "most" | "pairs":
            return _each(token, facts)
        case "largest":
            return _largest(token, facts)
        case "listed" | "due":
            return _listed(token, facts, listings)
    is_money = not token.typed and facts.figure(token).indicator.measure.is_money
    return _one(plain(value, is_money=is_money), token.text)


def number_text(token: Token, facts: Facts) -> str | None:
    """The text of a token that is one run by itself (also 0); None when it has none any more.

    Lists have no token of their own in a text: they are made of the tokens of their numbers.
    """
    value = facts.value(token)
    if value is None:
        return None
    if token.facet == "change":
        phrase = _change(token, facts)
        return phrase.runs[0].text if phrase.runs else None
    if token.facet == "fewer":
        before = facts.last_year(token)
        return None if before is None else plain(before - value)
    if token.facet == "wan":
        return wan(value)
    if token.facet == "count":
        return str(len([c for c in _codes(token, facts) if c not in (*HMT, HOME, None)]))
    if token.facet:
        return None
    is_money = not token.typed and facts.figure(token).indicator.measure.is_money
    return plain(value, is_money=is_money)


def _one(text: str, token: str) -> Phrase:
    return Phrase((Run(text, token),))


def _change(token: Token, facts: Facts) -> Phrase:
    now, before = facts.value(token), facts.last_year(token)
    if now is None or before is None:
        return NOTHING
    if before == 0:
        words = NOT_LAST_YEAR if facts.term.kind == YEAR else NOT_IN_LAST_TERM
        return Phrase((Run(words),), replaces_clause=True)
    if now == before:
        return _one("持平", token.text)
    figure = facts.figure(token)
    unit = figure.unit
    difference: Value = now - before if now > before else before - now
    words = (
        f"{wan(difference)}万元" if figure.indicator.measure.is_money
        else f"{plain(difference)}{'个' if unit == '批' else unit}"
    )
    return _one(f"{'增加' if now > before else '减少'}{words}", token.text)


def _fewer(token: Token, facts: Facts) -> Phrase:
    now, before = facts.value(token), facts.last_year(token)
    if now is None or before is None or (before - now) * 100 < before * FALL_PER_CENT:
        return NOTHING
    return _one(plain(before - now), token.text)


def ordered_parts(token: Token, facts: Facts) -> list[tuple[Any, Value]]:
    """The parts of a figure by a dimension: largest first, then in the order of the code list."""
    figure = facts.figure(token)
    codes = [entry.code for entry in countries().entries]
    order = {code: position for position, code in enumerate(codes)}
    declared = {word: position for position, word in enumerate(_declared(figure, token.argument))}

    def key(part: tuple[Any, Value]) -> tuple[Any, ...]:
        value, number = part
        return (value is None, -number, order.get(value, declared.get(value, 0)), str(value))

    return sorted(facts.parts(token, token.argument), key=key)


def _declared(figure: Figure, key: str) -> tuple[str, ...]:
    try:
        return tuple(figure.indicator.entity.field_named(key).option_words())
    except LookupError:
        return ()


def _show(figure: Figure, key: str, value: Any) -> str:
    if key in PLACE_KEYS:
        return place_name(value)
    if value is None:
        return "国别未填的" if key.endswith("region") else "未填类别的"
    shown = dimension_of(figure.indicator.entity, key).show(value)
    if key.endswith("region"):
        return f"{shown}地区" if shown in ("港澳", "台湾") else shown
    return printed(shown)


def printed(text: str) -> str:
    """Brackets as an official document writes them, whatever the register has."""
    return text.replace("(", "（").replace(")", "）")


def place_name(code: Any) -> str:
    """A country, or a region by what it is called in an office text."""
    if code is None:
        return "国别未填的"
    name = countries().name_of(code)
    return f"{name}地区" if code in HMT else name


def _each(token: Token, facts: Facts) -> Phrase:
    """韩国13人、日本7人: every part with its number, so that the parts add up to the whole.

    As most only the first of them.

    As pairs 出国8个、32人次,赴台3个、29人次: groups with the person-times of the same slice.
    """
    figure, parts = facts.figure(token), ordered_parts(token, facts)
    if not parts:
        return NOTHING
    unit = "个" if figure.unit == "批" else figure.unit
    runs: list[Run] = []
    shown = _telling(parts) if token.facet == "most" else parts
    if not shown:
        return NOTHING
    is_money = figure.indicator.measure.is_money
    for value, number in shown:
        mark = "，" if token.facet == "pairs" else "、"
        runs.append(Run(f"{mark if runs else ''}{_show(figure, token.argument, value)}"))
        runs.append(Run(plain(number, is_money=is_money), token.sliced(token.argument, value)))
        runs.append(Run(unit))
        if token.facet == "pairs":
            beside = Token.parse(token.plain.replace("groups", "person_times"))
            part_token = Token.parse(beside.sliced(token.argument, value))
            people = facts.value(part_token) or 0
            runs += [Run("、"), Run(plain(people), part_token.text), Run("人次")]
    blank = any(value is None for value, _ in parts)
    total = sum(number for _, number in parts)
    if total != facts.value(token) and token.facet != "most":
        runs.append(Run("（兼属几类的分别计入）"))
    gap = token.sliced(token.argument, None) if blank else ""
    return Phrase(tuple(runs), length=len(parts), gap=gap)


def _telling(parts: list[tuple[Any, Value]]) -> list[tuple[Any, Value]]:
    """The largest parts of a long list, never some of several equal ones; none of a short list."""
    shown = parts[:TELLING]
    if len(parts) > TELLING and shown[-1][1] == parts[TELLING][1]:
        shown = [part for part in shown if part[1] > parts[TELLING][1]]
    return shown if len(parts) > MOST_NAMES else []


def _names(token: Token, facts: Facts) -> Phrase:
    figure, parts = facts.figure(token), ordered_parts(token, facts)
    names = [_show(figure, token.argument, value) for value, _ in parts if value is not None]
    if not names:
        return NOTHING
    gap = token.sliced(token.argument, None) if len(names) < len(parts) else ""
    shown = names if len(names) <= MOST_NAMES else names[: MOST_NAMES - 1]
    words = "、".join(shown) + ("等" if len(shown) < len(names) else "")
    return Phrase((Run(words),), length=len(names), gap=gap)


def _codes(token: Token, facts: Facts) -> list[str | None]:
    return [value for value, _ in ordered_parts(token, facts)]


def _places(token: Token, facts: Facts) -> Phrase:
    """韩国、日本2个国家和台湾地区; 港澳台 never stand among the countries."""
    codes = _codes(token, facts)
    foreign = [code for code in codes if code not in (*HMT, HOME, None)]
    regions = [code for code in HMT if code in codes]
    runs: list[Run] = []
    if foreign:
        shown = foreign if len(foreign) <= MOST_NAMES else foreign[: MOST_NAMES - 1]
        runs.append(Run("、".join(countries().name_of(code or "") for code in shown)))
        if len(foreign) > 1:
            runs.append(Run("等" if len(shown) < len(foreign) else ""))
            counted = f"{token.plain}:count={token.argument}"
            runs += [Run(str(len(foreign)), counted), Run("个国家")]
    if regions:
        names = "、".join(countries().name_of(code) for code in regions)
        runs.append(Run(f"{'和' if foreign else ''}{names}地区"))
    if not runs:
        return NOTHING
    gap = token.sliced(token.argument, None) if None in codes else ""
    return Phrase(tuple(run for run in runs if run.text), gap=gap)


def _newly(token: Token, facts: Facts) -> Phrase:
    """老挝、泰国: places that no earlier record has; nothing where there are no earlier ones."""
    known = facts.earlier_values(token, token.argument)
    if not known:
        return NOTHING
    codes = [code for code in _codes(token, facts) if code not in (*known, HOME, None)]
    if not codes:
        return NOTHING
    shown = codes if len(codes) <= MOST_NAMES else codes[: MOST_NAMES - 1]
    names = "、".join(place_name(code) for code in shown)
    return Phrase((Run(names + ("等" if len(shown) < len(codes) else "")),), length=len(codes))


def _largest(token: Token, facts: Facts) -> Phrase:
    """The n greatest records by name with their number; the same name is not said twice.

    Of a single record the length is 1, so that nobody calls the only group the main one.
    """
    unit = facts.figure(token).unit
    runs: list[Run] = []
    total = 0
    said: set[str] = set()
    for record, value in facts.largest(token):
        total += 1
        if len(said) == int(token.argument):
            break
        name = printed(str(record))
        if name in said:
            continue
        runs.append(Run(f"{'、' if said else ''}{name}（"))
        runs.append(Run(plain(value), token.sliced(RECORD, record.id)))
        runs.append(Run(f"{unit}）"))
        said.add(name)
    return Phrase(tuple(runs), length=total) if runs else NOTHING


def _listed(
    token: Token, facts: Facts, listings: dict[str, Callable[[Any], str]],
) -> Phrase:
    figure = facts.figure(token)
    entity = figure.indicator.entity.key()
    name = listings[f"{entity}:due" if token.facet == "due" else entity]
    most = int(token.argument)
    names: list[str] = []
    for record in figure.records():
        if len(names) <= most and (words := printed(name(record))) not in names:
            names.append(words)
    shown = "、".join(names[:most]) + ("等" if len(names) > most else "")
    return Phrase((Run(shown),)) if names else NOTHING
