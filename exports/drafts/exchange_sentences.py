"""S1, section 四: trips abroad, visits received, students in and out, lectures."""

from __future__ import annotations

from exports.drafts.base import Clause, Passage, Section, Sentence

_TRIPS = Passage("exchange.trips", (
    Sentence(
        ("全年执行因公出国（境）团组{trips.groups}个、{trips.person_times}人次",
         Clause("其中{trips.groups:pairs=destination_kind}",
                alone="均为{trips.groups:names=destination_kind}团组"),
         "；到访{trips.groups:places=country}"),
        one=("全年执行因公出国（境）团组{trips.groups}个、{trips.person_times}人次",
             "前往{trips.groups:places=country}"),
        zero="本年度未组派因公出国（境）团组。",
    ),
    Sentence(("与上年相比，团组数{trips.groups:change}、人次{trips.person_times:change}",)),
    Sentence((
        Clause("按组团方式分，{trips.groups:each=is_joint}",
               alone="团组均为{trips.groups:names=is_joint}"),
        Clause("；按任务类别分，{trips.groups:each=task_kind}",
               alone="任务均为{trips.groups:names=task_kind}"),
    )),
    Sentence((Clause("主要团组有{trips.person_times:largest=3}",
                     alone="该团组为{trips.groups:listed=1}"),
              "；比以往登记新增的到访国家（地区）有{trips.groups:newly=country}")),
    Sentence((
        "因公出国（境）经费支出{trips.cost:wan}万元",
        "与上年相比{trips.cost:change}",
    )),
    Sentence(
        ("事前公示{work.publicised_trips}批", "收回出访报告{work.trip_reports}份"),
        together=True, joint="、", opening="出访管理方面，",
    ),
    Sentence(("教师国（境）外研修{staff_training.person_times}人次",)),
    Sentence(("原定的{trips.cancelled}个团组因故取消，未计入以上数字",)),
), title="因公出国（境）")

_VISITS = Passage("exchange.visits", (
    Sentence(
        ("全年接待国（境）外来访团组{visits.outside_groups}个、{visits.outside_person_times}人次",
         Clause("其中{visits.outside_groups:each=region}",
                alone="均为{visits.outside_groups:names=region}团组"),
         "；来访团组来自{visits.outside_groups:places=country}"),
        one=("全年接待国（境）外来访团组{visits.outside_groups}个、{visits.outside_person_times}人次",
             "来自{visits.outside_groups:places=country}"),
        zero="本年度没有国（境）外团组来访。",
    ),
    Sentence(("与上年相比，来访团组{visits.outside_groups:change}、"
              "人次{visits.outside_person_times:change}",)),
    Sentence((Clause("主要来访团组有{visits.outside_person_times:largest=3}",
                     alone="该团组为{visits.outside_groups:listed=1}"),
              "；比以往登记新增的来访国家（地区）有{visits.outside_groups:newly=country}")),
    Sentence(
        ("校领导会见{visits.met_by_leader}批", "签署协议{visits.agreements_signed}份",
         "形成合作意向{work.intentions}项"),
        together=True, joint="、", opening="接待期间",
    ),
    Sentence(("另接待国内来访团组{visits.domestic_groups}个、{visits.domestic_person_times}人次，"
              "不计入国（境）外来访",)),
), title="来访接待")

_STUDENTS = Passage("exchange.students", (
    Sentence(
        ("全年接收国际学生{students.headcount}人",
         Clause("其中{students.headcount:each=country}",
                alone="均来自{students.headcount:names=country}",
                many="来自{students.headcount:places=country}"),
         "人数较多的有{students.headcount:most=country}",
         "；年末在校{students.at_end}人"),
        one=("全年接收国际学生{students.headcount}人，来自{students.headcount:names=country}",
             "年末在校{students.at_end}人"),
        zero="本年度未招收国际学生。",
    ),
    Sentence(("国际学生人数与上年相比{students.headcount:change}",)),
    Sentence(("比以往登记新增的生源国家有{students.headcount:newly=country}",)),
    Sentence((Clause("按学生类别分，{students.headcount:each=study_kind}",
                     alone="学生类别均为{students.headcount:names=study_kind}"),)),
    Sentence(
        ("新来校{students.new}人", "毕（结）业{students.graduated}人",
         "享受中国政府资助{students.government_funded}人"),
        together=True, joint="、", opening="其中",
    ),
    Sentence(("为国际学生办理居留许可{work.student_residence_permits}件",)),
    Sentence(("另有港澳台侨学生{students.hmt_headcount}人，不计入国际学生",)),
), title="国际学生")

_OUTBOUND = Passage("exchange.outbound_students", (
    Sentence(
        ("全年派出学生赴国（境）外学习、研修{outbound_students.headcount}人、"
         "{outbound_students.person_times}人次",
         Clause("按人次计，{outbound_students.person_times:each=country}",
                alone="均赴{outbound_students.person_times:names=country}",
                many="去往{outbound_students.person_times:places=country}"),
         "较多的有{outbound_students.person_times:most=country}"),
        zero="本年度未派出学生赴国（境）外学习。",
    ),
    Sentence(("派出人数与上年相比{outbound_students.headcount:change}",)),
    Sentence(("比以往登记新增的去往国家（地区）有{outbound_students.person_times:newly=country}",)),
    Sentence((Clause("按项目类型分，{outbound_students.person_times:each=programme_kind}",
                     alone="项目类型均为{outbound_students.person_times:names=programme_kind}"),
              "涉及{outbound_students.programmes}个专业")),
    Sentence(("另有{outbound_students.online_headcount}名学生参加线上交流项目，不计入派出",)),
), title="派出学生")

_EVENTS = Passage("exchange.events", (
    Sentence(
        ("全年举办专家讲座{events.lectures}场、听众{events.lecture_audience}人次",
         "其中外国专家主讲{events.foreign_expert_lectures}场"),
        zero="本年度未举办涉外专家讲座。",
    ),
    Sentence(("举办国际会议{events.conferences}场，即{events.conferences:listed=2}",)),
    Sentence(("举办论坛{events.forums}场，即{events.forums:listed=2}",)),
    Sentence(("来校授课、讲学的外国专家{events.foreign_experts}人，"
              "来自{events.foreign_experts:places=country}",)),
    Sentence(("举办教师外语培训{events.language_trainings}期、"
              "参加教师{events.language_training_teachers}人次",)),
), title="涉外讲座与教师外语培训")

EXCHANGE = Section(
    "exchange", "对外交流与学生项目", (_TRIPS, _VISITS, _STUDENTS, _OUTBOUND, _EVENTS),
    facts=("trips.persons", "trips.person_days", "trips.in_plan_groups", "trips.planned",
           "outbound_students.person_days", "outbound_students.study_abroad", "visits.countries"),
)
