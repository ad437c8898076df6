"""合作院校(机构) and 协议: with whom the college cooperates, and on what paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from peewee import fn

from models.codes import countries
from models.entity import DuplicateKey, Entity, FlatColumn
from models.fields import Choice, Coded, Date, Derived, Flag, Link, LongText, Number, Text

AGREEMENT_KINDS = (
    "备忘录", "框架协议", "学生交换", "教师交流", "学分互认", "联合培养", "合作办学", "实习基地", "姊妹校", "其他",
)
_KIND_WORDS = (
    ("备忘录", "备忘录"), ("意向", "备忘录"), ("姊妹", "姊妹校"), ("友好", "姊妹校"), ("实习", "实习基地"),
    ("合作办学", "合作办学"), ("联合培养", "联合培养"), ("学分", "学分互认"), ("教师", "教师交流"),
    ("师资", "教师交流"), ("校际交流", "框架协议"), ("交换", "学生交换"), ("框架", "框架协议"),
)


class PartnerSchool(Entity):
    """合作院校(机构). Schools of 港澳台 are partners but never foreign ones."""

    is_standing = True
    label = "合作院校"
    group = "合作"
    identity = (("name",), ("foreign_name",))
    title_words = ("合作院校", "合作机构", "友好院校", "友好学校", "协议")
    duplicate_keys: ClassVar[tuple[DuplicateKey, ...]] = (
        DuplicateKey("中文名称相同", "确定", ("name",), unless=("country",)),
        DuplicateKey("英文名称相同", "很可能", ("foreign_name",), unless=("country",)),
        DuplicateKey("中文名称只差“大学”“学院”等字样", "可能", ("name",), compared="school",
                     unless=("country",)),
        DuplicateKey("英文名称各词相同、先后不同", "很可能", ("foreign_name",), compared="school",
                     unless=("country",)),
        DuplicateKey("英文名称拼写相近，国家相同", "可能", ("foreign_name", "country"), compared="near"),
        DuplicateKey("网址相同", "可能", ("website",)),
    )

    name = Text("中文名称", required=True, in_list=True, searchable=True, width=210,
                aliases=("院校名称", "学校名称", "合作院校", "机构名称", "合作方", "合作院校（中文）",
                         "中文校名"))
    foreign_name = Text("英文名称", in_list=True, searchable=True, width=230,
                        aliases=("外文名称", "英文名", "合作院校（英文）", "英文校名"))
    country = Coded("国家（地区）", countries, wanted=True, in_list=True,
                    aliases=("国别", "国家/地区", "国家", "国别（地区）"))
    kind = Text("性质", in_list=True, aliases=("机构性质", "学校性质", "类型", "机构类型"))
    city = Text("所在城市")
    is_sister_school = Flag("姊妹学校", aliases=("友好学校",))
    related_since = Date("建立联系日期")
    website = Text("网址")
    address = Text("地址", section="联系")
    level = Text("层次与特色", help="排名、优势专业等")

    agreement_count = Derived(Number("协议数", unit="份"), lambda _: _agreements())


class PartnerContact(Entity):
    """联系人: one person at a partner school."""

    label = "联系人"
    identity = (("name",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("联系人", "name", ("外方联系人", "联系人姓名")),
        FlatColumn("联系邮箱", "email", ("联系人邮箱", "外方邮箱")),
        FlatColumn("联系电话", "phone", ("联系人电话", "外方电话")),
    )

    partner = Link("合作院校", PartnerSchool, part_of=True)
    name = Text("姓名", section="联系人", required=True, in_list=True, searchable=True, width=160)
    position = Text("职务", section="联系人", in_list=True)
    email = Text("邮箱", section="联系人", in_list=True, width=180)
    phone = Text("电话", section="联系人", compact=True, in_list=True)
    language = Text("沟通语言", section="联系人")


class Agreement(Entity):
    """协议: signed once, valid until a day, or 长期. 份, 所 and 对 are three different counts."""

    is_standing = True
    label = "协议"
    group = "合作"
    identity = (("agreement_no",), ("partner", "title", "signed_on"))
    title_words = ("协议",)
    newest_first = "signed_on"

    partner = Link("合作院校", PartnerSchool, required=True, in_list=True, aliases=("合作方", "签约方", "对方"))
    title = Text("协议名称", required=True, in_list=True, searchable=True, width=200, aliases=("名称",))
    foreign_title = Text("协议英文名称")
    agreement_no = Text("协议编号", compact=True, searchable=True, aliases=("编号",))
    kind = Choice("协议类型", AGREEMENT_KINDS, in_list=True, wanted=True,
                  synonyms={"合作备忘录": "备忘录", "框架": "框架协议", "姊妹学校": "姊妹校"}, aliases=("类型",))
    signed_on = Date("签署日期", wanted=True, in_list=True, aliases=("签订日期", "签约日期", "签署时间"))
    valid_until = Date("有效期至", wanted=True, in_list=True, open_ended=True,
                       aliases=("到期日期", "有效期", "终止日期", "有效期止"))
    auto_renewed = Flag("自动续期", aliases=("是否自动续期",))
    renews = Flag("续签", help="续签原有协议的填“是”，不计入当年新签")
    terminated_on = Date("提前终止日期")
    effective_on = Date("生效日期", help="留空即签署日期")
    notice_days = Number("提前通知天数", unit="天", help="终止或不续签须提前多少天通知")
    content = LongText("合作内容", in_list=True, aliases=("内容", "合作项目", "主要内容"))
    scope = Text("涉及专业、人数")
    money_terms = Text("经费与收费", help="学费、住宿、互免等；不涉及费用的写“不涉及”")
    governing_law = Text("适用法律与争议解决")
    department = Text("执行部门", aliases=("执行学院", "责任部门"))
    signatory = Text("我方签署人", section="签署")
    foreign_signatory = Text("对方签署人", section="签署")
    signed_at = Text("签署地点", section="签署")
    level = Choice("层级", ("校级", "院级"), section="签署")
    copies = Number("份数", section="签署", unit="份")
    languages = Text("文本语言", section="签署", help="中文、英文等；须声明各文本同等有效")
    legal_reviewed_on = Date("法务审查日期", section="审批")
    approved_on = Date("审批日期", section="审批")
    authorised_on = Date("学校授权日期", section="审批", help="院级协议须经学校授权")
    filed_on = Date("备案日期", section="审批")
    archive_no = Text("档案号", section="审批", compact=True)

    def inferred(self, lines: Sequence[Entity] = ()) -> dict[str, Any]:  # noqa: ARG002
        """协议类型 from the agreement's name."""
        if self.kind is None and self.title:
            kind = next((value for word, value in _KIND_WORDS if word in self.title), None)
            return {"kind": kind} if kind else {}
        return {}


def _agreements() -> Any:
    inner = Agreement.alias()
    return inner.select(fn.COUNT(inner.id)).where(
        (inner.partner == PartnerSchool.id) & inner.retired_at.is_null()
    )
