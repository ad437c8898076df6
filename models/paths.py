"""Where the data folder is when nobody says otherwise: local to this user and this computer."""

import os
import sys
from pathlib import Path

APP = "waishi"


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
