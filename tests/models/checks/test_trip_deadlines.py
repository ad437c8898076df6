"""Deadlines of trips and of the office's year, the day before, on and after their last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models import store
from models.checks import DEADLINES, base, samples
from models.checks.base import Look
from models.entities.kept_settings import RuleParameter
from models.entities.outbound_trip import TripMember
from models.entities.year_work import DailyReport, QuarterProgress, WorkTask

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def dues(rule, day=TODAY):
    return next(each for each in DEADLINES if each.id == rule).dues(Look(day))


def window(rule, day=TODAY):
    return [(due.opens, due.latest) for due in dues(rule, day)]


def own(rule, parameter, value):
    store.save(RuleParameter(rule=rule, parameter=parameter, value=value, reason="本校办法",
                             decided_on=TODAY))


def leaving(days, **facts):
    return samples.trip(TODAY, ahead=days, **facts)


def back(days_ago, **facts):
    """A trip of one day that came back so many days ago."""
    return samples.trip(TODAY, days=1, ahead=-days_ago, **{"status": "已执行", **facts})


def taken(person, returned=None, **facts):
    """Holds the paper taken for the trip; another member once handed one in."""
    back(100, title="另一团", people=(samples.staff("孙齐"),),
         member={"document_taken_on": TODAY, "document_returned_on": TODAY})
    member = {"document_taken_on": TODAY - 20 * DAY, "document_returned_on": returned}
    return back(**{"days_ago": 7, **facts}, people=(person,), member=member)


@pytest.mark.parametrize(("kind", "days"), [("出国", 60), ("赴台", 60)])
def test_the_last_day_of_submission_passes_into_the_overdue(kind, days, college):
    trip = leaving(days, destination_kind=kind, publicised_from=None, publicised_until=None)
    rule = "D-OUT-TAIWAN" if kind == "赴台" else "D-OUT-APPROVAL"

    assert [due.days_left(TODAY) for due in dues(rule)] == [0]
    assert [due.standing(TODAY - DAY) for due in dues(rule, TODAY - DAY)] == ["还有 1 天"]
    assert [due.standing(TODAY + DAY) for due in dues(rule, TODAY + DAY)] == ["逾期 1 天"]
    assert dues(rule, trip.departed_on + DAY) == []


@pytest.mark.parametrize("fact", [
    {"applied_on": TODAY}, {"approved_on": TODAY}, {"approval_no": "澜外审1号"}, {"status": "已批复"},
])
def test_what_was_submitted_or_approved_is_silent(fact, college):
    leaving(60, **fact)

    assert dues("D-OUT-APPROVAL") == dues("D-OUT-PUBLICITY") == []


def test_taiwan_begins_earlier(college):
    out = leaving(120, destination_kind="赴台").departed_on

    assert window("D-OUT-TAIWAN") == [(TODAY, out - 60 * DAY)]
    assert dues("D-OUT-APPROVAL") == []


def test_a_trip_is_not_submitted_before_its_publicity_is_over(college):
    out = leaving(75, publicised_from=TODAY, publicised_until=TODAY + 7 * DAY).departed_on

    assert window("D-OUT-APPROVAL") == [(TODAY + 8 * DAY, out - 60 * DAY)]


def test_publicity_begins_five_working_days_before_the_submission(college):
    # 60 days before 2027-01-29 is Monday 2026-11-30; five working days before that, 11-23.
    samples.trip(TODAY, ahead=(date(2027, 1, 29) - TODAY).days, publicised_from=None,
                 publicised_until=None)

    assert [due.latest for due in dues("D-OUT-PUBLICITY")] == [date(2026, 11, 23)]


def test_papers_are_collected_from_five_days_before_until_the_eve(college):
    leaving(100, title="另一团", papers_collected_on=TODAY)
    out = leaving(5, approval_no="澜外审1号").departed_on

    assert window("D-OUT-COLLECT") == [(TODAY, out - DAY)]
    assert [d.standing(out - 6 * DAY) for d in dues("D-OUT-COLLECT", out - 6 * DAY)] == [
        "1 天后可办"
    ]
    assert [d.standing(out) for d in dues("D-OUT-COLLECT", out)] == ["逾期 1 天"]
    assert dues("D-OUT-COLLECT", out + DAY) == []


def test_collecting_is_not_asked_for_where_nobody_writes_it(college):
    leaving(3, approval_no="澜外审1号")

    assert dues("D-OUT-COLLECT") == []


@pytest.mark.parametrize(("later", "standing"), [(-1, "还有 1 天"), (0, "今天截止"), (1, "逾期 1 天")])
def test_papers_come_back_within_seven_days(later, standing, college):
    taken(samples.staff("周全"))
    day = TODAY + later * DAY

    assert [due.standing(day) for due in dues("D-OUT-CUSTODY", day)] == [standing]


def test_a_paper_handed_in_is_silent(college):
    taken(samples.staff("周全"), returned=TODAY)

    assert dues("D-OUT-CUSTODY") == []


def test_a_paper_that_the_register_has_back_is_silent(college):
    person = samples.staff("周全")
    samples.passport(person, TODAY, handed_in_on=TODAY - 3 * DAY)
    taken(person)

    assert dues("D-OUT-CUSTODY") == []


def test_a_paper_handed_in_before_the_trip_says_nothing_of_this_trip(college):
    person = samples.staff("周全")
    samples.passport(person, TODAY, handed_in_on=TODAY - 300 * DAY)
    taken(person)

    assert [due.record for due in dues("D-OUT-CUSTODY")] == [person]


def test_the_paper_lent_and_the_member_who_took_it_are_one_line(college):
    person = samples.staff("周全")
    samples.passport(person, TODAY, state="借出", due_on=TODAY)
    taken(person)

    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [TODAY]


def test_members_are_asked_only_where_handing_in_is_written(college):
    back(7, member={"document_taken_on": TODAY - 20 * DAY})

    assert not TripMember.active().where(TripMember.document_returned_on.is_null(False)).exists()
    assert dues("D-OUT-CUSTODY") == []


def test_a_member_who_came_home_later_has_seven_days_from_then(college):
    back(100, title="另一团", people=(samples.staff("孙齐"),),
         member={"document_returned_on": TODAY})
    back(7, member={"document_taken_on": TODAY - 20 * DAY, "came_home_on": TODAY - 4 * DAY})

    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [TODAY + 3 * DAY]


def test_a_vacation_moves_handing_in_only_where_the_office_says_so(college):
    taken(samples.staff("周全"))
    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [TODAY]

    own("D-OUT-CUSTODY", "vacations", "11-15~11-25")
    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [date(2026, 12, 2)]


@pytest.mark.parametrize("typed", ["寒假", "13-01~14-99", "11-15"])
def test_a_vacation_that_cannot_be_read_moves_nothing(typed, college):
    taken(samples.staff("周全"))
    own("D-OUT-CUSTODY", "vacations", typed)

    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [TODAY]


def test_a_day_off_moves_handing_in_only_where_the_office_says_so(college):
    taken(samples.staff("周全"), days_ago=6)
    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [date(2026, 11, 21)]

    own("D-OUT-CUSTODY", "holidays", "是")
    assert [due.latest for due in dues("D-OUT-CUSTODY")] == [date(2026, 11, 23)]


@pytest.mark.parametrize(("later", "standing"), [(-1, "还有 1 天"), (0, "今天截止"), (1, "逾期 1 天")])
def test_a_report_is_due_thirty_days_after_the_return(later, standing, college):
    back(30)

    assert [d.standing(TODAY + later * DAY) for d in dues("D-OUT-REPORT", TODAY + later * DAY)] == [
        standing
    ]


def test_the_result_is_public_within_a_month_of_the_return(college):
    back(100, title="另一团", people=(samples.staff("孙齐"),), result_publicised_from=TODAY)
    back(20)

    assert window("D-OUT-RESULT") == [(date(2026, 10, 31), date(2026, 11, 30))]


def test_an_official_passport_is_renewed_from_a_year_before(college):
    person = samples.staff("周换")
    until = TODAY + 365 * DAY
    samples.passport(person, TODAY, valid_until=until)
    assert window("D-OUT-PASSPORT") == [(TODAY, until - 180 * DAY)]

    samples.passport(person, TODAY, number="PE9999999", valid_until=until + 1800 * DAY)
    assert dues("D-OUT-PASSPORT") == []


def task(title, **progress):
    made = samples.kept(WorkTask(year=2026, title=title))
    for quarter, (done, state) in progress.items():
        samples.kept(QuarterProgress(task=made, quarter=quarter, done=done, state=state))
    return made


def test_the_ledger_names_the_tasks_that_lack_this_quarter(college):
    task("甲", 第四季度=("已办", "推进中"))
    task("乙", 第三季度=("已办结", "完成"))
    task("丙", 第三季度=("在办", "推进中"))

    due, = dues("D-QUARTER", date(2026, 12, 21))

    assert due.words == "第四季度台账，还缺任务 丙（共 1 项）的进展"
    assert (due.opens, due.latest) == (date(2026, 12, 21), date(2026, 12, 31))
    assert (due.page, due.ids) == ("work_task", (3,))


def test_a_ledger_that_is_whole_is_silent(college):
    task("甲", 第四季度=("已办", "推进中"))

    assert [d for d in dues("D-QUARTER", date(2026, 12, 30)) if d.latest.year == 2026] == []


def test_last_year_is_filed_by_june_register_by_register(college):
    samples.trip(TODAY, ahead=-400, archived_on=TODAY)
    samples.trip(TODAY, ahead=-401, title="一团")
    samples.trip(TODAY, ahead=-402, title="二团")
    samples.trip(TODAY, ahead=-403, title="没有去的团", status="取消")
    samples.event(TODAY, held_on=TODAY - 400 * DAY)

    for day, standing in ((date(2026, 5, 31), "还有 1 天"), (date(2026, 6, 1), "今天截止"),
                          (date(2026, 6, 2), "逾期 1 天")):
        due, = dues("D-ARCHIVE", day)
        assert due.standing(day) == standing
        assert due.words == "2025 年因公团组归档，2 条没有登记归档"
        assert (due.page, due.ids) == ("outbound_trip", (2, 3))


def test_what_is_not_filed_is_said_until_the_year_is_over(college):
    samples.trip(TODAY, ahead=-400, archived_on=TODAY)
    samples.trip(TODAY, ahead=-401, title="一团")

    assert len(dues("D-ARCHIVE", date(2026, 12, 31))) == 1
    assert dues("D-ARCHIVE", date(2027, 1, 1)) == []


def test_an_office_that_writes_no_day_of_filing_is_reminded_for_a_few_days(college):
    samples.trip(TODAY, ahead=-401)

    assert dues("D-ARCHIVE", date(2026, 6, 11))[0].words == "2025 年外事材料归档"
    assert dues("D-ARCHIVE", date(2026, 6, 12))[0].words == "2026 年外事材料归档"


def test_guests_from_within_the_country_are_not_filed_with_foreign_affairs(college):
    samples.visit(TODAY, arrived_on=TODAY - 400 * DAY, archived_on=TODAY)
    samples.visit(TODAY, title="国内来宾", country="CHN", arrived_on=TODAY - 401 * DAY)

    assert dues("D-ARCHIVE", date(2026, 6, 1)) == []


def test_days_without_a_report_are_named_while_reports_are_kept(college):
    for ago in (0, 1, 3):
        samples.kept(DailyReport(day=TODAY - ago * DAY, person_kind="外籍教师", registered=0))

    assert [due.words for due in dues("D-DAILY")] == ["补报涉外人员日报：11月18日"]
    assert dues("D-DAILY", TODAY + 60 * DAY) == []


def test_a_day_that_forgot_one_kind_of_people_says_which(college):
    for ago in (0, 1, 2):
        samples.kept(DailyReport(day=TODAY - ago * DAY, person_kind="外籍教师", registered=0))
        if ago != 1:
            samples.kept(DailyReport(day=TODAY - ago * DAY, person_kind="港澳台学生", registered=0))

    assert [due.words for due in dues("D-DAILY")] == ["补报涉外人员日报：11月19日（港澳台学生）"]


def test_the_lead_of_a_deadline_is_read_from_the_file(college, monkeypatch):
    lines = tuple(
        replace(line, value="10") if (line.id, line.parameter) == ("D-OUT-REPORT", "days") else line
        for line in base.all_parameters()
    )
    monkeypatch.setattr(base, "all_parameters", lambda: lines)
    back(10)

    assert [due.latest for due in dues("D-OUT-REPORT")] == [TODAY]
