"""The progress sheet of a trip (A0): what is done, what is due, what is late."""

from __future__ import annotations

from datetime import date

import pytest

from exports.prints.trips import progress
from models import database, sample_college
from models.entities.outbound_trip import ScheduleItem
from models.errors import UserError
from tests.exports.prints.trip_records import facts_of, kept, new_trip, person, trip

UNPREPARED = "赴泰国丝路学院教学指导团"
THAILAND = "赴泰国、老挝职业教育合作洽谈团"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college."""
    keeper = database.open_folder(tmp_path_factory.mktemp("trips") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def test_the_progress_sheet_ticks_what_is_on_record(sample):
    found = facts_of("A0", trip(UNPREPARED))["found"]
    assert {key for key, step in found.items() if not step["is_done"]} == {
        "application", "itinerary", "budget", "briefing", "pledges", "handin", "report", "result",
    }
    assert found["handin"]["said"] == "1／2 人"


def test_what_is_overdue_on_the_day_of_the_sheet_is_said(sample):
    thailand = trip(UNPREPARED)
    in_time = facts_of("A0", thailand, issued_on="2025-11-20")["found"]["report"]
    late = facts_of("A0", thailand, issued_on="2025-11-22")["found"]["report"]
    assert (in_time["due"], in_time["is_late"]) == ("2025年11月21日", False)
    assert (late["due"], late["is_late"]) == ("2025年11月21日", True)


def test_a_schedule_with_a_gap_is_not_done(sample):
    assert facts_of("A0", trip(THAILAND))["found"]["itinerary"]["is_done"]
    made = new_trip([person("李㛃")])
    kept(ScheduleItem(trip=made, day=date(2025, 3, 4), half="上午", activity="会谈"))
    step = facts_of("A0", made)["found"]["itinerary"]
    assert (step["said"], step["is_done"]) == ("1／10 个半天", False)


def test_the_office_lists_the_steps_that_it_takes():
    assert progress.rows_of("列入年度计划；任务批件=批件原件") == [
        ("plan", "列入年度计划"), ("approval", "批件原件"),
    ]
    with pytest.raises(UserError, match="没有“午餐”这一步"):
        progress.rows_of("午餐=工作午餐")


def test_papers_of_a_trip_that_was_not_made_are_not_asked_back(sample):
    planned = new_trip([person("李㛃")])
    said = [facts_of("A0", planned, issued_on=day)["found"]["handin"]["due"]
            for day in ("2025-03-01", "2025-04-01")]
    assert said == ["2025年3月14日", ""]
