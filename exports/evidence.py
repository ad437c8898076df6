"""佐证材料: a form with the lists and the scans behind each of its numbers, in one folder.

Numbers of papers in the workbooks are hidden before they leave; the scans leave as they are,
which the export log says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports import attachment_export
from exports.file_names import legal
from exports.forms.base import FilledCell, FilledForm
from exports.handing_over import About
from exports.whole_folder import WholeFolder, whole_folder
from models import attachments, known_people, privacy
from models.entity import Entity
from models.indicators import Figure
from models.jobs import Progress, Silent
from models.listing import first_columns

INDEX = "目录.xlsx"
LISTS = "明细.xlsx"
SCANS = "扫描件"


@dataclass(frozen=True)
class Pack:
    """What was written. lost: scans whose content is nowhere whole; the index names them."""

    folder: Path
    numbers: int
    scans: int
    lost: int


@dataclass(frozen=True)
class _Number:
    """One cell with the records behind it and the sheet on which they are listed."""

    cell: FilledCell
    figure: Figure
    records: Sequence[Any]
    sheet: str


def write(filled: FilledForm, target: Path, progress: Progress | None = None) -> Pack:
    """Write 佐证_表号_年度 into a folder that exists. UserError when that is not possible."""
    from exports.forms.workbook import to_workbook

    progress = progress or Silent()
    numbers = _numbers(filled, progress)
    owners = list({(type(owner), owner.id): owner
                   for number in numbers for owner in map(_owner, number.records)}.values())
    takers = [owner for owner in owners if attachments.takes(type(owner))]
    placed = attachment_export.plan(takers, pattern="{类别}/{对象}_{编号}/{材料}_{日期}",
                                    year=filled.year)
    lost: list[attachment_export.Placed] = []
    about = About(f"佐证材料：{filled.code} {filled.title}", "上报", people=len(owners),
                  columns="证件扫描件等附件" if placed else "", masked=not placed)
    steps = len(placed) + 3
    with whole_folder(target, f"佐证_{filled.code}_{filled.year}", about) as folder:
        name = legal(f"{filled.code} {filled.title}", suffix=".xlsx")
        progress.step(0, steps, filled.title)
        _keep(folder, name, to_workbook(filled))
        progress.step(1, steps, LISTS)
        _keep(folder, LISTS, _lists(numbers))
        for done, each in enumerate(placed, 2):
            progress.step(done, steps, str(each.attachment))
            if attachment_export.write_scan(each, folder, below=f"{SCANS}/") is None:
                lost.append(each)
        progress.step(steps - 1, steps, INDEX)
        _keep(folder, INDEX, _index(filled, numbers, placed, lost))
    return Pack(folder.path, len(numbers), len(placed) - len(lost), len(lost))


def _numbers(filled: FilledForm, progress: Progress) -> list[_Number]:
    """The cells with records behind them; equal figures share one list."""
    found: list[_Number] = []
    sheets: dict[Figure, tuple[str, Sequence[Any]]] = {}
    cells = [cell for cell in (*filled.cells.values(), *filled.notes) if cell.figure is not None]
    for done, cell in enumerate(cells):
        progress.step(done, len(cells), "读取记录")
        figure = cell.figure
        assert figure is not None
        if figure not in sheets:
            records = figure.records()
            name = f"明细{len([s for s, _ in sheets.values() if s]) + 1}" if records else ""
            sheets[figure] = (name, records)
        found.append(_Number(cell, figure, sheets[figure][1], sheets[figure][0]))
    return found


def _owner(record: Any) -> Entity:
    """The record that has the attachments: a line's are those of whose part it is."""
    link = record.owner_link()
    owner = None if link is None else getattr(record, link.name)
    found: Entity = record if owner is None else owner
    return found


def _lists(numbers: Sequence[_Number]) -> bytes:
    from exports import sheets

    workbook = sheets.new_workbook()
    for number in {n.sheet: n for n in numbers if n.sheet}.values():
        columns = [c for c in first_columns(number.figure.indicator.entity) if c.derived is None]
        sheets.write_table(
            workbook, number.sheet, title=f"{number.figure.period.label} {number.figure.label}",
            headers=("序号", "所属", *(column.label for column in columns)),
            rows=tuple(
                (at, str(_owner(record)),
                 *(column.kind.mask(column.kind.read(record)) for column in columns))
                for at, record in enumerate(number.records, 1)
            ),
            widths=(6, 24, *[14.0] * len(columns)),
            note=f"口径：{number.figure.indicator.definition}",
        )
    if not workbook.worksheets:
        sheets.write_table(workbook, "明细", title="明细", headers=("说明",), rows=(), widths=(60,))
    return sheets.as_bytes(workbook)


def _index(
    filled: FilledForm, numbers: Sequence[_Number], placed: Sequence[attachment_export.Placed],
    lost: Sequence[attachment_export.Placed],
) -> bytes:
    from exports import sheets

    places: dict[tuple[type[Any], int], list[str]] = {}
    for each in placed:
        place = f"（内容已丢失）{each.place}" if each in lost else f"{SCANS}/{each.place}"
        places.setdefault((type(each.record), each.record.id), []).append(place)
    rows = []
    for at, number in enumerate(numbers, 1):
        owners = {(type(owner), owner.id): None for owner in map(_owner, number.records)}
        files = [place for owner in owners for place in places.get(owner, [])]
        rows.append((
            at, number.cell.row_label, number.cell.column_label, number.cell.show(),
            number.cell.unit, number.figure.indicator.definition, len(number.records),
            number.sheet or "（无记录）", "\n".join(files),
        ))
    workbook = sheets.new_workbook()
    sheets.write_table(
        workbook, "目录", title=f"{filled.title}　佐证材料目录",
        headers=("序号", "行", "列", "数值", "单位", "口径", "记录数", "明细表", "文件"),
        rows=tuple(rows), widths=(6, 22, 22, 10, 7, 46, 8, 10, 60),
        note=f"明细在“{LISTS}”。导出的文件不再受本程序加密保护，用完请妥善保管或删除。",
    )
    return sheets.as_bytes(workbook)


def _keep(folder: WholeFolder, name: str, content: bytes) -> None:
    """Write a workbook after the leak guard; what nobody asked for is hidden."""
    from exports.leak_guard import find
    from exports.masked_copy import masked_copy

    people, allowed = known_people.read(), frozenset({privacy.BORN})
    if find(content, name, people=people, allowed=allowed):
        content = masked_copy(content, name, people=people, allowed=allowed)
    folder.write(name, content)
