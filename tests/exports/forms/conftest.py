"""The sample year, as the indicators' tests have it, and the invented college of three years."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import database, sample_college
from tests.models.indicators.conftest import imported_folder, imported_year

__all__ = ["imported_folder", "imported_year", "sample", "sample_folder"]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample college; never opened again, only copied."""
    folder = tmp_path_factory.mktemp("sample_college") / "data"
    keeper = database.open_folder(folder)
    sample_college.create()
    keeper.close(backup=False)
    return folder


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Iterator[database.Keeper]:
    """An open copy of the sample college."""
    shutil.copytree(sample_folder, tmp_path / "sample")
    keeper = database.open_folder(tmp_path / "sample")
    yield keeper
    keeper.close(backup=False)
