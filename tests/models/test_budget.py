"""Budgets of trips: the published example to the last 分, places, nights, and no invented rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models import budget, rate_import, store, subsistence
from models.checks import precheck
from models.entities.kept_settings import SubsistenceRate
from models.entities.outbound_trip import BudgetLine, OutboundTrip, TripLeg, TripMember
from models.entities.staff_member import StaffMember

YEN = {"日元": (Decimal("0.06093"), date(2025, 3, 13))}
DOLLAR = {"美元": (Decimal("7.2"), date(2025, 3, 13))}


def trip(*legs, out="2025-05-12", back="2025-05-16", people=1):
    """A kept trip; a leg is (country, city, first day, last day)."""
    made = OutboundTrip(
        title="赴外访问团", departed_on=date.fromisoformat(out), returned_on=date.fromisoformat(back)
    )
    store.save(made)
    for country, city, start, end in legs:
        days = {"arrived_on": start, "left_on": end}
        store.save(TripLeg(trip=made, country=country, city=city, **{
            name: date.fromisoformat(day) for name, day in days.items() if day
        }))
    for number in range(people):
        member = StaffMember(name=f"教师{number}", staff_no=f"{number}")
        store.save(member)
        store.save(TripMember(trip=made, staff_member=member))
    return made


def add(owner, item, amount):
    store.save(BudgetLine(trip=owner, item=item, amount=Decimal(amount)))


def as_paid(made):
    for item, amount in (("国际旅费", 25000), ("城市间交通费", 6000), ("其他费用", 2000)):
        add(made, item, amount)
    return made.lines(BudgetLine)


def test_the_published_example_comes_to_the_last_fen(college):
    made = trip(("JPN", "松山", None, None))
    proposed = budget.propose(made, rates=YEN, nights_are_days=True)

    sums = budget.totals([*proposed.lines, *as_paid(made)])

    foreign = [line.foreign_amount() for line in proposed.lines]
    assert foreign == [45000, 50000, 25000]
    assert sums.by_item["住宿费"] + sums.by_item["伙食费"] + sums.by_item["公杂费"] == Decimal("7311.60")
    assert sums.total == Decimal("40311.60")
    assert proposed.problems == []


def test_with_one_night_less_than_days_the_example_is_one_lodging_cheaper(college):
    made = trip(("JPN", "松山", None, None))
    proposed = budget.propose(made, rates=YEN, nights_are_days=False)

    sums = budget.totals([*proposed.lines, *as_paid(made)])

    # By hand, in hundred-thousandths of a yuan: (4·9000 + 5·10000 + 5·5000) · 6093 = 676323000.
    assert (4 * 9000 + 5 * 10000 + 5 * 5000) * 6093 == 676_323_000
    assert sums.total == Decimal("6763.23") + 25000 + 6000 + 2000
    assert sums.by_item["住宿费"] == Decimal("2193.48")


@pytest.mark.parametrize(("city", "lodging"), [
    ("东京", 20000), ("东京都", 20000), ("京都", 18000), ("大阪市", 18000), ("新潟", 11000), ("松山", 9000),
])
def test_the_city_decides_the_lodging_in_japan(city, lodging):
    found = budget.standard_for("JPN", city)
    assert found.standard.lodging == lodging


def test_a_country_with_one_row_needs_no_city():
    assert budget.standard_for("LAO").standard.lodging == 130
    assert budget.standard_for("LAO", "万象").standard.lodging == 130


def test_a_country_by_cities_without_city_has_no_standard():
    found = budget.standard_for("JPN")
    assert found.standard is None
    assert "未填城市" in found.reason


def test_other_cities_of_pakistan_stand_for_lahore():
    assert budget.standard_for("PAK", "拉合尔").standard.lodging == 170


def test_yemen_has_no_row_for_the_whole_country_but_one_for_other_cities():
    assert budget.standard_for("YEM", "荷台达").standard.lodging == 80


def test_a_country_outside_the_table_has_no_standard():
    found = budget.standard_for("DEU", "柏林")
    assert found.standard is None
    assert "无标准" in found.reason


def test_cities_of_different_standards_in_one_leg_are_refused():
    assert "分段" in budget.standard_for("JPN", "东京、大阪").reason
    assert budget.standard_for("JPN", "大阪、京都").standard.lodging == 18000


def test_before_the_table_came_into_force_there_is_no_standard():
    assert budget.standard_for("LAO", on=date(2017, 12, 31)).standard is None
    assert budget.standard_for("LAO", on=date(2018, 1, 1)).standard is not None


def test_the_table_ships_42_rows_each_marked_and_with_a_source():
    rows = budget.standards()
    assert len(rows) == 42
    assert {row.status for row in rows} == {"已核", "单源"}
    assert [row.status for row in rows].count("已核") == 28
    assert all(row.source and row.effective_from for row in rows)


def test_a_day_over_two_countries_belongs_to_the_country_of_the_night(college):
    made = trip(
        ("THA", "曼谷", "2025-05-12", "2025-05-15"), ("LAO", "万象", "2025-05-15", "2025-05-18"),
        back="2025-05-18",
    )

    found = budget.stays(made, made.lines(TripLeg), nights_are_days=False)

    assert found == [budget.Stay("THA", "曼谷", 3, 3), budget.Stay("LAO", "万象", 4, 3)]


def test_counting_lodging_by_days_gives_the_return_day_to_the_last_country(college):
    made = trip(
        ("THA", "曼谷", "2025-05-12", "2025-05-15"), ("LAO", "万象", "2025-05-15", "2025-05-18"),
        back="2025-05-18",
    )

    found = budget.stays(made, made.lines(TripLeg), nights_are_days=True)

    assert [(stay.days, stay.nights) for stay in found] == [(3, 3), (4, 4)]


def test_a_stop_within_the_airport_is_no_stay(college):
    made = trip(("VNM", "河内", "2025-05-12", "2025-05-16"))
    store.save(TripLeg(trip=made, country="THA", city="曼谷", airport_only=True))

    found = budget.stays(made, made.lines(TripLeg), nights_are_days=False)

    assert [stay.country for stay in found] == ["VNM"]


def test_the_lines_are_proposed_for_every_member(college):
    made = trip(("LAO", "万象", None, None), people=3)

    lines = budget.propose(made, rates=DOLLAR, nights_are_days=False).lines

    assert [(line.item, line.persons, line.days) for line in lines] == [
        ("住宿费", 3, 4), ("伙食费", 3, 5), ("公杂费", 3, 5)
    ]
    # 130·3·4 + (40 + 30)·3·5 dollars at 7.2
    assert budget.totals(lines).total == Decimal("18792.00")


def test_a_place_without_standard_is_named_and_never_computed(college):
    made = trip(
        ("DEU", "柏林", "2025-05-12", "2025-05-14"), ("LAO", "万象", "2025-05-14", "2025-05-16")
    )

    proposed = budget.propose(made, rates=DOLLAR, nights_are_days=False)

    assert {line.country for line in proposed.lines} == {"LAO"}
    assert any("德国柏林" in words and "无标准" in words for words in proposed.problems)


def test_a_standard_of_a_single_source_asks_to_be_checked(college):
    made = trip(("LAO", "万象", None, None))
    assert any("一个来源" in words for words in budget.propose(made, rates=DOLLAR).problems)


def test_without_a_rate_the_line_is_unknown_and_in_no_sum(college):
    made = trip(("JPN", "东京", None, None))

    proposed = budget.propose(made)
    sums = budget.totals(proposed.lines)

    assert "缺日元汇率" in proposed.problems
    assert sums.total == 0
    assert sums.unknown == ("住宿费（日本东京）", "伙食费（日本东京）", "公杂费（日本东京）")


def test_the_rate_of_an_earlier_budget_of_the_trip_is_used_again(college):
    made = trip(("LAO", "万象", None, None))
    line = budget.propose(made, rates=DOLLAR).lines[0]
    store.save(line)

    assert {line.rate for line in budget.propose(made).lines} == {7.2}


def test_trips_without_full_dates_propose_nothing_and_say_why(college):
    made = OutboundTrip(title="某团", departed_on=date(2025, 5, 1))
    store.save(made)
    store.save(TripLeg(trip=made, country="LAO"))

    assert budget.propose(made).problems == ["“入境日期”未填到日，不能推算天数"]


def test_what_the_host_bears_is_in_no_sum(college):
    made = trip(("LAO", "万象", None, None))
    lines = budget.propose(made, rates=DOLLAR, nights_are_days=False).lines
    lines[0].paid_by_host = True

    assert budget.totals(lines).by_item["住宿费"] == 0
    assert budget.totals(lines).total == Decimal(5 * 70) * Decimal("7.2")


def test_a_price_above_the_standard_is_found_unless_it_was_approved(college):
    made = trip(("JPN", "松山", None, None))
    line = budget.propose(made, rates=YEN).lines[0]
    line.standard = 12000
    assert budget.findings(made, [line]) == ["住宿费（日本松山）：12000 高于标准 9000，未注明已报批"]

    line.over_standard_approved = True
    assert budget.findings(made, [line]) == []


# ---- what a budget leaves out or overruns ----


def test_a_rate_without_its_day_is_found(college):
    made = trip(("JPN", "松山", None, None))
    line = budget.propose(made, rates=YEN).lines[0]
    line.rate_on = None
    assert budget.findings(made, [line]) == ["住宿费（日本松山）：没有注明汇率日期"]


def test_a_place_without_standard_or_line_is_named_as_not_computed(college):
    made = trip(
        ("DEU", "柏林", "2025-05-12", "2025-05-14"), ("LAO", "万象", "2025-05-14", "2025-05-16")
    )
    lines = budget.propose(made, rates=DOLLAR, nights_are_days=False).lines

    assert [gap.words for gap in budget.gaps(made, lines)] == [
        "德国柏林：住宿费、伙食费、公杂费无标准，未计算"
    ]
    assert "德国柏林：住宿费、伙食费、公杂费无标准，未计算" in budget.findings(made, lines)


def test_a_line_typed_for_the_country_or_the_whole_journey_fills_the_gap(college):
    made = trip(("DEU", "柏林", None, None))
    lines = [BudgetLine(item="住宿费", country="DEU", amount=Decimal(9000)),
             BudgetLine(item="伙食费", amount=Decimal(3000))]
    assert [gap.items for gap in budget.gaps(made, lines)] == [("公杂费",)]


def test_a_stop_within_the_airport_leaves_no_gap(college):
    made = trip(("LAO", "万象", None, None))
    store.save(TripLeg(trip=made, country="DEU", city="法兰克福", airport_only=True))
    assert budget.gaps(made, budget.propose(made, rates=DOLLAR).lines) == []


def test_more_days_than_the_journey_has_are_found(college):
    made = trip(("JPN", "松山", None, None))
    line = budget.propose(made, rates=YEN).lines[1]
    line.days = 6
    assert budget.findings(made, [line]) == ["伙食费按 6 天（晚）计，在外只有 5 天"]


def test_more_than_is_left_of_the_years_budget_is_found(college):
    made = trip(("JPN", "松山", None, None))
    made.annual_budget, made.annual_budget_used = Decimal(50000), Decimal(20000)
    line = BudgetLine(trip=made, item="国际旅费", amount=Decimal("30000.01"))
    assert budget.findings(made, [line]) == ["预算合计 30,000.01 元，超出本年度预算余额 30,000.00 元"]
    line.amount = Decimal(30000)
    assert budget.findings(made, [line]) == []


def test_more_spent_than_planned_is_found(college):
    made = trip(("JPN", "松山", None, None))
    line = BudgetLine(trip=made, item="国际旅费", amount=Decimal(100), spent=Decimal("100.01"))
    assert budget.findings(made, [line]) == ["国际旅费决算 100.01 元，超出预算 100.00 元"]


def test_an_arrival_after_the_return_is_no_itinerary(college):
    made = trip(("LAO", "万象", "2025-05-20", None))
    assert budget.propose(made).problems == ["行程段的抵达日期在入境日期之后，不能推算天数"]


def test_members_with_days_of_their_own_are_pointed_out(college):
    made = trip(("LAO", "万象", None, None), people=2)
    member = made.lines(TripMember)[1]
    member.came_home_on = date(2025, 5, 18)
    store.save(member)
    assert "有成员的出入境日期与团组不同，请按各人天数核对" in budget.propose(made, rates=DOLLAR).problems


def test_each_line_is_rounded_to_the_fen_before_it_is_added():
    lines = [BudgetLine(item=item, standard=1, persons=1, days=1, rate=0.125)
             for item in ("住宿费", "伙食费", "公杂费")]
    assert {line.yuan() for line in lines} == {Decimal("0.13")}
    assert budget.totals(lines).total == Decimal("0.39")


def test_the_check_before_printing_names_a_place_left_out_of_the_budget(college):
    made = trip(
        ("DEU", "柏林", "2025-05-12", "2025-05-14"), ("JPN", "东京", "2025-05-14", "2025-05-16")
    )
    for line in budget.propose(made, rates=YEN).lines:
        store.save(line)
    said = [f.finding.words for f in precheck(made, date(2025, 5, 1)) if f.check.id == "R-OUT-20"]
    assert said == ["德国柏林：住宿费、伙食费、公杂费无标准，未计算；请与财政部现行标准原文核对。"]


# ---- the office's own rows ----


def own(country="JPN", cities="东京", lodging=21000, on=date(2018, 1, 1)):
    row = SubsistenceRate(country=country, cities=cities, currency="日元", lodging=lodging,
                          meals=10000, misc=5000, source="财行〔2017〕434号", effective_from=on)
    rate_import.keep_row(row)
    return row


def test_an_own_row_of_one_city_leaves_the_other_cities_as_shipped(college):
    own()
    assert budget.standard_for("JPN", "东京").standard.lodging == 21000
    assert budget.standard_for("JPN", "大阪").standard.lodging == 18000
    assert budget.standard_for("JPN", "松山").standard.lodging == 9000


def test_an_own_row_for_the_whole_country_ends_the_shipped_cities(college):
    own(cities=None, lodging=15000)
    assert {budget.standard_for("JPN", city).standard.lodging for city in ("东京", "松山")} == {15000}


def test_a_newer_table_of_a_country_replaces_the_older_from_its_day(college):
    own(on=date(2026, 1, 1))
    assert budget.standard_for("JPN", "东京", on=date(2026, 1, 1)).standard.lodging == 21000
    assert budget.standard_for("JPN", "大阪", on=date(2026, 1, 1)).standard is None
    assert budget.standard_for("JPN", "大阪", on=date(2025, 12, 31)).standard.lodging == 18000


def test_an_own_row_taken_away_gives_the_shipped_one_back(college):
    own()
    standard = next(row for row in subsistence.standards() if row.row_id is not None)
    rate_import.remove_row(standard)
    assert budget.standard_for("JPN", "东京").standard.lodging == 20000
