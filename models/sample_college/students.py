"""国际学生 of the sample college: every category and funding, 港澳台侨 told apart."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from models import partial_date
from models.entities.international_student import (
    Enrolment,
    InternationalStudent,
    Scholarship,
    StudentDocument,
)
from models.entity import Entity
from models.partial_date import Day, PartialDate
from models.sample_college import scores, student_lines
from models.sample_college.maker import Maker, some_day, years_later
from models.sample_college.names import (
    chinese_name,
    filled,
    foreign_name,
    passport_number,
    phone,
)
from models.sample_college.places import CHINESE_COURSE, PROGRAMMES, programme

Person = tuple[InternationalStudent, list[Entity]]

_COUNTRIES = (
    "LAO", "THA", "VNM", "KHM", "IDN", "KOR", "MNG", "KAZ", "RUS", "PAK", "BGD", "NPL", "LKA",
    "ETH", "KEN", "TZA", "GHA", "ZMB", "EGY", "MAR", "UZB", "KGZ", "TJK", "MMR", "BRA", "MEX",
    "TUR", "BLR",
)
_SOURCES = {"中国政府": "中央财政", "地方政府": "省级财政", "学校": "学校经费", "企业": "企业捐资"}
_KOREAN_PARTNER = "韩国岭东示例大学"


def make(maker: Maker) -> None:
    """The students, then their periods of study, papers and scholarships."""
    chance = maker.chance("students")
    people = [*_degree_students(maker), *_other_students(maker), *_not_foreign()]
    people += [by_chance(chance, index) for index in range(maker.extras(12))]
    for student, below in people:
        student_lines.complete_student(maker, student, below)
    maker.keep(student for student, _ in people)
    lines: list[Entity] = []
    for place, (student, below) in enumerate(people):
        for line in below:
            setattr(line, "student", student)  # noqa: B010 - every kind of line has it
            if isinstance(line, Enrolment):
                student_lines.complete_stay(student, line)
                maker.enrolments.append(line)
        papers = [*below, *_papers(chance, student, below)]
        student_lines.complete_papers(papers)
        lines += papers
        lines += student_lines.lines(place, student, below)
        lines += _scholarships(student, below)
    by_number = {str(student.student_no): student for student, _ in people}
    maker.keep([*lines, *student_lines.special(by_number), *scores.lines(by_number)])


def _student(
    name: str, country: str, sex: str | None, born: Day | None, **more: Any
) -> InternationalStudent:
    return InternationalStudent(
        passport_name=name, nationality=country, sex=sex, born_on=born,
        **{"housing": "国际学生公寓", **more},
    )


def _studies(kind: str, start: Day, end: Day | None, **more: Any) -> Enrolment:
    """One period of study; `subject` names the major."""
    subject = programme(more.pop("subject", CHINESE_COURSE.name))
    usual = {
        "programme": subject.name, "programme_en": subject.english,
        "programme_code": subject.code or None,
        "department": subject.department, "teaching_language": "中文", "full_time": True,
        "funding": "5", "outcome": "在读", "years": 3.0 if kind == "学历生" else None,
    }
    category = {"学历生": "01", "语言生": "05", "预科生": "09", "短期生": "10", "实习生": "10"}.get(kind, "06")
    return Enrolment(
        study_kind=kind, category=category, enrolled_from=start, enrolled_until=end,
        **{**usual, **more},
    )


def _degree_students(maker: Maker) -> list[Person]:
    autumn_22, autumn_23 = date(2022, 9, 5), date(2023, 9, 4)
    autumn_24, autumn_25 = date(2024, 9, 2), date(2025, 9, 1)
    return [
        (_student("PHOMMACHANH SOMPHONE", "LAO", "男", date(2003, 5, 14), student_no="L22001",
                  chinese_name="宋鹏", chinese_level="HSK 4 级 236 分"),
         [_studies("学历生", autumn_22, date(2025, 7, 4), subject="铁道交通运营管理", funding="22",
                   outcome="毕业")]),
        (_student("SISOUPHANH LATSAMY", "LAO", "女", date(2004, 1, 30), student_no="L23001",
                  # R-STU-08: an internship outside without a note in the residence permit
                  chinese_name="拉萨米", phone="10012350002", outside_work="校外实习"),
         [_studies("学历生", autumn_23, date(2026, 7, 3), subject="铁道交通运营管理", funding="22")]),
        # First the language year, then the degree: two periods of one person.
        (_student("SRISAWAT PIMCHANOK", "THA", "女", date(2004, 8, 22), student_no="L23002",
                  chinese_name="李平"),
         [_studies("语言生", date(2023, 2, 20), date(2023, 7, 7), funding="41", outcome="结业"),
          _studies("学历生", autumn_23, date(2026, 7, 3), subject="旅游管理", funding="42")]),
        (_student("KIM TAEYANG", "KOR", "男", date(2002, 12, 9), student_no="L23003",
                  chinese_name="金泰阳"),
         [_studies("学历生", autumn_23, date(2026, 7, 3), subject="软件技术")]),
        (_student("ABDRAKHMANOV YERLAN", "KAZ", "男", date(2004, 3, 17), student_no="L24001"),
         [_studies("学历生", autumn_24, date(2027, 7, 2), subject="现代物流管理", funding="21"),
          StudentDocument(kind="居留许可", number="99124001", issued_on=autumn_24,
                          valid_until=maker.today + timedelta(days=18))]),
        (_student("SUPARNO", "IDN", "男", date(2005, 6, 1), student_no="L24002", chinese_name="苏帕诺",
                  remarks="护照只有一个名字"),
         [_studies("学历生", autumn_24, date(2027, 7, 2), subject="机电一体化技术", funding="61",
                   jw_until=date(2026, 7, 3))]),  # R-STU-05: the three papers disagree
        (_student("TADESSE SELAM", "ETH", "女", date(2003, 11, 11), student_no="L24003"),
         [_studies("学历生", autumn_24, date(2027, 7, 2), subject="护理", funding="31", outcome="休学")]),
        (_student("KHAN MUHAMMAD USMAN", "PAK", "男", date(2003, 2, 2), student_no="L24004"),
         [_studies("学历生", autumn_24, date(2025, 3, 14), subject="软件技术", outcome="退学",
                   teaching_language="英文")]),
        (_student("NGUYEN THI THU HA", "VNM", "女", date(2008, 4, 8), student_no="L25001",
                  chinese_name="阮秋河",
                  guardian="阮文雄（父），委托监护人 林若溪", guardian_commissioned_on=date(2025, 8, 20),
                  remarks="未满18周岁"),
         [_studies("学历生", autumn_25, date(2028, 6, 30), subject="跨境电子商务", funding="22"),
          StudentDocument(kind="保险", number="BX2025090031", issued_on=autumn_25,
                          valid_until=maker.today + timedelta(days=44))]),
        (_student("BATBAYAR NOMIN", "MNG", "女", date(2006, 9, 27), student_no="L25002",
                  attention="外国友好人士子女"),
         [_studies("学历生", autumn_25, date(2028, 6, 30), subject="酒店管理与数字化运营", funding="21")]),
    ]


def _other_students(maker: Maker) -> list[Person]:
    spring_24 = date(2024, 3, 4)
    exchange = {"home_school": _KOREAN_PARTNER, "funding": "41"}
    return [
        (_student("LEE JIHO", "KOR", "男", date(2002, 3, 2), student_no="J24001",
                  chinese_name="李智浩"),
         [_studies("交换生", date(2024, 9, 2), date(2025, 1, 10), subject="旅游管理", outcome="结业",
                   **exchange)]),
        (_student("CHOI YUJIN", "KOR", "女", date(2003, 12, 19), student_no="J25001",
                  chinese_name="崔宥真", outside_work="校内勤工助学"),
         [_studies("交换生", date(2025, 9, 1), date(2026, 1, 9), subject="旅游管理", **exchange),
          StudentDocument(kind="居留许可", number="99125007", issued_on=date(2025, 9, 8),
                          annotation="校内勤工助学",
                          valid_until=maker.today + timedelta(days=62))]),
        (_student("YOSHIDA KEN", "JPN", "男", date(2003, 7, 7), student_no="J24002",
                  chinese_name="𠮷田健"),
         [_studies("交换生", spring_24, date(2024, 7, 5), subject="跨境电子商务", outcome="结业",
                   home_school="日本南纪示例短期大学", funding="43")]),
        (_student("MOROZOV IVAN", "RUS", "男", date(2001, 5, 5), student_no="Y23001"),
         [_studies("语言生", PartialDate(2023, 9), PartialDate(2024, 6), funding="21", outcome="结业")]),
        (_student("SILVA FERREIRA ANA BEATRIZ", "BRA", "女", date(2000, 10, 10),
                  student_no="Y24001"),
         [_studies("语言生", PartialDate(2024, 9), date(2025, 7, 4), funding="22", outcome="结业")]),
        (_student("ŁUKASIK ZOFIA", "POL", "女", date(2001, 1, 21), student_no="Y25001"),
         [_studies("语言生", date(2025, 9, 1), date(2026, 7, 3), funding="11")]),
        (_student("OTIENO KEVIN ODHIAMBO", "KEN", "男", date(1994, 2, 14), student_no="P23001"),
         [_studies("进修生", date(2023, 10, 9), date(2024, 1, 12), subject="机电一体化技术", funding="23",
                   outcome="结业")]),
        (_student("AUNG KYAW HTET", "MMR", "男", date(2005, 12, 12), student_no="K24001"),
         [_studies("预科生", date(2024, 9, 2), date(2025, 7, 4), funding="61", outcome="转学")]),
        (_student("WONGPRASERT KANYARAT", "THA", "女", date(2003, 3, 23), student_no="D23001"),
         [_studies("短期生", date(2023, 7, 10), date(2023, 7, 28), funding="5", outcome="结业",
                   full_time=False)]),
        (_student("TEO JUN JIE", "SGP", "男", date(2004, 4, 4), student_no="D25001",
                  chinese_name="张俊杰"),
         [_studies("实习生", date(2025, 3, 3), date(2025, 6, 27), subject="现代物流管理", funding="62",
                   outcome="结业")]),
        (_student("HASSAN OMAR", "EGY", None, None, student_no=None, remarks="报名材料未齐"),
         [_studies("语言生", date(2025, 10, 13), None, funding=None, outcome="在读")]),
    ]


def _not_foreign() -> list[Person]:
    """港澳台侨: kept in the same register, never counted as foreign."""
    autumn_24 = date(2024, 9, 2)
    return [
        (_student("LEI IOK TENG", "MAC", "女", date(2005, 5, 20), student_no="G24001",
                  chinese_name="李玉婷"),
         [_studies("学历生", autumn_24, date(2027, 7, 2), subject="旅游管理")]),
        (_student("CHAN KA HO", "HKG", "男", date(2004, 10, 1), student_no="G24002",
                  chinese_name="陈嘉豪"),
         [_studies("学历生", autumn_24, date(2027, 7, 2), subject="软件技术")]),
        (_student("CHEN MEILIN", "CHN", "女", date(2005, 2, 9), student_no="G24003",
                  chinese_name="陈美琳",
                  is_overseas_chinese=True, remarks="定居泰国的华侨，持中国护照"),
         [_studies("学历生", autumn_24, date(2027, 7, 2), subject="护理")]),
    ]


def by_chance(chance: Random, index: int) -> Person:
    """One more student of any country, kind and year, without papers yet."""
    country = chance.choice(_COUNTRIES)
    sex = chance.choice("男女")
    name = foreign_name(chance, country, sex)
    year = chance.choice((2022, 2023, 2023, 2024, 2024, 2025, 2025))
    student = _student(
        name.plain(), country, sex, some_day(chance, date(1998, 1, 1), date(2006, 12, 31)),
        chinese_name=name.chinese or (chinese_name(chance, sex) if chance.random() < 0.6 else None),
        student_no=f"S{year % 100}{index:04d}", phone=phone(chance),
        email=f"s{year % 100}{index:04d}@example.invalid",
    )
    kind = chance.choice(("学历生", "学历生", "学历生", "语言生", "交换生", "短期生", "进修生"))
    start = date(year, 9, 4) if chance.random() < 0.8 else date(year, 3, 4)
    until = {
        "学历生": date(year + 3, 7, 3), "短期生": start + timedelta(days=24),
    }.get(kind, start + timedelta(days=chance.choice((125, 300))))
    subject = CHINESE_COURSE if kind in ("语言生", "短期生") else chance.choice(PROGRAMMES)
    funding = chance.choice(("21", "22", "22", "42", "5", "5", "5", "61"))
    done = until <= date(2025, 12, 31)
    outcome = ("毕业" if kind == "学历生" else "结业") if done else "在读"
    return student, [_studies(
        kind, start, until, subject=subject.name, outcome=outcome,
        funding="41" if kind == "交换生" else funding,
        home_school=_KOREAN_PARTNER if kind == "交换生" and country == "KOR" else None,
    )]


def _papers(chance: Random, student: InternationalStudent, below: list[Entity]) -> list[Entity]:
    """Passport, visa or residence permit, JW form and insurance, as the stay asks for them."""
    if student.nationality in ("HKG", "MAC", "CHN") or student.born_on is None:
        return []
    has = {line.kind for line in below if isinstance(line, StudentDocument)}
    last = [line for line in below if isinstance(line, Enrolment)][-1]
    start, end = partial_date.earliest(last.enrolled_from), partial_date.latest(last.enrolled_until)
    issued = some_day(chance, date(2019, 1, 4), date(2022, 6, 20))
    stays_long = (end - start).days > 180
    papers = [StudentDocument(
        kind="护照", number=passport_number(chance, student.nationality), issued_on=issued,
        valid_until=years_later(issued, 10),
    )]
    if stays_long and "居留许可" not in has:
        papers.append(StudentDocument(kind="居留许可", number=filled(chance, "99######"),
                                      issued_on=start + timedelta(days=14), valid_until=end))
    if not stays_long and "居留许可" not in has:
        papers.append(StudentDocument(kind="签证", number=filled(chance, "9#######"), category="X2",
                                      issued_on=start - timedelta(days=20), valid_until=end))
    if stays_long and chance.random() < 0.6:
        papers.append(StudentDocument(kind="JW表", number=filled(chance, f"{start.year}99######")))
    if "保险" not in has and student.student_no != "L23001":  # R-STU-02: hers is missing
        papers.append(StudentDocument(kind="保险", number=filled(chance, "BX20##0#####"),
                                      issued_on=start, valid_until=end))
    for paper in papers:
        paper.student = student
    return list(papers)


def _scholarships(student: InternationalStudent, below: list[Entity]) -> list[Entity]:
    """A payment each term of the funded stays (人次 outnumber 人)."""
    titles = {
        "21": ("中国政府奖学金", "中国政府", 5000.0), "22": ("示例省丝路奖学金", "地方政府", 4000.0),
        "42": ("校长奖学金", "学校", 3000.0), "61": ("企业订单班奖学金", "企业", 2000.0),
    }
    made: list[Entity] = []
    for line in below:
        if not isinstance(line, Enrolment) or line.funding not in titles:
            continue
        title, level, amount = titles[line.funding]
        start = partial_date.earliest(line.enrolled_from)
        end = partial_date.latest(line.enrolled_until)
        for day in (date(2023, 11, 15), date(2024, 5, 15), date(2024, 11, 15), date(2025, 5, 15)):
            if start <= day <= end:
                autumn = day.month > 7
                year = day.year if autumn else day.year - 1
                made.append(Scholarship(
                    student=student, title=title, level=level, paid_on=day, amount=amount,
                    term=f"{year}-{year + 1} 学年第{'一' if autumn else '二'}学期", source=_SOURCES[level],
                ))
    return made
