"""Printing from the command line: a number each, the same bytes again, nothing half done."""

from __future__ import annotations

import json

import pytest

from exports import command_line


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command on a sample college of its own; gives (status, parsed JSON)."""

    def call(*words: str) -> tuple[int, dict]:
        capsys.readouterr()
        status = command_line.run([*words, "--data-dir", str(tmp_path / "data"), "--json"])
        return status, json.loads(capsys.readouterr().out)

    call("sample")
    return call


def test_a_certificate_takes_the_next_number_and_is_printed_again_byte_for_byte(run, tmp_path):
    first, again, other = (tmp_path / f"{name}.pdf" for name in "abc")
    status, made = run("print", "B4", "hargreaves", "--out", str(first))
    assert status == 0
    assert made["number"].endswith("-0001")
    _, reprinted = run("print", "B4", "hargreaves", "--out", str(again))
    assert reprinted["number"] == f"{made['number']}（补打）"
    assert again.read_bytes() == first.read_bytes()
    _, second = run("print", "B4", "O'BRIEN", "--out", str(other))
    assert second["number"].endswith("-0002")


def test_a_look_takes_no_number(run, tmp_path):
    _, looked = run("print", "B4", "hargreaves", "--out", str(tmp_path / "a.pdf"), "--preview")
    assert looked["number"] == ""
    _, made = run("print", "B4", "hargreaves", "--out", str(tmp_path / "b.pdf"))
    assert made["number"].endswith("-0001")


def test_a_file_that_cannot_be_written_gives_the_number_back(run, tmp_path):
    status, refused = run("print", "B4", "hargreaves", "--out", str(tmp_path / "无此处" / "a.pdf"))
    assert status == 1
    assert "a.pdf" in refused["error"] or "无此处" in refused["error"]
    _, made = run("print", "B4", "hargreaves", "--out", str(tmp_path / "a.pdf"))
    assert made["number"].endswith("-0001")


def test_several_people_of_a_name_are_listed_and_none_is_printed(run, tmp_path):
    status, refused = run("print", "B4", "a", "--out", str(tmp_path / "a.pdf"))
    assert status == 1
    assert "编号" in refused["error"]
    assert not (tmp_path / "a.pdf").exists()


def test_a_word_paper_is_written_as_word_and_under_no_other_name(run, tmp_path):
    status, refused = run("print", "D2", "1", "--out", str(tmp_path / "a.pdf"))
    assert status == 1
    assert ".docx" in refused["remedy"] or ".docx" in refused["error"]
    status, _ = run("print", "D2", "1", "--out", str(tmp_path / "a.docx"))
    assert status == 0
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")


def test_an_answer_is_given_by_its_label(run, tmp_path):
    day = "2025-03-01"
    _, made = run(
        "print", "B4", "hargreaves", "--out", str(tmp_path / "a.pdf"), "--answer", f"出具日期={day}"
    )
    assert made["number"] == "WJZM-2025-0001"
    status, refused = run(
        "print", "B4", "hargreaves", "--out", str(tmp_path / "b.pdf"), "--answer", "颜色=红"
    )
    assert status == 1
    assert "颜色" in refused["error"]


def test_a_paper_of_the_whole_office_needs_no_name(run, tmp_path):
    status, made = run("print", "A11", "本单位", "--out", str(tmp_path / "a.pdf"))
    assert status == 0
    assert made["number"] == ""
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
