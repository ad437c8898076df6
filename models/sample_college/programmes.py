"""Students and courses of the joint programmes, and each year of the sites abroad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.entities.achievements import (
    JointProgramme,
    OverseasSite,
    ProgrammeCount,
    ProgrammeCourse,
    SiteCount,
)
from models.entity import Entity
from models.partial_date import PartialDate

_COUNTS = (
    # students, recruited and graduated by 1 September of three years; the last is the present one
    ((2023, 171, 88, 0), (2024, 252, 86, 0), (2025, 246, 84, 85)),
    ((2024, 59, 59, 0), (2025, 118, 60, 0)),
    ((2023, 38, 38, 0), (2024, 76, 39, 0), (2025, 76, 38, 36)),
)
_COURSES = (
    (  # every third is reached: brought in, core, taught by the partner, hours
        ("思想道德与法治", "公共", "中方开设", 48, 0), ("大学英语", "公共", "共同开发", 128, 48),
        ("旅游学概论", "专业基础", "引进外方", 48, 32), ("旅游地理", "专业基础", "中方开设", 48, 0),
        ("服务管理", "专业核心", "引进外方", 64, 64), ("旅游营销", "专业核心", "引进外方", 64, 64),
        ("旅行社运营", "专业核心", "共同开发", 64, 32), ("导游业务", "专业核心", "中方开设", 64, 0),
        ("会展策划", "选修", "引进外方", 32, 32), ("专业综合实训", "实践", "共同开发", 96, 48),
    ),
    (  # only two of eight are brought in: less than a third
        ("形势与政策", "公共", "中方开设", 32, 0), ("职场英语", "公共", "共同开发", 96, 32),
        ("程序设计基础", "专业基础", "中方开设", 64, 0), ("数据库", "专业基础", "中方开设", 64, 0),
        ("网络应用开发", "专业核心", "引进外方", 64, 32), ("移动应用开发", "专业核心", "中方开设", 64, 0),
        ("软件测试", "专业核心", "引进外方", 48, 16), ("毕业项目", "实践", "其他", 96, 0),
    ),
    (
        ("职业素养", "公共", "中方开设", 32, 0), ("湾区旅游实务", "专业核心", "引进外方", 64, 64),
        ("酒店运营", "专业核心", "共同开发", 64, 32),
    ),
)
_SITES: tuple[tuple[tuple[date | PartialDate, int, int, int, int, int], ...], ...] = (
    # day, students, trained, person-days of training, teachers sent, their days
    ((date(2023, 9, 1), 30, 40, 360, 2, 20), (date(2024, 9, 1), 58, 80, 720, 2, 20),
     (date(2025, 9, 1), 84, 90, 810, 3, 30)),
    ((PartialDate(2024, 12), 18, 25, 250, 1, 12), (date(2025, 9, 1), 42, 40, 400, 2, 20)),
    ((date(2023, 9, 1), 0, 22, 132, 0, 0),),
)


def lines(programmes: list[JointProgramme], sites: list[OverseasSite]) -> Iterator[Entity]:
    """Everything below the hand-written programmes and sites, in their order."""
    for programme, counts in zip(programmes, _COUNTS, strict=True):
        for year, students, recruited, graduated in counts:
            yield ProgrammeCount(
                programme=programme, counted_on=date(year, 9, 1), student_count=students,
                recruited=recruited, graduated=graduated,
            )
    for programme, courses in zip(programmes, _COURSES, strict=True):
        for title, kind, origin, hours, foreign in courses:
            yield ProgrammeCourse(
                programme=programme, title=title, kind=kind, origin=origin, hours=hours,
                taught_by_partner=foreign > 0, partner_hours=foreign,
            )
    for site, years in zip(sites, _SITES, strict=True):
        for day, students, trained, days, teachers, teacher_days in years:
            yield SiteCount(
                site=site, counted_on=day, student_count=students, trained=trained,
                training_person_days=days, teachers_sent=teachers, teacher_days=teacher_days,
            )
