"""Days of other calendars as Gregorian ones.

Hijri days are those of Umm al-Qura for the years 1343 to 1500, by `hijridate`; for other years the
civil reckoning (30-year cycle of Dershowitz and Reingold, Calendrical Calculations, chapter 7),
which may be a day off. Solar Hijri years begin on a day of a compiled table; the months of Vikram
Sambat, the calendar of Nepal, have as many days as another one says.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from dragoman.index.dates.days import day_of, month_span, number
from dragoman.index.dates.names import nowruz, vikram
from dragoman.index.interval import Day

GREGORIAN, HIJRI, SOLAR, VIKRAM = "g", "h", "s", "v"

_HIJRI_EPOCH = 227015  # 16 July 622, Julian, as `days.number` counts
_VIKRAM_EPOCH = (1918, 4, 13)  # the first day of the first year of the table
_BUDDHIST = 543


def month_of(calendar: str, year: int, month: int) -> tuple[Day, Day] | None:
    """Return the first and the last day of a month; None where the tables do not reach."""
    if calendar == GREGORIAN:
        return month_span(year, month)
    first = day_in(calendar, year, month, 1)
    following = day_in(calendar, year + month // 12, month % 12 + 1, 1)
    if first is None or following is None:
        return None
    return first, day_of(number(following) - 1)


def year_of(calendar: str, year: int) -> tuple[Day, Day] | None:
    """Return the first and the last day of a year; None where the tables do not reach."""
    if calendar == GREGORIAN:
        return (year, 1, 1), (year, 12, 31)
    first, following = day_in(calendar, year, 1, 1), day_in(calendar, year + 1, 1, 1)
    if first is None or following is None:
        return None
    return first, day_of(number(following) - 1)


def day_in(calendar: str, year: int, month: int, day: int) -> Day | None:
    """Return a day of a calendar; None where there is no such day or year."""
    if calendar == HIJRI:
        return _hijri(year, month, day)
    if calendar == SOLAR:
        return _solar(year, month, day)
    if calendar == VIKRAM:
        return _vikram(year, month, day)
    if 1 <= month <= 12 and 1 <= day <= month_span(year, month)[1][2]:
        return year, month, day
    return None


def year_now(calendar: str, base: Day) -> int:
    """Return the year of a calendar that a day lies in, or near to it."""
    if calendar == HIJRI:
        guess = (number(base) - _HIJRI_EPOCH) * 30 // 10631 + 1
    elif calendar == SOLAR:
        guess = base[0] - 621
    elif calendar == VIKRAM:
        guess = base[0] + 57
    else:
        return base[0]
    first = day_in(calendar, guess, 1, 1)
    return guess if first is None or first <= base else guess - 1


def _hijri(year: int, month: int, day: int) -> Day | None:
    if not (1 <= year <= 2000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    if 1343 <= year <= 1500:
        from hijridate import Hijri

        try:
            return Hijri(year, month, day).to_gregorian().timetuple()[:3]
        except ValueError:
            return None
    months = 29 * (month - 1) + month // 2
    return day_of(_HIJRI_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day)


def _solar(year: int, month: int, day: int) -> Day | None:
    first, starts = nowruz()
    if not 0 <= year - first < len(starts):
        return None
    length = 31 if month <= 6 else 30
    if not (1 <= month <= 12 and 1 <= day <= length):
        return None
    march = 19 + int(starts[year - first])
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return day_of(number((year + 621, 3, march)) + before + day - 1)


def _vikram(year: int, month: int, day: int) -> Day | None:
    first, starts = _vikram_months()
    index = (year - first) * 12 + month - 1
    if not (1 <= month <= 12 and 0 <= index < len(starts) - 1):
        return None
    start = starts[index] + day - 1
    return day_of(start) if day >= 1 and start < starts[index + 1] else None


@cache
def _vikram_months() -> tuple[int, list[int]]:
    """Return the first year, and the numbers of the days that months begin on."""
    first, lengths = vikram()
    days = (29 + int(length) for length in lengths)
    return first, list(accumulate(days, initial=number(_VIKRAM_EPOCH)))


def buddhist(year: int) -> int:
    """Return the Gregorian year of a Thai one."""
    return year - _BUDDHIST
