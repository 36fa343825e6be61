"""Dictionaries of dictd: an index of headwords beside a text of entries, packed or not.

A line of the index holds the headword, a tab, where its entry begins and, after another tab, how
many bytes it has, both in a notation of 64 digits; a fourth column may hold the headword as it is
written. The text is UTF-8, often packed by dictzip, which any gunzip unpacks. Source: the manual
pages dictd(8), dictfmt(1) and dictzip(1).
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dragoman.index.errors import ModelError
from dragoman.search.dictionaries import unpacked

# The digits are those of Base64 (RFC 4648), six bits each.
_WIDTH, _BYTES = 12, 9

_NOTES = ("00database", "00-database")
_LETTER = re.compile(r"\w+")
_SOUND = re.compile(r"(?<!\S)/[^/\n]*/")

TEXTS = (".dict.dz", ".dict")
"""How the file of entries may end, the likelier first."""


def number(digits: str) -> int:
    """Return the number that dictd writes so: "A" is 0, "BA" is 64. Raise `ValueError` for none."""
    if not 0 < len(digits) <= 10:
        raise ValueError(digits)
    found = a2b_base64(digits.rjust(_WIDTH, "A"))
    if len(found) != _BYTES:  # what is no digit was left out
        raise ValueError(digits)
    return int.from_bytes(found, "big")


def files(index: Path) -> tuple[Path, ...]:
    """Return the files that a dictionary is made of: the index and the text beside it.

    Raise `ModelError` where there is no text.
    """
    stem = index.name.removesuffix(".index")
    for ending in TEXTS:
        text = index.with_name(stem + ending)
        if text.is_file():
            return (index, text)
    raise ModelError(f"{index} has no {stem}.dict.dz or {stem}.dict beside it: put both together")


def read(index: Path) -> Iterator[tuple[str, str]]:
    """Yield headwords and entries. Lines that point outside the text are left out.

    Raise `ModelError` where a file is missing or broken, or where no line is any good.
    """
    _, path = files(index)
    text = unpacked.content(path)
    budget = unpacked.Budget(index)
    numbers = lru_cache(maxsize=1 << 14)(number)  # most entries have the size of others
    for line in unpacked.lines(index):
        try:
            headword, begins, size, *_ = line.split("\t")
            start, count = number(begins), numbers(size)
        except ValueError:
            continue
        if start + count > len(text) or headword.startswith(_NOTES):
            continue
        entry = text[start : start + budget.spend(count)].decode("utf-8", "replace")
        yield headword, _body(headword, entry)


def _body(headword: str, entry: str) -> str:
    """Return an entry without the line that repeats the headword and says how it sounds."""
    head, _, rest = entry.lstrip("\n").partition("\n")
    if rest and not rest.isspace():
        return rest if headword in head or _repeats(head, headword) else entry
    return _SOUND.sub(" ", head.removeprefix(headword), 1)


def _repeats(head: str, headword: str) -> bool:
    """Whether a line has the letters of a headword in their order, whatever stands between."""
    if headword.casefold() in head.casefold():
        return True
    return _letters(headword) in _letters(head)


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(text)).casefold()
