"""A grouped list leaves the program as it stands on the screen: on paper and as a workbook."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pypdfium2
import pytest

from exports import list_print
from exports.register import workbook
from models import store
from models.entities import OutboundTrip, StaffMember
from models.jobs import Silent
from models.list_groups import grouped
from models.listing import Listing, columns_of
from models.sharing import Sharing

pytestmark = pytest.mark.usefixtures("college")


@pytest.fixture
def trips():
    for title, day, cost in (("甲团", 2024, 1000), ("乙团", 2025, 500), ("丙团", 2025, 250)):
        store.save(OutboundTrip(title=title, departed_on=date(day, 5, 1), cost=cost))
    listing = Listing(OutboundTrip, grouping=("departed_on",), order=(("title", False),))
    known = {c.name: c for c in columns_of(OutboundTrip)}
    columns = [known["title"], known["cost"]]
    return listing, columns, grouped(listing, columns)


def test_groups_stand_in_order_with_counts_and_sums(trips):
    _, _, found = trips
    assert [(h.words, h.count, dict(h.totals)["cost"]) for h in found.heads] == [
        ("2025年", 2, 750), ("2024年", 1, 1000),
    ]


def test_a_workbook_holds_the_heads_with_their_sums_and_folds(trips):
    listing, columns, found = trips
    data = workbook(
        listing, columns, ids=found.ids, title="团组", sharing=Sharing(), progress=Silent(),
        heads=found.heads,
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = [[cell.value for cell in row][:2] for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        ["出境日期：2025年，2 个团组", 750], ["丙团", 250], ["乙团", 500],
        ["出境日期：2024年，1 个团组", 1000], ["甲团", 1000],
    ]
    assert [sheet.row_dimensions[at].outlineLevel for at in range(4, 9)] == [0, 1, 1, 0, 1]


def test_two_groups_one_inside_the_other_and_blanks_last():
    for name, department, sex in (
        ("王一", "外语系", "女"), ("王二", "外语系", "男"), ("王三", None, "男"), ("王四", "外语系", "男"),
    ):
        store.save(StaffMember(name=name, department=department, sex=sex))
    found = grouped(Listing(StaffMember, grouping=("department", "sex")))
    assert [(h.level, h.words, h.count, h.start) for h in found.heads] == [
        (0, "外语系", 3, 0), (1, "男", 2, 0), (1, "女", 1, 2), (0, "（空）", 1, 3), (1, "男", 1, 3),
    ]


def test_the_paper_repeats_its_header_and_counts_its_pages():
    for number in range(90):
        store.save(StaffMember(name=f"王{number}", department="外语系", phone="13900001111"))
    listing = Listing(StaffMember)
    known = {c.name: c for c in columns_of(StaffMember)}
    columns = tuple(known[name] for name in ("name", "department", "phone"))
    printed = list_print.PrintedList(listing, columns, listing.ids(), title="教职工名册")

    made = pypdfium2.PdfDocument(list_print.pdf(printed))
    pages = [page.get_textpage().get_text_bounded() for page in made]
    made.close()

    assert len(pages) > 1
    assert all("姓名" in page and "部门" in page for page in pages)
    assert f"共 {len(pages)} 页" in pages[-1]
    assert "13900001111" not in "".join(pages)
    assert sum(page.count("外语系") for page in pages) == 90


def test_columns_that_do_not_fit_go_on_to_further_sheets_under_the_first():
    needed = [list_print.Need(60, 80)] * 6
    sheets = list_print.strips(needed, 275)
    assert [columns for columns, _ in sheets] == [[0, 1, 2, 3], [0, 4, 5]]
    assert all(sum(widths) == pytest.approx(275) for _, widths in sheets)
