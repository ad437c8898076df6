"""S3, first section: the lines of a half-year report, each with what the registers know of it."""

from __future__ import annotations

from exports.drafts.base import Blank, Clause, Incidents, Passage, Sentence
from exports.drafts.typed_facts import INCIDENTS_OF_TERM

_LEADERSHIP = Passage("progress.leadership", (
    Sentence(("召开外事工作专题会议{typed:office.meetings}次",)),
    Sentence(("制定、修订外事管理制度{typed:office.rules}项",)),
    Sentence(("开展外事纪律和保密教育{typed:office.discipline_lectures}次",)),
    Sentence(("派员参加外事业务培训{events.trainings}场、{events.training_person_times}人次",)),
    Blank("党管外事责任落实和{short}主要部署"),
), title="落实党管外事要求")

_POINTS = Passage("progress.points", (
    Sentence(
        ("{year}年台账任务{tasks.count}项", "目前完成{tasks.done}项", "推进中{tasks.under_way}项",
         "滞后{tasks.behind}项", "未启动{tasks.not_begun}项"),
        zero="{year}年度任务台账尚未建立。",
    ),
    Sentence(
        ("{short}执行因公出国（境）团组{trips.groups}个、{trips.person_times}人次",
         "前往{trips.groups:places=country}",
         Clause("主要有{trips.person_times:largest=2}", alone="即{trips.groups:listed=1}"),
         "；与上年同期相比，团组数{trips.groups:change}"),
        zero="{short}未组派因公出国（境）团组。",
    ),
    Sentence(
        ("接待国（境）外来访团组{visits.outside_groups}个、{visits.outside_person_times}人次",
         "来自{visits.outside_groups:places=country}",
         "形成合作意向{work.intentions}项",
         "；与上年同期相比，来访团组{visits.outside_groups:change}"),
        zero="{short}没有国（境）外团组来访。",
    ),
    Sentence(("接待国内来访团组{visits.domestic_groups}个、{visits.domestic_person_times}人次",)),
    Sentence(
        ("新签合作协议{agreements.new}份，即{agreements.new:listed=3}",
         "续签{agreements.renewed}份", "有效协议累计{agreements.valid}份"),
        zero="{short}未新签合作协议。",
    ),
    Sentence(("举办涉外讲座{events.lectures}场", "论坛{events.forums}场",
              "国际会议{events.conferences}场"), together=True, joint="、"),
), title="推进年度工作要点")

_SAFETY = Passage("progress.safety", (
    Sentence(
        ("{short}聘用外籍教师{teachers.headcount}人",
         Clause("{teachers.headcount:each=country}",
                alone="均来自{teachers.headcount:names=country}",
                many="来自{teachers.headcount:places=country}"),
         "；期末在聘{teachers.at_year_end}人"),
        zero="{short}没有聘用外籍教师。",
    ),
    Sentence(("办理外籍教师工作许可{work.work_permits}件", "外籍教师居留许可{work.teacher_residence_permits}件",
              "国际学生居留许可{work.student_residence_permits}件"), together=True, joint="、"),
    Sentence(("报送涉外人员日报{daily.days}天、{daily.reports}份", "其中零报告{daily.zero}份",
              "登记健康或安全异常{daily.abnormal}人次")),
    Sentence(("开展涉外安全检查{typed:office.safety_checks}次",)),
    Incidents("{short}未发生", INCIDENTS_OF_TERM),
    Blank("{short}涉外安全风险排查和应急准备的主要做法"),
), title="抓好涉外安全防控")

_INCOMING = Passage("progress.incoming", (
    Sentence(
        ("{short}在校学习的国际学生{students.headcount}人",
         Clause("{students.headcount:each=country}",
                alone="均来自{students.headcount:names=country}",
                many="来自{students.headcount:places=country}"),
         "；期末在校{students.at_end}人"),
        one=("{short}在校学习的国际学生{students.headcount}人，来自{students.headcount:names=country}",),
        zero="{short}没有国际学生在校学习。",
    ),
    Sentence(("与上年同期相比，国际学生人数{students.headcount:change}",)),
    Sentence(("新来校{students.new}人", "毕（结）业{students.graduated}人"),
             together=True, joint="、", opening="其中"),
    Sentence(("发放国际学生奖学金{scholarships.payments}人次、{scholarships.paid:wan}万元",)),
), title="做好来华留学工作")

_CHINESE = Passage("progress.chinese", (
    Sentence(("{short}语言类国际学生{students.headcount[study_kind=语言生]}人",
              "；语言生人数与上年同期相比{students.headcount[study_kind=语言生]:change}"),
             zero="{short}没有语言类国际学生。"),
    Sentence(("境外办学点{sites.existing}个，即{sites.existing:listed=3}",)),
    Blank("国际中文教育和文化活动的开展情况", when="students.headcount"),
), title="开展国际中文教育")

_OUTGOING = Passage("progress.outgoing", (
    Sentence(
        ("派出学生{outbound_students.headcount}人、{outbound_students.person_times}人次",
         Clause("按人次计，{outbound_students.person_times:each=country}",
                alone="均赴{outbound_students.person_times:names=country}",
                many="去往{outbound_students.person_times:places=country}"),
         "；与上年同期相比，派出人数{outbound_students.headcount:change}"),
        zero="{short}没有派出学生赴国（境）外学习。",
    ),
    Sentence(("教职工出国留学{study_abroad.staff_out}人",)),
    Sentence(("教师国（境）外研修{staff_training.person_times}人次",
              "与上年同期相比{staff_training.person_times:change}")),
), title="做好公派留学与研修")

_NGOS = Passage("progress.ngos", (
    Sentence(
        ("与境外非政府组织合作及接受境外捐赠项目{ngos.projects}项，即{ngos.projects:listed=3}",
         "其中{short}新开展{ngos.begun}项", "未登记（备案）{ngos.unfiled}项，须补办手续"),
        one=("与境外非政府组织合作及接受境外捐赠项目{ngos.projects}项，即{ngos.projects:listed=1}",
             "尚有{ngos.unfiled}项未登记（备案），须补办手续"),
        zero="{short}未与境外非政府组织开展合作，也未接受境外捐赠。",
    ),
), title="加强境外非政府组织活动管理")

PROGRESS = (_LEADERSHIP, _POINTS, _SAFETY, _INCOMING, _CHINESE, _OUTGOING, _NGOS)
