"""收集表: workbooks that departments fill in, made so that their return can be checked row by row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exports.file_names import legal
from exports.handing_over import About, send_out
from exports.in_memory import to_bytes
from models import bulk
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, Kind, Link, LongText, Money, Number
from models.intake.collection import (
    ID_LABEL,
    INFO,
    LISTS,
    Sent,
    SentRow,
    births,
    collectable,
    value_of,
)
from models.intake.drafts import Book, Draft
from models.jobs import Progress, Silent
from models.three_states import INAPPLICABLE

DEPARTMENT_WORDS = ("部门", "学院", "院系", "系部", "单位")
"""A field whose label ends in one of these says to which department a row is sent."""

UNSAID = "未填部门"
"""The workbook of the rows that do not say their department."""

HEADER_ROW = 4
_LIST_LIMIT = 500
_PROMPT = 250
_FORBIDDEN = '\\/:*?"<>|[]'


@dataclass(frozen=True)
class Request:
    """What is asked for. fields: names, in the order of the columns. due and contact: words for
    the instructions, "" = not said. blank_rows: room for new records."""

    entity: type[Entity]
    fields: tuple[str, ...]
    title: str = ""
    due: str = ""
    contact: str = ""
    blank_rows: int = 20

    @property
    def kinds(self) -> list[Kind]:
        """The fields of the columns; those that cannot be asked for are left out."""
        possible = {kind.name: kind for kind in collectable(self.entity)}
        return [possible[name] for name in self.fields if name in possible]


def department_fields(entity: type[Entity]) -> list[Kind]:
    """The fields by which the rows can be parted into one workbook for each department."""
    return [
        kind for kind in entity.kinds()
        if not isinstance(kind, Link | Date | Number | Money | LongText)
        and kind.label.endswith(DEPARTMENT_WORDS)
    ]


def parted(entity: type[Entity], ids: Sequence[int], name: str) -> dict[str, list[int]]:
    """The ids by the words of one field, in the order of their first row; blanks come last."""
    column: Any = getattr(entity, name)
    kind = entity.field_named(name)
    said: dict[int, str] = {}
    for part in bulk.portions(list(ids)):
        query = entity.active(entity.id, column).where(entity.id.in_(part)).tuples()
        said |= {record_id: kind.show(value) for record_id, value in query}
    found: dict[str, list[int]] = {}
    for record_id in ids:
        if record_id in said:
            found.setdefault(said[record_id] or UNSAID, []).append(record_id)
    if UNSAID in found:
        found[UNSAID] = found.pop(UNSAID)
    return found


def write_collections(
    request: Request, groups: Mapping[str, Sequence[int]], folder: Path,
    progress: Progress | None = None,
) -> list[Path]:
    """One workbook for each department into a folder; the files written. Raises UserError."""
    progress = progress or Silent()
    written: list[Path] = []
    for done, (receiver, ids) in enumerate(groups.items()):
        progress.step(done, len(groups), f"正在制作 {receiver}")
        path = folder / file_name(request, receiver)
        content = collection_workbook(request, ids, receiver=receiver)
        send_out(path, content, about(request, receiver, len(ids)))
        written.append(path)
    return written


def about(request: Request, receiver: str, count: int) -> About:
    """What the export log keeps of one of the workbooks."""
    secret = [kind.label for kind in request.kinds if kind.sensitive]
    return About(
        title_of(request), receiver=receiver, people=count, columns="、".join(secret),
        masked=False if secret else None,
    )


def file_name(request: Request, receiver: str = "") -> str:
    """The proposed name: 外籍教师信息收集表_机电学院_20261121.xlsx."""
    words = [title_of(request), receiver, f"{date.today():%Y%m%d}"]
    name = "_".join(word for word in words if word)
    return legal("".join(" " if c in "[]" else c for c in name), suffix=".xlsx", most=120)


def title_of(request: Request) -> str:
    """The title over the table."""
    return request.title or f"{request.entity.label}信息收集表"


def collection_workbook(request: Request, ids: Sequence[int], *, receiver: str = "") -> bytes:
    """The .xlsx as bytes: instructions, the rows with drop-downs, room for new ones; the sheet is
    protected without a password, so that only the entry cells can be typed into."""
    from openpyxl import Workbook

    kinds = request.kinds
    index = Book().index(request.entity).by_id
    drafts = [index[record_id] for record_id in ids if record_id in index]
    book = Workbook()
    sheet = book.active
    sheet.title = "".join("-" if c in _FORBIDDEN else c for c in request.entity.label)[:28]
    page = _Page(book, sheet, kinds)
    page.head(request, receiver, len(drafts))
    page.rows(drafts, request.blank_rows)
    page.choices(request.entity, len(drafts) + request.blank_rows)
    page.lay_out(len(drafts) + request.blank_rows)
    _carry(book, _sent(request, kinds, drafts, sheet=sheet.title, receiver=receiver))
    return to_bytes(book)


def _sent(
    request: Request, kinds: Sequence[Kind], drafts: Sequence[Draft], *, sheet: str, receiver: str
) -> Sent:
    head = Sent(
        request.entity.key(), sheet, date.today().isoformat(), receiver, secrets.token_hex(8),
        tuple(kind.name for kind in kinds), tuple(kind.label for kind in kinds),
    )
    born = births(head, [draft.record_id or 0 for draft in drafts])
    rows = {
        draft.record_id: SentRow(born[draft.record_id], tuple(
            head.mark(value_of(draft, kind.name), _words(_cell_value(draft, kind)))
            for kind in kinds
        ))
        for draft in drafts if draft.record_id is not None
    }
    return Sent(**{**vars(head), "rows": rows})


def _carry(book: Any, sent: Sent) -> None:
    """The hidden sheet that travels along."""
    sheet = book.create_sheet(INFO)
    for row in sent.as_rows():
        sheet.append(row)
    for cells_of_row in sheet.iter_rows():
        for cell in cells_of_row:
            cell.number_format = "@"
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _cell_value(draft: Draft, kind: Kind) -> Any:
    """What stands in the cell: numbers as numbers, all else as the words of the program."""
    value = value_of(draft, kind.name)
    if value is None or value is INAPPLICABLE or isinstance(value, Draft):
        return None if value is None else str(value)
    if isinstance(kind, Number):
        return value
    if isinstance(kind, Money):
        return float(kind.python_value(value) or 0)
    return draft.shown(kind.name) or None


def _words(value: Any) -> str:
    return "" if value is None else str(int(value)) if _is_whole(value) else str(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer()


class _Page:
    """The visible sheet."""

    def __init__(self, book: Any, sheet: Any, kinds: Sequence[Kind]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        self.book, self.sheet, self.kinds = book, sheet, list(kinds)
        hair = Side(style="thin", color="C9D1D9")
        self.box = Border(left=hair, right=hair, top=hair, bottom=hair)
        self.font, self.bold = Font(name="宋体", size=10.5), Font(name="黑体", size=10.5)
        self.wrapped = Alignment(vertical="center", wrap_text=True)
        self.centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.open = Protection(locked=False)
        self.head_fill = PatternFill("solid", fgColor="E9EEF3")
        self.needed_fill = PatternFill("solid", fgColor="FBE9C8")
        self.new_fill = PatternFill("solid", fgColor="F7FAF4")
        self._lists: dict[tuple[str, ...], str] = {}

    def head(self, request: Request, receiver: str, count: int) -> None:
        """Title, what to do, and the names of the columns; column A is the hidden id."""
        from openpyxl.styles import Font

        last = len(self.kinds) + 1
        sheet = self.sheet
        for row, words in enumerate((_titled(request, receiver), _how(request, count)), start=1):
            sheet.cell(row, 2, words)
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=max(last, 2))
        sheet.cell(1, 2).font = Font(name="黑体", size=16)
        sheet.cell(1, 2).alignment = self.centred
        sheet.cell(2, 2).font = Font(name="宋体", size=10, color="404A55")
        sheet.cell(2, 2).alignment = self.wrapped
        sheet.row_dimensions[1].height = 30
        across = max(60.0, sum(_width(kind) for kind in self.kinds))
        lines = sum(1 + int(2 * len(line) / across) for line in _how(request, count).split("\n"))
        sheet.row_dimensions[2].height = 14.5 * lines + 4
        sheet.row_dimensions[3].height = 6
        sheet.row_dimensions[HEADER_ROW].height = 32
        for column, kind in enumerate(self.kinds, start=2):
            words = f"{kind.label} *" if kind.required else kind.label
            cell = sheet.cell(HEADER_ROW, column, words)
            cell.fill = self.needed_fill if kind.required else self.head_fill
        sheet.cell(HEADER_ROW, 1, ID_LABEL)
        for column in range(1, last + 1):
            cell = sheet.cell(HEADER_ROW, column)
            cell.font, cell.border, cell.alignment = self.bold, self.box, self.centred

    def rows(self, drafts: Sequence[Draft], blank: int) -> None:
        """The records, then room for new ones."""
        first = HEADER_ROW + 1
        for number, draft in enumerate(drafts, start=first):
            identity = self.sheet.cell(number, 1, str(draft.record_id))
            identity.number_format = "@"
            for column, kind in enumerate(self.kinds, start=2):
                cell = self._entry(number, column, kind)
                cell.value = value = _cell_value(draft, kind)
                if isinstance(value, str):
                    cell.data_type = "s"  # what begins with = is no formula
                if isinstance(kind, Link) and kind.part_of:
                    cell.protection = self.open.__class__(locked=True)
        for number in range(first + len(drafts), first + len(drafts) + blank):
            for column, kind in enumerate(self.kinds, start=2):
                self._entry(number, column, kind).fill = self.new_fill

    def _entry(self, row: int, column: int, kind: Kind) -> Any:
        """A cell to type into. Dates are text: a date cell would make a day of 2019-09."""
        cell = self.sheet.cell(row, column)
        cell.font, cell.border, cell.alignment = self.font, self.box, self.wrapped
        cell.protection = self.open
        is_number = isinstance(kind, Number | Money)
        cell.number_format = ("#,##0.00" if isinstance(kind, Money) else "General") if is_number \
            else "@"
        return cell

    def choices(self, entity: type[Entity], count: int) -> None:
        """Drop-downs, and for every column a message that says what belongs there."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        departments = {kind.name for kind in department_fields(entity)}
        for column, kind in enumerate(self.kinds, start=2):
            words = _options(entity, kind, is_department=kind.name in departments)
            rule = DataValidation(
                type="list" if words else None, formula1=self._listed(words) if words else None,
                allow_blank=True, showInputMessage=True, promptTitle=kind.label[:30],
                prompt=_message(kind, bool(words))[:_PROMPT], errorTitle="请从列表中选择",
                error=f"“{kind.label}”请点单元格右边的箭头，从列表中选择。"[:200],
                showErrorMessage=bool(words) and kind.name not in departments,
            )
            letter = get_column_letter(column)
            rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + max(count, 1)}")
            self.sheet.add_data_validation(rule)

    def _listed(self, words: tuple[str, ...]) -> str:
        """A range of the hidden sheet that holds these words, each list once."""
        from openpyxl.utils import get_column_letter

        if words not in self._lists:
            if LISTS not in self.book.sheetnames:
                self.book.create_sheet(LISTS).sheet_state = "hidden"
            column = len(self._lists) + 1
            for row, word in enumerate(words, start=1):
                cell = self.book[LISTS].cell(row, column, word)
                cell.data_type = "s"
            letter = get_column_letter(column)
            self._lists[words] = f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
        return self._lists[words]

    def lay_out(self, count: int) -> None:
        """Widths, frozen header, filter, protection without a password, A4 landscape."""
        from openpyxl.utils import get_column_letter

        sheet = self.sheet
        for column, kind in enumerate(self.kinds, start=2):
            sheet.column_dimensions[get_column_letter(column)].width = _width(kind)
        sheet.column_dimensions["A"].hidden = True
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 20, True
        last = get_column_letter(len(self.kinds) + 1)
        sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 3 if len(self.kinds) > 1 else 2)
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + max(count, 1)}"
        protection = sheet.protection
        protection.sheet = True
        for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "sort",
                        "autoFilter", "deleteRows"):
            setattr(protection, allowed, False)  # false: not forbidden
        sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        sheet.print_area = f"B1:{last}{HEADER_ROW + max(count, 1)}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = "9"  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        sheet.page_margins.left = sheet.page_margins.right = 0.4


def _titled(request: Request, receiver: str) -> str:
    return f"{title_of(request)}（{receiver}）" if receiver else title_of(request)


def _how(request: Request, count: int) -> str:
    """What the department should do."""
    known = (
        f"1. 下面 {count} 行是外事部门现有的登记，请逐行核对，错的直接改，缺的补上；不用改的保持原样。\n"
        "2. 漏登的，请在浅色空白行里逐行填写。不再有的请不要删行，在备注或回信中说明。\n" if count else
        "1. 请在浅色空白行里逐行填写，一行一条。\n2. 行数不够时可在末尾接着往下填。\n"
    )
    rule = (
        "3. 带 * 的栏必填；有下拉箭头的请从列表中选；日期写成 2019-09-01，只知道年月的写 2019-09，不要编日期。\n"
        "4. 请不要改动表头，也不要把内容复制到别的表里交回；用 Excel 或 WPS 填好，保存后发回本文件。"
    )
    asked = [f"请于{request.due}前交回" if request.due else "",
             f"联系人：{request.contact}" if request.contact else ""]
    back = "；".join(word for word in asked if word)
    return known + rule + (f"\n5. {back}。" if back else "")


def _message(kind: Kind, has_list: bool) -> str:
    """What the cell says when it is chosen."""
    parts = ["必填。" if kind.required else ""]
    if isinstance(kind, Link) and kind.part_of:
        parts.append("已有的行不能改。")
    if has_list:
        parts.append("请从列表中选。")
    elif isinstance(kind, Date):
        parts.append("写成 2019-09-01；只知道年月写 2019-09。")
        parts.append("没有期限的写“长期”。" if kind.open_ended else "")
    elif isinstance(kind, Number | Money):
        parts.append(f"只填数字{f'，单位：{kind.unit}' if kind.unit else ''}。")
    elif isinstance(kind, Link):
        parts.append(f"填写{kind.rel_model.label}的名称。")
    parts.append(kind.help)
    return "".join(part for part in parts if part) or "请填写；不清楚的留空。"


def _options(entity: type[Entity], kind: Kind, *, is_department: bool) -> tuple[str, ...]:
    """The words of a drop-down; of records without personal data also their names."""
    if isinstance(kind, Choice | Flag | Coded):
        return tuple(kind.option_words())
    if isinstance(kind, Link):
        if any(each.sensitive for each in kind.rel_model.kinds()) or kind.part_of:
            return ()
        names = sorted({str(record) for record in kind.rel_model.active()})
        return tuple(names) if len(names) <= _LIST_LIMIT else ()
    if is_department:
        column: Any = getattr(entity, kind.name)
        query = entity.active(column).distinct().order_by(column).tuples()
        return tuple(words for (words,) in query if words)
    return ()


def _width(kind: Kind) -> float:
    """Characters of the workbook's width; a Chinese character takes two."""
    label = 2.2 * len(kind.label) + 4
    if kind.width:
        return max(kind.width / 7, label)
    return max(label, 32.0 if isinstance(kind, LongText) else 14.0)
