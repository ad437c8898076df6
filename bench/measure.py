"""How every measurement is taken and said: the shortest of several runs, beside its floor."""

from __future__ import annotations

import compileall
import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from models import database

ROOT = Path(__file__).resolve().parent.parent


def compiled() -> None:
    """Compile our packages, because a first run would measure the compiler; say how busy it is."""
    if hasattr(os, "getloadavg"):
        print(f"{os.getloadavg()[0]:.1f} processes busy on {os.cpu_count()} processors", flush=True)
    for name in ("models", "exports", "gui", "bench"):
        compileall.compile_dir(ROOT / name, quiet=2)


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The shortest of several runs: whatever else the machine does can only add."""
    taken = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
        gc.enable()
    return min(taken)


def compared(
    ours: Callable[[], object], floor: Callable[[], object], *, times: int = 5
) -> tuple[float, float]:
    """The shortest of ours and of the floor, taken in turns, so that both see the same machine."""
    runs = [(seconds(ours, times=1), seconds(floor, times=1)) for _ in range(times)]
    return min(a for a, _ in runs), min(b for _, b in runs)


def say(what: str, measured: float, *, floor: float = 0.0, goal: str, of: str = "") -> None:
    """One line: what, ours, the floor, the ratio and the goal; times in milliseconds."""
    line = f"{what:<52} {measured * 1000:9.1f} ms"
    if floor:
        line += f"   floor {floor * 1000:9.1f} ms ({of})   ratio {measured / floor:5.2f}"
    print(f"{line}   goal {goal}", flush=True)


@contextmanager
def college() -> Iterator[database.Keeper]:
    """An empty encrypted college in a folder that disappears afterwards."""
    with TemporaryDirectory() as folder:
        keeper = database.open_folder(Path(folder) / "data")
        try:
            yield keeper
        finally:
            keeper.close(backup=False)
