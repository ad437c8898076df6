"""S1 学院年度外事工作总结及下一年计划: the sections of the summary, sentence by sentence."""

from __future__ import annotations

from exports.drafts.annual_plan import PLAN
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
from exports.drafts.exchange_sentences import EXCHANGE
from exports.drafts.listings import LISTINGS
from exports.drafts.target_sentences import behind_words
from exports.drafts.typed_facts import INCIDENTS, TYPED_FACTS

_ORGANISATION = Section("organisation", "组织领导与制度建设", (
    Passage("organisation.leadership", (
        Sentence(("{year}年，学校召开外事工作专题会议{typed:office.meetings}次",)),
        Sentence(("全年制定、修订外事管理制度{typed:office.rules}项",)),
        Sentence(("年度任务台账列入任务{tasks.count}项",
                  "其中完成{tasks.done}项", "推进中{tasks.under_way}项", "滞后{tasks.behind}项")),
        Blank("外事工作领导机构、分工和本年度主要部署"),
    )),
), facts=("tasks.not_begun", "tasks.unreported", "events.training_person_times"))

_COOPERATION = Section("cooperation", "国际化办学与合作机制", (
    Passage("cooperation.partners", (
        Sentence(
            ("截至{year}年底，学校与{partners.with_valid_agreement:places=country}的"
             "{partners.with_valid_agreement}所院校（机构）保持有效协议关系",
             "有效协议共{agreements.valid}份"),
            zero="截至{year}年底，学校没有在有效期内的对外合作协议。",
        ),
        Sentence(
            ("全年新签合作协议{agreements.new}份，即{agreements.new:listed=4}",
             "比以往登记新增的签约国家（地区）有{agreements.new:newly=country}",
             "；与上年相比，新签份数{agreements.new:change}"),
            zero="本年度未新签合作协议。",
        ),
        Sentence(("续签协议{agreements.renewed}份，即{agreements.renewed:listed=4}",)),
        Sentence(("提前终止协议{agreements.terminated}份，即{agreements.terminated:listed=4}",)),
    )),
    Passage("cooperation.programmes", (
        Sentence((
            "现有中外合作办学项目{influence.joint_programme_count}个，"
            "合作方来自{influence.joint_programme_count:places=country}",
            "在读学生{influence.joint_students}人",
        )),
        Sentence((
            "在{influence.sites:places=country}开办境外办学点{influence.sites}个",
            "在册学生{influence.site_students}人",
        )),
        Sentence(
            ("职业教育标准{influence.standards}项", "教学资源{influence.resources}项",
             "教学装备{influence.equipment}项"),
            together=True, joint="、", opening="按学年统计，学校开发并被国外院校（机构）采用的成果有",
        ),
        Sentence(("按学年统计，师生在国外技能竞赛中获奖{influence.awards}项，"
                  "即{influence.awards:listed=3}",)),
        Sentence(("按学年统计，专任教师在国外组织担任职务{influence.posts}人",)),
    )),
    Passage("cooperation.ngos", (
        Sentence(("与境外非政府组织合作及接受境外捐赠项目{ngos.projects}项，即{ngos.projects:listed=3}",
                  "其中年内新开展{ngos.begun}项")),
    )),
), facts=("partners.count", "agreements.signed_total", "partners.belt_and_road_countries"))

_TEACHERS = Section("teachers", "外籍教师聘用与管理", (
    Passage("teachers.employed", (
        Sentence(
            ("全年聘用外籍教师{teachers.headcount}人",
             Clause("其中{teachers.headcount:each=country}",
                    alone="均来自{teachers.headcount:names=country}",
                    many="来自{teachers.headcount:places=country}"),
             "人数较多的有{teachers.headcount:most=country}",
             "；年末在聘{teachers.at_year_end}人"),
            one=("全年聘用外籍教师{teachers.headcount}人，来自{teachers.headcount:names=country}",
                 "年末在聘{teachers.at_year_end}人"),
            zero="本年度未聘用外籍教师。",
        ),
        Sentence(("聘用人数与上年相比{teachers.headcount:change}",)),
        Sentence((Clause("按教学类别分，{teachers.headcount:each=subject_kind}",
                         alone="所聘教师均承担{teachers.headcount:names=subject_kind}课程"),)),
        Sentence(("新聘{teachers.new}人", "期满或离任{teachers.left}人"),
                 together=True, joint="、", opening="年内"),
        Sentence(("另聘用港澳台地区教师{teachers.hmt_headcount}人",)),
    )),
    Passage("teachers.management", (
        Sentence(("工作许可{work.work_permits}件", "外籍教师居留许可{work.teacher_residence_permits}件"),
                 together=True, joint="、", opening="全年为外籍教师办理"),
        Sentence(("组织外籍教师考核{work.evaluations}人次",
                  Clause("其中{work.evaluations:each=grade}",
                         alone="结果均为{work.evaluations:names=grade}"))),
        Blank("外籍教师资格审查、教学管理和生活服务的主要做法", when="teachers.headcount"),
    )),
), facts=("teachers.person_months", "teachers.person_times"))

_ROUTINE = Section("routine", "外事常规工作", (
    Passage("routine.training", (
        Sentence(
            ("派员参加外事业务培训{events.trainings}场、{events.training_person_times}人次",
             "参训人次与上年相比{events.training_person_times:change}"),
            zero="本年度未派员参加外事业务培训。",
        ),
        Sentence((
            "全年出具证明、公函等编号文件{work.papers_issued}份",
            Clause("其中{work.papers_issued:each=title}",
                   alone="均为{work.papers_issued:names=title}"),
        )),
        Blank("信息报送、统计报表、外籍教师资格年检自查等工作的完成情况"),
    )),
))

_DISCIPLINE = Section("discipline", "外事纪律与安全", (
    Passage("discipline.education", (
        Sentence(("全年开展外事纪律和保密教育{typed:office.discipline_lectures}次",)),
        Sentence(("开展涉外安全检查{typed:office.safety_checks}次",)),
        Sentence(("涉外人员日报报送{daily.days}天、{daily.reports}份，其中零报告{daily.zero}份",)),
        Blank("行前教育、保密管理和意识形态工作的主要做法"),
    )),
    Passage("discipline.incidents", (Incidents("全年未发生", INCIDENTS),)),
), facts=("daily.abnormal", "ngos.unfiled", "conferences.approved"))

_PROBLEMS = Section("problems", "存在的问题", (
    Passage("problems.found", (
        Sentence((
            "因公出国（境）人次比上年减少{trips.person_times:fewer}人次，教师境外研修的机会偏少",
        )),
        Lack("trips.groups", "教师出国（境）研修和访问尚未开展，师资国际化培养的渠道有待打开。"),
        Sentence(("年末仍有{trips.missing_reports}个团组未交出访报告，出访成果的收集和转化不够及时",)),
        Sentence((
            "年内有{plan.agreements_ending}份合作协议到期未续，即{plan.agreements_ending:listed=4}，"
            "协议的跟踪管理需要加强",
        )),
        Lack("students.headcount", "国际学生招收工作尚未起步。"),
        Sentence(("国际学生人数比上年减少{students.headcount:fewer}人，生源渠道不够稳定",)),
        Lack("outbound_students.headcount", "学生出国（境）交流项目尚未启动，学生的境外学习机会不足。"),
        Sentence((
            "派出学生人数比上年减少{outbound_students.headcount:fewer}人，学生交流项目的吸引力有待提高",
        )),
        Sentence(("境外资金或捐赠项目中有{ngos.unfiled}项未登记（备案），即{ngos.unfiled:listed=3}，"
                  "须补办手续",)),
        Sentence(("年度任务中有{tasks.behind}项进度滞后，即{tasks.behind:listed=3}",)),
        Told(behind_words),
        Blank("对上述问题的原因分析及其他需要说明的问题"),
    )),
))

SUMMARY = Part("{year}年外事工作总结", (
    _ORGANISATION, _COOPERATION, _TEACHERS, EXCHANGE, _ROUTINE, _DISCIPLINE, _PROBLEMS,
))


ANNUAL_SUMMARY = Draft(
    code="S1",
    label="学院年度外事工作总结及下一年计划",
    title="{school}{year}年外事工作总结及{next_year}年工作计划",
    opening=Passage("opening", (
        Sentence(("{year}年，{school}坚持党管外事，围绕人才培养和专业建设安排对外交流与合作，"
                  "按规定办理各项涉外事务",)),
        Sentence(("现将本年度工作情况和下一年度工作计划报告如下",)),
    )),
    parts=(SUMMARY, PLAN),
    typed_facts=TYPED_FACTS,
    listings=LISTINGS,
)
