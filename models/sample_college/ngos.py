"""境外非政府组织 of the sample college: five sorts of cooperation, three of them not in order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.entities.ngo_activity import NgoActivity
from models.sample_college.maker import Maker, does_not_apply
from models.sample_college.places import OFFICE


def make(maker: Maker) -> None:
    """A donation in order and one never filed, an activity in time and one late, joint research."""
    donation = NgoActivity(
        ngo_name="亚洲职业技能基金会（示例）", ngo_foreign_name="Asia Skills Foundation (Example)",
        country="SGP", body_kind="基金会", kind="接受捐赠", title="护理实训设备捐赠",
        content="捐赠护理模拟人 4 套，用于实训教学。", place="澜港市", begins_on=date(2024, 5, 8),
        ends_on=date(2024, 12, 31), department="健康与护理学院", people=180, amount=214800,
        currency="美元", original_amount=30000, rate=7.16, approved_on=date(2024, 4, 15),
        approval_no="澜职外〔2024〕18号", filing_no="示例捐备〔2024〕6号", filed_on=date(2024, 4, 22),
        report_filed_on=date(2025, 1, 16), **_usual(),
    )
    in_time = NgoActivity(
        ngo_name="湄公青年发展协会（示例）", ngo_foreign_name="Mekong Youth Association (Example)",
        country="THA", body_kind="社会团体", kind="临时活动", title="湄公河青年技能营",
        content="两周短期交流，企业参观与技能体验。", place="澜港市", begins_on=date(2024, 7, 8),
        ends_on=date(2024, 7, 19), department="经济管理学院", people=24, amount=36000,
        currency="人民币", approved_on=date(2024, 5, 20), approval_no="澜职外〔2024〕22号",
        filed_on=date(2024, 6, 12), filing_no="示例临备〔2024〕31号",
        report_filed_on=date(2024, 8, 9), **_usual(),
    )
    late = NgoActivity(  # R-NGO-02: about to begin, and not filed
        ngo_name="绿色交通倡议组织（示例）", ngo_foreign_name="Green Mobility Initiative (Example)",
        country="DEU", body_kind="智库", kind="临时活动", title="绿色交通公开课",
        content="三场公开课，面向轨道交通专业学生。", place="澜港市", begins_on=maker.today + timedelta(days=5),
        ends_on=maker.today + timedelta(days=25), department="轨道交通学院", people=150, amount=12000,
        currency="人民币", approved_on=maker.today - timedelta(days=12), approval_no="澜职外〔2025〕15号",
        **{**_usual(), "risk": "中", "archived_on": None},
    )
    research = NgoActivity(
        ngo_name="国际焊接技术学会（示例）", ngo_foreign_name="Welding Society (Example)", country="GBR",
        body_kind="科研学术组织", kind="合作项目", title="焊接工艺联合研究", content="联合编写实训手册。",
        place="澜港市", begins_on=date(2025, 9, 1), ends_on=date(2026, 8, 31),
        department="智能制造学院", people=12, amount=80000, currency="英镑", original_amount=8600,
        rate=9.3, approved_on=date(2025, 7, 14), approval_no="澜职外〔2025〕24号",
        remarks="科研学术组织，按国家有关规定办理，不适用临时活动备案", **{**_usual(), "archived_on": None},
    )
    does_not_apply(research, "filed_on", "filing_no", "report_filed_on")
    unfiled = NgoActivity(  # R-NGO-04, and red in F20: money came, and nothing was filed
        ngo_name="南洋华文教育促进会（示例）", ngo_foreign_name="Nanyang Education Society (Example)",
        country="MYS", body_kind="社会团体", kind="接受捐赠", title="汉语桥图书捐赠",
        content="捐赠图书和阅读设备，用于国际学生阅览室。", place="澜港市", begins_on=date(2025, 4, 10),
        ends_on=date(2025, 10, 31), department="外语学院", people=60, amount=46500, currency="马来西亚林吉特",
        original_amount=30000, rate=1.55, approved_on=date(2025, 3, 26),
        approval_no="澜职外〔2025〕9号", **{**_usual(), "risk": "中", "archived_on": None},
    )
    maker.keep([donation, in_time, late, research, unfiled])


def _usual() -> dict[str, Any]:
    return {
        "legal_representative": "组织负责人（示例）", "leader": "沈慕云",
        "chinese_partner": f"示例：澜港职业技术学院{OFFICE}", "supervisor": "示例省教育厅", "risk": "低",
        "archived_on": date(2025, 9, 30),
    }
