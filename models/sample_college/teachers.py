"""外籍教师 of the sample college: the cases that decide numbers by hand, more by chance."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from models import partial_date
from models.entities.foreign_teacher import Engagement, Evaluation, ForeignTeacher, TeacherDocument
from models.entities.people import TRAVEL_PERMIT
from models.entity import Entity
from models.partial_date import Day, PartialDate
from models.sample_college import teacher_lines
from models.sample_college.maker import Maker, some_day, years_later
from models.sample_college.names import cultures, filled, foreign_name, passport_number, phone
from models.sample_college.places import programme

_ADDRESS = "澜港市示例路1号 专家公寓"
_ENGLISH = "英语口语、跨文化交际"
_COUNTRIES = ("GBR", "USA", "CAN", "AUS", "IRL", "ZAF", "KOR", "JPN", "RUS", "FRA", "DEU", "MYS",
              "PHL", "ESP")
_CRAFTS = ("机电一体化技术", "软件技术", "旅游管理", "护理", "现代物流管理")


def make(maker: Maker) -> None:
    """The teachers, then everything that hangs below them."""
    chance = maker.chance("teachers")
    people: list[tuple[ForeignTeacher, list[Entity]]] = [*_language(maker), *_professional(maker)]
    for _ in range(maker.extras(5)):
        people.append(_by_chance(chance))
    for teacher, below in people:
        teacher_lines.complete_teacher(maker, teacher, below)
    maker.keep(teacher for teacher, _ in people)
    lines: list[Entity] = []
    for place, (teacher, below) in enumerate(people):
        for line in below:
            setattr(line, "teacher", teacher)  # noqa: B010 - every kind of line has it
        engagements = [line for line in below if isinstance(line, Engagement)]
        papers = [*below, *_usual_papers(chance, teacher, engagements, below)]
        teacher_lines.complete_engagements(engagements)
        teacher_lines.complete_papers(papers, engagements)
        lines += papers
        lines += teacher_lines.lines(place, teacher, engagements)
        lines += _evaluations(chance, teacher, engagements)
        maker.engagements += engagements
    by_name = {str(teacher.passport_name).split(",")[0]: teacher for teacher, _ in people}
    maker.keep([*lines, *teacher_lines.special(by_name)])


def _teacher(
    name: str, country: str | None, sex: str | None, born: Day | None, **more: Any
) -> ForeignTeacher:
    return ForeignTeacher(
        passport_name=name, nationality=country, sex=sex, born_on=born,
        **{"address": _ADDRESS, "degree": "硕士", **more},
    )


def _engaged(start: Day, end: Day, courses: str, **more: Any) -> Engagement:
    """One contract; a language course in the foreign languages department unless said otherwise."""
    usual = {
        "department": "外语学院", "post": "语言教师", "subject_kind": "语言类", "full_time": "专职",
        "weekly_hours": 14, "monthly_pay": 9500, "pay_months": 12, "funding": "学校经费",
        "contract_no": f"WJ{partial_date.earliest(start):%Y%m}",
    }
    return Engagement(
        engaged_from=start, engaged_until=end, courses=courses, **{**usual, **more},
    )


def _paper(kind: str, number: str | None, until: date, **more: Any) -> TeacherDocument:
    issued = more.pop("issued_on", until - timedelta(days=365))
    return TeacherDocument(kind=kind, number=number, issued_on=issued, valid_until=until, **more)


def _language(maker: Maker) -> list[tuple[ForeignTeacher, list[Entity]]]:
    """Language teachers: three contracts, two passports, expiring papers, an early leaver."""
    today = maker.today
    return [
        (_teacher("HARGREAVES, JAMES EDWARD", "GBR", "男", date(1979, 6, 3), chinese_name="詹姆斯",
                  native_language="英语", degree_school="示例大学（英国）", degree_major="应用语言学",
                  teaching_certificate="TEFL 120 学时", phone="10012340001",
                  email="james@example.invalid", emergency_contact="HARGREAVES, ANNE（配偶）"),
         [_engaged(date(2022, 9, 1), date(2023, 8, 31), _ENGLISH, renewed="是"),
          _engaged(date(2023, 9, 1), date(2024, 8, 31), _ENGLISH, renewed="是", monthly_pay=10000),
          _engaged(date(2024, 9, 1), date(2027, 8, 31), f"{_ENGLISH}、英语写作", monthly_pay=11000),
          # The old passport stays beside the new one.
          _paper("护照", "533381240", date(2024, 5, 17), issued_on=date(2014, 5, 18)),
          _paper("护照", "561902277", date(2034, 3, 4), issued_on=date(2024, 3, 5)),
          _paper("居留许可", "99024001", today + timedelta(days=24)),
          _paper("工作许可", "990200240901001", today + timedelta(days=24), category="B")]),
        (_teacher("O'BRIEN, SIOBHÁN MARY", "IRL", "女", date(1986, 11, 24), degree="本科",
                  native_language="英语", birthplace="Galway", phone="10012340002",
                   outside_work="未经批准"),
         [_engaged(date(2024, 3, 1), date(2025, 2, 28), "英语听说", monthly_pay=9000, renewed="是"),
          _engaged(date(2025, 3, 1), date(2027, 2, 28), "英语听说", monthly_pay=9500),
          _paper("保险", "BX2025030017", today + timedelta(days=27)),
          _paper("工作许可", "990200240301002", today + timedelta(days=71), category="B")]),
        (_teacher("KIM, MINJUN", "KOR", "男", date(1974, 2, 8), chinese_name="金珉俊",
                  native_language="韩语"),
         [_engaged(date(2023, 3, 1), date(2024, 2, 29), "韩国语会话", monthly_pay=8000, renewed="是"),
          _engaged(date(2024, 3, 1), date(2026, 2, 28), "韩国语会话、韩国语写作", monthly_pay=8500)]),
        (_teacher("YAMAMOTO, SAKURA", "JPN", "女", date(1990, 4, 12), chinese_name="山本樱",
                  native_language="日语", degree="本科"),
         [_engaged(date(2024, 9, 1), date(2026, 2, 28), "日语口语", left_on=date(2025, 11, 28),
                   renewed="否", remarks="因家庭原因提前离任")]),
        (_teacher("LEFÈVRE, Chloé Anne", "FRA", "女", date(1988, 7, 19), chinese_name="克洛伊",
                  native_language="法语"),
         [_engaged(PartialDate(2024, 9), PartialDate(2025, 7), "法语听力、法语会话",
                   full_time="兼职", remarks="合同原件只写到月")]),
        (_teacher("SOKOLOVA, EKATERINA", "RUS", "女", PartialDate(1991), native_language="俄语"),
         [_engaged(date(2023, 2, 20), date(2024, 1, 19), "俄语会话", subject_kind=None,
                   remarks="教学类别待确认")]),
    ]


def _professional(maker: Maker) -> list[tuple[ForeignTeacher, list[Entity]]]:
    """Teachers of a trade, short stays, Hong Kong, and one whose file is nearly empty."""
    trade = {"subject_kind": "专业类", "post": "专业教师"}
    return [
        (_teacher("KÖNIG, FELIX MARTIN", "DEU", "男", date(1969, 10, 30), degree="博士",
                  chinese_name="柯尼希", native_language="德语", degree_major="机械工程"),
         [_engaged(date(2024, 10, 8), date(2024, 12, 6), "机电一体化技术", **trade, term="短期",
                   department="智能制造学院", full_time="兼职", monthly_pay=18000, pay_months=2,
                   funding="外方承担"),
          _engaged(date(2025, 10, 9), date(2025, 12, 5), "机电一体化技术", **trade,
                   department="智能制造学院", full_time="兼职", monthly_pay=18000, pay_months=2)]),
        (_teacher("ŠIMIĆ, MARKO", "HRV", "男", date(1983, 1, 25), degree="博士",
                  native_language="克罗地亚语"),
         [_engaged(date(2023, 9, 1), date(2025, 8, 31), "酒店管理与数字化运营", **trade,
                   department="旅游与酒店管理学院", monthly_pay=13000),
          _paper("工作许可", "990200230901007", date(2025, 8, 31), category="A")]),
        (_teacher("ONG, WEI JIAN", "MYS", "男", date(1985, 5, 6), chinese_name="王伟健"),
         [_engaged(date(2025, 3, 1), date(2027, 2, 28), "现代物流管理", **trade,
                   department="现代物流学院", monthly_pay=12000),
          _paper("居留许可", "99025003", maker.today + timedelta(days=83),
                 applied_on=date(2025, 4, 8)),
          _paper("工作许可", "990200250301009", date(2027, 2, 28), category="B",
                 issued_on=date(2025, 3, 1), post_on_permit="语言教师"),
          _paper("护照", "A58823107", maker.today + timedelta(days=160),
                 issued_on=maker.today - timedelta(days=1665))]),
        # 港澳台: a specialist, but neither foreign nor in need of a work permit.
        (_teacher("LEUNG, WING SHAN", "HKG", "女", date(1987, 12, 1), chinese_name="梁咏珊"),
         [_engaged(date(2024, 9, 1), date(2026, 8, 31), "护理", **trade, department="健康与护理学院",
                   monthly_pay=12000),
          _paper(TRAVEL_PERMIT, "H0990012301", date(2031, 6, 14), issued_on=date(2021, 6, 15))]),
        (_teacher("OKAFOR, CHINEDU", None, None, None, degree=None, remarks="材料未交齐"),
         [_engaged(date(2025, 9, 1), date(2026, 8, 31), "英语写作", monthly_pay=None)]),
    ]


def _by_chance(chance: Random) -> tuple[ForeignTeacher, list[Entity]]:
    country = chance.choice(_COUNTRIES)
    sex = chance.choice("男女")
    name = foreign_name(chance, country, sex)
    teacher = _teacher(
        name.with_comma(), country, sex, some_day(chance, date(1962, 1, 1), date(1998, 12, 31)),
        chinese_name=name.chinese or None, degree=chance.choice(("博士", "硕士", "硕士", "本科")),
        phone=phone(chance),
    )
    first = chance.choice((2022, 2023, 2024, 2025))
    language = cultures()[country].language
    courses = _ENGLISH if language == "英语" else f"{language}会话、{language}写作"
    kind, department = "语言类", "外语学院"
    if chance.random() < 0.35:
        courses, kind = chance.choice(_CRAFTS), "专业类"
        department = programme(courses).department
    pay = chance.randrange(80, 140) * 100
    return teacher, [
        _engaged(date(year, 9, 1), date(year + 1, 8, 31), courses, subject_kind=kind,
                 department=department, monthly_pay=pay, weekly_hours=chance.randrange(8, 19, 2))
        for year in range(first, min(2026, first + chance.randint(1, 3)))
    ]


def _usual_papers(
    chance: Random, teacher: ForeignTeacher, engagements: list[Engagement], below: list[Entity]
) -> list[Entity]:
    """A passport for everybody; permits, insurance and checks for each latest contract."""
    if teacher.nationality is None or teacher.nationality == "HKG":
        return []
    has = {line.kind for line in below if isinstance(line, TeacherDocument)}
    first, last = engagements[0], engagements[-1]
    start, end = partial_date.earliest(last.engaged_from), partial_date.latest(last.engaged_until)
    issued = some_day(chance, date(2018, 1, 4), date(2021, 12, 20))
    papers = {
        "护照": _paper("护照", passport_number(chance, teacher.nationality),
                     years_later(issued, 10), issued_on=issued),
        "工作许可": _paper("工作许可", filled(chance, f"9902{start:%y%m%d}0#####"), end,
                       issued_on=start, category=chance.choice("BBBA")),
        "居留许可": _paper("居留许可", filled(chance, "99######"), end, issued_on=start),
        "保险": _paper("保险", filled(chance, "BX20##0#####"), end, issued_on=start),
        "无犯罪记录": _paper("无犯罪记录", None, partial_date.earliest(first.engaged_from),
                        issued_on=partial_date.earliest(first.engaged_from) - timedelta(days=150)),
    }
    if last.term == "短期":
        papers = {"护照": papers["护照"], "签证": _paper(
            "签证", filled(chance, "9#######"), end, issued_on=start, category="F")}
    made = [paper for kind, paper in papers.items() if kind not in has]
    for paper in made:
        paper.teacher = teacher
    return list(made)


def _evaluations(
    chance: Random, teacher: ForeignTeacher, engagements: list[Engagement]
) -> list[Entity]:
    """One assessment each summer of a contract that has run for some months."""
    made: list[Entity] = []
    for year in (2023, 2024, 2025):
        day = date(year, 6, 27)
        if any(
            partial_date.earliest(e.engaged_from) <= date(year, 3, 15)
            and partial_date.latest(e.engaged_until) >= day for e in engagements
        ):
            score = round(chance.uniform(72, 97), 1)
            grade = "优秀" if score >= 90 else "良好" if score >= 80 else "合格"
            made.append(Evaluation(
                teacher=teacher, held_on=day, grade=grade, score=score,
                opinion="教学认真，课堂互动充分。" if score >= 80 else "备课须更充分，教学资料须按时提交。",
            ))
    return made
