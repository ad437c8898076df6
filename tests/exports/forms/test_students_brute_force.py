"""F03 and F05 counted again, stay by stay in plain Python, over invented small colleges."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from exports.forms import form_by_code
from models.codes import continent
from models.entities import Enrolment, InternationalStudent, Scholarship, StatusChange
from tests.models.indicators.test_brute_force import thrown_away

YEAR = 2025
DAY, DAY_BEFORE = date(2025, 9, 1), date(2024, 9, 1)
SCHOOL_YEAR = (date(2024, 9, 1), date(2025, 8, 31))
NATIONS = ("KOR", "LAO", "RUS", "KEN", "USA", "BRA", "AUS", "HKG", "CHN", None)
CATEGORIES = ("01", "01", "01", "02", "05", "06", "09", "10", None)
FUNDINGS = ("11", "21", "22", "31", "41", "42", "5", "61", None)
FUNDING_ROW = {"1": "国际组织资助", "2": "中国政府资助", "3": "本国政府资助", "4": "学校间交换", "5": "自费",
               "6": "自费"}
LEVEL = {"01": "专科", "02": "本科"}
Stay = dict[str, Any]


def make(dice: random.Random) -> list[Stay]:
    """Up to seven people with up to three stays each, as dicts that are also in the database."""
    stays: list[Stay] = []
    number = 0
    for person in range(1, dice.randrange(2, 9)):
        facts = {"nationality": dice.choice(NATIONS), "sex": dice.choice(("男", "女", None)),
                 "retired_at": dice.choice([None] * 9 + ["2024-01-01 00:00:00"])}
        InternationalStudent.insert(id=person, passport_name=f"P{person}", **facts).execute()
        paused = dice.choice([None] * 4 + [date(2025, 3, 1)])
        if paused:
            StatusChange.insert(student=person, kind="休学", happened_on=paused).execute()
        for _ in range(dice.randrange(1, 4)):
            number += 1
            begun = dice.choice((DAY, DAY_BEFORE, date(2021, 1, 1) + timedelta(
                days=dice.randrange(1900))))
            ends = dice.choice((None, DAY, begun + timedelta(days=dice.randrange(1200))))
            if ends and ends < begun:
                ends = begun
            stay = {
                "enrolled_from": begun, "enrolled_until": ends,
                "category": dice.choice(CATEGORIES), "funding": dice.choice(FUNDINGS),
                "outcome": dice.choice((None, "在读", "毕业", "结业", "退学")),
                "degree_on": dice.choice((None, None, date(2025, 6, 20))),
                "retired_at": dice.choice([None] * 9 + ["2024-01-01 00:00:00"]),
            }
            Enrolment.insert(id=number, student=person, **stay).execute()
            if not facts["retired_at"] and not stay["retired_at"]:
                stays.append({**facts, **stay, "id": number, "person": person,
                              "paused": paused})
    assert Scholarship.select().count() == 0
    return [stay for stay in stays if stay["nationality"] not in ("HKG", "CHN")]


def present(stay: Stay, start: date, end: date) -> bool:
    if stay["enrolled_from"] > end:
        return False
    if stay["enrolled_until"] is not None:
        return stay["enrolled_until"] >= start
    return stay["enrolled_from"] >= start or stay["outcome"] == "在读"


def newest(stays: list[Stay]) -> list[Stay]:
    """The last stay of each person."""
    found: dict[int, Stay] = {}
    for stay in sorted(stays, key=lambda s: (s["enrolled_from"], s["id"])):
        found[stay["person"]] = stay
    return list(found.values())


def stock(stays: list[Stay]) -> list[Stay]:
    return [s for s in newest([s for s in stays if present(s, DAY, DAY)])
            if not (s["paused"] and s["paused"] >= s["enrolled_from"])]


def intake(stays: list[Stay]) -> list[Stay]:
    came = [s for s in stays if DAY_BEFORE < s["enrolled_from"] <= DAY]
    by_degree = newest([s for s in came if s["category"] in ("01", "02")])
    return by_degree + [s for s in came if s["category"] not in ("01", "02")]


def within_year(day: date | None) -> bool:
    return day is not None and SCHOOL_YEAR[0] <= day <= SCHOOL_YEAR[1]


def year_of_study(stay: Stay) -> int:
    begun, years = stay["enrolled_from"], 1
    while begun <= DAY.replace(year=DAY.year - years):
        years += 1
    return min(years, 5)


def columns(stays: list[Stay]) -> dict[str, list[Stay]]:
    here, came = stock(stays), intake(stays)
    return {
        "graduates": [s for s in stays if s["outcome"] in ("毕业", "结业")
                      and within_year(s["enrolled_until"])],
        "degrees": [s for s in stays if within_year(s["degree_on"])],
        "intake": came,
        "spring": [s for s in came if 2 <= s["enrolled_from"].month <= 7],
        "stock": here,
        **{f"year{n}": [s for s in here if year_of_study(s) == n] for n in range(1, 6)},
    }


def in_row(stay: Stay, row: str) -> bool:
    kind, _, value = row.partition(":")
    if kind == "row":
        return (LEVEL.get(stay["category"] or "") == value if value != "none"
                else stay["category"] is None)
    if kind == "continent":
        land = continent(stay["nationality"]) if stay["nationality"] else "none"
        return land == value
    if kind == "funding":
        return (FUNDING_ROW[stay["funding"][0]] if stay["funding"] else "none") == value
    return {
        "total": True, "women": stay["sex"] == "女", "degree": stay["category"] in ("01", "02"),
        "training": stay["category"] in ("05", "06", "09", "10"),
    }[row]


@pytest.mark.parametrize("seed", range(4))
def test_f03_is_what_a_plain_count_gives(college, seed):
    dice = random.Random(seed)
    for _ in range(8):
        with thrown_away():
            stays = make(dice)
            filled = form_by_code("F03").fill(YEAR)
            for column, found in columns(stays).items():
                for row in filled.row_keys():
                    wanted = sum(in_row(stay, row) for stay in found)
                    assert filled.number(row, column) == wanted, (seed, row, column)
                total = filled.cell("total", column)
                assert set(total.record_ids()) == {stay["id"] for stay in found}
            assert not [c.label for c in filled.checks() if not c.ok and c.level == "错"
                        and "学位" not in c.label]


@pytest.mark.parametrize("seed", range(2))
def test_f05_is_what_a_plain_count_gives(college, seed):
    dice = random.Random(100 + seed)
    for _ in range(8):
        with thrown_away():
            stays = make(dice)
            filled = form_by_code("F05").fill(YEAR)
            for column, year in (("this", YEAR), ("last", YEAR - 1)):
                here = newest([s for s in stays
                               if present(s, date(year, 1, 1), date(year, 12, 31))])
                america = sum(continent(s["nationality"]) in ("北美洲", "南美洲") for s in here)
                scholars = sum(s["funding"] == "21" for s in here)
                own = sum(s["funding"] not in ("21", None) for s in here)
                came = {s["person"] for s in stays if s["enrolled_from"].year == year}
                wanted = {
                    "total": len(here), "continent:美洲": america, "new": len(came),
                    "funding:scholarship": scholars, "funding:own": own,
                    "category:06": sum(s["category"] == "06" for s in here),
                }
                assert {row: filled.number(row, column) for row in wanted} == wanted
            shares = [filled.number(row, "share") for row in filled.row_keys()
                      if row.startswith("continent:")]
            assert not filled.number("total", "this") or abs(sum(filter(None, shares)) - 100) < 0.1
