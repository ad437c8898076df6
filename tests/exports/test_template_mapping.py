"""A mapping is found again in next year's layout by the words around its cells."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest

import main
from exports import template_typed
from exports.template_fill import fill_template, run_of_slices
from exports.template_mapping import MappedCell, from_json, make_mapping, to_json
from exports.template_questions import questions
from exports.template_reading import read_template
from exports.template_reapply import AMBIGUOUS, EXACT, MISSING, MOVED, reapply
from models import database, form_mappings, store
from models.entities import OutboundTrip, TripLeg, entity_by_key
from models.errors import UserError

LAST_YEAR = (
    ("2024年度统计表", None, None, None), ("序号", "国家", "批次", "人数"),
    (1, "日本", None, None), (2, "韩国", None, None), (None, "合计", "=SUM(C3:C4)", "=SUM(D3:D4)"),
)


def template(rows, sheet="2024年"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    stream = io.BytesIO()
    book.save(stream)
    return read_template(stream.getvalue(), "统计表.xlsx")


@pytest.fixture
def mapping():
    cells = [
        MappedCell("C3", "trips.groups[country=JPN]"),
        MappedCell("C4", "trips.groups[country=KOR]"),
        MappedCell("D3", "trips.groups[country=JPN]", years=-1),
    ]
    return make_mapping(template(LAST_YEAR), "统计表", year=2024, cells=cells)


def trip(year: int, country: str) -> None:
    made = OutboundTrip(
        title=f"{year}{country}", departed_on=date(year, 5, 1), returned_on=date(year, 5, 5),
        head_count=3, task_kind="培训进修", level="处级", funding_kind="校自筹",
        destination_kind="出国",
    )
    store.save(made)
    store.save(TripLeg(trip=made, country=country))


def places(applied):
    return [(f.was.cell, f.now.cell if f.now else None, f.state) for f in applied.found]


def test_the_same_layout_with_another_year_needs_nothing(mapping):
    rows = [("2025年度统计表", None, None, None), *LAST_YEAR[1:]]
    applied = reapply(mapping, template(rows, "2025年"))
    assert {state for _, _, state in places(applied)} == {EXACT}
    assert applied.fresh == []


def test_an_inserted_row_and_column_move_the_cells_and_ask_only_for_what_is_new(mapping):
    rows = (
        ("2025年度统计表", None, None, None), ("序号", "国家", "类别数", "批次", "人数"),
        (1, "法国", None, None, None), (2, "日本", None, None, None), (3, "韩国", None, None, None),
    )
    applied = reapply(mapping, template(rows, "2025年"))
    assert places(applied) == [
        ("C3", "D4", MOVED), ("C4", "D5", MOVED), ("D3", "E4", MOVED)]
    assert {cell for _, cell in applied.fresh} == {"D3", "E3", "C4", "C5"}


def test_a_row_that_is_gone_is_missing_and_one_that_is_there_twice_ambiguous(mapping):
    rows = (*LAST_YEAR[:2], (1, "韩国", None, None), (2, "中国", None, None), (3, "韩国", None, None))
    states = {f.was.cell: (f.state, f.places) for f in reapply(mapping, template(rows)).found}
    assert states["C3"] == (MISSING, ())
    assert states["C4"] == (AMBIGUOUS, ("C3", "C5"))


def test_a_mapping_survives_its_file_and_the_database(mapping, college):
    assert from_json(to_json(mapping), "x.json") == mapping
    form_mappings.keep("统计表", mapping.signature, year=2024, mapping=json.loads(to_json(mapping)))
    form_mappings.keep("统计表", mapping.signature, year=2025, mapping=json.loads(to_json(mapping)))
    assert [(kept.title, kept.year) for kept in form_mappings.kept()] == [("统计表", 2025)]


def test_a_column_of_countries_is_mapped_by_its_labels(college):
    start = MappedCell("C3", "trips.groups")
    run = run_of_slices(template(LAST_YEAR), start, "country", year=2024)
    assert [(c.cell, c.figure) for c in run.cells] == [
        ("C3", "trips.groups[country=JPN]"), ("C4", "trips.groups[country=KOR]")]


def test_the_figures_of_the_year_and_of_the_year_before_are_filled(mapping, college):
    for year, country in ((2023, "JPN"), (2024, "JPN"), (2024, "JPN"), (2024, "KOR")):
        trip(year, country)
    content = fill_template(template(LAST_YEAR), mapping, 2024).patched.content
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    assert [sheet[c].value for c in ("C3", "C4", "D3", "C5", "D5")] == [2, 1, 1, 3, 1]


def test_nothing_is_filled_while_a_cell_is_unsure(mapping, college):
    with pytest.raises(UserError, match="日本 / 批次）找不到"):
        fill_template(template(LAST_YEAR[:2] + LAST_YEAR[3:]), mapping, 2024)


def test_the_command_line_fills_and_never_over_the_template(tmp_path, capsys):
    keeper = database.open_folder(tmp_path / "data")
    trip(2024, "JPN")
    keeper.close(backup=False)
    source, target = tmp_path / "模板.xlsx", tmp_path / "填好.xlsx"
    source.write_bytes(template(LAST_YEAR).data)
    (tmp_path / "对应.json").write_text('{"2024年!C3": "trips.groups[country=JPN]"}', "utf-8")
    words = ["fill", str(source), "--year", "2024", "--map", str(tmp_path / "对应.json"),
             "--data-dir", str(tmp_path / "data"), "--json", "--out"]
    assert main.main([*words, str(target)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(c["cell"], c["value"]) for c in said["cells"]] == [("C3", 1)]
    assert said["recalculated"] == ["2024年!C5"]
    assert openpyxl.load_workbook(target, data_only=True).active["C5"].value == 1
    assert main.main([*words, str(source)]) == 1
    assert openpyxl.load_workbook(source).active["C3"].value is None


def test_what_is_no_mapping_is_said():
    with pytest.raises(UserError, match="不是对应关系文件"):
        from_json('{"cells": [{"cell": "第3格", "figure": "trips.groups"}]}', "x.json")


# ---- a changed layout asks once ----


def two_sheets(first, second, heading="批次", countries=("日本", "韩国")):
    book = openpyxl.Workbook()
    book.active.title = first
    book.active.append(["国家", heading, "人次"])
    for country in countries:
        book.active.append([country, None, None])
    other = book.create_sheet(second)
    other.append(["项目", "本年"])
    other.append(["外籍教师", None])
    stream = io.BytesIO()
    book.save(stream)
    return read_template(stream.getvalue(), "统计表.xlsx")


@pytest.fixture
def two():
    cells = [
        MappedCell("B2", "trips.groups[country=JPN]", "出访"),
        MappedCell("B3", "trips.groups[country=KOR]", "出访"),
        MappedCell("C2", "trips.person_times[country=JPN]", "出访"),
        MappedCell("B2", "teachers.headcount", "师资"),
    ]
    return make_mapping(two_sheets("出访", "师资"), "统计表", year=2026, cells=cells)


def test_a_renamed_sheet_is_known_by_its_words(two):
    changed = two_sheets("因公出国（境）情况", "教师队伍")
    applied = reapply(two, changed)
    assert [(c.sheet, c.cell) for c in applied.cells] == [
        ("因公出国（境）情况", "B2"), ("因公出国（境）情况", "B3"), ("因公出国（境）情况", "C2"), ("教师队伍", "B2")]
    assert applied.renamed == {"出访": "因公出国（境）情况", "师资": "教师队伍"}
    assert questions(two, changed, applied, year=2026) == []


def test_a_renamed_heading_is_one_question_for_its_whole_column(two):
    changed = two_sheets("出访", "师资", heading="团组批次（个）")
    (question,) = questions(two, changed, reapply(two, changed), year=2026)
    assert question.words == "“批次”这一列今年找不到了（2 格），是改了名字吗？"
    assert [a.label for a in question.answers] == ["就是“团组批次（个）”（B2）", "今年没有了，不再填"]
    assert [c.cell for c in question.answers[0].cells] == ["B2", "B3"]


def test_a_new_row_offers_the_slice_of_its_own_name(two, college):
    changed = two_sheets("出访", "师资", countries=("日本", "法国", "韩国", "火星"))
    asked = questions(two, changed, reapply(two, changed), year=2026)
    assert [q.words for q in asked] == [
        "“法国”是今年新出现的行（B3、C3）。", "“火星”是今年新出现的行（B5、C5）。"]
    assert [c.figure for c in asked[0].answers[0].cells] == [
        "trips.groups[country=FRA]", "trips.person_times[country=FRA]"]
    assert [a.label for a in asked[1].answers] == ["先空着"]


def test_a_sheet_that_has_gone_is_said(two):
    changed = two_sheets("出访", "经费")
    book = openpyxl.load_workbook(io.BytesIO(changed.data))
    book["经费"]["A2"] = "国际旅费"
    stream = io.BytesIO()
    book.save(stream)
    changed = read_template(stream.getvalue(), "统计表.xlsx")
    (question,) = questions(two, changed, reapply(two, changed), year=2026)
    assert question.words == "工作表“师资”今年没有了（1 格）。"


# ---- typed values, and what leaves ----


def fill_words(tmp_path, mapping: str) -> list[str]:
    (tmp_path / "模板.xlsx").write_bytes(template(LAST_YEAR).data)
    (tmp_path / "对应.json").write_text(mapping, "utf-8")
    return ["fill", str(tmp_path / "模板.xlsx"), "--year", "2024", "--map", str(tmp_path / "对应.json"),
            "--data-dir", str(tmp_path / "data"), "--out", str(tmp_path / "填好.xlsx")]


def test_a_typed_value_is_filled_for_its_year_and_named_while_it_is_blank(tmp_path, capsys):
    keeper = database.open_folder(tmp_path / "data")
    template_typed.keep(MappedCell("C3", typed="访问量"), 2024, "3.5", on=date(2024, 12, 1))
    template_typed.keep(MappedCell("C3", typed="访问量"), 2023, "9", on=date(2024, 12, 1))
    keeper.close(backup=False)
    words = fill_words(
        tmp_path, '{"2024年!C3": {"typed": "访问量"}, "2024年!C4": {"typed": "未填"}}')
    assert main.main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(c["cell"], c["value"]) for c in said["cells"]] == [("C3", 3.5)]
    assert said["notices"] == ["1 格手填数今年还没有填，仍是模板原样：2024年!C4"]
    assert openpyxl.load_workbook(tmp_path / "填好.xlsx", data_only=True).active["C5"].value == 3.5


def test_the_command_line_stops_at_a_number_of_a_person(tmp_path, capsys):
    keeper = database.open_folder(tmp_path / "data")
    template_typed.keep(
        MappedCell("C3", typed="联系人"), 2024, "张三 13812345678", on=date(2024, 12, 1))
    keeper.close(backup=False)
    words = fill_words(tmp_path, '{"2024年!C3": {"typed": "联系人"}}')
    assert main.main(words) == 1
    assert "2024年 C3" in capsys.readouterr().err
    assert not (tmp_path / "填好.xlsx").exists()
    assert main.main([*words, "--reason", "省厅要求留联系电话"]) == 0
    keeper = database.open_folder(tmp_path / "data")
    entry = entity_by_key("export_log").get()
    assert (entry.file_name, entry.state, entry.reason) == ("填好.xlsx", "完成", "省厅要求留联系电话")
    keeper.close(backup=False)
