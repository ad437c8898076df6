"""A filled form as an .xlsx that looks like the office's printed form, with 口径 and 支撑明细 sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from exports.definitions import definitions_for
from exports.forms.base import NOT_APPLICABLE, CheckResult, Column, FilledCell, FilledForm, Row
from exports.sheets import (
    CENTRED,
    HEADER,
    HEADING,
    HEI,
    LABEL,
    NOTE,
    NUMBER,
    ORDINAL,
    SIGN,
    TITLE,
    UNIT_LEFT,
    UNIT_RIGHT,
    Look,
    as_bytes,
    columns_wide,
    frame,
    lines_needed,
    new_sheet,
    new_workbook,
    put,
    put_across,
    set_page,
    set_widths,
    write_table,
)
from models.entities.office import OfficeProfile
from models.indicators import Period
from models.indicators.rules import parameters

LINE = 15.0
"""Height of one line of 10.5 point text."""

AWAY = "_0"
"""In a number's pattern: the width of a digit kept from the line, alike in every spreadsheet."""

PAGE_LONG, PAGE_SHORT = 741.0, 494.0
"""Points of an A4 page inside the margins, along its longer and its shorter side."""

CHARACTER = 5.6
"""Points of one character of column width."""

SMALLEST = 0.66
"""The least scale at which a form is still shrunk to one page."""

UPRIGHT = 118.0
"""Forms up to this width stay upright, scaled to three quarters at most, to fit one page."""


def to_workbook(
    filled: FilledForm, *, masked: bool = True, checks: Sequence[CheckResult] | None = None,
) -> bytes:
    """The form, its definitions and its lists as one file, made in memory.

    masked: numbers of papers and pay are hidden in part, as the form does not ask for them.
    checks: what the form's checks have just said; made now when nobody has asked yet.
    """
    workbook = new_workbook()
    _form_sheet(workbook, filled)
    _check_sheet(workbook, filled, filled.checks() if checks is None else checks)
    _definition_sheet(workbook, filled)
    for detail in filled.details(masked=masked):
        write_table(
            workbook, detail.title, title=f"{detail.title}（{filled.period.label}）",
            headers=detail.headers,
            rows=detail.rows, widths=detail.widths, note=detail.note,
        )
    return as_bytes(workbook)


def period_words(period: Period) -> str:
    """2019年1月1日至12月31日."""

    def said(day: date, *, year: bool) -> str:
        return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"

    if period.start == period.end:
        return said(period.end, year=True)
    ends_later = period.start.year != period.end.year
    return f"{said(period.start, year=True)}至{said(period.end, year=ends_later)}"


def _form_sheet(workbook: Any, filled: FilledForm) -> None:
    from openpyxl.utils import get_column_letter

    lead, columns = filled.form.lead, filled.columns
    widths = tuple([c.width for c in lead] + [c.width for c in columns])
    widths = _spread(widths, len(lead))
    sheet = new_sheet(workbook, filled.code)
    last = len(widths)
    put_across(sheet, 1, (1, last), filled.title, TITLE)
    sheet.row_dimensions[1].height = 34
    _unit_line(sheet, filled, widths)
    top = 3
    body = _header(sheet, filled, top)
    bottom, lefts = body - 1, _wordy(filled)
    for row in filled.rows:
        bottom += 1
        _body_row(sheet, filled, row, bottom, widths=widths, lefts=lefts)
    if filled.notes:
        bottom += 1
        _across(sheet, bottom, widths, _note_words(filled.notes), NOTE)
    frame(sheet, top, bottom, last)
    end = bottom + 1
    _sign_line(sheet, end, widths)
    set_widths(sheet, widths)
    sheet.freeze_panes = f"{get_column_letter(len(lead) + 1)}{body}"
    set_page(sheet, widths=widths, last_row=end, repeat=(top, body - 1), upright_to=UPRIGHT)
    _one_page_if_near(sheet, sum(widths), end)


def _one_page_if_near(sheet: Any, width: float, last_row: int) -> None:
    """Shrink a form that hardly needs a second page: its foot does not stand there alone."""
    wide = sheet.page_setup.orientation == "landscape"
    room, high = (PAGE_LONG, PAGE_SHORT) if wide else (PAGE_SHORT, PAGE_LONG)
    tall = sum(sheet.row_dimensions[row].height or LINE for row in range(1, last_row + 1))
    scale = min(1.0, room / (width * CHARACTER))
    if tall * scale > high and high / tall >= SMALLEST:
        sheet.page_setup.fitToHeight = 1


def _spread(widths: tuple[float, ...], lead: int) -> tuple[float, ...]:
    """Widen the number columns of a narrow form, so that it fills an upright page."""
    short = 88.0 - sum(widths)
    if short <= 0 or len(widths) == lead:
        return widths
    each = short / (len(widths) - lead)
    return tuple(w if i < lead else w + each for i, w in enumerate(widths))


def _unit_line(sheet: Any, filled: FilledForm, widths: tuple[float, ...]) -> None:
    """填报单位 on the left, 统计期 and 计量单位 on the right."""
    profile = OfficeProfile.current()
    name = profile.school_name or "（未填学校全称）"
    code = f"　院校代码：{profile.school_code}" if profile.school_code else ""
    left = f"填报单位（盖章）：{name}{code}"
    right = f"统计期：{period_words(filled.period)}　计量单位：{filled.terms.units}"
    split, used = 1, widths[0]
    while split < len(widths) - 1 and used < columns_wide(left):
        used += widths[split]
        split += 1
    if used < columns_wide(left) or sum(widths) - used < columns_wide(right):
        put_across(sheet, 2, (1, len(widths)), f"{left}\n{right}", replace(UNIT_LEFT, wrap=True))
        sheet.row_dimensions[2].height = 34
        return
    put_across(sheet, 2, (1, split), left, UNIT_LEFT)
    put_across(sheet, 2, (split + 1, len(widths)), right, UNIT_RIGHT)
    sheet.row_dimensions[2].height = 20


def _header(sheet: Any, filled: FilledForm, top: int) -> int:
    """Merged header rows and the line of column numbers; gives the first body row."""
    lead, columns = filled.form.lead, filled.columns
    depth = max((len(c.headers) for c in columns), default=1)
    for row in range(top, top + depth):
        for number in range(1, len(lead) + len(columns) + 1):
            put(sheet, row, number, None, HEADER)
        sheet.row_dimensions[row].height = 22 if depth > 1 else 34
    for number, column in enumerate(lead, 1):
        put(sheet, top, number, column.header, HEADER)
        _merge(sheet, top, number, top + depth - 1, number)
    for level in range(depth):
        _header_level(sheet, columns, top=top, level=level, depth=depth, offset=len(lead))
    sheet.row_dimensions[top + depth - 1].height = _header_height(columns, depth)
    ordinals = top + depth
    for number in range(1, len(lead) + 1):
        put(sheet, ordinals, number, "甲乙丙丁"[number - 1], ORDINAL)
    for number in range(1, len(columns) + 1):
        put(sheet, ordinals, len(lead) + number, number, replace(ORDINAL, pattern="0"))
    sheet.row_dimensions[ordinals].height = 15
    return ordinals + 1


def _header_height(columns: Sequence[Column], depth: int) -> float:
    lines = max(
        (lines_needed(_header_text(c), c.width) for c in columns if len(c.headers) == depth),
        default=1,
    )
    return max(34 if depth == 1 else 24, LINE * lines + 5)


def _header_text(column: Column) -> str:
    """The lowest header, with its unit below where the words do not already say it."""
    text = column.headers[-1]
    return text if not column.unit or column.unit in text else f"{text}\n（{column.unit}）"


def _header_level(
    sheet: Any, columns: Sequence[Column], *, top: int, level: int, depth: int, offset: int,
) -> None:
    """One level: equal neighbours joined, a column without lower levels reaching down."""
    start = 0
    while start < len(columns):
        own = columns[start].headers
        if level >= len(own):
            start += 1
            continue
        end = start
        is_lowest = level == len(own) - 1
        while not is_lowest and end + 1 < len(columns) and (
            columns[end + 1].headers[: level + 1] == own[: level + 1]
        ):
            end += 1
        text = _header_text(columns[start]) if is_lowest else own[level]
        put(sheet, top + level, offset + start + 1, text, HEADER)
        down = top + depth - 1 if is_lowest else top + level
        _merge(sheet, top + level, offset + start + 1, down, offset + end + 1)
        start = end + 1


def _merge(sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _body_row(
    sheet: Any, filled: FilledForm, row: Row, at: int, *, widths: tuple[float, ...],
    lefts: frozenset[str],
) -> None:
    lead = filled.form.lead
    if row.heading:
        put_across(sheet, at, (1, len(widths)), row.label, HEADING)
        sheet.row_dimensions[at].height = 19.5
        return
    texts = row.lead or (row.label,)
    for number, text in enumerate(texts, 1):
        is_label = text == row.label
        look = replace(LABEL, indent=row.indent * 2 if is_label else 0, bold=row.strong)
        look = look if is_label or widths[number - 1] > 20 else replace(look, across="center")
        put(sheet, at, number, int(text) if text.isdigit() else text, look)
    for number, column in enumerate(filled.columns, len(lead) + 1):
        cell = filled.cell(row.key, column.key)
        put(sheet, at, number, cell.show() if _is_text(cell) else cell.value,
            _look(cell, strong=row.strong, at_left=column.key in lefts))
    words = [(cell.show(), widths[number])
             for number, column in enumerate(filled.columns, len(lead))
             if _is_text(cell := filled.cell(row.key, column.key))]
    lines = max(
        *(lines_needed(text, width - (2 * row.indent if text == row.label else 0))
          for text, width in zip(texts, widths, strict=False)),
        *(lines_needed(text, width) for text, width in words), 1,
    )
    said = zip((filled.cell(row.key, c.key) for c in filled.columns), widths[len(lead):],
               strict=True)
    lines = max(lines, *(lines_needed(c.show(), width) for c, width in said if _is_text(c)), 1)
    sheet.row_dimensions[at].height = max(19.5, LINE * lines + 4.5)


def _wordy(filled: FilledForm) -> frozenset[str]:
    """Columns with words too long for one line in the middle: they are all set from the left."""
    widths = {column.key: column.width for column in filled.columns}
    return frozenset(
        cell.column for cell in filled.cells.values() if isinstance(cell.value, str)
        and len(cell.value) >= 8 and columns_wide(cell.value) > widths[cell.column] - 1.2
    )


def _is_text(cell: FilledCell) -> bool:
    return cell.is_missing or isinstance(cell.value, str)


def _look(cell: FilledCell, *, strong: bool, at_left: bool) -> Look:
    if cell.is_missing:
        return replace(CENTRED, ink="C00000")
    if isinstance(cell.value, str):
        return LABEL if at_left and cell.value != NOT_APPLICABLE else CENTRED
    pattern = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
    return replace(NUMBER, pattern=f"{pattern}{AWAY};-{pattern}{AWAY}", indent=0, bold=strong,
                   face=HEI if strong else NUMBER.face)


def _note_words(notes: Sequence[FilledCell]) -> str:
    return "附注：" + "；".join(f"{note.row_label} {note.show()}" for note in notes) + "。"


def _across(sheet: Any, row: int, widths: tuple[float, ...], words: str, look: Look) -> None:
    put_across(sheet, row, (1, len(widths)), words, look)
    sheet.row_dimensions[row].height = 14.5 * lines_needed(words, sum(widths)) + 5


def _sign_line(sheet: Any, row: int, widths: tuple[float, ...]) -> None:
    """Who answers for the form, and when."""
    profile = OfficeProfile.current()
    blank = "　" * (5 if sum(widths) > 100 else 3)
    signed = (
        f"单位负责人：{blank}　　填表人：{profile.contact_name or blank}　　"
        f"联系电话：{profile.phone or blank}　　填报日期：　　　　年　　月　　日"
    )
    put_across(sheet, row, (1, len(widths)), signed, SIGN)
    sheet.row_dimensions[row].height = 30


def _check_sheet(workbook: Any, filled: FilledForm, results: Sequence[CheckResult]) -> None:
    """勾稽核对: every check with its numbers, what does not hold first; for the office's own file."""
    states = [("相符" if c.ok else "不符" if c.level == "错" else "提示", c) for c in results]
    order = ("不符", "提示", "相符")
    states.sort(key=lambda pair: order.index(pair[0]))
    counts = "，".join(f"{name}{sum(state == name for state, _ in states)}项" for name in order)
    write_table(
        workbook, "勾稽核对", title=f"{filled.title}　勾稽核对",
        headers=("序号", "勾稽项目", "级别", "结果", "数字和说明"),
        rows=tuple((number, c.label, c.level, state, c.detail)
                   for number, (state, c) in enumerate(states, 1)),
        widths=(6, 46, 7, 7, 70), note=f"共{len(results)}项：{counts}。本页供校内核对，不随表报送。",
    )


def _definition_sheet(workbook: Any, filled: FilledForm) -> None:
    """口径说明: for each indicator where it stands, its unit, definition, source, period and scope."""
    places: dict[str, list[str]] = {}
    for cell in (*filled.cells.values(), *filled.notes):
        if cell.figure is not None:
            by_column = len(filled.columns) > 2 and cell.column != "note"
            where = cell.column_label if by_column else cell.row_label
            found = places.setdefault(cell.figure.indicator.id, [])
            if where not in found:
                found.append(where)
    definitions = definitions_for(filled.figures())
    rows = [
        (number, "、".join(places[d.id]), d.label, d.unit, d.definition, d.source,
         filled.period.label if d.period_kind != "时点" else "期末时点", d.scope or "不分")
        for number, d in enumerate(definitions, 1)
    ]
    used = {d.id.split(".")[0] for d in definitions} | {
        "outbound" if filled.code == "F17a" else ""
    }
    extra = "；".join(
        f"{p.meaning}：{p.value.replace('|', '、')}（{p.certainty}）"
        for p in parameters().values() if p.key.split(".")[0] in used
    )
    terms = filled.terms
    note = f"要求方：{terms.requirer}；报送时间：{terms.due}；范围：{terms.scope}；可信度：{terms.certainty}。"
    write_table(
        workbook, "口径说明", title=f"{filled.title}　口径说明",
        headers=("序号", "表中位置", "指标", "计量单位", "口径", "来源", "统计期", "范围"),
        rows=tuple(rows), widths=(5.5, 20, 22, 9, 62, 28, 13, 10),
        note=note + (f"计数参数——{extra}。" if extra else ""),
    )
