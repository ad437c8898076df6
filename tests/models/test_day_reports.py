"""日报补齐 and 季度进展带出: gaps, what is proposed, and what one confirmation keeps."""

from __future__ import annotations

from datetime import date

import pytest

from models import day_reports, history, quarter_reports, store
from models.entities import entity_by_key
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.inbound_visit import InboundVisit
from models.entities.year_work import DailyReport, QuarterProgress, WorkTask
from models.errors import UserError
from models.year_ledger import PERSON_KINDS

SIGNED = {"reporter": "林若溪", "checked_by": "韩子墨"}
MARCH = [date(2025, 3, day) for day in range(3, 8)]


def teacher(begins: date, name: str = "SMITH") -> None:
    person = ForeignTeacher(passport_name=name, nationality="USA")
    store.save(person)
    store.save(Engagement(teacher=person, engaged_from=begins, engaged_until=date(2025, 12, 31)))


def proposed(day: date, kind: str = "外籍教师"):
    return next(one for one in day_reports.proposals(day) if one.report.person_kind == kind)


def test_a_stretch_runs_from_the_first_report_to_today(college):
    day_reports.confirm_stretch([MARCH[0]], **SIGNED)
    assert day_reports.stretch(2025, today=MARCH[4]) == (MARCH[0], MARCH[4])


def test_days_without_reports_say_so(college):
    day_reports.confirm_stretch([MARCH[0]], **SIGNED)
    words = [one.words for one in day_reports.states(MARCH[0], MARCH[2])]
    assert words == ["✓ 已报", "! 未报", "! 未报"]


def test_a_stretch_that_runs_backwards_is_refused(college):
    with pytest.raises(UserError, match="起止日期不对"):
        day_reports.states(MARCH[2], MARCH[0])


def test_who_is_in_the_register_for_the_first_time_is_proposed_as_entering(college):
    teacher(MARCH[1])
    one = proposed(MARCH[1])
    assert (one.report.registered, one.report.entered, one.report.is_zero) == (1, 1, False)
    assert "首次在册1人" in one.why
    assert proposed(MARCH[2]).report.entered == 0


def test_who_leaves_the_register_is_said(college):
    teacher(date(2025, 1, 1))
    one = proposed(date(2026, 1, 1))
    assert (one.report.registered, one.why) == (0, "较前一日减少1人")


def test_the_guests_of_a_visit_are_a_line_of_its_days(college):
    store.save(InboundVisit(title="韩国大学", country="KOR", arrived_on=MARCH[0], left_on=MARCH[1],
                            head_count=3))
    store.save(InboundVisit(title="兄弟院校", country="CHN", arrived_on=MARCH[0], head_count=8))
    first, second = (proposed(day, "短期来访") for day in MARCH[:2])
    assert (first.report.registered, first.report.entered, first.why) == (3, 3, "韩国大学")
    assert (second.report.entered, second.report.is_zero) == (0, True)
    assert "短期来访" not in {p.report.person_kind for p in day_reports.proposals(MARCH[2])}


def test_a_stretch_is_kept_as_zero_reports_and_undone_in_one(college):
    teacher(date(2025, 1, 1))
    kept = day_reports.confirm_stretch(MARCH, **SIGNED)

    assert kept.days == tuple(MARCH)
    found = list(DailyReport.active())
    assert len(found) == len(MARCH) * len(PERSON_KINDS)
    assert all(one.is_zero and one.checked_by == "韩子墨" for one in found)

    history.undo(history.batches(1)[0], entity_by_key)
    assert DailyReport.active().count() == 0


def test_a_day_on_which_somebody_came_is_left_to_be_looked_at(college):
    teacher(MARCH[2])
    kept = day_reports.confirm_stretch(MARCH, **SIGNED)
    assert kept.left_out == (MARCH[2],)
    assert not day_reports.kept_on(MARCH[2])


def test_nobody_confirms_without_a_name(college):
    with pytest.raises(UserError, match="审核人没有填写"):
        day_reports.confirm_stretch(MARCH, reporter="林若溪", checked_by=" ")
    assert DailyReport.active().count() == 0


def test_confirmed_quarters_are_one_batch_with_who_and_when(college):
    tasks = [WorkTask(title=title, year=2025, serial=at) for at, title in enumerate("甲乙", 1)]
    for task in tasks:
        store.save(task)
        store.save(QuarterProgress(task=task, quarter="第一季度", done="已启动", next_steps="继续推进",
                                   state="推进中"))
    lines = [one.proposal for one in quarter_reports.proposals(2025, 2)]
    assert [line.done for line in lines] == ["继续推进", "继续推进"]
    with pytest.raises(UserError, match="缺完成状态"):
        quarter_reports.keep(lines, reporter="林若溪", reported_on=date(2025, 6, 30))
    for line in lines:
        line.state = "推进中"
    assert quarter_reports.keep(lines, reporter="林若溪", reported_on=date(2025, 6, 30)) == 2
    assert quarter_reports.proposals(2025, 2) == []
    history.undo(history.batches(1)[0], entity_by_key)
    assert len(quarter_reports.proposals(2025, 2)) == 2
