"""The year before, for comparison: what was filed, else what the records say, else 往年数.

Which of the three it is is always said: they need not agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.entities.kept_figure import KeptFigure
from models.entities.office import Filing
from models.explaining import number_of
from models.indicators.base import Figure, Value
from models.indicators.kept import year_before_is_kept

FILED, COMPUTED, KEPT = "报送数", "按记录计算", "往年数（无明细）"


@dataclass(frozen=True)
class Before:
    """A number of an earlier year. origin: FILED, COMPUTED or KEPT. words: which one exactly."""

    value: Value
    origin: str
    words: str


class YearBefore:
    """What is known of one form's year before: read once, asked cell by cell."""

    def __init__(self, form_code: str, year: int) -> None:
        """`year` is the form's own year; the one before it is read."""
        self.year = year - 1
        self._form_code = form_code
        latest: Any = Filing.active().where(
            (Filing.form_code == form_code) & (Filing.year == self.year)
        ).order_by(Filing.version.desc()).first()
        self._filing: Filing | None = latest
        self._kept = list(KeptFigure.active().where(KeptFigure.year == self.year))
        self._is_kept: dict[tuple[str, Any], bool] = {}

    def filed(self, key: str, figure: Figure | None = None) -> Before | None:
        """The number filed: of the same figure and period, else of the cell with the same key."""
        if self._filing is None:
            return None
        cells = self._filing.cells
        same = (c for c in cells.values() if figure is not None and c.get("figure") == figure.id
                and c.get("period") == figure.period.label)
        found = next(same, None) or cells.get(key)
        if found is None or not _is_number(found["value"]):
            return None
        words = f"{self.year}年报送数（第{self._filing.version}版，{self._filing.filed_on}）"
        return Before(number_of(found["value"]), FILED, words)

    def kept(self, key: str, figure: Figure | None = None) -> Before | None:
        """The number read off an old form for this cell, or for this figure and period."""
        for one in self._kept:
            is_cell = one.form_code == self._form_code and one.key_name == key
            is_figure = figure is not None and (one.figure_id or one.key_name) == figure.id and (
                one.period in (None, figure.period.label))
            if (is_cell or is_figure) and one.value is not None:
                return Before(number_of(str(one.value)), KEPT, f"{KEPT}，读自{one.source}")
        return None

    def has_records(self, now: Figure) -> bool:
        """Whether the year before `now` was kept in records at all."""
        at = (now.indicator.id, now.period)
        if at not in self._is_kept:
            self._is_kept[at] = year_before_is_kept(now.indicator, now.period)
        return self._is_kept[at]


def _is_number(value: Any) -> bool:
    if isinstance(value, int):
        return True
    digits = str(value).lstrip("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
