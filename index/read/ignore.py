"""`.dragomanignore`: what in a folder is not an article.

One pattern a line, as a shell writes them (`*`, `?`, `[abc]`); blank lines and lines that begin
with `#` say nothing. A pattern without "/" is held against the name of every file and folder
below; one with "/" against the path from the folder the file lies in, where `*` also matches
"/"; one that ends in "/" against folders alone. Nothing can be taken back by a later line.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from fnmatch import fnmatchcase

from dragoman.index.read.files import whole

NAME = ".dragomanignore"


@dataclass(frozen=True, slots=True)
class Ignore:
    """The patterns of one folder."""

    folder: str
    patterns: tuple[str, ...]

    def matches(self, path: str, is_folder: bool) -> bool:
        """Tell whether a file or folder below this one, by its absolute path, is left out."""
        below = os.path.relpath(path, self.folder)
        return any(_matches(pattern, below, is_folder) for pattern in self.patterns)


def ignore_in(folder: str) -> Ignore | None:
    """Return the patterns of the folder, if any; raise `Refused` where they cannot be read."""
    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return None
    lines = whole(path).decode("utf-8-sig", "replace").splitlines()
    stripped = (line.strip() for line in lines)
    return Ignore(folder, tuple(line for line in stripped if line and line[0] != "#"))


def _matches(pattern: str, below: str, is_folder: bool) -> bool:
    if pattern.endswith("/"):
        if not is_folder:
            return False
        pattern = pattern.rstrip("/")
    subject = below if "/" in pattern else os.path.basename(below)
    return fnmatchcase(subject, pattern.removeprefix("/"))
