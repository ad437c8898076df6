"""A form beside its year before: filed first, then computed, then read off; jumps want a note."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from exports import filing as filings
from exports.forms import FORMS, form_by_code, kept_sheet
from exports.forms.comparing import unsure
from exports.forms.kept_sheet import OldNumber
from exports.forms.notes import is_jump, jumps, keep_notes
from models import store
from models.entities import CompetitionAward, KeptFigure, OutboundTrip
from models.errors import UserError
from models.years_before import COMPUTED, FILED, KEPT

TOTAL = ("total", "groups")


def trips(year: int, count: int) -> list[OutboundTrip]:
    made = []
    for number in range(count):
        trip = OutboundTrip(title=f"{year}团{number}", departed_on=date(year, 5, 1), status="已执行",
                            returned_on=date(year, 5, 5), head_count=2, destination_kind="出国")
        store.save(trip)
        made.append(trip)
    return made


def last(year: int, place=TOTAL):
    before = form_by_code("F10").fill(year).last_year.get(place)
    return None if before is None else (before.value, before.origin)


def test_a_year_without_records_and_old_numbers_is_not_compared(college):
    trips(2024, 2)
    assert last(2024) is None


def test_the_records_speak_where_nothing_was_filed(college):
    trips(2023, 3)
    trips(2024, 2)
    assert last(2024) == (3, COMPUTED)


def test_what_was_filed_comes_first(college):
    gone = trips(2023, 3)[0]
    trips(2024, 2)
    filings.submit_form(form_by_code("F10").fill(2023), "教育厅")
    store.retire(gone)
    assert last(2024) == (3, FILED)
    assert "第1版" in form_by_code("F10").fill(2024).last_year[TOTAL].words


def test_an_old_number_stands_only_where_there_are_no_records(college):
    filled = form_by_code("F10").fill(2024)
    kept_sheet.keep(filled, [OldNumber("total/groups", 2023, 9, "2023年纸质表")])
    assert last(2024) == (9, KEPT)
    trips(2023, 3)
    assert last(2024) == (3, COMPUTED)


def test_an_old_number_needs_its_source(college):
    with pytest.raises(UserError, match="没有写来源"):
        kept_sheet.keep(form_by_code("F10").fill(2024), [OldNumber("total/groups", 2023, 9, " ")])
    assert KeptFigure.select().count() == 0


def test_a_filled_in_sheet_is_read_and_can_be_exported_again(college, tmp_path):
    filled = form_by_code("F10").fill(2024)
    book = openpyxl.load_workbook(io.BytesIO(kept_sheet.sheet(filled, [2023, 2022])))
    page = book.active
    page["E2"], page["F2"] = "2023年纸质表", "2022年纸质表"
    row = next(r for r in range(3, page.max_row + 1) if page.cell(r, 2).value == "total/groups")
    page.cell(row, 5, 9)
    page.cell(row, 6, "12批")
    book.save(tmp_path / "old.xlsx")
    assert kept_sheet.read(tmp_path / "old.xlsx", filled) == 2
    assert last(2024) == (9, KEPT)
    assert last(2023) == (12, KEPT)
    again = openpyxl.load_workbook(io.BytesIO(kept_sheet.sheet(filled, [2023, 2022]))).active
    assert (again.cell(row, 5).value, again["E2"].value) == (9, "2023年纸质表")


def test_a_sheet_with_words_for_a_number_names_its_row(college, tmp_path):
    filled = form_by_code("F10").fill(2024)
    book = openpyxl.load_workbook(io.BytesIO(kept_sheet.sheet(filled, [2023])))
    book.active["E2"], book.active["E3"] = "纸质表", "不详"
    book.save(tmp_path / "old.xlsx")
    with pytest.raises(UserError, match="第3行“不详”不是数字"):
        kept_sheet.read(tmp_path / "old.xlsx", filled)


def test_the_last_year_column_of_f01_says_where_its_number_comes_from(college):
    for number in range(3):
        store.save(CompetitionAward(competition="大赛", award=f"奖{number}", country="RUS",
                                    awarded_on=date(2025, 5, 1)))
    first = form_by_code("F01")
    kept_sheet.keep(first.fill(2025), [OldNumber("awards/this", 2024, 2, "2024年质量年报")])
    cell = first.fill(2025).cell("awards", "last")
    assert (cell.exact, cell.before.origin, cell.records()) == (2, KEPT, [])
    assert not [jump for jump in jumps(first.fill(2025)) if jump.cell.row == "awards"]


@pytest.mark.parametrize(("before", "now", "wanted"), [
    (0, 0, False), (0, 1, True), (1, 0, True), (10, 15, False), (10, 16, True), (10, 4, True),
    (10, 5, False),
])
def test_more_than_half_or_from_or_to_nothing_wants_a_note(before, now, wanted):
    assert is_jump(before, now) is wanted


def asked(filled):
    return [c for c in filled.checks() if c.label.startswith("比上年增减过半")]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_form_asks_for_notes_once(college, form):
    assert len(asked(form.fill(2031))) == 1


def test_a_note_is_kept_for_its_cell_and_year_and_silences_the_check(college):
    trips(2023, 1)
    trips(2024, 4)
    filled = form_by_code("F10").fill(2024)
    assert not asked(filled)[0].ok
    keep_notes(filled, [jump.cell for jump in jumps(filled)], "任务恢复", on=date(2024, 12, 30))
    again = form_by_code("F10").fill(2024)
    assert asked(again)[0].ok
    assert {jump.note for jump in jumps(again)} == {"任务恢复"}
    assert not asked(form_by_code("F10").fill(2025))[0].ok


def test_a_total_that_adds_up_is_proved_and_a_gap_is_told(college):
    trips(2024, 2)
    totals = [total for c in form_by_code("F10").fill(2024).checks() for total in c.totals]
    assert ("total", "groups", 0) in totals
    assert {gap for _, _, gap in totals} == {0}


def test_a_cell_says_how_far_it_may_rise(college):
    trips(2024, 2)
    store.save(OutboundTrip(title="未填入境", departed_on=date(2024, 12, 1), status="已执行",
                            head_count=3, destination_kind="出国"))
    filled = form_by_code("F10").fill(2024)
    doubts = unsure(filled)
    assert doubts[TOTAL].words(filled.cell(*TOTAL)) == "（最多 3）"
    assert doubts[("total", "person_times")].most == 7
    assert [OutboundTrip.get_by_id(id).title for id in doubts[TOTAL].record_ids] == ["未填入境"]


def test_a_filing_keeps_each_share_and_the_definition(college):
    trips(2024, 2)
    filing = filings.submit_form(form_by_code("F10").fill(2024), "教育厅")
    cell = filing.cells["total/person_days"]
    assert cell["figure"] == "trips.person_days"
    assert cell["definition"].startswith("本校人员各自在外天数之和")
    assert sorted(cell["parts"].values()) == ["10", "10"]
    assert filings.filed_file(filing)[:2] == b"PK"
