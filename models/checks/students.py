"""International students: papers for the whole stay, insurance, guardians, language, leaving."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Check, Finding, Look, age_on, full
from models.checks.student_facts import LEFT, StudentFacts, students
from models.entities.international_student import InternationalStudent
from models.partial_date import earliest, latest

Said = tuple[str, dict[str, Any]]


def per_student(
    judge: Callable[[StudentFacts, Look], Iterable[Said | Finding]],
) -> Callable[[Look], list[Finding]]:
    """A check's find: what is said of each foreign student."""
    def find(look: Look) -> list[Finding]:
        return [
            said if isinstance(said, Finding) else Finding(facts.student, said[0], said[1])
            for facts in students(look) for said in judge(facts, look)
        ]

    return find


def _papers_last(facts: StudentFacts, look: Look) -> Iterator[Finding]:
    if not facts.is_here(look.today) or facts.stay.enrolled_until is None:
        return
    spare = timedelta(days=look.number("R-STU-01", "buffer_days"))
    for kind in ("护照", "居留许可"):
        until = facts.until(kind)
        if until is not None and latest(until) < facts.last_day + spare:
            yield Finding(
                facts.student, f"{kind} {until} 到期，早于学习结束日 {facts.stay.enrolled_until}。",
                {"until": until, "study": facts.stay.enrolled_until}, part=kind,
            )


def _insurance(facts: StudentFacts, look: Look) -> Iterator[Said | Finding]:
    """A policy is often for a year: one that ends before the studies is W when soon over."""
    if not facts.is_here(look.today):
        return
    until, ends = facts.until("保险"), facts.stay.enrolled_until
    values = {"insurance": until, "study": ends}
    if until is None:
        if not facts.papers.get("保险"):
            yield "没有登记保险；国际学生须全员投保。", values
    elif latest(until) < look.today:
        yield f"保险已于 {until} 到期，没有登记续保。", values
    elif latest(until) < min(
        facts.last_day, look.today + timedelta(days=look.number("D-INSURANCE", "opens"))
    ):
        yield Finding(facts.student, f"保险 {until} 到期，早于学习结束日{f' {ends}' if ends else ''}，须续保。",
                      values, severity="W")


def _minor(facts: StudentFacts, look: Look) -> Iterator[Said | Finding]:
    """The commission's day is asked for once the office has ever written one."""
    born, years = full(facts.student.born_on), look.number("R-STU-03", "years")
    begins = max(earliest(facts.stay.enrolled_from), look.today)
    if not born or age_on(born, begins) >= years or facts.stay.outcome in LEFT:
        return
    if not facts.student.guardian:
        yield f"未满 {years} 周岁，没有登记监护人；父母不在境内常住的须书面委托。", {"born": born}
    elif facts.student.guardian_commissioned_on is None and look.keeps(
        InternationalStudent.guardian_commissioned_on
    ):
        yield Finding(facts.student, f"未满 {years} 周岁，登记了监护人，没有监护委托日期。",
                      {"born": born, "commissioned": None}, part="委托", severity="W")


def _visa_kind(facts: StudentFacts, look: Look) -> Iterator[Said]:
    days = look.number("R-STU-04", "days")
    begins, ends = full(facts.stay.enrolled_from), full(facts.stay.enrolled_until)
    kinds = {(p.category or "").upper().replace(" ", "") for p in facts.papers.get("签证", [])}
    if (facts.is_here(look.today) and "X2" in kinds and "X1" not in kinds and begins and ends
            and (ends - begins).days + 1 > days and not facts.papers.get("居留许可")):
        yield f"学习 {(ends - begins).days + 1} 天，持 X2 签证；超过 {days} 天应持 X1 并办理居留许可。", {
            "from": begins, "until": ends}


def _chinese(facts: StudentFacts, look: Look) -> Iterator[Said]:
    """Degree students about to finish; a level that cannot be read is left alone."""
    ends = full(facts.stay.enrolled_until)
    soon = look.today + timedelta(days=look.number("R-STU-10", "days_before"))
    if not (facts.is_here(look.today) and facts.stay.study_kind == "学历生" and ends
            and ends <= soon):
        return
    said = facts.student.chinese_level
    in_chinese = facts.stay.teaching_language in (None, "中文")
    least = look.number("R-STU-10", "level_chinese" if in_chinese else "level_other")
    score = look.number("R-STU-10", "score")
    level, points = hsk(said or "")
    values = {"until": ends, "level": said}
    if not said:
        yield (f"将毕业，没有登记汉语水平；校规一般要求 HSK {least} 级，高职数值不统一，以校规为准。"), values
    elif level is not None and (level < least or (level == least and points and points < score)):
        yield (f"将毕业，汉语水平“{said}”未达 HSK {least} 级（{score} 分）；"
               "高职数值不统一，以校规为准。"), values


def hsk(said: str) -> tuple[int | None, int | None]:
    """Level and points in what the register says of the language (HSK4 210分, 四级); None unread."""
    words = said.upper()
    found = re.search(r"HSK\W*([1-9一二三四五六])|([1-9一二三四五六])级", words)
    mark = (found.group(1) or found.group(2)) if found else ""
    level = int(mark) if mark.isascii() and mark else "一二三四五六".find(mark) + 1 if mark else None
    points = re.search(r"(?<!\d)(\d{3})(?!\d)", words)
    return level, int(points.group(1)) if points else None


def _still_resident(facts: StudentFacts, look: Look) -> Iterator[Said]:
    ends, days = full(facts.stay.enrolled_until), look.number("R-STU-11", "days")
    until = facts.until("居留许可")
    left = not facts.stay.exit_reported_on and (
        facts.stay.outcome in LEFT or (ends is not None and ends < look.today)
    )
    if (left and ends and until and latest(until) >= look.today
            and ends + timedelta(days=days) < look.today):
        yield (f"学习已于 {ends} 结束（{facts.stay.outcome or '状态未改'}），居留许可仍有效至 {until}；"
               "请确认离校、居留注销或变更。"), {"until": until, "ended": ends,
                                        "outcome": facts.stay.outcome}


def _ended(today: date, residence: date) -> InternationalStudent:
    stay = {"enrolled_from": today - timedelta(days=400), "outcome": "结业",
            "enrolled_until": today - timedelta(days=30)}
    return samples.student(today, enrolled=stay, papers={"居留许可": {"valid_until": residence}})


def _visitor(today: date, days: int) -> InternationalStudent:
    stay = {"enrolled_from": today - timedelta(days=9),
            "enrolled_until": today + timedelta(days=days - 10), "study_kind": "短期生"}
    return samples.student(today, enrolled=stay, papers={
        "居留许可": None, "签证": {"category": "X2"}})


def _graduate(today: date, level: str | None) -> InternationalStudent:
    return samples.student(today, chinese_level=level,
                           enrolled={"enrolled_until": today + timedelta(days=60)})


STUDENT_CHECKS = (
    Check("R-STU-01", "护照、居留早于学习结束", "W", InternationalStudent, "证件应覆盖整个学习期限，否则中途须延期。",
          per_student(_papers_last),
          lambda t: samples.student(t, papers={"居留许可": {"valid_until": t + timedelta(days=200)}}),
          samples.student),
    Check("R-STU-02", "国际学生保险", "E", InternationalStudent, "未按规定投保的，限期投保，逾期不予注册。",
          per_student(_insurance),
          lambda t: samples.student(t, papers={"保险": None}), samples.student),
    Check("R-STU-03", "未成年学生监护人", "E", InternationalStudent, "未满 18 周岁须有在境内常住的监护人。",
          per_student(_minor),
          lambda t: samples.student(t, born_on=date(t.year - 16, 1, 1)),
          lambda t: samples.student(t, born_on=date(t.year - 16, 1, 1), guardian="受托人")),
    Check("R-STU-04", "X2 签证与学习期限", "E", InternationalStudent, "长期学习应持 X1 签证，入境后办理居留许可。",
          per_student(_visa_kind), lambda t: _visitor(t, 220), lambda t: _visitor(t, 120)),
    Check("R-STU-10", "毕业汉语水平", "I", InternationalStudent, "毕业前要有汉语水平成绩；中文授课与外语授课要求不同。",
          per_student(_chinese), lambda t: _graduate(t, "HSK3"),
          lambda t: _graduate(t, "HSK4 180分")),
    Check("R-STU-11", "离校后居留仍有效", "W", InternationalStudent, "结业、退学后应离校并办理居留注销或变更。",
          per_student(_still_resident),
          lambda t: _ended(t, t + timedelta(days=60)), lambda t: _ended(t, t - timedelta(days=20))),
)
