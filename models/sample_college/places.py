"""Words of the invented college: its departments, programmes and the firms it works with."""

from __future__ import annotations

from dataclasses import dataclass

OFFICE = "国际合作与交流处"
DEPARTMENTS = (
    "外语学院", "旅游与酒店管理学院", "智能制造学院", "信息工程学院", "健康与护理学院", "现代物流学院",
    "轨道交通学院", "经济管理学院",
)
ENTERPRISES = ("澜港重工集团（示例）", "澜港跨境物流有限公司（示例）", "远澜轨道装备公司（示例）")


@dataclass(frozen=True)
class Programme:
    """A major: its name, code in the catalogue, English name and department."""

    name: str
    code: str
    english: str
    department: str


PROGRAMMES = (
    Programme("旅游管理", "540101", "Tourism Management", "旅游与酒店管理学院"),
    Programme("酒店管理与数字化运营", "540106", "Hotel Management and Digital Operation", "旅游与酒店管理学院"),
    Programme("机电一体化技术", "460301", "Mechatronics Technology", "智能制造学院"),
    Programme("数控技术", "460103", "Numerical Control Technology", "智能制造学院"),
    Programme("软件技术", "510203", "Software Technology", "信息工程学院"),
    Programme("计算机网络技术", "510202", "Computer Network Technology", "信息工程学院"),
    Programme("护理", "520201", "Nursing", "健康与护理学院"),
    Programme("现代物流管理", "530802", "Modern Logistics Management", "现代物流学院"),
    Programme("铁道交通运营管理", "500112", "Railway Operation Management", "轨道交通学院"),
    Programme("跨境电子商务", "530702", "Cross-border E-commerce", "经济管理学院"),
)
CHINESE_COURSE = Programme("汉语言（进修）", "", "Chinese Language Programme", "外语学院")


def programme(name: str) -> Programme:
    """One major by its name; LookupError when the college does not teach it."""
    for entry in (*PROGRAMMES, CHINESE_COURSE):
        if entry.name == name:
            return entry
    raise LookupError(name)
