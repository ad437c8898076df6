"""What F04-441 and F13 ask of the staff: 职称, own travel days, travel papers and their loans."""

from __future__ import annotations

from typing import Any

KINDS = ("因公普通护照", "因公普通护照", "公务护照", "因公往来港澳通行证", "大陆居民往来台湾通行证")
TITLES = ("教授", "副教授", "讲师", "助教", "高级工程师", "正高级工程师", "工程师", "助理工程师", "研究员",
          "副研究员", "助理研究员", "高级实验师", "主任医师", "副主任护师", "主任护师", "主管药师", "医师",
          "药师", "二级教师", "一级教师", "馆员", "未定级", None)


def papers(maker: Any) -> None:
    """Papers of the staff; loans by members of trips, and on the paper itself."""
    for person in maker.tables["staff_member"]:
        person |= {"title": maker.one(*TITLES), "sex": maker.maybe("男", "女")}
    for person in range(1, 7):
        for _ in range(maker.one(0, 1, 2)):
            _paper(maker, person)
    for member in maker.tables.get("trip_member", []):
        _own_days(maker, member)


def _paper(maker: Any, person: int) -> None:
    issued = maker.day(before=1500, after=300)
    taken = maker.maybe(maker.later(issued, 900)) if maker.dice.random() < 0.6 else None
    back = maker.later(taken or issued, 90)
    maker.add(
        "staff_travel_document", staff_member=person, kind=maker.one(*KINDS), number="P1",
        state=maker.one("在库", "在库", "借出", "注销", "遗失", None),
        issued_on=None if maker.dice.random() < 0.1 else issued,
        valid_until=maker.maybe(maker.later("2024-06-30", 700), "2025-06-30", "2025-07-01"),
        taken_on=taken, due_on=maker.maybe(maker.later(taken, 60)) if taken else None,
        handed_in_on=maker.maybe(back), gone_on=maker.one(None, None, maker.later(back, 90)))


def _own_days(maker: Any, member: dict[str, Any]) -> None:
    """The member's own days, where not those of the trip, and the paper they took along."""
    trip = maker.tables["outbound_trip"][member["trip"] - 1]
    mine = [paper["id"] for paper in maker.tables.get("staff_travel_document", [])
            if paper["staff_member"] == member["staff_member"]]
    member |= {"left_home_on": None, "came_home_on": None, "document_taken_on": None,
               "travel_document": maker.one(None, *mine), "document_returned_on": None}
    out, back = trip["departed_on"], trip["returned_on"]
    if back and maker.dice.random() < 0.15:
        member["came_home_on"] = maker.later(back, 400)
    if maker.dice.random() < 0.6:
        member["document_taken_on"] = out
        member["document_returned_on"] = maker.maybe(maker.later(back or out, 20))
