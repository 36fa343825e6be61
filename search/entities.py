"""The parties, places and dates that a question names, so that a passage in any script meets them.

The words of a question are looked up as those of an article are; nothing is resolved. A name that
could be several things asks for the likeliest few, and the best of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from dragoman.index.extract.gazetteer import ABBREVIATION, ASIDE, COMMON, gazetteer
from dragoman.index.extract.parties import parties
from dragoman.index.extract.party_mentions import longest
from dragoman.index.extract.view import View, view
from dragoman.index.interval import Interval, cover, level_of
from dragoman.index.languages import languages
from dragoman.index.scripts import main_script, scripts
from dragoman.index.tokens import Token, tokens
from dragoman.search.query import Query

MOST = 4
"""Readings of a name that are asked for."""

_UNTOLD = ABBREVIATION | ASIDE | COMMON


class Names(NamedTuple):
    """The names in a question: what each may mean (kinds and ids), and the tokens they hold.

    Tokens are counted as `query.asked_tokens` gives them.
    """

    readings: tuple[tuple[tuple[str, str], ...], ...]
    tokens: frozenset[int]


class Meant(NamedTuple):
    """A stretch of a question and what it may mean: kinds and ids, the likeliest first."""

    start: int
    end: int
    readings: tuple[tuple[str, str], ...]


def meant(query: Query, own: str) -> Names:
    """Return the names in a question. `own` is the text of the index's own file of parties."""
    found: list[tuple[tuple[str, str], ...]] = []
    within: set[int] = set()
    first = 0
    for clause in query.clauses:
        if clause.occur != "not":
            seen = view(_capital(clause.text))
            names = list(_widest([*_parties(seen, own), *_places(seen)]))
            found += [one.readings for one in names]
            words = list(tokens(clause.text))
            within.update(first + number for number in _inside(words, names))
            first += len(words)
    return Names(tuple(dict.fromkeys(found)), frozenset(within))


def _inside(words: Iterable[Token], names: Iterable[Meant]) -> Iterator[int]:
    """Yield the numbers of the words that lie in a name; what begins small may be a word too."""
    stretches = [(name.start, name.end) for name in names]
    for number, word in enumerate(words):
        inside = any(start < word.end and word.start < end for start, end in stretches)
        if inside and not word.written[0].islower():
            yield number


def times(query: Query, langs: Iterable[str]) -> tuple[str, ...]:
    """Return the days, months and years (nodes of `interval`) that a question names in full.

    It is read as the first of the languages of its script does that finds a day or a month, else
    as the first that finds anything; what depends on today is passed over.
    """
    texts = [clause.text for clause in query.clauses if clause.occur != "not"]
    dated = [text for text in texts if _MAY_BE_DATED.search(text)]
    found: set[str] = set()
    for reading in (_in(text, lang) for text in dated for lang in _readers(text, langs)):
        found = found or reading
        if any(level_of(node) in ("day", "month") for node in reading):
            return tuple(sorted(reading))
    return tuple(sorted(found))


def _readers(text: str, langs: Iterable[str]) -> list[str]:
    """Return the languages that are written in the script of most letters of a text."""
    script, known = main_script(scripts(text)), languages()
    written = [lang for lang in langs if lang in known and script in known[lang].scripts]
    english = ["en"] if script in ("", "Latn") else []
    return list(dict.fromkeys([*english, *written]))[:_READERS]


def _in(text: str, lang: str) -> set[str]:
    from dragoman.index.dates import find_dates

    return {
        node
        for date in find_dates(text, lang, "")
        if date.first is not None and date.last is not None and not date.relative
        for node in _single(Interval(date.first, date.last))
    }


def _single(interval: Interval) -> list[str]:
    """Return the node that an interval is, if it is one."""
    nodes = list(islice(cover(interval), 2))
    return nodes if len(nodes) == 1 else []


_READERS = 6
"""Languages that a date is read in, those that the index has most of: each costs 20 ms once."""

_MAY_BE_DATED = re.compile(r"(?<!\d)\d{4}(?!\d)|年")
"""Only what has a year says when it was, whatever the day it is asked on."""


def _capital(text: str) -> str:
    """Return a question all in small letters with capitals: names are typed so."""
    return text if text != text.lower() or len(text.title()) != len(text) else text.title()


def _parties(seen: View, own: str) -> Iterator[Meant]:
    for one in longest(parties(own).find(seen)):
        yield Meant(one.start, one.end, tuple(("party", entity.id) for entity, _ in one.parties))


def _places(seen: View) -> Iterator[Meant]:
    table = gazetteer()
    for match in table.lexicon.matches(seen):
        numbers = {number for number, flags in match.entries if not flags & _UNTOLD}
        places = sorted(
            map(table.place, numbers), key=lambda p: (p.type != "country", -p.population)
        )
        if places:
            yield Meant(match.start, match.end, tuple(("place", p.id) for p in places[:MOST]))


def _widest(found: list[Meant]) -> Iterator[Meant]:
    """Yield what no wider stretch covers; of equal stretches, the readings of all together."""
    by: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for one in found:
        by.setdefault((one.start, one.end), []).extend(one.readings)
    for (start, end), readings in by.items():
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in by):
            yield Meant(start, end, tuple(dict.fromkeys(readings)))
