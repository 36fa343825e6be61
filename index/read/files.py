"""Opening files that may be anything: regular files only, unpacked, within limits."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from dragoman.index.read.events import Refused

FILE_LIMIT = 256 * 2**20
"""Bytes, unpacked, of a file that must be read whole (.txt, .md, .json)."""

EXPANSION_LIMIT = 300
"""How many times its size a compressed file may grow once it has passed `FILE_LIMIT`."""

_NOT_FILES = (
    (stat.S_ISDIR, "a folder, not a file"),
    (stat.S_ISFIFO, "a named pipe, not a file; read it through standard input"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


@contextmanager
def opened(path: str, packed: bool = False) -> Iterator[BinaryIO]:
    """Open a regular file, never a pipe or a device, and unpack it if it is compressed.

    Whatever goes wrong while it is open becomes a `Refused` of kind "unreadable" or "damaged".
    """
    try:
        with os.fdopen(_descriptor(path), "rb") as file:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Refused("damaged", f"the compressed file is damaged ({_lower(error)})") from error
    except OSError as error:
        raise unreadable(error) from error


def missing() -> Refused:
    """Return what to say about a path where nothing is, or nothing any more."""
    return Refused("missing", "there is no such file or folder")


def unreadable(error: Exception) -> Refused:
    """Return what to say about an error of the operating system."""
    if isinstance(error, FileNotFoundError):
        return missing()
    return Refused("unreadable", f"cannot be read ({_lower(error)})")


def whole(path: str, packed: bool = False) -> bytes:
    """Return the bytes of a file; raise `Refused` where there are more than `FILE_LIMIT`."""
    with opened(path, packed) as stream:
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(2**20):
            pieces.append(piece)
            size += len(piece)
            if size > FILE_LIMIT:
                raise Refused("too large", f"more than {FILE_LIMIT >> 20} MiB in one document")
        return b"".join(pieces)


def allowance(path: str) -> int:
    """Return how many bytes a compressed file may give before it is taken for a bomb."""
    return max(FILE_LIMIT, EXPANSION_LIMIT * os.path.getsize(path))


def _descriptor(path: str) -> int:
    """Open without waiting: the file may have become a pipe since it was looked at."""
    try:
        _demand_regular(os.stat(path).st_mode)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError as error:  # a NUL in the name
        raise unreadable(error) from error
    try:
        _demand_regular(os.fstat(descriptor).st_mode)
    except Refused:
        os.close(descriptor)
        raise
    return descriptor


def _demand_regular(mode: int) -> None:
    for is_such, name in _NOT_FILES:
        if is_such(mode):
            raise Refused("not a file", name)


def _lower(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return reason[:1].lower() + reason[1:]
