"""Rules of what completes what, of parts, of ranges and of times that are open at one end."""

from __future__ import annotations

from typing import Any

from dragoman.index.dates.build import class_of
from dragoman.index.dates.grammar import Rule, Values
from dragoman.index.dates.when import (
    Calendar,
    Nth,
    Open,
    Part,
    Piece,
    Range,
    Stretch,
    Tree,
    Unit,
    Within,
)

_DIVIDED = ("week", "month", "year", "quarter", "half", "decade", "century")
_SIMPLE = ("day", "week", "month", "year")
_BOUNDS = ("since", "until", "before", "after")


def joined() -> list[Rule]:
    """Return the rules that put one time into another."""
    return [*_nth(), *_parts(), *_inner(), *_single()]


def _nth() -> list[Rule]:
    return [
        Rule("the? n=ord|int osuf? w=WD of|in the? t=WHOLE", "date", _nth_weekday),
        Rule("the? n=rel w=WD of|in the? t=WHOLE", "date", _nth_weekday),
        Rule("the? n=ord|int osuf? u=unit of|in the? t=WHOLE", "per", _nth_unit),
        Rule("the? n=rel u=unit of|in the? t=WHOLE", "per", _nth_unit),
        Rule("the? n=ord t=dur of|in the? whole=WHOLE", "per", _first_units),
        Rule("the? p=per|wk|date|ym|yr of|in the? t=WHOLE", "per", _last_units),
        Rule("the? p=wdrel of|in the? t=WHOLE", "date", _last_weekday),
        Rule("t=WHOLE of? n=ord|int osuf? u=unit", "per", _nth_unit),
        Rule("t=WHOLE of? n=rel u=unit", "per", _nth_unit),
        Rule("t=WHOLE of p=per", "per", _last_of),
        Rule("p=per t=yr|ym", "per", _last_of),
        Rule("t=WHOLE of? n=ord|int osuf? w=WD", "date", _nth_weekday),
        Rule("t=WHOLE of? n=rel w=WD", "date", _nth_weekday),
        Rule("the? u=unit of|beginning the? t=date|md|mdw|dd", "wk", _week_of),
    ]


def _nth_unit(v: Values) -> Any:
    if v["u"] == "business" or not -1 <= v["n"] <= 400 or v["n"] == 0:
        return None
    return class_of(v["u"]), Nth(v["n"], v["u"], v["t"], v.get("c", 1))


def _nth_weekday(v: Values) -> Nth | None:
    if not -1 <= v["n"] <= 5 or v["n"] == 0:
        return None
    return Nth(v["n"], "day", v["t"], weekday=v["w"])


def _first_units(v: Values) -> Any:
    (count, unit), *more = v["t"]
    if more or v["n"] != 1:
        return None
    return _nth_unit({"t": v["whole"], "u": unit, "n": 1, "c": count})


def _last_units(v: Values) -> Any:
    """Return "last week of March": "last week" was pointed at already."""
    tree = v["p"]
    if isinstance(tree, Unit) and tree.offset in (-1, 1) and _is_counted(tree):
        return _nth_unit({"t": v["t"], "u": tree.unit, "n": tree.offset})
    if isinstance(tree, Stretch) and len(tree.amounts) == 1 and tree.origin is None:
        count, unit = tree.amounts[0]
        return _nth_unit({"t": v["t"], "u": unit, "n": tree.sign, "c": count})
    return None


def _is_counted(tree: Unit) -> bool:
    """Say whether "last" may count within a time: "the following week" does not."""
    return not tree.anchored or tree.unit == "day"


def _last_of(v: Values) -> Any:
    return _last_units(v) if isinstance(v["p"], Stretch) else None


def _last_weekday(v: Values) -> Nth | None:
    inner = getattr(v["p"], "inner", None)
    if not isinstance(inner, Calendar) or inner.weekday < 0:
        return None
    return _nth_weekday({"t": v["t"], "w": inner.weekday, "n": v["p"].offset})


def _week_of(v: Values) -> Tree | None:
    return Within(Unit("week", 0, anchored=True), v["t"]) if v["u"] == "week" else None


def _parts() -> list[Rule]:
    return [
        Rule("p=part dash? of? in? the? t=TIME", "per", _part),
        Rule("p=part of? in? the? u=unit", "per", _part_of_now),
        Rule("the? u=unit of? p=partpost", "per", _part_of_now),
        Rule("t=TIME of? p=partpost", "per", _part),
    ]


def _part(v: Values) -> Part | None:
    """Return "late April"; of a day, a part is a time of day."""
    tree = v["t"]
    return None if isinstance(tree, Calendar) and tree.day else Part(v["p"], tree)


def _part_of_now(v: Values) -> Part | None:
    """Return "the end of the year", "earlier in the week"."""
    return Part(v["p"], Unit(v["u"], 0)) if v["u"] in _DIVIDED else None


def _inner() -> list[Rule]:
    return [
        Rule("a=month|mon|hmon SEP? of|in? the? t=YR", "ym", _within),
        Rule("a=md|mdw SEP? of|in? the? t=YR", "date", _within),
        Rule("t=YR of|in? the? a=month|mon|hmon", "ym", _within),
        Rule("t=YR of|in? the? a=md|mdw", "date", _within),
        Rule("the? daypre? d=DAY osuf? dmark? of|in? the? t=ym", "date", _day_in),
        Rule("t=ym of|on|the? d=DAY osuf? dmark?", "date", _day_in),
        Rule("t=yr a=range", "range", _range_in),
        Rule("a=range of|in? the? t=yr", "range", _range_in),
        Rule("t=YR of? a=per", "per", _part_in),
        Rule("a=per of|in? the? t=YR", "per", _part_in),
        Rule("p=piece SEP? of|in? the? t=YR", "per", _piece_in),
        Rule("t=YR of|in? the? p=piece", "per", _piece_in),
        Rule("s=season of|in? the? t=YR", "per", _season_in),
        Rule("t=YR of|in? the? s=season", "per", _season_in),
        Rule("t=YR s=weakseason", "per", _season_in),
    ]


def _within(v: Values) -> Within:
    return Within(v["a"], v["t"])


def _range_in(v: Values) -> Within | None:
    return Within(v["a"], v["t"]) if isinstance(v["a"], Range) else None


def _part_in(v: Values) -> Within | None:
    return Within(v["a"], v["t"]) if isinstance(v["a"], Part) else None


def _day_in(v: Values) -> Within:
    return Within(Calendar(day=v["d"]), v["t"])


def _piece_in(v: Values) -> Within:
    return Within(Piece(*v["p"]), v["t"])


def _season_in(v: Values) -> Within:
    return Within(Piece("season", v["s"]), v["t"])


def _single() -> list[Rule]:
    return [
        Rule("u=unit n=int|num of? t=YR|y4", "wk", _week),
        Rule("u=unit n=int", "wk", _week),
        Rule("n=int|ord osuf? u=unit", "wk", _week),
        Rule("the d=dom osuf? dmark?", "dd", _day),
        Rule("the? daypre d=DAY|num", "dd", _day_named),
        Rule("d=dom|num dmark", "dd", _day),
    ]


def _week(v: Values) -> Nth | None:
    if v["u"] != "week" or not 1 <= v["n"] <= 53:
        return None
    return Nth(v["n"], "week", v.get("t") or Unit("year", 0))


def _day(v: Values) -> Calendar | None:
    return Calendar(day=v["d"]) if 1 <= v["d"] <= 31 else None


def _day_named(v: Values) -> Calendar | None:
    """Return "el día 4": its word says that it is a day."""
    return _day(v)


def ranges() -> list[Rule]:
    """Return the rules of "from X to Y" and "between X and Y"."""
    return [
        Rule("between the? a=ENDS and|TO the? b=ENDS", "range", _range),
        Rule("from on? the? a=ENDS TO on? the? b=ENDS", "range", _range),
        Rule("a=ENDS TO on? the? b=ENDS between_post?", "range", _range),
        Rule("a=ENDS and? b=ENDS between_post", "range", _range),
        Rule("a=ENDS from_post b=ENDS until_post?", "range", _range),
        Rule("from? the? a=DAY osuf? TO the? b=DAY osuf? of? in? the? t=ym", "range", _days_of),
        Rule(
            "t=ym from? the? a=DAY osuf? from_post|TO the? b=DAY osuf? until_post?",
            "range",
            _days_of,
        ),
        Rule("from|between t=range", "range", _same),
        Rule("t=range until_post|between_post", "range", _same),
    ]


def _range(v: Values) -> Range:
    return Range(v["a"], v["b"])


def _days_of(v: Values) -> Tree:
    return Within(Range(v["a"], v["b"]), v["t"])


def _same(v: Values) -> Tree:
    tree: Tree = v["t"]
    return tree


def open_ends() -> list[Rule]:
    """Return the rules of "since X", "before X" and what else is open at one end."""
    return [
        Rule("t=TIME and|or after|later|after_post !the|TIME|int|clock", "open", _since),
        Rule("t=TIME and|or before|before_post !the|TIME|int|clock", "open", _until),
        *(Rule(f"from? t=TIME|dd {how}={how}_post", "open", _open) for how in _BOUNDS),
        *(Rule(f"{how}={how} on? the? t=TIME|dd", "open", _open) for how in _BOUNDS),
        Rule("before=weakbefore the? t=date|md|ym|month|y4", "open", _open),
        Rule("the u=unit after=after|after_post", "beside", _beside),
        Rule("the u=unit before=before|before_post", "beside", _beside),
    ]


def _since(v: Values) -> Open:
    return Open("since", v["t"])


def _until(v: Values) -> Open:
    return Open("until", v["t"])


def _open(v: Values) -> Open:
    return Open(next(how for how in _BOUNDS if how in v), v["t"])


def _beside(v: Values) -> Unit | None:
    """Return "the day before", "the year after": of the last date of the text."""
    if v["u"] not in _SIMPLE:
        return None
    return Unit(v["u"], 1 if "after" in v else -1, anchored=True)
