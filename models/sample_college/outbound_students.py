"""派出学生 of the sample college: every kind of programme, long and short, 港澳台 included."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from models.entities.outbound_student import CreditTransfer, OutboundStudent, Placement
from models.partial_date import Day, PartialDate, earliest, latest
from models.sample_college.maker import LAST_DAY, Maker, does_not_apply, fill, some_day
from models.sample_college.names import chinese_name, id_number, phone
from models.sample_college.places import ENTERPRISES, PROGRAMMES, programme

Person = tuple[OutboundStudent, list[Placement]]

_HOSTS = (
    ("KOR", "韩国岭东示例大学"), ("JPN", "日本南纪示例短期大学"), ("THA", "泰国湄南示例技术学院"),
    ("MYS", "马来西亚海峡示例理工学院"), ("SGP", "新加坡湾畔示例理工学院"), ("DEU", "德国莱茵示例工业学校"),
    ("GBR", "英国河谷示例学院"), ("HKG", "香港海港示例专业教育学院"), ("MAC", "澳门莲花示例旅游学院"),
)


def make(maker: Maker) -> None:
    """The students, then their stays abroad."""
    chance = maker.chance("outbound students")
    people = [_known(chance, *row) for row in _rows()]
    people += [_by_chance(chance, index) for index in range(maker.extras(12))]
    people.append((OutboundStudent(name="覃望舒", remarks="报名表未交"), [
        Placement(programme_kind="短期研修", departed_on=PartialDate(2025, 7)),
    ]))
    maker.keep(student for student, _ in people)
    for place, (student, stays) in enumerate(people):
        for stay in stays:
            stay.student = student
            if student.programme is not None:
                _complete(stay, place)
    maker.keep(stay for _, stays in people for stay in stays)
    maker.keep(
        line for student, stays in people
        if any(stay.credits_recognised for stay in stays)
        for line in _credits(student, stays[0])
    )


def _stay(
    kind: str, place: int, start: Day, end: Day | None, **more: Any
) -> Placement:
    country, host = _HOSTS[place]
    usual = {"country": country, "host_name": host, "funding": "自费"}
    return Placement(
        programme_kind=kind, departed_on=start, returned_on=end, **{**usual, **more},
    )


def _rows() -> list[tuple[str, str, str, list[Placement]]]:
    """Name, sex, major, stays: the cases that decide numbers."""
    autumn = {year: date(year, 9, 2) for year in (2023, 2024, 2025)}
    recognised = {"funding": "学校资助", "credits_recognised": True, "amount": 8000}
    outgoing = {"serves_outgoing_enterprise": True, "enterprise": ENTERPRISES[0]}
    taiwan = {"country": "TWN", "host_name": "台湾玉山示例科技大学"}
    return [
        ("唐采薇", "女", "旅游管理", [_stay("交换", 0, autumn[2023], date(2023, 12, 20), **recognised),
                               _stay("升学", 0, autumn[2024], date(2026, 8, 31))]),
        ("冯俊杰", "男", "跨境电子商务", [_stay("交换", 0, autumn[2024], date(2024, 12, 20), **recognised)]),
        ("许清扬", "女", "跨境电子商务", [_stay("交换", 0, autumn[2025], date(2025, 12, 19), **recognised)]),
        # 92 days: counts as three months and more.
        ("彭天佑", "男", "现代物流管理", [_stay("实习", 3, date(2025, 3, 1), date(2025, 5, 31), **outgoing)]),
        ("卢泽宇", "男", "机电一体化技术", [_stay("实习", 2, date(2024, 7, 8), date(2024, 12, 27), **outgoing,
                                     funding="单位公派")]),
        # All costs borne abroad: 自费 in the statistics of students who left to study.
        ("蔡嘉禾", "女", "护理", [_stay("双学位/联合培养", 5, PartialDate(2024, 9), PartialDate(2025, 8),
                                funding="外方资助", amount=90000)]),
        ("魏国栋", "男", "软件技术", [_stay("双学位/联合培养", 4, autumn[2025], date(2026, 8, 28),
                                    funding="国家公派")]),
        ("余知夏", "女", "酒店管理与数字化运营", [_stay("短期研修", 4, date(2024, 7, 15), date(2024, 7, 28))]),
        ("钟承志", "男", "数控技术", [_stay("竞赛", 5, date(2023, 9, 11), date(2023, 9, 17), funding="学校资助",
                                    amount=26000)]),
        ("任弘文", "男", "软件技术", [_stay("竞赛", 8, date(2025, 11, 3), date(2025, 11, 7), funding="学校资助",
                                    amount=6000)]),
        ("方乐怡", "女", "旅游管理", [_stay("短期研修", 7, date(2024, 10, 21), date(2024, 10, 27),
                                    funding="学校资助", amount=4500)]),
        ("石映雪", "女", "旅游管理", [_stay("短期研修", 0, date(2024, 11, 11), date(2024, 11, 17), **taiwan)]),
        ("谭云帆", "男", "计算机网络技术", [_stay("线上", 6, date(2023, 3, 6), date(2023, 5, 26),
                                       remarks="线上课程，未出境")]),
        ("邹凌霜", "女", "护理", [_stay("升学", 1, PartialDate(2025, 4), None, remarks="返回时间待定")]),
        # Over New Year: days belong to two years.
        ("秦瑞霖", "男", "跨境电子商务", [_stay("实习", 3, date(2024, 12, 9), date(2025, 2, 21),
                                  funding="单位公派")]),
    ]


def _known(chance: Random, name: str, sex: str, major: str, stays: list[Placement]) -> Person:
    earliest = min(str(stay.departed_on)[:4] for stay in stays)
    number = f"{int(earliest) - 1}{chance.randrange(10000, 99999)}"
    return _student(chance, name, sex, major, number), stays


def _student(chance: Random, name: str, sex: str, major: str, number: str) -> OutboundStudent:
    born = some_day(chance, date(2002, 9, 1), date(2006, 8, 31))
    return OutboundStudent(
        born_on=born, passport_no=f"E{int(number) % 100_000_000:08d}", name=name, sex=sex,
        student_no=number, programme=major,
        department=programme(major).department, grade=f"{number[:4]}级1班",
        id_no=id_number(chance, born, sex), phone=phone(chance), parent="家长（示例）",
        parent_phone=phone(chance), ethnicity="壮族" if int(number) % 5 == 0 else "汉族",
        political_status="共青团员" if int(number) % 3 else "群众",
        foreign_language=f"CET-4 {425 + int(number) % 120} 分",
        grade_point=round(2.8 + int(number) % 18 / 15, 2),
        home_address=f"示例省示例市示例县示例路{int(number) % 300 + 1}号",
    )


def _complete(stay: Placement, place: int) -> None:
    """What is asked for before a student leaves, and the report on coming back."""
    start, end = earliest(stay.departed_on), stay.returned_on
    if stay.programme_kind == "线上":
        does_not_apply(stay, "insurance_no", "insurance_until", "parent_consent_on", "pledge_on")
    else:
        fill(stay, parent_consent_on=start - timedelta(days=45),
             pledge_on=start - timedelta(days=20), insurance_until=end,
             insurance_no=f"BX{start:%y%m}{place:05d}" if end else None)
    if stay.programme_kind == "升学":
        fill(stay, level="本科")
    fill(stay, level="专科" if stay.programme_kind in ("交换", "双学位/联合培养") else "非学历",
         approved_on=start - timedelta(days=30), fees_paid=True, failed_courses=0)
    if end is not None and latest(end) <= LAST_DAY:
        fill(stay, reported_on=latest(end) + timedelta(days=6))


_COURSES = (
    # abroad: course, hours, credits, grade; here: course, code, hours, credits, grade
    ("Intercultural Communication", 32, 2.0, "A", "跨文化交际", "GG2101", 32, 2.0, "90"),
    ("Service Management", 48, 3.0, "B+", "服务管理", "ZY2203", 48, 3.0, "85"),
    ("Field Practice", 32, 2.0, "A", "专业综合实训", "SX2301", 32, 2.0, "92"),
    ("Introduction to Marketing", 56, 3.5, "B", "市场营销", "ZY2105", 64, 4.0, "80"),
)


def _credits(student: OutboundStudent, stay: Placement) -> list[CreditTransfer]:
    """Three courses in full, one in part; one student's list holds what must not be in it."""
    applied = latest(stay.returned_on) + timedelta(days=12) if stay.returned_on else None
    made = [
        CreditTransfer(
            student=student, host_course=row[0], host_hours=row[1], host_credits=row[2],
            host_grade=row[3], own_course=row[4], own_course_code=row[5], own_hours=row[6],
            own_kind={"GG": "选修", "SX": "实践"}.get(row[5][:2], "必修"),
            own_credits=row[7], own_grade=row[8], is_ideological=False, applied_on=applied,
            decision="部分认定" if row[6] > row[1] else "认定",
            reason="学时不足，补修 8 学时后认定" if row[6] > row[1] else "内容、学时相当",
        )
        for row in _COURSES
    ]
    if student.name == "许清扬":  # R-STU-12: a course of ideology set against one from abroad
        made.append(CreditTransfer(
            student=student, host_course="Asian Society and Culture", host_hours=30,
            host_credits=2.0, host_grade="A", own_course="思想道德与法治", own_course_code="SZ1001",
            own_hours=48, own_credits=3.0, own_grade="91", is_ideological=True,
            applied_on=applied, decision="认定",
        ))
    return made


def _by_chance(chance: Random, index: int) -> Person:
    sex = chance.choice("男女")
    year = chance.choice((2023, 2024, 2025))
    subject = chance.choice(PROGRAMMES)
    student = _student(chance, chinese_name(chance, sex), sex, subject.name,
                       f"{year - 1}0{index:05d}")
    kind, days = chance.choice((
        ("交换", 110), ("交换", 118), ("升学", 365), ("实习", 160), ("短期研修", 14), ("短期研修", 21),
        ("竞赛", 6),
    ))
    start = some_day(chance, date(year, 2, 20), date(year, 9, 10))
    return student, [_stay(
        kind, chance.randrange(len(_HOSTS)), start, start + timedelta(days=days),
        funding=chance.choice(("自费", "自费", "学校资助", "外方资助")),
        credits_recognised=True if kind == "交换" else None,
    )]
