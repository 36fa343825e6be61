"""The tables of languages: names, scripts, letters and telling words.

The facts are in `data/languages.tsv`, `data/alphabets.tsv` and `data/language_words.tsv`, each
with its source and licence at its head. They are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code, English name, scripts (ISO 15924), and rarity in nats."""

    code: str
    name: str
    scripts: tuple[str, ...]
    rarity: float


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of a language in one script: of its own words, and those it borrows."""

    letters: frozenset[str]
    loans: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What tells a language from its neighbours: words, their beginnings, stretches of letters."""

    whole: frozenset[str]
    starts: frozenset[str]
    parts: frozenset[str]


def _rows(table: str) -> Iterator[list[str]]:
    """Yield the rows of a table in `index/data`, without comments."""
    from importlib.resources import files  # tens of milliseconds, so not at import

    content = files("dragoman.index.data").joinpath(table).read_text(encoding="utf-8")
    for line in content.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def languages() -> dict[str, Language]:
    """Return every language that has a name here, by code."""
    return {
        code: Language(code, title, tuple(scripts.split(",")), float(rarity))
        for code, title, scripts, rarity in _rows("languages.tsv")
    }


@cache
def alphabets() -> dict[tuple[str, str], Alphabet]:
    """Return the alphabets by code and script; languages without neighbours have none."""
    return {
        (code, script): Alphabet(frozenset(letters), frozenset(loans))
        for code, script, letters, loans in _rows("alphabets.tsv")
    }


@cache
def telling_words() -> dict[str, Words]:
    """Return the telling words by code."""
    table = {}
    for code, line in _rows("language_words.tsv"):
        items = line.split()
        starts = frozenset(item[:-1] for item in items if item.endswith("*"))
        parts = frozenset(item[1:-1] for item in items if item.startswith("/"))
        whole = frozenset(item for item in items if item[0] != "/" and item[-1] != "*")
        table[code] = Words(whole, starts, parts)
    return table


def name(code: str) -> str:
    """Return the English name of a language, or its code where there is none: "fa" → "Persian"."""
    known = languages().get(code)
    return known.name if known else code
