"""Official papers: what is said of a record, what is left open, and how the screen draws them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from exports.drafts.blocks import Paragraph, text_of
from exports.prints.base import render
from exports.prints.official_words import compose, gaps_of
from exports.prints.registry import printable_by_code
from exports.prints.texts import texts_of
from models import letter_templates, store
from models.entities import (
    BudgetLine,
    Engagement,
    ForeignTeacher,
    Gift,
    InboundVisit,
    JointProgramme,
    OutboundTrip,
    ProgrammeCourse,
    ScheduleItem,
    TripMember,
)
from models.errors import UserError
from tests.exports.letters.writing import lines_of, paragraph, word_file
from tests.exports.prints.looking import text_of as pdf_text
from tests.exports.prints.making import fill_in_office, flat, golden, teacher, trip
from tests.exports.prints.word_papers import ISSUED, said, words_of

A8, A13, A13F, B3, D2, D3, D12 = (
    printable_by_code(code) for code in ("A8", "A13", "A13F", "B3", "D2", "D3", "D12")
)


@pytest.fixture
def office(college):
    fill_in_office()
    return college


# ---- wording and gaps ----


def test_what_is_not_known_is_a_gap_that_says_what_belongs_there():
    content = compose("由{who:经费来源}列支。", {"who": ""})
    assert text_of(content) == "由〔待填：经费来源〕列支。"
    assert text_of(compose("由{who:经费来源}列支。", {"who": "学校"})) == "由学校列支。"


def test_a_group_stands_only_when_all_its_names_have_values():
    assert text_of(compose("甲[，{a}{b}]。", {"a": "1", "b": ""})) == "甲。"


def test_a_name_that_is_no_fact_fails_even_in_a_silent_group():
    with pytest.raises(LookupError):
        compose("甲[，{a}{nobody}]。", {"a": ""})


def test_a_gap_written_into_the_wording_counts_as_one():
    assert gaps_of([Paragraph(compose("〔待填：金额〕元", {}))]) == ["金额"]


def test_the_notices_say_how_many_gaps_there_are(office):
    notices = A8.notices(trip(), A8.wishes(trip(title="另一团组")))
    assert re.match(r"文中留有 \d+ 处〔待填〕", notices[0])


# ---- A8 ----


def test_the_request_says_who_goes_where_and_ends_as_a_request(office):
    text = said(A8, trip(3, inviting_party="松山示例大学"))
    assert "关于教师00等3人赴日本" in flat(text)
    assert "应松山示例大学邀请" in text
    assert "于2025年5月12日至5月16日（5天）赴日本（松山）执行学术访问任务" in text
    assert "妥否，请批示。" in text
    assert "附件：1.出访人员名单" in text


def test_one_person_is_no_team_and_a_joint_group_has_its_own_wording(office):
    assert "关于教师00赴日本" in flat(said(A8, trip()))
    joint = said(A8, trip(title="随团", is_joint=True, organised_by="示例省教育厅"))
    assert "关于派教师00参加示例省教育厅组团" in flat(joint)
    assert "我校拟派示例职业技术学院护理学院教师00参加。" in flat(joint)


def test_the_request_states_the_budget_or_leaves_it_open(office):
    assert "预算合计40,311.60元" in said(A8, golden(trip()))
    assert "预算合计〔待填：预算金额〕元" in said(A8, trip(title="另一团组"))


def test_the_request_claims_no_review_that_nobody_registered(office):
    text = said(A8, trip())
    assert "〔待填：财务部门审核情况〕" in text
    assert "〔待填：公示起止日期、地点和结果〕" in text
    assert "〔待填：邀请函来源，是否通过中介机构联系〕" in text
    assert "不携带配偶" not in text


def test_the_request_says_what_is_registered_of_plan_publicity_and_invitation(office):
    text = said(A8, trip(
        in_plan=False, off_plan_reason="年中新增任务。", invitation_direct=True,
        publicised_from=date(2025, 4, 7), publicised_until=date(2025, 4, 11),
        publicity_place="公开栏", publicity_objection="无",
    ))
    assert "计划外说明：年中新增任务。" in text
    assert "年中新增任务。。" not in text
    assert "于2025年4月7日至4月11日在公开栏公示，公示5个工作日。公示期间没有收到异议。" in text
    assert "未通过中介机构联系" in text


def test_earlier_trips_of_two_years_are_told_and_older_ones_not(office):
    made = trip()
    person = made.lines(TripMember)[0].staff_member
    for title, out in (("近的", date(2024, 3, 4)), ("远的", date(2022, 3, 4))):
        earlier = OutboundTrip(title=title, purpose="讲学", departed_on=out, returned_on=out)
        store.save(earlier)
        store.save(TripMember(trip=earlier, staff_member=person, role="团员"))
    text = said(A8, made)
    assert "2024年3月" in text
    assert "2022年3月" not in text


def test_each_country_has_its_own_paragraph_with_what_is_done_there(office):
    made = trip()
    store.save(ScheduleItem(trip=made, day=date(2025, 5, 13), half="上午", city="松山",
                            activity="会谈", met_with="校长"))
    assert "在日本（松山），拟访问〔待填：访问单位〕，与校长会谈。主要任务：会谈。" in said(A8, made)


def test_a_trip_without_schedule_gets_an_open_one_for_every_half_day(office):
    assert said(A8, trip()).count("〔待填：活动内容〕") == 10


def test_the_request_waits_until_days_and_task_are_known(office):
    made = trip(returned_on=None, purpose=None)
    assert [gap.label for gap in A8.missing(made, A8.wishes(made))] == ["入境日期", "出访任务"]


# ---- A13 ----


def member_back(made, day):
    [member] = made.lines(TripMember)
    member.document_returned_on = day
    store.save(member)


def test_the_report_says_that_passports_came_back_in_time_late_or_not_yet(office):
    made = trip()
    assert "〔待填：因公证照是否已经交还、交还日期〕" in said(A13, made)
    member_back(made, date(2025, 5, 23))
    assert "均在回国后7日内交还" in said(A13, made)
    member_back(made, date(2025, 5, 24))
    assert "其中超过7日交还的：教师00" in said(A13, made)


def test_the_report_sets_costs_beside_the_budget(office):
    made = golden(trip(cost=Decimal(40000)))
    for line in made.lines(BudgetLine):
        line.spent = line.yuan() if line.item != "住宿费" else Decimal("2700.00")
        store.save(line)
    text = said(A13, made)
    assert "实际支出合计40,000.00元" in text
    assert "2,741.85" in text
    assert "-41.85" in text
    assert "40,269.75" in text


def test_the_report_makes_no_sum_while_a_cost_is_not_known(office):
    text = said(A13, golden(trip()))
    assert "〔待填：决算〕" in text
    assert "合计\n" not in text


def test_the_report_explains_days_that_differ_from_the_approval(office):
    kept = said(A13, trip(approved_days=5, approval_no="外审1号"))
    assert "实际停留天数与批件一致。" in kept
    other = said(A13, trip(title="另一团组", approved_days=4, deviation_note="航班取消"))
    assert "与批件不一致，说明如下：航班取消。" in other


def test_the_report_lists_gifts_of_the_trip(office):
    made = trip()
    store.save(Gift(direction="受赠", title="校徽", happened_on=date(2025, 5, 13), quantity=1,
                    party="松山示例大学", trip=made))
    assert "受赠校徽1件（松山示例大学）" in said(A13, made)


def test_a_report_before_the_return_is_noticed(office):
    wishes = A13.wishes(trip(), {"issued_on": "2025-05-14"})
    assert "团组 2025-05-16 才回国。" in A13.notices(OutboundTrip.get(), wishes)


def test_the_cover_of_the_report_says_when_it_is_due(office):
    facts = A13F.snapshot(trip(), ISSUED)
    assert "应于2025年6月15日前提交" in flat(pdf_text(render(A13F.layout(facts))))


# ---- B3 ----

TERM = (date(2025, 9, 1), date(2026, 8, 31))


def test_no_contract_without_term_hours_and_pay(office):
    person = teacher(TERM)
    [contract] = person.lines(Engagement)
    contract.monthly_pay = None
    store.save(contract)
    labels = [gap.label for gap in B3.missing(person, B3.wishes(person))]
    assert labels == ["周学时", "月薪"]
    with pytest.raises(UserError, match="缺周学时、月薪"):
        B3.snapshot(person)


def test_a_teacher_without_any_contract_period_gets_none(office):
    person = teacher()
    assert [gap.label for gap in B3.missing(person, B3.wishes(person))] == ["聘期记录"]


def test_the_sheet_says_the_terms_in_both_languages(office):
    text = said(B3, teacher((*TERM, {"weekly_hours": 16})))
    assert "2025年9月1日至2026年8月31日" in text
    assert "from 1 September 2025 to 31 August 2026" in text
    assert "人民币11,000.00元" in text
    assert "16 hours per week" in text
    assert "〔待填：个人所得税〕" in text


def test_the_offices_own_contract_is_filled_with_the_chosen_period(office):
    person = teacher((*TERM, {"weekly_hours": 16}),
                     (date(2026, 9, 1), date(2027, 8, 31), {"weekly_hours": 12}))
    text = word_file(paragraph("乙方《护照姓名》，月薪《月薪》，周学时《周学时》。"))
    kept = letter_templates.keep(ForeignTeacher, "聘用合同", text, file_name="合同.docx", year=2025)
    first = next(e for e in person.lines(Engagement) if e.weekly_hours == 16)
    wishes = {**ISSUED, "template": str(kept.id), "engagement": str(first.id)}
    facts = B3.snapshot(person, wishes)
    [line] = lines_of(B3.word(facts))
    assert "HARRIS" in line.upper()
    assert "周学时16" in line
    assert "《" not in line


# ---- D2, D3 ----


def visit(**more):
    made = InboundVisit(**{
        "title": "韩国示例大学代表团", "country": "KOR", "purpose": "商谈交换项目", "head_count": 3,
        "arrived_on": date(2026, 4, 8), "left_on": date(2026, 4, 9), **more,
    })
    store.save(made)
    return made


def test_the_plan_reads_the_programme_line_by_line(office):
    text = said(D2, visit(itinerary="4月8日上午 抵校会谈；4月9日 14:00-16:00 参观实训中心"))
    assert "4月8日上午\n抵校会谈" in text
    assert "4月9日14:00-16:00\n参观实训中心" in text


def test_the_plan_names_the_host_department_first_and_asks_for_the_others(office):
    text = said(D2, visit(department="外语学院"))
    assert "总体协调、对外联络\n外语学院" in text
    assert text.count("〔待填：责任部门〕") == len(texts_of("D2", 2026)["duties"].split("；")) - 1


def test_no_agreement_signed_is_not_the_same_as_nothing_registered(office):
    assert "没有签署协议" in said(D3, visit(agreements_signed=0))
    assert "〔待填：来访期间有无签署协议〕" in said(D3, visit(title="另一代表团"))
    assert "签署协议2份" in said(D3, visit(title="又一代表团", agreements_signed=2))


def test_minutes_that_are_late_are_noticed(office):
    made = visit()
    late = D3.notices(made, D3.wishes(made, {"issued_on": "2026-04-30"}))
    assert any(words.startswith("纪要应在 2026-04-16 前完成") for words in late)
    early = D3.notices(made, D3.wishes(made, {"issued_on": "2026-04-08"}))
    assert "来访 2026-04-09 才结束。" in early


# ---- D12 ----


def programme(*courses):
    made = JointProgramme(title="与英国示例学院合作举办护理专业项目", country="GBR")
    store.save(made)
    for number, (kind, origin, hours, foreign) in enumerate(courses):
        store.save(ProgrammeCourse(
            programme=made, title=f"课程{number}", kind=kind, origin=origin, hours=hours,
            taught_by_partner=foreign > 0, partner_hours=foreign,
        ))
    return made


def test_the_checklist_computes_the_four_thirds_from_the_courses(office):
    text = said(D12, programme(
        ("专业核心", "引进外方", 60, 60), ("专业核心", "中方开设", 60, 0), ("公共", "中方开设", 60, 0),
        ("公共", "中方开设", 60, 0),
    ))
    assert "引进外方课程占全部课程\n1\n4\n25.0%\n未达到" in text
    assert "引进外方专业核心课程占专业核心课程\n1\n2\n50.0%\n达到" in text


def test_without_courses_nothing_is_computed(office):
    text = said(D12, programme())
    assert "〔待填：登记课程后核算" in text
    assert "达到\n" not in text


def test_a_programme_with_a_partner_of_hong_kong_is_no_foreign_one(office):
    made = JointProgramme(title="与香港示例学院合作举办旅游专业项目", country="HKG")
    store.save(made)
    assert words_of(D12.word(D12.snapshot(made)))[0] == "与港澳台地区合作办学申报材料清单"
