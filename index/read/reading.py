"""A whole run of reading: every path, every file, every article once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

from dragoman.index.read.events import Event, Found, Refused, Skip
from dragoman.index.read.files import missing, unreadable
from dragoman.index.read.formats import format_of
from dragoman.index.read.json_files import read_document, read_lines, read_lines_file
from dragoman.index.read.origin import Origin
from dragoman.index.read.roots import Roots, resolved
from dragoman.index.read.text_files import read_markdown, read_text
from dragoman.index.read.walk import walk

_Reader: TypeAlias = Callable[[Origin], Iterator[Event]]
_Seen: TypeAlias = dict[str, tuple[str, int]]
"""Where an id was met first: a file and a line."""

_READERS: dict[str, Callable[[Origin, bool], Iterator[Event]]] = {
    "text": read_text,
    "markdown": read_markdown,
    "lines": read_lines_file,
    "json": read_document,
}


def read(paths: Sequence[str | Path], roots: Roots) -> Iterator[Event]:
    """Read files and folders; yield what is found, what is left out, and warnings.

    Files come in the order of the paths and, within a folder, of their names; a file that two
    paths lead to is read once. The first of several articles with one id counts. Roots are
    settled before the first file is opened, shorter paths first, so that ids do not hang on the
    order of the paths. Nothing that is wrong with a path, a file or an article raises.
    """
    given = [os.fspath(path) for path in paths]
    for path in sorted(given, key=lambda path: (len(resolved(path)), path)):
        with suppress(Refused):
            roots.locate(_checked(path))
    return _read_all(given, roots)


def read_stream(stream: BinaryIO, name: str = "stdin") -> Iterator[Event]:
    """Read JSON lines, each of which must give its `id`; `name` stands for the stream in messages.

    What is found has the root "" and the path "-".
    """
    origin = Origin("", name, "", "-")
    return _each_once(origin, lambda it: read_lines(it, stream, enough=1), {})


def _read_all(paths: Iterable[str], roots: Roots) -> Iterator[Event]:
    done: set[str] = set()
    seen: _Seen = {}
    for path in paths:
        try:
            for item in walk(_checked(path), roots):
                if not isinstance(item, Origin):
                    yield item
                elif item.real not in done:
                    done.add(item.real)
                    yield from _each_once(item, _read_file, seen)
        except Refused as why:
            yield Skip(path or "''", 0, str(why), why.kind)


def _checked(path: str) -> str:
    """Return a path that may be asked for; an empty one would mean the folder we are in."""
    if not path or "\0" in path:
        raise missing()
    return path


def _read_file(origin: Origin) -> Iterator[Event]:
    kind, packed = format_of(os.path.basename(origin.path))
    return _READERS[kind](origin, packed)


def _each_once(origin: Origin, reader: _Reader, seen: _Seen) -> Iterator[Event]:
    """Read a file; of several articles with one id the first passes, wherever it was."""
    for event in _guarded(origin, reader):
        if isinstance(event, Found) and (first := seen.get(event.article.id)):
            yield origin.skip(event.line, _duplicate(event.article.id, *first))
            continue
        if isinstance(event, Found):
            seen[event.article.id] = origin.named, event.line
        yield event


def _duplicate(name: str, path: str, line: int) -> Refused:
    place = f"{path}:{line}" if line else path
    return Refused("duplicate id", f"the id '{name[:60]}' was given before, in {place}")


def _guarded(origin: Origin, reader: _Reader) -> Iterator[Event]:
    """Turn what goes wrong with a file into one event; what was read of it before stays."""
    try:
        yield from reader(origin)
    except Refused as why:
        yield origin.skip(0, why)
    except OSError as error:  # of a stream that somebody else opened
        yield origin.skip(0, unreadable(error))
