"""出访费用标准 in the window: pasted, typed, changed and taken away by hand."""

from __future__ import annotations

import pytest

from gui.look import messages
from gui.look.paste_dialog import PasteDialog
from gui.settings.rate_dialogs import RateDialog, RatePreview
from gui.settings.rates_panel import RatesPanel
from models import subsistence
from models.subsistence import standard_for


@pytest.fixture
def panel(context, qtbot):
    shown = RatesPanel(context)
    qtbot.addWidget(shown)
    return shown


def choose(panel, place):
    for at in range(panel.table.topLevelItemCount()):
        item = panel.table.topLevelItem(at)
        if item.text(0) == place:
            panel.table.setCurrentItem(item)
            return
    raise AssertionError(place)


def test_pasted_rates_ask_for_source_and_day_before_they_are_kept(panel, monkeypatch):
    def pasted(dialog):
        dialog.text.setPlainText("德国 柏林 欧元 111 61 31")
        dialog.accept()
        return dialog.result()

    def looked(dialog):
        dialog.accept()
        assert "执行日期" in dialog.fault.text()
        dialog.source.setText("某文〔2020〕1号")
        dialog.day.setText("2020-01-01")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(PasteDialog, "exec", pasted)
    monkeypatch.setattr(RatePreview, "exec", looked)
    panel.paste()
    assert standard_for("DEU", "柏林").standard.lodging == 111
    assert panel.table.topLevelItem(0).text(0) == "德国（柏林）"


def test_a_shipped_row_is_changed_into_an_own_one(panel, monkeypatch):
    def changed(dialog):
        dialog.editors["lodging"].set_text("21000")
        dialog.accept()
        return dialog.result()

    choose(panel, "日本（东京）")
    assert not panel.remove.isEnabled()
    monkeypatch.setattr(RateDialog, "exec", changed)
    panel.edit.click()
    assert standard_for("JPN", "东京").standard.lodging == 21000
    assert len(subsistence.shipped_standards()) == 42


def test_a_row_that_cannot_be_kept_stays_open_and_says_why(panel, monkeypatch, qtbot):
    dialog = RateDialog(None)
    qtbot.addWidget(dialog)
    dialog.editors["country"].set_text("德国")
    dialog.accept()
    assert dialog.result() == 0
    assert "住宿费" in dialog.fault.text()


def test_an_own_row_is_taken_away_again(panel, monkeypatch):
    monkeypatch.setattr(RateDialog, "exec", lambda d: (d.accept(), d.result())[1])
    choose(panel, "老挝")
    panel.edit.click()
    choose(panel, "老挝")
    monkeypatch.setattr(messages, "ask", lambda *_a, **_o: True)
    panel.remove.click()
    assert standard_for("LAO").standard.status != subsistence.IMPORTED
