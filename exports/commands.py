"""What each command of the command line does, one function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from exports import terminal_exports as out
from exports.draft_command import draft
from exports.drafts.tokens import period_for
from exports.figure_words import figure_of
from exports.handing_over import About, send_out
from exports.outcome import Outcome
from models import attachments, database, history, search
from models.audit import Batch
from models.entities import entity_by_key
from models.entity import Entity
from models.errors import UserError
from models.indicators import INDICATORS
from models.indicators.base import Figure, dimension_of
from models.sharing import Sharing, profile_named


def figures(options: Any, _: database.Keeper) -> Outcome:
    """Every indicator of a year with its value and the number of records behind it."""
    data, lines = [], []
    for indicator in INDICATORS:
        figure = indicator.at(period_for(indicator.period_kind, options.year))
        value, count = figure.value(), len(figure.record_ids())
        data.append({
            "id": indicator.id, "name": indicator.label, "value": value, "unit": indicator.unit,
            "records": count, "period": figure.period.label, "scope": indicator.scope,
            "definition": indicator.definition, "source": indicator.source,
            "by": {key: _split(figure, key) for key in indicator.breakdowns},
        })
        words = f"{indicator.unit:4} {indicator.label}（{count} 条）"
        lines.append(f"{indicator.id:40} {value:>12} {words}")
    return Outcome(data, lines)


def _split(figure: Figure, key: str) -> dict[str, Any]:
    dimension = dimension_of(figure.indicator.entity, key)
    return {dimension.show(value): part.value() for value, part in figure.split(key).items()}


def records(options: Any, _: database.Keeper) -> Outcome:
    """The records behind one figure, their fields as --profile shows them (内部)."""
    figure = figure_of(options.figure, options.year, options.where)
    sharing = Sharing(profile_named(options.profile), surname_only=options.surname_only)
    found = [
        {"id": record.id, "entity": record.key(), "title": out.title_of(record, sharing),
         "fields": out.fields_of(record, sharing)}
        for record in figure.records()
    ]
    data = {"figure": figure.id, "label": figure.label, "value": figure.value(),
            "unit": figure.unit, "period": figure.period.label, "records": found}
    lines = [f"{figure.label}：{figure.value()}{figure.unit}（{figure.period.label}）"]
    return Outcome(data, lines + [f"  {r['entity']} {r['id']}  {r['title']}" for r in found])


def check(_: Any, keeper: database.Keeper) -> Outcome:
    """Full check of the database file, and of every attachment against its digest."""
    faults = keeper.check()
    lines = faults or ["数据库完好：每个数据页的校验码、结构和引用都已检查。"]
    library = attachments.library_check()
    data = {
        "ok": not faults and library.is_whole, "faults": faults,
        "attachments": {
            "checked": library.checked, "missing": [a.id for a in library.missing],
            "damaged": [a.id for a in library.damaged], "orphans": library.orphans,
        },
    }
    return Outcome(data, [*lines, *library.lines()], failed=not data["ok"])


def backup(_: Any, keeper: database.Keeper) -> Outcome:
    """Make a verified backup now."""
    made = keeper.backup("手动")
    data = {"backup": made.path.name, "made_at": made.made_at, "sha256": made.sha256}
    return Outcome(data, [f"已备份并通过检查：{made.path.name}（{made.records} 条改动记录）"])


def restore(options: Any, keeper: database.Keeper) -> Outcome:
    """Restore a backup by name; without a name list what there is."""
    available = keeper.backups()
    if options.backup is None:
        data = [
            {"backup": b.path.name, "made_at": b.made_at, "reason": b.reason} for b in available
        ]
        return Outcome(data, [f"{b.path.name}  {b.made_at}  {b.reason}" for b in available])
    wanted = Path(options.backup).name
    for candidate in available:
        if candidate.path.name == wanted:
            before = keeper.restore(candidate)
            facts = {"restored": wanted, "previous_state": before.path.name}
            return Outcome(facts, [f"已恢复到 {candidate.made_at} 的备份；恢复前的数据存为 {before.path.name}"])
    raise UserError(f"没有名为“{wanted}”的合格备份。", "不带名字运行 restore 可以看到全部备份。")


def undo(options: Any, _: database.Keeper) -> Outcome:
    """Reverse a whole batch."""
    batch = Batch.get_or_none(Batch.id == options.batch)
    if batch is None:
        raise UserError(f"没有第 {options.batch} 批改动。", "用 batches 命令可以看到最近的批次。")
    reverse = history.undo(batch, entity_by_key)
    return Outcome({"undone": batch.id, "batch": reverse.id}, [f"已撤销“{batch.label}”（{batch.at}）"])


def batches(_: Any, __: database.Keeper) -> Outcome:
    """The latest batches, newest first."""
    data = [
        {"batch": b.id, "at": b.at, "label": b.label, "source": b.source, "undone": b.is_undone()}
        for b in history.batches(50)
    ]
    lines = [
        f"{b['batch']:>6}  {b['at']}  {b['label']}  {b['source']}{'  已撤销' if b['undone'] else ''}"
        for b in data
    ]
    return Outcome(data, lines)


def sample(options: Any, _: database.Keeper) -> Outcome:
    """Fill an empty college with the invented one."""
    from models import sample_college

    batch = sample_college.create(size=options.size, today=date.today())
    return Outcome({"batch": batch.id}, [f"已建立示例学校（第 {batch.id} 批），可用 undo {batch.id} 移除。"])


def import_(options: Any, keeper: database.Keeper) -> Outcome:
    """Import registers: all or nothing, unless the good rows are asked for."""
    from models.intake import report
    from models.intake.apply import apply
    from models.intake.plan import plan

    planned = plan(options.files)
    refused = not planned.is_clean() and not options.take_good_rows
    batch = 0
    if not options.dry_run and not refused:
        if planned.writes() and history.batches(1):
            keeper.backup("导入前")
        batch = apply(planned, take_good_rows=options.take_good_rows)
    data = report.as_data(planned, batch=batch or None)
    lines = report.as_lines(planned, batch=batch or None)
    if refused:
        data["error"] = "；".join(planned.problems()[:20])
        lines.append("有不能导入的行，没有写入任何内容。改正后再导入，或加 --take-good-rows 只导入合格的行。")
    return Outcome(data, lines, failed=refused)


def form(options: Any, _: database.Keeper) -> Outcome:
    """One annual form: on the screen, as JSON, or as a workbook."""
    from exports.forms import FORMS, form_by_code
    from exports.forms.plain_data import as_json
    from exports.forms.workbook import to_workbook

    try:
        declared = form_by_code(options.code.upper())
    except LookupError as error:
        known = "、".join(f.code for f in FORMS)
        raise UserError(f"没有表号“{options.code}”的报表。", f"现有：{known}。") from error
    filled = declared.fill(options.year)
    if options.out is not None:
        about = About(f"{filled.code} {filled.title}", "上报", masked=True)
        out.write(options, options.out, to_workbook(filled), about, allowed=out.BIRTHDAYS)
    lines = [f"{filled.title}（{filled.period.label}）"]
    lines += [
        f"  {cell.row_label}　{cell.column_label}：{cell.show()} {cell.unit}"
        for cell in filled.cells.values() if cell.kind != "words"
    ]
    lines += [f"{'✓' if c.ok else '≠'} {c.label}：{c.detail}" for c in filled.checks()]
    return Outcome(as_json(filled), lines)


def fill(options: Any, _: database.Keeper) -> Outcome:
    """An authority's workbook filled by a kept mapping; nothing but the target cells changes."""
    from exports.template_fill import about, check_target, fill_template
    from exports.template_mapping import from_json
    from exports.template_reading import read_template
    from models.intake import limits

    template = read_template(limits.read_bytes(options.template), options.template.name)
    words = limits.read_bytes(options.map).decode("utf-8-sig", "replace")
    filled = fill_template(template, from_json(words, options.map.name), options.year)
    check_target(options.template, options.out)
    out.write(options, options.out, filled.patched.content, about(options.template),
              allowed=filled.allowed)
    done = filled.patched
    cells = [
        {"sheet": c.sheet, "cell": c.cell, "figure": c.figure or "手填", "value": filled.values[c],
         "state": f.state}
        for f in filled.applied.found if (c := f.now) is not None and c in filled.values
    ]
    fresh = [f"{sheet}!{cell}" for sheet, cell in filled.applied.fresh]
    data = {
        "file": str(options.out), "cells": cells, "new_cells": fresh, "notices": filled.notices(),
        "recalculated": [f"{s}!{p}" for s, p in done.recalculated],
        "parts_compared": done.parts_compared,
    }
    lines = [f"  {c['sheet']}!{c['cell']}　{c['value']}　{c['figure']}　{c['state']}" for c in cells]
    lines = [f"已填 {len(cells)} 格：{options.out}", *lines, filled.proof()]
    lines += [f"! {said}" for said in filled.notices()]
    return Outcome(data, lines + ([f"! 新出现、还没有对应的格：{'、'.join(fresh)}"] if fresh else []))


def definitions(options: Any, _: database.Keeper) -> Outcome:
    """The manual of every indicator, as Word, PDF or workbook by the suffix of --out."""
    from exports.definition_manual import TITLE, assemble
    from exports.definition_papers import made, suffix_of

    suffix_of(options.out)  # a wrong one is said before the work
    manual = assemble(options.year)
    send_out(options.out, made(manual, options.out.suffix), About(f"{TITLE}（{options.year}年度）"))
    data = {
        "file": str(options.out), "year": options.year,
        "indicators": [
            {"number": e.number, "id": e.definition.id, "name": e.definition.label,
             "parameters": [p.key for p in e.parameters],
             "forms": [{"code": u.code, "cells": list(u.cells)} for u in e.uses]}
            for e in manual.entries
        ],
    }
    return Outcome(data, [f"已写出{TITLE}：{len(manual.entries)} 个指标，{len(manual.forms)} 张表，"
                          f"{options.out}"])


def year_end(options: Any, _: database.Keeper) -> Outcome:
    """The whole December package; with --sample on the sample college."""
    from exports import year_end
    from models import sample_college

    if options.sample and not sample_college.is_sample_present():
        sample_college.create()
    made = [
        replace(m, content=out.cleared(options, m.name, m.content, allowed=out.BIRTHDAYS))
        for m in year_end.make(options.year)
    ]
    written = year_end.write_made(made, options.out)
    data = [
        {"code": w.code, "title": w.title, "file": w.path.name, "ready": w.ready, "state": w.state}
        for w in written
    ]
    return Outcome(data, [w.line for w in written])


def print_(options: Any, _: database.Keeper) -> Outcome:
    """One printable of one record as a file."""
    from exports.prints import terminal

    return terminal.command(options, record_named)


def record_named(entity: type[Entity], words: str) -> Entity:
    """The record of an id, or the only one found by name, passport name or number."""
    by_id: Entity | None = None
    if words.isdecimal():
        by_id = entity.active().where(entity.id == int(words)).first()
    if by_id is not None:
        return by_id
    found: list[Entity] = list(entity.active().where(search.matching(entity, words)).limit(11))
    exact = [record for record in found if search.fold(str(record)) == search.fold(words)]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise UserError(f"没有找到{entity.label}“{words}”。", "可以写编号、姓名、护照姓名、学号或证件号。")
    listed = "、".join(f"{record}（编号 {record.id}）" for record in found[:10])
    more = "等" if len(found) > 10 else f"，共 {len(found)} 条"
    raise UserError(f"“{words}”对应多条{entity.label}：{listed}{more}。", "请改用其中一个编号。")


def letter(options: Any, _: database.Keeper) -> Outcome:
    """One letter of one record from a Word template of hers."""
    from exports.letters import terminal

    return terminal.letter(options, record_named)


def proofread(options: Any, _: database.Keeper) -> Outcome:
    """A finished report held against the records; its copy with comments."""
    from exports.proofreading import terminal

    return terminal.command(options)


COMMANDS: dict[str, Callable[[Any, database.Keeper], Outcome]] = {
    "figures": figures, "records": records, "check": check, "backup": backup,
    "restore": restore, "undo": undo, "batches": batches,
    "sample": sample, "import": import_, "form": form, "fill": fill, "year-end": year_end,
    "print": print_, "draft": draft, "letter": letter, "definitions": definitions,
    "proofread": proofread,
}
