"""材料清单: what each kind of case wants, what is there, what does not apply and why."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from models import attachments, history, merging, papers, store
from models.entities import ENTITIES, entity_by_key
from models.errors import UserError
from tests import files

TEACHER, STUDENT, TRIP = (
    entity_by_key(key) for key in ("foreign_teacher", "international_student", "outbound_trip")
)
ENROLMENT, ENGAGEMENT, LEG = (
    entity_by_key(key) for key in ("enrolment", "engagement", "trip_leg")
)
AGREEMENT, SCHOOL = entity_by_key("agreement"), entity_by_key("partner_school")

pytestmark = pytest.mark.usefixtures("college")


def kept(record):
    store.save(record)
    return record


def trip(**values):
    return kept(TRIP(title="团组", departed_on=date(2026, 3, 1), **values))


def names(record, *states: str) -> list[str]:
    return [row.paper.name for row in papers.checklist(record).rows
            if not states or row.state in states]


def add(record, paper: str, content: bytes = files.png(), name: str = "a.png"):
    return attachments.attach(record, [(attachments.keep_content(name, content), paper)])[0]


def test_a_trip_to_taiwan_wants_its_own_list():
    wanted = names(trip(destination_kind="赴台"))
    assert "因公临时赴台人员备案表" in wanted
    assert "承诺函" in wanted
    assert "邀请函及译文" not in wanted


def test_a_trip_whose_kind_follows_from_its_legs_is_known():
    record = trip()
    kept(LEG(trip=record, country="HKG"))
    assert "因公临时赴港澳人员备案表" in names(record)


def test_a_cancelled_trip_wants_nothing():
    assert names(trip(destination_kind="出国", status="取消")) == []


def test_a_teacher_from_hong_kong_needs_no_work_permit():
    wanted = names(kept(TEACHER(passport_name="CHAN, TAI MAN", nationality="HKG")))
    assert "工作许可" not in wanted
    assert "来往内地（大陆）通行证" in wanted
    assert "工作许可" in names(kept(TEACHER(passport_name="A, B", nationality="GBR")))


def test_a_short_stay_student_needs_no_residence_permit_papers():
    student = kept(STUDENT(passport_name="KIM, SOO"))
    kept(ENROLMENT(student=student, study_kind="短期生", enrolled_from=date(2026, 7, 1)))
    assert papers.checklist(student).cases == ["建档"]
    other = kept(STUDENT(passport_name="PARK, JIN"))
    kept(ENROLMENT(student=other, study_kind="学历生", enrolled_from=date(2026, 9, 1)))
    assert papers.checklist(other).cases == ["建档", "居留许可材料"]


def test_a_paper_wanted_for_two_cases_is_listed_once():
    student = kept(STUDENT(passport_name="PARK, JIN"))
    found = papers.checklist(student)
    listed = [row.paper.name for row in found.rows]
    assert len(listed) == len(set(listed))
    assert "护照首页" in [row.paper.name for row in found.of_case("居留许可材料")]
    health = next(row for row in found.rows if row.paper.name == "体检记录")
    assert health.paper.is_required, "required for the file, though only sometimes for the permit"


def test_a_new_record_has_a_list_too():
    assert "护照首页" in names(TEACHER(passport_name="A, B"))


def test_a_file_makes_a_paper_held_and_undo_makes_it_lacking_again():
    record = trip(destination_kind="出国")
    add(record, "任务批件")
    assert "任务批件" in names(record, "已有")
    history.undo(history.batches(1)[0], entity_by_key)
    assert "任务批件" in names(record, "缺")


def test_what_is_wanted_only_sometimes_is_not_lacking():
    record = trip(destination_kind="出国")
    assert "保险单" in names(record, "视情况")
    assert "保险单" not in [row.paper.name for row in papers.checklist(record).lacking]


def test_not_applicable_needs_a_reason_and_is_kept_with_it():
    record = trip(destination_kind="出国")
    with pytest.raises(UserError, match="理由"):
        papers.answer(record, "出访请示", "不适用", " ")
    papers.answer(record, "出访请示", "不适用", "随省团，由组团单位请示")
    row = next(r for r in papers.checklist(record).rows if r.paper.name == "出访请示")
    assert (row.state, row.reason) == ("不适用", "随省团，由组团单位请示")
    papers.withdraw(record, "出访请示")
    assert "出访请示" in names(record, "缺")


def test_what_is_held_on_paper_counts_as_held():
    record = trip(destination_kind="出国")
    papers.answer(record, "任务批件", "纸质已收")
    row = next(r for r in papers.checklist(record).rows if r.paper.name == "任务批件")
    assert row.is_held
    assert row.files == []


def test_answers_go_over_when_records_are_merged():
    one, other = (kept(TEACHER(passport_name=name)) for name in ("A, B", "A B"))
    papers.answer(other, "保险单", "不适用", "已在原单位投保")
    merging.merge(one, other)
    assert "保险单" in names(one, "不适用")


def test_an_attachment_that_is_on_no_list_is_among_the_others():
    record = trip(destination_kind="出国")
    add(record, "会议照片")
    add(record, "")
    assert [each.paper for each in papers.checklist(record).others] == ["会议照片", None]


@pytest.mark.parametrize(("file_name", "paper"), [
    ("HARRIS passport.pdf", "护照首页"), ("体检2026.jpg", "体检报告"),
    ("扫描件0001.pdf", ""), ("无犯罪记录证明.pdf", "无犯罪记录证明及认证"),
    ("聘用合同-续签.pdf", "聘用合同及附件"),
])
def test_the_file_name_tells_which_paper_it_is(file_name, paper):
    rows = papers.checklist(TEACHER(passport_name="A, B")).rows
    assert papers.guess(file_name, rows) == paper


def test_the_lacking_of_a_year_are_those_alive_in_it():
    now, past = (kept(TEACHER(passport_name=name)) for name in ("NOW, A", "PAST, B"))
    kept(ENGAGEMENT(teacher=now, engaged_from=date(2025, 9, 1), engaged_until=date(2026, 7, 1)))
    kept(ENGAGEMENT(teacher=past, engaged_from=date(2020, 9, 1), engaged_until=date(2021, 7, 1)))
    found = papers.lacking_in_year(TEACHER, 2026)
    assert [c.record.id for c in found] == [now.id]
    assert "护照首页" in [row.paper.name for row in found[0].lacking]


def test_a_record_with_every_paper_is_not_among_the_lacking():
    record = trip(destination_kind="出国")
    for row in papers.checklist(record).lacking:
        papers.answer(record, row.paper.name, "纸质已收")
    assert papers.lacking_in_year(TRIP, 2026) == []
    assert papers.lacking_in_year(TRIP, 2025) == []


def test_a_standing_agreement_is_looked_at_while_it_is_in_force():
    partner = kept(SCHOOL(name="清迈大学"))
    signed = {"partner": partner, "title": "合作协议", "signed_on": date(2022, 5, 1)}
    kept(AGREEMENT(**signed, valid_until=date(2025, 5, 1)))
    assert len(papers.lacking_in_year(AGREEMENT, 2024)) == 1
    assert papers.lacking_in_year(AGREEMENT, 2026) == []


def test_many_records_need_few_queries(count_queries):
    for number in range(40):
        trip(destination_kind="出国", remarks=str(number))
    assert count_queries(lambda: papers.lacking_in_year(TRIP, 2026)) < 10


@pytest.fixture
def count_queries():
    """How often the database is asked while something runs."""
    from models.entity import DATABASE

    def counted(run):
        asked = []
        DATABASE.connection().set_trace_callback(asked.append)
        try:
            run()
        finally:
            DATABASE.connection().set_trace_callback(None)
        return len([sql for sql in asked if sql.startswith("SELECT")])

    return counted


# ---- the rules as data ----


def rules():
    with papers.FILE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_rule_names_what_exists_and_says_whose_it_is():
    known = {entity.key(): entity for entity in ENTITIES}
    for row in rules():
        entity = known[row["entity"]]
        assert attachments.takes(entity)
        assert row["case"]
        assert row["source"]
        assert row["certainty"] in ("V", "V2", "K", "U")
        assert row["need"] in ("必备", "视情况")
        assert row["handed_in_by"] in ("对方", "本处")
        assert bool(row["only_if"]) == (row["need"] == "视情况"), row["paper"]
        derived = {each.name for each in entity.derived()}
        for name, _, words in papers._conditions(row["when"]):
            if name not in derived and name != "nationality":
                assert set(words) <= set(entity.field_named(name).option_words()), row["when"]


def test_no_case_names_a_paper_twice():
    seen = set()
    for row in rules():
        key = (row["entity"], row["case"], row["paper"])
        assert key not in seen
        seen.add(key)


def test_lists_for_foreigners_have_english_names():
    for key in ("foreign_teacher", "international_student", "inbound_visit"):
        record = entity_by_key(key).sample()
        assert papers.is_bilingual(papers.checklist(record).rows), key
    assert not papers.is_bilingual(papers.checklist(trip(destination_kind="出国")).rows)
