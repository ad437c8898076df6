"""年度: targets of a plan, the ledger of tasks with its quarters, and the daily report."""

from __future__ import annotations

from typing import ClassVar

from models.codes import figures
from models.entity import Entity, FlatColumn
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Number, Text

STATES = ("未启动", "推进中", "完成", "滞后")


class PlanTarget(Entity):
    """规划指标: one figure of a multi-year plan, with its base, its target and what it is bound to."""

    is_standing = True
    label = "规划指标"
    group = "年度"
    identity = (("plan", "title"),)
    title_words = ("规划", "主要指标", "监测")

    title = Text("指标", required=True, in_list=True, searchable=True, width=260,
                 aliases=("指标名称", "主要指标"))
    serial = Number("序号", in_list=True)
    plan = Text("规划名称", required=True, in_list=True, searchable=True, width=160)
    unit = Text("单位", in_list=True, help="万人、项、所、对、% 等")
    kind = Choice("属性", ("预期性", "约束性"), in_list=True)
    base_year = Number("基期年份", in_list=True)
    base_value = Number("基期值", decimals=2, in_list=True)
    target_year = Number("目标年份", in_list=True)
    target_value = Number("目标值", decimals=2, in_list=True, wanted=True)
    basis = LongText("目标依据", help="正文与表格不一致时写明采用哪一处")
    figure = Coded("取数指标", figures, section="取数", help="从本程序的指标中选一个，逐年自动取数；留空则逐年手填")
    divide_by = Number("换算除数", section="取数", help="例如单位为万人时填 10000")
    is_stock = Flag("存量指标", section="取数", help="是：取时点数；否：取全年数")

    def __str__(self) -> str:
        return self.title or super().__str__()


class TargetValue(Entity):
    """指标年度值: what was reached in one year, typed where no figure is bound."""

    label = "指标年度值"
    identity = (("year",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (FlatColumn("指标年度", "year"),)

    target = Link("规划指标", PlanTarget, part_of=True)
    year = Number("年份", section="年度值", required=True, in_list=True)
    value = Number("完成值", section="年度值", decimals=2, in_list=True)
    note = LongText("进展说明", section="年度值", in_list=True)


class WorkTask(Entity):
    """任务台账: one task of the year, who leads it and who does it."""

    label = "任务台账"
    group = "年度"
    identity = (("year", "serial"), ("year", "title"))
    title_words = ("台账", "任务分解", "主要任务")
    newest_first = "year"

    title = Text("主要任务", required=True, in_list=True, searchable=True, width=300,
                 aliases=("任务", "任务名称", "工作任务"))
    year = Number("年度", required=True, in_list=True)
    serial = Number("序号", in_list=True)
    leader = Text("分管领导", in_list=True)
    lead_office = Text("牵头处室", in_list=True, aliases=("牵头部门", "责任部门"))
    helping_offices = Text("配合处室", aliases=("配合部门",))
    units = Text("实施单位", in_list=True)
    due_on = Date("完成时限", in_list=True)
    figure = Coded("数据指标", figures, help="从本程序的指标中选一个，季报自动列出本年累计数")

    def __str__(self) -> str:
        return self.title or super().__str__()


class QuarterProgress(Entity):
    """季度进展: what became of one task in one quarter."""

    label = "季度进展"
    identity = (("quarter",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("本季进展", "done", ("进展情况", "工作进展")),
        FlatColumn("填报季度", "quarter", ("季度",)),
    )

    task = Link("任务台账", WorkTask, part_of=True)
    quarter = Choice("季度", ("第一季度", "第二季度", "第三季度", "第四季度"), section="进展", required=True,
                     in_list=True)
    done = LongText("进展", section="进展", in_list=True, wanted=True)
    evidence = LongText("数据佐证", section="进展", help="可写 {指标} 引用数字")
    problems_met = LongText("存在问题", section="进展", in_list=True)
    next_steps = LongText("下步打算", section="进展", in_list=True)
    state = Choice("完成状态", STATES, section="进展", in_list=True, wanted=True)
    reporter = Text("填报人", section="进展")
    reported_on = Date("填报日期", section="进展", in_list=True)


class DailyReport(Entity):
    """涉外人员日报: heads of one kind of person on one day; a zero report is a report."""

    label = "涉外人员日报"
    group = "年度"
    identity = (("day", "person_kind"),)
    title_words = ("日报", "零报告")
    newest_first = "day"

    day = Date("日期", required=True, in_list=True)
    person_kind = Choice(
        "人员类别", ("外籍教师", "外国留学生", "港澳台教师", "港澳台学生", "外籍家属", "短期来访"), required=True,
        in_list=True,
    )
    registered = Number("在册总数", required=True, unit="人", in_list=True)
    on_campus = Number("在校", unit="人", in_list=True)
    in_province = Number("省内校外", unit="人")
    other_provinces = Number("省外", unit="人")
    abroad = Number("在境外", unit="人", in_list=True)
    entered = Number("当日入境", unit="人")
    returned = Number("当日返校", unit="人")
    on_leave = Number("请假离校", unit="人")
    abnormal = Number("异常", unit="人", in_list=True, help="健康或安全异常")
    expiring = Number("证件 30 天内到期", unit="人")
    is_zero = Flag("零报告", in_list=True)
    reporter = Text("报告人")
    checked_by = Text("审核人")

    def __str__(self) -> str:
        return f"{type(self).day.show(self.day)} {self.person_kind or ''}".strip()
