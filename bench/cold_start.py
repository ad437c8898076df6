"""From starting the process to the first painted window, beside a bare QWidget process.

Each side is a fresh process that prints the moment of its first painting; the system's
monotonic clock is the same for parent and child.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.many import sample_folder
from bench.measure import ROOT, compiled, say

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

RUNS = 9

_BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.monotonic(), time.process_time(), flush=True)
        QTimer.singleShot(0, app.quit)
app = QApplication([])
window = Window()
window.resize(1366, 740)
window.show()
app.exec()
"""

_PROGRAM = """
import os, sys, time
from pathlib import Path
from gui.shell import app as start
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            # What is painted first lies below the page; one turn of the loop later it is whole.
            QTimer.singleShot(0, painted)
        return False
def painted():
    print(time.monotonic(), time.process_time(), flush=True)
    os._exit(0)
start.choose_input_method()
application = start.make_application()
watch = Watch()
application.installEventFilter(watch)
start.run_window(Path(sys.argv[1]))
"""


def main() -> None:
    """Print the ratios for a small and for a large college, by the clock and by work done."""
    compiled()
    for records in (1_000, 100_000):
        folder = sample_folder(records)
        ours, floor = [], []
        for _ in range(RUNS):
            floor.append(_started(_BARE))
            ours.append(_started(_PROGRAM, folder))
        for place, what in enumerate(("elapsed", "processor")):
            say(f"cold start, first painted page, {records:,} records, {what}",
                min(run[place] for run in ours), floor=min(run[place] for run in floor),
                of="bare QWidget", goal="<= 1.6")


def _started(code: str, folder: Path | None = None) -> tuple[float, float]:
    """Seconds from the start of the process to the moment it printed: elapsed, and of work."""
    arguments = [sys.executable, "-c", code] + ([str(folder)] if folder else [])
    begin = time.monotonic()
    done = subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    moment, work = done.stdout.split()[:2]
    return float(moment) - begin, float(work)


if __name__ == "__main__":
    main()
