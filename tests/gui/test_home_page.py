"""工作台: deadlines, the year's figures and gaps, each of them a door."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from gui.home.home_facts import gather, records_behind
from gui.home.home_lacks import LacksCard
from gui.home.home_page import HomePage
from gui.home.home_report import BLANKS, ERRORS, PAPERS, Report, read_report
from models import sample_college
from models.entities import entity_by_key

TODAY = date(2026, 11, 20)
STUDENT = entity_by_key("international_student")


@pytest.fixture
def student(make):
    """A student with insurance, whose stay and residence permit end as given."""
    def made(name, *, leaves, permit):
        record = make("international_student", passport_name=name, nationality="KOR")
        until = leaves.isoformat()
        make("enrolment", student=record, enrolled_from="2026-03-01", enrolled_until=until)
        make("student_document", student=record, kind="居留许可", valid_until=permit.isoformat())
        make("student_document", student=record, kind="保险", valid_until="2028-12-31")
        return record

    return made


def test_deadlines_stand_first_with_the_days_left_until_the_last_legal_day(student):
    later = student("LATER", leaves=date(2027, 7, 1), permit=TODAY + timedelta(days=70))
    soon = student("SOON", leaves=date(2027, 7, 1), permit=TODAY + timedelta(days=12))
    student("FAR", leaves=date(2027, 7, 1), permit=TODAY + timedelta(days=200))

    dues = gather(2026, TODAY).dues

    # 居留许可届满 30 日前申请: the window closes thirty days before the paper does.
    assert [(due.record_id, due.days_left, due.expiry.words) for due in dues] == [
        (soon.id, -18, "逾期18天 ✕"), (later.id, 40, "40天"),
    ]


def test_somebody_who_has_left_is_no_longer_due(student):
    student("GONE", leaves=date(2026, 7, 1), permit=TODAY + timedelta(days=5))

    assert gather(2026, TODAY).dues == ()


def test_an_answered_deadline_is_no_longer_due(student):
    from models.checks import Look, waiting
    from models.checks.answers import give

    student("SOON", leaves=date(2027, 7, 1), permit=TODAY + timedelta(days=12))
    give(waiting(Look(TODAY))[0], "已递交延期申请")

    assert gather(2026, TODAY).dues == ()


def test_seven_lines_at_most_and_the_rest_behind_one_door(student, context, qtbot):
    for day in range(10):
        student(f"S{day}", leaves=date(2027, 7, 1), permit=TODAY + timedelta(days=day))

    facts = gather(2026, TODAY)
    page = HomePage(context)
    qtbot.addWidget(page)
    page.show_facts(facts)

    assert facts.due_total == 10
    assert len(facts.dues) == 6
    door = next(b for b in page.findChildren(QPushButton) if b.text().startswith("另有 4 项"))
    with qtbot.waitSignal(context.page_wanted) as asked:
        door.click()
    assert asked.args == ["checks"]


def test_a_figure_opens_exactly_its_people(student):
    record = student("A", leaves=date(2027, 7, 1), permit=TODAY + timedelta(days=300))

    tile = next(tile for tile in gather(2026, TODAY).tiles if tile.label == "国际学生")

    assert (tile.value, tile.before) == (1, None)
    assert records_behind(tile.figure, tile.value) == (STUDENT, (record.id,))
    assert tile.change == "上年未建账"


def test_blanks_name_the_fields_and_are_those_of_the_year(make):
    incomplete = make("outbound_trip", title="甲团", departed_on="2026-03-01")
    make("outbound_trip", title="去年的团", departed_on="2025-03-01")

    share = read_report(2026, TODAY).share(type(incomplete), BLANKS)

    assert share.ids == (incomplete.id,)
    assert "任务类别" in share.names


def test_somebody_who_left_during_the_year_still_matters_to_its_report(make):
    gone = make("international_student", passport_name="GONE")
    make("enrolment", student=gone, enrolled_from="2025-09-01", enrolled_until="2026-06-30")

    assert read_report(2026, TODAY).share(STUDENT, BLANKS).ids == (gone.id,)
    assert read_report(2027, TODAY).share(STUDENT, BLANKS) is None


def test_an_unanswered_error_is_lacking_until_it_is_answered(college):
    from models.checks import Look, run, samples
    from models.checks.answers import give

    trip = samples.trip(TODAY, days=6, ahead=20)
    found = read_report(2026, TODAY).share(type(trip), ERRORS)
    assert found.ids == (trip.id,)
    assert "一般公务团组天数" in found.names

    for each in run(Look(TODAY)):
        give(each, "已获批准", today=TODAY)

    assert read_report(2026, TODAY).share(type(trip), ERRORS) is None


def test_missing_papers_are_lacking_until_they_are_there(make):
    from models import papers

    record = make("international_student", passport_name="A", nationality="KOR")
    make("enrolment", student=record, enrolled_from="2026-03-01", enrolled_until="2027-06-30")
    share = read_report(2026, TODAY).share(STUDENT, PAPERS)
    assert share.ids == (record.id,)

    for row in papers.checklist(record).lacking:
        papers.answer(record, row.paper.name, papers.ON_PAPER)

    assert read_report(2026, TODAY).share(STUDENT, PAPERS) is None


def test_a_form_is_lacking_until_it_was_filed(make):
    from exports.filing import submit_form
    from exports.forms import FORMS

    make("staff_member", name="王伟")
    before = {due.code: due for due in read_report(2026, TODAY).forms}
    assert set(before) == {form.code for form in FORMS}
    ready = next(f for f in FORMS if not before[f.code].blank_cells)

    submit_form(ready.fill(2026), "教育厅")

    assert set(before) - {due.code for due in read_report(2026, TODAY).forms} == {ready.code}


def test_every_line_of_what_is_lacking_leads_to_its_list(make, context, qtbot):
    record = make("outbound_trip", title="甲团", departed_on="2026-03-01")
    report = read_report(2026, TODAY)
    card = LacksCard(context, report, 2026)
    qtbot.addWidget(card)
    share = report.share(type(record), BLANKS)

    number = next(b for b in card.findChildren(QPushButton) if b.accessibleName() == share.title)
    with qtbot.waitSignal(context.list_wanted) as opened:
        number.click()
    assert opened.args == [type(record), [record.id], share.title]

    forms = next(b for b in card.findChildren(QPushButton) if "张未报送" in b.accessibleName())
    with qtbot.waitSignal(context.page_wanted) as asked:
        forms.click()
    assert asked.args == ["forms"]


def test_when_nothing_is_lacking_the_card_says_so(context, qtbot):
    card = LacksCard(context, Report(), 2026)
    qtbot.addWidget(card)

    said = [label.text() for label in card.findChildren(QLabel)]
    assert "✓ 2026 年的记录、材料都齐了，报表都已报送存档。" in said


def test_what_is_lacking_arrives_by_itself_after_the_rest(context, qtbot, make):
    page = HomePage(context)
    qtbot.addWidget(page)
    make("outbound_trip", title="甲团", departed_on="2026-03-01")

    qtbot.waitUntil(lambda: page._report is not None, timeout=20_000)

    assert page._report.share(entity_by_key("outbound_trip"), BLANKS)
    # The card is made anew when the report is read again.
    qtbot.waitUntil(lambda: any(
        "张未报送" in button.text()
        for button in page.findChild(LacksCard).findChildren(QPushButton)), timeout=20_000)


def test_an_empty_college_offers_three_ways_to_begin(context, qtbot):
    page = HomePage(context)
    qtbot.addWidget(page)

    qtbot.waitUntil(lambda: page._facts is not None)

    words = [label.text() for label in page.findChildren(QLabel)]
    assert {"新建", "打开示例数据", "欢迎使用外事台账"} <= set(words)


def test_the_sample_is_loaded_marked_and_taken_away_again(context, qtbot, monkeypatch):
    from gui.home.home_start import SampleNotice, StartCards
    from gui.look import messages

    monkeypatch.setattr(messages, "ask", lambda *_args, **_options: True)
    page = HomePage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.findChild(StartCards) is not None)
    with qtbot.waitSignal(context.said, timeout=60_000):
        page.findChild(StartCards).load_sample()
    qtbot.waitUntil(lambda: bool(page._facts and page._facts.tiles), timeout=20_000)
    notice = page.findChild(SampleNotice)
    qtbot.waitUntil(lambda: not notice.isHidden())

    with qtbot.waitSignal(context.said, timeout=60_000):
        notice.remove()

    assert not sample_college.is_sample_present()
    qtbot.waitUntil(lambda: page._facts is not None and page._facts.is_empty, timeout=20_000)


def test_the_page_renews_itself_after_a_change(context, qtbot, make):
    page = HomePage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page._facts is not None and page._facts.is_empty)

    make("staff_member", name="王伟")

    qtbot.waitUntil(lambda: not page._facts.is_empty)
