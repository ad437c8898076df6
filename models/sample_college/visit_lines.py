"""来华邀请函 and 涉外礼品 of the sample college, and the steps of each visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.entities.inbound_visit import InboundVisit, Invitation
from models.entities.ngo_activity import Gift
from models.sample_college.maker import Maker, does_not_apply, fill
from models.sample_college.names import foreign_name, passport_number

_LATE = "泰国湄南示例技术学院"
"""Reported only twelve days before the guests came."""
_EARLY = "世界职业院校联盟考察团"
"""Invited before anybody had approved it."""


def complete(maker: Maker, visit: InboundVisit) -> None:
    """What was asked for and when; guests from within the country need no approval."""
    arrived = visit.arrived_on
    if visit.country is None or not isinstance(arrived, date):
        return
    left = visit.left_on if isinstance(visit.left_on, date) else arrived
    guests = int(visit.head_count or 0)
    fill(visit, funding="外事接待经费", cost=guests * 320, venue="行政楼第一会议室",
         companions="韩子墨、林若溪", minutes_on=left + timedelta(days=3),
         archived_on=left + timedelta(days=30))
    fill(visit, background=_background(visit), itinerary=_itinerary(visit, arrived, left))
    if visit.country == "CHN":
        does_not_apply(visit, "invited_on", "applied_on", "approved_on")
        fill(visit, needs_visa=False)
        return
    lead = 12 if visit.title == _LATE else 66
    applied = arrived - timedelta(days=lead)
    approved = applied + timedelta(days=5)
    early = timedelta(days=-9 if visit.title == _EARLY else 2)
    chance = maker.chance(f"leader of {visit.title}")
    fill(
        visit, applied_on=applied, approved_on=approved, invited_on=approved + early,
        needs_visa=visit.country not in ("HKG", "MAC", "TWN", "SGP", "MYS", "THA"),
        reported_to_police=True,
        leader_name=foreign_name(chance, visit.country, "男").with_comma(),
        leader_position="团长",
    )


def _background(visit: InboundVisit) -> str:
    return f"{visit.body_kind or '来访单位'}，与我校有业务往来；不属于敏感单位。"


def _itinerary(visit: InboundVisit, arrived: date, left: date) -> str:
    """Day by day: the talks first, the departure last."""
    days = (left - arrived).days + 1
    said = [f"{arrived.month}月{arrived.day}日上午 抵校，会谈（{visit.purpose}），参观实训中心"]
    for ahead in range(1, days):
        day = arrived + timedelta(days=ahead)
        words = "小结、离校" if ahead == days - 1 else "与专业教师座谈，考察合作企业"
        said.append(f"{day.month}月{day.day}日 {words}")
    return "；".join(said) + "。"


_ENGLISH = {
    "续签学生交换项目": "renewal of the student exchange programme",
    "签署教师交流协议": "signing of a faculty exchange agreement",
    "联合培养方案论证": "review of a joint training programme",
    "技能培训合作备忘录签署": "signing of a memorandum on skills training",
    "联合教研": "joint teaching research", "鲁班工坊建设磋商": "consultation on a training workshop",
    "来校授课两周": "two weeks of guest teaching",
}

_INVITED = (
    # visit, country, unit, position, purpose, arrives, days, cities, who pays, visa
    ("韩国岭东示例大学代表团", "KOR", "国际交流处", "处长", "续签学生交换项目", "2023-03-28", 2, "澜港", "双方分担", "F"),
    ("德国莱茵示例工业学校", "DEU", "机电系", "主任", "签署教师交流协议", "2024-03-11", 3, "澜港", "我方", "F"),
    ("老挝南塔示例铁道学院", "LAO", "校长办公室", "副校长", "联合培养方案论证", "2024-06-12", 4, "澜港", "双方分担", "F"),
    ("埃塞俄比亚教育部代表团", "ETH", "职业教育司", "司长", "技能培训合作备忘录签署", "2025-03-24", 2, "澜港、省城",
     "外方", "F"),
    ("埃塞俄比亚教育部代表团", "ETH", "职业教育司", "处长", "技能培训合作备忘录签署", "2025-03-24", 2, "澜港、省城",
     "外方", "F"),
    (_EARLY, "SGP", "联盟秘书处", "秘书长", "联合教研", "2025-06-18", 2, "澜港", "外方", "其他"),
    (_LATE, "THA", "国际合作部", "主任", "鲁班工坊建设磋商", "2025-10-29", 3, "澜港", None, "F"),
    (None, "GBR", "旅游系", "高级讲师", "来校授课两周", "2025-11-10", 14, "澜港", "我方", "F"),
)


def invitations(maker: Maker) -> list[Invitation]:
    """One letter each; one lacks the passport and who pays (R-INV-03), one waits for approval."""
    chance, made = maker.chance("invitations"), []
    for number, row in enumerate(_INVITED, 1):
        title, country, unit, position, purpose, arrives, days, cities, pays, visa = row
        day, visit = date.fromisoformat(arrives), maker.visits.get(title or "")
        facts: dict[str, Any] = {
            "applied_on": day - timedelta(days=60), "approved_on": day - timedelta(days=50),
            "invited_on": day - timedelta(days=48), "valid_until": day + timedelta(days=42),
        }
        if visit is not None:
            facts |= {name: getattr(visit, name)
                      for name in ("applied_on", "approved_on", "invited_on")}
        made.append(Invitation(
            letter_no=f"澜职外邀〔{day.year}〕{number}号", visit=visit,
            sex="女" if number % 3 == 0 else "男", born_on=date(1965 + number, 3, 10 + number),
            invitee=foreign_name(chance, country, "女" if number % 3 == 0 else "男").with_comma(),
            nationality=country, unit=f"{title or '英国河谷示例学院'}{unit}", position=position,
            passport_no=None if pays is None else passport_number(chance, country),
            purpose=purpose, arrives_on=day, leaves_on=day + timedelta(days=days - 1),
            cities=cities, cost_borne_by=pays, visa_kind=visa, purpose_en=_ENGLISH[purpose],
            relation="合作院校人员" if visit is not None else "受聘短期授课教师", entries="一次",
            host_unit="示例：澜港职业技术学院", **facts,
        ))
    soon = maker.today + timedelta(days=75)
    made.append(Invitation(
        invitee=foreign_name(chance, "VNM", "女").with_comma(), sex="女", nationality="VNM",
        passport_no=passport_number(chance, "VNM"), unit="越南红河示例学院", position="副校长",
        purpose="商谈短期研修项目", arrives_on=soon, leaves_on=soon + timedelta(days=3), cities="澜港",
        cost_borne_by="双方分担", visa_kind="F", purpose_en="talks on short-term study programmes",
        relation="拟合作院校人员", entries="一次", host_unit="示例：澜港职业技术学院",
        applied_on=maker.today - timedelta(days=4),
        invited_on=maker.today - timedelta(days=1),  # R-INV-02b: sent before it was approved
        remarks="待批",
    ))
    return made


_GIFTS = (
    # direction, what, day, how many, each, to or from whom, country, visit, handed in, became
    ("赠出", "学校纪念册", "2023-03-28", 4, 86, "韩国岭东示例大学", "KOR", "韩国岭东示例大学代表团", None, "已消耗"),
    ("受赠", "漆器果盘", "2023-06-07", 1, 260, "泰国职业教育委员会", "THA", "泰国职业教育委员会代表团",
     "2023-06-20", "上交"),
    ("受赠", "校旗", "2023-10-11", 1, 60, "香港海港示例专业教育学院", "HKG", "香港海港示例专业教育学院",
     "2023-10-12", "陈列"),
    ("赠出", "学生手工瓷盘", "2024-03-11", 3, 150, "德国莱茵示例工业学校", "DEU", "德国莱茵示例工业学校", None, "已消耗"),
    ("受赠", "钢笔", "2024-03-11", 2, 180, "德国莱茵示例工业学校", "DEU", "德国莱茵示例工业学校", None, "留用"),
    # R-GIF-01: worth more than 200 yuan and not handed in after a month; then one too dear.
    ("受赠", "银质摆件", "2025-06-18", 1, 680, "世界职业院校联盟", "SGP", _EARLY, None, None),
    ("赠出", "刺绣屏风", "2025-03-24", 1, 360, "埃塞俄比亚教育部", "ETH", "埃塞俄比亚教育部代表团", None, "已消耗"),
    ("赠出", "茶礼盒", "2025-04-16", 6, 98, "韩国岭东示例大学", "KOR", None, None, "已消耗"),
)


def gifts(maker: Maker) -> list[Gift]:
    """What was given and received at the visits and on one trip."""
    trip = next(t for t in maker.trips if t.title == "赴韩国学生交换项目签约团")
    return [
        Gift(
            direction=direction, title=title, happened_on=date.fromisoformat(day),
            quantity=quantity, unit_value=value, party=party, country=country,
            occasion="会谈结束时互赠", visit=maker.visits.get(visit or ""),
            trip=trip if visit is None else None, handled_by="林若溪",
            handed_in_on=date.fromisoformat(handed) if handed else None, disposal=disposal,
            approved=True if direction == "赠出" else None,
            source="公物" if direction == "赠出" else None,
        )
        for direction, title, day, quantity, value, party, country, visit, handed, disposal
        in _GIFTS
    ]
