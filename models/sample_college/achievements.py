"""国际影响 of the sample college: programmes, sites abroad, adopted standards, posts and awards."""

from __future__ import annotations

from datetime import date
from random import Random

from models.entities.achievements import (
    Adoption,
    CompetitionAward,
    JointProgramme,
    OverseasPost,
    OverseasSite,
)
from models.partial_date import OPEN_ENDED, Day, PartialDate, earliest
from models.sample_college import programmes
from models.sample_college.maker import Maker, does_not_apply, fill, some_day
from models.sample_college.places import ENTERPRISES

_STANDARDS = ("轨道运营服务课程标准", "数控加工课程标准", "电商运营课程标准", "护理技术课程标准", "物流管理课程标准")
_COUNTRIES = ("THA", "LAO", "KHM", "IDN", "ETH", "KEN", "KAZ", "MYS")


def make(maker: Maker) -> None:
    """Everything the 国际影响表 counts besides people on the move."""
    taught, sites = _programmes(), _sites()
    maker.keep([*taught, *sites, *_adoptions(), *_posts(maker), *_awards()])
    maker.keep(programmes.lines(taught, sites))
    chance = maker.chance("achievements")
    maker.keep(_more(chance, number) for number in range(maker.extras(3)))


def _programmes() -> list[JointProgramme]:
    made = [
        JointProgramme(
            title="与英国河谷示例学院合作举办旅游管理专业高等专科教育项目", partner_name="英国河谷示例学院",
            country="GBR", programme="旅游管理", programme_code="540101",
            approval_no="PDE00GB0A00000000N",
            approved_on=date(2022, 4, 20), recruits_from=date(2022, 9, 1),
            recruits_until=date(2027, 8, 31),
            yearly_quota=90, student_count=246,
        ),
        JointProgramme(
            title="与澳大利亚南岸示例学院合作举办软件技术专业高等专科教育项目", partner_name="澳大利亚南岸示例学院",
            country="AUS", programme="软件技术", programme_code="510203", approved_on=date(2024, 5, 16),
            recruits_from=PartialDate(2024, 9), recruits_until=PartialDate(2029), yearly_quota=60,
            student_count=118,
        ),
        # 内地与港澳合作: the same major again, and never a foreign partner.
        JointProgramme(
            title="与香港海港示例专业教育学院合作举办旅游管理专业项目", partner_name="香港海港示例专业教育学院",
            country="HKG", programme="旅游管理", recruits_from=date(2023, 9, 1), yearly_quota=40,
            student_count=76,
        ),
    ]
    for number, each in enumerate(made, 1):
        fill(each, kind="项目", address="示例省澜港市示例路1号", approver="示例省教育厅", level="高等专科",
             years=3, recruitment="统招", sessions=4, certificates="中方专科学历证书、外方课程证书",
             approval_no=f"示例办学〔2023〕{number}号", approved_on=date(2023, 4, 12),
             approval_valid_until=date(2029, 12, 31), agreement_valid_until=date(2028, 8, 31))
    return made


def _sites() -> list[OverseasSite]:
    made = [
        OverseasSite(
            title="老挝铁道鲁班工坊（示例）", kind="鲁班工坊", country="LAO", host="老挝南塔示例铁道学院",
            enterprise=ENTERPRISES[2], opened_on=date(2023, 5, 20), programmes="铁道交通运营管理、机电一体化技术",
            student_count=84, trained=210, training_person_days=1890,
        ),
        OverseasSite(
            title="泰国跨境电商丝路学院（示例）", kind="丝路学院", country="THA", host="泰国湄南示例技术学院",
            enterprise=ENTERPRISES[1], opened_on=PartialDate(2024, 9), programmes="跨境电子商务",
            student_count=42, trained=65,
        ),
        OverseasSite(
            title="埃塞俄比亚培训中心（示例）", kind="培训中心", country="ETH", host="埃塞俄比亚示例职业学院",
            opened_on=date(2019, 6, 3), closed_on=date(2023, 11, 30), student_count=0,
        ),
    ]
    for number, each in enumerate(made, 1):
        fill(each, approval_no=f"示例境外办学备〔2023〕{number}号", years=3, graduates=0,
             teacher_days=40, investment=680000, trained=120, training_person_days=900)
    does_not_apply(made[-1], "programmes", "enterprise")
    return made


def _adoptions() -> list[Adoption]:
    """One standard adopted by two countries counts once."""
    rows: tuple[tuple[str, str, str, str | None, Day, int | None], ...] = (
        ("专业标准", "铁道交通运营管理专业标准", "LAO", "老挝南塔示例铁道学院", date(2023, 6, 15), 120),
        ("专业标准", "铁道交通运营管理专业标准", "THA", "泰国湄南示例技术学院", date(2024, 8, 20), 60),
        ("课程标准", "列车运行控制课程标准", "LAO", "老挝南塔示例铁道学院", date(2023, 6, 15), 120),
        ("课程标准", "跨境电商运营课程标准", "THA", "泰国湄南示例技术学院", PartialDate(2024, 10), 45),
        ("教学资源", "《铁道概论》双语教材", "LAO", "老挝南塔示例铁道学院", date(2024, 3, 1), 90),
        ("教学资源", "数控加工在线课程", "ETH", "埃塞俄比亚示例职业学院", date(2025, 4, 10), 70),
        ("教学装备", "列车驾驶模拟实训台", "LAO", "老挝南塔示例铁道学院", date(2024, 11, 5), 84),
        ("课程标准", "智能仓储课程标准", "MYS", None, PartialDate(2025, 6), None),
    )
    return [
        Adoption(kind=kind, title=title, country=country, adopted_by=by, adopted_on=day,
                 foreign_students=students, achievement_no=f"CG{place:03d}",
                 certified_by="境外教育主管部门（示例）" if by else None,
                 certified_on=date(earliest(day).year, 12, 10) if by else None,
                 use_kind="整体采用" if kind.endswith("标准") else "教学使用",
                 collected_on=date(earliest(day).year + 1, 9, 20) if by else None,
                 evidence="采用证明原件存外事部门" if by else None)
        for place, (kind, title, country, by, day, students) in enumerate(rows, 1)
    ]


def _posts(maker: Maker) -> list[OverseasPost]:
    """One teacher with two posts counts once; one term has ended."""
    return [
        OverseasPost(staff_member=maker.staff["111"], organisation="亚洲轨道职业教育协会（示例）",
                     country="SGP", post="理事", serves_from=date(2022, 1, 1),
                     serves_until=date(2026, 12, 31), organisation_level="区域",
                     approved_on=date(2021, 12, 6)),
        OverseasPost(staff_member=maker.staff["111"], organisation="国际职教标准研究会（示例）",
                     country="DEU", post="专家委员", serves_from=date(2024, 3, 1),
                     serves_until=OPEN_ENDED, organisation_level="国际",
                     approved_on=date(2024, 1, 15)),
        OverseasPost(staff_member=maker.staff["105"], organisation="东盟制造技能联盟（示例）",
                     country="THA", post="副主席", serves_from=PartialDate(2021),
                     serves_until=date(2023, 12, 31), organisation_level="区域"),
    ]


def _awards() -> list[CompetitionAward]:
    rows = (
        ("金砖国家职业技能大赛（示例）", "数控铣", "二等奖", "ZAF", date(2023, 9, 15), "钟承志"),
        ("东盟技能邀请赛（示例）", "工业机器人", "一等奖", "THA", date(2024, 10, 18), "郝一鸣、江磊"),
        ("东盟技能邀请赛（示例）", "物流单证", "三等奖", "THA", date(2024, 10, 18), "孟洁"),
        ("海峡两岸暨港澳技能赛（示例）", "软件测试", "一等奖", "MAC", date(2025, 11, 6), "任弘文"),
        ("国际旅游服务技能赛（示例）", "导游服务", "二等奖", "MYS", PartialDate(2025, 8), "唐采薇"),
    )
    return [
        CompetitionAward(competition=name, event=event, award=award, country=country,
                         awarded_on=day, winners=winners, teachers="陈立群、郭思源",
                         organiser="大赛组委会（示例）",
                         level="国际" if "国际" in name or "金砖" in name else "区域")
        for name, event, award, country, day, winners in rows
    ]


def _more(chance: Random, number: int) -> Adoption:
    return Adoption(
        kind="课程标准", title=f"{chance.choice(_STANDARDS)}({number + 1})",
        country=chance.choice(_COUNTRIES),
        adopted_by="示例采用院校", adopted_on=some_day(chance, date(2023, 1, 9), date(2025, 12, 5)),
        foreign_students=chance.randrange(20, 120),
    )
