"""Annual forms (年度报表): one file per form; base.py says what a form is.

Adding one: its file, one line here, and its terms in resources/rules/forms.csv.
"""

from __future__ import annotations

from exports.forms import (
    academic_half_year,
    adoptions,
    city_report,
    conferences,
    daily_reports,
    foreign_teachers,
    inbound_visits,
    influence_before,
    international_influence,
    international_survey,
    joint_programme_review,
    joint_programme_year,
    joint_programmes,
    ngo_cooperation,
    outbound_execution,
    overseas_sites,
    partner_schools,
    plan_targets,
    scholarships,
    student_bulletin,
    student_mobility,
    study_abroad,
    task_ledger,
    teacher_self_check,
    travel_papers,
    trip_plans,
    trip_reports,
    yearbook_students,
    yearbook_supply,
)
from exports.forms.base import AnnualForm

FORMS: tuple[AnnualForm, ...] = (
    international_influence.FORM,
    influence_before.FORM,
    yearbook_students.FORM,
    yearbook_supply.FORM,
    yearbook_supply.HIRED_FORM,
    yearbook_supply.TRAINED_FORM,
    student_bulletin.FORM,
    scholarships.FORM,
    foreign_teachers.FORM,
    teacher_self_check.FORM,
    trip_plans.FORM,
    trip_plans.HONG_KONG_MACAO_FORM,
    trip_plans.TAIWAN_FORM,
    outbound_execution.FORM,
    academic_half_year.FORM,
    academic_half_year.SECOND_HALF_FORM,
    trip_reports.FORM,
    travel_papers.FORM,
    inbound_visits.FORM,
    conferences.FORM,
    partner_schools.FORM,
    student_mobility.FORM,
    study_abroad.STUDY_FORM,
    study_abroad.TRAINING_FORM,
    joint_programmes.FORM,
    joint_programme_review.FORM,
    joint_programme_year.FORM,
    adoptions.PLATFORM_FORM,
    overseas_sites.SITES_FORM,
    adoptions.QUALITY_FORM,
    overseas_sites.LEVEL_FORM,
    ngo_cooperation.FORM,
    international_survey.FORM,
    plan_targets.FORM,
    task_ledger.FORM,
    *task_ledger.QUARTER_FORMS,
    daily_reports.FORM,
    city_report.FORM,
)
"""Every form, in the order of the page."""


def form_by_code(code: str) -> AnnualForm:
    """The form with a 表号 (F10); LookupError when there is none."""
    for form in FORMS:
        if form.code.upper() == code.upper():
            return form
    raise LookupError(code)
