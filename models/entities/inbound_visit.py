"""来访: one delegation received, from abroad, from 港澳台 or from within the country."""

from __future__ import annotations

from typing import ClassVar

from models.codes import countries
from models.entities.people import nationalities, sex_field
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Number, Text

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
    arrived_on = Date("来访日期", required=True, in_list=True, aliases=("来访时间", "到访日期", "日期", "来访起"))
    left_on = Date("离开日期", aliases=("来访止", "离开时间"))
    head_count = Number("人数", wanted=True, in_list=True, unit="人", aliases=("来访人数", "人次"))
    purpose = Text("来访事由", in_list=True, aliases=("事由", "来访目的", "目的"))
    purpose_kind = Choice("目的分类", ("友好访问", "科研合作", "学术讲座", "荣誉职称", "其他"),
                          help="外事统计的目的代码 01–05")
    department = Text("接待部门", in_list=True, aliases=("接待单位", "主办部门"))
    reception_level = Choice("接待类型", ("校级", "院级"), synonyms={"学校": "校级", "学院": "院级"})
    is_high_level = Flag("部级以上或政府代表团", help="F14 单列一列")
    met_by_leader = Flag("校领导会见", section="接待")
    leader_name = Text("主宾姓名", section="接待", searchable=True, aliases=("团长", "团长姓名"))
    leader_position = Text("主宾职务", section="接待")
    agreements_signed = Number("签署协议数", section="接待", unit="份")
    intentions = Number("合作意向数", section="接待", unit="项")
    reported_to = Flag("已报备", section="接待", aliases=("报备",))
    outcome = LongText("成果", section="接待")


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
