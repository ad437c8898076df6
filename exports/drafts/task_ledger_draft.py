"""S4 重点任务分解台账: what a quarter brought, task by task, on pages lying on their side."""

from __future__ import annotations

from exports.drafts.base import Clause, Draft, Part, Passage, Section, Sentence, Told
from exports.drafts.listings import LISTINGS
from exports.drafts.task_table import late_words, reminders, task_gaps, task_tables
from exports.drafts.terms import QUARTER, YEAR

_STATE = Section("ledger.state", "总体进度", (
    Passage("ledger.state.counts", (
        Sentence(
            (Clause("列入{year}年台账的任务共{tasks.count}项，按牵头处室分，"
                    "{tasks.count:each=lead_office}",
                    alone="列入{year}年台账的任务共{tasks.count}项，"
                          "均由{tasks.count:names=lead_office}牵头",
                    many="列入{year}年台账的任务共{tasks.count}项"),),
            one=("列入{year}年台账的任务只有{tasks.count}项，即{tasks.count:listed=1}",),
            zero="{year}年没有列入台账的任务。",
        ),
        Sentence(
            ("完成{tasks.done}项", "推进中{tasks.under_way}项", "滞后{tasks.behind}项",
             "未启动{tasks.not_begun}项", "完成状态未填{tasks.no_state}项",
             "未填报{tasks.unreported}项"),
            together=True, joint="、", opening="截至{term}末，",
        ),
    )),
), facts=("tasks.reports",))

_TABLE = Section("ledger.table", "任务进展", (
    Passage("ledger.table.opening", (
        Sentence(("{tasks.count}项任务在{term}的进展、支撑数据、存在问题和后续安排见附件",
                  "共填报进展{tasks.reports}份")),
    )),
), nothing="没有可以列出的任务", tables=task_tables, annex="重点任务分解台账（{term}）", gaps=task_gaps)

_PROBLEMS = Section("ledger.problems", "需要协调的事项", (
    Passage("ledger.problems.found", (
        Sentence(("进度滞后的任务有{tasks.behind}项，即{tasks.behind:due=5}，"
                  "请牵头处室说明原因并提出补救时间表",)),
        Told(late_words),
        Sentence(("尚未启动的任务有{tasks.not_begun}项，即{tasks.not_begun:due=5}，列入下一阶段督办",)),
        Sentence(("没有填报进展的任务有{tasks.unreported}项，即{tasks.unreported:listed=5}，请尽快补报",)),
    )),
), nothing="{term}没有需要提请协调的事项")

TASK_LEDGER = Draft(
    code="S4",
    label="重点任务分解台账季度报送",
    title="{school}{term}重点任务分解台账",
    opening=Passage("opening", (
        Sentence(("按照季度报送的要求，现将{school}{term}重点任务推进情况报告如下",)),
    )),
    parts=(Part("", (_STATE, _TABLE, _PROBLEMS)),),
    listings=LISTINGS,
    spans=(QUARTER, YEAR),
    needs="tasks.count",
    reminders=reminders,
    tells_the_year=False,
)
