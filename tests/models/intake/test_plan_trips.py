"""Trips, their members and leaders, and people who are only referred to."""

from __future__ import annotations

from datetime import date

import pytest

from models import store
from models.entities.outbound_trip import OutboundTrip, TripLeg, TripMember
from models.entities.staff_member import StaffMember
from models.intake.apply import apply
from tests.models.intake.files import workbook
from tests.models.intake.registers import MEMBER, imported, planned, row_of, trips

pytestmark = pytest.mark.usefixtures("college")


TO_KENYA = ("赴埃塞俄比亚、肯尼亚洽谈团", "郑海涛", "埃塞俄比亚、肯尼亚", "项目洽谈", "2019.4.8", "2019.4.15", 3)
KENYANS = [
    ("赴埃塞俄比亚、肯尼亚洽谈团", "郑海涛", "男", "国际学院", "院长", None),
    (None, "李　明", "女", "软件学院", "讲师", "团员"), (None, "王海涛", "男", "软件学院", "讲师", "团员"),
]


def test_a_trip_of_two_countries_has_two_legs_and_members_join_by_its_title(tmp_path):
    imported(trips(tmp_path / "a.xlsx", [TO_KENYA], KENYANS))
    [trip] = OutboundTrip.active()
    assert [leg.country for leg in trip.lines(TripLeg)] == ["ETH", "KEN"]
    assert [m.staff_member.name for m in trip.lines(TripMember)] == ["郑海涛", "李明", "王海涛"]
    assert trip.destination_kind == "出国"


def test_the_leader_column_marks_the_member_of_that_name(tmp_path):
    imported(trips(tmp_path / "a.xlsx", [TO_KENYA], KENYANS))
    roles = {m.staff_member.name: m.role for m in TripMember.active()}
    assert roles == {"郑海涛": "团长", "李明": "团员", "王海涛": "团员"}


def test_a_leader_without_a_list_is_kept_as_words_so_that_ten_people_do_not_become_one(tmp_path):
    imported(trips(tmp_path / "a.xlsx", [TO_KENYA]))
    assert TripMember.active().count() == 0
    assert OutboundTrip.active().get().extra == {"团长": "郑海涛"}


def test_a_party_of_one_is_its_leader(tmp_path):
    imported(trips(tmp_path / "a.xlsx", [(*TO_KENYA[:6], 1)]))
    [member] = TripMember.active()
    assert (member.staff_member.name, member.role) == ("郑海涛", "团长")


def test_the_list_may_come_later_and_marks_the_leader_then(tmp_path):
    alone = trips(tmp_path / "a.xlsx", [TO_KENYA])
    both = trips(tmp_path / "b.xlsx", [TO_KENYA], KENYANS)
    imported(alone)
    imported(both)
    assert TripMember.active().where(TripMember.role == "团长").count() == 1
    assert not planned(both).writes()


def test_a_leader_marked_after_the_members_were_kept_is_an_update(tmp_path):
    nameless = [(t, n, s, d, p, None) for t, n, s, d, p, _ in KENYANS]
    imported(trips(tmp_path / "a.xlsx", [(TO_KENYA[0], None, *TO_KENYA[2:])], nameless))
    found = planned(trips(tmp_path / "b.xlsx", [TO_KENYA]))
    assert row_of(found, 2).action == "更新"
    apply(found)
    assert TripMember.active().where(TripMember.role == "团长").get().staff_member.name == "郑海涛"


def test_a_leader_who_is_not_on_the_list_is_said(tmp_path):
    found = planned(trips(tmp_path / "a.xlsx", [(TO_KENYA[0], "周明", *TO_KENYA[2:])], KENYANS))
    assert any("不在成员名单中" in note for note in row_of(found, 2).notes)


def test_the_leader_completes_a_list_that_lacks_exactly_one(tmp_path):
    imported(trips(tmp_path / "a.xlsx", [(TO_KENYA[0], "周明", *TO_KENYA[2:6], 4)], KENYANS))
    assert TripMember.active().count() == 4


def test_a_leader_with_two_namesakes_on_the_staff_is_left_to_the_user(tmp_path):
    for department in ("甲", "乙"):
        store.save(StaffMember(name="郑海涛", department=department))
    found = planned(trips(tmp_path / "a.xlsx", [(*TO_KENYA[:6], 1)]))
    assert any("同名" in note for note in row_of(found, 2).notes)
    apply(found)
    assert TripMember.active().count() == 0


def test_members_of_an_unknown_trip_are_refused(tmp_path):
    found = planned(workbook(tmp_path / "a.xlsx", {"人员名单": [MEMBER, *KENYANS]}))
    assert found.counts()["退回"] == 3
    assert "没有找到这个因公团组" in row_of(found, 2).problems[0].reason


def test_a_member_without_a_trip_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"人员名单": [MEMBER, (None, *KENYANS[1][1:])]})
    assert "没有写明是哪个因公团组的" in row_of(planned(path), 2).problems[0].reason


def test_trips_of_one_title_in_two_years_are_told_apart_by_the_year_of_the_list(tmp_path):
    next_year = (*TO_KENYA[:4], "2020.4.8", "2020.4.15", 3)
    imported(trips(tmp_path / "a.xlsx", [TO_KENYA, next_year]))
    listed = {"人员名单": [("2020年团组人员",), MEMBER, *KENYANS]}
    imported(workbook(tmp_path / "b.xlsx", listed))
    assert {m.trip.departed_on for m in TripMember.active()} == {date(2020, 4, 8)}
    vague = planned(workbook(tmp_path / "c.xlsx", {"人员名单": [MEMBER, *KENYANS]}))
    assert "有 2 个因公团组都可能是它" in row_of(vague, 2).problems[0].reason


def test_a_flat_list_with_a_row_for_each_member_makes_the_trip_once(tmp_path):
    head = ("团组名称", "出境日期", "入境日期", "姓名", "性别", "部门", "身份")
    rows = [("赴日团", "2019.6.1", "2019.6.5", name, "男", "外语学院", "团员") for name in ("张三", "李四")]
    imported(workbook(tmp_path / "团组人员.xlsx", [head, *rows]))
    assert OutboundTrip.active().count() == 1
    assert TripMember.active().count() == 2


def test_a_conflicting_cell_of_a_person_referred_to_does_not_overwrite(tmp_path):
    imported(trips(tmp_path / "a.xlsx", [TO_KENYA], KENYANS))
    other = [(TO_KENYA[0], "郑海涛", "女", "国际学院", "处长", None)]
    found = planned(trips(tmp_path / "b.xlsx", [TO_KENYA], other))
    assert row_of(found, 2, table=1).action == "相同"
    assert len(row_of(found, 2, table=1).notes) == 2


def test_a_person_known_only_by_name_is_completed_by_the_list(tmp_path):
    store.save(StaffMember(name="李明"))
    imported(trips(tmp_path / "a.xlsx", [TO_KENYA], KENYANS))
    [member] = StaffMember.active().where(StaffMember.name == "李明")
    assert member.department == "软件学院"


def test_namesakes_on_the_staff_without_a_department_in_the_list_are_refused(tmp_path):
    for department in ("甲", "乙"):
        store.save(StaffMember(name="李明", department=department))
    members = [(TO_KENYA[0], "李明", "女", None, "讲师", "团员")]
    found = planned(trips(tmp_path / "a.xlsx", [TO_KENYA], members))
    assert "同名的教职工" in row_of(found, 2, table=1).problems[0].reason
