"""Which of the days that a date without a year may be: by direction, or the nearest one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.index.dates import calendars
from dragoman.index.dates.days import number, weekday
from dragoman.index.dates.when import Calendar, Direction, Span
from dragoman.index.interval import Day

_MONTHS = 28 * 12  # after 28 years all days of the week come round
_BEHIND, _AHEAD = 1.25, 0.25
"""How many times as far as the nearest day ahead the nearest one behind may be to be meant:
ties and near ties go to the past, and, where words look ahead, hardly anything does."""


def nearest(spans: Iterable[Span], base: Day, direction: Direction, news: bool) -> Sequence[Span]:
    """Return spans, which are in order, from the likeliest on; what has no days is left out.

    `direction` "past" and "future" look to one side only, unless it is news: there a sentence that
    looks ahead may still name a day that has just been.
    """
    known = [span for span in spans if span.first and span.last]
    behind = [span for span in known if span.first and span.first <= base][::-1]
    ahead = [span for span in known if span.last and span.last >= base]
    if direction == "past":
        return [*behind[:1], *ahead[:1], *behind[1:2]]
    if direction == "future" and not news:
        return [*ahead[:1], *behind[:1], *ahead[1:2]]
    if behind and ahead and _is_behind(behind[0], ahead[0], base, direction):
        return [behind[0], ahead[0], *behind[1:2]]
    return [*ahead[:1], *behind[:2]]


def _is_behind(behind: Span, ahead: Span, base: Day, direction: Direction) -> bool:
    assert behind.last
    assert ahead.first
    past, future = number(base) - number(behind.last), number(ahead.first) - number(base)
    if future <= 0:  # the time that the day lies in
        return past <= 0
    return past <= future * (_AHEAD if direction == "future" else _BEHIND)


def days_of_month(tree: Calendar, base: Day) -> list[Span]:
    """Return "the 4th", or "Friday the 13th", of the nearest months that have it, in order."""
    sides = (_first_of_month(tree, base, step) for step in (-1, 1))
    return [Span(day, day, "day", relative=True) for day in sides if day]


def _first_of_month(tree: Calendar, base: Day, step: int) -> Day | None:
    month = base[0] * 12 + base[1] - 1
    for distance in range(_MONTHS if tree.weekday >= 0 else 14):
        year, of_year = divmod(month + step * distance, 12)
        day = calendars.day_in("g", year, of_year + 1, tree.day)
        if day is None or (day > base if step < 0 else day < base):
            continue
        if tree.weekday in (-1, weekday(day)):
            return day
    return None
