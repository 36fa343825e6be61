"""Where a text may name a place: names of the gazetteer, and shapes that make a place of a name.

"Ohio River", "Lake Pontchartrain" and "Clinton Street" are places by their shape, whether a table
knows them or not; "South Florida" is a part of what the table knows. Spans do not overlap: the
longest name from the left counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.index.extract.casing import is_accented, is_small
from dragoman.index.extract.gazetteer import (
    ABBREVIATION,
    ACCENTED,
    ASIDE,
    CANONICAL,
    DEMONYM,
    LARGE,
    STRONG,
)
from dragoman.index.extract.lexicon import CAPITALS, Entries, Lexicon, Match
from dragoman.index.extract.place_words import PlaceWords, place_words
from dragoman.index.extract.view import View

_MOST_BEFORE = 3
"""So many words in capitals before a head word belong to the name: "Martin Luther King Street"."""

_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?[A-Z]?")


class Span(NamedTuple):
    """A stretch of a view that may name a place: words `first` to `last`, half open.

    `start` and `end` are offsets in the view's text. `entries` are those of the lexicon; of a
    shape they are those of the name within, `type` is what the shape says and `name` the whole as
    written; both are "" for a name of the lexicon. `said` is "region" or "town" where a generic
    word beside the name says so.
    """

    first: int
    last: int
    start: int
    end: int
    entries: Entries
    exact: bool
    type: str = ""
    name: str = ""
    said: str = ""


DIRECTED = "part"
"""The type of "South Florida": a part of what is named."""


def spans(view: View, lexicon: Lexicon) -> list[Span]:
    """Return the places that a text may name, in order."""
    words = place_words(view.lang)
    named = _longest(view, lexicon.matches(view), words)
    if not words.heads:
        return named
    shapes = _shapes(view, words, {span.first: span for span in named})
    return _merged(named, shapes)


def _longest(view: View, matches: Sequence[Match], words: PlaceWords) -> list[Span]:
    """Keep the longest name from the left, of those that stand as names do."""
    found: list[Span] = []
    after = 0
    for match in matches:
        if match.first < after:
            continue
        entries = _standing(view, match)
        span = _bare(view, match, entries, words) if entries else None
        if span is not None:
            found.append(span)
            after = match.last
    return found


def _bare(view: View, match: Match, entries: Entries, words: PlaceWords) -> Span | None:
    """Return a name without a generic word that is not in capitals: Idlib of "Idlib province"."""
    first, last, said = match.first, match.last, ""
    if words.regions:
        while first < last and (kind := generic(view, last - 1, words)):
            last, said = last - 1, kind
        while first < last and (kind := generic(view, first, words)):
            first, said = first + 1, kind
        if first == last:
            return None
    start = match.start if first == match.first else view.starts[first]
    end = match.end if last == match.last else view.ends[last - 1]
    flags = entries[0][1]
    if flags & (ABBREVIATION | CAPITALS) and view.text[end : end + 1] == ".":
        end += "." in view.text[start:end] or not flags & CAPITALS
    return Span(first, last, start, end, entries, match.exact, said=said)


def generic(view: View, at: int, words: PlaceWords) -> str:
    """Return what kind of place a word is the generic one of, where it is no part of a name."""
    if view.words[at][0].isupper():
        return ""
    key = view.keys[at]
    return (
        "region" if key.startswith(words.regions) else "town" if key.startswith(words.towns) else ""
    )


def _standing(view: View, match: Match) -> Entries:
    """Return the entries whose name is written as it stands here.

    An abbreviation that has its stop, and a place before it, is no other name.
    """
    entries = match.entries
    if not match.exact:
        entries = tuple(one for one in entries if _inflects(view, match, one[1]))
    if len(entries) > 1 and is_accented(view.text[match.start : match.end]):
        entries = tuple(one for one in entries if one[1] & ACCENTED) or entries
    if not any(flags & ABBREVIATION for _, flags in entries):
        return entries
    kept = tuple(one for one in entries if _stands(view, match, one[1]))
    return tuple(one for one in kept if one[1] & ABBREVIATION) or kept


def _inflects(view: View, match: Match, flags: int) -> bool:
    """Whether a name may be what is left of a word without its ending or its prefix.

    Of English names only a people's has a plural. Short words are no inflections of adjectives,
    and where there are no capitals, none of the names of small places.
    """
    if view.lang == "en":
        return bool(flags & DEMONYM)
    word = view.words[match.first]
    if flags & DEMONYM and is_small(word):
        return len(word) >= _SHORTEST_ADJECTIVE
    if match.last - match.first == 1 and not word[0].isupper():
        return bool(flags & LARGE) or len(word) >= _SHORTEST_UNCASED
    return True


_SHORTEST_ADJECTIVE, _SHORTEST_UNCASED = 6, 5


def _stands(view: View, match: Match, flags: int) -> bool:
    """Whether an abbreviation has its stop, or the place that it lies in before it."""
    if not flags & ABBREVIATION:
        return True
    written = view.text[match.start : match.end]
    stop = view.text[match.end : match.end + 1] == "."
    if "." in written:
        return True
    if flags & CAPITALS:
        return len(written) > _POSTAL or written in _SURE or _behind_comma(view, match.first)
    return stop and _behind_comma(view, match.first)


_POSTAL = 2
_SURE = frozenset(("US", "UK", "EU", "UE", "AB"))


def _behind_comma(view: View, first: int) -> bool:
    """Whether there is a word in capitals and a comma before this one."""
    if not first:
        return False
    gap = view.text[view.ends[first - 1] : view.starts[first]].strip()
    return gap == "," and view.words[first - 1][0].isupper()


def adjacent(view: View, left: int) -> bool:
    """Whether nothing but space stands between a word and the next, on one line."""
    gap = view.text[view.ends[left] : view.starts[left + 1]]
    return gap == " " or gap == "\u00a0" or (gap == ". " and len(view.words[left]) <= 2)


def _shapes(view: View, words: PlaceWords, named: dict[int, Span]) -> list[Span]:
    """Return what head words, directions and numbers make of the names beside them."""
    found = []
    for at, key in enumerate(view.keys):
        if key in words.triggers and _is_capital(view, at):
            span = _shape(view, at, words, named)
            if span is not None:
                found.append(span._replace(name=view.text[span.start : span.end]))
    return found


def _shape(view: View, at: int, words: PlaceWords, named: dict[int, Span]) -> Span | None:
    """Return the shape that a word in capitals makes with its neighbours."""
    key = view.keys[at]
    if key in words.roads and (span := _numbered(view, at)) is not None:
        return span
    if key in words.heads and (span := _headed(view, at, words, named)) is not None:
        return span
    if key in words.directions:
        return _directed(view, at, named[at + 1]) if at + 1 in named else None
    return _behind(view, at, words, named)


def _is_capital(view: View, at: int) -> bool:
    return view.words[at][0].isupper()


def _headed(view: View, at: int, words: PlaceWords, named: dict[int, Span]) -> Span | None:
    """Return "Clinton Street" of its second word."""
    first = at
    while first > 0 and at - first < _MOST_BEFORE and _modifies(view, first - 1, words):
        first -= 1
    first = _without_start(view, first, at, words)
    if first == at:
        return None
    end = view.ends[at]
    if len(view.keys[at]) <= _SHORT_HEAD and view.text[end : end + 1] == ".":
        end += 1
    inner = named.get(first)
    entries = inner.entries if inner is not None and inner.last <= at else ()
    return Span(first, at + 1, view.starts[first], end, entries, True, words.heads[view.keys[at]])


_SHORT_HEAD = 4


def _modifies(view: View, at: int, words: PlaceWords) -> bool:
    """Whether a word belongs to the name whose head comes after it."""
    if not adjacent(view, at):
        return False
    word, key = view.words[at], view.keys[at]
    if _NUMBER.fullmatch(word):
        return not word.isdigit()
    return word[0].isupper() and key not in words.titles and key not in words.of


def _without_start(view: View, first: int, at: int, words: PlaceWords) -> int:
    """Leave off articles and prepositions that are in capitals at a sentence's beginning."""
    while first < at and (view.keys[first] in words.starts or view.keys[first] in words.inside):
        first += 1
    return first


def _behind(view: View, at: int, words: PlaceWords, named: dict[int, Span]) -> Span | None:
    """Return "Lake Pontchartrain" or "Gulf of Aden" of its first word."""
    key, last = view.keys[at], at + 1
    if key not in words.before:
        return None
    if last < len(view.keys) and view.keys[last] == "of" and key in words.before_of:
        last += 1
    elif key in words.before_of:
        return None
    if last >= len(view.keys) or not _is_capital(view, last) or not adjacent(view, last - 1):
        return None
    if view.keys[last] in words.starts or view.keys[last] in words.heads:
        return None
    inner = named.get(last)
    after = inner.last if inner is not None and not inner.type else last + 1
    entries = inner.entries if inner is not None else ()
    kind = words.before[key]
    return Span(at, after, view.starts[at], view.ends[after - 1], entries, True, kind)


def _directed(view: View, at: int, inner: Span) -> Span | None:
    """Return "South Florida": a part of the place behind the direction."""
    if not adjacent(view, at) or inner.entries[0][1] & DEMONYM:
        return None
    return Span(at, inner.last, view.starts[at], inner.end, inner.entries, inner.exact, DIRECTED)


def _numbered(view: View, at: int) -> Span | None:
    """Return "Highway 61"."""
    if at + 1 >= len(view.keys) or not adjacent(view, at):
        return None
    if not _NUMBER.fullmatch(view.words[at + 1]):
        return None
    first = at
    if at and view.keys[at - 1] in ("state", "county") and _is_capital(view, at - 1):
        first -= 1
    return Span(first, at + 2, view.starts[first], view.ends[at + 1], (), True, "site")


def _merged(named: Sequence[Span], shapes: Sequence[Span]) -> list[Span]:
    """Return both in order; of two that overlap the longer, a name before a shape."""
    ranked = sorted([*named, *shapes], key=lambda one: (one.first, -one.last, _rank(one)))
    found: list[Span] = []
    for span in ranked:
        if not found or span.first >= found[-1].last:
            found.append(span)
        elif span.last - span.first > found[-1].last - found[-1].first:
            found[-1] = span
    return found


def _rank(span: Span) -> int:
    """Return the place of a reading: a good name, a shape, a name that somebody may have used."""
    if span.type:
        return 1
    return 0 if any(flags & (CANONICAL | STRONG | ASIDE) for _, flags in span.entries) else 2
