"""The seam between Dragoman and whatever translates: sentences in, sentences out, never a network.

A `Translator` is one way from one language to another; `Translators` says which ways there are.
Neither is asked about articles, passages or an index: that is `index/translate/work.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Translated:
    """What became of one sentence.

    `text` is None where there is no usable translation; then `why` says so in a few words. `score`
    is the mean log probability of a piece of the output (0 or less); 0 where a back end does not
    tell.
    """

    text: str | None
    score: float = 0.0
    why: str = ""


class Translator(Protocol):
    """One way from a language to another. Safe from several threads, and usable after a fork."""

    @property
    def source(self) -> str:
        """The language that it reads: a code of `languages`."""
        ...

    @property
    def target(self) -> str:
        """The language that it writes."""
        ...

    @property
    def name(self) -> str:
        """What a person calls it: "ru→en 1.9", "es→en apertium"."""
        ...

    @property
    def fingerprint(self) -> str:
        """What tells it apart: 16 hexadecimal digits over all that can change its output."""
        ...

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        """Translate sentences, as many as are given; the answers are in their order.

        Nothing in a sentence makes it raise. Raise `ModelError` where it cannot go on at all: a
        model that is broken, a program that will not start.
        """
        ...

    def close(self) -> None:
        """Let go of models and programs; it may be used again, which loads them again."""
        ...


class Translators(Protocol):
    """The ways that there are."""

    def find(self, source: str, target: str) -> Translator | None:
        """Return the best way from one language to another, or None.

        It is cheap to ask, and nothing is loaded yet. What was installed or replaced since the
        last call is seen.
        """
        ...

    def sources(self, target: str) -> Iterable[str]:
        """Return the languages from which there is a way into `target`."""
        ...

    def close(self) -> None:
        """Close every translator that was found."""
        ...
