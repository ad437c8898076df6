"""国际影响: what the 国际影响表 counts besides people: schools abroad, adopted standards, posts, awards."""

from __future__ import annotations

from typing import ClassVar

from models.codes import countries
from models.entities.partner_school import PartnerSchool
from models.entities.staff_member import StaffMember
from models.entity import Entity, FlatColumn
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Money, Number, Text


class JointProgramme(Entity):
    """中外合作办学: an approved programme or institution; with 港澳台 partners it is told apart."""

    is_standing = True
    label = "合作办学"
    group = "合作"
    identity = (("title", "partner_name"), ("title",))
    title_words = ("合作办学",)

    title = Text("项目名称", required=True, in_list=True, searchable=True, width=230,
                 aliases=("机构/项目名称",))
    partner_name = Text("外方院校", in_list=True, searchable=True, wanted=True,
                        aliases=("外方院校名称", "合作院校"))
    partner = Link("登记的合作院校", PartnerSchool, help="F16“当年实质活动”按此计；留空的按名称认出")
    country = Coded("合作国家（地区）", countries, wanted=True, in_list=True, aliases=("合作国家", "国家"))
    programme = Text("开设专业", wanted=True, in_list=True, aliases=("专业", "专业名称"))
    programme_code = Text("专业代码", compact=True)
    approval_no = Text("批准书编号", compact=True, aliases=("批准文号",))
    approved_on = Date("批准日期", in_list=True)
    recruits_from = Date("招生开始", wanted=True, in_list=True, aliases=("招生开始年份",))
    recruits_until = Date("招生截止", in_list=True, open_ended=True, aliases=("招生截止年份",))
    kind = Choice("办学类别", ("机构", "项目"), help="中外合作办学机构或项目；与港澳台的另按合作国家（地区）区分")
    address = Text("办学地址")
    approver = Text("发证机关", section="批准")
    approval_valid_until = Date("批准书有效期至", section="批准")
    agreement_valid_until = Date("合作协议有效期至", section="批准")
    level = Text("办学层次", section="招生", help="例如 高等专科")
    years = Number("培养年限", section="招生", decimals=1, unit="年")
    recruitment = Choice("招生方式", ("统招", "自主"), section="招生")
    sessions = Number("开办期数", section="招生", unit="期")
    certificates = Text("颁发证书", section="招生", help="中方学历（学位）、外方学位（文凭）或双证")
    yearly_quota = Number("每期招生人数", unit="人", section="招生")
    student_count = Number("在校生数", unit="人", in_list=True, help="统计时点在校生；以中国籍学生为主")


class ProgrammeCount(Entity):
    """合作办学在校生: how many students a programme had on one day."""

    label = "在校生记录"
    identity = (("counted_on",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (FlatColumn("在校生统计日期", "counted_on"),)

    programme = Link("合作办学", JointProgramme, part_of=True)
    counted_on = Date("统计日期", section="在校生", required=True, in_list=True, help="例如学年的 9 月 1 日")
    student_count = Number("在校生人数", section="在校生", required=True, unit="人", in_list=True)
    recruited = Number("当年招生", section="在校生", unit="人", in_list=True)
    graduated = Number("当年毕业", section="在校生", unit="人", in_list=True)


class ProgrammeCourse(Entity):
    """合作办学课程: where one course comes from, and who teaches it (四个三分之一)."""

    label = "合作办学课程"
    identity = (("title",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (FlatColumn("课程来源", "origin"),)

    programme = Link("合作办学", JointProgramme, part_of=True)
    title = Text("课程名称", section="课程", required=True, in_list=True, width=180)
    kind = Choice("课程类别", ("公共", "专业基础", "专业核心", "选修", "实践"), section="课程", in_list=True)
    origin = Choice("来源", ("中方开设", "共同开发", "引进外方", "其他"), section="课程", in_list=True)
    hours = Number("学时", section="课程", unit="学时", in_list=True)
    taught_by_partner = Flag("外方教师授课", section="课程", in_list=True)
    partner_hours = Number("外方教师学时", section="课程", unit="学时", in_list=True)


class OverseasSite(Entity):
    """境外办学点: 海外分校, 鲁班工坊, 丝路学院 and the like."""

    is_standing = True
    label = "境外办学点"
    group = "合作"
    identity = (("title",),)
    title_words = ("境外办学", "鲁班工坊", "丝路学院", "海外分校")

    title = Text("名称", required=True, in_list=True, searchable=True, width=220, aliases=("办学点名称",))
    kind = Choice("类型", ("海外分校", "鲁班工坊", "丝路学院", "中文工坊", "工作站", "培训中心", "其他"), in_list=True,
                  wanted=True)
    country = Coded("国家（地区）", countries, wanted=True, in_list=True, aliases=("国家", "所在国"))
    host = Text("外方单位", searchable=True, in_list=True, aliases=("外方", "合作方"))
    enterprise = Text("走出去企业")
    opened_on = Date("成立日期", required=True, in_list=True, aliases=("成立时间",))
    closed_on = Date("终止日期")
    programmes = Text("开设专业", in_list=True, help="多个专业用顿号分开", aliases=("专业",))
    student_count = Number("在校生数", unit="人", in_list=True, help="统计时点在册，不含短训")
    trained = Number("培训人次", unit="人次")
    training_person_days = Number("培训人日", unit="人日")
    approval_no = Text("批准或备案文号", section="批准", compact=True)
    years = Number("学制", decimals=1, unit="年")
    graduates = Number("累计毕业", unit="人")
    teacher_days = Number("中方派出教师人日", unit="人日")
    investment = Money("设备投入", help="累计，元")


class SiteCount(Entity):
    """境外办学点在校生: students on one day, and what was trained in the year before it."""

    label = "办学点年度记录"
    identity = (("counted_on",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (FlatColumn("办学点统计日期", "counted_on"),)

    site = Link("境外办学点", OverseasSite, part_of=True)
    counted_on = Date("统计日期", section="在校生", required=True, in_list=True)
    student_count = Number("在册学生", section="在校生", required=True, unit="人", in_list=True)
    trained = Number("当年培训人次", section="在校生", unit="人次", in_list=True)
    training_person_days = Number("当年培训人日", section="在校生", unit="人日", in_list=True)
    teachers_sent = Number("当年派出教师", section="在校生", unit="人", in_list=True)
    teacher_days = Number("当年派出教师人日", section="在校生", unit="人日", in_list=True)


class Adoption(Entity):
    """成果采用: one standard, resource or piece of equipment taken up in one country."""

    label = "成果采用"
    group = "合作"
    identity = (("kind", "title", "country"),)
    title_words = ("采用", "采纳")
    newest_first = "adopted_on"

    kind = Choice("成果类型", ("专业标准", "课程标准", "教学资源", "教学装备"), required=True, in_list=True,
                  synonyms={"资源": "教学资源", "装备": "教学装备", "教材": "教学资源", "在线课程": "教学资源"})
    title = Text("成果名称", required=True, in_list=True, searchable=True, width=220, aliases=("名称",))
    country = Coded("采用国家（地区）", countries, required=True, in_list=True, aliases=("采用国家", "国家"))
    adopted_by = Text("采用院校（机构）", wanted=True, in_list=True, searchable=True,
                      aliases=("采用机构", "采用单位"))
    adopted_on = Date("采用时间", required=True, in_list=True, aliases=("采用日期",))
    foreign_students = Number("涉及外方学生数", unit="人")
    achievement_no = Text("成果编号", compact=True)
    certified_by = Text("认证机构", help="出具采纳证明的国（境）外机构")
    certified_on = Date("认证（签证）时间", aliases=("认证时间", "签证时间", "认证日期"),
                        help="采纳证明上签署、认证的日期")
    use_kind = Text("采用类型", help="数据中台的“采用类型”，取值以当年填报说明为准")
    collected_on = Date("采集时间", aliases=("数据采集时间", "采集日期"), help="留空即填报期末")
    evidence = LongText("证明材料")

    def __str__(self) -> str:
        return self.title or super().__str__()


class OverseasPost(Entity):
    """国(境)外任职: a teacher's office in a foreign organisation."""

    label = "国（境）外任职"
    group = "合作"
    identity = (("staff_member", "organisation"),)
    title_words = ("任职", "国际组织")

    staff_member = Link("教师", StaffMember, required=True, in_list=True, aliases=("姓名", "教师姓名"))
    organisation = Text("组织名称", required=True, in_list=True, searchable=True, width=220,
                        aliases=("组织",))
    country = Coded("所在国家（地区）", countries, wanted=True, in_list=True)
    post = Text("职务", wanted=True, in_list=True)
    serves_from = Date("任期起", required=True, in_list=True)
    serves_until = Date("任期止", in_list=True, open_ended=True)
    organisation_level = Choice("组织层级", ("国际", "区域", "国家", "其他"))
    approved_on = Date("审批日期")


class CompetitionAward(Entity):
    """国(境)外竞赛获奖: counted by award, not by prize winner."""

    label = "竞赛获奖"
    group = "合作"
    identity = (("competition", "event", "award"),)
    title_words = ("竞赛", "大赛", "获奖")
    newest_first = "awarded_on"

    competition = Text("大赛名称", required=True, in_list=True, searchable=True, width=230,
                       aliases=("赛事",))
    event = Text("赛项", in_list=True)
    award = Text("奖项名次", required=True, in_list=True, aliases=("名次", "奖项"))
    country = Coded("举办国家（地区）", countries, wanted=True, in_list=True)
    awarded_on = Date("获奖时间", required=True, in_list=True, aliases=("获奖日期",))
    winners = Text("获奖学生", searchable=True)
    teachers = Text("指导教师", searchable=True)
    organiser = Text("主办机构")
    level = Choice("赛事层级", ("国际", "区域", "国家", "其他"))
