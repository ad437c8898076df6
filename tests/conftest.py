"""Shared fixtures: an open, empty college and the one QApplication's settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from models import database

SAMPLES = Path(__file__).parent / "data" / "samples" / "2019"
"""The workbooks of a small office for one year; all names are invented."""


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed data folder of an empty college: making its tables takes longer than a test."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    database.open_folder(folder).close(backup=False)
    return folder


@pytest.fixture
def college(tmp_path: Path, empty_data: Path) -> Iterator[database.Keeper]:
    """An open, empty college in a folder of its own."""
    shutil.copytree(empty_data, tmp_path / "data")
    keeper = database.open_folder(tmp_path / "data")
    yield keeper
    keeper.close(backup=False)
