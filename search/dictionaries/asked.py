"""Which languages a question may be in, told by the words that dictionaries know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import mul

from dragoman.index.fold import fold
from dragoman.index.frequent import frequent_by_language, frequent_words
from dragoman.index.languages import languages
from dragoman.index.scripts import script
from dragoman.index.tokens import Token
from dragoman.search.dictionaries.near import MIDDLE
from dragoman.search.dictionaries.ways import Ways

ENOUGH, ENOUGH_ALONE = 0.35, 0.2
"""The share of its words that must be known in a language; in one that has no rival."""

CLEAR = 0.75
"""The share from which other languages are not thought of."""

NEAR = 0.15
"""How far below the best share another language may be and still be looked up."""


_CAPITAL = 0.3
"""What a word with a capital counts unless it is the first: every dictionary knows some names."""


def sources(question: Sequence[Token], ways: Ways, langs: Collection[str]) -> tuple[str, ...]:
    """Return the languages that a question may be in, the likeliest first; () for none.

    `question` is without names and numbers. Only languages count that one of `langs` is reached
    from. English and those of the index come first: where one of them knows nearly all, no
    dictionary of another is opened.
    """
    near = {source: _near(source, ways, langs) for source in sorted(ways.sources())}
    near = {source: targets for source, targets in near.items() if targets and question}
    first = {source: near[source] for source in near if source in langs or source == MIDDLE}
    known = _known_in(question, first, ways)
    if max(_shares(question, known).values(), default=0.0) < CLEAR:
        known = _known_in(question, near, ways)
    if not (chosen := _chosen(_shares(question, known))):
        for source, values in known.items():
            _add_pairs(question, values, source, ways, near[source])
        chosen = _chosen(_shares(question, known))
    return chosen


def _known_in(
    question: Sequence[Token], near: Mapping[str, tuple[str, ...]], ways: Ways
) -> dict[str, list[float]]:
    """Return how well each word is known in each language, from 0 to 1."""
    written = {_script(token.written) for token in question}
    readable = [source for source in near if written & set(languages()[source].scripts)]
    ways.expect((source, target) for source in readable for target in near[source])
    return {
        source: [_known(token.written, source, ways, targets) for token in question]
        for source, targets in near.items()
    }


def _shares(question: Sequence[Token], known: Mapping[str, list[float]]) -> dict[str, float]:
    """Return how much of a question each language knows, from 0 to 1."""
    weights = [
        _CAPITAL if at and token.written[0].isupper() else 1.0 for at, token in enumerate(question)
    ]
    total = sum(weights)
    return {source: sum(map(mul, values, weights)) / total for source, values in known.items()}


def _chosen(shares: Mapping[str, float]) -> tuple[str, ...]:
    """Return the languages that know most of the words, () where none knows enough."""
    best = max(shares.values(), default=0.0)
    alone = sum(share > 0 for share in shares.values()) == 1
    if best < (ENOUGH_ALONE if alone else ENOUGH):
        return ()
    kept = [source for source, share in shares.items() if share >= best - NEAR]
    return tuple(sorted(kept, key=lambda source: -shares[source]))


def _add_pairs(
    question: Sequence[Token], known: list[float], source: str, ways: Ways, targets: Iterable[str]
) -> None:
    """Count two words that make an expression as known, though neither is alone."""
    for at in range(len(known) - 1):
        pair = tuple(token.written for token in question[at : at + 2])
        if max(known[at : at + 2]) < 1 and ways.known(pair, source, targets):
            known[at : at + 2] = 1.0, 1.0


def _known(word: str, source: str, ways: Ways, targets: tuple[str, ...]) -> float:
    """Return how well a word is known; one that is frequent elsewhere alone is none of this."""
    folded = fold(word)
    if folded in frequent_by_language().get(source, ()):
        return 1.0
    if folded in frequent_words() or _script(word) not in languages()[source].scripts:
        return 0.0
    return ways.known((word,), source, targets)


def _near(source: str, ways: Ways, langs: Iterable[str]) -> tuple[str, ...]:
    """Return the other ends of the first legs from a language towards those of the index."""
    legs = (ways.pairs(source, lang) for lang in langs if lang != source)
    return tuple(dict.fromkeys(pairs[0][1] for pairs in legs if pairs))


def _script(word: str) -> str:
    return next((found for letter in word if (found := script(letter))), "")
