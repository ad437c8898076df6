"""What calibrating pre-printed paper reads beside the window: sample words, a smaller scan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from exports.prints import stock
from exports.prints.stock import Stock

SCAN_WIDTH = 1600
"""Pixels of a kept scan: enough to place a field to a tenth of a millimetre on the screen."""


def sample_values(layout: Stock) -> dict[str, str]:
    """What a record of the register would print, by the labels of the fields; empty without one."""
    from exports.prints.blocks import plain
    from exports.prints.registry import printable_by_code

    printable = printable_by_code(layout.paper)
    for record in printable.entity.active().limit(60):
        if printable.missing(record, printable.wishes(record)):
            continue
        facts: Any = printable.snapshot(record, {stock.OPTION: f"{layout.code}|"})
        pages = printable.layout(facts).pages
        return {spot.field: plain(spot.words) for page in pages for spot in page.over}
    return {}


def smaller(path: Path) -> bytes:
    """A picture as JPEG of at most SCAN_WIDTH pixels; empty when it is none."""
    image = QImage(str(path))
    if image.isNull():
        return b""
    if image.width() > SCAN_WIDTH:
        image = image.scaledToWidth(SCAN_WIDTH, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 80)
    return bytes(buffer.data().data())
