"""Arithmetic of days in the proleptic Gregorian calendar, for any year, as `(year, month, day)`.

Years are integers as ISO 8601 counts them: 0 is 1 BC, -1 is 2 BC. `datetime.date` ends at year 1.
"""

from __future__ import annotations

from dragoman.index.interval import Day

_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Say whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int, month: int) -> int:
    """Return how many days a month has, 28 to 31."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month]


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= month_days(year, month)


def number(day: Day) -> int:
    """Return the number of a day, 1 for 0001-01-01, as `datetime.date.toordinal` counts."""
    year, month, of_month = day
    past = year - 1
    days = past * 365 + past // 4 - past // 100 + past // 400
    return days + _BEFORE[month] + (month > 2 and is_leap(year)) + of_month


def day_of(count: int) -> Day:
    """Return the day of a number: what `number` gave comes back."""
    year = (count * 400) // 146097 + 1
    while number((year, 1, 1)) > count:
        year -= 1
    while number((year + 1, 1, 1)) <= count:
        year += 1
    month = 12
    while number((year, month, 1)) > count:
        month -= 1
    return year, month, count - number((year, month, 1)) + 1


def plus(day: Day, days: int) -> Day:
    """Return the day that is so many days later (or earlier, below 0)."""
    return day_of(number(day) + days)


def plus_months(day: Day, months: int) -> Day:
    """Return the same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day[0] * 12 + day[1] - 1 + months, 12)
    return year, month + 1, min(day[2], month_days(year, month + 1))


def weekday(day: Day) -> int:
    """Return 0 for a Monday to 6 for a Sunday."""
    return (number(day) - 1) % 7


def month_span(year: int, month: int) -> tuple[Day, Day]:
    """Return the first and the last day of a month."""
    return (year, month, 1), (year, month, month_days(year, month))


def years_span(first: int, last: int) -> tuple[Day, Day]:
    """Return the first day of a year and the last of another."""
    return (first, 1, 1), (last, 12, 31)
