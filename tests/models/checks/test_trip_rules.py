"""Rules of official trips at their boundaries, and silent where nobody keeps what they ask for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.checks import CHECKS, samples, unchecked
from models.checks.base import Look
from models.checks.word_lists import all_words
from models.entities.outbound_trip import ScheduleItem, TripMember
from models.entities.staff_member import FamilyMember

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
OUT = TODAY + timedelta(days=samples.AHEAD)
AFRICA = (("KEN", "内罗毕"),)


def found(rule, day=TODAY):
    check = next(each for each in CHECKS if each.id == rule)
    return [(check.severity_of(f), f.words) for f in check.findings(Look(day))]


def severities(rule, day=TODAY):
    return [severity for severity, _ in found(rule, day)]


@pytest.mark.parametrize(("places", "most"), [
    ((("JPN", ""),), 5), ((("JPN", ""), ("KOR", "")), 8),
    ((("JPN", ""), ("KOR", ""), ("THA", "")), 10),
])
def test_the_limit_of_days_goes_by_the_number_of_countries(places, most, college):
    samples.trip(TODAY, days=most, places=places)
    assert found("R-OUT-01") == []

    samples.trip(TODAY, days=most + 1, places=places, title="另一团")
    assert severities("R-OUT-01") == ["E"]


def test_a_transit_within_the_airport_is_no_second_country(college):
    made = samples.trip(TODAY, days=6)
    samples.with_line(made, type(made).line_entities()[1], country="KOR", airport_only=True)

    assert severities("R-OUT-01") == ["E"]


@pytest.mark.parametrize(("told", "days", "errors", "hints"), [
    (True, 6, 0, 0), (True, 7, 1, 0), (False, 6, 1, 0), (None, 6, 0, 1), (None, 7, 1, 0),
])
def test_africa_may_last_a_day_longer_where_flights_are_inconvenient(
    told, days, errors, hints, college
):
    samples.trip(TODAY, days=days, places=AFRICA, leg={"flight_inconvenient": told})

    assert (len(found("R-OUT-01")), len(found("R-OUT-02"))) == (errors, hints)


@pytest.mark.parametrize(("country", "errors"), [("MEX", 0), ("BRA", 0), ("USA", 1), ("JPN", 1)])
def test_latin_america_has_the_longer_limit_and_the_north_has_not(country, errors, college):
    samples.trip(TODAY, days=6, places=((country, ""),), leg={"flight_inconvenient": True})

    assert len(found("R-OUT-01")) == errors


def test_an_academic_trip_is_only_a_hint_and_must_say_why(college):
    facts = {"days": 9, "is_academic": True, "task_kind": "国际会议"}
    samples.trip(TODAY, **facts)
    assert (severities("R-OUT-01"), severities("R-OUT-09")) == (["I"], ["W"])

    samples.trip(TODAY, title="另一团", academic_note="在分会场宣读论文", **facts)
    assert (severities("R-OUT-01"), len(found("R-OUT-09"))) == (["I", "I"], 1)


def test_an_academic_trip_of_the_past_is_not_asked_for_a_note_that_nobody_keeps(college):
    samples.trip(TODAY, ahead=-60, is_academic=True, task_kind="国际会议")
    assert found("R-OUT-09") == []

    samples.trip(TODAY, ahead=-90, is_academic=True, task_kind="国际会议", title="另一团",
                 academic_note="在分会场宣读论文")
    assert severities("R-OUT-09") == ["W"]


def test_two_leaders_of_the_school_do_not_travel_together(college):
    leaders = [samples.staff(name, is_school_leader=True) for name in ("甲校长", "乙校长")]
    samples.trip(TODAY, people=(leaders[0], samples.staff("丙老师")))
    assert found("R-OUT-06") == []

    samples.trip(TODAY, people=tuple(leaders), title="另一团")
    assert severities("R-OUT-06") == ["W"]


def test_who_is_a_leader_of_the_school_has_to_be_known(college):
    samples.trip(TODAY)
    assert any(words.startswith("领导班子成员同团：") for words in unchecked(Look(TODAY)))

    samples.staff("甲校长", is_school_leader=True)
    assert not any(words.startswith("领导班子成员同团：") for words in unchecked(Look(TODAY)))


def led(name, ahead, *, country="JPN", **facts):
    return samples.trip(TODAY, people=(samples.staff(name, is_school_leader=True),), ahead=ahead,
                        places=((country, ""),), title=f"{name}团", **facts)


@pytest.mark.parametrize(("out", "count"), [(date(2026, 12, 1), 1), (date(2026, 12, 2), 0)])
def test_two_leaders_do_not_lead_to_one_country_within_six_months(out, count, college):
    led("甲校长", (date(2026, 6, 1) - TODAY).days)
    led("乙校长", (out - TODAY).days)

    assert len(found("R-OUT-07")) == count


def test_passing_through_an_airport_is_no_visit_to_that_country(college):
    led("甲校长", 30)
    led("乙校长", 90, leg={"airport_only": True})
    assert found("R-OUT-07") == []


def test_a_leader_without_a_rank_counts_as_one_whose_trips_are_limited(college):
    chief = samples.staff("甲校长", is_school_leader=True)
    for number, ahead in enumerate((30, 120)):
        samples.trip(TODAY, people=(chief,), ahead=ahead, title=f"第{number}团")

    assert severities("R-OUT-08") == ["I"]


@pytest.mark.parametrize("facts", [
    {"is_academic": True}, {"destination_kind": "赴港澳", "places": (("HKG", ""),)},
])
def test_academic_trips_and_those_to_hong_kong_are_not_among_the_limited(facts, college):
    chief = samples.staff("甲校长", level="厅局级")
    samples.trip(TODAY, people=(chief,), ahead=30, title="先前团", **facts)
    samples.trip(TODAY, people=(chief,), ahead=120)

    assert found("R-OUT-08") == []


def test_a_trip_outside_the_plan_needs_its_reason(college):
    samples.trip(TODAY, in_plan=False, off_plan_reason="外方临时邀请")
    assert found("R-OUT-10") == []
    samples.trip(TODAY, in_plan=False, title="另一团")
    assert severities("R-OUT-10") == ["W"]


def test_trips_of_the_past_are_not_asked_whether_they_were_planned(college):
    samples.trip(TODAY, ahead=-60, in_plan=None)
    samples.trip(TODAY, ahead=-90, in_plan=False, title="另一团")
    assert found("R-OUT-10") == []

    samples.trip(TODAY, in_plan=False, off_plan_reason="外方临时邀请", title="计划外团")
    assert severities("R-OUT-10") == ["W"]


@pytest.mark.parametrize(("until", "count"), [(date(2026, 11, 6), 0), (date(2026, 11, 5), 1)])
def test_publicity_lasts_five_working_days(until, count, college):
    samples.trip(TODAY, publicised_from=date(2026, 11, 2), publicised_until=until)

    assert len(found("R-OUT-13")) == count


@pytest.mark.parametrize(("applied", "count"), [(0, 0), (-1, 1)])
def test_a_trip_is_not_submitted_before_its_publicity_has_ended(applied, count, college):
    samples.trip(TODAY, publicised_from=date(2026, 11, 2), publicised_until=date(2026, 11, 13),
                 applied_on=date(2026, 11, 13) + applied * DAY)

    assert [words for _, words in found("R-OUT-13")] == [
        "2026-11-12 报批时公示还没有结束（公示至 2026-11-13）。"][:count]


def test_a_submitted_trip_without_publicity_is_an_error(college):
    samples.trip(TODAY, publicised_from=None, publicised_until=None, applied_on=TODAY)

    assert severities("R-OUT-13") == ["E"]


def test_numbers_in_the_publicity_are_said_and_masked(college):
    samples.trip(TODAY, purpose="王安（护照PE1234567）赴东京访问", route="澜港—东京，NH920")

    assert [words.split("；")[0] for _, words in found("R-OUT-15")] == [
        "“出访任务”里有证件号码 PE****67"]


def test_a_number_in_a_schedule_is_found_and_a_telephone_is_let_pass(college):
    made = samples.trip(TODAY, publicity_place="校园网，反馈电话13800000000")
    assert found("R-OUT-15") == []

    samples.kept(ScheduleItem(trip=made, day=made.departed_on, activity="持 E12345678 过境"))
    assert severities("R-OUT-15") == ["E"]


def test_a_standard_from_one_source_only_is_said(college):
    made = samples.trip(TODAY, places=(("MYS", "吉隆坡"),))
    samples.budget(made, country="MYS", city="吉隆坡", currency="美元", standard=90)

    assert [(s, "单源" in words) for s, words in found("R-OUT-20")] == [("W", True)]


def couple(**relative):
    people = (samples.staff("赵先"), samples.staff("钱后", born_on=date(1980, 5, 1)))
    samples.kept(FamilyMember(staff_member=people[0], relation="配偶", name="钱后", **relative))
    return samples.trip(TODAY, people=people)


def test_a_member_who_takes_family_along_is_an_error(college):
    samples.trip(TODAY, member={"with_family": False})
    assert found("R-OUT-12") == []
    samples.trip(TODAY, member={"with_family": True}, title="另一团")
    assert severities("R-OUT-12") == ["E"]


@pytest.mark.parametrize(("born", "count"), [
    (None, 1), (date(1980, 5, 1), 1), (date(1981, 5, 1), 0),
])
def test_family_among_the_members_is_found_by_name_unless_born_otherwise(born, count, college):
    couple(born_on=born)

    assert len(found("R-OUT-12")) == count


def leaving(ahead, **facts):
    """Leaves in so many days; another trip has its papers, so that the columns are kept."""
    samples.trip(TODAY, title="另一团", people=(samples.staff("孙齐"),), briefed_on=TODAY,
                 member={"record_filed_on": TODAY, "pledge_on": TODAY})
    return samples.trip(TODAY, ahead=ahead, **facts)


@pytest.mark.parametrize(("facts", "form"), [
    ({}, "因公临时出国人员备案表"),
    ({"destination_kind": "赴港澳", "places": (("MAC", ""),)}, "因公临时赴港澳人员备案表"),
    ({"destination_kind": None, "places": (("TWN", ""),)}, "因公临时赴台人员备案表"),
])
def test_the_form_of_filing_is_named_by_where_the_trip_leads(facts, form, college):
    leaving(30, **facts)

    assert [(s, form in words) for s, words in found("R-OUT-25")] == [("E", True)]


def test_filing_is_asked_for_from_the_submission_or_a_month_before(college):
    leaving(31)
    assert found("R-OUT-25") == []
    assert severities("R-OUT-25", TODAY + DAY) == ["E"]

    samples.trip(TODAY, title="已报批团", applied_on=TODAY)
    assert severities("R-OUT-25") == ["E"]


@pytest.mark.parametrize(("ago", "said"), [(120, ["W"]), (121, [])])
def test_filing_of_those_who_left_is_a_warning_for_some_months(ago, said, college):
    leaving(-ago, status="已执行")

    assert severities("R-OUT-25") == said


def test_filing_is_not_asked_for_where_nobody_keeps_its_date(college):
    samples.trip(TODAY, ahead=10)
    assert found("R-OUT-25") == []
    assert any(words.startswith("人员备案表：") for words in unchecked(Look(TODAY)))


def test_a_first_trip_is_to_be_confirmed_and_a_known_one_is_not(college):
    first, known = samples.staff("赵先"), samples.staff("钱后")
    samples.trip(TODAY, people=(known,), ahead=-400, status="已执行", title="先前团")
    samples.trip(TODAY, people=(first, known), member={"last_trip": None})

    (severity, words), = found("R-OUT-26")
    assert severity == "I"
    assert words.startswith("赵先没有登记上次出访，备案表将印“无”")


@pytest.mark.parametrize(("facts", "count"), [
    ({"secrecy_level": "非涉密"}, 0), ({"secrecy_level": "一般"}, 1),
    ({"declassified_on": OUT}, 1), ({"declassified_on": OUT - DAY}, 0),
])
def test_secrecy_is_reviewed_before_leaving(facts, count, college):
    person = samples.staff("钱机要", **facts)
    samples.trip(TODAY, people=(person,))
    samples.trip(TODAY, people=(person,), title="已审查团", secrecy_reviewed_on=TODAY)

    assert severities("R-OUT-27") == ["E"] * count


def test_instruction_and_pledges_are_asked_for_a_fortnight_before(college):
    leaving(15)
    assert found("R-OUT-28") == []

    (severity, words), = found("R-OUT-28", TODAY + DAY)
    assert severity == "E"
    assert "没有行前教育记录，没有王安的承诺书" in words


@pytest.mark.parametrize(("late", "count"), [(0, 0), (1, 1)])
def test_instruction_on_the_day_of_leaving_is_in_time_and_the_next_day_is_not(late, count, college):
    out = TODAY + 10 * DAY
    leaving(10, briefed_on=out + late * DAY, member={"pledge_on": TODAY})

    assert len(found("R-OUT-28")) == count


def test_pledges_are_not_asked_for_where_only_instruction_is_kept(college):
    samples.trip(TODAY, title="另一团", briefed_on=TODAY)
    samples.trip(TODAY, ahead=10)

    assert [words for _, words in found("R-OUT-28")] == ["2026-11-30 出发，没有行前教育记录。"]


@pytest.mark.parametrize(("late", "count"), [(0, 0), (1, 1)])
def test_a_pledge_after_the_departure_is_too_late(late, count, college):
    leaving(10, briefed_on=TODAY, member={"pledge_on": TODAY + (10 + late) * DAY})

    assert len(found("R-OUT-28")) == count


def test_more_days_or_people_than_approved_need_a_note(college):
    facts = {"approved_days": 4, "approved_head_count": 1}
    pair = (samples.staff("赵先"), samples.staff("钱后"))
    samples.trip(TODAY, people=pair, **facts)
    samples.trip(TODAY, people=pair, title="有说明团", deviation_note="航班取消", **facts)

    assert [words for _, words in found("R-OUT-29")] == [
        "与批件不一致：在外 5 天，批准 4 天；2 人，批准 1 人，没有填写情况说明。"]


def test_a_member_away_longer_than_the_group_needs_a_note(college):
    made = samples.trip(TODAY, ahead=-60, status="已执行", approved_days=5)
    assert found("R-OUT-29") == []

    member = made.lines(TripMember)[0]
    member.came_home_on = made.returned_on + DAY
    samples.kept(member)
    (_, words), = found("R-OUT-29")
    assert "在外 6 天，批准 5 天" in words
    assert "王安本人" in words


def to_taiwan(**facts):
    usual = {"title": "赴台交流团", "destination_kind": "赴台", "places": (("TWN", "台中"),),
             "inviting_party": "台中示例大学", "route": "澜港—台中—澜港"}
    return samples.trip(TODAY, **{**usual, **facts})


@pytest.mark.parametrize(("facts", "levels"), [
    ({}, []), ({"inviting_party": "国立示例大学"}, ["W"]), ({"inviting_party": "國立示例大學"}, ["W"]),
    ({"purpose": "参加中华民国示例学会年会"}, ["E"]), ({"necessity": "参加ＲＯＣ示例学会年会"}, ["E"]),
    ({"necessity": "PROCESS 控制课程交流"}, []), ({"title": "赴台全国职业教育论坛团"}, ["W"]),
    ({"leg": {"host": "R.O.C. 示例协会"}}, ["E"]),
    ({"inviting_party": "国立示例大学", "purpose": "拜访行政院"}, ["E", "W"]),
])
def test_words_of_papers_for_taiwan_are_wrong_or_to_be_looked_at(facts, levels, college):
    to_taiwan(**facts)

    assert severities("R-OUT-30") == levels


def test_a_longer_word_is_said_once(college):
    to_taiwan(purpose="参加中华民国示例学会年会")

    (_, words), = found("R-OUT-30")
    assert words.count("民国") == 1


def test_the_name_of_our_own_country_is_right(college):
    to_taiwan(necessity="the People's Republic of China 的职业教育代表团")

    assert found("R-OUT-30") == []


def test_only_papers_for_taiwan_are_looked_at(college):
    samples.trip(TODAY, inviting_party="国立示例大学")

    assert found("R-OUT-30") == []


@pytest.mark.parametrize(("activity", "is_idle"), [
    ("自由活动", True), ("下午自由活动。", True), ("自由活动、休息", True), ("在酒店休息", True),
    ("下午。", False), ("课间休息后继续研讨", False), ("与校友自由活动时间座谈", False), ("会谈", False),
])
def test_idle_time_is_wrong_only_as_the_whole_of_an_item(activity, is_idle, college):
    made = to_taiwan()
    samples.kept(ScheduleItem(trip=made, day=made.departed_on, half="下午", activity=activity))

    assert severities("R-OUT-30") == (["E"] if is_idle else [])


def test_every_word_has_a_level_a_way_of_matching_and_a_source():
    for word in all_words():
        assert all((word.word, word.source))
        assert word.level in ("红", "黄", "可")
        assert word.match in ("含", "词", "整项")
        assert word.certainty in ("V", "V2", "K", "U")
    assert len({(w.list, w.word) for w in all_words()}) == len(all_words())
