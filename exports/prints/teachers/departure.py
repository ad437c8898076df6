"""What papers of those who leave share: why the employment ended, and what is still to be done."""

from __future__ import annotations

from datetime import date

from exports.prints.certificate import newest
from exports.prints.printable import Option, Wishes
from exports.prints.teachers.contracts import chosen, departure_option, end_of, papers_of
from exports.prints.texts import texts_of
from models.checks.base import Look
from models.checks.working_days import calendar
from models.codes import is_foreign
from models.entities.foreign_teacher import Engagement, ForeignTeacher
from models.entities.office import IssuedPaper
from models.partial_date import latest, to_text

REASONS = ("expired", "mutual", "resigned", "dismissed", "other")
"""Grounds of an end, as B5 lists them; their wording is text."""
BY_HAND = ""
"""The answer that leaves the choice to the pen."""
_SPOKEN = (("resigned", ("辞职", "辞聘")), ("mutual", ("协商",)), ("dismissed", ("解聘", "解除合同", "开除")))


def reason_option(teacher: ForeignTeacher) -> Option:
    """离职原因: the end of the contract, or what the record says plainly, or by hand."""
    texts = texts_of("B5", date.today().year)
    choices = tuple((key, texts[f"reason.{key}"].partition("|")[0]) for key in REASONS)
    which = departure_option(teacher)
    contract = chosen(teacher, {"engagement": which[0].default}) if which else None
    return Option(
        "reason", "终止原因", "choice", _likely_reason(contract) if contract else BY_HAND,
        ((BY_HAND, "留空手写"), *choices), per_record=True,
    )


def _likely_reason(contract: Engagement) -> str:
    if contract.left_on is None or latest(contract.left_on) >= latest(contract.engaged_until):
        return "expired"
    said = contract.left_for or ""
    return next((key for key, words in _SPOKEN if any(w in said for w in words)), BY_HAND)


def cancel_by(contract: Engagement) -> date:
    """The last day for cancelling the work permit: so many working days after the end."""
    return calendar().add(latest(end_of(contract)), _days_to_cancel())


def _days_to_cancel() -> int:
    return Look(date.today()).number("D-CANCEL", "working_days")


def departure_notices(teacher: ForeignTeacher, wishes: Wishes) -> list[str]:
    """The permit to be cancelled in time, and the clearance inside the college."""
    contract = chosen(teacher, wishes)
    if contract is None:
        return []
    found = []
    if is_foreign(teacher.nationality) or teacher.nationality is None:
        found += _permit_notices(teacher, contract)
    if not contract.left_for:
        found.append("聘期记录没有填离任原因与去向。")
    cleared = IssuedPaper.active().where(
        (IssuedPaper.printable == "B12") & (IssuedPaper.holder_entity == teacher.key())
        & (IssuedPaper.holder_id == teacher.id) & (IssuedPaper.state == "有效")
    )
    if not cleared.exists():
        found.append("还没有打印离职清退单（B12）：请先办清校内手续，再交本人签收证明。")
    return found


def _permit_notices(teacher: ForeignTeacher, contract: Engagement) -> list[str]:
    permit = newest("工作许可", papers_of(teacher))
    if permit is None:
        return ["没有登记工作许可，证明上许可证号留空。"]
    if permit.cancelled_on:
        return [f"工作许可已于 {to_text(permit.cancelled_on)} 注销。"]
    days, by = _days_to_cancel(), cancel_by(contract)
    note = calendar().note(latest(end_of(contract)), by)
    return [f"注销工作许可：最迟 {by} 提出（终止之日起 {days} 个工作日内）。{note}"]
