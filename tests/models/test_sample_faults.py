"""The sample's deliberate faults are found by their rules, and hardly anything else is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from models import checks, database, sample_college
from models.entities import entity_by_key
from models.sample_college.faults import FAULTS

DAY = sample_college.LAST_DAY
RULES = {check.id for check in checks.CHECKS}


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    keeper = database.open_folder(tmp_path_factory.mktemp("faults") / "data")
    sample_college.create()
    yield checks.run(checks.Look(DAY))
    keeper.close(backup=False)


def words_of(record):
    """Everything that stands in the record, and the person or partner it belongs to."""
    link = record.owner_link()
    owner = [str(getattr(record, link.name))] if link else []
    return [*owner, *(kind.show(kind.read(record)) for kind in record.kinds())]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule} {fault.words}")
def test_the_record_at_fault_is_in_its_register(findings, fault):
    entity = entity_by_key(fault.entity)
    assert any(fault.words in words_of(record) for record in entity.active())


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if f.rule in RULES], ids=lambda fault: f"{fault.rule} {fault.words}"
)
def test_the_rule_finds_it(findings, fault):
    found = [each.finding for each in findings if each.check.id == fault.rule]
    assert any(fault.words in words_of(finding.record) for finding in found), fault.what


def test_no_rule_speaks_of_more_than_a_dozen_records(findings):
    often = Counter(each.check.id for each in findings)
    assert not [rule for rule, count in often.items() if count > 12]


def test_most_of_the_college_is_in_order(findings):
    assert len(findings) <= 90


def test_every_theme_of_rules_has_something_to_show(findings):
    themes = {each.check.id.split("-")[1] for each in findings}
    assert themes >= {"OUT", "FT", "STU", "AGR", "EVT"}


def test_some_deadlines_wait(findings):
    assert len(checks.waiting(checks.Look(DAY + timedelta(days=1)), days=30)) >= 5
