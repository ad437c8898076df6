"""Notices before and after a trip: masks, working days, planned beside actual."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from exports import issue
from exports.prints.base import (
    Band,
    Document,
    Page,
    Paragraph,
    Row,
    Table,
    label,
    render,
    value,
)
from exports.prints.preview import Preview
from exports.prints.registry import printable_by_code
from exports.prints.trips import public_words
from models import store
from models.entities.office import CalendarDay
from models.entities.outbound_trip import BudgetLine, ScheduleItem, TripMember
from models.entities.staff_member import StaffTravelDocument
from tests.exports.prints.looking import characters, text_of
from tests.exports.prints.making import fill_in_office, flat, golden, said, trip

A7, A7R, A14 = (printable_by_code(code) for code in ("A7", "A7R", "A14"))
A11C = printable_by_code("A11C")
PASSPORT, IDENTITY = "PE1234567", "11010519491231002X"
WEEK = {"publicised_from": date(2025, 3, 3), "publicised_until": date(2025, 3, 7)}


@pytest.fixture(autouse=True)
def office(college):
    fill_in_office()


def person_of(made):
    return made.lines(TripMember)[0].staff_member


def give_passport(staff, **facts):
    paper = StaffTravelDocument(staff_member=staff, **{
        "kind": "因公普通护照", "number": PASSPORT, "state": "在库", "issued_on": date(2023, 1, 4),
        "valid_until": date(2028, 1, 3), **facts,
    })
    store.save(paper)
    return paper


def lend(staff, **facts):
    return give_passport(staff, **{"state": "借出", "taken_on": date(2025, 5, 8), **facts})


def whole(printable, record, **wishes):
    return json.dumps(printable.snapshot(record, wishes), ensure_ascii=False)


# ---- masks ----


@pytest.mark.parametrize("printable", [A7, A14], ids=lambda p: p.code)
def test_a_notice_holds_no_number_of_a_person_whatever_somebody_typed(printable):
    made = trip(purpose=f"持{PASSPORT}访问（{IDENTITY}，1980年5月6日出生）", status="已执行",
                route=f"澜港—松山（{PASSPORT}）")
    staff = person_of(made)
    staff.id_no, staff.born_on, staff.phone = IDENTITY, date(1980, 5, 6), "13800138000"
    store.save(staff)
    give_passport(staff)

    facts = whole(printable, made)

    for secret in (PASSPORT, IDENTITY, "1980年5月6日", "1980-05-06", "13800138000"):
        assert secret not in facts
    assert "PE****67" in facts


def test_a_passport_number_of_no_known_form_is_covered_where_it_is_a_members_own():
    made = trip(purpose="访问（ZX77ABC123）")
    give_passport(person_of(made), number="ZX77ABC123")
    assert "ZX77ABC123" not in whole(A7, made)


def test_a_notice_says_name_unit_and_post_of_everybody():
    made = trip(2)
    words = flat(said(A7, made))
    assert all(part in words for part in ("教师00", "教师01", "护理学院", "团长"))


def test_the_list_of_people_knows_no_column_for_a_number_or_birthday():
    assert set(public_words.PERSON) == {"no", "name", "unit", "post", "role"}


def test_the_telephone_for_objections_stands_on_the_notice():
    assert "000-12345678" in said(A7, trip())


# ---- days ----


def test_five_weekdays_are_five_working_days_and_the_lack_of_a_table_is_said():
    made = trip(**WEEK)
    assert A7.snapshot(made)["working_days"] == 5
    assert any("未导入 2025 年节假日表" in words for words in A7.notices(made, A7.wishes(made)))


def test_a_holiday_within_the_days_makes_the_notice_too_short():
    made = trip(**WEEK)
    store.save(CalendarDay(day=date(2025, 3, 5), kind="放假"))

    words = A7.notices(made, A7.wishes(made))

    assert A7.snapshot(made)["working_days"] == 4
    assert any("只有 4 个工作日" in said_ and "3月10日" in said_ for said_ in words)
    assert not any("未导入" in said_ for said_ in words)


def test_a_day_of_make_up_work_counts():
    made = trip(publicised_from=date(2025, 3, 3), publicised_until=date(2025, 3, 8))
    store.save(CalendarDay(day=date(2025, 3, 8), kind="调休上班"))
    assert A7.snapshot(made)["working_days"] == 6


def test_days_nobody_entered_are_proposed_just_long_enough():
    made = trip(departed_on=date.today() + timedelta(days=80),
                returned_on=date.today() + timedelta(days=84))
    assert A7.snapshot(made)["working_days"] == 5


def test_the_proof_says_when_only_weekends_were_left_out():
    proved = {**WEEK, "publicity_place": "公开栏", "publicity_objection": "无"}
    made = trip(**proved)
    assert "按周一至周五计" in flat(said(A7R, made))
    store.save(CalendarDay(day=date(2025, 1, 1), kind="放假"))
    assert "按周一至周五计" not in flat(said(A7R, made))


def test_the_proof_needs_days_place_and_result():
    gaps = {gap.field for gap in A7R.missing(trip(), A7R.wishes(trip()))}
    assert gaps >= {"publicised_from", "publicised_until", "publicity_place",
                    "publicity_objection"}


def test_an_objection_without_its_settlement_is_not_proved():
    made = trip(**WEEK, publicity_place="公开栏", publicity_objection="有")
    assert [gap.field for gap in A7R.missing(made, A7R.wishes(made))] == ["objection_note"]


def test_the_proof_and_the_reminder_keep_to_the_upper_half_of_the_sheet():
    made = trip(6, **WEEK, publicity_place="公开栏", publicity_objection="有",
                objection_note="有人询问人选条件，已书面答复，再无异议。")
    lent = trip()
    lend(person_of(lent), due_on=date(2025, 5, 23))
    for printable, record in ((A7R, made), (A11C, person_of(lent))):
        pdf = render(printable.layout(printable.snapshot(record)))
        with Preview(pdf) as opened:
            assert opened.page_count == 1
        assert max(box.bottom for box in characters(pdf)) < 148.5


def test_a_short_notice_is_said_once():
    made = trip(publicised_from=date(2025, 3, 3), publicised_until=date(2025, 3, 5))
    said_ = [words for words in A7.notices(made, A7.wishes(made)) if "3 个工作日" in words]
    assert len(said_) == 1


def test_a_page_that_is_set_smaller_sends_a_long_text_to_the_annex_only_once():
    cell = value("商谈机电一体化专业联合培养，" * 90 + "到此为止。", field="任务")
    table = Table((Band((20, None), (Row((label("任务"), cell), 10),)),))
    page = Page((Paragraph("公" * 1360), table), shrink=True)

    pdf = render(Document("公示", "示例职业技术学院", (page,)))

    assert "见附页1" in text_of(pdf, 0)
    assert flat(text_of(pdf)).count("到此为止。") == 1


# ---- planned and actual ----


def differences(made, **wishes):
    facts = A14.snapshot(made, wishes)
    return {row["item"]: row["difference"] for row in facts["rows"]}


def test_a_trip_as_announced_differs_in_nothing():
    made = trip(status="已执行", inviting_party="示例大学", route="澜港—松山—澜港",
                funding_source="学校经费")
    issue.issue_paper(A7, made)
    assert set(differences(made).values()) == {"一致"}


def opening(made):
    found = text_of(render(A14.layout(A14.snapshot(made))))
    return flat(found).partition("团组名称")[0]


def test_the_mark_of_a_difference_is_spoken_of_only_where_one_stands():
    as_announced = trip(status="已执行")
    assert "▲" not in opening(as_announced)
    assert "▲处为实际与计划的差异" in opening(trip(3, status="已执行", approved_days=4))


def test_no_change_is_claimed_while_something_is_not_known():
    assert "一致" not in opening(trip(status="已执行", cost=None))


def test_money_without_a_budget_is_one_sum():
    made = trip(status="已执行", cost=Decimal("7800"))
    found = flat(text_of(render(A14.layout(A14.snapshot(made)))))
    assert "7,800.00" in found
    assert "预算" not in found


def test_what_was_announced_is_compared_though_the_record_has_changed_since():
    made = trip(2, status="已执行")
    issue.issue_paper(A7, made)
    made.returned_on = date(2025, 5, 18)
    made.purpose = "学术访问与签约"
    store.save(made)
    store.retire(made.lines(TripMember)[1])

    found = differences(made)

    assert found["出访时间"] == "▲入境推迟 2 天，在外增加 2 天"
    assert found["出访人员"] == "▲减少教师01"
    assert found["出访任务"] == "▲有变化"
    assert found["国家（地区）"] == "一致"


def test_without_a_kept_notice_the_approval_is_the_plan():
    made = trip(3, status="已执行", approved_days=4, approved_head_count=2)
    found = differences(made)
    assert found["出访时间"] == "▲在外增加 1 天"
    assert found["出访人员"] == "▲增加 1 人"
    assert any("没有存档的事前公示" in words for words in A14.notices(made, A14.wishes(made)))


def test_a_day_with_another_programme_is_named_with_what_was_planned():
    made = trip(status="已执行")
    item = ScheduleItem(trip=made, day=date(2025, 5, 13), half="上午", activity="会谈")
    store.save(item)
    issue.issue_paper(A7, made)
    item.activity = "参观实训中心"
    store.save(item)

    facts = A14.snapshot(made)["schedule"]

    assert facts["difference"].startswith("▲1 天有变化：5月13日")
    assert "会谈" in facts["difference"]
    assert "参观实训中心" in facts["words"]


def test_money_is_compared_item_by_item_and_as_a_whole():
    made = golden(trip(status="已执行"))
    for line in made.lines(BudgetLine):
        line.spent = line.yuan() + (100 if line.item == "国际旅费" else -Decimal("41.85")
                                    if line.item == "住宿费" else 0)
        store.save(line)

    found = {entry["item"]: entry for entry in A14.snapshot(made)["money"]}

    assert found["国际旅费"]["difference"] == "▲+100.00"
    assert found["住宿费"]["difference"] == "▲−41.85"
    assert found["伙食费"]["difference"] == "一致"
    assert (found["合计"]["planned"], found["合计"]["actual"]) == ("40,311.60", "40,369.75")


def test_an_item_not_settled_leaves_its_outcome_blank():
    made = golden(trip(status="已执行"))
    total = next(e for e in A14.snapshot(made)["money"] if e["item"] == "合计")
    assert (total["actual"], total["difference"]) == ("", "")


def test_a_difference_stands_in_bold_so_that_a_grey_print_shows_it():
    made = trip(2, status="已执行", approved_head_count=1)
    facts = A14.snapshot(made)
    cells = [
        cell for block in A14.layout(facts).pages[0].blocks for band in getattr(block, "bands", ())
        for row in getattr(band, "rows", ()) for cell in row.cells
        if str(cell.words).startswith("▲")
    ]
    assert [(cell.role, cell.red) for cell in cells] == [("hei", True)]


def test_a_trip_that_has_not_been_made_has_no_outcome():
    made = trip(status="计划")
    assert "状态（应为已执行）" in [gap.label for gap in A14.missing(made, A14.wishes(made))]
