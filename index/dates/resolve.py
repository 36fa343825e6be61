"""From a tree of meaning to days, by what stands around it.

Weeks begin on Monday (ISO 8601). "Next Friday" is that of the next week, but in news the nearest;
"two months ago" is the same day of the month, but in news the month. The beginning and the end of
a month are its halves, the middle its 10th to 20th; a year's beginning, middle and end are its
thirds, a decade's its first, middle and last four years. Without a date of publication everything
that depends on it stays unresolved, but for days that another date in the text is near to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from dragoman.index.dates import calendars, units
from dragoman.index.dates.days import plus, weekday
from dragoman.index.dates.nearest import days_of_month, nearest
from dragoman.index.dates.parts import part_of
from dragoman.index.dates.spans import (
    UNKNOWN,
    dated,
    day_span,
    fields_within,
    has_year,
    joined,
    opened,
    precision_of,
    shared,
    solar_unit,
)
from dragoman.index.dates.when import (
    Calendar,
    Direction,
    Named,
    Nth,
    Open,
    Part,
    Piece,
    Range,
    Shift,
    Span,
    Stretch,
    Tree,
    Unit,
    Within,
)
from dragoman.index.interval import Day

_GREGORIAN = 1600  # a year above it, beside a month of another calendar, is no year of that one
_COARSE = frozenset(("month", "year", "decade", "century"))
_FAR = 8  # years around now that a 29 February is looked for in


@dataclass(frozen=True, slots=True)
class Scope:
    """What stands around a date.

    `base` is the date of publication, `anchor` the last date before it in the text, `year` the
    year that the text speaks of, if it said so, `calendar` that of its language; `strict`: what
    lies ahead begins tomorrow; `news`: offsets are as exact as their units; `nearest`: "last
    Monday" is the nearest one, not that of the week before.
    """

    base: Day | None
    direction: Direction = "near"
    anchor: Day | None = None
    year: int = 0
    strict: bool = False
    calendar: str = "g"
    news: bool = False
    nearest: bool = False


def resolve(tree: Tree, scope: Scope) -> Span:
    """Return the days that a tree means; `UNKNOWN` where that cannot be said."""
    return _RESOLVERS[type(tree)](tree, scope)


def _span(tree: Span, _scope: Scope) -> Span:
    return tree


def _calendar(tree: Calendar, scope: Scope) -> Span:
    if tree.has_year:
        if tree.calendar in (calendars.HIJRI, calendars.SOLAR) and tree.year > _GREGORIAN:
            return within(
                replace(tree, has_year=False), dated(Calendar(tree.year, has_year=True)), scope
            )
        return dated(tree)
    base = scope.base or (scope.anchor if scope.news and tree.month else None)
    if scope.year and tree.month and tree.calendar == calendars.GREGORIAN:
        return replace(dated(replace(tree, year=scope.year, has_year=True)), relative=True)
    if base is None:
        return Span(None, None, precision_of(tree), relative=True)
    if tree.month:
        return _yearless(tree, scope, base)
    if tree.day:
        return _day_of_month(tree, scope, base)
    return day_span(units.weekday_near(base, tree.weekday, scope.direction, scope.strict))


def _yearless(tree: Calendar, scope: Scope, base: Day) -> Span:
    """Return a day or month without a year: the nearest, or that on the side one looks to.

    A weekday beside it decides among the nearest ones on both sides.
    """
    now = calendars.year_now(tree.calendar, base)
    years = [dated(replace(tree, year=now + n, has_year=True)) for n in range(-_FAR, _FAR + 1)]
    found = nearest(years, base, scope.direction, scope.news)
    if tree.weekday >= 0 and tree.day:
        for span in found:
            if span.first and weekday(span.first) == tree.weekday:
                return replace(span, relative=True, confidence=1.0)
    if not found:
        return Span(None, None, precision_of(tree), relative=True)
    return replace(found[0], relative=True, confidence=0.8)


def _day_of_month(tree: Calendar, scope: Scope, base: Day) -> Span:
    """Return "the 4th", or "Friday the 13th", of the nearest month that has it."""
    here = calendars.day_in("g", base[0], base[1], tree.day)
    if here and tree.weekday == weekday(here):
        return day_span(here)
    found = nearest(days_of_month(tree, base), base, scope.direction, scope.news)
    return found[0] if found else Span(None, None, "day", relative=True)


def _piece(tree: Piece, scope: Scope) -> Span:
    if scope.base is None:
        return Span(None, None, "part", relative=True)
    if scope.year:
        return replace(units.piece(tree, scope.year), relative=True)
    years = [units.piece(tree, scope.base[0] + n) for n in (-1, 0, 1)]
    found = nearest(years, scope.base, scope.direction, scope.news)
    return replace(found[0], relative=True)


def _origin(scope: Scope, anchored: bool) -> Day | None:
    return scope.anchor if anchored and scope.anchor else scope.base


def _unit(tree: Unit, scope: Scope) -> Span:
    base = _origin(scope, tree.anchored)
    if base is None:
        return Span(None, None, units.precision_of(tree.unit), relative=True)
    found = None
    if scope.calendar == calendars.SOLAR and tree.unit in ("year", "month"):
        found = solar_unit(base, tree.unit, tree.offset)
    return replace(found or units.around(base, tree.unit, tree.offset), relative=True)


def _shift(tree: Shift, scope: Scope) -> Span:
    base = _origin(scope, tree.anchored)
    if tree.origin is not None:
        origin = resolve(tree.origin, scope)
        base = origin.first if tree.sign < 0 or origin.last is None else origin.last
        if origin.precision not in ("day", "range", "part"):
            base = origin.first
    if base is None:
        return Span(None, None, "day", relative=True)
    day = units.move(base, tree.amounts, tree.sign)
    unit = tree.amounts[-1][1]
    if scope.news and unit in _COARSE:
        return replace(units.around(day, unit, 0), relative=True, confidence=0.8)
    return replace(day_span(day), confidence=0.8)


def _stretch(tree: Stretch, scope: Scope) -> Span:
    base = scope.base
    if tree.origin is not None:
        base = resolve(tree.origin, scope).first
    if base is None:
        return Span(None, None, "range", relative=True)
    if tree.origin is None and len(tree.amounts) == 1 and tree.amounts[0][1] in units.WHOLE:
        return _whole_units(base, tree)
    if tree.origin is not None or tree.from_now:
        return Span(base, plus(units.move(base, tree.amounts, 1), -1), "range", relative=True)
    if tree.sign < 0:
        return Span(units.move(base, tree.amounts, -1), plus(base, -1), "range", relative=True)
    return Span(plus(base, 1), units.move(base, tree.amounts, 1), "range", relative=True)


def _whole_units(base: Day, tree: Stretch) -> Span:
    (count, unit), sign = tree.amounts[0], tree.sign
    ends = units.around(base, unit, sign), units.around(base, unit, sign * count)
    first, last = (ends[1].first, ends[0].last) if sign < 0 else (ends[0].first, ends[1].last)
    return Span(first, last, "range", relative=True)


def _named(tree: Named, scope: Scope) -> Span:
    """Return "last Monday", "next May", "this summer"."""
    base, inner = _origin(scope, tree.anchored), tree.inner
    if base is None:
        return replace(resolve(inner, scope), relative=True)
    if isinstance(inner, Calendar) and inner.weekday >= 0 and not inner.day:
        near = tree.near if not tree.anchored else bool(scope.anchor)
        near = near or (scope.nearest and abs(tree.offset) == 1)
        return day_span(units.named_weekday(base, inner.weekday, tree.offset, near))
    found = within(inner, units.around(base, "year", 0), scope)
    if tree.offset < 0 and found.last and found.last >= base:
        found = within(inner, units.around(base, "year", -1), scope)
    elif tree.offset > 0 and found.first and found.first <= base:
        found = within(inner, units.around(base, "year", 1), scope)
    return replace(found, relative=True)


def _within(tree: Within, scope: Scope) -> Span:
    outer = resolve(tree.outer, scope)
    if outer.first is None or outer.last is None:
        return outer if outer.relative else UNKNOWN
    found = within(tree.inner, outer, scope)
    return replace(found, relative=outer.relative or found.relative)


def within(inner: Tree, outer: Span, scope: Scope) -> Span:
    """Return the first time of a kind in a span: "May" in a year, "Monday" in a week."""
    first, last = outer.first, outer.last
    if first is None or last is None:
        return outer
    if isinstance(inner, Calendar) and not inner.has_year:
        return fields_within(inner, first, last)
    if isinstance(inner, Piece):
        return units.piece(inner, first[0])
    if isinstance(inner, Part):
        return part_of(inner.part, within(inner.whole, outer, scope), scope.base, False)
    if isinstance(inner, Range):
        return joined(within(inner.first, outer, scope), within(inner.last, outer, scope))
    return resolve(inner, replace(scope, anchor=first))


def _nth(tree: Nth, scope: Scope) -> Span:
    outer = resolve(tree.outer, scope)
    if outer.first is None or outer.last is None:
        return outer if outer.relative else UNKNOWN
    found = units.nth(tree, outer.first, outer.last)
    return replace(found, relative=outer.relative)


def _part(tree: Part, scope: Scope) -> Span:
    whole = resolve(tree.whole, scope)
    pointed = isinstance(tree.whole, Unit) and tree.whole.offset == 0
    return part_of(tree.part, whole, scope.base, pointed)


def _open(tree: Open, scope: Scope) -> Span:
    ends = isinstance(tree.time, Part) and tree.time.part in ("end", "late")
    return opened(tree.how, resolve(tree.time, scope), ends)


def _range(tree: Range, scope: Scope) -> Span:
    """Return both ends; what one leaves unsaid is taken from the other."""
    first, last = tree.first, tree.last
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        first, last = shared(first, last)
    if has_year(last) and not has_year(first):
        end = resolve(last, scope)
        if end.last is None or end.first is None:
            return replace(UNKNOWN, relative=end.relative)
        start = _before(first, end.first, scope)
        return joined(start, end)
    start = resolve(first, scope)
    if start.first is None:
        return replace(UNKNOWN, relative=start.relative)
    if has_year(last):
        return joined(start, resolve(last, scope))
    ahead = replace(scope, base=start.first, direction="future", strict=True, year=0)
    return joined(start, resolve(last, ahead))


def _before(tree: Tree, day: Day, scope: Scope) -> Span:
    return resolve(tree, replace(scope, base=day, direction="past", year=0))


_RESOLVERS: dict[type, Callable[[Any, Scope], Span]] = {
    Span: _span, Calendar: _calendar, Piece: _piece, Unit: _unit, Shift: _shift,
    Stretch: _stretch, Named: _named, Within: _within, Nth: _nth, Part: _part,
    Range: _range, Open: _open,
}  # fmt: skip
