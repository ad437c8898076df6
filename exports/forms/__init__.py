"""Annual forms (年度报表): one file per form; base.py says what a form is. Adding one: its file and one line here."""

from __future__ import annotations

from exports.forms import outbound_execution
from exports.forms.base import AnnualForm

FORMS: tuple[AnnualForm, ...] = (
    outbound_execution.FORM,
)
"""Every form, in the order of the page."""


def form_by_code(code: str) -> AnnualForm:
    """The form with a 表号 (F10); LookupError when there is none."""
    for form in FORMS:
        if form.code == code:
            return form
    raise LookupError(code)
