"""A page on the screen is as sharp as the display: every pixel of it is one of the display's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage
from gui.shell.app import make_application
app = make_application()
from models import database
from gui.shared.changes import Changes
from gui.shared.context import Context
from gui.paper.page_preview import PagePreview
from gui.shared.worker import Worker
from exports.prints.base import Document, Page, Paragraph, render
from PySide6.QtWidgets import QVBoxLayout, QWidget

keeper = database.open_folder(Path(sys.argv[1]))
context = Context(keeper, 2026, Changes(), Worker(keeper))
page = Page((Paragraph("样张，细字 thin letters 0123456789", size=9),))
window = QWidget()
preview = PagePreview(context)
layout = QVBoxLayout(window)
layout.setContentsMargins(7, 3, 11, 5)
layout.addWidget(preview)
window.resize(521, 433)
window.show()
preview.show_pdf(render(Document("样张", "", (page,))))
until = time.time() + 30
shown = lambda: not preview.picture.image.isNull()
while time.time() < until and not shown():
    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
for _ in range(40):
    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    time.sleep(0.02)
image = preview.picture.image
seen = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
wide, high = image.width(), image.height()

def row_of(source, x, y):
    return [source.pixel(x + at, y) & 0xFFFFFF for at in range(wide)]

inked = [y for y in range(high) if len(set(row_of(image, 0, y))) > 8]
wanted = row_of(image, 0, inked[2])
found = any(
    row_of(seen, x, y) == wanted
    for y in range(seen.height()) for x in range(max(seen.width() - wide, 0) + 1)
    if seen.pixel(x + wide // 2, y) & 0xFFFFFF == wanted[wide // 2]
)
print("SCALE", window.devicePixelRatioF(), "FOUND", found)
context.changes.stop()
context.worker.stop()
keeper.close(backup=False)
"""


@pytest.mark.parametrize("scale", ["1", "1.5"])
def test_the_page_stands_on_the_screen_pixel_for_pixel(scale, tmp_path):
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen",
                   "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "data")],
        capture_output=True, text=True, env=environment, timeout=120, check=False,
    )
    assert f"SCALE {float(scale)} FOUND True" in done.stdout, done.stdout + done.stderr[-800:]
