"""Resident memory of the whole program: bare Qt, empty window, and with a list of 100,000 open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.many import list_folder
from bench.measure import ROOT, compiled

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1366, 740)
window.show()
app.processEvents()
"""

_PROGRAM = """
import sys, time
from pathlib import Path
from gui.shell import app as start
application = start.make_application()
keeper = start.open_college(Path(sys.argv[1]))
window = start.make_window(keeper)
window.show()
def settle():
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        application.processEvents()
settle()
report("window")
window.go("international_student")
settle()
report("list open")
page = window.stack.currentWidget()
for row in range(0, len(page.model.ids), 997):
    page.model.shown(row)
settle()
report("list after long scrolling")
start.warm()
settle()
report("all libraries loaded")
"""

_REPORT = """
def report(what):
    with open("/proc/self/status") as file:
        kilobytes = next(line.split()[1] for line in file if line.startswith("VmRSS"))
    print(what, int(kilobytes) / 1024, sep="\\t", flush=True)
"""


def main() -> None:
    """Print megabytes at each point (Linux only)."""
    compiled()
    _run("bare Qt window", _BARE + 'report("bare")', None)
    _run("the program", _PROGRAM, list_folder(100_000))
    print("goals: <= 25 MB added by the list, <= 250 MB for the whole program with it open")


def _run(title: str, code: str, folder: Path | None) -> None:
    arguments = [sys.executable, "-c", _REPORT + code] + ([str(folder)] if folder else [])
    # The process is ended without closing: only what it has printed counts.
    done = subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    before = 0.0
    for line in done.stdout.splitlines():
        what, megabytes = line.split("\t")
        print(f"{title}: {what:<28} {float(megabytes):7.1f} MB   {float(megabytes) - before:+7.1f}")
        before = float(megabytes)


if __name__ == "__main__":
    main()
