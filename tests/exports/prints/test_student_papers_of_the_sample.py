"""Papers of students with the sample college: what they say, in which order, on how many pages."""

from __future__ import annotations

import pytest

from exports.prints.base import render
from exports.prints.flow import arrange
from exports.prints.fonts import book
from exports.prints.registry import printable_by_code
from exports.prints.students import consent
from exports.prints.texts import texts_of
from models import database, sample_college
from models.entities import (
    CourseScore,
    Enrolment,
    ForeignTeacher,
    InternationalStudent,
    OutboundStudent,
    StudentLodging,
)
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import flat, said

C1, C3, C4, C4T, C7, C8, C9, C10, C11, C12, C13, C13B, C14 = (
    printable_by_code(code) for code in (
        "C1", "C3", "C4", "C4T", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C13B", "C14",
    )
)
C10L = printable_by_code("C10L")
IN_TERM = {"issued_on": "2025-10-15"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college, for reading only."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def pages(printable, record, **wishes):
    return len(arrange(printable.layout(printable.snapshot(record, wishes)), book()))


def notices(printable, record, **wishes):
    return "".join(printable.notices(record, printable.wishes(record, wishes)))


def lacking(printable, record, **wishes):
    gaps = printable.missing(record, printable.wishes(record, wishes))
    return [gap.label for gap in gaps]


def numbered(number):
    return InternationalStudent.get(InternationalStudent.student_no == number)


def sent(name):
    return OutboundStudent.get(OutboundStudent.name == name)


def one_of_each_programme():
    """The students by what they study: long names of programmes are what makes a form grow."""
    return {made.lines(Enrolment)[0].programme: made
            for made in InternationalStudent.active()}.values()


def test_each_matter_has_its_letter(sample):
    for kind in ("新办", "延期", "变更", "实习加注", "校外住宿加注"):
        words = flat(said(C4, numbered("L23001"), kind=kind, until="2026-07-03"))
        assert words.startswith("示例：澜港职业技术学院")
        assert flat(texts_of("C4", 2026)[f"title.{kind}"]) in words


def test_the_letter_goes_to_the_police_of_the_citys_own_name(sample):
    assert "澜港市公安局出入境管理支队：" in flat(said(C4, numbered("L23003")))


def test_residents_of_hong_kong_need_no_letter(sample):
    assert any("不办理居留许可" in label for label in lacking(C4, numbered("G24002")))


def test_a_letter_about_lodging_needs_the_lodging(sample):
    assert "校外住宿登记" in lacking(C4, numbered("L23003"), kind="校外住宿加注")
    assert "滨河路20号" in said(C4, numbered("L23001"), kind="校外住宿加注")


def test_teachers_have_the_same_letter_for_their_contract(sample):
    made = ForeignTeacher.get(ForeignTeacher.passport_name == "HARGREAVES, JAMES EDWARD")
    words = flat(said(C4T, made, kind="延期"))
    assert "工作类外国人居留许可延期" in words
    assert "聘用合同期限自2024年9月1日至2027年8月31日" in words


def test_every_letter_fits_one_page(sample):
    for made in one_of_each_programme():
        for kind in ("新办", "实习加注"):
            if not lacking(C4, made, kind=kind):
                assert pages(C4, made, kind=kind) == 1


def test_the_exchange_form_has_two_pages_and_the_boxes_in_their_order(sample):
    made = sent("许清扬")
    assert pages(C11, made) == 2
    words = flat(said(C11, made))
    boxes = ["本人申请", "家长意见", "辅导员意见", "二级学院意见", "教务处意见", "学生处意见", "保卫处意见",
             "外事部门意见", "分管领导意见"]
    places = [words.index(box) for box in boxes]
    assert places == sorted(places)


def test_the_exchange_form_ticks_the_kind_and_sets_the_courses_side_by_side(sample):
    words = flat(said(C11, sent("许清扬")))
    assert "☑交换" in words
    assert "InterculturalCommunication2跨文化交际2" in words


def test_a_stay_without_credits_has_no_plan_of_study(sample):
    assert C11.snapshot(sent("彭天佑"))["plan"] == []


def test_hong_kong_and_macao_are_named_as_parts_of_china(sample):
    assert "中国香港" in flat(said(C11, sent("方乐怡")))
    assert "Hong Kong, China" in said(C14, sent("方乐怡"), **IN_TERM)


def test_the_consent_masks_the_identity_number_unless_it_is_asked_for(sample):
    made = sent("许清扬")
    assert made.id_no not in flat(said(C13B, made))
    assert f"{made.id_no[:2]}****{made.id_no[-4:]}" in flat(said(C13B, made))
    assert made.id_no in flat(said(C13B, made, identity="全号"))


def test_consent_and_pledge_are_one_page_and_one_more_in_english(sample):
    for printable in (C13, C13B):
        for made in (sent("许清扬"), sent("蔡嘉禾")):
            assert pages(printable, made) == 1
            assert pages(printable, made, language="中英双语") == 2


def test_a_clause_that_the_office_strikes_out_leaves_no_gap_in_the_numbers(sample):
    held = texts_of("C13", 2026)
    struck = type(held)("C13", {**held.by_key, "clause.2": ""})
    assert [at for at, _ in consent._clauses(struck, "clause")] == list(range(1, 8))


def test_a_course_of_ideology_is_refused_on_the_form_and_not_counted(sample):
    facts = C12.snapshot(sent("许清扬"))
    refused = facts["rows"][-1]
    assert refused["own_course"] == "思想道德与法治"
    assert refused["verdict"] == "思政课，不得认定"
    assert refused["decision"] == "不认定"
    assert refused["own_grade"] == ""
    assert facts["total"] == "11"


def test_the_certificate_of_a_student_who_goes_abroad_changes_its_tense(sample):
    made = sent("许清扬")  # 2025-09-02 to 2025-12-19
    assert "拟于2025年9月2日" in flat(said(C14, made, issued_on="2025-06-01"))
    assert "willbeatYeongdongExampleUniversity,SouthKorea,forexchangestudy" in flat(
        said(C14, made, issued_on="2025-06-01"))
    assert "自2025年9月2日至2025年12月19日在韩国岭东示例大学交换学习" in flat(said(C14, made, **IN_TERM))
    assert "现已期满" in flat(said(C14, made, issued_on="2026-01-05"))


def test_a_transcript_says_every_course_in_both_languages_in_the_same_order(sample):
    made = numbered("L22001")
    rows = C7.snapshot(made)["rows"]
    kept = sorted(made.lines(CourseScore), key=lambda row: (row.term, row.id))
    assert [(row["course"], row["course_en"]) for row in rows] == [
        (row.course, row.course_en) for row in kept
    ]


def test_a_long_transcript_repeats_who_it_is_on_every_page(sample):
    made = numbered("L22001")
    pdf = render(C7.layout(C7.snapshot(made)))
    assert [flat(text_of(pdf, page)).count("PHOMMACHANHSOMPHONE") for page in (0, 1)] == [1, 1]
    assert [flat(text_of(pdf, page)).count("课程代码Code") for page in (0, 1)] == [1, 1]
    assert pages(C7, made) == 2


def test_one_term_can_be_printed_alone(sample):
    made = numbered("L22001")
    rows = C7.snapshot(made, {"term": "2024-2025 学年第二学期"})["rows"]
    assert [row["course"] for row in rows] == ["岗位实习", "毕业设计"]


def test_every_form_keeps_to_one_page(sample):
    for printable in (C1, C3, C8, C9, C10L):
        for made in one_of_each_programme():
            if not lacking(printable, made):
                assert pages(printable, made) == 1, (printable.code, made)


def test_no_label_of_a_form_is_too_long_for_its_place(sample):
    """One that does not fit moves to an annex page like any text: it must not come to that."""
    for printable in (C1, C3, C7, C8, C9, C10L, C11, C12, C13, C13B):
        for made in list(printable.entity.active())[:6]:
            if not lacking(printable, made):
                assert "见附页" not in said(printable, made), (printable.code, made)


def test_moving_out_before_permission_is_said(sample):
    assert "应先批准再搬出" in notices(C8, numbered("L24002"))
    assert notices(C8, numbered("L23001")) == ""


def test_the_registration_form_never_asks_for_religion(sample):
    assert "宗教" not in said(C1, numbered("L22001"))
    assert "Religion" not in said(C1, numbered("L22001"))


def test_the_clearance_form_says_how_many_days_are_left_by_the_rule(sample):
    assert "14天内办完手续离校" in flat(said(C9, numbered("L22001")))


def test_the_visa_page_says_whether_the_three_papers_agree(sample):
    assert "已登记的各件起止一致" in said(C3, numbered("L23003"))
    assert "起止不一致" in said(C3, numbered("L24002"))


def test_lodging_of_the_campus_is_the_present_address_and_the_one_outside_the_intended(sample):
    facts = C8.snapshot(numbered("L23001"))["said"]
    inside, outside = (
        next(row.address for row in numbered("L23001").lines(StudentLodging)
             if bool(row.off_campus) is is_outside)
        for is_outside in (False, True)
    )
    assert (facts["address"], facts["intended"]) == (inside, outside)


def test_the_signature_of_a_transcript_never_stands_on_a_page_without_courses(sample):
    facts = C7.snapshot(numbered("L22001"))
    for count in (8, 12, 16, 17):
        pdf = render(C7.layout({**facts, "rows": facts["rows"][:count]}))
        words = flat(text_of(pdf, 1))
        assert words.count("TD") >= 2, count


def test_the_registration_form_says_how_long_the_insurance_runs(sample):
    said = C1.snapshot(numbered("L22001"))["said"]
    assert said["insurance_span"]
    words = flat(text_of(render(C1.layout(C1.snapshot(numbered("L22001"))))))
    assert flat(said["insurance_span"]) in words
