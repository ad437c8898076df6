"""F21 to F25: targets, tasks by quarter, daily reports, the survey and the city's eight sheets."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from exports.forms import form_by_code
from models import sample_college, store
from models.codes import HMT
from models.entities import (
    DailyReport,
    Engagement,
    ForeignTeacher,
    NgoActivity,
    PartnerSchool,
    Placement,
    PlanTarget,
    QuarterProgress,
    TargetValue,
    TypedValue,
    WorkTask,
)
from models.errors import UserError
from models.indicators import INDICATORS, Period
from models.proposals import proposer_for
from models.year_ledger import (
    PERSON_KINDS,
    assemble,
    carry_over,
    confirm_day,
    gaps,
    missing_days,
    propose_day,
)
from tests.models.indicators.making import keep, sent, staff, student, teacher, trip


@pytest.fixture
def sample(college):
    sample_college.create()
    return college


def line(filled, row):
    return [filled.cell(row, column.key).show() for column in filled.columns]


def failed(filled, level="错"):
    return [check.label for check in filled.checks() if not check.ok and check.level == level]


def target(**values):
    return keep(PlanTarget(**{
        "plan": "十四五规划", "title": "姊妹学校", "unit": "对", "kind": "约束性", "base_year": 2020,
        "base_value": 377, "target_year": 2025, "target_value": 430, "is_stock": True} | values))


def task(**values):
    return keep(WorkTask(**{"year": 2025, "serial": 1, "title": "扩大招生"} | values))


def report(of, quarter, **values):
    return keep(QuarterProgress(task=of, quarter=quarter, **values))


def day(number, kind, **values):
    return keep(DailyReport(**{
        "day": date(2025, 3, number), "person_kind": kind, "registered": 3, "on_campus": 3,
        "is_zero": True, "reporter": "甲", "checked_by": "乙"} | values))


def test_t8_88_271_and_18_sister_schools_are_the_377_pairs_of_the_base(college):
    wanted = target(figure="partners.sister_pairs")
    with store.batch("t8"):
        store.add_many(PartnerSchool, (
            (PartnerSchool(name=f"{country}{number}", country=country, is_sister_school=True,
                           related_since=date(2012, 1, 1)), "t8")
            for country, many in (("GBR", 88), ("HKG", 271), ("TWN", 18))
            for number in range(many)))

    filled = form_by_code("F22").fill(2022)
    row = f"target:{wanted.id}"

    assert line(filled, row)[1:7] == ["377", "430", "377", "0", "0.00%", "40.00%"]
    assert len(filled.cell(row, "now").record_ids()) == 377


def test_f22_a_percentage_is_compared_by_percentage_points(college):
    wanted = target(title="教师占比", unit="%", base_value=19.5, target_value=25)
    keep(TargetValue(target=wanted, year=2023, value=22.25))

    filled = form_by_code("F22").fill(2023)
    row = f"target:{wanted.id}"

    assert filled.cell(row, "sum").unit == "百分点"
    assert line(filled, row)[3:7] == ["22.25", "2.75", "50.00%", "60.00%"]
    assert "约束性指标达到时序进度" in failed(filled, "警")


def test_f22_a_flow_adds_up_over_the_years_and_a_stock_does_not(college):
    wanted = target(title="派出", unit="人次", base_value=1, target_value=3, is_stock=False,
                    figure="outbound_students.person_times")
    for year in (2020, 2021, 2022, 2022):
        sent((date(year, 3, 1), date(year, 6, 1)))

    filled = form_by_code("F22").fill(2022)

    assert line(filled, f"target:{wanted.id}")[3:6] == ["2", "3", "50.00%"]


def test_f22_a_value_nobody_typed_is_blank_and_has_no_rate(college):
    wanted = target()
    row = f"target:{wanted.id}"

    filled = form_by_code("F22").fill(2023)
    assert line(filled, row)[3:6] == ["未填", "—", "—"]
    assert filled.missing()

    cell = filled.cell(row, "now")
    keep(TypedValue(year=2023, key_name=cell.typed.key, title="x", value=430))
    again = form_by_code("F22").fill(2023)
    assert line(again, row)[3:6] == ["430", "53", "100.00%"]
    assert not again.missing()


def test_f22_a_plan_is_listed_after_its_base_year_up_to_its_target_year(college):
    wanted = target()
    undated = target(title="常设", base_year=None, target_year=None)

    def listed(year):
        rows = [row.key for row in form_by_code("F22").fill(year).rows]
        return [one for one in (wanted, undated) if f"target:{one.id}" in rows]

    assert listed(2020) == listed(2026) == [undated]
    assert listed(2021) == listed(2025) == [wanted, undated]


def test_f22_a_target_that_is_its_base_has_no_rate_but_is_watched(college):
    wanted = target(base_value=5, target_value=5)
    keep(TargetValue(target=wanted, year=2023, value=4))

    filled = form_by_code("F22").fill(2023)

    assert filled.cell(f"target:{wanted.id}", "rate").show() == "与基期相同，保持"
    assert "约束性指标达到时序进度" in failed(filled, "警")


def test_f22_a_stock_bound_as_a_flow_is_pointed_out(college):
    target(figure="partners.sister_pairs", is_stock=False)

    assert "存量取时点、流量取全年，不混用" in failed(form_by_code("F22").fill(2023), "警")


def test_f22_shows_a_figure_in_the_unit_of_its_target(college):
    wanted = target(title="国际学生", unit="百人", base_value=0.01, target_value=0.5,
                    figure="students.at_end", divide_by=100)
    for name in ("甲", "乙", "丙"):
        student((date(2023, 9, 1), date(2024, 7, 1)), name=name)

    cell = form_by_code("F22").fill(2023).cell(f"target:{wanted.id}", "now")

    assert (cell.show(), cell.exact, cell.unit) == ("0.03", 3, "百人")


def test_a_bound_indicator_is_chosen_and_shown_by_its_label():
    kind = PlanTarget.field_named("figure")

    assert kind.parse("期末在校国际学生人数") == "students.at_end"
    assert kind.show("students.at_end") == "期末在校国际学生人数"
    assert list(kind.option_words()) == [each.label for each in INDICATORS]
    assert len(set(kind.option_words())) == len(INDICATORS)
    with pytest.raises(ValueError, match="指标"):
        kind.parse("没有的指标")


def test_what_was_typed_for_the_survey_last_year_stands_beside(college):
    for key, value, words in (("F21.officers", 3, None), ("F21.strategy", None, "是")):
        store.save(TypedValue(title=key, key_name=key, year=2024, value=value, words=words))
    form = form_by_code("F21").fill(2025)

    assert form.cell("officers", "before").show() == "3"
    assert form.cell("strategy", "before").show() == "是"
    assert form.cell("office", "before").show() == "—"
    assert {column for _, column in form.last_year} <= {"now"}


def test_f22_of_the_sample_college(sample):
    filled = form_by_code("F22").fill(2025)
    targets = [one for one in PlanTarget.active() if one.base_year < 2025 <= one.target_year]
    by_title = {one.title: f"target:{one.id}" for one in targets}

    assert filled.number("total", "now") == len(targets) == 9
    on_last_day = sum(1 for school in PartnerSchool.active() if school.is_sister_school)
    assert filled.number(by_title["国际及港澳台姊妹学校"], "now") == on_last_day
    assert line(filled, by_title["国际化特色专业"])[:7] == [
        "约束性", "0", "5", "3", "3", "60.00%", "100.00%"]
    assert failed(filled) == ["约束性指标到目标年份已达到目标"]  # the sample's fault, in the last year
    assert not failed(form_by_code("F22").fill(2024))


def test_last_quarters_words_are_carried_over_as_a_proposal_and_not_kept(college):
    one = task()
    report(one, "第一季度", done="已启动", next_steps="发布章程", problems_met="缺人", state="推进中")

    (found,) = carry_over(2025, 2)

    assert (found.quarter, found.from_quarter) == ("第二季度", "第一季度")
    assert (found.proposal.done, found.proposal.problems_met) == ("发布章程", "缺人")
    assert found.proposal.state is None
    assert QuarterProgress.active().count() == 1
    assert form_by_code("F23-2").fill(2025).cell(f"task:{one.id}", "done").show() == "未填报"


def test_a_task_form_offers_the_next_quarter_with_what_was_said(college):
    one = task()
    first = report(one, "第一季度", done="已启动", state="完成")

    found = proposer_for(QuarterProgress).propose(one, lambda _entity: [first])

    assert [each.record.quarter for each in found.lines] == ["第二季度"]
    assert found.lines[0].inferred == {"done": "已启动", "state": "完成"}


def test_f23_a_quarter_shows_its_own_words_and_the_year_all_four(college):
    one = task(figure="trips.groups")
    trip(date(2025, 2, 1), date(2025, 2, 5))
    trip(date(2025, 5, 1), date(2025, 5, 5))
    for quarter, done in zip(("第一季度", "第二季度"), ("甲", "乙"), strict=True):
        report(one, quarter, done=done, state="推进中", evidence="{因公出国（境）团组数}")
    row = f"task:{one.id}"

    first, year = form_by_code("F23-1").fill(2025), form_by_code("F23").fill(2025)

    assert first.cell(row, "done").show() == "甲"
    assert first.cell(row, "number").value == 1
    assert first.cell(row, "evidence").show() == "因公出国（境）团组数1批"
    assert year.cell(row, "done").show() == "第一季度：甲\n第二季度：乙"
    assert year.cell(row, "number").value == 2
    assert year.cell(row, "state").show() == "推进中"


def test_f23_lists_what_is_lacking_and_cannot_go_before_it_is_there(college):
    one = task()
    report(one, "第一季度", done="甲", state="推进中")
    report(one, "第二季度", done="乙")

    assert [(quarter, what) for _, quarter, what in gaps(2025)] == [
        ("第三季度", "没有填报"), ("第四季度", "没有填报"), ("第二季度", "完成状态未填")]
    assert failed(form_by_code("F23").fill(2025)) == ["每项任务都已填报进展和状态"]
    assert not failed(form_by_code("F23-1").fill(2025))


def test_f23_counts_tasks_by_their_last_state(sample):
    filled = form_by_code("F23").fill(2025)
    order = ("第一季度", "第二季度", "第三季度", "第四季度")
    last = {}
    for one in WorkTask.active().where(WorkTask.year == 2025):
        reports = sorted(QuarterProgress.active().where(QuarterProgress.task == one),
                         key=lambda each: order.index(each.quarter))
        last[one.id] = reports[-1].state if reports else "未填报"
    expected = Counter(last.values())

    for state in ("未启动", "推进中", "完成", "滞后"):
        assert filled.number(f"state:{state}", "state") == expected[state]
    assert filled.number("total", "state") == len(last) == 5
    assert [one.lacking for one in assemble(2025)] == [("第四季度",)] * 5


def test_a_day_is_proposed_from_the_registers_with_zeros(college):
    teacher((date(2025, 1, 1), date(2025, 12, 31)))
    teacher((date(2025, 1, 1), date(2025, 3, 3)), name="OTHER")
    teacher((date(2025, 1, 1), date(2025, 12, 31)), nationality="HKG", name="CHAN")
    student((date(2025, 1, 1), date(2025, 12, 31)))

    found = {each.person_kind: each for each in propose_day(date(2025, 3, 4))}

    assert {kind: each.registered for kind, each in found.items()} == {
        "外籍教师": 1, "外国留学生": 1, "港澳台教师": 1, "港澳台学生": 0}
    assert all(each.is_zero and each.on_campus == each.registered for each in found.values())
    assert DailyReport.active().count() == 0


def test_who_was_away_yesterday_is_proposed_as_away_today(college):
    teacher((date(2025, 1, 1), date(2025, 12, 31)))
    day(3, "外籍教师", registered=1, on_campus=0, abroad=1, is_zero=False)

    found = next(each for each in propose_day(date(2025, 3, 4)) if each.person_kind == "外籍教师")

    assert (found.on_campus, found.abroad, found.is_zero) == (0, 1, False)


def test_a_day_is_kept_when_confirmed_and_only_once(college):
    today = date(2025, 3, 4)
    first = propose_day(today)
    confirm_day(first, reporter="甲", checked_by="乙")

    assert {each.person_kind for each in DailyReport.active()} == set(PERSON_KINDS)
    assert {each.checked_by for each in DailyReport.active()} == {"乙"}
    assert propose_day(today) == []
    with pytest.raises(UserError, match="已有日报"):
        confirm_day([DailyReport(day=today, person_kind="外籍教师", registered=0, on_campus=0)],
                    reporter="甲", checked_by="乙")


def test_heads_that_do_not_add_up_are_not_confirmed(college):
    wrong = DailyReport(day=date(2025, 3, 4), person_kind="外籍教师", registered=2, on_campus=1)

    with pytest.raises(UserError, match="在册2人"):
        confirm_day([wrong], reporter="甲", checked_by="乙")
    assert DailyReport.active().count() == 0


def test_f24_a_missing_day_or_kind_is_an_error(college):
    for number in (1, 2, 4):
        for kind in PERSON_KINDS:
            if (number, kind) != (2, "港澳台学生"):
                day(number, kind)

    found = missing_days(Period.calendar_year(2025))

    assert (date(2025, 3, 2), "港澳台学生") in found
    assert len(found) == 1 + len(PERSON_KINDS)
    filled = form_by_code("F24").fill(2025)
    assert failed(filled) == ["天数连续，没有缺报"]
    assert len(filled.details()[2].rows) == 5


def test_f24_of_the_sample_college(sample):
    filled = form_by_code("F24").fill(2025)
    reports = [each for each in DailyReport.active() if each.day.year == 2025]
    last = max(each.day for each in reports)

    assert filled.number("total", "days") == len({each.day for each in reports}) == 14
    assert filled.number("total", "reports") == len(reports) == 55
    assert filled.number("total", "registered") == sum(
        each.registered for each in reports if each.day == last)
    assert filled.number("kind:外国留学生", "entered") == sum(
        each.entered for each in reports if each.person_kind == "外国留学生")
    assert filled.number("month:12", "reports") == 55
    assert filled.number("total", "zero") == sum(bool(each.is_zero) for each in reports)


def test_f25_of_the_sample_college_with_its_sheets(sample):
    filled = form_by_code("F25").fill(2025)
    begin, end = date(2025, 1, 1), date(2025, 12, 31)
    engaged = {
        each.teacher_id for each in Engagement.active()
        if ForeignTeacher.get_by_id(each.teacher_id).nationality not in HMT
        and str(each.engaged_from) <= end.isoformat()
        and str(Engagement.left_on.show(each.left_on or each.engaged_until) or "9999") >= (
            begin.isoformat())
    }

    assert filled.number("teachers", "now") == len(engaged)
    abroad = [each for each in Placement.active() if each.departed_on.year == 2025
              and each.programme_kind != "线上"]
    assert filled.number("students", "now") == len(abroad)
    assert filled.number("students:交换", "now") == sum(
        each.programme_kind == "交换" for each in abroad)
    gifts = [each for each in NgoActivity.active() if each.kind == "接受捐赠"]
    assert filled.number("donations", "all") == len(gifts)
    assert not failed(filled)
    titles = [sheet.title for sheet in filled.details()]
    assert {title[0] for title in titles} == set("一二三四五六七八")


def test_f25_lists_the_leaders_who_went_abroad_and_nobody_else(college):
    leader, other = staff("校长", is_school_leader=True), staff("教师")
    trip(date(2025, 3, 1), date(2025, 3, 5), people=[leader, other])
    trip(date(2025, 4, 1), date(2025, 4, 5), people=[leader])
    trip(date(2024, 4, 1), date(2024, 4, 5), people=[leader])

    filled = form_by_code("F25").fill(2025)

    assert line(filled, "leader_trips") == ["人次", "2", "3"]
    assert line(filled, "leaders") == ["人", "1", "1"]
    assert len(filled.details()[2].rows) == 2


def test_f21_computes_what_records_know_and_asks_for_the_rest(sample):
    filled = form_by_code("F21").fill(2025)

    bulletin = form_by_code("F05").fill(2025)
    assert filled.number("students", "now") == bulletin.number("total", "this")
    assert len(filled.missing()) == 10
    assert filled.cell("doctors", "now").typed is not None
    assert "疑" in filled.terms.certainty


def test_the_quarter_of_another_year_is_not_counted(college):
    report(task(year=2024), "第一季度", done="甲", state="完成")

    assert form_by_code("F23-1").fill(2025).number("total", "state") == 0
    assert date(2025, 3, 31) - form_by_code("F23-1").period(2025).start == timedelta(days=89)
