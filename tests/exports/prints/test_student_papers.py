"""Papers of students, with people made for the one fact that is looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exports.issue import issue_paper
from exports.prints.registry import printable_by_code
from exports.prints.students.names import pinyin_name
from exports.prints.students.scores import Scale, number_of, totals
from exports.prints.texts import texts_of
from models import store
from models.entities import (
    CourseScore,
    CreditTransfer,
    OutboundStudent,
    Placement,
    StudentDocument,
)
from models.errors import UserError
from tests.exports.prints.making import fill_in_office, flat, said, student

C4, C7, C8, C9, C10, C11, C12 = (
    printable_by_code(code) for code in ("C4", "C7", "C8", "C9", "C10", "C11", "C12")
)
IN_TERM = {"issued_on": "2025-10-15"}


def notices(printable, record, **wishes):
    return "".join(printable.notices(record, printable.wishes(record, wishes)))


def lacking(printable, record, **wishes):
    gaps = printable.missing(record, printable.wishes(record, wishes))
    return [gap.label for gap in gaps]


def test_papers_that_disagree_about_the_period_keep_the_letter_back(college):
    """R-STU-05: 录取通知书, JW 表 and 居留公函 must say the same."""
    fill_in_office()
    ends = date.today() + timedelta(days=300)
    made = student(enrolled_from=date.today(), enrolled_until=ends, admitted_from=date.today(),
                   admitted_until=ends, jw_until=ends + timedelta(days=30))
    wishes = {"addressee": "某市公安局", "issued_on": date.today().isoformat()}
    assert f"JW 表 {ends + timedelta(days=30)}，应当一致。" in notices(C4, made, **wishes)
    with pytest.raises(UserError, match="学习期止不一致"):
        issue_paper(C4, made, wishes)


def test_the_letter_names_the_period_of_the_letter_before_that_of_the_stay(college):
    fill_in_office()
    made = student(letter_from=date(2025, 9, 3), letter_until=date(2028, 6, 20))
    words = flat(said(C4, made, addressee="某市公安局", **IN_TERM))
    assert "学习期限自2025年9月3日至2028年6月20日" in words


def test_an_extension_is_offered_to_who_holds_a_permit_and_a_first_permit_to_others(college):
    fill_in_office()
    made = student()
    kind = next(option for option in C4.options(made) if option.key == "kind")
    assert kind.default == "新办"
    store.save(StudentDocument(student=made, kind="居留许可", number="991",
                               valid_until=date(2026, 8, 1)))
    kind = next(option for option in C4.options(made) if option.key == "kind")
    assert kind.default == "延期"


def test_a_permit_longer_than_the_passport_is_said(college):
    fill_in_office()
    made = student()
    passport = made.lines(StudentDocument)[0]
    passport.valid_until = date(2027, 1, 31)
    store.save(passport)
    assert "护照 2027-01-31 到期" in notices(C4, made, **IN_TERM)


def test_unpaid_fees_and_failed_courses_are_said_before_printing(college):
    fill_in_office()
    made = OutboundStudent(name="何青", sex="女")
    store.save(made)
    store.save(Placement(
        student=made, country="KOR", host_name="示例大学", programme_kind="交换", fees_paid=False,
        failed_courses=2, departed_on=date(2031, 9, 1), returned_on=date(2031, 12, 20),
    ))
    told = notices(C11, made)
    assert "没有缴清学费" in told
    assert "有 2 门不及格" in told


def test_credits_that_differ_by_more_than_a_quarter_are_said_beside_the_course(college):
    fill_in_office()
    made = OutboundStudent(name="何青")
    store.save(made)
    store.save(Placement(student=made, host_name="示例大学", departed_on=date(2025, 2, 1)))
    for name, worth in (("相当", 3.0), ("相差", 2.9)):
        store.save(CreditTransfer(student=made, host_course=f"Course {name}", host_credits=worth,
                                  own_course=f"课程{name}", own_credits=4))
    verdicts = [row["verdict"] for row in C12.snapshot(made)["rows"]]
    assert verdicts == ["学分相当", "折合 2.9 学分，相差超过 25%"]


def test_names_are_proposed_in_the_passports_way():
    assert pinyin_name("许清扬") == "XU, Qingyang"
    assert pinyin_name("欧阳娜") == "OUYANG, Na"
    assert pinyin_name("单良") == "SHAN, Liang"
    assert pinyin_name("吕绿") == "LYU, Lyu"
    assert pinyin_name("Smith") == "Smith"


def test_a_course_without_an_english_name_is_asked_for(college):
    fill_in_office()
    made = student()
    store.save(CourseScore(student=made, course="汉语", score="80", credits=4))
    gaps = C7.missing(made, C7.wishes(made))
    assert [(gap.label, gap.field) for gap in gaps] == [("“汉语”的课程英文名", "course_en")]


def scored(score, credits):
    return CourseScore(course="课", score=score, credits=credits)


def test_credits_are_earned_by_passing_and_the_average_is_weighted_by_them():
    scale = Scale.of(texts_of("C7", 2025))
    rows = [scored("90", 4), scored("60", 2), scored("59", 2), scored("合格", 1), scored("不及格", 3)]
    found = totals(rows, scale)
    assert found.credits == 7
    assert found.average == pytest.approx((90 * 4 + 60 * 2 + 59 * 2) / 8)
    assert totals([scored("合格", 1)], scale).average is None


def test_grades_follow_the_scale_as_the_office_wrote_it():
    scale = Scale.of(texts_of("C7", 2025))
    assert scale.grade("90") == "优秀|Excellent"
    assert scale.grade("89.5") == "良好|Good"
    assert scale.grade("59") == "不及格|Fail"
    assert scale.grade("合格") == "合格|Pass"
    assert scale.grade("A-") == ""
    assert number_of("A-") is None


def test_who_is_under_age_gets_no_form_for_living_outside(college):
    fill_in_office()
    made = student()
    made.born_on = date(2007, 10, 16)
    store.save(made)
    assert any("18 周岁" in label for label in lacking(C8, made, **IN_TERM))
    assert lacking(C8, made, issued_on="2025-10-16") == []


def test_a_permit_that_runs_on_after_leaving_is_said(college):
    fill_in_office()
    made = student(outcome="结业", enrolled_until=date(2026, 1, 9))
    store.save(StudentDocument(student=made, kind="居留许可", number="991",
                               valid_until=date(2026, 3, 1)))
    assert "居留许可 2026-03-01 到期，晚于离校日期 2026-01-09" in notices(C9, made)


def test_the_notice_of_expiry_counts_the_days_and_changes_when_it_is_too_late(college):
    fill_in_office()
    made = student()
    store.save(StudentDocument(student=made, kind="居留许可", number="99123",
                               valid_until=date(2025, 11, 14)))
    assert "距今还有30天" in flat(said(C10, made, **IN_TERM))
    assert "已于2025年11月14日到期" in flat(said(C10, made, issued_on="2025-11-15"))
    assert "过期" in notices(C10, made, issued_on="2025-11-15")


def test_more_courses_than_the_plan_has_room_for_are_counted_on_an_annex_page(college):
    fill_in_office()
    made = OutboundStudent(name="何青")
    store.save(made)
    store.save(Placement(student=made, country="KOR", host_name="示例大学", programme_kind="交换",
                         departed_on=date(2031, 2, 1), credits_recognised=True))
    for number in range(8):
        store.save(CreditTransfer(student=made, host_course=f"Course {number}",
                                  own_course=f"课程{number}"))
    words = flat(said(C11, made))
    assert "学习计划（拟修课程与学分对照）见附页1（共8门）" in words
    assert "课程7" in words


def test_a_warning_long_before_the_end_is_questioned(college):
    fill_in_office()
    made = student()
    store.save(StudentDocument(student=made, kind="居留许可", number="99123",
                               valid_until=date(2026, 11, 14)))
    assert "距到期还有 395 天" in notices(C10, made, **IN_TERM)
