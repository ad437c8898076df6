"""Colleges of a given number of records, kept between runs because making them takes a minute."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from random import Random

from models import database, sample_college, store
from models.entities import ENTITIES
from models.entities.international_student import InternationalStudent
from models.sample_college.students import by_chance

KEPT = Path(tempfile.gettempdir()) / "waishi-bench"
_BASE, _PER_SIZE = 560, 232
"""Records at size 0, and records that each unit of size adds (measured)."""


def sample_folder(records: int) -> Path:
    """A data folder whose sample college has about so many records of all kinds."""
    folder = KEPT / f"sample-{records}"
    if not database.exists(folder):
        shutil.rmtree(folder, ignore_errors=True)
        keeper = database.open_folder(folder)
        sample_college.create(size=max(0.0, (records - _BASE) / _PER_SIZE))
        keeper.close(backup=False)
    return folder


def list_folder(records: int) -> Path:
    """A data folder with exactly so many international students in their list."""
    folder = KEPT / f"list-{records}"
    if not database.exists(folder):
        shutil.rmtree(folder, ignore_errors=True)
        keeper = database.open_folder(folder)
        chance = Random(records)
        with store.batch("bench"):
            rows = ((by_chance(chance, index)[0], "bench") for index in range(records))
            store.add_many(InternationalStudent, rows)
        keeper.close(backup=False)
    return folder


def counted() -> int:
    """Active records of all kinds in the open college."""
    return sum(int(entity.active().count()) for entity in ENTITIES)


def forget() -> None:
    """Throw the kept colleges away."""
    shutil.rmtree(KEPT, ignore_errors=True)
