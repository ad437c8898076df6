"""A college with the sample year, made once for each file, and records in the fewest words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models import database
from tests.conftest import SAMPLES
from tests.models.indicators import sample_2019


@pytest.fixture(scope="module")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[database.Keeper]:
    """The sample workbooks of 2019 as records."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample") / "data")
    sample_2019.load(SAMPLES)
    yield keeper
    keeper.close(backup=False)
