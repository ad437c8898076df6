"""涉外活动: lectures, forums, conferences and trainings, with speakers and participants."""

from __future__ import annotations

from typing import ClassVar

from models.entities.people import nationalities, sex_field
from models.entities.staff_member import StaffMember
from models.entity import Entity, FlatColumn
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Money, Number, Text

EVENT_KINDS = ("讲座", "论坛", "国际会议", "外事培训", "外语培训", "访学进修", "其他")


class Event(Entity):
    """涉外活动, counted in the year in which it begins."""

    label = "涉外活动"
    group = "往来"
    identity = (("title", "held_on"),)
    title_words = ("讲座", "培训", "论坛", "会议", "报告会", "提升班")
    newest_first = "held_on"
    from_title: ClassVar[dict[str, dict[str, str]]] = {
        "kind": {
            "讲座": "讲座", "报告会": "讲座", "外事培训": "外事培训", "外语": "外语培训", "论坛": "论坛",
            "国际会议": "国际会议", "访学": "访学进修",
        },
    }

    title = Text("活动名称", required=True, in_list=True, searchable=True, width=250,
                 aliases=("题目", "培训名称", "培训班", "讲座题目", "讲座名称", "报告题目", "名称", "会议名称", "主题"))
    kind = Choice("类别", EVENT_KINDS, required=True, in_list=True,
                  synonyms={"专家讲座": "讲座", "报告会": "讲座", "研讨会": "论坛", "会议": "国际会议"},
                  aliases=("活动类别",))
    held_on = Date("开始日期", required=True, in_list=True, aliases=("时间", "日期", "举办时间", "起止", "起止时间"))
    ends_on = Date("结束日期", in_list=True)
    host_unit = Text("主办单位", in_list=True, aliases=("主办", "举办单位"))
    place = Text("地点", aliases=("举办地点",))
    audience = Number("参加人数", in_list=True, unit="人", aliases=("听众人数", "规模", "参加教师数", "参会人数"))
    foreign_audience = Number("其中境外人数", unit="人", aliases=("境外代表人数",))
    topic = LongText("内容提要")
    applied_on = Date("报批日期", section="审批")
    approved_on = Date("审批日期", section="审批")
    approval_no = Text("批件文号", section="审批", compact=True)
    reported_to_police = Flag("报备公安", section="审批")
    foreign_title = Text("英文名称", section="会议")
    conference_no = Text("会议编号", section="会议", compact=True)
    conference_kind = Choice("会议类型", ("国际会议", "两国间双边会议"), section="会议")
    co_host = Text("承办单位", section="会议")
    foreign_countries = Number("境外国家（地区）数", section="会议", unit="个")
    background = LongText("背景与必要性", section="会议")
    leader = Text("负责人", section="会议")
    languages = Text("工作语言", section="会议", help="有无翻译")
    audience_scope = Text("听众范围", section="审批", help="如 本校师生；是否对校外开放")
    foreign_partner = Text("境外合作机构", section="审批")
    recorded = Flag("录音录像", section="审批")
    in_the_news = Flag("新闻报道", section="审批")
    is_online = Flag("线上", section="审批")
    platform = Text("线上平台", section="审批")
    funding = Text("经费来源", section="审批")
    foreign_funded = Flag("境外资助", section="审批")
    archived_on = Date("归档日期", section="审批")


class Speaker(Entity):
    """主讲人(授课专家): foreign speakers also count as 来校讲学 teachers in the 国际影响表."""

    label = "主讲人"
    identity = (("name",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("主讲人", "name", ("专家姓名", "授课专家", "主讲专家", "专家", "外国专家")),
        FlatColumn("国籍", "nationality", ("专家国籍", "国籍（地区）")),
        FlatColumn("工作单位", "unit", ("单位", "专家单位", "主讲人单位")),
    )

    event = Link("涉外活动", Event, part_of=True)
    name = Text("姓名", section="主讲", required=True, in_list=True, searchable=True, width=160)
    nationality = Coded("国籍", nationalities, section="主讲", in_list=True, wanted=True)
    unit = Text("工作单位", section="主讲", in_list=True, searchable=True)
    position = Text("职务", section="主讲", in_list=True)
    sex = sex_field(section="主讲")
    topic = Text("讲题", section="主讲", help="留空即活动名称")
    hours = Number("学时", section="主讲", decimals=1, unit="学时")
    degree = Text("学位", section="主讲")
    specialty = Text("专业特长", section="主讲")
    profile = LongText("简历与主要成果", section="主讲")
    earlier_visits = Text("既往来华", section="主讲", help="时间、事由；没有的写“无”")
    honorarium = Money("讲课酬金（元）", section="主讲")
    travel_paid_by = Choice("国际旅费负担", ("我方", "外方", "双方分担"), section="主讲")
    is_teacher = Flag("教师", section="主讲", help="国外教师；国际影响表“接收国外访学教师”计此人")


class Participant(Entity):
    """参加人: one of our own people at a training (人次 counts each attendance)."""

    label = "参加人"
    identity = (("staff_member",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("参加人员", "staff_member", ("参训人员", "参加人", "参会人员")),
    )

    event = Link("涉外活动", Event, part_of=True)
    staff_member = Link("参加人员", StaffMember, section="参加", required=True, in_list=True)
