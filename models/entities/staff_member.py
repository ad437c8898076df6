"""教职工: who travels, hosts and is trained; with the travel papers kept for them."""

from __future__ import annotations

from typing import ClassVar

from models.entities.people import IdentityPaper, degree_field, sex_field
from models.entity import DuplicateKey, Entity, FlatColumn
from models.fields import Choice, Date, Flag, Link, Text


class StaffMember(Entity):
    """教职工: one person; the same name in two departments is two people until merged."""

    label = "教职工"
    group = "人员"
    identity = (("staff_no",), ("name", "department"))
    title_words = ("教职工", "教师名册", "职工")
    duplicate_keys: ClassVar[tuple[DuplicateKey, ...]] = (
        DuplicateKey("工号相同", "确定", ("staff_no",)),
        DuplicateKey("身份证号相同", "确定", ("id_no",)),
        DuplicateKey("因公证照号码相同", "确定", ("number",), line="staff_travel_document"),
        DuplicateKey("姓名和出生日期相同", "很可能", ("name", "born_on"), unless=("id_no",)),
        DuplicateKey("姓名和电话相同", "很可能", ("name", "phone")),
        DuplicateKey("姓名和部门相同", "可能", ("name", "department"),
                     unless=("staff_no", "id_no", "born_on", "sex")),
    )

    name = Text("姓名", required=True, in_list=True, searchable=True, width=110, aliases=("教师姓名",))
    sex = sex_field(wanted=True, in_list=True)
    staff_no = Text("工号", compact=True, searchable=True, in_list=True, aliases=("职工号", "教工号"))
    department = Text("部门", in_list=True, searchable=True, wanted=True,
                      aliases=("所在部门", "单位", "学院", "工作单位"))
    position = Text("职务", in_list=True, wanted=True, aliases=("职务职称", "职务/职称", "职务及职别"))
    title = Text("职称", in_list=True, aliases=("专业技术职务",))
    level = Choice(
        "行政级别", ("厅局级", "处级", "科级", "处级以下", "无"),
        synonyms={"正厅级": "厅局级", "副厅级": "厅局级", "正处级": "处级", "副处级": "处级", "正科级": "科级",
                  "副科级": "科级"},
        aliases=("级别", "职级"),
    )
    person_kind = Choice("人员属性", ("事业", "公务员", "国企", "其他"), aliases=("人员性质",))
    is_full_time_teacher = Flag("专任教师", aliases=("是否专任教师",))
    is_school_leader = Flag("校领导", aliases=("是否校领导",))
    is_academic = Flag("教学科研人员", aliases=("是否教学科研人员",))
    degree = degree_field(aliases=("学历", "学位", "最高学位", "学历学位"))
    born_on = Date("出生日期", aliases=("出生年月", "出生年月日"))
    surname_pinyin = Text("姓拼音", section="备案", help="与护照一致，例如 WANG")
    given_name_pinyin = Text("名拼音", section="备案", help="与护照一致，例如 XIAOMING")
    birthplace = Text("出生地", section="备案")
    ethnicity = Text("民族", section="备案")
    domicile = Text("户籍地", section="备案", sensitive=True, aliases=("户口所在地",))
    health = Text("健康状况", section="备案", sensitive=True)
    political_status = Text("政治面貌")
    id_no = Text("身份证号", compact=True, sensitive=True, searchable=True, aliases=("身份证号码",))
    phone = Text("电话", compact=True, sensitive=True, searchable=True, aliases=("手机", "联系电话"))
    email = Text("邮箱", searchable=True, aliases=("电子邮箱", "Email"))
    secrecy_level = Choice("涉密等级", ("非涉密", "一般", "重要", "核心"), aliases=("涉密人员",))
    declassified_on = Date("脱密期至", section="备案")


class FamilyMember(Entity):
    """家庭主要成员: only for the 备案表 of official trips (组织人事部门备案)."""

    label = "家庭成员"
    identity = (("relation", "name"),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (FlatColumn("家庭成员姓名", "name"),)

    staff_member = Link("教职工", StaffMember, part_of=True)
    relation = Text("称谓", section="家庭", required=True, in_list=True, help="配偶、父亲、母亲、子女等")
    name = Text("姓名", section="家庭", required=True, in_list=True, sensitive=True)
    born_on = Date("出生日期", section="家庭", sensitive=True, help="备案表上印年龄；只知年份也可以")
    political_status = Text("政治面貌", section="家庭")
    work = Text("工作单位、职务", section="家庭", in_list=True, sensitive=True, width=180)
    residence = Text("居住地", section="家庭", in_list=True, sensitive=True)
    foreign_status = Choice(
        "国（境）外身份", ("无", "外国国籍", "永久居留资格", "长期居留许可"), section="家庭",
        in_list=True, sensitive=True,
    )


class StaffTravelDocument(IdentityPaper):
    """因公证照: passports and passes kept by the office, with custody."""

    label = "因公证照"
    identity = (("kind", "number"),)

    staff_member = Link("教职工", StaffMember, part_of=True)
    kind = Choice(
        "证照种类", ("因公普通护照", "公务护照", "因公往来港澳通行证", "大陆居民往来台湾通行证"), section="证件",
        required=True, in_list=True,
    )
    state = Choice("状态", ("在库", "借出", "注销", "遗失"), section="保管", in_list=True)
    taken_on = Date("领用日期", section="保管", in_list=True)
    due_on = Date("应还日期", section="保管", in_list=True, help="回国日后 7 天")
    handed_in_on = Date("交还日期", section="保管", in_list=True)
    gone_on = Date("注销（遗失）日期", section="保管", aliases=("注销日期", "遗失日期", "缴销日期", "挂失日期"),
                   help="状态为注销、遗失时填写；F13 据此出册，留空的按交还日期")
