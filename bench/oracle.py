"""Every cell of the annual forms counted twice over random colleges; prints what was compared.

python -m bench.oracle [colleges] [first seed] [form …]

The first PLAIN colleges are counted as the program counts; the others run the same statements
without writing them again (bench/kept_statements.py).
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.kept_statements import Statements
from models import database
from tests.oracle.colleges import YEAR, college
from tests.oracle.comparing import ORACLES, Difference, compare, inside

SHOWN = 60
PLAIN = 20


def run(colleges: range, forms: list[str]) -> int:
    """Compare all forms of all colleges; how many cells differ."""
    cells: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    wrong: list[tuple[int, Difference]] = []
    with TemporaryDirectory() as folder:
        keeper = database.open_folder(Path(folder) / "data")
        statements = Statements()
        for number, seed in enumerate(colleges):
            tables = college(seed)
            with inside(tables), statements.kept() if number >= PLAIN else nullcontext():
                for code in forms:
                    number, found, form = compare(code, tables, YEAR)
                    cells[code] += number
                    filled[code] += sum(bool(c.exact) for c in form.cells.values()
                                        if c.kind == "figure")
                    wrong += [(seed, difference) for difference in found]
        keeper.close(backup=False)
    for seed, difference in wrong[:SHOWN]:
        print(f"college {seed}: {difference}")
    for code in forms:
        bad = sum(difference.form == code for _, difference in wrong)
        print(f"{code:8}{cells[code]:>10,} cells, {filled[code]:>9,} not zero, {bad:>6,} differ")
    print(f"{'all':8}{sum(cells.values()):>10,} cells of {len(colleges):,} colleges, "
          f"{len(wrong):,} differ")
    return len(wrong)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    first = numbers[1] if len(numbers) > 1 else 0
    asked = [word for word in sys.argv[1:] if not word.isdigit()]
    sys.exit(bool(run(range(first, first + (numbers[0] if numbers else 1000)),
                      asked or list(ORACLES))))
