"""Registers as they really arrive, one for each trap, with what an import must make of each.

The .xlsx and .csv files are made here, each time anew; .xls and .ods lie in tests/data/messy,
because only a spreadsheet program makes them. All people are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.chart import BarChart

from tests.models.intake.files import compound, workbook

KEPT = Path(__file__).parents[2] / "data" / "messy"

HEAD = ("姓名", "国籍", "性别", "出生日期", "护照号", "聘期起", "聘期止", "任教课程")
COLE = ("COLE, ANNA", "英国", "女", "1980.1.2", "P10293847", "2019.3.1", "2020.2.28", "口语")
WEST = ("WEST, TOM", "加拿大", "男", "1979.5.6", "P10293848", "2019.3.1", "2020.2.28", "写作")
KIM = ("KIM MINJUN", "韩国", "男", "1974.2.8", "M29381746", "2019.9.1", "2020.8.31", "会话")


@dataclass(frozen=True)
class Trap:
    """One file and its expected outcome.

    make: writes it into a folder and gives its path. new, changed and refused: how many rows
    come in, add to what came in before, and go back. values: {(row, label): words} of what would
    be written. reasons: parts of the sentences for refused rows. dropped: why rows are no
    records. notices: parts of what is said of the file. refusal: part of the sentence when the
    file or its table is not taken at all.
    """

    name: str
    make: Callable[[Path], Path]
    new: int = 0
    changed: int = 0
    refused: int = 0
    values: dict[tuple[int, str], str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    refusal: str = ""


def _book(*rows: Any, sheet: str = "外籍教师", **more: Any) -> Callable[[Path], Path]:
    return lambda folder: workbook(folder / "2019年外籍教师台账.xlsx", {sheet: rows}, **more)


def _changed(row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    names = dict(zip(("name", "country", "sex", "born", "passport", "start", "end", "course"),
                     range(8), strict=True))
    found = list(row)
    for name, value in cells.items():
        found[names[name]] = value
    return tuple(found)


def _text(encoding: str, *, bom: bytes = b"") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "2019年外籍教师.csv"
        lines = (",".join(f'"{cell}"' for cell in row) for row in (HEAD, COLE, KIM))
        path.write_bytes(bom + "\r\n".join(lines).encode(encoding))
        return path
    return make


def _two_levels(folder: Path) -> Path:
    top = ("姓名", "国籍", "性别", "出生日期", "护照", None, "聘期", None)
    below = (None, None, None, None, "护照号", "护照有效期", "聘期起", "聘期止")
    row = (*COLE[:5], "2025.1.1", *COLE[5:7])
    merged = ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2", "A1:H1")
    title = ("示例职业技术学院2019年外籍教师一览表", *[None] * 7)
    return workbook(
        folder / "外教.xlsx", {"Sheet1": [title, top, below, row]}, merged=merged
    )


def _years(folder: Path) -> Path:
    later = _changed(COLE, start="2020.3.1", end="2021.2.28")
    return workbook(folder / "外籍教师台账.xlsx", {
        "2019年": [HEAD, COLE, WEST], "2020年": [HEAD, later], "说明": [("填表说明", None)],
    })


def _charts(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.create_chartsheet("图").add_chart(BarChart())
    book.remove(book.worksheets[0])
    book.save(folder / "图表.xlsx")
    return folder / "图表.xlsx"


def _locked(folder: Path) -> Path:
    path = folder / "加密.xlsx"
    path.write_bytes(compound({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": bytes(64)}))
    return path


def _hidden(folder: Path) -> Path:
    path = _book(HEAD, COLE, WEST)(folder)
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["H"].hidden = True
    book.save(path)
    return path


def _big(folder: Path) -> Path:
    extra = tuple(f"附加{n}" for n in range(17))
    rows = [(_changed(COLE, name=f"COLE, ANNA{n:03}", passport=f"P{n:08}")) + tuple(
        f"内容{n}-{c}" for c in range(17)) for n in range(300)]
    return workbook(folder / "2019年外籍教师.xlsx", {"外籍教师": [HEAD + extra, *rows]})


def _two_tables(folder: Path) -> Path:
    return workbook(folder / "2019年外教与来访.xlsx", {"汇总": [
        HEAD, COLE, (), ("二、来访情况",),
        ("来访日期", "来访单位", "国别", "人数", "来访目的"), ("2019.5.6", "示例大学", "韩国", 4, "洽谈合作"),
    ]})


def _country(words: str) -> tuple[Any, ...]:
    return _changed(KIM, country=words)


TRAPS = (
    Trap("two-level header with merged cells", _two_levels, new=1,
         values={(4, "聘期止"): "2020-02-28", (4, "号码"): "P10293847"}),
    Trap("several sheets and several years", _years, new=2, changed=1,
         values={(2, "聘期起"): "2020-03-01"}),
    Trap("csv in GBK", _text("gbk"), new=2, values={(3, "国籍"): "韩国"}),
    Trap("csv in UTF-8 without a mark", _text("utf-8"), new=2, values={(3, "国籍"): "韩国"}),
    Trap("csv in UTF-8 with a mark", _text("utf-8", bom=b"\xef\xbb\xbf"), new=2,
         values={(2, "护照姓名"): "COLE, ANNA"}),
    Trap("old binary workbook", lambda _: KEPT / "外籍教师.xls", new=2,
         values={(4, "聘期止"): "2020-02-28"}, dropped=("合计行",)),
    Trap("open document", lambda _: KEPT / "外籍教师.ods", new=2,
         values={(4, "聘期止"): "2020-02-28"}, dropped=("合计行",)),
    Trap("sub-totals in the middle, a total and notes below", _book(
        HEAD, COLE, ("英国小计", None, None, None, None, None, None, "1人"), KIM,
        ("合计", None, None, None, None, None, None, "2人"),
        ("注：聘期以合同为准。",), ("填表人：张示例", None, None, "填表日期：2019.12.30"),
    ), new=2, dropped=("小计行", "合计行", "备注说明", "填表人等落款")),
    Trap("countries in other words", _book(
        HEAD, _country("南韩"), _changed(COLE, country="美利坚合众国"),
        _changed(WEST, country="大韩民国"), _changed(WEST, name="DOE, JO", country="KOR"),
    ), new=4, values={(2, "国籍"): "韩国", (3, "国籍"): "美国", (4, "国籍"): "韩国", (5, "国籍"): "韩国"}),
    Trap("a country that may be two is asked for", _book(HEAD, _country("Korea"), COLE),
         new=1, refused=1,
         reasons=("B列“国籍”：“Korea”不在国别（地区）表中，可能是朝鲜或韩国，请写明",)),
    Trap("a part of a country is asked for", _book(HEAD, _changed(COLE, country="英格兰"), KIM),
         new=1, refused=1, reasons=("B列“国籍”：“英格兰”不在国别（地区）表中",)),
    Trap("dates in every style", _book(
        HEAD, _changed(COLE, born="1980年1月2日", start="2019-3-1", end="2020/2/28"),
        _changed(WEST, born=datetime(1979, 5, 6), start=43525, end="43889"),
        _changed(KIM, born="19740208", start="2019年9月", end="2020.8"),
    ), new=3, values={
        (2, "聘期起"): "2019-03-01", (3, "出生日期"): "1979-05-06", (3, "聘期起"): "2019-03-01",
        (3, "聘期止"): "2020-02-28", (4, "出生日期"): "1974-02-08", (4, "聘期起"): "2019-09",
    }),
    Trap("a date that can be read three ways", _book(HEAD, _changed(COLE, start="19/9/1"), KIM),
         new=1, refused=1, reasons=("“19/9/1”不是日期，请写成 2019-09-01 的样子",)),
    Trap("passport numbers as numbers, with spaces, with zeros in front", _book(
        HEAD, _changed(COLE, passport=502938471.0), _changed(KIM, passport="M 2938 1746"),
        _changed(WEST, passport="００１２３４５６７"),
    ), new=3, values={
        (2, "号码"): "502938471", (3, "号码"): "M29381746", (4, "号码"): "001234567"}),
    Trap("identity numbers that became numbers have lost digits", lambda folder: workbook(
        folder / "2019年教职工名册.xlsx", {"教职工": [
            ("工号", "姓名", "性别", "部门", "身份证号"),
            ("A01", "王示例", "男", "机电学院", 1.10101199001011e17),
            ("A02", "李样本", "女", "外语学院", "1.10101E+17"),
            ("A03", "赵例子", "男", "外语学院", None),
        ]}), new=1, refused=2, reasons=("E列“身份证号”：号码被存成了数字，超过 15 位的部分已变成 0",)),
    Trap("a sheet of another kind", lambda folder: workbook(folder / "采购.xlsx", {"Sheet1": [
        ("设备名称", "规格型号", "单价", "供应商"), ("示波器", "DS-1", 3000, "某公司"),
    ]}), refusal="认不出这是哪一种登记表：表头与任何一种台账都对不上"),
    Trap("an empty workbook", lambda folder: workbook(folder / "空.xlsx", {"Sheet1": []}),
         refusal="是空的，没有任何内容"),
    Trap("a workbook with a password", _locked, refusal="设有打开密码，无法读取"),
    Trap("charts only", _charts, refusal="里只有图表，没有表格数据"),
    Trap("hidden rows and columns", _hidden, new=2, values={(3, "任教课程"): "写作"},
         notices=("有 1 行是隐藏的", "有 1 列是隐藏的")),
    Trap("merged cells in the body", _book(
        HEAD, COLE, _changed(WEST, country=None, start=None, end=None),
        merged=("B2:B3", "F2:F3", "G2:G3"),
    ), new=2, values={(3, "国籍"): "英国", (3, "聘期止"): "2020-02-28"}),
    Trap("as above, again and again", _book(
        HEAD, COLE, _changed(WEST, country="同上", start="〃", end="〃"),
        _changed(KIM, country="〃", end="同上"),
    ), new=3, values={(3, "国籍"): "英国", (4, "国籍"): "英国", (4, "聘期止"): "2020-02-28"}
        | {(3, "聘期起"): "2019-03-01"}),
    Trap("as above, with nothing above", _book(HEAD, _changed(COLE, country="同上"), KIM),
         new=1, refused=1, reasons=("B列“国籍”：“同上”的上一行没有内容可以照抄",)),
    Trap("full-width figures and spaces behind", _book(
        HEAD, _changed(COLE, name=" COLE, ANNA　", sex="女 ", start="２０１９．３．１", end="2020.2.28 "),
    ), new=1, values={(2, "护照姓名"): "COLE, ANNA", (2, "聘期起"): "2019-03-01", (2, "性别"): "女"}),
    Trap("two tables on one sheet", _two_tables, new=2, values={(2, "聘期起"): "2019-03-01"}),
    Trap("the header again on every page", _book(HEAD, COLE, HEAD, KIM, HEAD, WEST),
         new=3, dropped=("重复的表头",)),
    Trap("a form about one person", lambda folder: workbook(folder / "外教登记表.xlsx", {"登记表": [
        ("外籍教师登记表",), ("姓名", "COLE, ANNA", "性别", "女"), ("国籍", "英国", "出生日期", "1980.1.2"),
        ("护照号", "P10293847", "护照有效期", "2025.1.1"), ("聘期起", "2019.3.1", "聘期止", "2020.2.28"),
    ]}), refusal="这是一人一页的登记表"),
    Trap("a form with one field on each line", lambda folder: workbook(folder / "外教.xlsx", {"表": [
        ("姓名", "COLE, ANNA"), ("性别", "女"), ("国籍", "英国"), ("出生日期", "1980.1.2"), ("护照号", "P1029384"),
    ]}), refusal="这是一人一页的登记表"),
    Trap("three hundred rows, twenty-five columns", _big, new=300,
         values={(301, "附加16"): "内容299-16"}),
)
