"""One spelling for letters that are written in several ways.

Folding comes before the language is known, so it only merges what no reader would tell apart in a
search: case, width, presentation forms, vowel points, the Arabic and the Persian kaf and yeh,
dotted and dotless i. Accents of Latin letters are kept until the stemmers have seen them;
`plain` takes them off afterwards.

Every table here is our own writing, after the Unicode Standard, chapters 7 and 9.
"""

from __future__ import annotations

import re
import unicodedata

# Signs that stand on or between letters and that writers leave out at will: Arabic harakat and
# Quranic signs, tatweel, zero-width joiners, Hebrew points, the soft hyphen, and the combining
# dot that lower-casing "İ" leaves behind, with whatever accents NFKC could not compose.
_UNWRITTEN = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u2060\ufeff]"
)

# Each letter on the left is read as the one on the right, before stemming. The Arabic forms win
# here, for the Arabic stemmer knows no others; the Persian stemmer is given its own back.
_SAME = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("یىېۍ", "ي"),
    **dict.fromkeys("کڪګ", "ك"),
    **dict.fromkeys("ۀەہھۃ", "ه"),
    **dict.fromkeys("ۇۆۈۋ", "و"),
    "ё": "е",
    "ı": "i",
    # Greek vowels lose their accents: readers leave them out in capitals.
    **dict(zip("άέήίόύώϊΐϋΰ", "αεηιουωιιυυ", strict=True)),
}
_LETTERS = str.maketrans(_SAME)

# Apostrophes and quotation marks as they stand inside words; before NFKC, which would make a
# space of some.
_MARKS = str.maketrans({**dict.fromkeys("ʼ’‘ʻʹ′＇`´׳", "'"), **dict.fromkeys("״“”„″", '"')})

# What is merged only after stemming: endings that the Arabic stemmer must still see.
_AFTER = str.maketrans({"ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ی": "ي", "ک": "ك"})

_PERSIAN = str.maketrans("يك", "یک")
_TURKIC = str.maketrans({"I": "ı", "İ": "i"})

# Latin letters whose accent does not come off by decomposition.
_STROKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t"}
    | {"ə": "e", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ơ": "o", "ư": "u"}
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_LATIN_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff\u0253-\u0299]")


def fold(word: str) -> str:
    """Return the word as every language that shares its letters may read it."""
    if word.isascii():
        return word.replace("`", "'").lower()
    known = unicodedata.normalize("NFKC", word.translate(_MARKS)).casefold()
    return _UNWRITTEN.sub("", known.translate(_LETTERS))


def fold_for(word: str, lang: str) -> str:
    """Return the word folded, save for the distinctions that a stemmer of `lang` lives by.

    Turkish and Azerbaijani keep the dotless i, Persian its own kaf and yeh.
    """
    if lang in ("tr", "az"):
        known = unicodedata.normalize("NFKC", word.translate(_MARKS)).translate(_TURKIC).casefold()
        return _UNWRITTEN.sub("", known.translate(_LETTERS_TURKIC))
    if lang == "fa":
        return fold(word).translate(_PERSIAN)
    return fold(word)


_LETTERS_TURKIC = {k: v for k, v in _LETTERS.items() if k != ord("ı")}


def plain(word: str) -> str:
    """Return a folded or stemmed word without what only some writers write.

    Accents of Latin letters go, and the Arabic endings that folding had to spare.
    """
    if word.isascii():
        return word
    word = word.translate(_AFTER)
    if _LATIN_ACCENTED.search(word) is None:
        return word.replace("ı", "i")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return bare.translate(_STROKED).replace("ı", "i")
