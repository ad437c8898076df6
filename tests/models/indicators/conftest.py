"""The sample year 2019 as records: imported once and put in row by row once, then copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import database
from models.intake.apply import apply
from models.intake.plan import plan
from tests.conftest import SAMPLES
from tests.models.indicators import sample_2019


def _made(folder: Path, *, by_import: bool) -> Path:
    keeper = database.open_folder(folder)
    if by_import:
        apply(plan(sorted(SAMPLES.glob("*.xlsx"))))
    else:
        sample_2019.load(SAMPLES)
    keeper.close(backup=False)
    return folder


@pytest.fixture(scope="session")
def imported_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample workbooks imported; never opened again, only copied."""
    return _made(tmp_path_factory.mktemp("imported") / "data", by_import=True)


@pytest.fixture(scope="session")
def typed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same year put in row by row, without the program's own intake."""
    return _made(tmp_path_factory.mktemp("typed") / "data", by_import=False)


def _open_copy(folder: Path, target: Path) -> database.Keeper:
    shutil.copytree(folder, target)
    return database.open_folder(target)


@pytest.fixture
def imported_year(imported_folder: Path, tmp_path: Path) -> Iterator[database.Keeper]:
    """An open college with the sample year, imported."""
    keeper = _open_copy(imported_folder, tmp_path / "year")
    yield keeper
    keeper.close(backup=False)


@pytest.fixture
def typed_year(typed_folder: Path, tmp_path: Path) -> Iterator[database.Keeper]:
    """An open college with the sample year, put in row by row."""
    keeper = _open_copy(typed_folder, tmp_path / "year")
    yield keeper
    keeper.close(backup=False)
