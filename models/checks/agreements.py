"""Agreements: whether they still run, and were reviewed, authorised and signed as they should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from peewee import fn

from models.checks import samples
from models.checks.base import Check, Finding, Look, full
from models.checks.deadline import DeadlineRule, Due
from models.entities.partner_school import Agreement, PartnerSchool


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
        & Agreement.authorised_on.is_null()
    )
    for row in rows:
        yield Finding(row, "院级协议没有登记学校授权日期。", {"level": row.level, "authorised": None})


def _reviewed(look: Look) -> Iterator[Finding]:
    """Of those signed within the years looked at, or not signed yet."""
    rows = Agreement.active().where(
        in_force(look) & (Agreement.signed_on.is_null() | Agreement.signed_on.reaches(look.since))
        & (Agreement.valid_until.is_null() | Agreement.valid_until.reaches(look.today))
    )
    for row in rows:
        signed, reviewed = full(row.signed_on), full(row.legal_reviewed_on)
        values = {"signed": row.signed_on, "reviewed": row.legal_reviewed_on}
        if row.legal_reviewed_on is None:
            yield Finding(row, "没有登记法务（合法性）审查日期。", values)
        elif signed and reviewed and reviewed > signed:
            yield Finding(row, f"{signed} 签署，{reviewed} 才做法务审查。", values)


def _unsigned(look: Look) -> Iterator[Finding]:
    rows = Agreement.active().where(
        Agreement.signed_on.reaches(look.since)
        & (Agreement.signatory.is_null() | (Agreement.signatory == ""))
    )
    for row in rows:
        yield Finding(row, "没有登记我方签署人。", {"signatory": row.signatory,
                                          "signed": full(row.signed_on)})


def _ending(look: Look, *, renewing: bool) -> Iterator[tuple[Agreement, date]]:
    """Agreements with a known end to come that no newer one with the partner replaces."""
    later = Agreement.alias()
    newer = later.select(later.id).where(
        (later.partner == Agreement.partner) & later.retired_at.is_null()
        & (later.valid_until > Agreement.valid_until)
    )
    wanted = Agreement.auto_renewed.is_null() | (Agreement.auto_renewed == False)  # noqa: E712
    if renewing:
        wanted = Agreement.auto_renewed == True  # noqa: E712
    rows = Agreement.active(Agreement, PartnerSchool).join(PartnerSchool).where(
        in_force(look) & ~fn.EXISTS(newer) & wanted & Agreement.valid_until.reaches(look.today)
    )
    for row in rows:
        if until := full(row.valid_until):
            yield row, until


def _agreements(look: Look) -> Iterator[Due]:
    """By the office's own lead, or the notice that the agreement asks for, if that is longer."""
    opens, days = (look.number("D-AGREEMENT", name) for name in ("opens", "latest"))
    for row, until in _ending(look, renewing=False):
        notice = int(row.notice_days or 0)
        said = f"，约定提前 {notice} 天通知" if notice else ""
        yield Due(row, f"商谈续签（{until} 到期{said}）",
                  until - timedelta(days=max(opens, notice + opens - days)),
                  until - timedelta(days=max(days, notice)), {"until": until})


def _renewals(look: Look) -> Iterator[Due]:
    """Renewed by themselves unless somebody gives notice in time."""
    lead = look.number("D-AGREEMENT-NOTICE", "opens")
    for row, until in _ending(look, renewing=True):
        if row.notice_days:
            latest = until - timedelta(days=int(row.notice_days))
            yield Due(row, f"决定是否续期（{until} 自动续期，不续的须提前 {row.notice_days} 天通知）",
                      latest - timedelta(days=lead), latest,
                      {"until": until, "notice": row.notice_days})


def _signed(today: date, reviewed: date | None) -> Agreement:
    """Signed a month ago; another one's review is written."""
    samples.agreement(today, title="另一协议", legal_reviewed_on=today - timedelta(days=720))
    return samples.agreement(
        today, signed_on=today - timedelta(days=30), legal_reviewed_on=reviewed
    )


def _expired(today: date) -> Agreement:
    return samples.agreement(today, valid_until=today - timedelta(days=20))


def _renewing(today: date, terminated: date | None) -> Agreement:
    return samples.agreement(
        today, auto_renewed=True, notice_days=90, valid_until=today + timedelta(days=100),
        terminated_on=terminated,
    )


AGREEMENT_CHECKS = (
    Check("R-AGR-01", "协议到期未续", "W", Agreement, "到期后继续按原协议交流没有依据，也不应再计入有效协议。",
          _lapsed, _expired, samples.agreement),
    Check("R-AGR-01b", "院级协议的授权", "W", Agreement, "二级学院对外签约须经学校授权。",
          _department, lambda t: samples.agreement(t, level="院级"),
          lambda t: samples.agreement(t, level="院级", authorised_on=t - timedelta(days=701))),
    Check("R-AGR-01c", "协议签署人", "I", Agreement, "备案时须写明签署人及其授权。",
          _unsigned,
          lambda t: samples.agreement(t, signatory=None, signed_on=t - timedelta(days=30)),
          lambda t: samples.agreement(t, signed_on=t - timedelta(days=30))),
    Check("R-AGR-01d", "协议的法务审查", "W", Agreement, "签署前须经法务（合法性）审查。", _reviewed,
          lambda t: _signed(t, None), lambda t: _signed(t, t - timedelta(days=40)),
          needs=(Agreement.legal_reviewed_on,)),
)

AGREEMENT_DEADLINES = (
    DeadlineRule("D-AGREEMENT", "协议续签", "续签要经双方内部程序，到期前留出时间。", _agreements,
                 lambda t: samples.agreement(t, valid_until=t + timedelta(days=60)),
                 lambda t: samples.agreement(t, auto_renewed=True,
                                             valid_until=t + timedelta(days=60))),
    DeadlineRule("D-AGREEMENT-NOTICE", "自动续期协议的通知", "过了通知期就自动续期，不想续也得再等一期。", _renewals,
                 lambda t: _renewing(t, None), lambda t: _renewing(t, t)),
)
