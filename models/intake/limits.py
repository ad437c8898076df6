"""What a file may cost before it is parsed, and the sentences that refuse it."""

from __future__ import annotations

from pathlib import Path

from models.errors import Unreadable

FILE_BYTES = 60 * 1024 * 1024
PARTS = 2_000
UNPACKED_BYTES = 400 * 1024 * 1024
PART_BYTES = 300 * 1024 * 1024
RATIO = 200
"""Unpacked ÷ packed of one part; registers reach 30, a bomb of zeros 1,000."""
RATIO_FROM = 4 * 1024 * 1024
"""Small parts may be as repetitive as they like."""
ROWS = 200_000
COLUMNS = 300
AREA = 32_000_000
"""Cells in the rectangles of all sheets of one file, as far as they are known beforehand."""


def read_bytes(path: Path) -> bytes:
    """The file's content; Unreadable when it cannot be opened, is empty or too large."""
    name = path.name
    try:
        size = path.stat().st_size
        if size > FILE_BYTES:
            megabytes = 1024 * 1024
            raise too_large(name, f"文件有 {size // megabytes} MB，上限是 {FILE_BYTES // megabytes} MB")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(f"找不到文件“{name}”。", "请确认文件没有被移动、改名或删除。") from error
    except IsADirectoryError as error:
        raise Unreadable(f"“{name}”是文件夹，不是文件。", "请选择文件夹里的电子表格文件。") from error
    except OSError as error:
        raise Unreadable(
            f"文件“{name}”打不开。",
            "请先在 Excel 或 WPS 中关闭它，并确认您有权限读取，然后再试。",
        ) from error
    if not data.strip(b"\0 \r\n\t"):
        raise empty(name)
    return data


def empty(name: str) -> Unreadable:
    """Nothing is in the file."""
    return Unreadable(f"文件“{name}”是空的，没有任何内容。", "请确认选对了文件。")


def only_charts(name: str) -> Unreadable:
    """It has sheets, but none with cells."""
    return Unreadable(
        f"文件“{name}”里只有图表，没有表格数据。", "请选择图表所依据的那张登记表。"
    )


def too_large(name: str, what: str) -> Unreadable:
    """The file asks for more memory than a register needs."""
    return Unreadable(
        f"文件“{name}”太大，没有读取：{what}。",
        "请只保留要导入的行和列，分成几个文件后再导入。",
    )


def damaged(name: str) -> Unreadable:
    """It starts like a workbook but does not hold together."""
    return Unreadable(
        f"文件“{name}”已损坏，无法读取。",
        "请用 Excel 或 WPS 打开并另存为 .xlsx；若也打不开，请找提供文件的人重新要一份。",
    )


def not_a_workbook(name: str, what: str = "") -> Unreadable:
    """It is something else; `what` names it when that is known."""
    known = f"它是{what}" if what else "它不是 Excel、WPS 表格或 csv 文件"
    return Unreadable(
        f"文件“{name}”不能导入：{known}。",
        "请确认选对了文件；如果能用 Excel 或 WPS 打开，请另存为 .xlsx 后再导入。",
    )


def locked(name: str) -> Unreadable:
    """It is encrypted with a password of its own."""
    return Unreadable(
        f"文件“{name}”设有打开密码，无法读取。",
        "请在 Excel 或 WPS 中打开，取消密码后另存一份，再导入。",
    )


def unsafe(name: str) -> Unreadable:
    """It contains declarations that no office program writes."""
    return Unreadable(
        f"文件“{name}”含有不安全的内容（外部实体声明），没有读取。",
        "这不是 Excel 或 WPS 正常保存的文件，请找提供文件的人核实。",
    )


def far_cell(name: str, sheet: str, cell: str) -> Unreadable:
    """One cell lies so far out that the table between would not fit into memory."""
    where = f"工作表“{sheet}”" if sheet else "表格"
    return Unreadable(
        f"文件“{name}”没有读取：{where}的单元格 {cell} 离表格太远（最多 {ROWS:,} 行、{COLUMNS} 列）。",
        "请在 Excel 或 WPS 中删除这个单元格所在的行或列，保存后再导入。",
    )
