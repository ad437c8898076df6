"""打印前检查: an unanswered error keeps the form back, a reason lets it go, changed data ask again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QMenu

from exports import issue
from exports.prints.registry import printable_by_code
from gui.checks.record_check import RecordCheckDialog
from gui.lists.list_page import ListPage
from gui.prints import print_work
from gui.prints.print_dialog import PrintDialog
from gui.record.record_form import RecordForm
from models import history, store
from models.audit import AuditEntry
from models.checks import samples
from models.checks.before_printing import name_of, refuse_unfit, review
from models.entities import InternationalStudent, IssuedPaper, OutboundTrip
from models.entities.office import CheckAnswer
from models.errors import UserError
from tests.exports.prints.making import fill_in_office, student

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

A3 = printable_by_code("A3")
PEN = {"with_budget": False}


@pytest.fixture
def shown(qtbot, context):
    """Open the print dialog for records and wait until it has looked."""
    fill_in_office()

    def show(*records):
        dialog = PrintDialog(type(records[0]), [each.id for each in records], context)
        qtbot.addWidget(dialog)
        dialog.show()
        if "with_budget" in dialog.options.fields:
            dialog.options.set_answer("with_budget", False)
        qtbot.waitUntil(lambda: not dialog.is_waiting and bool(dialog.plan.pdf), timeout=20_000)
        return dialog

    return show


def too_long():
    """A trip of six days to one country, where five are allowed."""
    return samples.budget(samples.schedule(samples.trip(date.today(), days=6)))


def in_order():
    return samples.budget(samples.schedule(samples.trip(date.today())))


def answer(qtbot, dialog, reason):
    card = dialog.sheet.check.cards[0]
    card.answer.setText(reason)
    card.keep.click()
    qtbot.waitUntil(lambda: not dialog.plan.is_blocked and not dialog.is_waiting, timeout=20_000)


def test_an_error_keeps_the_form_back_and_the_preview_stays(qtbot, shown):
    dialog = shown(too_long())

    assert [f.check.id for f in dialog.plan.review.blocking] == ["R-OUT-01"]
    assert not dialog.issue_button.isEnabled()
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert dialog.blocked_words.isVisible()
    assert dialog.sheet.stack.currentWidget() is dialog.sheet.check
    dialog.sheet.paper_chip.click()
    qtbot.waitUntil(lambda: dialog.preview.page_count == 2, timeout=20_000)


def test_a_trip_without_an_error_is_not_kept_back(shown):
    dialog = shown(in_order())

    assert dialog.plan.review.blocking == ()
    assert dialog.issue_button.isEnabled()
    assert dialog.print_button.isEnabled()
    assert not dialog.blocked_words.isVisible()
    assert dialog.sheet.stack.currentWidget() is dialog.preview


def test_a_reason_lets_the_form_go_and_is_kept_and_audited(qtbot, shown):
    dialog = shown(too_long())

    answer(qtbot, dialog, "省外办同意延长一天")
    dialog.issue_button.click()
    qtbot.waitUntil(lambda: bool(dialog.papers) and dialog.isEnabled(), timeout=20_000)

    assert IssuedPaper.get().printable == "A3"
    kept = CheckAnswer.get()
    assert kept.reason == "省外办同意延长一天"
    assert history.entries_of(kept)
    assert AuditEntry.select().where(AuditEntry.record_id == kept.id).exists()


def test_an_answered_error_is_silent_until_its_data_change(qtbot, shown):
    trip = too_long()
    dialog = shown(trip)
    answer(qtbot, dialog, "省外办同意延长一天")
    assert "答复　　省外办同意延长一天" in dialog.sheet.check.words()

    trip.route = "澜港—大阪—澜港"
    store.save(trip)
    assert review([trip]).count("E") == 0

    trip.returned_on += timedelta(days=1)
    store.save(trip)
    qtbot.waitUntil(lambda: dialog.plan.is_blocked, timeout=20_000)
    assert not dialog.issue_button.isEnabled()


def test_a_blank_reason_keeps_nothing(shown):
    dialog = shown(too_long())

    dialog.sheet.check.cards[0].keep.click()

    assert CheckAnswer.select().count() == 0
    assert dialog.plan.is_blocked


def test_a_finding_says_why_whose_rule_it_is_and_how_sure_that_is(shown):
    said = shown(too_long()).sheet.check.words()

    assert "✕ 错误" in said
    assert "为什么　在外天数超过限量" in said
    assert "依据　　" in said
    assert "（✓ " in said or "（! " in said
    assert "怎么算的" in said
    assert "第 6 天" in said


def test_a_finding_is_not_said_twice(shown):
    dialog = shown(too_long())

    assert not [words for words in dialog.plan.notices if "一般公务团组天数" in words]


def test_a_certificate_is_not_held_back_by_rules(shown):
    dialog = shown(student())

    assert dialog.plan.review is None
    assert not dialog.sheet.check_chip.isVisible()


def test_no_way_round_the_window_issues_a_form_with_an_open_error(college):
    fill_in_office()
    trip = too_long()

    with pytest.raises(UserError, match="一般公务团组天数"):
        issue.issue_paper(A3, trip, PEN)

    assert IssuedPaper.select().count() == 0
    assert issue.preview(A3, trip, PEN).startswith(b"%PDF")
    issue.issue_paper(A3, in_order(), PEN)


def test_a_batch_says_whose_error_it_is(college):
    trips = [too_long(), in_order()]
    ids = tuple(each.id for each in trips)
    wanted = print_work.Wanted(OutboundTrip, ids, (print_work.Tick(A3, PEN),))

    plan = print_work.make_plan(wanted)

    assert plan.is_blocked
    assert {f.finding.record.id for f in plan.review.blocking} == {trips[0].id}
    assert {counted.title for counted in plan.review.counted} == {str(each) for each in trips}


def test_what_is_grave_comes_first_and_what_is_answered_last(college):
    trip = samples.trip(date.today(), days=6, in_plan=False, invitation_direct=False)

    severities = [each.severity for each in review([trip]).found]

    assert severities == sorted(severities, key="EWI".index)
    assert {"E", "W"} <= set(severities)


def test_the_check_has_the_offices_own_name_for_a_trip(college):
    assert name_of(OutboundTrip) == "出访预检"
    assert name_of(InternationalStudent) == "打印前检查"


def test_without_an_open_error_nothing_is_refused(college):
    refuse_unfit([in_order()], "审批表")


# ---- from the record ----


def test_the_check_of_a_record_is_answered_in_place(qtbot, context):
    trip = too_long()
    dialog = RecordCheckDialog(OutboundTrip, [trip.id], context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=20_000)
    assert "✕ 错误 1" in dialog.state.text()

    card = dialog.view.cards[0]
    card.answer.setText("已获批准")
    card.answer.returnPressed.emit()

    qtbot.waitUntil(lambda: "✓ 已答复 1" in dialog.state.text(), timeout=20_000)
    dialog.view.cards[0].take_back.click()
    qtbot.waitUntil(lambda: "✕ 错误 1" in dialog.state.text(), timeout=20_000)


def test_reasons_being_typed_survive_a_new_look(qtbot, context):
    trip = samples.trip(date.today(), days=6, invitation_direct=False)
    dialog = RecordCheckDialog(OutboundTrip, [trip.id], context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=20_000)
    cards = {card.told.found.check.id: card for card in dialog.view.cards}
    cards["R-OUT-11"].answer.setText("对方学校直接发来")

    cards["R-OUT-01"].answer.setText("已获批准")
    cards["R-OUT-01"].keep.click()

    qtbot.waitUntil(lambda: "✓ 已答复 1" in dialog.state.text(), timeout=20_000)
    kept = {card.told.found.check.id: card.answer.text() for card in dialog.view.cards}
    assert kept["R-OUT-11"] == "对方学校直接发来"


def test_the_form_of_a_record_leads_to_its_check(qtbot, context):
    form = RecordForm(OutboundTrip, too_long().id, context)
    qtbot.addWidget(form)
    form.show()
    assert form.bar.check.text() == "出访预检"

    form.bar.check.click()

    dialog = form.findChild(RecordCheckDialog)
    qtbot.waitUntil(lambda: "✕ 错误 1" in dialog.state.text(), timeout=20_000)
    dialog.accept()


def test_a_new_record_has_nothing_to_check_yet(qtbot, context):
    form = RecordForm(OutboundTrip, None, context)
    qtbot.addWidget(form)

    assert form.bar.check.isHidden()


def test_the_print_menu_of_the_list_leads_to_the_check(qtbot, context):
    too_long()
    page = ListPage(context, OutboundTrip)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.model.ids) == 1, timeout=20_000)
    page.table.selectRow(0)
    menu = QMenu(page)
    page.actions_.fill_print_menu(menu)

    action = next(a for a in menu.actions() if a.text() == "出访预检…")
    assert action.isEnabled()
    action.trigger()

    dialog = page.findChild(RecordCheckDialog)
    qtbot.waitUntil(lambda: "✕ 错误 1" in dialog.state.text(), timeout=20_000)
    dialog.accept()
