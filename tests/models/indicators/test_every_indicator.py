"""What every indicator owes: definition, unit, source, zero for an empty college, whole splits."""

from __future__ import annotations

from datetime import date

import pytest

from exports.definitions import manual
from models.indicators import INDICATORS, THEMES, Period, indicator_by_id
from models.indicators.base import Figure, dimension_of, dimensions_of, values_of

YEAR = Period.calendar_year(2019)
PERIODS = (
    YEAR, Period.academic_year(2019), Period.half_year(2019, 1), Period.half_year(2019, 2),
    Period.as_of(date(2019, 12, 31)),
)
SCOPES = {"", "国外", "国（境）外", "港澳台"}
UNITS = {"人", "人次", "批", "人天", "人月", "人日", "元", "个", "份", "所", "对", "场", "期", "项",
         "件", "天", "本", "次", "门", "学时", "年", "家", "见各指标"}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_every_indicator_says_what_it_counts(indicator):
    assert indicator.label
    assert indicator.unit in UNITS
    assert len(indicator.definition) >= 15
    assert indicator.definition.endswith("。")
    assert indicator.source
    assert indicator.scope in SCOPES
    assert indicator.period_kind in {"自然年", "学年", "时点"}
    assert set(indicator.breakdowns) <= set(dimensions_of(indicator.entity))


def test_ids_are_unique_and_found():
    assert len({indicator.id for indicator in INDICATORS}) == len(INDICATORS)
    assert all(indicator_by_id(indicator.id) is indicator for indicator in INDICATORS)
    with pytest.raises(LookupError):
        indicator_by_id("trips.nothing")


def test_every_indicator_stands_in_one_theme():
    assert [i for _, group in THEMES for i in group] == list(INDICATORS)


def test_labels_are_unique_so_that_a_reader_can_tell_them_apart():
    labels = [indicator.label for indicator in INDICATORS]

    assert len(set(labels)) == len(labels)


def test_an_empty_college_gives_zero_everywhere(college):
    for indicator in INDICATORS:
        assert all(indicator.at(period).value() == 0 for period in PERIODS), indicator.id


def test_an_empty_college_has_no_records_behind_any_number(college):
    for indicator in INDICATORS:
        figure = indicator.at(YEAR)
        assert figure.records() == figure.uncertain_records() == figure.record_ids() == []
        assert all(figure.split(key) == {} for key in indicator.breakdowns)


def test_a_slice_of_every_dimension_gives_zero_in_an_empty_college(college):
    entities = {indicator.entity: indicator for indicator in INDICATORS}
    for entity, indicator in entities.items():
        for key in dimensions_of(entity):
            assert indicator.at(YEAR, **{key: None}).value() == 0, (indicator.id, key)


def _exact_splits() -> list[tuple[str, str]]:
    """Indicators that count or add records, with the dimensions in which each record lies once."""
    return [
        (indicator.id, key) for indicator in INDICATORS for key in indicator.breakdowns
        if indicator.measure.name in ("条数", "合计")
        and not dimension_of(indicator.entity, key).overlapping
    ]


def test_the_parts_of_an_exact_split_add_up_to_the_whole(imported_year):
    for id, key in _exact_splits():
        figure = indicator_by_id(id).at(YEAR)
        assert sum(part.value() for part in figure.split(key).values()) == figure.value(), (id, key)


@pytest.mark.parametrize("id", ["visits.person_times", "visits.outside_person_times"])
@pytest.mark.parametrize("key", ["guest_region", "guest_country", "guest_continent"])
def test_guests_add_up_by_their_own_places(imported_year, id, key):
    figure = indicator_by_id(id).at(YEAR)

    assert sum(part.value() for part in figure.split(key).values()) == figure.value()


def test_teachers_and_students_fall_into_one_box_each(imported_year):
    for id in ("teachers.headcount", "students.headcount"):
        figure = indicator_by_id(id).at(YEAR)
        for key in figure.indicator.breakdowns:
            assert sum(part.value() for part in figure.split(key).values()) == figure.value(), (id,
                                                                                                key)


def _slices(figure: Figure) -> list[Figure]:
    keys = figure.indicator.breakdowns[:2]
    return [figure, *(part for key in keys for part in figure.split(key).values())]


def test_numbers_counted_in_groups_are_the_numbers_counted_one_by_one(imported_year):
    figures = [part for indicator in INDICATORS for part in _slices(indicator.at(YEAR))]

    assert values_of(figures) == {figure: figure.value() for figure in figures}


def test_a_slice_reads_in_words_and_is_found_again_from_them(imported_year):
    figure = indicator_by_id("trips.groups").at(YEAR, country="GBR", level=None)

    assert figure.label == "因公出国（境）团组数（英国、未归类）"
    assert figure.id == "trips.groups[country=GBR,level=]"
    assert dimension_of(figure.indicator.entity, "country").parse("英国") == "GBR"
    assert dimension_of(figure.indicator.entity, "level").parse("未归类") is None


def test_the_records_behind_a_number_are_the_number(imported_year):
    for indicator in INDICATORS:
        if indicator.measure.name == "条数":
            assert len(indicator.at(YEAR).record_ids()) == indicator.at(YEAR).value(), indicator.id


def test_the_year_before_is_one_year_earlier():
    assert Period.academic_year(2020).previous() == Period.academic_year(2019)
    assert Period.half_year(2020, 2).previous() == Period.half_year(2019, 2)
    assert Period.as_of(date(2020, 2, 29)).previous() == Period.as_of(date(2019, 2, 28))
    assert YEAR.at_end() == Period.as_of(date(2019, 12, 31))


def test_what_only_the_summary_used_to_know_is_in_the_manual_too():
    ids = {id for id in (i.id for i in INDICATORS) if id.startswith(("work.", "plan."))}

    assert len(ids) == 14
    assert ids == {entry.id for entry in manual() if entry.theme == "日常办理与到期"}
