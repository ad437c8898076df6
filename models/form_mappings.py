"""Keeping the mappings of authorities' workbooks: the latest of each title stands."""

from __future__ import annotations

from typing import Any

from models import store
from models.entities.form_mapping import FormMapping


def keep(title: str, signature: str, *, year: int, mapping: dict[str, Any]) -> FormMapping:
    """Keep a mapping under its title, instead of the one kept before."""
    record = FormMapping.active().where(FormMapping.title == title).first()
    record = record or FormMapping(title=title)
    record.signature, record.year, record.mapping = signature, year, mapping
    store.save(record)
    return record


def kept() -> list[FormMapping]:
    """All mappings, the latest first."""
    found = FormMapping.active().order_by(FormMapping.year.desc(), FormMapping.id.desc())
    return list(found)
