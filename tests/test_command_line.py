"""The first journey, as typed: her workbooks in, the figures of the year out, and back again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exports import command_line
from exports.rejected_rows import REASON, export_rejected
from main import main
from models import database
from models.entities import InboundVisit
from models.intake.plan import plan
from tests.conftest import SAMPLES

EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
WORKBOOKS = sorted(str(p) for p in SAMPLES.glob("*.xlsx"))


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command on a data folder of its own; gives (status, parsed JSON)."""

    def call(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        status = command_line.run([*words, "--data-dir", str(tmp_path / "data"), "--json"])
        text = capsys.readouterr().out
        return status, json.loads(text) if text.strip() else None

    return call


@pytest.fixture
def imported(run):
    """The year 2019 as her workbooks have it."""
    status, result = run("import", *WORKBOOKS)
    assert status == 0
    return run, result


def values(run: Any, year: int = 2019) -> dict[str, Any]:
    status, figures = run("figures", "--year", str(year))
    assert status == 0
    return {f["id"]: f for f in figures}


def test_every_sample_workbook_goes_in_without_a_question(imported):
    _, result = imported
    assert result["counts"]["退回"] == 0
    assert result["counts"]["新增"] > 0


def test_importing_again_adds_and_changes_nothing(imported):
    run, _ = imported
    before = values(run)
    status, result = run("import", *WORKBOOKS)
    assert status == 0
    assert result["counts"]["新增"] == result["counts"]["更新"] == result["counts"]["退回"] == 0
    assert values(run) == before


def test_a_dry_run_writes_nothing(run):
    status, result = run("import", *WORKBOOKS, "--dry-run")
    assert status == 0
    assert result["counts"]["新增"] > 0
    assert all(f["value"] == 0 for f in values(run).values())


def test_undoing_the_import_leaves_an_empty_college(imported):
    run, result = imported
    status, _ = run("undo", str(result["batch"]))
    assert status == 0
    assert all(f["value"] == 0 for f in values(run).values())
    assert run("import", *WORKBOOKS)[0] == 0
    assert values(run)["trips.groups"]["value"] == 11


FIGURES = [
    ("teachers.headcount", ("foreign_teachers", "employed_in_year")),
    ("teachers.language", ("foreign_teachers", "language")),
    ("teachers.at_year_end", ("foreign_teachers", "at_year_end")),
    ("students.new", ("incoming_students", "received_in_year")),
    ("students.exchange", ("incoming_students", "exchange")),
    ("outbound_students.person_times", ("outgoing_students", "sent_in_year")),
    ("trips.groups", ("outbound_groups", "groups")),
    ("trips.person_times", ("outbound_groups", "person_times")),
    ("trips.persons", ("outbound_groups", "persons")),
    ("trips.foreign_groups", ("outbound_groups", "abroad_excluding_hk_mo_tw", "groups")),
    ("trips.foreign_person_times",
     ("outbound_groups", "abroad_excluding_hk_mo_tw", "person_times")),
    ("trips.taiwan_groups", ("outbound_groups", "taiwan", "groups")),
    ("trips.taiwan_person_times", ("outbound_groups", "taiwan", "person_times")),
    ("trips.person_days", ("outbound_groups", "person_days")),
    ("trips.cost", ("outbound_groups", "cost_yuan")),
    ("trips.missing_reports", ("outbound_groups", "missing_report")),
    ("visits.groups", ("inbound_visits", "groups")),
    ("visits.person_times", ("inbound_visits", "person_times")),
    ("visits.domestic_groups", ("inbound_visits", "domestic_groups")),
    ("events.lectures", ("lectures",)),
    ("events.training_person_times", ("foreign_affairs_training_person_times",)),
    ("events.language_training_teachers", ("language_training_teachers",)),
]


@pytest.fixture(scope="module")
def figures_2019(tmp_path_factory):
    """All figures of 2019, computed once from the imported workbooks."""
    folder = tmp_path_factory.mktemp("figures") / "data"
    script = [sys.executable, str(Path(command_line.__file__).parent.parent / "main.py")]
    tail = ["--data-dir", str(folder), "--json"]
    subprocess.run([*script, "import", *WORKBOOKS, *tail], check=True, capture_output=True)
    run = subprocess.run(
        [*script, "figures", "--year", "2019", *tail], check=True, capture_output=True
    )
    return {f["id"]: f for f in json.loads(run.stdout.decode("utf-8"))}


@pytest.mark.parametrize(("figure", "path"), FIGURES, ids=[f for f, _ in FIGURES])
def test_the_figures_of_2019_are_what_a_correct_count_gives(figures_2019, figure, path):
    expected: Any = EXPECTED
    for key in path:
        expected = expected[key]
    assert figures_2019[figure]["value"] == expected


def test_the_countries_of_2019_are_those_of_a_correct_count(figures_2019):
    teachers = figures_2019["teachers.headcount"]["by"]["country"]
    assert set(teachers) == set(EXPECTED["foreign_teachers"]["countries"])
    received = figures_2019["students.new"]["by"]["country"]
    assert received == EXPECTED["incoming_students"]["by_country"]
    sent = figures_2019["outbound_students.person_times"]["by"]["country"]
    assert sent == EXPECTED["outgoing_students"]["by_country"]


def test_a_number_opens_its_records(imported):
    run, _ = imported
    status, result = run("records", "trips.groups", "--year", "2019", "--where", "country=日本")
    assert status == 0
    assert result["value"] == len(result["records"]) == 2


def test_the_expired_agreement_is_the_one_of_a_correct_count(imported):
    run, _ = imported
    _, expired = run("records", "agreements.expired", "--year", "2019")
    partners = [r["fields"]["合作院校"] for r in expired["records"]]
    assert partners == EXPECTED["agreements_expired_by_2019_12_31"]


def test_a_bad_cell_is_named_and_nothing_is_written(run, tmp_path):
    bad = tmp_path / "2019年来访接待登记.xlsx"
    shutil.copy(SAMPLES / bad.name, bad)
    book = openpyxl.load_workbook(bad)
    book.active["D5"] = "2019.2.30"
    book.save(bad)
    status, result = run("import", str(bad), str(SAMPLES / "2019年外籍教师台账.xlsx"))
    assert status == 1
    rejected = json.dumps(result, ensure_ascii=False)
    assert all(word in rejected for word in (bad.name, "来访", "5", "来访日期", "2019.2.30"))
    assert all(f["value"] == 0 for f in values(run).values())


def test_what_is_no_workbook_is_refused_in_chinese(run, tmp_path):
    fake = tmp_path / "台账.xlsx"
    fake.write_text("这不是工作簿", "utf-8")
    status, result = run("import", str(fake))
    assert status == 1
    assert "台账.xlsx" in result["error"]


def test_wrong_words_are_answered_in_chinese(run, capsys):
    with pytest.raises(SystemExit) as stopped:
        command_line.run(["figures"])
    assert stopped.value.code == 2
    assert "缺少" in capsys.readouterr().err
    status, result = run("records", "no.such", "--year", "2019")
    assert status == 1
    assert "no.such" in result["error"]


def test_backup_restore_and_check(imported):
    run, result = imported
    none = {"checked": 0, "damaged": [], "missing": [], "orphans": 0}
    assert run("check")[1] == {"ok": True, "faults": [], "attachments": none}
    _, made = run("backup")
    run("undo", str(result["batch"]))
    assert values(run)["trips.groups"]["value"] == 0
    status, _ = run("restore", made["backup"])
    assert status == 0
    assert values(run)["trips.groups"]["value"] == 11


def test_refused_rows_once_mended_come_in_without_a_column_for_the_reason(run, tmp_path):
    bad, saved = tmp_path / "2019年来访接待登记.xlsx", tmp_path / "退回的行.xlsx"
    shutil.copy(SAMPLES / bad.name, bad)
    book = openpyxl.load_workbook(bad)
    book.active["D5"] = "2019.2.30"
    book.save(bad)
    keeper = database.open_folder(tmp_path / "data")
    assert export_rejected(plan([bad]), saved) == 1
    keeper.close(backup=False)
    book = openpyxl.load_workbook(saved)
    sheet = book.active
    assert sheet["A2"].value == REASON
    wrong = next(cell for cell in sheet[3] if cell.value == "2019.2.30")
    wrong.value = "2019.2.28"
    book.save(saved)

    status, result = run("import", str(saved))

    assert status == 0
    assert result["counts"]["新增"] == 1
    keeper = database.open_folder(tmp_path / "data")
    assert [visit.extra for visit in InboundVisit.active()] == [{}]
    keeper.close(backup=False)


def test_the_version_is_that_of_the_project_file(capsys):
    root = Path(command_line.__file__).parent.parent
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"外事台账 {project['version']}\n"


def test_a_form_answers_on_the_command_line_with_cells_and_checks(imported):
    run, _ = imported
    status, data = run("form", "f10", "--year", "2019")
    groups = next(c for c in data["cells"]
                  if (c["row_key"], c["column_key"]) == ("total", "groups"))
    assert (status, data["code"]) == (0, "F10")
    assert groups["value"] == len(groups["records"]) == values(run)["trips.groups"]["value"]
    assert data["checks"]


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(run):
    status, said = run("form", "F99", "--year", "2019")
    assert (status, said["error"]) == (1, "没有表号“F99”的报表。")
    assert "F10、F11" in said["remedy"]
