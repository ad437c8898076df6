"""Small nasty colleges by chance: blanks, half dates, stays over the year's end, mixed groups.

Also 港澳台 among the countries, one person on several trips, records in the recycle bin, two
people of one name, contracts that overlap. The same seed makes the same college.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.oracle import (
    college_cooperation,
    college_papers,
    college_plans,
    college_students,
    college_years,
)
from tests.oracle.tables import Record, Tables

YEAR = 2024
ABROAD = ("GBR", "JPN", "THA", "BRA", "USA", "LAO", "RUS", "NZL", "EGY")
PLACES = (*ABROAD, "HKG", "MAC", "TWN")
NAMES = ("LI", "KIM", "SMITH JOHN", "IVANOV")
PROGRAMMES = ("旅游管理", "软件技术", "建筑工程技术", None)
TASKS = ("一般性工作交流", "国际会议", "合作研究/学术访问", "教育教学/讲学/指导培训", "国际组织履职",
         "培训进修", None)


class Maker:
    """Throws the dice for one college."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.tables: Tables = {}

    def one(self, *choices: Any) -> Any:
        """One of them, each as likely."""
        return self.dice.choice(choices)

    def day(self, *, before: int = 500, after: int = 420, half: float = 0.15) -> str:
        """A day around the year, sometimes only its month or its year."""
        middle = date(YEAR, 1, 1) + timedelta(days=self.dice.randint(-before, after))
        text = middle.isoformat()
        if self.dice.random() < half:
            return text[:self.one(4, 7)]
        edge = [f"{YEAR}-01-01", f"{YEAR}-12-31", f"{YEAR}-08-31", f"{YEAR}-09-01",
                f"{YEAR - 1}-12-31", f"{YEAR}-02-29"]
        return self.one(*edge) if self.dice.random() < 0.2 else text

    def later(self, begin: str, longest: int, *, half: float = 0.1) -> str:
        """A day not before `begin`, sometimes only its month or year."""
        start = date.fromisoformat(begin + "-12-28"[len(begin) - 10:]) if len(begin) < 10 \
            else date.fromisoformat(begin)
        text = (start + timedelta(days=self.dice.randrange(longest))).isoformat()
        return text[:self.one(4, 7)] if self.dice.random() < half else text

    def maybe(self, *choices: Any) -> Any:
        """One of them, or a blank once in five."""
        return None if self.dice.random() < 0.2 else self.one(*choices)

    def add(self, kind: str, /, **values: Any) -> Record:
        """One record; one in fifteen lies in the recycle bin."""
        rows = self.tables.setdefault(kind, [])
        bin_ = "2024-03-01 00:00:00" if self.dice.random() < 1 / 15 else None
        record = {"id": len(rows) + 1, "retired_at": bin_, **values}
        rows.append(record)
        return record

    def some(self, most: int) -> range:
        """So many, up to the most."""
        return range(self.dice.randint(0, most))

    def people(self) -> None:
        """Staff first: trips, posts and lists refer to them. None of them lies in the bin."""
        for number in range(6):
            self.add("staff_member", name=self.one("王伟", "李娜", f"教师{number}"),
                     level=self.maybe("厅局级", "处级", "科级", "处级以下", "无"),
                     is_full_time_teacher=self.maybe(True, False))["retired_at"] = None

    def trips(self) -> None:
        """Trips with members and legs."""
        for number in self.some(7):
            out = self.day()
            back = None if self.dice.random() < 0.15 else self.later(out, 60)
            trip = self.add(
                "outbound_trip", title=f"团组{number}", departed_on=out, returned_on=back,
                status=self.one(None, None, None, "已执行", "计划", "已批复", "取消"),
                destination_kind=self.one(None, None, "出国", "赴港澳", "赴台"),
                task_kind=self.one(*TASKS), level=self.maybe("厅局级", "处级", "处级以下"),
                funding_kind=self.maybe("财政预算", "科研项目", "校自筹", "外方承担", "混合"),
                is_joint=self.one(None, True, False), in_plan=self.one(None, True, False),
                head_count=self.maybe(1, 3, 6), cost=self.maybe(123.45, 8000, 0),
                stated_days=self.maybe(5, 8),
            )
            members = self.dice.sample(range(1, 7), self.dice.randint(0, 4))
            for place, person in enumerate(members):
                self.add("trip_member", trip=trip["id"], staff_member=person,
                         role="团员" if place else self.maybe("团长"))
            for place in self.dice.choices(PLACES, k=self.dice.randint(0, 3)):
                leg = self.dice.random() < 0.5
                begin = self.later(out, 5, half=0.05) if leg else None
                self.add("trip_leg", trip=trip["id"], country=place, arrived_on=begin,
                         left_on=self.later(begin, 6, half=0.05) if begin else None,
                         airport_only=self.one(None, None, False, True))

    def visits(self) -> None:
        """Delegations, some mixed, some from within the country."""
        places = (*PLACES, "CHN", None)
        for number in self.some(6):
            visit = self.add(
                "inbound_visit", title=f"来访{number}", country=self.one(*places),
                arrived_on=self.day(), head_count=self.maybe(1, 4, 9),
                body_kind=self.maybe("政府", "院校", "企业", "教育机构", "其他"),
                purpose_kind=self.maybe("友好访问", "科研合作", "其他"),
                reception_level=self.maybe("校级", "院级"), is_high_level=self.maybe(True, False),
                agreements_signed=self.maybe(0, 1, 2))
            for guest in self.some(4):
                self.add("visitor", visit=visit["id"], name=f"客{guest}",
                         nationality=self.one(*places))

    def teachers(self) -> None:
        """Foreign teachers with contracts that follow, gap or overlap, and permits."""
        for _ in self.some(5):
            person = self.add("foreign_teacher", passport_name=self.one(*NAMES),
                              nationality=self.maybe(*PLACES), sex=self.maybe("男", "女"),
                              degree=self.maybe("博士", "硕士", "本科", "专科", "其他"))
            for _ in self.some(3):
                begin = self.day(before=700)
                until = self.later(begin, 500)
                self.add("engagement", teacher=person["id"], engaged_from=begin,
                         engaged_until=until, term=self.one(None, None, "长期", "短期"),
                         left_on=self.later(begin, 90) if self.dice.random() < 0.2 else None,
                         subject_kind=self.maybe("语言类", "专业类", "其他"))
            for _ in self.some(2):
                issued = self.day(before=700)
                self.add("teacher_document", teacher=person["id"], number="X1",
                         kind=self.one("工作许可", "工作许可", "居留许可"),
                         category=self.maybe("A", "B", "C"), issued_on=self.maybe(issued),
                         valid_until=self.maybe(self.later(issued, 500)))

    def students(self) -> None:
        """International students of every kind, and those who are none (港澳台侨)."""
        for _ in self.some(6):
            person = self.add("international_student", passport_name=self.one(*NAMES),
                              nationality=self.maybe(*PLACES), sex=self.maybe("男", "女"),
                              is_overseas_chinese=self.one(None, None, None, False, True))
            for _ in self.some(3):
                begin = self.day(before=900)
                until = self.maybe(self.later(begin, 700))
                self.add(
                    "enrolment", student=person["id"], enrolled_from=begin, enrolled_until=until,
                    study_kind=self.maybe("学历生", "语言生", "交换生", "进修生", "短期生", "预科生"),
                    category=self.one(None, None, "01", "02", "05", "10"),
                    funding=self.maybe("21", "22", "5", "41", "61", "11", "31"),
                    programme=self.one(*PROGRAMMES), programme_code=self.one(None, None, "540101"),
                    intake=self.one(None, None, "春季", "秋季"),
                    outcome=self.maybe("在读", "毕业", "结业", "退学"),
                    graduated_on=self.one(None, None, self.later(begin, 700)),
                    degree_on=self.one(None, None, None, self.later(begin, 700)))

    def sent(self) -> None:
        """Our own students abroad, some twice, some online."""
        for _ in self.some(6):
            person = self.add("outbound_student", name=self.one("王伟", "李娜"),
                              sex=self.maybe("男", "女"), programme=self.one(*PROGRAMMES))
            for _ in self.some(3):
                out = self.day()
                self.add(
                    "placement", student=person["id"], country=self.maybe(*PLACES),
                    departed_on=out, returned_on=self.maybe(self.later(out, 250)),
                    programme_kind=self.maybe("交换", "升学", "实习", "短期研修", "竞赛", "线上"),
                    serves_outgoing_enterprise=self.one(None, True, False),
                    funding=self.maybe("国家公派", "单位公派", "学校资助", "外方资助", "自费"),
                    level=self.maybe("专科", "本科", "非学历"))

    def outreach(self) -> None:
        """What the influence table needs besides: speakers, adoptions, sites, posts, awards."""
        for number in self.some(3):
            event = self.add("event", title=f"讲座{number}", kind="讲座", held_on=self.day())
            for name in self.some(2):
                self.add("speaker", event=event["id"], name=NAMES[name],
                         nationality=self.maybe(*PLACES, "CHN"), is_teacher=self.maybe(True, False))
        for _ in self.some(6):
            self.add("adoption", title=self.one("甲", "乙"), country=self.one(*PLACES),
                     adopted_on=self.day(),
                     kind=self.one("专业标准", "课程标准", "教学资源", "教学装备"))
        for number in self.some(3):
            self.add("overseas_post", staff_member=self.one(1, 2, 3), organisation=f"组织{number}",
                     country=self.maybe(*PLACES), serves_from=self.day(before=900),
                     serves_until=self.maybe(self.day(before=100)))
            self.add("competition_award", competition=f"大赛{number}", award="一等奖",
                     country=self.maybe(*PLACES), awarded_on=self.day())
        self.standing()

    def standing(self) -> None:
        """Sites abroad and joint programmes with their counts of students."""
        for number in self.some(3):
            site = self.add("overseas_site", title=f"办学点{number}", country=self.maybe(*PLACES),
                            kind=self.maybe("海外分校", "鲁班工坊", "丝路学院", "工作站"),
                            opened_on=self.day(before=900), student_count=self.maybe(10, 0),
                            closed_on=self.one(None, None, self.day(before=100)),
                            programmes=self.one(None, "软件技术、旅游管理", "旅游管理"))
            for day in self.dice.sample(("2022-12-31", "2023-08-31", "2024-09-01", "2024-08"), 2):
                self.add("site_count", site=site["id"], counted_on=day,
                         student_count=self.one(0, 7, 9), trained=None,
                         training_person_days=self.maybe(12))
        for number in self.some(3):
            programme = self.add(
                "joint_programme", title=f"项目{number}", country=self.maybe(*PLACES),
                programme=self.one(None, "软件技术、旅游管理", "旅游管理"),
                recruits_from=self.maybe(self.day(before=900)),
                recruits_until=self.maybe(self.day(before=300)), student_count=self.maybe(30, 0))
            for day in self.dice.sample(("2022-09-01", "2023-09-01", "2024-08-31"), 1):
                self.add("programme_count", programme=programme["id"], counted_on=day,
                         student_count=self.one(0, 25))


KINDS: Sequence[str] = (
    *college_cooperation.FIRST, "staff_member", "staff_travel_document", "outbound_trip",
    "budget_line", "trip_member", "trip_leg", "inbound_visit", "visitor", "foreign_teacher",
    "engagement", "teacher_document", "international_student", "enrolment", "status_change",
    "scholarship", "outbound_student", "placement", "event", "speaker", "adoption",
    "overseas_post", "competition_award", "overseas_site", "site_count", "joint_programme",
    "programme_count", *college_cooperation.KINDS, *college_years.KINDS,
)


def college(seed: int) -> Tables:
    """The records of one college, kind by kind; owners stand before what belongs to them."""
    maker = Maker(seed)
    for part in (maker.people, maker.trips, maker.visits, maker.teachers, maker.students,
                 maker.sent, maker.outreach):
        part()
    for more in (college_students.students_more, college_plans.plans, college_papers.papers,
                 college_cooperation.cooperation, college_years.year_work):
        more(maker)
    return {kind: maker.tables.get(kind, []) for kind in KINDS}
