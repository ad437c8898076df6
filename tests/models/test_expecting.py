"""The expected number: the choices of counting that give it, each with its indicator."""

from __future__ import annotations

from datetime import date

import pytest

from models import store
from models.entities import OutboundTrip, TripLeg
from models.expecting import choices_giving
from models.indicators import Period, indicator_by_id

GROUPS = indicator_by_id("trips.groups").at(Period.calendar_year(2024))


@pytest.fixture
def trips(college):
    """Five trips back in 2024 (one 参团, one to Hong Kong), one cancelled, one without its return."""
    for number, (country, status, joint) in enumerate([
        ("JPN", "已执行", False), ("JPN", "已执行", False), ("THA", "已执行", False),
        ("GBR", "已执行", True), ("HKG", "已执行", False), ("JPN", "取消", False),
    ]):
        trip = OutboundTrip(title=f"团{number}", departed_on=date(2024, 5, 1), status=status,
                            returned_on=date(2024, 5, 5), is_joint=joint, head_count=4)
        store.save(trip)
        store.save(TripLeg(trip=trip, country=country))
    store.save(OutboundTrip(title="未填入境", departed_on=date(2024, 12, 1), status="已执行",
                            head_count=2))


def said(expected):
    return [choice.sentence for choice in choices_giving(GROUPS, expected)]


@pytest.mark.parametrize(("expected", "sentence"), [
    (4, "不含双跨（参团）“双跨（参团）”"), (4, "不含港澳台"), (6, "连同取消的团组"),
    (6, "连同缺日期或缺值、可能计入的记录"), (20, "改用“因公出国（境）人次”（人次，范围国（境）外）"),
    (0, "按自然年（2023年）统计"), (1, "只计港澳台"),
])
def test_a_choice_that_gives_the_number_is_offered(trips, expected, sentence):
    assert GROUPS.value() == 5
    assert sentence in said(expected)


def test_each_choice_opens_as_many_records_as_it_says(trips):
    for expected in range(7):
        for choice in choices_giving(GROUPS, expected):
            if choice.figure is not None:
                assert choice.figure.value() == expected
                assert choice.indicator_id.startswith("trips.")


def test_a_number_that_nothing_gives_has_no_choices(trips):
    assert said(4711) == []
