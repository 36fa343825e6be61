"""What is doubtful about a translation, told from the two sentences alone.

Models fail in ways that can be seen without knowing either language: they run in circles, give
back what they were given, lose a number, stop half way. `doubts` names such faults; it hides and
mends nothing. It is made to be believed: what a good translator writes is hardly ever doubted, and
so a small fault (a word missing, a wrong name) is not seen.

Lengths were taken from every second story of NTREX-128, in some thirty languages; no sentence of
that set is here. Everything takes linear time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from dragoman.index.languages import languages
from dragoman.index.scripts import script, scripts
from dragoman.index.translate.numerals import numbers_differ

REPEATS = "repeats itself"
COPIED = "copied, not translated"
NUMBERS = "numbers differ"
SHORTER = "much shorter"
LONGER = "much longer"
DROPPED = "a sentence was dropped"
UNKNOWN = "unknown signs"
LEFT = "left in the original script"

REASONS = (REPEATS, COPIED, NUMBERS, SHORTER, LONGER, DROPPED, UNKNOWN, LEFT)
"""Every reason that `doubts` gives, in the order in which it gives them."""

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*+")
_LETTERS = regex.compile(r"[\p{L}\p{M}]++")
_SIGNS = regex.compile(r"\ufffd|\u2047|\u2581|<unk>", regex.IGNORECASE)
_ADDRESSES = ("://", "www.", "@", "#")
_ALIEN = 2  # letters of a strange script that are no symbol in a formula; words left as they were
_PLAIN = 3  # letters of a word in lower case that is likely to be a word of its language
_PLAIN_ENOUGH = 4  # such words, of which four in five are not there by chance
_SHORT = 24  # letters; two shorter sentences are as long as they like
_STOP = regex.compile(
    r"[.!?…;:][\"'”’»)]*+\s++(?=\S)|[。！？；．](?=.)|[؟؛।॥۔።։၊။།]\s*+(?=\S)|\s[–—-]\s",
    regex.DOTALL,
)
_ABBREVIATED = regex.compile(r"(?<![\p{L}\p{N}])\p{L}{1,3}\.\s")  # "Mr. ", "U. "

# What a letter of a script says, in letters of English: from the medians of the lengths.
_WEIGHTS = {
    "Hani": 2.75, "Jpan": 1.7, "Hang": 2.05, "Hebr": 1.25, "Arab": 1.06, "Deva": 1.6, "Beng": 1.6,
    "Guru": 1.6, "Gujr": 1.6, "Orya": 1.6, "Taml": 1.35, "Telu": 1.5, "Knda": 1.5, "Mlym": 1.3,
    "Sinh": 1.5, "Thai": 1.2, "Laoo": 1.2, "Khmr": 1.2, "Mymr": 1.3, "Tibt": 1.35, "Thaa": 1.5,
    "Ethi": 1.55,
}  # fmt: skip
_ENGLISH, _OTHERS = 1.0, 0.88
_UYGHUR = 0.76  # Arabic letters that write every vowel

# How far apart lengths may be, in nats, with more for short sentences: _SLACK over the root of the
# letters. Good translations have a spread of .15 to .2.
_SLACK = 1.7
_SHORTER, _DROPPED, _LONGER = 0.42, 0.25, 0.5

# Twice in a row is a manner of speaking, three times a fault; and so is a fifth of a sentence in
# runs of four words (eight letters) that were there before.
_TIMES = 3
_GRAM = 4
_CIRCLES = 0.2
_SPACELESS = frozenset(("Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"))


def doubts(source: str, translation: str, source_lang: str, target_lang: str) -> tuple[str, ...]:
    """Return what is doubtful about a translation, members of `REASONS`; mostly nothing.

    Both are single sentences; the languages are codes of `languages`.
    """
    here, there = _side(source, source_lang), _side(translation, target_lang)
    copied = source_lang != target_lang and _is_copied(here, there)
    differ = numbers_differ(source, translation, source_lang, target_lang)
    found = (
        REPEATS if _repeats(here, there) else "",
        COPIED if copied else "",
        NUMBERS if differ else "",
        "" if copied else _length(here, there),
        UNKNOWN if _has_unknown(here, there) else "",
        LEFT if not copied and _is_left(here, there) else "",
    )
    return tuple(reason for reason in found if reason)


@dataclass(frozen=True, slots=True)
class _Side:
    """A sentence, its language, its words without addresses, its letters by script."""

    text: str
    lang: str
    words: list[str]
    letters: Counter[str]

    @property
    def units(self) -> Sequence[str]:
        """What may be repeated: words, or letters where words are not parted."""
        if 2 * sum(self.letters[name] for name in _SPACELESS) > self.letters.total():
            return "".join(_LETTERS.findall(self.text))
        return [word.lower() for word in self.words]

    @property
    def plain(self) -> list[str]:
        """The words that are likely no names: in lower case, or of a script without cases."""
        return [word for word in self.words if _is_plain(word)]

    @property
    def size(self) -> float:
        """How much it says, in letters of English."""
        usual = _ENGLISH if self.lang == "en" else _OTHERS
        weights = _WEIGHTS if self.lang != "ug" else {**_WEIGHTS, "Arab": _UYGHUR}
        letters = sum(weights.get(name, usual) * times for name, times in self.letters.items())
        return letters + sum(map(str.isdecimal, self.text))

    @property
    def stops(self) -> int:
        """How many marks part it into sentences or clauses, the last one not counted."""
        return len(_STOP.findall(self.text)) - len(_ABBREVIATED.findall(self.text))


def _side(text: str, lang: str) -> _Side:
    bare = text
    if any(mark in text for mark in _ADDRESSES):
        parts = text.split()
        bare = " ".join(part for part in parts if not any(mark in part for mark in _ADDRESSES))
    return _Side(text, lang, _WORD.findall(bare), scripts(text))


def _is_plain(word: str) -> bool:
    return len(word) >= _PLAIN and word == word.lower() and not any(map(str.isdigit, word))


def _repeats(here: _Side, there: _Side) -> bool:
    """Say whether a translation runs in circles where its source does not."""
    units = there.units
    if len(set(units)) == len(units):
        return False
    loops = _loops(units)
    if loops >= _TIMES and loops > _loops(here.units):
        return True
    return _circles(units) > _circles(here.units) + _CIRCLES


def _loops(units: Sequence[str]) -> int:
    """Return how often in a row a word, or up to three, stand there: "no no no" is 3."""
    return max(_in_a_row(units, period) for period in (1, 2, 3))


def _in_a_row(units: Sequence[str], period: int) -> int:
    best = run = 0
    for one, later in zip(units, units[period:], strict=False):
        run = run + 1 if one == later else 0
        if run > best:
            best = run
    return 1 + best // period


def _circles(units: Sequence[str]) -> float:
    """Return which part of it, 0 to 1, are runs of words that were there before."""
    size = 2 * _GRAM if isinstance(units, str) else _GRAM
    grams = list(zip(*(units[first:] for first in range(size)), strict=False))
    return 1 - len(set(grams)) / len(grams) if len(grams) > 2 else 0.0


def _is_copied(here: _Side, there: _Side) -> bool:
    """Say whether a sentence came back as it was; one of names, numbers, addresses may."""
    plain = [word for word in here.words[1:] if _is_plain(word)]
    if not plain:
        return False
    if [word.lower() for word in here.words] == [word.lower() for word in there.words]:
        return len(plain) > 1
    kept = sum((Counter(plain) & Counter(there.words)).values())
    return len(plain) > _PLAIN_ENOUGH and kept >= 0.8 * len(plain)


def _length(here: _Side, there: _Side) -> str:
    said, kept = here.size, there.size
    if max(said, kept) < _SHORT:
        return ""
    apart = math.log((kept + 1) / (said + 1))
    slack = _SLACK / math.sqrt(max(said, 8))
    if apart > _LONGER + slack:
        return LONGER
    if apart < -_DROPPED - slack and here.stops > there.stops:
        return DROPPED
    return SHORTER if apart < -_SHORTER - slack else ""


def _has_unknown(here: _Side, there: _Side) -> bool:
    """Say whether there are signs of failure, or letters that neither language writes."""
    if len(_SIGNS.findall(there.text)) > len(_SIGNS.findall(here.text)):
        return True
    known = _written_in(there.lang)
    strange = there.letters.keys() - known - {"Latn"} - here.letters.keys()
    return bool(known) and sum(there.letters[name] for name in strange) >= _ALIEN


def _is_left(here: _Side, there: _Side) -> bool:
    """Say whether words of the source's script stand in a translation that has another.

    Latin names stand in texts of every language, words in lower case do not.
    """
    known = _written_in(there.lang)
    foreign = _written_in(here.lang) - known
    if not known or not foreign:
        return False
    if "Latn" not in foreign:
        return sum(there.letters[name] for name in foreign) >= _ALIEN
    plain = set(here.plain)
    return sum(word in plain and script(word[0]) == "Latn" for word in there.words) >= _ALIEN


@cache
def _written_in(lang: str) -> frozenset[str]:
    language = languages().get(lang)
    return frozenset(language.scripts) if language else frozenset()
