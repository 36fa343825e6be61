"""The inverted lists of one field: which documents hold a word, how often, and where.

Documents are numbered from 0 within a block. The words of a field stand in the order of their
code points (which is that of their UTF-8 bytes), so that a prefix is a range, and the documents
of a range of words are one slice.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from dragoman.index.engines.arrays import Array, smallest

Ints = NDArray[np.int64]

PAST_EVERY_BYTE = b"\xff"
"""UTF-8 has no such byte, so whatever starts with p lies between p and p + this."""


def encoded(word: str) -> bytes:
    """Return the word as it is kept; lone surrogates stay what they are."""
    return word.encode("utf-8", "surrogatepass")


def decoded(word: bytes) -> str:
    """Return what `encoded` was given."""
    return word.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Lists:
    """The words of a field and their postings.

    Word i is `words[ends[i]:ends[i + 1]]` and its postings are those from `starts[i]` up to
    `starts[i + 1]`: `docs` rises within a word, `counts` says how often the word stands there.
    With positions, `places` holds the places of each posting in turn, rising, and those of word i
    begin at `firsts[i]`. `lengths` is the number of words of each document of the block; tags
    have none.
    """

    words: Array
    ends: Array
    starts: Array
    docs: Array
    counts: Array
    places: Array | None = None
    firsts: Array | None = None
    lengths: Array | None = None

    def __len__(self) -> int:
        return len(self.ends) - 1

    def word(self, i: int) -> bytes:
        """Return the i-th word."""
        return self.words[self.ends[i] : self.ends[i + 1]].tobytes()

    def find(self, word: bytes) -> int:
        """Return the number of the word, or -1."""
        i = self.lowest(word)
        return i if i < len(self) and self.word(i) == word else -1

    def with_prefix(self, prefix: bytes) -> range:
        """Return the numbers of the words that start so."""
        return range(self.lowest(prefix), self.lowest(prefix + PAST_EVERY_BYTE))

    def lowest(self, word: bytes) -> int:
        """Return the number of the first word that is not below this one."""
        words, ends = self.words.data, self.ends.data
        return bisect_left(
            range(len(ends) - 1), word, key=lambda i: bytes(words[ends[i] : ends[i + 1]])
        )

    def as_long(self, words: range, low: int, high: int) -> list[int]:
        """Return those of these words that have `low` to `high` letters (code points)."""
        if not words:
            return []
        ends = self.ends[words.start : words.stop + 1].astype(np.int64)
        letters = (self.words[ends[0] : ends[-1]] & 0xC0) != 0x80  # not a continuation byte
        before = np.concatenate([[0], np.cumsum(letters)])[ends - ends[0]]
        sizes = np.diff(before)
        return (np.flatnonzero((low <= sizes) & (sizes <= high)) + words.start).tolist()

    def postings(self, i: int) -> tuple[Array, Array]:
        """Return the documents of the i-th word and how often it stands in each."""
        span = slice(self.starts[i], self.starts[i + 1])
        return self.docs[span], self.counts[span]

    def docs_of(self, words: range) -> Array:
        """Return the documents that hold any of these words, with repetitions."""
        return self.docs[self.starts[words.start] : self.starts[words.stop]]

    def check(self) -> None:
        """Raise `ValueError` where the arrays do not fit together. It looks at all of them."""
        bounds = [(self.ends, self.words), (self.starts, self.docs)]
        if self.places is not None and self.firsts is not None:
            bounds.append((self.firsts, self.places))
        for borders, parts in bounds:
            if len(borders) != len(self.ends) or borders[0] != 0 or borders[-1] != len(parts):
                raise ValueError("the borders of the words are not those of their lists")
            if (borders[1:] < borders[:-1]).any():
                raise ValueError("the borders of the words do not rise")
        total = self.counts.sum(dtype=np.int64)
        if (
            len(self.counts) != len(self.docs)
            or (self.places is not None and total != len(self.places))
            or (self.lengths is not None and total != self.lengths.sum(dtype=np.int64))
        ):
            raise ValueError("the counts of the words do not add up")

    def to_arrays(self, name: str) -> dict[str, Array]:
        """Return the arrays to be written, under names that start with the field's."""
        arrays = {part: getattr(self, part) for part in self.__slots__}
        return {f"{name}/{part}": found for part, found in arrays.items() if found is not None}

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, Array]) -> Lists:
        """Return the lists that `to_arrays` took apart."""
        found = {part: arrays.get(f"{name}/{part}") for part in cls.__slots__}
        if any(found[part] is None for part in ("words", "ends", "starts", "docs", "counts")):
            raise ValueError(f"the field {name!r} is not whole")
        return cls(**found)  # type: ignore[arg-type]  # the required ones were just looked at


class Inverter:
    """Takes the words of documents in turn and makes lists of them."""

    def __init__(self, *, positions: bool, lengths: bool) -> None:
        self._with_positions = positions
        self._with_lengths = lengths
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._stream = array("I")
        self._docs = array("I")
        self._lengths = array("I")

    def add(self, doc: int, words: Sequence[str]) -> None:
        """Take a document; numbers must rise."""
        self._stream.extend(map(self._numbers.__getitem__, words))
        self._docs.append(doc)
        self._lengths.append(len(words))

    def lists(self, size: int) -> Lists:
        """Return the lists of a block of so many documents."""
        vocabulary = sorted(self._numbers)
        rank = np.empty(len(vocabulary), np.int64)
        rank[[self._numbers[word] for word in vocabulary]] = np.arange(len(vocabulary))
        lengths, docs = _numbers(self._lengths), _numbers(self._docs)
        dense = np.zeros(size, np.int64)
        dense[docs] = lengths
        return _grouped(
            [encoded(word) for word in vocabulary],
            rank[_numbers(self._stream)],
            np.repeat(docs, lengths),
            _within(lengths) if self._with_positions else None,
            dense if self._with_lengths else None,
        )


def merged(parts: Sequence[tuple[Lists | None, Ints]]) -> Lists:
    """Return the lists of several blocks as one.

    Each comes with the new number of each of its documents, -1 for those to be left out; the
    numbers rise within a block and from one to the next. A block may lack the field. Positions
    are kept where all have them.
    """
    have = [(lists, numbers) for lists, numbers in parts if lists is not None]
    for lists, _ in have:
        lists.check()
    own = [[lists.word(i) for i in range(len(lists))] for lists, _ in have]
    vocabulary = sorted(set().union(*own))
    rank = {word: i for i, word in enumerate(vocabulary)}
    words, docs, places = [], [], []
    for (lists, numbers), mine in zip(have, own, strict=True):
        doc = np.repeat(numbers.astype(np.int32)[lists.docs], lists.counts)
        ranks = np.fromiter(map(rank.__getitem__, mine), np.int32, len(mine))
        word = np.repeat(np.repeat(ranks, lists.starts[1:] - lists.starts[:-1]), lists.counts)
        words.append(word[doc >= 0])
        docs.append(doc[doc >= 0])
        if lists.places is not None:
            places.append(lists.places[doc >= 0])
    return _grouped(
        vocabulary,
        np.concatenate(words),
        np.concatenate(docs),
        np.concatenate(places) if len(places) == len(have) else None,
        _joined_lengths(parts),
    )


def _joined_lengths(parts: Sequence[tuple[Lists | None, Ints]]) -> Ints | None:
    """Return the lengths of the documents that stay, or None where the field has none."""
    if not any(lists is not None and lists.lengths is not None for lists, _ in parts):
        return None
    return np.concatenate(
        [
            np.zeros(len(numbers), np.int64)[numbers >= 0]
            if lists is None or lists.lengths is None
            else lists.lengths.astype(np.int64)[numbers >= 0]
            for lists, numbers in parts
        ]
    )


def _grouped(
    vocabulary: Sequence[bytes], words: Ints, docs: Ints, places: Array | None, lengths: Ints | None
) -> Lists:
    """Return the lists of occurrences: the number of the word, the document, the place of each."""
    order = np.argsort(words, kind="stable")
    words, docs = words[order], docs[order]
    new = np.ones(len(words), np.bool_)
    new[1:] = (words[1:] != words[:-1]) | (docs[1:] != docs[:-1])
    posting = np.flatnonzero(new)
    sizes = np.bincount(words[posting], minlength=len(vocabulary))
    kept = [word for word, size in zip(vocabulary, sizes.tolist(), strict=True) if size]
    occurrences = np.bincount(words, minlength=len(vocabulary))[sizes > 0]
    return Lists(
        words=np.frombuffer(b"".join(kept), np.uint8),
        ends=_sums([len(word) for word in kept]),
        starts=_sums(sizes[sizes > 0]),
        docs=smallest(docs[posting]),
        counts=smallest(np.diff(posting, append=len(words))),
        places=smallest(places[order]) if places is not None else None,
        firsts=_sums(occurrences) if places is not None else None,
        lengths=smallest(lengths) if lengths is not None else None,
    )


def _sums(sizes: Sequence[int] | Ints) -> Array:
    """Return 0, the first size, the sum of the first two, and so on."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype("<u4")


def _numbers(numbers: array[int]) -> Ints:
    return np.frombuffer(numbers, np.uintc).astype(np.int64)


def _within(lengths: Ints) -> Ints:
    """Return 0, 1, 2 … for each length in turn: [2, 3] gives [0, 1, 0, 1, 2]."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
