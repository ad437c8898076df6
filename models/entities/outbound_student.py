"""派出学生: one student of the college, with each stay abroad (出国(境)经历) below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from models.codes import countries
from models.entities.partner_school import PartnerSchool
from models.entities.people import sex_field
from models.entity import DuplicateKey, Entity, FlatColumn
from models.fields import Choice, Coded, Date, Derived, Flag, Link, LongText, Money, Number, Text

PROGRAMME_KINDS = ("交换", "双学位/联合培养", "升学", "实习", "短期研修", "竞赛", "线上")


class OutboundStudent(Entity):
    """派出学生: enrolled at this college, goes abroad or to 港澳台 for study or practice."""

    label = "派出学生"
    group = "人员"
    identity = (("student_no",), ("name", "programme"))
    title_words = ("派出学生", "派出", "学生出国", "学生出境", "赴外")
    duplicate_keys: ClassVar[tuple[DuplicateKey, ...]] = (
        DuplicateKey("学号相同", "确定", ("student_no",)),
        DuplicateKey("身份证号相同", "确定", ("id_no",)),
        DuplicateKey("姓名和电话相同", "很可能", ("name", "phone")),
        DuplicateKey("姓名和专业相同", "可能", ("name", "programme"),
                     unless=("student_no", "id_no", "sex")),
        DuplicateKey("姓名和学院相同", "可能", ("name", "department"),
                     unless=("student_no", "id_no", "sex")),
    )

    name = Text("姓名", required=True, in_list=True, searchable=True, width=110, aliases=("学生姓名",))
    sex = sex_field(wanted=True, in_list=True)
    student_no = Text("学号", compact=True, wanted=True, in_list=True, searchable=True)
    programme = Text("专业", in_list=True, wanted=True, searchable=True, aliases=("专业名称", "所学专业"))
    department = Text("所在学院", in_list=True, aliases=("学院", "院系", "二级学院"))
    grade = Text("年级班级", aliases=("年级", "班级"))
    born_on = Date("出生日期", aliases=("出生年月", "出生年月日"))
    passport_no = Text("护照（通行证）号", compact=True, sensitive=True, searchable=True,
                       aliases=("护照号", "护照号码", "通行证号"))
    id_no = Text("身份证号", compact=True, sensitive=True, searchable=True, aliases=("身份证号码",))
    ethnicity = Text("民族")
    political_status = Text("政治面貌")
    foreign_language = Text("外语水平", help="考试名称、级别与分数，例如 CET-4 468 分、HSK、TOPIK 3 级")
    grade_point = Number("平均绩点", decimals=2, help="派出前各学期的平均绩点")
    phone = Text("电话", section="联系方式", compact=True, sensitive=True, searchable=True,
                 aliases=("手机", "联系电话", "联系方式"))
    home_address = Text("家庭住址", section="联系方式", sensitive=True, aliases=("家庭地址",))
    parent = Text("家长姓名", section="联系方式", sensitive=True)
    parent_phone = Text("家长电话", section="联系方式", compact=True, sensitive=True)

    last_country = Derived(Coded("最近去往", countries), lambda _: _latest_placement("country"))
    last_from = Derived(Date("派出时间"), lambda _: _latest_placement("departed_on"))
    last_until = Derived(Date("返回时间"), lambda _: _latest_placement("returned_on"))


class Placement(Entity):
    """出国(境)经历: one stay of one student at one host."""

    label = "出国（境）经历"
    identity = (("departed_on", "host_name"), ("departed_on",))

    student = Link("派出学生", OutboundStudent, part_of=True)
    programme_kind = Choice(
        "项目类型", PROGRAMME_KINDS, section="项目", wanted=True, in_list=True,
        synonyms={
            "交换生": "交换", "交换生项目": "交换", "学分互认": "交换", "专升本升学": "升学", "专升本": "升学",
            "升本": "升学", "升硕": "升学", "专升硕": "升学", "双学位": "双学位/联合培养",
            "联合培养": "双学位/联合培养", "实习研修": "实习", "海外实习": "实习", "带薪实习": "实习",
            "夏令营": "短期研修", "冬令营": "短期研修", "短期交流": "短期研修", "研修": "短期研修", "游学": "短期研修",
            "技能竞赛": "竞赛", "线上交流": "线上",
        },
        aliases=("类型", "项目类别", "派出类型", "交流项目"),
    )
    country = Coded("留学国家（地区）", countries, section="项目", wanted=True, in_list=True,
                    aliases=("留学国家", "国家（地区）", "国家/地区", "派往国家", "交流国家", "国家", "国别"))
    host_name = Text("国（境）外院校", section="项目", wanted=True, in_list=True, searchable=True, width=170,
                     aliases=("国外院校", "境外院校", "对方院校", "接收院校", "留学院校", "派往院校", "交流院校", "实习单位"))
    partner = Link("登记的合作院校", PartnerSchool, section="项目",
                   help="F16“当年实质活动”按此计；留空的按名称认出")
    departed_on = Date("派出时间", section="项目", required=True, in_list=True,
                       aliases=("派出日期", "出境日期", "出国时间", "出发时间", "开始时间", "交流起"))
    returned_on = Date("返回时间", section="项目", wanted=True, in_list=True,
                       aliases=("（预计）返回时间", "返回日期", "回国时间", "预计返回时间", "结束时间"))
    funding = Choice("资助类型", ("国家公派", "单位公派", "学校资助", "外方资助", "自费"), section="项目",
                     synonyms={"公派": "国家公派", "校助": "学校资助", "外方": "外方资助"}, aliases=("经费来源", "资助"))
    amount = Money("资助金额", section="项目")
    serves_outgoing_enterprise = Flag("服务走出去企业", section="项目", aliases=("是否服务走出去企业",))
    enterprise = Text("企业名称", section="项目")
    credits_recognised = Flag("学分互认", section="项目", aliases=("学分认定",))
    level = Choice("学历层次", ("专科", "本科", "硕士", "博士", "非学历"), section="项目",
                   help="在国（境）外学习的层次")
    approved_on = Date("审批日期", section="办理")
    fees_paid = Flag("已缴清学费", section="办理")
    failed_courses = Number("不及格门数", section="办理", unit="门")
    parent_consent_on = Date("家长同意书日期", section="办理")
    pledge_on = Date("安全承诺书日期", section="办理")
    insurance_no = Text("保险单号", section="办理", compact=True)
    insurance_until = Date("保险有效期至", section="办理")
    reported_on = Date("返校报告日期", section="办理")

    def inferred(self, lines: Sequence[Entity] = ()) -> dict[str, Any]:  # noqa: ARG002
        """学分互认 where the remarks say so."""
        if self.credits_recognised is None and "学分互认" in (self.remarks or ""):
            return {"credits_recognised": True}
        return {}

    def __str__(self) -> str:
        where = type(self).country.show(self.country)
        return f"{where}{self.host_name or ''} {type(self).departed_on.show(self.departed_on)}"


class CreditTransfer(Entity):
    """学分认定: one course abroad set against one course of the college."""

    label = "学分认定"
    identity = (("host_course", "own_course"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("境外课程", "host_course"), FlatColumn("认定课程", "own_course"),
    )

    student = Link("派出学生", OutboundStudent, part_of=True)
    host_course = Text("境外课程名称", section="学分", required=True, in_list=True, width=170)
    host_hours = Number("境外学时", section="学分", unit="学时")
    host_credits = Number("境外学分", section="学分", decimals=1, in_list=True)
    host_grade = Text("境外成绩", section="学分", in_list=True)
    own_course = Text("校内课程名称", section="学分", required=True, in_list=True, width=170)
    own_course_code = Text("课程代码", section="学分", compact=True)
    own_kind = Choice("课程性质", ("必修", "选修", "实践", "其他"), section="学分", aliases=("性质",))
    own_hours = Number("校内学时", section="学分", unit="学时")
    own_credits = Number("校内学分", section="学分", decimals=1, in_list=True)
    own_grade = Text("认定成绩", section="学分", in_list=True)
    is_ideological = Flag("思政课", section="学分", help="思想政治理论课不得以境外课程认定")
    applied_on = Date("申请日期", section="学分")
    decision = Choice("结论", ("认定", "部分认定", "不认定"), section="学分", in_list=True)
    reason = LongText("认定说明", section="学分")


def _latest_placement(field: str) -> Any:
    inner = Placement.alias()
    return (
        inner.select(getattr(inner, field))
        .where((inner.student == OutboundStudent.id) & inner.retired_at.is_null())
        .order_by(inner.departed_on.desc()).limit(1)
    )
