"""外籍教师聘用审批表 (B2): the person and the career on page 1, post, pay and approvals on page 2."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.prints.blocks import (
    Band,
    Cell,
    Document,
    Heading,
    Members,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    checkboxes,
    value,
)
from exports.prints.certificate import newest
from exports.prints.declared import approval_bands, columns
from exports.prints.form import (
    document,
    heads,
    listed,
    pairs,
    plain_label,
    ticked_rows,
    usual_facts,
    usual_options,
)
from exports.prints.printable import (
    Facts,
    Missing,
    Option,
    Printable,
    Wishes,
    office_missing,
)
from exports.prints.teachers.contracts import (
    chosen,
    contract_option,
    day_words,
    papers_of,
    person_words,
    span_words,
)
from exports.prints.texts import Texts, fill, texts_of
from models import papers as checklists
from models.checks.base import Look, months_later
from models.checks.teacher_papers import gaps
from models.entities.foreign_teacher import Engagement, ForeignTeacher, WorkExperience
from models.partial_date import OPEN_ENDED, earliest, latest, to_text

CODE = "B2"
VETTED = "背景审查"
"""Stands in the list of materials for what the record's date of vetting ticks."""
EDUCATION = {"span": "起止年月", "school": "学校", "major": "专业", "degree": "学历（学位）"}
WORK = {"span": "起止年月", "employer": "任职单位", "post": "职务", "related": "与拟聘岗位相关",
        "gap": "间断说明（备注）"}
_SEEN = ("sex", "born_on", "nationality", "degree", "degree_school", "degree_major",
         "native_language", "phone", "vetted_on")
"""Fields whose blank is pointed out: the approval asks for them."""


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    return (
        *contract_option(teacher), *usual_options(),
        Option("abode", "现居国家（地区）", "text", "", per_record=True),
        Option("dependants", "随行家属", "text", "", per_record=True, help="姓名、关系；留空则手写"),
    )


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    found = office_missing("school_name")
    if chosen(teacher, wishes) is None:
        found.append(Missing("聘期（拟聘部门、岗位和起止日期）", teacher, ""))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    from models.checks import before_printing

    fields = [ForeignTeacher.field_named(name) for name in _SEEN]
    blank = [kind.label for kind in fields if not kind.read(teacher)]
    found = [f"未填{'、'.join(blank)}，表上留空。"] if blank else []
    found += _gap_notices(teacher, chosen(teacher, wishes))
    review = before_printing.review([teacher])
    return found + [
        before_printing.said(each) for each in review.found
        if each.check.id != "R-FT-06" and not each.answer
    ]


def _gap_notices(teacher: ForeignTeacher, contract: Engagement | None) -> list[str]:
    """Every gap of more than the allowed months, that before this contract too, by its days."""
    jobs: list[WorkExperience] = teacher.lines(WorkExperience)
    months = Look().number("R-FT-06", "months")
    if not jobs:
        return ["没有登记工作经历，表上留空手写。"]
    found = [
        f"工作经历 {reached} 至 {to_text(job.worked_from)} 间断超过 {months} 个月，没有说明（{job.employer}之前）。"
        for reached, job in gaps(jobs, months)
    ]
    first = _first_day(teacher, contract)
    ended = max(latest(job.worked_until) if job.worked_until else OPEN_ENDED for job in jobs)
    if first and ended < first and months_later(ended, months) < first:
        found.append(f"最后一段工作经历 {ended} 结束，到聘期开始 {first} 间断超过 {months} 个月。")
    return found


def _first_day(teacher: ForeignTeacher, contract: Engagement | None) -> date | None:
    """The first day at this college: what lies between contracts here is known to us."""
    contracts = [*teacher.lines(Engagement), *([contract] if contract else [])]
    return min((earliest(each.engaged_from) for each in contracts), default=None)


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    contract = chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    papers = papers_of(teacher)
    who = person_words(teacher, papers)
    surname, _, given = teacher.passport_name.partition(",")
    day = date.fromisoformat(str(wishes["issued_on"]))
    return {
        "holder": who["name"], "tail": who["passport"][-4:] or str(teacher.id),
        "period": f"{contract.id}", **usual_facts(wishes, f"外教 {teacher.id}"), **who,
        "surname": surname.strip(), "given": given.strip(),
        "birthplace": teacher.birthplace or "", "marital": teacher.marital_status or "",
        "highest": _degree(teacher), "school_of": teacher.degree_school or "",
        "major": teacher.degree_major or "", "degree": {
            "school": teacher.degree_school or "", "major": teacher.degree_major or "",
            "degree": teacher.degree or "",
        },
        "native": teacher.native_language or "", "chinese_level": teacher.chinese_level or "",
        "class": _class(papers), "subject": contract.subject_kind or "",
        "abode": str(wishes["abode"]).strip(), **_stay(papers, day),
        "phone": teacher.phone or "", "email": teacher.email or "",
        "emergency": teacher.emergency_contact or "", "abroad": teacher.emergency_abroad or "",
        "certificate": teacher.teaching_certificate or "", "work": _work(teacher),
        "dependants": str(wishes["dependants"]).strip(), **_terms(contract),
        "held": _held(teacher),
        "vetted": day_words(teacher.vetted_on),
    }


def _degree(teacher: ForeignTeacher) -> str:
    checked = {True: "（已认证）", False: "（未认证）"}.get(teacher.degree_authenticated, "")
    return f"{teacher.degree}{checked}" if teacher.degree else ""


def _class(papers: list[Any]) -> str:
    permit = newest("工作许可", papers)
    letter = ((permit.category or "").strip()[:1].upper() if permit else "")
    return f"{letter} 类" if letter in ("A", "B", "C") else ""


def _stay(papers: list[Any], day: date) -> dict[str, str]:
    """The residence permit or visa that is valid on the day; blank leaves it to the pen."""
    for kind in ("居留许可", "签证"):
        paper = newest(kind, papers)
        if paper is not None and paper.valid_until and latest(paper.valid_until) >= day:
            words = f"{kind}（{paper.category}）" if paper.category else kind
            return {"in_china": "是", "stay": words, "stay_until": day_words(paper.valid_until)}
    return {"in_china": "", "stay": "", "stay_until": ""}


def _work(teacher: ForeignTeacher) -> list[dict[str, str]]:
    jobs: list[WorkExperience] = teacher.lines(WorkExperience)
    return [
        {"span": span_words(job.worked_from, job.worked_until, open_word="今"),
         "employer": job.employer or "", "post": job.post or "",
         "related": {True: "是", False: "否"}.get(job.is_related, ""), "gap": job.remarks or ""}
        for job in sorted(jobs, key=lambda job: to_text(job.worked_from))
    ]


def _terms(contract: Engagement) -> dict[str, str]:
    kind = type(contract)
    shown = {name: kind.field_named(name).show(getattr(contract, name)) for name in
             ("monthly_pay", "pay_months", "weekly_hours")}
    return {
        "department": contract.department or "", "post": contract.post or "",
        "courses": contract.courses or "", "full_time": contract.full_time or "",
        "hours": f"{shown['weekly_hours']} 学时" if shown["weekly_hours"] else "",
        "term": f"{day_words(contract.engaged_from)}至{day_words(contract.engaged_until)}",
        "pay": f"人民币 {shown['monthly_pay']} 元" if contract.monthly_pay else "",
        "months": f"{shown['pay_months']} 个月" if shown["pay_months"] else "",
        "housing": contract.housing_terms or "", "airfare": contract.airfare_terms or "",
        "insurance": contract.insurance_terms or "", "holiday": contract.holiday_terms or "",
        "funding": contract.funding or "",
    }


def _held(teacher: ForeignTeacher) -> list[str]:
    """The names of the materials that are there; the day of vetting counts for its own."""
    found = [row.paper.name for row in checklists.checklist(teacher).rows if row.is_held]
    return [*found, VETTED] if teacher.vetted_on else found


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    pages = (_person_page(facts, texts), _approval_page(facts, texts))
    return document(CODE, facts, texts["title"], pages)


def _person_page(facts: Facts, texts: Texts) -> Page:
    day = date.fromisoformat(facts["issued_on"])
    head = fill(texts["head"], {"department": facts["department"], "day": day_words(day)})
    studies = columns(texts["columns.education"], EDUCATION)
    work = columns(texts["columns.work"], WORK)
    jobs = tuple(tuple(job.get(column.key, "") for column in work) for job in facts["work"])
    degree = tuple(facts["degree"].get(column.key, "") for column in studies)
    table = Table((
        _identity_band(facts, texts), _background_band(facts, texts),
        Heading(texts["education"], 7.5),
        Members(heads(studies), (degree,) if any(degree) else (), slots=3,
                height=8, head_height=7.5, name=texts["education"]),
        Heading(texts["work"], 7.5),
        Members(heads(work), jobs, slots=6, height=8.5, head_height=9,
                name=texts["work"].partition("（")[0]),
        Band((40, None), (
            Row((plain_label(texts, "certificate"), value(facts["certificate"])), 11),
        )),
    ))
    return Page((
        Title(texts["title"], size=20, role="hei", after=2),
        Paragraph(head, size=10.5, indent=0, after=1.5, leading=1.3, align="left"), table,
    ))


def _identity_band(facts: Facts, texts: Texts) -> Band:
    photo = Cell(texts["photo"], rows=5, align="center", size=9)
    first, *rest = (
        ("surname", "given"), ("chinese_name", "sex"), ("born", "birthplace"),
        ("nationality", "marital"), ("passport", "passport_until"),
    )
    rows = [Row((*pairs(facts, texts, *first), photo), 9)]
    rows += [Row(pairs(facts, texts, *keys), 9) for keys in rest]
    return Band((29, 40, 27, None, 35), tuple(rows))


def _background_band(facts: Facts, texts: Texts) -> Band:
    chosen_words = {
        "class": checkboxes(tuple(listed(texts["classes"])), facts["class"]),
        "subject": checkboxes(tuple(listed(texts["subjects"])), facts["subject"]),
        "in_china": checkboxes(("是", "否"), facts["in_china"]),
    }
    said = {**facts, **chosen_words}
    keyed = (
        ("highest", "graduated"), ("school_of", "major"), ("native", "chinese_level"),
        ("class", "subject"), ("abode", "in_china"), ("stay", "stay_until"), ("phone", "email"),
        ("emergency", "abroad"),
    )
    return Band((29, 56, 29, None), tuple(Row(pairs(said, texts, *keys), 9.5) for keys in keyed))


def _approval_page(facts: Facts, texts: Texts) -> Page:
    keyed = (
        ("department", "post"), ("term", "full_time"), ("hours", "funding"), ("pay", "months"),
        ("tax", "overtime"), ("housing", "airfare"), ("insurance", "holiday"),
    )
    rows = [Row(pairs(facts, texts, *keys), 9) for keys in keyed]
    materials = value(_materials(facts, texts), field="材料核验")
    table = Table((
        Heading(texts["engagement"], 7.5),
        Band((22, 63, 22, None), tuple(rows)),
        Band((22, None), (
            Row((plain_label(texts, "courses"), value(facts["courses"])), 9),
            Row((plain_label(texts, "materials"), materials), 17),
            Row((plain_label(texts, "dependants"), value(facts["dependants"])), 10),
        )),
        Heading(texts["approval"], 7.5),
        *approval_bands(texts["steps"]),
    ))
    return Page((table,))


def _materials(facts: Facts, texts: Texts) -> str:
    """Every material with its tick where it is there; the day of vetting at the end."""
    asked = [part.partition("=") for part in listed(texts["materials"])]
    held = [name for name, _, paper in asked if paper and paper in facts["held"]]
    vetted = f"（审查日期：{facts['vetted']}）" if facts["vetted"] else ""
    return ticked_rows([name for name, _, _ in asked], held, each=5) + vetted


APPROVAL_FORM = Printable(
    code=CODE, title="外籍教师聘用审批表", entity=ForeignTeacher, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
    private=("phone", "email", "emergency_contact"),
)
