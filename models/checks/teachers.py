"""Foreign teachers: who may be employed, on which papers, for how long.

Only what follows from foreign nationality is asked: 港澳台 teachers need no work permit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Check, Finding, Look, age_on, full, months_later
from models.checks.teacher_facts import TeacherFacts, teachers
from models.entities.foreign_teacher import ForeignTeacher
from models.partial_date import latest

Said = tuple[str, dict[str, Any]]


def per_teacher(
    judge: Callable[[TeacherFacts, Look], Iterable[Said | Finding]], *, everybody: bool = False,
) -> Callable[[Look], list[Finding]]:
    """A check's find: what is said of each foreign teacher (everybody: 港澳台 ones too)."""
    def find(look: Look) -> list[Finding]:
        return [
            said if isinstance(said, Finding) else Finding(facts.teacher, said[0], said[1])
            for facts in teachers(look) if everybody or facts.is_foreign
            for said in judge(facts, look)
        ]

    return find


def _age(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    born, begins = full(facts.teacher.born_on), full(facts.engagement.engaged_from)
    most = look.number("R-FT-02", "years")
    if born and begins and not facts.is_class_a and age_on(born, begins) > most:
        yield (f"聘期开始时 {age_on(born, begins)} 周岁，专业人才（B 类）一般不超过 {most} 周岁；"
               "高端人才（A 类）不限。"), {"born": born, "from": begins}


def _native(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    teacher, courses = facts.teacher, facts.engagement.courses or ""
    if not teacher.nationality:
        return
    for pair in look.words("R-FT-03", "languages"):
        language, word, *homes = pair.split(",")
        if facts.engagement.subject_kind == "语言类" and word in courses and (
            language not in (teacher.native_language or "") and teacher.nationality not in homes
        ):
            yield (f"任教{courses}，母语为{teacher.native_language or '（未填）'}，国籍为"
                   f"{codes.countries().name_of(teacher.nationality or '') or '（未填）'}；"
                   "外国语言教学人员原则上从事其母语国母语教学。"), {
                "courses": courses, "native": teacher.native_language,
                "nationality": teacher.nationality}


def _passport(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    until, months = facts.until("护照"), look.number("R-FT-04", "months")
    if until is not None and latest(until) < months_later(look.today, months):
        yield f"护照 {until} 到期，不足 {months} 个月，不能办理许可和居留的延期。", {"until": until}


def _terms(facts: TeacherFacts, _: Look) -> Iterator[Said | Finding]:
    permit, passport = facts.until("工作许可"), facts.until("护照")
    contract = facts.engagement.engaged_until
    if permit and passport and latest(permit) > latest(passport):
        yield f"工作许可至 {permit}，晚于护照到期日 {passport}。", {
            "permit": permit, "passport": passport}
    if permit and contract and latest(contract) > latest(permit):
        yield Finding(
            facts.teacher, f"合同至 {contract}，工作许可只到 {permit}，到期前须延期。",
            {"contract": contract, "permit": permit}, part="合同", severity="W",
        )


def _unlawful(facts: TeacherFacts, look: Look) -> Iterator[Finding]:
    """W instead of E while the residence permit was applied for, or its thirty days run."""
    if not facts.is_here(look.today):
        return
    lacks = []
    for kind in ("工作许可", "居留许可"):
        until = facts.until(kind)
        if until is None:
            lacks.append(f"没有登记{kind}")
        elif latest(until) < look.today:
            lacks.append(f"{kind}已于 {until} 到期")
    if lacks:
        pending = len(lacks) == 1 and "居留许可" in lacks[0] and _is_arriving(facts, look)
        yield Finding(
            facts.teacher, f"在聘，但{'、'.join(lacks)}；须同时持有效的工作许可和工作类居留证件"
            f"{'，居留证件办妥前不应上课' if pending else ''}。",
            {"lacks": lacks, "from": facts.engagement.engaged_from},
            severity="W" if pending else None,
        )


def _is_arriving(facts: TeacherFacts, look: Look) -> bool:
    first = look.today - timedelta(days=look.number("D-ARRIVAL", "days"))
    entered = [day for p in facts.valid("签证") if (day := full(p.entered_on)) and day >= first]
    return bool(entered) or facts.applied_since("居留许可", first)


def _outside_work(facts: TeacherFacts, _: Look) -> Iterator[Said]:
    if facts.teacher.outside_work == "未经批准":
        yield "有校外兼职，未经批准；工作许可只限申报的单位和岗位。", {"outside_work": "未经批准"}


def _short_term(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    """The days of this year's short-term engagements together, and each of them alone."""
    most = look.number("R-FT-15", "days")
    spans = [
        (begins, ends) for stay in facts.all_engagements if stay.term == "短期"
        if (begins := full(stay.engaged_from))
        and (ends := full(stay.left_on or stay.engaged_until))
        and months_later(begins, 12) > look.today
    ]
    days = sum((ends - begins).days + 1 for begins, ends in spans)
    if spans and days > most:
        count = f"一年内 {len(spans)} 次短期聘用累计" if len(spans) > 1 else "登记为短期，聘期却有"
        yield f"{count} {days} 天；超过 {most} 天须按长期办理。", {"spans": spans}


def _old(today: date) -> ForeignTeacher:
    return samples.teacher(today, born_on=date(today.year - 64, 1, 1))


def _short(today: date, days: int) -> ForeignTeacher:
    stay = {"term": "短期", "engaged_from": today - timedelta(days=10),
            "engaged_until": today + timedelta(days=days - 11)}
    return samples.teacher(today, engaged=stay)


TEACHER_CHECKS = (
    Check("R-FT-02", "外教年龄", "W", ForeignTeacher, "B 类人才的年龄限制；A 类不限。",
          per_teacher(_age), _old, samples.teacher),
    Check("R-FT-03", "母语国母语教学", "W", ForeignTeacher, "语言教学人员原则上教其母语国的母语。",
          per_teacher(_native),
          lambda t: samples.teacher(t, engaged={"courses": "日语口语"}),
          lambda t: samples.teacher(t, engaged={"courses": "英语口语"})),
    Check("R-FT-04", "外教护照有效期", "E", ForeignTeacher, "护照须有六个月以上有效期。",
          per_teacher(_passport, everybody=True),
          lambda t: samples.teacher(t, papers={"护照": {"valid_until": t + timedelta(days=90)}}),
          samples.teacher),
    Check("R-FT-08", "许可、护照、合同的期限", "E", ForeignTeacher, "许可不能长于护照；合同长于许可的须按期延期。",
          per_teacher(_terms),
          lambda t: samples.teacher(t, papers={"护照": {"valid_until": t + timedelta(days=400)}}),
          samples.teacher),
    Check("R-FT-09", "在聘而无有效许可或居留", "E", ForeignTeacher,
          "未同时持有两证工作属非法就业，本人和学校都会受处罚。", per_teacher(_unlawful),
          lambda t: samples.teacher(t, papers={"工作许可": {"valid_until": t - timedelta(days=3)}}),
          samples.teacher),
    Check("R-FT-14", "未经批准的校外兼职", "W", ForeignTeacher, "聘用单位与实际工作单位须一致，兼职须先批准。",
          per_teacher(_outside_work, everybody=True),
          lambda t: samples.teacher(t, outside_work="未经批准"),
          lambda t: samples.teacher(t, outside_work="已批准")),
    Check("R-FT-15", "短期聘用超过期限", "E", ForeignTeacher, "短期与长期是两套办理程序。",
          per_teacher(_short_term), lambda t: _short(t, 120), lambda t: _short(t, 60)),
)
