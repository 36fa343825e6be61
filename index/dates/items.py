"""Pieces of a run of words, and what a word becomes by what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.index.dates.calendars import buddhist
from dragoman.index.dates.classes import code_of
from dragoman.index.dates.names import Entry, Values
from dragoman.index.dates.when import Calendar

_BUDDHIST_YEARS, _SOLAR_YEARS = range(2400, 2700), range(1200, 1500)
_VIKRAM_YEARS = range(2035, 2091)
_ROMAN_TENS, _ROMAN_ONES = (
    ("", "X", "XX"),
    ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
)

ROMAN = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(_ROMAN_TENS)
    for one, ones in enumerate(_ROMAN_ONES)
    if 0 < 10 * ten + one < 22
}
"""Numbers of centuries and quarters as they are written in Roman letters."""

HAN_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))

MARKS = {name: Entry(code_of([name]), {name: 0}) for name in ("comma", "dash", "slash")}

_GAPS = {
    **dict.fromkeys(("", " ", "  ", "\u00a0", "\u202f", "\u3000"), ""),
    **dict.fromkeys((",", "\u060c"), "comma"),
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014~\u301c\uff5e\u2212\u05be", "dash"),
    **dict.fromkeys(("'", "\u2019", "\u02bc"), "apostrophe"),
    "/": "slash",
    **dict.fromkeys((".", "\u2024"), "stop"),
}  # fmt: skip
_LONGEST_GAP = 5


@dataclass(slots=True)
class Item:
    """A piece of a run, `text[start:end]`, with what it may be (see `names.Entry`)."""

    start: int
    end: int
    code: str
    values: Values


def mark_of(gap: str) -> str | None:
    """Return what stands between two words, "" for a space; None where a date cannot go on."""
    found = _GAPS.get(gap)
    if found is None and len(gap) <= _LONGEST_GAP:
        found = _GAPS.get(gap.strip())
    return found


def weakened(entry: Entry) -> Entry:
    """Return an entry as one that is a month or weekday only beside a day or a year."""
    values = dict(entry.values)
    month = values.pop("month", None) or values.pop("mon", None)
    day = values.pop("weekday", values.pop("wday", None))
    season = values.pop("season", None)
    values |= {} if season is None else {"weakseason": season}
    values |= {} if month is None else {"hmon": month}
    values |= {"weak": 0} if day is None else {"weakday": day}
    return Entry(code_of(values), values)


def of_calendar(entry: Entry, calendar: str) -> Entry:
    """Return a number that is a year of another calendar, by its language, as one."""
    year = entry.values.get("y4", 0)
    if calendar == "b" and year in _BUDDHIST_YEARS:
        values: Values = entry.values | {"y4": buddhist(year)}
    elif calendar == "s" and year in _SOLAR_YEARS:
        values = {"int": year, "ycal": Calendar(year, calendar="s", has_year=True)}
    elif calendar == "v" and year in _VIKRAM_YEARS:
        values = {"int": year, "ycal": Calendar(year, calendar="v", has_year=True)}
    else:
        return entry
    return Entry(code_of(values), values)
