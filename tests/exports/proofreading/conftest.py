"""A sample college for the tests of a module; nothing may be written to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exports.proofreading import judging, numbers, reading
from exports.proofreading.base import Finding
from models import database, sample_college


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The invented college, open."""
    keeper = database.open_folder(tmp_path_factory.mktemp("sample"))
    sample_college.create()
    yield keeper
    keeper.close(backup=False)


def judged(text: str, year: int = 2024) -> list[Finding]:
    """The findings about the records for a text without a title."""
    report = replace(reading.read_text(text), title="", year=year)
    return judging.judge(report, numbers.mentions(report), year)
