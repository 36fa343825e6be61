"""The words of time of a language: a compiled table (`date_names.tsv`) and our own (`date_words`).

A lexicon is made when a language first comes up. Its keys are those of `extract.view`, one or more
words with a space between; what a key may be is one or more classes of the grammar, with values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.index.dates.classes import code_of
from dragoman.index.dates.when import Calendar, Named, Piece
from dragoman.index.extract.view import key_of

Values = dict[str, Any]

SAME = {"nb": "no", "fil": "tl", "arz": "ar", "ary": "ar", "sh": "hr", "prs": "fa", "iw": "he"}
SAME |= {"in": "id", "kmr": "ku", "yue": "zh", "wuu": "zh", "lzh": "zh", "azb": "az", "crh": "tr"}
TRIGGERS = frozenset(
    (
        *("month", "mon", "hmon", "weekday", "wday", "unit", "relday", "relunit", "season"),
        *("piece", "decade", "agosuf", "jera", "yearw", "monthw", "dmark", "today", "md", "dur"),
        *("eve", "per", "uone"),
    )
)
"""Words of these classes start the search for a date; all others only continue it."""

_FULL_NAMES = ("month", "weekday")
_CLASSES = {"holiday": "md", "seasonnow": "per", "dual": "dur"}
_CLASSES |= {"hijri": "hmon", "solar": "hmon", "solarmonth": "month", "vikram": "month"}
_NO_WORDS = {"order", "prefix", "suffix", "not", "weak", "calendar", "behind", "verb"}
_NO_WORDS |= {"particle", "ending"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase may be: its code for the grammar, and its values by class."""

    code: str
    values: Values


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    `order` and `mark` are those of dates in digits, `calendar` that of years: "g", "s" (Solar
    Hijri), "v" (Vikram Sambat) or "b" (Buddhist). `lengths` says of a first word how many words an
    entry that begins with it may have, the longest first (none, if entries only go on with it);
    `triggers` are the first words of what starts a date; `future` the words that say that a
    sentence looks ahead; `weak` names that are common words too ("may"); `verb_last`: verbs stand
    at the end of a sentence; `particles` are written onto words and are no part of a date, nor are
    `endings` behind a hyphen where it ends.
    """

    lang: str
    entries: dict[str, Entry] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    triggers: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    order: str = "dmy"
    mark: str = "/"
    calendar: str = "g"
    verb_last: bool = False
    particles: tuple[str, ...] = ()
    endings: frozenset[str] = frozenset()


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the words of a language; of one without a table, none but digits."""
    rows = list(_rows(SAME.get(lang, lang)))
    found: dict[str, Values] = defaultdict(dict)
    for kind, value, forms in sorted(rows, key=lambda row: row[0] in ("around", "relunit")):
        for form in forms:
            _enter(found, kind, value, form)
    _affixes(found, rows)
    _leave_out(found, rows)
    if any(kind == "behind" for kind, _, _ in rows):
        _stand_behind(found)
    return _finish(lang, rows, found)


def _finish(lang: str, rows: list[Row], found: dict[str, Values]) -> Lexicon:
    lengths: dict[str, set[int]] = defaultdict(set)
    triggers, future = set(), set()
    for key, values in found.items():
        first, *others = key.split(" ")
        lengths[first].add(1 + len(others))
        for word in others:  # a run may be read backwards through them
            lengths[word].update(())
        if TRIGGERS & values.keys() or (values.get("num", 0) >= 1000 and " " not in key):
            triggers.add(first)
        if "future" in values:
            future.add(key)
    order, mark = next(((f[0], v) for kind, v, f in rows if kind == "order"), ("dmy", "/"))
    return Lexicon(
        lang,
        {key: Entry(code_of(values), values) for key, values in found.items()},
        {key: tuple(sorted(counts, reverse=True)) for key, counts in lengths.items()},
        frozenset(triggers),
        frozenset(future),
        frozenset(_weak(rows)),
        order,
        mark,
        next((value for kind, value, _ in rows if kind == "calendar"), "g"),
        any(kind == "verb" for kind, _, _ in rows),
        tuple(form for kind, _, forms in rows if kind == "particle" for form in forms),
        frozenset(key_of(form) for kind, _, forms in rows if kind == "ending" for form in forms),
    )


def _weak(rows: list[Row]) -> Iterator[str]:
    """Yield the names that are common words too, and all that may be written onto them."""
    prefixes = [key_of(form) for kind, _, forms in rows if kind == "prefix" for form in forms]
    suffixes = [key_of(form) for kind, _, forms in rows if kind == "suffix" for form in forms]
    sure = {key_of(form) for kind, _, forms in rows if kind in _FULL_NAMES for form in forms}
    for kind, _, forms in rows:
        for key in (key_of(form) for form in forms) if kind == "weak" else ():
            yield key
            written = {prefix + key for prefix in prefixes} | {key + suffix for suffix in suffixes}
            yield from written - sure


Row = tuple[str, str, list[str]]
"""Kind, value, forms."""


def _rows(lang: str) -> Iterator[Row]:
    for name in ("date_names.tsv", "date_words.tsv"):
        for line in _by_language(name).get(lang, ()):
            _, kind, value, forms = line.split("\t")
            yield kind, value, forms.split("|")


@cache
def _by_language(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    text = files("dragoman.index.data").joinpath(name).read_text("utf-8")
    for line in text.splitlines():
        if line and line[0] != "#":
            for lang in line[: line.index("\t")].split(","):
                found[lang].append(line)
    return dict(found)


@cache
def nowruz() -> tuple[int, str]:
    """Return the first Solar Hijri year of the table, and the day of March less 19 of each."""
    _, _, first, days = _by_language("date_names.tsv")["*"][0].split("\t")
    return int(first), days


@cache
def vikram() -> tuple[int, str]:
    """Return the first year of Vikram Sambat in the table, and the days of all months less 29."""
    _, _, first, days = _by_language("date_names.tsv")["*"][1].split("\t")
    return int(first), days


def _enter(found: dict[str, Values], kind: str, value: str, form: str) -> None:
    if kind in _NO_WORDS:
        return
    if kind == "around":
        _around(found, value, form)
        return
    key = key_of(form)
    if not key:
        return
    if kind == "relunit":
        key = _without_preposition(found, key)
    cls = _CLASSES.get(kind, kind)
    if kind == "mon" and "month" in found.get(key, ()):
        return
    found[key].setdefault(cls, _value(kind, value))


def _without_preposition(found: dict[str, Values], key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if rest and found.get(first, {}).keys() & {"in", "on"} else key


def _value(kind: str, value: str) -> Any:
    if kind in ("month", "mon"):
        return ("g", int(value))
    if kind in ("hijri", "solar", "solarmonth", "vikram"):
        return (kind[0], int(value))
    if kind in ("relunit", "agosuf", "piece"):
        unit, _, number = value.partition(":")
        return unit, int(number)
    if kind == "seasonnow":
        return Named(Piece("season", int(value)), 0)
    if kind == "dual":
        return ((2, value),)
    if kind == "holiday":
        calendar, month, day = value.split(":")
        return Calendar(month=int(month), day=int(day), calendar=calendar)
    try:
        return int(value)
    except ValueError:
        return value


def _around(found: dict[str, Values], value: str, form: str) -> None:
    """Enter what stands around a number ("vor~Tagen"): a preposition, a unit or both in one."""
    unit, _, sign = value.partition(":")
    before, after = (key_of(part) for part in form.split("~"))
    if before and after:
        found[before].setdefault("agopre" if sign == "-1" else "inpre", -1 if sign == "-1" else 1)
        found[after].setdefault("unit", unit)
    elif after and not _is_known(found, after):
        found[after].setdefault("agosuf", (unit, int(sign)))


def _is_known(found: dict[str, Values], after: str) -> bool:
    """Say whether a unit and a word behind it are known each by itself ("days ago")."""
    unit, _, rest = after.partition(" ")
    return "unit" in found.get(unit, ()) and bool(
        {"ago", "hence", "later"} & found.get(rest, {}).keys()
    )


def _affixes(found: dict[str, Values], rows: Iterable[Row]) -> None:
    """Enter words with what is written onto them: "prefix" and "suffix" name the classes."""
    for kind, value, affixes in rows:
        if kind in ("prefix", "suffix"):
            wanted = set(value.split(","))
            for key, values in list(found.items()):
                kept = {cls: v for cls, v in values.items() if cls in wanted}
                for affix in affixes if kept else ():
                    joined = key_of(affix) + key if kind == "prefix" else key + key_of(affix)
                    for cls, v in kept.items():
                        found[joined].setdefault(cls, v)


def _stand_behind(found: dict[str, Values]) -> None:
    """Let "last" and "next" stand behind their noun too, as languages with a "behind" row do."""
    for values in found.values():
        for before, behind in (("rel", "relp"), ("nxt", "nxtp")):
            if values.get(before):
                values[behind] = values[before]


def _leave_out(found: dict[str, Values], rows: Iterable[Row]) -> None:
    """Take a class from words that mean something else more often ("not")."""
    for kind, value, forms in rows:
        if kind == "not":
            for form in forms:
                key = key_of(form)
                for cls in value.split(","):
                    found.get(key, {}).pop(cls, None)
                if not found.get(key, True):
                    del found[key]
