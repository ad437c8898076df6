"""S1 says what the records say: the year 2019 of the sample workbooks, and single records."""

from __future__ import annotations

import json
import re
from datetime import date

from exports.drafts import as_docx, as_json, to_document
from exports.drafts.blocks import Annex, Run, text_of
from exports.drafts.official_document import figures_in
from exports.drafts.paper import proof_table
from exports.drafts.proofs import prove
from exports.drafts.tokens import Facts, Token
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.inbound_visit import InboundVisit
from models.entities.office import OfficeProfile
from models.entities.outbound_student import OutboundStudent, Placement
from models.entities.partner_school import Agreement, PartnerSchool
from tests.exports.drafts.conftest import paragraph, save, summary, trip


def numbers(composed, key: str) -> dict[str, str]:
    return {run.figure: run.text for run in paragraph(composed, key).runs if run.figure}


def test_2019_says_eleven_groups_as_eight_and_three(summary_2019):
    assert paragraph(summary_2019, "exchange.trips").text.startswith(
        "全年执行因公出国（境）团组11个、61人次，其中出国8个、32人次，赴台3个、29人次；"
    )
    assert numbers(summary_2019, "exchange.trips")["trips.groups"] == "11"
    assert numbers(summary_2019, "exchange.trips")["trips.person_times"] == "61"


def test_2019_tells_taiwan_from_the_countries(summary_2019):
    text = paragraph(summary_2019, "exchange.trips").text
    assert "到访日本、英国、澳大利亚、埃塞俄比亚、肯尼亚等7个国家和台湾地区" in text
    assert not re.search("(台湾|香港|澳门)[^，。；]{0,4}个国家", summary_2019.text)


def test_2019_writes_money_in_wan_and_keeps_the_yuan(summary_2019):
    assert numbers(summary_2019, "exchange.trips")["trips.cost:wan"] == "214.40"
    assert summary_2019.facts["trips.cost:wan"].value == 2144000


def test_2019_leaves_domestic_guests_out_of_the_visits_from_abroad(summary_2019):
    said = numbers(summary_2019, "exchange.visits")
    assert (said["visits.outside_groups"], said["visits.outside_person_times"]) == ("9", "33")
    assert (said["visits.domestic_groups"], said["visits.domestic_person_times"]) == ("1", "2")


def test_2019_has_no_comparison_because_2018_was_not_kept(summary_2019):
    for key in ("exchange.trips", "exchange.students", "teachers.employed"):
        assert "上年" not in paragraph(summary_2019, key).text


def test_parts_add_up_to_their_whole(summary_2019):
    whole = {"trips.groups": "destination_kind", "trips.person_times": "destination_kind",
             "teachers.headcount": "country", "outbound_students.person_times": "country",
             "visits.outside_groups": "region"}
    facts = summary_2019.facts
    for id, key in whole.items():
        parts = [f.value for t, f in facts.items() if t.startswith(f"{id}[{key}=")]
        assert sum(parts) == facts[id].value, id


def test_no_count_stands_outside_a_figure(summary_2019):
    for section in summary_2019.sections:
        for each in section.paragraphs:
            rest = "".join("#" if run.figure else run.text for run in each.runs)
            rest = re.sub(r"\d{4}年(\d+月\d+日)?", "", rest)
            assert not re.search(r"\d", rest), rest


def test_a_number_leads_to_its_records(summary_2019, imported_2019):
    proof = prove(summary_2019.facts["trips.groups"], Facts(2019))
    assert (proof.entity, proof.record_count) == ("outbound_trip", 11)
    students = prove(summary_2019.facts["students.headcount"], Facts(2019))
    assert (students.entity, len(students.record_ids)) == ("international_student", 4)


def test_the_word_file_carries_every_number_of_the_text(summary_2019, imported_2019):
    found = figures_in(as_docx(summary_2019))
    in_text = [run.figure for p in summary_2019.paragraphs() for run in p.runs if run.figure]
    assert [figure.figure for figure in found][: len(in_text)] == in_text


def test_the_proof_table_holds_every_number_once(summary_2019, imported_2019):
    runs = [
        run for row in proof_table(summary_2019).rows for cell in row
        for run in (cell if isinstance(cell, tuple) else (cell,)) if isinstance(run, Run)
    ]
    figures = [run.figure for run in runs if run.figure]
    assert sorted(figures) == sorted(summary_2019.facts)
    annexes = [b for b in to_document(summary_2019).blocks if isinstance(b, Annex)]
    assert [annex.title for annex in annexes] == ["数据说明表"]


def test_the_proof_table_puts_the_whole_before_its_parts(summary_2019, imported_2019):
    rows = proof_table(summary_2019).rows
    trips = next(row for row in rows if row[1] == "因公出国（境）团组数")
    assert text_of(trips[0]).startswith("11；国家数7；出国8；赴台3；")
    cost = next(row for row in rows if row[1] == "因公出国（境）经费")
    assert text_of(cost[0]) == "214.40万元"


def test_json_is_plain_and_complete(summary_2019, imported_2019):
    data = json.loads(json.dumps(as_json(summary_2019), default=str, ensure_ascii=False))
    assert data["figures"]["trips.groups"]["records"] == 11
    assert len(data["open_points"]) == len(summary_2019.open_points)


def test_next_year_lists_the_agreements_that_run_out(summary_2019):
    text = paragraph(summary_2019, "plan.liaison.agreements").text
    assert "2020年有3份合作协议到期" in text
    assert "英国中部合作学院《教师研修协议》（2020年3月7日到期）" in text
    assert "对本年度到期未续的1份协议" in text


def test_one_group_is_said_without_parts(college):
    trip("赴日本访问团", "JPN")
    assert paragraph(summary(), "exchange.trips").text.startswith(
        "全年执行因公出国（境）团组1个、3人次，前往日本。"
    )


def test_groups_of_one_kind_are_not_split(college):
    trip("赴日本访问团", "JPN")
    trip("赴韩国访问团", "KOR")
    assert "团组2个、6人次，均为出国团组；到访韩国、日本2个国家。" in paragraph(
        summary(), "exchange.trips").text


def test_equal_numbers_put_countries_in_the_order_of_the_list(college):
    trip("甲", "KOR", people=2)
    trip("乙", "KOR", people=2)
    trip("丙", "GBR")
    trip("丁", "JPN")
    assert "到访韩国、日本、英国3个国家" in paragraph(summary(), "exchange.trips").text


def test_more_less_and_equal_are_said_in_words(college):
    trip("去年甲", "JPN", year=2024, people=5)
    trip("去年乙", "JPN", year=2024, people=5)
    trip("今年甲", "JPN", people=1)
    trip("今年乙", "JPN", people=2)
    assert "与上年相比，团组数持平、人次减少7人次。" in paragraph(summary(), "exchange.trips").text
    trip("今年丙", "JPN", people=9)
    assert "与上年相比，团组数增加1个、人次增加2人次。" in paragraph(summary(), "exchange.trips").text


def test_a_year_without_trips_between_others_is_said_so(college):
    trip("前年", "JPN", year=2023)
    trip("今年", "JPN")
    assert "上年度未开展此项工作。" in paragraph(summary(), "exchange.trips").text


def test_teachers_are_compared_only_when_last_year_was_kept(college):
    def employ(name, begin, end):
        teacher = save(ForeignTeacher(passport_name=name, nationality="GBR"))
        save(Engagement(teacher=teacher, engaged_from=begin, engaged_until=end))

    employ("SMITH, ANN", date(2024, 9, 1), date(2026, 8, 31))
    employ("BROWN, TOM", date(2025, 3, 1), date(2026, 2, 28))
    assert "上年" not in paragraph(summary(), "teachers.employed").text
    employ("OLD, JIM", date(2023, 3, 1), date(2024, 7, 1))
    assert "聘用人数与上年相比持平。" in paragraph(summary(), "teachers.employed").text


def test_planned_and_cancelled_trips_do_not_count_but_are_told(college):
    trip("赴日本访问团", "JPN")
    trip("赴德国访问团", "DEU", status="取消")
    trip("赴泰国访问团", "THA", year=2026, status="计划")
    composed = summary()
    assert numbers(composed, "exchange.trips")["trips.groups"] == "1"
    assert "原定的1个团组因故取消" in paragraph(composed, "exchange.trips").text
    assert "赴泰国访问团（拟2026年5月6日出境）" in paragraph(composed, "plan.continued.trips").text


def test_a_student_sent_twice_makes_two_person_times(college):
    student = save(OutboundStudent(name="甲", student_no="1"))
    for month, country in ((2, "KOR"), (9, "JPN")):
        save(Placement(student=student, country=country, departed_on=date(2025, month, 1),
                       returned_on=date(2025, month + 1, 1), programme_kind="交换"))
    text = paragraph(summary(), "exchange.outbound_students").text
    assert text.startswith("全年派出学生赴国（境）外学习、研修1人、2人次，按人次计，韩国1人次、日本1人次。")
    assert "甲" not in text


def test_a_record_without_country_is_named_and_listed_as_open(college):
    save(InboundVisit(title="某团", arrived_on=date(2025, 4, 1), head_count=2))
    save(InboundVisit(title="泰国团", country="THA", arrived_on=date(2025, 4, 2), head_count=3))
    composed = summary()
    assert "其中外国1个、国别未填的1个" in paragraph(composed, "exchange.visits").text
    points = [p for p in composed.open_points if p.entity == "inbound_visit"]
    assert [p.record_ids for p in points] == [(1,)]


def test_a_long_list_of_countries_is_cut_but_counted(college):
    for code in ("JPN", "KOR", "THA", "GBR", "FRA", "DEU", "ITA"):
        trip(f"赴{code}", code)
    trip("赴日本二", "JPN")
    text = paragraph(summary(), "exchange.trips").text
    assert "等7个国家" in text
    token = "trips.groups:count=country"
    assert numbers(summary(), "exchange.trips")[token] == "7"


def test_new_agreements_are_named_with_their_partner(college):
    partner = save(PartnerSchool(name="曼谷示范学院", country="THA"))
    save(Agreement(partner=partner, title="《合作备忘录》", signed_on=date(2025, 3, 3),
                   valid_until=date(2028, 3, 2)))
    assert "全年新签合作协议1份，即曼谷示范学院《合作备忘录》" in paragraph(
        summary(), "cooperation.partners").text


def test_the_school_stands_in_the_title_and_the_signature(college):
    save(OfficeProfile(school_name="江城海事职业学院"))
    composed = summary()
    assert composed.title == "江城海事职业学院2025年外事工作总结及2026年工作计划"
    assert to_document(composed).signature.organisation == "江城海事职业学院"


def test_a_small_fall_is_not_called_a_problem(college):
    for number in range(20):
        trip(f"去年{number}", "JPN", year=2024, people=1)
    for number in range(19):
        trip(f"今年{number}", "JPN", people=1)
    assert "减少" not in paragraph(summary(), "problems.found").text
    assert Token.parse("trips.person_times:fewer").facet == "fewer"
