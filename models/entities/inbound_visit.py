"""来访: one delegation received, from abroad, from 港澳台 or from within the country."""

from __future__ import annotations

from typing import ClassVar

from models.codes import countries
from models.entities.partner_school import PartnerSchool
from models.entities.people import nationalities, sex_field
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Money, Number, Text

BODY_KINDS = ("驻华使领馆", "政府", "院校", "教育机构", "企业", "国际组织", "社会组织", "其他")


class InboundVisit(Entity):
    """来访接待. Counted in the year of arrival; domestic guests (国内) are told apart, never 外宾."""

    label = "来访接待"
    group = "往来"
    identity = (("title", "arrived_on"),)
    title_words = ("来访", "接待", "外宾")
    newest_first = "arrived_on"

    title = Text("来访团组", required=True, in_list=True, searchable=True, width=230,
                 aliases=("代表团名称", "团组名称", "来访单位", "来访团组名称", "来宾", "来宾单位", "外宾单位"))
    country = Coded("国家/地区", countries, wanted=True, in_list=True,
                    aliases=("国别", "国家（地区）", "国别（地区）", "来自"), help="混合团组填团长国籍；国内来宾填“国内”")
    body_kind = Choice(
        "来访方类别", BODY_KINDS, wanted=True, in_list=True,
        synonyms={"使领馆": "驻华使领馆", "大学": "院校", "学校": "院校", "高校": "院校", "协会": "社会组织",
                  "公司": "企业"},
        aliases=("类别", "单位类别", "机构类别"),
    )
    partner = Link("登记的合作院校", PartnerSchool, help="F16“当年实质活动”按此计；留空的按名称认出")
    arrived_on = Date("来访日期", required=True, in_list=True, aliases=("来访时间", "到访日期", "日期", "来访起"))
    left_on = Date("离开日期", aliases=("来访止", "离开时间"))
    head_count = Number("人数", wanted=True, in_list=True, unit="人", aliases=("来访人数", "人次"))
    purpose = Text("来访事由", in_list=True, aliases=("事由", "来访目的", "目的"))
    background = LongText("来访单位背景", help="性质、规模、与我校的渊源；是否敏感或境外非政府组织")
    purpose_kind = Choice("目的分类", ("友好访问", "科研合作", "学术讲座", "荣誉职称", "其他"),
                          help="外事统计的目的代码 01–05")
    department = Text("接待部门", in_list=True, aliases=("接待单位", "主办部门"))
    reception_level = Choice("接待类型", ("校级", "院级"), synonyms={"学校": "校级", "学院": "院级"})
    is_high_level = Flag("部级以上或政府代表团", help="F14 单列一列")
    invited_on = Date("对外邀请日期", section="报批")
    applied_on = Date("报批日期", section="报批")
    approved_on = Date("审批日期", section="报批")
    needs_visa = Flag("须办签证", section="报批", help="须办签证的应更早报批")
    funding = Text("经费来源", section="报批")
    cost = Money("接待费用", section="报批")
    met_by_leader = Flag("校领导会见", section="接待")
    leader_name = Text("主宾姓名", section="接待", searchable=True, aliases=("团长", "团长姓名"))
    leader_position = Text("主宾职务", section="接待")
    agreements_signed = Number("签署协议数", section="接待", unit="份")
    intentions = Number("合作意向数", section="接待", unit="项")
    reported_to = Flag("已报备", section="接待", aliases=("报备",))
    reported_to_police = Flag("报备公安", section="接待")
    venue = Text("会见地点", section="接待")
    itinerary = LongText("日程安排", section="接待", help="每行一项：日期、时间、地点、内容")
    companions = Text("我方陪同人员", section="接待")
    outcome = LongText("成果", section="接待")
    minutes_on = Date("接待纪要日期", section="接待")
    archived_on = Date("归档日期", section="接待")


class Invitation(Entity):
    """来华邀请函: one foreigner invited, by whom, for what, at whose expense."""

    label = "来华邀请函"
    group = "往来"
    identity = (("letter_no",), ("invitee", "arrives_on"))
    title_words = ("邀请函", "邀请外国人")
    newest_first = "arrives_on"
    passport_fields: ClassVar[dict[str, str]] = {
        "passport_name": "invitee", "number": "passport_no", "sex": "sex",
        "nationality": "nationality", "born_on": "born_on",
    }

    letter_no = Text("邀请函编号", compact=True, searchable=True, in_list=True, width=150,
                     aliases=("编号",))
    visit = Link("来访接待", InboundVisit)
    invitee = Text("被邀请人", required=True, in_list=True, searchable=True, width=180,
                   aliases=("姓名", "被邀请人姓名", "外宾姓名"), help="照护照拼写")
    sex = sex_field()
    born_on = Date("出生日期", sensitive=True)
    nationality = Coded("国籍", nationalities, wanted=True, in_list=True)
    passport_no = Text("护照号", compact=True, sensitive=True, searchable=True, wanted=True,
                       aliases=("护照号码",))
    unit = Text("所在单位", in_list=True, searchable=True)
    position = Text("职务")
    purpose = Text("来华事由", wanted=True, in_list=True, aliases=("事由",))
    purpose_en = Text("来华事由（英文）", help="接在 for 之后，如 academic exchange；印在邀请函上")
    relation = Text("与邀请单位关系", help="如 合作院校教师；留空不印")
    host_unit = Text("在华接待单位", help="留空即本校")
    arrives_on = Date("来华日期", required=True, in_list=True, aliases=("来华时间", "入境日期"))
    leaves_on = Date("离华日期", wanted=True, in_list=True, aliases=("离境日期",))
    cities = Text("访问城市")
    cost_borne_by = Choice("费用负担", ("我方", "外方", "双方分担"), wanted=True, in_list=True)
    visa_kind = Choice("拟办签证", ("F", "M", "Z", "X1", "X2", "R", "其他"))
    entries = Choice("入境次数", ("一次", "两次", "多次"))
    applied_on = Date("报批日期", section="审批")
    approved_on = Date("审批日期", section="审批", in_list=True)
    invited_on = Date("对外发出日期", section="审批", in_list=True)
    valid_until = Date("邀请函有效期至", section="审批")

    def __str__(self) -> str:
        return self.invitee or super().__str__()

    def problems(self) -> list[str]:
        """Leaving before coming is refused, besides what every record must hold."""
        found = super().problems()
        if self.arrives_on and self.leaves_on and self.leaves_on < self.arrives_on:
            found.append("“离华日期”早于“来华日期”")
        return found


class Visitor(Entity):
    """来访人员: a named member of a delegation; their nationality decides how a mixed group counts."""

    label = "来访人员"
    identity = (("name",),)
    passport_fields: ClassVar[dict[str, str]] = {
        "passport_name": "name", "number": "passport_no", "sex": "sex",
        "nationality": "nationality",
    }

    visit = Link("来访接待", InboundVisit, part_of=True)
    name = Text("姓名", section="人员", required=True, in_list=True, searchable=True)
    sex = sex_field(section="人员", in_list=True)
    nationality = Coded("国籍", nationalities, section="人员", in_list=True)
    position = Text("职务", section="人员", in_list=True)
    passport_no = Text("护照号", section="人员", compact=True, sensitive=True, searchable=True)
