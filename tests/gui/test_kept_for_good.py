"""What is kept for good: the list and the history say why it cannot be deleted or taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel

from gui.history.history_view import BatchHistoryPage
from gui.lists.list_page import ListPage
from gui.look import messages
from models import history, store
from models.entities import entity_by_key
from models.errors import UserError


@pytest.fixture
def said(monkeypatch):
    """The errors that were shown, and yes to every question."""
    shown: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _, error: shown.append(
        f"{error.message}{error.remedy}"
    ))
    monkeypatch.setattr(messages, "ask", lambda *_args, **_options: True)
    return shown


@pytest.mark.parametrize(("key", "remedy"), [("filing", "另报更正版"), ("issued_paper", "请作废")])
def test_the_delete_button_says_why_the_record_stays(key, remedy, context, said, qtbot):
    record = entity_by_key(key).sample()
    store.save(record)
    page = ListPage(context, entity_by_key(key))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.selectionModel().setCurrentIndex(
        page.model.index(0, 0), QItemSelectionModel.SelectionFlag.Select
    )

    page.actions_.delete()

    qtbot.waitUntil(lambda: bool(said))
    assert remedy in said[0]
    assert type(record).get_by_id(record.id).retired_at is None


@pytest.mark.parametrize(("key", "remedy"), [("filing", "另报更正版"), ("issued_paper", "请作废")])
def test_the_history_page_says_why_the_action_stands(key, remedy, context, said, qtbot):
    record = entity_by_key(key).sample()
    store.save(record)
    page = BatchHistoryPage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.selected() is not None)

    page.undo_selected()

    qtbot.waitUntil(lambda: bool(said))
    assert remedy in said[0]
    assert not history.batches(1)[0].is_undone()


def test_a_paper_issued_and_changed_in_one_action_stays_as_well(college):
    paper = entity_by_key("issued_paper").sample()
    with store.batch("出具"):
        store.save(paper)
        paper.purpose = "签证"
        store.save(paper)

    with pytest.raises(UserError) as refused:
        history.undo(history.batches(1)[0], entity_by_key)

    assert "请作废" in refused.value.remedy
    assert type(paper).get_by_id(paper.id).retired_at is None


@pytest.mark.parametrize("key", ["filing", "issued_paper", "export_log"])
def test_a_list_of_what_the_program_makes_offers_no_new_one(key, context, qtbot):
    page = ListPage(context, entity_by_key(key))
    qtbot.addWidget(page)
    page.show()
    assert not page.tools.new.isVisibleTo(page)
    assert not page.tools.delete.isVisibleTo(page)
    ordinary = ListPage(context, entity_by_key("staff_member"))
    qtbot.addWidget(ordinary)
    ordinary.show()
    assert ordinary.tools.new.isVisibleTo(ordinary)
