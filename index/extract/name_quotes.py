"""Names in quotation marks: of organisations, where a word beside them says so or all is capitals.

Slavic languages take the word before into the name (партия «Единая Россия»); elsewhere what
stands between the marks is the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dragoman.index.extract.name_heads_slavic import described, is_verb, left_of
from dragoman.index.extract.name_match import Marked, NameMatch, kind_of
from dragoman.index.extract.name_words import (
    FIRST,
    HEAD,
    LABEL,
    LAST,
    SLAVIC,
    STOP,
    TURKIC,
)

LONGEST = 6
"""Words of a name in quotation marks."""

_QUOTED = re.compile(
    "«[ \u00a0]?([^«»\n]{2,80}?)[ \u00a0]?»|“ ?([^“”\n]{2,80}?) ?”|„ ?([^„“”\n]{2,80}?) ?[“”]"
    '|" ?([^"\n]{2,80}?) ?"'
)
_NEAR = 3
"""Words behind the marks among which a head may stand: « Хабар » ұлттық арнасы."""


def quoted(view: Marked) -> list[NameMatch]:
    """Return the names of organisations in quotation marks, in order. Linear."""
    if not any(mark in view.text for mark in '«“„"'):
        return []
    return list(_found(view))


def _found(view: Marked) -> Iterator[NameMatch]:
    for found in _QUOTED.finditer(view.text):
        start, end = found.span(found.lastindex or 0)
        first, last = bisect_left(view.starts, start), bisect_left(view.starts, end)
        if first < last <= first + LONGEST and view.starts[first] == start:
            yield from _read(view, first, last, found)


def _read(view: Marked, first: int, last: int, found: re.Match[str]) -> Iterator[NameMatch]:
    start, end = found.span(found.lastindex or 0)
    words = view.words[first:last]
    if words[0][0].islower():
        return
    before = _flags_before(view, first, found.start())
    after = _flags_after(view, last, found.end())
    capitals = sum(not word[0].islower() for word in words)
    if before & FIRST and view.lang in SLAVIC:
        head = min(left_of(view, first - 1), described(view, first - 1))
        yield NameMatch(head, last, view.starts[head], end, kind_of(before), 0.85, "quotes")
    elif (before | after) & HEAD:
        yield NameMatch(first, last, start, end, kind_of(before | after), 0.8, "quotes")
    elif capitals == len(words) <= 3 and _stands_alone(view, first, last, found):
        yield NameMatch(first, last, start, end, "organisation", 0.28, "quotes")


def _flags_before(view: Marked, first: int, start: int) -> int:
    """Return what the word before the marks is, 0 where it does not stand right before them."""
    if first == 0 or view.text[view.ends[first - 1] : start].strip():
        return 0
    mark = view.marks[first - 1]
    return mark if mark & (FIRST | LABEL) else 0


def _flags_after(view: Marked, last: int, end: int) -> int:
    """Return what the words behind the marks say, 0 where something parts them from the name."""
    if last == len(view.words) or view.text[end : view.starts[last]].strip():
        return 0
    for at in range(last, min(len(view.words), last + _NEAR)):
        if at > last and view.text[view.ends[at - 1] : view.starts[at]].strip(" -"):
            return 0
        mark = view.marks[at]
        if mark & LAST or mark & LABEL:
            return mark
        if view.lang not in TURKIC:
            return 0
    return 0


def _stands_alone(view: Marked, first: int, last: int, found: re.Match[str]) -> bool:
    """Whether a name in marks, without a head, is rather an organisation than a ship or a song.

    A noun before the marks, or behind them in Turkic languages, says that it is something else.
    """
    if last == first + 1 and view.marks[first] & STOP:
        return False
    if view.lang in TURKIC:
        behind = view.text[found.end() : found.end() + 2].strip()
        return not behind[:1].isalpha()
    if view.lang not in SLAVIC:
        return False
    if first == 0 or view.text[view.ends[first - 1] : found.start()].strip():
        return True
    word, key = view.words[first - 1], view.keys[first - 1]
    return len(word) < 4 or not word[0].islower() or is_verb(key)
