"""总结未提到的记录: what happened in the term and is counted by no number of the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exports.drafts.base import ComposedDraft, Unmentioned
from exports.drafts.phrases import printed
from exports.drafts.proofs import openable
from exports.drafts.tokens import Token
from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
)
from models.entities.event import Event
from models.entities.inbound_visit import InboundVisit
from models.entities.ngo_activity import Gift, NgoActivity
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement
from models.entity import Entity
from models.indicators.base import Period
from models.indicators.dates import surely_within
from models.partial_date import chinese


@dataclass(frozen=True)
class _Deed:
    """A register of what happens, by the day that places a record in a term. only: a condition."""

    entity: type[Entity]
    day: Any
    title: Callable[[Any], str] = str
    only: Callable[[], Any] | None = None


def _agreement(record: Any) -> str:
    return f"{record.partner.name}《{str(record.title).strip('《》')}》"


def _award(record: Any) -> str:
    """The contest and the prize, never who won it: those are students."""
    return " ".join(part for part in (record.competition, record.event, record.award) if part)


def _post(record: Any) -> str:
    """The organisation and the post, without the name of who holds it."""
    return f"{record.organisation} {record.post or ''}".strip()


_DEEDS = (
    _Deed(OutboundTrip, OutboundTrip.returned_on),
    # Back in another year it belongs to that one.
    _Deed(OutboundTrip, OutboundTrip.departed_on, only=lambda: OutboundTrip.returned_on.is_null()),
    _Deed(InboundVisit, InboundVisit.arrived_on),
    _Deed(Event, Event.held_on),
    _Deed(Agreement, Agreement.signed_on, _agreement),
    _Deed(JointProgramme, JointProgramme.approved_on),
    _Deed(OverseasSite, OverseasSite.opened_on),
    _Deed(Adoption, Adoption.adopted_on, lambda record: f"{record.title}（{record.kind}）"),
    _Deed(CompetitionAward, CompetitionAward.awarded_on, _award),
    _Deed(OverseasPost, OverseasPost.serves_from, _post),
    _Deed(NgoActivity, NgoActivity.begins_on),
    _Deed(Gift, Gift.happened_on, lambda record: f"{record.direction}{record.title}"),
)


def unmentioned(composed: ComposedDraft) -> list[Unmentioned]:
    """Records of the term that no number in the text counts, register by register, by day.

    A draft that does not tell the year (a ledger, an annex) leaves nothing unmentioned.
    """
    if not composed.draft.tells_the_year:
        return []
    counted = _counted(composed)
    period = composed.term.whole()
    found: dict[tuple[str, int], Unmentioned] = {}
    for deed in _DEEDS:
        key = deed.entity.key()
        for record in _of_term(deed, period):
            if record.id not in counted.get(key, set()):
                found.setdefault((key, record.id), Unmentioned(
                    key, deed.entity.label, record.id, printed(deed.title(record)),
                    chinese(getattr(record, deed.day.name)),
                ))
    return list(found.values())


def _of_term(deed: _Deed, period: Period) -> list[Any]:
    entity: Any = deed.entity
    query = entity.active().where(surely_within(deed.day, period))
    if deed.only is not None:
        query = query.where(deed.only())
    return list(query.order_by(deed.day, entity.id))


def _counted(composed: ComposedDraft) -> dict[str, set[int]]:
    """Entity key → ids of the records behind the numbers of the text; owners in place of lines."""
    found: dict[str, set[int]] = {}
    for fact in composed.facts.values():
        token = Token.parse(fact.token)
        if fact.figure is None or token.is_next:
            continue
        if token.where and token.whole in composed.facts:
            continue
        whole = fact.figure.indicator.entity
        entity, ids, _ = openable(whole, fact.figure.record_ids())
        found.setdefault(entity.key(), set()).update(ids)
    return found
