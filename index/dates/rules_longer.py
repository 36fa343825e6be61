"""Rules of decades, centuries, quarters, halves and seasons."""

from __future__ import annotations

from typing import Any

from dragoman.index.dates.grammar import Rule, Values
from dragoman.index.dates.when import Calendar, Piece, Span, Tree, Within

_MOST = {"quarter": 4, "half": 2}
_LATEST = 30  # the last century that is taken for one


def longer() -> list[Rule]:
    """Return the rules of what is longer than a month, but no year."""
    return [*_decades(), *_quarters(), *_seasons()]


def _decades() -> list[Rule]:
    return [
        Rule("n=int decs yearw?", "per", _decade),
        Rule("n=ord|int|num|roman osuf? u=unit e=era?", "per", _century),
        Rule("n=roman centuryabbr e=era?", "per", _century),
        Rule("u=unit n=roman|ord|int|num osuf? e=era?", "per", _century),
        Rule("t=per of? n=int|num u=unit", "per", _decade_of),
        Rule("u=unit of? the? n=y4|int|num decs?", "per", _decade_named),
        Rule("n=y4|int|num u=unit", "per", _decade_named),
        Rule("decpre dash? n=y4|int|num decs?", "per", _decade),
        Rule("n=decade of? the? t=per", "per", _decade_of),
        Rule("t=per of? n=decade", "per", _decade_of),
        Rule("n=decade", "per", _decade),
    ]


def _decade(v: Values) -> Span | None:
    first = v["n"]
    if 20 <= first < 100:
        first += 1900
    elif first in (0, 10):
        first += 2000
    if not 1000 <= first < 3000 or first % 10:
        return None
    return Span((first, 1, 1), (first + 9, 12, 31), "decade")


def _decade_named(v: Values) -> Span | None:
    """Return "the decade of 1990", "90年代"; small numbers count decades instead."""
    return _decade(v) if v["u"] == "decade" and v["n"] >= 20 else None


def _decade_of(v: Values) -> Span | None:
    """Return a decade of a century ("the nineties of the 19th century")."""
    whole = v["t"]
    if v.get("u", "decade") != "decade" or v["n"] % 10 or v["n"] > 90:
        return None
    if isinstance(whole, Span) and whole.precision == "century" and whole.first:
        first = whole.first[0] + v["n"]
        return Span((first, 1, 1), (first + 9, 12, 31), "decade")
    return None


def _century(v: Values) -> Span | None:
    n = v["n"]
    if v.get("u", "century") != "century" or not 1 <= n <= _LATEST:
        return None
    first = -n * 100 + 1 if v.get("e", 1) < 0 else (n - 1) * 100
    return Span((first, 1, 1), (first + 99, 12, 31), "century")


def _quarters() -> list[Rule]:
    numbered = "the? n=ord|roman u=unit"
    return [
        Rule("p=piece SEP? YEAR", "per", _of_year),
        Rule("y=y4 yearw? SEP? of? the? p=piece", "per", _of_year),
        Rule(f"{numbered} SEP? YEAR", "per", _numbered_of_year),
        Rule(f"y=y4 yearw? SEP? of? {numbered}", "per", _numbered_of_year),
        Rule("the? n=int osuf u=unit", "piece", _numbered),
        Rule(numbered, "piece", _numbered),
    ]


def _year(v: Values) -> Tree:
    return Calendar(v["y"], has_year=True)


def _of_year(v: Values) -> Within:
    return Within(Piece(*v["p"]), _year(v))


def _numbered(v: Values) -> Any:
    return ("piece", (v["u"], v["n"])) if 1 <= v["n"] <= _MOST.get(v["u"], 0) else None


def _numbered_of_year(v: Values) -> Within | None:
    found = _numbered(v)
    return Within(Piece(*found[1]), _year(v)) if found else None


def _seasons() -> list[Rule]:
    return [
        Rule("s=season YEAR", "per", _season),
        Rule("y=y4 yearw? of? s=season", "per", _season),
        Rule("y=y4 yearw s=weakseason", "per", _season),
    ]


def _season(v: Values) -> Within:
    return Within(Piece("season", v["s"]), _year(v))
