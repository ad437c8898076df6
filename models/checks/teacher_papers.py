"""What a foreign teacher's application must prove: degree, years, career, certificates, post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from models.cells import compact
from models.checks import samples
from models.checks.base import Check, Finding, Look, full, months_later
from models.checks.teacher_facts import TeacherFacts, departures
from models.checks.teachers import Said, per_teacher
from models.entities.foreign_teacher import (
    Engagement,
    ForeignTeacher,
    TeacherDocument,
    WorkExperience,
)
from models.partial_date import earliest, latest

DAYS_A_YEAR = 365.25
Span = tuple[date, date]


def _qualified(facts: TeacherFacts, look: Look) -> Iterator[Said | Finding]:
    """Degree first; then years, unless the subject of the degree or a certificate exempts.

    Years are judged only where the office wrote some: related_years, or a career.
    """
    teacher, least = facts.teacher, look.number("R-FT-01", "years")
    if facts.is_class_a:
        return
    if teacher.degree in ("专科", "其他"):
        yield f"最高学历为{teacher.degree}，一般要求学士以上学位。", {"degree": teacher.degree}
    years = related_years(facts)
    if years is None or years >= least or _is_exempt(facts, look):
        return
    yield Finding(
        teacher, f"相关工作经历 {years:g} 年，不足 {least} 年；所学专业不属教育、语言、师范类，"
        "也没有登记教学资格或语言教学证书。",
        {"years": years, "major": teacher.degree_major}, part="年限",
    )


def related_years(facts: TeacherFacts) -> float | None:
    """Years of related work before the engagement: as stated, else from the career; None unknown.

    Overlapping employments count once; one not marked counts, one marked as unrelated does not.
    """
    if facts.teacher.related_years is not None:
        return float(facts.teacher.related_years)
    spans = _career(facts, related_only=True)
    if not facts.experiences:
        return None
    days, reached = 0, date.min
    for begins, ends in spans:
        first = max(begins, reached)
        days += max((ends - first).days + 1, 0)
        reached = max(reached, ends + timedelta(days=1))
    return round(days / DAYS_A_YEAR, 1)


def _career(facts: TeacherFacts, *, related_only: bool) -> list[Span]:
    """Employments in order, as long as they can have lasted, up to the present engagement."""
    end = earliest(facts.engagement.engaged_from) - timedelta(days=1)
    return sorted(
        (earliest(job.worked_from), min(latest(job.worked_until) if job.worked_until else end, end))
        for job in facts.experiences
        if job.worked_from and not (related_only and job.is_related is False)
    )


def _is_exempt(facts: TeacherFacts, look: Look) -> bool:
    major = (facts.teacher.degree_major or "").lower()
    words = look.words("R-FT-01", "majors")
    return bool(facts.teacher.teaching_certificate) or any(word in major for word in words)


def _gaps(facts: TeacherFacts, look: Look) -> Iterator[Finding]:
    """Only of contracts that began within the years looked at; a remark explains a gap."""
    if earliest(facts.engagement.engaged_from) < look.since:
        return
    months = look.number("R-FT-06", "months")
    for reached, job in gaps(facts.experiences, months):
        yield Finding(
            facts.teacher, f"工作经历 {reached} 至 {job.worked_from} 之间超过 {months} 个月没有记录，"
            "须说明（写在后一段经历的备注里）。",
            {"from": reached, "until": job.worked_from}, part=str(job.id),
        )


def gaps(
    experiences: Iterable[WorkExperience], months: int,
) -> Iterator[tuple[date, WorkExperience]]:
    """Breaks of more than so many months without a remark: when one job ended, and the next."""
    jobs = [job for job in experiences if job.worked_from]
    reached: date | None = None
    for job in sorted(jobs, key=lambda job: earliest(job.worked_from)):
        begins = earliest(job.worked_from)
        if reached is not None and months_later(reached, months) < begins and not job.remarks:
            yield reached, job
        ended = latest(job.worked_until) if job.worked_until else date.max
        reached = max(reached or ended, ended)


def _certificates(facts: TeacherFacts, look: Look) -> Iterator[Finding]:
    """Of those who are to begin: six months before the application, else before the contract.

    Authentication is asked for once the office has ever marked it, and where it is marked 否.
    """
    begins, months = full(facts.engagement.engaged_from), look.number("R-FT-05", "months")
    if begins is None or begins < look.today:
        return
    permit = facts.newest("工作许可")
    applied = full(permit.applied_on) if permit is not None else None
    day = applied if applied is not None and applied <= begins else begins
    for kind in ("无犯罪记录", "体检"):
        papers = [(on, p) for p in facts.papers.get(kind, []) if (on := full(p.issued_on))]
        issued, paper = max(papers, key=lambda pair: pair[0], default=(None, None))
        if issued is not None and issued < months_later(day, -months):
            said = "申请" if day == applied else "聘期开始"
            yield Finding(
                facts.teacher, f"{kind}证明 {issued} 签发，到 {day} {said}已超过 {months} 个月。",
                {"issued": issued, "from": day}, part=kind,
            )
        if kind == "无犯罪记录" and paper is not None and not paper.authenticated and (
            paper.authenticated is False or look.keeps(TeacherDocument.authenticated)
        ):
            yield Finding(
                facts.teacher, "无犯罪记录证明没有领事认证或附加证明书。",
                {"paper": paper.id, "authenticated": paper.authenticated}, part="认证",
            )


def _post(facts: TeacherFacts, _: Look) -> Iterator[Said]:
    """Only where both are written, and neither contains the other (英语教师, 外籍英语教师)."""
    permit = facts.newest("工作许可")
    if permit is None or not permit.post_on_permit or not facts.engagement.post:
        return
    here, there = compact(facts.engagement.post), compact(permit.post_on_permit)
    if here not in there and there not in here:
        yield (f"合同岗位“{facts.engagement.post}”与许可岗位“{permit.post_on_permit}”不一致；"
               "须变更许可或更正合同。"), {"post": here, "permit": there}


def _release(look: Look) -> Iterator[Finding]:
    for gone in departures(look):
        if gone.stay.release_signed_on is None:
            yield Finding(
                gone.stay.teacher, f"{gone.left} 离任，没有登记双方签字的聘用关系解除（终止）证明；"
                "联系不上本人的，由单位出具情况说明。",
                {"left": gone.left, "signed": None}, part=str(gone.stay.id),
            )


def _new(today: date, kind: str, days: int, **facts: Any) -> ForeignTeacher:
    """Begins in twenty days, with a certificate so many days old."""
    begins = {"engaged_from": today + timedelta(days=20)}
    paper = {"issued_on": today - timedelta(days=days), "valid_until": None, **facts}
    return samples.teacher(today, engaged=begins, papers={kind: paper})


def _employed(today: date, years: int, **facts: Any) -> ForeignTeacher:
    """So many years in a related job before the contract."""
    begins = today - timedelta(days=100)
    teacher: ForeignTeacher = samples.with_line(
        samples.teacher(today, **facts), WorkExperience, employer="示例中学",
        worked_from=months_later(begins, -12 * years), worked_until=begins - timedelta(days=1),
        is_related=True,
    )
    return teacher


def _interrupted(today: date, months: int) -> ForeignTeacher:
    """Two employments with so many months between them."""
    ended = date(today.year - 4, 6, 30)
    teacher = samples.with_line(
        samples.teacher(today), WorkExperience, employer="示例中学",
        worked_from=date(today.year - 8, 9, 1), worked_until=ended,
    )
    found: ForeignTeacher = samples.with_line(
        teacher, WorkExperience, employer="示例学院", worked_from=months_later(ended, months),
        worked_until=date(today.year - 1, 6, 30),
    )
    return found


def _posted(today: date, post: str) -> ForeignTeacher:
    return samples.teacher(today, engaged={"post": post}, papers={
        "工作许可": {"category": "B", "post_on_permit": "英语教师"}})


def _gone(today: date, signed: date | None) -> ForeignTeacher:
    """Left a week ago; the same for a colleague whose certificate is signed."""
    left = today - timedelta(days=7)
    samples.teacher(today, passport_name="ROE, RICHARD",
                    engaged={"left_on": left, "release_signed_on": left})
    return samples.teacher(today, engaged={"left_on": left, "release_signed_on": signed})


TEACHER_PAPER_CHECKS = (
    Check("R-FT-01", "外教学历与年限", "E", ForeignTeacher,
          "学历或年限不符，工作许可不会批准；教育、语言、师范类学位和教学证书可免年限。",
          per_teacher(_qualified), lambda t: _employed(t, 1, degree_major="市场营销"),
          lambda t: _employed(t, 2, degree_major="市场营销")),
    Check("R-FT-05", "无犯罪记录、体检的时效与认证", "E", ForeignTeacher, "申请时须在六个月以内签发，无犯罪记录须经认证。",
          per_teacher(_certificates), lambda t: _new(t, "无犯罪记录", 250),
          lambda t: _new(t, "无犯罪记录", 30, authenticated=True)),
    Check("R-FT-06", "工作经历的间断", "W", ForeignTeacher, "工作资历要连续可查，间断须说明。",
          per_teacher(_gaps), lambda t: _interrupted(t, 5), lambda t: _interrupted(t, 2)),
    Check("R-FT-07", "合同岗位与许可岗位", "E", ForeignTeacher, "实际岗位与许可岗位不一致，视同未经许可工作。",
          per_teacher(_post), lambda t: _posted(t, "教务管理"), lambda t: _posted(t, "外籍英语教师")),
    Check("R-FT-12", "离任后的终止证明", "E", ForeignTeacher, "注销工作许可要交双方签字的证明，本人转聘也要用。",
          _release, lambda t: _gone(t, None), lambda t: _gone(t, t),
          needs=(Engagement.release_signed_on,)),
)
