"""Small registers as offices keep them, and short ways to plan and import them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.intake.apply import apply
from models.intake.plan import ImportPlan, RowPlan, plan
from tests.models.intake.files import workbook

TEACHER = (
    "护照姓名", "国籍", "出生日期", "性别", "护照号", "护照有效期", "聘期起", "聘期止", "任教课程", "备注",
)
KIM = (
    "KIM MINJUN", "韩国", "1974年2月8日", "男", "M29381746", "2022.7.1", "2019.3.1", "2020.2.29", "会话",
    None,
)
TRIP = ("团组名称", "团长", "出访国家（地区）", "出访任务", "出境日期", "入境日期", "人数")
MEMBER = ("团组", "姓名", "性别", "部门", "职务", "身份")


def teachers(path: Path, *rows: Any, head: Any = TEACHER) -> Path:
    """A register of foreign teachers."""
    return workbook(path, {"外籍教师": [head, *rows]})


def trips(path: Path, rows: Any, members: Any = ()) -> Path:
    """A register of trips, with the list of members on a second sheet if there are any."""
    lists = {"人员名单": [MEMBER, *members]} if members else {}
    return workbook(path, {"团组汇总": [TRIP, *rows], **lists})


def planned(*paths: Path, **choices: Any) -> ImportPlan:
    """What an import would do."""
    return plan(paths, **choices)


def imported(*paths: Path, **choices: Any) -> int:
    """Import and give the batch."""
    return apply(plan(paths, **choices))


def row_of(found: ImportPlan, number: int, table: int = 0) -> RowPlan:
    """One row of a plan by its number in the sheet."""
    return next(r for r in found.tables[table].rows if r.number == number)
