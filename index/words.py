"""From a text to the words an engine keeps, the same for writing and for asking.

A passage becomes channels of ready words:

`stem`
    Folded, stemmed words in order, the one channel that phrases are asked on. Scripts without
    spaces give overlapping letters: two of Han, kana and Hangul, three of Thai, Khmer, Lao,
    Burmese and Tibetan.
`head`
    The first five letters of each stem, for languages without a stemmer and for endings that a
    stemmer leaves.
`skeleton`
    The consonants of each romanised word, so that names meet across scripts.
`title`
    The stems of the article's title alone.

The title's words come first in the other channels too, parted from the text by a word that nobody
can ask for, so that no phrase runs across. Nothing here knows an engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from dragoman.index.fold import fold, fold_for, plain
from dragoman.index.romanise import loose, skeleton
from dragoman.index.tokens import LONGEST, Token, number, written

VERSION = "1"
"""Raise it with any change of what is written: an index made under another is to be rebuilt."""

CHANNELS = ("stem", "head", "skeleton", "title")

HEAD = 5
"""Letters of a head."""

BARRIER = "¶"
"""Between title and text; no token can be equal to it."""

# Snowball's algorithms by language (PyStemmer); each language that has one but no other use of it.
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech",
    "da": "danish", "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nn": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "hr": "serbian",
    "bs": "serbian", "st": "sesotho", "es": "spanish", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Articles and pronouns that lose their vowel before the next word: l'accord, dell'accordo.
_ELIDING = frozenset({"fr", "it", "ca", "oc", "lb", "wa", "lij", "vec", "pms", "scn", "fur"})
_ELIDED = frozenset(
    (
        *("l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"),
        *("un", "dell", "all", "nell", "dall", "sull", "coll", "quell", "quest", "gl", "bell"),
    )
)
# Proper names are parted from their endings by an apostrophe: İdlib'de, NATO's.
_PARTING = frozenset({"tr", "az", "en", "tk", "crh", "fi", "et", "hu", "pl"})

# "And", "in", "like", "to" and the article are written onto the next word. The Arabic stemmer takes
# off some of them; this takes off those that carry the article, without doubt.
_ARABIC_PREFIX = regex.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\p{Arabic}{2})")
_HEBREW_PREFIX = regex.compile(r"^ו?[הבלמשכ](?=\p{Hebrew}{3})|^ו(?=\p{Hebrew}{3})")
PREFIXED = {"ar": _ARABIC_PREFIX, "he": _HEBREW_PREFIX}

UNSPACED = frozenset({"zh", "yue", "wuu", "ja", "ko", "th", "lo", "km", "my", "bo", "dz"})
"""Languages whose words, or most of them, are not parted by spaces."""

PECULIAR = frozenset({*STEMMERS, *_ELIDING, *_PARTING, *PREFIXED})
"""Languages that read a word in a way of their own; all others read it as "und" does."""

_PAIRED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Hangul}"
_TRIPLED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_UNSPACED = regex.compile(f"[{_PAIRED}{_TRIPLED}]")
_RUN = regex.compile(f"(?P<two>[{_PAIRED}]+)|(?P<three>[{_TRIPLED}]+)|[^{_PAIRED}{_TRIPLED}]+")


_KNOWN = 1 << 16
"""Words that are remembered as they were read, a few tens of megabytes: more gain nothing."""


class Terms(NamedTuple):
    """What one token gives to each channel."""

    stem: tuple[str, ...]
    head: tuple[str, ...]
    skeleton: tuple[str, ...]


def channels(text: str, lang: str, title: str = "") -> dict[str, list[str]]:
    """Return the words of a passage for each channel, in the order they stand in.

    `lang` is the passage's language ("und" or one without a stemmer: folded words as they are).
    """
    stems: list[str] = []
    heads: list[str] = []
    skeletons: list[str] = []
    of_title: list[str] = []
    for part in (title, text):
        if stems:
            of_title = stems.copy()
            stems.append(BARRIER)
        for figures, word in written(part):
            if figures:
                stems += number(figures)
                continue
            stem, head, bones = _terms(word[:LONGEST], lang)
            stems += stem
            heads += head
            skeletons += bones
    return {"stem": stems, "head": heads, "skeleton": skeletons, "title": of_title}


def terms_of(token: Token, lang: str) -> Terms:
    """Return what a token of a text in `lang` gives to each channel."""
    if token.is_number:
        return Terms(number(token.written), (), ())
    return _terms(token.written[:LONGEST], lang)


def readings(token: Token, langs: Iterable[str]) -> tuple[Terms, ...]:
    """Return every different way to read a token of a question under these languages."""
    return tuple(dict.fromkeys(terms_of(token, lang) for lang in langs))


@lru_cache(maxsize=_KNOWN)
def _terms(word: str, lang: str) -> Terms:
    if _UNSPACED.search(word):
        return _unspaced(word)
    stem = stemmed(word, lang)
    return Terms((stem,) if stem else (), (stem[:HEAD],) if stem else (), _skeletons(word))


def stemmed(written: str, lang: str) -> str:
    """Return the stem of a word as `lang` has it, in the spelling that all languages share."""
    word = _without_clitics(fold_for(written, lang), lang)
    if lang in PREFIXED:
        word = PREFIXED[lang].sub("", word)
    stemmer = _stemmer(lang)
    return plain(stemmer.stemWord(word) if stemmer is not None else word)


def _without_clitics(word: str, lang: str) -> str:
    if "." in word:
        return word.replace(".", "")
    if "'" not in word and '"' not in word:
        return word
    first, _, rest = word.replace('"', "").partition("'")
    if lang in _ELIDING and rest and first in _ELIDED:
        return rest.replace("'", "")
    if lang in _PARTING and len(first) > 1:
        return first
    return first + rest.replace("'", "")


def _skeletons(word: str) -> tuple[str, ...]:
    """Return the skeleton of a word, or nothing where it would say too little."""
    sound = _sound(word)
    bones = skeleton(sound)
    return (bones,) if len(sound) > 2 and len(bones) > 1 else ()


def _unspaced(word: str) -> Terms:
    stems: list[str] = []
    bones: list[str] = []
    for run in _RUN.finditer(fold(word)):
        piece = run.group()
        if run.lastgroup is None:
            stems.append(plain(piece))
            continue
        stems += _overlapping(piece, 2 if run.lastgroup == "two" else 3)
        bones += pieces(skeleton(loose(piece)))
    return Terms(tuple(stems), (), tuple(bones))


def pieces(bones: str) -> list[str]:
    """Return what stands for a skeleton in the channel of scripts without spaces.

    Nobody knows there where a name begins, so it is kept and looked for in pieces of three
    consonants, marked so that no whole skeleton is mistaken for one.
    """
    return [f"~{piece}" for piece in _overlapping(bones, 3) if len(piece) == 3]


def _overlapping(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(max(1, len(text) - size + 1))]


@lru_cache(maxsize=64)
def _stemmer(lang: str) -> Any:
    if lang not in STEMMERS:
        return None
    import Stemmer

    return Stemmer.Stemmer(STEMMERS[lang], 0)  # `_terms` remembers enough


# --- the second stage -------------------------------------------------------------------------

GRAM = 4
"""Letters of a gram; the ledger counts them packed into one number of 32 bits."""


def folded(text: str, title: str = "") -> str:
    """Return title and text as the second stage reads them: loosely romanised words in order.

    "_" stands before, between and after the words, so that a gram knows where words end.
    """
    sounds = [
        "_".join(number(figures)) if figures else _sound(word[:LONGEST])
        for part in (title, text)
        for figures, word in written(part)
    ]
    return f"_{'_'.join(filter(None, sounds))}_"


@lru_cache(maxsize=_KNOWN)
def _sound(word: str) -> str:
    return loose(fold(word))


def grams(sounds: str) -> set[str]:
    """Return the different grams of what `folded` returned."""
    return set(_overlapping(sounds, GRAM))


def bones_of(sounds: str) -> str:
    """Return what `folded` returned with the consonants alone."""
    return skeleton(sounds)
