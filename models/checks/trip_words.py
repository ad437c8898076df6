"""Words in the papers of a trip: what 赴台 material must not say, and what hints at religion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from models.checks import samples
from models.checks.base import Check, Finding, Look, Severity
from models.checks.trip_facts import Said, TripFacts, per_trip
from models.checks.trip_publicity import public_words
from models.checks.word_lists import RED, YELLOW, Used, used_in, words_of
from models.entities.outbound_trip import BudgetLine, OutboundTrip, ScheduleItem

_LEVELS: tuple[tuple[str, Severity, str], ...] = (
    (RED, "E", "不得出现在赴台材料中，请改写"), (YELLOW, "W", "用于台方机构名称时须改写，请逐处核对"),
)


def _texts(facts: TripFacts) -> Iterator[tuple[str, str]]:
    """What is written for the authority, and the names of places in the budget."""
    yield from public_words(facts)
    city = BudgetLine.field_named("city").label
    for line in facts.budget:
        if line.city:
            yield f"预算{city}", line.city


def taiwan_words(
    facts: TripFacts, today: date, more: Iterable[tuple[str, str]] = ()
) -> tuple[list[Used], int]:
    """What the texts of a trip use of the words for 赴台 papers, and how many texts were read.

    more: further texts by their label, such as the translated invitation.
    """
    read = [*_texts(facts), *((label, words) for label, words in more if words.strip())]
    return used_in(read, words_of("赴台", today)), len(read)


def _to_taiwan(facts: TripFacts, look: Look) -> Iterator[Finding]:
    if not facts.is_to_taiwan or not facts.is_ahead(look):
        return
    found, _ = taiwan_words(facts, look.today)
    for level, severity, remedy in _LEVELS:
        said = [f"“{u.word.word}”（{u.label}）" for u in found if u.word.level == level]
        if said:
            yield Finding(facts.trip, f"{'、'.join(said)}：{remedy}。", {"said": said},
                          part=level, severity=severity)


def _religion(facts: TripFacts, look: Look) -> Iterator[Said]:
    if facts.is_ahead(look):
        said = [f"“{u.word.word}”（{u.label}）" for u in
                used_in(_texts(facts), words_of("宗教", look.today))]
        if said:
            yield f"{'、'.join(said)}涉及宗教，请核对活动性质。", {"said": said}


def _taiwan(today: date, activity: str) -> OutboundTrip:
    made = samples.trip(today, destination_kind="赴台", places=(("TWN", "台中"),), title="赴台交流团",
                        inviting_party="台中示例大学", route="澜港—台中—澜港", purpose="访问交流")
    samples.kept(ScheduleItem(trip=made, day=made.departed_on, half="下午", activity=activity))
    return made


WORD_CHECKS = (
    Check("R-OUT-30", "赴台材料用词", "E", OutboundTrip, "材料里有一处这样的词，整套材料会被退回。",
          per_trip(_to_taiwan), lambda t: _taiwan(t, "自由活动"),
          lambda t: _taiwan(t, "与校友自由活动时间座谈")),
    Check("R-OUT-30b", "涉及宗教的用词", "W", OutboundTrip, "因公出访不安排宗教活动。",
          per_trip(_religion), lambda t: samples.trip(t, purpose="随团布道交流"), samples.trip),
)
