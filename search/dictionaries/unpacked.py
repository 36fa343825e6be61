"""Files of other people's, read within bounds: gzip and dictzip are unpacked, not trusted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from dragoman.index.errors import ModelError

LARGEST = 500 << 20
"""Bytes of a file once it is unpacked."""

LONGEST = 64 << 10
"""Bytes of an entry; what goes on is cut."""

_MAGIC = b"\x1f\x8b"
_STEP, _FED = 1 << 20, 1 << 16
_MOST_MEMBERS = 1 << 16


def content(path: Path, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file, unpacked where they are gzip's (dictzip's are so too).

    Raise `ModelError` where it cannot be read, is broken, or has more bytes than `largest`.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(largest + 1)
    except OSError as error:
        raise ModelError(
            f"{path} cannot be read ({error.strerror or error}): check that it is there"
        ) from error
    if not packed.startswith(_MAGIC):
        return _bounded(packed, path, largest)
    try:
        return _bounded(b"".join(_members(packed, largest)), path, largest)
    except zlib.error as error:
        raise ModelError(f"{path} is broken (gzip: {error}): get it again") from error


def _bounded(found: bytes, path: Path, largest: int) -> bytes:
    if len(found) > largest:
        raise ModelError(f"{path} holds more than {largest >> 20} MB: no dictionary is so large")
    return found


def _members(packed: bytes, largest: int) -> Iterator[bytes]:
    """Yield what is packed, member by member (RFC 1952), a little more than `largest` at most."""
    at = total = count = 0
    while packed.startswith(_MAGIC, at):
        count += 1
        if count > _MOST_MEMBERS:
            raise zlib.error("it is in too many pieces")
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            fed = packed[at : at + _FED]
            piece = member.decompress(fed, _STEP)
            at += len(fed) - len(member.unconsumed_tail) - len(member.unused_data)
            total += len(piece)
            if not piece and not fed and not member.eof:
                raise zlib.error("it ends too early")
            yield piece
            if total > largest:
                return


def lines(path: Path, largest: int = LARGEST) -> Iterator[str]:
    """Yield the lines of a text, without their ends; what is no UTF-8 is replaced."""
    text = content(path, largest).decode("utf-8", "replace").removeprefix("\ufeff")
    return iter(text.splitlines() if text.count("\n") < _MOST_LINES else _too_many(path))


_MOST_LINES = 4_000_000


def _too_many(path: Path) -> list[str]:
    raise ModelError(f"{path} has more than {_MOST_LINES} lines: no dictionary is so large")


class Budget:
    """How many bytes of entries may be read in all: several headwords may share one entry."""

    def __init__(self, path: Path, most: int = 2 * LARGEST) -> None:
        self._path = path
        self._left = most

    def spend(self, size: int) -> int:
        """Take `size` off, cut to `LONGEST`, and return it; raise `ModelError` below nothing."""
        if size > LONGEST:
            size = LONGEST
        self._left -= size + 16
        if self._left < 0:
            raise ModelError(f"{self._path} reads the same entries over and over: it is not usable")
        return size
