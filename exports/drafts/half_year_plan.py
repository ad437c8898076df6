"""S3, second section: the next half-year, line for line, as far as the registers know it."""

from __future__ import annotations

from exports.drafts.base import Blank, Passage, Section, Sentence, Told
from exports.drafts.half_year_facts import unfinished_words

_IDEA = Passage("plan.idea", (
    Sentence(("{next_short}工作的总体思路是：坚持党管外事，以完成年度工作要点为主线，"
              "在守住安全底线的前提下推进对外交流合作",)),
))

_SAFETY = Passage("plan.safety", (
    Sentence(("{next_term}到期的外籍教师工作许可有{plan.permits_ending@next}件",
              "居留许可有{plan.residence_ending@next}件", "在到期前办妥延期或注销")),
    Sentence(("聘期届满的教师有{plan.contracts_ending@next}人，提前六十日确定续聘意向",)),
    Blank("{next_short}涉外安全防控的重点措施"),
), title="持续抓好涉外安全")

_STUDY = Passage("plan.study", (
    Sentence(("{next_term}有{plan.students_leaving@next}名国际学生学习期满，"
              "提前衔接毕（结）业、离校和居留手续",)),
    Sentence(("学生交流继续以{outbound_students.person_times:names=country}为主要去向",)),
    Blank("{next_short}招生、派出和奖学金工作安排"),
), title="推动双向留学")

_TRIPS = Passage("plan.trips", (
    Sentence(
        ("{next_term}已列入计划的因公出国（境）团组{trips.not_executed@next}个，"
         "即{trips.not_executed@next:due=4}，按规定提前报批、公示和开展行前教育",),
        zero="【待补：{next_term}因公出国（境）团组安排】",
    ),
    Sentence(("{short}未执行的{trips.not_executed}个团组重新论证",)),
    Sentence(("出访报告尚缺{trips.missing_reports}份，限期收齐",)),
), title="组织好因公出访")

_PARTNERS = Passage("plan.partners", (
    Sentence(
        ("{next_term}有{plan.agreements_ending@next}份合作协议到期，"
         "即{plan.agreements_ending@next:due=4}，到期前提出续签、修订或终止的意见",),
        zero="{next_term}没有到期的合作协议，重点落实现有协议约定的项目。",
    ),
    Sentence(("{short}到期未续的{plan.agreements_ending}份协议，即{plan.agreements_ending:listed=3}，"
              "尽快与对方明确",)),
    Blank("{next_short}拟新增的合作项目和对象"),
), title="深化校际合作")

_TASKS = Passage("plan.tasks", (
    Told(unfinished_words),
    Sentence(("进度滞后的{tasks.behind}项任务，即{tasks.behind:due=4}，逐项明确责任和时限",)),
    Sentence(("境外资金或捐赠项目未登记（备案）的{ngos.unfiled}项，按规定补办",)),
    Blank("{next_short}其他重点工作、完成时限和责任岗位"),
), title="完成年度任务")

PLAN = Section(
    "plan", "{next_short}工作打算", (_IDEA, _SAFETY, _STUDY, _TRIPS, _PARTNERS, _TASKS),
    facts=("plan.partners_unsigned", "tasks.count@year"),
)
