"""S2 二级单位年度工作总结: the year as the office itself reports it to its school."""

from __future__ import annotations

from exports.drafts.base import (
    Blank,
    Clause,
    Draft,
    Incidents,
    Lack,
    Part,
    Passage,
    Section,
    Sentence,
    Told,
)
from exports.drafts.listings import LISTINGS
from exports.drafts.project_list import project_list
from exports.drafts.target_sentences import behind_words
from exports.drafts.typed_facts import INCIDENTS, TYPED_FACTS
from exports.drafts.unit_sentences import PEOPLE

_PARTY = Section("party", "党的建设", (
    Passage("party.work", (
        Blank("支部理论学习、组织生活、党员教育和意识形态工作情况"),
    )),
), facts=("trips.groups", "visits.outside_groups"), is_optional=True)

_PROJECTS = Section("projects", "“双高”建设与专业国际化", (
    Passage("projects.programmes", (
        Sentence(
            ("承担的中外合作办学项目有{influence.joint_programme_count}个，"
             "即{influence.joint_programme_count:listed=3}",
             "涉及专业{influence.joint_programmes}个", "在读学生{influence.joint_students}人"),
            zero="目前没有在办的中外合作办学项目。",
        ),
        Sentence(("境外办学点有{influence.sites}个，即{influence.sites:listed=3}",
                  "开设专业{influence.site_programmes}个", "在册学生{influence.site_students}人")),
        Sentence(
            ("专业标准{influence.programme_standards}个", "课程标准{influence.course_standards}个",
             "教学资源{influence.resources}项", "教学装备{influence.equipment}项"),
            together=True, joint="、", opening="按学年统计，被国外院校（机构）采用的成果有",
        ),
        Sentence(("按学年统计，国外技能竞赛获奖{influence.awards}项，即{influence.awards:listed=3}",)),
        Blank("本年度“双高”任务书或国际化建设方案的完成情况"),
    )),
    Passage("projects.teachers", (
        Sentence(("教师到国（境）外研修{staff_training.person_times}人次",
                  "与上年相比{staff_training.person_times:change}")),
        Sentence(("承办教师外语培训{events.language_trainings}期",
                  "参训教师{events.language_training_teachers}人次")),
        Sentence(("邀请外国专家主讲讲座{events.foreign_expert_lectures}场",
                  "来校授课、讲学的外国专家{events.foreign_experts}人")),
    )),
), tables=project_list, facts=("influence.standards", "events.lectures"))

_TEAM = Section("team", "部门建设", (
    Passage("team.training", (
        Sentence(("部门人员参加外事业务培训{events.trainings}场、{events.training_person_times}人次",
                  "参训人次与上年相比{events.training_person_times:change}"),
                 zero="本年度部门人员没有参加外事业务培训。"),
        Sentence(("牵头制定、修订外事管理制度{typed:office.rules}项",)),
        Sentence(("承办外事工作专题会议{typed:office.meetings}次",)),
        Sentence(
            ("列入年度台账的任务有{tasks.count}项", "年末完成{tasks.done}项",
             "推进中{tasks.under_way}项", "滞后{tasks.behind}项"),
        ),
        Blank("部门分工、岗位职责和内部管理的主要变化"),
    )),
), facts=("tasks.not_begun", "tasks.unreported"))

_TRIPS = Section("trips", "因公团组组织", (
    Passage("trips.groups", (
        Sentence(
            ("组织并执行因公出国（境）团组{trips.groups}个、{trips.person_times}人次",
             Clause("{trips.groups:pairs=destination_kind}",
                    alone="性质均为{trips.groups:names=destination_kind}"),
             "；目的地为{trips.groups:places=country}"),
            one=("组织并执行因公出国（境）团组{trips.groups}个、{trips.person_times}人次，"
                 "即{trips.groups:listed=1}",
                 "目的地为{trips.groups:places=country}"),
            zero="本年度未组派因公出国（境）团组。",
        ),
        Sentence(("团组数{trips.groups:change}", "人次{trips.person_times:change}"),
                 together=True, joint="、", opening="与上年相比，"),
        Sentence((Clause("人数较多的团组是{trips.person_times:largest=3}",
                         alone="出访任务由{trips.groups:listed=1}承担"),)),
    )),
    Passage("trips.management", (
        Sentence(("列入年度计划的团组{trips.planned}个", "按计划执行{trips.in_plan_groups}个",
                  "计划外{trips.off_plan_groups}个", "取消{trips.cancelled}个"),
                 together=True, opening="计划执行方面，"),
        Sentence(("完成事前公示{work.publicised_trips}批", "收到出访报告{work.trip_reports}份"),
                 together=True, opening="手续办理方面，"),
        Sentence(("领用因公证照{travel_papers.loans}次", "按期交回{travel_papers.on_time}次",
                  "逾期交回{travel_papers.late}次", "尚未交回{travel_papers.out}次")),
        Sentence(("经费支出{trips.cost:wan}万元", "与上年相比{trips.cost:change}")),
    )),
), facts=("trips.persons", "trips.person_days", "trips.own_groups", "trips.joint_groups"))

_ROUTINE = Section("routine", "外事日常工作", (
    Passage("routine.visits", (
        Sentence(
            ("接待国（境）外来访团组{visits.outside_groups}个、{visits.outside_person_times}人次",
             "来自{visits.outside_groups:places=country}",
             Clause("其中规模较大的有{visits.outside_person_times:largest=3}",
                    alone="即{visits.outside_groups:listed=1}")),
            zero="本年度没有国（境）外团组来访。",
        ),
        Sentence(("来访批次与上年相比{visits.outside_groups:change}",)),
        Sentence(("接待国内来访团组{visits.domestic_groups}个、{visits.domestic_person_times}人次",)),
        Sentence(("达成合作意向{work.intentions}项", "签署协议{visits.agreements_signed}份"),
                 together=True, opening="通过接待"),
    )),
    Passage("routine.agreements", (
        Sentence(
            ("新签合作协议{agreements.new}份，即{agreements.new:listed=3}",
             "续签{agreements.renewed}份", "年末有效协议{agreements.valid}份"),
            zero="本年度没有新签合作协议。",
        ),
        Sentence(("与境外非政府组织合作及接受境外捐赠{ngos.projects}项，即{ngos.projects:listed=3}",)),
        Sentence(("举办国际会议{events.conferences}场", "论坛{events.forums}场",
                  "其他专家讲座{events.lectures}场"), together=True, joint="、"),
        Sentence(("出具证明、公函等编号文件{work.papers_issued}份",)),
        Blank("数据平台填报、资质年检和上级交办事项的完成情况"),
    )),
    Passage("routine.incidents", (Incidents("本年度未发生", INCIDENTS),)),
), facts=("visits.countries", "partners.count", "agreements.signed_total"))

_PROBLEMS = Section("problems", "存在的问题与对策", (
    Passage("problems.found", (
        Sentence(("教师国（境）外研修比上年减少{staff_training.person_times:fewer}人次，"
                  "下一年与二级学院共同制定研修计划，错开教学时间",)),
        Lack("staff_training.person_times",
             "教师国（境）外研修尚未开展，下一年先从短期线上、线下结合的项目做起。"),
        Sentence(("出访报告仍缺{trips.missing_reports}份，限期补交，并与下一次申报挂钩",)),
        Sentence(("有{plan.agreements_ending}份协议到期未续，即{plan.agreements_ending:listed=3}，"
                  "逐份征求使用部门意见后续签或终止",)),
        Lack("students.headcount", "国际学生招收尚未起步，拟从合作院校的短期项目入手。"),
        Sentence(("国际学生比上年减少{students.headcount:fewer}人，需要拓宽生源、丰富课程",)),
        Sentence(("派出学生比上年减少{outbound_students.headcount:fewer}人，"
                  "与二级学院一起核实项目条件和资助办法",)),
        Sentence(("有{tasks.behind}项台账任务滞后，即{tasks.behind:listed=3}，逐项倒排时间",)),
        Told(behind_words),
        Blank("其他问题、原因和对策"),
    )),
))

UNIT_SUMMARY = Draft(
    code="S2",
    label="二级单位年度工作总结",
    title="{office}\n{year}年度工作总结",
    opening=Passage("opening", (
        Sentence(("{year}年，{office}围绕学校年度重点任务，统筹办理因公出访、来访接待、外籍教师、"
                  "国际学生和对外合作等工作",)),
        Sentence(("现将全年工作总结如下",)),
    )),
    parts=(Part("", (_PARTY, _PROJECTS, _TEAM, _TRIPS, _ROUTINE, *PEOPLE, _PROBLEMS)),),
    typed_facts=TYPED_FACTS,
    listings=LISTINGS,
    signer="office",
)
