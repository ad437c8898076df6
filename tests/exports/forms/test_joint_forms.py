"""F18, F19: students at a day, courses and their four thirds, what was taken up where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models import store
from models.entities import (
    Adoption,
    JointProgramme,
    OverseasSite,
    ProgrammeCount,
    ProgrammeCourse,
    SiteCount,
)
from models.indicators import Period, indicator_by_id
from models.partial_date import PartialDate
from tests.exports.forms.reading import failed, filled, first, noted, value
from tests.models.indicators.making import keep


def programme(country: str | None = "GBR", **values: Any) -> JointProgramme:
    usual = {"title": f"与{country}合作项目", "partner_name": "外方示例学院", "programme": "旅游管理",
             "recruits_from": date(2022, 9, 1)}
    return keep(JointProgramme(country=country, **{**usual, **values}))


def counted(owner: Any, day: Any, students: int, **values: Any) -> None:
    if isinstance(owner, JointProgramme):
        keep(ProgrammeCount(programme=owner, counted_on=day, student_count=students, **values))
    else:
        keep(SiteCount(site=owner, counted_on=day, student_count=students, **values))


def test_students_of_a_programme_are_those_of_the_period_s_end(college):
    made = programme(student_count=999)
    counted(made, date(2023, 9, 1), 40)
    counted(made, date(2024, 9, 1), 80, recruited=42, graduated=2)
    counted(made, date(2025, 9, 1), 120)

    students = [value(filled("F01", year), "joint_students", "this") for year in (2024, 2025, 2026)]
    assert students == [40, 80, 120]
    assert value(filled("F18a"), f"programme:{made.id}", "students") == 80
    assert noted(filled("F18a"))["统计期内招生（人）"] == "42"


def test_without_yearly_lines_the_record_s_own_number_stands(college):
    programme(student_count=246)
    keep(OverseasSite(title="工坊", kind="鲁班工坊", country="LAO", opened_on=date(2023, 5, 1),
                      student_count=84))
    form = filled("F01")

    assert value(form, "joint_students", "this") == 246
    assert value(form, "site_students", "this") == 84


def test_before_the_first_count_nobody_can_tell(college):
    made = programme(student_count=246)
    counted(made, date(2025, 9, 1), 246)
    figure = indicator_by_id("influence.joint_students").at(Period.academic_year(2024))

    assert figure.value() == 0
    assert figure.uncertain_ids() == [made.id]


def test_students_of_a_site_are_those_of_the_period_s_end(college):
    site = keep(OverseasSite(title="工坊", kind="鲁班工坊", country="LAO", opened_on=date(2023, 5, 1),
                             student_count=999, trained=999))
    counted(site, date(2024, 9, 1), 58, trained=80, training_person_days=720, teacher_days=20)
    counted(site, PartialDate(2025, 3), 60, trained=10)
    counted(site, date(2025, 9, 1), 84, trained=90)
    form = filled("F19b")

    assert value(filled("F01"), "site_students", "this") == 60
    assert [value(form, "total", key) for key in ("students", "trained", "days", "teacher_days")
            ] == [60, 90, 720, 20]
    assert not failed(form)


def site_on(opened: date, closed: Any = None) -> None:
    keep(OverseasSite(title=f"工坊{opened}{closed}", kind="鲁班工坊", country="LAO",
                      opened_on=opened, closed_on=closed, student_count=5))


@pytest.mark.parametrize(("opened", "closed", "at_end", "listed"), [
    (date(2025, 8, 31), None, 1, True), (date(2025, 9, 1), None, 0, False),
    (date(2020, 1, 1), date(2025, 8, 31), 0, True), (date(2020, 1, 1), date(2025, 9, 1), 1, True),
    (date(2020, 1, 1), date(2024, 9, 1), 0, False), (date(2020, 1, 1), date(2024, 9, 2), 0, True),
    (date(2020, 1, 1), PartialDate(2025), 1, True),
    (date(2020, 1, 1), PartialDate(2024, 8), 0, False),
])
def test_a_site_is_there_from_its_first_day_until_the_day_it_closes(
    college, opened, closed, at_end, listed,
):
    site_on(opened, closed)
    form = filled("F19b")

    assert int(noted(form)["期末境外办学点（个）"]) == at_end
    assert value(filled("F01"), "sites", "this") == at_end
    assert value(filled("F02"), "sites", "this") == at_end
    assert any(row.startswith("site:") for row in form.row_keys()) is listed


def test_the_report_of_a_year_follows_students_and_the_four_thirds(college):
    made = programme(title="甲", approval_valid_until=date(2025, 8, 30))
    apart = programme("HKG", title="乙")
    counted(made, date(2024, 8, 31), 40)
    counted(made, date(2025, 8, 31), 70, recruited=42, graduated=10)
    counted(apart, date(2025, 8, 31), 9)
    course(made, "专业核心", "引进外方", 60, 60)
    course(made, "专业核心", "中方开设", 60)
    course(made, "公共", "中方开设", 60)
    form = filled("F18c")
    row = f"programme:{made.id}"

    assert [value(form, row, key) for key in ("before", "recruited", "graduated", "students")] == [
        40, 42, 10, 70]
    assert [str(value(form, row, key)) for key in (
        "brought_share", "core_share", "taught_share", "hours_share")] == [
        "33.33", "50.00", "33.33", "33.33"]
    assert form.cell(row, "verdict").value == "四项均达到"
    assert form.cell(f"programme:{apart.id}", "verdict").value == "未登记课程"
    assert [value(form, key, "students") for key in ("total", "foreign", "hmt:港澳")] == [79, 70, 9]
    assert not failed(form)
    assert {"期末在校＝上期末＋招生－毕业", "批准书和协议在有效期内"} <= set(failed(form, "警"))


def test_trap_18_programmes_with_hong_kong_stand_apart(college):
    for country, students in (("GBR", 100), ("HKG", 30), ("TWN", 20), (None, 5)):
        programme(country, student_count=students)
    form = filled("F18a")

    assert [value(form, row, "students") for row in (
        "total", "foreign", "hmt:港澳", "hmt:台湾", "nowhere")] == [155, 100, 30, 20, 5]
    assert noted(form)["中外合作办学在校生（人）"] == "100"
    assert not failed(form)


def test_more_students_than_places_is_said(college):
    programme(sessions=2, yearly_quota=40, student_count=81)

    assert "在校生不大于期数×每期人数" in failed(filled("F18a"), "警")


def test_the_platform_s_key_is_32_capital_letters_and_digits_and_stays(college):
    made = programme()
    key, again = (filled("F18a", year).cell(f"programme:{made.id}", "key").value
                  for year in (2024, 2025))

    assert key == again
    assert len(key) == 32
    assert key == key.upper()
    assert key.isalnum()


def course(owner: JointProgramme, kind: str, origin: str, hours: int, partner: int = 0) -> None:
    keep(ProgrammeCourse(programme=owner, title=f"{kind}{origin}{hours}", kind=kind, origin=origin,
                         hours=hours, taught_by_partner=partner > 0, partner_hours=partner))


def test_courses_by_origin_and_the_four_thirds(college):
    made = programme()
    for kind, origin, hours, partner in (
        ("公共", "中方开设", 60, 0), ("专业核心", "引进外方", 60, 60), ("专业核心", "共同开发", 60, 0),
    ):
        course(made, kind, origin, hours, partner)
    form, column = filled("F18b"), str(made.id)

    assert [form.cell(row, column).show() for row in (
        "courses", "kind:专业核心", "in:专业核心:引进外方", "origin:中方开设", "share:引进外方", "third:brought",
        "third:core", "third:taught", "third:hours", "third:all")] == [
        "3", "2", "1", "1", "33.33%", "33.33%", "50.00%", "33.33%", "33.33%", "四项均达到"]
    assert not failed(form)


def test_one_course_short_of_a_third_is_said(college):
    made = programme()
    for n in range(3):
        course(made, "公共", "中方开设", 40 + n)
    course(made, "专业核心", "引进外方", 60, 60)
    form = filled("F18b")

    assert form.cell("third:all", str(made.id)).show() == "3项未达三分之一"
    assert "四个三分之一" in failed(form, "警")


def test_a_programme_without_courses_is_not_judged(college):
    made = programme()

    assert filled("F18b").cell("third:all", str(made.id)).show() == "未登记课程"


# F19


def adoption(title: str, country: str, day: Any = date(2025, 3, 1), **values: Any) -> Adoption:
    return keep(Adoption(**{"kind": "专业标准", **values}, title=title, country=country,
                         adopted_on=day))


def test_t12_trap_13_one_standard_in_two_countries_is_one_standard_and_two_lines(college):
    adoption("铁道标准", "THA")
    adoption("铁道标准", "LAO")
    form = filled("F19a")

    assert value(filled("F01"), "programme_standards", "this") == 1
    assert sum(row.startswith("adoption:") for row in form.row_keys()) == 2
    assert noted(form)["其中专业标准（个）"] == "1"
    assert noted(form)["采纳记录（项）"] == "2"


def test_trap_15_groups_go_by_the_day_of_adoption(college):
    before = adoption("甲", "IDN", date(2024, 12, 1))
    after = adoption("乙", "IDN", PartialDate(2025, 2))
    timor = adoption("丙", "TLS")
    form = filled("F19a")

    def groups(record: Adoption) -> list[str]:
        return [form.cell(f"adoption:{record.id}", f"group{n}").show() for n in range(1, 6)]

    assert groups(before) == ["是", "否", "是", "否", "否"]
    assert groups(after) == ["是", "否", "是", "否", "是"]
    assert groups(timor) == ["是", "否", "否", "否", "否"]


def test_what_macao_took_up_is_not_taken_up_abroad(college):
    adoption("铁道标准", "MAC", foreign_students=30)
    form = filled("F19a")

    assert not [row for row in form.row_keys() if row.startswith("adoption:")]
    assert value(form, "total", "students") == 0
    assert noted(form)["港澳台采用（项，不计入国外）"] == "1"


def test_how_a_result_was_taken_up_is_asked_and_never_invented(college):
    made = adoption("铁道标准", "THA")
    form = filled("F19a")
    assert form.cell(f"adoption:{made.id}", "mode").value == "未填"
    assert "数据中台各列齐全" in failed(form, "警")

    made.use_kind, made.collected_on = "直接采用", date(2025, 9, 20)
    store.save(made, source="test")
    row = filled("F19a")
    assert row.cell(f"adoption:{made.id}", "mode").value == "直接采用"
    assert row.cell(f"adoption:{made.id}", "collected").value == "2025年9月20日"


def test_two_years_two_countries_and_a_certificate_make_a_result_fit(college):
    adoption("标准", "THA", date(2023, 12, 31), certified_by="泰方")
    adoption("标准", "LAO", date(2025, 5, 1))
    adoption("新标准", "LAO", date(2024, 1, 2), certified_by="老方")
    form = filled("F19c")

    assert form.cell("achievement:专业标准｜标准", "verdict").show() == "符合"
    assert value(form, "achievement:专业标准｜标准", "years") == 2
    assert form.cell("achievement:专业标准｜新标准", "verdict").show() == (
        "不符合：应用不足年限、国家（地区）数不足")
    assert value(form, "total", "places") == 2


def test_the_checklist_needs_three_years_and_three_more(college):
    programme(student_count=10)
    form = filled("F19d")

    assert form.cell("joint", "met").show() == "符合"
    assert form.cell("sites", "met").show() == "不符合"
    assert form.cell("years_running", "met").show() == "待填"
    assert "具备必备条件和三项以上其他条件" in failed(form, "警")


@pytest.mark.parametrize("year", [2024, 2025])
def test_programmes_and_sites_of_the_sample_college_by_hand(sample, year):
    end = f"{year}-08-31"

    def at_end(lines: list[Any], own: int | None) -> int:
        known = sorted((first(li.counted_on), li.student_count) for li in lines)
        return [n for day, n in known if day <= end][-1] if lines else own or 0

    running = [p for p in JointProgramme.active() if p.recruits_from
               and first(p.recruits_from) <= end]
    students = {p.id: at_end(p.lines(ProgrammeCount), p.student_count) for p in running}
    foreign = {p.id for p in running if p.country != "HKG"}
    open_sites = [s for s in OverseasSite.active() if first(s.opened_on) <= end
                  and not (s.closed_on and first(s.closed_on) <= end)]
    form, abroad = filled("F18a", year), filled("F19b", year)

    assert value(form, "total", "students") == sum(students.values())
    assert value(form, "foreign", "students") == sum(students[id] for id in foreign)
    assert value(abroad, "total", "students") == sum(
        at_end(s.lines(SiteCount), s.student_count) for s in open_sites)
    assert not failed(form)
    assert not failed(abroad)
