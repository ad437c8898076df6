"""教职工 of the sample college, and the travel papers that the office keeps for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from models.entities.staff_member import StaffMember, StaffTravelDocument
from models.sample_college import staff_lines
from models.sample_college.maker import Maker, some_day, years_later
from models.sample_college.names import chinese_name, filled, id_number, phone
from models.sample_college.places import DEPARTMENTS, OFFICE

_KNOWN = (
    # number, name, sex, department, position, title, level, born
    ("101", "周正远", "男", "校领导", "校长", "教授", "厅局级", "1967-03-14"),
    ("102", "沈慕云", "女", "校领导", "副校长", "教授", "厅局级", "1970-11-02"),
    ("103", "韩子墨", "男", OFFICE, "处长", "副教授", "处级", "1976-05-21"),
    ("104", "林若溪", "女", OFFICE, "外事专员", "助理研究员", "科级", "1989-08-09"),
    ("105", "王䶮", "男", "智能制造学院", "院长", "教授", "处级", "1974-01-17"),
    ("106", "李㛃", "女", "外语学院", "教师", "副教授", "处级以下", "1984-06-30"),
    ("107", "陈立群", "男", "信息工程学院", "教研室主任", "副教授", "处级以下", "1982-12-05"),
    ("108", "郭思源", "男", "智能制造学院", "教师", "讲师", "处级以下", "1990-02-26"),
    ("109", "何静怡", "女", "旅游与酒店管理学院", "副院长", "副教授", "处级", "1979-09-18"),
    ("110", "单雨霏", "女", "健康与护理学院", "教师", "讲师", "处级以下", "1991-04-11"),
    ("111", "仇伯年", "男", "轨道交通学院", "教师", "教授", "处级以下", "1968-07-23"),
    ("112", "尉迟晓峰", "男", "现代物流学院", "教研室主任", "副教授", "处级以下", "1983-10-08"),
    ("113", "欧阳书琴", "女", "财务处", "科长", "会计师", "科级", "1980-03-03"),
    ("114", "曾令仪", "女", "教务处", "处长", "教授", "处级", "1975-12-19"),
    # Two people of one name: only department and number tell them apart.
    ("115", "李静", "女", "外语学院", "教师", "讲师", "处级以下", "1987-05-15"),
    ("116", "李静", "女", "健康与护理学院", "副院长", "副教授", "处级", "1978-05-15"),
)
_TITLES = ("助教", "讲师", "讲师", "副教授", "副教授", "教授")


def make(maker: Maker) -> None:
    """Staff first: trips, trainings and posts need them."""
    chance = maker.chance("staff")
    members = [_known(chance, row) for row in _KNOWN]
    members.append(StaffMember(staff_no="117", name="万一鸣", sex="男"))  # 待补: just arrived
    members += [_teacher(chance, 200 + index) for index in range(maker.extras(22))]
    for member in members:
        staff_lines.complete(member)
    maker.keep(members)
    maker.staff = {str(member.staff_no): member for member in members}
    papers = list(_papers(maker, chance))
    maker.passports = {
        str(paper.staff_member.staff_no): paper for paper in papers
        if paper.kind == "因公普通护照" and paper.state in ("在库", "借出")
    }
    maker.keep(papers)
    maker.keep(staff_lines.families(maker))


def _known(chance: Random, row: tuple[str, ...]) -> StaffMember:
    number, name, sex, department, position, title, level, born_text = row
    born = date.fromisoformat(born_text)
    teaches = department in DEPARTMENTS
    return StaffMember(
        staff_no=number, name=name, sex=sex, department=department, position=position,
        title=title, level=level, person_kind="事业", is_full_time_teacher=teaches,
        is_school_leader=level == "厅局级", born_on=born, political_status="中共党员",
        id_no=id_number(chance, born, sex), phone=phone(chance), secrecy_level="非涉密",
    )


def _teacher(chance: Random, number: int) -> StaffMember:
    sex = chance.choice("男女")
    born = some_day(chance, date(1966, 1, 1), date(1996, 12, 31))
    return StaffMember(
        staff_no=str(number), name=chinese_name(chance, sex), sex=sex,
        department=chance.choice(DEPARTMENTS), position="教师", title=chance.choice(_TITLES),
        level="处级以下", person_kind="事业", is_full_time_teacher=True, is_school_leader=False,
        born_on=born, political_status=chance.choice(("中共党员", "群众", "民盟盟员")),
        id_no=id_number(chance, born, sex), phone=phone(chance), secrecy_level="非涉密",
    )


def _papers(maker: Maker, chance: Random) -> Iterator[StaffTravelDocument]:
    soon = maker.today + timedelta(days=75)
    for place, member in enumerate(maker.staff.values()):
        if place >= len(_KNOWN) and place % 3:
            continue
        until = soon if place == 5 else some_day(chance, date(2027, 1, 1), date(2030, 6, 30))
        issued = date(until.year - 5, until.month, min(until.day, 28))
        yield StaffTravelDocument(
            staff_member=member, kind="因公普通护照", number=filled(chance, "PE#######"),
            issued_on=issued, valid_until=until, issuer="示例省外事办公室", state="在库",
            category="五年期",
            taken_on=date(2025, 3, 3), due_on=date(2025, 3, 21), handed_in_on=date(2025, 3, 19),
        )
        if place in (1, 2, 8):
            issued = some_day(chance, date(2022, 1, 4), date(2022, 12, 20))
            yield StaffTravelDocument(
                staff_member=member, kind="因公往来港澳通行证", number=filled(chance, "DC#######"),
                issued_on=issued, valid_until=years_later(issued, 5), state="在库",
                issuer="示例省外事办公室",
            )
    yield from _troubled_papers(maker, chance)


def _troubled_papers(maker: Maker, chance: Random) -> Iterator[StaffTravelDocument]:
    """One that was not handed back, one cancelled, one lost, and a Taiwan permit."""
    yield StaffTravelDocument(
        staff_member=maker.staff["112"], kind="因公普通护照", number=filled(chance, "PE#######"),
        issued_on=date(2023, 4, 10), valid_until=date(2028, 4, 9), issuer="示例省外事办公室",
        state="借出", taken_on=date(2025, 10, 9), due_on=date(2025, 10, 29),
        remarks="出访已回国，证照尚未交还",
    )
    yield StaffTravelDocument(
        staff_member=maker.staff["111"], kind="因公普通护照", number=filled(chance, "PE#######"),
        issued_on=date(2018, 5, 8), valid_until=date(2023, 5, 7), state="注销",
        issuer="示例省外事办公室",
    )
    yield StaffTravelDocument(
        staff_member=maker.staff["110"], kind="因公普通护照", number=filled(chance, "PE#######"),
        issued_on=date(2021, 9, 6), valid_until=date(2026, 9, 5), state="遗失",
        issuer="示例省外事办公室", remarks="2024年6月在境外遗失，已报注销",
    )
    yield StaffTravelDocument(
        staff_member=maker.staff["109"], kind="大陆居民往来台湾通行证",
        number=filled(chance, "L########"), issued_on=date(2024, 9, 2),
        valid_until=date(2029, 9, 1), issuer="示例省出入境管理局", state="在库",
        taken_on=date(2024, 11, 1), due_on=date(2024, 11, 22), handed_in_on=date(2024, 11, 19),
    )
