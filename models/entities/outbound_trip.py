"""因公团组: one official trip abroad or to 港澳台, with members, itinerary, schedule and budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from peewee import Case, fn

from models.codes import HMT, countries
from models.entities.partner_school import PartnerSchool
from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.entity import Entity, FlatColumn
from models.fields import Choice, Coded, Date, Derived, Flag, Link, LongText, Money, Number, Text

TASK_KINDS = (
    "一般性工作交流", "国际会议", "合作研究/学术访问", "教育教学/讲学/指导培训", "国际组织履职", "培训进修",
)
DESTINATION_KINDS = ("出国", "赴港澳", "赴台")
FUNDING_KINDS = ("财政预算", "科研项目", "校自筹", "外方承担", "混合")

_TASK_WORDS = (
    ("会议", "国际会议"), ("履职", "国际组织履职"), ("合作研究", "合作研究/学术访问"),
    ("学术", "合作研究/学术访问"), ("讲学", "教育教学/讲学/指导培训"), ("指导", "教育教学/讲学/指导培训"),
    ("授课", "教育教学/讲学/指导培训"), ("援外", "教育教学/讲学/指导培训"), ("研修", "培训进修"),
    ("培训", "培训进修"), ("进修", "培训进修"), ("洽谈", "一般性工作交流"), ("交流", "一般性工作交流"),
    ("访问", "一般性工作交流"), ("考察", "一般性工作交流"), ("签约", "一般性工作交流"),
)
_FUNDING_WORDS = (
    ("科研", "科研项目"), ("课题", "科研项目"), ("外方", "外方承担"), ("邀请方", "外方承担"), ("混合", "混合"),
    ("财政", "财政预算"), ("教育部", "财政预算"), ("教育厅", "财政预算"), ("专项", "财政预算"),
    ("学校", "校自筹"), ("自筹", "校自筹"), ("校内", "校自筹"),
)


class OutboundTrip(Entity):
    """因公团组. A trip belongs to the year in which it came back (以实际入境日期归年).

    head_count is what the register says; where members are listed, they count instead.
    Days abroad count the departure and the return day (离、抵境当日都计入).
    """

    label = "因公团组"
    group = "往来"
    identity = (("approval_no",), ("title", "departed_on"))
    title_words = ("团组", "因公", "出访", "出国（境）")
    newest_first = "departed_on"

    title = Text("团组名称", required=True, in_list=True, searchable=True, width=270,
                 aliases=("团组", "出访团组", "团名", "出国（境）团组名称", "出国（境）团组"))
    destination_kind = Choice(
        "出访性质", DESTINATION_KINDS, in_list=True, wanted=True,
        synonyms={"因公出国": "出国", "因公赴港澳": "赴港澳", "因公赴台": "赴台", "赴台湾": "赴台"},
        help="留空时按到访国家（地区）推断；赴港澳、赴台与出国分别统计，不相加成“出国”",
    )
    purpose = Text("出访任务", in_list=True, wanted=True, aliases=("任务", "出访目的", "事由"))
    task_kind = Choice("任务类别", TASK_KINDS, in_list=True, wanted=True,
                       help="F10 按此分行；留空时按出访任务的用词推断，请核对")
    departed_on = Date("出境日期", required=True, in_list=True, aliases=("离境日期", "出发日期", "出访日期"))
    returned_on = Date("入境日期", wanted=True, in_list=True, aliases=("抵境日期", "回国日期", "返回日期"))
    head_count = Number("人数", in_list=True, unit="人", aliases=("团组人数", "代表团人数", "人次"))
    inviting_party = Text("邀请单位", searchable=True, aliases=("邀请方", "邀请机构"))
    organised_by = Text("组团单位", aliases=("组织单位",), help="参加外单位团组时填组团单位；本校组团可留空")
    is_joint = Flag("双跨（参团）", in_list=True, aliases=("双跨", "是否双跨"),
                    help="随外单位组团；人次只计本校人员，批次另列“参团”")
    level = Choice("团组级别", ("厅局级", "处级", "处级以下"), wanted=True,
                   synonyms={"正厅": "厅局级", "副厅": "厅局级", "科级": "处级以下"},
                   help="按团长级别；教师计入处级以下")
    is_academic = Flag("教学科研人员", aliases=("是否教学科研人员",), help="执行学术交流合作任务的教学科研人员，不计入限量")
    academic_note = LongText("教学科研出访说明", help="区别管理的依据：会议、合作项目、论文等")
    status = Choice("状态", ("计划", "已批复", "已执行", "取消"), in_list=True,
                    help="留空且有入境日期的视为已执行")
    stated_days = Number("在外天数", unit="天", aliases=("停留天数", "在外停留天数", "天数"),
                         help="登记表上的天数，与按日期计算的结果核对")
    route = Text("往返航线", section="行程")
    expected_outcome = LongText("预期成果", section="行程")
    deviation_note = LongText("与批件不一致的说明", section="行程", help="实际天数、国家、航线与批件不同时填写")

    applied_on = Date("报批日期", section="审批", help="向外事部门递交申请的日期")
    approved_by = Text("批件单位", section="审批")
    approval_no = Text("批件号", section="审批", compact=True, searchable=True,
                       aliases=("批件文号", "批文号", "任务批件号"))
    approved_on = Date("批复日期", section="审批", aliases=("批件日期", "批复时间"))
    approved_days = Number("批准天数", section="审批", unit="天")
    approved_head_count = Number("批准人数", section="审批", unit="人")
    in_plan = Flag("列入年度计划", section="审批", aliases=("是否列入计划", "计划内"))
    plan_quota = Number("年初批复计划控制数", section="审批", unit="人次")
    plan_used = Number("已用计划数", section="审批", unit="人次")
    plan_change = Choice("计划调整", ("按计划", "调整", "增补", "取消"), section="审批")
    off_plan_reason = LongText("计划外说明", section="审批")
    secrecy_reviewed_on = Date("保密审查日期", section="审批")
    necessity = LongText("出访目的和必要性", section="审批")
    invitation_direct = Flag("邀请函未经中介", section="审批")
    publicised_from = Date("公示开始", section="公示")
    publicised_until = Date("公示结束", section="公示")
    publicity_place = Text("公示地址", section="公示", aliases=("公示地点",))
    publicity_objection = Choice("公示异议", ("无", "有"), section="公示")
    objection_note = LongText("异议及处理", section="公示")
    result_publicised_from = Date("事后公示开始", section="公示", help="回国后 1 个月内公布执行情况和出访报告")
    result_publicised_until = Date("事后公示结束", section="公示")
    briefed_on = Date("行前教育日期", section="行前", help="外事纪律、保密、安全与领事保护")
    briefed_by = Text("行前教育主讲", section="行前")
    papers_collected_on = Date("领取证照日期", section="行前")
    report_submitted = Flag("出访报告", section="回国", yes=("已提交", "已交", "提交"), in_list=True,
                            aliases=("报告", "是否提交报告"))
    reported_on = Date("报告日期", section="回国")
    settled_on = Date("报销日期", section="回国")
    archived_on = Date("归档日期", section="回国")

    funding_source = Text("经费来源", section="经费", aliases=("经费渠道",))
    funding_kind = Choice("经费类别", FUNDING_KINDS, section="经费", wanted=True,
                          help="F10 按此分行；留空时按经费来源的用词推断，请核对")
    cost = Money("费用", section="经费", in_list=True, aliases=("费用（元）", "决算", "实际支出", "经费（元）"))
    annual_budget = Money("本年度出国经费预算", section="经费")
    annual_budget_used = Money("本年度已用预算", section="经费")
    prior_approvals = LongText("须事先报批的支出事项", section="经费")
    handled_by = Text("经办人", section="经办")
    handler_phone = Text("经办人电话", section="经办", compact=True, sensitive=True)

    leader = Derived(Text("团长"), lambda _: _leader())
    destinations = Derived(Text("出访国家（地区）"), lambda _: _destinations())
    days_abroad = Derived(Number("计算天数", unit="天"), lambda _: days_abroad_sql())

    def inferred(self, lines: Sequence[Entity] = ()) -> dict[str, Any]:
        """任务类别, 经费类别 and 双跨 from the words of the register; 出访性质 from the legs."""
        found: dict[str, Any] = {}
        if self.destination_kind is None:
            legs = [line.country for line in lines if isinstance(line, TripLeg) and line.country]
            found["destination_kind"] = destination_kind_of(legs)
        if self.task_kind is None and self.purpose:
            found["task_kind"] = _first_match(self.purpose, _TASK_WORDS)
        if self.funding_kind is None and self.funding_source:
            found["funding_kind"] = _first_match(self.funding_source, _FUNDING_WORDS)
        if self.is_joint is None and self.title:
            found["is_joint"] = self.title.startswith("随") or None
        return {k: v for k, v in found.items() if v is not None}


class TripMember(Entity):
    """团组成员: one person of this college on one trip; what they were called then is kept."""

    label = "团组成员"
    identity = (("staff_member",),)
    flat_columns: ClassVar[tuple[FlatColumn, ...]] = (
        FlatColumn("团长", "staff_member", ("团长姓名", "带队人"), {"role": "团长"}),
        FlatColumn("团员", "staff_member", ("成员", "团组成员", "随团成员", "出访人员"), {"role": "团员"}),
    )
    listed_by = "head_count"

    trip = Link("因公团组", OutboundTrip, part_of=True)
    staff_member = Link("姓名", StaffMember, section="成员", required=True, in_list=True)
    role = Choice(
        "团内身份", ("团长", "副团长", "团员", "翻译"), section="成员", in_list=True,
        synonyms={"领队": "团长", "成员": "团员"}, aliases=("身份",),
    )
    dispatching_unit = Text("派员单位", section="成员", aliases=("工作单位",))
    position_then = Text("职务及职别", section="成员", in_list=True, help="出访时的职务；留空用教职工表中的现职")
    last_trip = Text("上次出访时间", section="成员", help="留空时由以往团组推出；确无出访填“无”")
    left_home_on = Date("本人出境日期", section="成员", help="与团组不同时填写")
    came_home_on = Date("本人入境日期", section="成员", help="与团组不同时填写")
    travel_document = Link("所持证照", StaffTravelDocument, section="成员")
    document_taken_on = Date("证照领用日期", section="成员")
    document_returned_on = Date("证照交还日期", section="成员")
    record_filed_on = Date("备案表日期", section="成员", help="因公临时出国（赴港澳、赴台）人员备案表")
    pledge_on = Date("承诺书日期", section="成员")
    with_family = Flag("携带配偶子女", section="成员")


class TripLeg(Entity):
    """行程段: one country or region of a trip. Transit without leaving the airport is not a visit."""

    label = "行程段"
    identity = (("country", "city", "arrived_on"), ("country",))

    trip = Link("因公团组", OutboundTrip, part_of=True)
    country = Coded("国家（地区）", countries, section="行程", required=True, in_list=True,
                    aliases=("出访国家（地区）", "出访国家", "国家", "目的地"))
    city = Text("城市", section="行程", in_list=True)
    arrived_on = Date("抵达日期", section="行程", in_list=True)
    left_on = Date("离开日期", section="行程", in_list=True)
    airport_only = Flag("经停不出机场", section="行程", in_list=True)
    flight_inconvenient = Flag("航班不便", section="行程", help="赴拉美、非洲航班衔接不便的，可多停留")
    host = Text("接待单位", section="行程")
    partner = Link("登记的合作院校", PartnerSchool, section="行程",
                   help="F16“当年实质活动”按此计；留空的按名称认出")


class ScheduleItem(Entity):
    """日程: half a day of a trip."""

    label = "日程"
    identity = (("day", "half"),)

    trip = Link("因公团组", OutboundTrip, part_of=True)
    day = Date("日期", section="日程", required=True, in_list=True)
    half = Choice("时段", ("上午", "下午", "晚上"), section="日程", in_list=True)
    city = Text("城市", section="日程", in_list=True)
    activity = Text("活动内容", section="日程", required=True, in_list=True)
    met_with = Text("会见对象", section="日程", in_list=True)
    transport = Text("交通", section="日程", help="航班、车次及起降时间，印在出访日程表上")
    lodging = Text("住宿", section="日程", help="当晚住宿的饭店或城市，印在出访日程表上")
    is_official = Flag("公务活动", section="日程", in_list=True)


BUDGET_ITEMS = (
    "国际旅费", "城市间交通费", "住宿费", "伙食费", "公杂费", "其他费用",
)


class BudgetLine(Entity):
    """预算: one item of a trip's budget; with a currency, 标准 × 人数 × 天(晚)数 × 汇率, else in yuan.

    Items as in 财行〔2013〕516号. An amount in yuan typed by hand stands where no standard does.
    """

    label = "预算"
    identity = (("item", "country", "city"), ("item",))

    trip = Link("因公团组", OutboundTrip, part_of=True)
    item = Choice(
        "项目", BUDGET_ITEMS, section="预算", required=True, in_list=True,
        synonyms={"住宿": "住宿费", "伙食": "伙食费", "公杂": "公杂费", "城市间交通": "城市间交通费",
                  "国际机票": "国际旅费", "其他": "其他费用"},
    )
    country = Coded("国家（地区）", countries, section="预算", in_list=True)
    city = Text("城市", section="预算", in_list=True)
    currency = Text("币种", section="预算", in_list=True)
    standard = Number("标准（外币）", section="预算", decimals=2, in_list=True)
    persons = Number("人数", section="预算", unit="人", in_list=True)
    days = Number("天（晚）数", section="预算", in_list=True)
    rate = Number("汇率", section="预算", decimals=6, in_list=True, help="1 单位外币折人民币元")
    rate_on = Date("汇率日期", section="预算")
    amount = Money("金额", section="预算", in_list=True, help="有标准时自动计算；据实项目直接填人民币")
    spent = Money("决算金额", section="预算", in_list=True, help="回国后按实际报销填写，折人民币")
    paid_by_host = Flag("外方负担", section="预算")
    over_standard_approved = Flag("超标已报批", section="预算")

    def foreign_amount(self) -> Decimal | None:
        """标准 × 人数 × 天(晚)数 in the foreign currency; None when one of them is blank."""
        if self.standard is None or self.persons is None or self.days is None:
            return None
        amount: Decimal = Decimal(str(self.standard)) * self.persons * self.days
        return amount

    def yuan(self) -> Decimal | None:
        """The line in yuan, rounded to 分; None when it can neither be computed nor was typed."""
        foreign = self.foreign_amount()
        if foreign is not None and self.rate is not None:
            yuan: Decimal = foreign * Decimal(str(self.rate))
            return yuan.quantize(Decimal("0.01"), "ROUND_HALF_UP")
        return None if self.amount is None else Decimal(self.amount)


def _first_match(text: str, words: tuple[tuple[str, str], ...]) -> str | None:
    return next((value for word, value in words if word in text), None)


def destination_kind_of(country_codes: list[str]) -> str | None:
    """出国 where one foreign country is visited; else 赴台 or 赴港澳; None without any leg."""
    if not country_codes:
        return None
    if any(code not in HMT for code in country_codes):
        return "出国"
    return "赴台" if "TWN" in country_codes else "赴港澳"


def days_abroad_sql() -> Any:
    """SQL: days abroad of a trip, both border days counted; NULL unless both dates are full."""
    out, back = OutboundTrip.departed_on, OutboundTrip.returned_on
    days = fn.JULIANDAY(back) - fn.JULIANDAY(out) + 1
    full = (fn.LENGTH(out) == 10) & (fn.LENGTH(back) == 10)
    return Case(None, [(full, days.cast("INTEGER"))], None)


def party_size_sql() -> Any:
    """SQL: own people on a trip: the listed members, else the head count of the register."""
    member = TripMember.alias()
    listed = member.select(fn.COUNT(member.id)).where(
        (member.trip == OutboundTrip.id) & member.retired_at.is_null()
    )
    return fn.COALESCE(fn.NULLIF(listed, 0), OutboundTrip.head_count)


def _leader() -> Any:
    member, staff = TripMember.alias(), StaffMember.alias()
    return (
        member.select(staff.name).join(staff, on=(member.staff_member == staff.id))
        .where((member.trip == OutboundTrip.id) & (member.role == "团长")
               & member.retired_at.is_null())
        .limit(1)
    )


def _destinations() -> Any:
    leg = TripLeg.alias()
    names = Case(leg.country, [(e.code, e.name) for e in countries().entries], leg.country)
    return leg.select(fn.GROUP_CONCAT(names, "、")).where(
        (leg.trip == OutboundTrip.id) & leg.retired_at.is_null()
    )


