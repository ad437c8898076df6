"""A college without records: whatever a report says, nothing of it can be called wrong."""

import os
from pathlib import Path

import pytest

from exports.proofreading.base import Kind, Verdict
from exports.proofreading.proofread import proofread
from models.errors import UserError
from tests.exports.proofreading.conftest import judged

OTHERS = Path(os.environ.get("WAISHI_SOURCE_DOCUMENTS", "") or (
    Path(__file__).resolve().parents[4] / "shared" / "source-documents"))
"""Reports of other offices, where this machine has them."""


def test_without_records_nothing_is_called_wrong(college):
    text = (
        "聘请外籍教师12人，其中美国3人。接待来访15批86人次，涉及12个国家和地区。新签协议3份。"
        "本年度未组派因公出国（境）团组。全年未发生涉外安全事件。较上年增加3批。"
    )

    found = judged(text, 2024)

    assert found
    assert {f.verdict for f in found} <= {Verdict.UNKNOWN, Verdict.UNREAD}


@pytest.mark.skipif(not OTHERS.is_dir(), reason="the source documents are not on this machine")
@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_the_source_documents_raise_no_alarm_in_an_empty_college(college, year):
    for path in sorted(OTHERS.glob("*.txt")):
        found = proofread(path.read_bytes(), year).findings
        wrong = [f.said for f in found
                 if f.kind is Kind.RECORDS and f.verdict is Verdict.DIFFERS]
        assert wrong == [], path.name


def test_a_report_without_a_year_asks_for_one(college):
    with pytest.raises(UserError, match="哪一年"):
        proofread("聘请外籍教师5人。")


def test_an_empty_report_is_refused(college):
    with pytest.raises(UserError):
        proofread("")
