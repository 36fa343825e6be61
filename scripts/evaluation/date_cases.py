"""The cases of `dates/recognizers`: what was annotated, and when a date that was found is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.index.dates import DateMention
from dragoman.index.interval import Day
from evaluation.data import rows

EDGES = " .,!?"


@dataclass(slots=True)
class Tally:
    """Dates that were right, found and asked for."""

    right: int = 0
    found: int = 0
    asked: int = 0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / ((self.found + self.asked) or 1)


@dataclass(frozen=True, slots=True)
class Gold:
    """A date as it was annotated; without values where it is no date, or unresolved."""

    start: int
    end: int
    values: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated text; `even` says in which half it is."""

    lang: str
    published: str
    text: str
    even: bool
    gold: list[Gold]


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases that can be judged."""
    for row in rows(path):
        name, number = row["id"].partition("/")[0], int(row["id"].rsplit("/", 1)[1])
        gold = [_gold(row["text"], one) for one in row["dates"]]
        if row["published"] and name != "EnglishOthers" and None not in gold:
            known = [one for one in gold if one]
            yield Case(row["lang"], row["published"], row["text"], number % 2 == 0, known)


def _gold(text: str, one: dict[str, Any]) -> Gold | None:
    start, end = one["start"], one["end"]
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    kind = (one["type"] or "").removeprefix("datetimeV2.")
    values = [value for value in one["values"] or () if isinstance(value, dict)]
    judged = kind in ("date", "daterange") and any(_days(value) for value in values)
    return Gold(*_stripped(text, start, end), values if judged else [])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _days(value: dict[str, Any]) -> tuple[Day | None, Day | None] | None:
    """Return the first day and the day after the last one; None where it was not resolved."""
    if value.get("type") == "date":
        day = _day(value.get("value"))
        return (day, _after(day)) if day else None
    start, end = _day(value.get("start")), _day(value.get("end"))
    return (start, end) if start or end else None


def _day(text: str | None) -> Day | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", text or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _after(day: Day | None) -> Day | None:
    if day is None or not 1 <= day[0] < 9999:
        return None
    next_day = date(*day) + timedelta(1)
    return next_day.year, next_day.month, next_day.day


def _is_right(mention: DateMention, values: list[dict[str, Any]]) -> bool:
    first, after = mention.first, _after(mention.last)
    for value in values:
        days = _days(value)
        if days is None:
            continue
        if (first, after) == days:
            return True
        ranges = mention.precision == "range" and first == days[0]
        if ranges and days[1] and after and _is_next_unit(days[1], after):
            return True
    return False


def _is_next_unit(end: Day, after: Day) -> bool:
    """Say whether a range ends one day, month, quarter or year later: its last one is included."""
    if after == _after(end):
        return True
    months = (after[0] - end[0]) * 12 + after[1] - end[1]
    return end[2] == after[2] == 1 and (months in (1, 3) or (months == 12 and end[1] == 1))


def judge(case: Case, found: Sequence[DateMention], tally: Tally) -> None:
    """Count what was found in a case; what overlaps other or unresolved gold is left out."""
    left = list(found)
    for gold in case.gold:
        if gold.values:
            tally.asked += 1
            for mention in left:
                span = _stripped(case.text, mention.start, mention.end)
                if span == (gold.start, gold.end) and _is_right(mention, gold.values):
                    tally.right, tally.found = tally.right + 1, tally.found + 1
                    left.remove(mention)
                    break
    other = [gold for gold in case.gold if not gold.values]
    tally.found += sum(not any(m.start < g.end and g.start < m.end for g in other) for m in left)
