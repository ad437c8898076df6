"""来访 of the sample college: from abroad, 港澳台 and within the country; some guests named."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from models.entities.inbound_visit import InboundVisit, Visitor
from models.sample_college import visit_lines
from models.sample_college.maker import YEARS, Maker, some_day, working_day
from models.sample_college.names import foreign_name, passport_number
from models.sample_college.places import DEPARTMENTS, OFFICE

_ROWS = (
    # title, country, body, arrived, stay in days, guests, purpose, kind, leader met, agreements
    ("韩国岭东示例大学代表团", "KOR", "院校", "2023-03-28", 2, 4, "续签学生交换项目", "友好访问", True, 0),
    ("日本国驻示例城市领事馆官员", "JPN", "驻华使领馆", "2023-04-19", 1, 2, "留学说明会", "友好访问", False, 0),
    ("泰国职业教育委员会代表团", "THA", "政府", "2023-06-07", 2, 6, "职业教育合作洽谈", "友好访问", True, 1),
    ("香港海港示例专业教育学院", "HKG", "院校", "2023-10-11", 3, 5, "姊妹学校签约回访", "友好访问", True, 0),
    ("国内兄弟院校考察团", "CHN", "院校", "2023-11-02", 1, 9, "国际化办学经验交流", "其他", False, 0),
    ("德国莱茵示例工业学校", "DEU", "院校", "2024-03-11", 3, 3, "签署教师交流协议", "科研合作", True, 1),
    ("联合国教科文组织相关机构代表", "FRA", "国际组织", "2024-04-23", 1, 2, "职教数字化调研", "科研合作", True, 0),
    ("老挝南塔示例铁道学院", "LAO", "院校", "2024-06-12", 4, 5, "联合培养方案论证", "科研合作", False, 0),
    ("台湾玉山示例科技大学", "TWN", "院校", "2024-09-25", 3, 4, "师生技能交流", "友好访问", False, 0),
    ("马来西亚企业联合会", "MYS", "企业", "2024-11-06", 1, 7, "订单培养洽谈", "其他", False, 0),
    ("埃塞俄比亚教育部代表团", "ETH", "政府", "2025-03-24", 2, 5, "技能培训合作备忘录签署", "友好访问", True, 1),
    ("澳门莲花示例旅游学院", "MAC", "院校", "2025-05-14", 2, 3, "师资培训项目", "学术讲座", False, 0),
    ("世界职业院校联盟考察团", "SGP", "国际组织", "2025-06-18", 2, 4, "联合教研", "科研合作", True, 0),
    ("省内高职院校外事干部交流组", "CHN", "院校", "2025-09-17", 1, 12, "外事管理交流", "其他", False, 0),
    ("泰国湄南示例技术学院", "THA", "院校", "2025-10-29", 3, 5, "鲁班工坊建设磋商", "科研合作", True, 0),
)
_SENT_BY = {"埃塞俄比亚教育部代表团": "埃塞俄比亚示例职业学院"}
"""Visit → the partner behind it."""
_MORE = (
    ("KOR", "院校", "交换生项目洽谈"), ("JPN", "企业", "护理人才合作"), ("VNM", "院校", "短期研修项目洽谈"),
    ("IDN", "教育机构", "课程标准推介"), ("KAZ", "政府", "职业教育考察"), ("GBR", "院校", "合作办学洽谈"),
    ("RUS", "院校", "语言生项目洽谈"), ("KEN", "社会组织", "技能培训"), ("HKG", "院校", "学生交流"),
    ("MYS", "院校", "师资培训"), ("CHN", "院校", "经验交流"),
)


def make(maker: Maker) -> None:
    """The visits, then the guests whose names were handed in."""
    chance = maker.chance("visits")
    visits = [_known(row) for row in _ROWS]
    visits += [_by_chance(chance, YEARS[index % 3]) for index in range(maker.extras(9))]
    visits.append(InboundVisit(title="法国驻华机构教育专员", arrived_on=date(2025, 12, 9),
                               remarks="人数与类别待接待部门报送"))
    for visit in visits:
        visit_lines.complete(maker, visit)
        if visit.title in _SENT_BY:  # the delegation's own name does not tell which partner it is
            visit.partner = next(p for p in maker.partners if p.name == _SENT_BY[visit.title])
    maker.keep(visits)
    maker.visits = {str(visit.title): visit for visit in visits}
    maker.keep(_guests(chance, visits))
    maker.keep(visit_lines.invitations(maker))
    maker.keep(visit_lines.gifts(maker))


def _known(row: tuple[str, str, str, str, int, int, str, str, bool, int]) -> InboundVisit:
    title, country, body, arrived, days, guests, purpose, kind, met, agreements = row
    day = date.fromisoformat(arrived)
    return InboundVisit(
        title=title, country=country, body_kind=body, arrived_on=day,
        left_on=day + timedelta(days=days - 1), head_count=guests, purpose=purpose,
        purpose_kind=kind, department=OFFICE, reception_level="校级", is_high_level=body == "政府",
        met_by_leader=met, agreements_signed=agreements, intentions=1 if met else 0,
        reported_to=country != "CHN", outcome="双方商定下一步工作清单。" if met else None,
        leader_position="团长" if met and country == "CHN" else None,
    )


def _by_chance(chance: Random, year: int) -> InboundVisit:
    country, body, purpose = chance.choice(_MORE)
    day = working_day(some_day(chance, date(year, 2, 25), date(year, 12, 10)))
    guests = "国内院校" if country == "CHN" else foreign_name(chance, country, "男").plain()
    return InboundVisit(
        title=f"{guests}一行", country=country, body_kind=body, arrived_on=day, left_on=day,
        head_count=chance.randint(1, 8), purpose=purpose, purpose_kind="友好访问",
        department=chance.choice(DEPARTMENTS), reception_level="院级", is_high_level=False,
        met_by_leader=False, reported_to=True, intentions=chance.randint(0, 1),
    )


def _guests(chance: Random, visits: list[InboundVisit]) -> list[Visitor]:
    """Complete lists for some delegations; two of them mix nationalities."""
    lists = {
        "韩国岭东示例大学代表团": ("KOR", "KOR", "KOR", "KOR"),
        "老挝南塔示例铁道学院": ("LAO", "LAO", "LAO", "LAO", "THA"),
        "世界职业院校联盟考察团": ("SGP", "MYS", "IDN", "HKG"),
        "埃塞俄比亚教育部代表团": ("ETH", "ETH", "ETH", "ETH", "KEN"),
        "台湾玉山示例科技大学": ("TWN", "TWN", "TWN", "TWN"),
    }
    made = []
    for visit in visits:
        for place, country in enumerate(lists.get(str(visit.title), ())):
            sex = "女" if place % 2 else "男"
            name = foreign_name(chance, country, sex)
            made.append(Visitor(
                visit=visit, name=name.with_comma(), sex=sex, nationality=country,
                position="团长" if place == 0 else "团员",
                passport_no=passport_number(chance, country),
            ))
    return made
