"""Aliases and their entries in one trie: what a record is, and how a table is compiled.

A key is an alias as `dragoman.index.extract.view` folds it; a record is four bytes, an entry's
number above the flags of the alias. Records of a first word also say whether aliases go on from
it, and the heads of aliases that may be in lower case stand apart, so that most words of a text
are known to be none by one look.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.index.extract.view import is_unspaced, key_of

CAPITALS = 1
"""Flag: the alias counts only where it is written in capitals (US, IS)."""

LOWER = 2
"""Flag: the alias may be written with a small first letter (demonyms in most languages)."""

MOST_ENTRIES = (1 << 20) - 1
MOST_FLAGS = 1 << 11

HEAD = 4
HEADS = "\x02"
"""Before the heads (first letters) of the aliases that may be in lower case, in the trie."""

GOES_ON = 1 << 11
"""Flag: there are aliases that begin with this word and have more; set by the compiler."""

NONE = (1 << 20) - 1
"""The number of a record that says only that aliases go on from a word that is none."""

FORMAT = ">I"
FLAG_BITS = 12
MASK = MOST_FLAGS - 1

Entries = tuple[tuple[int, int], ...]


def compile_lexicon(aliases: Iterable[tuple[str, int, int]]) -> bytes:
    """Return a trie of aliases: each as written, its entry's number and its flags.

    Numbers lie below 2**20, flags below 2**12; an alias of no word is left out, one that is given
    twice for an entry keeps the flags of all. The same aliases give the same bytes.
    """
    flags: dict[tuple[str, int], int] = {}
    for alias, number, flag in aliases:
        key = key_of(alias)
        if key and 0 <= number < MOST_ENTRIES and 0 <= flag < MOST_FLAGS:
            flags[key, number] = flags.get((key, number), 0) | flag
    return compile_keys((key, number, flag) for (key, number), flag in flags.items())


def compile_keys(records: Iterable[tuple[str, int, int]]) -> bytes:
    """Return a trie of records whose aliases are keys already, each entry's only once."""
    from marisa_trie import RecordTrie

    rows = sorted(records)
    first = {key.partition(" ")[0] for key, _, _ in rows if " " in key}
    first = {word for word in first if not is_unspaced(word)}
    heads = {key.partition(" ")[0][:HEAD] for key, _, flag in rows if flag & LOWER}
    rows += [(word, NONE, 0) for word in sorted(first.difference(key for key, _, _ in rows))]
    packed = [
        (key, (number << FLAG_BITS | flag | (GOES_ON if key in first else 0),))
        for key, number, flag in rows
    ]
    packed += [(HEADS + head, (0,)) for head in sorted(heads)]
    return bytes(RecordTrie(FORMAT, packed).tobytes())


def unpacked(packed: list[tuple[int]]) -> Entries:
    """Return the entries of a key's records."""
    return tuple(
        [(value >> FLAG_BITS, value & MASK) for (value,) in packed if value >> FLAG_BITS != NONE]
    )
