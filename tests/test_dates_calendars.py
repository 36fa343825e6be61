"""Arithmetic of days and calendars, against the standard library and against known dates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from dragoman.index.dates.calendars import HIJRI, SOLAR, VIKRAM, day_in, month_of, year_now, year_of
from dragoman.index.dates.days import day_of, is_day, month_days, number, plus, plus_months, weekday
from dragoman.index.interval import Day


def as_day(one: date) -> Day:
    return one.year, one.month, one.day


def test_days_are_counted_as_the_standard_library_counts_them() -> None:
    random = Random(1)
    for _ in range(3000):
        one = date.fromordinal(random.randint(1, date.max.toordinal()))
        assert number(as_day(one)) == one.toordinal()
        assert day_of(one.toordinal()) == as_day(one)
        assert weekday(as_day(one)) == one.weekday()


def test_days_go_on_before_year_1() -> None:
    for count in range(-900_000, 1000, 373):
        assert number(day_of(count)) == count
    assert plus((1, 1, 1), -1) == (0, 12, 31)
    assert plus((-43, 3, 14), 1) == (-43, 3, 15)
    assert is_day(0, 2, 29)
    assert not is_day(-1, 2, 29)


def test_months_are_added_by_the_calendar() -> None:
    assert plus_months((2017, 1, 31), 1) == (2017, 2, 28)
    assert plus_months((2016, 3, 31), -1) == (2016, 2, 29)
    assert plus_months((2017, 5, 4), -17) == (2015, 12, 4)
    assert month_days(1900, 2) == 28


HIJRI_DAYS = {
    (1438, 8, 8): (2017, 5, 4),
    (1438, 9, 1): (2017, 5, 27),
    (1445, 10, 1): (2024, 4, 10),
    (1, 1, 1): (622, 7, 19),
    (1300, 1, 1): (1882, 11, 12),
}
SOLAR_DAYS = {
    (1396, 2, 14): (2017, 5, 4),
    (1357, 11, 22): (1979, 2, 11),
    (1399, 12, 30): (2021, 3, 20),
    (1403, 1, 1): (2024, 3, 20),
}


@pytest.mark.parametrize(("hijri", "gregorian"), HIJRI_DAYS.items())
def test_hijri_days_are_those_of_the_calendars(hijri: Day, gregorian: Day) -> None:
    assert day_in(HIJRI, *hijri) == gregorian


@pytest.mark.parametrize(("solar", "gregorian"), SOLAR_DAYS.items())
def test_solar_hijri_days_are_those_of_the_calendars(solar: Day, gregorian: Day) -> None:
    assert day_in(SOLAR, *solar) == gregorian


def test_solar_hijri_years_follow_one_another_without_gaps() -> None:
    for year in range(1200, 1499):
        span, following = year_of(SOLAR, year), year_of(SOLAR, year + 1)
        assert span
        assert following
        assert plus(span[1], 1) == following[0]
        assert number(span[1]) - number(span[0]) in (364, 365)


def test_hijri_months_follow_one_another_without_gaps() -> None:
    for year in (1300, *range(1356, 1500, 3)):
        for month in range(1, 12):
            span, following = month_of(HIJRI, year, month), month_of(HIJRI, year, month + 1)
            assert span
            assert following
            assert plus(span[1], 1) == following[0]
            assert number(span[1]) - number(span[0]) in (28, 29)


def test_what_no_calendar_has_is_no_day() -> None:
    assert day_in(HIJRI, 1438, 13, 1) is day_in(HIJRI, 5000, 1, 1) is None
    assert day_in(HIJRI, 1438, 9, 31) is None
    assert day_in(SOLAR, 1396, 7, 31) is day_in(SOLAR, 900, 1, 1) is None
    assert day_in("g", 2017, 2, 29) is None


def test_the_year_of_another_calendar_is_known() -> None:
    for offset in range(0, 4000, 37):
        day = as_day(date(2012, 1, 1) + timedelta(offset))
        for calendar in (HIJRI, SOLAR):
            span = year_of(calendar, year_now(calendar, day))
            assert span
            assert span[0] <= day <= span[1]


NEPALI_DAYS: dict[Day, Day] = {
    (1975, 1, 1): (1918, 4, 13),
    (2007, 11, 7): (1951, 2, 18),  # the day of the revolution
    (2063, 8, 5): (2006, 11, 21),  # the day of the peace agreement
    (2072, 6, 3): (2015, 9, 20),  # the day of the constitution
}
"""Days of Vikram Sambat, and those that history books give for them."""


@pytest.mark.parametrize(("vikram", "gregorian"), NEPALI_DAYS.items())
def test_days_of_vikram_sambat_are_those_of_the_calendars(vikram: Day, gregorian: Day) -> None:
    assert day_in(VIKRAM, *vikram) == gregorian


def test_years_of_vikram_sambat_follow_one_another_and_end_with_the_table() -> None:
    for year in range(1975, 2089):
        span, following = year_of(VIKRAM, year), year_of(VIKRAM, year + 1)
        assert span
        assert following
        assert plus(span[1], 1) == following[0]
        assert number(span[1]) - number(span[0]) in (364, 365)
        assert year_now(VIKRAM, span[1]) == year
    assert day_in(VIKRAM, 2063, 8, 33) is day_in(VIKRAM, 1974, 12, 30) is None
    assert day_in(VIKRAM, 2200, 1, 1) is day_in(VIKRAM, 2063, 13, 1) is None
