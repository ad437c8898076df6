"""What papers of foreign teachers say: of candidates, of those in service, of those who leave."""

from __future__ import annotations

from datetime import date

import pytest

from exports import issue
from exports.prints.base import render
from exports.prints.preview import Preview
from exports.prints.registry import printable_by_code
from models import store
from models.entities import (
    Attachment,
    Engagement,
    Evaluation,
    TeacherDocument,
    WorkExperience,
)
from models.errors import UserError
from tests.exports.prints.making import fill_in_office, flat, said, teacher

B2, B5, B5R, B6, B7, B8, B9, B12 = (
    printable_by_code(code)
    for code in ("B2", "B5", "B5R", "B6", "B7", "B8", "B9", "B12")
)
ENDED = (date(2024, 9, 1), date(2025, 6, 30))
LATER = {"issued_on": "2025-07-10"}
IN_TERM = {"issued_on": "2025-03-10"}


@pytest.fixture
def office(college):
    """A college whose office has filled in what papers need."""
    fill_in_office()
    return college


def pages(printable, record, **wishes):
    with Preview(render(printable.layout(printable.snapshot(record, wishes)))) as opened:
        return opened.page_count


def notices(printable, record, **wishes):
    return "".join(printable.notices(record, printable.wishes(record, wishes)))


def english(words):
    return " ".join(words.split())


def permit(made, **more):
    store.save(TeacherDocument(teacher=made, kind="工作许可", number="990200240901001", **more))
    return made


def job(made, start, end, **more):
    store.save(WorkExperience(
        teacher=made, worked_from=start, worked_until=end, employer=f"示例学校{start.year}", **more,
    ))


# ---- those who leave: B5, B5R, B12 ----


def test_both_parties_sign_the_certificate_of_termination(office):
    words = flat(said(B5, teacher(ENDED), **LATER))
    assert "甲方（聘用单位）" in words
    assert "乙方（受聘人）" in words
    assert "本人签字Signature" in words


def test_the_certificate_of_termination_names_day_and_reason_in_both_languages(office):
    words = said(B5, permit(teacher(ENDED)), **LATER)
    assert "2025年6月30日" in flat(words)
    assert "terminated as of 30 June 2025" in english(words)
    assert "☑合同期满Expiryofcontract" in flat(words)
    assert "990200240901001" in words


def test_who_left_early_for_reasons_unsaid_leaves_the_reason_to_the_pen(office):
    made = teacher((*ENDED, {"left_on": date(2025, 3, 1), "left_for": "因家庭原因"}))
    assert "☑" not in said(B5, made, **LATER)


def test_who_resigned_according_to_the_record_has_that_reason(office):
    made = teacher((*ENDED, {"left_on": date(2025, 3, 1), "left_for": "本人辞职，回国"}))
    assert B5.snapshot(made, LATER)["reason"] == "resigned"


def test_a_contract_that_still_runs_is_not_certified_as_ended(office):
    made = teacher((date(2024, 9, 1), date(2099, 8, 31)))
    assert [gap.label for gap in B5.missing(made, B5.wishes(made))] == ["离任日期"]
    with pytest.raises(UserError, match="离任日期"):
        B5R.snapshot(made)


def test_the_last_day_for_cancelling_the_permit_is_ten_working_days_later(office):
    made = permit(teacher(ENDED))
    # 30 June 2025 is a Monday: Monday the 14th of July is the tenth working day after.
    assert "最迟 2025-07-14 提出" in notices(B5, made, **LATER)


def test_a_permit_that_was_cancelled_is_not_to_be_cancelled_again(office):
    made = permit(teacher(ENDED), cancelled_on=date(2025, 7, 3))
    assert "工作许可已于 2025-07-03 注销" in notices(B5, made, **LATER)


def test_clearance_comes_before_the_release_letter(office):
    made = teacher(ENDED)
    assert "还没有打印离职清退单" in notices(B5R, made, **LATER)
    issue.issue_paper(B12, made, LATER)
    assert "离职清退单" not in notices(B5R, made, **LATER)


def test_the_release_letter_says_nothing_of_duties_unless_asked(office):
    made = teacher(ENDED)
    assert "未了事项" not in flat(said(B5R, made, **LATER))
    words = said(B5R, made, **LATER, duties="clear")
    assert "双方无未了事项" in flat(words)
    assert "no outstanding obligations" in english(words)


def test_what_is_still_to_be_settled_must_be_named(office):
    made = teacher(ENDED)
    wishes = B5R.wishes(made, {**LATER, "duties": "listed"})
    assert any("未了事项" in gap.label for gap in B5R.missing(made, wishes))
    words = flat(said(B5R, made, **LATER, duties="listed", pending="退还公寓钥匙"))
    assert "尚有下列事项未办结：退还公寓钥匙" in words


def test_the_release_letter_never_says_he_or_she(office):
    words = said(B5R, teacher(ENDED), **LATER, language="仅英文").lower()
    assert not {"he", "she", "his", "her"} & set(words.replace(",", " ").split())


def test_clearance_tells_until_when_the_permit_is_to_be_cancelled(office):
    assert "最迟2025年7月14日前申请" in flat(said(B12, permit(teacher(ENDED)), **LATER))


# ---- approval: B2 ----


def test_the_approval_form_has_two_pages_with_the_boxes_in_order(office):
    made = teacher(ENDED)
    assert pages(B2, made) == 2
    words = flat(said(B2, made))
    boxes = ("用人二级学院意见", "教务处意见", "人事处意见", "财务处意见", "保卫处意见", "宣传部、统战部意见",
             "国际合作与交流处意见", "分管校领导意见", "校长办公会意见")
    places = [words.index(box) for box in boxes]
    assert places == sorted(places)


def test_a_gap_of_more_than_three_months_in_the_career_is_named_by_its_days(office):
    made = teacher(ENDED)
    job(made, date(2018, 9, 1), date(2020, 6, 30))
    job(made, date(2021, 2, 1), date(2024, 7, 31))
    assert "2020-06-30 至 2021-02-01 间断超过 3 个月" in notices(B2, made)


def test_a_gap_that_a_remark_explains_is_not_named(office):
    made = teacher(ENDED)
    job(made, date(2018, 9, 1), date(2020, 6, 30))
    job(made, date(2021, 2, 1), date(2024, 7, 31), remarks="2020.07—2021.01 在家照顾家人")
    assert "间断" not in notices(B2, made)


def test_a_gap_between_the_last_job_and_the_contract_is_named_too(office):
    made = teacher(ENDED)
    job(made, date(2018, 9, 1), date(2023, 6, 30))
    assert "2023-06-30 结束，到聘期开始 2024-09-01" in notices(B2, made)


def test_years_at_this_college_are_no_gap(office):
    made = teacher((date(2020, 9, 1), date(2024, 8, 31)), ENDED)
    job(made, date(2018, 9, 1), date(2020, 7, 31))
    assert "间断" not in notices(B2, made)


def test_materials_are_ticked_from_the_file_and_from_the_day_of_vetting(office):
    made = teacher(ENDED, vetted_on=date(2024, 6, 1))
    store.save(Attachment(
        holder_entity=made.key(), holder_id=made.id, paper="简历", file_name="a.pdf", digest="0" * 64,
    ))
    words = flat(said(B2, made))
    assert "☑简历" in words
    assert "☑网络背景核查" in words
    assert "□体检报告" in words


# ---- recommendation: B6 ----


def test_the_recommendation_quotes_the_newest_assessment(office):
    made = teacher(ENDED)
    for year, grade in ((2024, "良好"), (2025, "优秀")):
        store.save(Evaluation(teacher=made, held_on=date(year, 6, 1), grade=grade,
                              opinion=f"{year}年评语。"))
    words = flat(said(B6, made, **LATER))
    assert "优秀Excellent" in words
    assert "评价是：2025年评语。" in words


def test_single_aspects_are_ticked_by_nobody_but_the_recommender(office):
    made = teacher(ENDED)
    store.save(Evaluation(teacher=made, held_on=date(2025, 6, 1), grade="优秀"))
    assert "☑" not in said(B6, made, **LATER)


def test_a_recommendation_shows_no_passport(office):
    words = said(B6, teacher(ENDED, passport="P9988776"), **LATER)
    assert "P9988776" not in words
    assert "P9****76" not in words


def test_a_failed_assessment_is_pointed_out_before_recommending(office):
    made = teacher(ENDED)
    store.save(Evaluation(teacher=made, held_on=date(2025, 6, 1), grade="不合格"))
    assert "不合格" in notices(B6, made, **LATER)


# ---- file: B7 ----


def test_what_the_file_lacks_is_marked_and_counted(office):
    made = teacher(ENDED)
    store.save(Attachment(
        holder_entity=made.key(), holder_id=made.id, paper="护照首页", file_name="a.pdf",
        digest="0" * 64, pages=2, is_original=True,
    ))
    facts = B7.snapshot(made)
    by_name = {line["name"]: line for line in facts["lines"]}
    assert by_name["护照首页"]["pages"] == "2"
    assert by_name["护照首页"]["original"] == "是"
    assert by_name["体检报告"]["remarks"] == "缺件"
    assert (facts["count"], facts["pages"]) == (1, 2)
    assert facts["lacking"] == sum(line["remarks"] == "缺件" for line in facts["lines"])


def test_the_cover_can_be_left_out(office):
    made = teacher(ENDED)
    assert pages(B7, made) == 2
    assert pages(B7, made, with_cover=False) == 1


# ---- assessment: B8 ----


def test_the_three_judgements_are_weighed_seventy_twenty_ten(office):
    scores = {"students": "90", "supervisors": "80", "section": "70"}
    facts = B8.snapshot(teacher(ENDED), scores)
    assert [line["weighted"] for line in facts["lines"]] == ["63.0", "16.0", "7.0"]
    assert facts["total"] == "86.0"
    assert "☑良好（80分以上）" in flat(said(B8, teacher(ENDED, passport_name="ROE, RICHARD"), **scores))


def test_ninety_is_excellent_and_just_below_is_not(office):
    made = teacher(ENDED)
    for score, grade in (("90", "优秀"), ("89.9", "良好"), ("60", "合格"), ("59.9", "不合格")):
        alike = dict.fromkeys(("students", "supervisors", "section"), score)
        assert B8.snapshot(made, alike)["grade"] == grade


def test_two_of_three_scores_make_no_sum(office):
    assert B8.snapshot(teacher(ENDED), {"students": "90", "section": "80"})["total"] == ""


def test_a_score_beyond_a_hundred_is_refused(office):
    with pytest.raises(UserError, match="学生评价得分"):
        B8.snapshot(teacher(ENDED), {"students": "101"})


def test_a_grade_that_disagrees_with_its_score_is_pointed_out(office):
    made = teacher(ENDED)
    store.save(Evaluation(teacher=made, held_on=date(2025, 6, 1), grade="优秀", score=82))
    assert "82" in notices(B8, made)
    assert "对应“良好”" in notices(B8, made)


# ---- pay: B9 ----


def test_pay_is_the_contracts_salary_times_the_months_and_nothing_else(office):
    facts = B9.snapshot(teacher(ENDED), {**IN_TERM, "months": "2.5"})
    assert facts["salary"] == "27,500.00"
    words = flat(said(B9, teacher(ENDED, passport_name="ROE, RICHARD"), **IN_TERM, months="2.5"))
    assert words.count("27,500.00") == 1
    assert "11,000元/月×2.5个月" in words


def test_without_salary_in_the_record_no_amount_is_printed(office):
    made = teacher((*ENDED,))
    stay = made.lines(Engagement)[0]
    stay.monthly_pay = None
    store.save(stay)
    assert B9.snapshot(made, IN_TERM)["salary"] == ""
    assert "没有填月薪" in notices(B9, made, **IN_TERM)


# ---- 港澳台 ----


def test_a_teacher_from_hong_kong_has_no_work_permit_to_be_cancelled(office):
    made = teacher(ENDED, nationality="HKG")
    assert "注销工作许可" not in notices(B5, made, **LATER)
    assert "工作许可注销" not in flat(said(B5, made, **LATER))
    assert "工作许可注销" in flat(said(B5, teacher(ENDED, passport_name="ROE, RICHARD"), **LATER))


def test_hong_kong_is_a_region_and_no_nationality_in_a_recommendation(office):
    words = flat(said(B6, teacher(ENDED, nationality="HKG"), **LATER))
    assert "来自：中国香港" in words
    assert "香港籍" not in words
