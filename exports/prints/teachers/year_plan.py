"""外籍教师聘用计划表 (B1), landscape: whom to engage in a school year, and whose contract ends.

What is recorded is filled in; blank lines are left for what is still only intended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from exports.prints.blocks import (
    Band,
    Block,
    Document,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    Title,
    label,
    value,
)
from exports.prints.certificate import passport_of, printed_name
from exports.prints.declared import approval_bands, columns
from exports.prints.form import document, list_band, usual_facts, usual_options
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, office_missing
from exports.prints.teachers.contracts import (
    day_words,
    end_of,
    nationality_words,
    papers_of,
    span_words,
)
from exports.prints.texts import Texts, fill, texts_of
from exports.wording import mask_passport
from models.checks.base import Look
from models.entities.foreign_teacher import Engagement, Evaluation
from models.entities.office import OfficeProfile
from models.indicators.base import Period
from models.indicators.teachers import engaged, engagements
from models.partial_date import earliest, latest, to_text

CODE = "B1"
NEW = {
    "no": "序号", "department": "聘请单位", "count": "拟聘人数", "kind": "类别", "term": "长期/短期",
    "subject": "语种/专业", "country": "国别要求", "courses": "拟授课程", "hours": "周课时",
    "span": "聘期", "funding": "经费来源", "remarks": "备注",
}
RENEWAL = {
    "no": "序号", "name": "姓名", "nationality": "国籍", "passport": "护照号", "department": "任教部门",
    "span": "现聘期", "grade": "综合考核结果", "renewed": "续聘意见", "remarks": "备注",
}
BOTH, ONLY_NEW, ONLY_RENEWAL = "聘用和续聘", "仅聘用计划", "仅续聘计划"
EVERYWHERE = "全部部门"
_LEAST = {"new": 6, "renewal": 4}
"""Lines of a list, blank ones counted in."""


def _coming_year(today: date) -> int:
    """The year in which the next school year ends: plans are made before it begins."""
    return today.year + (1 if today.month < 9 else 2)


def _options(_: OfficeProfile) -> tuple[Option, ...]:
    coming = _coming_year(date.today())
    begun = engagements().select(Engagement.engaged_from).tuples()
    starts = [earliest(row[0]).year for row in begun]
    years = range(max(coming, max(starts, default=coming) + 1), min(starts, default=coming) - 1, -1)
    departments = sorted({
        row[0] for row in engagements().select(Engagement.department).distinct().tuples() if row[0]
    })
    return (
        Option("year", "学年", "choice", str(coming), tuple(
            (str(year), Period.academic_year(year).label) for year in years
        )),
        Option("department", "填报单位", "choice", "", (
            ("", EVERYWHERE), *((name, name) for name in departments))),
        Option("parts", "内容", "choice", BOTH,
               tuple((w, w) for w in (BOTH, ONLY_NEW, ONLY_RENEWAL))),
        *usual_options(),
    )


def _missing(_: OfficeProfile, __: Wishes) -> list[Missing]:
    return office_missing("school_name")


def _notices(_: OfficeProfile, wishes: Wishes) -> list[str]:
    period = Period.academic_year(int(str(wishes["year"])))
    found = []
    if wishes["parts"] != ONLY_RENEWAL and not _new(period, wishes):
        found.append(f"没有登记{period.label}开始的新聘期：聘用计划留空行手写。")
    if wishes["parts"] != ONLY_NEW:
        found += [
            f"{printed_name(stay.teacher.passport_name)}的聘期 {to_text(stay.engaged_until)} 届满，"
            "没有填是否续聘。"
            for stay in _ending(period, wishes) if not stay.renewed
        ]
    return found


# ---- which contracts ----


def _wanted(stays: Sequence[Engagement], wishes: Wishes) -> list[Engagement]:
    department = wishes["department"]
    return [stay for stay in stays if department in ("", stay.department)]


def _new(period: Period, wishes: Wishes) -> list[Engagement]:
    """First contracts that begin in the school year."""
    before = {stay.teacher_id: to_text(stay.engaged_from) for stay in
              engagements().order_by(Engagement.engaged_from.desc())}
    stays = engaged(period).order_by(Engagement.department, Engagement.engaged_from)
    return _wanted([
        stay for stay in stays
        if earliest(stay.engaged_from) >= period.start
        and before[stay.teacher_id] == to_text(stay.engaged_from)
    ], wishes)


def _ending(period: Period, wishes: Wishes) -> list[Engagement]:
    """Contracts that run out in the school year before, of those who did not leave early."""
    last = period.previous()
    stays = engaged(last).order_by(Engagement.department, Engagement.engaged_until)
    return _wanted([
        stay for stay in stays
        if stay.left_on is None and last.start <= latest(stay.engaged_until) <= last.end
    ], wishes)


# ---- facts ----


def _facts(office: OfficeProfile, wishes: Wishes) -> Facts:
    period = Period.academic_year(int(str(wishes["year"])))
    most = Look().number("R-FT-15", "days")
    parts = wishes["parts"]
    return {
        **usual_facts(wishes, period.label), "holder": period.label, "tail": str(period.end.year),
        "period": f"{wishes['year']}:{wishes['department']}:{parts}", "year": period.label,
        "days": str(most),
        "unit": str(wishes["department"]) or office.office_name or office.school_name or "",
        "new": _new_lines(_new(period, wishes), most) if parts != ONLY_RENEWAL else None,
        "renewal": [_renewal_line(stay) for stay in _ending(period, wishes)]
        if parts != ONLY_NEW else None,
    }


def _new_lines(stays: Sequence[Engagement], most: int) -> list[dict[str, str]]:
    """Alike contracts are one line with their number."""
    alike: Counter[tuple[tuple[str, str], ...]] = Counter(
        tuple(_new_line(stay, _term(stay, most)).items()) for stay in stays
    )
    return [{**dict(line), "count": str(count)} for line, count in alike.items()]


def _term(stay: Engagement, most: int) -> str:
    """长期 or 短期: as recorded, else by the days of the contract; most: of a short one."""
    days = (latest(stay.engaged_until) - earliest(stay.engaged_from)).days + 1
    return stay.term or ("短期" if days <= most else "长期")


def _new_line(stay: Engagement, term: str) -> dict[str, str]:
    teacher, is_language = stay.teacher, stay.subject_kind == "语言类"
    return {
        "department": stay.department or "", "kind": stay.subject_kind or "", "term": term,
        "subject": (teacher.native_language if is_language else teacher.degree_major) or "",
        "country": nationality_words(teacher), "courses": stay.courses or "",
        "hours": type(stay).weekly_hours.show(stay.weekly_hours),
        "span": span_words(stay.engaged_from, stay.engaged_until), "funding": stay.funding or "",
    }


def _renewal_line(stay: Engagement) -> dict[str, str]:
    teacher = stay.teacher
    passport = passport_of(teacher, papers_of(teacher))
    graded = [each for each in teacher.lines(Evaluation) if each.grade]
    newest: Any = max(graded, key=lambda each: to_text(each.held_on), default=None)
    return {
        "name": printed_name(teacher.passport_name), "nationality": nationality_words(teacher),
        "passport": mask_passport(passport.number or "") if passport else "",
        "department": stay.department or "",
        "span": span_words(stay.engaged_from, end_of(stay)),
        "grade": f"{newest.grade}（{newest.held_on.year}）" if newest else "",
        "renewed": {"是": "续聘", "否": "不续聘"}.get(stay.renewed or "", ""),
    }


# ---- layout ----


def _layout(facts: Facts) -> Document:
    texts = texts_of(CODE, int(facts["issued_on"][:4]))
    head = fill(texts["head"], {
        "unit": facts["unit"], "year": facts["year"],
        "day": day_words(date.fromisoformat(facts["issued_on"])),
    })
    # A table of its own for each part: on a further page it repeats its own head only.
    tables = [
        Table(tuple(_part(facts[part], texts, part, known)))
        for part, known in (("new", NEW), ("renewal", RENEWAL)) if facts[part] is not None
    ]
    note = fill(texts["note"], {"days": facts["days"]})
    blocks: tuple[Block, ...] = (
        Title(texts["title"], size=20, role="hei", after=2),
        Paragraph(head, size=10.5, indent=0, after=1.5, leading=1.3, align="left"), *tables,
        Table(approval_bands(texts["steps"], width=257)),
        Paragraph(note, size=9, indent=0, before=1.5, leading=1.3, align="left"),
    )
    return document(CODE, facts, texts["title"], [Page(blocks, landscape=True)])


def _part(
    lines: list[dict[str, str]], texts: Texts, part: str, known: Mapping[str, str],
) -> list[Band | Heading]:
    found = columns(texts[f"columns.{part}"], known)
    numbered = [{"no": str(number), **line} for number, line in enumerate(lines, start=1)]
    blank: list[dict[str, str]] = [{} for _ in range(_LEAST[part] - len(numbered))]
    bands: list[Band | Heading] = [
        Heading(texts[part], 7), list_band(found, [*numbered, *blank], height=8.5, head=10.5),
    ]
    if part == "new" and lines:
        total = sum(int(line["count"]) for line in lines)
        bands.append(Band((44, None), (
            Row((label(texts["total"]), value(f"{total} 人", align="left")), 7.5),
        )))
    return bands


YEAR_PLAN = Printable(
    code=CODE, title="外籍教师聘用计划表", entity=OfficeProfile, prefix="",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
