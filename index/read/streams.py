"""Lines out of streams of bytes: looked ahead, brought to UTF-8, numbered, never too long."""

from __future__ import annotations

import io
import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias, cast

from dragoman.index.read.events import Refused

LINE_LIMIT = 64 * 2**20
"""Bytes of one JSON line; a longer one is left out and the next one read."""

SAMPLE = 256 * 2**10
"""Bytes at the beginning of JSON lines by which their encoding is decided."""

_Read: TypeAlias = Callable[[int], bytes]


def peeked(stream: BinaryIO, enough: int = SAMPLE) -> tuple[bytes, BinaryIO]:
    """Return the first bytes, and a stream that still begins with them.

    Reading goes on until there are `enough` bytes; an error on the way is kept for whoever reads
    that far, so that nothing before it is lost.
    """
    read: _Read = getattr(stream, "read1", stream.read)
    sample = bytearray()
    failure: Exception | None = None
    try:
        while len(sample) < enough and (piece := read(SAMPLE)):
            sample += piece
    except (OSError, EOFError, zlib.error) as error:
        failure = error
    return bytes(sample), _buffered(_Replay(bytes(sample), read, failure))


def recoded(stream: BinaryIO, codec: str) -> BinaryIO:
    """Return the stream in UTF-8, for encodings in which a line break is more than one byte."""
    return _buffered(_Recoded(stream, codec))


def numbered_lines(
    stream: BinaryIO, allowed: int | None = None
) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number from 1; None stands for one longer than `LINE_LIMIT`.

    Raise `Refused` where the stream gives more than `allowed` bytes.
    """
    size = number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        short = len(line) <= LINE_LIMIT
        if short:
            yield number, line
        size += len(line)
        while not short and line and not line.endswith(b"\n"):
            line = stream.readline(2**20)
            size += len(line)
            _check(size, allowed)
        if not short:
            yield number, None
        _check(size, allowed)


def _check(size: int, allowed: int | None) -> None:
    if allowed is not None and size > allowed:
        raise Refused("too large", "the compressed file unpacks to far more than text would")


class _Replay(io.RawIOBase):
    """Bytes that were read already, then what follows them, or the error that did."""

    def __init__(self, sample: bytes, read: _Read, failure: Exception | None) -> None:
        self._sample = memoryview(sample)
        self._read = read
        self._failure = failure

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece: bytes | memoryview = self._sample[: len(buffer)]
        if piece:
            self._sample = self._sample[len(piece) :]
        elif self._failure:
            raise self._failure
        else:
            piece = self._read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _Recoded(io.RawIOBase):
    """A stream in UTF-8 of a stream in something else; what cannot be decoded is U+FFFD."""

    def __init__(self, stream: BinaryIO, codec: str) -> None:
        self._stream = stream
        self._decoder = getincrementaldecoder(codec)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        ended = False
        while not self._ready and not ended:
            piece = self._stream.read(2**16)
            ended = not piece
            self._ready = self._decoder.decode(piece, ended).encode("utf-8", "replace")
        piece, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _buffered(raw: io.RawIOBase) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(raw, SAMPLE))
