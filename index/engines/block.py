"""A block: what one segment of an index holds, in memory or as views of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.index.engine import Entry
from dragoman.index.engines.arrays import Array
from dragoman.index.engines.inverted import Ints, Inverter, Lists, merged

CHANNEL, TAG = "word:", "tag:"
"""What the name of a field starts with, so that a channel and a tag may be called the same."""


@dataclass(frozen=True, slots=True)
class Block:
    """Entries by number: their keys, their articles, and the lists of their fields."""

    keys: Array
    articles: Array
    fields: Mapping[str, Lists]

    def __len__(self) -> int:
        return len(self.keys)

    def to_arrays(self) -> dict[str, Array]:
        """Return the arrays to be written."""
        arrays: dict[str, Array] = {"keys": self.keys, "articles": self.articles}
        for name, lists in self.fields.items():
            arrays |= lists.to_arrays(name)
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> Block:
        """Return the block that `to_arrays` took apart. Raise `ValueError` if it is not whole."""
        names = {name.rpartition("/")[0] for name in arrays} - {""}
        try:
            keys, articles = arrays["keys"], arrays["articles"]
        except KeyError as missing:
            raise ValueError(f"there is no {missing}") from missing
        fields = {name: Lists.from_arrays(name, arrays) for name in sorted(names)}
        if len(articles) != len(keys):
            raise ValueError("there are not as many articles as keys")
        return cls(keys, articles, fields)


class Batch:
    """Takes entries in turn and makes a block of them."""

    def __init__(self, positions: frozenset[str]) -> None:
        self._positions = positions
        self._keys: list[int] = []
        self._articles: list[int] = []
        self._fields: dict[str, Inverter] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, entry: Entry) -> None:
        """Take an entry."""
        doc = len(self._keys)
        self._keys.append(entry.key)
        self._articles.append(entry.article)
        for channel, words in entry.channels.items():
            if CHANNEL + channel not in self._fields:
                positions = channel in self._positions
                self._fields[CHANNEL + channel] = Inverter(positions=positions, lengths=True)
            self._fields[CHANNEL + channel].add(doc, words)
        for field, values in entry.tags.items():
            if TAG + field not in self._fields:
                self._fields[TAG + field] = Inverter(positions=False, lengths=False)
            self._fields[TAG + field].add(doc, values)

    def block(self) -> Block:
        """Return what was taken."""
        return Block(
            np.array(self._keys, "<i8"),
            np.array(self._articles, "<i8"),
            {name: field.lists(len(self)) for name, field in self._fields.items()},
        )


def merge(parts: Sequence[tuple[Block, NDArray[np.bool_]]]) -> Block:
    """Return one block of the entries of several that are marked as alive."""
    numbers, start = [], 0
    for _, live in parts:
        new = np.where(live, start + np.cumsum(live) - 1, -1)
        numbers.append(new)
        start += int(live.sum())
    return Block(
        np.concatenate([block.keys[live] for block, live in parts]),
        np.concatenate([block.articles[live] for block, live in parts]),
        {name: _merged_field(name, parts, numbers) for name in _names(b for b, _ in parts)},
    )


def _names(blocks: Iterable[Block]) -> list[str]:
    return sorted(set().union(*(block.fields for block in blocks)))


def _merged_field(
    name: str, parts: Sequence[tuple[Block, NDArray[np.bool_]]], numbers: Sequence[Ints]
) -> Lists:
    fields = [block.fields.get(name) for block, _ in parts]
    return merged(list(zip(fields, numbers, strict=True)))
