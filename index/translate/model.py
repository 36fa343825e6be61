"""A model of CTranslate2, loaded: pieces in, pieces out, many at a time.

It is safe from several threads, and usable after a fork.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from dragoman.index.errors import ModelError
from dragoman.index.translate.loaded import Loaded

_BATCH = 2048
_LEAST = 512
_TURNS = 4
"""Pieces that one worker is given at once, with those that even out lengths. Fewer, but not fewer
than the second, where each worker would not have so many turns: the last to end is waited for.
Sentences a second of one core at 256, 512, 1,024 and 2,048: with a beam of 4, 5.6, 6.6, 6.9, 6.7,
with a beam of 1, 11.3, 15.7, 18.6, 19.1 (6 + 6 layers of 512, on a busy machine)."""

_AT_ONCE = 65_536
"""Pieces of sentences that are handed over together: memory is bounded by it."""

_LONGEST_OUTPUT = 256
"""Pieces of a translation at most: what CTranslate2 and with it argostranslate has unless told."""

LENGTH_PENALTY = 0.2
"""Argostranslate's: scores are divided by the length to this power."""

Key: TypeAlias = tuple[str, ...]
"""The pieces of a sentence."""

MISSING = (
    "translating with Argos packages needs ctranslate2 and sentencepiece: "
    "pip install 'dragoman-search[translate]'"
)


class Output(NamedTuple):
    """The best translation of a sentence: its pieces, and the sum of their log probabilities.

    `length` is how many they are together with the prefix and the end, which count in the sum.
    """

    pieces: list[str]
    total: float
    length: int


class Model:
    """The model in a folder; it is loaded when it is first used."""

    def __init__(self, folder: Path, beam: int, cores: int) -> None:
        """Do nothing yet. `beam` is 1 or more; `cores` the number of workers, 0 for all there are.

        `folder` holds `model.bin`.
        """
        self._folder, self._beam, self._workers = folder, beam, cores or available()
        self._loaded: Loaded[Any] = Loaded(lambda: _load(folder, self._workers))

    def translate(self, sentences: Sequence[list[str]], prefix: str = "") -> list[Output]:
        """Translate sentences of pieces, each distinct one once.

        With `prefix`, which is one piece, each output is made to begin with it; it is not among
        the pieces that are returned. Raise `ModelError` where the model
        cannot be loaded or used.
        """
        loaded = self._loaded.get()
        keys = [tuple(pieces) for pieces in sentences]
        found: dict[Key, Output] = {}
        for some in _portions(sorted(set(keys), key=_long_first)):
            found.update(zip(some, self._run(loaded, some, prefix), strict=True))
        return [found[key] for key in keys]

    def close(self) -> None:
        """Let go of the model once nobody translates with it."""
        self._loaded.close()

    def _run(self, loaded: Any, some: Sequence[Key], prefix: str) -> Iterator[Output]:
        begin = [[prefix]] * len(some) if prefix else None
        try:
            results = loaded.translate_batch(
                [list(one) for one in some],
                target_prefix=begin,
                max_batch_size=batch_size(sum(map(len, some)), self._workers),
                batch_type="tokens",
                **options(self._beam),
            )
        except (RuntimeError, ValueError, IndexError) as error:
            raise ModelError(_unusable(self._folder, error)) from error
        for result in results:
            pieces = result.hypotheses[0]
            length = len(pieces) + 1
            total = result.scores[0] * length**LENGTH_PENALTY
            yield Output(pieces[1:] if prefix else pieces, total, length)


def options(beam: int) -> dict[str, Any]:
    """Return how CTranslate2 is asked: as argostranslate does it, whatever the beam.

    With a length penalty CTranslate2 stops as soon as as many outputs have ended as the beam is
    wide, and with two the second is often a poor one that ended at once: hence the patience.
    """
    return {
        "beam_size": beam,
        "patience": 2 if beam == 2 else 1,
        "length_penalty": LENGTH_PENALTY,
        "max_decoding_length": _LONGEST_OUTPUT,
        "replace_unknowns": True,
        "return_scores": True,
    }


def batch_size(pieces: int, workers: int) -> int:
    """Return how many pieces of so many a worker is given at once; it changes rounding at most."""
    return min(_BATCH, max(_LEAST, pieces // (_TURNS * workers)))


def _long_first(pieces: Key) -> tuple[int, Key]:
    """Return what puts sentences in an order that is the same in every run."""
    return -len(pieces), pieces


def _portions(sentences: Sequence[Key]) -> Iterator[list[Key]]:
    """Yield sentences, in order, so many that they have `_AT_ONCE` pieces at most."""
    some: list[Key] = []
    pieces = 0
    for one in sentences:
        if some and pieces + len(one) > _AT_ONCE:
            yield some
            some, pieces = [], 0
        some.append(one)
        pieces += len(one)
    if some:
        yield some


def available() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _load(folder: Path, workers: int) -> Any:
    try:
        import ctranslate2
    except ImportError as error:
        raise ModelError(MISSING) from error
    try:
        return ctranslate2.Translator(
            str(folder), device="cpu", compute_type="auto", inter_threads=workers, intra_threads=1
        )
    except (RuntimeError, ValueError, IndexError, OSError) as error:
        raise ModelError(_unusable(folder, error)) from error


def _unusable(folder: Path, error: Exception) -> str:
    first = next(iter(str(error).splitlines()), "")[:200]
    why = "".join(char for char in first if char.isprintable()).strip() or type(error).__name__
    return f"the model in {folder} cannot be used ({why}): install the package anew, or remove it"
