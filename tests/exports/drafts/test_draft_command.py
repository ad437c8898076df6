"""draft on the command line: every paper as a Word file or JSON, refused in plain words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exports import command_line
from exports.drafts.official_document import figures_in
from models import database
from models.entities.kept_settings import ExportLog
from models.entities.year_work import PlanTarget, WorkTask
from tests.exports.drafts.conftest import save, trip


@pytest.fixture
def folder(tmp_path):
    """A data folder with a trip, a task and a target."""
    keeper = database.open_folder(tmp_path / "data")
    trip("赴日本访问团", "JPN")
    save(WorkTask(title="办好讲座", year=2025, serial=1))
    save(PlanTarget(title="讲座", plan="规划", base_year=2024, target_year=2026))
    keeper.close(backup=False)
    return tmp_path / "data"


@pytest.fixture
def draft(folder, tmp_path, capsys):
    """Run the command; gives (status, file, what was printed)."""

    def call(kind: str, *more: str, out: str = "稿.docx") -> tuple[int, Any, Any]:
        capsys.readouterr()
        status = command_line.run([
            "draft", "--year", "2025", "--kind", kind, "--out", str(tmp_path / out), *more,
            "--data-dir", str(folder)])
        return status, tmp_path / out, capsys.readouterr()

    return call


@pytest.mark.parametrize(("kind", "more", "period"), [
    ("S1", (), "2025年"), ("s2", (), "2025年"), ("S3", (), "2025年上半年"),
    ("S3", ("--half", "2"), "2025年下半年"), ("S4", (), "2025年"),
    ("S4", ("--quarter", "2"), "2025年第二季度"), ("S5", (), "2025年"),
])
def test_every_paper_is_written_for_its_term(draft, kind, more, period):
    status, file, said = draft(kind, *more, "--json")
    data = json.loads(said.out)
    assert (status, data["period"], data["draft"]) == (0, period, kind.upper())
    assert {f.figure for f in figures_in(file.read_bytes())} >= set(data["figures"])


def test_a_json_file_holds_what_json_prints(draft):
    status, file, said = draft("S1", "--json", out="稿.json")
    printed = json.loads(said.out)
    assert status == 0
    assert printed.pop("file") == str(file)
    assert json.loads(file.read_text("utf-8")) == printed
    assert printed["figures"]["trips.groups"]["value"] == 1


def test_what_is_open_is_printed_line_by_line(draft):
    _, _, said = draft("S4", "--quarter", "4")
    assert "已写出《" in said.out
    assert "待补　任务进展：1项任务第四季度没有填报：办好讲座" in said.out


def test_a_paper_that_leaves_is_in_the_export_log(draft, folder):
    draft("S3", "--half", "1")
    keeper = database.open_folder(folder)
    (entry,) = ExportLog.select()
    keeper.close(backup=False)
    assert (entry.what, entry.state) == ("半年工作总结及下步打算（2025年上半年）", "完成")


@pytest.mark.parametrize(("words", "said"), [
    (("S9",), "没有文稿“S9”。"), (("S1", "--half", "1"), "不分半年"),
    (("S3", "--quarter", "1"), "不分季度"), (("S3", "--half", "3"), "--half 不能是 3"),
    (("S4", "--quarter", "5"), "--quarter 不能是 5"),
])
def test_what_cannot_be_written_is_refused(draft, words, said):
    status, file, printed = draft(*words)
    assert status == 1
    assert said in printed.err
    assert not file.exists()


def test_only_word_and_json_can_be_written(draft):
    status, file, printed = draft("S1", out="稿.pdf")
    assert (status, file.exists()) == (1, False)
    assert ".docx 或 .json" in printed.err


def test_the_help_says_how(capsys):
    command_line.run(["--help"])
    line = next(each for each in capsys.readouterr().out.splitlines() if "draft " in each)
    assert "--half" in line
    assert "--quarter" in line
