"""The menu at the left: all of it at once where the screen allows, folded groups remembered."""

from __future__ import annotations

from typing import Any

import pytest

from gui.shell.main_window import MainWindow
from gui.shell.navigation import DENSE, ROOMY, TUCKED, Navigation, entries

pytestmark = pytest.mark.usefixtures("chinese")


def shown(qtbot: Any, height: int, folded: set[str] | None = None) -> Navigation:
    menu = Navigation(entries(), folded or set())
    qtbot.addWidget(menu)
    menu.resize(178, height)
    menu.show()
    qtbot.waitExposed(menu)
    return menu


def all_lines_height(menu: Navigation, spare: int) -> int:
    return (len(entries()) + 5) * menu.line_height(False, spare)


def test_a_high_window_gives_every_line_its_room(qtbot: Any) -> None:
    menu = shown(qtbot, 1400)
    assert menu.spare == ROOMY
    assert TUCKED not in menu.folded()


def test_a_laptop_screen_shows_the_whole_menu_without_scrolling(
    window: MainWindow, qtbot: Any
) -> None:
    window.resize(1366, 697)
    assert DENSE <= window.menu.spare < ROOMY
    qtbot.waitUntil(lambda: window.menu.verticalScrollBar().maximum() == 0)


def test_the_rarest_group_is_folded_at_the_first_start_that_lacks_room(qtbot: Any) -> None:
    menu = shown(qtbot, 400)
    assert menu.folded() == {TUCKED}


def test_what_she_opened_again_stays_open_at_the_next_start(qtbot: Any) -> None:
    menu = shown(qtbot, 400)
    menu.expandAll()
    assert TUCKED not in shown(qtbot, 400, menu.folded()).folded()


def test_what_she_folded_stays_folded(qtbot: Any) -> None:
    assert shown(qtbot, 1400, {"合作"}).folded() == {"合作"}


def test_a_folded_group_gives_its_room_to_the_others(qtbot: Any) -> None:
    menu = shown(qtbot, all_lines_height_of(qtbot, DENSE + 2))
    before = menu.spare
    for at in range(menu.topLevelItemCount()):
        if menu.topLevelItem(at).text(0) == "合作":
            menu.topLevelItem(at).setExpanded(False)
    assert menu.spare > before


def all_lines_height_of(qtbot: Any, spare: int) -> int:
    return all_lines_height(shown(qtbot, 1400), spare)


def test_every_page_of_the_menu_has_a_drawing_of_its_own() -> None:
    pictures = [entry.picture for entry in entries()]
    assert "record" not in pictures
    assert len(set(pictures)) == len(pictures)


def test_the_page_that_is_shown_can_be_seen_in_the_menu(window: MainWindow) -> None:
    window.resize(911, 420)
    window.go("settings")
    menu = window.menu
    line = menu.visualItemRect(menu.currentItem())
    assert 0 < line.center().y() < menu.viewport().height()
