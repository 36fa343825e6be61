"""Translators that tests need no model for: a table of sentences, counted as they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.index.errors import ModelError
from dragoman.index.translate.seam import Translated


class Table:
    """One way, by a table; what is not in it becomes the sentence between angle brackets."""

    def __init__(
        self, source: str, known: Mapping[str, str | None], target: str = "en", version: str = "1"
    ) -> None:
        self.source, self.target = source, target
        self.name = f"{source}→{target} {version}"
        self.fingerprint = f"{source}{target}{version}"
        self.known = known
        self.asked: list[str] = []
        self.broken = ""
        self.dies_after = -1

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        if self.broken:
            raise ModelError(self.broken)
        if 0 <= self.dies_after <= len(self.asked):
            raise KeyboardInterrupt
        self.asked += sentences
        return [self._one(sentence) for sentence in sentences]

    def _one(self, sentence: str) -> Translated:
        text = self.known.get(sentence, f"‹{sentence}›")
        return Translated(text, -0.5) if text is not None else Translated(None, why="no idea")

    def close(self) -> None:
        pass


class Tables:
    """The ways that a test has; add or take away at will."""

    def __init__(self, *ways: Table) -> None:
        self.ways = {(way.source, way.target): way for way in ways}

    def find(self, source: str, target: str) -> Table | None:
        return self.ways.get((source, target))

    def sources(self, target: str) -> Iterable[str]:
        return [source for source, into in self.ways if into == target]

    def close(self) -> None:
        pass
