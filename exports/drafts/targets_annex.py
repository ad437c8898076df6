"""S5 规划指标附表: the plan's targets with what has been reached, and the key projects."""

from __future__ import annotations

from exports.drafts.base import Clause, Draft, Part, Passage, Section, Sentence, Told
from exports.drafts.listings import LISTINGS
from exports.drafts.target_table import (
    late_words,
    project_gaps,
    project_tables,
    target_gaps,
    target_tables,
)

_STATE = Section("targets.state", "执行情况", (
    Passage("targets.state.counts", (
        Sentence(
            (Clause("{year}年监测的规划指标共{targets.count}项，其中{targets.count:each=kind}",
                    alone="{year}年监测的规划指标共{targets.count}项，均为{targets.count:names=kind}指标"),),
            one=("{year}年监测的规划指标为{targets.count}项，即{targets.count:listed=1}",),
            zero="{year}年没有正在执行的规划指标。",
        ),
        Told(late_words),
    )),
))

_TABLE = Section("targets.table", "主要指标", (
    Passage("targets.table.opening", (
        Sentence(("{targets.count}项指标的基期值、目标值和{year}年完成情况见附件",)),
    )),
), nothing="没有可以列出的指标", tables=target_tables, annex="规划主要指标表（{year}年）",
    gaps=target_gaps, facts=("targets.count",))

_PROJECTS = Section("targets.projects", "重点工程", (
    Passage("targets.projects.opening", (
        Sentence(("{year}年围绕上述指标安排的重点工程共{tasks.count}项，名称和内容见附件",),
                 zero="{year}年没有列入台账的重点工程。"),
    )),
), tables=project_tables, annex="重点工程表（{year}年）", gaps=project_gaps,
    facts=("tasks.done", "tasks.under_way"))

TARGETS_ANNEX = Draft(
    code="S5",
    label="规划指标附表",
    title="{school}{year}年规划指标执行情况附表",
    opening=Passage("opening", (
        Sentence(("根据规划执行情况监测的要求，现将{school}规划指标{year}年的进展和重点工程汇总如下",)),
    )),
    parts=(Part("", (_STATE, _TABLE, _PROJECTS)),),
    listings=LISTINGS,
    needs="targets.count",
    tells_the_year=False,
)
