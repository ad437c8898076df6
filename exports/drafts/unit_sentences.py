"""S2, sections 六 and 七: foreign teachers, and students who come and go."""

from __future__ import annotations

from exports.drafts.base import Blank, Clause, Passage, Section, Sentence

_TEACHERS = Section("teachers", "外籍教师服务与管理", (
    Passage("teachers.employed", (
        Sentence(
            ("在校任教的外籍教师共{teachers.headcount}人",
             Clause("{teachers.headcount:each=country}",
                    alone="全部来自{teachers.headcount:names=country}",
                    many="来自{teachers.headcount:places=country}"),
             "；年末在聘{teachers.at_year_end}人"),
            one=("在校任教的外籍教师为{teachers.headcount}人，来自{teachers.headcount:names=country}",),
            zero="本年度没有聘用外籍教师。",
        ),
        Sentence((Clause("承担的教学为{teachers.headcount:each=subject_kind}",
                         alone="均承担{teachers.headcount:names=subject_kind}教学"),
                  "；人数与上年相比{teachers.headcount:change}")),
        Sentence(("新聘{teachers.new}人", "离任{teachers.left}人"), together=True, joint="、",
                 opening="年内"),
    )),
    Passage("teachers.service", (
        Sentence(("办理工作许可{work.work_permits}件", "居留许可{work.teacher_residence_permits}件",
                  "完成考核{work.evaluations}人次"), together=True, opening="全年为外籍教师"),
        Blank("外籍教师入校教育、教学检查、生活服务和档案管理情况", when="teachers.headcount"),
    )),
), facts=("teachers.person_months", "teachers.countries"))

_STUDENTS = Section("students", "国际学生与派出学生", (
    Passage("students.received", (
        Sentence(
            ("接收国际学生{students.headcount}人",
             Clause("{students.headcount:each=country}",
                    alone="全部来自{students.headcount:names=country}",
                    many="来自{students.headcount:places=country}"),
             "；年末在校{students.at_end}人"),
            one=("接收国际学生{students.headcount}人，来自{students.headcount:names=country}",),
            zero="本年度未招收国际学生。",
        ),
        Sentence(("人数与上年相比{students.headcount:change}",)),
        Sentence((Clause("类别为{students.headcount:each=study_kind}",
                         alone="均为{students.headcount:names=study_kind}"),)),
        Sentence(("办理居留许可{work.student_residence_permits}件",
                  "发放奖学金{scholarships.payments}人次、{scholarships.paid:wan}万元"),
                 together=True, opening="为国际学生"),
        Blank("国际学生教学、住宿、安全教育和校园活动情况", when="students.headcount"),
    )),
    Passage("students.sent", (
        Sentence(
            ("派出学生{outbound_students.headcount}人、{outbound_students.person_times}人次赴国（境）外学习",
             Clause("按人次计，{outbound_students.person_times:each=country}",
                    alone="均赴{outbound_students.person_times:names=country}",
                    many="去往{outbound_students.person_times:places=country}")),
            zero="本年度没有派出学生赴国（境）外学习。",
        ),
        Sentence(("派出人数与上年相比{outbound_students.headcount:change}",)),
        Sentence((Clause("项目类型为{outbound_students.person_times:each=programme_kind}",
                         alone="项目类型均为{outbound_students.person_times:names=programme_kind}"),)),
    )),
), facts=("students.new", "students.graduated", "outbound_students.person_days"))

PEOPLE = (_TEACHERS, _STUDENTS)
