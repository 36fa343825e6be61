"""What says that words in capitals are the name of a person, and where that name begins."""

from __future__ import annotations

import re

from dragoman.index.extract.name_heads_slavic import is_verb
from dragoman.index.extract.name_match import Marked, gap, is_initial, is_name_part
from dragoman.index.extract.name_parts import is_part, rank
from dragoman.index.extract.name_words import (
    COMMON,
    HEAD,
    HONOUR,
    INFLECTED,
    NOUNS,
    PLACE,
    SLAVIC,
    STOP,
    STRICT,
    TITLE,
    TURKIC,
    flags,
    is_joint,
    is_patronymic,
    is_surname,
)
from dragoman.index.extract.view import View

FAMOUS = 10_000
"""So far up among all names a name is one wherever it stands."""


def of_several(view: Marked, first: int, last: int, titled: bool) -> tuple[float, str]:
    """Return how sure several words are a person's name, and by what; nothing speaks for it: ""."""
    keys = view.keys[first:last]
    if any(_is_common(view, at) for at in range(first, last)):
        return 0.0, ""
    if any(is_initial(view, at) for at in range(first, last)):
        return 0.9, "initials"
    if any(map(is_patronymic, keys)):
        return 0.9, "patronymic"
    named = sum(is_name_part(key, view.lang) for key in keys)
    if titled and (named or any(gap(view, at) != "-" for at in range(first + 1, last))):
        return 0.9, "title"
    if is_surname(keys[-1]):
        return (0.85 if named else 0.6), "surname"
    if (
        named == 1
        and view.lang not in STRICT
        and any(_is_thing(view, at) for at in range(first, last))
    ):
        return 0.0, ""
    return _by_parts(keys, named, view.lang)


def _is_common(view: Marked, at: int) -> bool:
    word = view.words[at]
    common = view.marks[at] & STOP and not is_joint(view.keys[at])
    return bool(common) and len(word) > 1 and word[0].isupper()


def _by_parts(keys: list[str], named: int, lang: str) -> tuple[float, str]:
    """Return the same where only name parts can tell; common words are names somewhere too."""
    if lang in STRICT:
        return {0: (0.0, ""), 1: (0.5, "parts")}.get(named, (0.8, "parts"))
    if named == 0 or is_joint(keys[0]):
        return 0.0, ""
    if lang not in INFLECTED and not (is_part(keys[0]) and min(map(rank, keys)) <= FAMOUS):
        return 0.0, ""
    if named > 1:
        return 0.8, "parts"
    return (0.5 if rank(keys[0]) <= FAMOUS else 0.4), "parts"


_WHERE = {
    "en": "in at near from to across outside inside around", "fr": "a en vers", "es": "en",
    "pt": "em no na", "it": "in a", "ca": "a en", "ro": "in la", "nl": "in te bij naar",
    "sv": "i pa", "da": "i pa", "nb": "i pa", "no": "i pa", "pl": "w we", "cs": "v ve",
    "sk": "v vo", "sl": "v", "hr": "u", "bs": "u", "el": "σε στο στη στην στον", "id": "di ke",
    "ms": "di ke", "vi": "o tai", "sq": "ne", "tl": "sa",
}  # fmt: skip
"""Words before a name, by language, that say rather that it is a place."""
_WHERE_WORDS = {lang: frozenset(words.split()) for lang, words in _WHERE.items()}
_FEWEST, _MOST = 2, 3
"""Words of a name in no table."""
_HEADLINE = 0.75
"""The share of long words in capitals from which on a text is a headline."""
_LONG = 4
_NEAR = 10
"""Words on either side that say whether it is one."""


def of_unknown(view: Marked, first: int, last: int, count: int, opens: bool) -> float:
    """Return how sure words in capitals of which nothing is known are a person's name, or 0.

    Ordinary words have capitals too in headlines, in titles of works, in names of places.
    """
    if view.lang in NOUNS or not _FEWEST <= count == last - first <= _MOST:
        return 0.0
    if opens and not (gap(view, last) == " " and view.words[last][0].islower()):
        return 0.0
    before = view.keys[first - 1] if first else ""
    if gap(view, first)[-1:] in _MARKS or before in _WHERE_WORDS.get(view.lang, ()):
        return 0.0
    if any(_is_ordinary(view, at) for at in range(first, last)) or _is_headline(view, first, last):
        return 0.0
    return 0.32 if opens else 0.38


_MARKS = frozenset("'\"\u2018\u201c\u201e\u00ab")
"""What stands before the title of a work."""


def _is_ordinary(view: Marked, at: int) -> bool:
    word = view.words[at]
    if len(word) < 3 or word.isupper() or not word.isalpha():
        return True
    return bool(view.marks[at] & (STOP | TITLE | HONOUR)) or _is_thing(view, at)


def _is_thing(view: Marked, at: int) -> bool:
    """Whether a word stands in names of things; English ones stand in texts of all languages."""
    mark = view.marks[at]
    if view.lang != "en" and view.words[at].isascii():
        mark |= flags(view.keys[at], "en")
    return bool(mark & (HEAD | PLACE | COMMON))


def _is_headline(view: View, first: int, last: int) -> bool:
    """Whether nearly all words around some have capitals."""
    near = view.words[max(0, first - _NEAR) : last + _NEAR]
    long = [word for word in near if len(word) >= _LONG]
    return sum(word[0].isupper() for word in long) >= _HEADLINE * len(long)


_LEADING = frozenset(
    ("al", "el", "as", "ad", "ar", "at", "аль", "эль", "ас", "ад", "ар", "ат", "әл")
)
_CHILD = frozenset(("ibn", "bin", "bint", "ибн", "бин", "бинт"))


_LOOSE = frozenset(
    ("de", "di", "van", "von", "der", "bin", "ibn", "ben", "де", "ди", "ван", "фон", "дер", "бен")
)


def joined_before(view: View, first: int) -> int:
    """Return where a name begins with the particles before it: al-Assad, де Мистура."""
    while first > 0 and view.words[first - 1][0].islower() and is_joint(view.keys[first - 1]):
        key, between = view.keys[first - 1], gap(view, first)
        tied = key in _LEADING and between == "-"
        free = key in _CHILD or (key in _LOOSE and (view.lang == "en" or view.lang in SLAVIC))
        if not (tied or (free and between == " ")):
            break
        first -= 1
    return first


def of_one(view: Marked, at: int, titled: bool, opens: bool) -> tuple[float, str]:
    """Return how sure one word is a person's name, and by what; nothing speaks for it: ""."""
    key = view.keys[at]
    if titled:
        return 0.75, "title"
    if is_surname(key):
        if (opens and view.lang in TURKIC) or _is_adjective(view, at):
            return 0.0, ""
        return (0.28 if opens else 0.6), "surname"
    if opens or view.lang in NOUNS:
        return 0.0, ""
    if is_name_part(key, view.lang) and (view.lang in STRICT or rank(key) <= FAMOUS):
        return (0.5 if view.lang in STRICT else 0.28), "parts"
    return (0.29, "capitals") if view.lang in STRICT else (0.0, "")


_ADJECTIVE = re.compile(
    "(?:ск|цк|н)(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ое|ие|ые|их|ых|ими|ыми)$|"
    "(?:ськ|цьк)(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими)$"
)


def _is_adjective(view: Marked, at: int) -> bool:
    """Whether a word that ends as a family name is an adjective with its noun behind it."""
    if _ADJECTIVE.search(view.keys[at]) is None or gap(view, at + 1) not in (" ", "-"):
        return False
    return view.words[at + 1][0].islower() and not is_verb(view.keys[at + 1])


def says_office(view: Marked, at: int) -> bool:
    """Whether a capital begins the title of an office: Білім және ғылым министрі."""
    if view.lang not in TURKIC:
        return False
    for after in range(at, min(at + 4, len(view.words))):
        if gap(view, after) not in (" ", "-") or view.words[after][0].isupper():
            return False
        if view.marks[after] & TITLE:
            return after > at
    return False
