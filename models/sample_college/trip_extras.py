"""Further trips by chance, with members who are not away at the time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from models.sample_college.maker import YEARS, Maker, some_day
from models.sample_college.plan import Planned

_TEMPLATES = (
    # title, country, city, days, task, purpose, academic, yuan a head
    ("赴韩国专业课程开发团", "KOR", "首尔", 5, "合作研究/学术访问", "合作研究", True, 9800),
    ("赴日本职业教育学术会议", "JPN", "大阪", 4, "国际会议", "参加国际会议", True, 12600),
    ("赴马来西亚师资研修团", "MYS", "吉隆坡", 14, "培训进修", "专业研修", True, 21000),
    ("赴泰国技术培训团", "THA", "清迈", 9, "教育教学/讲学/指导培训", "授课指导", True, 16500),
    ("赴越南合作院校访问团", "VNM", "胡志明", 5, "一般性工作交流", "访问交流", False, 9000),
    ("赴英国课程研修团", "GBR", "伦敦", 21, "培训进修", "专业研修", True, 52000),
    ("赴香港技能交流团", "HKG", "香港", 3, "一般性工作交流", "访问交流", False, 6800),
    ("赴澳大利亚项目督导团", "AUS", "墨尔本", 5, "一般性工作交流", "项目洽谈", False, 38000),
    ("赴俄罗斯教学交流团", "RUS", "圣彼得堡", 6, "教育教学/讲学/指导培训", "讲学", True, 19000),
)


def plans(maker: Maker) -> list[Planned]:
    """The further trips, spread evenly over the years."""
    chance = maker.chance("trips")
    away: dict[str, list[tuple[date, date]]] = {}
    pool = [n for n, member in maker.staff.items() if n > "117" and member.department]
    made = []
    for index in range(maker.extras(6) if len(pool) > 3 else 0):
        made.append(_plan(chance, index, pool, away))
    return made


def _plan(
    chance: Random, index: int, pool: list[str], away: dict[str, list[tuple[date, date]]]
) -> Planned:
    title, country, city, days, task, purpose, academic, price = _TEMPLATES[index % len(_TEMPLATES)]
    year = YEARS[index % 3]
    out = some_day(chance, date(year, 3, 4), date(year, 12, 5))
    back = out + timedelta(days=days - 1)
    some = chance.sample(pool, min(len(pool), 12))
    free = [number for number in some if _is_free(away.get(number, []), out, back)]
    members = tuple(free[:chance.randint(1, 4)]) or (chance.choice(pool),)
    for number in members:
        away.setdefault(number, []).append((out, back))
    facts: dict[str, Any] = {"cost": price * len(members), "is_academic": academic}
    if academic and index % 2:
        facts |= {"funding_kind": "财政预算", "funding_source": "财政专项"}
    return Planned(
        f"{title}({out:%Y}-{index + 1})", f"{out}", f"{back}", ((country, city, days),), members,
        task, purpose, facts,
    )


def _is_free(spans: list[tuple[date, date]], out: date, back: date) -> bool:
    return all(back < start or out > end for start, end in spans)
