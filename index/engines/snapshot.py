"""A reader over blocks: one state of an index, asked in the algebra of `dragoman.index.engine`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.index.engine import Ask, Found, Node
from dragoman.index.engines.arrays import Array
from dragoman.index.engines.block import CHANNEL, TAG, Block
from dragoman.index.engines.evaluate import (
    Answers,
    Floats,
    Way,
    best_matches,
    bm25,
    evaluate,
    in_order,
    weighed,
)
from dragoman.index.engines.inverted import Ints, Lists, decoded, encoded
from dragoman.index.engines.levenshtein import close
from dragoman.index.errors import DamagedIndex, DragomanError, UsageError

_NONE = np.empty(0, np.int64)

CACHE = 64 << 20
"""How many bytes of scored postings a reader keeps: some four million postings."""


class Part(NamedTuple):
    """A block, which of its documents are alive (None: all), and the number of its first."""

    block: Block
    live: NDArray[np.bool_] | None
    first: int


class Lengths(NamedTuple):
    """How many words each document has in a channel, and the living that have any on average."""

    each: Array
    average: float


class Snapshot:
    """A `Reader` over blocks that do not change; safe from several threads.

    Nothing is read before it is asked for. Phrases are answered on the channels in `positions`.
    """

    live: NDArray[np.bool_]
    _entries: int

    def __init__(
        self,
        blocks: Sequence[tuple[Block, NDArray[np.bool_]]],
        positions: frozenset[str],
        cache: int = CACHE,
    ) -> None:
        firsts = np.cumsum([0] + [len(block) for block, _ in blocks]).tolist()
        self._parts = [
            Part(block, None if live.all() else live, first)
            for (block, live), first in zip(blocks, firsts, strict=False)
        ]
        self.live = np.concatenate([np.empty(0, np.bool_), *(live for _, live in blocks)])
        self._keys = np.concatenate([np.empty(0, np.int64), *(block.keys for block, _ in blocks)])
        self._entries = int(self.live.sum())
        self._positions = positions
        self._lengths: dict[str, Lengths] = {}
        self._cache = _Cache(cache)
        self._closed = False

    # The seam

    def find(self, ask: Ask) -> Found:
        """Return the best answers."""
        with self._reading():
            return best_matches(evaluate(ask.node, self), self._keys, ask.limit)

    def count(self, node: Node, field: str) -> dict[str, int]:
        """Return for each value of a tag field how many answers of `node` hold it."""
        with self._reading():
            hit = np.zeros(len(self.live), np.bool_)
            hit[evaluate(node, self).docs] = True
            totals: dict[str, int] = {}
            for part, lists in self._with(TAG + field):
                sums = np.concatenate([[0], np.cumsum(hit[part.first :][lists.docs])])
                counts = np.diff(sums[lists.starts])
                for i in np.flatnonzero(counts).tolist():
                    value = decoded(lists.word(i))
                    totals[value] = totals.get(value, 0) + int(counts[i])
            return totals

    def close(self) -> None:
        """Let go of files; the reader is of no use afterwards."""
        self._closed = True
        self._parts, self._lengths, self._cache = [], {}, _Cache(0)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        if self._closed:
            raise UsageError("This reader is closed; open another.")
        try:
            yield
        except DragomanError:
            raise
        except (IndexError, ValueError) as error:
            raise DamagedIndex(
                f"The lists of words do not fit together ({error}). Rebuild the index."
            ) from error

    # What the algebra asks

    def word(self, channel: str, word: str) -> Answers:
        """Return the documents whose channel holds the word, with BM25."""
        found = self._cache.get((channel, word))
        if found is None:
            found = self._scored(channel, *self._tally(channel, (word,)))
            self._cache.put((channel, word), found)
        return found

    def same(self, channel: str, ways: Sequence[Way]) -> Answers:
        """Return the documents of several words and phrases, with the BM25 of one word."""
        key = (f"{channel} (same)", repr(ways))
        found = self._cache.get(key)
        if found is None:
            tallies = ((*self._tally(channel, w.words, w.slop), w.weight) for w in ways)
            here = [tally for tally in tallies if len(tally[0])]
            found = self._scored(channel, *weighed(here)) if here else Answers(_NONE, np.empty(0))
            self._cache.put(key, found)
        return found

    def _scored(
        self, channel: str, docs: Ints, counts: Ints | Floats, holding: float = -1
    ) -> Answers:
        if not len(docs):
            return Answers(docs, np.empty(0))
        lengths, average = self._lengths_of(channel)
        holding = min(holding, self._entries)
        return Answers(docs, bm25(counts, lengths[docs], average, self._entries, holding))

    def _tally(self, channel: str, words: Sequence[str], slop: int = 0) -> tuple[Ints, Ints]:
        """Return the documents in whose channel the words stand in order, and how often."""
        if len(words) > 1:
            return np.unique(self._in_order(channel, words, slop), return_counts=True)
        found = [
            (docs + np.int64(part.first), counts.astype(np.int64))
            for part, (docs, counts) in self._postings(CHANNEL + channel, words[0])
        ]
        if len(found) < 2:
            return found[0] if found else (_NONE, _NONE)
        docs, counts = zip(*found, strict=True)
        return np.concatenate(docs), np.concatenate(counts)

    def phrase(self, channel: str, words: Sequence[str], slop: int) -> Ints:
        """Return the documents in whose channel the words, two or more, stand in order."""
        return np.unique(self._in_order(channel, words, slop))

    def _in_order(self, channel: str, words: Sequence[str], slop: int) -> Ints:
        """Return the documents as `in_order` does, a document for each place."""
        if channel not in self._positions:
            raise UsageError(
                f"The channel {channel!r} is kept without positions, so it knows no phrases. "
                f"Those that do are: {', '.join(sorted(self._positions)) or 'none'}."
            )
        found = [np.empty(0, np.int64)]
        for part, lists in self._with(CHANNEL + channel):
            occurrences = [_occurrences(lists, word) for word in words]
            if all(len(docs) for docs, _ in occurrences):
                docs, places = zip(*occurrences, strict=True)
                found.append(self._alive(part, in_order(docs, places, slop)))
        return np.concatenate(found)

    def prefix(self, channel: str, prefix: str) -> Ints:
        """Return the documents whose channel holds a word that starts so."""
        found = [np.empty(0, np.int64)]
        for part, lists in self._with(CHANNEL + channel):
            docs = lists.docs_of(lists.with_prefix(encoded(prefix)))
            found.append(self._alive(part, np.unique(docs)))
        return np.concatenate(found)

    def fuzzy(self, channel: str, word: str, distance: int, prefix: int) -> Ints:
        """Return the documents whose channel holds a word so close to this one."""
        found = [np.empty(0, np.int64)]
        for part, lists in self._with(CHANNEL + channel):
            start = lists.with_prefix(encoded(word[:prefix]))
            words = lists.as_long(start, len(word) - distance, len(word) + distance)
            near = close(word, [decoded(lists.word(i)) for i in words], distance)
            docs = [lists.postings(words[i])[0] for i in np.flatnonzero(near).tolist()]
            if docs:
                found.append(self._alive(part, np.unique(np.concatenate(docs))))
        return np.concatenate(found)

    def tag(self, field: str, value: str) -> Ints:
        """Return the documents whose field holds the value."""
        found = self._postings(TAG + field, value)
        docs = [postings[0] + np.int64(part.first) for part, postings in found]
        return np.concatenate([np.empty(0, np.int64), *docs])

    # The blocks

    def _with(self, name: str) -> list[tuple[Part, Lists]]:
        """Return the parts that have a field of this name."""
        found = [(part, part.block.fields.get(name)) for part in self._parts]
        return [(part, lists) for part, lists in found if lists is not None]

    def _postings(self, name: str, word: str) -> Iterator[tuple[Part, tuple[Array, Array]]]:
        """Yield the living documents of a word, numbered within their part, and its counts."""
        key = encoded(word)
        for part, lists in self._with(name):
            i = lists.find(key)
            if i >= 0:
                docs, counts = lists.postings(i)
                if part.live is not None:
                    there = part.live[docs]
                    docs, counts = docs[there], counts[there]
                yield part, (docs, counts)

    def _alive(self, part: Part, docs: Array) -> Ints:
        """Return the living of these documents of a part by their number among all."""
        numbers: Ints = docs.astype(np.int64) + part.first
        return numbers if part.live is None else numbers[part.live[docs]]

    def _lengths_of(self, channel: str) -> Lengths:
        found = self._lengths.get(channel)
        if found is None:
            each = np.zeros(len(self.live))
            for part, lists in self._with(CHANNEL + channel):
                if lists.lengths is not None:
                    each[part.first : part.first + len(part.block)] = lists.lengths
            held = int(np.count_nonzero(each[self.live]))
            average = float(each[self.live].sum()) / max(1, held)
            found = self._lengths[channel] = Lengths(each, average)
        return found


def _occurrences(lists: Lists, word: str) -> tuple[Ints, Ints]:
    """Return for each occurrence of a word its document and its place there."""
    if lists.places is None or lists.firsts is None:
        raise UsageError("These words were written without positions. Rebuild the index.")
    i = lists.find(encoded(word))
    if i < 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    docs, counts = lists.postings(i)
    places = lists.places[lists.firsts[i] : lists.firsts[i + 1]]
    if len(places) != counts.sum():
        raise ValueError("a word has not as many places as occurrences")
    return np.repeat(docs.astype(np.int64), counts), places.astype(np.int64)


class _Cache:
    """The postings that were used last, as many as fit into so many bytes."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[tuple[str, str], Answers] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, str]) -> Answers | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[str, str], answers: Answers) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answers
                self._room -= _bytes(key, answers)
            while self._room < 0 and self._kept:
                old, dropped = self._kept.popitem(last=False)
                self._room += _bytes(old, dropped)


def _bytes(key: tuple[str, str], answers: Answers) -> int:
    return 500 + 4 * len(key[1]) + answers.docs.nbytes + answers.scores.nbytes
