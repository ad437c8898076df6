"""Agreements: whether they still run, and whether they were signed as they should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from peewee import fn

from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.checks.deadline import DeadlineRule, Due
from models.entities.partner_school import Agreement


def in_force(look: Look) -> Any:
    """SQL: agreements that were not ended early."""
    ended = Agreement.terminated_on
    return ended.is_null() | (ended > look.today.isoformat())


def _lapsed(look: Look) -> Iterator[Finding]:
    """Ran out within the years looked at, and no later agreement with the same partner."""
    later = Agreement.alias()
    newer = later.select(later.id).where(
        (later.partner == Agreement.partner) & later.retired_at.is_null()
        & (later.signed_on > Agreement.signed_on)
    )
    rows = Agreement.active().where(
        in_force(look) & (Agreement.valid_until.concat("~") < look.today.isoformat())
        & Agreement.valid_until.reaches(look.since) & ~fn.EXISTS(newer)
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
    )
    for row in rows:
        yield Finding(
            row, f"已于 {row.valid_until} 到期，没有登记续签、自动续期或终止。",
            {"until": row.valid_until, "auto_renewed": row.auto_renewed},
        )


def _department(look: Look) -> Iterator[Finding]:
    rows = Agreement.active().where(
        in_force(look) & (Agreement.level == "院级") & Agreement.valid_until.reaches(look.today)
    )
    for row in rows:
        yield Finding(row, "院级协议须有学校授权，请在答复中写明授权情况。", {"level": row.level})


def _unsigned(look: Look) -> Iterator[Finding]:
    rows = Agreement.active().where(
        Agreement.signed_on.reaches(look.since)
        & (Agreement.signatory.is_null() | (Agreement.signatory == ""))
    )
    for row in rows:
        yield Finding(row, "没有登记我方签署人。", {"signatory": row.signatory,
                                          "signed": full(row.signed_on)})


def _agreements(look: Look) -> Iterator[Due]:
    opens, days = (look.number("D-AGREEMENT", name) for name in ("opens", "latest"))
    later = Agreement.alias()
    newer = later.select(later.id).where(
        (later.partner == Agreement.partner) & later.retired_at.is_null()
        & (later.valid_until > Agreement.valid_until)
    )
    rows = Agreement.active().where(
        in_force(look) & ~fn.EXISTS(newer)
        & Agreement.valid_until.within(look.today, look.today + timedelta(days=opens + 100))
        & (Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False))  # noqa: E712
    )
    for row in rows:
        if until := full(row.valid_until):
            yield Due(row, f"商谈续签（{until} 到期）", until - timedelta(days=opens),
                      until - timedelta(days=days), {"until": until})


def _expired(today: date) -> Agreement:
    return samples.agreement(today, valid_until=today - timedelta(days=20))


AGREEMENT_CHECKS = (
    Check("R-AGR-01", "协议到期未续", "W", Agreement, "到期后继续按原协议交流没有依据，也不应再计入有效协议。",
          _lapsed, _expired, samples.agreement),
    Check("R-AGR-01b", "院级协议的授权", "W", Agreement, "二级学院对外签约须经学校授权。",
          _department, lambda t: samples.agreement(t, level="院级"), samples.agreement),
    Check("R-AGR-01c", "协议签署人", "I", Agreement, "备案时须写明签署人及其授权。",
          _unsigned,
          lambda t: samples.agreement(t, signatory=None, signed_on=t - timedelta(days=30)),
          lambda t: samples.agreement(t, signed_on=t - timedelta(days=30))),
)

AGREEMENT_DEADLINES = (
    DeadlineRule("D-AGREEMENT", "协议续签", "续签要经双方内部程序，到期前留出时间。", _agreements,
                 lambda t: samples.agreement(t, valid_until=t + timedelta(days=60)),
                 lambda t: samples.agreement(t, auto_renewed=True,
                                             valid_until=t + timedelta(days=60))),
)
