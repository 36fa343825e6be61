"""Which answers come first: pure functions over scores and texts.

The first stage (the engine) finds candidates by whole words; the second re-scores them by what
only their text can tell: how many grams they share with the question, of letters and of
consonants. Both are BM25, so that the weights are the only thing between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dragoman.index.engine import K1, B, Match
from dragoman.index.words import bones_of

GRAMS, BONES = 0.6, 0.3
"""Weights of the second stage, as those of the first in `plan`."""


class Collection(NamedTuple):
    """What the second stage knows of the whole index: passages, and in how many a gram is."""

    passages: int
    df: Mapping[str, int]


def rescore(
    matches: Sequence[Match],
    sounds: Mapping[int, str],
    grams: Iterable[str],
    bones: Iterable[str],
    known: Collection,
) -> list[Match]:
    """Return candidates by falling score, the first stage's and the second's together.

    `sounds` holds the loose text of every candidate by key, a line for each reading of it (as it is
    written, translated): the better one counts. `grams` and `bones` are those of the question.
    What the first stage ranked equal and the second too comes by rising key.
    """
    texts = [(m, line) for m in matches for line in sounds.get(m.key, "").split("\n")]
    lines = [line for _, line in texts]
    gains = [0.0] * len(lines)
    _add(gains, lines, grams, GRAMS, known)
    # How many passages hold a gram of consonants is not kept: here the candidates stand for all.
    _add(gains, [bones_of(line) for line in lines], bones, BONES, Collection(known.passages, {}))
    best: dict[int, float] = {}
    for (match, _), gain in zip(texts, gains, strict=True):
        best[match.key] = max(best.get(match.key, 0.0), match.score + gain)
    found = [Match(match.key, best[match.key]) for match in matches]
    return sorted(found, key=lambda match: (-match.score, match.key))


def _add(
    scores: list[float],
    texts: Sequence[str],
    grams: Iterable[str],
    weight: float,
    known: Collection,
) -> None:
    """Add the BM25 of the grams to the scores of the texts that hold them."""
    average = sum(map(len, texts)) / max(1, len(texts)) or 1.0
    slack = [K1 * (1 - B + B * len(text) / average) for text in texts]
    for gram in grams:
        counts = [text.count(gram) for text in texts]
        df = known.df.get(gram, sum(map(bool, counts)))
        gain = weight * inverse_df(df, known.passages) * (K1 + 1)
        for at, count in enumerate(counts):
            if count:
                scores[at] += gain * count / (count + slack[at])


def inverse_df(df: int, passages: int) -> float:
    """Return BM25's idf as Lucene has it: never below 0."""
    return math.log(1 + max(0.0, passages - df + 0.5) / (df + 0.5))


def by_article(
    matches: Iterable[Match], article_of: Mapping[int, int], each: int
) -> list[list[Match]]:
    """Group answers by article, in the order of their best; at most `each` of an article."""
    groups: dict[int, list[Match]] = {}
    for match in matches:
        group = groups.setdefault(article_of[match.key], [])
        if len(group) < each:
            group.append(match)
    return list(groups.values())
