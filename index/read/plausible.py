"""How plausible a reading of bytes is: the logarithm of its likelihood under a plain model.

A character beyond ASCII is either a common sign, in the proportion that the text itself shows,
or drawn from the letters of one language, whose frequency falls exponentially with their rank;
what hardly ever stands side by side in writing (a small letter before a capital, letters of two
scripts, a sign inside a word) costs extra, and so does a share of letters beyond ASCII that the
language does not have. ASCII itself costs nothing: all readings agree on it. Characters are
counted first and weighed afterwards, so the time is linear in the sample.

All numbers are nats (natural logarithms) and were tuned by hand on the news stories that
`legacy` gives the figures for; the letters in `codepages` come from elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from math import exp, log

from dragoman.index.read.codepages import (
    CJK_SIGNS,
    LETTERS,
    SHARES,
    SIGNS,
    CodePage,
)

_NEVER = -16.0
"""A byte without meaning, a control character, a character for private use."""

_STRANGE = -12.0
"""A character that the language does not write."""

_FALL = 3.0
"""The rarest letter of an alphabet is exp(-3), a twentieth, as frequent as the commonest."""

_CAPITALS = 0.06
"""The share of capitals among letters."""

_CLASH = -5.0
"""Two neighbours that do not belong together."""

_ODD = -2.5
"""Two neighbours that rarely stand together."""

_SHARE = 12.0
"""At most so much for a share of letters beyond ASCII that the language does not have."""

_WIDE = {
    # How a standard marks its common characters: a codec, the first and the last lead byte of
    # its first level, and how many there are.
    "zh-Hans": ("gb2312", 0xB0, 0xD7, 3755),
    "zh-Hant": ("big5", 0xA4, 0xC6, 5401),
    "ja": ("euc_jp", 0xB0, 0xCF, 2965),
    "ko": ("euc_kr", 0xB0, 0xC8, 2350),
}

WIDE = frozenset(_WIDE)
"""The languages of two bytes a character."""

_HOMOGLYPHS = frozenset("aceijopsxyABCEHIKMOPTX")
"""Latin letters that typists slip into Cyrillic words."""


def plausibility(text: str, page: CodePage) -> float:
    """Return the log-likelihood of a reading in nats, 0 or less, by the best of its languages."""
    pairs = Counter(p for p in pairwise(f"\n{text}\n") if p[0] > "\x7f" or p[1] > "\x7f")
    counts: Counter[str] = Counter()
    for (_, character), number in pairs.items():
        if character > "\x7f":
            counts[character] += number
    plain = sum(map(str.isalpha, text)) - sum(n for c, n in counts.items() if c.isalpha())
    clashes = sum(number * _clash(*pair) for pair, number in pairs.items())
    return clashes + max(_likelihood(language, counts, plain) for language in page.languages)


def _likelihood(language: str, counts: Counter[str], plain: int) -> float:
    """Weigh counted characters beyond ASCII beside so many ASCII letters."""
    wide = language in _WIDE
    signs = _signs(wide)
    of_signs = {c: n for c, n in counts.items() if c in signs}
    others = {c: n for c, n in counts.items() if c not in signs}
    numbers = sum(of_signs.values()), sum(others.values())
    result = sum(n * signs[c] for c, n in of_signs.items())
    result += sum(n * _chance(language, c) for c, n in others.items())
    result += sum(n * log(n / sum(numbers)) for n in numbers if n)
    if wide or not (letters := numbers[1] + plain):
        return result
    share = SHARES.get(language, 60) / 100
    return result - min(_SHARE, letters * _divergence(numbers[1] / letters, share))


def _divergence(seen: float, known: float) -> float:
    """Return the Kullback-Leibler divergence of two coins, in nats."""
    pairs = (seen, known), (1 - seen, 1 - known)
    return sum(a * log(a / b) for a, b in pairs if a > 0)


@cache
def _signs(wide: bool) -> dict[str, float]:
    return _falling(CJK_SIGNS if wide else SIGNS, 1.0, 1.5 * _FALL)


def _falling(characters: str, total: float, fall: float) -> dict[str, float]:
    """Share `total` among characters so that the last gets exp(-fall) of the first."""
    weights = [exp(-fall * rank / len(characters)) for rank in range(len(characters))]
    chances = (log(total * weight / sum(weights)) for weight in weights)
    return dict(zip(characters, chances, strict=True))


@cache
def _alphabet(language: str) -> dict[str, float]:
    if language in _WIDE:
        return _falling(LETTERS[language], 0.4, _FALL)
    chances = _falling(LETTERS[language], 1 - _CAPITALS, _FALL)
    capitals = {letter.upper(): chance + log(_CAPITALS) for letter, chance in chances.items()}
    return {**capitals, **chances}


@cache
def _chance(language: str, character: str) -> float:
    """Return the logarithm of how often the language writes the character."""
    known = _alphabet(language).get(character)
    if known is not None:
        return known
    if character == "\ufffd" or unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}:
        return _NEVER
    return _ideograph(language, character) if language in _WIDE else _STRANGE


def _ideograph(language: str, character: str) -> float:
    """Return the chance of a character of two bytes that is not among the commonest."""
    codec, first, last, number = _WIDE[language]
    try:
        lead = character.encode(codec)[0]
    except UnicodeEncodeError:
        return _NEVER
    if language == "ja" and lead in {0xA4, 0xA5}:  # kana
        return log(0.2 / 170)
    return log(0.5 / number) if first <= lead <= last else _STRANGE


@cache
def _clash(left: str, right: str) -> float:
    """Return what two neighbours cost, one of them at least beyond ASCII."""
    kinds = _kind(left), _kind(right)
    if kinds in {("sign", "letter"), ("letter", "sign"), ("close", "letter")}:
        return _CLASH
    if kinds in {("open", "space"), ("open", "close"), ("letter", "open")}:
        return _ODD
    if kinds != ("letter", "letter"):
        return 0.0
    scripts = {_script(left), _script(right)}
    if len(scripts) > 1:
        return _ODD if "CYRILLIC" in scripts and _HOMOGLYPHS & {left, right} else _CLASH
    return _CLASH if left.islower() and right.isupper() else 0.0


@cache
def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LM":
        return "letter"
    if category in {"So", "Sm", "Sc", "Sk", "No"} and character not in "´`":
        return "sign"
    if character.isspace():
        return "space"
    return "close" if character in ".,!?;:)…" else "open" if character in "“„«(" else "other"


@cache
def _script(character: str) -> str:
    """Return the first word of the character's name, which for letters is the script."""
    if character in "\u0300\u0301\u0303\u0309\u0323":  # the tone marks of Vietnamese
        return "LATIN"
    script = unicodedata.name(character, "").partition(" ")[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA", "HANGUL"} else script
