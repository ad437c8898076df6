"""The contract of every check and deadline: it says whose rule it is, fires, and keeps silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.checks import CHECKS, DEADLINES, precheck, run, waiting
from models.checks.base import CERTAINTIES, SEVERITIES, Look, all_parameters
from models.checks.task_deadlines import OFFICE_DEADLINES, YEARLY_DEADLINES
from models.entities.outbound_trip import OutboundTrip

TODAY = date(2026, 11, 20)

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
every_deadline = pytest.mark.parametrize("rule", DEADLINES, ids=lambda rule: rule.id)
of_records = pytest.mark.parametrize(
    "rule", [rule for rule in DEADLINES if rule not in (*YEARLY_DEADLINES, *OFFICE_DEADLINES)],
    ids=lambda rule: rule.id,
)
of_office = pytest.mark.parametrize("rule", OFFICE_DEADLINES, ids=lambda rule: rule.id)
KEPT = pytest.mark.parametrize(
    "rule", [rule for rule in YEARLY_DEADLINES if rule.id in ("D-QUARTER", "D-ARCHIVE")],
    ids=lambda rule: rule.id,
)


@pytest.mark.parametrize("rule", [*CHECKS, *DEADLINES], ids=lambda rule: rule.id)
def test_it_says_what_it_is_why_and_whose_rule(rule):
    assert rule.label
    assert rule.why.endswith("。")
    assert rule.source
    assert rule.certainty in CERTAINTIES
    assert all(date.fromisoformat(line.checked_on) for line in rule.parameters)


def test_no_two_rules_share_an_id_and_every_line_of_the_file_has_its_rule():
    ids = [rule.id for rule in (*CHECKS, *DEADLINES)]
    assert len(ids) == len(set(ids))
    assert {line.id for line in all_parameters()} == {*ids, "GENERAL"}


@every_check
def test_it_fires_on_its_bad_sample_the_same_on_the_next_day(check, college):
    record = check.bad(TODAY)

    def found_on(day):
        return [f for f in check.findings(Look(day)) if f.record == record]

    found, later = found_on(TODAY), found_on(TODAY + timedelta(days=1))

    assert found
    assert all(f.words.endswith("。") for f in found)
    assert {check.severity_of(f) for f in found} <= (
        {"I"} if check.certainty == "U" else set(SEVERITIES)
    )
    assert {f.fingerprint for f in later} <= {f.fingerprint for f in found}


@every_check
def test_it_is_silent_on_its_good_sample(check, college):
    record = check.good(TODAY)

    assert [f.words for f in check.findings(Look(TODAY)) if f.record == record] == []


@of_records
def test_a_deadline_has_a_window_and_ends_when_the_thing_is_done(rule, college):
    record = rule.bad(TODAY)
    found = [due for due in rule.dues(Look(TODAY)) if due.record == record]

    assert len(found) == 1
    assert found[0].opens <= TODAY
    assert found[0].opens <= found[0].latest


@of_records
def test_a_deadline_is_gone_once_done(rule, college):
    record = rule.good(TODAY)
    open_now = [w for w in waiting(Look(TODAY)) if w.rule is rule and w.due.record == record]

    assert open_now == []


@pytest.mark.parametrize("rule", YEARLY_DEADLINES, ids=lambda rule: rule.id)
def test_what_comes_round_every_year_is_always_ahead(rule, college):
    assert any(due.latest >= TODAY for due in rule.find(Look(TODAY)))


@of_office
def test_what_the_office_owes_leads_to_its_page_and_ends_when_done(rule, college):
    rule.bad(TODAY)
    owed = list(rule.dues(Look(TODAY)))

    assert owed
    assert all(due.page and due.record is None for due in owed)


@of_office
def test_what_the_office_has_done_is_not_owed(rule, college):
    rule.good(TODAY)

    assert list(rule.dues(Look(TODAY))) == []


@KEPT
def test_what_comes_round_is_silent_once_the_records_have_it(rule, college):
    """Looked at from its last day."""
    first = min(due.latest for due in rule.dues(Look(TODAY)))
    day = first if first >= TODAY else TODAY
    rule.good(day)

    assert [due for due in rule.dues(Look(day)) if due.latest == day] == []


@KEPT
def test_what_comes_round_says_what_lacks(rule, college):
    day = min(due.latest for due in rule.dues(Look(TODAY)) if due.latest >= TODAY)
    rule.bad(day)

    assert [d.page for d in rule.dues(Look(day)) if d.latest == day] not in ([], ["home"])


def test_a_trip_in_order_passes_every_check_of_trips(college):
    from models.checks import samples

    made = samples.budget(samples.schedule(samples.trip(TODAY)), standard=90)

    assert [f.finding.words for f in precheck(made, TODAY)] == []
    assert [f.check.id for f in run(Look(TODAY)) if f.check.entity is OutboundTrip] == []
