"""Proof-reading over the corpus: precision, recall, false alarms and traps touched.

python -m bench.proofreading [report …] [--text] [--quiet] [--everything]

Of the reports that are held out (every third text) only the sums are shown, so that nobody tunes
to them; --everything shows them too.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from exports.proofreading.base import Finding
from exports.proofreading.proofread import proofread
from models import database, sample_college
from tests.corpus.base import Written
from tests.corpus.documents import as_text, as_word
from tests.corpus.reports import corpus, is_held_out
from tests.corpus.scoring import Total, score
from tests.corpus.truth import Truth


def run(names: list[str], *, as_lines: bool, quiet: bool, everything: bool) -> Total:
    """Proof-read the reports (all when none is named) and print what came of it."""
    with TemporaryDirectory() as folder:
        keeper = database.open_folder(Path(folder) / "data")
        sample_college.create()
        reports = [one for one in corpus(Truth()) if not names or one.name in names]
        began = time.perf_counter()
        total = measured(reports, as_lines=as_lines)
        spent = time.perf_counter() - began
        if not quiet:
            details(Total([one for one in total.scores
                           if everything or names or not is_held_out(one.written)]))
        table(total)
        form = "text" if as_lines else "Word"
        held = Total([one for one in total.scores if is_held_out(one.written)])
        told = Total([one for one in total.scores if not is_held_out(one.written)])
        for name, part in (("known", told), ("held out", held), ("all", total)):
            print(f"{form}, {name}: {line(part)}")
        print(f"{spent:.1f} s")
        keeper.close(backup=False)
    return total


def measured(reports: list[Written], *, as_lines: bool) -> Total:
    """The scores of reports read as Word files, or as plain text."""
    total = Total()
    for report in reports:
        result = proofread(as_text(report) if as_lines else as_word(report), report.year)
        total.scores.append(score(report, result.report, result.findings))
    return total


def details(total: Total) -> None:
    """Every error missed with what was said of it instead, every false alarm, every trap."""
    for one in total.scores:
        name = one.written.name
        for seed in one.missed:
            print(f"{name} {seed.name} missed  {seed.kind.value}/{seed.flaw}  “{seed.spot.words}”"
                  f"  should be “{seed.right}”")
            for finding in one.nearby[seed.name]:
                print(f"        instead: {_said(finding)}")
        for finding in one.alarms:
            print(f"{name} FALSE ALARM  {_said(finding)}")
        for trap in one.touched:
            print(f"{name} trap touched  {trap.reason}: “{trap.spot.words}”")


def _said(finding: Finding) -> str:
    return f"{finding.kind.value} {finding.verdict.value} “{finding.said}” {finding.message}"


def table(total: Total) -> None:
    """Seeded and found errors by kind, then by flaw."""
    print(f"\n{'':24}{'seeded':>8}{'found':>8}{'recall':>8}")
    for what in ("kind", "flaw"):
        for key, (found, seeded) in total.by(what).items():
            print(f"{key:24}{seeded:>8}{found:>8}{found / seeded:>8.0%}")
        print()


def line(total: Total) -> str:
    """Precision, recall, false alarms, traps, errors called right and all verdicts."""
    alarms = Counter(one.kind.value for score in total.scores for one in score.alarms)
    traps = sum(len(score.written.traps) for score in total.scores)
    touched = sum(len(score.touched) for score in total.scores)
    verdicts: Counter[str] = Counter()
    for one in total.scores:
        verdicts.update({verdict.value: count for verdict, count in one.verdicts.items()})
    approved = sum(len(score.approved) for score in total.scores)
    return (f"{len(total.scores)} reports; precision {total.precision:.3f}, recall "
            f"{total.recall:.3f}; {sum(alarms.values())} false alarms {dict(alarms)}; "
            f"{touched} of {traps} traps touched; {approved} errors beside a 相符; {dict(verdicts)}")


if __name__ == "__main__":
    options = {word for word in sys.argv[1:] if word.startswith("--")}
    run([word for word in sys.argv[1:] if word not in options],
        as_lines="--text" in options, quiet="--quiet" in options,
        everything="--everything" in options)
