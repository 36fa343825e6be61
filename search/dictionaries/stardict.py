"""Dictionaries of StarDict: `.ifo` (what it is), `.idx` (headwords), `.dict` (entries), `.syn`.

`.idx` and `.dict` may be packed (`.idx.gz`, `.dict.dz`). An index entry is a headword in UTF-8, a
zero byte, an offset of 32 or 64 bits and a size of 32 bits, both big-endian; a synonym is a word,
a zero byte and the number of a headword. An entry is fields, each with a type: one letter before
it, or for all entries `sametypesequence`; fields with small letters end with a zero byte, save for
the last of a sequence, those with capitals begin with their size. Source: StarDict's own
description of its format, version 3.0.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.index.errors import ModelError
from dragoman.search.dictionaries import unpacked

_TEXT = frozenset("mthxgykw")
"""Types of fields that are texts; of these "t" and "y" say how a word sounds."""

_SOUND = frozenset("tyk")
_MARKED = frozenset("hxg")

_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?dd|/?dt|/?tr|/?def|/?dtrn|/?blockquote)\b[^<>]*>")
_DROPPED = re.compile(r"<(k|ex|co|abr|i|rref|tr|opt|c)\b[^<>]*>[^<]*</\1>")
_MARK = re.compile(r"</?[a-zA-Z][^<>]*>")
_NAMES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " ", "&amp;": "&"}
_NAMED = re.compile("|".join(_NAMES))

_IFO = 64 << 10
_MOST_SYNONYMS = 3_000_000


def files(ifo: Path) -> tuple[Path, ...]:
    """Return the files of a dictionary: `.ifo`, `.idx`, `.dict` and, where there is one, `.syn`."""
    found = [ifo, _beside(ifo, ".idx", ".idx.gz"), _beside(ifo, ".dict", ".dict.dz")]
    synonyms = ifo.with_suffix(".syn")
    return (*found, synonyms) if synonyms.is_file() else tuple(found)


def _beside(ifo: Path, *endings: str) -> Path:
    for ending in endings:
        file = ifo.with_name(ifo.stem + ending)
        if file.is_file():
            return file
    raise ModelError(f"{ifo} has no {ifo.stem}{endings[0]} beside it: put all its files together")


def bookname(ifo: Path) -> str:
    """Return the title that a dictionary gives itself, "" for none."""
    return _facts(ifo).get("bookname", "")


def _facts(ifo: Path) -> dict[str, str]:
    pairs = (line.partition("=") for line in unpacked.lines(ifo, _IFO))
    return {name.strip(): value.strip() for name, sign, value in pairs if sign}


def read(ifo: Path) -> Iterator[tuple[str, str]]:
    """Yield headwords and entries, then synonyms with the entries they stand for.

    What points outside a file is left out. Raise `ModelError` where a file is missing or broken.
    """
    facts = _facts(ifo)
    _, index, text, *synonyms = files(ifo)
    content = unpacked.content(text)
    budget = unpacked.Budget(ifo)
    kinds = facts.get("sametypesequence", "")
    width = 8 if facts.get("idxoffsetbits") == "64" else 4
    places: list[tuple[int, int]] = []
    for word, start, size in _index(unpacked.content(index), width):
        places.append((start, size))
        if body := _body(content, start, size, kinds, budget):
            yield word, body
    for file in synonyms:
        for word, place in _synonyms(unpacked.content(file)):
            if place < len(places) and (body := _body(content, *places[place], kinds, budget)):
                yield word, body


def _index(content: bytes, width: int) -> Iterator[tuple[str, int, int]]:
    at = 0
    while (end := content.find(b"\0", at)) >= 0 and end + 1 + width + 4 <= len(content):
        word = content[at:end].decode("utf-8", "replace")
        at = end + 1 + width + 4
        start = int.from_bytes(content[end + 1 : end + 1 + width], "big")
        yield word, start, int.from_bytes(content[at - 4 : at], "big")


def _synonyms(content: bytes) -> Iterator[tuple[str, int]]:
    at = 0
    for _ in range(_MOST_SYNONYMS):
        end = content.find(b"\0", at)
        if end < 0 or end + 5 > len(content):
            return
        yield (
            content[at:end].decode("utf-8", "replace"),
            int.from_bytes(content[end + 1 : end + 5], "big"),
        )
        at = end + 5


def _body(content: bytes, start: int, size: int, kinds: str, budget: unpacked.Budget) -> str:
    if start + size > len(content):
        return ""
    entry = content[start : start + budget.spend(size)]
    return "\n".join(
        _read(kind, field) for kind, field in _fields(entry, kinds) if kind not in _SOUND
    ).strip()


def _fields(entry: bytes, kinds: str) -> Iterator[tuple[str, bytes]]:
    """Yield type and bytes of the texts in an entry, with or without a common sequence of types."""
    at, number = 0, 0
    while at < len(entry) and (not kinds or number < len(kinds)):
        kind = kinds[number] if kinds else chr(entry[at])
        at += 0 if kinds else 1
        number += 1
        last = bool(kinds) and number == len(kinds)
        if kind.isupper():
            start = at if last else at + 4
            at = len(entry) if last else start + int.from_bytes(entry[at : at + 4], "big")
            continue
        end = len(entry) if last else entry.find(b"\0", at)
        end = len(entry) if end < 0 else end
        if kind in _TEXT:
            yield kind, entry[at:end]
        at = end + 1


def _read(kind: str, field: bytes) -> str:
    text = field.decode("utf-8", "replace")
    if kind not in _MARKED:
        return text
    text = _DROPPED.sub(" ", _BREAK.sub("\n", text))
    return _NAMED.sub(lambda found: _NAMES[found[0]], _MARK.sub("", text))
