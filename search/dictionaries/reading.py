"""What a dictionary's files say, whatever their kind: headwords and translations.

Entries are cleaned many at a time, which takes far less time than one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.index.errors import ModelError
from dragoman.search.dictionaries import dictd, entries, stardict, tsv
from dragoman.search.dictionaries.table import Entry

READERS = {"dictd": dictd.read, "stardict": stardict.read, "tsv": tsv.read}

_MOST_ENTRIES = 3_000_000
_BATCH, _BATCH_SIZE = 2_000, 1 << 18
"""Entries, and letters of them, that are read in one step."""


def translated(path: Path, kind: str, source: str, target: str) -> Iterator[Entry]:
    """Yield headwords and translations; entries without either are left out.

    `path` is the file that stands for a dictionary of a kind (`READERS`), from one language to
    another. Raise `ModelError` where a file is missing or broken.
    """
    count = 0
    for batch in _batches(READERS[kind](path)):
        words = entries.headwords([word for word, _ in batch], source)
        bodies = entries.translations_of([body for _, body in batch], target)
        count += len(batch)
        if count > _MOST_ENTRIES:
            raise ModelError(f"{path} has too many entries: cut it in parts")
        yield from (pair for pair in zip(words, bodies, strict=True) if all(pair))


def _batches(read: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield entries in lists that are bounded in number and size."""
    batch: list[tuple[str, str]] = []
    size = 0
    for entry in read:
        batch.append(entry)
        size += len(entry[1])
        if len(batch) >= _BATCH or size >= _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    yield batch
