"""Papers of visits, invitations, events, agreements, gifts and partners: the facts that matter."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from exports.issue import issue_paper
from exports.prints.base import render
from exports.prints.preview import Preview
from exports.prints.registry import printable_by_code
from models import store
from models.entities import (
    Agreement,
    Event,
    ForeignTeacher,
    Gift,
    InboundVisit,
    Invitation,
    NgoActivity,
    OutboundTrip,
    PartnerContact,
    PartnerSchool,
    Speaker,
    TeacherDocument,
    TeacherLodging,
    Visitor,
)
from models.entities.office import OfficeProfile
from models.errors import UserError
from models.partial_date import OPEN_ENDED
from tests.exports.prints.looking import text_of
from tests.exports.prints.making import fill_in_office, flat, teacher

SOON = date.today() + timedelta(days=80)
ISSUED = {"issued_on": "2025-06-20"}


@pytest.fixture(autouse=True)
def office(college):
    fill_in_office()


def kept(record):
    store.save(record)
    return record


def paper(code):
    return printable_by_code(code)


def pdf(code, record, **wishes):
    printable = paper(code)
    return render(printable.layout(printable.snapshot(record, wishes)))


def said(code, record, **wishes):
    """The printed words without any blanks."""
    return flat(text_of(pdf(code, record, **wishes)))


def notices(code, record, **wishes):
    printable = paper(code)
    return " ".join(printable.notices(record, printable.wishes(record, wishes)))


def gaps(code, record, **wishes):
    printable = paper(code)
    return [gap.label for gap in printable.missing(record, printable.wishes(record, wishes))]


def page_count(code, record, **wishes):
    with Preview(pdf(code, record, **wishes)) as opened:
        return opened.page_count


def invitation(**more):
    return kept(Invitation(**{
        "invitee": "HARRIS, JAMES", "sex": "男", "nationality": "GBR", "passport_no": "P9988776",
        "born_on": date(1980, 4, 12), "purpose": "学术交流", "purpose_en": "academic exchange",
        "arrives_on": SOON, "leaves_on": SOON + timedelta(days=4), "cost_borne_by": "我方",
        "cities": "澜港", "approved_on": date.today() - timedelta(days=9), **more,
    }))


def visit(people=0, **more):
    made = kept(InboundVisit(**{
        "title": "示例大学代表团", "country": "KOR", "purpose": "签署协议", "arrived_on": date(2025, 5, 12),
        "left_on": date(2025, 5, 14), **more,
    }))
    for number in range(people):
        kept(Visitor(visit=made, name=f"KIM, Guest{number:02}", passport_no=f"M1234{number:03}"))
    return made


def event(*speakers, **more):
    made = kept(Event(**{
        "title": "职业教育讲座", "kind": "讲座", "held_on": date(2025, 5, 12), "topic": "比较职业教育",
        "ends_on": date(2025, 5, 12), "place": "报告厅", **more,
    }))
    for name, facts in speakers:
        kept(Speaker(event=made, name=name, nationality="DEU", **facts))
    return made


SPEAKER = ("BECKER, ANNA", {"hours": 4, "unit": "示例学院", "position": "教授"})


# ---- invitation ----


def test_the_letter_says_in_both_languages_who_comes_when_and_for_what(college):
    letter = invitation(arrives_on=date(2025, 5, 12), leaves_on=date(2025, 5, 16))
    words = text_of(pdf("D7", letter))
    assert "2025年5月12日至5月16日" in flat(words)
    assert "from 12 May 2025 to 16 May 2025 for academic exchange" in words
    assert "HARRIS, James先生" in flat(words).replace("HARRIS,James", "HARRIS, James")


def test_a_birthday_that_nobody_knows_leaves_no_hole_in_the_english(college):
    words = text_of(pdf("D7", invitation(born_on=None)))
    assert "nationality: United Kingdom, to visit China" in words


def test_the_letter_shows_the_whole_passport_number(college):
    assert "P9988776" in said("D7", invitation())


def test_a_guest_without_sex_in_the_passport_is_neither_greeted_nor_described_by_it(college):
    words = said("D7", invitation(sex=None))
    assert "先生" not in words
    assert "女士" not in words
    assert "Male" not in words
    assert "Female" not in words


def test_a_letter_without_passport_reason_or_payer_is_not_made(college):
    letter = invitation(passport_no=None, purpose=None, cost_borne_by=None)
    assert gaps("D7", letter) == ["护照号", "来华事由", "费用负担"]


def test_a_letter_takes_the_next_number_of_the_year(college):
    numbers = [issue_paper(paper("D7"), invitation(), ISSUED).number for _ in range(2)]
    assert numbers == ["LHYQ-2025-0001", "LHYQ-2025-0002"]


def test_a_letter_sent_before_it_was_approved_is_kept_back(college):
    letter = invitation(invited_on=date.today(), approved_on=None)
    invitation(passport_no="X1", approved_on=date.today())
    with pytest.raises(UserError, match="未批先发"):
        issue_paper(paper("D7"), letter)


def test_the_english_of_a_unit_is_remembered_from_the_last_letter(college):
    unit = {"unit": "河谷示例学院", "position": "主任"}
    issue_paper(paper("D7"), invitation(**unit), {"unit_en": "Rivervale College"})
    again = invitation(passport_no="P1", invitee="OTHER, ONE", **unit)
    assert "RivervaleCollege" in said("D7", again)
    assert "没有“所在单位”的英文" not in notices("D7", again)


def test_cities_are_spelt_in_pinyin_and_somebody_is_asked_to_look(college):
    letter = invitation(cities="重庆市、澜港")
    assert "Chongqing, Langang" in notices("D7", letter)
    assert "ChongqingMunicipality" in said("D7", letter, cities_en="Chongqing Municipality")


def test_the_guarantee_says_who_pays_in_the_words_of_the_record(college):
    assert "由我单位承担" in said("D7B", invitation())
    assert "由双方按约定分担" in said("D7B", invitation(cost_borne_by="双方分担", passport_no="P2"))


def test_the_application_shows_the_days_of_the_visit_behind_the_invitation(college):
    about = visit(itinerary="上午会谈，下午参观。")
    assert "上午会谈，下午参观" in said("D7A", invitation(visit=about))


# ---- visits ----


def test_eight_guests_stay_on_the_form_and_nine_go_to_the_annex(college):
    assert page_count("D1", visit(8)) == 2
    words = said("D1", visit(9, title="更大的代表团"))
    assert "名单见附页1（共9人）" in words.replace("来访人员", "")
    assert "Guest08" in words


def test_passports_of_guests_are_whole_masked_or_left_out(college):
    about = visit(1)
    assert "M1234000" in said("D1", about)
    masked = said("D1", about, passport="掩码")
    assert "M1****00" in masked
    assert "M1234000" not in masked
    assert "M1" not in said("D1", about, passport="不填")


def test_the_budget_shows_what_the_gifts_to_these_guests_cost(college):
    about = visit()
    for direction, value in (("赠出", 86), ("受赠", 500)):
        kept(Gift(direction=direction, title="纪念册", happened_on=date(2025, 5, 12), quantity=4,
                  unit_value=Decimal(value), visit=about))
    assert paper("D1").snapshot(about)["gifts"] == "344.00"


def test_a_list_that_is_shorter_than_the_delegation_is_noticed(college):
    assert "登记人数 5 人，名单上 2 人" in notices("D1", visit(2, head_count=5))


def test_guests_from_within_the_country_are_no_foreign_guests(college):
    assert "不属于外宾" in notices("D1", visit(country="CHN"))


# ---- lectures and conferences ----


def test_a_lecture_without_speaker_is_not_submitted(college):
    assert gaps("D4", event()) == ["主讲人"]


def test_a_foreign_lecture_without_summary_is_an_error(college):
    event(SPEAKER)
    assert "错误·内容提要" in notices("D4", event(SPEAKER, title="另一讲座", topic=None,
                                           held_on=date.today(), ends_on=date.today()))


def test_the_form_of_a_lecturer_is_about_the_one_who_was_asked_for(college):
    about = event(SPEAKER, ("WEBER, KARL", {"profile": "焊接技术专家"}))
    other = about.lines(Speaker)[1]
    words = said("D5", about, speaker=str(other.id))
    assert "焊接技术专家" in words
    assert "WEBER,Karl" in words
    assert "BECKER" not in words


def test_forms_of_lectures_and_conferences_take_two_pages(college):
    about = event(SPEAKER, kind="国际会议", title="示例研讨会")
    assert [page_count(code, about) for code in ("D4", "D5", "D6")] == [2, 2, 2]


def test_the_certificate_says_the_hours_where_they_are_known(college):
    about = event(SPEAKER, ("WEBER, KARL", {}))
    first, second = about.lines(Speaker)
    words = text_of(pdf("D5C", about, speaker=str(first.id), topic_en="Welding", **ISSUED))
    assert "lectures on “Welding” were given" in words
    assert "on 12 May 2025 (4 hours in all)" in words
    assert "共4学时" in flat(words)
    assert "hours" not in text_of(pdf("D5C", about, speaker=str(second.id), **ISSUED))


def test_each_lecturer_of_an_event_gets_a_certificate_of_their_own(college):
    about = event(SPEAKER, ("WEBER, KARL", {}))
    numbers = [
        issue_paper(paper("D5C"), about, {**ISSUED, "speaker": str(speaker.id)}).number
        for speaker in about.lines(Speaker)
    ]
    assert numbers == ["JXZM-2025-0001", "JXZM-2025-0002"]


def test_a_lecture_that_is_not_over_is_not_yet_certified(college):
    assert "还没有结束" in notices("D5C", event(SPEAKER), issued_on="2025-05-11")


def test_the_conference_form_is_only_for_conferences(college):
    assert gaps("D6", event(SPEAKER)) == ["“国际会议”类别（本表只用于国际会议）"]


def test_a_grand_name_and_six_days_are_noticed(college):
    held = date.today() + timedelta(days=200)
    about = event(SPEAKER, kind="国际会议", title="护理教育高峰论坛", held_on=held,
                  ends_on=held + timedelta(days=5))
    told = notices("D6", about)
    assert "高峰论坛" in told
    assert "会期 6 天" in told


# ---- agreements, NGO, gifts, partners, archive ----


def agreement(**more):
    partner = kept(PartnerSchool(name="示例大学", country="KOR"))
    return kept(Agreement(**{"partner": partner, "title": "学生交换协议", "kind": "学生交换", **more}))


def test_an_agreement_is_approved_before_and_filed_after_it_is_signed(college):
    assert "合作协议审批表" in said("D10", agreement())
    assert "合作协议备案表" in said("D10", agreement(
        signed_on=date(2025, 4, 17), valid_until=OPEN_ENDED))


def test_an_agreement_without_end_is_valid_for_long(college):
    words = said("D10", agreement(signed_on=date(2025, 4, 17), valid_until=OPEN_ENDED))
    assert "自2025年4月17日起长期有效" in words


def test_foreign_money_of_an_ngo_stands_beside_the_yuan(college):
    made = kept(NgoActivity(
        ngo_name="示例基金会", country="SGP", body_kind="基金会", kind="接受捐赠", title="设备捐赠",
        content="实训设备", begins_on=date(2025, 5, 8), ends_on=date(2025, 12, 31),
        amount=Decimal(214800), currency="美元", original_amount=30000, rate=7.16,
    ))
    words = said("D9", made)
    assert "214,800.00元" in words
    assert "30,000美元（汇率7.16）" in words
    assert page_count("D9", made) == 2


def gift(direction, value, day=date(2025, 5, 12), **more):
    return kept(Gift(direction=direction, title=f"{direction}{value}", happened_on=day, quantity=2,
                     unit_value=None if value is None else Decimal(value), **more))


def test_only_received_gifts_of_two_hundred_yuan_and_more_are_marked(college):
    for way, value in (("受赠", 200), ("受赠", 199), ("赠出", 300), ("受赠", None)):
        gift(way, value)
    rows = paper("D8").snapshot(OfficeProfile.current(), {"year": "2025"})["rows"]
    assert [row["no"] for row in rows] == ["1※", "2", "3", "4"]


def test_the_gifts_of_a_year_are_summed_by_direction(college):
    gift("受赠", 200)
    gift("赠出", 50)
    gift("赠出", 60, day=date(2024, 5, 1))
    sums = paper("D8").snapshot(OfficeProfile.current(), {"year": "2025"})["sums"]
    assert sums == {"赠出": {"pieces": "2", "yuan": "100.00"},
                    "受赠": {"pieces": "2", "yuan": "400.00"}}


def test_a_gift_of_value_that_was_not_handed_in_is_noticed(college):
    gift("受赠", 680)
    assert "1 件（批）达到登记标准" in notices("D8", OfficeProfile.current(), year="2025")


def test_a_partner_knows_the_delegations_that_only_name_it(college):
    partner = kept(PartnerSchool(name="示例海峡大学", country="KOR", address="首尔市示例路"))
    kept(PartnerContact(partner=partner, name="朴联络"))
    visit(title="示例海峡大学代表团")
    visit(title="另一所学校")
    facts = paper("D11").snapshot(partner)
    assert [row["title"] for row in facts["visits"]] == ["示例海峡大学代表团"]
    assert "朴联络" in said("D11", partner)


def test_the_archive_list_leaves_out_cancelled_trips_and_domestic_guests(college):
    for title, status in (("赴德国团组", "已执行"), ("赴法国团组", "取消")):
        kept(OutboundTrip(title=title, departed_on=date(2025, 3, 3), status=status))
    visit()
    visit(title="省内兄弟院校", country="CHN")
    words = said("WS1", OfficeProfile.current(), year="2025")
    assert "赴德国团组" in words
    assert "赴法国团组" not in words
    assert "示例大学代表团来访接待材料" in words
    assert "省内兄弟院校" not in words


def test_what_is_archived_can_be_left_out_of_the_list(college):
    visit(archived_on=date(2025, 7, 1))
    visit(title="未归档代表团")
    words = said("WS1", OfficeProfile.current(), year="2025", which="尚未归档")
    assert "未归档代表团" in words
    assert "示例大学代表团" not in words


# ---- emergency ----


def test_everybody_on_the_books_on_the_day_is_listed_with_the_present_lodging(college):
    made = teacher((date(2025, 3, 1), date(2025, 8, 31)), address="旧址")
    kept(TeacherLodging(teacher=made, address="专家公寓 301", lived_from=date(2025, 3, 1)))
    words = said("D13", OfficeProfile.current(), issued_on="2025-05-01")
    assert "HARRIS,James" in words
    assert "专家公寓301" in words
    assert "旧址" not in words
    assert "HARRIS" not in said("D13", OfficeProfile.current(), issued_on="2025-09-01")


def test_the_sheet_of_one_person_says_whom_to_call(college):
    made = teacher((date(2025, 3, 1), date(2025, 8, 31)), emergency_contact="HARRIS, ANNE（配偶）")
    kept(TeacherDocument(teacher=made, kind="体检", number="HEALTH-1"))
    words = said("D13T", ForeignTeacher.get_by_id(made.id))
    assert "HARRIS,ANNE（配偶）" in words
    assert "HEALTH" not in words


def test_the_archive_list_asks_for_the_statistics_of_every_year(college):
    words = said("WS1", OfficeProfile.current(), year="2025")
    assert "外事统计报表" in words
    assert "国际学生去向登记" in words
