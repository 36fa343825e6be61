"""Dates in digits ("2017-05-04", "3/5/17", "28.10."), and what else begins with a digit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.index.dates.build import long_year
from dragoman.index.dates.classes import code_of
from dragoman.index.dates.days import is_day
from dragoman.index.dates.names import Entry, Values
from dragoman.index.dates.when import Calendar, Range

CHAIN = re.compile(r"\d+(?:[./\-\u2010-\u2013:]\d+)+")
"""Digits with marks between them: a date, a time, a score, a telephone number."""

_PARTS = re.compile(r"\d+")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013", "----")
_FRACTIONS = {"1/2", "1/3", "2/3", "1/4", "3/4", "24/7", "50/50", "1/5", "1/8", "1/10"}
_MONTH_FIRST = {"zh", "ja", "ko", "hu", "mn"}
_EARLIEST, _LATEST = 1000, 2999
_LONGEST = 24


@lru_cache(20_000)
def number(text: str, ordinal: bool = False) -> Entry | None:
    """Return what a run of digits may be; None for more than eight of them."""
    if len(text) > 8:
        return None
    value = int(text)
    values: Values = {"int": value}
    if len(text) <= 2:
        values |= {"dom": value} if 1 <= value <= 31 else {}
        values |= {"mnum": value} if 1 <= value <= 12 else {}
        values |= {"yy": value} if len(text) == 2 else {}
        values |= {"osuf": value} if ordinal else {}
    elif len(text) == 4 and _EARLIEST <= value <= _LATEST:
        values["y4"] = value
    elif len(text) == 8:
        year, month, day = value // 10000, value // 100 % 100, value % 100
        if not (1900 <= year <= 2100 and is_day(year, month, day)):
            return None
        values = {"date": Calendar(year, month, day, has_year=True)}
    return Entry(code_of(values), values)


@lru_cache(20_000)
def chain(text: str, order: str, mark: str, lang: str) -> Entry | None:
    """Return what digits with marks between them are; None where they are no date.

    `order` ("dmy", "mdy", "ymd") and `mark` are those of dates in the language.
    """
    if len(text) > _LONGEST:
        return None
    text = text.translate(_DASHES)
    if ":" in text:
        return _clock(text)
    way = _Way(order, mark, lang in _MONTH_FIRST or order == "mdy")
    values = _linked(text, way)
    return Entry(code_of(values), values) if values else None


class _Way(NamedTuple):
    """How a language writes dates in digits."""

    order: str
    mark: str
    month_first: bool


def _linked(text: str, way: _Way) -> Values:
    parts = _PARTS.findall(text)
    marks = {sign for sign in text if not sign.isdecimal()}
    if len(marks) == 1:
        sign = marks.pop()
        if len(parts) == 6:
            return _pair(parts[:3], parts[3:], sign, way)
        return {} if text in _FRACTIONS else _date(parts, sign, way)
    if marks in ({"/", "-"}, {".", "-"}) and text.count("-") == 1:
        first, last = text.split("-")
        sign = (marks - {"-"}).pop()
        return _pair(_PARTS.findall(first), _PARTS.findall(last), sign, way)
    return {}


def is_loose(text: str) -> bool:
    """Say whether digits with one dash may be two numbers ("18-19 May", "2014-2018")."""
    first, _, last = text.translate(_DASHES).partition("-")
    lengths = {1, 2, 4}
    return first.isdecimal() and last.isdecimal() and len(first) in lengths and len(last) in lengths


def _clock(text: str) -> Entry | None:
    parts = [int(part) for part in _PARTS.findall(text)]
    if parts[0] <= 24 and all(part < 60 for part in parts[1:]) and len(parts) <= 3:
        return Entry(code_of(["clock"]), {"clock": 0})
    return None


def _pair(first: list[str], last: list[str], sign: str, way: _Way) -> Values:
    """Return a range of two dates in digits ("3/5-7/5/2017", "3-5.5.2017")."""
    trees = []
    for parts in (first, last):
        found = _date(parts, sign, way._replace(mark=sign))
        if len(parts) == 1 and len(parts[0]) <= 2 and 1 <= int(parts[0]) <= 31:
            found = {"dd": Calendar(day=int(parts[0]))}
        if not found or "ym" in found:
            return {}
        trees.append(next(iter(found.values())))
    return {"range": Range(trees[0], trees[1])}


def _date(parts: list[str], sign: str, way: _Way) -> Values:
    if any(len(part) > 4 or len(part) == 3 for part in parts):
        return {}
    numbers = [int(part) for part in parts]
    if len(parts) == 3:
        return _three(parts, numbers, way.order)
    if len(parts) == 2:
        return _two(parts, numbers, sign, way)
    return {}


def _three(parts: list[str], numbers: list[int], order: str) -> Values:
    if len(parts[0]) == 4:
        year, month, day = numbers
        if month > 12:
            month, day = day, month
    elif len(parts[2]) in (2, 4) and len(parts[1]) < 4:
        year = numbers[2] if len(parts[2]) == 4 else long_year(numbers[2])
        day, month = numbers[:2] if order != "mdy" else numbers[1::-1]
        if month > 12 or not is_day(year, month, day):
            day, month = month, day
    else:
        return {}
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= 31):
        return {}
    return {"date": Calendar(year, month, day, has_year=True)}


def _two(parts: list[str], numbers: list[int], sign: str, way: _Way) -> Values:
    first, last = numbers
    lengths = len(parts[0]), len(parts[1])
    if lengths[0] == 4 and lengths[1] <= 2 and _EARLIEST <= first <= 2100 and 1 <= last <= 12:
        return {"ym": Calendar(first, last, has_year=True)}
    if lengths[1] == 4 and lengths[0] <= 2 and 1900 <= last <= 2100 and 1 <= first <= 12:
        return {"ym": Calendar(last, first, has_year=True)}
    if max(lengths) > 2 or sign == "." != way.mark:
        return {}
    month, day = numbers if way.month_first else numbers[::-1]
    if month > 12 or not is_day(2000, month, day):
        month, day = day, month
    if not is_day(2000, month, day):
        return {}
    if sign == "/":
        sure = way.mark == "/" or max(numbers) > 12
    else:
        sure = sign == way.mark == "." and min(lengths) == 2
    return {"md" if sure else "mdw": Calendar(month=month, day=day)}
