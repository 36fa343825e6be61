"""Where articles live: named folders, so that ids survive when what is above them moves."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import count
from pathlib import Path

from dragoman.index.read.events import Refused, shown


def article_id(root: str, path: str, place: int = 0) -> str:
    """Return the id of an article that has none of its own: 16 hexadecimal digits.

    A hash of the root's name, the path below it and, where a file holds several articles, the
    line or the position (from 1). Names count as Unicode's composed form, so a folder copied
    from a system that decomposes them keeps its ids.
    """
    parts = [root, path, str(place)] if place else [root, path]
    name = unicodedata.normalize("NFC", "\0".join(parts))
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Roots:
    """The folders that articles come from, each under a name of its own.

    The root of a folder is that folder, named by its base name; the root of a file is the folder
    it is in; and whatever lies inside a root that is known already belongs to that root. When the
    name is taken by a folder that no longer exists, it is the same root, moved; when that other
    folder still exists, the new one gets a number ("news-2"). Links and "." are resolved.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        """Start from the roots of a manifest: names and absolute paths."""
        self._folders = dict(known or {})

    @property
    def known(self) -> dict[str, str]:
        """The roots by name, with those that `locate` added or found elsewhere."""
        return dict(self._folders)

    def locate(self, path: str | Path) -> tuple[str, str]:
        """Return the root's name and the path below it ("" for the root itself).

        A root that is not known yet is added. Raise `ReadError` where there is nothing.
        """
        real = resolved(path)
        if inside := self.owner(real):
            return inside
        if not os.path.exists(real):
            raise Refused("missing", "there is no such file or folder")
        self._add(real if os.path.isdir(real) else os.path.dirname(real))
        return self.owner(real) or ("", "")

    def within(self, path: str | Path) -> tuple[str, str] | None:
        """Return the innermost known root that holds the path, and the path below it, or None."""
        return self.owner(resolved(path))

    def owner(self, real: str) -> tuple[str, str] | None:
        """Do as `within`, for an absolute path that is to be taken as it stands."""
        folders = self._folders.items()
        holding = [(folder, name) for name, folder in folders if holds(folder, real)]
        if not holding:
            return None
        folder, name = max(holding, key=lambda item: len(item[0]))
        return name, "" if real == folder else os.path.relpath(real, folder)

    def _add(self, folder: str) -> None:
        base = shown(os.path.basename(folder)) or "root"
        for name in _numbered(base):
            if not os.path.isdir(self._folders.get(name, "")):
                self._folders[name] = folder
                return


def resolved(path: str | Path) -> str:
    """Return the absolute path with links resolved, save that a file keeps its own name.

    A link to a file is read under the name of the link, as repositories that keep every file
    behind a link expect.
    """
    absolute = os.path.abspath(path)
    if "\0" in absolute:  # there is no such path, and asking for it is an error
        return absolute
    if os.path.isdir(absolute):
        return os.path.realpath(absolute)
    return os.path.join(os.path.realpath(os.path.dirname(absolute)), os.path.basename(absolute))


def holds(folder: str, path: str) -> bool:
    """Tell whether an absolute path is a folder or lies below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _numbered(base: str) -> Iterator[str]:
    yield base
    for number in count(2):
        yield f"{base}-{number}"
