"""The data key: made once per college, kept beside the database in two copies.

Without a password the key lies in clear in `keys.json`: the file is then safe against damage
(every page carries a MAC), not against theft, and the program says so. With a password the key
is wrapped (`models.key_slots`) and no clear copy is left in the data folder or its backups.
Of two copies that differ (a crash between writing them) `keys.json` counts: it is always written
and proved first, and the next opening finishes what was begun.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from models import key_slots
from models.errors import UserError

NAMES = ("keys.json", "keys.bak.json")

_BACKUPS = "备份"  # as in models.backups, which imports this file

_texts: dict[str, str] = {}
"""Key → the key file as it stands, so that a backup carries the very same file."""


class PasswordNeeded(UserError):
    """The folder's key is protected, and no password was given."""


class WrongPassword(UserError):
    """Neither the password nor the recovery code of this folder."""


def load(folder: Path, password: str | None = None) -> str | None:
    """The key as 64 hex digits, from whichever copy is whole; None when there is none yet.

    Raises PasswordNeeded or WrongPassword for a protected folder, UserError for damaged copies.
    """
    facts = _facts(folder)
    if facts is None:
        return None
    key = _opened(facts, password, folder)
    _texts[key] = _text(facts)
    _finish(folder, key)
    return key


def is_protected(folder: Path) -> bool:
    """Whether a password is needed to open this folder."""
    facts = _facts(folder)
    return facts is not None and "slots" in facts


def create(folder: Path) -> str:
    """Make a new random key and write both copies before it is used."""
    key = secrets.token_hex(32)
    _texts[key] = _text(_clear(key))
    keep(folder, key)
    return key


def keep(folder: Path, key: str) -> None:
    """Write both copies of the key file as it stands, each whole or not at all."""
    text = _texts.get(key) or _text(_clear(key))
    for name in NAMES:
        _write(folder / name, text)


def check(folder: Path, password: str) -> None:
    """Raises WrongPassword unless this is the folder's password or recovery code."""
    facts = _facts(folder)
    if facts is not None:
        _opened(facts, password, folder)


# ---- setting, changing, taking away ----


def protect(folders: list[Path], key: str, *, password: str, code: str) -> None:
    """Wrap the key of an open folder with a password and a recovery code.

    folders: the data folder first, then those with copies (backups). The new file is written
    and proved with both before the first clear copy vanishes. Raises UserError for a password
    that is too short; then nothing has changed.
    """
    key_slots.refuse_weak(password)
    slots = [key_slots.make("password", password, key), key_slots.make("recovery", code, key)]
    _replace(folders, key, {"version": 2, "protection": "password", "slots": slots},
             proofs=(password, code))


def change(folders: list[Path], key: str, *, password: str) -> None:
    """Another password; the recovery code stays. Older copies elsewhere keep the old one."""
    key_slots.refuse_weak(password)
    slots = [s for s in _slots(folders[0]) if s["kind"] != "password"]
    slots.insert(0, key_slots.make("password", password, key))
    _replace(folders, key, {"version": 2, "protection": "password", "slots": slots},
             proofs=(password,))


def change_code(folders: list[Path], key: str, *, code: str) -> None:
    """Another recovery code; the password stays and the old code opens these copies no more."""
    slots = [s for s in _slots(folders[0]) if s["kind"] != "recovery"]
    slots.append(key_slots.make("recovery", code, key))
    _replace(folders, key, {"version": 2, "protection": "password", "slots": slots},
             proofs=(code,))


def unprotect(folders: list[Path], key: str) -> None:
    """Put the key back in clear: from now on the folder opens without a password."""
    _replace(folders, key, _clear(key), proofs=(None,))


def _replace(
    folders: list[Path], key: str, facts: dict[str, Any], *, proofs: tuple[str | None, ...]
) -> None:
    """Write the new file everywhere, the data folder's first copy before all others."""
    text = _text(facts)
    for proof in proofs:
        if _opened(json.loads(text), proof, folders[0]) != key:
            raise UserError("新的钥匙文件没有通过检查，什么都没有改。", "请再试一次。")
    try:
        for folder in folders:
            if folder == folders[0] or (folder / NAMES[0]).exists():
                for name in NAMES:
                    _write(folder / name, text)
    except OSError as error:
        if _read(folders[0] / NAMES[0]) == json.loads(text):
            _texts[key] = text  # begun: the next opening finishes it
        raise UserError(
            "钥匙文件没有全部改写：磁盘写不进去。", "请检查磁盘空间和权限，然后重新打开程序，它会接着改完。"
        ) from error
    _texts[key] = text


def _finish(folder: Path, key: str) -> None:
    """After a crash between the copies: make the others like `keys.json`.

    A copy among the backups that was made for another key or password is left alone here; the
    next backup brings its own.
    """
    text = _texts[key]
    wanted = json.loads(text)
    for place in (folder, folder / _BACKUPS):
        for name in NAMES:
            (place / f"{name}.part").unlink(missing_ok=True)  # may hold the key in clear
            there = _read(place / name)
            is_ours = place == folder or (there is not None and there.get("key") == key)
            if is_ours and there != wanted:
                _write(place / name, text)


# ---- the files ----


def _facts(folder: Path) -> dict[str, Any] | None:
    """What the first whole copy says; None when there is no copy. UserError when none is whole."""
    damaged = False
    for name in NAMES:
        if (folder / name).exists():
            facts = _read(folder / name)
            if facts is not None:
                return facts
            damaged = True
    if damaged:
        raise UserError(
            f"数据文件夹“{folder}”里的钥匙文件已损坏。", "请从最近的备份文件夹中把 keys.json 复制回来。"
        )
    return None


def _read(path: Path) -> dict[str, Any] | None:
    """One copy; None when it is missing or not whole."""
    try:
        facts = json.loads(path.read_text("utf-8"))
        if "slots" in facts:
            whole = bool(facts["slots"]) and all(key_slots.is_whole(s) for s in facts["slots"])
        else:
            whole = len(bytes.fromhex(facts["key"])) == 32
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return facts if whole else None


def _opened(facts: dict[str, Any], password: str | None, folder: Path) -> str:
    if "slots" not in facts:
        return str(facts["key"])
    if password is None:
        raise PasswordNeeded(f"打开“{folder}”需要密码。", "请输入密码或恢复码。")
    for slot in facts["slots"]:
        if (key := key_slots.opened(slot, password)) is not None:
            return key
    raise WrongPassword("密码不对。", "请检查大小写和输入法；也可以输入打印的恢复码。")


def _slots(folder: Path) -> list[dict[str, Any]]:
    facts = _facts(folder)
    if facts is None or "slots" not in facts:
        raise UserError("这份数据没有设密码。")
    return list(facts["slots"])


def _clear(key: str) -> dict[str, Any]:
    return {"version": 1, "protection": "none", "key": key}


def _text(facts: dict[str, Any]) -> str:
    return json.dumps(facts)


def _write(path: Path, text: str) -> None:
    """Write, read back, then put in place of the old copy."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if _read(part) != json.loads(text):
        raise OSError(f"{part.name} reads differently")
    part.replace(path)
    if os.name != "nt":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
