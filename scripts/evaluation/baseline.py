r"""The peer: plain BM25 over lower-cased `\w+`, title and text, whole documents."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.index.engine import K1, B

_WORD = re.compile(r"\w+")


class Plain:
    """An index of documents in memory, scored as `dragoman.index.engine` defines BM25."""

    def __init__(self, documents: Iterable[tuple[str, str]]) -> None:
        self._names: list[str] = []
        self._lengths: list[int] = []
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (name, text) in enumerate(documents):
            words = _WORD.findall(text.lower())
            self._names.append(name)
            self._lengths.append(len(words))
            for word, count in Counter(words).items():
                self._postings[word].append((number, count))
        self._average = sum(self._lengths) / max(1, len(self._lengths)) or 1.0

    def ranking(self, question: str, limit: int) -> list[tuple[str, float]]:
        """Return the best documents with their scores."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(_WORD.findall(question.lower())):
            postings = self._postings.get(word, [])
            df, n = len(postings), len(self._names)
            idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
            for number, tf in postings:
                norm = K1 * (1 - B + B * self._lengths[number] / self._average)
                scores[number] += idf * tf * (K1 + 1) / (tf + norm)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [(self._names[number], score) for number, score in best]
