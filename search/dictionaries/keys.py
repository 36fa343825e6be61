"""How a word or an expression is filed: by its stems, so that endings do not matter."""

from __future__ import annotations

from functools import lru_cache

from dragoman.index.fold import fold
from dragoman.index.tokens import tokens
from dragoman.index.words import stemmed

WORDS = 3
"""Words of an expression that can be looked up."""


@lru_cache(maxsize=1 << 16)
def stem(word: str, lang: str) -> str:
    """Return the stem of a word of `lang`; one that has no letters for it stands for itself."""
    return stemmed(word, lang) or fold(word)


@lru_cache(maxsize=1 << 14)
def key(text: str, lang: str) -> str:
    """Return the key of an expression: "Peace talks" → "peac talk"; "" for one of many words."""
    if text.isalpha():
        return stem(text, lang)
    words = [token.written for token in tokens(text)]
    return " ".join(stem(word, lang) for word in words) if len(words) <= WORDS else ""


def keys(text: str, lang: str) -> tuple[str, ...]:
    """Return every key that an expression is filed under: "cease-fire" also as one word."""
    first = key(text, lang)
    if root := root_of(text, lang):
        return (first, stem(root, lang))
    if "-" not in text or " " in text or not first:
        return (first,) if first else ()
    return (first, stem(text.replace("-", ""), lang))


_INFINITIVES = {"tr": ("mek", "mak"), "az": ("mək", "maq")}
_ROOT = 2


def root_of(text: str, lang: str) -> str:
    """Return the root of a Turkic infinitive: "saldırmak" → "saldır"; "" for anything else.

    Stemmers know the endings of a verb's other forms, but not this one.
    """
    ends = lang in _INFINITIVES and text.endswith(_INFINITIVES[lang])
    return text[:-3] if ends and " " not in text and len(text) >= 3 + _ROOT else ""
