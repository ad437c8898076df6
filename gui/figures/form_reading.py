"""What the forms page reads of one form, beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from exports.forms.base import AnnualForm, CheckResult, FilledCell, FilledForm
from exports.forms.comparing import unsure
from exports.forms.notes import Jump, jumps
from gui.figures.explain_dialog import plain
from gui.figures.filing_bar import FilingState, read_state
from gui.figures.form_paper import Beside, gaps_of
from models.explaining import number_of
from models.indicators.base import Value
from models.years_before import Before


@dataclass(frozen=True)
class Reading:
    """A filled form, its checks, what was filed of it, and what stands beside its numbers."""

    filled: FilledForm
    checks: list[CheckResult]
    filing: FilingState
    beside: Beside
    """With last year's numbers, whether they are shown or not."""
    jumps: list[Jump]

    def bare(self) -> int:
        """How many large changes nobody has explained."""
        return sum(not jump.note for jump in self.jumps)


def read_form(form: AnnualForm, year: int) -> Reading:
    """Fill, check and compare."""
    filled = form.fill(year)
    checks = filled.checks()
    before = {place: plain(on_paper(filled.cells[place], one))
              for place, one in filled.last_year.items()}
    beside = Beside(unsure(filled), gaps_of(checks), before)
    return Reading(filled, checks, read_state(filled), beside, jumps(filled))


def on_paper(cell: FilledCell, before: Before) -> Value:
    """Last year's number as the paper would show it."""
    if cell.kind != "figure":
        return before.value
    shown = Decimal(before.value) / cell.divisor
    return round(shown, cell.decimals) if cell.decimals else number_of(str(shown))
