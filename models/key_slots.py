"""Key slots: the data key wrapped with what a person knows, a password or a printed code.

Argon2id makes guessing slow (64 MiB, three passes), AES-GCM wraps the key and proves the guess.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Any

from models.errors import UserError

SHORTEST = 10
MEMORY_KIB, PASSES, LANES = 65_536, 3, 2
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OILU", "011V")
_GROUPS, _GROUP = 5, 5
_LIMITS = {"memory": 1_048_576, "passes": 20, "lanes": 16}
"""A key file that asks for more is damaged or hostile."""


def refuse_weak(password: str) -> None:
    """UserError for a password that could be guessed in a day."""
    if len(password) < SHORTEST:
        raise UserError(f"密码至少要 {SHORTEST} 个字符。", "几个不相干的词连在一起最好记，也最难猜。")
    if len(set(password)) < 4 or (password.isdecimal() and len(password) < 16):
        raise UserError("这个密码太容易猜。", "请混用字母、数字或汉字，不要只用几个数字。")


def new_code() -> str:
    """A recovery code of 125 random bits, in five groups of five."""
    signs = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(signs[at:at + _GROUP]) for at in range(0, len(signs), _GROUP))


def make(kind: str, secret: str, key: str) -> dict[str, Any]:
    """A slot of kind password or recovery that opens with `secret`."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot: dict[str, Any] = {
        "kind": kind, "kdf": "argon2id", "memory": MEMORY_KIB, "passes": PASSES, "lanes": LANES,
        "salt": salt.hex(), "nonce": nonce.hex(),
    }
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_derived(slot, secret))
    slot["wrapped"] = cipher.encrypt(nonce, bytes.fromhex(key), kind.encode()).hex()
    return slot


def opened(slot: dict[str, Any], secret: str) -> str | None:
    """The key in a slot; None when the secret is another one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    kind = str(slot["kind"])
    if kind == "recovery" and len(_plain_code(secret)) != _GROUPS * _GROUP:
        return None
    try:
        key = AESGCM(_derived(slot, secret)).decrypt(
            bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), kind.encode()
        )
    except InvalidTag:
        return None
    return key.hex()


def is_whole(slot: dict[str, Any]) -> bool:
    """Whether a slot can be tried at all; ValueError or KeyError where it is damaged."""
    sizes = [len(bytes.fromhex(slot[name])) for name in ("salt", "nonce", "wrapped")]
    costs = all(1 <= int(slot[name]) <= limit for name, limit in _LIMITS.items())
    return costs and slot["kdf"] == "argon2id" and sizes == [16, 12, 48]


def _derived(slot: dict[str, Any], secret: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    words = _plain_code(secret) if slot["kind"] == "recovery" else _plain_password(secret)
    return Argon2id(
        salt=bytes.fromhex(slot["salt"]), length=32, iterations=int(slot["passes"]),
        lanes=int(slot["lanes"]), memory_cost=int(slot["memory"]),
    ).derive(words.encode())


def _plain_password(typed: str) -> str:
    """The same password whichever input method composed its characters."""
    return unicodedata.normalize("NFC", typed)


def _plain_code(typed: str) -> str:
    """The code without dashes and blanks, look-alikes read as what was printed."""
    shown = unicodedata.normalize("NFKC", typed).upper()
    return "".join(c for c in shown if c.isalnum()).translate(_ALIKE)
