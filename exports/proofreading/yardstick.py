"""What the records say a number would have to be: every reading of a mention with its value."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Any

from exports.drafts.tokens import period_for
from exports.proofreading.base import Mention, Reading, Role
from exports.proofreading.nouns import Spec, is_region
from exports.proofreading.understanding import Understanding
from models.codes import HOME
from models.entities.office import Filing, TypedValue
from models.indicators import indicator_by_id
from models.indicators.base import Figure, Indicator, Period, Value, dimensions_of
from models.indicators.kept import year_before_is_kept
from models.years_before import FILED, YearBefore

PLACE_KEYS = ("guest_country", "country")
_CONTINENT_KEYS = ("guest_continent", "continent")
_WHOLE = {
    "OutboundTrip": "trips.groups", "TripMember": "trips.groups", "TripLeg": "trips.groups",
    "Enrolment": "students.headcount", "Engagement": "teachers.headcount",
    "Placement": "outbound_students.person_times", "InboundVisit": "visits.groups",
    "Event": "events.count", "Speaker": "events.count", "Scholarship": "students.headcount",
    "Evaluation": "teachers.headcount", "TeacherDocument": "teachers.headcount",
    "StudentDocument": "students.headcount",
}
"""By what a register is seen to have been kept in a year, when one of its figures is 0."""
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class Known:
    """A reading, and whether the register has anything of its kind in that year at all."""

    reading: Reading
    is_kept: bool = True


@dataclass
class Yardstick:
    """The figures of one year, each asked once."""

    year: int
    _values: dict[Figure, Value] = field(default_factory=dict)
    _kept: dict[tuple[str, Period], bool] = field(default_factory=dict)
    _filings: dict[int, list[YearBefore]] = field(default_factory=dict)
    _before_kept: dict[tuple[str, Period], bool] = field(default_factory=dict)

    def readings(self, mention: Mention, understood: Understanding) -> list[Known]:
        """All readings of a mention, the likeliest first; none when no figure can say it."""
        year = self.year + (mention.shift or 0)
        found: list[Known] = []
        for spec in _in_scope(understood.specs, understood.said):
            if spec.typed:
                found += self._typed(spec, year)
                continue
            for figures in self._figures(spec, understood, mention, year):
                found += self._read(figures, spec, mention)
        unique: dict[tuple[str, Any], Known] = {}
        for known in found:
            unique.setdefault((known.reading.words, known.reading.value), known)
        return list(unique.values())

    def _typed(self, spec: Spec, year: int) -> Iterator[Known]:
        typed = TypedValue.active().where(
            (TypedValue.year == year) & (TypedValue.key_name == spec.typed)).first()
        if typed is None or typed.value is None:
            yield Known(Reading(f"{year}年手填数（尚未填写）", None), is_kept=False)
            return
        words = f"{year}年手填数“{typed.title or spec.typed}”为{_shown(typed.value)}{typed.unit or ''}"
        yield Known(Reading(words, _decimal(typed.value)))

    def _figures(
        self, spec: Spec, understood: Understanding, mention: Mention, year: int,
    ) -> Iterator[tuple[Figure, ...]]:
        """The figures whose sum is a reading: mostly one, several for a list of countries."""
        indicator = indicator_by_id(spec.id)
        for period in periods(indicator, mention, year):
            for slices in product(*understood.slices):
                whole = cut(indicator.at(period), (*spec.where, *slices))
                if whole is not None:
                    yield from self._cut(whole, spec, understood)

    def _cut(
        self, whole: Figure, spec: Spec, understood: Understanding,
    ) -> Iterator[tuple[Figure, ...]]:
        """A figure whole, or cut to the places that the clause names."""
        if spec.counts_places:
            yield (whole,)
        elif spec.plus:
            more = (replace(whole, indicator=indicator_by_id(id)) for id in spec.plus)
            yield (whole, *more)
        else:
            places = _by_key(whole, PLACE_KEYS, understood.places)
            parts = (*places, *_by_key(whole, _CONTINENT_KEYS, understood.continents))
            named = len(understood.places) + len(understood.continents)
            if named != 1:
                yield (whole,)
            if named and len(parts) == named:
                yield parts

    def _read(self, figures: tuple[Figure, ...], spec: Spec, mention: Mention) -> Iterator[Known]:
        if spec.counts_places:
            yield from self._places(figures[0], mention)
            return
        if mention.role is Role.CHANGE:
            yield from self._change(figures)
            return
        first = figures[0]
        if mention.shift == -1 and len(figures) == 1:
            yield from self._filed(first)
            if not self._year_is_kept(first):
                yield Known(Reading(_name(first), None, first), is_kept=False)
                return
        value = sum((_decimal(self.value(figure)) for figure in figures), start=_decimal(0))
        is_kept = self.is_kept(first)
        words = (
            f"{_name(first)}为{_shown(value)}{first.unit}" if len(figures) == 1
            else f"{_name(first, bare=True)}，{'、'.join(_part(f) for f in figures)}合计"
                 f"{_shown(value)}{first.unit}"
        )
        yield Known(Reading(words, value, first), is_kept)

    def uncertain(self, figure: Figure) -> int:
        """By how much a figure might be greater: dates that are not full, parts without a kind."""
        found = len(figure.uncertain_ids())
        for key, value in figure.where:
            if value is not None:
                found += int(self.value(figure.sliced(**{key: None})))
        return found

    def _places(self, figure: Figure, mention: Mention) -> Iterator[Known]:
        """How many countries occur; beside it how many with Hong Kong, Macao and Taiwan."""
        if mention.shift == -1 and not self._year_is_kept(figure):
            yield Known(Reading(_name(figure), None, figure), is_kept=False)
            return
        key = place_key(figure)
        if key is None:
            return
        parts = figure.split(key).items()
        codes = [code for code, part in parts if code not in (None, HOME) and part.value()]
        countries = [code for code in codes if not is_region(code)]
        kept = self.is_kept(figure)
        ways = [(len(countries), f"涉及{len(countries)}个国家")]
        if len(codes) > len(countries):
            ways.append((len(codes), f"涉及{len(codes)}个国家和地区（含港澳台）"))
        for number, words in ways[::-1] if "和地区" in mention.noun else ways:
            yield Known(Reading(f"{_name(figure)}{words}", _decimal(number), figure), kept)

    def _change(self, figures: tuple[Figure, ...]) -> Iterator[Known]:
        """By how much a figure has risen or fallen, from the year before as filed or computed."""
        figure = figures[0]
        if len(figures) > 1:
            return
        now = _decimal(self.value(figure))
        earlier = [k for k in self._filed(figure.previous()) if k.reading.value is not None]
        if self._year_is_kept(figure.previous()):
            before = _decimal(self.value(figure.previous()))
            name = f"{figure.previous().period.label}为{_shown(before)}{figure.unit}"
            earlier.append(Known(Reading(name, before, figure.previous())))
        if not earlier:
            yield Known(Reading(f"{_name(figure)}的上年数", None, figure), is_kept=False)
        for known in earlier:
            before = _decimal(known.reading.value or 0)
            words = (
                f"{_name(figure)}为{_shown(now)}{figure.unit}，{known.reading.words}，"
                f"{_difference(now - before)}{figure.unit}"
            )
            yield Known(Reading(words, now - before, figure), self.is_kept(figure))

    def _filed(self, figure: Figure) -> Iterator[Known]:
        """What was filed of a figure in its year, and what an old form says of it."""
        year = figure.period.end.year
        if year not in self._filings:
            codes = {row.form_code for row in Filing.active().where(Filing.year == year)}
            self._filings[year] = [YearBefore(code, year + 1) for code in sorted(codes)]
            self._filings[year].append(YearBefore("", year + 1))
        for known in self._filings[year]:
            for before in (known.filed("", figure), known.kept("", figure)):
                if before is not None:
                    name = "报送数" if before.origin == FILED else "往年数"
                    words = f"{_name(figure)}的{name}为{_shown(before.value)}{figure.unit}"
                    yield Known(Reading(words, _decimal(before.value), figure))

    def value(self, figure: Figure) -> Value:
        """The number of a figure."""
        if figure not in self._values:
            self._values[figure] = figure.value()
        return self._values[figure]

    def is_kept(self, figure: Figure) -> bool:
        """Whether the register has a record of this kind in the year at all."""
        period = figure.period
        if period.kind == "半年":
            period = Period.calendar_year(period.end.year)
        at = (figure.indicator.id, period)
        if at not in self._kept:
            entity: Any = figure.indicator.entity
            whole = _WHOLE.get(entity.__name__, figure.indicator.id)
            has = any(
                indicator_by_id(id).at(period).record_count()
                for id in {figure.indicator.id, whole}
            )
            self._kept[at] = has or (entity.is_standing and bool(entity.active().exists()))
        return self._kept[at]

    def is_used(self, figure: Figure) -> bool:
        """Whether the register has any record of this kind, of whatever year."""
        entity: Any = figure.indicator.entity
        return bool(entity.active().exists())

    def _year_is_kept(self, figure: Figure) -> bool:
        """Whether the year before, that a figure speaks of, was kept in records."""
        at = (figure.indicator.id, figure.period)
        if at not in self._before_kept:
            later = period_for(figure.indicator.period_kind, figure.period.end.year + 1)
            self._before_kept[at] = year_before_is_kept(figure.indicator, later)
        return self._before_kept[at]


def _in_scope(specs: tuple[Spec, ...], said: str) -> tuple[Spec, ...]:
    """国（境）外 in the words leaves out what counts foreign countries alone, where there is both."""
    if "（境）" not in said and "(境)" not in said:
        return specs
    wide = tuple(
        spec for spec in specs if spec.typed or indicator_by_id(spec.id).scope != "国外"
    )
    return wide or specs


def periods(indicator: Indicator, mention: Mention, year: int) -> list[Period]:
    """The periods that a mention may mean: the indicator's own, cut to the part that is named."""
    own = period_for(indicator.period_kind, year)
    if mention.span:
        part = _part_of_year(mention.span, year)
        if part is not None:
            return [part.at_end() if own.kind == "时点" else part]
    if own.kind == "时点":
        return [own]
    years = [Period.academic_year(year), Period.academic_year(year + 1)]
    if "学年" in mention.sentence:
        return list(dict.fromkeys([*years, own]))
    return list(dict.fromkeys([own, Period.calendar_year(year)]))


def _part_of_year(span: str, year: int) -> Period | None:
    if span.endswith("半年"):
        return Period.half_year(year, 1 if span.startswith("上") else 2)
    if "季度" in span:
        quarter = next((q for sign, q in _QUARTERS.items() if sign in span), 1)
        return _months(year, quarter * 3 - 2, quarter * 3, f"{year}年第{quarter}季度")
    if months := re.fullmatch(r"(\d{1,2})—(\d{1,2})月", span):
        first, last = int(months[1]), int(months[2])
        return _months(year, first, last, f"{year}年{span}") if 1 <= first <= last <= 12 else None
    found = re.fullmatch(r"(\d{1,2})月(?:(\d{1,2})日)?", span)
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    month = int(found[1])
    return _months(year, month, month, f"{year}年{month}月")


def _months(year: int, first: int, last: int, label: str) -> Period:
    return Period("半年", date(year, first, 1), date(year, last, monthrange(year, last)[1]), label)


def cut(figure: Figure, pairs: tuple[tuple[str, str], ...]) -> Figure | None:
    """A figure cut to dimension values as they are read; None when it cannot be cut so."""
    known = dimensions_of(figure.indicator.entity)
    slices: dict[str, Any] = {}
    for name, text in pairs:
        by_guest = f"guest_{name}"
        key = by_guest if by_guest in figure.indicator.breakdowns else name
        if key not in known:
            return None
        try:
            slices[key] = known[key].parse(text)
        except ValueError:
            return None
    return figure.sliced(**slices) if slices else figure


def place_key(figure: Figure) -> str | None:
    """The dimension by which an indicator is split into countries; None when it is not."""
    known = dimensions_of(figure.indicator.entity)
    for key in PLACE_KEYS:
        if key in known and (key in figure.indicator.breakdowns or key == "country"):
            return key
    return None


def _by_key(
    whole: Figure, keys: tuple[str, ...], values: tuple[str, ...],
) -> tuple[Figure, ...]:
    known = dimensions_of(whole.indicator.entity)
    usable = [key for key in keys if key in known]
    listed = [key for key in usable if key in whole.indicator.breakdowns] or usable[-1:]
    return tuple(whole.sliced(**{listed[0]: value}) for value in values) if listed else ()


def _name(figure: Figure, *, bare: bool = False) -> str:
    label = figure.indicator.label if bare else figure.label
    return f"{figure.period.label}{label}"


def _part(figure: Figure) -> str:
    """What tells a part from its whole: the country, or the indicator where those are added."""
    return figure.label.removeprefix(figure.indicator.label).strip("（）") or figure.indicator.label


def _decimal(value: Any) -> Any:
    from decimal import Decimal

    return Decimal(str(value))


def _shown(value: Any) -> str:
    number = _decimal(value)
    if number == number.to_integral_value():
        return f"{number:.0f}"
    return f"{number.normalize():f}"


def _difference(difference: Any) -> str:
    if not difference:
        return "持平，相差0"
    return f"{'增加' if difference > 0 else '减少'}{_shown(abs(difference))}"
