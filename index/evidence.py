"""What speaks for each language that a script may hold: detectors, letters and words, weighed.

The evidence is added on one scale, log probabilities in nats divided by the root of a length, so
that a word and an article are weighed alike:

- py3langid and langdetect's profiles, a product of experts; what one of them does not know is put
  at a fixed distance from its best, or beside its nearest relative there (`_KIN`);
- letters foreign to a language's alphabet, against it;
- words, beginnings of words and signs that tell near languages apart, for it;
- the rarity of languages that are seldom written beside a larger sister.

The weights were chosen on the odd half of two public test sets, flat maxima preferred to high
ones; `scripts/evaluation/languages.py` prints both halves.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.index.detectors import columns, detectors
from dragoman.index.languages import Alphabet, alphabets, languages, telling_words
from dragoman.index.scripts import script

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_PROFILES = 0.7  # weight of langdetect's profiles beside py3langid's 1
_UNKNOWN_BYTES = 2.5  # how far below its best py3langid places what it does not know, in nats
_UNKNOWN_PROFILES = 1.5  # the same for langdetect
# Unknown to a detector → the nearest language that it knows.
_KIN = {"nn": "no", "sr": "mk", "bo": "dz", "ti": "am", "yi": "he"}
_KIN_DISTANCE = 0.2
_FOREIGN = 4.0  # a letter outside the alphabet, over the root of the number of letters
_LOAN = 0.8  # a letter of loan words, likewise
_TELLING = 1.2  # a telling word, over the root of the number of words

# Where py3langid and the alphabets leave the next language so far behind (in nats), the rest is not
# asked: it would take half the time and change nothing.
_CLEAR = 5.0

# One language to both detectors: py3langid calls Serbian in Latin letters Croatian or Bosnian,
# langdetect knows Croatian alone. Of what they say a little is kept to break ties; the words
# decide, and count double because nothing else speaks. A text with no telling word at all is more
# often Croatian or Bosnian, for Serbian gives itself away by its vowels in nearly every sentence.
_SISTERS = ("hr", "bs", "sr")
_SISTERS_KEEP = 0.15
_SISTERS_TELLING = 2.0
_SILENT_SERBIAN = 0.2

_LATIN = re.compile(r"[A-Za-z]+")
_DISGUISED = re.compile(r"[A-Za-z]+(?=[Ѐ-ӿ])|(?<=[Ѐ-ӿ])[A-Za-z]+")
_LOOKALIKES = str.maketrans("AaBCcEeHIiJjKMOoPpSsTXxYy", "АаВСсЕеНІіЈјКМОоРрЅѕТХхУу")
# A letter with its signs: Indic vowel signs are no word characters to `re`, but halves of words.
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0971-\u0dff])"
_WORDS = re.compile(rf"{_LETTER}{{1,40}}(?:[’'ʻʼ‘]{_LETTER}{{1,40}})*")
# Vowel points and the tatweel are written or not, in Hebrew and Arabic: words are kept without.
_POINTS = dict.fromkeys([*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7])
_POINTS |= dict.fromkeys([0x0640, *range(0x064B, 0x0660), 0x0670])
_AS_LISTED = {**str.maketrans("’ʻʼ‘", "''''"), **_POINTS}
_LONGEST_START = 12
_CACHED = 1 << 14  # words; most of a text is words met before


class Field:
    """The languages that compete for one script, with all tables laid out by their columns."""

    def __init__(self, written: str) -> None:
        import numpy as np

        by_bytes, by_profiles = detectors()
        known = {*by_bytes.codes, *by_profiles.codes, *telling_words()}
        mine = [one for one in languages().values() if written in one.scripts]
        mine = [one for one in mine if one.code in known] or mine
        self.codes = tuple(one.code for one in mine)
        self._script = written
        self._rarity: NDArray[float64] = np.array([one.rarity for one in mine])
        self._bytes = _Opinion(by_bytes.codes, self.codes, _UNKNOWN_BYTES)
        self._profiles = _Opinion(by_profiles.codes, self.codes, _UNKNOWN_PROFILES)
        self._alphabets = [alphabets().get((code, written)) for code in self.codes]
        self._letters: dict[str, NDArray[float64]] = {}
        self._words = _inverted(self.codes, "whole")
        self._starts = _inverted(self.codes, "starts")
        self._told = lru_cache(maxsize=_CACHED)(self._told_anew)
        self._parts = _inverted(self.codes, "parts")
        sisters = [code in _SISTERS for code in self.codes]
        self._telling_weight: NDArray[float64] = _TELLING * np.where(sisters, _SISTERS_TELLING, 1.0)

    def weigh(self, text: str) -> NDArray[float64]:
        """Return the evidence for each of `codes`, in nats; linear in the text."""
        text = self._own_letters(text)
        lower = text.lower()
        by_bytes, by_profiles = detectors()
        total = self._bytes(by_bytes.weigh(text)) - self._foreign(lower) - self._rarity
        if _lead(total) < _CLEAR:
            total += _PROFILES * self._profiles(by_profiles.weigh(text)) + self._telling(lower)
        return total

    def _own_letters(self, text: str) -> str:
        """Return the text without Latin letters, where the script is another.

        Latin letters inside a Cyrillic word are look-alikes, typed by mistake or to deceive, and
        are read as what they look like.
        """
        if self._script == "Latn":
            return text
        if self._script == "Cyrl":
            text = _DISGUISED.sub(lambda found: found[0].translate(_LOOKALIKES), text)
        return _LATIN.sub(" ", text)

    def _foreign(self, lower: str) -> NDArray[float64]:
        """Return what letters that a language is not written with say against it."""
        import numpy as np

        letters = [(c, times) for c, times in Counter(lower).items() if script(c) == self._script]
        size = sum(times for _, times in letters) or 1
        against = np.zeros(len(self.codes))
        for char, times in letters:
            against += times * self._letter(char)
        return np.asarray(against / math.sqrt(size))

    def _letter(self, char: str) -> NDArray[float64]:
        import numpy as np

        if char not in self._letters:
            self._letters[char] = np.array([_penalty(char, one) for one in self._alphabets])
        return self._letters[char]

    def _telling(self, lower: str) -> NDArray[float64]:
        """Return what words that tell near languages apart say for each."""
        import numpy as np

        hits = np.zeros(len(self.codes))
        words = _WORDS.findall(lower.translate(_AS_LISTED))
        for word in words:
            for column in self._told(word):
                hits[column] += 1
        for part, found in self._parts.items():
            hits[found] += lower.count(part)
        size = len(lower) / 5 if self._parts else len(words)
        return np.asarray(self._telling_weight * hits / math.sqrt(max(1.0, size)))

    def _told_anew(self, word: str) -> frozenset[int]:
        """Return the columns of the languages that list this word or a beginning of it."""
        told = set(self._words.get(word, ()))
        if self._starts:
            for end in range(2, min(len(word), _LONGEST_START) + 1):
                told.update(self._starts.get(word[:end], ()))
        return frozenset(told)


def _lead(total: NDArray[float64]) -> float:
    """Return how far the best is ahead of the next."""
    second, first = sorted(total)[-2:]
    return float(first - second)


def _penalty(char: str, alphabet: Alphabet | None) -> float:
    if alphabet is None or char in alphabet.letters:
        return 0.0
    return _LOAN if char in alphabet.loans or char <= "z" else _FOREIGN


def _inverted(codes: tuple[str, ...], kind: str) -> dict[str, list[int]]:
    """Return for each telling item the columns of the languages that list it."""
    table: dict[str, list[int]] = {}
    for column, code in enumerate(codes):
        for item in getattr(telling_words().get(code), kind, ()):
            columns_of = table.setdefault(item.translate(_AS_LISTED), [])
            if column not in columns_of:
                columns_of.append(column)
    return table


class _Opinion:
    """One detector's opinion of the languages of a script: 0 for its best, less for others."""

    def __init__(self, own: tuple[str, ...], wanted: tuple[str, ...], unknown: float) -> None:
        import numpy as np

        found = columns(own, wanted)
        self._known = [k for k, places in enumerate(found) if places]
        # A detector may know a language twice, by its scripts: the better counts.
        self._first = np.array([places[0] for places in found if places], dtype=np.intp)
        self._last = np.array([places[-1] for places in found if places], dtype=np.intp)
        self._nothing = np.full(len(wanted), -unknown)
        where = {code: column for column, code in enumerate(wanted)}
        self._kin = [
            (where[code], where[kin])
            for code, kin in _KIN.items()
            if code in where and where.get(kin) in self._known and where[code] not in self._known
        ]
        self._sisters = [where[code] for code in _SISTERS if code in where]
        self._sisters_known = [column for column in self._sisters if column in self._known]

    def __call__(self, scores: NDArray[float64]) -> NDArray[float64]:
        import numpy as np

        opinion = self._nothing.copy()
        if self._known:
            own = np.maximum(scores[self._first], scores[self._last])
            opinion[self._known] = own - own.max()
        for column, kin in self._kin:
            opinion[column] = opinion[kin] - _KIN_DISTANCE
        if len(self._sisters) == len(_SISTERS):
            self._even_out(opinion)
        return opinion

    def _even_out(self, opinion: NDArray[float64]) -> None:
        """Take sisters that the detector cannot tell apart for one, but for a little."""
        hr, bs, sr = self._sisters
        best = opinion[[hr, bs]].max()
        for column in (hr, bs):
            known = column in self._sisters_known
            opinion[column] = best + _SISTERS_KEEP * (opinion[column] - best) if known else best
        opinion[sr] = best - _SILENT_SERBIAN


@lru_cache(maxsize=64)
def field(written: str) -> Field:
    """Return the languages that compete for a script."""
    return Field(written)
