"""Papers of foreign teachers with the sample college: numbers of the year, and pages."""

from __future__ import annotations

import pytest

from exports.prints.base import render
from exports.prints.preview import Preview
from exports.prints.registry import printable_by_code
from models import database, sample_college
from models.entities import ForeignTeacher, OfficeProfile
from models.indicators import Period, indicator_by_id
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import flat, said

B1, B2, B8, B9, B11, B12 = (
    printable_by_code(code) for code in ("B1", "B2", "B8", "B9", "B11", "B12")
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college, for reading only."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def pages(printable, record, **wishes):
    with Preview(render(printable.layout(printable.snapshot(record, wishes)))) as opened:
        return opened.page_count


def notices(printable, record, **wishes):
    return "".join(printable.notices(record, printable.wishes(record, wishes)))


def test_every_number_of_the_self_check_is_the_indicators(sample):
    facts = B11.snapshot(OfficeProfile.current(), {"year": "2025", "issued_on": "2026-01-10"})
    period = Period.calendar_year(2025)
    for name in ("headcount", "at_year_end", "person_times", "person_months", "new", "left"):
        assert facts["counts"][name] == str(indicator_by_id(f"teachers.{name}").at(period).value())


def test_the_parts_of_each_split_add_up_to_everybody(sample):
    facts = B11.snapshot(OfficeProfile.current(), {"year": "2025", "issued_on": "2026-01-10"})
    whole = int(facts["counts"]["headcount"])
    for words in facts["splits"].values():
        parts = [int(part.removesuffix(" 人").rsplit(" ", 1)[1]) for part in words.split("，")]
        assert sum(parts) == whole


def test_the_self_check_has_two_pages_and_says_that_its_form_is_to_be_confirmed(sample):
    made = OfficeProfile.current()
    assert pages(B11, made, year="2025", issued_on="2026-01-10") == 2
    assert "待主管部门确认" in flat(said(B11, made, year="2025"))
    assert "待主管部门确认" in notices(B11, made, year="2025")


def test_every_form_of_a_teacher_keeps_to_its_pages(sample):
    teachers = list(ForeignTeacher.active())
    for printable, most in ((B2, 2), (B12, 1), (B9, 1), (B8, 2)):
        for made in teachers:
            if not printable.missing(made, printable.wishes(made)):
                assert pages(printable, made) <= most, (printable.code, str(made))


def test_a_plan_that_goes_on_repeats_the_head_of_its_own_part_only(sample):
    wishes = {"year": "2026", "issued_on": "2025-05-10"}
    pdf = render(B1.layout(B1.snapshot(OfficeProfile.current(), wishes)))
    second = flat(text_of(pdf, 1))
    assert "综合考核结果" in second
    assert "拟授课程" not in second
