"""Parts of personal names: which words are one, and which spellings of any script are the same.

"Erdoğan", «Эрдоган», «أردوغان» and 埃尔多安 are in one group. Groups are numbers from 1; two words
with a group in common may be the same name. The table is compiled by
`scripts/compile_name_parts.py`, which describes its files; it is mapped into memory, not read.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

from dragoman.index.extract.view import View, keys, view

FILES = ("name_parts.marisa", "name_parts.ids", "name_parts.json")

NUMBER = 3
"""Bytes of a number in `name_parts.ids`."""

LONGEST = 10
"""Letters of a part in a script without spaces."""

_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff"
    "\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+"
)


def is_unspaced(key: str) -> bool:
    """Whether a key is written in a script that has no spaces between words."""
    return _UNSPACED.fullmatch(key) is not None


class _Table:
    """The compiled table."""

    def __init__(self) -> None:
        import marisa_trie

        data = files("dragoman.index.data")
        sizes = json.loads(data.joinpath(FILES[2]).read_text("utf-8"))
        self.trie: Any = marisa_trie.Trie()
        with as_file(data.joinpath(FILES[0])) as path:
            self.trie.mmap(str(path))
        with as_file(data.joinpath(FILES[1])) as path, open(path, "rb") as file:
            self._numbers = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._keys: int = sizes["keys"]
        self._groups: int = sizes["groups"]

    def groups(self, at: int) -> tuple[int, ...]:
        """Return the groups of the key with this number in the trie."""
        value = self._number(at)
        if value <= self._groups:
            return (value,) if value else ()
        start = self._keys + value  # the lists follow the names of the groups
        return tuple(self._number(start + 1 + i) for i in range(self._number(start)))

    def name(self, group: int) -> str:
        """Return the key that stands for a group."""
        found: str = self.trie.restore_key(self._number(self._keys + group - 1))
        return found

    def _number(self, at: int) -> int:
        return int.from_bytes(self._numbers[NUMBER * at : NUMBER * (at + 1)], "little")


@cache
def _table() -> _Table:
    return _Table()


@lru_cache(maxsize=1 << 16)
def parts(key: str) -> tuple[int, ...]:
    """Return the groups of a word (`View.keys`) or run of unspaced letters, exactly as it is."""
    table = _table()
    at = table.trie.get(key)
    return () if at is None else table.groups(at)


def name_of(group: int) -> str:
    """Return the key of the spelling that stands for a group, Latin where there is one."""
    return _table().name(group)


def is_part(key: str) -> bool:
    """Whether a word is a name part, exactly as it is; also one that has no other spelling."""
    return key in _table().trie


UNKNOWN = 1 << 24
"""The rank of a word that is no name with several spellings."""


def rank(key: str) -> int:
    """Return how far down a name is among all, by how many spellings it has; 1 is the first.

    What all the world writes is a name for sure ("Mohammed" 3, "Sergei" 30); far down stand words
    that happen to be somebody's name.
    """
    groups = parts(key)
    return groups[0] if groups else UNKNOWN


def part_begins(key: str) -> bool:
    """Whether a word begins with a name part of four letters or more, and ends soon after it."""
    trie = _table().trie
    longest = max(map(len, trie.prefixes(key)), default=0)
    return longest >= max(_STEM + 1, len(key) - _ENDING + 1)


# "And", "in", "like", "to", the article, written onto a name.
_CLITICS = {
    "ar": re.compile("^(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بلك]|[وف])(?=..)"),
    "he": re.compile("^ו?ש?[הבלמכ]?(?=..)"),
}
_ENDING = 4
"""Letters that an ending may have."""
_STEM = 3
"""Letters that must be left of a name when its ending is taken off."""


@lru_cache(maxsize=1 << 16)
def parts_within(key: str) -> tuple[int, ...]:
    """Return the groups of a word with what may be written onto it: بأردوغان, Эрдоганом.

    The word as it is wins, then the one without a prefix, then the longest part it begins with.
    """
    table = _table()
    bare = without_clitic(key)
    for form in (key, bare):
        if (at := table.trie.get(form)) is not None:
            return table.groups(at)
    for form in sorted(table.trie.prefixes(bare), key=len, reverse=True):
        if len(form) >= max(_STEM, len(bare) - _ENDING):
            return table.groups(table.trie[form])
    return ()


def without_clitic(key: str) -> str:
    """Return an Arabic or Hebrew word without what is written onto it before the name."""
    if "\u0600" <= key < "\u0700":
        return _CLITICS["ar"].sub("", key)
    if "\u0590" <= key < "\u0600":
        return _CLITICS["he"].sub("", key)
    return key


def parts_in_run(run: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the longest parts in letters of a script without spaces.

    From left to right; none stands inside another. Linear.
    """
    trie, reached = _table().trie, 0
    for start in range(len(run) - 1):
        size, more = _beginning(run[start : start + 3])
        if more:
            size = max(map(len, trie.prefixes(run[start : start + LONGEST])), default=0)
        if size > 1 and start + size > reached:
            reached = start + size
            yield start, reached


@lru_cache(maxsize=1 << 16)
def _beginning(three: str) -> tuple[int, bool]:
    """Return the size of the longest part in three letters, and whether one goes on after them."""
    trie = _table().trie
    size = max(map(len, trie.prefixes(three)), default=0)
    return size, len(three) == 3 and any(key != three for key in trie.iterkeys(three))


# --- the channel ----------------------------------------------------------------------------------

_WRITTEN = 3
"""Groups of a word that are written: the largest; the others are spellings that few share."""


# Runs of Han and of katakana: hiragana writes no foreign name, and of Thai, Lao, Burmese and Khmer
# names the table knows too few to pay for the search.
_FOREIGN = re.compile(
    "[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}|[\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f]{2,}"
)


def part_terms(view: View) -> list[str]:
    """Return the words of the channel `part` for a passage: one for each group of each word.

    Where a script has capitals, words without one are left out. Linear; about 20 words a passage.
    """
    found = [
        term
        for word, key in zip(view.words, view.keys, strict=True)
        if len(word) > 1 and not word[0].islower()
        for term in _of_word(key)
    ]
    for run in keys(_FOREIGN.findall(view.text)):
        found += _of_run(run)
    return found


def asked(written: str) -> list[tuple[str, ...]]:
    """Return what a word of a question is asked for in the channel `part`.

    Each tuple is one name, its words alternatives of each other; a run of letters without spaces
    may hold several names. No name: an empty list.
    """
    seen = view(written)
    names = [_words(parts_within(key)) for key in seen.keys]
    for run in keys(_FOREIGN.findall(written)):
        names += [_words(parts(run[start:end])) for start, end in parts_in_run(run)]
    return [name for name in dict.fromkeys(names) if name]


@lru_cache(maxsize=1 << 16)
def _of_word(key: str) -> tuple[str, ...]:
    return _words(parts_within(key)[:_WRITTEN])


def _of_run(run: str) -> list[str]:
    return [
        word
        for start, end in parts_in_run(run)
        for word in _words(parts(run[start:end])[:_WRITTEN])
    ]


def _words(groups: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"p{group}" for group in groups)
