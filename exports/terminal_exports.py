"""Files and records that leave through the command line: the leak guard without a dialog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exports.handing_over import About, send_out
from exports.leak_guard import find
from exports.masked_copy import masked_copy
from models import known_people, privacy
from models.entity import Entity
from models.errors import UserError
from models.sharing import Sharing, shown_in, sort_of

BIRTHDAYS = frozenset({privacy.BORN})
"""What the lists behind the annual forms ask for."""

TOLD = 5


def write(
    options: Any, path: Path, content: bytes, about: About, *, allowed: frozenset[str],
) -> None:
    """Hand a file over after the guard; --masked and --reason answer it beforehand."""
    content = cleared(options, path.name, content, allowed=allowed)
    send_out(path, content, About(
        about.what, about.profile, receiver=about.receiver, people=about.people,
        masked=about.masked, reason=options.reason,
    ))


def cleared(options: Any, name: str, content: bytes, *, allowed: frozenset[str]) -> bytes:
    """The content that may leave. Raises UserError naming what was not asked for."""
    if options.reason.strip():
        return content
    people = known_people.read()
    found = find(content, name, people=people, allowed=allowed)
    if not found:
        return content
    if options.masked:
        return masked_copy(content, name, people=people, allowed=allowed)
    listed = "；".join(
        f"{leak.place} {leak.sort} {leak.shown}" for leak in found.leaks[:TOLD]
    )
    more = "等" if len(found.leaks) > TOLD else ""
    raise UserError(
        f"“{name}”里有 {len(found.leaks)} 处表格没有要求的号码或生日：{listed}{more}。没有写出。",
        "加 --masked 写出遮盖后的副本，或加 --reason 理由 照写并记入导出记录。",
    )


def fields_of(record: Entity, sharing: Sharing) -> dict[str, str]:
    """A record's fields by label as the receiver reads them; what he does not read is not there."""
    shown = {kind.label: shown_in(sharing, kind, kind.read(record)) for kind in record.kinds()}
    return {name: words for name, words in shown.items() if words}


def title_of(record: Entity, sharing: Sharing) -> str:
    """A record's title as the receiver reads it."""
    title = str(record)
    is_person = any(sort_of(kind) == privacy.NAME for kind in record.kinds())
    return privacy.surname_only(title) if sharing.surname_only and is_person else title
