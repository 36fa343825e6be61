"""Stretches of days, and how an engine that knows only tags is asked for them.

The nodes of time are day, month, year, decade and century: "2017-05-04", "2017-05", "2017",
"201x", "20xx". An interval is covered by the fewest nodes that make it up exactly. What is
indexed posts two tags for its cover: `=`n for each node n of it, and `o`n for each of them and
of their ancestors. A question Q overlaps it when it holds the `o` of a node of Q's cover, or the
`=` of a node that contains one. Both are right because nodes either contain each other or are
disjoint; years are proleptic Gregorian, 1 to 9999.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from dragoman.index.engine import Any, Node, Tag
from dragoman.index.errors import QueryError

Day: TypeAlias = tuple[int, int, int]
"""Year, month and day."""

FIRST: Day = (1, 1, 1)
LAST: Day = (9999, 12, 31)

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Interval:
    """All days from `start` to `end`, both included."""

    start: Day
    end: Day


def parse_date(text: str) -> Interval | None:
    """Return the days of "2017", "2017-05" or "2017-05-04"; None where it is none of them."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if year < 1 or (found[2] and not 1 <= month <= 12):
        return None
    if found[3] and not 1 <= day <= _days(year, month):
        return None
    if day:
        return Interval((year, month, day), (year, month, day))
    last = month or 12
    return Interval((year, month or 1, 1), (year, last, _days(year, last)))


def parse_range(text: str) -> Interval:
    """Return the days of "2017-05-03..2017-05-04", of "2017-05.." or "..2017", or of one date.

    Raise `QueryError` where it is none of them, or ends before it starts.
    """
    first, dots, last = text.strip().partition("..")
    start, end = parse_date(first.strip()), parse_date(last.strip())
    open_start, open_end = dots and not first.strip(), dots and not last.strip()
    if not dots and start:
        return start
    if not dots or (open_start and open_end) or not (start or open_start) or not (end or open_end):
        raise QueryError(
            f"{text!r} is no range of dates: write 2017, 2017-05 or 2017-05-04, "
            "two of them with '..' between, or one with '..' before or after it."
        )
    found = Interval(start.start if start else FIRST, end.end if end else LAST)
    if found.start > found.end:
        raise QueryError(f"The range {text!r} ends before it starts: swap its two dates.")
    return found


def published_tags(published: str) -> list[str]:
    """Return the tags of a date of publication: ISO 8601, of any precision, or ""."""
    found = parse_date(published[:10])
    return tags(found) if found else []


def tags(interval: Interval) -> list[str]:
    """Return the tags that an interval posts, sorted."""
    nodes = list(cover(interval))
    touched = {n for node in nodes for n in (node, *ancestors(node))}
    return sorted([f"={node}" for node in nodes] + [f"o{node}" for node in touched])


def overlapping(field: str, interval: Interval) -> Node:
    """Return what to ask for: every entry with an interval in `field` that shares a day."""
    nodes = list(cover(interval))
    above = {n for node in nodes for n in ancestors(node)}
    wanted = [f"o{node}" for node in nodes] + [f"={node}" for node in sorted(above)]
    return Any(tuple(Tag(field, value) for value in wanted))


def ancestors(node: str) -> Iterator[str]:
    """Yield the nodes that contain this one, the smallest first."""
    if len(node) > 4:
        if len(node) > 7:
            yield node[:7]
        yield node[:4]
    if not node.endswith("x"):
        yield f"{node[:3]}x"
    if not node.endswith("xx"):
        yield f"{node[:2]}xx"


def cover(interval: Interval) -> Iterator[str]:
    """Yield the fewest nodes that make up an interval exactly, in order."""
    day = interval.start
    while day <= interval.end:
        node, last = _largest_from(day, interval.end)
        yield node
        day = _after(last)


def _largest_from(day: Day, end: Day) -> tuple[str, Day]:
    """Return the largest node that starts on a day and ends by `end`, and its last day."""
    year, month, number = day
    if (month, number) == (1, 1):
        if year % 100 == 0 and (last := (year + 99, 12, 31)) <= end:
            return f"{year // 100:02}xx", last
        if year % 10 == 0 and (last := (year + 9, 12, 31)) <= end:
            return f"{year // 10:03}x", last
        if (last := (year, 12, 31)) <= end:
            return f"{year:04}", last
    if number == 1 and (last := (year, month, _days(year, month))) <= end:
        return f"{year:04}-{month:02}", last
    return f"{year:04}-{month:02}-{number:02}", day


def _after(day: Day) -> Day:
    year, month, number = day
    if number < _days(year, month):
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
