"""What every form owes: proved sums, sources for all numbers, a zero report, JSON, a workbook."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from exports import definitions
from exports.definition_manual import assemble
from exports.definition_papers import to_workbook as to_workbook_of_manual
from exports.forms import FORMS, form_by_code
from exports.forms.base import NOT_APPLICABLE, FilledForm
from exports.forms.plain_data import as_json
from exports.forms.workbook import to_workbook
from models.entities import OfficeProfile, TypedValue
from models.indicators import INDICATORS, Figure
from tests.models.indicators.making import keep, number, student, trip, visit

CODES = [form.code for form in FORMS]
COMPUTED = [code for code in CODES if code not in ("F07b", "F19d", "F21")]


def opened(filled: FilledForm, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_workbook(filled, **options)))


def all_texts(workbook: Any) -> list[str]:
    return [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row
            if cell.value is not None]


def failed(filled: FilledForm, level: str = "错") -> list[str]:
    return [f"{c.label}:{c.detail}" for c in filled.checks() if not c.ok and c.level == level]


@pytest.mark.parametrize("code", CODES)
def test_every_form_is_found_and_says_who_wants_it_and_when(code):
    terms = form_by_code(code).terms(2025)

    assert terms.title
    assert terms.requirer
    assert terms.due
    assert terms.certainty
    assert "2025" in terms.title_for(2025, terms.period_of(2025))


def test_an_unknown_form_is_not_found():
    with pytest.raises(LookupError):
        form_by_code("F99")


@pytest.mark.parametrize("code", COMPUTED)
def test_t14_a_year_without_records_is_all_zeros_and_can_be_filed(college, code):
    filled = form_by_code(code).fill(2031)

    numbers = [cell for cell in filled.cells.values() if cell.kind == "figure"]
    assert numbers
    assert all(cell.show() in ("0", "0.00") for cell in numbers)
    assert as_json(filled)["ready"]
    assert not failed(filled)


def test_t14_a_form_with_blanks_cannot_be_filed(college):
    filled = form_by_code("F07b").fill(2031)

    assert len(filled.missing()) == len(filled.rows)
    assert all(cell.show() == "未填" and cell.exact is None for cell in filled.missing())
    assert not as_json(filled)["ready"]


def test_typed_answers_make_a_form_ready_and_zero_is_an_answer(college):
    for row in form_by_code("F07b").fill(2031).rows:
        typed = row.cells["result"]
        words, value = ("是", None) if typed.words else (None, 0)
        keep(TypedValue(year=2031, key_name=typed.key, title=typed.label, words=words, value=value))

    filled = form_by_code("F07b").fill(2031)

    assert as_json(filled)["ready"]
    assert filled.cell("disputes", "result").show() == "0"
    assert filled.cell("permits", "result").show() == "是"
    assert form_by_code("F07b").fill(2030).missing()


def test_a_name_that_begins_like_a_formula_stays_text(college):
    visit("GBR", 2, title='=HYPERLINK("http://x","y")', remarks="@SUM(A1)")

    workbook = opened(form_by_code("F14").fill(2025))
    cells = [c for row in workbook["来访明细"].iter_rows() for c in row
             if str(c.value).startswith(("=", "@"))]

    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert all(cell.quotePrefix for cell in cells)


def test_control_characters_do_not_stop_the_export(college):
    visit("GBR", 2, title="代表\x07团")

    assert "代表团" in all_texts(opened(form_by_code("F14").fill(2025)))


def test_the_office_signs_with_its_name(college):
    keep(OfficeProfile(school_name="滨城职业技术学院", school_code="12345", contact_name="赵建国",
                       phone="0411-1234"))
    texts = " ".join(all_texts(opened(form_by_code("F10").fill(2025))))

    assert "填报单位（盖章）：滨城职业技术学院　院校代码：12345" in texts
    assert "填表人：赵建国" in texts
    assert "联系电话：0411-1234" in texts
    assert "单位负责人：" in texts


def test_a_country_that_nobody_recorded_shows_as_unclassified(college):
    visit(None, 3)

    filled = form_by_code("F14").fill(2025)

    assert filled.cell("nowhere", "groups").value == 1
    assert "nowhere" in [row.key for row in filled.rows]
    assert not failed(filled)
    assert any("未归类" in line for line in failed(filled, "警"))


def test_unclassified_rows_are_hidden_while_there_is_nothing_in_them(college):
    filled = form_by_code("F14").fill(2025)

    assert "nowhere" not in [row.key for row in filled.rows]
    assert filled.number("nowhere", "groups") == 0


def test_the_manual_has_every_indicator_and_the_parameters(college):
    workbook = openpyxl.load_workbook(io.BytesIO(to_workbook_of_manual(assemble(2025))))
    texts = all_texts(workbook)

    assert len(definitions.manual()) == len(INDICATORS)
    assert all(indicator.definition in texts for indicator in INDICATORS)
    assert "计数参数" in workbook.sheetnames


def test_definitions_come_once_in_the_order_of_use():
    first, second = INDICATORS[5], INDICATORS[2]
    from models.indicators import Period

    figures = [indicator.at(Period.calendar_year(2025)) for indicator in (first, second, first)]

    assert [entry.id for entry in definitions.definitions_for(figures)] == [first.id, second.id]


def test_a_filled_form_cannot_be_changed(college):
    filled = form_by_code("F10").fill(2025)
    cell = filled.cell("total", "groups")

    with pytest.raises(AttributeError):
        cell.value = 5
    with pytest.raises(AttributeError):
        filled.year = 2026
    with pytest.raises(LookupError):
        filled.cell("total", "nothing")


def test_records_are_looked_up_only_when_asked_for(college):
    trip(date(2025, 3, 1), date(2025, 3, 5))
    filled = form_by_code("F10").fill(2025)
    student((date(2025, 3, 1), date(2025, 6, 1)))

    assert isinstance(filled.cell("total", "groups").figure, Figure)
    assert len(filled.cell("total", "groups").records()) == number("trips.groups") == 1
    assert filled.cell("country:GBR", "cost").show() == NOT_APPLICABLE
