"""How a draft names single records: by what they are, never by a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.partial_date import chinese


def agreement(record: Any) -> str:
    """The partner with the title in its brackets."""
    return f"{record.partner.name}《{str(record.title).strip('《》')}》"


def _agreement_due(record: Any) -> str:
    return f"{agreement(record)}（{chinese(record.valid_until)}到期）"


def _trip_due(record: Any) -> str:
    return f"{record}（拟{chinese(record.departed_on)}出境）"


def award(record: Any) -> str:
    """The contest and the prize, never who won it: those are students."""
    return "".join(part for part in (record.competition, record.event, record.award) if part)


def ngo(record: Any) -> str:
    """The body and what is done with it."""
    return f"{record.ngo_name}“{str(record.title).strip('“”')}”"


def _task_due(record: Any) -> str:
    return f"{record.title}（{chinese(record.due_on)}前）" if record.due_on else str(record.title)


LISTINGS: dict[str, Callable[[Any], str]] = {
    "agreement": agreement, "agreement:due": _agreement_due,
    "outbound_trip": str, "outbound_trip:due": _trip_due,
    "inbound_visit": str, "event": lambda record: f"“{str(record.title).strip('“”')}”",
    "partner_school": lambda record: str(record.name),
    "competition_award": award, "ngo_activity": ngo,
    "joint_programme": str, "overseas_site": str,
    "work_task": lambda record: str(record.title), "work_task:due": _task_due,
    "plan_target": lambda record: str(record.title),
}
"""Entity key → how its records are named in a list; with :due together with their day."""
