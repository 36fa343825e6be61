"""Dictionaries of one's own: a headword, a tab, translations.

Translations stand in further columns, or in one parted by semicolons or commas. A line that begins
with "#" is a comment; `#lang en ar`, before the first entry, says from which language to which.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.search.dictionaries import unpacked

_DECLARED = "#lang"
_HEAD = 64 << 10


def read(file: Path) -> Iterator[tuple[str, str]]:
    """Yield headwords and entries; lines without a tab are left out."""
    budget = unpacked.Budget(file)
    for line in unpacked.lines(file):
        headword, tab, rest = line.partition("\t")
        if tab and not line.startswith("#"):
            yield headword.strip(), rest[: budget.spend(len(rest))].replace("\t", "\n")


def declared(file: Path) -> tuple[str, str]:
    """Return the two languages that the file itself names, or two empty strings."""
    with file.open("rb") as source:
        head = source.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
    for line in head.splitlines():
        if line.startswith(_DECLARED):
            named = line[len(_DECLARED) :].split()
            return (named[0], named[1]) if len(named) == 2 else ("", "")
        if line.strip() and not line.startswith("#"):
            break
    return "", ""
