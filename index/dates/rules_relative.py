"""Rules of durations, of what is counted from now or from another date, and of weekdays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dragoman.index.dates.build import NEAR, class_of, fields, sign
from dragoman.index.dates.grammar import Rule, Values
from dragoman.index.dates.when import Calendar, Named, Piece, Shift, Stretch, Tree, Unit, Within

_MOST = 100_000  # units of a duration
_FEW = 3
_TODAY = Unit("day", 0)
_SIMPLE = ("day", "week", "month", "year")


def relative() -> list[Rule]:
    """Return the rules of "two weeks ago", "the last three days", "next year"."""
    return [
        Rule("every NUM? ord? osuf? unit|WD", "none", _nothing),
        Rule("one|num? e=eve", "date", _eve),
        Rule("n=NUM u=unit", "dur", _duration),
        Rule("x=rel r=rel", "rel", _nearest),
        Rule("r=REL t=dur", "per", _stretch),
        Rule("a=dur and|comma? b=dur", "dur", _durations),
        Rule("n=NUM r=REL u=unit", "per", _counted),
        *_shifts(),
        Rule("t=dur r=POST", "per", _stretch),
        *_units(),
    ]


def _nothing(_: Values) -> Any:
    return "none", None


def _eve(v: Values) -> Unit:
    return Unit("day", v["e"], anchored=True)


def _duration(v: Values) -> Any:
    return ("dur", ((v["n"], v["u"]),)) if 1 <= v["n"] <= _MOST else None


def _nearest(v: Values) -> Any:
    """Return "this coming", "this past"."""
    return ("rel", NEAR * sign(v["r"])) if v["x"] == 0 and abs(v["r"]) in (1, NEAR) else None


def _durations(v: Values) -> Any:
    return "dur", v["a"] + v["b"]


def _stretch(v: Values) -> Stretch | None:
    return Stretch(v["t"], 1 if v["r"] > 0 else -1) if v["r"] else None


def _counted(v: Values) -> Stretch | None:
    return _stretch(v | {"t": ((v["n"], v["u"]),)}) if 1 <= v["n"] <= _MOST else None


def _shifts() -> list[Rule]:
    return [
        Rule("within the? t=dur|per", "per", _inside),
        Rule("in? n=NUM s=agosuf", "date", _around),
        Rule("t=dur of? ago", "date", _ago),
        Rule("agopre t=dur", "date", _ago),
        Rule("agopreone u=plural", "none", _nothing),
        Rule("agopreone u=unit", "date", _one_ago),
        Rule("u=unit agone", "date", _one_ago),
        Rule("a=dur after|after_post|from the? b=TIME|relday|dd", "date", _after),
        Rule("a=dur before|before_post the? b=TIME|relday", "date", _before),
        Rule("b=TIME|relday after_post|from_post a=dur", "date", _after),
        Rule("a=dur beginning b=TIME|relday", "per", _beginning),
        Rule("in? t=dur s=hence", "date", _hence),
        Rule("inpre t=dur after !TIME|relday|the", "date", _afterwards),
        Rule("p=inpre t=dur !after", "date", _ahead),
        Rule("inone u=unit after", "date", _one_afterwards),
        Rule("p=inone u=unit", "date", _one_ahead),
        Rule("t=dur s=later|earlier", "date", _later),
        Rule("u=uone s=later|earlier", "date", _one_later),
        Rule("t=dur after|after_post !TIME|relday|dd|int|num", "date", _afterwards),
    ]


def _inside(v: Values) -> Stretch | None:
    tree = v["t"]
    if isinstance(tree, tuple):
        return Stretch(tree, 1, from_now=True)
    if isinstance(tree, Stretch) and tree.sign > 0:
        return replace(tree, from_now=True)
    return None


def _around(v: Values) -> Shift:
    unit, direction = v["s"]
    return Shift(((min(v["n"], _MOST), unit),), direction, anchored=direction > 0)


def _ago(v: Values) -> Shift:
    return Shift(v["t"], -1)


def _one_ago(v: Values) -> Shift | None:
    return Shift(((1, v["u"]),), -1) if v["u"] in _SIMPLE else None


def _ahead(v: Values) -> Shift:
    return Shift(v["t"], 1, doubtful=not v["p"])


def _hence(v: Values) -> Shift:
    return Shift(v["t"], 1, doubtful=bool(v["s"]))


def _one_ahead(v: Values) -> Shift | None:
    return Shift(((1, v["u"]),), 1, doubtful=bool(v["p"])) if v["u"] in _SIMPLE else None


def _before(v: Values) -> Shift:
    return Shift(v["a"], -1, v["b"])


def _after(v: Values) -> Shift:
    return Shift(v["a"], 1, v["b"])


def _beginning(v: Values) -> Stretch:
    return Stretch(v["a"], 1, v["b"])


def _later(v: Values) -> Shift:
    return Shift(v["t"], v["s"], anchored=True)


def _one_later(v: Values) -> Shift:
    return Shift(((1, v["u"]),), v["s"], anchored=True)


def _afterwards(v: Values) -> Shift:
    return Shift(v["t"], 1, anchored=True)


def _one_afterwards(v: Values) -> Shift:
    return Shift(((1, v["u"]),), 1, anchored=True)


def _units() -> list[Rule]:
    return [
        Rule("r=nxt u=unit", "per", _anchored),
        Rule("the? u=unit r=nxtp", "per", _anchored),
        Rule("that r=rel? u=unit", "per", _anchored),
        Rule("u=unit thatp", "per", _anchored),
        Rule("r=rel u=plural", "per", _some),
        Rule("u=plural r=relp", "per", _some),
        Rule("r=rel u=unit", "per", _pointed),
        Rule("the? u=unit r=relp", "per", _pointed),
        Rule("p=relunit", "per", _unit),
        Rule("r=relday", "date", _day),
    ]


def _anchored(v: Values) -> Any:
    """Return "the next day", "the same year": counted from the last date of the text."""
    if v["u"] not in (*_SIMPLE, "weekend", "quarter"):
        return None
    return class_of(v["u"]), Unit(v["u"], sign(v.get("r", 0)), anchored=True)


def _pointed(v: Values) -> Any:
    near_day = v["u"] == "day" and abs(v["r"]) == 1  # "the next day", "the previous day"
    return class_of(v["u"]), Unit(v["u"], sign(v["r"]), anchored=near_day)


def _some(v: Values) -> Stretch | None:
    """Return "the last weeks": as many as "a few"."""
    sides = {True: 1, False: -1}
    return Stretch(((_FEW, v["u"]),), sides[v["r"] > 0], vague=True) if v["r"] else None


def _unit(v: Values) -> Any:
    unit, offset = v["p"]
    return class_of(unit), Unit(unit, offset)


def _day(v: Values) -> Unit:
    return Unit("day", v["r"])


def weekdays() -> list[Rule]:
    """Return the rules of weekdays with a date or a week, and of what is pointed at."""
    return [
        Rule("REL w=WD dayw? comma? the? t=date|md", "date", _dated),
        Rule("w=WD dayw? POST comma? the? t=date|md", "date", _dated),
        Rule("r=date w=WD dayw? comma? the? t=date|md", "date", _dated),
        Rule(
            "w=WD|weakday dayw? c=comma|dash? on|the? dayw|daypre? t=date|md|mdw", "date", _checked
        ),
        Rule("t=date|md c=SEP? on? w=WD dayw?", "date", _checked),
        Rule("w=WD comma? the? d=DAY osuf? dmark?", "wd", _weekday_and_day),
        Rule("w=WD comma? the? daypre d=DAY|num", "wd", _weekday_and_day),
        Rule("the d=dom|num w=WD", "wd", _weekday_and_day),
        Rule("r=nxt w=WD|wd", "wdrel", _following_weekday),
        Rule("w=WD|wd r=nxtp", "wdrel", _following_weekday),
        Rule("r=rel w=WD|wd dayw?", "wdrel", _named_weekday),
        Rule("w=WD|wd dayw? r=relp", "wdrel", _named_weekday),
        Rule("that w=WD", "wdrel", _weekday),
        Rule("r=REL m=month|mon", "ym", _named_month),
        Rule("m=month|mon r=POST", "ym", _named_month),
        Rule("r=REL s=season", "per", _named_season),
        Rule("s=season r=POST", "per", _named_season),
        Rule("r=REL t=md|mdw", "date", _named),
        Rule("t=md r=POST", "date", _named),
        Rule("w=WD dayw? SEP? of|in|from? the? t=wk", "date", _in_week),
        Rule("t=wk SEP? on|in? the? w=WD dayw?", "date", _in_week),
    ]


def _checked(v: Values) -> Any:
    """Return a day with the weekday that it falls on; of "two weeks ago" that of its week."""
    tree = v["t"]
    if isinstance(tree, Calendar) and tree.day:
        return ("date" if tree.has_year else "md"), replace(tree, weekday=v["w"])
    if "c" in v:
        return None
    if isinstance(tree, Shift) and tree.origin is None:
        return "date", Within(Calendar(weekday=v["w"]), Within(Unit("week", 0, True), tree))
    return "date", tree


def _dated(v: Values) -> Any:
    """Return a day of the calendar with "last Tuesday" or "yesterday" before it."""
    pointed = isinstance(v.get("r", _TODAY), Unit)
    return _checked(v) if pointed and isinstance(v["t"], Calendar) else None


def _weekday_and_day(v: Values) -> Calendar | None:
    return Calendar(day=v["d"], weekday=v["w"]) if 1 <= v["d"] <= 31 else None


def _weekday(v: Values) -> Calendar:
    return Calendar(weekday=v["w"])


def _named_weekday(v: Values) -> Tree:
    inner = v["w"] if isinstance(v["w"], Calendar) else Calendar(weekday=v["w"])
    return Named(inner, sign(v["r"]), near=abs(v["r"]) == NEAR)


def _following_weekday(v: Values) -> Tree:
    inner = v["w"] if isinstance(v["w"], Calendar) else Calendar(weekday=v["w"])
    return Named(inner, sign(v["r"]), near=True, anchored=True)


def _named_month(v: Values) -> Named:
    return Named(fields({"m": v["m"]}), sign(v["r"]))


def _named_season(v: Values) -> Named:
    return Named(Piece("season", v["s"]), sign(v["r"]))


def _named(v: Values) -> Named:
    return Named(v["t"], sign(v["r"]))


def _in_week(v: Values) -> Tree:
    return Within(Calendar(weekday=v["w"]), v["t"])
