"""Stretches of days, and how an engine that knows only tags is asked for them.

The nodes of time are day, month, year, decade and century: "2017-05-04", "2017-05", "2017",
"201x", "20xx". They either contain each other or are disjoint. An interval is covered by the
fewest nodes that make it up exactly. What is indexed posts for its cover C:

- `=`n for each node n of C, and `o`n for each of them and of their ancestors;
- `w`n for each node n that contains all of it;
- `r`first/last, where C has several nodes.

A question Q *overlaps* it when it holds the `o` of a node of Q's cover, or the `=` of a node that
contains one. It lies *within* Q when it holds the `w` of a node of Q's cover, or an `r` whose ends
lie in Q: those come from the ledger's list of the ranges there are.

Years are those of ISO 8601, proleptic Gregorian, -9999 to 9999: 0 is 1 BC, "-0043" is 44 BC. A
range that is open at one end is indexed at its known end alone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dragoman.index.article import Day as Day
from dragoman.index.engine import Any, Node, Tag
from dragoman.index.errors import QueryError

Level: TypeAlias = Literal["day", "month", "year", "decade", "century"]

FIRST: Day = (-9999, 1, 1)
LAST: Day = (9999, 12, 31)

_DATE = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


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
    if (year == 0 and text[0] == "-") or (found[2] and not 1 <= month <= 12):
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


def written(day: Day) -> str:
    """Return a day as ISO 8601 writes it."""
    return _named(day[0], day[1], day[2])


def published_tags(published: str) -> list[str]:
    """Return the tags of a date of publication: ISO 8601, of any precision, or "".

    They answer *overlaps* alone.
    """
    found = parse_date(published[:10])
    return _touching(list(cover(found))) if found else []


def mentioned_tags(first: Day | None, last: Day | None) -> list[str]:
    """Return the tags of a time that a text speaks of; none where nothing is known of it.

    Of an open one only the known end is indexed; what lies before year -9999 or after 9999 is not.
    """
    start, end = first or last, last or first
    if start is None or end is None or not FIRST <= start <= end <= LAST:
        return []
    return tags(Interval(start, end))


def tags(interval: Interval) -> list[str]:
    """Return the tags that an interval posts, sorted."""
    nodes = list(cover(interval))
    found = _touching(nodes)
    around = set.intersection(*({node, *ancestors(node)} for node in nodes))
    found += [f"w{node}" for node in sorted(around)]
    if len(nodes) > 1:
        found.append(range_tag(interval))
    return sorted(found)


def _touching(nodes: list[str]) -> list[str]:
    touched = {n for node in nodes for n in (node, *ancestors(node))}
    return sorted([f"={node}" for node in nodes] + [f"o{node}" for node in touched])


def range_tag(interval: Interval) -> str:
    """Return the tag of an interval that is no single node: "r2017-05-03/2017-05-04"."""
    return f"r{written(interval.start)}/{written(interval.end)}"


def range_of(tag: str) -> Interval | None:
    """Return the interval of a tag that `range_tag` made; None for any other."""
    first, slash, last = tag[1:].partition("/")
    if tag[:1] != "r" or not slash:
        return None
    start, end = parse_date(first), parse_date(last)
    return Interval(start.start, end.end) if start and end else None


def overlapping(field: str, interval: Interval) -> Node:
    """Return what to ask for: every entry with an interval in `field` that shares a day."""
    nodes = list(cover(interval))
    above = {n for node in nodes for n in ancestors(node)}
    wanted = [f"o{node}" for node in nodes] + [f"={node}" for node in sorted(above)]
    return Any(tuple(Tag(field, value) for value in wanted))


def within(field: str, interval: Interval, held: Iterable[str] = ()) -> Node:
    """Return what to ask for: every entry with an interval in `field` that lies in this one.

    `held` are the distinct `r` tags of the index; tags of other kinds among them are left out.
    """
    wanted = [f"w{node}" for node in cover(interval)]
    for tag in held:
        found = range_of(tag)
        if found and interval.start <= found.start and found.end <= interval.end:
            wanted.append(tag)
    return Any(tuple(Tag(field, value) for value in wanted))


def level_of(node: str) -> Level:
    """Return of which kind a node is."""
    if node.endswith("x"):
        return "century" if node.endswith("xx") else "decade"
    dashes = node.count("-", 1)
    return "day" if dashes == 2 else "month" if dashes else "year"


def interval_of(node: str) -> Interval:
    """Return the days of a node."""
    if node.endswith("x"):
        missing = node.count("x")
        first = int(node[:-missing]) * 10**missing
        return Interval((first, 1, 1), (first + 10**missing - 1, 12, 31))
    found = parse_date(node)
    assert found
    return found


def ancestors(node: str) -> Iterator[str]:
    """Yield the nodes that contain this one, the smallest first."""
    year, dash, rest = node[1:].partition("-")
    if dash:
        year = node[0] + year
        if "-" in rest:
            yield f"{year}-{rest[:2]}"
        yield year
    else:
        year = node
    if not year.endswith("x"):
        yield _decade(int(year) // 10)
        yield _century(int(year) // 100)
    elif not year.endswith("xx"):
        yield _century(int(year[:-1]) // 10)


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
            return _century(year // 100), last
        if year % 10 == 0 and (last := (year + 9, 12, 31)) <= end:
            return _decade(year // 10), last
        if (last := (year, 12, 31)) <= end:
            return _named(year), last
    if number == 1 and (last := (year, month, _days(year, month))) <= end:
        return _named(year, month), last
    return _named(year, month, number), day


def _named(year: int, month: int = 0, day: int = 0) -> str:
    text = f"{year:05}" if year < 0 else f"{year:04}"
    if month:
        text += f"-{month:02}"
    return text + f"-{day:02}" if day else text


def _decade(number: int) -> str:
    return f"{number:04}x" if number < 0 else f"{number:03}x"


def _century(number: int) -> str:
    return f"{number:03}xx" if number < 0 else f"{number:02}xx"


def _after(day: Day) -> Day:
    year, month, number = day
    if number < _days(year, month):
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
