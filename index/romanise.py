"""How a word of any script sounds, roughly, in Latin letters, so that names meet across scripts.

`roman` is the library's transliteration; `loose` merges what romanisations spell differently
(kh and h, w and v, y and i, c and k); `skeleton` drops the vowels as well, which abjads do not
write: «Стаффан де Мистура» and «ستيفان دي ميستورا» share every skeleton.

The merging table was chosen by every second writing system of NTREX-128; `scripts/evaluate` prints
the other half beside. No word of that set is in it.
"""

from __future__ import annotations

import re

_OTHER = re.compile("[^a-z0-9]")

# Spellings of one sound, longest first; what is left of a digraph is a letter of the result.
_SOUNDS = {
    "tsch": "c", "shch": "s", "sch": "s", "tch": "c", "dzh": "j", "kh": "h", "sh": "s",
    "ch": "c", "zh": "z", "ph": "f", "th": "t", "ck": "k", "qu": "k", "x": "ks", "ts": "c",
    "tz": "c", "cz": "c", "sz": "s", "dj": "j", "gh": "g",
}  # fmt: skip
_DIGRAPH = re.compile("|".join(_SOUNDS))
_ALIKE = str.maketrans("fwyczq", "vviksk")
_VOWELS = str.maketrans("vw", "bb", "aeiouh")
_TWICE = re.compile(r"([^_])(?=\1)")

# Greek writes b, d and j, which it has no letters for, as mp, nt and tz.
_GREEK = (("mp", "b"), ("nt", "d"), ("tz", "j"), ("gk", "g"))


def roman(word: str) -> str:
    """Return the word in a-z and 0-9, which may be nothing."""
    if word.isascii():
        return _OTHER.sub("", word.lower())
    return _own_habits(word[0], word.translate(_LATIN))


class _Latin(dict[int, str]):
    """The library's transliteration as a table for `str.translate`, filled as letters come up."""

    def __missing__(self, code: int) -> str:
        from anyascii import anyascii

        latin: str = _OTHER.sub("", anyascii(chr(code)).lower())
        if latin:  # of letters that say nothing there are a million
            self[code] = latin
        return latin


_LATIN = _Latin()


def _own_habits(first: str, latin: str) -> str:
    """Mend what a transliteration by letters cannot know of a script."""
    if "\u0600" <= first < "\u0780":  # inside an Arabic word, waw is a vowel more often than not
        return latin[:1] + latin[1:].replace("w", "u")
    if "\u0590" <= first < "\u0600":  # and so is vav in Hebrew, where the consonant is doubled
        return latin[:1] + latin[1:].replace("vv", "w").replace("v", "u")
    if "\u0370" <= first < "\u0400":
        for spelt, meant in _GREEK:
            latin = latin.replace(spelt, meant)
    return latin


def loose(word: str) -> str:
    """Return the romanised word with sounds that are easily confused made one."""
    return _DIGRAPH.sub(lambda found: _SOUNDS[found.group()], roman(word)).translate(_ALIKE)


def skeleton(loose_word: str) -> str:
    """Return the consonants of a loosely romanised word, none of them twice in a row.

    Of words joined by "_" each by itself: a second stage has thousands to do for a question.
    """
    return _TWICE.sub("", loose_word.translate(_VOWELS))
