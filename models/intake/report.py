"""A plan in words and as plain data, for the command line and for saving what was refused."""

from __future__ import annotations

from typing import Any

from models.intake.plan import ImportPlan, RowPlan, TablePlan

_LISTED = 50


def as_data(
    plan: ImportPlan, *, batch: int | None = None, all_rows: bool = False
) -> dict[str, Any]:
    """Counts, tables and rows as JSON can hold them; unchanged rows only when asked for."""
    wanted = [
        _row(table, row) for table, row in plan.rows()
        if all_rows or row.action != "相同" or row.notes
    ]
    return {
        "counts": plan.counts(),
        "batch": batch,
        "problems": plan.problems(),
        "tables": [_table(table) for table in plan.tables],
        "rows": wanted,
    }


def as_lines(plan: ImportPlan, *, batch: int | None = None) -> list[str]:
    """What a person at the terminal reads."""
    lines = []
    for table in plan.tables:
        counted = dict.fromkeys(plan.counts(), 0)
        for row in table.rows:
            counted[row.action] += 1
        what = table.refusal or "、".join(f"{k} {n}" for k, n in counted.items() if n) or "没有数据"
        register = f"〔{table.mapping.register.label}〕" if table.mapping else ""
        lines.append(f"{table.table.file} {table.table.sheet}{register}：{what}")
        lines += [f"  {said}" for said in table.read_by_meaning]
        if table.extra_columns:
            lines.append(f"  没有对应字段、原样保留的列：{'、'.join(table.extra_columns)}")
    noted = [
        f"{table.table.where(row.number)}：{note}"
        for table, row in plan.rows() for note in row.notes
    ]
    lines += [f"提示 {note}" for note in noted[:_LISTED]]
    lines += [f"退回 {problem}" for problem in plan.problems()[:_LISTED]]
    total = "、".join(f"{action} {count}" for action, count in plan.counts().items())
    return [*lines, f"共：{total}" + (f";批次 {batch}" if batch else "")]


def _table(planned: TablePlan) -> dict[str, Any]:
    table = planned.table
    columns = {} if planned.mapping is None else {
        h.label: planned.mapping.columns[h.column].path
        for h in table.headings if h.column in planned.mapping.columns
    }
    return {
        "file": table.file, "sheet": table.sheet, "title": table.title, "year": table.year,
        "register": planned.mapping.register.label if planned.mapping else None,
        "refusal": planned.refusal or None, "header_rows": list(table.header_rows),
        "columns": columns, "extra_columns": planned.extra_columns,
        "read_by_meaning": planned.read_by_meaning,
        "dropped": [dropped._asdict() for dropped in table.dropped],
        "notices": list(table.notices),
    }


def _row(table: TablePlan, row: RowPlan) -> dict[str, Any]:
    written = [*row.changes, *(row.inferred if row.action == "新增" else ())]
    return {
        "file": table.table.file, "sheet": table.table.sheet, "row": row.number,
        "action": row.action, "title": row.title,
        "problems": [
            {"column": p.column, "heading": p.heading, "value": p.value, "reason": p.reason}
            for p in row.problems
        ],
        "changes": [
            {
                "record": c.record, "field": c.label, "old": c.old, "new": c.new,
                "inferred": c.inferred,
            }
            for c in (change.covered() for change in written)
        ],
        "notes": row.notes,
    }
