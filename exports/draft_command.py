"""draft on the command line: one written paper of one term, as a Word file or as JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from exports import terminal_exports as out
from exports.drafts import DRAFTS, ComposedDraft, Draft, as_docx, as_json, compose, draft_by_code
from exports.drafts.terms import HALF, QUARTER, YEAR, Term
from exports.handing_over import About
from exports.outcome import Outcome
from models import database
from models.errors import UserError

SUFFIXES = (".docx", ".json")


def draft(options: Any, _: database.Keeper) -> Outcome:
    """One paper: S3 means the first half unless another is named, S4 the whole year."""
    suffix = options.out.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(f"文稿写不成“{options.out.name}”这种文件。", "--out 请写成 .docx 或 .json。")
    wanted = _draft_named(options.kind)
    composed = compose(wanted, _term(wanted, options))
    facts = as_json(composed)
    content = as_docx(composed) if suffix == ".docx" else _as_bytes(facts)
    about = About(f"{wanted.label}（{composed.term.label}）", "上报")
    out.write(options, options.out, content, about, allowed=frozenset())
    return Outcome({"file": str(options.out), **facts}, _lines(composed, str(options.out)))


def _draft_named(kind: str) -> Draft:
    try:
        return draft_by_code(kind.upper())
    except LookupError as error:
        known = "、".join(f"{each.code} {each.label}" for each in DRAFTS)
        raise UserError(f"没有文稿“{kind}”。", f"现有：{known}。") from error


def _term(wanted: Draft, options: Any) -> Term:
    """The term that --half and --quarter name; UserError for one the draft does not have."""
    for words, kind, number, most in (
        ("--half", HALF, options.half, "1 或 2"), ("--quarter", QUARTER, options.quarter, "1 至 4"),
    ):
        if number is None:
            continue
        if kind not in wanted.spans:
            raise UserError(f"{wanted.code} {wanted.label}不分{'半年' if kind == HALF else '季度'}。",
                            f"请去掉 {words}。")
        try:
            return Term(options.year, kind, number)
        except ValueError as error:
            raise UserError(f"{words} 不能是 {number}。", f"请写 {most}。") from error
    return Term(options.year, YEAR if YEAR in wanted.spans else wanted.spans[0])


def _as_bytes(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _lines(composed: ComposedDraft, file: str) -> list[str]:
    """What was written, what is still open, what is due, and what the text leaves out."""
    title = composed.title.replace("\n", "")
    lines = [f"已写出《{title}》：{len(composed.facts)} 个数字均附口径，{file}"]
    lines += [f"  待补　{point.place}：{point.what}" for point in composed.open_points]
    lines += [f"  待确认　{each.place}：是否发生{each.incident.none}" for each in composed.to_confirm]
    lines += [
        f"  期限　{each.due_on.isoformat()} {each.what}"
        f"（{f'已过 {-each.days_left} 天' if each.is_late else f'还有 {each.days_left} 天'}）"
        for each in composed.reminders
    ]
    return lines + [
        f"  总结未提到　{each.label}：{each.title}（{each.day}）" for each in composed.unmentioned
    ]
