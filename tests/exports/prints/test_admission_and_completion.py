"""Letter of admission (C2) and certificate of completion (C6) with their counterfoils."""

from __future__ import annotations

import math
from datetime import date

import pytest

from exports.prints.base import render
from exports.prints.counterfoil import CLEAR, SIDE, TOP
from exports.prints.registry import printable_by_code
from exports.prints.students.completion_certificate import SIDE_STUB, TOP_STUB
from models import database, sample_college
from tests.exports.prints.looking import characters, strokes, text_of

NUMBER = "JYZS-2026-0007"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample college, for reading only."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def student(name):
    entity = printable_by_code("C2").entity
    return next(r for r in entity.active() if name in r.passport_name)


def text(code, name, **wishes):
    printable = printable_by_code(code)
    pdf = render(printable.layout(printable.snapshot(student(name), wishes, number=NUMBER)))
    return text_of(pdf).replace(" ", "")


def drawn(name, stub):
    printable = printable_by_code("C6")
    facts = printable.snapshot(student(name), {"stub": stub}, number=NUMBER)
    return render(printable.layout(facts))


def test_the_letter_says_in_both_languages_who_is_admitted_to_what_and_when(sample):
    said = text("C2", "BATBAYAR", report_on="2025-09-01", report_until="2025-09-05")

    assert "学习期限自2025年9月1日起至2028年6月30日止" in said
    assert "from1September2025to30June2028" in said
    assert "请于2025年9月1日至2025年9月5日" in said
    assert "X1签证" in said


def test_a_stay_of_at_most_180_days_asks_for_the_short_visa(sample):
    assert "X2签证" in text("C2", "YOSHIDA")


def test_dates_that_disagree_with_the_jw_form_keep_the_letter_back_and_are_named(sample):
    printable, record = printable_by_code("C2"), student("SUPARNO")

    gaps = printable.missing(record, printable.wishes(record))

    assert [(gap.field, gap.record.key()) for gap in gaps] == [("jw_until", "enrolment")]
    assert "JW 表 2026-07-03" in gaps[0].label


def test_once_they_agree_the_letter_is_free(sample):
    printable, record = printable_by_code("C2"), student("SUPARNO")
    gap = printable.missing(record, printable.wishes(record))[0]
    period = gap.record
    period.jw_until = period.admitted_until

    from exports.prints.students.admission_letter import _differing

    assert _differing(period, "until") == ""


@pytest.mark.parametrize(
    ("typed", "shown"), [("12000", "12,000元（CNY）"), ("免", "免"), ("6000元/学年", "6000元/学年")]
)
def test_fees_are_shown_with_their_currency_or_as_typed(typed, shown, sample):
    assert shown in text("C2", "BATBAYAR", tuition=typed)


def test_in_a_batch_everybody_keeps_the_own_tuition(sample):
    options = {o.key: o for o in printable_by_code("C2").options(student("BATBAYAR"))}

    assert options["tuition"].per_record
    assert options["tuition"].default == "12,000"


def test_a_registration_far_from_the_beginning_is_said(sample):
    printable, record = printable_by_code("C2"), student("YOSHIDA")
    wishes = printable.wishes(record, {"report_on": "2025-09-01", "report_until": "2025-09-01"})

    assert any("相差较远" in notice for notice in printable.notices(record, wishes))
    assert not any("相差较远" in n for n in printable.notices(record, printable.wishes(record)))


def test_residents_of_hong_kong_and_macao_need_no_visa(sample):
    printable = printable_by_code("C2")
    for record in printable.entity.active():
        if record.nationality in ("HKG", "MAC", "TWN") and not printable.missing(
            record, printable.wishes(record)
        ):
            said = text_of(render(printable.layout(printable.snapshot(record))))
            assert "签证" not in said
            assert "JW201" not in said


def test_a_degree_student_gets_no_certificate_here(sample):
    printable = printable_by_code("C6")
    record = student("BATBAYAR")

    gaps = printable.missing(record, printable.wishes(record))

    assert any("学信网" in gap.label for gap in gaps)


def test_of_two_periods_only_the_one_without_degree_is_offered(sample):
    printable, record = printable_by_code("C6"), student("SRISAWAT")

    offered = next(o for o in printable.options(record) if o.key == "enrolment")

    assert [words for _, words in offered.choices] == ["语言生  2023-02-20 至 2023-07-07  汉语言（进修）"]


def test_hours_credits_and_grade_are_silent_while_blank(sample):
    said = text("C6", "YOSHIDA", grade="")

    assert "学时" not in said
    assert "成绩" not in said
    assert "共320学时" in text("C6", "YOSHIDA", hours="320")


@pytest.mark.parametrize(("stub", "cut"), [(SIDE_STUB, SIDE), (TOP_STUB, TOP)])
def test_the_number_lies_across_the_cut_half_on_each_part(stub, cut, sample):
    boxes = characters(drawn("YOSHIDA", stub))
    if stub == SIDE_STUB:
        across = [b for b in boxes if abs((b.left + b.right) / 2 - cut) < 20 and b.top < 40]
        middle = (min(b.left for b in across) + max(b.right for b in across)) / 2
    else:
        across = [b for b in boxes if b.top < cut < b.bottom and b.text.isdigit()]
        middle = (min(b.top for b in across) + max(b.bottom for b in across)) / 2

    assert "".join(b.text for b in across if b.text.isdigit()) == "20260007"
    assert middle == pytest.approx(cut, abs=0.6)


@pytest.mark.parametrize(
    ("stub", "centre"), [(SIDE_STUB, (SIDE, 105.0)), (TOP_STUB, (105.0, TOP))]
)
def test_the_seal_over_the_cut_touches_no_text(stub, centre, sample):
    for box in characters(drawn("SILVA", stub)):
        x = max(box.left, min(centre[0], box.right))
        y = max(box.top, min(centre[1], box.bottom))
        assert math.hypot(x - centre[0], y - centre[1]) >= CLEAR - 1.2, box.text


def test_both_parts_bear_the_same_number(sample):
    assert text("C6", "YOSHIDA", stub=SIDE_STUB).count(NUMBER) == 2


def test_a_counterfoil_shows_the_end_of_the_passport_number_only(sample):
    printable = printable_by_code("C6")
    facts = printable.snapshot(student("YOSHIDA"), {"stub": SIDE_STUB})
    said = text_of(render(printable.layout(facts))).replace(" ", "")

    assert facts["zh"]["paper"] not in said
    assert facts["tail"] in said


def test_the_cut_is_a_broken_line_from_edge_to_edge(sample):
    upright = [s for s in strokes(drawn("YOSHIDA", SIDE_STUB)) if abs(s.left - SIDE) < 0.3]

    assert min(s.top for s in upright) == pytest.approx(0, abs=0.5)
    assert max(s.bottom for s in upright) == pytest.approx(210, abs=0.5)


def test_pre_printed_paper_bears_no_wording_of_ours(sample):
    said = text("C6", "YOSHIDA", stock="C6-A4|", stub=SIDE_STUB)

    assert "兹" not in said
    assert "结业证书" not in said
    assert "跨境电子商务" in said


def test_a_certificate_before_the_end_is_said(sample):
    printable = printable_by_code("C6")
    record = student("YOSHIDA")
    wishes = printable.wishes(record, {"issued_on": date(2024, 5, 1).isoformat()})

    assert any("尚未结束" in notice for notice in printable.notices(record, wishes))
