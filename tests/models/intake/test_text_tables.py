"""Tables in text files, in every encoding that Chinese offices produce."""

from __future__ import annotations

import codecs

import pytest

from models.errors import Unreadable
from models.intake import limits
from models.intake.workbook import read_tables

ROWS = "姓名,国籍,出生日期\nKIM MINJUN,韩国,1974年2月8日\n"


@pytest.mark.parametrize("content", [
    ROWS.encode("utf-8"), ROWS.encode("utf-8-sig"), ROWS.encode("gb18030"), ROWS.encode("gbk"),
    ROWS.encode("utf-16"), codecs.BOM_UTF16_BE + ROWS.encode("utf-16-be"),
], ids=["utf-8", "utf-8-bom", "gb18030", "gbk", "utf-16", "utf-16-be"])
def test_every_encoding_is_read(tmp_path, content):
    path = tmp_path / "名单.csv"
    path.write_bytes(content)
    [table] = read_tables(path)
    assert [h.label for h in table.headings] == ["姓名", "国籍", "出生日期"]
    assert table.rows[0].values == ("KIM MINJUN", "韩国", "1974年2月8日")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(tmp_path, encoding):
    path = tmp_path / "名单.csv"
    path.write_bytes(("name,sex,no\n" + "KIM,F,1\n" * 30).encode(encoding))
    [table] = read_tables(path, vocabulary=frozenset({"name", "sex", "no"}))
    assert len(table.rows) == 30


@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_the_separator_is_found(tmp_path, mark):
    path = tmp_path / "名单.txt"
    path.write_text(f"姓名{mark}国籍\nHARRIS JAMES{mark}英国\n", "utf-8")
    [table] = read_tables(path)
    assert table.rows[0].values == ("HARRIS JAMES", "英国")


def test_a_comma_inside_a_name_does_not_end_the_cell(tmp_path):
    path = tmp_path / "名单.tsv"
    path.write_text("姓名\t国籍\nHARRIS, JAMES\t英国\nWALSH, Eoin\t爱尔兰\n", "utf-8")
    [table] = read_tables(path)
    assert table.rows[1].values == ("WALSH, Eoin", "爱尔兰")


def test_quoted_cells_may_hold_line_breaks_and_separators(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text('姓名,备注\nKIM,"一、口语\n二、写作,听力"\n', "utf-8")
    [table] = read_tables(path)
    assert table.rows[0].values[1] == "一、口语\n二、写作,听力"


def test_numbers_that_programs_keep_as_text_lose_their_wrapping(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text("姓名,学号,护照号\nKIM,'00123,\"=\"\"M123\"\"\"\nLEE,=1+1,'x\n", "utf-8")
    [table] = read_tables(path)
    assert table.rows[0].values == ("KIM", "00123", "M123")
    assert table.rows[1].values == ("LEE", "=1+1", "'x")


def test_short_lines_are_filled_up(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text("姓名,国籍,备注\nKIM\n", "utf-8")
    [table] = read_tables(path)
    assert table.rows[0].values == ("KIM", "", "")


@pytest.mark.parametrize(("limit", "value", "what"), [("ROWS", 1, "行"), ("COLUMNS", 2, "列")])
def test_too_large_a_table_is_refused(tmp_path, monkeypatch, limit, value, what):
    monkeypatch.setattr(limits, limit, value)
    path = tmp_path / "名单.csv"
    path.write_text(ROWS, "utf-8")
    with pytest.raises(Unreadable, match=what):
        read_tables(path)


def test_a_cell_without_end_is_damaged(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text('姓名,备注\nKIM,"' + "长" * 140_000, "utf-8")
    with pytest.raises(Unreadable, match="已损坏"):
        read_tables(path)
