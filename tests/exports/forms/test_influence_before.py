"""F02, the influence table of 2021 and before: 港澳台 included, its own rows by year."""

from __future__ import annotations

from datetime import date

from models.entities import Adoption, OutboundStudent, Placement
from tests.exports.forms.test_students_forms import degree, failed, fill
from tests.models.indicators.making import keep, sent, staff, trip


def test_f02_counts_hong_kong_macao_and_taiwan_where_f01_does_not(college):
    guides = [staff(name, is_full_time_teacher=True) for name in ("甲", "乙", "丙")]
    task = {"task_kind": "教育教学/讲学/指导培训"}
    trip(date(2019, 3, 1), date(2019, 3, 10), people=guides[:2], legs=("LAO",), **task)
    trip(date(2019, 4, 1), date(2019, 4, 5), people=guides[2:], legs=("MAC",), **task)
    for country in ("THA", "MAC"):
        keep(Adoption(title=f"标准{country}", kind="专业标准", country=country,
                      adopted_on=date(2019, 5, 1)))

    old, new = fill("F02", 2019), fill("F01", 2019)

    assert old.number("guidance_days_with_hmt", "this") == 25
    assert new.number("guidance_days", "this") == 20
    assert old.number("programme_standards", "this") == 2
    assert new.number("programme_standards", "this") == 1
    assert not failed(old)


def test_f02_adds_training_here_from_the_days_and_tells_its_parts(college):
    degree(name="A", category="05",
           spans=((date(2019, 8, 30), date(2019, 9, 10)),))
    degree("HKG", name="B", category="10",
           spans=((date(2019, 7, 1), date(2019, 7, 5)),))
    degree(name="C", category="01", spans=((date(2018, 9, 1), date(2021, 7, 1)),))

    filled = fill("F02", 2019)

    assert filled.cell("training", "this").show() == "7"
    assert [note.show() for note in filled.notes] == ["7", "0", "0"]


def test_f02_of_an_old_year_has_the_rows_of_its_time(college):
    labels = [row.label for row in fill("F02", 2016).rows]

    assert labels[0].startswith("全日制")
    assert [row.lead[0] for row in fill("F02", 2018).rows] == [str(n) for n in range(1, 9)]
    assert "专业教学标准数" in fill("F02", 2018).rows[4].label


def test_f02_counts_interns_with_chinese_enterprises_abroad(college):
    person = sent((date(2019, 3, 1), date(2019, 3, 10)), country="LAO", programme_kind="实习",
                  serves_outgoing_enterprise=True)
    sent((date(2019, 3, 1), date(2019, 3, 10)), name="李", programme_kind="实习")

    assert OutboundStudent.select().count() == Placement.select().count() == 2
    assert fill("F02", 2019).number("internship_days", "this") == 10
    assert [r.student.id for r in fill("F02", 2019).cell("internship_days", "this").records()] == [
        person.id]
