"""The letter command: one letter of one record from a kept template or from a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from exports import terminal_exports as out
from exports.handing_over import leaving
from exports.issue import ISSUED
from exports.letters import making
from exports.letters.filling import BLANK
from exports.letters.making import Letter, Wishes
from exports.letters.template import LetterForm, open_package, read_form
from exports.outcome import Outcome
from models import attachments, letter_templates
from models.entity import Entity
from models.errors import UserError


def letter(options: Any, record_named: Callable[[type[Entity], str], Entity]) -> Outcome:
    """Make the letter; --number keeps it among the issued papers with the next number.

    --reason writes personal numbers in full; --masked hides what no field asked for.
    """
    title, form = _form(options.template, options.register)
    if options.out.suffix.lower() != ".docx":
        raise UserError("文书是Word文档。", "请把 --out 的文件名改成以 .docx 结尾。")
    record = record_named(form.words.entity, options.record)
    wishes = Wishes(marks_blanks=options.mark, reason=options.reason)
    made = making.make(form, title, record, wishes)
    number = ""
    if options.number:
        with leaving(options.out, replace(made.about, profile=ISSUED)) as write:
            [(paper, made)] = making.register_many(
                form, title, [record], wishes, write=lambda letter: write(letter.content)
            )
        number = paper.number or ""
    else:
        _write(options, made)
    said, told = making.trial(form, record, wishes), making.notices(form)
    data = {
        "template": title, "record": record.id, "title": str(record), "number": number,
        "file": str(options.out), "blanks": made.filled.blanks, "masked": made.filled.hidden,
        "faults": made.filled.faults, "notices": told,
        "words": {mention.words: found.words for mention, found in said},
    }
    lines = [f"已写出“{record}”的{title}{f'（{number}）' if number else ''}：{options.out}"]
    lines += [
        f"  《{mention.words}》 {found.words or BLANK}{f'（{found.state}）' if found.state else ''}"
        for mention, found in said
    ]
    return Outcome(data, [*lines, *(f"! {n}" for n in (*made.filled.faults, *told))])


def _write(options: Any, made: Letter) -> None:
    allowed = made.allowed
    leaks = making.leaks_of(made)
    if not leaks:  # what stands in the template already needs no question
        allowed = making.EVERY_SORT
    out.write(options, options.out, made.content, made.about, allowed=allowed)


def _form(words: str, register: str) -> tuple[str, LetterForm]:
    """A kept template by its name, else a file; the register is guessed where it is not said."""
    kept = [t for t in letter_templates.in_use() if t.name == words]
    if register:
        kept = [t for t in kept if t.register == _register(register).key()]
    if len(kept) == 1:
        return kept[0].name or "", making.form_of(kept[0])
    if kept:
        listed = "、".join(making.register_of(t).label for t in kept)
        raise UserError(f"几个登记表都有名为“{words}”的模板：{listed}。", "请加 --register 登记表。")
    path = Path(words)
    if not path.exists():
        every = letter_templates.in_use()
        names = "、".join(f"{t.name}（{making.register_of(t).label}）" for t in every)
        raise UserError(
            f"没有名为“{words}”的模板，也没有这个文件。",
            f"现有模板：{names}。" if names else "还没有存过模板，可以直接写一个 .docx 文件。",
        )
    content = attachments.read(path)
    entity = _register(register) if register else _guessed(content, path.name)
    return path.stem, read_form(content, entity, name=path.name)


def _guessed(content: bytes, name: str) -> type[Entity]:
    return making.likely_registers(open_package(content, name))[0]


def _register(words: str) -> type[Entity]:
    for entity in making.registers():
        if words in (entity.label, entity.key()):
            return entity
    known = "、".join(entity.label for entity in making.registers())
    raise UserError(f"没有名为“{words}”的登记表。", f"可用：{known}。")
