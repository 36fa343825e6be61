"""Names in scripts with capitals: words in capitals that stand together, and what they are.

Where a language writes capitals for more than names (German nouns, English headlines, the first
word of a sentence), a capital alone says nothing; name parts, titles, initials, endings of family
names and heads of organisations do.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from dragoman.index.extract.name_evidence import (
    joined_before,
    of_one,
    of_several,
    of_unknown,
    says_office,
)
from dragoman.index.extract.name_match import (
    Kind,
    Marked,
    NameMatch,
    begins_sentence,
    gap,
    is_initial,
    is_name_part,
    match,
)
from dragoman.index.extract.name_parts import is_part
from dragoman.index.extract.name_words import (
    ANNOUNCING,
    GROUP,
    HEAD,
    HONOUR,
    NOUNS,
    PLACE,
    SOLE,
    STOP,
    STRICT,
    TITLE,
    TURKIC,
    is_joint,
)
from dragoman.index.extract.view import View

LONGEST = 10
"""Words of a chain."""
SHOUTED = 4
"""Words in capitals only that are a headline rather than acronyms."""
_TOLD = 0.9
"""So sure is a person that a title, initials or a patronymic tell."""
MOST = 5
"""Words of a person's name."""

_TIGHT = frozenset((" ", "-", "\u2011", "\u00a0", "'", "\u2019"))
_INITIAL = frozenset((". ", ".", " . ", ".\u00a0", ".-"))


class Chain(NamedTuple):
    """Words `first` to `last` (half open) that begin with capitals, or join such words."""

    first: int
    last: int


def capitals(view: View) -> list[int]:
    """Return the words that begin with a capital."""
    words = view.words
    return list(compress(range(len(words)), map(str.isupper, map(itemgetter(0), words))))


def chains(view: Marked, upper: Sequence[int]) -> Iterator[Chain]:
    """Yield the longest runs of words in capitals; particles of names may stand between."""
    first = last = -1
    for at in upper:
        if first >= 0 and at - first < LONGEST and _continues(view, last, at):
            last = at
            continue
        if first >= 0:
            yield Chain(first, last + 1)
        first = last = at
    if first >= 0:
        yield Chain(first, last + 1)


def _continues(view: Marked, last: int, at: int) -> bool:
    """Whether a word in capitals goes on with what the word `last` belongs to."""
    if at - last > 3:
        return False
    for word in range(last + 1, at):
        if not is_joint(view.keys[word]) or gap(view, word) not in _TIGHT:
            return False
    between = gap(view, at)
    return between in _TIGHT or (between in _INITIAL and is_initial(view, at - 1))


def apart(view: Marked, chain: Chain, sure: Collection[int]) -> Iterator[Chain]:
    """Yield what is left of a chain without the words that are known: «Турции Реджеп Эрдоган».

    What stands before a known place may have its name from it, as "Голос Америки" has; then the
    chain stays whole up to its end.
    """
    first, last = chain
    while first < last:
        while first < last and first in sure and gap(view, first + 1) != "-":
            first = _next_capital(view, first + 1, last)
        known = next((at for at in range(first, last) if at in sure), last)
        if known == last or gap(view, known) == "-":
            break
        end = known + 1
        while end < last and (end in sure or gap(view, end) == "-"):
            end += 1
        yield Chain(first, end)
        first = end
    if first < last:
        yield Chain(first, last)


def _next_capital(view: Marked, at: int, last: int) -> int:
    while at < last and not view.words[at][0].isupper():
        at += 1
    return at


def read(
    view: Marked,
    chain: Chain,
    spoken: Container[str],
    sure: Collection[int],
    states: Collection[int],
) -> NameMatch | None:
    """Return the name in a chain, none of a stretch that tables know.

    `spoken` are the words of the passage as they are written, `sure` those that tables know, of
    them `states` the names of states.
    """
    first, last = chain
    if last - first >= SHOUTED and _is_shouted(view.words[first:last]):
        return None
    first, opens = _trimmed(view, first, last, spoken)
    first, titled = _untitled(view, first, last)
    if first == last or first in sure:
        return None
    if last - first == 1:
        return _single(view, first, titled, opens and not titled)
    if last - 1 in sure and not titled:
        if opens or view.marks[first] & (TITLE | HEAD) or last - 1 not in states:
            return None
        if view.lang not in STRICT:
            return None
        return match(view, first, last, "organisation", 0.45, "capitals")
    return _several(view, first, last, titled, opens and not titled)


def _is_shouted(words: Sequence[str]) -> bool:
    return sum(map(str.isupper, words)) >= SHOUTED


def _trimmed(view: Marked, first: int, last: int, spoken: Container[str]) -> tuple[int, bool]:
    """Leave off words that owe their capital to the sentence; say whether that is still open."""
    opens = begins_sentence(view, first)
    while opens and first < last and _is_common(view, first, spoken):
        if last - first > 1 and gap(view, first + 1) == "-":
            return last, opens
        first, opens = _next_capital(view, first + 1, last), False
    return first, opens


def _is_common(view: Marked, at: int, spoken: Container[str]) -> bool:
    word = view.words[at]
    if word.isupper() and (len(word) > 1 or is_initial(view, at)):
        return False
    return bool(view.marks[at] & STOP) or word.lower() in spoken


def _untitled(view: Marked, first: int, last: int) -> tuple[int, bool]:
    """Leave off titles before a person; say whether there are any, in the chain or beside it."""
    if first == last:
        return first, False
    for at in range(last - 2, first - 1, -1):
        if _is_title(view, at):
            return (at + 1, True) if not view.marks[at] & HEAD else (first, False)
    before = view.marks[first - 1] & (TITLE | ANNOUNCING) and gap(view, first) in (" ", ". ")
    after = view.marks[last] & HONOUR and gap(view, last) == " "
    return first, bool(before or after)


def _is_title(view: Marked, at: int) -> bool:
    """Whether a word in capitals is a title; in Turkic languages some are given names as well."""
    if view.lang in TURKIC:
        return bool(view.marks[at] & (TITLE | ANNOUNCING)) and not is_part(view.keys[at])
    return bool(view.marks[at] & TITLE)


def _several(view: Marked, first: int, last: int, titled: bool, opens: bool) -> NameMatch | None:
    """Return what several words in capitals are, or None where nothing says so."""
    count = sum(view.words[at][0].isupper() for at in range(first, last))
    if count == 1:
        return _single(view, first, titled, opens, last)
    if count > 2 and opens and not is_name_part(view.keys[first], view.lang):
        first = _next_capital(view, first + 1, last)  # the sentence's, and in no list of words
    sure, evidence = of_several(view, first, last, titled)
    announced = _announced(view, first) if sure < _TOLD else None
    if evidence and not announced and (count <= MOST or sure >= _TOLD):
        return match(view, joined_before(view, first), last, "person", sure, evidence)
    if announced:
        return match(view, first, last, announced, 0.6, "head")
    if count <= MOST and not opens and view.lang in STRICT:
        return match(view, first, last, "name", 0.4, "capitals")
    if view.lang not in STRICT and (sure := of_unknown(view, first, last, count, opens)):
        return match(view, joined_before(view, first), last, "person", sure, "capitals")
    return None


def _announced(view: Marked, first: int) -> Kind | None:
    """Return what a head in small letters makes of a name: rebel group Ahrar al-Sham."""
    mark = view.marks[first - 1]
    if not mark & HEAD or gap(view, first) != " " or view.lang in STRICT | NOUNS:
        return None
    if not view.words[first - 1][0].islower():
        return None
    return "group" if mark & GROUP else "organisation"


def _single(view: Marked, first: int, titled: bool, opens: bool, last: int = 0) -> NameMatch | None:
    """Return what one word in capitals is, with the particles up to `last` behind it."""
    word, mark, last = view.words[first], view.marks[first], last or first + 1
    if len(word) > 1 and word.isupper():
        return _acronym(view, first)
    if mark & SOLE:
        return match(view, first, last, "organisation", 0.7, "head")
    if len(word) < 2 or mark & _TELLING or says_office(view, last) or _is_place(view, last):
        return None
    sure, evidence = of_one(view, first, titled, opens)
    begin = joined_before(view, first)
    if evidence == "capitals" and begin == first:
        return match(view, first, last, "name", sure, evidence)
    if evidence:
        joined = 0.5 if begin < first else 0.0
        return match(view, begin, last, "person", max(sure, joined), evidence)
    announced = _announced(view, first) if not opens else None
    return match(view, first, last, announced, 0.5, "head") if announced else None


def _is_place(view: Marked, at: int) -> bool:
    """Whether the word behind a name says that it is a place: Павлодар облысы."""
    return bool(view.marks[at] & PLACE) and view.lang in TURKIC and gap(view, at) == " "


_TELLING = TITLE | STOP | PLACE | HEAD


_NO_NAMES = frozenset(
    (
        *("tv", "pm", "am", "ceo", "dna", "hiv", "aids", "gmt", "id", "it", "usb", "pc", "gdp"),
        *("covid", "ok", "vip", "dvd", "cd", "sms", "gps", "ai", "faq", "тв", "ввп", "ндс", "дтп"),
        *("фио", "сми", "смс", "ии", "зож", "пцр", "вич", "спид", "лгбт", "ковид", "бақ", "грэс"),
        *("бтр", "іт", "ит", "қр", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"),
        *("xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"),
    )
)


def _acronym(view: Marked, at: int) -> NameMatch | None:
    key = view.keys[at]
    if key in _NO_NAMES or not 2 <= len(key) <= 8 or not key.isalpha():
        return None
    sure = 0.2 if view.lang in TURKIC else 0.55
    return match(view, at, at + 1, "organisation", sure, "acronym")


def acronym_before(view: Marked, chain: Chain) -> NameMatch | None:
    """Return the acronym with which a chain of other words begins: КПРФ Владимир Беспалов."""
    first, word = chain.first, view.words[chain.first]
    if chain.last - first < 2 or len(word) < 2 or not word.isupper():
        return None
    if gap(view, first + 1) != " " or view.words[first + 1].isupper():
        return None
    return _acronym(view, first)
