"""Light and dark, text size and fonts of the whole window, with the roles that widgets may take.

A widget says what it is with `theme.role(widget, "title")`; the style sheet does the rest. Roles:
labels title, heading, caption, muted, number, mark-good, mark-warn, mark-bad, link; buttons
primary, flat, chip, danger; frames card, bar, sidebar, notice, line. Painted parts ask
`theme.colours()` at painting time, so that a switch needs no restart.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from gui.look.colours import DARK, LIGHT, Colours
from gui.look.stylesheet import style_sheet

FAMILIES = [
    "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "sans-serif",
]
"""Given explicitly: a system's own fallback may pick Japanese shapes."""

BASE_POINTS = 9.75
"""13 pixels at 100 %."""

SIZES = (85, 100, 115, 130, 150)
"""Text sizes in per cent, stepped through with Ctrl+ and Ctrl−."""

MODES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}


class Theme(QObject):
    """The one theme of the program; `changed` after every switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = "system"
        self.size = 100
        self.colours = LIGHT
        self._settings: QSettings | None = None
        self._applied: tuple[Colours, int] | None = None
        self._watching = False

    def start(self, settings: QSettings) -> None:
        """Take the remembered mode and size, and follow the system from now on."""
        self._settings = settings
        mode = str(settings.value("theme/mode", "system"))
        self.mode = mode if mode in MODES else "system"
        size = int(str(settings.value("theme/size", 100)))
        self.size = size if size in SIZES else 100
        if not self._watching:
            self._watching = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.apply()

    def set_mode(self, mode: str) -> None:
        """system, light or dark; remembered."""
        self.mode = mode
        self._keep("theme/mode", mode)
        self.apply()

    def step_size(self, steps: int) -> None:
        """Larger or smaller text; 0 goes back to 100 %."""
        at = SIZES.index(self.size) + steps
        self.set_size(100 if steps == 0 else SIZES[max(0, min(at, len(SIZES) - 1))])

    def set_size(self, size: int) -> None:
        """Text size in per cent, one of SIZES; remembered."""
        if size == self.size:
            return
        self.size = size
        self._keep("theme/size", size)
        self.apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are shown now."""
        return self.colours is DARK

    def apply(self) -> None:
        """Put colours, font and style sheet on the application."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.colours = DARK if self._wants_dark() else LIGHT
        before, self._applied = self._applied, (self.colours, self.size)
        if before == self._applied:
            return
        # Each of the three polishes every widget anew: only what differs is set.
        points = BASE_POINTS * self.size / 100
        if before is None or before[1] != self.size:
            font = QFont()
            font.setFamilies(FAMILIES)
            font.setPointSizeF(points)
            app.setFont(font)
        if before is None or before[0] != self.colours:
            app.setPalette(palette_of(self.colours))
        app.setStyleSheet(style_sheet(self.colours, points))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self.mode == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return scheme == Qt.ColorScheme.Dark
        return self.mode == "dark"

    def _follow_system(self) -> None:
        if self.mode == "system":
            self.apply()

    def _keep(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)


_theme: Theme | None = None


def theme() -> Theme:
    """The program's theme; made at first use, after QApplication."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def colours() -> Colours:
    """The colours of now; ask again at each painting."""
    return theme().colours


def role(widget: QWidget, name: str) -> QWidget:
    """Give a widget a role of the style sheet (may change while it is shown); returns it."""
    if widget.property("role") != name:
        widget.setProperty("role", name)
        # A widget that was never shown takes its look when it is; asking for the style would
        # make Qt for Python build its largest class, some 15 ms of the start. Views look up
        # their rules while they are being made, so they have to forget them.
        is_polished = widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
        if is_polished or isinstance(widget, QAbstractScrollArea):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
    return widget


def palette_of(shown: Colours) -> QPalette:
    """The palette for Fusion and everything that paints itself."""
    palette = QPalette()
    parts = {
        QPalette.ColorRole.Window: shown.window,
        QPalette.ColorRole.WindowText: shown.text,
        QPalette.ColorRole.Base: shown.base,
        QPalette.ColorRole.AlternateBase: shown.alternate,
        QPalette.ColorRole.Text: shown.text,
        QPalette.ColorRole.Button: shown.raised,
        QPalette.ColorRole.ButtonText: shown.text,
        QPalette.ColorRole.ToolTipBase: shown.tip,
        QPalette.ColorRole.ToolTipText: shown.tip_text,
        QPalette.ColorRole.PlaceholderText: shown.faint,
        QPalette.ColorRole.Highlight: shown.selection,
        QPalette.ColorRole.HighlightedText: shown.text,
        QPalette.ColorRole.Link: shown.accent,
        QPalette.ColorRole.LinkVisited: shown.accent,
        QPalette.ColorRole.Light: shown.raised,
        QPalette.ColorRole.Midlight: shown.line,
        QPalette.ColorRole.Mid: shown.line_strong,
        QPalette.ColorRole.Dark: shown.line_strong,
        QPalette.ColorRole.Shadow: shown.line_strong,
        QPalette.ColorRole.BrightText: shown.bad,
    }
    for part, value in parts.items():
        palette.setColor(part, QColor(value))
    for part in (
        QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(shown.faint))
    return palette
