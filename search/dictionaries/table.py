"""A dictionary as a table in one file that is mapped into memory, both ways round.

Layout, numbers little-endian: the head (`_HEAD`: mark, buckets, bytes of the whole file); then
where each bucket begins, and where the last ends (four bytes each); then the buckets. A bucket
holds the records whose keys have its hash: line feed, way, key, tab, groups. A group is a word as
the dictionary has it and its translations, the likeliest first. Nothing in the file is trusted: a
number that leads astray finds nothing, and cannot do more.
"""

from __future__ import annotations

import mmap
import os
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import IO, NamedTuple

from dragoman.search.dictionaries.keys import keys

VERSION = "2"
"""Raise it with any change of what is compiled: tables made under another are made again."""

FORTH, BACK = ">", "<"
"""From the headwords to the translations, and from these to the headwords."""

MOST = 24
"""Translations of a word that are kept, the likeliest."""

_MARK = b"dragdic" + VERSION.encode()
_HEAD = struct.Struct("<8sIQ")
_RANGE = struct.Struct("<II")
_WORD, _GROUP = "\x1f", "\x1e"
_LARGEST = (1 << 32) - 1


class Group(NamedTuple):
    """A word as a dictionary writes it, and its translations, the likeliest first."""

    written: str
    translations: tuple[str, ...]


class Entry(NamedTuple):
    """A headword and its translations in the order of the dictionary."""

    headword: str
    translations: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled dictionary; safe from several threads."""

    _bytes: mmap.mmap | bytes
    _buckets: int

    def found(self, way: str, key: str) -> tuple[Group, ...]:
        """Return what is filed under a key (`keys.key`), one way or the other."""
        place = _HEAD.size + 4 * _bucket(key.encode(), self._buckets)
        start, end = _RANGE.unpack_from(self._bytes, place)
        chunk = self._bytes[start:end]
        sign = f"\n{way}{key}\t".encode()
        at = chunk.find(sign)
        if at < 0:
            return ()
        stop = chunk.find(b"\n", at + 1)
        record = chunk[at + len(sign) : stop if stop >= 0 else None].decode("utf-8", "replace")
        parted = [group.split(_WORD) for group in record.split(_GROUP)]
        return tuple(Group(words[0], tuple(words[1:])) for words in parted)

    def any(self) -> bool:
        """Whether it holds a word."""
        return len(self._bytes) > _HEAD.size + 4 * (self._buckets + 1)

    def close(self) -> None:
        """Unmap the file."""
        if isinstance(self._bytes, mmap.mmap):
            with suppress(BufferError):
                self._bytes.close()


def opened(file: Path) -> Table | None:
    """Return the table in a file, None where there is none, or one that is damaged or not ours."""
    try:
        with file.open("rb") as source:
            return _table(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None


def _table(content: mmap.mmap | bytes) -> Table | None:
    if len(content) < _HEAD.size:
        return None
    mark, buckets, size = _HEAD.unpack_from(content)
    whole = size == len(content) >= _HEAD.size + 4 * (buckets + 1)
    return Table(content, buckets) if mark == _MARK and buckets and whole else None


def _bucket(key: bytes, buckets: int) -> int:
    """Return the bucket of a key; nobody can write a dictionary that fills one of them."""
    return int.from_bytes(blake2b(key, digest_size=4).digest(), "little") % buckets


# --- compiling ------------------------------------------------------------------------------------


def compile_table(entries: Iterable[Entry], source: str, target: str) -> bytes:
    """Return the bytes of the table of a dictionary from one language to another."""
    rows = list(_rows(entries, source, target))
    rows.sort()
    records = list(_records(rows))
    rows.clear()
    return _written(records)


def write(file: Path, content: bytes) -> None:
    """Write a table beside its place and put it there in one step. Raise `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as target:
            _synced(target, content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _synced(target: IO[bytes], content: bytes) -> None:
    target.write(content)
    target.flush()
    os.fsync(target.fileno())


def from_bytes(content: bytes) -> Table:
    """Return the table that `compile_table` made, without a file."""
    table = _table(content)
    if table is None:
        raise ValueError("no table")
    return table


def _rows(entries: Iterable[Entry], source: str, target: str) -> Iterator[str]:
    """Yield way and key, word, translation, and the translation's place in the entry."""
    seen: dict[str, tuple[str, ...]] = {}
    for headword, translations in entries:
        filed = keys(headword, source)
        for place, translation in enumerate(translations):
            pair = f"{headword}{_WORD}{translation}{_WORD}{place:02}"
            for key in filed:
                yield f"{FORTH}{key}{_WORD}{pair}"
            if (back := seen.get(translation)) is None:
                back = seen[translation] = keys(translation, target)
            for key in back:
                yield f"{BACK}{key}{_WORD}{translation}{_WORD}{headword}{_WORD}{place:02}"


def _records(rows: list[str]) -> Iterator[tuple[bytes, bytes]]:
    """Yield key and record of rows that are sorted."""
    for filed, same in groupby((row.split(_WORD) for row in rows), key=lambda row: row[0]):
        groups = [
            _WORD.join((word, *_ranked((row[2], int(row[3])) for row in pairs)))
            for word, pairs in groupby(same, key=lambda row: row[1])
        ]
        yield filed[1:].encode(), f"\n{filed}\t{_GROUP.join(groups)}".encode()


def _ranked(places: Iterable[tuple[str, int]]) -> list[str]:
    """Return translations, those first that stand often, and far in front."""
    listed = list(places)
    if len(listed) == 1:
        return [listed[0][0]]
    scores: defaultdict[str, float] = defaultdict(float)
    for translation, place in listed:
        scores[translation] += 1 / (1 + place)
    return sorted(scores, key=lambda one: (-scores[one], len(one)))[:MOST]


def _written(records: list[tuple[bytes, bytes]]) -> bytes:
    buckets = max(1, len(records))
    filled: list[list[bytes]] = [[] for _ in range(buckets)]
    for key, record in records:
        filled[_bucket(key, buckets)].append(record)
    chunks = [b"".join(bucket) for bucket in filled]
    start = _HEAD.size + 4 * (buckets + 1)
    starts = [start]
    for chunk in chunks:
        starts.append(starts[-1] + len(chunk))
    if starts[-1] > _LARGEST:
        raise ValueError("too large")
    head = _HEAD.pack(_MARK, buckets, starts[-1])
    return b"".join((head, struct.pack(f"<{buckets + 1}I", *starts), *chunks))
