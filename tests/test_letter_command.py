"""Letters from the command line: by a file or a kept template, masked or with a reason."""

from __future__ import annotations

import json

import pytest

from exports import command_line
from tests.exports.letters.writing import lines_of, paragraph, word_file


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a command on one sample college; gives (status, parsed JSON)."""
    folder = tmp_path_factory.mktemp("letters")

    def call(*words: str) -> tuple[int, dict]:
        import contextlib
        import io

        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            status = command_line.run([*words, "--data-dir", str(folder / "data"), "--json"])
        return status, json.loads(said.getvalue())

    call("sample", "--size", "0.3")
    return call


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "聘书.docx"
    path.write_bytes(word_file(paragraph("《编号》兹聘《护照姓名》（《护照号》）为《任教部门》教师，依《教师法》。")))
    return path


def test_a_letter_is_made_from_a_file_with_the_register_guessed(run, template, tmp_path):
    out = tmp_path / "函.docx"
    status, made = run("letter", str(template), "HARGREAVES", "--out", str(out))
    assert status == 0
    [line] = lines_of(out.read_bytes())
    assert line.startswith("＿＿＿兹聘HARGREAVES")
    assert "****" in line
    assert made["blanks"] == ["编号"]
    assert made["masked"] == ["护照号"]
    assert made["notices"] == ["《教师法》不是字段，照原样保留。"]


def test_a_reason_writes_the_number_in_full_and_a_number_is_taken(run, template, tmp_path):
    out = tmp_path / "函.docx"
    _, made = run(
        "letter", str(template), "HARGREAVES", "--out", str(out), "--number", "--reason", "办理签证",
    )
    assert made["number"].startswith("WSHU-")
    assert made["masked"] == []
    assert made["number"] in lines_of(out.read_bytes())[0]
    assert "****" not in lines_of(out.read_bytes())[0]


def test_a_file_that_cannot_be_written_gives_the_number_back(run, template, tmp_path):
    nowhere = str(tmp_path / "无此处" / "a.docx")
    letter = ("letter", str(template), "HARGREAVES", "--number", "--out")
    _, first = run(*letter, str(tmp_path / "a.docx"))
    status, refused = run(*letter, nowhere)
    assert status == 1
    assert "无此处" in refused["error"]
    _, second = run(*letter, str(tmp_path / "b.docx"))
    assert int(second["number"][-4:]) == int(first["number"][-4:]) + 1


def test_an_unknown_template_says_what_there_is(run, tmp_path):
    status, refused = run("letter", "没有", "1", "--out", str(tmp_path / "a.docx"))
    assert status == 1
    assert "没有名为“没有”的模板" in refused["error"]


def test_an_old_word_file_is_refused_with_what_to_do(run, tmp_path):
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    status, refused = run("letter", str(old), "1", "--out", str(tmp_path / "a.docx"))
    assert status == 1
    assert "旧版格式" in refused["error"]
    assert "另存为" in refused["remedy"]
    assert not (tmp_path / "a.docx").exists()


def test_the_letter_is_a_word_file_and_nothing_else(run, template, tmp_path):
    status, refused = run("letter", str(template), "HARGREAVES", "--out", str(tmp_path / "a.pdf"))
    assert status == 1
    assert ".docx" in refused["remedy"]
