"""Light and dark, and the size of the text."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton

from gui.look.expiry import expiry_of
from gui.look.icons import FOLDER, icon
from gui.look.theme import role, theme
from models.partial_date import OPEN_ENDED, PartialDate

pytestmark = pytest.mark.usefixtures("context")


def test_text_grows_and_shrinks_within_its_steps():
    for _ in range(9):
        theme().step_size(1)
    assert theme().size == 150
    theme().step_size(0)
    assert theme().size == 100


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(mode):
    theme().set_mode(mode)
    shown = theme().colours
    pairs = [
        (shown.text, shown.window), (shown.text, shown.base), (shown.text, shown.selection),
        (shown.muted, shown.window), (shown.muted, shown.sidebar),
        (shown.accent, shown.accent_soft),
        (shown.on_accent, shown.accent), (shown.warn, shown.warn_soft), (shown.bad, shown.bad_soft),
        (shown.good, shown.raised), (shown.warn, shown.base), (shown.bad, shown.base),
        (shown.tip_text, shown.tip), (shown.muted, shown.header),
    ]

    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    theme().set_mode("system")


def contrast(first, second):
    def luminance(colour):
        parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_dark_and_light_reach_every_widget(chinese):
    theme().set_mode("dark")
    dark = chinese.palette().color(QPalette.ColorRole.Window).lightness()
    theme().set_mode("light")
    light = chinese.palette().color(QPalette.ColorRole.Window).lightness()
    theme().set_mode("system")

    assert dark < 60 < 200 < light


def test_mode_and_size_are_remembered(context):
    theme().set_mode("dark")
    theme().set_size(130)
    theme().start(context.settings)

    assert (theme().mode, theme().size) == ("dark", 130)
    theme().set_mode("system")
    theme().set_size(100)


def test_a_role_changes_how_a_label_is_drawn(qtbot):
    plain, title = QLabel("甲"), QLabel("甲")
    for label in (plain, title):
        qtbot.addWidget(label)
    role(title, "title")
    title.ensurePolished()

    assert title.fontMetrics().height() > plain.fontMetrics().height()


def test_every_icon_can_be_drawn(qtbot):
    names = [path.stem for path in FOLDER.glob("*.svg")]

    for name in names:
        picture = icon(name).pixmap(18, 18).toImage()
        alphas = {picture.pixelColor(x, y).alpha() for x in range(18) for y in range(18)}
        assert max(alphas) > 100, name
    assert len(names) > 40


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 12, 8), "18天 !"), (date(2026, 11, 20), "今天 !"), (date(2026, 11, 19), "已过期 ✕"),
     (date(2027, 1, 10), "51天"), (date(2020, 1, 1), "✕"), (PartialDate(2026, 11), "10天 !")],
)
def test_a_date_that_runs_out_says_so_in_words_and_shape(day, words):
    assert expiry_of(day, date(2026, 11, 20)).words == words


@pytest.mark.parametrize("day", [None, "", OPEN_ENDED, date(2028, 1, 1)])
def test_a_date_far_off_or_open_says_nothing(day):
    assert expiry_of(day, date(2026, 11, 20)) is None


def test_fifty_thousand_calls_of_a_void_method_do_not_end_the_program(qtbot):
    """Qt for Python 6.12 lost a reference with every such call and aborted after some thousand."""
    button = QPushButton()
    qtbot.addWidget(button)

    for at in range(50_000):
        button.setText(str(at))

    assert button.text() == "49999"
