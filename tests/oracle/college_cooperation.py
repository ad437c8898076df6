"""Partners, papers with them and what both do: ended, renewed, endless, blank, half dated.

Also what trips, visits and stays need so that a partner can be recognised by name, long study
trips, courses, adoptions that nobody dated, and projects with 境外组织.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.colleges import Maker

FIRST = ("partner_school", "partner_alias")
"""Kinds to which others link."""
KINDS = ("agreement", "programme_course", "ngo_activity")
FOR_EVER = "9999-12-31"
PARTNERS = (
    ("清迈职业学院", "Chiang Mai Vocational College", "THA"), ("大阪工业大学", None, "JPN"),
    ("东大", "TU", "JPN"), ("澳门旅游学院", "Macao Tourism Institute", "MAC"),
    ("香港职业训练局", None, "HKG"), ("台湾科技大学", "Taiwan Tech", "TWN"),
    ("重庆某学院", None, "CHN"), ("伦敦城市学院", "London City College", "GBR"),
    ("未详学院", "Nowhere College", None),
)
ALIASES = ("清迈职院", "阪工", "城市学院伦敦", "澳旅学院")
_TEXTS = (
    *(f"{name}代表团" for name, _, _ in PARTNERS), *ALIASES, "与chiang mai VOCATIONAL college",
    "TU of somewhere", "London City College（伦敦城市学院）", "大阪工业大学、台湾科技大学", None, None, "某单位",
)


def cooperation(maker: Maker) -> None:
    """Everything of this file."""
    _people(maker)
    _study_trips(maker)
    _partners(maker)
    _names(maker)
    _programmes(maker)
    _results(maker)
    _projects(maker)


def _people(maker: Maker) -> None:
    for person in maker.tables["staff_member"]:
        person |= {"sex": maker.maybe("男", "女"),
                   "is_school_leader": maker.one(None, True, False)}


def _study_trips(maker: Maker) -> None:
    """Some trips become months of study; some members go and come on days of their own."""
    for trip in maker.tables.get("outbound_trip", []):
        trip["funding_source"] = maker.one(None, "国家留学基金", "国家公派项目经费", "csc", "学校")
        if maker.dice.random() < 0.4:
            trip["task_kind"] = "培训进修"
            if maker.dice.random() < 0.7:
                trip["returned_on"] = maker.later(trip["departed_on"], 240)
        for member in maker.tables.get("trip_member", []):
            own = member["trip"] == trip["id"] and maker.dice.random() < 0.25
            left = maker.later(trip["departed_on"], 20) if own else None
            if member["trip"] == trip["id"]:
                member["left_home_on"] = left
                member["came_home_on"] = maker.later(left, 200) if left and maker.one(
                    True, False) else None


def _partners(maker: Maker) -> None:
    for name, foreign, country in maker.dice.sample(PARTNERS, maker.dice.randint(0, 6)):
        partner = maker.add(
            "partner_school", name=name, foreign_name=foreign, country=country,
            is_sister_school=maker.one(None, True, True, False),
            related_since=maker.maybe(maker.day(before=900)))
        if maker.dice.random() < 0.5:
            maker.add("partner_alias", partner=partner["id"], words=maker.one(*ALIASES))
        for number in maker.some(3):
            signed = maker.maybe(maker.day(before=900))
            until = maker.maybe(FOR_EVER, *(
                [maker.later(signed, 900) for _ in range(3)] if signed else ["2024-06-30"]))
            ended = maker.day(before=300) if maker.dice.random() < 0.2 else None
            maker.add(
                "agreement", partner=partner["id"], title=f"协议{number}", signed_on=signed,
                valid_until=until, auto_renewed=maker.one(None, None, True, False),
                renews=maker.one(None, True, False),
                terminated_on=maker.one(until, ended) if until != FOR_EVER and ended else ended,
                kind=maker.maybe("备忘录", "框架协议", "学生交换", "姊妹校", "其他"))


def _names(maker: Maker) -> None:
    """Texts by which partners are recognised, or not, and links that say it outright."""
    partners = [partner["id"] for partner in maker.tables.get("partner_school", [])]
    for kind, names in (("inbound_visit", ("title",)), ("placement", ("host_name",)),
                        ("outbound_trip", ("title", "inviting_party")), ("trip_leg", ("host",)),
                        ("enrolment", ("home_school",)), ("joint_programme", ("partner_name",))):
        for record in maker.tables.get(kind, []):
            if kind != "outbound_trip":
                record["partner"] = maker.one(None, None, None, *partners[:2])
            for name in names:
                text = maker.one(*_TEXTS)
                record[name] = f"{record['title']}{text or ''}" if name == "title" else text


def _programmes(maker: Maker) -> None:
    for programme in maker.tables.get("joint_programme", []):
        if maker.dice.random() < 0.2:
            programme["recruits_until"] = FOR_EVER
        if maker.dice.random() < 0.05:
            programme["country"] = "CHN"
        programme |= {"sessions": maker.maybe(1, 3), "yearly_quota": maker.maybe(30, 45)}
        for number in maker.some(8):
            maker.add(
                "programme_course", programme=programme["id"], title=f"课程{number}",
                kind=maker.maybe("公共", "专业基础", "专业核心", "选修", "实践"),
                origin=maker.maybe("中方开设", "共同开发", "引进外方", "引进外方", "其他"),
                hours=maker.maybe(32, 48, 64),
                taught_by_partner=maker.one(None, True, False),
                partner_hours=maker.one(None, None, 16, 30))
    for line in maker.tables.get("programme_count", []):
        line |= {"recruited": maker.maybe(28, 0), "graduated": maker.maybe(19, 0)}
    for site in maker.tables.get("overseas_site", []):
        site["country"] = "CHN" if maker.dice.random() < 0.05 else site["country"]
        site |= {"graduates": maker.maybe(17), "trained": maker.maybe(40, 0),
                 "training_person_days": maker.maybe(88), "teacher_days": maker.maybe(61),
                 "investment": maker.maybe(1234567.89, 40000, 0)}
    for line in maker.tables.get("site_count", []):
        line |= {"trained": maker.maybe(25), "teacher_days": maker.maybe(14, 0)}


def _results(maker: Maker) -> None:
    for adoption in maker.tables.get("adoption", []):
        adoption |= {"foreign_students": maker.maybe(20, 0, 35),
                     "certified_by": maker.one(None, "某局", "某部")}
        if maker.dice.random() < 0.1:
            adoption["adopted_on"] = None


def _projects(maker: Maker) -> None:
    for number in maker.some(6):
        begin = maker.day(before=700)
        filed = maker.one(None, None, "京备001")
        maker.add(
            "ngo_activity", ngo_name=maker.one("某基金会", "甲协会", "乙协会"), title=f"项目{number}",
            country=maker.maybe("DEU", "USA", "HKG", "TWN"),
            kind=maker.one("临时活动", "代表机构合作", "合作项目", "接受捐赠", "接受捐赠"),
            begins_on=begin, ends_on=maker.one(None, maker.later(begin, 500)),
            people=maker.maybe(12, 0), amount=maker.maybe(0, 12345.67, 300000),
            filing_no=filed, risk=maker.maybe("低", "中", "高"),
            inapplicable=maker.one({}, {}, {"filing_no": "学校另按规定"}) if not filed else {})
