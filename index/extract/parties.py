"""The table of parties, and the parties that a text names with its names for them.

The table is compiled by `scripts/compile_parties.py` from the JSON lines in `data/`; a user's own
file (`party_file`) changes it for an index.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import as_file, files
from types import MappingProxyType
from typing import NamedTuple

from dragoman.index.article import Entity
from dragoman.index.extract.lexicon import CAPITALS, LOWER, Lexicon, Match
from dragoman.index.extract.party_file import Changes, read_changes
from dragoman.index.extract.view import View, key_of

FILES = ("parties.trie", "parties.json")

DEMONYM, METONYM, SHORT, ACCENTED = 4, 8, 16, 32
"""Flags of an alias, beside those of `lexicon`: what kind of name it is, and that it is another
word without its accents (Turkish Şam is Damascus, Sam is somebody)."""

_SHORT_KEY = 5
"""Letters of a key up to which accents have to be written."""


SHORTEST = 3
"""Letters of an acronym up to which it counts only in texts of the languages that have it: AB is
the European Union in Turkish and nothing in English."""


class Named(NamedTuple):
    """A stretch of a text that names one of some parties, with the flags of the alias.

    `first` and `last` are word numbers, half open, `start` and `end` offsets; `exact` is False
    where an ending was taken off.
    """

    first: int
    last: int
    start: int
    end: int
    parties: tuple[tuple[Entity, int], ...]
    exact: bool


class Parties:
    """All parties that have names in tables; safe from several threads."""

    def __init__(
        self,
        lexicon: Lexicon,
        known: tuple[Entity, ...],
        changes: Changes,
        acronyms: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        """Take compiled names and parties, a user's changes, the languages of acronyms."""
        self._acronyms = acronyms
        every = {entity.id: entity for entity in known} | dict(changes.parties)
        self._entities = every
        self._changes = changes
        self._numbered = tuple(self._now(entity.id) for entity in known)
        self._lexicon = lexicon
        self._own_ids = tuple(dict.fromkeys(name for _, name in changes.aliases))
        self._own_numbered = tuple(map(self._now, self._own_ids))
        numbers = {name: number for number, name in enumerate(self._own_ids)}
        own = [(alias, numbers[name], alias_flags(alias)) for alias, name in changes.aliases]
        self._own = Lexicon.of(own) if own else None

    def _now(self, name: str) -> Entity | None:
        """Return what an id means after merging, or None where it is to be ignored."""
        last = self._changes.into.get(name, name)
        ignored = self._changes.ignored
        return None if name in ignored or last in ignored else self._entities.get(last)

    def entity(self, name: str) -> Entity | None:
        """Return the party with this id, or None."""
        return self._now(name)

    def known(self) -> Iterator[Entity]:
        """Yield every party, by id, as it is after merging."""
        found = dict.fromkeys(map(self._now, sorted(self._entities)))
        return (entity for entity in found if entity is not None)

    def named(self, text: str) -> list[Entity]:
        """Return the parties that may be called so, in whatever script: a state before others."""
        if key_of(text) in self._changes.unnamed:
            return []
        found = list(self._kept(self._lexicon.lookup(text), self._numbered, key_of(text)))
        if self._own is not None:
            found += self._kept(self._own.lookup(text), self._own_numbered, "")
        ranked = sorted(found, key=lambda pair: (pair[1] & ~(CAPITALS | LOWER), pair[0].id))
        return list(dict.fromkeys(entity for entity, _ in ranked))

    def find(self, view: View) -> list[Named]:
        """Return every stretch of a text that may name parties; they may overlap."""
        found = list(self._read(view, self._lexicon.matches(view), self._numbered, False))
        if self._own is not None:
            found += self._read(view, self._own.matches(view), self._own_numbered, True)
        return found

    def _read(
        self, view: View, matches: Iterable[Match], numbered: tuple[Entity | None, ...], own: bool
    ) -> Iterator[Named]:
        changed = bool(self._changes.taken or self._changes.unnamed)
        for match in matches:
            key = " ".join(view.keys[match.first : match.last]) if changed else ""
            if changed and key in self._changes.unnamed:
                continue
            entities = tuple(self._kept(match.entries, numbered, "" if own else key))
            entities = tuple(pair for pair in entities if self._is_meant(view, match, *pair))
            if entities:
                where = (match.first, match.last, match.start, match.end)
                yield Named(*where, entities, match.exact)

    def _is_meant(self, view: View, match: Match, entity: Entity, flags: int) -> bool:
        """Whether a name is written as it has to be, in a language that has it."""
        written = view.text[match.start : match.end]
        if flags & ACCENTED and written.isascii():
            return False
        if flags & CAPITALS and len(written) <= SHORTEST and view.lang != "und":
            langs = self._acronyms.get(f"{view.keys[match.first]} {entity.id}")
            return langs is None or view.lang in langs
        return True

    def _kept(
        self, entries: Iterable[tuple[int, int]], numbered: tuple[Entity | None, ...], key: str
    ) -> Iterator[tuple[Entity, int]]:
        for number, flags in entries:
            entity = numbered[number]
            if entity is not None and (key, entity.id) not in self._changes.taken:
                yield entity, flags


def alias_flags(alias: str) -> int:
    """Return what the spelling of an alias in a table says of how it is written in a text.

    Small letters may also be capitals; an acronym of a few capitals counts as such alone; a short
    name with accents counts with them alone.
    """
    letters = [letter for letter in alias if letter.isalpha()]
    short = len(letters) <= _SHORT_KEY and not alias.isascii() and key_of(alias).isascii()
    accented = ACCENTED if short else 0
    if letters and letters[0].islower():
        return LOWER | accented
    capitals = 1 < len(letters) <= 6 and all(letter.isupper() for letter in letters)
    return (CAPITALS if capitals else 0) | accented


@lru_cache(maxsize=4)
def parties(own: str = "") -> Parties:
    """Return the parties of the tables, with the changes of a user's own file (its text).

    Raise `UsageError` where that text cannot be read.
    """
    lexicon, known, acronyms = _compiled()
    changes = read_changes(own, "The file of parties", _by_id(known)) if own else Changes()
    return Parties(lexicon, known, changes, acronyms)


def check_own(text: str, name: str) -> None:
    """Raise `UsageError`, with file, line and reason, where a file of parties cannot be used."""
    read_changes(text, name, _by_id(_compiled()[1]))


def _by_id(known: Iterable[Entity]) -> Mapping[str, Entity]:
    return {entity.id: entity for entity in known}


@cache
def _compiled() -> tuple[Lexicon, tuple[Entity, ...], Mapping[str, Collection[str]]]:
    data = files("dragoman.index.data")
    told = json.loads(data.joinpath(FILES[1]).read_text("utf-8"))
    with as_file(data.joinpath(FILES[0])) as path:
        lexicon = Lexicon.open(path)
    return lexicon, tuple(Entity(*row) for row in told["parties"]), told["acronyms"]
