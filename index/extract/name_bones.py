"""What is left of a name in whatever script and case it is written: the skeletons of its words.

A word that is a name part gives the skeleton of the spelling that stands for its group, any other
its own, without endings of cases as far as its language has a stemmer or rules here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dragoman.index.extract.name_parts import name_of, parts
from dragoman.index.extract.name_words import SLAVIC, TURKIC, is_joint, is_patronymic
from dragoman.index.extract.view import is_unspaced, view
from dragoman.index.fold import fold
from dragoman.index.romanise import loose, skeleton
from dragoman.index.words import STEMMERS, stemmed

_TURKIC_CASE = re.compile(
    "(?:[дтн][ыі]ң|[ғгқк][ае]|[дтн][ыі]|[дт][ае]н?|нан|нен|[мпб]ен|[дт][ае]ғы|[дт]егі"
    "|n[iıuü]n|[dt][ae]n?)$"
)
_SLAVIC_CASE = re.compile(
    "(?:(?<=....)[ое]м|(?<=[внкц])[ыи]м|(?<=[кн])(?:ого|ому|его|ему)|[аы]ми|[ое]ві)$"
)
"""Endings that leave a consonant in the skeleton; vowels are dropped from it anyway."""
_TWICE = re.compile(r"(.)(?=\1)")
PREFIX = "name:"
TELLING = 4
"""Consonants of a name that tell it from others."""
_LEAST = 4
"""Letters that must be left when an ending is taken off."""


@lru_cache(maxsize=1 << 15)
def bone(key: str, lang: str) -> str:
    """Return the skeleton of a word of a name (`View.keys`), "" where it says nothing."""
    sound = loose(fold(_base(key, lang))).replace("p", "b")
    bones = skeleton(sound)
    return bones if len(bones) > 1 else _TWICE.sub("", sound)


def _base(key: str, lang: str) -> str:
    if is_unspaced(key[:1] or " "):
        groups = parts(key)
        return name_of(groups[0]) if groups else key
    if key.startswith("ال") and len(key) > _LEAST:
        return key[2:]
    return _bare(key, lang)


def _bare(key: str, lang: str) -> str:
    """Return a word without the ending of its case."""
    if lang in TURKIC:
        found = _TURKIC_CASE.search(key)
        return key[: found.start()] if found and found.start() >= _LEAST else key
    if lang in SLAVIC:
        found = _SLAVIC_CASE.search(key)
        return key[: found.start()] if found and found.start() >= _LEAST - 1 else key
    return key


def bones_of_person(keys: list[str], lang: str) -> tuple[str, ...]:
    """Return the skeletons of a person's names in order, without initials, particles, patronymics.

    Patronymics stay where nothing else is left; a run of unspaced letters is one word.
    """
    words = _joined(keys)
    telling = [key for key in words if len(key) > 1 and not is_joint(key)]
    names = [key for key in telling if not is_patronymic(key)] if len(telling) > 2 else telling
    bones = (bone(key, lang) for key in names or words)
    return tuple(one for one in bones if one)


def _joined(keys: list[str]) -> list[str]:
    words: list[str] = []
    run = ""
    for key in keys:
        if key and is_unspaced(key):
            run += key
            continue
        words += [run, key] if run else [key]
        run = ""
    return [*words, run] if run else words


def bones_of_others(keys: list[str], lang: str) -> tuple[str, ...]:
    """Return the skeletons of the words of an organisation's name in order, stemmed."""
    words = _joined(keys)
    if lang in STEMMERS:
        words = [stemmed(key, lang) for key in words]
    elif lang in TURKIC:
        words = [_bare(key, lang) for key in words]
    sounds = (loose(fold(word)) for word in words)
    return tuple(skeleton(sound) or sound for sound in sounds if sound)


def name_id(bones: Iterable[str], name: str) -> str:
    """Return the id of a name: the same whatever the order of its words.

    Too few consonants are anybody's (of UEFA one is left): there the sound of the whole name is its
    id, vowels and all.
    """
    found = sorted(bones)
    if sum(map(len, found)) < TELLING:
        found = sorted(filter(None, (loose(fold(key)) for key in view(name).keys))) or found
    return PREFIX + "-".join(found)
