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

    `sounds` holds `words.folded` of every candidate by key; `grams` and `bones` are those of the
    question. What the first stage ranked equal and the second too comes by rising key.
    """
    texts = [sounds.get(match.key, "") for match in matches]
    scores = [match.score for match in matches]
    _add(scores, texts, grams, GRAMS, known)
    # How many passages hold a gram of consonants is not kept: here the candidates stand for all.
    _add(scores, [bones_of(text) for text in texts], bones, BONES, Collection(known.passages, {}))
    found = [Match(m.key, score) for m, score in zip(matches, scores, strict=True)]
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
