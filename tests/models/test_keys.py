"""The data key: in clear, behind a password, and whatever is left when the power goes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models import database, key_slots, keys, store
from models.entities import entity_by_key
from models.errors import UserError

PASSWORD, OTHER, CODE = "春江水暖鸭先知了吗 7", "秋月春风等闲度过了 3", "01234-56789-ABCDE-FGHJK-MNPQR"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Guessing is slow on purpose; here only the steps matter."""
    monkeypatch.setattr(key_slots, "MEMORY_KIB", 64)
    monkeypatch.setattr(key_slots, "PASSES", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed college with one record and a backup, its key still in clear."""
    keeper = database.open_folder(tmp_path / "data")
    store.save(entity_by_key("staff_member")(name="王伟"))
    keeper.close()
    return tmp_path / "data"


def protect(folder: Path) -> None:
    keeper = database.open_folder(folder)
    keys.protect(keeper.key_folders, keeper.key, password=PASSWORD, code=CODE)
    keeper.close(backup=False)


def key_files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("keys*") if p.is_file()]


def names(folder: Path, password: str | None = None) -> list[str]:
    keeper = database.open_folder(folder, password)
    try:
        return [record.name for record in entity_by_key("staff_member").active()]
    finally:
        keeper.close(backup=False)


def test_with_a_password_nothing_opens_without_it(folder):
    protect(folder)
    assert keys.is_protected(folder)
    with pytest.raises(keys.PasswordNeeded):
        database.open_folder(folder)
    with pytest.raises(keys.WrongPassword, match="密码不对"):
        database.open_folder(folder, "随便猜一个密码吧")
    assert names(folder, PASSWORD) == ["王伟"]


def test_no_clear_copy_of_the_key_is_left_in_the_folder_or_its_backups(folder):
    clear = json.loads((folder / "keys.json").read_text("utf-8"))["key"]
    assert len(key_files(folder)) == 4
    protect(folder)
    for path in folder.rglob("*"):
        if path.is_file():
            assert clear.encode() not in path.read_bytes(), path
            assert bytes.fromhex(clear) not in path.read_bytes(), path


def test_the_recovery_code_opens_however_it_is_typed(folder):
    protect(folder)
    assert names(folder, CODE) == ["王伟"]
    assert names(folder, "o123456789abcde fghjkmnpqr") == ["王伟"]


def test_a_backup_carries_the_wrapped_key(folder):
    protect(folder)
    keeper = database.open_folder(folder, PASSWORD)
    keeper.backup("手动")
    keeper.close(backup=False)
    assert keys.is_protected(folder / "备份")
    keys.check(folder / "备份", PASSWORD)


def test_a_damaged_college_is_recovered_with_the_password(folder):
    protect(folder)
    (folder / "main.db").write_bytes(b"\0" * 4096)
    with pytest.raises(keys.PasswordNeeded):
        database.recover(folder, database.backups_in(folder)[0])
    database.recover(folder, database.backups_in(folder)[0], PASSWORD)
    assert names(folder, PASSWORD) == ["王伟"]


def test_changing_the_password_keeps_the_printed_code(folder):
    protect(folder)
    keeper = database.open_folder(folder, PASSWORD)
    keys.change(keeper.key_folders, keeper.key, password=OTHER)
    keeper.close(backup=False)
    with pytest.raises(keys.WrongPassword):
        database.open_folder(folder, PASSWORD)
    assert names(folder, OTHER) == names(folder, CODE) == ["王伟"]


def test_a_new_code_makes_the_old_sheet_worthless(folder):
    protect(folder)
    keeper = database.open_folder(folder, PASSWORD)
    new = key_slots.new_code()
    keys.change_code(keeper.key_folders, keeper.key, code=new)
    keeper.close(backup=False)
    with pytest.raises(keys.WrongPassword):
        database.open_folder(folder, CODE)
    assert names(folder, new) == ["王伟"]


def test_without_the_password_again_it_opens_as_before(folder):
    protect(folder)
    keeper = database.open_folder(folder, PASSWORD)
    keys.unprotect(keeper.key_folders, keeper.key)
    keeper.close(backup=False)
    assert not keys.is_protected(folder)
    assert names(folder) == ["王伟"]


@pytest.mark.parametrize("weak", ["", "短", "123456789", "111111111111", "202611211234"])
def test_a_password_that_can_be_guessed_is_refused_and_changes_nothing(folder, weak):
    before = [path.read_bytes() for path in key_files(folder)]
    keeper = database.open_folder(folder)
    with pytest.raises(UserError):
        keys.protect(keeper.key_folders, keeper.key, password=weak, code=CODE)
    keeper.close(backup=False)
    assert [path.read_bytes() for path in key_files(folder)] == before


def test_one_damaged_copy_is_mended_from_the_other(folder):
    protect(folder)
    (folder / "keys.json").write_text("{", "utf-8")
    assert names(folder, PASSWORD) == ["王伟"]
    assert keys.is_protected(folder)
    first, second = ((folder / name).read_text("utf-8") for name in keys.NAMES)
    assert first == second


def test_a_key_file_that_asks_for_all_the_memory_is_damaged(folder):
    protect(folder)
    for name in keys.NAMES:
        facts = json.loads((folder / name).read_text("utf-8"))
        facts["slots"][0]["memory"] = 2**40
        (folder / name).write_text(json.dumps(facts), "utf-8")
    with pytest.raises(UserError, match="钥匙文件已损坏"):
        database.open_folder(folder, PASSWORD)


def test_two_codes_are_never_the_same():
    assert len({key_slots.new_code() for _ in range(200)}) == 200


# ---- crashes ----

CRASH = """
import os, sys
from pathlib import Path
from models import key_slots, keys
key_slots.MEMORY_KIB, key_slots.PASSES = 64, 1
folder, action, at, careless = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "1"
password = sys.argv[5] or None
key = keys.load(folder, password)
steps = 0

def step():
    global steps
    steps += 1
    if steps == at:
        os._exit(9)

real_replace, real_fsync = Path.replace, os.fsync
Path.replace = lambda self, target: (step(), real_replace(self, target), step())[1]
os.fsync = lambda descriptor: (step(), real_fsync(descriptor))[1]
if careless:
    def write(path, text):
        path.write_bytes(b"")
        step()
        path.write_text(text, "utf-8")
    keys._write = write
    keys._replace = lambda folders, key, facts, proofs: [
        (folder / name).write_bytes(b"") for folder in folders for name in keys.NAMES
    ] + [write(folder / name, keys._text(facts)) for folder in folders for name in keys.NAMES]
folders = [folder, folder / "备份"]
if action == "protect":
    keys.protect(folders, key, password=sys.argv[6], code=sys.argv[7])
elif action == "change":
    keys.change(folders, key, password=sys.argv[6])
else:
    keys.unprotect(folders, key)
"""


def crash(folder: Path, action: str, at: int, *, careless: bool = False, password: str = "",
          new: str = PASSWORD) -> bool:
    """Run the action in a process of its own that dies at a step; False when it got to its end."""
    words = [str(folder), action, str(at), str(int(careless)), password, new, CODE]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, *words], cwd=ROOT, capture_output=True, check=False,
    )
    assert done.returncode in (0, 9), done.stderr.decode()
    return done.returncode == 9


def opens(folder: Path, password: str | None) -> bool:
    try:
        return keys.load(folder, password) is not None
    except UserError:
        return False


def copied(folder: Path, place: Path) -> Path:
    """Only the key files: they are all that these actions touch."""
    for name in keys.NAMES:
        for part in ("", "备份"):
            (place / part).mkdir(parents=True, exist_ok=True)
            (place / part / name).write_bytes((folder / part / name).read_bytes())
    return place


def test_a_crash_at_any_step_of_setting_a_password_leaves_one_way_in(folder, tmp_path):
    for at in range(1, 60):
        place = copied(folder, tmp_path / f"crash{at}")
        died = crash(place, "protect", at)
        with_clear = opens(place, None)
        assert with_clear or opens(place, PASSWORD), f"step {at}: nothing opens it"
        if not with_clear:
            texts = [p.read_text("utf-8") for p in key_files(place)]
            assert not any('"key"' in text for text in texts), f"step {at}: a clear copy stays"
            assert opens(place, CODE)
        if not died:
            break
    assert 10 < at < 59


def test_a_crash_at_any_step_of_taking_the_password_away_leaves_one_way_in(folder, tmp_path):
    protect(folder)
    for at in range(1, 60):
        place = copied(folder, tmp_path / f"crash{at}")
        died = crash(place, "unprotect", at, password=PASSWORD)
        without = opens(place, None)
        assert without or opens(place, PASSWORD), f"step {at}: nothing opens it"
        if not without:
            assert not any('"key"' in p.read_text("utf-8") for p in key_files(place)), at
        if not died:
            break
    assert 10 < at < 59


def test_the_crash_test_catches_a_careless_way_of_writing(folder, tmp_path):
    lost = []
    for at in range(1, 5):
        place = copied(folder, tmp_path / f"careless{at}")
        crash(place, "protect", at, careless=True)
        lost.append(not opens(place, None) and not opens(place, PASSWORD))
    assert any(lost)
