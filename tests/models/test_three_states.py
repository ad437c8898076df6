"""The third state in SQL and files: filters, values, sums, merging, out to a workbook and back."""

from __future__ import annotations

from datetime import date

import pytest

from exports import register
from models import list_filter, merging, store
from models.entities.outbound_trip import OutboundTrip
from models.intake.apply import apply
from models.intake.plan import plan
from models.list_shares import groups_of
from models.listing import Listing, columns_of, shown
from models.three_states import INAPPLICABLE, is_marked, parse, put, read

COLUMNS = {column.name: column for column in columns_of(OutboundTrip)}


@pytest.fixture
def trips(college):
    """Three trips that cost nothing, something unknown, and to which cost does not apply."""
    found = {}
    for title, cost in (("零", 0), ("未知", None), ("不涉及", INAPPLICABLE)):
        trip = OutboundTrip(title=f"{title}团", departed_on=date(2026, 3, 1))
        put(trip, "cost", cost)
        store.save(trip)
        found[title] = trip.id
    return found


def filtered(typed):
    return set(Listing(OutboundTrip).with_filter("cost", typed).ids())


def test_a_filter_tells_the_three_apart(trips):
    assert filtered("不适用") == {trips["不涉及"]}
    assert filtered("空") == {trips["未知"]}
    assert filtered("0") == {trips["零"]}
    assert filtered("非空") == {trips["零"], trips["不涉及"]}
    assert filtered("!不适用") == {trips["零"], trips["未知"]}


def test_the_values_of_a_column_list_the_three_apart(trips):
    column = COLUMNS["cost"]
    values = {shown(column, value): n for value, n in Listing(OutboundTrip).values(column)}

    assert values == {"0": 1, "": 1, "不适用": 1}
    assert list_filter.exact("不适用") == "=不适用"
    assert filtered("=不适用") == {trips["不涉及"]}


def test_sums_and_different_values_take_no_notice_of_it(trips):
    summary = Listing(OutboundTrip).summary(list(trips.values()), COLUMNS["cost"])

    assert (summary.distinct, summary.total) == (1, 0)


def test_a_marked_field_is_no_longer_missing_in_the_list(trips):
    trip = OutboundTrip.get_by_id(trips["未知"])
    for kind in OutboundTrip.kinds():
        if kind.wanted and kind.read(trip) is None:
            put(trip, kind.name, INAPPLICABLE)
    store.save(trip)
    group = next(g for g in groups_of(OutboundTrip, 2026) if g.key == "missing")

    assert trip.id not in Listing(OutboundTrip, group=group).ids()
    (row,) = Listing(OutboundTrip).rows([trip.id], [COLUMNS["level"]])
    assert row.missing == ()
    assert row.values == (INAPPLICABLE,)


@pytest.mark.parametrize("word", ["不适用", "无此项", "N/A", "n/a"])
def test_what_registers_write_for_it_is_understood(word):
    assert parse(OutboundTrip.cost, word) is INAPPLICABLE


@pytest.mark.parametrize("word", ["/", "—", "", "无"])
def test_marks_for_nothing_stay_blanks(word):
    assert parse(OutboundTrip.cost, word) is None


def test_a_required_field_refuses_it():
    with pytest.raises(ValueError, match="必须填写"):
        parse(OutboundTrip.departed_on, "不适用")


def test_it_goes_out_to_a_workbook_and_comes_back_the_same(trips, tmp_path):
    path = tmp_path / "因公团组.xlsx"
    columns = [COLUMNS[name] for name in ("title", "departed_on", "cost", "route", "head_count")]
    register.export_list(Listing(OutboundTrip), columns, path=path, masked=False)

    assert {row.action for table in plan([path]).tables for row in table.rows} == {"相同"}


def test_an_import_marks_a_kept_record_and_says_so(trips, tmp_path):
    path = tmp_path / "因公团组.xlsx"
    columns = [COLUMNS[name] for name in ("title", "departed_on", "cost")]
    register.export_list(Listing(OutboundTrip), columns, path=path, masked=False)
    trip = OutboundTrip.get_by_id(trips["不涉及"])
    put(trip, "cost", 500)
    store.save(trip)

    found = plan([path])
    changes = [c for table in found.tables for row in table.rows for c in row.changes]
    apply(found)

    assert [(c.label, c.old, c.new) for c in changes] == [("费用", "500", "不适用")]
    assert is_marked(OutboundTrip.get_by_id(trip.id), "cost")


def test_an_import_makes_a_new_record_with_the_mark(trips, tmp_path):
    path = tmp_path / "因公团组.xlsx"
    columns = [COLUMNS[name] for name in ("title", "departed_on", "cost")]
    register.export_list(Listing(OutboundTrip), columns, path=path, masked=False)
    for record in OutboundTrip.select():
        store.retire(record)

    apply(plan([path]))

    made = {trip.title: read(trip, OutboundTrip.cost) for trip in OutboundTrip.active()}
    assert made == {"零团": 0, "未知团": None, "不涉及团": INAPPLICABLE}


def test_merging_takes_the_mark_over_where_the_kept_record_is_blank(trips):
    kept, other = (OutboundTrip.get_by_id(trips[name]) for name in ("未知", "不涉及"))
    merging.merge(kept, other)

    assert is_marked(OutboundTrip.get_by_id(kept.id), "cost")
