"""课程成绩 of some students of the sample college: an exchange term, and a whole 专科 of six terms."""

from __future__ import annotations

from collections.abc import Iterator

from models.entities.international_student import CourseScore, InternationalStudent

_EXCHANGE = (
    ("中级汉语综合", "Intermediate Chinese", "GJ1203", "必修", 64, 4.0, "91"),
    ("中国旅游地理", "Tourism Geography of China", "LY2104", "必修", 48, 3.0, "88"),
    ("导游业务", "Tour Guide Practice", "LY2206", "必修", 48, 3.0, "85"),
    ("旅行社经营管理", "Travel Agency Management", "LY2211", "选修", 32, 2.0, "79"),
    ("中国茶艺", "Chinese Tea Art", "GX3108", "选修", 32, 2.0, "良好"),
    ("景区服务实训", "Scenic Area Service Training", "SX2302", "实践", 32, 2.0, "合格"),
)
_TERMS = (
    "2022-2023 学年第一学期", "2022-2023 学年第二学期", "2023-2024 学年第一学期",
    "2023-2024 学年第二学期", "2024-2025 学年第一学期", "2024-2025 学年第二学期",
)
_DEGREE = (
    (("初级汉语综合", "Elementary Chinese"), ("初级汉语听说", "Elementary Chinese Listening and Speaking"),
     ("中国概况", "Introduction to China"), ("铁道概论", "Introduction to Railways"),
     ("计算机应用基础", "Fundamentals of Computer Application")),
    (("中级汉语综合", "Intermediate Chinese"), ("中级汉语写作", "Intermediate Chinese Writing"),
     ("铁道运输设备", "Railway Transport Equipment"), ("安全与应急", "Safety and Emergency Response"),
     ("认识实习", "Orientation Practice")),
    (("铁路行车组织", "Railway Traffic Organization"), ("铁路客运组织", "Railway Passenger Transport"),
     ("铁路信号与通信", "Railway Signalling and Communication"), ("体育", "Physical Education"),
     ("专业汉语", "Chinese for Railway Operations")),
    (("铁路货运组织", "Railway Freight Transport"), ("接发列车作业", "Train Reception and Departure"),
     ("车站作业计划与统计", "Station Operation Planning and Statistics"),
     ("运输安全管理", "Transport Safety Management"), ("调车实训", "Shunting Training")),
    (("城市轨道交通运营管理", "Urban Rail Transit Operation and Management"),
     ("客运服务礼仪", "Service Etiquette for Passenger Transport"),
     ("铁路法规", "Railway Laws and Regulations"), ("综合实训", "Comprehensive Training")),
    (("岗位实习", "Internship"), ("毕业设计", "Graduation Project")),
)


def lines(by_number: dict[str, InternationalStudent]) -> Iterator[CourseScore]:
    """The scores of three exchange students and of one who has graduated; by student number."""
    for number, term in (
        ("J24001", "2024-2025 学年第一学期"), ("J24002", "2023-2024 学年第二学期"),
        ("J25001", "2025-2026 学年第一学期"),
    ):
        for course, english, code, kind, hours, credits, score in _EXCHANGE:
            yield CourseScore(
                student=by_number[number], term=term, course=course, course_en=english,
                course_code=code, course_kind=kind, hours=hours, credits=credits, score=score,
            )
    yield from _whole_study(by_number["L22001"])


def _whole_study(student: InternationalStudent) -> Iterator[CourseScore]:
    for place, (term, courses) in enumerate(zip(_TERMS, _DEGREE, strict=True)):
        for index, (course, english) in enumerate(courses):
            practice = course.endswith(("实习", "实训", "设计"))
            hours = (320 if place == 5 else 32) if practice else 48 + 16 * (index % 2)
            yield CourseScore(
                student=student, term=term, course=course, course_en=english,
                course_code=f"TD{place + 1}{index + 1:03d}",
                course_kind="实践" if practice else "选修" if course == "体育" else "必修",
                hours=hours, credits=hours / (32 if practice else 16),
                score="良好" if practice else str(72 + (place * 7 + index * 11) % 25),
            )
