"""The command line where numbers and a password are concerned."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exports import command_line
from models import database, key_slots, keys, store
from models.entities import entity_by_key

PASSWORD = "春江水暖鸭先知了吗 7"
CODE = "01234-56789-ABCDE-FGHJK-MNPQR"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed college: a trip of 2025 with a telephone number in a field that the form lists."""
    keeper = database.open_folder(tmp_path / "data")
    trip = entity_by_key("outbound_trip")(
        title="赴日本考察团（联系13987654321）", destination_kind="国（境）外",
        departed_on=date(2025, 5, 6), returned_on=date(2025, 5, 9),
    )
    trip.destination_kind = trip.field_named("destination_kind").option_words()[0]
    store.save(trip)
    store.save(entity_by_key("trip_leg")(trip=trip, country="JPN"))
    keeper.close(backup=False)
    return tmp_path / "data"


def run(folder: Path, capsys: Any, *words: str) -> tuple[int, str]:
    capsys.readouterr()
    status = command_line.run([*words, "--data-dir", str(folder)])
    said = capsys.readouterr()
    return status, said.out + said.err


def test_a_form_with_a_number_that_nobody_asked_for_is_not_written(folder, capsys, tmp_path):
    out = tmp_path / "F10.xlsx"
    status, said = run(folder, capsys, "form", "F10", "--year", "2025", "--out", str(out))
    assert status == 1
    assert "电话 139****21" in said
    assert "13987654321" not in said
    assert "--masked" in said
    assert not out.exists()


def test_masked_writes_a_copy_without_it_and_a_reason_writes_it_whole(folder, capsys, tmp_path):
    masked, whole = tmp_path / "遮.xlsx", tmp_path / "全.xlsx"
    words = ("form", "F10", "--year", "2025")
    assert run(folder, capsys, *words, "--out", str(masked), "--masked")[0] == 0
    assert run(folder, capsys, *words, "--out", str(whole), "--reason", "来函要求")[0] == 0
    assert "13987654321" not in text_of(masked)
    assert "13987654321" in text_of(whole)
    keeper = database.open_folder(folder)
    log = entity_by_key("export_log")
    assert [(e.file_name, e.state, e.reason) for e in log.select().order_by(log.id)] == [
        ("遮.xlsx", "完成", None), ("全.xlsx", "完成", "来函要求"),
    ]
    keeper.close(backup=False)


def text_of(path: Path) -> str:
    return " ".join(
        str(cell.value) for sheet in load_workbook(path) for row in sheet for cell in row
    )


def test_records_are_shown_as_the_profile_says(tmp_path, capsys):
    keeper = database.open_folder(tmp_path / "data")
    teacher = entity_by_key("foreign_teacher")(
        passport_name="SMITH JOHN", born_on=date(1985, 4, 6), phone="13812345678",
    )
    store.save(teacher)
    store.save(entity_by_key("engagement")(
        teacher=teacher, engaged_from=date(2025, 1, 1), engaged_until=date(2025, 12, 31),
        monthly_pay=Decimal(12_345), remarks="电话13812345678",
    ))
    keeper.close(backup=False)
    fields: dict[str, dict[str, str]] = {}
    for profile in ("内部", "公开"):
        capsys.readouterr()
        words = ["records", "teachers.headcount", "--year", "2025", "--profile", profile, "--json"]
        assert command_line.run([*words, "--data-dir", str(tmp_path / "data")]) == 0
        data = json.loads(capsys.readouterr().out)
        assert len(data["records"]) == 1
        fields[profile] = data["records"][0]["fields"]
    assert fields["内部"]["月薪"] == "12****45"
    assert "月薪" not in fields["公开"]
    assert fields["公开"]["备注"] == "电话138****78"
    status, said = run(
        tmp_path / "data", capsys, "records", "teachers.headcount", "--year", "2025",
        "--profile", "内网",
    )
    assert status == 1
    assert "没有名为“内网”的导出口径" in said


@pytest.fixture
def protected(folder, monkeypatch) -> Path:
    monkeypatch.setattr(key_slots, "MEMORY_KIB", 64)
    monkeypatch.setattr(key_slots, "PASSES", 1)
    keeper = database.open_folder(folder)
    keys.protect(keeper.key_folders, keeper.key, password=PASSWORD, code=CODE)
    keeper.close(backup=False)
    return folder


def test_a_protected_college_asks_for_its_password_in_the_environment(
    protected, capsys, monkeypatch
):
    monkeypatch.delenv("WAISHI_PASSWORD", raising=False)
    status, said = run(protected, capsys, "batches")
    assert status == 1
    assert "WAISHI_PASSWORD" in said
    monkeypatch.setenv("WAISHI_PASSWORD", "错的密码错的密码错的")
    status, said = run(protected, capsys, "batches")
    assert status == 1
    assert said.startswith("密码不对。")
    monkeypatch.setenv("WAISHI_PASSWORD", PASSWORD)
    assert run(protected, capsys, "batches")[0] == 0


