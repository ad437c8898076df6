"""The terminal's way to one printable of one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exports import issue
from exports.handing_over import About, send_out
from exports.outcome import Outcome
from exports.prints.printable import Printable, Wish
from exports.prints.registry import PRINTABLES, printable_by_code
from models.entity import Entity
from models.errors import UserError

YES, NO = ("是", "yes", "1"), ("否", "no", "0")


def command(options: Any, record_named: Callable[[type[Entity], str], Entity]) -> Outcome:
    """One printable of one record as a PDF or Word file.

    A numbered paper takes the next number, in one transaction with the file; one issued before is
    printed again, byte for byte. A form without numbers is drawn as its record stands now.
    --preview only looks, and takes no number.
    """
    printable = _printable(options.printable)
    if printable.word is not None and options.out.suffix.lower() != printable.suffix:
        raise UserError(f"{printable.title}是 Word 文件。", "请把 --out 的文件名写成 .docx 结尾。")
    record = _record(printable, options.record, record_named)
    answers = _answers(printable, record, options.answer)
    notices = printable.notices(record, printable.wishes(record, answers))
    if not options.preview:
        issue.ready_to_leave(printable, [record])
    if options.preview or not printable.prefix:
        number = ""
        content = issue.made(printable, printable.snapshot(record, answers))
        what = f"{printable.title}（预览）" if options.preview else printable.title
        about = About(what, issue.ISSUED, receiver=str(record), people=1)
        send_out(options.out, content, about)
    else:
        number, content = issue.issue_to_file(printable, record, options.out, answers)
    data = {"printable": printable.code, "record": record.id, "title": str(record),
            "number": number, "file": str(options.out), "bytes": len(content), "notices": notices}
    lines = [f"已写出“{record}”的{printable.title}{number}：{options.out}"]
    return Outcome(data, [*lines, *(f"! {notice}" for notice in notices)])


def _printable(code: str) -> Printable:
    try:
        return printable_by_code(code)
    except LookupError as error:
        known = "、".join(f"{p.code} {p.title}" for p in PRINTABLES)
        raise UserError(f"没有打印件“{code}”。", f"现有：{known}。") from error


def _record(
    printable: Printable, words: str, record_named: Callable[[type[Entity], str], Entity]
) -> Entity:
    """The record meant; of the office there is only one, whatever it is called."""
    if not printable.entity.is_settings:
        return record_named(printable.entity, words)
    office: Entity | None = printable.entity.active().first()
    if office is None:
        raise UserError("还没有填写本单位信息。", "请先在“设置”里填写学校和部门名称。")
    return office


def _answers(printable: Printable, record: Entity, given: list[str]) -> dict[str, Wish]:
    """--answer 出具日期=2026-03-01: an option by its key or label."""
    options = {option.key: option for option in printable.options(record)}
    by_label = {option.label: option for option in options.values()}
    answers: dict[str, Wish] = {}
    for each in given:
        name, _, words = each.partition("=")
        option = options.get(name.strip()) or by_label.get(name.strip())
        if option is None:
            known = "、".join(f"{o.label}（{o.key}）" for o in options.values())
            raise UserError(f"{printable.title}没有“{name}”这一项。", f"可以写：{known}。")
        answers[option.key] = _flag(option.label, words) if option.kind == "flag" else words.strip()
    return answers


def _flag(label: str, words: str) -> bool:
    if words.strip().lower() not in (*YES, *NO):
        raise UserError(f"“{label}”应写是或否。")
    return words.strip().lower() in YES
