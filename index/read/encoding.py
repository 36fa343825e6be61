"""In which encoding a file is written: UTF-8 unless its bytes say otherwise."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from dragoman.index.read.events import Refused


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by the name to report ("" for UTF-8) and by Python's codec."""

    name: str
    codec: str

    @property
    def wide(self) -> bool:
        """Whether a line break is more than one byte."""
        return self.codec.startswith(("utf-16", "utf-32"))


UTF_8 = Encoding("", "utf-8")

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, Encoding("UTF-32", "utf-32")),
    (codecs.BOM_UTF32_BE, Encoding("UTF-32", "utf-32")),
    (codecs.BOM_UTF16_LE, Encoding("UTF-16", "utf-16")),
    (codecs.BOM_UTF16_BE, Encoding("UTF-16", "utf-16")),
)

_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"{\\rtf")
"""How files begin that may hold few control characters and are no text all the same."""

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\f\r\x1b"))
_JAPANESE = re.compile(rb"\x1b\$[@B][\x21-\x7e]+\x1b\([BJ]")

_BINARY = 0.05
"""The share of control characters from which a file is no text."""

_SOUND = 20
"""So many sound sequences for a broken one make a file UTF-8 with mistakes, not a legacy page."""


def decide(data: bytes, complete: bool = True) -> Encoding:
    """Return the encoding of a text by its bytes, or of a stream by its first ones.

    A byte order mark decides; then UTF-8 if it is valid, or nearly so (what is broken is then
    replaced); UTF-16 without a mark where zeros lie as they do there; then the most plausible
    legacy encoding. Raise `Refused` for what is no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    binary = _share(data) >= _BINARY or data.startswith(_MAGIC)
    valid = _is_valid(data, "utf-8", complete)
    if valid and not binary:
        return Encoding("ISO-2022-JP", "iso2022_jp_ext") if _JAPANESE.search(data) else UTF_8
    if b"\0" in data and (wide := _without_mark(data)):
        return wide
    if binary:
        raise Refused("binary", "a binary file, not text")
    if _nearly_utf_8(data):
        return UTF_8
    from dragoman.index.read.legacy import legacy_encoding

    return Encoding(*legacy_encoding(data))


def decode(data: bytes, encoding: Encoding) -> tuple[str, int]:
    """Return the text and how many sequences of bytes meant nothing and were replaced."""
    try:
        return data.decode(encoding.codec), 0
    except UnicodeDecodeError:
        text = data.decode(encoding.codec, "replace")
        return text, max(1, text.count("\ufffd"))


def _share(data: bytes) -> float:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls / len(data) if controls > 1 else 0.0


def _is_valid(data: bytes, codec: str, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data, complete)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(data: bytes) -> Encoding | None:
    """Recognise UTF-16 without a byte order mark.

    The bytes that tell the block of a character are fewer than those that tell its place in the
    block, so they show the order; what comes out must be characters that exist, and parted.
    """
    even = data[: len(data) & ~1]
    big = len(set(even[0::2])) < len(set(even[1::2]))
    name, codec = ("UTF-16BE", "utf-16-be") if big else ("UTF-16LE", "utf-16-le")
    text = even.decode(codec, "replace")
    strange = text.count("\ufffd") + sum(
        unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\t\n\r" for c in text
    )
    parted = any(c in text for c in " \n。")
    return Encoding(name, codec) if parted and 50 * strange <= len(text) else None


def _nearly_utf_8(data: bytes) -> bool:
    """Tell UTF-8 with a few mistakes from a legacy encoding that happens to look like it.

    A sequence of three bytes or four is worth more: chance hardly ever makes one.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    short = sum("\x7f" < c < "\u0800" for c in text)
    long = sum(c >= "\u0800" for c in text) - broken
    return short + 6 * long >= _SOUND * broken
