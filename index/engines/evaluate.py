"""The algebra of `dragoman.index.engine` over numpy arrays, for engines that run in this process.

Documents are numbers from 0 up to the size of a source. Answers are two parallel arrays: the
documents, rising, and their scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.index.engine import (
    K1,
    All,
    Any,
    B,
    Best,
    Found,
    Fuzzy,
    Match,
    Node,
    Not,
    Phrase,
    Prefix,
    Same,
    Tag,
    Word,
)
from dragoman.index.errors import UsageError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_SORTING = 16
"""Sorting a document is as dear as going through so many."""

_NO_WORDS = "A phrase needs at least one word."


class Answers(NamedTuple):
    """Documents, rising, and their scores."""

    docs: Ints
    scores: Floats


class Way(NamedTuple):
    """A word or words in order, how many others may stand between them, and a weight."""

    words: tuple[str, ...]
    slop: int
    weight: float


class Source(Protocol):
    """What an engine must know of its words. None of it counts documents that were removed."""

    live: NDArray[np.bool_]
    """Which documents are there; its length is the size of the source."""

    def word(self, channel: str, word: str) -> Answers:
        """Return the documents whose channel holds the word, with BM25."""
        ...

    def phrase(self, channel: str, words: Sequence[str], slop: int) -> Ints:
        """Return the documents in whose channel the words, two or more, stand in order."""
        ...

    def same(self, channel: str, ways: Sequence[Way]) -> Answers:
        """Return the documents whose channel holds any of these, with the BM25 of one word."""
        ...

    def prefix(self, channel: str, prefix: str) -> Ints:
        """Return the documents whose channel holds a word that starts so."""
        ...

    def fuzzy(self, channel: str, word: str, distance: int, prefix: int) -> Ints:
        """Return the documents whose channel holds a word so close to this one."""
        ...

    def tag(self, field: str, value: str) -> Ints:
        """Return the documents whose field holds the value."""
        ...


def bm25(
    counts: Ints | Floats, lengths: Floats, average: float, entries: int, holding: float = -1
) -> Floats:
    """Return the BM25 of one word in each document that holds it.

    `counts` and `lengths` belong to those documents, `average` is the average length, `entries`
    the number of all and `holding` that of those that hold the word, where it is not that of the
    counts. Robertson and Zaragoza (2009), with the idf of Lucene.
    """
    df = len(counts) if holding < 0 else holding
    idf = np.log(1 + (entries - df + 0.5) / (df + 0.5))
    norm = K1 * (1 - B + B * lengths / average)
    scores: Floats = idf * counts * (K1 + 1) / (counts + norm)
    return scores


def evaluate(node: Node, source: Source) -> Answers:
    """Return everything that answers the node."""
    match node:
        case Word(channel, word, weight):
            return _weighted(source.word(channel, word), weight)
        case Phrase():
            return _phrase(node, source)
        case Prefix(channel, prefix, weight):
            return _constant(source.prefix(channel, prefix), weight)
        case Fuzzy(channel, word, distance, prefix, weight):
            return _constant(source.fuzzy(channel, word, distance, prefix), weight)
        case Tag(field, value):
            return _constant(source.tag(field, value), 0)
        case Same():
            return _same(node, source)
        case Any() | All() | Best() | Not():
            return _compound(node, source)
    raise UsageError(f"An engine cannot be asked with {node!r}.")


def _compound(node: Any | All | Best | Not, source: Source) -> Answers:
    match node:
        case Any(children, weight):
            return _any([evaluate(child, source) for child in children], weight, source)
        case All(children, weight):
            return _all(children, weight, source)
        case Best(children, weight):
            return _best([evaluate(child, source) for child in children], weight, source)
        case Not(child):
            return _not(evaluate(child, source), source)


def _weighted(answers: Answers, weight: float) -> Answers:
    return answers if weight == 1 else Answers(answers.docs, answers.scores * weight)


def _constant(docs: Ints, score: float) -> Answers:
    return Answers(docs, np.full(len(docs), score, np.float64))


def _phrase(node: Phrase, source: Source) -> Answers:
    if not node.words:
        raise UsageError(_NO_WORDS)
    if len(node.words) == 1:
        return _weighted(source.word(node.channel, node.words[0]), node.weight)
    docs = source.phrase(node.channel, node.words, node.slop)
    scores = np.zeros(len(docs))
    for word in node.words:
        found = source.word(node.channel, word)
        scores += found.scores[np.searchsorted(found.docs, docs)]
    return Answers(docs, scores * node.weight)


def _any(children: Sequence[Answers], weight: float, source: Source) -> Answers:
    if _is_few(children, source):
        docs, at = np.unique(np.concatenate([docs for docs, _ in children]), return_inverse=True)
        totals = np.bincount(at, np.concatenate([scores for _, scores in children]), len(docs))
        return Answers(docs, totals.astype(np.float64) * weight)
    sums, hit = np.zeros(len(source.live)), np.zeros(len(source.live), np.bool_)
    for docs, scores in children:
        sums[docs] += scores
        hit[docs] = True
    found = np.flatnonzero(hit)
    return Answers(found, sums[found] * weight)


def _is_few(children: Sequence[Answers], source: Source) -> bool:
    """Whether there is less to sort than documents to go through."""
    return 0 < sum(len(docs) for docs, _ in children) * _SORTING < len(source.live)


def _all(children: Sequence[Node], weight: float, source: Source) -> Answers:
    if len(children) == 2:
        return _both(children[0], children[1], weight, source)
    sums, hits = np.zeros(len(source.live)), np.zeros(len(source.live), np.int32)
    for child in children:
        docs, scores = evaluate(child, source)
        if not len(docs):
            return Answers(docs, scores)
        sums[docs] += scores
        hits[docs] += 1
    found = np.flatnonzero((hits == len(children)) & source.live)
    return Answers(found, sums[found] * weight)


def _both(one: Node, other: Node, weight: float, source: Source) -> Answers:
    docs, scores = evaluate(one, source)
    if not len(docs):
        return Answers(docs, scores)
    more, worth = evaluate(other, source)
    if len(docs) > len(more):
        docs, scores, more, worth = more, worth, docs, scores
    at = np.minimum(np.searchsorted(more, docs), len(more) - 1)
    there = np.flatnonzero(more[at] == docs)
    return Answers(docs[there], (scores[there] + worth[at[there]]) * weight)


def _best(children: Sequence[Answers], weight: float, source: Source) -> Answers:
    if _is_few(children, source):
        docs = np.concatenate([docs for docs, _ in children])
        scores = np.concatenate([scores for _, scores in children])
        order = np.lexsort((scores, docs))
        last = order[np.flatnonzero(np.diff(docs[order], append=-1))]
        return Answers(docs[last], scores[last] * weight)
    tops = np.full(len(source.live), -np.inf)
    for docs, scores in children:
        tops[docs] = np.maximum(tops[docs], scores)
    found = np.flatnonzero(tops > -np.inf)
    return Answers(found, tops[found] * weight)


def _same(node: Same, source: Source) -> Answers:
    if not node.children:
        return Answers(np.empty(0, np.int64), np.empty(0))
    channel, *others = {child.channel for child in node.children}
    if others:
        raise UsageError("What counts as the same word must be of one channel.")
    return _weighted(source.same(channel, [_way(child) for child in node.children]), node.weight)


def _way(child: Word | Phrase) -> Way:
    if isinstance(child, Word):
        return Way((child.word,), 0, child.weight)
    if not child.words:
        raise UsageError(_NO_WORDS)
    return Way(child.words, child.slop, child.weight)


def weighed(tallies: Sequence[tuple[Ints, Ints, float]]) -> tuple[Ints, Floats, float]:
    """Return documents, rising, their weighted counts and how many they are, as Same has it.

    Each tally is of one child: its documents, rising, its counts and its weight.
    """
    rising = sorted(tallies, key=lambda tally: tally[2])
    docs, at = np.unique(np.concatenate([docs for docs, _, _ in rising]), return_inverse=True)
    sums = np.bincount(at, np.concatenate([n * weight for _, n, weight in rising]), len(docs))
    highest = np.zeros(len(docs))
    highest[at] = np.repeat([weight for _, _, weight in rising], [len(d) for d, _, _ in rising])
    return docs, sums.astype(np.float64), float(highest.sum())


def _not(answers: Answers, source: Source) -> Answers:
    rest = source.live.copy()
    rest[answers.docs] = False
    return _constant(np.flatnonzero(rest), 0)


def in_order(docs: Sequence[Ints], places: Sequence[Ints], slop: int) -> Ints:
    """Return the documents in which words stand in order with at most `slop` others between.

    Rising, and a document for each place from which they do so. For each word: the document of
    each of its occurrences, rising, and its place there, rising within the document. From each
    occurrence of the first word on, the nearest next word is taken every time: no other choice
    can end earlier.
    """
    top = max(int(place.max(initial=0)) for place in places)
    slop = min(slop, top)
    stride = top + slop + len(docs) + 2  # a step into another document is always too far
    spots = [doc * stride + place for doc, place in zip(docs, places, strict=True)]
    first = last = spots[0]
    for spot in spots[1:]:
        following = np.searchsorted(spot, last, side="right")
        there = following < len(spot)
        first, last = first[there], spot[following[there]]
    found: Ints = first[last - first < len(docs) + slop] // stride
    return found


def best_matches(answers: Answers, keys: Ints, limit: int) -> Found:
    """Return the answers of highest score, equal ones by rising key. `keys` are the documents'."""
    docs, scores = answers
    total = len(docs)
    if limit <= 0:
        return Found(total, ())
    found = keys[docs]
    if limit < total:
        worst = np.partition(scores, total - limit)[total - limit]
        above, level = np.flatnonzero(scores > worst), np.flatnonzero(scores == worst)
        wanted = limit - len(above)
        if wanted < len(level):
            level = level[np.argpartition(found[level], wanted)[:wanted]]
        chosen = np.concatenate([above, level])
        found, scores = found[chosen], scores[chosen]
    order = np.lexsort((found, -scores))
    ranked = zip(found[order].tolist(), scores[order].tolist(), strict=True)
    return Found(total, tuple(Match(key, score) for key, score in ranked))
