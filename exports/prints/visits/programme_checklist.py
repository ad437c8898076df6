"""中外合作办学申报材料清单 (D12): what has to be handed in, and the key points as registered.

A checklist only: the application itself is the authority's own form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from exports.drafts.blocks import Block, BodyBlock, Signature
from exports.prints.official import word_printable
from exports.prints.official_paper import OfficialPaper
from exports.prints.official_parts import asked, line, listed, paragraphs, section
from exports.prints.printable import Facts, Missing, Option, Wishes, issue_date
from exports.prints.texts import Texts, texts_of
from exports.prints.visits import saying
from models import attachments
from models.codes import HMT
from models.entities.achievements import JointProgramme, ProgrammeCourse
from models.entities.office import OfficeProfile
from models.errors import UserError
from models.indicators.joint_programmes import BROUGHT_IN, CORE
from models.indicators.rules import parameter

CODE = "D12"
PAPERS = {"no": "序号", "paper": "材料名称", "copies": "份数", "rule": "要求", "ready": "已备"}
POINTS = {"name": "项目", "words": "登记内容"}
THIRDS = {"name": "项目", "part": "门（学时）数", "whole": "总数", "share": "占比", "reached": "是否达到"}
FLOW = {"no": "序号", "step": "环节", "signed": "意见（签字、盖章）", "day": "日期"}
LEAST = Fraction(1, 3)
_READY, _OPEN = "☑", "□"
_FIELDS = (
    "partner_name", "programme", "programme_code", "level", "years", "recruitment",
    "yearly_quota", "certificates", "address", "agreement_valid_until",
)


def _options(programme: JointProgramme) -> tuple[Option, ...]:  # noqa: ARG001
    return (issue_date(), Option("with_points", "带申报要点核对", "flag", True))


def _missing(programme: JointProgramme, wishes: Wishes) -> list[Missing]:  # noqa: ARG001
    return saying.form_missing(programme, "title")


def _notices(programme: JointProgramme, wishes: Wishes) -> list[str]:  # noqa: ARG001
    found = ["清单按通行做法列出，以省级教育行政部门当年的申报通知为准。"]
    if not programme.lines(ProgrammeCourse):
        found.append("没有登记课程，四个三分之一无法核算。")
    return found


def _facts(programme: JointProgramme, wishes: Wishes) -> Facts:
    base = saying.form_facts(programme, {**wishes, "with_footer": False}, holder=programme.title)
    office = OfficeProfile.current()
    return {
        **base, "title": programme.title, "is_hmt": programme.country in HMT,
        "with_points": bool(wishes["with_points"]),
        "held": [str(each) for each in attachments.of(programme)],
        "points": _points(programme), "thirds": _thirds(programme.lines(ProgrammeCourse)),
        "department": office.office_name or base["school"],
        "contact": office.contact_name or "", "phone": office.phone or "",
    }


def _points(programme: JointProgramme) -> list[dict[str, str]]:
    """The fields that the application asks for; a blank one is a gap."""
    place = saying.place_name(programme.country)
    points = [{"name": "合作国家（地区）", "words": place or asked("合作国家（地区）")}]
    for name in _FIELDS:
        kind = JointProgramme.field_named(name)
        value = kind.read(programme)
        shown = "" if value is None else kind.show(value)
        unit = kind.unit if shown and kind.unit and not shown.endswith(kind.unit) else ""
        points.append({"name": kind.label, "words": f"{shown}{unit}" or asked(kind.label)})
    return points


def _thirds(courses: Sequence[ProgrammeCourse]) -> list[dict[str, Any]]:
    """The four shares: part and whole; nothing without courses.

    Whether only core courses count as taught by the partner is a parameter (统计口径).
    """
    if not courses:
        return []
    core = [course for course in courses if course.kind == CORE]
    only_core = parameter("joint.partner_courses").value == CORE
    counted = core if only_core else courses
    taught = [course for course in counted if course.taught_by_partner or course.partner_hours]
    suffix = "" if only_core else ".all"
    return [
        {"key": "brought", "part": _brought_in(courses), "whole": len(courses)},
        {"key": "core", "part": _brought_in(core), "whole": len(core)},
        {"key": f"taught{suffix}", "part": len(taught), "whole": len(courses)},
        {"key": f"hours{suffix}", "part": sum(course.partner_hours or 0 for course in taught),
         "whole": sum(course.hours or 0 for course in courses)},
    ]


def _brought_in(courses: Sequence[ProgrammeCourse]) -> int:
    return sum(course.origin == BROUGHT_IN for course in courses)


# ---- the paper ----


def _paper(facts: Facts) -> OfficialPaper:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    day = date.fromisoformat(facts["issued_on"])
    points: list[Block] = []
    if facts["with_points"]:
        points += section(texts, "points", [
            listed(texts["points.columns"], POINTS, facts["points"], small=False)])
        points += section(texts, "thirds", _shares(facts, texts))
    return OfficialPaper(
        title=line(texts, "title.hmt" if facts["is_hmt"] else "title", facts),
        byline=line(texts, "byline", facts), school=facts["school"], issued_on=day,
        blocks=(
            *paragraphs(texts, facts, "opening"),
            *section(texts, "papers", [_papers(facts, texts)]),
            *paragraphs(texts, facts, "note"), *points,
            *section(texts, "flow", [_flow(texts)]),
        ),
        signature=Signature(facts["department"], day), remark=line(texts, "remark", facts),
    )


def _rows(text: str, fields: int, what: str) -> list[list[str]]:
    """a|b|c；a|b|c as rows; UserError for one with too many parts."""
    found = [[part.strip() for part in row.split("|")] for row in text.split("；") if row.strip()]
    for row in found:
        if len(row) > fields or not row[0]:
            raise UserError(f"{what}“{'|'.join(row)}”读不懂。", "写法：名称|份数|要求，各项用“；”分开。")
    return [row + [""] * (fields - len(row)) for row in found]


def _papers(facts: Facts, texts: Texts) -> BodyBlock:
    rows = [
        {"no": str(number), "paper": name, "copies": copies, "rule": rule,
         "ready": _READY if any(name in held for held in facts["held"]) else _OPEN}
        for number, (name, copies, rule) in enumerate(_rows(texts["papers"], 3, "材料"), start=1)
    ]
    return listed(texts["papers.columns"], PAPERS, rows)


def _shares(facts: Facts, texts: Texts) -> list[BodyBlock]:
    if not facts["thirds"]:
        return paragraphs(texts, facts, "thirds.open")
    rows = []
    for each in facts["thirds"]:
        share = Fraction(each["part"], each["whole"]) if each["whole"] else None
        rows.append({
            "name": texts[f"thirds.{each['key']}"], "part": str(each["part"]),
            "whole": str(each["whole"]), "share": "—" if share is None else f"{float(share):.1%}",
            "reached": "—" if share is None else "达到" if share >= LEAST else "未达到",
        })
    return [listed(texts["thirds.columns"], THIRDS, rows), *paragraphs(texts, facts, "thirds.note")]


def _flow(texts: Texts) -> BodyBlock:
    rows = [
        {"no": str(number), "step": step, "signed": "\n", "day": ""}
        for number, (step,) in enumerate(_rows(texts["flow"], 1, "环节"), start=1)
    ]
    return listed(texts["flow.columns"], FLOW, rows)


PROGRAMME_CHECKLIST = word_printable(
    _paper, code=CODE, title="中外合作办学申报材料清单", entity=JointProgramme, options=_options,
    missing=_missing, facts=_facts, notices=_notices, private=("address",),
)
