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
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from threading import get_ident
from typing import IO, NamedTuple, TypeVar

from dragoman.search.dictionaries.keys import filed_under

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

_T = TypeVar("_T", str, int)

_PLACES = 32
"""More than the translations of an entry: its number and a place make one number."""


class Group(NamedTuple):
    """A word as a dictionary writes it, and its translations, the likeliest first."""

    written: str
    translations: tuple[str, ...]


Entry = tuple[str, list[str]]
"""A headword and its translations in the order of the dictionary, `MOST` at most."""


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
    words = _Words()
    for headword, translations in entries:
        words.add(headword, translations)
    return _written(words.backwards(target) + words.forwards(source))


def write(file: Path, content: bytes) -> None:
    """Write a table beside its place and put it there in one step. Raise `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.{get_ident()}.new")
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


class _Words:
    """Headwords and translations while they are read, packed: there are millions."""

    def __init__(self) -> None:
        self._headwords: list[str] = []
        self._forth: dict[str, str | list[str]] = {}
        self._back: dict[str, int | list[int]] = {}

    def add(self, headword: str, translations: Sequence[str]) -> None:
        """Add an entry: its translations as one text, and for each where it stands."""
        _append(self._forth, headword, _WORD.join(translations))
        place = len(self._headwords) * _PLACES
        self._headwords.append(headword)
        back = self._back
        for number, translation in enumerate(translations, place):
            if translation in back:
                _append(back, translation, number)
            else:
                back[translation] = number

    def backwards(self, lang: str) -> list[bytes]:
        """Return the records of the translations, which are in `lang`; they are forgotten here."""
        words, headwords = self._back, self._headwords
        filed: dict[str, str | list[str]] = {}
        for word, keys in filed_under(list(words), lang):
            group = f"{word}{_WORD}{_headwords(words.pop(word), headwords)}"
            for key in keys:
                _append(filed, key, group)
        headwords.clear()
        return _records(BACK, filed)

    def forwards(self, lang: str) -> list[bytes]:
        """Return the records of the headwords, which are in `lang`; they are forgotten here."""
        words = self._forth
        filed: dict[str, str | list[str]] = {}
        for word, keys in filed_under(list(words), lang):
            group = f"{word}{_WORD}{_translations(words.pop(word))}"
            for key in keys:
                _append(filed, key, group)
        return _records(FORTH, filed)


def _append(to: dict[str, _T | list[_T]], name: str, value: _T) -> None:
    """Add a value to what a name has: the value itself, or a list where there are several."""
    had = to.get(name)
    if had is None:
        to[name] = value
    elif isinstance(had, list):
        had.append(value)
    else:
        to[name] = [had, value]


def _headwords(places: int | list[int], headwords: Sequence[str]) -> str:
    if isinstance(places, int):
        return headwords[places // _PLACES]
    return _ranked([(headwords[one // _PLACES], one % _PLACES) for one in places])


def _translations(listed: str | list[str]) -> str:
    if isinstance(listed, str):
        return listed
    return _ranked([(it, at) for one in listed for at, it in enumerate(one.split(_WORD))])


def _ranked(places: list[tuple[str, int]]) -> str:
    """Return words with their places, those first that stand often, and far in front."""
    words = {word for word, _ in places}
    if len(words) == len(places):
        placed = sorted([(place, len(word), word) for word, place in places])
        return _WORD.join([word for _, _, word in placed[:MOST]])
    scores: defaultdict[str, float] = defaultdict(float)
    for word, place in sorted(places):
        scores[word] += 1 / (1 + place)
    return _WORD.join(sorted(scores, key=lambda one: (-scores[one], len(one)))[:MOST])


def _records(way: str, filed: dict[str, str | list[str]]) -> list[bytes]:
    """Return the records of the groups that are filed under keys; they are forgotten."""
    return [_record(way, key, filed.pop(key)) for key in list(filed)]


def _record(way: str, key: str, groups: str | list[str]) -> bytes:
    joined = groups if isinstance(groups, str) else _GROUP.join(sorted(groups))
    return f"\n{way}{key}\t{joined}".encode()


def _written(records: list[bytes]) -> bytes:
    """Return the bytes of a file; `records` are forgotten."""
    buckets = max(1, len(records))
    filled: list[bytes | list[bytes]] = [b""] * buckets
    while records:
        record = records.pop()
        number = _bucket(record[2 : record.index(b"\t")], buckets)
        had = filled[number]
        if not had:
            filled[number] = record
        elif isinstance(had, list):
            had.append(record)
        else:
            filled[number] = [had, record]
    chunks = [one if isinstance(one, bytes) else b"".join(sorted(one)) for one in filled]
    start = _HEAD.size + 4 * (buckets + 1)
    starts = list(accumulate(map(len, chunks), initial=start))
    if starts[-1] > _LARGEST:
        raise ValueError("too large")
    head = _HEAD.pack(_MARK, buckets, starts[-1])
    return b"".join((head, struct.pack(f"<{buckets + 1}I", *starts), *chunks))
