"""Visits from abroad: approved before they are invited, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from models import codes
from models.checks import samples
from models.checks.base import Look, full
from models.checks.deadline import DeadlineRule, Due
from models.entities.inbound_visit import InboundVisit


def _visits(look: Look) -> Iterator[Due]:
    opens, days = (look.number("D-VISIT", name) for name in ("opens", "latest"))
    for visit in InboundVisit.active().where(InboundVisit.arrived_on.reaches(look.today)):
        day = full(visit.arrived_on)
        if day and not visit.reported_to and visit.country != codes.HOME:
            yield Due(visit, f"来访报批、报备（{day} 到访）", day - timedelta(days=opens),
                      day - timedelta(days=days), {"arrived": day, "reported": visit.reported_to})


VISIT_DEADLINES = (
    DeadlineRule("D-VISIT", "来访报批", "需要签证的来访，邀请函和签证另需时间。", _visits,
                 lambda t: samples.visit(t, reported_to=None, arrived_on=t + timedelta(days=45)),
                 lambda t: samples.visit(t, arrived_on=t + timedelta(days=45))),
)
