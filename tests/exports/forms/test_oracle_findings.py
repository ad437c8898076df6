"""What counting everything again found wrong in F16 and later forms, fact by fact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models import store
from models.entities import (
    Adoption,
    Agreement,
    DailyReport,
    JointProgramme,
    NgoActivity,
    OverseasSite,
    PartnerSchool,
    PlanTarget,
)
from models.partial_date import PartialDate
from tests.exports.forms.reading import failed, filled, noted, value
from tests.models.indicators.making import keep, sent, student


def school(country: str, **values: Any) -> PartnerSchool:
    return keep(PartnerSchool(name="示例合作学院", country=country, **values))


def test_a_partner_entered_as_chinese_is_no_country_of_the_list(college):
    keep(Agreement(partner=school("CHN"), title="协议", signed_on=date(2025, 3, 1)))
    form = filled("F16")

    assert value(form, "home", "papers") == 1
    assert "country:CHN" not in form.row_keys()
    assert noted(form)["登记在册合作方（所，不论是否签约）"] == "0"
    assert not [label for label in failed(form) if label.startswith("外国＝各国之和")]


@pytest.mark.parametrize("code", ["F18a", "F18c"])
def test_a_programme_entered_as_chinese_stands_apart_from_the_foreign_ones(college, code):
    keep(JointProgramme(title="项目", country="CHN", recruits_from=date(2022, 9, 1),
                        student_count=30))
    form = filled(code)

    assert [value(form, row, "students") for row in ("total", "foreign", "home")] == [30, 0, 30]
    assert [row.key for row in form.rows][-2] == "home"
    assert not [label for label in failed(form) if label.startswith("合计＝")]


def test_a_site_entered_as_chinese_stands_apart_from_those_abroad(college):
    keep(OverseasSite(title="办学点", country="CHN", opened_on=date(2022, 9, 1), student_count=30))
    form = filled("F19b")

    assert [value(form, row, "students") for row in ("total", "foreign", "home")] == [30, 0, 30]
    assert not [label for label in failed(form) if label.startswith("合计＝")]


def test_nobody_in_the_recycle_bin_is_activity_of_a_partner(college):
    partner = school("THA")
    gone = [
        sent((date(2025, 3, 1), date(2025, 6, 1)), country="THA", partner=partner),
        student((date(2025, 3, 1), date(2025, 6, 1)), nationality="THA", partner=partner),
    ]
    assert [value(filled("F16"), "country:THA", key) for key in ("sent", "come")] == [1, 1]

    for person in gone:
        store.retire(person, source="test")
    assert [value(filled("F16"), "total", key) for key in ("sent", "come", "active")] == [0, 0, 0]


def test_an_agreement_ended_in_the_year_in_which_it_would_run_out_only_ended(college):
    keep(Agreement(partner=school("THA"), title="协议", signed_on=date(2020, 3, 1),
                   valid_until=PartialDate(2025), terminated_on=date(2025, 3, 5)))
    form = filled("F16")

    assert [value(form, "total", key) for key in ("expired", "ended")] == [0, 1]


def test_from_new_year_to_new_year_s_eve_is_a_year_in_use(college):
    keep(Adoption(kind="专业标准", title="标准", country="THA", adopted_on=date(2025, 1, 1)))

    assert value(filled("F19c"), "achievement:专业标准｜标准", "years") == 1


def test_the_category_code_tells_who_is_a_degree_student(college):
    student((date(2025, 3, 1), date(2025, 6, 1)), study_kind="学历生", category="10")
    student((date(2025, 3, 1), date(2025, 6, 1)), study_kind="学历生", name="LEE")

    assert value(filled("F21"), "degree", "now") == 1


def test_a_target_in_yuan_is_shown_with_its_cents(college):
    keep(NgoActivity(ngo_name="示例基金会", kind="接受捐赠", title="捐赠", amount=12345.67,
                     begins_on=date(2025, 3, 1)))
    target = keep(PlanTarget(title="捐赠", plan="规划", unit="元", base_year=2024, base_value=0,
                             target_year=2026, target_value=20000, figure="ngos.amount",
                             is_stock=False))
    form = filled("F22")

    assert form.cell(f"target:{target.id}", "now").show() == "12,345.67"
    assert form.cell(f"target:{target.id}", "sum").show() == "12,345.67"
    assert noted(filled("F20"))["捐赠金额（元）"] == "12,345.67"


def test_a_report_of_which_only_the_month_is_known_counts_in_its_month(college):
    keep(DailyReport(day=PartialDate(2025, 3), person_kind="外籍教师", registered=3, entered=2))
    form = filled("F24")

    assert [value(form, row, "entered") for row in ("total", "month:3", "month:4")] == [2, 2, 0]


def test_a_report_of_which_only_january_is_known_counts_in_the_year(college):
    keep(DailyReport(day=PartialDate(2025, 1), person_kind="外籍教师", registered=3, entered=2))

    assert value(filled("F24"), "total", "entered") == 2
