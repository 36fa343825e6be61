"""Names in scripts without capitals whose words are parted by spaces: Arabic, Hebrew, Korean.

A title says that a name follows it (الرئيس السوري بشار الأسد) or stands before it (문재인 대통령);
words that are name parts in other scripts too are a name where several stand together; a head of
an organisation takes the definite words behind it (وزارة الخارجية).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dragoman.index.extract.name_match import Kind, Marked, NameMatch, gap, match
from dragoman.index.extract.name_parts import is_part, parts, parts_within, rank, without_clitic
from dragoman.index.extract.name_words import (
    ANNOUNCING,
    FIRST,
    GROUP,
    HEAD,
    HONOUR,
    KOREAN,
    LAST,
    PART,
    STOP,
    TITLE,
    is_joint,
)
from dragoman.index.extract.view import key_of

MOST = 5
"""Words of a person's name."""
_OFFICE = HEAD | TITLE | ANNOUNCING
_TELLING = _OFFICE | HONOUR | PART
_BETWEEN = 4
"""Words between a title and its name: of which office, of which country."""
_DEFINITE = re.compile("[وف]?(?:[بك]?ال|لل)..")
_FAMILY = {"ar": "ال", "he": "אל"}
"""How a family name in no table begins behind a first name."""
_ARTICLE = {"ar": "ال", "he": "ה"}


def caseless(view: Marked, known: Collection[int]) -> list[NameMatch]:
    """Return the names in a passage without capitals, in order; `known` as in `headed`. Linear."""
    found: list[NameMatch] = []
    done = 0
    for at, mark in enumerate(view.marks):
        if mark & _TELLING and at >= done:
            one = next(_at(view, at, done, known), None)
            if one is not None:
                found.append(one)
                done = one.last
    return found


def _at(view: Marked, at: int, done: int, known: Collection[int]) -> Iterator[NameMatch]:
    """Yield the name that a word begins or announces."""
    mark = view.marks[at]
    if mark & (TITLE | ANNOUNCING):
        yield from _titled(view, at, known)
    if mark & HONOUR and at > done:
        yield from _honoured(view, at, done, known)
    if mark & HEAD:
        yield from _headed(view, at)
    elif mark == PART and at not in known:
        yield from _named(view, at, known)


def _titled(view: Marked, title: int, known: Collection[int]) -> Iterator[NameMatch]:
    first = title + 1
    while (
        first - title <= _BETWEEN
        and gap(view, first) == " "
        and (
            first in known
            or view.marks[first] & (HEAD | TITLE | ANNOUNCING)
            or _is_definite(view, first)
        )
    ):
        first += 1
    if gap(view, first) != " " or first in known:
        return
    last = _run(view, first, known)
    if last > first + 1 or (last > first and _is_single(view, first)):
        yield match(view, first, last, "person", 0.8 if last - first > 1 else 0.5, "title")


def _is_single(view: Marked, at: int) -> bool:
    """Whether a word behind a title is a name although it stands alone: no common word."""
    key = view.keys[at]
    if view.lang in _CASE and gap(view, at + 1) == " " and not view.marks[at + 1]:
        return False  # the family name, which is not known
    return min(rank(key), rank(without_clitic(key))) <= _FIRST or key.startswith("ال")


def _is_definite(view: Marked, at: int) -> bool:
    """Whether a word has the article written onto it and is no name: السوري, הטורקי."""
    article = _ARTICLE.get(view.lang)
    if view.lang == "ar":
        return _DEFINITE.match(view.keys[at]) is not None
    if article is None or not view.keys[at].startswith(article):
        return False
    return not is_part(view.keys[at])


def _run(view: Marked, first: int, known: Collection[int]) -> int:
    """Return the end of the name parts from here on, in Arabic with the family name behind them."""
    at = last = first
    while at - first < MOST and gap(view, at) in (" ", "-"):
        key = view.keys[at]
        bound = is_joint(key) and last == at  # "Abu" is a title and may stand in a name
        if (view.marks[at] & ~(HONOUR | PART) and not bound) or at in known:
            break
        if _ADVERB in view.words[at]:
            break
        if _is_part(view, at) or (last > first and _is_family(view, at)):
            last = at + 1
        elif not is_joint(key) and not (at == first and _may_begin(view, at)):
            break
        at += 1
    return last


_GEORGIAN = re.compile("(?:შვილ|ძე|იან|ავა|უა|ლია|ეი|ოვ|ევ|ინ|სკი)(?:ი|მა|მ|ს|ის|ით|თან)?$")
"""How family names end in Georgian, with cases."""
_CASE = {"hi": frozenset(("ने", "को")), "ur": frozenset(map(key_of, ("نے", "کو")))}
"""Words for the case of a person behind a name."""
_ADVERB = "\u064b"
"""The ending of Arabic adverbs and of what a verb is done to: رفضاً."""


def _is_family(view: Marked, at: int) -> bool:
    """Whether a word in no table behind a first name is a family name."""
    key = view.keys[at]
    if view.lang == "ka":
        return len(key) > 4 and _GEORGIAN.search(key) is not None
    if cases := _CASE.get(view.lang):
        if len(key) < _SHORTEST or view.marks[at] or gap(view, at + 1) != " ":
            return False
        return view.keys[at + 1] in cases
    return key.startswith(_FAMILY.get(view.lang, "\n"))


def _is_part(view: Marked, at: int) -> bool:
    if view.marks[at] & PART:
        return True
    if view.lang == "ka":
        return len(view.keys[at]) > 3 and bool(parts_within(view.keys[at]))
    bare = without_clitic(view.keys[at])
    return len(bare) > 2 and bool(parts(bare))


_SHORTEST = 3
_OF_VERBS = frozenset("يت")
"""What Arabic verbs begin with, and few names that the table lacks."""


def _may_begin(view: Marked, at: int) -> bool:
    """Whether a word in no table is a first name, by the name part behind it."""
    key = view.keys[at]
    if gap(view, at + 1) not in (" ", "-") or not view.marks[at + 1] & PART:
        return False
    if len(key) < _SHORTEST or (view.lang == "ar" and key[0] in _OF_VERBS):
        return False
    return without_clitic(key) == key and rank(view.keys[at + 1]) <= _FIRST


def _honoured(view: Marked, title: int, done: int, known: Collection[int]) -> Iterator[NameMatch]:
    """Yield the name before a title: 문재인 대통령."""
    first = title
    while first > done and title - first < 3 and gap(view, first) == " ":
        before = first - 1
        key = view.keys[before]
        if view.marks[before] & ~PART or before in known or len(key) < 2:
            break
        if not (view.marks[before] & PART or _is_korean(key)):
            break
        first = before
    if first < title:
        yield match(view, first, title, "person", 0.6, "title")


_BODIES = frozenset("당부회국측청군단원처")
"""What Korean words for parties, ministries, assemblies, sides end in."""


def _is_korean(key: str) -> bool:
    """Whether a word in no table may be a Korean's full name."""
    return len(key) == 3 and key[0] in KOREAN and key[-1] not in _BODIES


def _headed(view: Marked, head: int) -> Iterator[NameMatch]:
    """Yield the organisation whose head this is, with the definite words behind it."""
    article = _ARTICLE.get(view.lang)
    if article is None or not view.marks[head] & FIRST:
        return
    last = head + 1
    most = MOST if view.lang == "ar" else 2
    while last - head < most and gap(view, last) == " " and view.keys[last].startswith(article):
        if view.marks[last] & (STOP | TITLE) or len(view.keys[last]) <= len(article) + 1:
            break
        last += 1
    if last > head + 1:
        yield match(view, head, last, _kind(view.marks[head]), 0.5, "head")


def _kind(mark: int) -> Kind:
    return "group" if mark & GROUP and mark & (LAST | FIRST) != FIRST else "organisation"


_FIRST, _OTHER = 10_000, 20_000
"""So far up among all names the first and the others must be without a title."""


def _named(view: Marked, first: int, known: Collection[int]) -> Iterator[NameMatch]:
    """Yield name parts that stand together without a title, where all are names for sure."""
    last = first
    while last - first < MOST and view.marks[last] & PART and last not in known:
        if rank(view.keys[last]) > (_FIRST if last == first else _OTHER):
            break
        if _ADVERB in view.words[last]:
            break
        last += 1
        if gap(view, last) not in (" ", "-"):
            break
        while is_joint(view.keys[last]) and view.marks[last + 1] & PART:
            last += 1
    if last - first > 1:
        yield match(view, first, last, "person", 0.5, "parts")
