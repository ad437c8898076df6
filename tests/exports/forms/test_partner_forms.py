"""F16, F17b–c, F20: the worked examples, the traps, and the sample college counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models import store
from models.country_groups import BELT_AND_ROAD, members_of
from models.entities import (
    Agreement,
    JointProgramme,
    NgoActivity,
    PartnerSchool,
)
from models.indicators import Period, indicator_by_id
from models.partial_date import OPEN_ENDED
from tests.exports.forms.reading import failed, filled, first, last, noted, value
from tests.models.indicators.making import keep, number, sent, staff, trip, visit


def school(name: str, country: str | None = "THA", **values: Any) -> PartnerSchool:
    return keep(PartnerSchool(name=name, country=country, **values))


def agreement(partner: PartnerSchool, signed: Any, until: Any = OPEN_ENDED, **values: Any) -> Any:
    values = {"title": f"协议{signed}", "kind": "备忘录", **values}
    return keep(Agreement(partner=partner, signed_on=signed, valid_until=until, **values))


# F16


def test_t8_88_271_and_18_sister_schools_are_377_pairs(college):
    counts = {"KOR": 88, "HKG": 200, "MAC": 71, "TWN": 18}
    with store.batch("test", source="test"):
        store.add_many(PartnerSchool, [
            (PartnerSchool(name=f"{code}示例学校{n}", country=code, is_sister_school=True), "test")
            for code, many in counts.items() for n in range(many)
        ])
    form = filled("F16")

    assert [value(form, row, "pairs") for row in ("foreign", "hong_kong_macao", "taiwan")] == [
        88, 271, 18]
    assert value(form, "total", "pairs") == 377
    assert not failed(form)


def test_trap_7_a_school_of_macao_is_never_a_foreign_partner(college):
    agreement(school("澳门示例旅游学院", "MAC"), date(2025, 3, 1))
    form = filled("F16")

    assert value(form, "foreign", "schools") == 0
    assert value(form, "place:MAC", "schools") == value(form, "hong_kong_macao", "schools") == 1
    assert noted(form)["累计签约涉及国家（个）"] == "0"


def test_trap_17_papers_schools_and_pairs_are_three_numbers(college):
    partner = school("泰国示例学院", is_sister_school=True)
    agreement(partner, date(2019, 1, 1), date(2023, 12, 31))
    agreement(partner, date(2021, 1, 1), date(2025, 6, 30), kind="学生交换")
    agreement(partner, date(2025, 7, 1), date(2030, 6, 30), kind="学生交换", renews=True)
    agreement(partner, date(2025, 9, 1), kind="教师交流")
    form = filled("F16")

    assert [form.cell("total", key).show() for key in (
        "schools", "schools_valid", "papers", "papers_valid", "new", "renewed", "expired",
        "pairs")] == ["1", "1", "4", "2", "1", "1", "1", "1"]
    assert value(form, "kind:学生交换", "papers") == 2
    assert not failed(form)


def test_an_agreement_that_renews_itself_does_not_run_out(college):
    agreement(school("泰国示例学院"), date(2020, 1, 1), date(2024, 12, 31), auto_renewed=True)

    assert value(filled("F16"), "total", "papers_valid") == 1


@pytest.mark.parametrize(("country", "year", "counted"), [
    ("ITA", 2022, "1"), ("ITA", 2023, "0"), ("MWI", 2021, "0"), ("MWI", 2022, "1"),
    ("DEU", 2025, "0"), ("PAN", 2024, "1"), ("PAN", 2025, "0"),
])
def test_trap_15_a_country_counts_on_belt_and_road_by_the_day(college, country, year, counted):
    agreement(school("示例学院", country), date(2019, 5, 1))

    assert noted(filled("F16", year))["其中共建“一带一路”国家（个）"] == counted


def test_what_came_of_an_agreement_is_counted_from_visits_trips_and_students(college):
    partner = school("泰国湄南示例学院", foreign_name="Menam Example College")
    agreement(partner, date(2020, 1, 1))
    agreement(school("德国沉睡示例学院", "DEU"), date(2020, 1, 1))
    visit("THA", 3, title="泰国湄南示例学院代表团")
    visit("THA", 3, title="泰国湄南示例学院代表团", arrived_on=date(2024, 5, 6))
    trip(date(2025, 3, 1), date(2025, 3, 5), legs=({"country": "THA", "host": "menam example "
                                                    "college"},))
    sent((date(2025, 9, 1), date(2025, 12, 20)), (date(2025, 3, 1), date(2025, 3, 9)),
         country="THA", host_name="泰国湄南示例学院")
    form = filled("F16")

    assert [value(form, "country:THA", key) for key in ("active", "visits", "trips", "sent")] == [
        1, 1, 1, 2]
    assert value(form, "country:DEU", "active") == 0
    assert "有效签约院校当年都有实质活动" in failed(form, "警")
    rows = {row[1]: row[-1] for row in form.details()[0].rows}
    assert rows == {"泰国湄南示例学院": "来访1批、出访1批、派出2人次", "德国沉睡示例学院": "无"}


def test_what_is_linked_to_a_partner_counts_there_whatever_its_name_says(college):
    named, linked = school("泰国湄南示例学院"), school("老挝南塔示例学院", "LAO")
    visit("LAO", 3, title="泰国湄南示例学院转介的来宾", partner=linked)
    trip(date(2025, 3, 1), date(2025, 3, 5), title="赴泰国湄南示例学院团",
         legs=({"country": "LAO", "host": "泰国湄南示例学院", "partner": linked},))
    sent((date(2025, 9, 1), date(2025, 12, 20)), country="LAO", host_name="外企", partner=linked)
    keep(JointProgramme(title="项目", partner_name="泰国湄南示例学院", partner=linked, country="LAO",
                        recruits_from=date(2022, 9, 1)))
    rows = {row[1]: row[-1] for row in form_rows(named, linked)}

    assert rows == {"泰国湄南示例学院": "无", "老挝南塔示例学院": "来访1批、出访1批、派出1人次、合作办学1个"}


def form_rows(*partners: Any) -> Any:
    """The list of agreements, one for each partner."""
    for partner in partners:
        agreement(partner, date(2020, 1, 1))
    return filled("F16").details()[0].rows


def test_the_list_says_the_state_and_belt_and_road_on_the_day_of_signing(college):
    italy = school("意大利示例学院", "ITA")
    agreement(italy, date(2018, 5, 1), date(2021, 4, 30))
    agreement(italy, date(2024, 5, 1), title="新约", signatory="周正远")
    sheet = filled("F16").details()[0]
    state, belt = sheet.headers.index("状态"), sheet.headers.index("签署时为共建“一带一路”国家")

    assert [(row[state], row[belt]) for row in sheet.rows] == [("到期", "是"), ("有效", "否")]


# F17b, F17c


def study(code: str = "F17b", row: str = "total", column: str = "out:all", year: int = 2025) -> Any:
    return value(filled(code, year), row, column)


def test_t13_1_march_to_31_may_is_three_months(college):
    sent((date(2025, 3, 1), date(2025, 5, 31)), level="非学历", funding="自费")

    assert study() == study(column="out:非学历") == study(column="back:all") == 1


def test_trap_12_a_day_less_is_not_three_months(college):
    sent((date(2025, 3, 1), date(2025, 5, 30)), level="非学历", funding="自费")

    assert study() == 0


def test_t13_all_costs_borne_abroad_count_as_self_funded(college):
    sent((date(2025, 1, 10), date(2026, 1, 9)), level="专科", funding="外方资助")
    form = filled("F17b")

    assert [value(form, f"class:{kind}", "out:all") for kind in ("国家公派", "单位公派", "自费")] == [
        0, 0, 1]
    assert value(filled("F17b", 2026), "class:自费", "back:专科") == 1


def test_the_college_s_own_money_is_sent_by_the_unit(college):
    sent((date(2025, 3, 1), date(2025, 9, 1)), level="专科", funding="学校资助")
    sent((date(2025, 3, 1), date(2025, 9, 1)), level="本科", funding="国家公派", name="李雪")
    form = filled("F17b")

    assert value(form, "class:单位公派", "out:专科") == value(form, "class:国家公派", "out:本科") == 1
    assert value(form, "in:KOR:国家公派", "out:all") == 1


def test_trap_6_who_studies_in_hong_kong_is_not_studying_abroad(college):
    sent((date(2025, 3, 1), date(2025, 12, 1)), country="HKG", funding="自费")

    assert study() == 0
    assert number("outbound_students.person_times") == 1


def test_nobody_online_studies_abroad(college):
    sent((date(2025, 3, 1), date(2025, 12, 1)), programme_kind="线上", funding="自费")

    assert study() == 0


def test_a_stay_without_return_is_doubtful_and_not_counted(college):
    sent((date(2025, 3, 1), None), funding="自费")
    form = filled("F17b")

    assert value(form, "total", "out:all") == 0
    assert indicator_by_id("study_abroad.students_out").at(
        Period.calendar_year(2025)).uncertain_ids()


def test_staff_who_train_abroad_for_three_months_are_counted_too(college):
    teacher = staff()
    trip(date(2025, 2, 1), date(2025, 6, 30), people=(teacher,), task_kind="培训进修",
         funding_kind="外方承担")
    trip(date(2025, 8, 1), date(2025, 11, 30), people=(staff("李四"),), task_kind="培训进修",
         funding_kind="财政预算", funding_source="国家留学基金资助")
    form = filled("F17b")

    assert value(form, "total", "out:staff") == value(form, "total", "out:all") == 2
    assert value(form, "class:自费", "out:staff") == value(form, "class:国家公派", "back:staff") == 1


def test_more_than_ten_people_need_a_report(college):
    for person in range(11):
        sent((date(2025, 3, 1), date(2025, 9, 1)), name=f"学生{person}", level="专科", funding="自费")

    assert "超过10人的附分析报告" in failed(filled("F17b"), "警")


def test_trap_14_who_teaches_abroad_is_not_trained_there(college):
    trip(date(2025, 3, 1), date(2025, 3, 10), people=(staff(),), task_kind="教育教学/讲学/指导培训")

    assert study("F17c", column="person_times") == 0


def test_f17c_counts_learning_in_macao_and_abroad(college):
    woman = staff(sex="女", is_full_time_teacher=True)
    trip(date(2025, 3, 1), date(2025, 3, 10), people=(woman,), task_kind="培训进修",
         funding_kind="校自筹", destination_kind="出国")
    trip(date(2025, 4, 1), date(2025, 7, 9), people=(woman, staff("李四", sex="男")), legs=("MAC",),
         task_kind="培训进修", funding_kind="校自筹", destination_kind="赴港澳")
    form = filled("F17c")

    assert [value(form, "total", c.key) for c in form.columns] == [3, 2, 1, 1, 210]
    assert value(form, "term:long", "person_times") == 2
    assert value(form, "to:hong_kong_macao", "person_times") == 2
    assert not failed(form)


# T11: teaching abroad, as F01 and the old form have it


def test_t11_two_teachers_in_laos_and_one_in_macao(college):
    people = [staff(name, is_full_time_teacher=True) for name in ("甲", "乙", "丙")]
    task = {"task_kind": "教育教学/讲学/指导培训"}
    trip(date(2025, 3, 1), date(2025, 3, 10), people=tuple(people[:2]), legs=("LAO",), **task)
    trip(date(2025, 4, 1), date(2025, 4, 5), people=(people[2],), legs=("MAC",), **task)

    assert value(filled("F01"), "guidance_days", "this") == 20
    assert indicator_by_id("influence.guidance_days_with_hmt").at(
        Period.academic_year(2025)).value() == 25


# F20


def ngo(name: str = "示例基金会", **values: Any) -> NgoActivity:
    usual = {"kind": "合作项目", "title": "项目", "country": "SGP", "begins_on": date(2025, 3, 1),
             "ends_on": date(2025, 6, 1), "filing_no": "备1", "risk": "低"}
    return keep(NgoActivity(ngo_name=name, **{**usual, **values}))


def test_bodies_projects_money_and_people(college):
    ngo(amount=10000, people=5)
    ngo(title="第二项", begins_on=date(2024, 9, 1), amount=990000, people=7, filing_no="备2")
    ngo("另一协会", kind="接受捐赠", title="捐赠", amount=2500, filing_no="备3")
    ngo("去年协会", begins_on=date(2024, 1, 1), ends_on=date(2024, 12, 31), filing_no="备4")
    form = filled("F20")

    assert [form.cell("total", c.key).show() for c in form.columns] == [
        "2", "3", "2", "1.25", "12", "0"]
    assert noted(form)["捐赠金额（元）"] == "2,500"
    assert not failed(form)


def test_money_without_a_filing_is_wrong(college):
    ngo(filing_no=None, amount=100)

    assert failed(filled("F20")) == ["有资金的都已登记（备案）"]


def test_where_no_filing_applies_money_is_in_order(college):
    ngo(filing_no=None, amount=100, inapplicable={"filing_no": True})
    form = filled("F20")

    assert not failed(form)
    assert value(form, "filing:不适用", "projects") == 1


def test_a_rate_that_does_not_give_the_amount_is_said(college):
    ngo(original_amount=100, rate=7.1, amount=800)

    assert "原币、汇率与人民币相符" in failed(filled("F20"), "警")


# The sample college, counted here in plain Python


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_agreements_of_the_sample_college_by_hand(sample, year):
    end, begin = f"{year}-12-31", f"{year}-01-01"
    signed = [a for a in Agreement.active() if a.signed_on and first(a.signed_on) <= end]
    valid = [
        a for a in signed
        if (a.auto_renewed or (a.valid_until and last(a.valid_until) >= end))
        and not (a.terminated_on and first(a.terminated_on) <= end)
    ]
    this_year = [a for a in signed if begin <= first(a.signed_on)]
    abroad = {a.partner.country for a in valid} - {"HKG", "MAC", "TWN", None}
    form = filled("F16", year)

    assert value(form, "total", "papers") == len(signed)
    assert value(form, "total", "papers_valid") == len(valid)
    assert value(form, "total", "schools") == len({a.partner_id for a in signed})
    assert value(form, "total", "schools_valid") == len({a.partner_id for a in valid})
    assert value(form, "total", "new") == sum(not a.renews for a in this_year)
    assert value(form, "total", "renewed") == sum(bool(a.renews) for a in this_year)
    assert noted(form)["有效协议涉及国家（个）"] == str(len(abroad))
    assert noted(form)["其中共建“一带一路”国家（个）"] == str(
        len(abroad & set(members_of(BELT_AND_ROAD, date(year, 12, 31)))))
    assert not failed(form)


def test_the_sample_s_donation_without_a_filing_is_red_in_its_year(sample):
    assert [failed(filled("F20", year)) for year in (2023, 2024, 2025)] == [
        [], [], ["有资金的都已登记（备案）"]]
    assert value(filled("F20"), "total", "unfiled") == 1


def test_golden_rows_of_the_sample_college(sample):
    f16, f18, f20 = filled("F16"), filled("F18a"), filled("F20", 2024)

    assert [f16.cell("total", c.key).show() for c in f16.columns] == [
        "15", "12", "21", "15", "2", "1", "0", "0", "5", "11", "3", "0", "9", "2", "3"]
    assert [f18.cell(row, "students").show() for row in ("total", "foreign", "hmt:港澳")] == [
        "387", "311", "76"]
    assert [f20.cell("total", c.key).show() for c in f20.columns] == [
        "2", "2", "2", "25.08", "204", "0"]
    assert [filled("F17b").cell("total", key).show() for key in ("out:all", "back:all")] == [
        "5", "5"]


@pytest.mark.parametrize("code", ["F16", "F17b", "F17c", "F18a", "F18b", "F18c", "F19a", "F19b",
                                  "F19c"])
def test_every_sum_of_the_sample_college_holds(sample, code):
    assert [failed(filled(code, year)) for year in (2023, 2024, 2025)] == [[], [], []]
