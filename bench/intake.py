"""Importing a register: reading 100,000 rows, and checking and writing 10,000 with history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import python_calamine

from bench.measure import college, compiled, say, seconds
from models import search
from models.entities import ENTITIES
from models.entity import DATABASE
from models.intake.apply import apply
from models.intake.planner import Planner
from models.intake.workbook import read_tables
from models.jobs import Silent

READ_ROWS, WRITTEN_ROWS = 100_000, 10_000
HEADINGS = (
    "序号", "护照姓名", "中文姓名", "国籍", "性别", "出生年月日", "护照号码", "护照有效期至", "派出院校", "学生类别", "专业",
    "所在学院", "来校日期", "离校日期", "经费来源",
)
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
_GIVEN = "智浩宥真夏恩瑞俊秀英建国志明丽华海涛雨桐子涵浩然欣怡梓萱宇轩佳琪思远若曦天佑诗涵俊杰"


def main() -> None:
    """Print both ratios."""
    compiled()
    search.pinyin("首次调用时读取字典")
    with TemporaryDirectory() as folder:
        reading(Path(folder) / "2019年来华留学生名单.xlsx")
        writing(Path(folder) / "2019年来华留学生名单.xlsx")


def make_register(path: Path, rows: int) -> None:
    """A register of students as an office keeps it, with one stay and one passport each."""
    import openpyxl

    chance = Random(7)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("留学生")
    sheet.append(["2019年来华留学生名单"])
    sheet.append(HEADINGS)
    for number in range(1, rows + 1):
        name = chance.choice(_FAMILY) + "".join(chance.sample(_GIVEN, 2))
        born = date(1995, 1, 1).toordinal() + chance.randrange(3000)
        sheet.append([
            number, f"STUDENT {number:06d}", name, chance.choice(("韩国", "日本", "泰国", "老挝")),
            chance.choice("男女"), date.fromordinal(born).isoformat(), f"M{10_000_000 + number}",
            date(2024, 6, 30), "韩国庆南合作大学", "交换生", "旅游管理", "旅游与酒店管理学院",
            date(2019, 9, 2), date(2020, 1, 10), "校际交换",
        ])
    book.save(path)


def reading(path: Path) -> None:
    """Finding, checking and sorting the rows, against the parser alone."""
    make_register(path, READ_ROWS)

    def floor() -> None:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            book.get_sheet_by_index(0).to_python(skip_empty_area=False)

    say("read 100,000 rows of a register", seconds(lambda: read_tables(path), times=3),
        floor=seconds(floor, times=3), of="bare calamine", goal="<= 1.3")


def writing(path: Path) -> None:
    """Check and write 10,000 rows (student, stay and passport each), against the bare rows."""
    make_register(path, WRITTEN_ROWS)
    tables = read_tables(path)
    taken: list[float] = []
    floors: list[float] = []
    for _ in range(3):
        with college():
            taken.append(seconds(lambda: apply(Planner({}, {}, Silent()).plan(tables)), times=1))
            floors.append(seconds(_raw_copy(), times=1))
    say("check and write 10,000 register rows with history", min(taken), floor=min(floors),
        of="executemany of the same records, no history", goal="<= 6")


def _raw_copy() -> Callable[[], None]:
    """Writing all rows of the present college into bare tables of the same file."""
    connection = DATABASE.connection()
    tables = [e._meta.table_name for e in ENTITIES]
    rows = {t: connection.execute(f'SELECT * FROM "{t}"').fetchall() for t in tables}
    for table in tables:
        connection.execute(f'CREATE TABLE "bare_{table}" AS SELECT * FROM "{table}" WHERE 0')

    def work() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            if found:
                marks = ", ".join("?" * len(found[0]))
                connection.executemany(f'INSERT INTO "bare_{table}" VALUES ({marks})', found)
        connection.execute("COMMIT")

    return work


if __name__ == "__main__":
    main()
