"""The proofread command: what it says, its JSON, the commented copy, and its refusals."""

from __future__ import annotations

import contextlib
import io
import json

import docx
import pytest

from exports import command_line
from models import database
from models.entities import entity_by_key
from tests.exports.drafts.conftest import trip

LINES = ("某某学院2025年外事工作总结", "全年共派出因公出国团组3个。", "全年聘请外籍教师2人。")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A college with two trips of 2025."""
    place = tmp_path_factory.mktemp("proofread")
    keeper = database.open_folder(place / "data")
    trip("赴日本访问团", "JPN")
    trip("赴韩国访问团", "KOR")
    keeper.close(backup=False)
    return place


@pytest.fixture
def report(tmp_path):
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    path = tmp_path / "总结.docx"
    document.save(str(path))
    return path


def run(folder, *words) -> tuple[int, str, str]:
    said, refused = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(refused):
        status = command_line.run([*map(str, words), "--data-dir", str(folder / "data")])
    return status, said.getvalue(), refused.getvalue()


def test_what_differs_comes_first_with_its_paragraph_and_what_it_should_be(folder, report):
    status, said, _ = run(folder, "proofread", report, "--year", 2025)

    assert status == 0
    title, counts, first, *_ = said.splitlines()
    assert title == "某某学院2025年外事工作总结（按2025年的记录核对）"
    assert counts.startswith("不符 1 · 未看懂 ")
    assert first.startswith("✕ 不符　第2段　“3个”　与台账核对：报告写“3个”，应为2个：")


def test_the_year_is_taken_from_the_report(folder, report):
    _, said, _ = run(folder, "proofread", report, "--json")

    result = json.loads(said)
    assert (result["year"], result["title"]) == (2025, LINES[0])
    assert result["counts"]["不符"] == 1
    [differs] = [one for one in result["findings"] if one["verdict"] == "不符"]
    assert differs["places"] == [{"paragraph": 2, "start": 11, "end": 13, "words": "3个"}]
    assert differs["readings"][0]["value"] == 2
    assert differs["readings"][0]["figure"].startswith("trips.")


def test_the_copy_has_the_comment_and_the_report_is_untouched(folder, report):
    before, copy = report.read_bytes(), report.with_name("副本.docx")
    status, said, _ = run(folder, "proofread", report, "--out", copy)

    assert status == 0
    assert said.splitlines()[-1] == f"已写出批注副本（1 条批注，原文件没有改动）：{copy}"
    assert report.read_bytes() == before
    [comment] = docx.Document(str(copy)).comments
    assert comment.author == "外事台账"
    assert "应为2个" in comment.text


def test_the_copy_stands_in_the_log_of_what_left(folder, report):
    run(folder, "proofread", report, "--out", report.with_name("副本.docx"))

    keeper = database.open_folder(folder / "data")
    try:
        entry = entity_by_key("export_log").select().order_by(
            entity_by_key("export_log").id.desc()).first()
        assert str(entry.what) == "2025年报告的校对批注副本"
    finally:
        keeper.close(backup=False)


def test_a_text_file_is_proof_read_too_but_gets_no_copy(folder, tmp_path):
    path = tmp_path / "总结.txt"
    path.write_text("\n".join(LINES), "utf-8")

    assert "✕ 不符　第2段" in run(folder, "proofread", path)[1]
    status, _, refused = run(folder, "proofread", path, "--out", tmp_path / "副本.docx")
    assert status == 1
    assert "文本文件里写不了批注" in refused


def test_the_copy_never_replaces_the_report(folder, report):
    before = report.read_bytes()
    status, _, refused = run(folder, "proofread", report, "--out", report)

    assert status == 1
    assert "不能写在原文件上" in refused
    assert report.read_bytes() == before


def test_what_cannot_be_read_is_said_in_chinese(folder, tmp_path):
    missing = run(folder, "proofread", tmp_path / "没有.docx")
    no_year = tmp_path / "无年.txt"
    no_year.write_text("聘请外籍教师2人。", "utf-8")

    assert missing[0] == 1
    assert "没有.docx" in missing[2]
    assert run(folder, "proofread", no_year)[2].startswith("看不出这份报告是哪一年的。")
