"""The data key: made once per college, kept beside the database in two copies.

Without a password the key lies in clear in `keys.json`: the file is then safe against damage
(every page carries a MAC), not against theft, and the program says so.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from models.errors import UserError

NAMES = ("keys.json", "keys.bak.json")


def load(folder: Path) -> str | None:
    """The key as 64 hex digits, from whichever copy is whole; None when there is none yet."""
    damaged = False
    for name in NAMES:
        path = folder / name
        if not path.exists():
            continue
        try:
            key = json.loads(path.read_text("utf-8"))["key"]
            if len(bytes.fromhex(key)) == 32:
                return str(key)
        except (ValueError, KeyError, TypeError):
            pass
        damaged = True
    if damaged:
        raise UserError(
            f"数据文件夹“{folder}”里的钥匙文件已损坏。",
            "请从最近的备份文件夹中把 keys.json 复制回来。",
        )
    return None


def create(folder: Path) -> str:
    """Make a new random key and write both copies before it is used."""
    key = secrets.token_hex(32)
    keep(folder, key)
    return key


def keep(folder: Path, key: str) -> None:
    """Write both copies of the key, each whole or not at all."""
    for name in NAMES:
        part = folder / f"{name}.part"
        with part.open("w", encoding="utf-8") as file:
            json.dump({"version": 1, "protection": "none", "key": key}, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / name)
