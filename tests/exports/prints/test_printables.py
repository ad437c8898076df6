"""What the certificates and the approval form say, tense by tense and sum by sum."""

from __future__ import annotations

from datetime import date

import pytest

from exports import issue
from exports.prints.base import render
from exports.prints.preview import Preview
from models import store
from models.entities import (
    Engagement,
    Enrolment,
    OutboundTrip,
    StudentDocument,
    TeacherDocument,
    TripLeg,
    TripMember,
)
from models.errors import UserError
from models.partial_date import PartialDate
from tests.exports.prints.making import (
    A3,
    B4,
    C5,
    IN_TERM,
    YEARS,
    fill_in_office,
    flat,
    golden,
    said,
    student,
    teacher,
    trip,
)


@pytest.fixture
def office(college):
    """A college whose office has filled in what certificates need."""
    fill_in_office()
    return college


# ---- 在读证明 ----


def test_a_student_in_study_is_said_in_the_present_in_both_languages(office):
    words = said(C5, student(), **IN_TERM)
    assert "在读证明" in flat(words)
    assert "CERTIFICATE OF ENROLMENT" in words
    assert "2025—2026学年注册在籍" in flat(words)
    assert "is registered at Example Vocational College" in " ".join(words.split())


def test_after_the_end_the_certificate_speaks_of_the_past(office):
    made = student(enrolled_from=date(2022, 9, 1), enrolled_until=date(2025, 6, 30), outcome="毕业")
    words = said(C5, made, **IN_TERM)
    assert "学习证明" in flat(words)
    assert "was registered at" in words
    assert "现已毕业" in flat(words)
    assert "has graduated" in " ".join(words.split())


def test_who_withdrew_is_said_to_have_studied_and_nothing_more(office):
    made = student(enrolled_until=date(2025, 10, 1), outcome="退学")
    words = flat(said(C5, made, **IN_TERM))
    assert "自2025年9月1日至2025年10月1日" in words
    assert "退学" not in words
    assert "毕业" not in words


def test_before_the_first_day_it_is_a_certificate_of_admission(office):
    words = said(C5, student(), issued_on="2025-08-01")
    assert "录取证明" in flat(words)
    assert "will run from 1 September 2025" in " ".join(words.split())


def test_leave_of_absence_is_said(office):
    assert "现处于休学期间" in flat(said(C5, student(outcome="休学"), **IN_TERM))


def test_the_english_never_says_he_or_she(office):
    words = said(C5, student(), **IN_TERM, language="仅英文").lower().replace(",", " ").split()
    assert not {"he", "she", "his", "her"} & set(words)


def test_the_surname_is_in_capitals_and_the_given_names_are_not(office):
    assert "KAMAU, Peter Mwangi" in said(C5, student(), **IN_TERM)


def test_a_name_without_comma_is_printed_as_in_the_passport(office):
    assert "LEE JIHO" in said(C5, student(name="LEE JIHO"), **IN_TERM)


def test_sex_that_is_not_known_is_not_printed(office):
    words = said(C5, student(sex=None), **IN_TERM)
    assert "male" not in words
    assert "男" not in words


def test_the_renewed_passport_is_the_one_printed(office):
    made = student()
    renewed = {"number": "NEW777", "valid_until": date(2035, 1, 1)}
    store.save(StudentDocument(student=made, kind="护照", **renewed))
    words = said(C5, made, **IN_TERM)
    assert "NEW777" in words
    assert "AB1234567" not in words


def test_a_masked_passport_shows_its_ends_only(office):
    words = said(C5, student(), **IN_TERM, passport="掩码")
    assert "AB****67" in words
    assert "AB1234567" not in words


def test_dates_known_to_the_month_are_printed_so(office):
    known = {"enrolled_from": PartialDate(2023, 9), "enrolled_until": PartialDate(2024, 6)}
    made = student(**known, outcome="结业")
    words = said(C5, made, **IN_TERM)
    assert "2023年9月至2024年6月" in flat(words)
    assert "from September 2023 to June 2024" in " ".join(words.split())


def test_a_usual_purpose_is_translated_and_an_unusual_one_stays_out_of_the_english(office):
    made = student()
    assert "opening a bank account" in said(C5, made, **IN_TERM, purpose="银行开户")
    words = said(C5, made, **IN_TERM, purpose="参加比赛")
    assert "参加比赛" in words
    assert "is issued for" not in words


def test_chinese_only_has_no_english_sentence(office):
    words = said(C5, student(), **IN_TERM, language="仅中文")
    assert "certify" not in words
    assert "兹证明" in words


def test_one_of_several_periods_can_be_chosen(office):
    made = student()
    store.save(Enrolment(
        student=made, study_kind="语言生", programme="汉语", outcome="结业",
        enrolled_from=date(2024, 9, 1), enrolled_until=date(2025, 7, 1),
    ))
    first = made.lines(Enrolment)[1]
    words = flat(said(C5, made, **IN_TERM, enrolment=str(first.id)))
    assert "语言生" in words
    assert "现已结业" in words


def test_what_is_missing_is_named_with_its_record(college):
    made = student(passport="", programme=None)
    gaps = C5.missing(made, C5.wishes(made))
    assert [gap.label for gap in gaps] == [
        "本单位信息的“学校全称”", "本单位信息的“学校英文名”", "护照号", "专业"
    ]
    assert gaps[2].record == made
    assert isinstance(gaps[3].record, Enrolment)
    with pytest.raises(UserError, match=r"缺.*护照号"):
        C5.snapshot(made)


def test_an_expired_passport_is_pointed_out(office):
    made = student(passport="")
    store.save(StudentDocument(student=made, kind="护照", number="X1", valid_until=date(2025, 1, 1)))
    assert any("过期" in words for words in C5.notices(made, C5.wishes(made, IN_TERM)))


# ---- 在职证明 ----

def test_a_teacher_in_service_is_employed_since_the_first_unbroken_contract(office):
    words = said(B4, teacher(*YEARS), **IN_TERM)
    assert "自2023年9月1日起受聘于我校外语学院" in flat(words)
    assert "has been employed by" in words
    assert "since 1 September 2023" in " ".join(words.split())


def test_or_since_the_present_contract_where_that_is_asked_for(office):
    words = said(B4, teacher(*YEARS), **IN_TERM, from_first=False)
    assert "自2024年9月1日起受聘" in flat(words)


def test_a_break_between_contracts_breaks_the_service(office):
    gap = [(date(2022, 9, 1), date(2023, 6, 30)), YEARS[1]]
    assert "自2024年9月1日起受聘" in flat(said(B4, teacher(*gap), **IN_TERM))


def test_who_left_early_was_employed_until_then(office):
    made = teacher((date(2024, 9, 1), date(2026, 8, 31), {"left_on": date(2025, 6, 30)}))
    words = said(B4, made, **IN_TERM)
    assert "任职证明" in flat(words)
    assert "聘用关系已于2025年6月30日结束" in flat(words)
    assert "The employment ended on 30 June 2025." in " ".join(words.split())


def test_pay_is_printed_only_when_asked_for(office):
    made = teacher(*YEARS)
    assert "11,000" not in said(B4, made, **IN_TERM)
    assert "CNY 11,000" in said(B4, made, **IN_TERM, with_pay=True)


def test_a_teacher_from_hong_kong_is_from_a_region_not_a_nation(office):
    made = teacher(*YEARS, nationality="HKG")
    words = said(B4, made, **IN_TERM)
    assert "来自：中国香港" in flat(words)
    assert "国籍" not in words
    assert "from: Hong Kong, China" in " ".join(words.split())


def test_a_teacher_from_hong_kong_shows_the_permit_in_place_of_a_passport(office):
    made = teacher(*YEARS, nationality="HKG")
    store.save(TeacherDocument(teacher=made, kind="来往内地（大陆）通行证", number="H0990012301",
                               valid_until=date(2025, 1, 1)))
    assert "证件号：H0990012301" in flat(said(B4, made, **IN_TERM))
    assert any("通行证已于 2025-01-01 过期" in words
               for words in B4.notices(made, B4.wishes(made, IN_TERM)))


def test_an_english_word_typed_once_is_remembered_for_the_next_paper(office):
    made = teacher(*YEARS)
    contract = made.lines(Engagement)[1]
    contract.department = "国际邮轮学院"
    store.save(contract)
    assert any("国际邮轮学院" in words for words in B4.notices(made, B4.wishes(made, IN_TERM)))
    issue.issue_paper(B4, made, {**IN_TERM, "department_en": "School of Cruise Studies"})
    assert "School of Cruise Studies" in said(B4, made, **IN_TERM)


# ---- A3 ----


def test_the_published_budget_is_printed_in_figures_and_capitals(office):
    words = flat(said(A3, golden(trip())))
    for amount in ("40,311.60", "25,000.00", "2,741.85", "3,046.50", "1,523.25", "8,000.00"):
        assert amount in words
    assert "肆万零叁佰壹拾壹元陆角整" in words
    assert "9,000日元×1人×5" in words


def test_the_form_has_two_pages_and_a_third_only_when_asked(office):
    made = golden(trip())
    assert pages(A3, made) == 2
    assert pages(A3, made, with_details=True) == 3


def pages(printable, record, **wishes):
    with Preview(render(printable.layout(printable.snapshot(record, wishes)))) as opened:
        return opened.page_count


def test_more_people_than_rows_go_to_an_annex_and_none_is_lost(office):
    made = golden(trip(people=14))
    words = flat(said(A3, made))
    assert "人员名单见附页1（共14人）" in words
    assert all(f"教师{number:02}" in words for number in range(14))


def test_the_last_trip_comes_from_the_earlier_trips_of_the_same_person(office):
    made = golden(trip())
    person = made.lines(TripMember)[0].staff_member
    for title, year, status in (("赴德", 2023, "已执行"), ("赴法", 2024, "取消"), ("赴美", 2026, "计划")):
        days = {"departed_on": date(year, 5, 1), "returned_on": date(year, 5, 6)}
        earlier = OutboundTrip(title=title, status=status, **days)
        store.save(earlier)
        store.save(TripLeg(trip=earlier, country={"赴德": "DEU", "赴法": "FRA", "赴美": "USA"}[title]))
        store.save(TripMember(trip=earlier, staff_member=person))
    assert "2023年5月（德国）" in flat(said(A3, made))


def test_who_never_travelled_is_said_to_have_none(office):
    assert A3.snapshot(golden(trip()))["members"][0][-1] == "无"


def test_what_she_typed_as_last_trip_stands(office):
    made = golden(trip())
    member = made.lines(TripMember)[0]
    member.last_trip = "2019年（因私，韩国）"
    store.save(member)
    assert A3.snapshot(made)["members"][0][-1] == "2019年（因私，韩国）"


def test_a_trip_to_taiwan_has_its_own_title(office):
    assert "因公赴台任务和预算审批意见表" in flat(said(A3, golden(trip(destination_kind="赴台"))))


def test_a_trip_without_budget_asks_for_it_or_leaves_the_amounts_to_the_pen(office):
    made = trip()
    assert [gap.label for gap in A3.missing(made, A3.wishes(made))] == ["预算"]
    assert "元整" not in said(A3, made, with_budget=False)


def test_a_trip_is_checked_by_the_rules_before_its_form_is_printed(college):
    from exports.prints.registry import printable_by_code
    from models.checks import samples

    printable = printable_by_code("A3")
    made = samples.trip(date.today(), days=6)

    notices = printable.notices(made, printable.wishes(made))

    assert any(words.startswith("错误·一般公务团组天数：出访 1 国在外 6 天") for words in notices)
