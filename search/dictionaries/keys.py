"""How a word or an expression is filed: by its stems, so that endings do not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from dragoman.index.fold import fold, fold_for, plain
from dragoman.index.tokens import tokens
from dragoman.index.words import PREFIXED, STEMMERS, stemmed

WORDS = 3
"""Words of an expression that can be looked up."""


@lru_cache(maxsize=1 << 16)
def stem(word: str, lang: str) -> str:
    """Return the stem of a word of `lang`; one that has no letters for it stands for itself."""
    return stemmed(word, lang) or fold(word)


def stems(words: Iterable[str], lang: str) -> Iterator[tuple[str, str]]:
    """Yield each of many words, of letters and marks alone, and its `stem`."""
    parted: dict[bool, list[str]] = {True: [], False: []}
    for word in words:
        parted[word.isascii()].append(word)
    for given in filter(None, parted.values()):
        for word, found in zip(given, _stemmed(given, lang), strict=True):
            yield word, (found if found.isascii() else plain(found)) or fold(word)


def _stemmed(words: Sequence[str], lang: str) -> Sequence[str]:
    """Return what `stemmed` gives for each word of letters and marks, before `plain`."""
    folded = fold_for("\n".join(words), lang)
    if lang in PREFIXED:
        folded = regex.sub(PREFIXED[lang].pattern, "", folded, flags=regex.MULTILINE)
    if lang not in STEMMERS:
        return folded.split("\n")
    import Stemmer

    made: list[str] = Stemmer.Stemmer(STEMMERS[lang], 0).stemWords(folded.split("\n"))
    return made


@lru_cache(maxsize=1 << 14)
def key(text: str, lang: str) -> str:
    """Return the key of an expression: "Peace talks" → "peac talk"; "" for one of many words."""
    return _key(text, lambda word: stem(word, lang))


def keys(text: str, lang: str) -> tuple[str, ...]:
    """Return every key that an expression is filed under: "cease-fire" also as one word."""
    return _filed(text, lang, lambda word: stem(word, lang))


def filed_under(texts: Sequence[str], lang: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each of many expressions and its `keys`; all stems are made at once."""
    odd = {text for text in texts if not _is_spaced(text)}
    words = {word for text in texts if text not in odd for word in text.split(" ")}
    stem_of = _Stems(lang, stems(words, lang)).__getitem__
    words.clear()
    for text in texts:
        if text in odd or lang in _INFINITIVES:
            yield text, _filed(text, lang, stem_of)
        elif text.count(" ") < WORDS:
            yield text, (" ".join(map(stem_of, text.split(" "))),)
        else:
            yield text, ()


class _Stems(dict[str, str]):
    """Stems of words, and of any other that is asked for."""

    def __init__(self, lang: str, known: Iterable[tuple[str, str]]) -> None:
        super().__init__(known)
        self._lang = lang

    def __missing__(self, word: str) -> str:
        self[word] = stemmed(word, self._lang) or fold(word)
        return self[word]


def _filed(text: str, lang: str, stem_of: Callable[[str], str]) -> tuple[str, ...]:
    first = _key(text, stem_of)
    if root := root_of(text, lang):
        return tuple({first: "", stem_of(root): ""})
    if "-" not in text or " " in text or not first:
        return (first,) if first else ()
    return tuple({first: "", stem_of(text.replace("-", "")): ""})


def _key(text: str, stem_of: Callable[[str], str]) -> str:
    if text.isalpha():
        return stem_of(text)
    spaced = _is_spaced(text)
    words = text.split(" ") if spaced else [token.written for token in tokens(text)]
    return " ".join(map(stem_of, words)) if len(words) <= WORDS else ""


_LETTERS = regex.compile(r"\p{L}[\p{L}\p{M}]*+(?:\ \p{L}[\p{L}\p{M}]*+)*+")


def _is_spaced(text: str) -> bool:
    """Whether single spaces part words of letters and marks, so that all are plain to see."""
    return text.isalpha() or _LETTERS.fullmatch(text) is not None


_INFINITIVES = {"tr": ("mek", "mak"), "az": ("mək", "maq")}
_ROOT = 2


def root_of(text: str, lang: str) -> str:
    """Return the root of a Turkic infinitive: "saldırmak" → "saldır"; "" for anything else.

    Stemmers know the endings of a verb's other forms, but not this one.
    """
    ends = lang in _INFINITIVES and text.endswith(_INFINITIVES[lang])
    return text[:-3] if ends and " " not in text and len(text) >= 3 + _ROOT else ""
