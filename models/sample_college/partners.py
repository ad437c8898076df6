"""合作院校 and 协议 of the sample college: valid, expired, expiring, renewed and without an end."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from models.entities.partner_alias import PartnerAlias
from models.entities.partner_school import Agreement, PartnerContact, PartnerSchool
from models.partial_date import OPEN_ENDED, Day, PartialDate
from models.sample_college.maker import Maker, does_not_apply, fill, some_day, years_later
from models.sample_college.places import OFFICE

_SCHOOLS = (
    # Chinese name, foreign name, country, city, kind, sister school
    ("韩国岭东示例大学", "Yeongdong Example University", "KOR", "釜山", "大学", True),
    ("日本南纪示例短期大学", "Nanki Example Junior College", "JPN", "和歌山", "短期大学", True),
    ("泰国湄南示例技术学院", "Menam Example Technical College", "THA", "曼谷", "职业院校", False),
    ("老挝南塔示例铁道学院", "Namtha Example Railway College", "LAO", "万象", "职业院校", False),
    ("德国莱茵示例工业学校", "Beispiel-Berufskolleg Rheinland", "DEU", "科隆", "职业院校", False),
    ("英国河谷示例学院", "Rivervale Example College", "GBR", "利兹", "继续教育学院", False),
    ("法国卢瓦尔示例酒店学校", "École hôtelière exemple de la Loire", "FRA", "图尔", "职业院校", False),
    ("马来西亚海峡示例理工学院", "Politeknik Contoh Selat", "MYS", "马六甲", "理工学院", False),
    ("新加坡湾畔示例理工学院", "Bayfront Example Polytechnic", "SGP", "新加坡", "理工学院", False),
    ("埃塞俄比亚示例职业学院", "Example TVET College Ethiopia", "ETH", "亚的斯亚贝巴", "职业院校", False),
    ("澳大利亚南岸示例学院", "South Bank Example Institute", "AUS", "墨尔本", "理工学院", False),
    ("印度尼西亚爪哇示例职业高中联盟", "Aliansi SMK Contoh Jawa", "IDN", "泗水", "教育机构", False),
    ("香港海港示例专业教育学院", "Harbour Example Institute", "HKG", "香港", "职业院校", True),
    ("澳门莲花示例旅游学院", "Instituto Exemplo de Turismo Lótus", "MAC", "澳门", "大学", True),
    ("台湾玉山示例科技大学", "Yushan Example University of Science", "TWN", "台中", "大学", True),
)
_COUNTRIES = ("KOR", "THA", "VNM", "MYS", "IDN", "RUS", "KAZ", "KEN", "POL", "ESP", "BRA", "PHL")
_KINDS = (("备忘录", "合作备忘录"), ("学生交换", "学生交换协议"), ("框架协议", "校际合作框架协议"),
          ("教师交流", "师资交流协议"), ("实习基地", "海外实习基地协议"))


def make(maker: Maker) -> None:
    """The schools, then their agreements."""
    chance = maker.chance("partners")
    schools = [
        PartnerSchool(
            name=name, foreign_name=foreign, country=country, city=city, kind=kind,
            is_sister_school=sister, related_since=PartialDate(2012 + place % 9),
            website=f"https://school{place + 1}.invalid",
        )
        for place, (name, foreign, country, city, kind, sister) in enumerate(_SCHOOLS)
    ]
    schools += [_school(chance, number) for number in range(maker.extras(3))]
    for school in schools:
        fill(school, address="境外地址（示例）", level="职业教育，双方专业相近")
    schools.append(PartnerSchool(name="待核实示例培训机构", remarks="名片信息，国别待补"))
    maker.keep(schools)
    maker.keep(
        PartnerContact(
            partner=school, name=f"联络人{place + 1}（示例）", position="国际交流部主任",
            email=f"office{place + 1}@school.invalid", language="英语",
            phone=f"000-555-{place + 101}",
        )
        for place, school in enumerate(schools[:len(_SCHOOLS)])
    )
    maker.keep(
        PartnerAlias(partner=schools[place], words=words, learned_on=date(2024, 3, 6))
        for place, words in ((0, "岭东示例大"), (3, "南塔示例铁道学校"), (12, "海港示例专教院"))
    )
    maker.partners = schools
    agreements = [*_known(maker), *_more(maker, chance)]
    for agreement in agreements:
        _complete(agreement)
    maker.keep(agreements)


def _complete(agreement: Agreement) -> None:
    """How an agreement was reviewed, authorised, signed and filed; not while it is being signed."""
    day = agreement.signed_on
    if not isinstance(day, date):
        return
    fill(
        agreement, scope="相关专业，每年不超过10人", money_terms="对等互免学费，其余费用自理",
        governing_law="友好协商；协商不成的提交被告所在地法院", department=OFFICE,
        foreign_title="Agreement of Cooperation (Example)", effective_on=day,
        notice_days=90, foreign_signatory="对方校长", signed_at="澜港", languages="中文、英文，同等有效",
        signatory="周正远", approved_on=day - timedelta(days=14),
        filed_on=day + timedelta(days=20), archive_no=f"WS{day:%Y%m%d}",
    )
    if agreement.agreement_no != "XY2025-01":  # R-AGR-01: signed without a lawyer's opinion
        fill(agreement, legal_reviewed_on=day - timedelta(days=21))
    if agreement.level == "院级":
        fill(agreement, authorised_on=day - timedelta(days=10))
    else:
        does_not_apply(agreement, "authorised_on")


def _school(chance: Random, number: int) -> PartnerSchool:
    return PartnerSchool(
        name=f"示例合作职业学院第{number + 1}所", foreign_name=f"Example Partner College No. {number + 1}",
        country=chance.choice(_COUNTRIES), kind="职业院校", is_sister_school=False,
    )


def _known(maker: Maker) -> list[Agreement]:
    """Each school's agreements; titles carry the words from which kinds are inferred."""
    rows: tuple[tuple[int, str | None, str, str, Day, Day | None, dict[str, Any]], ...] = (
        # school, number, title, kind, signed, until, further fields
        (0, "XY2015-01", "校际交流协议", "框架协议", date(2015, 10, 20), date(2025, 10, 19),
         {"auto_renewed": True, "content": "学生交换、专升本"}),
        (0, "XY2025-02", "学生交换协议", "学生交换", date(2025, 4, 17), date(2030, 4, 16),
         {"renews": True, "content": "每年互派交换生5名，互免学费"}),
        (1, "XY2012-01", "友好院校协议", "姊妹校", date(2012, 6, 1), OPEN_ENDED, {"content": "师生互访"}),
        (2, "XY2023-01", "职业教育合作备忘录", "备忘录", date(2023, 5, 18), date(2026, 5, 17), {}),
        (2, "XY2020-01", "实习基地协议", "实习基地", date(2020, 9, 1), date(2023, 8, 31), {}),
        (3, "XY2023-02", "铁道专业联合培养协议", "联合培养", date(2023, 5, 20),
         maker.today + timedelta(days=52), {"content": "“1+2”联合培养铁道运营人才"}),
        (4, "XY2024-01", "教师交流协议", "教师交流", date(2024, 3, 12), date(2027, 3, 11), {}),
        (5, "XY2024-02", "中外合作办学意向书", "合作办学", date(2024, 6, 19), date(2029, 6, 18), {}),
        (6, "XY2024-03", "学分互认协议", "学分互认", date(2024, 6, 24), date(2029, 6, 23), {}),
        (7, "XY2024-04", "框架协议", "框架协议", date(2024, 12, 30), date(2029, 12, 29), {}),
        (8, "XY2019-02", "合作备忘录", "备忘录", date(2019, 11, 8), date(2024, 11, 7), {}),
        (9, "XY2025-01", "技能培训合作备忘录", "备忘录", date(2025, 3, 25), date(2028, 3, 24), {}),
        (10, "XY2021-01", "框架协议", "框架协议", date(2021, 5, 22), date(2026, 5, 21),
         {"terminated_on": date(2024, 9, 30), "remarks": "对方专业调整，双方同意提前终止"}),
        (12, "XY2023-03", "姊妹学校协议", "姊妹校", date(2023, 9, 19), OPEN_ENDED, {}),
        (13, "XY2023-04", "师资培训协议", "教师交流", date(2023, 11, 14), date(2026, 11, 13), {}),
        (14, "XY2018-03", "校际交流协议", "框架协议", date(2018, 11, 5), date(2023, 11, 4), {}),
        (11, None, "合作备忘录", "备忘录", PartialDate(2025, 9), None, {"remarks": "原件尚在对方签署"}),
    )
    return [
        Agreement(
            partner=maker.partners[school], agreement_no=number, title=title, kind=kind,
            signed_on=signed, valid_until=until, signatory="周正远", level="校级", copies=2,
            **{"renews": False, "auto_renewed": False, "content": "人员往来、课程开发", **more},
        )
        for school, number, title, kind, signed, until, more in rows
    ]


def _more(maker: Maker, chance: Random) -> list[Agreement]:
    made = []
    for number in range(maker.extras(4)):
        kind, title = chance.choice(_KINDS)
        signed = some_day(chance, date(2019, 3, 1), date(2025, 11, 28))
        made.append(Agreement(
            partner=chance.choice(maker.partners[:-1]),
            agreement_no=f"YX{signed.year}-{number + 101}",
            title=title, kind=kind, signed_on=signed, valid_until=years_later(signed, 5),
            level="校级" if number % 4 else "院级",
            content=f"由{OFFICE}归口管理", copies=2, renews=False,
        ))
    return made
