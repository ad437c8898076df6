"""The keeper: settings in force, damage seen, backups that open, nothing half done."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models import backups, connection, database, store
from models.entities import StaffMember
from models.entity import DATABASE
from models.errors import UserError


def add(count: int, start: int = 0) -> None:
    members = [
        StaffMember(name=f"职工{i}", department="机械学院") for i in range(start, start + count)
    ]
    with store.batch("录入"):
        store.add_many(StaffMember, [(member, "") for member in members])


def flip_bits(path: Path, *, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 0x10
    path.write_bytes(data)


def test_every_safety_setting_is_in_force(college):
    for name, (_, expected) in connection.PRAGMAS.items():
        assert DATABASE.execute_sql(f"PRAGMA {name}").fetchone()[0] == expected


def test_a_setting_that_does_not_take_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(connection.PRAGMAS, "synchronous", ("off", 3))
    with pytest.raises(UserError, match="synchronous"):
        database.open_folder(tmp_path)


def test_the_file_on_disk_shows_nothing_of_the_people(college):
    store.save(StaffMember(name="王小明", department="机械学院", phone="13800001111"))
    raw = (college.folder / database.MAIN).read_bytes()
    assert "王小明".encode() not in raw
    assert b"13800001111" not in raw


def test_a_second_program_is_kept_out(college, tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\nfrom models import database\n"
        "try:\n    database.open_folder(Path(sys.argv[1]))\n"
        "except database.AlreadyOpen as error:\n    print(error.message)\n"
    )
    root = str(Path(database.__file__).parent.parent)
    run = subprocess.run(
        [sys.executable, "-c", script, str(college.folder), root], capture_output=True, text=True,
        timeout=60, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "正由另一个外事台账程序使用" in run.stdout


def test_after_a_crash_the_lock_is_free_and_acknowledged_records_are_there(tmp_path):
    root = str(Path(database.__file__).parent.parent)
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\nfrom models import database, store\n"
        "from models.entities import StaffMember\n"
        "database.open_folder(Path(sys.argv[1]))\n"
        "n = StaffMember.select().count()\n"
        "while True:\n"
        "    with store.batch('录入'):\n"
        "        store.save(StaffMember(name=f'甲{n}', department='机械'))\n"
        "        store.save(StaffMember(name=f'乙{n}', department='机械'))\n"
        "    n += 2\n    print(n, flush=True)\n"
    )
    chance = random.Random(7)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), root], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        acknowledged = int(process.stdout.readline())
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        acknowledged = int(rest[-1]) if rest and rest[-1].isdigit() else acknowledged
        keeper = database.open_folder(tmp_path)
        found = StaffMember.select().count()
        assert found >= acknowledged, "an acknowledged record was lost"
        assert found % 2 == 0, "half an action was kept"
        assert keeper.check() == []
        keeper.close(backup=False)


def test_flipped_bits_anywhere_are_seen(tmp_path):
    keeper = database.open_folder(tmp_path)
    add(300)
    keeper.close(backup=False)
    main = tmp_path / database.MAIN
    whole = main.read_bytes()
    chance = random.Random(3)
    for _ in range(25):
        flip_bits(main, offset=chance.randrange(len(whole)))
        try:
            damaged = database.open_folder(tmp_path)
        except database.DamagedDatabase:
            pass
        else:
            assert damaged.check() != []
            damaged.close(backup=False)
        main.write_bytes(whole)
    keeper = database.open_folder(tmp_path)
    assert keeper.check() == []
    keeper.close(backup=False)


def test_closing_after_a_change_makes_a_backup_that_opens(tmp_path):
    keeper = database.open_folder(tmp_path)
    add(3)
    keeper.close()
    made = database.backups_in(tmp_path)
    assert [b.reason for b in made] == ["关闭"]
    assert backups.verify(made[0].path, keeper.key) == (3, 3)


def test_closing_without_a_change_makes_none(tmp_path):
    database.open_folder(tmp_path).close()
    assert database.backups_in(tmp_path) == []


def test_a_damaged_backup_is_refused_and_the_present_state_stays(college):
    add(50)
    backup = college.backup("手动")
    add(1, start=50)
    flip_bits(backup.path, offset=backup.path.stat().st_size // 2)
    with pytest.raises(UserError, match=r"没有通过检查|已损坏"):
        college.restore(backup)
    assert StaffMember.select().count() == 51


def test_a_backup_of_another_college_is_refused(college, tmp_path):
    add(5)
    backup = college.backup("手动")
    with pytest.raises(UserError, match="不是这套数据"):
        backups.verify(backup.path, "ab" * 32)


def test_restoring_gives_the_old_state_and_keeps_the_present_one(college):
    add(5)
    backup = college.backup("手动")
    add(2, start=5)
    present = college.restore(backup)
    assert StaffMember.select().count() == 5
    college.restore(present)
    assert StaffMember.select().count() == 7


def test_a_destroyed_file_is_replaced_and_put_aside(tmp_path):
    keeper = database.open_folder(tmp_path)
    add(5)
    keeper.close()
    main = tmp_path / database.MAIN
    main.write_bytes(b"gone" * 2000)
    with pytest.raises(database.DamagedDatabase, match="已损坏"):
        database.open_folder(tmp_path)
    database.recover(tmp_path, database.backups_in(tmp_path)[0])
    keeper = database.open_folder(tmp_path)
    assert StaffMember.select().count() == 5
    keeper.close(backup=False)
    assert [p.read_bytes()[:4] for p in (tmp_path / "隔离").rglob(database.MAIN)] == [b"gone"]


def test_one_lost_key_file_is_no_loss_and_both_are_said(tmp_path):
    keeper = database.open_folder(tmp_path)
    add(1)
    keeper.close(backup=False)
    (tmp_path / "keys.json").unlink()
    database.open_folder(tmp_path).close(backup=False)
    assert (tmp_path / "keys.json").exists(), "the lost copy is made again"
    for name in ("keys.json", "keys.bak.json"):
        (tmp_path / name).unlink()
    with pytest.raises(UserError, match=r"keys\.json"):
        database.open_folder(tmp_path)


def test_data_of_a_newer_program_is_left_untouched(tmp_path):
    keeper = database.open_folder(tmp_path)
    DATABASE.execute_sql("PRAGMA user_version = 99")
    keeper.close(backup=False)
    before = (tmp_path / database.MAIN).read_bytes()
    with pytest.raises(UserError, match="更新版本"):
        database.open_folder(tmp_path)
    assert (tmp_path / database.MAIN).read_bytes() == before


def test_a_failing_step_leaves_the_old_version(tmp_path, monkeypatch):
    keeper = database.open_folder(tmp_path)
    add(2)
    keeper.close(backup=False)
    bad = ("CREATE TABLE half (id INTEGER)", "this is no SQL")
    monkeypatch.setattr(database.migrations, "STEPS", (*database.migrations.STEPS, bad))
    with pytest.raises(UserError):
        database.open_folder(tmp_path)
    monkeypatch.undo()
    keeper = database.open_folder(tmp_path)
    names = [row[0] for row in DATABASE.execute_sql("SELECT name FROM sqlite_master")]
    assert "half" not in names
    assert [b.reason for b in keeper.backups()] == ["升级前"]
    keeper.close(backup=False)


def test_rotation_never_leaves_fewer_than_three_and_never_drops_the_newest():
    chance = random.Random(11)
    for _ in range(300):
        made = [
            backups.Backup(
                Path(f"{i}.db"), i, f"{chance.randint(2016, 2036)}-0{chance.randint(1, 9)}-1"
                f"{chance.randint(0, 9)} 10:00:00", "手动", i, i, "",
            )
            for i in range(1, chance.randint(1, 120))
        ]
        kept = backups.kept(made)
        assert {b.sequence for b in made[-3:]} <= {b.sequence for b in kept}


def test_a_manifest_without_its_file_is_not_offered(college):
    add(1)
    backup = college.backup("手动")
    facts = json.loads(backup.path.with_suffix(".json").read_text("utf-8"))
    assert facts["records"] == 1
    backup.path.unlink()
    assert college.backups() == []
