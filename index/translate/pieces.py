"""From sentences to the pieces that a model reads, and back, as argostranslate does it.

A package brings a model of SentencePiece, or, if it is older, the merges of byte pair encoding
(Sennrich, Haddow and Birch 2016, arXiv:1508.07909), made on text as the Moses tokenizer parts it.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from dragoman.index.errors import ModelError

LONGEST = 200
"""Pieces that a model is given at once: Argos trains on sentences of at most 150."""

_CHARS = 4000
"""Characters that are made into pieces at once: they are more than `LONGEST` in any language."""

_STOPS = frozenset(".!?;:,…—–)»”\u060c\u061b\u061f\u06d4\u0964、。！？；：，")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_WORD = 100
"""Characters of a word that are merged; the time for it grows with the square of its length."""


class Pieces(Protocol):
    """What makes pieces of text and text of pieces."""

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a sentence."""
        ...

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text that pieces stand for."""
        ...


def plain(sentence: str) -> str:
    """Return a sentence without what no model has seen: controls and halves of a pair."""
    return _CONTROL.sub(" ", sentence).strip()


def parts(pieces: Pieces, sentence: str) -> Iterator[list[str]]:
    """Yield the pieces of a sentence, in several parts if it is longer than `LONGEST`."""
    for text in _chunks(plain(sentence)):
        yield from cut(pieces.encode(text))


def _chunks(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _CHARS:
        space = text.rfind(" ", start + _CHARS // 2, start + _CHARS)
        end = space if space > 0 else start + _CHARS
        yield text[start:end]
        start = end
    yield text[start:]


def cut(pieces: Sequence[str], most: int = LONGEST) -> Iterator[list[str]]:
    """Cut pieces into runs of at most `most`: after a stop, else before a word, else anywhere."""
    start = 0
    while len(pieces) - start > most:
        end = _end(pieces, start + most // 2, start + most)
        yield list(pieces[start:end])
        start = end
    if start < len(pieces):
        yield list(pieces[start:])


def _end(pieces: Sequence[str], low: int, high: int) -> int:
    """Return where to cut, more than `low` and at most `high`."""
    places = range(high, low, -1)
    after = (at for at in places if pieces[at - 1][-1:] in _STOPS)
    before = (at for at in places if pieces[at].startswith("\u2581"))
    return next(after, 0) or next(before, high)


class SentencePieces:
    """A model of SentencePiece."""

    def __init__(self, file: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._known = SentencePieceProcessor(model_proto=file.read_bytes())
        except (OSError, RuntimeError) as error:
            raise ModelError(f"{file} cannot be read: install the package anew") from error

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a sentence."""
        pieces: list[str] = self._known.encode(text, out_type=str)
        return pieces

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text that pieces stand for; what is left of the marks of spaces is one."""
        text: str = self._known.decode_pieces(list(pieces))
        return text.replace("\u2581", " ").replace("_", " ")


class BytePairs:
    """Merges of byte pair encoding, on words as the Moses tokenizer makes them."""

    def __init__(self, file: Path, source: str, target: str) -> None:
        """Read `bpe.model`; the languages are Argos's own codes."""
        self._merges, self._joined = merges(file)
        self._moses = _Moses(source, target)

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a sentence; one that does not end a word ends in "@@"."""
        found: list[str] = []
        for word in self._moses.words(text):
            *begun, last = self._merged(word)
            found += [f"{piece}@@" for piece in begun]
            found.append(last)
        return found

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text that pieces stand for."""
        return self._moses.text(" ".join(pieces).replace("@@ ", "").split(" "))

    def _merged(self, word: str) -> list[str]:
        whole = [word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD)]
        return [piece for some in whole for piece in merged(some, self._merges, self._joined)]


def merges(file: Path) -> tuple[dict[tuple[str, str], int], bool]:
    """Read merges, one a line, the most frequent first; return their ranks.

    Also whether the end of a word is joined to its last letter from the outset: files do that
    that begin with "#version: 0.2". A pair that stands there twice counts as the first.
    """
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise ModelError(f"{file} cannot be read: install the package anew") from error
    joined = False
    if lines[0].startswith("#version:"):
        joined = not re.fullmatch(r"0\.1(\.0+)*", lines.pop(0).split()[-1])
    ranks: dict[tuple[str, str], int] = {}
    for number, line in enumerate(line.strip("\r\n ") for line in lines):
        first, space, second = line.partition(" ")
        if space and " " not in second:
            ranks.setdefault((first, second), number)
        elif line:
            raise ModelError(f"{file} is no list of merges: install the package anew")
    return ranks, joined


_END = "</w>"


def merged(word: str, ranks: dict[tuple[str, str], int], joined: bool) -> list[str]:
    """Merge the letters of a word, the best pair first, as long as there is one."""
    parts = [*word[:-1], word[-1] + _END] if joined else [*word, _END]
    while len(parts) > 1:
        pairs = list(itertools.pairwise(parts))
        best = min(pairs, key=lambda pair: ranks.get(pair, sys.maxsize))
        if best not in ranks:
            break
        parts = _joined_up(parts, best)
    if parts[-1] == _END:
        return parts[:-1]
    return [*parts[:-1], parts[-1].replace(_END, "")]


def _joined_up(parts: Sequence[str], pair: tuple[str, str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(parts):
        both = at + 1 < len(parts) and (parts[at], parts[at + 1]) == pair
        found.append(parts[at] + parts[at + 1] if both else parts[at])
        at += 1 + both
    return found


class _Moses:
    """The Moses tokenizer, as the package `sacremoses` has it."""

    def __init__(self, source: str, target: str) -> None:
        try:
            moses = import_module("sacremoses")
        except ImportError as error:
            raise ModelError(
                "a package with a bpe.model needs sacremoses: pip install sacremoses"
            ) from error
        self._normal: Any = moses.MosesPunctNormalizer(source)
        self._tokenizer: Any = moses.MosesTokenizer(source)
        self._back: Any = moses.MosesDetokenizer(target)

    def words(self, text: str) -> list[str]:
        found: list[str] = self._tokenizer.tokenize(self._normal.normalize(text))
        return [word for word in " ".join(found).split(" ") if word]

    def text(self, words: list[str]) -> str:
        return str(self._back.detokenize(words))
