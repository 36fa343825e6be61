"""What `add`, `rebuild` and `analyze` read: paths, and stdin for `-`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dragoman.index import manifest
from dragoman.index.article import Article
from dragoman.index.errors import IndexFolderError, ReadError, UsageError
from dragoman.index.extract.party_file import LARGEST
from dragoman.index.prune import Scope, scopes
from dragoman.index.read import read, read_stream
from dragoman.index.read.clean import clean_text
from dragoman.index.read.encoding import decide, decode
from dragoman.index.read.events import Event, Found, Refused, Skip
from dragoman.index.read.roots import Roots, resolved
from dragoman.index.read.streams import peeked
from dragoman.index.settings import Settings
from dragoman.search.translation import Asked

STDIN = "-"
_BLANK = b"\xef\xbb\xbf \t\r\n"


def known_roots(folder: Path) -> Roots:
    """Return the roots that the index in a folder knows; none where there is no index."""
    with suppress(IndexFolderError):
        return Roots(manifest.load(folder).roots)
    return Roots()


def read_paths(paths: Collection[str], roots: Roots) -> Iterator[Event]:
    """Yield what is found in the paths, in the order given, and last what comes from stdin."""
    yield from read(_files(paths), roots)
    if STDIN in paths:
        yield from read_stream(sys.stdin.buffer)


def read_loosely(paths: Collection[str], roots: Roots) -> Iterator[Event]:
    """Yield the same; stdin may also be the plain text of one article."""
    yield from read(_files(paths), roots)
    if STDIN in paths:
        yield from _read_text_or_lines()


def _files(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path != STDIN]


def _read_text_or_lines() -> Iterator[Event]:
    sample, stream = peeked(sys.stdin.buffer)
    if sample.lstrip(_BLANK).startswith((b"{", b"[")):
        yield from read_stream(stream)
        return
    try:
        yield _text(stream.read())
    except Refused as error:
        yield Skip(STDIN, 0, str(error), error.kind)


def _text(data: bytes) -> Found:
    encoding = decide(data)
    text, _ = decode(data, encoding)
    return Found(Article(STDIN, clean_text(text)), "", STDIN, 0, encoding.name)


def pruned(paths: Iterable[str], roots: Roots) -> list[Scope]:
    """Return what is to be pruned after these paths have been read.

    Roots get their names in the order in which `read` would give them.
    """
    real = [path for path in _files(paths) if path]
    for path in sorted(real, key=lambda path: (len(resolved(path)), path)):
        with suppress(ReadError):
            roots.locate(path)
    return scopes(real, roots)


def settings(
    folder: Path | None,
    lang: str | None,
    parties_file: str | None = None,
    asked: Asked | None = None,
) -> Settings | None:
    """Return the settings that were chosen, or None for those of the index.

    What was not chosen is as in the index in `folder`, where there is one. Raise `UsageError`,
    with file, line and reason, where a file of parties cannot be used.
    """
    told = {} if asked is None else asked.settings()
    if lang is None and parties_file is None and not told:
        return None
    chosen = replace(kept(folder), **told)
    if lang is not None:
        chosen = replace(chosen, lang="" if lang == "auto" else lang)
    if parties_file is not None:
        chosen = replace(chosen, parties="" if parties_file == "-" else _own_parties(parties_file))
    return chosen


def kept(folder: Path | None) -> Settings:
    """Return the settings of the index in a folder, else those that are usual."""
    if folder is not None:
        with suppress(IndexFolderError):
            return manifest.load(folder).settings
    return Settings()


def _own_parties(name: str) -> str:
    from dragoman.index.extract.parties import check_own

    try:
        with open(name, "rb") as file:
            data = file.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{name} cannot be read ({error.strerror}): give a file.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}, line {line}: this is not UTF-8.") from None
    check_own(text, name)
    return text
