# mypy: allow-untyped-calls
"""The Whoosh engine: the words stay in an index of Whoosh's, the scores are ours.

Whoosh's own searcher is not asked: compared with brute force it gives wrong sets and wrong
scores for nested queries, and it is ten times slower than its postings read into numpy arrays.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.index.engine import Entry, Reader, Writer
from dragoman.index.engines.block import Batch, Block, merge
from dragoman.index.engines.snapshot import CACHE, Snapshot
from dragoman.index.errors import DragomanError

try:
    from whoosh.codec.whoosh3 import W3Segment

    from dragoman.index.engines.whoosh_codec import Codec, load_block
    from dragoman.index.engines.whoosh_folder import (
        NAME,
        Contents,
        Folder,
        create,
        read_contents,
        reading,
        sweep,
        write_contents,
    )
except Exception as broken:
    raise DragomanError(
        f"Whoosh cannot be used ({broken}). Whoosh, Whoosh-Reloaded and whoosh3 install their "
        "files over one another; put one in order: pip install --force-reinstall whoosh3"
    ) from broken

POSITIONS = frozenset({"stem", "title", "translation"})
"""The channels on which phrases are asked; positions take a third more room and time."""

SMALL = 1 << 10
LARGE = 1 << 16
"""Segments are merged as the digits of a number are carried: a new one takes in every one that
is not larger than what it has taken in so far, all below SMALL counting as equal. So there are
at most seven growing ones and no commit rewrites more than LARGE entries, but for segments of
which more than half is deleted."""

ATTEMPTS, PAUSE = 10, 0.02
"""How often, after how many seconds, opening is tried again when a writer has just deleted what
the table of contents named."""


@dataclass(slots=True)  # not frozen: the seam's `version` is a plain attribute
class WhooshEngine:
    """Whoosh behind the seam of `dragoman.index.engine`.

    `positions` names the channels that know phrases: an index must be read as it was written.
    `cache` is the number of bytes of scored postings that a reader keeps.
    """

    positions: frozenset[str] = POSITIONS
    cache: int = CACHE
    version: str = "whoosh-1"

    def create(self, folder: str) -> None:
        """Make an empty index in an empty folder."""
        create(Folder(folder))

    def reader(self, folder: str) -> Reader:
        """Open the last committed state. Raise `DamagedIndex` where there is none that is whole."""
        with reading(folder):
            return Snapshot(_blocks(Folder(folder)), self.positions, self.cache)

    def writer(self, folder: str) -> Writer:
        """Open for writing; the caller sees to it that there is one writer at a time."""
        return WhooshWriter(folder, self.positions)


class WhooshWriter:
    """The one that changes an index. What it is given waits in memory for the commit."""

    def __init__(self, folder: str, positions: frozenset[str]) -> None:
        self._folder = Folder(folder)
        self._positions = positions
        self._batch = Batch(positions)
        self._removed: set[int] = set()
        with reading(folder):
            sweep(self._folder)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries; their keys are new."""
        for entry in entries:
            self._batch.add(entry)

    def remove(self, articles: Iterable[int]) -> None:
        """Drop every entry of these articles that was committed before."""
        self._removed.update(articles)

    def commit(self) -> None:
        """Make everything since the last commit visible, at once and durably, or nothing of it."""
        if not len(self._batch) and not self._removed:
            return
        block = self._batch.block()
        with reading(self._folder.folder):
            generation, segments = read_contents(self._folder)
            if self._removed:
                _bury(self._folder, segments, self._removed)
            taken = _to_merge(segments, len(block))
            parts = [_open(self._folder, segments[i]) for i in taken]
            if parts:
                block = merge([*parts, (block, np.ones(len(block), np.bool_))])
        kept = [segment for i, segment in enumerate(segments) if i not in taken]
        if len(block):
            kept.append(Codec().write_segment(self._folder, NAME, block))
        write_contents(self._folder, Contents(generation + 1, kept))
        self.close()

    def close(self) -> None:
        """Let go of files; what was not committed is forgotten."""
        self._batch, self._removed = Batch(self._positions), set()


def _blocks(folder: Folder) -> list[tuple[Block, NDArray[np.bool_]]]:
    """Return the blocks of the last generation and which of their entries are alive."""
    for _ in range(ATTEMPTS):
        try:
            return [_open(folder, segment) for segment in read_contents(folder).segments]
        except FileNotFoundError:
            time.sleep(PAUSE)
    return [_open(folder, segment) for segment in read_contents(folder).segments]


def _open(folder: Folder, segment: W3Segment) -> tuple[Block, NDArray[np.bool_]]:
    block = load_block(folder, segment)
    live = np.ones(len(block), np.bool_)
    live[list(segment.deleted_docs())] = False
    return block, live


def _bury(folder: Folder, segments: Sequence[W3Segment], articles: set[int]) -> None:
    """Mark every entry of these articles as deleted."""
    for segment in segments:
        found = np.isin(load_block(folder, segment).articles, list(articles))
        for doc in np.flatnonzero(found).tolist():
            segment.delete_document(doc)


def _to_merge(segments: Sequence[W3Segment], new: int) -> list[int]:
    """Return which segments are to be written again together with so many new entries."""
    taken, total = [], new
    for i in sorted(range(len(segments)), key=lambda i: segments[i].doc_count()):
        size = segments[i].doc_count()
        grows = new > 0 and size <= max(total, SMALL) and size + total <= LARGE
        if grows or segments[i].deleted_count() > size:
            taken.append(i)
            total += size
    return sorted(taken)
