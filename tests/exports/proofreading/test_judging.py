"""Sentences about the sample college; what is true is counted here by hand from the records."""

from decimal import Decimal

import pytest

from exports.proofreading.base import Kind, Mention, Place, Role, Verdict
from exports.proofreading.judging import agrees
from exports.proofreading.numbers import mentions_of
from models.entities.event import Event
from models.entities.foreign_teacher import Engagement
from models.entities.inbound_visit import InboundVisit
from models.entities.outbound_trip import OutboundTrip, TripLeg
from models.entities.partner_school import Agreement
from tests.exports.proofreading.conftest import judged

YEAR = 2024
HMT = ("HKG", "MAC", "TWN")


def of_year(entity, field: str, year: int = YEAR) -> list:
    return [r for r in entity.active() if str(getattr(r, field) or "").startswith(str(year))]


def trips(year: int = YEAR) -> list[OutboundTrip]:
    return [trip for trip in of_year(OutboundTrip, "returned_on", year)
            if trip.status in (None, "已执行")]


def visits() -> list[InboundVisit]:
    return [v for v in of_year(InboundVisit, "arrived_on") if v.country != "CHN"]


def teachers() -> set[int]:
    return {
        e.teacher_id for e in Engagement.active()
        if str(e.engaged_from)[:4] <= str(YEAR) and str(e.engaged_until or "9999")[:4] >= str(YEAR)
        and e.teacher.nationality not in HMT and e.teacher.retired_at is None
    }


def verdicts(text: str, year: int = YEAR) -> list[str]:
    return [finding.verdict.value for finding in judged(text, year)]


GOOD, BAD, NONE, UNREAD = (
    Verdict.AGREES.value, Verdict.DIFFERS.value, Verdict.UNKNOWN.value, Verdict.UNREAD.value)


def test_a_true_number_of_teachers_agrees_however_it_is_said(sample):
    count = len(teachers())

    for text in (
        f"聘请外籍教师{count}人。", f"全年聘用外教{count}名。", f"学校共聘请{count}名外籍教师在我校任教。",
        f"本年度，学校先后聘请{count}位外籍教师到校任教。",
    ):
        assert verdicts(text) == [GOOD], text


def test_a_wrong_number_of_teachers_is_told_with_the_right_one(sample):
    count = len(teachers())

    (finding,) = judged(f"2024年，学校聘请外籍教师{count + 7}人。")

    assert finding.verdict is Verdict.DIFFERS
    assert f"应为{count}人" in finding.message
    assert "2024年全年聘用外籍教师人数" in finding.message
    assert finding.said == f"学校聘请外籍教师{count + 7}人"


def test_a_finding_is_placed_on_its_number(sample):
    (finding,) = judged("综述。\n学校聘请外籍教师99人。")

    assert (finding.places[0].block, finding.places[0].start, finding.places[0].end) == (1, 8, 11)


def test_every_reading_is_shown_when_none_agrees(sample):
    (finding,) = judged("学校聘请外籍教师99人。")

    names = [reading.figure.indicator.id for reading in finding.readings]
    assert names == ["teachers.headcount", "teachers.at_year_end"]


def test_groups_and_person_times_of_trips(sample):
    groups = trips()
    people = sum(trip.head_count or 0 for trip in groups)
    text = "全年组派因公出国（境）团组{}个、{}人次。"

    assert verdicts(text.format(len(groups), people)) == [GOOD, GOOD]
    assert verdicts(text.format(len(groups) + 3, people + 50)) == [BAD, BAD]


def test_countries_are_counted_with_and_without_hong_kong_macao_and_taiwan(sample):
    ids = {trip.id for trip in trips()}
    codes = {leg.country for leg in TripLeg.active() if leg.trip_id in ids and not leg.airport_only}
    foreign = codes - {*HMT, None, "CHN"}
    text = f"全年组派因公出国（境）团组{len(ids)}个，涉及{{}}个国家和地区。"

    assert verdicts(text.format(len(foreign))) == [GOOD, GOOD]
    assert verdicts(text.format(len(codes - {None, 'CHN'}))) == [GOOD, GOOD]
    assert verdicts(text.format(len(codes) + 5)) == [GOOD, BAD]


def test_visits_and_their_kinds(sample):
    groups = visits()
    foreign = [v for v in groups if v.country not in HMT]
    text = "全年接待国（境）外来访团组{}批，其中外国{}批。"

    assert verdicts(text.format(len(groups), len(foreign))) == [GOOD, GOOD]
    assert verdicts(text.format(len(groups) + 9, len(foreign) + 8)) == [BAD, BAD]


def test_a_country_is_a_slice(sample):
    korean = [v for v in visits() if v.country == "KOR"]

    assert verdicts(f"全年接待韩国来访团组{len(korean)}批。") == [GOOD]
    assert verdicts(f"全年接待韩国来访团组{len(korean) + 6}批。") == [BAD]


def test_new_agreements(sample):
    new = [a for a in of_year(Agreement, "signed_on") if not a.renews]

    assert verdicts(f"全年新签合作协议{len(new)}份。") == [GOOD]
    assert verdicts(f"全年新签合作协议{len(new) + 9}份。") == [BAD]


def test_lectures_and_their_listeners(sample):
    lectures = [e for e in of_year(Event, "held_on") if e.kind == "讲座"]
    audience = sum(e.audience or 0 for e in lectures)

    assert verdicts(f"举办专家讲座{len(lectures)}场，听众{audience}人次。") == [GOOD, GOOD]
    assert verdicts(f"举办专家讲座{len(lectures) + 4}场，听众{audience + 9}人次。") == [BAD, BAD]


def test_last_year_is_held_against_last_years_records(sample):
    count = len(trips(2023))

    assert verdicts(f"去年组派因公出国（境）团组{count}个。") == [GOOD]
    assert verdicts(f"2023年，学校组派因公出国（境）团组{count + 4}个。") == [BAD]


def test_a_difference_is_computed_again(sample):
    now, before = len(trips(2025)), len(trips(2024))
    word = "增加" if now >= before else "减少"
    text = f"与上年相比，因公出国（境）团组{word}{{}}个。"

    assert verdicts(text.format(abs(now - before)), 2025) == [GOOD]
    assert verdicts(text.format(abs(now - before) + 2), 2025) == [BAD]


def test_the_direction_of_a_difference_counts(sample):
    now, before = len(trips(2025)), len(trips(2024))
    assert now > before

    assert verdicts(f"与上年相比，因公出国（境）团组减少{now - before}个。", 2025) == [BAD]


@pytest.mark.parametrize("text", [
    "为5名外籍教师办理工作许可延期手续。", "3名外籍教师获得校级优秀教师称号。", "荷兰代表团一行4人来访。",
    "组织9名国际学生参加龙舟比赛。", "9月12日接待韩国来访团组1批、4人次。", "主要有韩国示例大学代表团（4人次）。",
    "其中2个团组随省厅组织的研修团组出访。", "选派骨干教师3人担任国际学生班主任。",
    "2名外籍教师参加教学竞赛并获奖。", "国际学生中9人加入学生社团。", "派出2名教师赴泰国任教。",
    "旅游学院接收留学生5人，机电学院接收9人。", "外教和留学生共99人。", "走访合作院校3所。", "外教转聘3人。",
    "新增友好院校3所。", "“汉语桥”项目接收留学生9人。", "暑假期间，派出学生3人赴韩国。",
    "目标接收国际学生99人。", "其中“一带一路”国家9个。",
])
def test_what_is_narrowed_by_words_of_its_own_is_never_called_wrong(sample, text):
    assert BAD not in verdicts(text)


@pytest.mark.parametrize("text", [
    "学校现有专任教师520人，开设专业36个。", "召开党支部会议12次。", "食堂新增餐位200个。",
    "完成公寓改造30间。",
])
def test_what_is_not_of_the_field_is_not_reported(sample, text):
    assert judged(text) == []


@pytest.mark.parametrize("text", [
    "2025年计划聘请外籍教师99人。", "拟组派团组99个。", "2015年以来累计聘请外籍教师99人。",
    "近五年接待来访团组99批。",
])
def test_plans_and_spans_of_years_are_left_alone(sample, text):
    assert judged(text) == []


def test_a_number_that_the_registers_do_not_keep_is_unknown(sample):
    assert verdicts("外籍教师完成公开课99节。") in ([NONE], [UNREAD])
    assert BAD not in verdicts("外籍教师发表论文99篇。")


def test_a_year_without_records_is_unknown_and_not_wrong(sample):
    text = "聘请外籍教师12人，接待来访团组3批、9人次，组派因公出国（境）团组2个。"

    assert set(verdicts(text, 2012)) == {NONE}


def test_a_claimed_zero_is_held_against_the_records(sample):
    assert verdicts("本年度未组派因公出国（境）团组。") == [BAD]
    assert verdicts("本年度没有招收国际学生。") == [BAD]
    assert verdicts("本年度未组派因公出国（境）团组。", 2012) == [GOOD]


def test_a_claimed_zero_of_incidents_is_held_against_what_was_confirmed(sample):
    assert verdicts("全年未发生涉外安全事件。") == [GOOD]
    assert verdicts("全年未发生外籍教师合同纠纷。") == [BAD]
    assert verdicts("全年未发生涉外安全事件和外籍教师合同纠纷。") == [GOOD, BAD]
    assert verdicts("全年未发生涉外安全事件。", 2012) == [NONE]


@pytest.mark.parametrize("text", [
    "受疫情影响，未能与境外院校实地交流。", "没有发生网络舆情。", "至今没有突破。", "外语培训未开展第二期。",
    "未经批准不得出境。", "无正当理由不得缺课。",
])
def test_other_negations_claim_no_zero(sample, text):
    assert BAD not in verdicts(text)


def test_half_a_year_is_held_against_that_half(sample):
    first = [v for v in visits() if str(v.arrived_on) <= f"{YEAR}-06-30"]

    assert verdicts(f"上半年接待国（境）外来访团组{len(first)}批。") == [GOOD]
    assert verdicts(f"上半年接待国（境）外来访团组{len(first) + 5}批。") == [BAD]


def mention(text: str) -> Mention:
    return mentions_of(text, YEAR)[0]


@pytest.mark.parametrize(("text", "right", "wrong"), [
    ("来访20批", (20,), (19, 21)),
    ("来访约20批", (18, 20, 22), (17, 23)),
    ("来访20批左右", (18, 22), (15, 25)),
    ("来访约3批", (2, 3, 4), (1, 5)),
    ("来访近20批", (18, 19, 20), (17, 21)),
    ("来访10余批", (11, 19), (10, 20)),
    ("来访120余人次", (121, 129), (120, 130)),
    ("来访百余人次", (101, 199), (100, 200)),
    ("来访20多批", (21, 29), (20, 30)),
    ("来访超过20批", (21, 40), (20, 19)),
    ("来访20批以上", (20, 30), (19,)),
    ("来访不少于20批", (20, 30), (19,)),
    ("来访不足20批", (16, 19), (20, 15)),
    ("来访数十人次", (20, 99), (19, 100)),
    ("支出3.2万元", (32000, 32499, 31501), (32501, 31000)),
    ("支出3.20万元", (32000, 32049), (32051,)),
    ("支出32000元", (32000,), (32001,)),
])
def test_inexact_numbers_agree_within_what_they_say(text, right, wrong):
    assert [value for value in right if not agrees(mention(text), Decimal(value))] == []
    assert [value for value in wrong if agrees(mention(text), Decimal(value))] == []


def test_a_fall_agrees_with_a_negative_difference():
    fall = Mention(Place(0, 0, 1), "3个", Decimal(3), "个", "", "", role=Role.CHANGE)

    assert agrees(fall, Decimal(-3), falls=True)
    assert not agrees(fall, Decimal(3), falls=True)


def test_persons_written_as_person_times_are_told(sample):
    (finding,) = judged("全年聘用外籍教师13人次。")

    assert (finding.kind, finding.verdict) == (Kind.MEASURE, Verdict.DIFFERS)
    assert "单位应为“人”" in finding.message


def test_a_measure_word_that_no_person_is_counted_by_is_told(sample):
    (finding,) = judged("全年接收国际学生19批。")

    assert (finding.kind, finding.verdict) == (Kind.MEASURE, Verdict.DIFFERS)


def test_a_year_long_is_this_year(sample):
    assert verdicts("一年来，学校没有新签任何协议。") == [BAD]
