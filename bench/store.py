"""Saving one record, and ten thousand at once, with history, beside bare SQL on the same file."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random
from typing import Any

from bench.measure import college, compared, compiled, say
from models import search, store
from models.entities.international_student import InternationalStudent
from models.entities.staff_member import StaffMember
from models.entity import DATABASE
from models.sample_college.students import by_chance

ROWS = 10_000


def main() -> None:
    """Print both ratios."""
    compiled()
    search.pinyin("首次调用时读取字典")
    with college():
        one_record()
    with college():
        many_records()


def one_record() -> None:
    """One changed record: validated, saved, kept in history, against one committed UPDATE."""
    record = StaffMember(name="示例教师", department="外语学院", staff_no="1")
    store.save(record)
    numbers = itertools.count(1)
    connection = DATABASE.connection()

    def ours() -> None:
        record.phone = f"{next(numbers):011d}"
        store.save(record)

    def floor() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "UPDATE staff_member SET phone = ? WHERE id = ?", (f"{next(numbers):011d}", record.id)
        )
        connection.execute("COMMIT")

    taken, bare = compared(ours, floor, times=60)
    say("save one changed record with history", taken, floor=bare, of="one durable UPDATE",
        goal="<= 3")


def many_records() -> None:
    """Ten thousand new students in one batch, against executemany of the same rows."""
    chance = Random(1)
    people = [by_chance(chance, index)[0] for index in range(ROWS)]

    def ours() -> None:
        with store.batch("bench"):
            for person in people:
                person.id = None
            store.add_many(InternationalStudent, [(person, "bench.xlsx") for person in people])

    ours()
    taken, bare = compared(ours, raw_rows(), times=4)
    say("add_many of 10,000 with history, commit included", taken, floor=bare,
        of="executemany and commit", goal="<= 6")


def raw_rows() -> Callable[[], None]:
    """Bare SQL that writes the same rows again."""
    connection = DATABASE.connection()
    fields = [f.column_name for f in InternationalStudent._meta.sorted_fields if f.name != "id"]
    columns = ", ".join(f'"{name}"' for name in fields)
    rows: list[Any] = connection.execute(
        f"SELECT {columns} FROM international_student LIMIT {ROWS}"
    ).fetchall()
    marks = ", ".join("?" * len(fields))

    def floor() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            f"INSERT INTO international_student ({columns}) VALUES ({marks})", rows
        )
        connection.execute("COMMIT")

    return floor


if __name__ == "__main__":
    main()
