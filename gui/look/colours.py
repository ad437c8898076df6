"""The two sets of colours; every colour of the window is one of these."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """Named by use. good, warn and bad always stand beside a shape and a word, never alone."""

    window: str
    """Behind everything."""
    sidebar: str
    base: str
    """Tables and fields."""
    raised: str
    """Cards and buttons."""
    alternate: str
    """Every second row."""
    row: str
    """The row of the current cell."""
    header: str
    line: str
    line_strong: str
    text: str
    muted: str
    """Second-rank text; still 4.5 : 1 on its ground."""
    faint: str
    """Placeholders and disabled text."""
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    """Ground of what is chosen (menu entry, chip)."""
    hover: str
    selection: str
    good: str
    warn: str
    bad: str
    good_soft: str
    warn_soft: str
    bad_soft: str
    tip: str
    tip_text: str


LIGHT = Colours(
    window="#f4f6f8", sidebar="#eaeef2", base="#ffffff", raised="#ffffff",
    alternate="#f8fafb", row="#eef4f9", header="#f1f4f7", line="#e2e7ec", line_strong="#c9d1d9",
    text="#1c2733", muted="#5b6875",
    faint="#8c97a3", accent="#1d5f92", accent_hover="#17507c", on_accent="#ffffff",
    accent_soft="#dce9f4", hover="#e3e9ef", selection="#cfe2f2", good="#23744a", warn="#945c00",
    bad="#b3312b", good_soft="#e2f2e9", warn_soft="#fbefd9", bad_soft="#fbe5e3",
    tip="#26323d", tip_text="#f3f6f8",
)

DARK = Colours(
    window="#1b2026", sidebar="#161a1f", base="#20262d", raised="#272e36",
    alternate="#242a32", row="#2a333d", header="#262d35", line="#323a44", line_strong="#48535f",
    text="#e2e8ee", muted="#9eabb8",
    faint="#71808e", accent="#79b8ea", accent_hover="#97caf2", on_accent="#0f1b26",
    accent_soft="#24394c", hover="#2b333c", selection="#2c4a66", good="#74c69d", warn="#e3b261",
    bad="#f0918a", good_soft="#1f3a2d", warn_soft="#3d3220", bad_soft="#452927",
    tip="#39434e", tip_text="#f0f4f7",
)
