"""Any list as a workbook: what stood on the screen stands in the file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.in_memory import to_bytes
from exports.register import export_list
from models import store
from models.entities import OutboundTrip, StaffMember
from models.errors import UserError
from models.jobs import Cancelled
from models.listing import Listing, columns_of

pytestmark = pytest.mark.usefixtures("college")


def columns(entity, *names):
    known = {c.name: c for c in columns_of(entity)}
    return [known[name] for name in names]


def rows_of(path):
    sheet = load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)], sheet


def test_dates_money_and_counts_stay_what_they_are(tmp_path):
    store.save(OutboundTrip(
        title="赴韩交流团", departed_on=date(2025, 5, 1), returned_on=date(2025, 5, 6),
        head_count=5, cost=Decimal("81234.50"),
    ))
    path = tmp_path / "团组.xlsx"

    count = export_list(
        Listing(OutboundTrip), columns(OutboundTrip, "title", "departed_on", "head_count", "cost"),
        path=path, title="因公团组",
    )

    rows, sheet = rows_of(path)
    assert count == 1
    assert rows == [
        ["团组名称", "出境日期", "人数", "费用"],
        ["赴韩交流团", datetime(2025, 5, 1), 5, 81234.5],
    ]
    assert sheet["B4"].number_format == "yyyy-mm-dd"
    assert sheet["D4"].number_format == "#,##0.00"


def test_a_partial_date_keeps_its_precision_as_text(tmp_path):
    trip = OutboundTrip(title="甲")
    trip.departed_on = columns(OutboundTrip, "departed_on")[0].kind.parse("2019年9月")
    store.save(trip)
    path = tmp_path / "a.xlsx"

    export_list(Listing(OutboundTrip), columns(OutboundTrip, "departed_on"), path=path)

    assert rows_of(path)[0][1] == ["2019-09"]


def test_computed_dates_and_numbers_are_real_ones_too(tmp_path):
    store.save(OutboundTrip(title="甲", departed_on=date(2025, 5, 1), returned_on=date(2025, 5, 6)))
    path = tmp_path / "a.xlsx"

    export_list(Listing(OutboundTrip), columns(OutboundTrip, "days_abroad"), path=path)

    assert rows_of(path)[0][1] == [6]


@pytest.mark.parametrize(("masked", "words"), [(True, "13****78"), (False, "13812345678")])
def test_sensitive_numbers_are_masked_and_always_text(tmp_path, masked, words):
    store.save(StaffMember(name="甲", phone="13812345678"))
    path = tmp_path / "a.xlsx"

    export_list(
        Listing(StaffMember), columns(StaffMember, "name", "phone"), path=path, masked=masked
    )

    assert rows_of(path)[0][1] == ["甲", words]


def test_only_the_chosen_rows_in_their_order(tmp_path):
    ids = []
    for name in "甲乙丙":
        record = StaffMember(name=name)
        store.save(record)
        ids.append(record.id)
    path = tmp_path / "a.xlsx"

    export_list(
        Listing(StaffMember), columns(StaffMember, "name"), path=path, ids=[ids[2], ids[0]]
    )

    assert rows_of(path)[0][1:] == [["丙"], ["甲"]]


def test_the_sheet_is_ready_to_filter_and_to_print(tmp_path):
    store.save(StaffMember(name="甲"))
    path = tmp_path / "a.xlsx"

    export_list(Listing(StaffMember), columns(StaffMember, "name", "sex"), path=path, title="教职工")

    sheet = load_workbook(path).active
    assert sheet.title == "教职工"
    assert sheet["A1"].value == "教职工"
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0


def test_a_formula_in_a_name_stays_text(tmp_path):
    store.save(StaffMember(name="=1+1"))
    path = tmp_path / "a.xlsx"

    export_list(Listing(StaffMember), columns(StaffMember, "name"), path=path)

    cell = load_workbook(path).active["A4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_cancelled_export_leaves_the_old_file(tmp_path):
    class Stop:
        def step(self, done, total, text=""):
            raise Cancelled

    store.save(StaffMember(name="甲"))
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    with pytest.raises(Cancelled):
        export_list(Listing(StaffMember), columns(StaffMember, "name"), path=path, progress=Stop())

    assert path.read_bytes() == b"old"


def test_a_folder_that_is_gone_is_said_in_chinese(tmp_path):
    with pytest.raises(UserError, match="没有保存"):
        export_list(
            Listing(StaffMember), columns(StaffMember, "name"), path=tmp_path / "nein" / "a.xlsx"
        )


def test_nothing_is_written_to_the_temporary_folder(tmp_path, monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a temporary file would hold personal data")

    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refuse)
    store.save(StaffMember(name="甲"))
    path = tmp_path / "a.xlsx"

    export_list(Listing(StaffMember), columns(StaffMember, "name"), path=path)

    assert rows_of(path)[0][1] == ["甲"]


def test_our_plain_workbooks_need_no_temporary_file_either(monkeypatch):
    from openpyxl import Workbook

    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", lambda: 1 / 0)
    book = Workbook()
    book.active["A1"] = "甲"

    assert load_workbook(BytesIO(to_bytes(book))).active["A1"].value == "甲"


def test_a_list_of_which_nothing_may_be_shown_is_refused(college, tmp_path):
    from models.sharing import PUBLIC, Sharing

    listing = Listing(StaffMember)
    columns = [c for c in columns_of(listing.entity) if c.name in ("phone", "id_no")]
    with pytest.raises(UserError, match="没有可以写出的列"):
        export_list(listing, columns, path=tmp_path / "a.xlsx", sharing=Sharing(PUBLIC))
    assert not (tmp_path / "a.xlsx").exists()
