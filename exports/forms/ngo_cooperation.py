"""F20 境外非政府组织合作、接受境外捐赠: bodies, projects, money and people; money without filing is red."""

from __future__ import annotations

from collections.abc import Sequence

from exports.forms.base import AnnualForm, Column, FilledForm, LeadColumn, Row, Source
from exports.forms.checking import ColumnWithin, RowsAddUp, Rule
from exports.forms.listing import computed, from_sql, listing, of
from models.codes import HMT
from models.entities.ngo_activity import NgoActivity
from models.indicators import Period, indicator_by_id
from models.indicators.ngos import DONATION, filing_sql, under_way, unfiled_with_money
from models.indicators.places import show_country

KINDS = tuple(NgoActivity.field_named("kind").option_words())
RISKS = tuple(NgoActivity.field_named("risk").option_words())
FILINGS = ("已登记（备案）", "未登记（备案）", "不适用")
COLUMNS = (
    Column("bodies", ("组织（家数）",), "家", "ngos.bodies"),
    Column("projects", ("项目数",), "项", "ngos.projects"),
    Column("begun", ("其中本年新开展",), "项", "ngos.begun", width=15),
    Column("amount", ("本年新开展金额",), "万元", "ngos.amount", divisor=10000, decimals=2,
           width=15),
    Column("people", ("涉及师生",), "人次", "ngos.people"),
    Column("unfiled", ("有资金未备案",), "项", "ngos.unfiled", width=12),
)
_EXACT = ("projects", "begun", "amount", "people", "unfiled")


def rows(period: Period) -> Sequence[Row]:
    """The whole by kind, by filing, by risk and by country."""
    codes = [code for code in indicator_by_id("ngos.projects").at(period).split("country") if code]
    return [
        Row("total", "总计", strong=True),
        Row("by_kind", "按合作方式", heading=True),
        *(Row(f"kind:{kind}", kind, 1, {"kind": kind}) for kind in KINDS),
        Row("by_filing", "按登记（备案）", heading=True),
        *(Row(f"filing:{state}", state, 1, {"filing": state}) for state in FILINGS),
        Row("by_risk", "按风险等级", heading=True),
        *(Row(f"risk:{risk}", risk, 1, {"risk": risk}) for risk in RISKS),
        Row("risk:none", "未归类（风险等级未填）", 1, {"risk": None}, if_any=True),
        Row("by_country", "按国别（地区）", heading=True),
        *(Row(f"country:{code}", show_country(code), 1, {"country": code})
          for code in sorted(codes, key=lambda code: code in HMT)),
        Row("country:none", "未归类（国家、地区未填）", 1, {"country": None}, if_any=True),
    ]


def notes(period: Period) -> Sequence[tuple[str, Source]]:
    """Donations, which other forms ask for by themselves."""

    def donated(id: str) -> Source:
        return indicator_by_id(id).at(period, kind=DONATION)

    return (("接受境外捐赠（项）", donated("ngos.projects")), ("捐赠金额（元）", donated("ngos.amount")))


def _filed(filled: FilledForm) -> tuple[bool, str]:
    """无备案号而有资金→红."""
    wrong = [record.title for record in unfiled_with_money(filled.period)]
    return not wrong, f"有资金而没有登记（备案）号：{'、'.join(wrong)}" if wrong else "有资金的都有登记（备案）号或不适用"


def _approved(filled: FilledForm) -> tuple[bool, str]:
    bare = [r.title for r in under_way(filled.period)
            if not r.approval_no and not r.approved_on
            and "approval_no" not in (r.inapplicable or ())]
    return not bare, f"没有审批文号和日期：{'、'.join(bare)}" if bare else "各项目都有审批"


def _converted(filled: FilledForm) -> tuple[bool, str]:
    """原币×汇率＝人民币, but for the rounding of a rate (half a per cent)."""
    wrong = [
        r.title for r in under_way(filled.period)
        if r.original_amount and r.rate and r.amount is not None
        and abs(float(r.original_amount) * float(r.rate) - float(r.amount)) > float(r.amount) / 200
    ]
    return not wrong, f"原币金额×汇率与人民币金额不符：{'、'.join(wrong)}" if wrong else "折算相符"


def _projects(filled: FilledForm) -> list[NgoActivity]:
    return list(under_way(filled.period).order_by(NgoActivity.begins_on, NgoActivity.id))


PROJECTS = listing(
    "项目明细", NgoActivity,
    (
        of("ngo_name", width=24), of("ngo_foreign_name", width=26), of("body_kind", width=11),
        of("country", width=9), of("kind", width=11), of("title", "合作内容（项目）", 22),
        of("begins_on", width=11), of("ends_on", width=11), of("department", width=17),
        of("people", "涉及师生", 8), of("supervisor", "业务主管单位", 14), of("risk", "风险", 6),
    ),
    records=_projects, note="统计期内在进行的合作项目、活动和捐赠；跨年项目各年都列。",
)

MONEY = listing(
    "资金、审批和备案", NgoActivity,
    (
        of("ngo_name", width=24), of("title", "合作内容（项目）", 22), of("amount", "金额（人民币元）", 13),
        of("currency", "原币", 8), of("original_amount", width=11), of("rate", width=7),
        of("approval_no", width=18), of("approved_on", width=11), of("filing_no", width=20),
        of("filed_on", width=11),
        computed("登记（备案）", 13, from_sql(NgoActivity, lambda _period: filing_sql())),
        of("report_filed_on", "总结报告", 11),
    ),
    records=_projects, note="金额只计在项目开始的一年；登记（备案）号标为不适用的另按国家有关规定办理。",
)

FORM = AnnualForm(
    code="F20",
    lead=(LeadColumn("项目", 32),),
    columns=lambda _period: COLUMNS,
    rows=rows,
    notes=notes,
    scope="国（境）外",
    checks=(
        *(RowsAddUp(f"总计＝{label}之和", "total", (f"{key}:*",), _EXACT)
          for key, label in (("kind", "各合作方式"), ("filing", "登记（备案）各类"), ("risk", "各风险等级"),
                             ("country", "各国家（地区）"))),
        RowsAddUp("家数不大于各合作方式之和", "total", ("kind:*",), ("bodies",), overlapping=True),
        ColumnWithin("家数不大于项目数", "bodies", "projects"),
        ColumnWithin("新开展不大于项目数", "begun", "projects"),
        Rule("有资金的都已登记（备案）", _filed),
        Rule("原币、汇率与人民币相符", _converted, "警"),
        Rule("各项目都有审批", _approved, "警"),
    ),
    details=(PROJECTS, MONEY),
)
