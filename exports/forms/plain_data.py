"""A filled form as plain data (JSON): every cell with its figure, definition and records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from exports.forms.base import FilledCell, FilledForm


def record_title(record: Any) -> str:
    """A record as named in lists; a line with the record it is part of before it."""
    link = record.owner_link()
    owner = None if link is None else getattr(record, link.name)
    return str(record) if owner is None else f"{owner} {record}"


def as_json(filled: FilledForm) -> dict[str, Any]:
    """The filled form as plain data: every cell with its figure, definition and records."""
    return {
        "code": filled.code,
        "title": filled.title,
        "year": filled.year,
        "period": filled.period.label,
        "ready": not filled.missing() and all(c.ok or c.level != "错" for c in filled.checks()),
        "cells": [_cell_json(cell) for cell in filled.cells.values()],
        "notes": [_cell_json(cell) for cell in filled.notes],
        "checks": [
            {"label": c.label, "ok": c.ok, "detail": c.detail, "level": c.level}
            for c in filled.checks()
        ],
    }


def _cell_json(cell: FilledCell) -> dict[str, Any]:
    value = cell.value
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else str(value)
    return {
        "row_key": cell.row, "column_key": cell.column,
        "row": cell.row_label, "column": cell.column_label, "kind": cell.kind,
        "value": value, "unit": cell.unit,
        "figure": cell.figure.id if cell.figure else None,
        "definition": cell.figure.indicator.definition if cell.figure else None,
        "records": [{"id": r.id, "title": record_title(r)} for r in cell.records()],
    }
