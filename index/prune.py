"""Which articles a run that read certain paths may take for gone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.index.errors import ReadError
from dragoman.index.read.events import Note, Skip
from dragoman.index.read.roots import Roots

_NOT_THERE = ("empty", "missing", "duplicate")
"""How the kinds of skips start after which an article is truly no longer there."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of what an index holds: all below `path` of a root ("" = all of the root)."""

    root: str
    path: str = ""


def scopes(paths: Sequence[str | Path], roots: Roots) -> list[Scope]:
    """Return the parts that these paths stand for; standard input ("-") stands for none."""
    found = (_place(path, roots) for path in paths if path != "-")
    return [Scope(root, storable(path)) for root, path in filter(None, found)]


def _place(path: str | Path, roots: Roots) -> tuple[str, str] | None:
    """Return root and path below it; of what is not there too, if it was in a known root."""
    try:
        return roots.locate(path)
    except ReadError:
        return roots.within(path)


def storable(path: str) -> str:
    """Return a path as the ledger keeps it: bytes that are no UTF-8 as escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


class Unread:
    """Remembers what was there and could not be read: what it held before stays."""

    def __init__(self, roots: Roots | None) -> None:
        self._roots = roots
        self._places: set[tuple[str, str]] = set()

    def note(self, event: Skip | Note) -> None:
        """Take note of what was left out."""
        if self._roots is None or isinstance(event, Note) or _is_gone(event):
            return
        if place := self._roots.within(event.path):
            self._places.add((place[0], storable(place[1])))

    def covers(self, root: str, path: str) -> bool:
        """Whether this file, or a folder that it is in, could not be read."""
        return any((root, above) in self._places for above in _upwards(path))


def _is_gone(skip: Skip) -> bool:
    return skip.kind.startswith(_NOT_THERE) or not os.path.lexists(skip.path)


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = os.path.dirname(path)
    yield ""


def is_reachable(scope: Scope, roots: Mapping[str, str]) -> bool:
    """Whether the folder of the root is there at all: a drive may just not be plugged in."""
    return os.path.isdir(roots.get(scope.root, ""))


def kept(path: str, why: str) -> Note:
    """Return the word said of what is not pruned."""
    return Note(path, 0, f"kept as it was indexed before, since {why}", "kept")
