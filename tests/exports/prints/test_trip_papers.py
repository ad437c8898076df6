"""Papers of a trip: who is on them, what is counted, and what they keep to themselves."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from exports.prints import texts
from exports.prints.registry import printable_by_code
from exports.prints.trips import itinerary, money, words
from exports.prints.trips.annual_plan import part_of_month
from exports.prints.trips.flight_request import _segments
from models import database, sample_college
from models.entities.office import OfficeProfile
from models.entities.outbound_trip import BudgetLine, ScheduleItem
from models.entities.staff_member import FamilyMember, StaffMember
from models.errors import UserError
from models.partial_date import PartialDate
from tests.exports.prints.looking import text_of
from tests.exports.prints.trip_records import (
    facts_of,
    kept,
    new_trip,
    pdf_of,
    person,
    sizes,
    trip,
)

BIG = "赴印度尼西亚合作院校访问团"
KOREA = "赴韩国学生交换项目签约团"
THAILAND = "赴泰国、老挝职业教育合作洽谈团"
JAPAN = "赴日本护理教育学术访问"
TAIWAN = "赴台湾技职教育论坛团"
SPAIN = "随全国职教集团赴西班牙研修团"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college; what a test adds to it, it adds to records of its own."""
    keeper = database.open_folder(tmp_path_factory.mktemp("trips") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


# ---- A6 ----


def test_every_member_has_a_record_form_of_one_page(sample):
    assert len(sizes(pdf_of("A6", trip(BIG)))) == 7


def test_the_form_of_one_member_is_printed_alone(sample):
    member = words.members_of(trip(BIG))[2]
    facts = facts_of("A6", trip(BIG), member=str(member.id))
    assert [p["name"] for p in facts["people"]] == [member.staff_member.name]
    assert facts["holder"] == member.staff_member.name
    assert facts["period"] != facts_of("A6", trip(BIG))["period"]


@pytest.mark.parametrize(("title", "named"), [
    (BIG, "因公临时出国人员备案表"), ("赴香港职业教育交流团", "因公临时赴港澳人员备案表"),
    (TAIWAN, "因公临时赴台人员备案表"),
])
def test_the_record_form_is_called_by_where_one_goes(sample, title, named):
    assert named in text_of(pdf_of("A6", trip(title)), 0)


def test_hong_kong_and_taiwan_are_never_called_a_country(sample):
    assert "所赴国家" in text_of(pdf_of("A6", trip(BIG)), 0)
    assert "赴台任务、所赴地区" in text_of(pdf_of("A6", trip(TAIWAN)), 0)


def test_somebody_who_never_went_has_无_as_the_last_journey(sample):
    found = facts_of("A6", trip(THAILAND))["people"]
    assert {p["last"] for p in found} == {"无"}


def test_the_last_journey_says_when_where_and_what_for(sample):
    found = {p["name"]: p for p in facts_of("A6", trip(KOREA))["people"]}
    assert found["沈慕云"]["last"] == "2024年6月17日至6月24日（8天），英国、法国，项目洽谈"


def test_the_age_of_a_relative_is_that_on_the_day_of_the_form():
    assert words.age(date(2000, 5, 2), date(2025, 5, 1)) == "24"
    assert words.age(date(2000, 5, 2), date(2025, 5, 2)) == "25"
    assert words.age(PartialDate(1968), date(2025, 5, 2)) == "57"
    assert words.age(None, date(2025, 5, 2)) == ""


def test_more_relatives_than_the_form_has_room_for_stand_on_an_annex_page(sample):
    staff = kept(StaffMember(name="郝多", department="测试部门"))
    for number in range(11):
        kept(FamilyMember(staff_member=staff, relation="子女", name=f"郝小{number}",
                          born_on=PartialDate(2000 + number), work="学生"))
    pdf = pdf_of("A6", new_trip([staff]))
    assert len(sizes(pdf)) == 2
    assert "家庭主要成员情况见附页1（共 11 人）" in text_of(pdf, 0)
    assert "郝小10" in text_of(pdf, 1)


@pytest.mark.parametrize("code", ["A2", "A3", "A4", "A5", "A9", "A10", "A15A", "A15B"])
def test_family_and_health_stand_on_the_record_form_only(sample, code):
    said = json.dumps(facts_of(code, trip(KOREA)), ensure_ascii=False)
    assert "罗建章" not in said
    assert "健康" not in said


# ---- A4 ----


def test_the_list_has_no_identity_numbers_unless_they_are_asked_for(sample):
    number = person("沈慕云").id_no
    assert number not in json.dumps(facts_of("A4", trip(KOREA)))
    assert number in json.dumps(facts_of("A4", trip(KOREA), with_id=True))


def test_a_long_list_is_printed_across(sample):
    staff = list(StaffMember.active().limit(15))
    assert sizes(pdf_of("A4", new_trip(staff[:14])))[0].width == pytest.approx(210, abs=0.1)
    assert sizes(pdf_of("A4", new_trip(staff)))[0].width == pytest.approx(297, abs=0.1)


def test_only_journeys_of_the_asked_years_are_listed(sample):
    two = [row for row in facts_of("A4", trip(BIG))["trips"] if row["name"] == "周正远"]
    three = [row for row in facts_of("A4", trip(BIG), years="3")["trips"]
             if row["name"] == "周正远"]
    assert two == [{"name": "周正远", "nothing": "无"}]
    assert [row["places"] for row in three] == ["香港"]


def test_the_leader_stands_first(sample):
    assert [p["role"] for p in facts_of("A4", trip(BIG))["people"]][:2] == ["团长", "团员"]


def test_the_office_leaves_a_column_out_by_its_text(sample):
    with texts.trying({"A4": {"columns": "name=出访人；sex=男女:20"}}):
        said = text_of(pdf_of("A4", trip(KOREA)), 0)
    assert "出访人" in said
    assert "出生年月" not in said


# ---- A5 ----


def test_every_day_has_a_morning_and_an_afternoon(sample):
    days = facts_of("A5", trip(THAILAND))["days"]
    assert len(days) == 8
    assert all([row["half"] for row in day["rows"]] == ["上午", "下午"] for day in days)


def test_a_day_without_entries_is_there_for_the_pen(sample):
    days = facts_of("A5", trip(BIG))["days"]
    assert len(days) == 6
    assert {row["activity"] for day in days for row in day["rows"]} == {""}


def test_an_evening_is_printed_only_where_there_is_one(sample):
    made = new_trip([person("李㛃")])
    kept(ScheduleItem(trip=made, day=date(2025, 3, 4), half="晚上", activity="准备材料"))
    halves = [[row["half"] for row in day["rows"]] for day in facts_of("A5", made)["days"]]
    assert halves[1] == ["上午", "下午", "晚上"]
    assert halves[2] == ["上午", "下午"]


def test_more_than_thirty_days_are_told_week_by_week(sample):
    first = date(2025, 3, 3)
    made = new_trip([person("李㛃")], returned_on=first + timedelta(days=itinerary.DAILY))
    days = facts_of("A5", made)["days"]
    assert len(days) == 5
    assert days[-1]["day"] == "3月31日至\n4月2日"


def test_days_of_stay_add_up_to_the_days_abroad(sample):
    stays = facts_of("A5", trip(THAILAND))["stays"]
    assert [(stay["place"], stay["days"]) for stay in stays] == [
        ("泰国（曼谷）", "4"), ("老挝（万象）", "4"),
    ]


# ---- A2 ----


def test_every_department_that_sends_somebody_has_a_box_of_its_own(sample):
    found = facts_of("A2", trip(BIG))["departments"]
    assert {d["department"]: d["names"] for d in found}["智能制造学院"] == "王䶮、郭思源"
    assert "校领导" not in {d["department"] for d in found}


def test_the_rows_of_the_budget_add_up_to_its_total(sample):
    budget = facts_of("A2", trip(JAPAN))["budget"]
    shown = texts.texts_of("A2", 2025)
    rows = [
        row for group in money.budget_rows(shown["rows.actual"], shown["rows.fixed"],
                                           budget["lines"]) for row in group
    ]
    amounts = [Decimal(row["yuan"].replace(",", "")) for row in rows if row["yuan"]]
    assert sum(amounts) == Decimal("40311.60")
    assert budget["total"] == "40,311.60"


def test_an_item_that_no_row_names_has_a_row_nevertheless():
    line = {"item": "其他费用", "place": "", "foreign": "", "yuan": "5.00"}
    rows = money.budget_rows("国际旅费=国际旅费", "伙食费=伙食费:2", [line])
    assert [row["name"] for row in rows[0]] == ["国际旅费", "其他费用"]
    assert [row["name"] for row in rows[1]] == ["伙食费", "伙食费"]


def test_a_row_for_an_item_that_there_is_not_is_refused():
    with pytest.raises(UserError, match="没有“小费”"):
        money.budget_rows("小费=小费", "", [])


def test_what_the_host_pays_is_said_and_not_counted(sample):
    made = new_trip([person("李㛃")])
    kept(BudgetLine(trip=made, item="国际旅费", amount=100))
    kept(BudgetLine(trip=made, item="住宿费", amount=900, paid_by_host=True))
    budget = facts_of("A2", made)["budget"]
    assert budget["total"] == "100.00"
    assert len(budget["by_host"]) == 1


def test_seven_people_fit_the_first_page_of_the_application(sample):
    assert "曾令仪" in text_of(pdf_of("A2", trip(BIG)), 0)


# ---- A9, A10 ----


def test_the_subjects_are_ticked_once_the_teaching_is_on_record(sample):
    assert "☑外事纪律" in text_of(pdf_of("A9", trip(BIG)))
    assert "□外事纪律" in text_of(pdf_of("A9", trip("赴越南合作院校访问团")))


def test_only_those_bound_to_secrecy_get_the_clause_and_the_talk(sample):
    pdf = pdf_of("A10", trip(BIG))
    pages = [text_of(pdf, page) for page in range(len(sizes(pdf)))]
    assert len(pages) == 2 * 7 + 1
    assert [page for page, said in enumerate(pages) if "属涉密人员的" in said] == [6]
    assert "保密提醒谈话记录" in pages[-1]
    assert "陈立群" in pages[-1]


def test_one_joint_sheet_carries_every_signature(sample):
    pdf = pdf_of("A10", trip(BIG), form="joint", kind="return", talk=False)
    assert len(sizes(pdf)) == 1
    assert all(m.staff_member.name in text_of(pdf) for m in words.members_of(trip(BIG)))


def test_days_are_promised_as_approved_and_not_as_they_came(sample):
    facts = facts_of("A10", trip(BIG), kind="return")
    assert facts["days"] == "5"
    assert facts["back"] == ""


# ---- A1 ----


def plan(**wishes):
    return facts_of("A1", OfficeProfile.current(), **wishes)


def test_a_year_is_planned_on_one_form_for_each_destination(sample):
    titles = {kind: [row["title"] for row in plan(year="2026", kind=kind)["rows"]]
              for kind in ("赴港澳", "赴台")}
    assert titles["赴港澳"] == ["赴香港职业技能交流团\n技能交流"]
    assert titles["赴台"] == ["赴台湾技职教育研讨团\n参加研讨"]


def test_the_form_opens_at_the_newest_year_that_has_planned_groups(sample):
    found = plan()
    assert found["year"] == "2026"
    assert found["rows"]


def test_cancelled_groups_are_not_planned(sample):
    rows = plan(year="2024", scope="all")["rows"]
    assert not [row for row in rows if "美国社区学院" in row["title"]]


def test_groups_beside_the_plan_are_listed_only_when_asked_for(sample):
    planned = {row["title"] for row in plan(year="2025")["rows"]}
    every = {row["title"]: row["remarks"] for row in plan(year="2025", scope="all")["rows"]}
    beside = set(every) - planned
    assert beside
    assert {every[title] for title in beside} == {"增补"}


def test_the_sum_of_the_plan_counts_groups_people_and_money(sample):
    found = plan(year="2026", kind="赴台")
    assert (found["groups"], found["people"], found["budget"]) == ("1", "2", "2.86")


def test_remarks_of_the_register_do_not_go_to_the_authority(sample):
    new_trip([person("李㛃")], departed_on=date(2031, 3, 1), returned_on=date(2031, 3, 5),
             remarks="内部备注")
    found = plan(year="2031")
    assert [row["title"] for row in found["rows"]] == ["测试团\n测试"]
    assert "内部备注" not in json.dumps(found, ensure_ascii=False)


def test_the_time_is_told_to_the_third_of_the_month():
    said = [part_of_month(day) for day in
            (date(2026, 7, 10), date(2026, 7, 11), date(2026, 7, 31), PartialDate(2026, 7),
             PartialDate(2026))]
    assert said == ["7月上旬", "7月中旬", "7月下旬", "7月", "待定"]


# ---- A15 ----


def test_the_report_to_the_province_waits_for_the_rules():
    assert printable_by_code("A15A").is_submission
    assert not printable_by_code("A6").is_submission


def test_a_route_is_cut_into_flights_with_the_days_that_are_known(sample):
    found = _segments(trip(JAPAN), "")
    assert [(s["segment"], s["day"]) for s in found] == [
        ("澜港—松山", "2025年5月12日"), ("松山—澜港", "2025年5月16日"),
    ]


def test_a_route_without_stops_leaves_the_rows_empty(sample):
    assert _segments(new_trip([person("李㛃")], route="澜港"), "") == []


def test_a_double_surname_is_parted_from_the_given_name(sample):
    found = facts_of("A15C", person("欧阳书琴"))
    assert (found["surname"], found["given"]) == ("欧阳", "书琴")
    assert facts_of("A15C", person("王䶮"))["surname"] == "王"


def test_consent_to_join_another_units_group_is_for_such_groups_only(sample):
    printable = printable_by_code("A15D")
    own, joint = trip(KOREA), trip(SPAIN)
    assert "双跨（参团）" in [g.label for g in printable.missing(own, printable.wishes(own))]
    assert printable.missing(joint, printable.wishes(joint)) == []


def test_the_reply_ticks_what_was_decided_and_else_nothing(sample):
    assert "☑同意派员" in text_of(pdf_of("A15D", trip(SPAIN), answer="agreed"), 1)
    assert "□同意派员" in text_of(pdf_of("A15D", trip(SPAIN)), 1)
