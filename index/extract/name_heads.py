"""Names of organisations by their heads: Министерство обороны, Денсаулық сақтау министрлігі.

Where the name begins and ends, languages decide: in Slavic ones the head stands first, often in
small letters, and takes adjectives before and genitives behind it; in Turkic ones it stands last
with an ending, and the name begins at a capital; elsewhere all of the name is in capitals, save
for "of", "de", "for".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dragoman.index.extract.name_heads_slavic import slavic
from dragoman.index.extract.name_heads_turkic import turkic
from dragoman.index.extract.name_match import Marked, NameMatch, gap, kind_of, match
from dragoman.index.extract.name_words import (
    GROUP,
    HEAD,
    NOUNS,
    ROMANCE,
    SLAVIC,
    SOLE,
    STOP,
    TITLE,
    TURKIC,
)


def headed(view: Marked, known: Collection[int]) -> list[NameMatch]:
    """Return the names of organisations that a head tells, in order; they do not overlap.

    `known` are the words that tables know to name something.
    """
    heads = [at for at, mark in enumerate(view.marks) if mark & HEAD]
    found: list[NameMatch] = []
    done = 0
    for at in heads:
        one = _read(view, at, known) if at >= done else None
        while one and found and one.first <= found[-1].first:
            found.pop()
        if one and (not found or one.first >= found[-1].last):
            found.append(one)
            done = one.last
    return found


def _read(view: Marked, head: int, known: Collection[int]) -> NameMatch | None:
    if view.lang in SLAVIC:
        return slavic(view, head)
    return turkic(view, head, known) if view.lang in TURKIC else _western(view, head)


_OF = frozenset(
    (
        *("of", "for", "the", "on", "in", "de", "la", "le", "les", "l", "du", "des", "del", "dell"),
        *("della", "di", "do", "da", "dos", "das", "d", "et", "y", "e", "und", "fur", "pour"),
        *("para", "por", "per", "van", "voor", "het", "der"),
    )
)
_AND = re.compile("^(?:minist|depart|commit|commis|office|counci|agenc)")
_RELATING = re.compile(
    "(?:[ae]l|ale|ales|aux|elle|ienn?e?|eenn?e?|aine?|iques?|istes?|aires?|eure?|eme|ees|oise?|aise?|ifs?"
    "|ives?|[ae]n[oa]s?|ense|ic[oa]s?|istas?|iv[oa]s?|ari[oa]s?|ese)$"
)
"""How adjectives of Romance languages end, which have no capital in a name: "Conseil national"."""
_BESIDE = (" ", "-", "'", "\u2019", " & ")


def _western(view: Marked, head: int) -> NameMatch | None:
    if not view.words[head][0].isupper():
        return None
    if view.lang in NOUNS and view.marks[head] & GROUP:
        return None  # a plural such as any noun's: "Separatisten"
    first = head
    while first > 0 and view.words[first - 1][0].isupper() and gap(view, first) in _BESIDE:
        if view.marks[first - 1] & (STOP | TITLE):
            break
        first -= 1
    last = _western_end(view, head)
    if last - first > 1:
        return match(view, first, last, kind_of(view.marks[head]), 0.75, "head")
    if view.marks[head] & SOLE:
        return match(view, first, last, "organisation", 0.6, "head")
    return None


def _qualifies(view: Marked, at: int, last: int) -> bool:
    """Whether a small word belongs to a name as in "Conseil national de transition"."""
    if at == last:
        return _RELATING.search(view.keys[at]) is not None
    return at == last + 1 and len(view.keys[at]) > 4 and not view.marks[at] & (STOP | TITLE)


def _is_beside(view: Marked, at: int, head: int) -> bool:
    """Whether a capital right behind a head is none of the name's: Security Council Resolution."""
    if view.lang != "en" or at != head + 1:
        return False
    return not view.marks[at] & HEAD


def _western_end(view: Marked, head: int) -> int:
    """Return the end of a name with this head: capitals, with small words between them."""
    last = at = head + 1
    while at - head < 12 and gap(view, at) in _BESIDE:
        key = view.keys[at]
        if view.words[at][0].isupper():
            if view.marks[at] & STOP or _is_beside(view, at, head):
                break
            if view.marks[at] & TITLE and not view.marks[at] & HEAD:
                return head + 1 if at == head + 1 else last
            last = at = at + 1
        elif key in _OF or (key == "and" and last > head + 1 and _AND.match(view.keys[head])):
            at += 1
        elif view.lang in ROMANCE and _qualifies(view, at, last):
            last = at = at + 1
        else:
            break
    return last
