"""Deadlines of a foreigner's stay: after entry, after moving, after a paper or a name changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from models.checks import samples
from models.checks.base import Look, full, months_later
from models.checks.deadline import DeadlineRule, Due
from models.checks.deadlines import becomes_residence, here
from models.checks.person_facts import PersonFacts
from models.checks.student_facts import LEFT, students
from models.checks.teacher_facts import teachers
from models.entities.foreign_teacher import ForeignTeacher, TeacherDocument, TeacherLodging
from models.entities.international_student import InternationalStudent, StudentLodging


def _arrivals(look: Look) -> Iterator[Due]:
    """Entered on a Z or X1 visa, and no residence permit applied for or held since."""
    days = look.number("D-ARRIVAL", "days")
    for facts in here(look):
        entries = [
            day for visa in facts.valid("签证")
            if becomes_residence(visa) and (day := full(visa.entered_on))
        ]
        entered = max(entries, default=None)
        if entered is None or not look.recent <= entered <= look.today:
            continue
        held = full(facts.until("居留许可"))
        if not facts.applied_since("居留许可", entered) and (held is None or held < entered):
            yield Due(facts.record, f"办理居留证件（{entered} 入境）", entered,
                      entered + timedelta(days=days), {"entered": entered})


def _lodgings(look: Look) -> Iterator[Due]:
    """Lived in now and not registered; dates know no hours, so 24 hours are the next day."""
    days = look.number("D-LODGING", "days")
    for facts in here(look):
        for place in facts.living(look.today):
            moved = full(place.lived_from)
            if moved and moved <= look.today and place.registered_on is None:
                yield Due(facts.record, f"住宿登记（{moved} 入住）", moved,
                          moved + timedelta(days=days), {"moved": moved}, part=str(place.id))


def _lodgings_again(look: Look) -> Iterator[Due]:
    """Registered where she lives, and lately a new entry, passport or residence permit since."""
    days = look.number("D-LODGING-AGAIN", "days")
    for facts in here(look):
        registered = [day for p in facts.living(look.today) if (day := full(p.registered_on))]
        since, changes = max(registered, default=None), _changes(facts, look)
        if since is None or not changes:
            continue
        day, what = max(changes)
        if day > since:
            yield Due(facts.record, f"重新办理住宿登记（{day} {what}）", day,
                      day + timedelta(days=days), {"changed": day, "registered": since})


def _lately(look: Look, rule: str, day: date) -> bool:
    """Within the days that a rule looks back; what is older was done or is past mending."""
    return look.today - timedelta(days=look.number(rule, "days_back")) <= day <= look.today


def _changes(facts: PersonFacts, look: Look) -> list[tuple[date, str]]:
    """What asks for a new registration lately, with its day: renewals, never first papers."""
    found = [(day, "入境") for visa in facts.valid("签证") if (day := full(visa.entered_on))]
    for kind in ("护照", "居留许可"):
        days = sorted(day for p in facts.valid(kind) if (day := full(p.issued_on)))
        found += [(day, f"换发{kind}") for day in days[1:]]
    return [pair for pair in found if _lately(look, "D-LODGING-AGAIN", pair[0])]


def _new_passports(facts: PersonFacts, look: Look) -> list[date]:
    """The days on which a passport was issued lately that is not her first one here."""
    days = sorted(day for p in facts.valid("护照") if (day := full(p.issued_on)))
    return [day for day in days[1:] if look.recent <= day <= look.today]


def _passport_changes(look: Look) -> Iterator[Due]:
    days = look.number("D-CHANGE", "days")
    for facts in here(look):
        held = full(facts.until("居留许可"))
        for day in _new_passports(facts, look)[-1:]:
            if held and held >= look.today and not facts.applied_since("居留许可", day):
                yield Due(facts.record, f"变更居留证件登记事项（{day} 换发护照）", day,
                          day + timedelta(days=days), {"passport": day})


def _permit_changes(look: Look) -> Iterator[Due]:
    days = look.number("D-CHANGE-PERMIT", "working_days")
    for facts in teachers(look):
        held = full(facts.until("工作许可"))
        if not facts.is_foreign or not facts.is_here(look.today):
            continue
        for day in _new_passports(facts, look)[-1:]:
            if held and held >= look.today and not facts.applied_since("工作许可", day):
                latest = look.calendar.add(day, days)
                yield Due(facts.teacher, f"变更工作许可信息（{day} 换发护照）", day, latest,
                          {"passport": day}, note=look.calendar.note(day, latest))


def _address_changes(look: Look) -> Iterator[Due]:
    """Moved after the residence permit was issued; some places ask for a change, some do not."""
    days = look.number("D-CHANGE-ADDRESS", "days")
    for facts in here(look):
        permit = facts.newest("居留许可")
        issued = full(permit.issued_on) if permit is not None else None
        moves = [day for p in facts.living(look.today) if (day := full(p.lived_from))]
        moved = max(moves, default=None)
        if issued is None or moved is None or not _lately(look, "D-CHANGE-ADDRESS", moved):
            continue
        if moved > issued and len(facts.lodgings) > 1 and not facts.applied_since(
            "居留许可", moved
        ):
            yield Due(facts.record, f"报告居留地址变更（{moved} 搬入）", moved,
                      moved + timedelta(days=days), {"moved": moved, "issued": issued})


def _fresh(look: Look) -> Iterator[Due]:
    """Certificates of those still to begin: good for so many months, used by an application."""
    months, lead = look.number("D-FRESH", "months"), look.number("D-FRESH", "opens")
    for facts in teachers(look):
        if not facts.is_foreign or facts.is_here(look.today):
            continue
        for kind in ("无犯罪记录", "体检"):
            issued = max((d for p in facts.valid(kind) if (d := full(p.issued_on))), default=None)
            if issued is None or issued < look.recent - timedelta(days=31 * months) or (
                facts.applied_since("工作许可", issued)
            ):
                continue
            until = months_later(issued, months)
            yield Due(facts.teacher, f"用{kind}证明申请工作许可（{issued} 签发）",
                      until - timedelta(days=lead), until, {"issued": issued}, part=kind)


def _exits(look: Look) -> Iterator[Due]:
    """Left school; told to the police within working days (及时, the law names no number)."""
    days = look.number("D-STU-POLICE", "working_days")
    for facts in students(look):
        stay, ends = facts.stay, full(facts.stay.enrolled_until)
        if stay.outcome in LEFT and ends and ends <= look.today and not stay.exit_reported_on:
            latest = look.calendar.add(ends, days)
            yield Due(facts.student, f"向公安出入境报告离校（{stay.outcome}，{ends}）", ends, latest,
                      {"ended": ends, "outcome": stay.outcome},
                      note=look.calendar.note(ends, latest))


def _entered(today: date, applied: date | None) -> ForeignTeacher:
    """Came on a Z visa a week ago; applied: for residence."""
    visa = {"category": "Z", "entered_on": today - timedelta(days=7), "valid_until": None}
    residence = {"applied_on": applied, "valid_until": None} if applied else None
    return samples.teacher(today, papers={"签证": visa, "居留许可": residence})


def _moved(today: date, registered: date | None) -> ForeignTeacher:
    found: ForeignTeacher = samples.with_line(
        samples.teacher(today), TeacherLodging, address="示例路 1 号",
        lived_from=today, registered_on=registered,
    )
    return found


def _came_back(today: date, registered: date) -> ForeignTeacher:
    """Registered, then entered again yesterday."""
    visa = {"category": "L", "entered_on": today - timedelta(days=1), "valid_until": None}
    found: ForeignTeacher = samples.with_line(
        samples.teacher(today, papers={"签证": visa}), TeacherLodging, address="示例路 1 号",
        lived_from=today - timedelta(days=90), registered_on=registered,
    )
    return found


def _renewed_passport(today: date, kind: str, applied: date | None) -> ForeignTeacher:
    """A second passport of three days ago, beside the one that came first."""
    teacher = samples.teacher(today, papers={
        "护照": {"issued_on": today - timedelta(days=3000)},
        kind: {"category": "B", "applied_on": applied},
    })
    found: ForeignTeacher = samples.with_line(
        teacher, TeacherDocument, kind="护照", issued_on=today - timedelta(days=3),
        valid_until=today + timedelta(days=3600),
    )
    return found


def _changed_address(today: date, applied: date | None) -> InternationalStudent:
    residence: dict[str, Any] = {"issued_on": today - timedelta(days=90), "applied_on": applied}
    student = samples.student(today, papers={"居留许可": residence})
    for address, begins, ends in (("1 号楼", 90, 5), ("9 号楼", 4, None)):
        samples.with_line(
            student, StudentLodging, address=address, lived_from=today - timedelta(days=begins),
            lived_until=today - timedelta(days=ends) if ends else None, registered_on=today,
        )
    return student


def _candidate(today: date, applied: date | None) -> ForeignTeacher:
    """Begins in forty days, with a certificate that ends in some twenty."""
    issued = months_later(today, -6) + timedelta(days=20)
    permit = {"applied_on": applied, "valid_until": None} if applied else None
    return samples.teacher(
        today, engaged={"engaged_from": today + timedelta(days=40)},
        papers={"无犯罪记录": {"issued_on": issued, "valid_until": None}, "工作许可": permit},
    )


def _graduated(today: date, reported: date | None) -> InternationalStudent:
    stay = {"outcome": "毕业", "enrolled_until": today - timedelta(days=2),
            "exit_reported_on": reported}
    return samples.student(today, enrolled=stay)


STAY_DEADLINES = (
    DeadlineRule("D-ARRIVAL", "入境后办理居留证件", "Z、X1 签证入境后逾期不办居留证件，属非法居留。", _arrivals,
                 lambda t: _entered(t, None), lambda t: _entered(t, t)),
    DeadlineRule("D-LODGING", "住宿登记", "不住旅馆的，入住后二十四小时内到派出所登记；日期不记小时，按次日算。",
                 _lodgings, lambda t: _moved(t, None), lambda t: _moved(t, t)),
    DeadlineRule("D-LODGING-AGAIN", "重新住宿登记", "换发护照、居留证件或出境返回后，多地要求重新登记。",
                 _lodgings_again, lambda t: _came_back(t, t - timedelta(days=60)),
                 lambda t: _came_back(t, t)),
    DeadlineRule("D-CHANGE", "居留证件登记事项变更", "换发护照后，居留证件上的护照号须变更。", _passport_changes,
                 lambda t: _renewed_passport(t, "居留许可", None),
                 lambda t: _renewed_passport(t, "居留许可", t)),
    DeadlineRule("D-CHANGE-PERMIT", "工作许可信息变更", "姓名、护照号等变更后，工作许可须变更。", _permit_changes,
                 lambda t: _renewed_passport(t, "工作许可", None),
                 lambda t: _renewed_passport(t, "工作许可", t)),
    DeadlineRule("D-CHANGE-ADDRESS", "居留地址变更", "部分地方要求搬家后变更居留地址，以当地出入境要求为准。",
                 _address_changes, lambda t: _changed_address(t, None),
                 lambda t: _changed_address(t, t)),
    DeadlineRule("D-FRESH", "无犯罪记录、体检的有效期", "证明过了六个月要重新开，认证往往要一两个月。", _fresh,
                 lambda t: _candidate(t, None), lambda t: _candidate(t, t)),
    DeadlineRule("D-STU-POLICE", "学生离校报告公安", "毕业、结业、退学离校的，学校应及时报告公安出入境管理机构。", _exits,
                 lambda t: _graduated(t, None), lambda t: _graduated(t, t)),
)
