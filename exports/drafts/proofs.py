"""What proves a number in a sentence: its 口径, unit, period, last year and the records behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from exports.drafts.base import Draft, Fact, OpenPoint, Proof
from exports.drafts.phrases import number_text
from exports.drafts.tokens import RECORD, Facts, Token
from models.entities.office import TypedValue
from models.entity import Entity
from models.indicators.base import Figure, dimension_of

BY_HAND = "手填数"


def fact_of(
    token_text: str, facts: Facts, draft: Draft, *, text: str = "", said: bool = True,
) -> Fact:
    """One number with what it means. `text` is what stands in the sentence; blank: the number."""
    token = Token.parse(token_text)
    shown = text or number_text(token, facts) or ""
    value = int(shown) if token.facet == "count" else facts.value(token) or 0
    if token.typed:
        fact = draft.typed_fact(token.typed)
        typed = facts.typed(token.typed)
        day = type(typed).confirmed_on.show(typed.confirmed_on) if typed else ""
        definition = "由外事部门据实填写" + (f",{day}确认。" if day else "。")
        return Fact(
            token.text, shown, value, fact.label, fact.unit, definition,
            facts.term.label, BY_HAND, None, said,
        )
    figure = facts.figure(token)
    indicator = figure.indicator
    definition = indicator.definition
    if token.facet in ("change", "fewer"):
        before = figure.previous().period.label
        definition = f"与{before}的{facts.last_year(token)}{figure.unit}相比。{definition}"
    return Fact(
        token_text, shown, value, _label(token, figure), _unit(token, figure), definition,
        figure.period.label, indicator.source, figure, said,
    )


def prove(fact: Fact, facts: Facts) -> Proof:
    """The records behind a number, and the number a year before."""
    token = Token.parse(fact.token)
    if fact.figure is None:
        typed = facts.typed(token.typed)
        ids: tuple[int, ...] = (typed.id,) if typed else ()
        return Proof(TypedValue.key(), ids, len(ids), None)
    entity, owners, count = _openable(fact.figure)
    return Proof(entity.key(), owners, count, facts.last_year(Token.parse(token.plain)))


def record_count(fact: Fact, facts: Facts) -> int:
    """How many records stand behind a number."""
    if fact.figure is None:
        return int(facts.typed(Token.parse(fact.token).typed) is not None)
    return fact.figure.record_count()


def whole_of(fact: Fact, facts: Facts) -> Fact:
    """The indicator of a fact without slice and facet; a typed number is its own whole."""
    if fact.figure is None:
        return fact
    token = Token.parse(fact.token)
    figure = facts.figure(Token.parse(token.whole))
    indicator = figure.indicator
    return replace(
        fact, label=indicator.label, unit=indicator.unit, definition=indicator.definition,
        period=figure.period.label, source=indicator.source, figure=figure,
    )


def slice_name(fact: Fact) -> str:
    """What tells this number from the whole of its indicator: 韩国, 与上年比, a record's title."""
    token = Token.parse(fact.token)
    if fact.figure is None:
        return ""
    entity: Any = fact.figure.indicator.entity
    parts = [dimension_of(entity, key).show(value) for key, value in fact.figure.where]
    record = dict(token.where).get(RECORD)
    if record is not None:
        parts.append(str(entity.get_by_id(int(record))))
    ending = {"change": "与上年比", "fewer": "比上年减少", "count": "国家数"}
    return "".join([*parts, ending.get(token.facet, "")])


def _label(token: Token, figure: Figure) -> str:
    label = figure.label
    record = dict(token.where).get(RECORD)
    if record is not None:
        entity: Any = figure.indicator.entity
        label += f"({entity.get_by_id(int(record))})"
    ending = {
        "change": ",与上年比较", "fewer": ",比上年减少", "count": ",涉及国家数", "wan": ",折合万元",
    }.get(token.facet, "")
    return label + ending


def _unit(token: Token, figure: Figure) -> str:
    return {"wan": "万元", "count": "个"}.get(token.facet, figure.unit)


def _openable(figure: Figure) -> tuple[type[Entity], tuple[int, ...], int]:
    """The records of a figure, or their owners where they are lines; and how many records."""
    return openable(figure.indicator.entity, figure.record_ids())


def openable(
    entity: type[Entity], ids: Iterable[int],
) -> tuple[type[Entity], tuple[int, ...], int]:
    """A list that the window can open: owners in place of lines, in the order of the lines."""
    ids = tuple(ids)
    link = entity.owner_link()
    if link is None:
        return entity, ids, len(ids)
    rows: Any = entity.select(link).where(entity.id.in_(ids)).order_by(entity.id).tuples()
    return link.rel_model, tuple(dict.fromkeys(row[0] for row in rows)), len(ids)


def uncertain(tokens: Iterable[Token], facts: Facts, place: str) -> list[OpenPoint]:
    """Records that might count as well, were their dates complete; each set of records once."""
    found: list[OpenPoint] = []
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for token in tokens:
        if token.typed or token.where or token.shift:
            continue
        figure = facts.figure(token)
        unsure = figure.uncertain_ids()
        if not unsure:
            continue
        entity, ids, count = openable(figure.indicator.entity, unsure)
        if (entity.key(), ids) not in seen:
            seen.add((entity.key(), ids))
            what = f"{count}条{figure.indicator.entity.label}资料不全，可能影响“{figure.label}”"
            found.append(OpenPoint(place, what, entity=entity.key(), record_ids=ids))
    return found


def blank_part(token: Token, facts: Facts, place: str) -> OpenPoint:
    """The records of a figure that lack the value its list goes by (国别)."""
    entity, ids, count = _openable(facts.figure(token))
    what = f"{count}条{entity.label}未填分类，影响“{facts.figure(token).label}”"
    return OpenPoint(place, what, entity=entity.key(), record_ids=ids)


