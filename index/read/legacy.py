"""Which legacy encoding a text is written in.

Every code page of the table reads the bytes, and the most plausible reading wins; where none of
them makes sense, charset-normalizer is asked. Not before: by itself it takes much of the Latin
scripts for Central European, and as a second opinion on near ties it was wrong more often than
right. Texts restored to the letter, of 7,043 news stories in 52 languages and 39 encodings and of
excerpts from them: whole 99.96 % (charset-normalizer 3.5.2 alone: 77.7 %), 300 characters 99.5 %
(80.0 %), 80 characters 96.3 % (71.1 %).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.index.read.codepages import CODE_PAGES, CodePage
from dragoman.index.read.events import Refused
from dragoman.index.read.plausible import WIDE, plausibility

_FIRST, _ALL = 500, 6000
"""Bytes that every page is tried on, and bytes that the best of them are."""

_HOPELESS = 80.0
"""Nats behind the best reading of the first bytes from which a page is given up."""

_SENSELESS, _SENSELESS_WIDE = -6.0, -11.0
"""Nats a character beyond ASCII below which a reading makes no sense; for ideographs."""

_TOO_FEW = 10
"""Characters beyond ASCII of which nothing can be said but which reading is the best."""

_NAMES = {page.codec: page.name for page in CODE_PAGES}
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class _Reading:
    page: CodePage
    text: str
    score: float


def legacy_encoding(data: bytes) -> tuple[str, str]:
    """Return the name and the codec of the most plausible legacy encoding.

    Raise `Refused` where neither we nor charset-normalizer see any sense in the bytes.
    """
    sample = _sample(data)
    best = _best(sample)
    if _makes_sense(best):
        return best.page.name, best.page.codec
    if opinion := _charset_normalizer(sample):
        return _NAMES.get(opinion, opinion), opinion
    raise Refused("unknown encoding", "neither UTF-8 nor in any encoding that makes sense")


def _best(sample: bytes) -> _Reading:
    """Return the best reading; of equal ones, that which stands first in the table."""
    first = _readings(sample[:_FIRST], CODE_PAGES)
    bar = max(reading.score for reading in first) - _HOPELESS
    hopeful = [reading.page for reading in first if reading.score > bar]
    return max(_readings(sample, hopeful), key=lambda reading: reading.score)


def _makes_sense(reading: _Reading) -> bool:
    beyond = sum(character > "\x7f" for character in reading.text)
    bar = _SENSELESS_WIDE if WIDE.issuperset(reading.page.languages) else _SENSELESS
    return beyond < _TOO_FEW or reading.score >= bar * beyond


def _readings(sample: bytes, pages: Iterable[CodePage]) -> list[_Reading]:
    texts = ((page, sample.decode(page.codec, "replace")) for page in pages)
    return [_Reading(page, text, plausibility(text, page) - page.doubt) for page, text in texts]


def _charset_normalizer(sample: bytes) -> str:
    """Return the codec that charset-normalizer thinks best, or ""."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else ""


def _sample(data: bytes) -> bytes:
    """Return those lines that hold bytes beyond ASCII, as many as it takes to decide.

    Lines begin between characters in every encoding of the table. Of a line that is too long the
    sample begins at the last space before the first such byte.
    """
    pieces: list[bytes] = []
    size = position = 0
    while size < _ALL and (high := _HIGH.search(data, position)):
        first = high.start()
        start = max(position, data.rfind(b"\n", position, first) + 1)
        if first - start > _FIRST:
            start = max(first - _FIRST, data.rfind(b" ", first - _FIRST, first) + 1)
        end = data.find(b"\n", first)
        position = len(data) if end < 0 else end + 1
        pieces.append(data[start : min(position, start + _ALL)])
        size += len(pieces[-1])
    return b"".join(pieces)
