"""From a path to the files that it stands for, in one order always."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from dragoman.index.read.events import Note, Refused, Skip
from dragoman.index.read.files import missing, unreadable
from dragoman.index.read.ignore import NAME, Ignore, ignore_in
from dragoman.index.read.origin import Origin
from dragoman.index.read.roots import Roots, holds, resolved

_T = TypeVar("_T")
_Saying: TypeAlias = Generator[Note | Skip, None, _T]
"""What says something on its way to a result."""

_INDEX = ("manifest.json", "ledger.sqlite")
"""What marks a folder as an index of ours."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that is yet to be looked at; `real` is where it lies when links are resolved."""

    path: str
    real: str
    is_folder: bool
    ignores: tuple[Ignore, ...]

    def is_ignored(self) -> bool:
        return any(ignore.matches(self.path, self.is_folder) for ignore in self.ignores)


def walk(path: str, roots: Roots) -> Iterator[Origin | Note | Skip]:
    """Yield the files of a folder, in the order of their names, or the one file.

    Hidden files and folders, indexes of ours and what a `.dragomanignore` names are passed over.
    A link to something below the same root adds nothing, for that is read under its own name,
    unless that is hidden: then the link's name counts. Links out of the root are left out. Raise
    `Refused` where there is nothing at the path.
    """
    top = resolved(path)
    root, _ = roots.locate(top)
    if not os.path.lexists(top):
        raise missing()
    yield from _Walk(path, top, roots.known[root], roots).events()


class _Walk:
    """One walk: where it began, how far links may lead, and which were followed."""

    def __init__(self, given: str, top: str, limit: str, roots: Roots) -> None:
        self._given = given
        self._top = top
        self._limit = limit
        self._roots = roots
        self._seen: set[str] = set()

    def events(self) -> Iterator[Origin | Note | Skip]:
        """Yield the files, and what is to be said on the way."""
        ignores = yield from self._ignores_above()
        top = _Entry(self._top, os.path.realpath(self._top), os.path.isdir(self._top), ignores)
        if top.is_ignored():
            raise Refused("ignored", f"left out by a {NAME} in a folder above")
        if _is_index(top):
            raise Refused("an index", "an index of Dragoman, not articles")
        waiting = [top]
        while waiting:
            entry = waiting.pop()
            if entry.is_folder:
                inside = yield from self._inside(entry)
                waiting.extend(reversed(inside))
            else:
                yield self._origin(entry)

    def _ignores_above(self) -> _Saying[tuple[Ignore, ...]]:
        """Return what the folders from the root down to the path leave out."""
        ignores: tuple[Ignore, ...] = ()
        folder = self._limit
        for part in os.path.relpath(self._top, self._limit).split("/"):
            if folder != self._top:
                ignores = yield from self._with_ignores(folder, ignores)
            folder = os.path.join(folder, part)
        return ignores

    def _with_ignores(
        self, folder: str, ignores: tuple[Ignore, ...]
    ) -> _Saying[tuple[Ignore, ...]]:
        try:
            ignore = ignore_in(folder)
        except Refused as why:
            yield Note(self._named(os.path.join(folder, NAME)), 0, f"{why}; nothing is left out")
            return ignores
        return (*ignores, ignore) if ignore else ignores

    def _inside(self, folder: _Entry) -> _Saying[list[_Entry]]:
        """Return what is to be read in a folder, in order."""
        try:
            with os.scandir(folder.path) as found:
                items = sorted(found, key=lambda item: item.name)
        except OSError as error:
            yield self._skip(folder.path, unreadable(error))
            return []
        ignores = yield from self._with_ignores(folder.path, folder.ignores)
        inside: list[_Entry] = []
        for item in items:
            try:
                inside += self._entries(item, folder.real, ignores)
            except Refused as why:
                yield self._skip(item.path, why)
        return inside

    def _entries(
        self, item: os.DirEntry[str], real: str, ignores: tuple[Ignore, ...]
    ) -> list[_Entry]:
        """Return what is to be read of an item: itself or nothing."""
        if item.name.startswith("."):
            return []
        is_link = item.is_symlink()
        is_folder = os.path.isdir(item.path) if is_link else item.is_dir(follow_symlinks=False)
        entry: _Entry | None = _Entry(item.path, os.path.join(real, item.name), is_folder, ignores)
        if entry and is_link and not entry.is_ignored():
            entry = self._followed(entry)
        return [entry] if entry and not entry.is_ignored() and not _is_index(entry) else []

    def _followed(self, link: _Entry) -> _Entry | None:
        """Return a link with what it leads to, or None where that is read without it."""
        real = os.path.realpath(link.path)
        if not os.path.exists(real):
            raise Refused("unreadable", "a link that leads to nothing")
        if not holds(self._limit, real):
            raise Refused("link out of the folder", f"a link that leaves the folder, to {real}")
        hidden = any(part.startswith(".") for part in os.path.relpath(real, self._limit).split("/"))
        if not hidden or real == self._limit or real in self._seen:
            return None
        self._seen.add(real)
        return replace(link, real=real)

    def _origin(self, entry: _Entry) -> Origin:
        root, below = self._roots.owner(entry.path) or ("", "")
        return Origin(entry.real, self._named(entry.path), root, below)

    def _named(self, path: str) -> str:
        """Return the path as the caller would write it."""
        if path == self._top:
            return self._given
        below = os.path.relpath(path, self._top)
        return os.path.join(self._given, below).removeprefix("./")

    def _skip(self, path: str, why: Refused) -> Skip:
        return Skip(self._named(path), 0, str(why), why.kind)


def _is_index(entry: _Entry) -> bool:
    return entry.is_folder and all(
        os.path.exists(os.path.join(entry.path, name)) for name in _INDEX
    )
