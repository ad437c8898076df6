"""数据检查: findings and deadlines by group, the rule at the side, answers, files."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from gui.checks import check_page
from gui.checks.check_page import CheckPage
from gui.look import messages
from models.checks import samples

TODAY = date.today()


@pytest.fixture
def trip(college):
    """A trip that is a day too long."""
    return samples.trip(TODAY, days=6)


@pytest.fixture
def page(context, qtbot, trip):
    shown = CheckPage(context)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.found is not None)
    return shown


def titles(page):
    return [line.subject.check.id for line in page.model.lines]


def test_findings_stand_in_groups_with_their_counts(page):
    page.choose("E")

    assert titles(page) == ["R-OUT-01", "R-OUT-14"]
    assert page._chips["E"].text() == "错误 2"
    assert page.model.lines[0].words[0] == "✕ 错误"


def test_the_side_says_why_whose_rule_and_how_sure(page):
    page.choose("E")

    words = page.side.words()

    assert "中办发〔2013〕16号" in words
    assert "✓ 已与公布的规定或多校制度核对" in words
    assert "一国最多：5 天" in words


def test_the_side_counts_the_days_line_by_line(page, trip):
    page.choose("E")

    assert f"{trip.returned_on} − {trip.departed_on} + 1 = 6 天" in page.side.words()


def test_enter_opens_the_record(page, qtbot, trip, context):
    page.choose("E")

    with qtbot.waitSignal(context.record_wanted) as asked:
        page.open_record()

    assert asked.args == [type(trip), trip.id]


def test_an_answer_moves_the_finding_and_withdrawing_brings_it_back(page, qtbot, monkeypatch):
    monkeypatch.setattr(check_page, "ask_words", lambda *_: ("已获省外办批准", True))
    page.choose("E")

    page.answer()
    qtbot.waitUntil(lambda: page._chips["answered"].text() == "已答复 1", timeout=10_000)
    assert titles(page) == ["R-OUT-14"]

    page.choose("answered")
    assert "✓ 已获省外办批准" in page.side.words()
    page.take_back()
    qtbot.waitUntil(lambda: page._chips["E"].text() == "错误 2", timeout=10_000)


def test_a_deadline_shows_its_window(context, qtbot, college):
    samples.agreement(TODAY, valid_until=TODAY + timedelta(days=60))
    page = CheckPage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.found is not None)

    page.choose("deadlines")

    line = next(line for line in page.model.lines if line.record is not None)
    assert line.words == (
        "· 还有 30 天", "交流协议", f"商谈续签（{TODAY + timedelta(days=60)} 到期）",
        f"{TODAY - timedelta(days=30)}", f"{TODAY + timedelta(days=30)}",
    )


def test_the_year_without_holidays_is_said_until_a_table_is_imported(
    page, qtbot, monkeypatch, tmp_path,
):
    assert not page.note.isHidden()
    assert page.note_words.text() == f"! 未导入 {TODAY.year} 年节假日表，工作日只按周末推算。"
    path = tmp_path / "节假日.csv"
    path.write_text(f"日期,类别\n{TODAY.year}-10-01,放假\n{TODAY.year}-10-02,放假\n", "utf-8")
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [path])

    page.import_holidays()

    qtbot.waitUntil(page.note.isHidden, timeout=10_000)


@pytest.mark.parametrize("kind", ["pdf", "ics"])
def test_the_agenda_is_written_whole(page, qtbot, monkeypatch, tmp_path, kind):
    path = tmp_path / f"日程.{kind}"
    monkeypatch.setattr(messages, "file_dialog", lambda *_, **__: [path])

    with qtbot.waitSignal(page._context.said, timeout=10_000):
        page.export(30, kind)

    assert path.read_bytes().startswith(b"%PDF" if kind == "pdf" else b"BEGIN:VCALENDAR")


def test_an_empty_college_says_that_there_is_nothing_to_see(context, qtbot, college):
    page = CheckPage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.found is not None)

    page.choose("E")

    assert page.model.rowCount() == 0
    assert not page.empty.isHidden()


def test_colour_is_never_alone(page):
    page.choose("E")
    index = page.model.index(0, 0)

    assert page.model.data(index, Qt.ItemDataRole.ForegroundRole).isValid()
    assert page.model.data(index).startswith("✕")
