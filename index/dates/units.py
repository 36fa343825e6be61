"""Whole units of the calendar around a day: weeks, months, quarters, decades, seasons."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.index.dates.days import (
    month_span,
    plus,
    plus_months,
    weekday,
    years_span,
)
from dragoman.index.dates.when import Direction, Nth, Piece, Precision, Span
from dragoman.index.interval import Day

WHOLE = ("quarter", "half", "decade", "century", "weekend")
"""Units of which several in a row are whole ones ("the last two quarters")."""

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_PRECISION: dict[str, Precision] = {
    "day": "day", "month": "month", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip


def precision_of(unit: str) -> Precision:
    """Return how exact a whole unit is."""
    return _PRECISION.get(unit, "part")


def around(base: Day, unit: str, offset: int) -> Span:
    """Return the unit that is `offset` units from the one that `base` lies in."""
    precision = precision_of(unit)
    if unit == "business":
        day = move(base, [(abs(offset), unit)], 1 if offset > 0 else -1)
        return Span(day, day, "day")
    if unit in _DAYS:
        start = plus(base, _DAYS[unit] * offset - (weekday(base) if unit != "day" else 0))
        length = _DAYS[unit]
        if unit == "weekend":
            start, length = plus(start, 5), 2
        return Span(start, plus(start, length - 1), precision)
    if unit == "season":
        return _season_around(base, offset)
    months = _MONTHS.get(unit, 12)
    first = (base[0] * 12 + base[1] - 1) // months * months + months * offset
    last = first + months - 1
    return Span(
        (first // 12, first % 12 + 1, 1), month_span(last // 12, last % 12 + 1)[1], precision
    )


def _season_around(base: Day, offset: int) -> Span:
    """Return a season, of three months from March, June, September and December."""
    index = (base[0] * 12 + base[1] - 3) // 3 + offset
    first = index * 3 + 2
    last = first + 2
    return Span((first // 12, first % 12 + 1, 1), month_span(last // 12, last % 12 + 1)[1], "part")


def move(base: Day, amounts: Iterable[tuple[int, str]], sign: int) -> Day:
    """Return the day so many units later, or earlier where `sign` is -1."""
    for count, unit in amounts:
        if unit == "business":
            base = _business(base, count, sign)
        elif unit in _DAYS:
            base = plus(base, sign * count * _DAYS[unit])
        else:
            base = plus_months(base, sign * count * _MONTHS.get(unit, 0))
    return base


def _business(base: Day, count: int, sign: int) -> Day:
    weeks, rest = divmod(min(count, 10_000), 5)
    base = plus(base, sign * weeks * 7)
    while rest or weekday(base) > 4:
        base = plus(base, sign)
        rest -= weekday(base) < 5 and rest > 0
    return base


def weekday_near(base: Day, wanted: int, direction: Direction, strict: bool) -> Day:
    """Return the nearest such weekday on one side; the day itself too, unless `strict`.

    What looks to neither side means the week that has been.
    """
    if direction != "future":
        return plus(base, -((weekday(base) - wanted) % 7))
    return plus(base, (wanted - weekday(base) - strict) % 7 + strict)


def named_weekday(base: Day, wanted: int, offset: int, near: bool) -> Day:
    """Return "last Monday" (of the week before) or, if `near`, the nearest one before or after."""
    if near and offset:
        distance = (weekday(base) - wanted if offset < 0 else wanted - weekday(base)) % 7 or 7
        return plus(base, distance * offset)
    return plus(base, wanted - weekday(base) + 7 * offset)


def piece(tree: Piece, year: int) -> Span:
    """Return a season, quarter, half or ISO week of a year."""
    if tree.kind == "week":
        return nth(Nth(tree.number, "week", Span(None, None)), *years_span(year, year))
    length = {"quarter": 3, "half": 6}.get(tree.kind, 3)
    first = year * 12 + (tree.number - 1) * length + (2 if tree.kind == "season" else 0)
    last = first + length - 1
    return Span((first // 12, first % 12 + 1, 1), month_span(last // 12, last % 12 + 1)[1], "part")


def nth(tree: Nth, first: Day, last: Day) -> Span:
    """Return the n-th unit or weekday of a span, `count` of them from there on."""
    if tree.weekday >= 0:
        return _nth_weekday(tree.n, tree.weekday, first, last)
    if tree.unit == "week":
        return _nth_week(tree, first, last)
    if tree.n > 0:
        start = move(first, [(tree.n - 1, tree.unit)], 1)
    else:
        start = plus(move(plus(last, 1), [(-tree.n, tree.unit)], -1), 0)
    if tree.n < 0 and tree.count > 1:
        start = move(plus(last, 1), [(tree.count, tree.unit)], -1)
    end = plus(move(start, [(tree.count, tree.unit)], 1), -1)
    precision = _PRECISION.get(tree.unit, "part") if tree.count == 1 else "range"
    if start < first or end > last:
        return Span(None, None)
    return Span(start, end, precision)


def _nth_weekday(n: int, wanted: int, first: Day, last: Day) -> Span:
    if n > 0:
        day = plus(first, (wanted - weekday(first)) % 7 + 7 * (n - 1))
    else:
        day = plus(last, -((weekday(last) - wanted) % 7) + 7 * (n + 1))
    return Span(day, day, "day") if first <= day <= last else Span(None, None)


def _nth_week(tree: Nth, first: Day, last: Day) -> Span:
    """Return weeks of a span: the first is the one that most of lies in it (ISO 8601)."""
    if tree.n > 0:
        thursday = plus(first, (3 - weekday(first)) % 7 + 7 * (tree.n - 1))
    else:
        thursday = plus(last, -((weekday(last) - 3) % 7) + 7 * (tree.n + 1))
        thursday = plus(thursday, -7 * (tree.count - 1))
    if not first <= thursday <= last:
        return Span(None, None)
    start = plus(thursday, -3)
    return Span(start, plus(start, 7 * tree.count - 1), "part" if tree.count == 1 else "range")
