"""Annual forms (年度报表): one file per form; base.py says what a form is.

Adding one: its file, one line here, and its terms in resources/rules/forms.csv.
"""

from __future__ import annotations

from exports.forms import (
    foreign_teachers,
    inbound_visits,
    influence_before,
    international_influence,
    outbound_execution,
    partner_schools,
    student_mobility,
    teacher_self_check,
    trip_plans,
    yearbook_students,
)
from exports.forms.base import AnnualForm

FORMS: tuple[AnnualForm, ...] = (
    international_influence.FORM,
    influence_before.FORM,
    yearbook_students.FORM,
    foreign_teachers.FORM,
    teacher_self_check.FORM,
    trip_plans.FORM,
    trip_plans.HONG_KONG_MACAO_FORM,
    trip_plans.TAIWAN_FORM,
    outbound_execution.FORM,
    inbound_visits.FORM,
    partner_schools.FORM,
    student_mobility.FORM,
)
"""Every form, in the order of the page."""


def form_by_code(code: str) -> AnnualForm:
    """The form with a 表号 (F10); LookupError when there is none."""
    for form in FORMS:
        if form.code.upper() == code.upper():
            return form
    raise LookupError(code)
