"""Subsistence rates out of the ministry's annex: merged cells, pasted text, no invented amount."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models import budget, history, rate_import
from models.entities import entity_by_key
from models.errors import UserError

ANNEX = (
    ("附件1",), ("各国家和地区住宿费、伙食费、公杂费开支标准表",),
    ("序号", "国家（地区）", "城市", "币种", "住宿费", "伙食费", "公杂费"),
    (None, None, None, None, "（每人每天）", "（每人每天）", "（每人每天）"),
    ("一、", "某洲"),
    (1, "德国", "柏林、汉堡", "欧元", 111, 61, 31),
    (None, None, "其他城市", None, 101, None, None),
    ("二、某洲",),
    (2, "法国", None, "欧元", 121, 62, 32),
    ("注：", "标准为每人每天。"),
)
"""Laid out as the annex is; the amounts are made up for the test."""
PASTED = "1 德国 柏林 汉堡 欧元 111 61 31\n其他城市 欧元 101 61 31\n二、某洲\n2 法国 欧元 121 62 32\n"


def annex(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ANNEX:
        book.active.append(row)
    for cells in ("A1:G1", "A2:G2", "B6:B7", "D6:D7", "F6:F7", "G6:G7"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "附表.xlsx")
    return tmp_path / "附表.xlsx"


def told(plan):
    return [(r.country, r.cities, r.currency, r.lodging, r.meals, r.misc) for r in plan.rows]


ROWS = [
    ("DEU", "柏林、汉堡", "欧元", 111, 61, 31), ("DEU", "其他城市", "欧元", 101, 61, 31),
    ("FRA", None, "欧元", 121, 62, 32),
]


def test_the_annex_is_read_with_its_merged_cells_and_says_how_many(college, tmp_path):
    plan = rate_import.read(annex(tmp_path))
    assert (told(plan), plan.refused, plan.carried) == (ROWS, [], 1)


def test_lines_copied_from_a_pdf_say_the_same(college):
    assert told(rate_import.read_text(PASTED)) == ROWS


def test_cells_copied_from_a_sheet_say_the_same(college):
    text = "\n".join("\t".join("" if c is None else str(c) for c in row) for row in ANNEX)
    assert told(rate_import.read_text(text)) == ROWS


def test_lodging_is_never_taken_over_from_the_row_above(college):
    text = "国家\t城市\t币种\t住宿费\t伙食费\t公杂费\n德国\t柏林\t欧元\t111\t61\t31\n\t汉堡\t\t\t60\t30"
    plan = rate_import.read_text(text)
    assert len(plan.rows) == 1
    assert "住宿费" in plan.refused[0]


def test_a_country_that_names_itself_takes_nothing_over(college):
    text = "国家\t城市\t币种\t住宿费\t伙食费\t公杂费\n德国\t柏林\t欧元\t111\t61\t31\n法国\t\t\t121\t\t"
    assert "伙食费" in rate_import.read_text(text).refused[0]


def test_the_same_place_twice_is_refused_with_both_rows(college):
    plan = rate_import.read_text("德国 柏林 欧元 111 61 31\n德国 柏林 欧元 112 61 31")
    assert (len(plan.rows), plan.refused) == (1, ["第2行：与第1行重复"])


def test_a_table_without_source_and_day_is_kept_only_with_them(college):
    plan = rate_import.read_text(PASTED)
    assert plan.lacks_source
    with pytest.raises(UserError, match="文号或执行日期"):
        rate_import.keep(plan, source="粘贴")

    given = rate_import.complete(plan, "某文〔2020〕1号", date(2020, 1, 1))

    assert rate_import.keep(given, source="粘贴") == 3
    assert budget.standard_for("DEU", "慕尼黑").standard.lodging == 101
    assert budget.standard_for("DEU", "柏林", on=date(2019, 12, 31)).standard is None


def test_an_import_is_taken_back_as_one(college):
    plan = rate_import.complete(rate_import.read_text(PASTED), "文", date(2020, 1, 1))
    rate_import.keep(plan, source="粘贴")
    history.undo(history.batches(1)[0], entity_by_key)
    assert budget.standard_for("FRA").standard is None


def test_text_without_a_standard_is_refused(college):
    with pytest.raises(UserError, match="没有找到"):
        rate_import.read_text("今天天气很好")


def test_a_second_own_row_of_one_place_and_day_is_refused(college):
    shipped = next(s for s in budget.standards() if s.cities == ("东京",))
    rate_import.keep_row(rate_import.own_row(shipped))
    with pytest.raises(UserError, match="已有一行"):
        rate_import.keep_row(rate_import.own_row(shipped))


def test_a_shipped_row_cannot_be_deleted(college):
    with pytest.raises(UserError, match="不能删除"):
        rate_import.remove_row(budget.standards()[0])
