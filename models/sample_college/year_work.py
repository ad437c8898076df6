"""规划指标, 任务台账 and 日报 of the sample college; the newest year's last quarter is still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models import codes, partial_date
from models.entities.year_work import (
    DailyReport,
    PlanTarget,
    QuarterProgress,
    TargetValue,
    WorkTask,
)
from models.indicators import indicator_by_id
from models.sample_college.maker import YEARS, Maker, does_not_apply
from models.sample_college.places import OFFICE

_PLAN = "示例：学校教育对外开放五年规划"
_TARGETS = (
    # what, unit, kind, base, target, figure it is bound to, divisor, stock
    ("国际学生在校规模", "百人", "预期性", 0.08, 0.4, "students.at_end", 100, True),
    ("中外合作办学项目", "项", "预期性", 1, 3, "influence.joint_programme_count", None, True),
    ("境外办学点", "个", "预期性", 1, 3, "influence.sites", None, True),
    ("国际及港澳台姊妹学校", "对", "约束性", 3, 6, "partners.sister_pairs", None, True),
    ("有效合作协议", "份", "预期性", 7, 16, "agreements.valid", None, True),
    ("当年派出学生", "人次", "预期性", 6, 20, "outbound_students.person_times", None, False),
    ("具有国（境）外学习或工作经历教师占比", "%", "预期性", 12.5, 20, None, None, True),
    ("境外共建实训平台", "个", "预期性", 1, 4, None, None, True),
    # Binding, and not reached: what the monitoring points out.
    ("国际化特色专业", "个", "约束性", 0, 5, None, None, True),
)
_NEXT_PLAN = "示例：学校教育对外开放规划（2026—2030年）"
_NEXT_TARGETS = (
    ("国际学生在校规模", "百人", "预期性", 0.18, 0.5, "students.at_end", 100, True),
    ("中外合作办学项目", "项", "约束性", 2, 4, "influence.joint_programme_count", None, True),
    ("开发并被国外采用的职业教育标准", "个", "预期性", 1, 10, "influence.standards", None, False),
)
_VALUES = {7: (15.2, 16.8, 18.1), 8: (2, 3, 4), 9: (1, 2, 3)}
"""Serial of a target without a figure → what was reached in each year."""
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_TASKS = (
    # year, what, leader, who leads it, who helps, who does it, until, state of its quarters, figure
    (2023, "出台外籍教师管理办法", "沈慕云", "人事处", "各二级学院", (2023, 12), "推进中|推进中|完成|完成", None),
    (2024, "办好智能制造职业教育国际研讨会", "沈慕云", "智能制造学院", "宣传处、保卫处", (2024, 10),
     "未启动|推进中|推进中|完成", "events.conferences"),
    (2024, "扩大国际学生规模", "周正远", OFFICE, "招生就业处", (2024, 12), "推进中|推进中|推进中|完成",
     "students.headcount"),
    (2025, "推进老挝鲁班工坊二期", "周正远", OFFICE, "轨道交通学院、财务处", (2025, 12), "推进中|推进中|推进中|",
     "influence.site_students"),
    (2025, "年内新签合作协议四份", "沈慕云", OFFICE, "各二级学院", (2025, 11), "未启动|推进中|完成|",
     "agreements.new"),
    # Behind its time in the third quarter, and nobody has said why.
    (2025, "申报第二个中外合作办学项目", "沈慕云", "教务处", "信息工程学院", (2025, 9), "推进中|推进中|滞后|", None),
    (2025, "规范因公出国（境）审批与回国报告", "周正远", OFFICE, "财务处、纪检监察室", (2025, 12),
     "完成|推进中|推进中|", "trips.groups"),
    (2025, "建设涉外法律风险清单", "沈慕云", OFFICE, "法务室", (2025, 12), "未启动|未启动|推进中|", None),
    # Next year's, as set at the end of the newest one.
    (2026, "编制教育对外开放新五年规划", "周正远", OFFICE, "发展规划处", (2026, 6), "|||", None),
    (2026, "新增境外办学点一个", "周正远", OFFICE, "轨道交通学院、财务处", (2026, 12), "|||",
     "influence.sites"),
)


def make(maker: Maker) -> None:
    """Targets with typed values, tasks with their quarters, a fortnight of days."""
    targets = [_target(serial, row) for serial, row in enumerate(_TARGETS, 1)]
    later = [_target(serial, row) for serial, row in enumerate(_NEXT_TARGETS, 1)]
    for target in later:
        target.plan, target.base_year, target.target_year = _NEXT_PLAN, 2025, 2030
        target.basis = "规划指标表（征求意见稿）"
    maker.keep([*targets, *later])
    maker.keep(
        TargetValue(target=targets[serial - 1], year=year, value=value,
                    note="按年度统计口径汇总" if year < YEARS[-1] else "年末初步数，待核")
        for serial, values in _VALUES.items() for year, value in zip(YEARS, values, strict=True)
    )
    serials = dict.fromkeys((*YEARS, YEARS[-1] + 1), 0)
    tasks = []
    for year, title, leader, lead, helping, until, states, figure in _TASKS:
        serials[year] += 1
        task = WorkTask(
            year=year, serial=serials[year], title=title, leader=leader, lead_office=lead,
            helping_offices=helping, units="各有关部门", due_on=partial_date.PartialDate(*until),
            figure=figure,
        )
        tasks.append((task, states.split("|")))
    maker.keep(task for task, _ in tasks)
    maker.keep(line for task, states in tasks for line in _quarters(task, states))
    maker.keep(_days(maker))


def _target(
    serial: int,
    row: tuple[str, str, str, float, float, str | None, int | None, bool],
) -> PlanTarget:
    title, unit, kind, base, goal, figure, divisor, stock = row
    target = PlanTarget(
        plan=_PLAN, serial=serial, title=title, unit=unit, kind=kind, base_year=2020,
        base_value=base, target_year=2025, target_value=goal, figure=figure, divide_by=divisor,
        is_stock=stock,
        basis="正文写“新增2—3个”，指标表为1→4，采用指标表。" if serial == 8 else "规划指标表",
    )
    if figure is None:
        does_not_apply(target, "divide_by")
    return target


def _quarters(task: WorkTask, states: list[str]) -> Iterator[QuarterProgress]:
    """A quarter without a state has not been reported: the newest year's last one."""
    for number, (quarter, state) in enumerate(zip(_QUARTERS, states, strict=True), 1):
        if not state:
            continue
        ends = date(int(task.year) + number // 4, number * 3 % 12 + 1, 1) - timedelta(days=1)
        yield QuarterProgress(
            task=task, quarter=quarter, state=state, reporter="林若溪",
            reported_on=ends - timedelta(days=4),
            done={"未启动": "尚未启动，已列入下季安排。", "完成": "任务已按期完成，材料归档。"}.get(
                state, f"按计划推进“{task.title}”，完成{quarter}工作。"),
            evidence=f"本年累计 {{{indicator_by_id(task.figure).label}}}"
            if task.figure and number > 1 else "工作记录在档",
            problems_met=None if state in ("完成", "未启动") else "跨部门协调周期较长",
            next_steps=None if state == "完成" else "下季度按时间表继续推进。",
        )


def _days(maker: Maker) -> Iterator[DailyReport]:
    """The second half of December; on the 21st one kind of person was forgotten."""
    for number in range(14):
        day = date(2025, 12, 15) + timedelta(days=number)
        for kind, registered in _registered(maker, day).items():
            if number == 6 and kind == "港澳台学生":
                continue
            abroad = 1 if kind == "外国留学生" and number >= 9 else 0
            outside = min(registered - abroad, (0, 1, 2)[number % 3] if registered > 3 else 0)
            leave = 1 if kind == "外籍教师" and number in (4, 5) else 0
            entered = 1 if kind == "外国留学生" and number == 3 else 0
            yield DailyReport(
                day=day, person_kind=kind, registered=registered,
                on_campus=registered - outside - abroad, in_province=outside, other_provinces=0,
                abroad=abroad, entered=entered, returned=entered, on_leave=leave,
                abnormal=1 if kind == "外国留学生" and number == 11 else 0, expiring=abroad,
                is_zero=not (entered or leave or abroad or outside), reporter="林若溪",
                checked_by="韩子墨", remarks="1 人发热就医，已退烧" if number == 11 and abroad else None,
            )


def _registered(maker: Maker, day: date) -> dict[str, int]:
    """Heads of each kind on a day, as the registers have them."""
    teachers = {
        stay.teacher.id: stay.teacher.nationality for stay in maker.engagements
        if partial_date.earliest(stay.engaged_from) <= day <= partial_date.latest(
            stay.left_on or stay.engaged_until)
    }
    students = {
        stay.student.id: stay.student for stay in maker.enrolments if stay.outcome == "在读"
        and partial_date.earliest(stay.enrolled_from) <= day
        and (stay.enrolled_until is None or day <= partial_date.latest(stay.enrolled_until))
    }
    foreign = [s for s in students.values() if codes.is_foreign(s.nationality)]
    hmt = [s for s in students.values() if s.nationality in codes.HMT]
    return {
        "外籍教师": sum(codes.is_foreign(nation) for nation in teachers.values()),
        "外国留学生": len(foreign),
        "港澳台教师": sum(nation in codes.HMT for nation in teachers.values()),
        "港澳台学生": len(hmt),
    }
