"""Foreigners' first weeks and lodgings: registered in time, off campus only with permission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check, Finding, Look, age_on, full
from models.checks.lateness import late
from models.checks.stay_deadlines import STAY_DEADLINES
from models.checks.student_facts import StudentFacts
from models.checks.students import per_student
from models.entities.foreign_teacher import ForeignTeacher, TeacherLodging
from models.entities.international_student import InternationalStudent, StudentLodging
from models.partial_date import latest


def _off_campus(facts: StudentFacts, look: Look) -> Iterator[Finding]:
    """Living off campus now. A blank permission is E once the office writes any; before that W."""
    if not facts.is_here(look.today):
        return
    born, years = full(facts.student.born_on), look.number("R-STU-07", "years")
    for place in facts.living(look.today):
        if not place.off_campus:
            continue
        moved, permitted = place.lived_from, place.permitted_on
        values = {"moved": moved, "permitted": permitted}
        if born and age_on(born, look.today) < years:
            yield Finding(facts.student, f"未满 {years} 周岁，住在校外。", {**values, "born": born},
                          part=f"未成年{place.id}")
        if permitted is None:
            kept = look.keeps(StudentLodging.permitted_on)
            yield Finding(facts.student, f"{moved} 起住在校外，没有登记批准日期。", values,
                          part=str(place.id), severity=None if kept else "W")
        elif latest(moved) < (full(permitted) or date.min):
            yield Finding(facts.student, f"{moved} 住到校外，{permitted} 才批准。", values,
                          part=str(place.id), severity="W")


def _arrived(today: date, days: int) -> ForeignTeacher:
    """Came on a Z visa so many days ago, without a residence permit."""
    visa = {"category": "Z", "entered_on": today - timedelta(days=days), "valid_until": None}
    return samples.teacher(today, papers={"签证": visa, "居留许可": None})


def _teacher_at(today: date, days: int) -> ForeignTeacher:
    """Moved in so many days ago, not registered."""
    found: ForeignTeacher = samples.with_line(
        samples.teacher(today), TeacherLodging, address="示例路 1 号",
        lived_from=today - timedelta(days=days),
    )
    return found


def _student_at(today: date, days: int, **facts: Any) -> InternationalStudent:
    found: InternationalStudent = samples.with_line(
        samples.student(today), StudentLodging, address="1 号楼",
        lived_from=today - timedelta(days=days), **facts,
    )
    return found


LODGING_CHECKS = (
    Check("R-FT-10", "入境 30 日未办居留", "E", ForeignTeacher, "逾期不办居留证件，属非法居留。",
          late(STAY_DEADLINES, "D-ARRIVAL", entity=ForeignTeacher),
          lambda t: _arrived(t, 31), lambda t: _arrived(t, 30)),
    Check("R-FT-11", "外教住宿未登记", "W", ForeignTeacher, "不住旅馆的，二十四小时内到派出所登记。",
          late(STAY_DEADLINES, "D-LODGING", entity=ForeignTeacher),
          lambda t: _teacher_at(t, 2), lambda t: _teacher_at(t, 1)),
    Check("R-STU-06", "学生住宿未登记", "W", InternationalStudent, "入住、搬家后二十四小时内登记，校外由本人和房东办理。",
          late(STAY_DEADLINES, "D-LODGING", entity=InternationalStudent),
          lambda t: _student_at(t, 2), lambda t: _student_at(t, 1)),
    Check("R-STU-07", "校外住宿", "E", InternationalStudent, "须先批准再搬出，未成年学生不得住在校外。",
          per_student(_off_campus),
          lambda t: _student_at(t, 9, off_campus=True, registered_on=t),
          lambda t: _student_at(t, 9, off_campus=True, registered_on=t,
                                permitted_on=t - timedelta(days=12))),
)
