"""外教在职证明 (B4): that a teacher is, was or will be employed here; tense by the contract."""

from __future__ import annotations

from datetime import date, timedelta

from exports.prints.blocks import Document
from exports.prints.certificate import (
    CHINESE,
    certificate,
    day_chinese,
    missing_about_person,
    newest,
    options_about_person,
    passport_notices,
    person_facts,
)
from exports.prints.printable import Facts, Missing, Option, Printable, Wishes, day_english
from exports.prints.texts import in_english, texts_of
from models.entities.foreign_teacher import Engagement, ForeignTeacher, TeacherDocument
from models.entities.office import IssuedPaper
from models.partial_date import Day, PartialDate, earliest, latest, to_text

CODE = "B4"


def _engagements(teacher: ForeignTeacher) -> list[Engagement]:
    """The contracts, newest first."""
    contracts: list[Engagement] = teacher.lines(Engagement)
    return sorted(contracts, key=lambda e: (to_text(e.engaged_from), e.id), reverse=True)


def _options(teacher: ForeignTeacher) -> tuple[Option, ...]:
    contracts = _engagements(teacher)
    if not contracts:
        return options_about_person()
    today = date.today()
    current = next((e for e in contracts if state_of(e, today) == "employed"), contracts[0])
    choices = tuple((str(e.id), _contract_words(e)) for e in contracts)
    return (
        Option("engagement", "聘期", "choice", str(current.id), choices, per_record=True),
        Option("from_first", "从首个连续聘期算起", "flag", True,
               help="前后聘期首尾相接时，“受聘于我校”从最早的一段算起"),
        *options_about_person(),
        Option("post_en", "岗位（英文）", "text", "", per_record=True,
               help="留空时按常用译名或上次用过的译名，都没有则写 Foreign Teacher"),
        Option("department_en", "部门（英文）", "text", "", per_record=True,
               help="留空时按常用译名或上次用过的译名，都没有则不写部门"),
        Option("with_permit", "写明工作许可证号", "flag", False),
        Option("with_pay", "写明合同月薪", "flag", False, help="按聘期记录中的月薪，不另作税前税后说明"),
    )


def _contract_words(contract: Engagement) -> str:
    kind = type(contract).engaged_from
    days = f"{kind.show(contract.engaged_from)} 至 {kind.show(end_of(contract))}"
    return "  ".join(part for part in (days, contract.department, contract.post) if part)


def _english(contract: Engagement, wishes: Wishes, name: str) -> str:
    """The English as typed, else as in the glossary, else as last issued for the same word."""
    chinese = getattr(contract, name)
    if typed := str(wishes[f"{name}_en"]).strip():
        return typed
    kind = {"post": "岗位", "department": "部门"}[name]
    if not chinese or (known := in_english(kind, chinese)):
        return known if chinese else ""
    issued = IssuedPaper.active(IssuedPaper.snapshot).where(IssuedPaper.printable == CODE)
    for paper in issued.order_by(IssuedPaper.id.desc()).limit(200):
        if paper.snapshot.get("zh", {}).get(name) == chinese:
            return str(paper.snapshot.get("en", {}).get(name, ""))
    return ""


def end_of(contract: Engagement) -> Day:
    """The day the contract ends: earlier than written when the teacher left."""
    ended: Day = contract.left_on or contract.engaged_until
    return ended


def state_of(contract: Engagement, day: date) -> str:
    """employed, ended or upcoming, as seen on a day."""
    if earliest(contract.engaged_from) > day:
        return "upcoming"
    return "ended" if latest(end_of(contract)) < day else "employed"


def continuous_since(contract: Engagement, contracts: list[Engagement]) -> Day:
    """First day of the unbroken chain of contracts that leads to this one.

    Contracts are unbroken when one begins not later than the day after the other ended.
    """
    start: Day = contract.engaged_from
    for earlier in sorted(contracts, key=lambda e: to_text(e.engaged_from), reverse=True):
        if earliest(earlier.engaged_from) >= earliest(start):
            continue
        if latest(end_of(earlier)) + timedelta(days=1) < earliest(start):
            break
        start = earlier.engaged_from
    return start


def _chosen(teacher: ForeignTeacher, wishes: Wishes) -> Engagement | None:
    return next((e for e in _engagements(teacher) if str(e.id) == wishes.get("engagement")), None)


def _missing(teacher: ForeignTeacher, wishes: Wishes) -> list[Missing]:
    papers = teacher.lines(TeacherDocument)
    found = missing_about_person(teacher, papers, wishes)
    contract = _chosen(teacher, wishes)
    if contract is None:
        return [*found, Missing("聘期", teacher, "")]
    permit = newest("工作许可", papers)
    if wishes["with_permit"] and (permit is None or not permit.number):
        found.append(Missing("工作许可证号", teacher, ""))
    if wishes["with_pay"] and not contract.monthly_pay:
        found.append(Missing("月薪", contract, "monthly_pay"))
    return found


def _notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    found = passport_notices(teacher, teacher.lines(TeacherDocument), wishes)
    contract = _chosen(teacher, wishes)
    if contract is None or wishes["language"] == CHINESE:
        return found
    if contract.post and not _english(contract, wishes, "post"):
        found.append(f"没有“{contract.post}”的英文：英文部分写 Foreign Teacher。")
    if contract.department and not _english(contract, wishes, "department"):
        found.append(f"没有“{contract.department}”的英文：英文部分不写部门。")
    return found


def _facts(teacher: ForeignTeacher, wishes: Wishes) -> Facts:
    papers = teacher.lines(TeacherDocument)
    facts = person_facts(teacher, papers, wishes)
    contract = _chosen(teacher, wishes)
    assert contract is not None, "missing() asks for it"
    day = date.fromisoformat(facts["issued_on"])
    texts = texts_of(CODE, day.year)
    start, end = contract.engaged_from, end_of(contract)
    since = continuous_since(contract, _engagements(teacher)) if wishes["from_first"] else start
    permit = newest("工作许可", papers)
    pay = contract.monthly_pay
    shared = {
        "permit": permit.number if wishes["with_permit"] and permit else "",
        "pay": type(contract).monthly_pay.show(pay) if wishes["with_pay"] and pay else "",
    }
    facts["zh"] |= shared | {
        "department": contract.department or "", "post": contract.post or texts["post"],
        "courses": contract.courses or "", "since": day_chinese(since),
        "start": day_chinese(start), "end": day_chinese(end),
    }
    facts["en"] |= shared | {
        "school": facts["office"]["school_name_en"],
        "department": _english(contract, wishes, "department"),
        "post": _english(contract, wishes, "post") or texts["post_en"],
        "since": day_english(since), "start": day_english(start), "end": day_english(end),
        "ended": f"{'in' if isinstance(end, PartialDate) else 'on'} {day_english(end)}",
    }
    state = state_of(contract, day)
    return {**facts, "state": state, "period": f"{contract.id}:{state}"}


def _layout(facts: Facts) -> Document:
    return certificate(CODE, facts)


EMPLOYMENT_CERTIFICATE = Printable(
    code=CODE, title="外教在职证明", entity=ForeignTeacher, prefix="WJZM",
    options=_options, missing=_missing, facts=_facts, layout=_layout, notices=_notices,
)
