"""Rules of numbers in words, and of days, months and years of a calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dragoman.index.dates.build import fields, long_year
from dragoman.index.dates.grammar import Rule, Values
from dragoman.index.dates.when import Calendar, Range, Tree


def numbers() -> list[Rule]:
    """Return the rules that join numbers, and a number and the word for a month."""
    return [
        Rule("x=num and? z=num", "num", _compound),
        Rule("x=num and one", "num", _and_one),
        Rule("ordpre n=int|num", "ord", _ordinal),
        Rule("m=mnum|num monthw", "month", _month),
        Rule("monthpre m=mnum|num", "month", _month),
        Rule("e=jera n=int|num yearw", "yr", _reign),
        Rule("y=yy yearw +month", "y4", _short),
        Rule("y=y4 osuf +yearw|month|mon", "y4", _whole),
    ]


def _compound(v: Values) -> Values | None:
    """Join numbers in words, one after another: "two thousand five", "nineteen eighty"."""
    a, b = v["x"], v["z"]
    if 10 <= a <= 20 and b == 100:
        total = a * 100
    elif 10 <= a <= 20 <= b < 100 or (11 <= a <= 20 and 10 <= b < 100):
        total = a * 100 + b
    elif 0 < b < _room(a):
        total = a + b
    elif 2 <= a <= 9 and b == 1000:
        total = a * 1000
    else:
        return None
    return {"num": total, "y4": total} if 1000 <= total <= 2999 else {"num": total}


def _and_one(v: Values) -> int | None:
    """Return "cuarenta y un": one more than tens."""
    tens: int = v["x"]
    return tens + 1 if tens in range(20, 100, 10) else None


def _room(number: int) -> int:
    """Return below what a number must be to follow this one: 100 after "three hundred"."""
    if number < 20:
        return 0
    return next((size for size in (1000, 100, 10) if number % size == 0), 0)


def _ordinal(v: Values) -> int:
    number: int = v["n"]
    return number


def _month(v: Values) -> Any:
    return ("month", ("g", v["m"])) if 1 <= v["m"] <= 12 else None


def _whole(v: Values) -> int:
    """Return "2020-ci" before the word for a year."""
    year: int = v["y"]
    return year


def _short(v: Values) -> int:
    return long_year(v["y"])


def days() -> list[Rule]:
    """Return the rules of days, of two days of one month, and of months."""
    return [*_pairs_of_days(), *_full_dates(), *_yearless(), *_months()]


def _pairs_of_days() -> list[Rule]:
    """Return "3 to 5 May 2017" and "May 3-5", with and without a word before them."""
    rules = []
    for lead, joint in (("between the?", "and|TO the?"), ("from? the?", "TO the?")):
        dm = f"{lead} a=DAY|num osuf? dmark? of? {joint} b=DAY|num osuf? dmark? of? m=MON"
        md = f"{lead} m=MON a=DAY osuf? dmark? {joint} b=DAY osuf? dmark?"
        rules += [
            Rule(f"{dm} SEP? YEAR", "range", _pair),
            Rule(f"{md} SEP? YEAR", "range", _pair),
            Rule(f"y=y4 yearw? SEP? {md}", "range", _pair),
            Rule(dm, "range", _pair),
            Rule(md, "range", _pair),
        ]
    return rules


def _pair(v: Values) -> Range | None:
    first, last = (_full(v | {"d": v[name].day}) for name in ("a", "b"))
    return Range(first, last) if first and last else None


_DM = "theday? d=DAY osuf? dmark? SEP? of? SEP? m=MON"
_MD = "m=MON SEP? the? d=DAY osuf? dmark?"
_WORDS_DM = "d=num dmark? of? m=month|mon"
_WORDS_MD = "m=month|mon the? d=num dmark?"


def _full_dates() -> list[Rule]:
    """Return the rules of a day with its year, in every order."""
    return [
        Rule("y=y4 yearw? m=MON d=DAY|num dmark", "date", _full),
        Rule("m=MON d=DAY|num dmark", "md", _full),
        Rule("m=MON d=DAY osuf? +TO +MON", "md", _full),
        Rule("m=MON d=DAY osuf? +comma? +MON", "md", _full),
        Rule("d=DAY osuf? +and +DAY +osuf? +of? +m=MON +SEP? +y=y4", "date", _full),
        Rule("d=DAY osuf? +and +DAY +osuf? +of? +m=MON", "md", _full),
        Rule(f"{_DM} SEP? YEAR", "date", _full),
        Rule(f"{_MD} SEP? YEAR", "date", _full),
        Rule(f"y=y4 yearw? of? SEP? {_MD}", "date", _full),
        Rule("y=y4 SEP? d=dom SEP? m=MON", "date", _full),
        Rule("d=dom SEP? y=y4 SEP? m=MON", "date", _full),
        Rule("m=MON SEP? y=y4 SEP? d=dom", "date", _full),
        Rule(f"{_DM} of|dash|slash? y=yy", "date", _two_digits),
        Rule(f"{_MD} comma|of y=yy", "date", _two_digits),
        Rule("d=dom of m=mnum of y=y4", "date", _numeric),
        Rule("t=md SEP? YEAR", "date", _with_year),
        Rule("y=y4 yearw? SEP? t=md", "date", _with_year),
        Rule(f"{_WORDS_DM} SEP? YEAR", "date", _full),
        Rule(f"{_WORDS_MD} SEP? of? yearw? y=y4 yearw?", "date", _full),
    ]


def _yearless() -> list[Rule]:
    return [
        Rule(_WORDS_DM, "md", _full),
        Rule(_WORDS_MD, "md", _full),
        Rule(_DM, "md", _full),
        Rule(f"{_MD} !unit|dur|WD", "md", _full),
    ]


def _full(v: Values) -> Calendar | None:
    return fields(v) if 1 <= v["d"] <= 31 else None


def _numeric(v: Values) -> Calendar | None:
    return _full(v | {"m": ("g", v["m"])})


def _two_digits(v: Values) -> Calendar | None:
    return _full(v | {"y": long_year(v["y"])}) if v["y"] > 31 or v["y"] < 10 else None


def _with_year(v: Values) -> Tree:
    tree: Calendar = v["t"]
    return replace(tree, year=v["y"], has_year=True)


def _months() -> list[Rule]:
    return [
        Rule("y=y4 yearw m=MON", "ym", fields),
        Rule("m=MON SEP? YEAR", "ym", fields),
        Rule("m=month|mon of y=yy !unit", "ym", _month_short),
        Rule("m=month|mon y=yy !unit", "ym", _month_late),
        Rule("y=y4 yearw? of? SEP? m=MON", "ym", fields),
        Rule("yearw y=y4 of m=MON", "ym", fields),
        Rule("yearw of? y=y4", "yr", fields),
        Rule("y=y4 yearw", "yr", fields),
        Rule("y=y4 +in_post", "yr", fields),
        Rule("yearw t=ycal", "yr", _same),
        Rule("t=ycal solaryear", "yr", _same),
        Rule("t=ycal yearw", "yr", _same),
        Rule("t=ycal +in_post", "yr", _same),
        Rule("t=ycal hijriyear", "yr", _hijri),
        Rule("y=int|num hijriyear", "yr", _hijri),
        Rule("n=int|num e=era", "yr", _era),
        Rule("e=erapre n=int|num yearw", "yr", _era),
    ]


def _month_short(v: Values) -> Calendar:
    return fields(v | {"y": long_year(v["y"])})


def _month_late(v: Values) -> Calendar | None:
    """Return "July 98"; what may be a day is none of it."""
    return _month_short(v) if v["y"] > 31 else None


def _same(v: Values) -> Tree:
    tree: Tree = v["t"]
    return tree


def _hijri(v: Values) -> Calendar:
    return Calendar(v["t"].year if "t" in v else v["y"], calendar="h", has_year=True)


def _era(v: Values) -> Calendar:
    """Return a year before or after the epoch; 1 BC is year 0."""
    return Calendar(v["n"] if v["e"] > 0 else 1 - v["n"], has_year=True)


def _reign(v: Values) -> Calendar:
    return Calendar(v["e"] + v["n"] - 1, has_year=True)
