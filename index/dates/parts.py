"""The beginning, the middle and the end of a time."""

from __future__ import annotations

from dataclasses import replace

from dragoman.index.dates.days import number, plus, plus_months
from dragoman.index.dates.when import Span
from dragoman.index.interval import Day

_MONTH = {"begin": (1, 15), "mid": (10, 20), "end": (16, 31)}
_DECADE = {"begin": (0, 3), "mid": (3, 6), "end": (6, 9)}
_SAME = {"early": "begin", "late": "end", "earlier": "begin", "later": "end", "start": "begin"}


def part_of(name: str, whole: Span, base: Day | None, pointed: bool) -> Span:
    """Return a part of a span; `pointed`: of the unit that now lies in, which is cut at now."""
    first, last = whole.first, whole.last
    if first is None or last is None:
        return whole
    part = _SAME.get(name, name)
    if whole.precision == "month":
        start, end = _MONTH[part]
        days = plus(first, start - 1), min(plus(first, end - 1), last)
    elif whole.precision == "day":
        days = first, last
    elif whole.precision == "decade":
        years = _DECADE[part]
        days = (first[0] + years[0], 1, 1), (first[0] + years[1], 12, 31)
    else:
        days = _of_longer(part, first, last, pointed)
    if name in ("earlier", "later") and base and first <= base <= last:
        days = _cut(name, days, base)
    if days[0] > days[1]:  # of a time too short to have parts
        days = first, last
    return replace(whole, first=days[0], last=days[1], precision="part", confidence=0.8)


def _cut(name: str, days: tuple[Day, Day], base: Day) -> tuple[Day, Day]:
    if name == "earlier":
        return days[0], max(days[0], min(days[1], plus(base, -1)))
    return min(max(days[0], base), days[1]), days[1]


def _of_longer(part: str, first: Day, last: Day, pointed: bool) -> tuple[Day, Day]:
    """Return a third of a year or of what is longer than a season; a half where that is meant."""
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    if months < 3:
        return _of_days(part, first, last)
    if pointed and part != "mid":
        middle = plus_months(first, months // 2)
        return (first, plus(middle, -1)) if part == "begin" else (middle, last)
    one, two = plus_months(first, months // 3), plus_months(first, months - months // 3)
    if part == "begin":
        return first, plus(one, -1)
    return (one, plus(two, -1)) if part == "mid" else (two, last)


def _of_days(part: str, first: Day, last: Day) -> tuple[Day, Day]:
    """Return the smaller half at the beginning, the larger one at the end, or the middle third."""
    days = number(last) - number(first) + 1
    if days < 3:
        return first, last
    if part == "mid":
        return plus(first, days // 3), plus(last, -(days // 3))
    if part == "begin":
        return first, plus(first, days // 2 - 1)
    return plus(first, (days - 1) // 2), last
