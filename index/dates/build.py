"""Trees of meaning from the values of words: what the actions of all rules share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dragoman.index.dates.when import Calendar, Piece, Tree, Unit

NEAR = 3
"""How far off the nearest weekday is said to be (-3: the nearest before)."""

_CLASS_OF_UNIT = {"day": "date", "week": "wk", "month": "ym", "year": "yr", "business": "date"}
_PIVOT = 50  # of two digits of a year, 49 is 2049 and 50 is 1950


def fields(values: dict[str, Any]) -> Calendar:
    """Return the date of values: `d` a day, `m` a month (calendar, number), `y` a year."""
    calendar, month = values.get("m", ("g", 0))
    return Calendar(
        values.get("y", 0), month, values.get("d", 0), calendar=calendar, has_year="y" in values
    )


def sign(offset: int) -> int:
    """Return how far off a unit is: 3 and -3, the nearest one, are 1 and -1."""
    return offset // NEAR if abs(offset) == NEAR else offset


def long_year(year: int) -> int:
    """Return the year that two digits mean."""
    return year + (2000 if year < _PIVOT else 1900)


def class_of(unit: str) -> str:
    """Return the class of a whole unit of the calendar."""
    return _CLASS_OF_UNIT.get(unit, "per")


def tree_of(cls: str, value: Any) -> Any:
    """Return the tree of an item that no rule has made one; other values as they are."""
    made = _LEAVES.get(cls)
    return made(value) if made else value


def _month(value: tuple[str, int]) -> Tree:
    return Calendar(month=value[1], calendar=value[0])


def _weekday(value: int) -> Tree:
    return Calendar(weekday=value)


def _year(value: int) -> Tree:
    return Calendar(value, has_year=True)


def _day(value: int) -> Tree:
    return Calendar(day=value)


_LEAVES: dict[str, Callable[[Any], Tree]] = {
    **dict.fromkeys(("month", "mon", "hmon"), _month),
    **dict.fromkeys(("weekday", "wday", "weakday"), _weekday),
    **dict.fromkeys(("dom", "ord", "num"), _day),
    "y4": _year,
    "season": lambda value: Piece("season", value),
    "piece": lambda value: Piece(*value),
    "today": lambda _: Unit("day", 0),
    "relday": lambda value: Unit("day", value),
}
