"""S2 to S5 from single records: one of each kind, new countries, due days, what is left out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from exports.drafts import as_json, compose, draft_by_code
from exports.drafts.base import ComposedDraft, kept_code
from exports.drafts.blocks import text_of
from exports.drafts.hand_edits import keep_words, leave_out, type_value
from exports.drafts.task_table import reminders, share_of
from exports.drafts.terms import HALF, QUARTER, Term
from exports.drafts.typed_facts import MEETINGS
from models.entities.event import Event
from models.entities.inbound_visit import InboundVisit
from models.entities.ngo_activity import NgoActivity
from models.entities.outbound_trip import OutboundTrip, TripLeg
from models.entities.partner_school import Agreement, PartnerSchool
from models.entities.year_work import PlanTarget, QuarterProgress, TargetValue, WorkTask
from tests.exports.drafts.conftest import paragraph, save, summary, trip


def rows(draft: ComposedDraft, section: str) -> list[list[str]]:
    found = next(s for s in draft.sections if s.key == section)
    return [[text_of(cell) for cell in row] for table in found.tables for row in table.rows]


def test_a_college_with_one_record_of_each_kind_says_one(college):
    trip("赴日本访问团", "JPN")
    save(InboundVisit(title="泰国团", country="THA", arrived_on=date(2025, 4, 2), head_count=3))
    save(Event(title="涉外讲座", kind="讲座", held_on=date(2025, 4, 3), audience=20))
    partner = save(PartnerSchool(name="曼谷示范学院", country="THA"))
    save(Agreement(partner=partner, title="合作备忘录", signed_on=date(2025, 3, 3),
                   valid_until=date(2028, 3, 2)))
    save(NgoActivity(ngo_name="某基金会", kind="合作项目", title="图书项目",
                     begins_on=date(2025, 3, 1), ends_on=date(2025, 5, 1)))
    task = save(WorkTask(title="办好讲座", year=2025, serial=1, figure="events.lectures"))
    save(QuarterProgress(task=task, quarter="第二季度", done="完成率约60%", state="推进中"))
    save(PlanTarget(title="讲座", plan="规划", unit="场", base_year=2024, base_value=0,
                    target_year=2026, target_value=2, figure="events.lectures", kind="预期性"))
    s1, s2 = summary(), compose(draft_by_code("S2"), 2025)
    assert "该团组为赴日本访问团" in s1.text
    assert "主要团组" not in s1.text
    assert "团组1个、3人次，即赴日本访问团" in s2.text
    half = compose(draft_by_code("S3"), Term(2025, HALF, 1))
    assert "上半年执行因公出国（境）团组1个、3人次，前往日本，即赴日本访问团" in half.text
    assert "项目1项，即某基金会“图书项目”" in half.text
    ledger = compose(draft_by_code("S4"), Term(2025, QUARTER, 2))
    assert "任务只有1项，即办好讲座" in ledger.text
    assert rows(ledger, "ledger.table")[0][7:9] == ["专家讲座场次1场", "60%"]
    annex = compose(draft_by_code("S5"), 2025)
    assert rows(annex, "targets.table")[0][2:7] == [
        "0（2024年）", "2（2026年）", "预期性", "1", "50.00%"]
    for draft in (s1, s2, half, ledger, annex):
        assert not re.search(r"\b0(个|人|份|项|场)|[{}]|None|。。", draft.text)


def test_a_new_country_is_told_only_against_an_older_register(college):
    trip("去年", "JPN", year=2024)
    trip("今年甲", "JPN")
    assert "新增的到访" not in summary().text
    trip("今年乙", "KOR")
    assert "比以往登记新增的到访国家（地区）有韩国" in summary().text


def test_the_first_year_of_a_register_has_no_new_countries(college):
    trip("今年", "KOR")
    assert "新增的到访" not in summary().text


def test_a_trip_over_the_new_year_is_not_missed_twice(college):
    save(OutboundTrip(title="跨年团", departed_on=date(2025, 12, 28), head_count=2,
                      returned_on=date(2026, 1, 4)))
    assert not summary().unmentioned
    assert not summary(2026).unmentioned


def test_a_record_without_a_sentence_is_listed_with_its_title(college):
    save(Event(title="师生沙龙", kind="其他", held_on=date(2025, 6, 1)))
    (found,) = summary().unmentioned
    assert (found.label, found.title, found.day) == ("涉外活动", "师生沙龙", "2025年6月1日")
    assert as_json(summary())["unmentioned"][0]["id"] == found.id


def test_typed_numbers_and_words_of_a_half_are_its_own(college):
    half, draft = Term(2025, HALF, 1), draft_by_code("S3")
    type_value(MEETINGS, half, 2)
    keep_words(kept_code("S3", half), 2025, "progress.ngos", "人工写的一段。")
    first, second = compose(draft, half), compose(draft, Term(2025, HALF, 2))
    assert "召开外事工作专题会议2次" in first.text
    assert "专题会议" not in second.text
    assert "人工写的一段。" in first.text
    assert "人工写的一段。" not in second.text
    assert "专题会议2次" not in summary().text


def test_the_section_on_party_work_may_be_left_out(college):
    draft = draft_by_code("S2")
    party = next(s for part in draft.parts for s in part.sections if s.is_optional)
    leave_out("S2", 2025, party, out=True)
    assert "party" not in [s.key for s in compose(draft, 2025).sections]
    assert "party" in [s.key for s in compose(draft, 2024).sections]
    leave_out("S2", 2025, party, out=False)
    assert "party" in [s.key for s in compose(draft, 2025).sections]
    with pytest.raises(ValueError, match="belongs"):
        leave_out("S2", 2025, draft.parts[0].sections[1], out=True)


def test_an_unregistered_donation_and_a_late_target_are_problems(college):
    save(NgoActivity(ngo_name="某基金会", kind="接受捐赠", title="设备捐赠", amount=10000,
                     begins_on=date(2025, 3, 1)))
    save(PlanTarget(title="姊妹学校", plan="规划", unit="对", base_year=2020, base_value=1,
                    target_year=2025, target_value=5, figure="partners.sister_pairs",
                    is_stock=True, kind="约束性"))
    text = paragraph(summary(), "problems.found").text
    assert "“姊妹学校”的完成率低于时序进度。" in text
    assert "“姊妹学校”列为2026年重点推进事项" in paragraph(summary(), "plan.new.gaps").text


def test_a_target_with_a_typed_value_shows_it_and_one_without_is_open(college):
    made = [save(PlanTarget(title=title, plan="规划", unit="个", base_year=2024, base_value=0,
                            target_year=2026, target_value=10)) for title in ("甲", "乙")]
    save(TargetValue(target=made[0], year=2025, value=4))
    annex = compose(draft_by_code("S5"), 2025)
    assert [row[5] for row in rows(annex, "targets.table")] == ["4", "未填"]
    point = next(p for p in annex.open_points if "没有填当年完成值" in p.what)
    assert point.record_ids == (made[1].id,)


@pytest.mark.parametrize(("state", "done", "share"), [
    ("完成", None, "100%"), ("未启动", None, "0%"), ("推进中", "完成率约60%", "60%"),
    ("推进中", "总体进度达到 75.5%", "75.5%"), ("滞后", "正在协商", "滞后"), (None, None, ""),
])
def test_the_share_done_is_what_the_report_states(state, done, share):
    assert share_of(QuarterProgress(state=state, done=done)) == share


def test_a_task_that_runs_is_asked_for_its_share(college):
    task = save(WorkTask(title="甲", year=2025))
    save(QuarterProgress(task=task, quarter="第一季度", done="正在协商", state="推进中"))
    ledger = compose(draft_by_code("S4"), Term(2025, QUARTER, 1))
    assert any("完成率" in p.what and p.record_ids == (task.id,) for p in ledger.open_points)


def test_figures_named_in_a_report_become_live_numbers(college):
    trip("甲", "JPN")
    task = save(WorkTask(title="甲", year=2025))
    save(QuarterProgress(task=task, quarter="第二季度", done="组团{trips.groups}", state="完成",
                         evidence="{没有这个}"))
    ledger = compose(draft_by_code("S4"), Term(2025, QUARTER, 2))
    (row,) = rows(ledger, "ledger.table")
    assert (row[6], row[7]) == ("组团因公出国（境）团组数1批", "｛没有这个｝")
    assert ledger.facts["trips.groups@year"].value == 1


# Due days -----------------------------------------------------------------------------------


def due(term: Term, today: date) -> list[tuple[str, date, int]]:
    return [(r.what, r.due_on, r.days_left) for r in reminders(term, today)]


def test_a_quarter_is_due_ten_days_after_its_end(college):
    save(WorkTask(title="甲", year=2025))
    found = due(Term(2025, QUARTER, 3), date(2025, 10, 3))
    assert found[0] == ("报送2025年第三季度台账", date(2025, 10, 10), 7)
    assert found[1][1] == date(2025, 12, 15)


def test_an_old_quarter_is_not_brought_up_again(college):
    save(WorkTask(title="甲", year=2023))
    assert due(Term(2023, QUARTER, 1), date(2025, 10, 3)) == []


def test_without_tasks_no_ledger_is_due(college):
    assert due(Term(2025, QUARTER, 3), date(2025, 10, 3)) == []


@pytest.mark.parametrize(("days", "left"), [(46, None), (45, 15), (30, 0), (10, -20)])
def test_the_closing_report_is_due_thirty_days_before_an_agreement_ends(college, days, left):
    partner = save(PartnerSchool(name="曼谷示范学院", country="THA"))
    ends = date(2026, 3, 31)
    save(Agreement(partner=partner, title="框架协议", signed_on=date(2023, 4, 1), valid_until=ends))
    today = date.fromordinal(ends.toordinal() - days)
    found = due(Term(2025, QUARTER, 4), today)
    assert [d for _, _, d in found] == ([] if left is None else [left])
    assert all("《框架协议》（曼谷示范学院）总体报告" in what for what, _, _ in found)


def test_countries_stand_by_number_then_in_the_house_order(college):
    for title, code in (("甲", "KOR"), ("乙", "JPN"), ("丙", "JPN"), ("丁", "TWN")):
        made = save(OutboundTrip(title=title, departed_on=date(2025, 2, 1), head_count=1,
                                 returned_on=date(2025, 2, 5)))
        save(TripLeg(trip=made, country=code))
    half = compose(draft_by_code("S3"), Term(2025, HALF, 1))
    assert "前往日本、韩国2个国家和台湾地区" in half.text
