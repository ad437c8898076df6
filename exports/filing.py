"""报送存档: an annual form frozen when it is filed, and what would be filed differently now.

What was filed is never changed: a correction is another version with its reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from exports.forms.base import FilledCell, FilledForm
from models import store
from models.entities.office import Filing
from models.errors import UserError
from models.explaining import kept_shares


@dataclass(frozen=True)
class Difference:
    """One cell of a filed form that would be different now; None = it was, or is, not there."""

    label: str
    filed: Any
    now: Any
    gone: tuple[int, ...]
    """Ids of records that were counted then and are not now."""
    come: tuple[int, ...]
    """Ids of records that count now and did not then."""
    key: str = ""
    """Row and column, as the filing keeps the cell."""


def submit_form(
    filled: FilledForm, receiver: str, reason: str = "", *, filed_on: date | None = None,
) -> Filing:
    """报送存档: freeze values, record ids and file of a form; never changed afterwards.

    The first filing of a form and year is version 1; a later one must say why. Raises UserError
    while something is missing that has to be typed.
    """
    if missing := filled.missing():
        labels = "、".join(f"{cell.row_label}·{cell.column_label}" for cell in missing[:5])
        raise UserError(f"{filled.title}还有 {len(missing)} 格未填：{labels}。", "空白不能报送，请先补填。")
    from exports.forms.workbook import to_workbook

    with store.batch(f"报送{filled.title}", source="报送"):
        version = 1 + len(filings(filled.code, filled.year))
        if version > 1 and not reason.strip():
            raise UserError(f"{filled.title}已报送过 {version - 1} 次，更正报送必须写明原因。")
        content = to_workbook(filled)
        filing = Filing(
            form_code=filled.code, form_title=filled.title, year=filled.year, version=version,
            filed_on=filed_on or date.today(), receiver=receiver.strip() or None,
            reason=reason.strip() or None, cells=frozen(filled, whole=True), content=content,
            file_name=f"{filled.code} {filled.title}.xlsx",
            file_digest=hashlib.sha256(content).hexdigest(),
        )
        store.save(filing, source="报送")
    return filing


def filings(code: str, year: int) -> list[Filing]:
    """What was filed of a form and year, oldest first."""
    query = Filing.active().where((Filing.form_code == code) & (Filing.year == year))
    return list(query.order_by(Filing.version))


def filed_file(filing: Filing) -> bytes:
    """The kept bytes of a filing, proved by their digest."""
    content = bytes(filing.content or b"")
    if hashlib.sha256(content).hexdigest() != filing.file_digest:
        raise UserError(f"{filing}的存档文件与摘要不符。", "请从备份恢复后再试。")
    return content


def frozen(filled: FilledForm, *, whole: bool = False) -> dict[str, Any]:
    """Every cell as text keys: value, label, and the ids behind it. JSON-able.

    whole: also the definition it was counted by, and each record's own share where it is not 1.
    """
    return {
        f"{row}/{column}": {
            "label": f"{cell.row_label}·{cell.column_label}", "value": _plain(cell.exact),
            "shown": cell.show(), "records": cell.record_ids(), **(_grounds(cell) if whole else {}),
        }
        for (row, column), cell in filled.cells.items() if cell.kind != "words"
    }


def _grounds(cell: FilledCell) -> dict[str, Any]:
    figure = cell.figure
    if figure is None or cell.kind != "figure" or cell.before is not None:
        return {}
    return {
        "figure": figure.id, "period": figure.period.label,
        "definition": figure.indicator.definition, "parts": kept_shares(figure),
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)


def changed_since(filing: Filing, now: FilledForm | None = None) -> list[Difference]:
    """The cells that would be filed differently now; blank `now` fills the form again."""
    from exports.forms import form_by_code

    filled = now or form_by_code(filing.form_code).fill(filing.year)
    current, found = frozen(filled), []
    for key in dict.fromkeys((*filing.cells, *current)):
        before, after = filing.cells.get(key), current.get(key)
        value_then, value_now = (before or {}).get("value"), (after or {}).get("value")
        ids_then = set((before or {}).get("records", ()))
        ids_now = set((after or {}).get("records", ()))
        if value_then == value_now and ids_then == ids_now:
            continue
        shown_then, shown_now = (before or {}).get("shown"), (after or {}).get("shown")
        found.append(Difference(
            (before or after or {})["label"], shown_then, shown_now,
            tuple(sorted(ids_then - ids_now)), tuple(sorted(ids_now - ids_then)), key,
        ))
    return found
