"""What an answer is: hits, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that answers.

    `text` is the passage, the article's text from `start` to `end` (code points); `passage` its
    number in the article, from 0; `marks` are stretches of `text` that met the question. `rank`
    counts from 1; scores compare within one answer only. `published` is ISO 8601 or "".
    """

    rank: int
    score: float
    article: str
    passage: int
    lang: str
    title: str
    published: str
    source: str
    url: str
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the hit as `docs/formats.md` describes it."""
        return asdict(self) | {"marks": [list(mark) for mark in self.marks]}


@dataclass(frozen=True, slots=True)
class Results:
    """A page of the answer to one question.

    `total` counts all passages that answer (articles, where those were asked for), `took_ms` is
    wall time in milliseconds.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as `docs/formats.md` describes it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 1),
            "hits": [hit.to_json() for hit in self.hits],
        }
