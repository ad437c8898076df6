"""Where things are: the data folder when nobody says otherwise, and the program's own version."""

import os
import sys
import tomllib
from pathlib import Path

APP = "waishi"
PRINT_FONTS = "print_fonts.json"
"""Beside the data: which font files the office picked for its papers, by role."""


def default_data_folder() -> Path:
    """The per-user local application-data folder (never a synced one such as 文档)."""
    if override := os.environ.get("WAISHI_DATA"):
        return Path(override)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / APP


def version() -> str:
    """The program's version; pyproject.toml is the one place that says it."""
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8")
    return str(tomllib.loads(text)["project"]["version"])
