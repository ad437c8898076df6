"""Shared fixtures: an open, empty college and the one QApplication's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from models import database

SAMPLES = Path(__file__).parent / "data" / "samples" / "2019"
"""The workbooks of a small office for one year; all names are invented."""


@pytest.fixture
def college(tmp_path: Path) -> Iterator[database.Keeper]:
    """An open, empty college in a folder of its own."""
    keeper = database.open_folder(tmp_path / "data")
    yield keeper
    keeper.close(backup=False)
