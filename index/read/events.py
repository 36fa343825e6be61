"""What reading yields: articles that were found, what was left out, and what is worth a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from dragoman.index.article import Article
from dragoman.index.errors import ReadError

_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Found:
    """An article and where it came from.

    `root` is the name of the root and `path` the file below it, with "/" between folders (`root`
    "" and `path` "-" for standard input). `line` counts from 1 in JSON lines and is 0 elsewhere.
    `encoding` is "" for UTF-8, otherwise the IANA name of what the file was read as.
    """

    article: Article
    root: str
    path: str
    line: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was left out, and why; `kind` is what a summary counts it under.

    `path` is the file as the caller would name it, ready to be opened; `line` is 0 where the
    whole file is meant.
    """

    path: str
    line: int
    reason: str
    kind: str

    def __str__(self) -> str:
        return _line(self.path, self.line, self.reason)


@dataclass(frozen=True, slots=True)
class Note:
    """A warning that loses no article: a guessed encoding, a date that is none."""

    path: str
    line: int
    reason: str
    kind: str = "warning"

    def __str__(self) -> str:
        return _line(self.path, self.line, self.reason)


Event: TypeAlias = Found | Note | Skip


class Refused(ReadError):
    """A file or an article that cannot be taken; inside this package it becomes a `Skip`."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def summary(what: Iterable[Skip | Note] | Mapping[str, int]) -> list[str]:
    """Return a line for each kind ("312 PDF: not supported yet"), the most frequent first.

    `what` are the events themselves or, for long runs, counts by kind.
    """
    counts = what if isinstance(what, Mapping) else Counter(event.kind for event in what)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"{number} {kind}" for kind, number in ordered if number]


def shown(text: str) -> str:
    """Return the text fit for one line of a terminal or a log.

    Control and bidirectional characters, and bytes of a file name that are no UTF-8, come out as
    backslash escapes; the joiners that Persian and Indic words need stay.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _JOINERS else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python smuggles a byte that is no UTF-8 into a file name
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def _line(path: str, line: int, reason: str) -> str:
    place = f"{path}:{line}" if line else path
    return shown(f"{place}: {reason}")
