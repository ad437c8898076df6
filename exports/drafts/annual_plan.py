"""S1, second part: next year's plan, as far as agreements, papers and trips already say it."""

from __future__ import annotations

from exports.drafts.base import Blank, Lack, Part, Passage, Section, Sentence, Told
from exports.drafts.target_sentences import gap_words

_TEAM = Section("plan.team", "加强外事队伍建设", (
    Passage("plan.team.training", (
        Sentence((
            "在本年度参加外事业务培训{events.training_person_times}人次的基础上，"
            "继续安排外事、教务、学生管理等岗位人员参训",
        ), zero="{next_year}年安排外事岗位人员参加上级部门组织的业务培训，改变本年度未派员参训的状况。"),
        Blank("{next_year}年培训安排、完成时限和责任岗位"),
    )),
))

_LIAISON = Section("plan.liaison", "做好协议跟踪与对外联络", (
    Passage("plan.liaison.agreements", (
        Sentence(
            ("{next_year}年有{plan.agreements_ending@next}份合作协议到期，"
             "即{plan.agreements_ending@next:due=5}，须在到期前三个月提出续签、修订或终止的意见",),
            zero="{next_year}年没有到期的合作协议，工作重点是落实现有协议约定的项目。",
        ),
        Sentence((
            "对本年度到期未续的{plan.agreements_ending}份协议，上半年内与对方明确是否续签",
        )),
        Sentence((
            "登记在册的合作院校（机构）中有{plan.partners_unsigned}所没有有效协议，"
            "即{plan.partners_unsigned:listed=5}，逐一研究签约或调整合作方式",
        )),
    )),
))

_CONTINUED = Section("plan.continued", "继续实施现有项目", (
    Passage("plan.continued.trips", (
        Sentence(
            ("{next_year}年已列入计划的因公出国（境）团组{trips.not_executed@next}个，"
             "即{trips.not_executed@next:due=5}，按规定提前办理任务报批、公示和行前教育",),
            zero="因公出国（境）方面，【待补：{next_year}年因公出国（境）团组计划】",
        ),
        Sentence(("对本年度未执行的{trips.not_executed}个团组重新论证，不再需要的予以撤销",)),
    )),
    Passage("plan.continued.tasks", (
        Sentence(("{next_year}年任务台账已列任务{tasks.count@next}项，即{tasks.count@next:due=4}，"
                  "按季度跟踪进展",)),
        Sentence(("本年度未完成的任务中，滞后的{tasks.behind}项结转{next_year}年继续推进",)),
    )),
    Passage("plan.continued.people", (
        Sentence(("{next_year}年有{plan.contracts_ending@next}名教师聘期届满，"
                  "在期满前六十日确定续聘意向并办结相关手续",)),
        Sentence(
            ("工作许可{plan.permits_ending@next}件", "居留许可{plan.residence_ending@next}件"),
            together=True, joint="、", opening="年内到期的外籍教师证件有",
        ),
        Sentence(("{next_year}年有{plan.students_leaving@next}名国际学生学习期满，"
                  "提前做好毕（结）业、离校和居留手续的衔接",)),
        Sentence(("学生交流继续以{outbound_students.person_times:names=country}为主要去向，"
                  "完善选拔、行前教育和学分认定",)),
    )),
), nothing="【待补：{next_year}年继续实施的项目】")

_NEW = Section("plan.new", "拓展新的合作项目", (
    Passage("plan.new.gaps", (
        Lack("trips.groups", "争取组派教师团组赴合作院校研修，恢复师资境外培训。"),
        Lack("students.headcount", "研究开设面向国际学生的短期项目，做好招收的前期准备。"),
        Lack("outbound_students.headcount", "选择条件成熟的合作院校，启动学生交流项目。"),
        Lack("agreements.new", "在现有联系的基础上，争取签订新的合作协议。"),
        Told(gap_words),
        Blank("{next_year}年拟新增的合作项目、合作对象、时间安排和责任部门"),
    )),
))

PLAN = Part("{next_year}年外事工作计划", (_TEAM, _LIAISON, _CONTINUED, _NEW), opening=Passage(
    "plan.opening", (Sentence((
        "{next_year}年，学校外事工作将针对存在的问题，重点做好以下四个方面的工作",
    )),),
))
