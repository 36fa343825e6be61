"""Days of dates whose fields are known, and what two times leave to each other."""

from __future__ import annotations

from dataclasses import replace

from dragoman.index.dates import calendars
from dragoman.index.dates.days import plus, weekday
from dragoman.index.dates.when import Calendar, Nth, Part, Piece, Precision, Span, Tree
from dragoman.index.interval import Day

UNKNOWN = Span(None, None)


def day_span(day: Day) -> Span:
    """Return one day, known from another one."""
    return Span(day, day, "day", relative=True)


def precision_of(tree: Calendar) -> Precision:
    """Return how exact a date is that was not resolved."""
    return "day" if tree.day or tree.weekday >= 0 else "month"


def dated(tree: Calendar) -> Span:
    """Return the days of a date whose year is known."""
    if tree.day:
        day = calendars.day_in(tree.calendar, tree.year, tree.month, tree.day)
        return Span(day, day, "day") if day else Span(None, None, "day")
    if tree.month:
        found = calendars.month_of(tree.calendar, tree.year, tree.month)
        return Span(*found, "month") if found else UNKNOWN
    found = calendars.year_of(tree.calendar, tree.year)
    return Span(*found, "year") if found else UNKNOWN


def solar_unit(base: Day, unit: str, offset: int) -> Span | None:
    """Return a year or month of the Solar Hijri calendar."""
    year = calendars.year_now(calendars.SOLAR, base)
    if unit == "year":
        return dated(Calendar(year + offset, calendar=calendars.SOLAR, has_year=True))
    for month in range(1, 13):
        days = calendars.month_of(calendars.SOLAR, year, month)
        if days and days[0] <= base <= days[1]:
            years, index = divmod(month - 1 + offset, 12)
            wanted = Calendar(year + years, index + 1, calendar=calendars.SOLAR, has_year=True)
            return dated(wanted)
    return None


def fields_within(inner: Calendar, first: Day, last: Day) -> Span:
    """Return the first date with such fields in a span of days."""
    if inner.month:
        start, end = (calendars.year_now(inner.calendar, day) for day in (first, last))
        for year in range(start, end + 1):
            span = dated(replace(inner, year=year, has_year=True))
            if span.first and span.first >= first:
                return span
        return UNKNOWN
    if inner.day:
        day = calendars.day_in("g", first[0], first[1], inner.day)
        return Span(day, day, "day") if day else UNKNOWN
    day = plus(first, (inner.weekday - weekday(first)) % 7)
    return Span(day, day, "day")


def has_year(tree: Tree) -> bool:
    """Say whether a time stands by itself in its year."""
    if isinstance(tree, Calendar):
        return tree.has_year
    if isinstance(tree, (Part, Nth)):
        return has_year(tree.whole if isinstance(tree, Part) else tree.outer)
    return not isinstance(tree, Piece)


def shared(first: Calendar, last: Calendar) -> tuple[Calendar, Calendar]:
    """Give a day without a month the month of the other ("3 to 5 May", "3 May to 5")."""
    if first.day and not first.month and last.month:
        first = replace(last, day=first.day, weekday=first.weekday)
    elif last.day and not last.month and first.month and last.day > first.day:
        last = replace(first, day=last.day, weekday=last.weekday)
    return first, last


def joined(first: Span, last: Span) -> Span:
    """Return the days from the first of one to the last of another."""
    relative = first.relative or last.relative
    if first.first is None or last.last is None or first.first > last.last:
        return replace(UNKNOWN, relative=relative)
    return Span(first.first, last.last, "range", relative)


def opened(how: str, found: Span, ends: bool) -> Span:
    """Return a time that is open at one end; `ends`: what bounds it is the end of something.

    What comes after a day may begin on it ("after Monday's attack").
    """
    first, last, relative = found.first, found.last, found.relative
    if first is None or last is None:
        return replace(UNKNOWN, relative=relative)
    if how == "since":
        return Span(first, None, "range", relative)
    if how == "after":
        return Span(last if first == last else plus(last, 1), None, "range", relative)
    if how == "until" or ends:
        return Span(None, last, "range", relative)
    return Span(None, plus(first, -1), "range", relative)
