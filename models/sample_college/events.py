"""涉外活动 of the sample college: lectures, forums, conferences and trainings of three years."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from models.entities.event import Event, Participant, Speaker
from models.partial_date import PartialDate
from models.sample_college.maker import YEARS, Maker, fill, some_day, working_day
from models.sample_college.names import foreign_name
from models.sample_college.places import OFFICE

_ROWS = (
    # title, kind, begins, days, audience, foreign audience, speakers' countries
    ("职业教育质量保障的国际经验", "讲座", "2023-04-20", 1, 120, 0, ("IRL",)),
    ("因公出国（境）管理业务培训", "外事培训", "2023-03-09", 1, 4, 0, ()),
    ("澜港—湄公河职业教育论坛", "论坛", "2023-10-26", 2, 150, 22, ("THA", "LAO")),
    ("双元制课程开发工作坊", "讲座", "2024-03-12", 2, 60, 0, ("DEU",)),
    ("外国人来华工作许可业务培训", "外事培训", "2024-06-13", 1, 3, 0, ()),
    ("智能制造职业教育国际研讨会", "国际会议", "2024-10-17", 2, 180, 36, ("DEU", "SGP", "MYS")),
    ("专业教师外语能力提升班（第二期）", "外语培训", "2024-04-01", 60, 20, 0, ("GBR",)),
    ("韩国旅游业人才培养", "讲座", "2024-11-21", 1, 150, 0, ("KOR",)),
    ("国际学生管理干部培训", "外事培训", "2025-04-24", 2, 5, 0, ()),
    ("护理专业教学方法", "讲座", "2025-05-15", 1, 90, 0, ("MAC",)),
    ("外方教师来校访学（第一批）", "访学进修", "2025-09-08", 40, 3, 3, ("THA", "THA", "IDN")),
    ("海外安全与领事保护专题讲座", "外事培训", "2025-12-04", 1, 60, 0, ()),
)
_TOPICS = ("跨境电商实务", "旅游服务质量", "绿色物流", "工业机器人应用", "老年护理", "轨道运营安全", "数字化教学设计")
_FROM = ("KOR", "JPN", "DEU", "GBR", "MYS", "THA", "AUS", "FRA", "SGP", "RUS")


def make(maker: Maker) -> None:
    """The events, then who spoke and who attended."""
    chance = maker.chance("events")
    rows = [(_known(row), row[6]) for row in _ROWS]
    for index in range(maker.extras(6)):
        rows.append((_lecture(chance, YEARS[index % 3]), (chance.choice(_FROM),)))
    rows.append((Event(title="国际化办学专题研讨", kind="其他", held_on=PartialDate(2025, 11)), ()))
    for event, _ in rows:
        _complete(event)
    maker.keep(event for event, _ in rows)
    maker.keep(
        _speaker(chance, event, country) for event, countries in rows for country in countries
    )
    maker.keep(_participants(maker, [event for event, _ in rows]))


def _known(row: tuple[str, str, str, int, int, int, tuple[str, ...]]) -> Event:
    title, kind, begins, days, audience, foreign, _ = row
    day = date.fromisoformat(begins)
    return Event(
        title=title, kind=kind, held_on=day, ends_on=day + timedelta(days=days - 1),
        host_unit="示例省教育厅" if kind == "外事培训" else OFFICE, place="图书馆报告厅",
        audience=audience, foreign_audience=foreign, approved_on=day - timedelta(days=21),
        is_online=False, topic=f"围绕“{title}”开展交流。",
    )


def _complete(event: Event) -> None:
    """Approval and archive of an event whose day is known; more about a conference."""
    day = event.held_on
    if event.title == "护理专业教学方法":
        event.topic = None  # R-EVT-02: a speaker from outside the mainland, and no summary
    if not isinstance(day, date):
        return
    fill(
        event, place="图书馆报告厅", audience_scope="本校师生，不对校外开放", recorded=True,
        in_the_news=event.kind != "讲座", foreign_partner="无",
        applied_on=day - timedelta(days=35), reported_to_police=True,
        approval_no=f"澜职活〔{day:%Y}〕{day:%m%d}号", funding="学校经费", foreign_funded=False,
        archived_on=day + timedelta(days=30), platform="会议软件（示例）" if event.is_online else None,
    )
    if event.kind in ("国际会议", "论坛"):
        fill(
            event, foreign_title="Example Forum on Vocational Education",
            co_host="澜港市教育局（示例）", foreign_countries=4 if event.kind == "国际会议" else 2,
            background="落实学校国际合作计划，交流专业教学标准。", leader="沈慕云", languages="中文、英文，交替传译",
        )
    if event.kind == "国际会议":
        fill(event, conference_kind="国际会议", conference_no=f"GJHY{day:%Y}-01")


def _lecture(chance: Random, year: int) -> Event:
    day = working_day(some_day(chance, date(year, 3, 1), date(year, 12, 12)))
    return Event(
        title=f"{chance.choice(_TOPICS)}专题讲座", kind="讲座", held_on=day, ends_on=day,
        topic="专题讲授与答疑，讲稿经外事部门审核。", host_unit=OFFICE, audience=chance.randrange(40, 160, 5),
        foreign_audience=0,
        approved_on=day - timedelta(days=16), is_online=chance.random() < 0.3,
    )


def _speaker(chance: Random, event: Event, country: str) -> Speaker:
    sex = chance.choice("男女")
    name = foreign_name(chance, country, sex)
    return Speaker(
        event=event, name=name.with_comma(), nationality=country, unit="示例合作院校",
        position="教师", is_teacher=event.kind != "论坛", sex=sex, topic=event.title,
        hours=2 if event.kind == "讲座" else 8, degree="硕士", specialty="职业教育课程开发",
        profile="从事职业教育教学二十年，编写专业教材两部，主持课程开发项目三项。",
        earlier_visits="无", honorarium=2400, travel_paid_by="外方",
    )


def _participants(maker: Maker, events: list[Event]) -> list[Participant]:
    """The foreign-affairs staff at each training; some go every time (人 and 人次 differ)."""
    everybody = list(maker.staff.values())
    made = []
    for place, event in enumerate(events):
        if event.kind == "外事培训":
            numbers = ("103", "104") if place % 2 else ("104", "114", "109")
            made += [Participant(event=event, staff_member=maker.staff[n]) for n in numbers]
        if event.kind == "外语培训":
            made += [Participant(event=event, staff_member=m) for m in everybody[5:12]]
    return made
