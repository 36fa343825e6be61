"""The ways between languages that some dictionaries make: direct, back, and through English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock

from dragoman.index.errors import ModelError
from dragoman.search.dictionaries import store
from dragoman.search.dictionaries.near import MIDDLE, Near, near
from dragoman.search.dictionaries.store import Dictionary
from dragoman.search.dictionaries.table import BACK, FORTH, Table

# What a translation is worth by where it comes from.
_BACKWARDS = 0.8
_THROUGH = 0.5
_LEGS = 3
"""Words of the middle language that one goes on with."""

_REMEMBERED = 1 << 13
"""Answers of single dictionaries that are kept, a few megabytes."""

Scores = dict[str, float]

Preparing = Callable[[Sequence[Dictionary]], None]


class Ways:
    """Dictionaries in folders, opened when they are first needed; safe from several threads.

    `preparing` is told of those that are about to be compiled, before anybody waits for it.
    """

    def __init__(
        self, folders: Iterable[Path], cache: Path, preparing: Preparing | None = None
    ) -> None:
        self._cache, self._preparing = cache, preparing
        self._told: set[int] = set()
        self._lock = RLock()
        self._tables: dict[int, Table | None] = {}
        self._found = lru_cache(maxsize=_REMEMBERED)(self._looked_up)
        listed = store.installed(folders)
        self.broken = list(listed.broken)
        self._dictionaries = listed.dictionaries
        self._legs: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for number, one in enumerate(listed.dictionaries):
            self._legs[one.source, one.target].append((number, FORTH))
            self._legs[one.target, one.source].append((number, BACK))

    def sources(self) -> frozenset[str]:
        """Return the languages that a question can be looked up in."""
        return frozenset(source for source, _ in self._legs)

    def targets(self, source: str) -> frozenset[str]:
        """Return the languages reachable from one, directly or through English."""
        near = {target for start, target in self._legs if start == source}
        if MIDDLE in near:
            near |= {target for start, target in self._legs if start == MIDDLE}
        return frozenset(near - {source})

    def pairs(self, source: str, target: str) -> tuple[tuple[str, str], ...]:
        """Return the legs from one language to another: itself, two through English, or none."""
        if (source, target) in self._legs:
            return ((source, target),)
        legs = ((source, MIDDLE), (MIDDLE, target))
        return legs if all(leg in self._legs for leg in legs) else ()

    def uncompiled(self) -> tuple[str, ...]:
        """Return the names of dictionaries that have no table yet."""
        return tuple(
            one.name for one in self._dictionaries if not store.is_compiled(one, self._cache)
        )

    def expect(self, legs: Iterable[tuple[str, str]]) -> None:
        """Tell `preparing` at once of all dictionaries of legs that are about to be asked.

        One that is needed without having been expected is told of alone.
        """
        with self._lock:
            self._tell(dict.fromkeys(n for leg in legs for n, _ in self._legs.get(leg, ())))

    def _tell(self, needed: Iterable[int]) -> None:
        new = [number for number in needed if self._is_new(number)]
        self._told.update(new)
        if new and self._preparing is not None:
            self._preparing([self._dictionaries[number] for number in new])

    def _is_new(self, number: int) -> bool:
        if number in self._tables or number in self._told or self._preparing is None:
            return False
        try:
            return not store.is_compiled(self._dictionaries[number], self._cache)
        except ModelError:  # gone meanwhile
            return False

    def known(self, words: tuple[str, ...], source: str, targets: Iterable[str]) -> float:
        """Return how near a word or expression is to one that leads to these languages, 0 to 1."""
        best = 0.0
        for target in targets:
            for number, way in self._legs.get((source, target), ()):
                for worth, _ in self._found(number, way, words, source):
                    best = max(best, worth)
                if best == 1:
                    return best
        return best

    def translated(self, words: tuple[str, ...], source: str, target: str) -> Scores:
        """Return the translations of a word or an expression, and what each is worth."""
        if (source, target) in self._legs:
            return self._direct(words, source, target)
        found: defaultdict[str, float] = defaultdict(float)
        for middle, worth in _best(self._direct(words, source, MIDDLE), _LEGS):
            further = self._direct(tuple(middle.split()), MIDDLE, target)
            for translation, score in _best(further, _LEGS):
                found[translation] += worth * score * _THROUGH
        return found

    def _direct(self, words: tuple[str, ...], source: str, target: str) -> Scores:
        found: defaultdict[str, float] = defaultdict(float)
        for number, way in self._legs.get((source, target), ()):
            for worth, group in self._found(number, way, words, source):
                worth *= _BACKWARDS if way == BACK else 1
                for place, translation in enumerate(group.translations):
                    found[translation] += worth / (1 + place)
        return found

    def _looked_up(self, number: int, way: str, words: tuple[str, ...], source: str) -> Near:
        """Return what one dictionary has of a word or an expression."""
        table = self._table(number)
        return [] if table is None else near(table, way, words, source)

    def _table(self, number: int) -> Table | None:
        tables = self._tables
        if number not in tables:
            with self._lock:
                tables = self._tables
                if number not in tables:
                    self._tell([number])
                    tables[number] = self._compiled(self._dictionaries[number])
        return tables[number]

    def _compiled(self, dictionary: Dictionary) -> Table | None:
        try:
            return store.compiled(dictionary, self._cache, unkept=self._unkept)
        except ModelError as error:
            self.broken.append(str(error))
            return None

    def _unkept(self, error: OSError) -> None:
        """Say once that nothing can be kept."""
        said = store.unwritten(self._cache, error)
        if said not in self.broken:
            self.broken.append(said)

    def close(self) -> None:
        """Let go of all tables; each is unmapped when nobody reads it any more."""
        with self._lock:
            self._tables = {}
            self._found.cache_clear()


def _best(scores: Scores, most: int) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:most]
