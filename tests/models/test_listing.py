"""What lists show, filter, order and count, asked in SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models import list_filter, store
from models.entities import Agreement, ForeignTeacher, OutboundTrip, PartnerSchool, StaffMember
from models.entities.foreign_teacher import Engagement, TeacherDocument
from models.list_shares import groups_of
from models.listing import Listing, columns_of, first_columns, words_of

pytestmark = pytest.mark.usefixtures("college")


def staff(name, **values):
    record = StaffMember(name=name, **values)
    store.save(record)
    return record.id


def trip(title, **values):
    record = OutboundTrip(title=title, **{"departed_on": date(2024, 5, 1), **values})
    store.save(record)
    return record.id


def column(entity, name):
    return {c.name: c for c in columns_of(entity)}[name]


def found(entity, name, typed):
    return list(Listing(entity).with_filter(name, typed).ids())


def test_names_are_ordered_by_pinyin_with_the_surnames_own_reading():
    ids = [staff(name) for name in ("张三", "单伟", "阿强", "Smith", "王伟", "曾立")]
    zhang, shan, a, smith, wang, zeng = ids

    ordered = Listing(StaffMember, order=(("name", False),)).ids()

    assert list(ordered) == [smith, a, shan, wang, zeng, zhang]


def test_a_blank_comes_last_in_both_directions():
    with_value, blank = staff("甲", department="外语系"), staff("乙")

    for descending in (False, True):
        ids = Listing(StaffMember, order=(("department", descending),)).ids()
        assert list(ids) == [with_value, blank]


def test_two_columns_order_together():
    first, second, third = (
        staff("丙", department="乙系"), staff("甲", department="乙系"), staff("乙", department="甲系"),
    )

    ids = Listing(StaffMember, order=(("department", False), ("name", False))).ids()

    assert list(ids) == [third, first, second]


def test_a_choice_is_ordered_as_it_is_declared():
    joined, lead = staff("甲", level="科级"), staff("乙", level="厅局级")

    assert list(Listing(StaffMember, order=(("level", False),)).ids()) == [lead, joined]


@pytest.mark.parametrize("typed", ["王", "wang", "ww", "=王伟", "!李", "王|赵"])
def test_text_is_filtered_by_part_pinyin_initials_or_exactly(typed):
    wang, li = staff("王伟"), staff("李静")

    assert found(StaffMember, "name", typed) == [wang]
    assert li not in found(StaffMember, "name", typed)


@pytest.mark.parametrize(
    ("typed", "hits"),
    [("2024", [0, 1]), ("2024-09", [1]), ("2024年9月", [1]), (">2024-09", [2]), (">=2024-09", [1, 2]),
     ("<=2024-09", [0, 1]), ("2024-09..2025-01", [1, 2]), ("~2024-06", [0]), ("!2024", [2])],
)
def test_dates_are_filtered_by_year_month_and_range(typed, hits):
    ids = [trip("甲", departed_on=date(2024, 3, 1)), trip("乙", departed_on=date(2024, 9, 20)),
           trip("丙", departed_on=date(2025, 1, 3))]

    assert sorted(found(OutboundTrip, "departed_on", typed)) == [ids[at] for at in hits]


def test_a_partial_date_counts_to_the_end_of_its_month():
    partial = OutboundTrip(title="甲")
    partial.departed_on = column(OutboundTrip, "departed_on").kind.parse("2024年6月")
    store.save(partial)

    assert found(OutboundTrip, "departed_on", "<=2024-06") == [partial.id]
    assert found(OutboundTrip, "departed_on", ">2024-06") == []


def test_expiring_dates_are_asked_against_today():
    teacher = ForeignTeacher(passport_name="LEE")
    store.save(teacher)
    store.save(TeacherDocument(teacher=teacher, kind="居留许可", valid_until=date(2026, 12, 1)))
    until = column(ForeignTeacher, "residence_until")

    def hits(typed, today):
        condition = list_filter.condition(until, typed, today=today)
        return ForeignTeacher.select().where(condition).count()

    assert hits("30天内", date(2026, 11, 20)) == 1
    assert hits("30天内", date(2026, 10, 20)) == 0
    assert hits("已过期", date(2026, 12, 2)) == 1


def test_money_is_filtered_in_yuan():
    cheap, dear = trip("甲", cost=Decimal("999.50")), trip("乙", cost=Decimal(120000))

    assert found(OutboundTrip, "cost", ">1000") == [dear]
    assert found(OutboundTrip, "cost", "500..1000") == [cheap]
    assert found(OutboundTrip, "cost", "12万") == [dear]


def test_a_country_is_filtered_by_its_name_or_its_pinyin():
    school = PartnerSchool(name="甲校", country="KOR")
    store.save(school)

    assert found(PartnerSchool, "country", "韩") == [school.id]
    assert found(PartnerSchool, "country", "hanguo") == [school.id]
    assert found(PartnerSchool, "country", "日本") == []


def test_a_link_is_filtered_and_shown_by_the_linked_title():
    school = PartnerSchool(name="釜山大学", country="KOR")
    store.save(school)
    agreement = Agreement(partner=school, title="备忘录")
    store.save(agreement)
    partner = column(Agreement, "partner")

    rows = list(Listing(Agreement).rows([agreement.id], [partner]))

    assert found(Agreement, "partner", "fsdx") == [agreement.id]
    assert words_of([partner], rows) == [["釜山大学"]]


def test_a_filter_that_cannot_be_meant_says_so_in_chinese():
    with pytest.raises(ValueError, match="日期"):
        Listing(OutboundTrip).with_filter("departed_on", ">昨天左右").ids()


def test_blank_and_not_blank_can_be_asked():
    known, unknown = staff("甲", department="外语系"), staff("乙")

    assert found(StaffMember, "department", "空") == [unknown]
    assert found(StaffMember, "department", "非空") == [known]


def test_sensitive_words_are_masked_unless_asked_for():
    record = staff("甲", phone="13812345678")
    phone = column(StaffMember, "phone")
    rows = list(Listing(StaffMember).rows([record], [phone]))

    assert words_of([phone], rows) == [["13****78"]]
    assert words_of([phone], rows, masked=False) == [["13812345678"]]


def test_groups_tell_current_from_ended_by_the_latest_contract():
    current, ended = ForeignTeacher(passport_name="A"), ForeignTeacher(passport_name="B")
    for teacher, last in ((current, date(2027, 7, 1)), (ended, date(2025, 7, 1))):
        store.save(teacher)
        store.save(Engagement(teacher=teacher, engaged_from=date(2024, 9, 1), engaged_until=last))
    groups = groups_of(ForeignTeacher, 2026, date(2026, 11, 20))

    counts = Listing(ForeignTeacher).count_groups(groups)

    assert (counts[""], counts["current"], counts["ended"]) == (2, 1, 1)


def test_groups_of_dated_records_are_the_years():
    trip("甲", departed_on=date(2026, 1, 5))
    trip("乙", departed_on=date(2025, 1, 5))
    groups = groups_of(OutboundTrip, 2026)

    assert [g.label for g in groups] == ["2026年", "2025年", "待补"]
    assert Listing(OutboundTrip).count_groups(groups)["year"] == 1


def test_the_newest_come_first_until_another_order_is_chosen():
    old, new = trip("甲", departed_on=date(2020, 1, 1)), trip("乙", departed_on=date(2026, 1, 1))

    assert list(Listing(OutboundTrip).ids()) == [new, old]


def test_a_summary_adds_money_up_and_counts_what_differs():
    ids = [trip("甲", cost=Decimal("1000.50")), trip("乙", cost=Decimal("2000.25")), trip("丙")]

    summary = Listing(OutboundTrip).summary(ids, column(OutboundTrip, "cost"))

    assert (summary.rows, summary.distinct, summary.total) == (3, 2, Decimal("3000.75"))


def test_missing_wanted_fields_are_named_with_the_row():
    record = staff("甲", sex="男", department="外语系")

    row = next(iter(Listing(StaffMember).rows([record], first_columns(StaffMember))))

    assert row.missing == ("职务",)


def test_her_own_columns_can_be_shown_filtered_and_ordered():
    record = StaffMember(name="甲", extra={"领导备注": "重点"})
    store.save(record)
    other = staff("乙")
    own = {c.name: c for c in columns_of(StaffMember, with_extra=True)}["extra:领导备注"]

    rows = list(Listing(StaffMember).rows([record.id, other], [own]))

    assert words_of([own], rows) == [["重点"], [""]]
    assert found(StaffMember, own.name, "重") == [record.id]
    assert list(Listing(StaffMember, order=((own.name, False),)).ids()) == [record.id, other]


def test_a_deleted_record_is_in_no_list():
    record = StaffMember(name="甲")
    store.save(record)
    store.retire(record)

    assert list(Listing(StaffMember).ids()) == []
    assert list(Listing(StaffMember, retired=True).ids()) == [record.id]


def test_a_list_can_be_cut_to_the_records_behind_a_number():
    ids = [staff(name) for name in "甲乙丙"]

    assert list(Listing(StaffMember, only=(ids[0], ids[2])).ids()) == [ids[0], ids[2]]
    assert list(Listing(StaffMember, only=()).ids()) == []


def test_the_values_of_a_column_come_with_their_numbers():
    for department in ("外语系", "外语系", "机电系"):
        staff("甲", department=department, staff_no=None)

    values = Listing(StaffMember).values(column(StaffMember, "department"))

    assert values == [("外语系", 2), ("机电系", 1)]
