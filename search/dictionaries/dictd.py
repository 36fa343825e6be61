"""Dictionaries of dictd: an index of headwords beside a text of entries, packed or not.

A line of the index holds the headword, a tab, where its entry begins and, after another tab, how
many bytes it has, both in a notation of 64 digits; a fourth column may hold the headword as it is
written. The text is UTF-8, often packed by dictzip, which any gunzip unpacks. Source: the manual
pages dictd(8), dictfmt(1) and dictzip(1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.index.errors import ModelError
from dragoman.search.dictionaries import unpacked

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}

_NOTES = ("00database", "00-database")
_LETTER = re.compile(r"\w+")
_SOUND = re.compile(r"(?<!\S)/[^/\n]*/")

TEXTS = (".dict.dz", ".dict")
"""How the file of entries may end, the likelier first."""


def number(digits: str) -> int:
    """Return the number that dictd writes so: "A" is 0, "BA" is 64. Raise `ValueError` for none."""
    if not 0 < len(digits) <= 10:
        raise ValueError(digits)
    total = 0
    for digit in digits:
        if digit not in _VALUES:
            raise ValueError(digits)
        total = total * 64 + _VALUES[digit]
    return total


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
    for line in unpacked.lines(index):
        try:
            headword, begins, size = line.split("\t")[:3]
            start, count = number(begins), number(size)
        except ValueError:
            continue
        if headword.startswith(_NOTES) or start + count > len(text):
            continue
        entry = text[start : start + budget.spend(count)].decode("utf-8", "replace")
        yield headword, _body(headword, entry)


def _body(headword: str, entry: str) -> str:
    """Return an entry without the line that repeats the headword and says how it sounds."""
    head, _, rest = entry.lstrip("\n").partition("\n")
    if rest.strip():
        return rest if _letters(headword) in _letters(head) else entry
    return _SOUND.sub(" ", head.removeprefix(headword), 1)


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(text)).casefold()
