"""Which languages a question may be in, without a detector: nobody guesses from three words.

Its script leaves some languages. Of those, what its frequent words ("of", "les") and the passages
that hold its other words speak for is believed where it is clear; else all of them stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.index.engine import Any, Word
from dragoman.index.fold import fold
from dragoman.index.folder import Opened
from dragoman.index.frequent import frequent_by_language, is_frequent
from dragoman.index.languages import languages
from dragoman.index.scripts import main_script, scripts
from dragoman.index.tokens import Token
from dragoman.index.words import PECULIAR, readings
from dragoman.search.query import Query, asked_tokens

_RARER = 10
"""A word that is so many times rarer in the passages of a language is none of its own."""

_READ = 12
"""Words of a question whose passages are counted."""


def asked_in(opened: Opened, query: Query, held: Mapping[str, int]) -> frozenset[str] | None:
    """Return the languages that a question may be in; None if it has no word.

    `held` counts the passages of each language. Those of the index, of its translations, and
    English are considered, and others that its frequent words speak for.
    """
    words = [token for token in asked_tokens(query) if not token.is_number]
    written = _scripts(words)
    if not written:
        return None
    likely = {*held, opened.manifest.settings.target, "en"} - {"und"}
    score = Counter(
        lang
        for lang in (*_by_frequent(words), *_by_passages(opened, words, held))
        if _is_written(lang, written)
    )
    best = max(score.values(), default=0)
    if not best:
        return frozenset(lang for lang in likely if _is_written(lang, written))
    return frozenset(lang for lang, number in score.items() if 2 * number > best)


def _scripts(words: Sequence[Token]) -> set[str]:
    """Return the scripts of a question; a name in capitals does not make it one more."""
    main = main_script(scripts(" ".join(token.written for token in words)))
    small = (main_script(scripts(t.written)) for t in words if not t.written[0].isupper())
    return {main, *small} - {""}


def _is_written(lang: str, written: set[str]) -> bool:
    """Whether a language is written in one of these scripts; of an unknown one nobody can say."""
    known = languages().get(lang)
    return known is None or not written.isdisjoint(known.scripts)


def _by_frequent(words: Sequence[Token]) -> Iterator[str]:
    """Yield the languages of each frequent word; one between two capitals may belong to a name."""
    capitals = [False, *(token.written[0].isupper() for token in words), False]
    for at, token in enumerate(words):
        if is_frequent(token) and not (capitals[at] and capitals[at + 2]):
            word = fold(token.written)
            yield from (lang for lang, known in frequent_by_language().items() if word in known)


def _by_passages(opened: Opened, words: Iterable[Token], held: Mapping[str, int]) -> Iterator[str]:
    """Yield the languages that each other word belongs to, as passages and translations tell.

    A word in capitals may be a name, which is at home everywhere.
    """
    target, translated = opened.manifest.settings.target, opened.ledger.translated()
    spoken = Counter(held)
    spoken[target] += sum(translated.values())
    reads = [*sorted(PECULIAR & spoken.keys()), "und"]
    small = (token for token in words if not token.written[0].isupper())
    telling = dict.fromkeys(token for token in small if not is_frequent(token))
    for token in list(telling)[:_READ]:
        stems = {stem for terms in readings(token, reads) if terms.head for stem in terms.stem}
        counted = Counter(_count(opened, "stem", stems))
        if translated:
            counted[target] += sum(_count(opened, "translation", stems).values())
        often = {lang: number / spoken[lang] for lang, number in counted.items() if number}
        most = max(often.values(), default=0.0)
        yield from (lang for lang, rate in often.items() if rate * _RARER > most)


def _count(opened: Opened, channel: str, stems: set[str]) -> Mapping[str, int]:
    """Return how many passages of each language have one of these words in a channel."""
    node = Any(tuple(Word(channel, stem) for stem in sorted(stems)))
    return opened.reader.count(node, "lang") if stems else {}
