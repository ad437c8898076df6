"""Whether the year before was kept at all: a zero without records may only mean nobody typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.entities.kept_figure import KeptFigure
from models.indicators import indicator_by_id
from models.indicators.base import Figure, Indicator, Period, Value

NOT_KEPT = "上年未建账"
_BEGINNING = date(1900, 1, 1)


def year_before_is_kept(indicator: Indicator, period: Period) -> bool:
    """Whether some record of the indicator lies before this year altogether.

    What also reaches into the year (a contract over both) may have been entered for its sake;
    a standing register (agreements) is whole from its first record on.
    """
    entity: Any = indicator.entity
    until = replace(period.previous(), kind="自然年", start=_BEGINNING)
    if entity.is_standing:
        return bool(indicator.query(until).exists())
    this_year = indicator.query(Period.calendar_year(period.end.year)).select(entity.id)
    return bool(indicator.query(until).where(entity.id.not_in(this_year)).exists())


def value_before(figure: Figure) -> Value | None:
    """The same number one year earlier; None when that year was not kept (上年未建账).

    A slice, or one record of a figure, goes by the whole indicator. Without records the number
    read off an old form stands (往年数).
    """
    earlier = figure.previous()
    if not year_before_is_kept(indicator_by_id(figure.indicator.id), figure.period):
        return _read_off(earlier)
    return earlier.value()


def _read_off(figure: Figure) -> Value | None:
    """What an old form says of a figure (无明细); None when nobody typed it."""
    kept = KeptFigure.active().where(
        (KeptFigure.figure_id == figure.id) & (KeptFigure.period == figure.period.label)
        & KeptFigure.value.is_null(False)
    ).first()
    if kept is None:
        return None
    number = Decimal(str(kept.value))
    return int(number) if number == number.to_integral_value() else number
