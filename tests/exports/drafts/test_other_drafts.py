"""Every draft over the sample college: numbers counted independently, rows, halves, files."""

from __future__ import annotations

import re
from datetime import date

import pytest

from exports.drafts import DRAFTS, as_docx, as_json, compose, to_document
from exports.drafts.base import ComposedDraft
from exports.drafts.blocks import Annex, Table, text_of
from exports.drafts.official_document import figures_in
from exports.drafts.terms import HALF, QUARTER, YEAR, Term
from models import database, sample_college, year_ledger
from models.entities.event import Event
from models.entities.inbound_visit import InboundVisit
from models.entities.international_student import Enrolment
from models.entities.outbound_trip import OutboundTrip
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.year_work import WorkTask
from tests.exports.drafts.conftest import paragraph

YEARS = (2023, 2024, 2025)
DAY = date(2025, 12, 20)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college; shared by the module, so nothing may be written to it."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample"))
    sample_college.create(today=date(2026, 1, 15))
    yield keeper
    keeper.close(backup=False)


@pytest.fixture(scope="module")
def composed(sample) -> dict[tuple[str, Term], ComposedDraft]:
    """Every draft for every term of three years, composed once."""
    return {
        (draft.code, term): compose(draft, term, signed_on=DAY)
        for draft in DRAFTS for year in YEARS for term in draft.terms(year)
    }


def number(draft: ComposedDraft, token: str) -> str:
    return draft.facts[token].text


def rows(draft: ComposedDraft, section: str) -> list[list[str]]:
    found = next(s for s in draft.sections if s.key == section)
    return [[text_of(cell) for cell in row] for table in found.tables for row in table.rows]


def test_every_term_of_the_sample_college_reads_well(composed):
    for (code, term), draft in composed.items():
        assert not re.search(r"[{}]|None|。。|，。|，，|、、|；；|，；", draft.text), (code, term)
        assert not draft.text.replace("【待补：", "").count("【"), (code, term)
        assert not re.search(r"(?<!\d)0(个|人|份|项|场|批|次)", draft.text), (code, term)


def test_every_section_has_numbers_beside_it(composed):
    for (code, term), draft in composed.items():
        silent = [s.title for s in draft.sections if s.title and not s.data]
        assert not silent, (code, term, silent)


def test_no_count_stands_outside_a_figure(composed):
    for (code, _), draft in composed.items():
        for each in draft.paragraphs():
            rest = "".join("#" if run.figure else run.text for run in each.runs)
            rest = re.sub(r"\d{4}年(\d+月(\d+日)?)?|\d{4}[—-]\d+年?|第\d所|（\d+）", "", rest)
            assert not re.search(r"\d", rest), (code, rest)


def test_nobody_is_called_by_name_in_any_paper(composed, sample):
    students = [str(e.student) for e in Enrolment.active()]
    for draft in composed.values():
        assert not [name for name in students if name in draft.text]


def test_the_half_year_counts_trips_by_their_return(composed):
    for year in YEARS:
        done = [t for t in OutboundTrip.active() if t.returned_on and t.status in (None, "已执行")]
        for half, months in ((1, range(1, 7)), (2, range(7, 13))):
            own = [t for t in done
                   if t.returned_on.year == year and t.returned_on.month in months]
            draft = composed["S3", Term(year, HALF, half)]
            said = draft.facts.get("trips.groups")
            assert (said.value if said else 0) == len(own)


def test_the_halves_of_visits_events_and_agreements_add_up_to_the_year(composed):
    for year in YEARS:
        halves = [composed["S3", Term(year, HALF, n)].facts for n in (1, 2)]
        for token, found in (
            ("visits.outside_groups", [
                v for v in InboundVisit.active() if v.country != "CHN"
                and v.arrived_on.year == year]),
            ("agreements.new", [
                a for a in Agreement.active() if a.signed_on and a.signed_on.year == year
                and not a.renews]),
            ("events.lectures", [
                e for e in Event.active() if e.kind == "讲座" and e.held_on.year == year]),
        ):
            parts = [half[token].value for half in halves if token in half]
            assert sum(parts) == len(found), (year, token)


def test_a_half_year_is_compared_with_the_same_half_of_last_year(composed):
    first, before = (composed["S3", Term(year, HALF, 1)] for year in (2025, 2024))
    now, then = (int(number(d, "trips.groups")) for d in (first, before))
    text = paragraph(first, "progress.points").text
    assert f"与上年同期相比，团组数增加{now - then}个" in text
    assert "与上年相比" not in first.text


def test_the_second_half_plans_for_the_next_year(composed):
    draft = composed["S3", Term(2025, HALF, 2)]
    assert draft.title.endswith("2025年下半年外事工作总结及2026年上半年工作打算")
    due = number(draft, "plan.agreements_ending@next")
    ending = [a for a in Agreement.active() if isinstance(a.valid_until, date)
              and date(2026, 1, 1) <= a.valid_until <= date(2026, 6, 30)
              and not a.terminated_on and not a.auto_renewed]
    assert int(due) == len(ending)


def test_the_year_of_the_unit_and_of_the_college_say_the_same_numbers(composed):
    for year in YEARS:
        college, unit = composed["S1", Term(year)].facts, composed["S2", Term(year)].facts
        shared = set(college) & set(unit)
        assert len(shared) > 30
        assert {t: college[t].text for t in shared} == {t: unit[t].text for t in shared}


def test_the_ledger_has_a_row_for_every_task(composed):
    for year in YEARS:
        tasks = list(WorkTask.active().where(WorkTask.year == year))
        for term in (*(Term(year, QUARTER, n) for n in range(1, 5)), Term(year)):
            draft = composed["S4", term]
            assert len(rows(draft, "ledger.table")) == len(tasks)
            assert int(number(draft, "tasks.count")) == len(tasks)


def test_the_states_of_the_tasks_add_up(composed):
    names = ("done", "under_way", "behind", "not_begun", "no_state", "unreported")
    for (code, _), draft in composed.items():
        if code == "S4":
            parts = [draft.facts[f"tasks.{n}"].value for n in names if f"tasks.{n}" in draft.facts]
            assert sum(parts) == draft.facts["tasks.count"].value


def test_the_ledger_says_each_quarters_own_words_and_the_year_so_far(composed):
    draft = composed["S4", Term(2025, QUARTER, 3)]
    found = next(row for row in rows(draft, "ledger.table") if "规范因公" in row[1])
    assert "完成第三季度工作" in found[6]
    assert "第二季度" not in found[6]
    back = [t for t in OutboundTrip.active() if t.returned_on and t.status in (None, "已执行")
            and date(2025, 1, 1) <= t.returned_on <= date(2025, 9, 30)]
    assert number(draft, "trips.groups@year") == str(len(back))
    assert f"{len(back)}批" in found[7]


def test_a_task_of_which_nobody_reported_is_said_and_stays_open(composed):
    draft = composed["S4", Term(2025, QUARTER, 4)]
    assert {row[6] for row in rows(draft, "ledger.table")} == {"未填报"}
    point = next(p for p in draft.open_points if "第四季度没有填报" in p.what)
    assert (point.entity, len(point.record_ids)) == ("work_task", 5)


def test_the_year_puts_the_quarters_together(composed):
    found = rows(composed["S4", Term(2025)], "ledger.table")[0]
    assert [found[6].index(f"第{n}季度：") for n in "一二三"] == sorted(
        found[6].index(f"第{n}季度：") for n in "一二三")


def test_the_annex_says_what_f22_says(composed):
    from exports.forms.plan_targets import FORM

    for year in YEARS:
        filled = FORM.fill(year)
        targets = [key for key in filled.row_keys() if key.startswith("target:")]
        found = rows(composed["S5", Term(year)], "targets.table")
        assert len(found) == len(targets)
        for key, row in zip(targets, found, strict=True):
            assert row[5] == filled.cell(key, "now").show()
            assert row[6] == filled.cell(key, "rate").show()


def test_the_rate_is_the_way_gone_from_the_base_to_the_target(composed):
    row = next(r for r in rows(composed["S5", Term(2025)], "targets.table") if "姊妹学校" in r[1])
    pairs = sum(1 for partner in PartnerSchool.active() if partner.is_sister_school)
    assert row[5] == str(pairs)
    assert row[6] == f"{(pairs - 3) / (6 - 3):.2%}"


def test_key_projects_are_three_columns_from_the_years_tasks(composed):
    section = next(s for s in composed["S5", Term(2025)].sections if s.key == "targets.projects")
    (table,) = section.tables
    assert table.columns == ("序号", "重点工程", "建设内容")
    assert len(table.rows) == WorkTask.active().where(WorkTask.year == 2025).count()


def test_wide_tables_are_annexes_on_their_side(composed):
    for code, most in (("S4", 1), ("S5", 2)):
        document = to_document(composed[code, Term(2025)])
        annexes = [b for b in document.blocks if isinstance(b, Annex)]
        assert annexes[-1].title == "数据说明表"
        tables = [t for annex in annexes[:-1] for t in annex.blocks if isinstance(t, Table)]
        assert len(annexes) == most + 1
        assert all(sum(table.widths_mm) > 156 for table in tables)


def test_the_word_file_carries_the_numbers_of_the_tables_too(composed, sample):
    for code in ("S2", "S4", "S5"):
        draft = composed[code, Term(2025)]
        found = {figure.figure for figure in figures_in(as_docx(draft))}
        assert set(draft.facts) <= found


def test_the_data_panel_knows_last_year_of_a_half(composed, sample):
    data = as_json(composed["S3", Term(2025, HALF, 1)])
    before = composed["S3", Term(2024, HALF, 1)].facts["trips.groups"].value
    assert data["figures"]["trips.groups"]["last_year"] == before
    assert data["period"] == "2025年上半年"


def test_what_no_number_counts_is_listed_by_register(composed):
    left = {(u.entity, u.title) for u in composed["S1", Term(2025)].unmentioned}
    assert ("event", "国际化办学专题研讨") in left
    assert not [title for entity, title in left if entity == "outbound_trip"]
    assert composed["S4", Term(2025)].unmentioned == ()


def test_only_what_happened_in_the_half_is_missed_in_it(composed):
    halves = [{(u.entity, u.id) for u in composed["S3", Term(2025, HALF, n)].unmentioned}
              for n in (1, 2)]
    assert halves[0]
    assert halves[1]
    assert not halves[0] & halves[1]


def test_the_ledger_of_the_year_goes_by_the_same_quarters_as_f23(composed):
    for one in year_ledger.assemble(2024):
        assert len(one.lines) == 4
    assert composed["S4", Term(2024, YEAR)].facts["tasks.done"].value == 2
