"""境外非政府组织 and 涉外礼品: what is only allowed when it was approved, filed or handed in."""

from __future__ import annotations

from models.codes import countries
from models.entities.inbound_visit import InboundVisit
from models.entities.outbound_trip import OutboundTrip
from models.entity import Entity
from models.fields import Choice, Coded, Date, Flag, Link, LongText, Money, Number, Text

BODY_KINDS = ("基金会", "社会团体", "智库", "学校", "医院", "科研学术组织", "企业", "个人", "其他")


class NgoActivity(Entity):
    """境外非政府组织活动: work with a foreign NGO, or a donation from abroad.

    Source: 境外非政府组织境内活动管理法 (temporary activities are filed 15 days before they begin
    and last a year at most; art. 53 leaves schools, hospitals and research bodies to other rules).
    """

    label = "境外非政府组织"
    group = "合作"
    identity = (("filing_no",), ("ngo_name", "title", "begins_on"))
    title_words = ("非政府组织", "境外组织", "捐赠")
    newest_first = "begins_on"

    ngo_name = Text("组织名称", required=True, in_list=True, searchable=True, width=200,
                    aliases=("境外组织名称", "组织中文名", "捐赠方"))
    ngo_foreign_name = Text("组织外文名", searchable=True, aliases=("外文名称",))
    country = Coded("国家（地区）", countries, wanted=True, in_list=True, aliases=("国家", "国别"))
    legal_representative = Text("法定代表人", help="境外组织的")
    body_kind = Choice("组织性质", BODY_KINDS,
                       help="学校、医院、自然科学和工程技术的研究机构或学术组织另按国家有关规定办理")
    kind = Choice("合作方式", ("临时活动", "代表机构合作", "合作项目", "接受捐赠"), required=True, in_list=True)
    title = Text("活动（项目）名称", required=True, in_list=True, searchable=True, width=220,
                 aliases=("项目名称", "合作内容", "活动名称"))
    content = LongText("活动内容")
    chinese_partner = Text("中方合作单位")
    place = Text("活动地域")
    begins_on = Date("开始日期", required=True, in_list=True, aliases=("起", "开始时间"))
    ends_on = Date("结束日期", wanted=True, in_list=True, aliases=("止", "结束时间"))
    department = Text("我方部门", in_list=True)
    leader = Text("我方负责人")
    people = Number("涉及师生人数", unit="人")
    amount = Money("金额（元）", section="资金", in_list=True, help="折人民币")
    currency = Text("原币币种", section="资金")
    original_amount = Number("原币金额", section="资金", decimals=2)
    rate = Number("汇率", section="资金", decimals=6)
    supervisor = Text("业务主管单位", section="审批")
    approved_on = Date("审批日期", section="审批")
    approval_no = Text("审批文号", section="审批", compact=True)
    filed_on = Date("备案日期", section="审批", in_list=True)
    filing_no = Text("登记（备案）号", section="审批", compact=True, searchable=True, in_list=True)
    report_filed_on = Date("总结报告日期", section="审批", help="临时活动结束后 30 日内")
    risk = Choice("风险等级", ("低", "中", "高"), section="审批")
    archived_on = Date("归档日期", section="审批")


class Gift(Entity):
    """涉外礼品: one thing given or received; received ones of value are handed in within a month.

    Source: 国务院令第 133 号 (在对外公务活动中赠送和接受礼品的规定).
    """

    label = "涉外礼品"
    group = "往来"
    identity = (("happened_on", "direction", "title"),)
    title_words = ("礼品",)
    newest_first = "happened_on"

    direction = Choice("方向", ("赠出", "受赠"), required=True, in_list=True,
                       synonyms={"接受": "受赠", "赠送": "赠出"})
    title = Text("礼品名称", required=True, in_list=True, searchable=True, width=200, aliases=("名称",))
    happened_on = Date("日期", required=True, in_list=True, aliases=("赠受日期",))
    quantity = Number("数量", in_list=True, unit="件")
    unit_value = Money("单价（元）", in_list=True, help="单件价值；估价请在备注说明")
    party = Text("对方单位（人）", wanted=True, in_list=True, searchable=True)
    country = Coded("国家（地区）", countries)
    occasion = Text("场合")
    source = Choice("来源", ("公物", "个人"), help="赠出的礼品由学校还是个人出资")
    visit = Link("来访接待", InboundVisit)
    trip = Link("因公团组", OutboundTrip)
    handled_by = Text("经手人", in_list=True)
    handed_in_on = Date("上交（登记）日期", in_list=True)
    disposal = Choice("处理", ("上交", "陈列", "留用", "折价处理", "已消耗"), in_list=True)
    approved = Flag("赠礼已批准")

    def __str__(self) -> str:
        return f"{self.direction or ''} {self.title or ''}".strip()
