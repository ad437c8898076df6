"""The figure that words mean: trips.groups[country=JPN]."""

from __future__ import annotations

from exports.drafts.tokens import period_for
from models.errors import UserError
from models.indicators import indicator_by_id
from models.indicators.base import Figure, dimension_of


def figure_of(words: str, year: int, where: list[str]) -> Figure:
    """The figure that trips.groups, trips.groups[country=JPN] and --where name=value mean."""
    name, _, inside = words.partition("[")
    try:
        indicator = indicator_by_id(name)
    except LookupError as error:
        raise UserError(f"没有指标“{name}”。", "用 figures 命令可以看到全部指标。") from error
    figure = indicator.at(period_for(indicator.period_kind, year))
    for pair in [*inside.rstrip("]").split(","), *where]:
        if not pair:
            continue
        key, sign, text = pair.partition("=")
        try:
            value = dimension_of(indicator.entity, key).parse(text)
        except LookupError as error:
            raise UserError(f"“{indicator.label}”不能按“{key}”拆分。") from error
        except ValueError as error:
            raise UserError(f"{error}。") from error
        if not sign:
            raise UserError(f"条件“{pair}”应写成 名称=值。")
        figure = figure.sliced(**{key: value})
    return figure
