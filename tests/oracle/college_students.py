"""What F03 to F06 ask of students besides their stays: status changes, suspensions, scholarships.

Also whole classes from many countries at once, so that 其他 after the first fifteen occurs.
"""

from __future__ import annotations

from typing import Any

MANY = ("KOR", "VNM", "IDN", "MYS", "KAZ", "PAK", "NGA", "ZAF", "KEN", "DEU", "FRA", "ITA", "MEX",
        "CAN", "ARG", "AUS", "THA", "LAO", "RUS", "PAN")
CHANGES = ("休学", "复学", "休学", "复学", "注册", "退学", "毕业", "处分", "转专业")
TITLES = ("甲奖学金", "乙奖学金", "丙奖学金")
LEVELS = ("中国政府", "地方政府", "部门", "学校", "企业", "外方政府", "国际组织")


def students_more(maker: Any) -> None:
    """Classes of many countries, runs of status changes, and payments."""
    if maker.dice.random() < 0.25:
        _a_class(maker)
    for stay in maker.tables.get("enrolment", []):
        if maker.dice.random() < 0.1:
            stay["outcome"] = "休学"
    for person in maker.tables.get("international_student", []):
        for _ in range(maker.one(0, 0, 0, 1, 2, 3)):
            maker.add("status_change", student=person["id"], happened_on=maker.day(before=900),
                      kind=maker.one(*CHANGES))
        for _ in range(maker.one(0, 0, 1, 2, 4)):
            maker.add("scholarship", student=person["id"], title=maker.one(*TITLES),
                      level=maker.maybe(*LEVELS[:4], *LEVELS), paid_on=maker.maybe(maker.day()),
                      amount=maker.maybe(1500, 30000, 1234.5, 0.05))


def _a_class(maker: Any) -> None:
    """One or two students of each of many countries, here for the whole year."""
    for country in maker.dice.sample(MANY, maker.dice.randint(12, len(MANY))):
        for _ in range(maker.one(1, 1, 2)):
            person = maker.add("international_student", passport_name="CLASS", nationality=country,
                               sex=maker.one("男", "女"), is_overseas_chinese=None)
            maker.add("enrolment", student=person["id"], enrolled_from=maker.one(
                          "2022-09-01", "2023-09-05", "2024-09-01"),
                      enrolled_until=maker.one("2023-06-30", "2024-07-10", "2025-07-01"),
                      study_kind=maker.one("学历生", "语言生"), category=None,
                      funding=maker.one("21", "5", "41"), programme=None, programme_code=None,
                      intake=None, outcome=None, graduated_on=None, degree_on=None)
