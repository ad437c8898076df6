"""Foreign teachers: who may be employed, on which papers, for how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models import codes
from models.checks import samples
from models.checks.base import Check, Finding, Look, age_on, full, months_later
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.partial_date import Day, earliest, latest

Said = tuple[str, dict[str, Any]]


@dataclass
class TeacherFacts:
    """A teacher with the engagement that counts now, and the newest paper of each kind."""

    teacher: ForeignTeacher
    engagement: Engagement
    papers: dict[str, list[TeacherDocument]] = field(default_factory=lambda: defaultdict(list))
    engagements: list[Engagement] = field(default_factory=list)

    def until(self, kind: str) -> Day | None:
        """The last day of the newest paper of a kind; None without any."""
        days = [p.valid_until for p in self.papers.get(kind, []) if p.valid_until]
        return max(days, key=latest, default=None)

    def is_here(self, day: date) -> bool:
        """In service on a day, not left early."""
        stay = self.engagement
        return earliest(stay.engaged_from) <= day <= last_day(stay)


def last_day(stay: Engagement) -> date:
    """The day on which an engagement really ends."""
    days = [latest(day) for day in (stay.engaged_until, stay.left_on) if day]
    return min(days, default=date.max)


def teachers(look: Look) -> list[TeacherFacts]:
    """Those in service, or to begin, each with the engagement that ends last."""
    return look.once("teachers", lambda: _read(look))


def _read(look: Look) -> list[TeacherFacts]:
    stays: dict[int, list[Engagement]] = defaultdict(list)
    now = Engagement.engaged_until.reaches(look.today)
    for stay in Engagement.active().where(now).order_by(Engagement.engaged_from):
        if last_day(stay) >= look.today:
            stays[stay.__data__["teacher"]].append(stay)
    chosen = Engagement.select(Engagement.teacher).where(now)
    found = {
        teacher.id: TeacherFacts(teacher, stays[teacher.id][0], engagements=stays[teacher.id])
        for teacher in ForeignTeacher.active().where(ForeignTeacher.id.in_(chosen))
        if teacher.id in stays
    }
    for paper in TeacherDocument.active().where(TeacherDocument.teacher.in_(chosen)):
        if facts := found.get(paper.__data__["teacher"]):
            facts.papers[paper.kind].append(paper)
    return list(found.values())


def _per_teacher(
    judge: Callable[[TeacherFacts, Look], Iterable[Said | Finding]],
) -> Callable[[Look], list[Finding]]:
    def find(look: Look) -> list[Finding]:
        return [
            said if isinstance(said, Finding) else Finding(facts.teacher, said[0], said[1])
            for facts in teachers(look) for said in judge(facts, look)
        ]

    return find


def _degree(facts: TeacherFacts, _: Look) -> Iterator[Said]:
    degree = facts.teacher.degree
    if degree in ("专科", "其他") and not _is_class_a(facts):
        yield f"最高学历为{degree}，一般要求学士以上学位。", {"degree": degree}


def _is_class_a(facts: TeacherFacts) -> bool:
    return any((p.category or "").upper().startswith("A") for p in facts.papers.get("工作许可", []))


def _age(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    born, begins = full(facts.teacher.born_on), full(facts.engagement.engaged_from)
    most = look.number("R-FT-02", "years")
    if born and begins and not _is_class_a(facts) and age_on(born, begins) > most:
        yield (f"聘期开始时 {age_on(born, begins)} 周岁，专业人才（B 类）一般不超过 {most} 周岁；"
               "高端人才（A 类）不限。"), {"born": born, "from": begins}


def _native(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    teacher, courses = facts.teacher, facts.engagement.courses or ""
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
        yield f"护照 {until} 到期，不足 6 个月，不能办理许可和居留的延期。", {"until": until}


def _fresh(facts: TeacherFacts, look: Look) -> Iterator[Finding]:
    begins, months = full(facts.engagement.engaged_from), look.number("R-FT-05", "months")
    is_first = begins is not None and begins >= look.today
    for kind in ("无犯罪记录", "体检"):
        days = [d for p in facts.papers.get(kind, []) if (d := full(p.issued_on))]
        if is_first and begins and days and max(days) < months_later(begins, -months):
            yield Finding(
                facts.teacher, f"{kind}证明 {max(days)} 签发，到聘期开始已超过 {months} 个月。",
                {"issued": max(days), "from": begins}, part=kind,
            )


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


def _unlawful(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    if not facts.is_here(look.today) or not codes.is_foreign(facts.teacher.nationality):
        return
    lacks = []
    for kind in ("工作许可", "居留许可"):
        until = facts.until(kind)
        if until is None:
            lacks.append(f"没有登记{kind}")
        elif latest(until) < look.today:
            lacks.append(f"{kind}已于 {until} 到期")
    if lacks:
        yield f"在聘，但{'、'.join(lacks)}；须同时持有效的工作许可和工作类居留证件。", {
            "lacks": lacks, "from": facts.engagement.engaged_from}


def _short_term(facts: TeacherFacts, look: Look) -> Iterator[Said]:
    stay, most = facts.engagement, look.number("R-FT-15", "days")
    begins, ends = full(stay.engaged_from), full(stay.engaged_until)
    if stay.term == "短期" and begins and ends and (ends - begins).days + 1 > most:
        yield f"登记为短期，聘期却有 {(ends - begins).days + 1} 天；超过 {most} 天须按长期办理。", {
            "from": begins, "until": ends}


def _old(today: date) -> ForeignTeacher:
    return samples.teacher(today, born_on=date(today.year - 64, 1, 1))


def _soon(today: date, days: int) -> ForeignTeacher:
    """Begins in twenty days, with a criminal record certificate so many days old."""
    begins = {"engaged_from": today + timedelta(days=20)}
    paper = {"issued_on": today - timedelta(days=days), "valid_until": None}
    return samples.teacher(today, engaged=begins, papers={"无犯罪记录": paper})


def _short(today: date, days: int) -> ForeignTeacher:
    stay = {"term": "短期", "engaged_from": today - timedelta(days=10),
            "engaged_until": today + timedelta(days=days - 11)}
    return samples.teacher(today, engaged=stay)


TEACHER_CHECKS = (
    Check("R-FT-01", "外教学历", "E", ForeignTeacher, "学历不符，工作许可不会批准；教学类另看教师资格或语言证书。",
          _per_teacher(_degree), lambda t: samples.teacher(t, degree="专科"), samples.teacher),
    Check("R-FT-02", "外教年龄", "W", ForeignTeacher, "B 类人才的年龄限制；A 类不限。",
          _per_teacher(_age), _old, samples.teacher),
    Check("R-FT-03", "母语国母语教学", "W", ForeignTeacher, "语言教学人员原则上教其母语国的母语。",
          _per_teacher(_native),
          lambda t: samples.teacher(t, engaged={"courses": "日语口语"}),
          lambda t: samples.teacher(t, engaged={"courses": "英语口语"})),
    Check("R-FT-04", "外教护照有效期", "E", ForeignTeacher, "护照须有六个月以上有效期。",
          _per_teacher(_passport),
          lambda t: samples.teacher(t, papers={"护照": {"valid_until": t + timedelta(days=90)}}),
          samples.teacher),
    Check("R-FT-05", "无犯罪记录、体检的时效", "E", ForeignTeacher, "申请时须在六个月以内签发。",
          _per_teacher(_fresh), lambda t: _soon(t, 250), lambda t: _soon(t, 30)),
    Check("R-FT-08", "许可、护照、合同的期限", "E", ForeignTeacher, "许可不能长于护照；合同长于许可的须按期延期。",
          _per_teacher(_terms),
          lambda t: samples.teacher(t, papers={"护照": {"valid_until": t + timedelta(days=400)}}),
          samples.teacher),
    Check("R-FT-09", "在聘而无有效许可或居留", "E", ForeignTeacher,
          "未同时持有两证工作属非法就业，本人和学校都会受处罚。", _per_teacher(_unlawful),
          lambda t: samples.teacher(t, papers={"工作许可": {"valid_until": t - timedelta(days=3)}}),
          samples.teacher),
    Check("R-FT-15", "短期聘用超过期限", "E", ForeignTeacher, "短期与长期是两套办理程序。",
          _per_teacher(_short_term), lambda t: _short(t, 120), lambda t: _short(t, 60)),
)
